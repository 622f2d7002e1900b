"""A batch: same ids, same order, nothing lost, nothing stopped by one bad row."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.readers import (
    broken_reader,
    dying_reader,
    echo_reader,
    late_broken_reader,
    pid_reader,
)
from whence.cli.batch import Factory, Plan, Tally, run_batch
from whence.errors import WhenceError
from whence.ingest.pool import AHEAD
from whence.report.json import from_json

ENOUGH = 60.0


def row(row_id: str | int, text: str, **more: str) -> bytes:
    return json.dumps({"id": row_id, "text": text, **more}).encode() + b"\n"


def batch(
    lines: Iterable[bytes], factory: Factory = echo_reader, jobs: int = 2, timeout: float = ENOUGH
) -> tuple[list[dict[str, Any]], Tally]:
    out = io.BytesIO()
    tally = run_batch(lines, out, Plan(factory, jobs, timeout), lambda _: None)
    return [json.loads(line) for line in out.getvalue().splitlines()], tally


def test_reports_keep_the_ids_and_the_order_though_rows_differ_in_time() -> None:
    ids: list[str | int] = ["z", 7, "a", "a", "ø"]
    lines = [row(each, f"{'slow' if at == 0 else 'quick'} {at}") for at, each in enumerate(ids)]
    answers, tally = batch(lines)
    assert [answer["id"] for answer in answers] == ids
    assert [answer["page"]["text"][-1] for answer in answers] == list("01234")
    assert (tally.rows, tally.failed) == (5, 0)
    assert next(iter(answers[0])) == "id"
    assert from_json(answers[4]).statements[0].speaker == "Ana Tesk"


def test_one_bad_row_never_stops_the_rest(tmp_path: Path) -> None:
    kept = tmp_path / "page.txt"
    kept.write_text("A page in a file, long enough to be taken in.")
    lines = [
        row("first", "well"),
        b"{broken\n",
        b"\xff\xfe\n",
        b"[1, 2]\n",
        b"\n",
        row("none", "there is no article here"),
        row("bug", "a bug is met"),
        row("crash", "a crash of the process"),
        json.dumps({"id": "gone", "path": str(tmp_path / "gone.html")}).encode(),
        json.dumps({"id": "file", "path": str(kept)}).encode(),
        json.dumps({"text": "no id"}).encode(),
        json.dumps({"id": "both", "text": "a", "html": "<p>b"}).encode(),
        json.dumps({"id": "empty", "text": "  "}).encode(),
        json.dumps({"id": "half", "text": "\ud800"}).encode(),
        json.dumps({"id": "date", "text": "a page", "published": "soon"}).encode(),
        row("last", "well"),
    ]
    answers, tally = batch(lines)
    told: dict[Any, Any] = {answer["id"]: answer.get("error") for answer in answers}
    assert len(answers) == tally.rows == 15
    assert [key for key, error in told.items() if error is None] == ["first", "file", "last"]
    assert tally.failed == 12
    assert "died" in told["crash"]
    assert "ZeroDivisionError" in told["bug"]
    assert "gone.html" in told["gone"]
    assert "html" in told["both"]
    assert all(set(answer) == {"id", "error"} for answer in answers if "error" in answer)
    assert answers[1]["id"] is None
    assert tally.failures[0].line == 2
    assert [each.line for each in tally.failures if each.id == "none"] == [6]


def test_a_row_that_never_ends_is_given_up() -> None:
    answers, tally = batch(
        [row("a", "well"), row("b", "hang"), row("c", "well")], jobs=1, timeout=1.0
    )
    assert [answer["id"] for answer in answers] == ["a", "b", "c"]
    assert answers[1]["error"] == "took over 1 seconds"
    assert tally.failed == 1


def test_what_a_row_tells_of_its_page_is_in_its_report() -> None:
    about = {"url": "https://x.example/1", "published": "2031-03-02", "captured": "2031-03-03"}
    answers, _ = batch([row("a", "well", outlet="The Ledger", **about)])
    page = answers[0]["page"]
    assert {key: page[key] for key in (*about, "outlet")} == {**about, "outlet": "The Ledger"}


def test_bytes_are_the_same_whatever_the_number_of_processes() -> None:
    lines = [row(at, f"page {at} " * 50) for at in range(20)]
    outputs = []
    for jobs in (1, 3):
        out = io.BytesIO()
        run_batch(lines, out, Plan(echo_reader, jobs, ENOUGH), lambda _: None)
        outputs.append(out.getvalue())
    assert outputs[0] == outputs[1]


def test_rows_are_read_by_several_processes() -> None:
    answers, _ = batch([row(at, "page") for at in range(12)], pid_reader, jobs=2)
    assert len({answer["page"]["outlet"] for answer in answers}) == 2


def test_input_is_read_only_so_far_ahead() -> None:
    taken = written = 0

    def lines() -> Iterator[bytes]:
        nonlocal taken
        for at in range(100):
            taken += 1
            # The first is slow: all that come after it must wait, and not pile up.
            yield row(at, "slow" if at % 30 == 0 else "page")
            assert taken - written <= AHEAD + 1

    def seen(tally: Tally) -> None:
        nonlocal written
        written = tally.rows

    run_batch(lines(), io.BytesIO(), Plan(echo_reader, 1, ENOUGH), seen)
    assert taken == written == 100


@pytest.mark.parametrize("factory", [broken_reader, late_broken_reader])
def test_what_every_row_would_meet_stops_the_batch(factory: Factory) -> None:
    with pytest.raises(WhenceError, match="install the package again"):
        batch([row("a", "page"), row("b", "page")], factory)


def test_a_reader_that_cannot_start_is_not_tried_forever() -> None:
    with pytest.raises(WhenceError, match="could not start"):
        batch([row("a", "page")], dying_reader)


def test_an_empty_batch_is_no_failure() -> None:
    assert batch([b"\n", b"  \n"]) == ([], Tally())


def test_long_messages_are_cut_and_pages_stay_out_of_them() -> None:
    answers, _ = batch([json.dumps({"id": "a" * 5000, "text": ""}).encode()])
    assert len(answers[0]["error"]) <= 500


def test_rows_larger_than_a_pipe_go_through() -> None:
    answers, _ = batch([row(at, "wide " * 200_000) for at in range(4)])
    assert [len(answer["page"]["text"]) for answer in answers] == [999_999] * 4
