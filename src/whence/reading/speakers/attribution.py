"""What goes into speaker resolution and what comes out."""

from __future__ import annotations

from dataclasses import dataclass

from whence.records import SourceKind, Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement as the encoder found it: its spans, and its guess of the kind of source."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    relay: tuple[Span, ...] = ()
    kind: SourceKind | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who speaks.

    `speaker` is `None` for nobody named, several are joined by `; `. `score` says how often the
    rule that decided (`rule`) is right. `kind` is what the rules take the source for, `None`
    where they do not know.
    """

    speaker: str | None
    score: float
    kind: SourceKind | None
    rule: str


# How often each rule is right. With gold spans and names, the 54 statements of the 12 development
# pages and the seed page are all right (rules name, pronoun, title, issuer, document, author,
# organisation, unnamed). The numbers are lower than that: they come from reading some 350 answers
# on 23 training articles and on samples of each rarer rule, with names found by a crude pattern.
SCORES = {
    "name": 0.97,
    "unlisted": 0.85,
    "organisation": 0.9,
    "unnamed": 0.95,
    "title": 0.8,
    "title ahead": 0.75,
    "last title": 0.5,
    "pronoun": 0.9,
    "far pronoun": 0.6,
    "group pronoun": 0.6,
    "relative": 0.9,
    "self": 0.9,
    "author": 0.8,
    "issuer": 0.8,
    "document": 0.9,
    "running": 0.8,
    "none": 0.95,
    "unknown": 0.4,
}


def resolved(speaker: str | None, kind: SourceKind | None, rule: str) -> Resolved:
    """Give a result with the score of its rule."""
    return Resolved(speaker, SCORES[rule], kind, rule)
