"""Whatever lies under a path: pages, archives, feeds with their pages, rows; and what does not."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.capture.test_warc import FORMS, PAGE
from whence.capture import folder as doors
from whence.capture import wacz
from whence.capture.feed import day_of, find_page, parse_feed
from whence.capture.folder import read_path, size_of
from whence.capture.limits import Limits
from whence.errors import CaptureError
from whence.records import Capture, Loss, Medium


def write_wacz(path: Path, parts: dict[str, bytes], wrong: str = "") -> Path:
    listed = [
        {"path": n, "hash": f"sha256:{hashlib.sha256(d + n.encode() * (n == wrong)).hexdigest()}"}
        for n, d in parts.items()
    ]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.writestr("datapackage.json", json.dumps({"resources": listed}))
    return path


def found_in(path: Path) -> tuple[list[Capture], list[Loss]]:
    found = list(read_path(path))
    return (
        [f for f in found if isinstance(f, Capture)],
        [f for f in found if isinstance(f, Loss)],
    )


def test_a_folder_gives_everything_in_it_once(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_bytes(PAGE % 7)
    (tmp_path / "style.css").write_bytes(b"p { color: red }")
    (tmp_path / ".hidden.html").write_bytes(PAGE % 8)
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.txt").write_text("The bridge is closed.")
    (tmp_path / "crawl.warc.gz").write_bytes(FORMS["gzip"])
    (tmp_path / "rows.jsonl").write_text('{"id": 1, "text": "It rained."}\nnot a row\n')
    (tmp_path / "loop").symlink_to(tmp_path)
    captures, losses = found_in(tmp_path)
    assert len(captures) == 1 + 1 + 4 + 1
    (loss,) = losses
    assert loss.name.endswith("rows.jsonl:2")
    assert loss.offset == len('{"id": 1, "text": "It rained."}\n')


def test_a_named_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "page.css").write_bytes(PAGE % 1)
    captures, losses = found_in(tmp_path / "page.css")
    assert (len(captures), losses) == (1, [])


def test_what_is_not_there_is_a_loss(tmp_path: Path) -> None:
    captures, losses = found_in(tmp_path / "none.html")
    assert captures == []
    assert "none.html" in losses[0].name


def test_a_wacz_gives_the_pages_of_its_parts(tmp_path: Path) -> None:
    path = write_wacz(tmp_path / "site.wacz", {"archive/a.warc.gz": FORMS["gzip"]})
    captures, losses = found_in(path)
    assert (len(captures), losses) == (4, [])
    assert captures[0].name == f"{path}!archive/a.warc.gz@0"


def test_a_part_that_was_changed_is_not_read(tmp_path: Path) -> None:
    parts = {"archive/a.warc.gz": FORMS["gzip"], "archive/b.warc.gz": FORMS["plain"]}
    captures, losses = found_in(write_wacz(tmp_path / "s.wacz", parts, wrong="archive/a.warc.gz"))
    assert len(captures) == 4
    (loss,) = losses
    assert "changed" in loss.reason


def test_a_path_that_climbs_out_of_a_wacz_writes_nothing(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    write_wacz(inside / "s.wacz", {"../../climbed.warc": FORMS["plain"]})
    captures, _ = found_in(inside)
    assert len(captures) == 4, "it is a part like another: nothing is unpacked to disk"
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["in", "s.wacz"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wacz, "LIMITS", Limits(member=2**20, ratio=100))
    with zipfile.ZipFile(tmp_path / "s.wacz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/a.warc", b" " * 2**24)
        archive.writestr("datapackage.json", '{"resources": []}')
    captures, losses = found_in(tmp_path / "s.wacz")
    assert captures == []
    assert "bomb" in losses[0].reason


@pytest.mark.parametrize(
    "listed", ["", "[]", '{"resources": 1}', '{"resources": [{"path": 1}]}', "\xff"]
)
def test_a_broken_list_of_hashes_is_told(tmp_path: Path, listed: str) -> None:
    with zipfile.ZipFile(tmp_path / "s.wacz", "w") as archive:
        archive.writestr("archive/a.warc", FORMS["plain"])
        archive.writestr("datapackage.json", listed)
    captures, losses = found_in(tmp_path / "s.wacz")
    assert captures == []
    assert len(losses) == 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_wacz_raises(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("wacz") / "s.wacz"
    whole = write_wacz(path, {"archive/a.warc.gz": FORMS["gzip"]}).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:at] + data.draw(st.binary(max_size=30)) + whole[at + 9 :])
    captures, losses = found_in(path)
    assert captures or losses or at > 0


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title>
<item><title>Bridge</title><link>news/1.html</link><pubDate>Mon, 06 May 2024 08:00:00 GMT</pubDate>
</item><item><link>https://courier.example/2</link></item><item><title>none</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry>
<link rel="edit" href="edit/9"/><link rel="alternate" href="news/1.html"/>
<published>2024-05-06T23:00:00-05:00</published></entry></feed>"""


@pytest.mark.parametrize(("feed", "outlet"), [(RSS, "The Courier"), (ATOM, "Wire")])
def test_a_feed_gives_the_pages_at_hand_with_what_it_knows(
    tmp_path: Path, feed: str, outlet: str
) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "1.html").write_bytes(PAGE % 1)
    (tmp_path / "feed.xml").write_text(feed)
    captures, losses = found_in(tmp_path)
    assert losses == []
    (page,) = captures
    assert (page.outlet, page.published) == (outlet, "2024-05-06")


def test_a_mirror_of_the_site_is_found_and_nothing_outside(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "courier.example" / "2").mkdir(parents=True)
    (folder / "courier.example" / "2" / "index.html").write_bytes(PAGE % 2)
    (tmp_path / "secret.html").write_bytes(PAGE % 3)
    assert find_page(folder, "https://courier.example/2") is not None
    for url in ("../secret.html", "file:///../secret.html", "https://x/../../secret.html", "a\0b"):
        assert find_page(folder, url) is None, url


def test_a_feed_with_entities_of_its_own_is_refused() -> None:
    laughs = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><title>&b;</title></rss>'
    with pytest.raises(CaptureError, match="entities"):
        parse_feed(laughs.encode(), "feed.xml")


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: f"<rss>{t}</rss>".encode()))
def test_no_bytes_break_the_feed_reader(raw: bytes) -> None:
    with contextlib.suppress(CaptureError):
        assert parse_feed(raw, "feed.xml").items is not None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Mon, 06 May 2024 08:00:00 GMT", "2024-05-06"),
        ("2024-05-06", "2024-05-06"),
        ("6 May", None),
        (None, None),
    ],
)
def test_days_of_feeds(words: str | None, day: str | None) -> None:
    assert day_of(words) == day


def test_folders_in_folders_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "LIMITS", Limits(folders=2))
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (deep / "page.html").write_bytes(PAGE % 1)
    assert found_in(tmp_path) == ([], [])


def test_a_packed_page_is_told_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(gzip.compress(PAGE % 1))
    captures, losses = found_in(tmp_path)
    assert captures == []
    assert "gzip" in losses[0].reason


def test_a_fault_that_nobody_foresaw_costs_its_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> Iterator[Capture]:
        yield Capture("first", b"a", Medium.TEXT)
        raise ZeroDivisionError("on purpose")

    for reader in ("read_warc", "read_feed"):
        monkeypatch.setattr(doors, reader, broken)
    (tmp_path / "a.warc").write_bytes(FORMS["plain"])
    (tmp_path / "b.rss").write_text(RSS)
    (tmp_path / "c.html").write_bytes(PAGE % 1)
    captures, losses = found_in(tmp_path)
    assert [Path(each.name).name for each in captures] == ["first", "first", "c.html"]
    assert sorted(Path(each.name).name for each in losses) == ["a.warc", "b.rss"]
    assert losses[0].reason == "cannot be read (ZeroDivisionError: on purpose)"


def test_whoever_wants_to_know_is_told_of_every_file_and_how_much_there_is(tmp_path: Path) -> None:
    for name in ("a.html", "deep/b.txt", "c.css", ".hidden"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("The bridge at Orlu is closed, the mayor said.")
    begun: list[Path] = []
    found = list(read_path(tmp_path, begun.append))
    assert len(found) == 2
    assert {file.name for file in begun} == {"a.html", "b.txt", "c.css"}
    assert size_of(tmp_path) == sum(file.stat().st_size for file in begun)
    assert size_of(tmp_path / "none") == 0
