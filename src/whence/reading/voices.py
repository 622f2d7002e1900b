"""Who tells how much of an article."""

from __future__ import annotations

from collections.abc import Sequence

from whence.reading.wording.form import listed
from whence.records import Span, Statement, Voice

OWN_VOICE = "own voice"
NOT_NAMED = "not named"


def read_voices(
    body: Sequence[Span], text: str, statements: Sequence[Statement]
) -> tuple[Voice, ...]:
    """Count the code points of the body that each voice tells.

    `body` holds the spans of the body's blocks on `text`. Each code point goes to the innermost
    statement in whose content it stands, else to the outlet's own voice (`own voice`). The
    outlet comes first, then the others by characters; shares add up to 1 where there is a body.
    """
    told = _told_by(body, statements)
    total = sum(told.values())
    voices: dict[tuple[str, str | None], list[int]] = {(OWN_VOICE, None): [0, told.get(None, 0)]}
    for i, statement in enumerate(statements):
        entry = voices.setdefault(_voice(text, statement), [0, 0])
        entry[0] += 1
        entry[1] += told.get(i, 0)
    records = [
        Voice(label, speaker, count, size, size / total if total else 0.0)
        for (label, speaker), (count, size) in voices.items()
    ]
    return (records[0], *sorted(records[1:], key=lambda v: (-v.characters, v.label)))


def _voice(text: str, statement: Statement) -> tuple[str, str | None]:
    if statement.speaker:
        return statement.speaker, statement.speaker
    written = "; ".join(" ".join(span.of(text).split()) for span in statement.source)
    return _plain(written) or NOT_NAMED, None


def _plain(written: str) -> str:
    """Give a source as written, so that it is the same at a sentence's start and inside one."""
    first, space, rest = written.partition(" ")
    return first.lower() + space + rest if first.lower() in _STARTERS else written


_STARTERS = listed("the a an some many one other several he she they it i we")


def _told_by(body: Sequence[Span], statements: Sequence[Statement]) -> dict[int | None, int]:
    """Code points of the body by the index of the innermost statement; `None` is the outlet."""
    order = sorted(
        range(len(statements)),
        key=lambda i: (_depth(statements, i), -sum(map(len, statements[i].content)), i),
    )
    owner: dict[int, int] = {}
    for i in order:
        for span in statements[i].content:
            owner.update(dict.fromkeys(range(span.start, span.end), i))
    told: dict[int | None, int] = {}
    for place in {p for span in body for p in range(span.start, span.end)}:
        teller = owner.get(place)
        told[teller] = told.get(teller, 0) + 1
    return told


def _depth(statements: Sequence[Statement], i: int) -> int:
    depth, seen = 0, {i}
    parent = statements[i].within
    while parent is not None and parent not in seen and parent < len(statements):
        depth += 1
        seen.add(parent)
        parent = statements[parent].within
    return depth
