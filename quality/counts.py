"""Counts against the Microsoft recognizers' cases and MeasEval's spans.

The recognizers' cases say which number stands where (`number`, `percent`) and which range
(`numberrange`); ours must overlap and mean the same. MeasEval (science) has spans without values:
a quantity is found where a count overlaps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from quality.gold import GOLD, read_rows
from whence.reading.counts import find_counts
from whence.records import Count, Span

Numbers = dict[str, float]
RANGE = re.compile(r"([\[(])(-?[\d.]*),(-?[\d.]*)([\])])")


def score_counts() -> Numbers:
    """Value F1 on the recognizers' cases, span F1 on MeasEval."""
    folder = GOLD / "qty"
    numbers: Numbers = {}
    for name in ("number", "percent", "numberrange"):
        rows = read_rows(folder / f"ms_recognizers/{name}.jsonl")
        numbers[f"counts {name} value F1"] = _f1(_judge(row) for row in rows)
    rows = (
        r
        for part in ("train", "trial", "eval")
        for r in read_rows(folder / f"measeval/{part}.jsonl")
    )
    numbers["counts measeval span F1"] = _f1(_judge(row, values=False) for row in rows)
    return numbers


def _judge(row: dict[str, Any], *, values: bool = True) -> tuple[int, int, int]:
    """How many are right, wanted and said."""
    text = row["text"]
    said = list(find_counts(text, [Span(0, len(text))])) if text else []
    wanted = [s for s in row["spans"] if not values or s.get("value") is not None]
    right = 0
    left = list(said)
    for gold in wanted:
        span = Span(gold["start"], max(gold["end"], gold["start"] + 1))
        hit = next(
            (c for c in left if c.span.overlaps(span) and (not values or _same(c, gold))), None
        )
        if hit is not None:
            left.remove(hit)
            right += 1
    return right, len(wanted), len(said)


def _same(count: Count, gold: dict[str, Any]) -> bool:
    value = gold["value"].replace("%", "").replace(" ", "")
    found = RANGE.fullmatch(value)
    if found is None:
        return _close(count.low, value) and _close(count.high, value)
    low, high = _bound(found[2], found[1] == "(", 1), _bound(found[3], found[4] == ")", -1)
    return (count.low, count.high) in ((low, high), (low, float(found[3]) if found[3] else None))


def _bound(digits: str, is_open: bool, step: int) -> float | None:
    if not digits:
        return None
    value = float(digits)
    return value + step if is_open and value.is_integer() else value


def _close(value: float | None, written: str) -> bool:
    try:
        return value is not None and abs(value - float(written)) <= 1e-6 * max(1, abs(value))
    except ValueError:
        return False


def _f1(judged: Iterable[tuple[int, int, int]]) -> float:
    right = both = 0
    for hits, wanted, said in judged:
        right, both = right + hits, both + wanted + said
    return 2 * right / max(1, both)
