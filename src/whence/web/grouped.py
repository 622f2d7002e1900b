"""A group of rows as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ..ledger.days import Days
from ..ledger.group import Group
from ..ledger.rows import EventRow, StatementRow


def group_values(group: Group, rows: Sequence[StatementRow | EventRow]) -> dict[str, Any]:
    """One page of rows with what is known about all of them."""
    return {
        "total": group.total,
        "articles": group.articles,
        "first": group.first.isoformat() if group.first else None,
        "last": group.last.isoformat() if group.last else None,
        "undated": group.line.undated,
        "earlier": group.line.earlier,
        "later": group.line.later,
        "unit": group.line.unit.value,
        "over_time": [days_values(bar) for bar in group.line.bars],
        "over_longer": [days_values(span) for span in group.line.spans],
        "counts": {name: [asdict(c) for c in counts] for name, counts in group.counts.items()},
        "rows": [asdict(row) for row in rows],
    }


def days_values(days: Days) -> dict[str, Any]:
    """How many rows there are between two days."""
    return {"first": days.first.isoformat(), "last": days.last.isoformat(), "rows": days.rows}
