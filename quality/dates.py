"""Expressions of time against TimeBank and AQUAINT, as TempEval-3 scores them.

A gold expression is found where one of ours overlaps it (relaxed), one to one; its value is right
where the TIMEX3 values are the same string (UzZaman et al. 2013).
"""

from __future__ import annotations

from typing import Any

from quality.gold import GOLD, read_rows
from whence.reading.dates import find_dates
from whence.records import Span, TimeExpression

Numbers = dict[str, float]
SETS = {"timebank": "train_timebank", "aquaint": "train_aquaint"}


def score_dates() -> Numbers:
    """Relaxed, strict and value F1 of each set and of both."""
    numbers: Numbers = {}
    whole = [0, 0, 0, 0, 0]
    for name, stem in SETS.items():
        counts = [0, 0, 0, 0, 0]
        for row in read_rows(GOLD / f"time/tempeval3/{stem}.jsonl"):
            counts = [a + b for a, b in zip(counts, judge(row), strict=True)]
        whole = [a + b for a, b in zip(whole, counts, strict=True)]
        numbers |= figures(f"dates {name}", counts)
    return numbers | figures("dates both", whole)


def judge(row: dict[str, Any]) -> tuple[int, int, int, int, int]:
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
    wanted: list[dict[str, Any]], said: tuple[TimeExpression, ...]
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


def figures(name: str, counts: list[int]) -> Numbers:
    """F1 of what `judge` counts."""
    found, exact, right, wanted, said = counts
    both = max(1, wanted + said)
    return {
        f"{name} relaxed F1": 2 * found / both,
        f"{name} strict F1": 2 * exact / both,
        f"{name} value F1": 2 * right / both,
    }
