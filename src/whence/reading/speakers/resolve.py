"""The order in which a page's statements are resolved."""

from __future__ import annotations

from collections.abc import Sequence

from whence.records import Name, SourceKind, Span

from .attribution import Attribution, Resolved, resolved
from .nouns import resolve_noun
from .phrase import read_phrase
from .pronouns import resolve_pronoun
from .setting import Place, Setting, Turn, read_setting

_QUOTES = frozenset("\"“”„«»‘’'")


def resolve_speakers(
    text: str, names: Sequence[Name], found: Sequence[Attribution]
) -> list[Resolved]:
    """Resolve every statement of the page, in the order given.

    `names` come from `join_names`, all spans lie on `text`. The outermost statements are
    resolved first, in reading order, then those inside them.
    """
    setting = read_setting(text, names, found)
    parents = [setting.enclosing(i) for i in range(len(found))]
    depths = [_depth(parents, i) for i in range(len(found))]
    for i in sorted(range(len(found)), key=lambda i: (depths[i], setting.position(i), i)):
        setting.done[i] = _resolve(setting, i, parents[i])
        if depths[i] == 0:
            setting.remember(i)
    return [setting.done[i] for i in range(len(found))]


def refine_source_kind(guess: SourceKind | None, found: Resolved) -> SourceKind | None:
    """Give the kind of source after a check by rule of the model's guess.

    The rules win where they know (a pronoun resolved to a person, a plural of officials, an
    outlet from the list); the guess stands where they do not.
    """
    if found.kind is None or (guess is not None and found.rule in ("unknown", "unlisted")):
        return guess
    return found.kind


def _depth(parents: Sequence[int | None], i: int) -> int:
    depth, seen = 0, {i}
    parent = parents[i]
    while parent is not None and parent not in seen:
        seen.add(parent)
        depth += 1
        parent = parents[parent]
    return depth


def _resolve(setting: Setting, index: int, parent: int | None) -> Resolved:
    one = setting.found[index]
    if not one.source:
        return _sourceless(setting, index, parent)
    parts = [_resolve_span(setting, Place(span, index, parent)) for span in one.source]
    named = [part for part in parts if part.speaker]
    if len(named) < 2:
        return named[0] if named else parts[0]
    speakers = dict.fromkeys(s for part in named for s in (part.speaker or "").split("; "))
    score = min(part.score for part in named)
    return Resolved("; ".join(speakers), score, named[0].kind, named[0].rule)


def _resolve_span(setting: Setting, place: Place) -> Resolved:
    phrase = read_phrase(setting.text, place.span)
    if not phrase.words:
        return resolved(None, None, "unknown")
    if phrase.pronoun:
        return resolve_pronoun(setting, phrase.pronoun, place)
    return resolve_noun(setting, phrase, place)


# --- statements with no source of their own


def _sourceless(setting: Setting, index: int, parent: int | None) -> Resolved:
    """Give a bare quotation or paragraph of speech to the running speaker, the rest to nobody."""
    one = setting.found[index]
    if parent is not None or one.cue or not one.content:
        return resolved(None, SourceKind.NONE, "none")
    start = min(span.start for span in one.content)
    quoted = bool(_QUOTES & set(setting.text[max(0, start - 1) : start + 1]))
    turn = setting.turns[-1] if setting.turns else _next_turn(setting, index)
    if turn is None or not (quoted or _opens_paragraph(setting.text, start)):
        return resolved(None, SourceKind.NONE, "none")
    return resolved(turn.resolved.speaker, turn.resolved.kind, "running")


def _next_turn(setting: Setting, index: int) -> Turn | None:
    """Give the speaker of the next quotation, for a page that opens with a bare one."""
    start = setting.position(index)
    later = [j for j, f in enumerate(setting.found) if f.source and setting.position(j) > start]
    if not later:
        return None
    j = min(later, key=setting.position)
    ahead: Span = setting.found[j].source[0]
    return Turn(start, _resolve_span(setting, Place(ahead, j, None)), "", plural=False)


def _opens_paragraph(text: str, position: int) -> bool:
    before = text[:position]
    return not before.strip() or "\n" in before[len(before.rstrip()) :]
