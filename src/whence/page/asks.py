"""Whether words ask the reader for money: the evidence that appeals and bars are judged by."""

# Patterns list words of many languages.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .markup import words
from .phrases import TONGUES, Tongue

LONGEST_ASK = 900  # characters; an appeal is a paragraph at most
# Without a clear phrase only short texts are weighed: longer ones are prose.
LONGEST_WEIGHED = 320
SHORTEST_PROSE = 160  # characters; below, three word classes are enough
WORD = re.compile(r"[^\W\d_]+")
QUOTES = '"“”„«»‘'
TOLD = re.compile(
    r"\b(?:said|says|told|tells|according to|announced|added|wrote|tweeted|urged|appealed|called (?:on|for)|"
    r"sagte\w*|erklärte\w*|laut|teilte|a (?:déclaré|dit|annoncé|indiqué|affirmé)|selon|dijo|afirmó|según|"
    r"declaró|señaló|anunció|сказал\w*|заявил\w*|сообщил\w*|по словам|сказав|заявив|повідомив|за словами|"
    r"dedi|söyledi|açıkladı|belirtti|ha (?:detto|dichiarato|annunciato)|secondo|disse|afirmou|segundo|anunciou)\b"
    r"|(?:قال|قالت|صرح|أعلن|أعلنت|وفقا|بحسب|أضاف)(?!\w)",
    re.IGNORECASE,
)
# The commonest of them, to look up before anything dearer is asked.
TELLING = words(
    """said says told tells announced added wrote tweeted urged appealed laut teilte selon dijo
    dedi secondo disse segundo anunciou قال قالت صرح أعلن أعلنت وفقا بحسب أضاف"""
)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """One tongue's patterns, for folded text. Apart they are three times as fast as in one."""

    stems: frozenset[str]
    asks: tuple[re.Pattern[str], ...]
    you: re.Pattern[str]
    us: re.Pattern[str]
    give: re.Pattern[str]
    money: re.Pattern[str]
    media: re.Pattern[str]


@lru_cache(maxsize=1)
def _tongues() -> tuple[_Compiled, ...]:
    return tuple(map(_compile, TONGUES))


def _compile(tongue: Tongue) -> _Compiled:
    return _Compiled(
        stems=frozenset(_fold(stem)[:4] for stem in tongue.stems.split()),
        asks=tuple(re.compile(_fold(ask, keep=True)) for ask in tongue.asks),
        you=re.compile(_fold(tongue.you, keep=True)),
        us=re.compile(_fold(tongue.us, keep=True)),
        give=re.compile(_fold(tongue.give, keep=True)),
        money=re.compile(_fold(tongue.money, keep=True)),
        media=re.compile(_fold(tongue.media, keep=True)),
    )


def _fold(text: str, *, keep: bool = False) -> str:
    """Small letters, with one `i` for the four of Turkish; `keep` leaves a pattern's classes alone.

    Matching folded text with case told apart is twice as fast as `re.IGNORECASE`.
    """
    return (text if keep else text.lower().replace("i\u0307", "i")).replace("ı", "i")


def is_told(text: str) -> bool:
    """Whether somebody is quoted: what people in the news ask for is news."""
    return text[:1] in QUOTES or TOLD.search(text) is not None


def is_ask(text: str, *, hinted: bool = False) -> bool:
    """Whether the words ask the reader to give this outlet money or support.

    `hinted` says that the markup or the neighbours speak of an appeal, so that less is enough.
    """
    if not 4 <= len(text) <= LONGEST_ASK:
        return False
    plain = " ".join(text.split()).strip(" .!?…»>→:•*-–—")
    # Most blocks of a page hold no such word, and the patterns cost a hundred times as much.
    folded = _fold(plain)
    said = frozenset(WORD.findall(folded))
    stems = {word[:4] for word in said}
    tongues = [tongue for tongue in _tongues() if not stems.isdisjoint(tongue.stems)]
    if not tongues or not said.isdisjoint(TELLING):
        return False
    return any(_asks(tongue, folded, hinted) for tongue in tongues) and not is_told(plain)


def _asks(tongue: _Compiled, text: str, hinted: bool) -> bool:
    """Judge by one clear phrase, or by a request, money and journalism together.

    Of the 10,095 short paragraphs in the gold bodies of aed and fundus_parsers, the word classes
    alone take 3 for appeals, one of which is an offer of a subscription.
    """
    if len(text) > SHORTEST_PROSE and not (tongue.you.search(text) or tongue.us.search(text)):
        return False
    if any(ask.search(text) for ask in tongue.asks):
        return True
    if len(text) > LONGEST_WEIGHED:
        return False
    money, give = tongue.money.search(text) is not None, tongue.give.search(text) is not None
    if not (money or give):
        return False
    you, us, media = (p.search(text) is not None for p in (tongue.you, tongue.us, tongue.media))
    count = you + us + give + money + media
    if hinted and (money or give) and (us or media) and count >= 3:
        return True
    return money and media and give and (count >= 4 or len(text) <= SHORTEST_PROSE)
