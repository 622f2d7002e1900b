"""Whatever archives, feeds and rows come in: captures and losses, never an error, never a guess."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.capture.test_warc import FORMS, PAGE, RECORDS, answer, record
from whence.capture.address import is_address, parse_address
from whence.capture.feed import parse_feed
from whence.capture.folder import read_path, read_rows
from whence.capture.http import read_answer
from whence.capture.limits import LIMITS
from whence.capture.warc import read_warc_file
from whence.errors import CaptureError
from whence.records import Capture, Loss

BOUNDED = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WHOLE = record(answer(PAGE % 77), number=8)
# What a damaged archive is made of: heads, parts of heads, lies about lengths, and noise.
CRUMBS = st.sampled_from(
    (
        *(
            b"WARC/1.0\r\n",
            b"WARC/1.1\n",
            b"WARC/",
            b"\r\n",
            b"\r\n\r\n",
            b"\n\n",
            b"\x00",
            b"\xff",
        ),
        *(b"WARC-Type: response\r\n", b"WARC-Type: request\r\n", b"WARC-Type: resource\r\n"),
        *(b"Content-Length: 0\r\n", b"Content-Length: 30\r\n", b"Content-Length: 999999999999\r\n"),
        *(b"Content-Length: -1\r\n", b"Content-Length: \xb2\r\n", b"Content-Type: text/html\r\n"),
        *(b"Content-Type: application/http\r\n", b"HTTP/1.1 200 OK\r\n", b"<html><p>It rained."),
        *(b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"ffffffff\r\n"),
        *(b"WARC-Segment-Number: 2\r\n", b" folded\r\n", *RECORDS[:2]),
    )
)
MESS = st.lists(CRUMBS | st.binary(max_size=20), max_size=25).map(b"".join)
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "zstd": zstandard.ZstdCompressor(write_checksum=True).compress,
}


def found_in(data: bytes) -> list[Capture | Loss]:
    found = list(read_warc_file(io.BytesIO(data), "news.warc"))
    for each in found:
        if isinstance(each, Loss):
            assert each.offset is not None
            assert 0 <= each.offset <= len(data)
            assert each.reason
        else:
            assert each.body.strip()
            assert 0 <= int(each.name.rpartition("@")[2]) <= len(data)
    return found


@BOUNDED
@given(MESS, st.sampled_from(sorted(PACKERS)))
def test_any_mess_is_read_and_told(mess: bytes, form: str) -> None:
    found_in(PACKERS[form](mess))
    found_in(mess + FORMS["gzip"])


@BOUNDED
@given(MESS, MESS, st.sampled_from(["gzip", "zstd"]))
def test_a_whole_member_between_others_is_always_found(
    before: bytes, after: bytes, form: str
) -> None:
    pack = PACKERS[form]
    found = found_in(pack(RECORDS[3]) + pack(before) + pack(WHOLE) + pack(after))
    assert PAGE % 77 in [f.body for f in found if isinstance(f, Capture)]


@BOUNDED
@given(st.binary(max_size=200), st.sampled_from(["gzip", "zstd"]))
def test_a_whole_member_behind_noise_is_always_found(noise: bytes, form: str) -> None:
    pack = PACKERS[form]
    found = found_in(pack(RECORDS[3]) + noise + pack(WHOLE))
    assert PAGE % 77 in [f.body for f in found if isinstance(f, Capture)]


@BOUNDED
@given(st.integers(0, len(RECORDS[1]) - 1))
def test_a_whole_record_behind_a_broken_one_is_always_found(cut: int) -> None:
    found = found_in(RECORDS[0] + RECORDS[1][:cut] + WHOLE)
    bodies = [f.body for f in found if isinstance(f, Capture)]
    assert PAGE % 0 in bodies
    assert PAGE % 77 in bodies


@BOUNDED
@given(MESS)
def test_any_block_is_an_answer_or_refused(mess: bytes) -> None:
    with contextlib.suppress(CaptureError):
        assert len(read_answer(b"HTTP/1.1 200 OK\r\n" + mess, "fuzz").body) <= LIMITS.body


NAMES = st.text(max_size=12) | st.sampled_from(
    (
        "../../x.warc",
        "/etc/x.warc",
        "a/../b.warc.gz",
        "C:\\x.warc",
        "datapackage.json",
        "x\x00.warc",
    )
)
LISTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("resources", "path", "hash")), inner, max_size=3)
    ),
    max_leaves=8,
)


@BOUNDED
@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(
    st.lists(st.tuples(NAMES, MESS), max_size=4),
    LISTS | st.just("true"),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2]),
)
def test_any_zip_is_read_and_told(
    tmp_path_factory: pytest.TempPathFactory,
    parts: list[tuple[str, bytes]],
    listed: object,
    method: int,
) -> None:
    folder = tmp_path_factory.mktemp("wacz")
    hashes = [{"path": n, "hash": hashlib.sha256(d).hexdigest()} for n, d in parts]
    with zipfile.ZipFile(folder / "s.wacz", "w", method) as archive:
        for name, data in parts:
            # Python's own writer cuts names at a NUL and takes none that is empty.
            plain = name.encode("utf-8", "replace").decode().split("\0")[0]
            archive.writestr(plain or "x", data)
        listed = {"resources": hashes} if listed == "true" else listed
        archive.writestr("datapackage.json", json.dumps(listed))
    found = list(read_path(folder / "s.wacz"))
    assert all(f.name.startswith(str(folder / "s.wacz")) for f in found)
    assert [p.name for p in folder.iterdir()] == ["s.wacz"]


@BOUNDED
@given(st.data())
def test_any_damage_to_the_directory_of_a_zip_is_told(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", data.draw(st.sampled_from([0, 8]))) as archive:
        archive.writestr("a.warc", WHOLE)
        listed = [{"path": "a.warc", "hash": hashlib.sha256(WHOLE).hexdigest()}]
        archive.writestr("datapackage.json", json.dumps({"resources": listed}))
    whole = bytearray(raw.getvalue())
    first = whole.index(b"PK\x01\x02")
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(first, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("wacz") / "s.wacz"
    path.write_bytes(whole)
    found = list(read_path(path))
    assert found, "a page or a reason"
    bodies = [f.body for f in found if isinstance(f, Capture)]
    assert bodies in ([], [PAGE % 77]), "what is not what was hashed is not read"


FEED_CRUMBS = st.sampled_from(
    (
        *("<rss>", "</rss>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "</feed>", "<channel>"),
        *("<item>", "</item>", "<entry>", "</entry>", "<title>", "</title>", "<link>", "</link>"),
        *("<link href='", "'/>", "<pubDate>", "</pubDate>", "<updated>2024-05-06", "</updated>"),
        *("https://courier.example/1", "http://[", "../../etc/passwd", "<![CDATA[", "]]>", "&amp;"),
        *(
            "&x;",
            "<!-- ",
            " -->",
            "<?xml version='1.0' encoding='utf-16'?>",
            "<a xml:base='http://['>",
        ),
        *(
            "<!DOCTYPE rss [",
            "<!ENTITY x 'y'>",
            "]>",
            "\x00",
            "\ud800",
            "Mon, 99 May 2024",
            "<x:y>",
        ),
    )
)
CODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32", "latin-1"])


@BOUNDED
@given(st.lists(FEED_CRUMBS | st.text(max_size=8), max_size=30).map("".join), CODINGS)
def test_any_feed_is_read_or_refused(words: str, coding: str) -> None:
    with contextlib.suppress(CaptureError):
        feed = parse_feed(f"<rss>{words}".encode(coding, "replace"), "feed.xml")
        for item in feed.items:
            assert item.published is None or len(item.published) == 10
            if is_address(item.url):
                with contextlib.suppress(CaptureError):
                    assert parse_address(item.url).host


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp037"])
def test_entities_do_not_grow_in_any_encoding(coding: str) -> None:
    declared = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f"<?xml version='1.0' encoding='{coding}'?><!DOCTYPE rss [<!ENTITY l0 'ha'>{declared}]>"
        "<rss><item><link href='&l9;'/><title>&l9;</title></item></rss>"
    )
    with contextlib.suppress(CaptureError):
        feed = parse_feed(bomb.encode(coding), "feed.xml")
        assert sum(len(item.url) for item in feed.items) < 100_000


@BOUNDED
@given(MESS | st.lists(st.binary(max_size=30), max_size=6).map(b"\n".join))
def test_any_lines_are_rows_or_losses_with_their_places(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    path: Path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    path.write_bytes(raw + b'\n{"id": "last", "text": "It rained."}')
    *losses, last = read_rows(path)
    assert isinstance(last, Capture)
    filled = [line for line in raw.split(b"\n") if line.strip()]
    assert len(losses) == len(filled)
    for loss, line in zip(losses, filled, strict=True):
        assert isinstance(loss, Loss)
        assert loss.offset is not None
        assert raw[loss.offset :].startswith(line)
