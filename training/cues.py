"""Acts that a cue gives away by itself: weak labels for attributions that nobody labelled.

Only cues whose act hardly depends on the content are listed; `said` counts as an assertion
where the content holds none of the words that often make it something else.
"""

from __future__ import annotations

import re

STEMS: dict[str, str] = {
    "deny": "den(?:y|ies|ied|ying)|rejects?|rejected|rejecting|refut(?:e|es|ed|ing)|disput(?:es|ed|ing)",
    "warn": "warns?|warned|warning|threatens?|threatened|threatening",
    "urge": (
        "urg(?:e|es|ed|ing)|demand(?:s|ed|ing)?|call(?:s|ed|ing)? (?:for|on|upon)|appeal(?:s|ed|ing)? (?:for|to)"
        "|request(?:s|ed|ing)?|order(?:s|ed|ing)?|implor(?:es|ed)|exhort(?:s|ed)|recommend(?:s|ed|ing)?"
    ),
    "commit": (
        "promis(?:e|es|ed|ing)|vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?"
        "|swore|swears|commit(?:s|ted|ting)?|offer(?:s|ed|ing)?"
    ),
    "feel": (
        "hop(?:e|es|ed|ing)|fear(?:s|ed|ing)?|prais(?:e|es|ed|ing)|condemn(?:s|ed|ing)?|welcom(?:es|ed|ing)"
        "|thank(?:s|ed|ing)?|applaud(?:s|ed|ing)?|criticiz(?:es|ed|ing)|denounc(?:es|ed|ing)|regret(?:s|ted)?"
        "|lament(?:s|ed|ing)?|blast(?:s|ed|ing)?|slam(?:s|med|ming)?|decr(?:ies|ied|ying)|congratulat(?:es|ed)"
        "|deplor(?:es|ed)|worr(?:y|ies|ied|ying)|mourn(?:s|ed|ing)?|hail(?:s|ed|ing)?"
    ),
    "ask": "(?:was |were |been )?asked (?:about|if|whether)|question(?:ed|ing)|wonder(?:s|ed|ing)?",
}
ACT_OF = {
    act: re.compile(
        rf"(?:(?:has|have|had|also|is|are|was|were|then|again|later) )*(?:{stems})$", re.I
    )
    for act, stems in STEMS.items()
}
PLAIN = re.compile(
    r"(?:also )?(?:says?|said|added|adding|according to|wrote|noted|reported|showed|found|explained)$",
    re.I,
)
TELLING = re.compile(
    r"\b(?:will|would|should|must|need|needs|hope\w*|urge\w*|ask\w*|not|never|want\w*|please|if|let|fear\w*|thank\w*|sorry|proud)\b|n[’']t\b|\?",
    re.I,
)  # fmt: skip


def act_of(cue: str, content: str) -> str | None:
    """The act that a cue gives away, or `None`."""
    for act, pattern in ACT_OF.items():
        if pattern.match(cue):
            return act
    if PLAIN.match(cue) and not TELLING.search(content):
        return "assert"
    return None
