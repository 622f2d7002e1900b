"""Encoder outputs → statements as found: linked spans with scores, nothing resolved yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from whence.encoder.labels import ACTS, CERTAINTIES, ROLES, SOURCE_KINDS, TAGS
from whence.encoder.output import Floats, Output, to_shares
from whence.encoder.viterbi import FORBIDDEN, find_paths, forbid_orphans, spans_of
from whence.reading.wording.pieces import join_pieces
from whence.records import Act, Certainty, SourceKind, Span

T = TypeVar("T")

MAY_ANCHOR = tuple(TAGS.index(f"B-{role}") for role in ("cue", "source", "content"))


@dataclass(frozen=True, slots=True)
class Found:
    """One statement as the model found it, with the model's own probabilities."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    relay: tuple[Span, ...]
    score: float
    nested: float
    source_kind: tuple[SourceKind, float]
    act: tuple[Act, float]
    certainty: tuple[Certainty, float]
    source_score: float

    @property
    def start(self) -> int:
        """Where its first span starts."""
        return min(s.start for s in (*self.source, *self.cue, *self.content))


def find_statements(
    text: str, outputs: Iterable[Output], steps: Floats, least: float
) -> list[Found]:
    """All statements with an anchor probability of at least `least`, in reading order.

    `outputs` are windows over `text`; `steps` are the CRF's transitions. Where two anchors
    fight over one cue, the surer wins.
    """
    likely = [
        (output, k)
        for output in outputs
        for k, i in enumerate(output.picks)
        if 1 - output.anchors[i, 0] >= least
    ]
    allowed, opening = forbid_orphans(steps, TAGS)
    paths = find_paths(stack_scores(likely), allowed, opening)
    found = [
        one
        for (output, k), path in zip(likely, paths, strict=True)
        if (one := read_path(text, output, k, spans_of(path, TAGS))) is not None
    ]
    return sorted(
        drop_doubles(found), key=lambda f: (f.start, f.content[0].start, f.content[-1].end)
    )


def stack_scores(likely: Sequence[tuple[Output, int]]) -> Floats:
    """Tag scores [A, W, tags] of anchors from several windows; beyond a window's end all is `O`.

    An anchor itself can only open a cue, a source or a content.
    """
    longest = max((output.tags.shape[1] for output, _ in likely), default=0)
    scores = np.full((len(likely), longest, len(TAGS)), FORBIDDEN, np.float32)
    scores[:, :, 0] = 0
    barred = [t for t in range(len(TAGS)) if t not in MAY_ANCHOR]
    for row, (output, k) in enumerate(likely):
        scores[row, : output.tags.shape[1]] = output.tags[k]
        scores[row, int(output.picks[k]), barred] = FORBIDDEN
    return scores


def read_path(
    text: str, output: Output, k: int, parts: Sequence[tuple[str, int, int]]
) -> Found | None:
    """One anchor's path as a statement; `None` where it has no content."""
    words = output.window.words
    spans: dict[str, tuple[Span, ...]] = {
        role: join_pieces(
            text,
            (
                span
                for label, a, b in parts
                if label == role
                and (span := tidy(text, role, Span(words.starts[a], words.ends[b - 1])))
            ),
        )
        for role in ROLES
    }
    if not spans["content"]:
        return None
    at = int(output.picks[k])
    none, outer, nested = (float(p) for p in output.anchors[at])
    kinds, acts, certainties = split_traits(output.traits[k])
    emitted = to_shares(output.tags[k])
    source_words = [i for label, a, b in parts if label == "source" for i in range(a, b)]
    source_score = float(emitted[source_words].max(1).mean()) if source_words else 1.0
    return Found(
        **spans,
        score=1 - none,
        nested=nested / (outer + nested + 1e-9),
        source_kind=best(SOURCE_KINDS, kinds),
        act=best(ACTS, acts),
        certainty=best(CERTAINTIES, certainties),
        source_score=source_score,
    )


# What the codebook leaves off: a `that` before a content, a comma behind a name or a content,
# the `words` in `quoted his words`; and the dateline that opens a story (in PolNeAR train, where
# a sentence with one is attributed, the content starts behind it in 9 of 9).
DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w. ]{1,24})?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?(?: ?\([^()\n]{2,40}\))? ?(?:--|[–—-]) "
)
LEADING_THAT = re.compile(r"that\s+", re.IGNORECASE)
OWN_WORDS = re.compile(r"(his|her|their)\s+words", re.IGNORECASE)


def tidy(text: str, role: str, span: Span) -> Span | None:
    """A span as the codebook wants it; `None` where a content holds no letter or digit.

    The model learned from corpora that do not agree on these edges.
    """
    start, end = span.start, span.end
    if role == "content":
        if text[start - 1 : start] in ("", "\n") and (line := DATELINE.match(text, start, end)):
            start = line.end()
        that = LEADING_THAT.match(text, start, end)
        start = that.end() if that else start
        if not any(c.isalnum() for c in text[start:end]):
            return None
    if role == "source" and (own := OWN_WORDS.fullmatch(text, start, end)):
        end = own.end(1)
    while start < end and text[start].isspace():
        start += 1
    while start < end and role != "cue" and (text[end - 1] == "," or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if start < end else None


def split_traits(scores: Floats) -> tuple[Floats, Floats, Floats]:
    """The three groups of trait scores as probabilities."""
    a, b = len(SOURCE_KINDS), len(SOURCE_KINDS) + len(ACTS)
    return to_shares(scores[:a]), to_shares(scores[a:b]), to_shares(scores[b:])


def best(labels: Sequence[T], shares: Floats) -> tuple[T, float]:
    """The likeliest label and its probability."""
    i = int(shares.argmax())
    return labels[i], float(shares[i])


def drop_doubles(found: Sequence[Found]) -> list[Found]:
    """Leaves out what a surer finding already tells: one cue, or nearly one content."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.score, f.start)):
        if not any(tells_same(one, other) for other in kept):
            kept.append(one)
    return kept


def tells_same(one: Found, other: Found) -> bool:
    """Whether two findings are one statement."""
    if any(a.overlaps(b) for a in one.cue for b in other.cue):
        return True
    x, y = letters(one.content), letters(other.content)
    return len(x & y) > 0.8 * len(x | y)


def letters(spans: Iterable[Span]) -> set[int]:
    """All offsets under the spans."""
    return {i for s in spans for i in range(s.start, s.end)}
