"""The whole reader with the shipped weights, on pages of our own."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import whence
from whence.encoder.session import WEIGHTS, Encoder
from whence.errors import WeightsError
from whence.records import Report, SourceKind, Statement

BRIDGE = Path(__file__).parents[2] / "docs" / "sample" / "bridge.html"

TEXT = """Shelling closes Orlu bridge

ORLU (SNA) – Mortar shells hit the bridge on Thursday night.

"We counted eleven shells," the governor, Ada Ibenholt, told state radio.

She denied that troops had fired first. A doctor said at least four people were killed.

The crossing was built in 1961 and carries most of the trade of the valley.
"""


@pytest.fixture(scope="module")
def bridge() -> Report:
    return whence.read(BRIDGE)


def telling(report: Report, words: str) -> Statement:
    """The innermost statement whose content holds the words."""
    text = report.page.text
    held = [s for s in report.statements if words in " ".join(p.of(text) for p in s.content)]
    return min(held, key=lambda s: sum(p.end - p.start for p in s.content))


def test_who_said_it_by_which_route_and_how_sure(bridge: Report) -> None:
    shells = telling(bridge, "Eleven shells")
    assert (shells.speaker, shells.manner) == ("Ada Ibenholt", whence.Manner.DIRECT)
    assert [s.of(bridge.page.text) for s in shells.relay] == ["the Sarvane News Agency"]
    assert len(shells.content) == 2
    denied = telling(bridge, "troops had fired")
    assert (denied.speaker, denied.act) == ("Ada Ibenholt", whence.Act.DENY)
    doctor = telling(bridge, "at least four people")
    assert (doctor.speaker, doctor.source_kind) == (None, SourceKind.UNNAMED_PERSON)
    assert telling(bridge, "stay away").certainty is whence.Certainty.PROBABLE


def test_what_the_page_shows_beside_the_article_is_in_no_statement(bridge: Report) -> None:
    assert {f.kind for f in bridge.page.furniture} >= {
        whence.BlockKind.METER,
        whence.BlockKind.APPEAL,
    }
    furniture = {i for f in bridge.page.furniture for i in range(f.span.start, f.span.end)}
    spans = [p for s in bridge.statements for p in (*s.source, *s.cue, *s.content)]
    assert spans
    assert not any(furniture & set(range(p.start, p.end)) for p in spans)


def test_spans_are_never_blank_at_an_edge_and_lie_on_the_text(bridge: Report) -> None:
    text = bridge.page.text
    for s in bridge.statements:
        for p in (*s.source, *s.cue, *s.content, *s.relay):
            assert 0 <= p.start < p.end <= len(text)
            assert p.of(text) == p.of(text).strip()


def test_stripped_text_keeps_its_offsets_and_the_outlet_its_own_voice() -> None:
    report = whence.read_text(TEXT)
    assert report.page.text == TEXT
    assert telling(report, "eleven shells").speaker == "Ada Ibenholt"
    assert telling(report, "troops had fired").speaker == "Ada Ibenholt"
    assert not any(
        TEXT.index("built in") in range(p.start, p.end)
        for s in report.statements
        for p in s.content
    )
    assert sum(v.share for v in report.voices) == pytest.approx(1)


def test_the_same_page_gives_the_same_report_whatever_was_read_before() -> None:
    first = whence.dump(whence.read_text(TEXT))
    whence.read(BRIDGE)
    assert whence.dump(whence.read_text(TEXT)) == first


def test_another_language_is_said_and_not_read() -> None:
    report = whence.read_text(
        "Le gouverneur a déclaré jeudi que les tirs de mortier avaient fermé le pont. "
        "« Nous avons compté onze obus », a-t-il dit à la radio nationale. "
        "Les habitants du quartier attendent toujours le retour de l’eau courante.\n" * 3
    )
    assert (report.statements, report.names) == ((), ())
    assert "in French;" in report.warnings[0]
    assert report.voices == (), "who tells how much is not known"


def test_scores_are_probabilities(bridge: Report) -> None:
    for s in bridge.statements:
        values = dataclasses.astuple(s.scores)
        assert all(v is None or 0 <= v <= 1 for v in values)
        assert (s.scores.speaker is None) == (s.speaker is None)


def test_a_damaged_model_is_told_apart_from_a_bad_page(tmp_path: Path) -> None:
    for name in ("manifest.json", "vocabulary.txt"):
        (tmp_path / name).write_bytes((WEIGHTS / name).read_bytes())
    with pytest.raises(WeightsError, match=r"model\.onnx"):
        Encoder(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"not this")
    with pytest.raises(WeightsError, match="damaged"):
        Encoder(tmp_path)
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(WeightsError, match="install whence again"):
        Encoder(tmp_path)
