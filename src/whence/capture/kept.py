"""Rows that another ledger wrote: a report with all that its ledger knew of the page."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from typing import Any

from whence.errors import RowError
from whence.records import Capture, Kept, Medium

from .rows import encoded
from .take import take

KEY = "ledger"  # of a row; what stands under it is made by `exports/kept.py`
ABOUT = ("url", "charset", "captured", "published", "outlet")


def is_kept(row: dict[str, Any]) -> bool:
    """Whether a row is a page out of a ledger."""
    return isinstance(row.get(KEY), dict)


def kept_of(row: dict[str, Any], name: str) -> Kept:
    """The page that a row holds; `name` is what messages call it.

    Raises `RowError` where the row is not what a ledger writes or was changed since, and
    `CaptureError` where its page or what is told of it cannot be taken in. Its report is not
    looked at.
    """
    given = row[KEY]
    body = _body(given)
    rows = _list(given, "sightings")
    if not rows:
        raise RowError("it was never seen anywhere: sightings is empty")
    corrections = _list(given, "corrections")
    line = _text(given, "reading") if given.get("reading") is not None else _own_line(row)
    if hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest() != given.get("sha256"):
        raise RowError("its report is not the one that its ledger wrote; it was changed since")
    sightings = tuple(_sighting(each, body, _medium(given)) for each in rows)
    return Kept(name, sightings, _text(given, "reader"), line.encode("utf-8"), tuple(corrections))


def _own_line(row: dict[str, Any]) -> str:
    """The report of a row as the reader wrote it, where nobody corrected it."""
    report = {key: value for key, value in row.items() if key not in ("id", KEY)}
    return json.dumps(report, ensure_ascii=False, separators=(",", ":"))


def _body(given: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(_text(given, "body"), validate=True)
    except binascii.Error as error:
        raise RowError(f"body: not base64: {error}") from error


def _medium(given: dict[str, Any]) -> Medium:
    try:
        return Medium(_text(given, "medium"))
    except ValueError as error:
        raise RowError(f"medium: {given['medium']!r} is neither html nor text") from error


def _sighting(given: dict[str, Any], body: bytes, medium: Medium) -> Capture:
    about = {key: None if given.get(key) is None else _text(given, key) for key in ABOUT}
    return take(body, name=_text(given, "name"), medium=medium, **about)


def _list(given: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = given.get(key)
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise RowError(f"{key}: must be a list of objects")
    return value


def _text(given: dict[str, Any], key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str):
        raise RowError(f"{key}: must be a string")
    encoded(value, key)
    return value
