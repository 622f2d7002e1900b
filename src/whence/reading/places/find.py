"""The article's names of places, resolved: a softmax over what each may mean, or nothing.

The features' weights and the least score (`rank.json`) come from `python -m training.places`,
fitted on GeoVirus (Gritta et al. 2018). Names are weighed in the light of all others of the
article, as toponym resolvers since Leidner (2007) do: the same country, a short distance.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from whence.gazetteer import Gazetteer, Hit, load_gazetteer
from whence.gazetteer.key import Level
from whence.reading.wording.form import listed
from whence.records import Event, Name, NameKind, Place, Precision, Span

from .features import FEATURES, Context, Query, describe, gather
from .form import forms_of

BEHIND = re.compile(r"^(?:,|\s+in|\s*\()\s+?([A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,2})")
_WORD = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w’'-]*)"
CAPITALS = re.compile(rf"(?<![\w-]){_WORD}(?:\s+(?:of\s+)?{_WORD}){{0,3}}")
WORD = re.compile(r"[A-Z][\w.-]*[A-Za-z]")
OTHERS = 5
PAPERS = listed("""times post herald tribune star journal gazette mail telegraph sun mirror observer
    guardian chronicle courier news press standard daily weekly today express globe monitor
    independent review record dispatch examiner inquirer register sentinel united city rovers""")
KNOWN_TOWN = 200_000  # people from which a town that no name was found for is told by its name


@cache
def load_weights() -> dict[str, float]:
    """The weight of each feature, and `least`: the score from which a meaning is told."""
    data = (files(__package__) / "rank.json").read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(data)
    return weights


def find_places(
    text: str, names: Sequence[Name], events: Sequence[Event], spans: Sequence[Span]
) -> tuple[Place, ...]:
    """All places named in the text, in reading order, each with the entry that it means.

    `spans` are the stretches that are read. A people is no place: it only helps to find them.
    """
    gazetteer = load_gazetteer()
    places = sorted(set(place_spans(text, names, events, spans, gazetteer)))
    queries = [(s.of(text), make_query(text, s, gazetteer)) for s in places]
    context = gather(queries, count_peoples(text, spans, gazetteer))
    return tuple(resolve(name, query, context) for name, query in queries)


def place_spans(
    text: str,
    names: Sequence[Name],
    events: Sequence[Event],
    spans: Sequence[Span],
    gazetteer: Gazetteer,
) -> Iterator[Span]:
    """Where places are named: by names, by events, and by words that only a place bears."""
    taken: list[Span] = []
    for name in names:
        acts = name.kind is NameKind.ORGANISATION  # `Moscow denied it`: a place all the same
        for mention in name.mentions:
            taken.append(mention.span)
            known = acts and is_known(mention.span.of(text), False, gazetteer)
            if known or (
                name.kind is NameKind.PLACE and names_one(mention.span.of(text), gazetteer)
            ):
                yield mention.span
            elif acts:
                yield from borne_by(text, mention.span, gazetteer)
    for span in known_spans(text, spans, taken, gazetteer):
        taken.append(span)
        yield span
    for event in events:
        for span in event.place:
            if not any(span.overlaps(t) for t in taken) and make_query(text, span, gazetteer).hits:
                taken.append(span)
                yield span


def names_one(words: str, gazetteer: Gazetteer) -> bool:
    """Whether words hold a name beside a people's: `Syrian city` does not."""
    return any(w[:1].isupper() and not gazetteer.codes_of(w) for w in words.split())


def borne_by(text: str, organisation: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """The place whose name an organisation's holds: `US government`, `Bank of Ghana`.

    A newspaper's name tells no place: `Washington Post`.
    """
    words = organisation.of(text)
    if words.split()[-1].strip(".,’'").lower() in PAPERS:
        return
    whole = list(known_spans(text, [organisation], (), gazetteer))
    yield from whole
    for part in WORD.finditer(words):
        span = Span(organisation.start + part.start(), organisation.start + part.end())
        if not any(span.overlaps(w) for w in whole) and is_known(part[0], False, gazetteer):
            yield span


def known_spans(
    text: str, spans: Sequence[Span], taken: Sequence[Span], gazetteer: Gazetteer
) -> Iterator[Span]:
    """Capitalised words outside all names that are a country, a region or a large town."""
    for stretch in spans:
        words = stretch.of(text)
        if words.isupper():
            continue
        for found in CAPITALS.finditer(words):
            span = Span(stretch.start + found.start(), stretch.start + found.end())
            name = re.sub(r"[’']s?$", "", found[0])
            span = Span(span.start, span.start + len(name))
            opening = starts_sentence(words, found.start())
            if not any(span.overlaps(t) for t in taken) and is_known(name, opening, gazetteer):
                yield span


def starts_sentence(words: str, at: int) -> bool:
    """Whether a word opens a sentence, where anything has a capital."""
    return not words[:at].strip(" \t\n“\"‘'(") or bool(
        re.search(r"[.!?:][”’\"')]*\s*$", words[:at])
    )


def is_known(name: str, opening: bool, gazetteer: Gazetteer) -> bool:
    """Whether a name by itself names a place that everybody knows."""
    for hit in gazetteer.find(name, loosely=False):
        c = hit.candidate
        if c.precision in (Precision.COUNTRY, Precision.AREA) and len(name) > 1:
            return True
        large = c.precision is Precision.REGION or c.population >= KNOWN_TOWN
        if hit.level is Level.NAME and large and not opening and len(name) > 3:
            return True
    return False


def make_query(text: str, span: Span, gazetteer: Gazetteer) -> Query:
    """A name with all entries that it may mean."""
    before, behind = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 50]
    words, people = without_people(span.of(text), gazetteer)
    forms = list(forms_of(words, before, behind)) if words.lower() != words else []
    hits: tuple[Hit, ...] = ()
    wanted = None
    for loosely in (False, True):
        for form in forms:
            hits, wanted = gazetteer.find(form.name, loosely=loosely), form.wanted
            if hits:
                break
        if hits:
            break
    return Query(span, wanted, hits, named_behind(behind, gazetteer).union(people))


def without_people(words: str, gazetteer: Gazetteer) -> tuple[str, list[str]]:
    """A name without the people before it, and the codes of their countries: `Syrian Raqqa`."""
    first, _, rest = words.partition(" ")
    codes = gazetteer.codes_of(first) if rest and not gazetteer.find(words, loosely=False) else []
    return (rest, codes) if codes else (words, [])


def named_behind(behind: str, gazetteer: Gazetteer) -> frozenset[str]:
    """The country or region behind a comma: its code, its name."""
    found = BEHIND.match(behind)
    if found is None:
        return frozenset()
    out: set[str] = set()
    for hit in gazetteer.find(found[1], loosely=False)[:3]:
        if hit.candidate.precision is Precision.COUNTRY and hit.candidate.country:
            out.add(hit.candidate.country)
        elif hit.candidate.precision is Precision.REGION:
            out.add(hit.candidate.name)
    return frozenset(out)


def count_peoples(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> Counter[str]:
    """How often the article names the people or things of each country; of two, each a half."""
    counts: Counter[str] = Counter()
    for stretch in spans:
        for word in re.findall(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", stretch.of(text)):
            for name in (word, *word.split()[:1]):
                codes = gazetteer.codes_of(name) or gazetteer.codes_of(name.rstrip("s"))
                if codes:
                    counts.update(codes)
                    break
    return counts


def resolve(name: str, query: Query, context: Context) -> Place:
    """One name with the entry it means, if one is likely enough, and those that it beat."""
    weights = load_weights()
    scores = [
        sum(
            weights[feature] * value
            for feature, value in zip(FEATURES, describe(name, query, hit, context), strict=True)
        )
        for hit in query.hits
    ]
    top = max((0.0, *scores))
    powers = [math.exp(s - top) for s in scores]
    total = sum(powers) + math.exp(-top)  # nothing has the score 0
    order = sorted(range(len(scores)), key=lambda i: (-powers[i], query.hits[i].entry))
    ranked = [query.hits[i].candidate for i in order]
    best = powers[order[0]] / total if order else 0.0
    if best < weights["least"]:
        return Place(query.span, None, tuple(ranked[:OTHERS]), None)
    return Place(query.span, ranked[0], tuple(ranked[1 : OTHERS + 1]), best)
