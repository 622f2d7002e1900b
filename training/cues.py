"""Acts that a cue gives away by itself: weak labels for attributions that nobody labelled.

Only cues whose act hardly depends on the content are listed; `said` counts as an assertion
where the content holds none of the words that often make it something else.
"""

from __future__ import annotations

import re

# By act, the cues as regular expressions, parted by white space; `_` stands for a space.
CUES: dict[str, str] = {
    "deny": "den(y|ies|ied|ying) reject(s|ed|ing)? refut(e|es|ed|ing) disput(es|ed|ing)",
    "warn": "warn(s|ed|ing)? threaten(s|ed|ing)?",
    "urge": """
        urg(e|es|ed|ing) demand(s|ed|ing)? call(s|ed|ing)?_(for|on|upon) request(s|ed|ing)?
        appeal(s|ed|ing)?_(for|to) order(s|ed|ing)? implor(es|ed) exhort(s|ed)
        recommend(s|ed|ing)?""",
    "commit": """
        promis(e|es|ed|ing) vow(s|ed|ing)? pledg(e|es|ed|ing) plan(s|ned|ning)? swore swears
        intend(s|ed|ing)? commit(s|ted|ting)? offer(s|ed|ing)?""",
    "feel": """
        hop(e|es|ed|ing) fear(s|ed|ing)? prais(e|es|ed|ing) condemn(s|ed|ing)? thank(s|ed|ing)?
        welcom(es|ed|ing) applaud(s|ed|ing)? criticiz(es|ed|ing) denounc(es|ed|ing)
        regret(s|ted)? lament(s|ed|ing)? blast(s|ed|ing)? slam(s|med|ming)? decr(ies|ied|ying)
        congratulat(es|ed) deplor(es|ed) worr(y|ies|ied|ying) mourn(s|ed|ing)? hail(s|ed|ing)?""",
    "ask": "((was|were|been)_)?asked_(about|if|whether) question(ed|ing) wonder(s|ed|ing)?",
}
BEFORE = "((has|have|had|also|is|are|was|were|then|again|later) )*"
ACT_OF = {
    act: re.compile(f"{BEFORE}({'|'.join(cues.split()).replace('_', ' ')})$", re.IGNORECASE)
    for act, cues in CUES.items()
}
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
    """The act that a cue gives away, or `None`."""
    for act, pattern in ACT_OF.items():
        if pattern.match(cue):
            return act
    if PLAIN.match(cue) and not TELLING.search(content):
        return "assert"
    return None
