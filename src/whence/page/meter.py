"""Fund-raising bars: from the words and numbers on the page to marks, goal and amount raised.

No other extractor reads them (research: 14 of 14 left one in the article). The measure of a bar
is that it is made of nothing but numbers and a small vocabulary (`meter_words.py`): a sentence
of news about money raised has other words in it, a subject to begin with.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from whence.records import Meter

from .asks import is_ask, is_told
from .meter_words import METER_FILL, METER_FUND, METER_GOAL, METER_OF, METER_RAISED
from .money import Amount, read_amounts, read_percents
from .raw import RawBlock

Bar = tuple[int, int, Meter]

LONGEST_BAR = 400  # characters; beyond that it is prose
LONGEST_PART = 160  # characters of one of several blocks that make up one bar
LONGEST_LABEL = 60  # characters of such a block without a number
MOST_PARTS = 8  # blocks of one bar: four marks, raised, goal, share, donors
MOST_STRANGERS = 5  # words outside the vocabulary in a sentence that begins with "we"
AMOUNT_WORDS = 4  # that one amount may have: `US dollars`, `million`
NUMBER = re.compile(r"\d+")
SENTENCES = re.compile(r"(?<=[.!?])\s+|\n")
ROLES = {
    "raised": re.compile(rf"(?:{METER_RAISED})", re.IGNORECASE),
    "goal": re.compile(rf"(?:{METER_GOAL})", re.IGNORECASE),
    "of": re.compile(rf"(?:{METER_OF})", re.IGNORECASE),
    "fund": re.compile(rf"(?:{METER_FUND})", re.IGNORECASE),
    "fill": re.compile(rf"(?:{METER_FILL})", re.IGNORECASE),
}
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|/")
BREAK = re.compile(r"[\n|;•·–—]+|[.!?,](?=\s|$)|\s-\s")
COUNTED = re.compile(
    r"\s*(?:donors?|donations?|people|supporters?|backers?|contribut\w+|days?|hours?|gifts?|readers?|"
    r"members|months?|weeks?|spende\w*|unterstützer\w*|tage|dons?|donateurs?|jours?|donantes|donaciones|"
    r"días|дн\w+|человек|участник\w*|люд\w+|донат\w*|пожертв\w+|донор\w*|kişi|bağışçı\w*|gün|donator\w+|"
    r"giorni|doador\w+|dias|متبرع\w*|أيام|يوم\w*)(?!\w)",
    re.IGNORECASE,
)
OURS = re.compile(
    r"\b(?:we|our|us|we['’]?ve|wir|unser\w*|nous|notre|nuestr\w+|hemos|llevamos|мы|наш\w*|ми|biz|"
    r"hedefimiz\w*|nostr\w+|abbiamo|noss[oa]|temos)\b|هدفنا|جمعنا",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"\b(?:funded|raised|donated|pledged|gespendet|finanziert|récolté\w*|collecté\w*|financé\w*|"
    r"recaudad\w+|собран\w*|зібран\w*|toplandı|raccolt\w+|arrecadad\w+|zebrano)\b|جمع",
    re.IGNORECASE,
)
# What is still missing is neither the goal nor the amount raised.
REMAINING = re.compile(
    r"\b(?:noch|fehl\w+|still (?:need|missing)\w*|to go|faltan?|mancano|осталось собрать|il manque|"
    r"short of)\b",
    re.IGNORECASE,
)
HINTS = frozenset(
    [
        "donate",
        "donation",
        "donations",
        "donor",
        "donors",
        "fundraiser",
        "fundraising",
        "fundraise",
        "thermometer",
        "meter",
        "crowdfunding",
        "crowdfund",
        "funding",
        "appeal",
        "goal",
        "progress",
        "progressbar",
        "spenden",
        "spende",
        "dons",
        "don",
    ]
)
# Lines of their own in a bar that say which time it is for.
PERIODS = frozenset(
    ["this month", "this year", "this week", "today", "diesen monat", "ce mois-ci", "este mes"]
)
TABLE_TAGS = frozenset(("td", "th", "tr"))


def read_meter(text: str, *, sure: bool = False) -> Meter | None:
    """Read a fund-raising bar that is the whole of `text`, or `None` if it is not one.

    `sure` says that something else (the markup, a label) calls it a bar, so that fewer words
    suffice. Amounts come out in whole units of the currency (`£1.2k` is 1200), `share_of_goal` in
    units of the goal. A page's own percentage is used only where it does not give both amounts.
    """
    return _read(text, sure=sure)


def find_meters(blocks: Sequence[RawBlock]) -> list[Bar]:
    """The bars among the blocks as (first, end, meter), `end` exclusive; no two overlap.

    Neighbouring blocks make up one bar together where each is made of its numbers and words.
    """
    found: list[Bar] = []
    for first, end in _runs(blocks):
        found += _windows(blocks, first, end)
    taken = {place for first, end, _ in found for place in range(first, end)}
    for place, block in enumerate(blocks):
        if place not in taken and len(block.text) <= LONGEST_BAR and block.tag not in TABLE_TAGS:
            meter = _read(block.text, sure=_is_hinted(block))
            if meter is not None:
                found.append((place, place + 1, meter))
    return sorted(found, key=lambda item: item[0])


def _runs(blocks: Sequence[RawBlock]) -> Iterator[tuple[int, int]]:
    """Stretches of neighbouring blocks that hold nothing but what bars are made of."""
    place = 0
    while place < len(blocks):
        end = place + 1
        if _has_digit(blocks[place].text) and _is_part(blocks[place].text):
            first = place
            while first and _is_part(blocks[first - 1].text):
                first -= 1
            while end < len(blocks) and _is_part(blocks[end].text):
                end += 1
            yield first, end
        place = end


def _has_digit(text: str) -> bool:
    return NUMBER.search(text) is not None


def _is_part(text: str) -> bool:
    if len(text) > (LONGEST_PART if _has_digit(text) else LONGEST_LABEL):
        return False
    if _strangers(text, AMOUNT_WORDS * len(NUMBER.findall(text))):
        return False
    scan = _scan(text)
    told = scan.speaks or scan.has("fund") or _has_digit(text)
    return not scan.strangers and bool(told or text.strip("\n :").lower() in PERIODS)


def _windows(blocks: Sequence[RawBlock], first: int, end: int) -> Iterator[Bar]:
    """The bars in one stretch, longest first from its start."""
    start = first
    while start < end:
        for stop in range(min(end, start + MOST_PARTS), start, -1):
            crowded = end - first > MOST_PARTS
            cuts = any(_is_bare(blocks[k].text) for k in (start - 1, stop) if first <= k < end)
            meter = _read_window(blocks[start:stop], crowded=crowded)
            if meter is not None and cuts and meter.marks != ():
                meter = None  # a part of a longer column of figures
            if meter is not None:
                yield start, stop, meter
                start = stop - 1
                break
        start += 1


def _read_window(window: Sequence[RawBlock], *, crowded: bool) -> Meter | None:
    hinted = any(map(_is_hinted, window))
    in_table = crowded or any(block.tag in TABLE_TAGS for block in window)
    if in_table and not hinted:
        return None
    if not all(_is_edge(window[place].text) for place in (0, -1)):
        return None
    meter = _read("\n".join(block.text for block in window), sure=hinted)
    return None if meter is None or _is_two(window, hinted=hinted) else meter


def _is_two(window: Sequence[RawBlock], *, hinted: bool) -> bool:
    """Whether the blocks are two bars, or one and the beginning of the next."""
    texts = [block.text for block in window]
    named: dict[tuple[bool, bool], float] = {}
    for scan in map(_scan, texts):
        role = (scan.has("raised"), scan.has("goal"))
        if len(scan.amounts) != 1 or role[0] == role[1]:
            continue
        if named.setdefault(role, scan.amounts[0].value) != scan.amounts[0].value:
            return True
    for place in range(1, len(texts)):
        halves = [_read("\n".join(t), sure=hinted) for t in (texts[:place], texts[place:])]
        if all(half and half.raised and half.goal for half in halves) and halves[0] != halves[1]:
            return True
    return False


def _is_edge(text: str) -> bool:
    scan = _scan(text)
    numbered = _has_digit(text) or (scan.has("fund") and not is_ask(text))
    period = text.strip("\n :").lower() in PERIODS
    return bool(scan.amounts or scan.shares or scan.speaks or numbered or period)


def _is_bare(text: str) -> bool:
    scan = _scan(text)
    return bool(scan.amounts) and not any(kind in ROLES for _, kind in scan.items)


def _is_hinted(block: RawBlock) -> bool:
    return not HINTS.isdisjoint(block.hints)


@dataclass(frozen=True, slots=True)
class _Scan:
    """A text taken apart: `items` are amounts, role words and breaks, in order of place."""

    amounts: tuple[Amount, ...]
    shares: tuple[float, ...]
    items: tuple[tuple[int, str], ...]
    strangers: int

    @property
    def speaks(self) -> bool:
        """Whether there is a word for what was raised or is aimed at."""
        return self.has("raised") or self.has("goal")

    def has(self, role: str) -> bool:
        """Whether a word of that role is there."""
        return any(kind == role for _, kind in self.items)


@lru_cache(maxsize=8192)
def _role(word: str) -> str:
    if word == "/":
        return "slash"
    return next((name for name, words in ROLES.items() if words.fullmatch(word)), "stranger")


@lru_cache(maxsize=512)
def _scan(text: str) -> _Scan:
    written = read_amounts(text)
    amounts = [
        amount for amount in written if amount.marked or not COUNTED.match(text, amount.span.end)
    ]
    if any(amount.marked for amount in amounts):
        amounts = [
            amount
            for place, amount in enumerate(amounts)
            if amount.marked or _is_side(text, amounts, place)
        ]
    percents = read_percents(text)
    rest = list(text)
    for span in (*(a.span for a in written), *(span for span, _ in percents)):
        rest[span.start : span.end] = "\x00" * len(span)
    bare = "".join(rest)
    items = [(amount.span.start, str(place)) for place, amount in enumerate(amounts)]
    items += [(span.start, "share") for span, _ in percents]
    items += [(found.start(), "colon") for found in re.finditer(r":(?=\s|\x00|$)", bare)]
    items += [(found.start(), "break") for found in BREAK.finditer(bare)]
    strangers = 0
    for found in WORD.finditer(bare):
        role = _role(found[0])
        strangers += role == "stranger"
        items.append((found.start(), role))
    shares = tuple(share for _, share in percents)
    return _Scan(tuple(amounts), shares, tuple(sorted(items)), strangers)


def _is_side(text: str, amounts: Sequence[Amount], place: int) -> bool:
    """Whether a bare number is one side of `12.500 of 20.000 €`."""
    for other in (place - 1, place + 1):
        if 0 <= other < len(amounts) and amounts[other].marked:
            low, high = sorted((amounts[place].span, amounts[other].span))
            between = WORD.findall(text[low.end : high.start])
            if between and all(_role(word) in ("of", "slash") for word in between):
                return True
    return False


def _read(text: str, *, sure: bool) -> Meter | None:
    """Read a bar; `sure` says that something else calls it one, so that fewer words suffice."""
    if len(text) > LONGEST_BAR or not _has_digit(text):
        return None
    core = _core(text)
    if not core:
        return None
    scan = _scan(core)
    if not _is_bar_like(core, scan) or is_told(text):
        return None
    if not any(map(scan.has, ("raised", "goal", "of", "slash"))):
        return _marks(scan)
    raised, goal = _sides(scan) or _labelled(scan)
    if REMAINING.search(core) and not scan.has("raised"):
        raised = None
    if goal is not None and raised is None and _marks(scan) is not None:
        return _marks(scan)
    return _judge(core, scan, (raised, goal), sure=sure)


def _is_bar_like(text: str, scan: _Scan) -> bool:
    """Whether a text is numbers in one currency, and few words that bars are not made of."""
    if not (scan.amounts or scan.shares):
        return False
    marked = [amount.currency for amount in scan.amounts if amount.marked]
    if scan.strangers:
        few = scan.strangers <= MOST_STRANGERS and OURS.search(text) is not None
        if not (few and scan.speaks and (marked or scan.shares)):
            return False
    return len(set(marked)) <= 1


def _core(text: str) -> str:
    """Keep the sentences with numbers; the rest may say anything as long as it is an appeal.

    Empty where even those hold more other words than any bar does.
    """
    parts = SENTENCES.split(text)
    numbered = [part for part in parts if _has_digit(part) or not _strangers(part, 0)]
    kept = "\n".join(numbered)
    amounts = len(NUMBER.findall(kept))
    if _strangers(kept, MOST_STRANGERS + AMOUNT_WORDS * amounts):
        return ""
    other = [part for part in parts if part not in numbered]
    return kept if other and is_ask(" ".join(other)) else text


def _strangers(text: str, most: int) -> bool:
    """Whether more words than that are none of a bar's, currencies and scales among them."""
    count = 0
    for found in WORD.finditer(text):
        count += _role(found[0]) == "stranger"
        if count > most:
            return True
    return False


def _judge(
    text: str, scan: _Scan, sides: tuple[Amount | None, Amount | None], *, sure: bool
) -> Meter | None:
    raised, goal = sides
    share = scan.shares[0] if len(scan.shares) == 1 else None
    ours = any(pattern.search(text) for pattern in (OURS, REMAINING)) or scan.has("fund")
    marked = any(amount.marked for amount in scan.amounts)
    if raised is not None and goal is not None:
        slash = scan.has("slash") and not (scan.speaks or ours or sure)
        agrees = share is not None and abs(raised.value - share * goal.value) <= 0.02 * goal.value
        enough = (marked or ours or sure or scan.speaks) and (agrees or not slash)
    elif raised is not None or goal is not None:
        enough = marked and (sure or ours or (share is not None and scan.speaks))
        enough = enough and (scan.speaks or share is not None)
    else:
        enough = share is not None and (ours or sure or GIVEN.search(text) is not None)
        enough = enough and (scan.speaks or sure)
    if not enough or (goal is not None and goal.value <= 0):
        return None
    if raised is not None and goal is not None and raised.value > 20 * goal.value:
        return None
    return _meter(scan, (), raised, goal, share)


def _meter(
    scan: _Scan,
    marks: tuple[float, ...],
    raised: Amount | None,
    goal: Amount | None,
    share: float | None,
) -> Meter:
    if raised is not None and goal is not None:
        share = raised.value / goal.value
    currency = next((amount.currency for amount in scan.amounts if amount.currency), None)
    return Meter(
        marks=marks,
        goal=goal.value if goal else None,
        raised=raised.value if raised else None,
        currency=currency,
        share_of_goal=share,
    )


def _marks(scan: _Scan) -> Meter | None:
    """`0 $, 2,500 $, 5,000 $, 2,911 $`: marks from nought upwards, and one amount out of line."""
    amounts = scan.amounts
    if scan.strangers or not 3 <= len(amounts) <= MOST_PARTS:
        return None
    if not all(amount.marked or amount.value == 0 for amount in amounts):
        return None
    for odd in (len(amounts) - 1, 0):
        marks = tuple(a.value for place, a in enumerate(amounts) if place != odd)
        rising = all(low < high for low, high in itertools.pairwise(marks))
        if marks[0] == 0 and rising and 0 < amounts[odd].value <= 2 * marks[-1] and _is_even(marks):
            place = len(amounts) - 1 if odd == 0 else odd - 1
            return _meter(scan, marks, amounts[odd], amounts[place], None)
    return None


def _is_even(marks: tuple[float, ...]) -> bool:
    """Whether marks stand at equal steps, as a bar's do and a price list's seldom."""
    step = marks[-1] / (len(marks) - 1)
    return all(abs(mark - place * step) <= 0.02 * marks[-1] for place, mark in enumerate(marks))


def _sides(scan: _Scan) -> tuple[Amount, Amount] | None:
    """`A raised of B goal`: two amounts with an "of" and no other amount between them."""
    for at, (_, kind) in enumerate(scan.items):
        if not kind.isdigit():
            continue
        between: list[str] = []
        for _, later in scan.items[at + 1 :]:
            if later.isdigit():
                words = {"of", "raised", "goal", "fund", "fill", "break", "colon"}
                if between == ["slash"] or ("of" in between and words.issuperset(between)):
                    return scan.amounts[int(kind)], scan.amounts[int(later)]
                break
            between.append(later)
    return None


def _labelled(scan: _Scan) -> tuple[Amount | None, Amount | None]:
    """Amounts with a word for what they are before or behind them (as the first one has it)."""
    roles = _shared(scan.items)
    groups = _segments(scan.items)
    for group in groups:
        numbers = [int(kind) for kind in group if kind.isdigit()]
        words = [kind for kind in group if kind in ("raised", "goal")]
        if len(numbers) == 1 and words and numbers[0] not in roles.values():
            word = words[0] if len(set(words)) == 1 else _nearest(group)
            roles.setdefault(word, numbers[0])
    if "raised" not in roles and "goal" not in roles:
        flat = [kind for group in groups for kind in group if kind.isdigit() or kind in ROLES]
        kinds = [kind for _, kind in scan.items if kind != "break"]
        colons = any(
            word in ("raised", "goal") and mark == "colon"
            for word, mark in itertools.pairwise(kinds)
        )
        flat = [kind for kind in flat if kind not in ("of", "fund", "fill")]
        if flat and flat[0].isdigit() and not colons:
            flat.reverse()
        for word, number in itertools.pairwise(flat):
            if word in ("raised", "goal") and number.isdigit():
                roles.setdefault(word, int(number))
    raised, goal = roles.get("raised"), roles.get("goal")
    if len(scan.amounts) == 2 and (raised is None) != (goal is None):
        # The bare number beside the goal is what has come in; beside that, the goal if named.
        raised = 1 - goal if raised is None and goal is not None else raised
        goal = 1 - raised if goal is None and raised is not None and scan.has("goal") else goal
    return (
        None if raised is None else scan.amounts[raised],
        None if goal is None else scan.amounts[goal],
    )


def _shared(items: Sequence[tuple[int, str]]) -> dict[str, int]:
    """`58% of $5,000`: the amount that a share is taken of is the goal."""
    kinds = [kind for _, kind in items if kind not in ("fill", "fund", "goal", "raised", "colon")]
    for share, of, number in zip(kinds, kinds[1:], kinds[2:], strict=False):
        if share == "share" and of == "of" and number.isdigit():
            return {"goal": int(number)}
    return {}


def _segments(items: Sequence[tuple[int, str]]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for _, kind in items:
        if kind == "break":
            groups.append([])
        else:
            groups[-1].append(kind)
    return groups


def _nearest(group: Sequence[str]) -> str:
    """Of two role words around one amount, the one that stands next to it, the earlier if both."""
    at = next(place for place, kind in enumerate(group) if kind.isdigit())
    places = [
        (abs(place - at), place) for place, kind in enumerate(group) if kind in ("raised", "goal")
    ]
    return group[min(places)[1]]
