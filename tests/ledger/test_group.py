"""Rows that share one thing: every row once, counts that add up, days from first to last."""

from __future__ import annotations

import pytest

from tests.web.ledgers import make_ledger
from whence.ledger import Store
from whence.ledger.columns import Columns, read_columns
from whence.ledger.filter import Order
from whence.ledger.group import read_group, with_value

ARTICLES = 12


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> Columns:
    path = make_ledger(tmp_path_factory.mktemp("group") / "news.whence", ARTICLES)
    with Store(path, "test 1") as store:
        return read_columns(store.base, "statements")


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("name", ["Oren Dask", None])
def test_pages_hold_every_row_once_and_counts_add_up(
    columns: Columns, name: str | None, order: Order
) -> None:
    mask = with_value(columns, "speaker", name)
    found: list[int] = []
    after = None
    while True:
        group = read_group(columns, mask, order, after=after, size=5)
        found += group.rows
        for counts in group.counts.values():
            assert sum(count.rows for count in counts) == group.total
        after = group.after
        if after is None:
            break
    assert sorted(found) == mask.nonzero()[0].tolist()
    assert group.articles == ARTICLES


def test_days_go_from_the_first_to_the_last(columns: Columns) -> None:
    mask = with_value(columns, "speaker", "Oren Dask")
    group = read_group(columns, mask, Order.OLDEST, after=None, size=5)
    assert (str(group.first), str(group.last)) == ("2031-01-10", "2031-06-10")
    assert sum(bar.rows for bar in group.line.bars) + group.line.undated == group.total


def test_nobodys_rows_are_none(columns: Columns) -> None:
    mask = with_value(columns, "speaker", "Nobody of that name")
    group = read_group(columns, mask, Order.NEWEST, after=None, size=5)
    assert (group.rows, group.total, group.first, group.after) == ((), 0, None, None)
