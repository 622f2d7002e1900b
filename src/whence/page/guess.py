"""What metadata says about the frame of a page, before it is looked for in the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """A value and the place that says so.

    `value` is plain text (a title, a name) or an ISO 8601 date; `source` is `h1`, `og:title`,
    `json-ld:datePublished` and so on.
    """

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class FrameGuess:
    """The best guess at each part of the frame. One `Guess` for each author."""

    title: Guess | None = None
    other_titles: tuple[Guess, ...] = ()
    deck: Guess | None = None
    authors: tuple[Guess, ...] = ()
    published: Guess | None = None
    modified: Guess | None = None
