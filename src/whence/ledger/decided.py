"""Everything that persons decided, over all articles: who, what, when and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .base import Base
from .overlay import Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """One correction of an article's newest reading.

    `target` is what it is about, of what is added the name that it got. `value` is JSON. It was
    taken back by `undone_by` if that is not `None`; `carried` tells that it was made on an
    earlier reading.
    """

    id: int
    article: int
    title: str | None
    target: str
    verdict: Verdict
    field: str | None
    value: Any
    who: str
    why: str | None
    at: str
    carried: bool
    undone_by: str | None
    undone_at: str | None


def list_decisions(
    base: Base, *, who: str = "", after: int | None = None, size: int | None = None
) -> list[Decision]:
    """Decisions, the latest first: those of one person, or of all.

    They begin behind the one with the id `after`, and are `size` at most, or all.
    """
    rows = base.execute(
        "SELECT c.*, a.id AS article, a.title, u.who AS undone_by, u.at AS undone_at "
        "FROM correction c JOIN article a ON a.reading = c.reading "
        "LEFT JOIN correction u ON u.undoes = c.id "
        "WHERE c.verdict <> 'undo' AND c.id < ifnull(?, 9223372036854775807) "
        "AND (? = '' OR c.who = ?) ORDER BY c.id DESC LIMIT ?",
        (after, who, who, -1 if size is None else size),
    )
    return [
        Decision(
            row["id"], row["article"], row["title"],
            f"added/{row['id']}" if row["verdict"] == Verdict.ADD else row["target"],
            Verdict(row["verdict"]), row["field"],
            None if row["value"] is None else json.loads(row["value"]),
            row["who"], row["why"], row["at"], row["carries"] is not None,
            row["undone_by"], row["undone_at"],
        )
        for row in rows
    ]  # fmt: skip


def count_deciders(base: Base) -> list[tuple[str, int]]:
    """Who decided how often, whoever did most first; what was taken back counts too."""
    rows = base.execute(
        "SELECT c.who, count(*) FROM correction c JOIN article a ON a.reading = c.reading "
        "WHERE c.verdict <> 'undo' GROUP BY c.who ORDER BY 2 DESC, 1"
    )
    return [(row[0], row[1]) for row in rows]
