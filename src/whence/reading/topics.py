"""Tells a topic from a content: `discussed the border` says nothing of the border.

The codebook wants what is said; an act that only names its topic or its object (`adopted the
resolution`) is no statement. The corpora that the encoder learned from are not of one mind: in
PolNeAR train 60 of 157 places with `discuss` are attributions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.records import Span

TOPIC_CUE = re.compile(
    r"(?:\w+ ){0,3}(?:discuss(?:ed|es|ing|ions?)?(?: of| on| about)?"
    r"|(?:comment(?:ed|s|ing)?|statements?|talks|debates?) (?:on|about)"
    r"|adopt(?:ed|s|ing)?|sign(?:ed|s|ing)?)",
    re.IGNORECASE,
)
# What follows such a cue and is a content all the same: a clause, or words in quotation marks.
CLAUSE = re.compile(r"(?:that|how|why|whether|what|who|when|where|if)\b|[\"“‘«]", re.IGNORECASE)


# What only gives a thing another name: `the airfield, also called “Q-West”`.
ALIAS = re.compile(
    r"\b(?:also|otherwise|formerly|locally|simply)\s+(?:called|named|known as|nicknamed)$",
    re.IGNORECASE,
)


def names_topic(text: str, cue: Sequence[Span], content: Sequence[Span]) -> bool:
    """Whether a finding's cue only leads to a topic or to another name; spans are on `text`."""
    if any(ALIAS.search(text, max(0, s.end - 40), s.end) for s in cue):
        return True
    words = " ".join(" ".join(s.of(text).split()) for s in cue)
    if not TOPIC_CUE.fullmatch(words):
        return False
    return not any(CLAUSE.match(text, s.start) for s in content)
