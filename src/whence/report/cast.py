"""Who speaks in a report: each voice with a letter, so that colour is never needed to tell them."""

from __future__ import annotations

from dataclasses import dataclass

from ..reading.voices import NOT_NAMED, OWN_VOICE
from ..records import Report, SourceKind, Statement, Voice

SMALLEST = 0.005  # what is less is 0 % when it is rounded
NOT_READ = "Statements were not read"  # what is shown of a report without voices


@dataclass(frozen=True, slots=True)
class Part:
    """One voice of the article in a showing of it.

    `letter` is `A`, `B`, … `Z`, `AA`; `hue` counts from 1 in the order of appearance and chooses
    the colour. `voice` is how much it tells, where the report says so.
    """

    letter: str
    hue: int
    label: str
    voice: Voice | None
    statements: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """All parts in order of appearance, the part of each statement, and the outlet's own voice."""

    parts: tuple[Part, ...]
    of: tuple[Part, ...]
    own: Voice | None

    @property
    def loudest(self) -> list[Part | None]:
        """The parts by how much they tell, most first; `None` is the outlet, if its share is known.

        Those that tell as much as one another stay in the order of appearance.
        """
        lines: list[Part | None] = [*self.parts, *([None] if self.own else [])]
        return sorted(lines, key=lambda part: -voice.share if (voice := self.voice(part)) else 0.0)

    def voice(self, part: Part | None) -> Voice | None:
        """How much a part tells, `None` for the outlet; `None` where the report does not say so."""
        return part.voice if part else self.own

    def tag(self, index: int) -> str:
        """The mark of a statement: its voice's letter and its number from 1, as in `B3`."""
        return f"{self.of[index].letter}{index + 1}"


def voice_label(statement: Statement, text: str) -> str:
    """What to call the voice of a statement: the speaker, or the source as the article has it."""
    if statement.speaker is not None:
        return statement.speaker
    words = "; ".join(" ".join(span.of(text).split()) for span in statement.source)
    return words or NOT_NAMED


def cast(report: Report) -> Cast:
    """Give every voice of the report its letter and colour, in order of appearance."""
    members: dict[tuple[str | None, str], list[int]] = {}
    keys = []
    for index, statement in enumerate(report.statements):
        label = voice_label(statement, report.page.text)
        keys.append((statement.speaker, label.casefold()))
        members.setdefault(keys[-1], []).append(index)
    told = {(voice.speaker, voice.label.casefold()): voice for voice in report.voices}
    parts = {
        key: Part(
            letter=_letter(at),
            hue=at + 1,
            label=voice_label(report.statements[indices[0]], report.page.text),
            voice=told.get(key),
            statements=tuple(indices),
        )
        for at, (key, indices) in enumerate(members.items())
    }
    own = next((voice for voice in report.voices if is_own(voice)), None)
    return Cast(tuple(parts.values()), tuple(parts[key] for key in keys), own)


def is_own(voice: Voice) -> bool:
    """Whether a voice is the outlet's own."""
    return voice.speaker is None and voice.label == OWN_VOICE


def route(report: Report, index: int) -> str:
    """How a statement reached the page, in words: through whom, inside whose; empty if not told."""
    statement = report.statements[index]
    text = report.page.text
    steps = [f"via {' '.join(span.of(text).split())}" for span in statement.relay]
    if statement.within is not None:
        outer = report.statements[statement.within]
        steps.append(f"told by {voice_label(outer, text)}")
    return ", ".join(steps)


def share_words(share: float) -> str:
    """A share in per cent; a small one is never said to be nothing."""
    return "<1%" if 0 < share < SMALLEST else f"{share:.0%}"


def kind_label(kind: SourceKind | None) -> str:
    """The kind of source in words; `unknown` where the reader does not know."""
    if kind is None:
        return "unknown"
    return "no source" if kind is SourceKind.NONE else kind.value.replace("_", " ")


def _letter(at: int) -> str:
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
