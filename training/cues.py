"""Weak labels: the act of attributions that nobody labelled, where the words give it away.

`said` counts as an assertion where the content holds none of the words that often make it
something else.
"""

from __future__ import annotations

import re

from whence.reading.acts import act_of_cue

PLAIN = re.compile(
    r"(also )?(says?|said|added|adding|according to|wrote|noted|reported|showed|found|explained)$",
    re.IGNORECASE,
)
TELLING = re.compile(
    r"\b(will|would|should|must|need|needs|hope\w*|urge\w*|ask\w*|not|never|want\w*|please|if|let"
    r"|fear\w*|thank\w*|sorry|proud)\b|n[’']t\b|\?",
    re.IGNORECASE,
)


def act_of(cue: str, content: str) -> str | None:
    """The act that cue and content give away, or `None`."""
    act = act_of_cue(cue)
    if act is None and PLAIN.match(cue) and not TELLING.search(content):
        return "assert"
    return act
