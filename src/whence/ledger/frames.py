"""The ledger's rows as Arrow tables, whose columns and types are the same in every ledger.

They are made batch by batch from the rows that are searched, so corrections are in them, and no
more than one batch is held where they go to a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from types import ModuleType
from typing import IO, TYPE_CHECKING

from ..errors import LedgerError
from .base import Base

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 20_000  # rows
WHOLE, REAL, TEXT = "int64", "float64", "string"
# What every row ends with: the article that it stands in.
ABOUT = {
    "title": (TEXT, "a.title"),
    "outlet": (TEXT, "a.outlet"),
    "url": (TEXT, "a.url"),
    "published": (TEXT, "a.published"),
    "language": (TEXT, "a.language"),
}
# Each kind's columns in their order: the type, and where it comes from.
COLUMNS: dict[str, dict[str, tuple[str, str]]] = {
    "statements": {
        "id": (WHOLE, "s.id"),
        "article": (WHOLE, "s.article"),
        "number": (WHOLE, "s.number"),
        "speaker": (TEXT, "s.speaker"),
        "source": (TEXT, "s.source"),
        "source_kind": (TEXT, "s.source_kind"),
        "relay": (TEXT, "s.relay"),
        "manner": (TEXT, "s.manner"),
        "act": (TEXT, "s.act"),
        "certainty": (TEXT, "s.certainty"),
        "score": (REAL, "s.score"),
        "decided": (TEXT, "s.decided"),
        "start": (WHOLE, "s.start"),
        "words": (TEXT, "s.words"),
        **ABOUT,
    },
    "events": {
        "id": (WHOLE, "e.id"),
        "article": (WHOLE, "e.article"),
        "number": (WHOLE, "e.number"),
        "type": (TEXT, "e.type"),
        "mode": (TEXT, "e.mode"),
        "status": (TEXT, "e.status"),
        "first_day": (TEXT, "e.first_day"),
        "last_day": (TEXT, "e.last_day"),
        "deaths_low": (WHOLE, "e.deaths_low"),
        "deaths_high": (WHOLE, "e.deaths_high"),
        "actor": (TEXT, "e.actor"),
        "recipient": (TEXT, "e.recipient"),
        "place": (TEXT, "e.place"),
        "geonames": (WHOLE, "e.geonames"),
        "meaning": (TEXT, "e.meaning"),
        "country": (TEXT, "e.country"),
        "latitude": (REAL, "e.latitude"),
        "longitude": (REAL, "e.longitude"),
        "statement": (WHOLE, "e.statement"),
        "speaker": (TEXT, "s.speaker"),
        "source": (TEXT, "s.source"),
        "source_kind": (TEXT, "s.source_kind"),
        "relay": (TEXT, "s.relay"),
        "act": (TEXT, "s.act"),
        "certainty": (TEXT, "s.certainty"),
        "score": (REAL, "e.score"),
        "decided": (TEXT, "e.decided"),
        "disputed": (TEXT, "e.disputed"),
        "deaths_by": (TEXT, "e.deaths_by"),
        "start": (WHOLE, "e.start"),
        "anchor": (TEXT, "e.anchor"),
        "line": (TEXT, "e.lead || e.anchor || e.rest"),
        **ABOUT,
    },
    "articles": {
        "id": (WHOLE, "a.id"),
        "characters": (WHOLE, "a.characters"),
        "statements": (WHOLE, "(SELECT count(*) FROM statement s WHERE s.article = a.id)"),
        "events": (WHOLE, "(SELECT count(*) FROM event e WHERE e.article = a.id)"),
        **ABOUT,
    },
}
# Where a kind's rows come from, the column of their ids, and their order.
TOLD = "LEFT JOIN statement s ON s.article = e.article AND s.number = e.statement"
FROM = {
    "statements": ("statement s JOIN article a ON a.id = s.article", "s.id", "s.article, s.number"),
    "events": (f"event e JOIN article a ON a.id = e.article {TOLD}", "e.id", "e.article, e.number"),
    "articles": ("article a", "a.id", "a.id"),
}


def arrow() -> ModuleType:
    """pyarrow; `LedgerError` where it is not installed."""
    try:
        module = import_module("pyarrow")
    except ImportError as error:
        raise LedgerError(
            "tables need pyarrow, which is not installed; `pip install whence[tables]`"
        ) from error
    return module


def schema(kind: str) -> pa.Schema:
    """The `pyarrow.Schema` of `statements`, `events` or `articles`."""
    module = arrow()
    return module.schema(
        [(name, getattr(module, type_)()) for name, (type_, _) in COLUMNS[kind].items()]
    )


def read_batches(
    base: Base, kind: str, ids: Sequence[int] | None = None
) -> Iterator[pa.RecordBatch]:
    """The rows with these ids in their order, or all by article and number, as record batches.

    Rows that are gone are left out. All batches are of one moment of the ledger.
    """
    module, columns = arrow(), schema(kind)
    names = ", ".join(f"{given} AS {name}" for name, (_, given) in COLUMNS[kind].items())
    table, key, order = FROM[kind]
    found = base.cursor()
    found.row_factory = None
    if ids is None:
        found.execute(f"SELECT {names} FROM {table} ORDER BY {order}")
    else:
        found.execute(
            f"SELECT {names} FROM json_each(?) AS asked CROSS JOIN {table} "
            f"WHERE {key} = asked.value ORDER BY asked.key",
            (json.dumps(list(ids)),),
        )
    while rows := found.fetchmany(BATCH):
        cells = [
            module.array(column, type=field.type)
            for column, field in zip(zip(*rows, strict=True), columns, strict=True)
        ]
        yield module.record_batch(cells, schema=columns)


def read_table(base: Base, kind: str, ids: Sequence[int] | None = None) -> pa.Table:
    """The rows as one `pyarrow.Table`."""
    batches = list(read_batches(base, kind, ids))
    return arrow().Table.from_batches(batches, schema=schema(kind))


def write_parquet(base: Base, kind: str, out: IO[bytes], ids: Sequence[int] | None = None) -> int:
    """Writes the rows as a Parquet file, a batch at a time; gives how many they were."""
    columns = schema(kind)
    from pyarrow import parquet

    count = 0
    with parquet.ParquetWriter(out, columns, compression="zstd") as writer:
        for batch in read_batches(base, kind, ids):
            writer.write_batch(batch)
            count += batch.num_rows
    return count
