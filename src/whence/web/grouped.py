"""A group of rows as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ..ledger.group import Group
from ..ledger.rows import EventRow, StatementRow


def group_values(group: Group, rows: Sequence[StatementRow | EventRow]) -> dict[str, Any]:
    """One page of rows with what is known about all of them."""
    return {
        "total": group.total,
        "articles": group.articles,
        "first": group.first.isoformat() if group.first else None,
        "last": group.last.isoformat() if group.last else None,
        "undated": group.undated,
        "unit": group.unit,
        "over_time": [
            {"first": b.first.isoformat(), "last": b.last.isoformat(), "rows": b.rows}
            for b in group.bars
        ],
        "counts": {name: [asdict(c) for c in counts] for name, counts in group.counts.items()},
        "rows": [asdict(row) for row in rows],
    }
