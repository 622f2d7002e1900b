"""A ledger of a million statements, searched: `python -m benchmarks.ledger [ARTICLES]`.

Makes articles of ten made-up statements and three events each, straight into the tables that are
searched, then asks the app for the pages that a person asks for (words, several filters at once,
days, a speaker, a part of the map) and prints how long they take with all their counts, from the
request to the last byte: median, 95th of a hundred, longest.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from whence.ledger.base import Base, writing
from whence.ledger.filter import Filter, Order
from whence.ledger.fold import fold
from whence.ledger.opening import open_base
from whence.ledger.tables import EVENT, STATEMENT, marks
from whence.records import Act, Certainty, EventType, SourceKind, Status
from whence.web.address import link
from whence.web.app import create_app
from whence.web.settings import Settings

STATEMENTS, EVENTS = 10, 3
SYLLABLES = ("ka", "ro", "mi", "ten", "sa", "lu", "or", "bel", "na", "di", "fu", "ges", "ti", "ham")
FIRST_DAY = date(2015, 1, 1)


class World:
    """Made-up people, outlets, places and words; a few are common, most are rare."""

    def __init__(self, seed: int = 3) -> None:
        self.dice = random.Random(seed)
        self.speakers = [self.name(2) for _ in range(20_000)]
        self.outlets = [f"{self.name(1)} Courier" for _ in range(200)]
        self.words = [self.name(1).lower() for _ in range(30_000)]
        self.places = [
            (self.name(1), self.dice.uniform(-180, 180), self.dice.uniform(-60, 70))
            for _ in range(5_000)
        ]
        self.countries = [f"{a}{b}" for a in "ABCDEFGHKL" for b in "ABCDEFGHKLMNOPQR"]

    def name(self, parts: int) -> str:
        """A name of some parts."""
        make = lambda: "".join(self.dice.choices(SYLLABLES, k=3)).capitalize()  # noqa: E731
        return " ".join(make() for _ in range(parts))

    def pick(self, values: list[Any]) -> Any:  # noqa: ANN401 - whatever the list holds
        """One of them, the first ones far more often than the last."""
        return values[int(len(values) * self.dice.random() ** 4)]

    def sentence(self, size: int) -> str:
        """Words as they come."""
        return " ".join(self.pick(self.words) for _ in range(size))


def fill(base: Base, world: World, articles: int) -> None:
    """Puts the articles in, a thousand in one transaction."""
    number = 0
    while number < articles:
        with writing(base):
            for _ in range(min(1000, articles - number)):
                number += 1
                add_article(base, world, number)


def add_article(base: Base, world: World, number: int) -> None:
    """One article with its statements and events; its reading is a stub."""
    day = (FIRST_DAY + timedelta(days=world.dice.randrange(4000))).isoformat()
    base.execute("INSERT INTO capture VALUES (?, ?, 1, 'text', x'00')", (number, f"{number:064x}"))
    base.execute("INSERT INTO reading VALUES (?, ?, 'made', ?, '', x'00')", (number, number, day))
    base.execute(
        "INSERT INTO article VALUES (?, ?, ?, ?, NULL, ?, 'en', 3000)",
        (number, number, world.sentence(8), world.pick(world.outlets), day),
    )
    rows = list(statement_rows(world, number))
    base.executemany(f"INSERT INTO statement ({STATEMENT}) VALUES ({marks(rows[0])})", rows)
    first = base.execute("SELECT max(id) FROM statement").fetchone()[0] - len(rows) + 1
    base.executemany(
        "INSERT INTO said (rowid, words) VALUES (?, ?)",
        [(first + i, fold(row[-1])) for i, row in enumerate(rows)],
    )
    body = " ".join(row[-1] for row in rows)
    base.execute("INSERT INTO words (rowid, title, body) VALUES (?, '', ?)", (number, fold(body)))
    events = list(event_rows(world, number, day))
    base.executemany(f"INSERT INTO event ({EVENT}) VALUES ({marks(events[0])})", events)


def statement_rows(world: World, article: int) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of `STATEMENT`."""
    for number in range(STATEMENTS):
        yield (
            article, number, f"statements/{number}", world.pick(world.speakers),
            world.pick(list(SourceKind)), "indirect", world.pick(list(Act)),
            world.pick(list(Certainty)), round(world.dice.random(), 3), None, number * 300,
            world.name(2), None, world.sentence(24),
        )  # fmt: skip


def event_rows(world: World, article: int, day: str) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of `EVENT`."""
    for number in range(EVENTS):
        name, x, y = world.pick(world.places)
        deaths = world.pick([None, 1, 3, 12, 80])
        yield (
            article, number, f"events/{number}", world.pick(list(EventType)), None,
            world.pick(list(Status)), "", day, day, deaths, deaths, None, name, None, name,
            world.pick(world.countries), y, x, number, round(world.dice.random(), 3), None,
            number * 300, world.name(2), world.name(2), world.sentence(10), "attack",
            world.sentence(10),
        )  # fmt: skip


def questions(world: World) -> Iterator[tuple[str, str, Filter]]:
    """What is asked: a label, the address, and the filter in it."""
    pick, dice = world.pick, world.dice
    for _ in range(100):
        yield "words", "/statements", Filter(words=pick(world.words))
        yield "several", "/statements", Filter(
            words=pick(world.words), act=(str(pick(list(Act))),), score=0.3,
            outlet=(pick(world.outlets), pick(world.outlets)),
        )  # fmt: skip
        kind = (str(pick(list(SourceKind))),)
        yield "surest", "/statements", Filter(source_kind=kind, order=Order.SUREST)
        start = FIRST_DAY + timedelta(days=dice.randrange(3500))
        yield "days", "/events", Filter(first=start, type=("ASSAULT",), deaths=3)
        yield "speaker's page", "/speakers", Filter(speaker=(pick(world.speakers),))
        x, y = dice.uniform(-150, 100), dice.uniform(-50, 40)
        yield "map view", "/map", Filter(box=(x, y, x + 40, y + 25))
    yield "everything", "/statements", Filter()


def address(path: str, given: Filter) -> str:
    """The address of a page; a speaker's has the name alone."""
    if path == "/speakers":
        return link(path, name=given.speaker[0])
    return link(path, given)


def main() -> None:
    """Makes the ledger, asks, and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=100_000)
    parser.add_argument("--ledger", type=Path, help="keep it here, and use it again")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.ledger or Path(folder) / "made.whence"
        world = World()
        if not path.exists():
            began = time.perf_counter()
            base = open_base(path, create=True)
            fill(base, world, args.articles)
            base.close()
            print(
                f"made in {time.perf_counter() - began:.0f} s, {path.stat().st_size / 1e6:,.0f} MB"
            )
        app = create_app(Settings(path, "token", ("testserver",)))
        with TestClient(app) as client:
            began = time.perf_counter()
            sizes = client.get("/api/v1/health").json()
            told = ", ".join(f"{sizes[k]:,} {k}" for k in ("statements", "events", "articles"))
            print(f"opened in {time.perf_counter() - began:.1f} s: {told}")
            client.get("/map")  # outlines and templates are read once
            ask(client, world)


def ask(client: TestClient, world: World) -> None:
    """Times every page and prints a line for each label and one for all."""
    taken: dict[str, list[float]] = {}
    for label, path, given in questions(world):
        asked = address(path, given)
        began = time.perf_counter()
        answer = client.get(asked)
        taken.setdefault(label, []).append(1000 * (time.perf_counter() - began))
        if answer.status_code not in (200, 404):  # a small ledger has not every speaker
            raise SystemExit(f"{asked}: {answer.status_code}")
    for label, times in [*taken.items(), ("all", [t for ts in taken.values() for t in ts])]:
        ordered = sorted(times)
        late = ordered[math.ceil(0.95 * len(ordered)) - 1]
        print(f"{label:16} median {statistics.median(ordered):6.1f} ms, p95 {late:6.1f}, "
              f"longest {ordered[-1]:6.1f}")  # fmt: skip


if __name__ == "__main__":
    main()
