"""What to look through next: the findings that a filter leaves, the least sure first.

A finding is decided once somebody has accepted, rejected or added it. One that was only changed
stays in the queue until it is accepted as it is then.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .base import Base
from .columns import Columns, Ids
from .filter import Filter
from .overlay import Correction, Verdict
from .search import Mask, has_value, mask_of

TABLES = {"statements": "statement", "events": "event"}
FINAL = ("accepted", "added")
# Rows are put in order by one number: the score in steps of 1 in 16,000, the article, the place
# in it.
SCORE, ARTICLE = 1 << 14, 48
NUMBER = 16  # bits of a finding's place in its article
HOLDS = "NOT EXISTS (SELECT 1 FROM correction u WHERE u.undoes = c.id)"


@dataclass(frozen=True, slots=True)
class Item:
    """One finding, by its article and its target (`statements/3`, `added/12`)."""

    article: int
    target: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A finding in its queue.

    `place` counts from 1 among the `left` ones that are to be decided; `None` where this one is
    decided or is not in the queue. `before` and `after` are its undecided neighbours.
    """

    item: Item
    place: int | None
    left: int
    before: Item | None
    after: Item | None


def take_turn(
    base: Base, columns: Columns, given: Filter, at: Item | None, article: int | None = None
) -> Turn | None:
    """The turn of a finding, or of the least sure one; `None` where nothing is left to decide.

    `article` keeps to one article.
    """
    rows = np.flatnonzero(open_rows(base, columns, given, article))
    keys = keys_of(columns, rows)
    own = None if at is None else key_of(base, columns, at)
    if at is None:
        if not len(rows):
            return None
        own = int(keys.min())
    lower, higher = (keys[:0], keys) if own is None else (keys[keys < own], keys[keys > own])

    def name(key: int) -> Item:
        return name_item(base, columns.kind, key)

    return Turn(
        at or name(own or 0),
        len(lower) + 1 if own is not None and len(lower) + len(higher) < len(keys) else None,
        len(rows),
        name(int(lower.max())) if len(lower) else None,
        name(int(higher.min())) if len(higher) else None,
    )


def count_left(base: Base, columns: Columns, given: Filter, article: int | None = None) -> int:
    """How many findings there are to decide under a filter; `article` keeps to one article."""
    return int(np.count_nonzero(open_rows(base, columns, given, article)))


def open_rows(base: Base, columns: Columns, given: Filter, article: int | None) -> Mask:
    """The rows that the filter leaves and nobody has decided, of one article if there is one."""
    mask = mask_of(base, columns, given)
    if article is not None:
        mask &= columns.articles == article
    return mask & ~has_value(columns.choices["decided"], FINAL)


def places_of(columns: Columns, rows: NDArray[np.int64]) -> Ids:
    """Article and place in it of some rows, as one number each."""
    articles = columns.articles[rows].astype(np.int64) << NUMBER
    return np.asarray(articles | columns.numbers[rows], np.int64)


def keys_of(columns: Columns, rows: NDArray[np.int64]) -> Ids:
    """Numbers that grow from the least sure row on; no two are the same."""
    scores = np.rint(columns.scores[rows].astype(np.float64) * SCORE).astype(np.int64)
    return (scores << ARTICLE) | places_of(columns, rows)


def key_of(base: Base, columns: Columns, item: Item) -> int | None:
    """The number of a finding; `None` where it is not there any more."""
    found = base.execute(
        f"SELECT number FROM {TABLES[columns.kind]} WHERE article = ? AND target = ?",
        (item.article, item.target),
    ).fetchone()
    if found is None:
        return None
    there = (columns.articles == item.article) & (columns.numbers == found["number"])
    row = np.flatnonzero(there)
    return int(keys_of(columns, row)[0]) if len(row) else None


def name_item(base: Base, kind: str, key: int) -> Item:
    """The finding with a number."""
    place = key & ((1 << ARTICLE) - 1)
    article, number = place >> NUMBER, place & ((1 << NUMBER) - 1)
    row = base.execute(
        f"SELECT target FROM {TABLES[kind]} WHERE article = ? AND number = ?", (article, number)
    ).fetchone()
    return Item(article, row["target"])


def last_action(base: Base, who: str) -> tuple[int, list[Correction]] | None:
    """What somebody did last to a finding and still holds, with its article; `None` without any.

    These are the corrections that were made together, the newest first: what one undo takes
    back. What was carried over from an earlier reading is no last action of theirs.
    """
    last = base.execute(
        "SELECT a.id AS article, c.* FROM correction c JOIN article a ON a.reading = c.reading "
        f"WHERE c.who = ? AND c.verdict <> 'undo' AND c.carries IS NULL AND {HOLDS} "
        "ORDER BY c.id DESC LIMIT 1",
        (who,),
    ).fetchone()
    if last is None:
        return None
    # Findings that were added together are taken back one by one: each is a finding of its own.
    rows = base.execute(
        "SELECT c.* FROM correction c WHERE c.id BETWEEN :first AND :last AND c.target = :target "
        "AND coalesce(c.made_with, c.id) = :first AND (c.id = :last OR c.verdict <> 'add') "
        f"AND {HOLDS} ORDER BY c.id DESC",
        {"first": last["made_with"] or last["id"], "last": last["id"], "target": last["target"]},
    )
    made = [
        Correction(r["target"], Verdict(r["verdict"]), who, r["field"], why=r["why"], id=r["id"])
        for r in rows
    ]
    return last["article"], made
