"""Where on the page things stand, and who has spoken so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from whence.reading.lists import entries
from whence.reading.wording.form import Word, listed, words
from whence.reading.wording.sentence import sentence_starts
from whence.records import Name, Span

from .attribution import Attribution, Resolved
from .cast import Cast, read_cast
from .phrase import PREPOSITIONS, is_role, read_phrase

_OPENERS = listed(
    "the a an but and meanwhile also then later still earlier however yet former on in at for "
    "of after before when while as though"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One resolved statement of the outermost level, kept for what follows it."""

    position: int
    resolved: Resolved
    noun: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One source span of the statement `index`, which stands inside the statement `parent`."""

    span: Span
    index: int
    parent: int | None


@dataclass(slots=True)
class Setting:
    """The page while its statements are resolved; `turns` and `done` grow."""

    text: str
    cast: Cast
    found: Sequence[Attribution]
    sentences: list[int]
    turns: list[Turn] = field(default_factory=list)
    done: dict[int, Resolved] = field(default_factory=dict)

    def position(self, index: int) -> int:
        """Where a statement stands: its source, else its cue, else its content."""
        one = self.found[index]
        return min((s.start for s in one.source or one.cue or one.content), default=0)

    def sentence(self, position: int) -> int:
        """Give the number of the sentence at `position`."""
        return bisect_right(self.sentences, position) - 1

    def enclosing(self, index: int) -> int | None:
        """Give the innermost other statement in whose content this one's source lies."""
        one = self.found[index]
        own = one.source or one.cue or one.content
        size = sum(map(len, one.content))
        best: tuple[int, int] | None = None
        for j, other in enumerate(self.found):
            extent = sum(map(len, other.content))
            if j == index or not own or extent <= size:
                continue
            if any(span.covers(own[0]) for span in other.content) and (
                best is None or extent < best[0]
            ):
                best = (extent, j)
        return best[1] if best else None

    def outer(self, place: Place) -> Resolved | None:
        """Who speaks the statement around this one."""
        return self.done.get(place.parent) if place.parent is not None else None

    def remember(self, index: int) -> None:
        """Take a resolved statement of the outermost level as the latest turn."""
        source = self.found[index].source
        if not source:
            if self.done[index].rule == "running":
                self.turns.append(Turn(self.position(index), self.done[index], "", plural=False))
            return
        phrase = read_phrase(self.text, source[0])
        plural = phrase.plural or len(source) > 1 or phrase.noun in entries("crowds")
        plural = phrase.pronoun == "they" if phrase.pronoun else plural
        self.turns.append(Turn(self.position(index), self.done[index], phrase.noun, plural))

    def earlier(self, position: int) -> list[Turn]:
        """Give the turns that stand before `position`."""
        return [turn for turn in self.turns if turn.position < position]

    def last(self, position: int) -> Resolved | None:
        """Who spoke last before `position`."""
        earlier = self.earlier(position)
        return earlier[-1].resolved if earlier else None

    def in_own_content(self, span: Span, index: int) -> bool:
        """Whether `span` overlaps the content of the statement `index`."""
        return any(content.overlaps(span) for content in self.found[index].content)

    def in_any_content(self, span: Span) -> bool:
        """Whether `span` lies in the content of any statement."""
        return any(content.covers(span) for one in self.found for content in one.content)

    def is_subject(self, span: Span) -> bool:
        """Whether only a title, a sign or an opening word stands before it in its sentence."""
        start = self.sentences[self.sentence(span.start)]
        before = words(self.text, start, span.start)
        return not any(w.folded in PREPOSITIONS for w in before[-3:]) and all(
            w.capital or is_role(w.folded) or w.folded in _OPENERS for w in before
        )

    def is_proper(self, word: Word) -> bool:
        """Whether a capital is the word's own, not only its sentence's."""
        if not word.capital or word.start not in self.sentences:
            return word.capital
        lower = re.search(rf"\b{re.escape(word.written.lower())}\b", self.text)
        return not lower and not is_role(word.folded) and word.folded not in entries("crowds")

    def written(self, run: Sequence[Word]) -> str:
        """Give the words of a run as one string, without a possessive."""
        together = " ".join(self.text[run[0].start : run[-1].end].split())
        return re.sub(r"[’']s$", "", together)


def read_setting(text: str, names: Sequence[Name], found: Sequence[Attribution]) -> Setting:
    """Give the setting at the start: nobody has spoken yet."""
    return Setting(text, read_cast(text, names), found, sentence_starts(text))
