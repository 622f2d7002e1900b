"""Letters for voices, and leaving out by score."""

from __future__ import annotations

import dataclasses

import pytest

from tests.report.sample import STATEMENTS, sample_report
from whence.report.cast import cast, route, share_words
from whence.report.select import at_least
from whence.report.view import shares_of, voices_of


def test_each_voice_has_one_letter_in_order_of_appearance() -> None:
    roles = cast(sample_report())
    assert [part.letter for part in roles.parts] == list("ABCDEFGHI")
    assert [roles.tag(at) for at in (0, 1, 2, 9)] == ["A1", "B2", "B3", "I10"]
    assert roles.of[1] is roles.of[2]
    assert roles.parts[1].voice is not None
    assert roles.own is not None


def test_who_tells_most_stands_first_whatever_the_letter() -> None:
    roles = cast(sample_report())
    shares = [voice.share for part in roles.loudest if (voice := roles.voice(part))]
    assert shares == sorted(shares, reverse=True)
    assert len(shares) == len(roles.parts) + 1, "the outlet is among them"
    lines = voices_of(roles)
    assert [line.letter for line in lines] == [p.letter if p else "–" for p in roles.loudest]
    assert lines[0].letter != "A"
    assert sum(one.width for one in shares_of(roles)) == pytest.approx(100, abs=0.1)
    assert [one.style for one in shares_of(roles)] == [line.style for line in lines]


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "0%"), (0.001, "<1%"), (0.0051, "1%"), (0.4, "40%"), (1.0, "100%")]
)
def test_a_small_share_is_not_nothing(share: float, words: str) -> None:
    assert share_words(share) == words


def test_letters_go_on_after_z() -> None:
    many = tuple(dataclasses.replace(STATEMENTS[1], speaker=f"Speaker {at}") for at in range(60))
    letters = [part.letter for part in cast(sample_report(statements=many)).parts]
    assert letters[25:28] == ["Z", "AA", "AB"]
    assert len(set(letters)) == 60


def test_the_route_names_the_relay_and_the_outer_voice() -> None:
    report = sample_report()
    assert route(report, 0) == ""
    assert route(report, 3) == "via Radio Lagune"
    assert route(report, 5) == "told by a dock worker who asked not to be named"


def test_leaving_out_keeps_the_nesting_right() -> None:
    kept = at_least(sample_report(), 0.8)
    assert [each.scores.statement >= 0.8 for each in kept.statements] == [True] * 7
    mayor = next(at for at, each in enumerate(kept.statements) if each.within is not None)
    outer = kept.statements[mayor].within
    assert outer is not None
    assert kept.statements[outer].relay == STATEMENTS[3].relay
    assert sum(voice.statements for voice in kept.voices) == 7


def test_what_stood_in_a_left_out_statement_moves_out() -> None:
    low = dataclasses.replace(
        STATEMENTS[3], scores=dataclasses.replace(STATEMENTS[3].scores, statement=0.1)
    )
    report = sample_report(statements=(*STATEMENTS[:3], low, *STATEMENTS[4:]))
    assert all(each.within is None for each in at_least(report, 0.2).statements)


def test_leaving_out_nothing_changes_nothing() -> None:
    report = sample_report()
    assert at_least(report, 0.0) is report


def test_an_event_never_becomes_the_outlets_own_word() -> None:
    report = sample_report()
    kept = at_least(report, 0.9)
    assert [e.anchor.of(report.page.text) for e in kept.events] == ["closed", "hit before dawn"]
    (told,) = [e.statement for e in kept.events if e.statement is not None]
    assert kept.statements[told].speaker == "Oren Dask"
    own, denied = kept.events[1].tellings
    assert own.statement == told
    assert denied.statement is not None
    assert kept.statements[denied.statement].within is None, "the outer one stays in its stead"
    weak = [
        dataclasses.replace(s, scores=dataclasses.replace(s.scores, statement=0.1))
        for s in report.statements
    ]
    alone = at_least(dataclasses.replace(report, statements=tuple(weak)), 0.5)
    assert [e.anchor.of(report.page.text) for e in alone.events] == ["closed"]
    assert [t.statement for t in alone.events[0].tellings] == [None]
