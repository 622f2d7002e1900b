"""Encoder outputs → who plays which part in the attacks that a text tells of.

Roles are those of MUC-4 (Chinchor 1992), read as Du, Rush and Cardie (2021) put the task: for
the whole text, each role's fillers as entities, each with its mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from whence.encoder.labels import ATTACK_ROLES, ROLE_TAGS
from whence.encoder.output import Floats, to_shares
from whence.encoder.viterbi import find_paths, forbid_orphans, spans_of
from whence.encoder.windows import Window
from whence.records import AttackRole, Filler, Span

ROLES = dict(zip(ATTACK_ROLES, AttackRole, strict=True))
STEPS, OPENING = forbid_orphans(np.zeros((len(ROLE_TAGS), len(ROLE_TAGS)), np.float32), ROLE_TAGS)
# Of 0.4 to 0.8 the best on the development part: F1 0.498, with 0.5 0.483.
LEAST = 0.6
FRAME = frozenset(("the", "a", "an", "of", "and", "in", "their", "his", "her", "its", "this"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch that fills a role, its words in lower case without articles."""

    role: AttackRole
    span: Span
    words: tuple[str, ...]
    score: float


def find_fillers(
    text: str, read: Iterable[tuple[Window, Floats]], least: float = LEAST
) -> tuple[Filler, ...]:
    """All fillers, in the order of roles and of reading.

    `read` are the windows of the text with the scores [W, role tags] of their words. `least` is
    the score from which an entity is told.
    """
    mentions = [m for window, scores in read for m in find_mentions(text, window, scores)]
    fillers = []
    for role in AttackRole:
        groups = join_mentions([m for m in mentions if m.role is role])
        fillers += [to_filler(group) for group in groups]
    return tuple(f for f in fillers if f.score >= least)


def find_mentions(text: str, window: Window, scores: Floats) -> list[Mention]:
    """The stretches of one window that fill a role."""
    shares = to_shares(scores)
    words = window.words
    found = []
    for label, first, behind in spans_of(find_paths(scores[None], STEPS, OPENING)[0], ROLE_TAGS):
        inside = [ROLE_TAGS.index(f"{mark}-{label}") for mark in "BI"]
        span = Span(words.starts[first], words.ends[behind - 1])
        score = float(shares[first:behind, inside].sum(1).mean())
        found.append(Mention(ROLES[label], span, words_of(span.of(text)), score))
    return [m for m in found if m.words]


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in lower case, without articles."""
    found = re.findall(r"[^\W_]+", phrase.lower())
    return tuple(w for w in found if w not in FRAME)


def join_mentions(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions of one filler together: the same words, or the end or the start of longer ones."""
    groups: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.words), m.span.start)):
        home = next((g for g in groups if any(is_same(mention.words, m.words) for m in g)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return sorted(groups, key=lambda g: min(m.span.start for m in g))


def is_same(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the shorter of two phrases may name what the longer one names."""
    if singular(short[-1]) == singular(long[-1]):
        return set(short[:-1]) <= set(long)
    return len(short) == 1 and short[0] == "".join(w[0] for w in long)


def singular(word: str) -> str:
    """A noun without its plural ending."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def to_filler(group: Sequence[Mention]) -> Filler:
    """One entity: as sure as its surest mention, best named by the surest of its commonest."""
    counts = {m.words: sum(n.words == m.words for n in group) for m in group}
    clearest = max(group, key=lambda m: (counts[m.words], m.score, -m.span.start))
    return Filler(
        role=clearest.role,
        clearest=clearest.span,
        mentions=tuple(sorted((m.span for m in group), key=lambda s: s.start)),
        score=max(m.score for m in group),
    )
