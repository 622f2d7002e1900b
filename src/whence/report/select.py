"""Leaving out of a report what the reader is not sure enough of."""

from __future__ import annotations

import dataclasses

from ..reading.voices import read_voices
from ..records import Report


def at_least(report: Report, score: float) -> Report:
    """The report with the statements that score `score` or more, and its voices told anew.

    A statement whose outer one is left out goes to the next outer one that stays.
    """
    kept = [index for index, each in enumerate(report.statements) if each.scores.statement >= score]
    if len(kept) == len(report.statements):
        return report
    place = {index: at for at, index in enumerate(kept)}
    statements = tuple(
        dataclasses.replace(report.statements[index], within=_outer(report, index, place))
        for index in kept
    )
    body = [block.span for block in report.page.blocks if block.kind.is_body]
    voices = read_voices(body, report.page.text, statements)
    return dataclasses.replace(report, statements=statements, voices=voices)


def _outer(report: Report, index: int, place: dict[int, int]) -> int | None:
    outer = report.statements[index].within
    while outer is not None and outer not in place:
        outer = report.statements[outer].within
    return None if outer is None else place[outer]
