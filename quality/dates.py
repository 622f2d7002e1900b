"""Expressions of time against TimeBank and AQUAINT, as TempEval-3 scores them.

A gold expression is found where one of ours overlaps it (relaxed), one to one; its value is right
where the TIMEX3 values are the same string (UzZaman et al. 2013). Two further sets are reported:
GUM, which marks only dates that its editors could write out, and the cases of the Microsoft
recognizers, whose values follow another convention; there, what is counted are the gold dates
with a plain ISO value: how many are found, and how many of those have the same value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from quality.gold import GOLD, read_rows
from whence.reading.dates import find_dates
from whence.records import Span, TimeExpression

Numbers = dict[str, float]
Counts = tuple[int, int, int, int, int]
SETS = {"timebank": "train_timebank", "aquaint": "train_aquaint"}
FURTHER = {
    "gum": ("gum_dates/train", "gum_dates/dev", "gum_dates/test"),
    "ms": ("ms_recognizers/datetime_en",),
}
# A year, a month, a day or a duration; everything else is written otherwise in those sets.
PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?|P(?:\d+[YMWD]|T\d+[HMS])")


def score_dates() -> Numbers:
    """Relaxed, strict and value F1 of each set and of both; what is found of the further ones."""
    numbers: Numbers = {}
    whole: list[Counts] = []
    for name, stem in SETS.items():
        counts = [judge(row) for row in read_rows(GOLD / f"time/tempeval3/{stem}.jsonl")]
        whole += counts
        numbers |= figures(f"dates {name}", counts)
    numbers |= figures("dates both", whole)
    for name, stems in FURTHER.items():
        rows = [row for stem in stems for row in read_rows(GOLD / f"time/{stem}.jsonl")]
        numbers |= score_plain(f"dates {name}", rows)
    return numbers


def judge(row: dict[str, Any]) -> Counts:
    """Of one text: found, exactly, with the right value, wanted, said."""
    said = read(row)
    wanted = [t for t in row["timexes"] if t["end"] > t["start"]]
    pairs = match(wanted, said)
    exact = sum((w["start"], w["end"]) == (s.span.start, s.span.end) for w, s in pairs)
    right = sum(w["value"] == s.value for w, s in pairs)
    return len(pairs), exact, right, len(wanted), len(said)


def read(row: dict[str, Any]) -> tuple[TimeExpression, ...]:
    """Our expressions of a row's text, resolved against its publication."""
    text = row["text"]
    starts, spans = 0, []
    for part in text.split("\n\n"):
        if part.strip():
            spans.append(Span(starts, starts + len(part)))
        starts += len(part) + 2
    return find_dates(text, spans, row["dct"])


def match(
    wanted: Sequence[dict[str, Any]], said: Sequence[TimeExpression]
) -> list[tuple[dict[str, Any], TimeExpression]]:
    """Pairs that overlap, each used once, the most in common first."""
    pairs = sorted(
        (
            (min(w["end"], s.span.end) - max(w["start"], s.span.start), -i, -j)
            for i, w in enumerate(wanted)
            for j, s in enumerate(said)
            if w["start"] < s.span.end and s.span.start < w["end"]
        ),
        reverse=True,
    )
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, i, j in pairs:
        if -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            out.append((wanted[-i], said[-j]))
    return out


def figures(name: str, counts: Iterable[Counts]) -> Numbers:
    """F1 of what `judge` counts."""
    found, exact, right, wanted, said = (sum(column) for column in zip(*counts, strict=True))
    both = max(1, wanted + said)
    return {
        f"{name} relaxed F1": 2 * found / both,
        f"{name} strict F1": 2 * exact / both,
        f"{name} value F1": 2 * right / both,
    }


def score_plain(name: str, rows: Iterable[dict[str, Any]]) -> Numbers:
    """Of the gold expressions with a plain value: how many are found, and with that value."""
    found = right = wanted = 0
    for row in rows:
        plain = [t for t in row["timexes"] if PLAIN.fullmatch(t["value"] or "")]
        pairs = match(plain, read(row)) if row["text"] else []
        wanted += len(plain)
        found += len(pairs)
        right += sum(w["value"] == s.value for w, s in pairs)
    return {f"{name} found": found / max(1, wanted), f"{name} value": right / max(1, found)}
