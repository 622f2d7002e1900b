"""Where sentences and paragraphs begin, well enough to count the distance of a pronoun."""

from __future__ import annotations

import re

# No run of marks or of white space is begun twice, however long it is.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’»')\]]*+\s++(?=[\"“‘«„(\[]*+[A-Z0-9])|\n\s*+")
# Not sentence ends: `Gen. Volesky`, `Jan. 3`, `John F. Kelly`, `the U.S. Army`.
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Rev|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Brig|Sgt|Cpl|Pvt|Gov|Sen|"
    r"Rep|Hon|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Co|Corp|Ltd|etc)|\b[A-Z])\.$"
)


def sentence_starts(text: str) -> list[int]:
    """Give the offsets at which sentences begin, ascending, the first being 0.

    A line break always ends a sentence.
    """
    starts = [0]
    for match in _END.finditer(text):
        broken = "\n" in match.group()
        if broken or not _SHORT.search(text[max(0, match.start() - 6) : match.start() + 1]):
            starts.append(match.end())
    return starts
