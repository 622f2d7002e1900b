"""How much of a content stands inside quotation marks that are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from whence.reading.wording.form import fold, listed
from whence.records import Manner, Span

_PAIRS = {"“": "”", "«": "»", "„": "“”", "‘": "’", "‹": "›", "「": "」"}
_STRAIGHT = "\"'"
_MARK = re.compile("[" + _STRAIGHT + "".join(_PAIRS) + "".join(_PAIRS.values()) + "]")
# Of the content's letters inside its own marks: at least this much is all of it. The rest is what
# a span's edge takes in by mistake (a conjunction, a bracketed gloss).
_ALL = 0.92


# Inside a paragraph a colon sets speech off only behind one of these, this many signs back at most.
_SAYING = listed(
    "said says saying say added adds wrote writes tweeted told tells stated states continued asked "
    "asks replied declared announced statement"
)
_GAP = 25


@dataclass(frozen=True, slots=True)
class _Region:
    """A quotation: from its opening mark to behind its closing one (or its paragraph's end)."""

    start: int
    end: int
    closed: bool = True


def manner_of(
    text: str,
    content: Sequence[Span],
    source: Sequence[Span] = (),
    cue: Sequence[Span] = (),
) -> Manner:
    """Tell direct, indirect and mixed apart; all spans lie on `text`.

    Curly, straight, angle and low marks count, single ones too where they are no apostrophes; a
    mark that is never closed holds to the end of its paragraph, as in quotations that run over
    several. Marks around the source or cue as well belong to an outer statement and do not
    count. Speech set off after `X said:` without marks is direct.
    """
    if not content:
        return Manner.INDIRECT
    frame = [s for s in (*source, *cue) if not any(piece.covers(s) for piece in content)]
    inside = total = 0
    for piece in content:
        own = [r for r in _regions(text, piece) if not any(_holds(r, s) for s in frame)]
        for i in range(piece.start, min(piece.end, len(text))):
            if text[i].isalnum():
                total += 1
                inside += any(r.start <= i < r.end for r in own)
    if inside >= _ALL * total and total:
        return Manner.DIRECT
    if _set_off(text, content[0], frame):
        return Manner.DIRECT
    return Manner.MIXED if inside else Manner.INDIRECT


def _holds(region: _Region, span: Span) -> bool:
    return region.start <= span.start and span.end <= region.end


def _regions(text: str, piece: Span) -> list[_Region]:
    """Give the quotations, at any depth, of the paragraphs that `piece` touches."""
    start = text.rfind("\n", 0, piece.start) + 1
    found: list[_Region] = []
    while start < min(piece.end, len(text)):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        for own in _quotations(text[start:end]):
            region = _Region(start + own.start, start + own.end, own.closed)
            found.append(_clip(region, piece))
        start = end + 1
    return found


def _clip(region: _Region, piece: Span) -> _Region:
    """End a quotation that is never closed with the content that it opens."""
    if region.closed or region.start < piece.start - 1 or region.start >= piece.end:
        return region
    return _Region(region.start, min(region.end, piece.end))


@lru_cache(maxsize=256)
def _quotations(text: str) -> tuple[_Region, ...]:
    """Give the quotations of one paragraph; most hold several statements, and ask again."""
    found: list[_Region] = []
    opened: list[tuple[str, int]] = []
    for mark in _MARK.finditer(text):
        sign, i = mark[0], mark.start()
        depth = _closes_at(text, i, opened)
        if depth is not None:
            found.append(_Region(opened[depth][1], i + 1))
            del opened[depth:]
        elif sign in _PAIRS or (sign in _STRAIGHT and _opens(text, i)):
            if _opens(text, i) or sign in "“«„「":
                opened.append((sign, i))
        elif not opened and sign in '”»"' and not found:
            found.append(_Region(0, i + 1))  # closed, never opened: the opening was lost
    found.extend(_Region(at, len(text), closed=False) for sign, at in opened if sign not in "'‘")
    return tuple(found)


def _closes_at(text: str, i: int, opened: Sequence[tuple[str, int]]) -> int | None:
    """Which open mark the sign at `i` closes, innermost first; `None` if none."""
    sign = text[i]
    if sign in "'’" and _apostrophe(text, i):
        return None
    if sign in _STRAIGHT and _opens(text, i) and not _ends_word(text, i):
        return None
    for depth in range(len(opened) - 1, -1, -1):
        mark, at = opened[depth]
        closers = _PAIRS.get(mark, mark)
        mixed = (mark == "“" and sign == '"') or (mark == '"' and sign == "”")
        if (sign in closers or mixed) and i > at + 1:
            return depth
    return None


def _apostrophe(text: str, i: int) -> bool:
    """Whether a single mark stands inside a word (`don’t`) or is a plural's (`rebels’ camp`)."""
    after = text[i + 1 : i + 2]
    if after.isalnum():
        return True
    return (
        text[i - 1 : i] in ("s", "S")
        and after == " "
        and text[i + 2 : i + 3].islower()
        and (not _later_closer(text, i))
    )


def _later_closer(text: str, i: int) -> bool:
    """Whether no other closing single mark follows in the sentence, so this must be the one."""
    rest = text[i + 1 : i + 200].split("\n", maxsplit=1)[0]
    return not any(c in "'’" and not rest[k + 1 : k + 2].isalnum() for k, c in enumerate(rest))


def _opens(text: str, i: int) -> bool:
    """Whether the mark at `i` stands where a quotation begins."""
    before, after = text[i - 1 : i] if i else "", text[i + 1 : i + 2]
    begins = not before or before.isspace() or before in "([{—–-/:“‘«„\"'…"
    return begins and bool(after) and not after.isspace()


def _ends_word(text: str, i: int) -> bool:
    return i > 0 and not text[i - 1].isspace()


def _set_off(text: str, first: Span, frame: Sequence[Span]) -> bool:
    """Whether only a colon stands between the words that announce the content and the content."""
    announced = max((s.end for s in frame if s.end <= first.start), default=None)
    if announced is None:
        return False
    between = text[announced : first.start]
    tail = between.strip()
    if not tail.endswith(":"):
        return False
    said = {fold(word) for span in frame for word in span.of(text).split()}
    return "\n" in between or (len(tail) <= _GAP and bool(said & _SAYING))
