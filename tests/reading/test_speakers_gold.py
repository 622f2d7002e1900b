"""Speakers and manner on the development pages, with gold spans and gold mentions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from whence.reading.manner import manner_of
from whence.reading.names import join_names
from whence.reading.speakers import Attribution, resolve_speakers
from whence.records import Mention, NameKind, Span

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
PAGES = GOLD / "conflict" / "dev.jsonl"
KINDS = {
    "Person": NameKind.PERSON,
    "Organisation": NameKind.ORGANISATION,
    "Location": NameKind.PLACE,
    "Nationality": NameKind.NATIONALITY,
}

pytestmark = pytest.mark.skipif(not PAGES.exists(), reason="gold data is not beside the project")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def plain(name: str) -> str:
    return " ".join(name.lower().replace("the ", "", 1).replace(".", "").split())


def same(gold: str | None, found: str | None) -> bool:
    """The scorer's measure: one name holds the other."""
    if gold is None or found is None:
        return gold is found
    return plain(gold) in plain(found) or plain(found) in plain(gold)


def mentions() -> dict[str, list[Mention]]:
    pages = [row for part in ("train", "dev") for row in rows(GOLD / "ner/re3d" / f"{part}.jsonl")]
    return {
        page["id"]: [
            Mention(Span(s["start"], s["end"]), KINDS[s["type"]], 0.9)
            for s in page["spans"]
            if s["type"] in KINDS
        ]
        for page in pages
    }


def test_speakers_and_manner_stay_right() -> None:
    named = mentions()
    speakers: list[bool] = []
    manners: list[bool] = []
    for page in rows(PAGES):
        text, told = page["text"], page["statements"]
        found = [
            Attribution(spans(s["source"]), spans(s["cue"]), spans(s["content"])) for s in told
        ]
        resolved = resolve_speakers(text, join_names(text, named[page["id"]]), found)
        for gold, one, answer in zip(told, found, resolved, strict=True):
            speakers.append(same(gold["speaker"], answer.speaker))
            manners.append(manner_of(text, one.content, one.source, one.cue) == gold["manner"])
    # Measured when written: 39 of 39 and 39 of 39.
    assert sum(speakers) >= 0.95 * len(speakers)
    assert sum(manners) >= 0.95 * len(manners)
