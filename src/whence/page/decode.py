"""Bytes to text, with the encoding that was found and the way back to byte offsets.

Order of trust: byte-order mark; valid UTF-8 that is more than ASCII (no other encoding passes
that test by chance); what the transport and the page declare, unless the words it gives are odd;
then whichever encoding gives the least odd words.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from whence.records import Capture, Medium

from .language import read_language
from .oddness import oddness

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# None of these goes twice through the same bytes: whoever shows a capture decodes it again.
META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*+=\s*+["']?\s*+([\w.:-]+)""",
    re.IGNORECASE,
)
META_REACH = 32 * 1024  # bytes; the standard says 1024, one in a hundred gold pages is later
TAG = re.compile(rb"<(?:(script|style)\b)?")
SAMPLE = 16 * 1024  # bytes of words that are enough to tell encodings apart
LONE = re.compile("[\udc80-\udcff]")

# What browsers read under these labels (WHATWG Encoding), where Python's codec differs.
LABELS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-7": "cp1252",
}
WHATWG = {"x-sjis": "cp932", "x-gbk": "gb18030", "x-cp1251": "cp1251", "x-cp1252": "cp1252",
          "ks_c_5601-1987": "cp949", "unicode": "utf-8", "windows-949": "cp949",
          "iso-8859-8-i": "iso8859-8", "windows-31j": "cp932", "x-x-big5": "big5hkscs"}  # fmt: skip
# Tried in this order when nothing that was declared fits; the first of equals wins.
GUESSES = (
    "cp1252", "cp1251", "koi8-r", "cp1250", "cp1253", "cp1254", "cp1256", "cp1255", "cp1257",
    "gb18030", "big5hkscs", "cp949", "cp932", "euc_jp", "cp874", "iso8859-2", "iso8859-5",
    "iso8859-7", "cp1258", "cp866", "mac-cyrillic",
)  # fmt: skip
INTO_KANJI = re.compile(rb"\x1b\$[@B]")  # as ISO-2022-JP does
BACK = re.compile(rb"\x1b\([BJ]")
WIDE = ("utf-16", "utf-32")  # codecs that cannot carry an unreadable byte through
TIE = 0.06  # difference in odd words below which the surest language decides
CHINESE = ("gb18030", "big5hkscs")
KANA = re.compile("[\u3041-\u30ff]")
BELIEVED = 0.2  # share of odd words up to which a declaration is believed
TOLERATED = 0.1  # share of broken bytes among non-ASCII ones up to which text counts as UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, its encoding, and how many bytes could not be read (each is U+FFFD now).

    `exact` is the text with each unreadable byte as a lone surrogate, or `text` itself.
    """

    text: str
    encoding: str
    replaced: int
    exact: str
    bom: int
    size: int

    def byte_offsets(self, places: Iterable[int]) -> dict[int, int]:
        """Byte offset in `Capture.body` of each code-point offset in `text`."""
        offsets: dict[int, int] = {}
        done, offset = 0, self.bom
        for place in sorted(set(places)):
            piece = self.exact[done:place]
            errors = "surrogateescape" if self.exact is not self.text else "replace"
            offset += len(piece.encode(self.encoding, errors))
            offsets[place] = min(offset, self.size)
            done = place
        return offsets


def decode(capture: Capture) -> Decoded:
    """Decode the capture's body. Never fails: what cannot be read becomes U+FFFD and is counted."""
    encoding, bom = choose_encoding(capture)
    body = capture.body[bom:]
    try:
        exact = text = body.decode(encoding)
    except UnicodeDecodeError:
        exact, text = _broken(body, encoding)
    replaced = text.count("\ufffd")
    return Decoded(text, encoding, replaced, exact, bom, len(capture.body))


def _broken(body: bytes, encoding: str) -> tuple[str, str]:
    """Give the text with each unreadable byte as a lone surrogate, if it can be, and as U+FFFD."""
    if encoding.startswith(WIDE):
        exact = text = body.decode(encoding, "replace")
        return exact, text
    try:
        exact = body.decode(encoding, "surrogateescape")
    except UnicodeDecodeError:
        exact = body.decode(encoding, "replace")
    text, escaped = LONE.subn("\ufffd", exact)
    return (exact, text) if escaped else (text, text)


def choose_encoding(capture: Capture) -> tuple[str, int]:
    """Choose the encoding: its Python name, and the length of the byte-order mark."""
    body = capture.body
    for mark, name in BOMS:
        if body.startswith(mark):
            return name, len(mark)
    if wide := _wide(body):
        return wide, 0
    declared = [name for name in _declared(capture) if name]
    if body.isascii():
        return ("iso2022_jp" if _shifts(body) else "utf-8"), 0
    return _least_odd(body, declared, _broken_utf8(body)), 0


def _shifts(body: bytes) -> bool:
    """Whether some of it is shifted into kanji and back."""
    into = INTO_KANJI.search(body)
    return into is not None and BACK.search(body, into.end()) is not None


def _least_odd(body: bytes, declared: list[str], broken: float) -> str:
    if broken <= TOLERATED:
        return "utf-8"
    sample = _sample(body)
    for name in declared:
        if name != "utf-8" and _score(sample, name) <= BELIEVED:
            return name
    scores = {name: _score(sample, name) for name in (*declared, *GUESSES)}
    near = [name for name, score in scores.items() if score <= min(scores.values()) + TIE]
    return near[0] if len(near) == 1 else max(near, key=lambda name: _sureness(sample, name))


def _sureness(sample: bytes, name: str) -> float:
    """How sure of the language one can be in that encoding: a wrong one reads like none."""
    text = sample.decode(name, "replace")
    if name in CHINESE and len(KANA.findall(text)) > 0.1 * len(text):
        return 0.0
    language = read_language(text)
    return language.score if language else 0.0


def _score(sample: bytes, name: str) -> float:
    """How odd the sample looks in that encoding; unreadable bytes count heavily."""
    text = sample.decode(name, "replace")
    lost = text.count("\ufffd") / max(1, sum(byte > 127 for byte in sample))
    return oddness(text) + 5 * lost


def _broken_utf8(body: bytes) -> float:
    """Give the share of broken bytes among the non-ASCII bytes."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        lone = len(LONE.findall(body.decode("utf-8", "surrogateescape")))
        return lone / max(1, len(body) - len(body.decode("ascii", "ignore")))
    return 0.0


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark shows in where its zero bytes stand."""
    head = body[:2048]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) <= len(head) * 0.05 or min(even, odd):
        return None
    return "utf-16-le" if odd else "utf-16-be"


def _declared(capture: Capture) -> list[str | None]:
    labels = [capture.charset] if capture.charset else []
    if capture.medium is Medium.HTML:
        found = META.search(capture.body, 0, META_REACH)
        labels += [found[1].decode("ascii")] if found else []
    return [python_name(label) for label in labels]


def python_name(label: str) -> str | None:
    """Find the Python codec that reads what a browser reads under this label; `None` if unknown."""
    label = label.strip().lower()
    if label in WHATWG:
        return WHATWG[label]
    try:
        info = codecs.lookup(label)
        "".encode(info.name)  # refuses codecs that are not encodings of text
    except (LookupError, ValueError, TypeError):
        return None
    return LABELS.get(info.name, info.name)


def _sample(body: bytes) -> bytes:
    """Words without markup, those from the neighbourhood of non-ASCII bytes first."""
    words = _without_markup(body[: 64 * SAMPLE])
    if len(words) <= SAMPLE:
        return words
    lines = [line for line in re.split(rb"\s{2,}|\n", words) if not line.isascii()]
    return b"\n".join(lines)[:SAMPLE]


def _without_markup(body: bytes) -> bytes:
    """The bytes outside of tags, scripts and styles; a tag that is never closed is none."""
    lower = body.lower()
    last = {name: lower.rfind(b"</" + name) for name in (b"script", b"style")}
    pieces, at = [], 0
    while found := TAG.search(lower, at):
        name = found[1]
        if name and found.end() <= last[name]:
            end = lower.index(b"</" + name, found.end()) + 2 + len(name)
        elif (end := lower.find(b">", found.start()) + 1) == 0:
            break
        pieces += [body[at : found.start()], b" "]
        at = end
    return b"".join([*pieces, body[at:]])
