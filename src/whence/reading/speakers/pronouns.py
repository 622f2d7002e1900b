"""Pronouns as sources: whom they stand for."""

from __future__ import annotations

import re

from whence.reading.wording.form import listed, words
from whence.records import Mention, NameKind, SourceKind, Span

from .attribution import Resolved, resolved
from .cast import Figure
from .phrase import is_outlet, is_role
from .setting import Place, Setting

_SELF = listed("i me my myself we us our ourselves")
_HE = listed("he him his himself")
_SHE = listed("she her herself")
_THEY = listed("they them their themselves")
_IT = listed("it its itself")
_FAR = 12  # sentences back in which a person is looked for
_GOING_ON = listed("added adding continued reiterated concluded")


def resolve_pronoun(setting: Setting, pronoun: str, place: Place) -> Resolved:
    """Resolve the folded `pronoun` that stands at `place`."""
    if pronoun in _SELF:
        return _self(setting, place)
    if pronoun in _HE or pronoun in _SHE:
        return nearest_person(setting, "m" if pronoun in _HE else "f", place)
    if pronoun in ("who", "whom", "whose", "which", "that"):
        return _relative(setting, pronoun, place.span)
    if pronoun in _THEY or pronoun in _IT:
        return _group(setting, place, plural=pronoun in _THEY)
    return resolved(None, SourceKind.UNNAMED_PERSON, "unnamed")


def figure_kind(figure: Figure) -> SourceKind:
    """Give the kind of source that a figure is."""
    if figure.is_person:
        return SourceKind.NAMED_PERSON
    return SourceKind.MEDIA if is_outlet(figure.name.name) else SourceKind.NAMED_ORGANISATION


def _self(setting: Setting, place: Place) -> Resolved:
    outer = setting.outer(place)
    if outer:
        return Resolved(outer.speaker, min(outer.score, 0.9), outer.kind, "self")
    position = setting.position(place.index)
    last = setting.last(position)
    before = setting.text[setting.text.rfind("\n", 0, position) + 1 : position]
    if last and (before.count("“") > before.count("”") or before.count('"') % 2):
        return resolved(last.speaker, last.kind, "running")
    return resolved(None, SourceKind.UNNAMED_PERSON, "author")


# --- he and she


def nearest_person(setting: Setting, sex: str | None, place: Place) -> Resolved:
    """Give the person of that sex (`None`: of any) whom the words at `place` most likely mean.

    Weighs nearness in sentences, standing as a subject, known sex, and having spoken last.
    """
    if _stays_unnamed(setting, sex, place):
        return resolved(None, SourceKind.UNNAMED_PERSON, "pronoun")
    weights: dict[str, float] = {}
    here = setting.sentence(place.span.start)
    shut_out = _shut_out(setting, place)
    for mention, figure in setting.cast.before(place.span.start):
        distance = here - setting.sentence(mention.span.start)
        if distance > _FAR:
            break
        name = figure.name.name
        if figure.is_person and _agrees(figure.sex, sex) and name not in shut_out:
            weight = _weight(setting, mention, figure, place) / (1.0 + 0.6 * distance)
            best = weights.get(name, 0.0)
            weights[name] = max(best, weight) + 0.15 * min(best, weight)
    _add_speakers(setting, weights, sex, place)
    if not weights:
        return _mistaken(setting, place)
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    plain = len(ranked) == 1 or ranked[0][1] > 1.4 * ranked[1][1]
    rule = "pronoun" if plain else "far pronoun"
    return resolved(ranked[0][0], SourceKind.NAMED_PERSON, rule)


def _stays_unnamed(setting: Setting, sex: str | None, place: Place) -> bool:
    """Whether `he` is the witness nobody names who spoke last, no other subject having come."""
    earlier = setting.earlier(place.span.start)
    if place.parent is not None or not earlier:
        return False
    last = earlier[-1]
    distance = setting.sentence(place.span.start) - setting.sentence(last.position)
    unnamed = last.resolved.speaker is None and last.resolved.kind is SourceKind.UNNAMED_PERSON
    alone = unnamed and is_role(last.noun) and not last.plural and distance <= 3
    if not alone:
        return False
    # A man or woman who stands before the witness in the same sentence may be meant as well.
    return _fresh(setting, last.position, sex, place) is None and not any(
        figure.is_person and _agrees(figure.sex, sex) and setting.is_subject(mention.span)
        for mention, figure in setting.cast.before(last.position)
        if setting.sentence(mention.span.start) == setting.sentence(last.position)
    )


def _agrees(known: str | None, wanted: str | None) -> bool:
    return known is None or wanted is None or known == wanted


def _shut_out(setting: Setting, place: Place) -> set[str]:
    """Inside a speaker's own quotation, `he` is somebody else."""
    outer = setting.outer(place)
    if outer is None or place.parent is None:
        return set()
    content = setting.found[place.parent].content
    quoted = bool(content) and setting.text[content[0].start : content[0].start + 1] in (*'"“”„«',)
    return set((outer.speaker or "").split("; ")) if quoted else set()


def _weight(setting: Setting, mention: Mention, figure: Figure, place: Place) -> float:
    span = mention.span
    weight = 1.5 if setting.is_subject(span) else 1.0
    weight *= 1.2 if figure.sex else 1.0
    if setting.in_own_content(span, place.index):
        weight *= 0.3
    elif setting.in_any_content(span):
        weight *= 0.6
    owner = setting.text[span.end : span.end + 2] in ("'s", "’s")
    return weight * 0.7 if owner else weight


def _add_speakers(
    setting: Setting, weights: dict[str, float], sex: str | None, place: Place
) -> None:
    """Prefer who spoke last; inside an indirect statement, its own speaker."""
    sexes = {f.name.name: f.sex for f in setting.cast.figures if f.is_person}

    def add(speakers: str | None, gain: float) -> None:
        for name in (speakers or "").split("; "):
            if name in sexes and _agrees(sexes[name], sex):
                weights[name] = weights.get(name, 0.0) + gain

    if place.parent is not None:
        outer = setting.outer(place)
        if outer and not _shut_out(setting, place):
            add(outer.speaker, 1.2)
        return
    position = place.span.start
    earlier = setting.earlier(position)
    goes_on = _goes_on(setting, place.index)
    fresh = None if goes_on or not earlier else _fresh(setting, earlier[-1].position, sex, place)
    add(fresh, 0.8)
    for back, turn in enumerate(reversed(earlier[-3:])):
        distance = setting.sentence(position) - setting.sentence(turn.position)
        gain = 1.2 / (1.0 + back) / (1.0 + 0.15 * distance)
        add(turn.resolved.speaker, gain * (0.4 if fresh else 1.0))


def _fresh(setting: Setting, after: int, sex: str | None, place: Place) -> str | None:
    """Who became the subject of the outlet's own sentences since the last speaker."""
    position = place.span.start
    first = max(setting.sentence(after) + 1, setting.sentence(position) - 4)
    for mention, figure in setting.cast.before(position):
        if setting.sentence(mention.span.start) < first:
            return None
        own = not setting.in_any_content(mention.span) and setting.is_subject(mention.span)
        if own and figure.is_person and _agrees(figure.sex, sex):
            return figure.name.name
    return None


def _goes_on(setting: Setting, index: int) -> bool:
    """Whether the cue says that the same speaker goes on: `added`."""
    spans = setting.found[index].cue
    return any(w.folded in _GOING_ON for s in spans for w in words(setting.text, s.start, s.end))


def _mistaken(setting: Setting, place: Place) -> Resolved:
    """No person for `he`: take who spoke last, whatever kind its name was given."""
    last = setting.outer(place) or setting.last(place.span.start)
    if last is None or last.kind is SourceKind.UNNAMED_PERSON or not last.speaker:
        return resolved(None, SourceKind.UNNAMED_PERSON if last else None, "unknown")
    return resolved(last.speaker, SourceKind.NAMED_PERSON, "far pronoun")


# --- who, which, they, it


def _relative(setting: Setting, pronoun: str, span: Span) -> Resolved:
    """`who` after a name; a common noun before it is nobody."""
    personal = pronoun in ("who", "whom", "whose")
    sentence = setting.sentence(span.start)
    for mention, figure in setting.cast.before(span.start):
        near = span.start - mention.span.end <= 140
        if not near or setting.sentence(mention.span.start) != sentence:
            break
        between = setting.text[mention.span.end : span.start].strip(" .\xa0\u200e")
        if figure.is_person == personal and _attaches(between, personal=personal):
            return resolved(figure.name.name, figure_kind(figure), "relative")
    kind = SourceKind.UNNAMED_PERSON if personal else SourceKind.DOCUMENT
    return resolved(None, kind, "unnamed")


def _attaches(between: str, *, personal: bool) -> bool:
    """Whether a relative pronoun can belong to a name with this between them."""
    if between in ("", ",", "—", ", and") or re.fullmatch(r"\([^()]*\),?", between):
        return True
    return personal and between.startswith((",", "—", "(")) and between.endswith((",", "—"))


def _group(setting: Setting, place: Place, *, plural: bool) -> Resolved:
    outer = setting.outer(place)
    if outer and outer.kind is SourceKind.NAMED_ORGANISATION:
        return resolved(outer.speaker, outer.kind, "group pronoun")
    start = place.span.start
    earlier = setting.earlier(start)
    if earlier and setting.sentence(start) - setting.sentence(earlier[-1].position) <= 3:
        last = earlier[-1]
        joint = ";" in (last.resolved.speaker or "")
        single = last.resolved.kind is SourceKind.NAMED_PERSON and not (joint and plural)
        if not single and (last.resolved.speaker or last.plural or not plural):
            return resolved(last.resolved.speaker, last.resolved.kind, "group pronoun")
    if plural:
        return resolved(None, SourceKind.UNNAMED_PERSON, "unnamed")
    return _nearest_group(setting, start)


def _nearest_group(setting: Setting, start: int) -> Resolved:
    here = setting.sentence(start)
    for mention, figure in setting.cast.before(start):
        if here - setting.sentence(mention.span.start) > 1:
            break
        if figure.name.kind is NameKind.ORGANISATION and setting.is_subject(mention.span):
            return resolved(figure.name.name, figure_kind(figure), "group pronoun")
    return resolved(None, None, "unknown")
