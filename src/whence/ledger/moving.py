"""Where words of one text stand in another one of the same page, as a later version reads it."""

from __future__ import annotations

from dataclasses import dataclass

AROUND = 64  # code points on either side of some words by which their places are told apart
MOST = 1_000  # places that are looked at; words that stand in more name nothing


@dataclass(frozen=True, slots=True)
class Moving:
    """Two texts of one page. Spans are `[start, end)` in code points of each."""

    old: str
    new: str

    def move(self, start: int, end: int) -> list[int] | None:
        """The span of the same words in the new text; `None` where none or several fit.

        Of several places that one holds which has more of the same text around it.
        """
        if self.old == self.new:
            return [start, end]
        places = self._places(self.old[start:end])
        ranked = sorted(((self._likeness(start, end, at), at) for at in places), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        at = ranked[0][1]
        return [at, at + end - start]

    def _places(self, words: str) -> list[int]:
        places: list[int] = []
        at = self.new.find(words)
        while at >= 0:
            places.append(at)
            if len(places) > MOST:
                return []
            at = self.new.find(words, at + 1)
        return places

    def _likeness(self, start: int, end: int, at: int) -> int:
        """How many code points are the same on either side, up to the first other one."""
        before = common(
            self.old[max(0, start - AROUND) : start][::-1], self.new[max(0, at - AROUND) : at][::-1]
        )
        rest = at + end - start
        return before + common(self.old[end : end + AROUND], self.new[rest : rest + AROUND])


def common(one: str, other: str) -> int:
    """How long two strings begin alike."""
    length = min(len(one), len(other))
    return next((i for i in range(length) if one[i] != other[i]), length)
