"""Noun phrases as sources: names, documents, unnamed people, organisations, titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.reading.lists import entries, marked
from whence.reading.wording.form import Word, bare, listed, singular
from whence.records import Mention, NameKind, SourceKind

from .attribution import Resolved, resolved
from .cast import Figure
from .phrase import (
    PREPOSITIONS,
    Phrase,
    breaks,
    capital_run,
    closes,
    is_outlet,
    is_role,
    names_body,
)
from .pronouns import figure_kind, nearest_person
from .setting import Place, Setting, Turn

_ANYBODY = listed("man woman person individual boy girl child friend one")
_LEAD = 800  # characters: a headline, a deck and the first paragraphs
_NEAR = 600  # code points back in which `a nurse` introduces `the nurse`
_VAGUE_GROUPS = listed(
    "group organisation organization company agency movement militia front party faction "
    "foundation firm union"
)


def resolve_noun(setting: Setting, phrase: Phrase, place: Place) -> Resolved:
    """Resolve a source that is no pronoun; the first rule that applies decides."""
    return (
        _by_name(setting, phrase)
        or _apposed(setting, phrase, place)
        or _document(setting, phrase, place)
        or _unnamed(setting, phrase)
        or _group(setting, phrase)
        or _by_title(setting, phrase, place)
        or _unlisted(setting, phrase, place)
        or _meant(setting, phrase, place)
        or resolved(None, _kind_of(phrase), "unnamed")
    )


def _kind_of(phrase: Phrase) -> SourceKind | None:
    if phrase.is_media:
        return SourceKind.MEDIA
    if phrase.noun in entries("documents"):
        return SourceKind.DOCUMENT
    if is_role(phrase.noun) or phrase.noun in entries("crowds"):
        return SourceKind.UNNAMED_PERSON
    return None


# --- names in the phrase


def _by_name(setting: Setting, phrase: Phrase) -> Resolved | None:
    heads = [
        figure
        for mention, figure in setting.cast.inside(phrase.span)
        if not _governed(setting.text, phrase, mention, figure)
    ]
    people = [f for f in heads if f.is_person]
    if people:
        kind = SourceKind.MEDIA if phrase.is_media else SourceKind.NAMED_PERSON
        return resolved(_joined(people), kind, "name")
    common = is_role(phrase.noun) and not phrase.capital_head
    if not heads or common or all(f.name.kind is NameKind.NATIONALITY for f in heads):
        return None
    outlet = phrase.is_media or any(is_outlet(f.name.name) for f in heads)
    kind = SourceKind.MEDIA if outlet else SourceKind.NAMED_ORGANISATION
    return resolved(_joined(heads), kind, "name")


def _joined(figures: Sequence[Figure]) -> str:
    return "; ".join(dict.fromkeys(f.name.name for f in figures))


def _governed(text: str, phrase: Phrase, mention: Mention, figure: Figure) -> bool:
    """Whether a name in a source only tells more of another noun: `a spokesman for X`."""
    span = mention.span
    before = [w for w in phrase.words if w.end <= span.start]
    inside = [w for w in phrase.words if w.end > span.start and w.start < span.end]
    after = [w for w in phrase.words if w.start >= span.end]
    if after and inside:
        if inside[-1].possessive:
            return True
        if not breaks(text, inside[-1], after[0]) and not closes(after[0].folded):
            return not (figure.name.kind is NameKind.ORGANISATION and names_body(after))
    if any(w.folded in ("who", "whose", "which", "whom", "that", "when") for w in before):
        return True
    piece, cuts = _last_piece(text, before, inside)
    if any(w.folded in PREPOSITIONS - {"and"} for w in piece[1:]) or (
        piece and piece[0].folded in PREPOSITIONS - {"and", "by", "from", "within"}
    ):
        return not (figure.is_person and (_completes_title(piece) or _is_office(piece)))
    if cuts and not figure.is_person:
        return True
    crowd = phrase.plural and not phrase.capital_head
    return bool(cuts) and crowd


def _last_piece(
    text: str, before: Sequence[Word], inside: Sequence[Word]
) -> tuple[list[Word], int]:
    """Give the words before a name back to the last punctuation, and how many cuts there are."""
    piece: list[Word] = []
    cuts = 0
    for word in before:
        if piece and breaks(text, piece[-1], word):
            piece, cuts = [], cuts + 1
        piece.append(word)
    if piece and inside and breaks(text, piece[-1], inside[0]):
        piece, cuts = [], cuts + 1
    return piece, cuts


def _completes_title(piece: Sequence[Word]) -> bool:
    """Whether the words before a name are one title with an `of` in it: `secretary of state`."""
    i = next(i for i, word in enumerate(piece) if word.folded in PREPOSITIONS)
    titled = i > 0 and is_role(piece[i - 1].folded) and piece[0].folded not in ("a", "an")
    last = piece[-1]
    joined = closes(last.folded) or last.possessive or last.folded in ("the", "a", "an")
    return titled and not joined and not is_role(last.folded)


def _is_office(piece: Sequence[Word]) -> bool:
    """Whether the words before a name are an office in a body: `Bar of Ruvia president`."""
    *body, office = piece
    while body and body[0].folded in ("former", "then", "ex", "acting"):
        body = body[1:]
    named = [word for word in body if word.folded not in PREPOSITIONS]
    return (
        len(named) > 1
        and all(word.capital for word in named)
        and body[-1].capital
        and not office.capital
        and is_role(office.folded)
    )


def _apposed(setting: Setting, phrase: Phrase, place: Place) -> Resolved | None:
    """Resolve `the firm's director, Rufa Quill` where no mention covers the name."""
    guess = setting.found[place.index].kind
    if guess not in (None, SourceKind.NAMED_PERSON, SourceKind.MEDIA) or phrase.plural:
        return None
    rest = phrase.words[phrase.clause :]
    if not (phrase.head and is_role(phrase.noun) and rest and rest[0].capital):
        return None
    run: list[Word] = []
    for word in rest:
        if not word.capital or (run and breaks(setting.text, run[-1], word)):
            break
        run.append(word)
    if len(run) < 2 or not breaks(setting.text, phrase.words[phrase.clause - 1], run[0]):
        return None
    figure = setting.cast.bearer(setting.written(run))
    name = figure.name.name if figure else setting.written(run)
    kind = SourceKind.MEDIA if phrase.is_media else SourceKind.NAMED_PERSON
    return resolved(name, kind, "unlisted")


# --- documents


def _document(setting: Setting, phrase: Phrase, place: Place) -> Resolved | None:
    noun = phrase.noun
    if noun.isdigit() and phrase.before:
        noun = singular(phrase.before[-1].folded)
    if noun not in entries("documents"):
        return None
    numbered = _numbered(setting, phrase)
    if numbered:
        return resolved(numbered, SourceKind.DOCUMENT, "document")
    issuer = _issuer(setting, phrase, place) if noun in marked("documents") else None
    return issuer or resolved(None, SourceKind.DOCUMENT, "document")


def _numbered(setting: Setting, phrase: Phrase) -> str | None:
    """`Resolution 2249` and the like: the phrase's own, else the nearest earlier one."""
    first, last = phrase.words[0], phrase.words[-1]
    if last.folded.isdigit() and len(phrase.words) > 1 and phrase.words[-2].capital:
        begin = phrase.before[0] if phrase.before else phrase.words[-2]
        return " ".join(setting.text[begin.start : last.end].split())
    if phrase.head is None or not (phrase.definite and phrase.head.capital):
        return None
    pattern = re.compile(rf"((?:[A-Z]\w+ ){{0,3}}{re.escape(phrase.head.written)} \d+)")
    hits = [m.group(1) for m in pattern.finditer(setting.text, 0, first.start)]
    return re.sub(r"^(?:The|An?) ", "", hits[-1]) if hits else None


def _issuer(setting: Setting, phrase: Phrase, place: Place) -> Resolved | None:
    """Whose word a release or statement is, where the article makes it plain."""
    for _, figure in setting.cast.inside(phrase.span):
        if figure.name.kind in (NameKind.ORGANISATION, NameKind.PERSON):
            return resolved(figure.name.name, figure_kind(figure), "issuer")
    run = capital_run(setting.text, phrase)
    if run and phrase.head and run[-1].end <= phrase.head.start and setting.is_proper(run[0]):
        return resolved(setting.written(run), SourceKind.NAMED_ORGANISATION, "issuer")
    if not phrase.definite:
        return None
    for turn in reversed(setting.earlier(phrase.span.start)):
        if turn.noun == phrase.noun:
            return turn.resolved
    return _issuer_told(setting, phrase, place)


def _issuer_told(setting: Setting, phrase: Phrase, place: Place) -> Resolved | None:
    """Give the organisation whose `statement` was told of before, else one that spoke last."""
    start = phrase.span.start
    for mention, figure in setting.cast.before(start):
        after = setting.text[mention.span.end : mention.span.end + 40].lower().split("\n")[0]
        group = figure.name.kind is NameKind.ORGANISATION
        if group and phrase.noun in after and not setting.in_own_content(mention.span, place.index):
            return resolved(figure.name.name, SourceKind.NAMED_ORGANISATION, "issuer")
    last = setting.last(start)
    if last and last.speaker and last.kind is SourceKind.NAMED_ORGANISATION:
        return resolved(last.speaker, last.kind, "last title")
    return None


# --- unnamed people


def _unnamed(setting: Setting, phrase: Phrase) -> Resolved | None:
    noun, first = phrase.noun, phrase.words[0].folded
    if first.isdigit() and (phrase.plural or phrase.head is phrase.words[0]):
        return resolved(None, SourceKind.UNNAMED_PERSON, "unnamed")
    if first in entries("crowds") or noun in entries("crowds"):
        proper = any(setting.is_proper(w) for w in phrase.before)
        if noun == "police" and proper:
            return resolved(_core(setting, phrase), SourceKind.NAMED_ORGANISATION, "organisation")
        if noun not in entries("groups") or first in entries("crowds"):
            return resolved(None, SourceKind.UNNAMED_PERSON, "unnamed")
    person = is_role(noun)
    plain_media = not any(w.capital for w in phrase.before) and not phrase.definite
    if phrase.is_media and (person or plain_media):
        return resolved(None, SourceKind.MEDIA, "unnamed")
    if person and (phrase.plural or not phrase.definite):
        named = phrase.capital_head and not phrase.plural and not phrase.determiner
        return None if named else resolved(None, SourceKind.UNNAMED_PERSON, "unnamed")
    return None


# --- organisations


def _group(setting: Setting, phrase: Phrase) -> Resolved | None:
    media = phrase.is_media
    if phrase.head is None or not (phrase.noun in entries("groups") or media):
        return None
    kind = SourceKind.MEDIA if media else SourceKind.NAMED_ORGANISATION
    if phrase.owned:
        return resolved(None, kind, "unknown")
    if phrase.plural and not phrase.capital_head:
        return resolved(None, SourceKind.UNNAMED_PERSON, "unnamed")
    proper = phrase.capital_head or any(setting.is_proper(w) for w in phrase.before)
    if not proper and not phrase.definite:
        return resolved(None, kind if media else SourceKind.UNNAMED_PERSON, "unnamed")
    figure = _group_figure(setting, phrase)
    told = _core(setting, phrase) if proper else _told_before(setting, phrase)
    if figure or told:
        return resolved(figure.name.name if figure else told, kind, "organisation")
    last = setting.last(phrase.span.start)
    spoke = last.speaker if last and last.kind is kind and phrase.noun != "government" else None
    return resolved(spoke, kind, "last title" if spoke else "unknown")


def _core(setting: Setting, phrase: Phrase) -> str:
    """Give the phrase from its first name-like word to its head: `Syrian army`."""
    head = phrase.head or phrase.words[-1]
    first = next((w for w in phrase.before if setting.is_proper(w)), head)
    return " ".join(setting.text[first.start : head.end].split())


def _group_figure(setting: Setting, phrase: Phrase) -> Figure | None:
    """Give the nearest earlier organisation that the phrase can mean."""
    wanted = {bare(w.folded) for w in phrase.before if setting.is_proper(w)}
    vague = phrase.noun in _VAGUE_GROUPS and not wanted
    for _, figure in setting.cast.before(phrase.span.start):
        if figure.name.kind is not NameKind.ORGANISATION:
            continue
        outlet = is_outlet(figure.name.name)
        if phrase.is_media and not wanted and outlet:
            return figure
        nouns = {singular(word) for word in figure.words}
        fits = phrase.noun in nouns or (vague and (not outlet or phrase.noun == "company"))
        if wanted <= figure.words and fits:
            return figure
    return None


def _told_before(setting: Setting, phrase: Phrase) -> str | None:
    """`Syrian army` for `the army`, where no name was joined for it."""
    head = re.escape((phrase.head or phrase.words[-1]).written)
    pattern = re.compile(rf"\b((?:[A-Z][\w.’'\-]+ ){{1,3}}(?:[a-z]+ )?{head})\b")
    hits = [m.group(1) for m in pattern.finditer(setting.text, 0, phrase.span.start)]
    hits = [
        re.sub(r"^(?:The|An?|In|On|At|But|And|For|His|Her|Its|Their|Our|This|That) ", "", hit)
        for hit in hits
    ]
    hits = [hit for hit in hits if hit[0].isupper()]
    return hits[-1] if hits else None


# --- people by their title


def _by_title(setting: Setting, phrase: Phrase, place: Place) -> Resolved | None:
    role = is_role(phrase.noun)
    if phrase.head is None or phrase.plural or not (role or phrase.definite):
        return None
    start = phrase.span.start
    same = next((t for t in reversed(setting.earlier(start)) if t.noun == phrase.noun), None)
    figure = _titled(setting, phrase, place)
    if figure and not (same and not same.resolved.speaker and _silent_since(figure, same)):
        return resolved(figure.name.name, SourceKind.NAMED_PERSON, "title")
    if not (phrase.definite and role):
        return None
    if same:
        return same.resolved
    return _title_ahead(setting, phrase) or _last_titled(setting, phrase, place)


def _title_ahead(setting: Setting, phrase: Phrase) -> Resolved | None:
    """Take `the governor` of a headline, deck or lead for the one whom the text soon names so.

    Only at the top of the text, where nobody has spoken yet under another name.
    """
    start = phrase.span.start
    if start > _LEAD or phrase.capital_head or _introduced(setting, phrase):
        return None
    ahead = {
        figure.name.name: figure
        for mention, figure in setting.cast.places
        if start < mention.span.start < start + _LEAD and figure.is_person
    }
    titled = [f for f in ahead.values() if phrase.noun in f.roles]
    wanted = {w.folded for w in phrase.before if is_role(w.folded)}
    if len(titled) != 1 or not wanted <= titled[0].roles:
        return None
    return resolved(titled[0].name.name, SourceKind.NAMED_PERSON, "title ahead")


def _last_titled(setting: Setting, phrase: Phrase, place: Place) -> Resolved | None:
    """Take a bare `the candidate` for who spoke last, where no title tells who it is."""
    if _introduced(setting, phrase):
        return resolved(None, SourceKind.UNNAMED_PERSON, "unnamed")
    last = setting.last(phrase.span.start)
    fits = last and last.kind is SourceKind.NAMED_PERSON and ";" not in (last.speaker or "")
    proper = any(w.capital for w in phrase.before)
    if last and fits and not proper and place.parent is None:
        return resolved(last.speaker, last.kind, "last title")
    if setting.found[place.index].kind is SourceKind.NAMED_PERSON:
        return None
    return resolved(None, SourceKind.UNNAMED_PERSON, "unknown")


def _introduced(setting: Setting, phrase: Phrase) -> bool:
    """Whether a little earlier `a nurse` stands for `the nurse`."""
    noun = re.escape(phrase.head.written if phrase.head else phrase.noun)
    start = max(0, phrase.span.start - _NEAR)
    told = rf"\b(?i:an?|one|another) (?:[\w-]+ ){{0,3}}{noun}\b(?! [A-Z])"
    return re.search(told, setting.text[start : phrase.span.start]) is not None


def _silent_since(figure: Figure, turn: Turn) -> bool:
    """Whether an unnamed source of that title spoke after the figure was last named."""
    return not any(m.span.start > turn.position for m in figure.name.mentions)


def _titled(setting: Setting, phrase: Phrase, place: Place) -> Figure | None:
    """Give the person introduced with the phrase's title; the nearest, speakers before others."""
    if phrase.noun in _ANYBODY or (phrase.capital_head and not is_role(phrase.noun)):
        return None
    wanted = {w.folded for w in phrase.before if w.capital or is_role(w.folded)}
    wanted |= {w.folded for w in phrase.words[phrase.clause :] if w.capital}
    last = setting.last(phrase.span.start)
    best: tuple[float, Figure] | None = None
    seen: set[str] = set()
    for mention, figure in setting.cast.before(phrase.span.start):
        if not figure.is_person or figure.name.name in seen:
            continue
        seen.add(figure.name.name)
        roles = {singular(word) for word in figure.roles} | figure.roles
        if phrase.noun not in roles and not (phrase.head and phrase.head.folded in roles):
            continue
        met = sum(w in roles or singular(w) in roles for w in wanted)
        if not met and phrase.capital_head and len(wanted) > 1:
            continue  # `The Porthaven Union Leader` is a newspaper
        score = 2.0 * met - 2.0 * (len(wanted) - met) - 0.5 * len(seen)
        score += 1.5 * bool(last and last.speaker == figure.name.name)
        score -= 1.0 * setting.in_own_content(mention.span, place.index)
        if best is None or score > best[0]:
            best = (score, figure)
    return best[1] if best else None


# --- what no list knows


def _unlisted(setting: Setting, phrase: Phrase, place: Place) -> Resolved | None:
    """Give a capitalised source that no mention covers: matched to a name, else as written."""
    kind = setting.found[place.index].kind
    run = capital_run(setting.text, phrase)
    if not run or kind in (SourceKind.UNNAMED_PERSON, SourceKind.NONE):
        return None
    if phrase.head and not phrase.head.capital and run[-1].end <= phrase.head.start:
        return None  # `a CNN tally`: the name only tells more of a common noun
    written = setting.written(run)
    figure = setting.cast.bearer(written)
    if figure:
        return resolved(figure.name.name, figure_kind(figure), "name")
    if len(run) == 1 and not setting.is_proper(run[0]):
        return None
    return resolved(written, SourceKind.MEDIA if is_outlet(written) else kind, "unlisted")


def _meant(setting: Setting, phrase: Phrase, place: Place) -> Resolved | None:
    """Resolve `the 68-year-old native` where the model takes it for somebody named."""
    kind = setting.found[place.index].kind
    if kind is not SourceKind.NAMED_PERSON or not phrase.definite or phrase.plural:
        return None
    meant = nearest_person(setting, None, place)
    return resolved(meant.speaker, meant.kind, "last title" if meant.speaker else "unknown")
