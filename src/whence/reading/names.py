"""Mentions of one person, organisation, place or people, joined into names.

Rules only: full names meet by surname and first name, surnames go to the one person who bears
them, acronyms to the long form that defines them, well-known aliases by `lists/aliases.txt`.
Two people of one surname are never joined; a surname that could be either stays by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from whence.reading.lists import aliases, entries
from whence.reading.wording.form import bare, fold, initials, key, singular, words
from whence.reading.wording.mention import PARTICLES, SUFFIXES, Form, is_common, strip_mention
from whence.records import Mention, Name, NameKind

_DEFINED = re.compile(
    r"\s*\(\s*[\"“‘']?(?:or |also |formerly )?([A-Z][\w.&\-’']{1,11})[\"”’']?\s*[),;]"
)
_SHORT_FORM = 3  # `IS`, `US`, `UN`: as long as this, a form must be in capitals to be a name


def join_names(text: str, mentions: Sequence[Mention]) -> tuple[Name, ...]:
    """Join the mentions of one thing. Spans are on `text`; names come in order of appearance.

    Every mention ends in one name at most: left out are those that reach outside the text and
    those that are no name (`the group`, `the Foreign Minister`). `name` is the fullest form
    without article and titles. A mention's kind is the one most of its spelling's mentions have.
    """
    ordered = sorted(set(mentions), key=lambda m: (m.span.start, m.span.end, m.kind, m.score))
    cleaned = [strip_mention(text, m) for m in ordered if m.span.end <= len(text)]
    long = [f for f in cleaned if f and len(f.words) > 1]
    surnames = {f.words[-1] for f in long if not is_common(f, set())}
    forms = _agree_on_kinds([f for f in cleaned if f and not is_common(f, surnames)])
    people = [form for form in forms if form.mention.kind is NameKind.PERSON]
    things = [form for form in forms if form.mention.kind is not NameKind.PERSON]
    groups = _join_people(people) + _join_things(text, things)
    names = [_name(text, group) for group in groups]
    return tuple(sorted(names, key=lambda n: (n.mentions[0].span.start, n.mentions[0].span.end)))


def _agree_on_kinds(forms: list[Form]) -> list[Form]:
    """Give mentions of one spelling one kind, the one with the most score behind it.

    Peoples stay apart from everything: `Kurdish` is no other name's spelling.
    """
    votes: dict[tuple[str, ...], dict[NameKind, float]] = defaultdict(lambda: defaultdict(float))
    for form in forms:
        if form.mention.kind is not NameKind.NATIONALITY:
            votes[form.words][form.mention.kind] += form.mention.score
    agreed = []
    for form in forms:
        if form.mention.kind is NameKind.NATIONALITY:
            agreed.append(form)
            continue
        tally = votes[form.words]
        kind = max(sorted(tally), key=lambda k: tally[k])
        agreed.append(replace(form, mention=replace(form.mention, kind=kind)))
    return agreed


# --- people


def _join_people(forms: list[Form]) -> list[list[Form]]:
    groups: list[list[Form]] = []
    singles = []
    for form in forms:
        if len(_core(form)) < 2:
            singles.append(form)
            continue
        home = next((g for g in groups if any(_same_person(form, other) for other in g)), None)
        if home is None:
            groups.append([form])
        else:
            home.append(form)
    alone: dict[str, list[Form]] = {}
    for form in singles:
        home = _bearer(form, groups)
        if home is None:
            home = alone.setdefault(form.surname, [])
        home.append(form)
    return groups + list(alone.values())


def _core(form: Form) -> list[str]:
    """Give the words of a person's name that tell people apart."""
    plain = [bare(w) for w in form.words if w not in PARTICLES and w not in SUFFIXES]
    return plain or [bare(w) for w in form.words]


def _same_person(one: Form, other: Form) -> bool:
    a, b = sorted((_core(one), _core(other)), key=len)
    if len(a) < 2:
        return a == b
    if _subsequence(a, b):
        return a[-1] == b[-1] or a == b[: len(a)]
    if a[-1] != b[-1] or (_sex(a[0], ()) and _sex(b[0], ()) and _sex(a[0], ()) != _sex(b[0], ())):
        return False
    middles = [m for m in (a[1:-1], b[1:-1]) if m]
    if len(middles) == 2 and not _initialled(*middles):
        return False
    first, second = a[0], b[0]
    if min(len(first), len(second)) == 1:
        return first[0] == second[0]
    return _one_letter_apart(first, second)


def _initialled(one: list[str], other: list[str]) -> bool:
    """Whether two runs of middle names can be the same: `H.`, `Herbert`."""
    return all(x.startswith(y) or y.startswith(x) for x, y in zip(one, other, strict=False))


def _subsequence(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one edit makes them the same: transliterations such as Sergei and Sergey."""
    if a == b:
        return True
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1 or len(a) < 4:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[i:] == b[i + 1 :] or (len(a) == len(b) and a[i + 1 :] == b[i + 1 :])


def _sex(first: str, titles: Iterable[str]) -> str | None:
    for word in (*titles, first):
        if word in entries("female"):
            return "f"
        if word in entries("male"):
            return "m"
    return None


def _bearer(form: Form, groups: list[list[Form]]) -> list[Form] | None:
    """Give the one person that a lone surname (else first name) can mean, `None` if not plain."""
    word = _core(form)[-1]
    bearers = [g for g in groups if any(_core(f)[-1] == word for f in g)]
    if not bearers:
        bearers = [g for g in groups if any(word in _core(f) for f in g)]
    if len(bearers) > 1:
        bearers = [
            g for g in bearers if g[0].mention.span.start < form.mention.span.start
        ] or bearers
    said = _sex("", form.titles)
    if said:
        bearers = [g for g in bearers if _sex(_core(g[0])[0], g[0].titles) in (said, None)]
    return bearers[0] if len(bearers) == 1 else None


# --- organisations, places, peoples


def _join_things(text: str, forms: list[Form]) -> list[list[Form]]:
    defined = _definitions(text, forms)
    peoples: dict[str, list[Form]] = defaultdict(list)
    groups: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        if form.mention.kind is NameKind.NATIONALITY:
            peoples[singular(key(form.written))].append(form)
        else:
            groups[_group(form, defined)].append(form)
    _join_short_forms(groups)
    return [*peoples.values(), *groups.values()]


def _group(form: Form, defined: dict[str, str]) -> str:
    own = _spelling(key(form.written))
    small = len(own) <= _SHORT_FORM and not form.written.isupper()
    own = defined.get(own, own)
    return own if small else aliases().get(own, own)


def _spelling(own: str) -> str:
    """Write a final -ah as -a: Raqqah is Raqqa."""
    return own[:-1] if own.endswith("ah") and len(own) > 4 else own


def _definitions(text: str, forms: list[Form]) -> dict[str, str]:
    """Keys of acronyms to the keys of the long forms that the article defines them by."""
    defined: dict[str, str] = {}
    for form in forms:
        match = _DEFINED.match(text, form.mention.span.end)
        short = form.acronym or (match.group(1) if match else None)
        if short is None or form.mention.kind is NameKind.NATIONALITY:
            continue
        if fold(short) in entries("outlets") and form.written.isupper():
            continue  # a dateline: `BEIRUT (AP)`
        if (short.isupper() and len(form.words) > 1) or _abbreviates(short, form.written):
            defined.setdefault(_spelling(key(short)), _spelling(key(form.written)))
        elif _abbreviates(form.written, short):
            defined.setdefault(_spelling(key(form.written)), _spelling(key(short)))
    return {short: long for short, long in defined.items() if long not in defined and short != long}


def _abbreviates(short: str, long: str) -> bool:
    letters = fold(short).replace("-", "").replace("'", "").replace("&", "")
    return len(letters) > 1 and " " in long and initials(long).startswith(letters)


def _join_short_forms(groups: dict[str, list[Form]]) -> None:
    """Send acronyms and shortened names to the one longer name that they can mean."""
    for own in list(groups):
        longer = [
            other
            for other, forms in groups.items()
            if other != own and any(_shortens(groups[own][0], form) for form in forms)
        ]
        if len(longer) == 1:
            groups[longer[0]].extend(groups.pop(own))


def _shortens(short: Form, long: Form) -> bool:
    if len(short.words) >= len(long.words):
        return False
    if short.mention.kind is NameKind.PLACE or long.mention.kind is NameKind.PLACE:
        return False
    if _only_described(short, long):
        return True
    if len(short.words) == 1:
        capitals = short.written.replace(".", "").replace("-", "").isupper()
        if capitals and fold(short.written).replace("-", "") == initials(long.written):
            return True
        if singular(short.words[0]) not in entries("groups"):
            return False
    head = _head(long.words)
    return _head(short.words) == head and _subsequence(list(short.words), list(long.words))


def _only_described(short: Form, long: Form) -> bool:
    """Whether the longer form only says what the thing is: `Interfax news agency`."""
    size = len(short.words)
    if long.words[:size] != short.words:
        return False
    rest = long.written.split()[size:]
    known = entries("groups") | entries("media") | {"news", "channel", "terror"}
    return "".join(rest).islower() and all(singular(fold(word)) in known for word in rest)


def _head(parts: Sequence[str]) -> str:
    """Give the noun that carries a name: `observatory` of `Observatory for Human Rights`."""
    for i, word in enumerate(parts[1:], start=1):
        if word in ("of", "for", "to", "in", "on", "against"):
            return parts[i - 1]
    return parts[-1]


# --- the name of a group


def _name(text: str, group: list[Form]) -> Name:
    ordered = sorted(group, key=lambda f: (f.mention.span.start, f.mention.span.end))
    best = min(ordered, key=lambda f: f.rank)
    full = _spelled_out(text, best) or best.written
    weight: dict[NameKind, float] = defaultdict(float)
    for form in ordered:
        weight[form.mention.kind] += form.mention.score
    kind = max(sorted(weight), key=lambda k: weight[k])
    others = dict.fromkeys(form.written for form in ordered if form.written != full)
    return Name(full, kind, tuple(form.mention for form in ordered), tuple(others))


def _spelled_out(text: str, form: Form) -> str | None:
    """Give the long form that stands before `(ACRONYM)` where no mention caught it."""
    if len(form.words) > 1 or not form.written.isupper() or len(form.written) < 2:
        return None
    start = form.mention.span.start
    if text[max(0, start - 1) : start] != "(":
        return None
    before = words(text, max(0, start - 90), start)[-2 * len(form.written) :]
    for i in range(len(before)):
        long = " ".join(text[before[i].start : before[-1].end].split())
        if before[i].capital and initials(long) == fold(form.written):
            return long
    return None
