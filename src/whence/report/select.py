"""Leaving out of a report what the reader is not sure enough of."""

from __future__ import annotations

import dataclasses

from ..reading.voices import read_voices
from ..records import Event, Report, Telling


def at_least(report: Report, score: float) -> Report:
    """The report with what scores `score` or more, and its voices told anew.

    A statement whose outer one is left out goes to the next outer one that stays, and so does an
    event. One that nobody tells any more is left out: it must not pass for the outlet's own word.
    """
    kept = [index for index, each in enumerate(report.statements) if each.scores.statement >= score]
    if len(kept) == len(report.statements) and all(e.scores.event >= score for e in report.events):
        return report
    place = {index: at for at, index in enumerate(kept)}
    statements = tuple(
        dataclasses.replace(report.statements[index], within=_outer(report, index, place))
        for index in kept
    )
    events = tuple(
        dataclasses.replace(event, statement=teller, tellings=_tellings(report, event, place))
        for event in report.events
        if event.scores.event >= score
        for teller in [_teller(report, event.statement, place)]
        if (teller is None) == (event.statement is None)
    )
    body = [block.span for block in report.page.blocks if block.kind.is_body]
    voices = read_voices(body, report.page.text, statements)
    return dataclasses.replace(report, statements=statements, events=events, voices=voices)


def _tellings(report: Report, event: Event, place: dict[int, int]) -> tuple[Telling, ...]:
    """The tellings that are left: each voice once, none that has gone."""
    left: dict[int | None, Telling] = {}
    for telling in event.tellings:
        teller = _teller(report, telling.statement, place)
        if (teller is None) == (telling.statement is None) and teller not in left:
            left[teller] = dataclasses.replace(telling, statement=teller)
    return tuple(left.values())


def _teller(report: Report, index: int | None, place: dict[int, int]) -> int | None:
    return None if index is None else place.get(index, _outer(report, index, place))


def _outer(report: Report, index: int, place: dict[int, int]) -> int | None:
    outer = report.statements[index].within
    while outer is not None and outer not in place:
        outer = report.statements[outer].within
    return None if outer is None else place[outer]
