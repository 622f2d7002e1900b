"""A ledger as programs and notebooks read it: its rows, what is looked for, its reports."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from html import escape
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Generic, TypeVar

import zstandard

from ..errors import CorrectionError, FilterError, LedgerError
from ..records import Capture, Report
from ..report.json import dump
from .base import Base
from .check import Finding, check_ledger
from .corrections import correct, read_corrected
from .filter import Filter, read_filter
from .frames import FROM, read_table, write_parquet
from .joining import Choice, Joining, decide_name
from .opening import close_to_read, open_base, open_forward
from .overlay import Corrected, Correction, Verdict
from .people import Person, read_people
from .rows import ArticleRow, EventRow, StatementRow, read_articles, read_events, read_statements
from .store import Store, articles_of, hash_of, reader_of

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from .columns import Columns

Row = TypeVar("Row", StatementRow, EventRow, ArticleRow)
Asked = str | int | float | date | Sequence[str] | Sequence[float]
READERS: dict[str, Any] = {
    "statements": read_statements,
    "events": read_events,
    "articles": read_articles,
}
TABLES = {"statements": "statement", "events": "event", "articles": "article"}
BATCH = 500  # rows that are asked of the file at once


class Ledger:
    """A ledger that is read, corrected and added to; many pages at once are for `whence ingest`.

    What is given is the ledger as it is at that moment, with all corrections, also while another
    process writes.
    """

    def __init__(self, path: str | Path) -> None:
        """Opens the ledger as `open` does."""
        self.path = Path(path)
        self._open: Base | None = open_forward(self.path)
        self._columns: dict[str, tuple[int, Columns]] = {}

    @classmethod
    def open(cls, path: str | Path) -> Ledger:
        """The ledger in a file, to be closed or used in `with`.

        Raises `LedgerError` where the file is missing, no ledger, or made by a newer version.
        """
        return cls(path)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection; what was read of it stays."""
        if self._open is not None:
            close_to_read(self._open)
        self._open = None

    @property
    def claims(self) -> Table[StatementRow]:
        """All statements, by article and number."""
        return Table(self, "statements")

    @property
    def events(self) -> Table[EventRow]:
        """All events, by article and number."""
        return Table(self, "events")

    @property
    def articles(self) -> Table[ArticleRow]:
        """All articles, in the order in which they came in."""
        return Table(self, "articles")

    def table(self, kind: str) -> Table[Any]:
        """All `statements`, `events` or `articles`; `FilterError` where it is none of them."""
        if kind not in TABLES:
            raise FilterError(f"kind: {kind!r} is not one of " + ", ".join(TABLES))
        return Table(self, kind)

    def search(self, words: str = "", kind: str = "statements", **asked: Asked) -> Table[Any]:
        """The `statements`, `events` or `articles` that a filter leaves, in its order.

        `asked` are the names of an address's query (`speaker`, `type`, `first`, `deaths`, `order`
        and so on), each with one value or a list. Raises `FilterError` naming what is wrong.
        """
        table = self.table(kind)
        given = read_asked({"words": words} | asked)
        from .search import select

        with self.reading() as base:
            columns = self._read_columns(base, kind)
            ids = columns.ids[select(base, columns, given)].tolist()
        table.ids, table.words = tuple(ids), given.words
        return table

    def report(self, article: int) -> Report:
        """An article's newest report with all corrections; `LedgerError` where there is none."""
        return self.corrected(article).report

    def corrected(self, article: int) -> Corrected:
        """An article's report with what corrections call its findings, and what was decided."""
        with self.reading() as base:
            row = base.execute("SELECT 1 FROM article WHERE id = ?", (article,)).fetchone()
            if row is None:
                raise LedgerError(f"{self.path}: no article {article} in this ledger")
            return read_corrected(base, article)

    def add(self, report: Report, capture: Capture) -> int:
        """Puts in a report with the bytes that it was read from; gives its article's number.

        Nothing changes where these bytes are in already, as this model reads them. Many pages go
        in faster with `whence ingest`, which reads them too.
        """
        with Store(self.path, reader_of(report.model), create=False) as store:
            store.add(capture, dump(report).encode("utf-8"))
            return articles_of(store.base, [hash_of(capture)])[0]

    def correct(
        self,
        article: int,
        target: str,
        verdict: str,
        *,
        who: str,
        **more: Any,  # noqa: ANN401 - JSON
    ) -> Correction:
        """Adds a decision to an article, and gives it as it was written.

        `target` is `statements/3`, `events/0` or `added/12` (of `corrected(article)`),
        `statements` or `events` for an `add`, empty for an `undo`; `verdict` is `accept`,
        `change` (with `field` and `value`), `reject`, `add` (`value` has the fields) or `undo`
        (`undoes` is the correction's id); `why` may be given with all. Raises `CorrectionError`
        where it is about nothing that is there, or does not fit.
        """
        try:
            made = Correction(target, Verdict(verdict), who, **more)
        except (TypeError, ValueError) as error:
            raise CorrectionError(f"{verdict}: no decision can be made of this: {error}") from error
        self.report(article)  # raises where there is none
        with self._writing() as base:
            return correct(base, article, made)

    def reports(self) -> Iterator[tuple[int, Report]]:
        """All articles' numbers and reports with all corrections, one at a time."""
        for article in self.articles.all_ids():
            yield article, self.report(article)

    @property
    def speakers(self) -> tuple[Person, ...]:
        """All speakers with all spellings of their names, those with the most statements first."""
        with self.reading() as base:
            return read_people(base).persons

    def join(self, name: str, other: str, *, who: str, why: str | None = None) -> Joining:
        """Makes a name one with another, both as articles write them; gives the decision."""
        return self._decide(Joining(Choice.JOIN, who, name, other, why))

    def split(self, name: str, *, who: str, why: str | None = None) -> Joining:
        """Takes one spelling of a name out of those that it is joined with."""
        return self._decide(Joining(Choice.SPLIT, who, name, why=why))

    def undo(self, decision: Joining, *, who: str, why: str | None = None) -> Joining:
        """Takes back a `join` or `split`; corrections are taken back by `correct`."""
        return self._decide(Joining(Choice.UNDO, who, why=why, undoes=decision.id))

    def _decide(self, made: Joining) -> Joining:
        with self._writing() as base:
            return decide_name(base, made)

    @contextmanager
    def _writing(self) -> Iterator[Base]:
        """A connection for changes."""
        base = open_base(self.path)
        try:
            yield base
        finally:
            base.close()

    def check(self) -> list[Finding]:
        """Everything that is wrong with the ledger, as `whence check` tells it."""
        return check_ledger(self.path)

    @contextmanager
    def reading(self) -> Iterator[Base]:
        """The connection for a block; what goes wrong with the file in it is a `LedgerError`."""
        if self._open is None:
            raise LedgerError(f"{self.path}: this ledger was closed; open it again")
        try:
            yield self._open
        except (sqlite3.Error, zstandard.ZstdError) as error:
            raise LedgerError(
                f"{self.path}: cannot be read on ({error}); `whence check` tells what is damaged"
            ) from error

    def _read_columns(self, base: Base, kind: str) -> Columns:
        """All rows of a kind as columns; what has not changed is not read again."""
        from .columns import follow_columns

        known = self._columns[kind] = follow_columns(base, kind, self._columns.get(kind))
        return known[1]

    def __repr__(self) -> str:
        return f"Ledger({str(self.path)!r})"

    def _repr_html_(self) -> str:
        """How many of what there are, for a notebook."""
        counts = (("articles", self.articles), ("statements", self.claims), ("events", self.events))
        rows = "".join(
            f'<tr><th scope="row">{name}</th><td>{len(table):,}</td></tr>' for name, table in counts
        )
        return f"<table><caption>{escape(str(self.path))}</caption>{rows}</table>"


class Table(Generic[Row]):
    """Rows of a ledger: all of a kind, or those that were found, which stay the same ones.

    Rows that are gone since they were found are passed over.
    """

    def __init__(
        self, ledger: Ledger, kind: str, ids: tuple[int, ...] | None = None, words: str = ""
    ) -> None:
        self.ledger, self.kind, self.ids, self.words = ledger, kind, ids, words

    def __len__(self) -> int:
        if self.ids is not None:
            return len(self.ids)
        with self.ledger.reading() as base:
            count: int = base.execute(f"SELECT count(*) FROM {TABLES[self.kind]}").fetchone()[0]
            return count

    def __iter__(self) -> Iterator[Row]:
        ids = self.all_ids()
        for at in range(0, len(ids), BATCH):
            with self.ledger.reading() as base:
                rows = READERS[self.kind](base, ids[at : at + BATCH], self.words)
            yield from rows

    def all_ids(self) -> Sequence[int]:
        """The ids of the rows in their order."""
        if self.ids is not None:
            return self.ids
        _, key, order = FROM[self.kind]
        name, short = TABLES[self.kind], key.split(".")[0]
        with self.ledger.reading() as base:
            rows = base.execute(f"SELECT {key} FROM {name} {short} ORDER BY {order}")
            return [row[0] for row in rows]

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table; `LedgerError` where pyarrow is not installed."""
        with self.ledger.reading() as base:
            return read_table(base, self.kind, self.ids)

    def to_parquet(self, out: IO[bytes]) -> int:
        """Writes the rows as a Parquet file, a batch at a time; gives how many they were."""
        with self.ledger.reading() as base:
            return write_parquet(base, self.kind, out, self.ids)

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a data frame; whole numbers stay whole where some are missing."""
        table = self.to_arrow()
        try:
            import pandas
        except ImportError as error:
            raise LedgerError("pandas is not installed; `pip install pandas`") from error
        wholes = pandas.Int64Dtype()
        return table.to_pandas(types_mapper=lambda type_: wholes if type_ == "int64" else None)

    def to_polars(self) -> pl.DataFrame:
        """The rows as polars' data frame."""
        table = self.to_arrow()
        try:
            import polars
        except ImportError as error:
            raise LedgerError("polars is not installed; `pip install polars`") from error
        frame = polars.from_arrow(table)
        assert isinstance(frame, polars.DataFrame)  # noqa: S101 - of a table, never a series
        return frame

    def __repr__(self) -> str:
        return f"<{len(self)} {self.kind} of {self.ledger!r}>"


def read_asked(asked: dict[str, Asked]) -> Filter:
    """A filter from values as a program gives them; raises `FilterError`."""
    names = [f.name for f in fields(Filter)]
    for name in asked:
        if name not in names:
            raise FilterError(f"{name}: nothing to filter by; that is one of " + ", ".join(names))
    return read_filter({name: texts_of(name, value) for name, value in asked.items()})


def texts_of(name: str, value: Asked) -> list[str]:
    """A value as it stands in an address's query."""
    if isinstance(value, (str, int, float, date)):
        return [str(value)]
    try:
        texts = [str(each) for each in value]
    except TypeError as error:
        raise FilterError(f"{name}: {value!r} is neither a value nor a list") from error
    return [",".join(texts)] if name == "box" else texts
