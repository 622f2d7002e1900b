"""Corpora → training examples: windows with anchors, tags, traits and names.

A mask says what a corpus does not know: PolNeAR annotates only the outermost attribution, so
inside its contents the `nested` anchor is neither right nor wrong; name corpora know nothing
of statements; some do not mark nationalities.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from training.cues import act_of
from training.events import AnnotatedEvent
from training.markup import Annotated, MarkupError, is_apart, read_document
from whence.encoder.labels import (
    ACTS,
    CERTAINTIES,
    EVENT_MARKS,
    EVENT_MODES,
    EVENT_TAGS,
    EVENT_TYPES,
    NAME_KINDS,
    NAME_TAGS,
    ROLES,
    SOURCE_KINDS,
    STATUSES,
    TAGS,
)
from whence.encoder.tokenizer import Tokenizer
from whence.encoder.windows import Rows, Window, cut_windows, to_rows
from whence.records import Act, Span

Pair = tuple[int, int]


@dataclass(slots=True)
class Link:
    """One statement inside one window: its anchor's word index and a tag for every word."""

    anchor: int
    nested: bool
    tags: list[int]
    kind: int = -1
    act: int = -1
    certainty: int = -1


@dataclass(slots=True)
class EventLink:
    """One event inside one window: its anchor's word index, a tag and a mark for every word."""

    anchor: int
    tags: list[int]
    marks: list[int]
    mode: int
    status: int


@dataclass(slots=True)
class Example:
    """One window with what is known about it. `-1` in `traits` and `allowed` empty: unknown."""

    rows: Rows
    window: Window
    links: list[Link] = field(default_factory=list)
    anchors: list[int] | None = None  # 0 none, 1 outer, 2 nested, 3 none or nested
    names: list[int] | None = None  # bit sets over NAME_TAGS: which tags a word may have
    events: list[EventLink] = field(default_factory=list)
    types: list[int] | None = None  # bit sets over EVENT_TYPES: what a word may anchor
    roles: list[int] | None = None  # tags over ROLE_TAGS
    root: tuple[int, ...] | None = None  # first and last word of source and target, then type
    key: str = ""


@dataclass(frozen=True, slots=True)
class Root:
    """What a source does to a target in one sentence: a PLOVER type."""

    source: Pair
    target: Pair
    label: str


@dataclass(slots=True)
class Text:
    """One annotated text, of any corpus."""

    key: str
    text: str
    statements: list[Annotated] | None = None
    outermost_only: bool = False
    names: list[tuple[int, int, str]] | None = None
    nationalities: bool = True
    loose: list[Pair] = field(default_factory=list)  # may be a nationality or nothing
    names_in_part: bool = False  # words outside `names` may be names too
    events: list[AnnotatedEvent] | None = None
    roles: list[tuple[int, int, str]] | None = None
    root: Root | None = None


def paragraphs(text: str) -> list[Span]:
    """The non-blank lines of a text, without the white space at their ends."""
    return [Span(*m.span()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def read_polnear(path: Path, labels: Path | None = None) -> Iterator[Text]:
    """PolNeAR rows (Newell et al. 2018); `labels` holds our own traits for some statements."""
    known = read_labels(labels) if labels is not None else {}
    for row in read_rows(path):
        found = []
        for a in row["attributions"]:
            if not a["content"]:
                continue
            one = Annotated(
                source=pairs(a["source"]), cue=pairs(a["cue"]), content=pairs(a["content"])
            )
            own = known.get((row["id"], a["id"]))
            if own is not None:
                one.source_kind, one.act, one.certainty = own
                one.traits_known = True
            elif labels is not None and one.cue:
                cue, content = ([row["text"][s:e] for s, e in x] for x in (one.cue, one.content))
                one.weak_act = act_of(" ".join(cue), " ".join(content))
            found.append(one)
        yield Text(f"polnear/{row['id']}", row["text"], found, outermost_only=True)


def read_labels(path: Path) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Our traits of PolNeAR statements: (article, statement) → kind, act, certainty."""
    if not path.exists():
        return {}
    return {
        (r["id"], r["statement"]): (r["source_kind"], r["act"], r["certainty"])
        for r in read_rows(path)
    }


def pairs(spans: Iterable[Sequence[int]]) -> list[Pair]:
    """JSON spans as pairs."""
    return [(s[0], s[1]) for s in spans]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_written(folder: Path, apart: bool = False) -> Iterator[Text]:
    """Our own annotated text, or the tenth that is kept `apart`.

    A document that breaks the mark-up is left out and named.
    """
    for path in sorted(folder.glob("*.txt")):
        for chunk in re.split(r"(?m)^(?==== )", path.read_text(encoding="utf-8")):
            if not chunk.strip():
                continue
            try:
                d = read_document(chunk)
            except MarkupError as error:
                print("left out:", error)
                continue
            if is_apart(d.id) == apart:
                found = list(d.statements.values())
                names = list(speaker_names(d.text, found))
                events = None if d.events is None else list(d.events.values())
                yield Text(
                    f"written/{d.id}",
                    d.text,
                    found,
                    names=names,
                    names_in_part=True,
                    events=events,
                )


def read_labelled(labels: Path, texts: Path) -> Iterator[Text]:
    """Others' texts with statements and events of our own marking, kept as offsets alone.

    Each row of `labels` has the text's `id`, `statements` (`null` where it was read for events
    alone) and `events`, their fields those of `Annotated` and `AnnotatedEvent`. Nothing where
    there are no labels yet.
    """
    rows = {r["id"]: r for r in read_rows(labels)} if labels.exists() else {}
    for text in read_rows(texts) if rows else ():
        if row := rows.get(text["id"]):
            known = row["statements"]
            statements = known and [Annotated(**with_pairs(s), traits_known=True) for s in known]
            events = [AnnotatedEvent(**with_pairs(e)) for e in row["events"]]
            yield Text(text["id"], text["text"], statements, events=events)


def with_pairs(row: dict[str, Any]) -> dict[str, Any]:
    """A JSON row whose lists are spans or counts, made tuples."""
    return {
        k: [(p[0], p[1]) for p in v]
        if isinstance(v, list) and k not in ("deaths", "injured")
        else tuple(v)
        if isinstance(v, list)
        else v
        for k, v in row.items()
    }


COUNTRIES = frozenset(
    (
        "United States",
        "United Kingdom",
        "United Arab Emirates",
        "Saudi Arabia",
        "South Sudan",
        "Burkina Faso",
        "Sri Lanka",
        "South Africa",
        "North Korea",
        "South Korea",
        "Sierra Leone",
        "Ivory Coast",
        "El Salvador",
        "New Delhi",
    )
)


def may_be_organisation(name: str, s: Annotated) -> bool:
    """Whether a speaker's name is safe to learn: countries and capitals speak too."""
    return s.source_kind == "named_person" or (
        name not in COUNTRIES and (" " in name or name.isupper())
    )


def speaker_names(text: str, found: Iterable[Annotated]) -> Iterator[tuple[int, int, str]]:
    """Where the named speakers of our own text stand: full names, and surnames alone."""
    kinds = {"named_person": "person", "named_organisation": "organisation"}
    taken: set[int] = set()
    forms = {
        (n, kinds[s.source_kind])
        for s in found
        if s.source_kind in kinds
        for n in (s.speaker or "").split("; ")
        if n and may_be_organisation(n, s)
    }
    forms |= {(n.split()[-1], k) for n, k in forms if k == "person" and len(n.split()[-1]) > 2}
    for name, kind in sorted(forms, key=lambda f: (-len(f[0]), f)):
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if name[0].isupper() and not taken & set(range(*m.span())):
                taken |= set(range(*m.span()))
                yield (*m.span(), kind)


def read_conflict(path: Path) -> Iterator[Text]:
    """The events of the conflict pages, for measuring only."""
    for row in read_rows(path):
        events = [
            AnnotatedEvent(
                e["type"],
                e["mode"],
                e["status"],
                e["date"],
                None,
                None,
                anchor=pairs([e["anchor"]]),
                mentions=pairs(e["mentions"]),
                actor=pairs(e["actor"]),
                recipient=pairs(e["recipient"]),
                place=pairs(e["place"]),
            )
            for e in row["events"]
        ]
        yield Text(row["id"], row["text"], events=events)


NAME_MAPS: dict[str, dict[str, str]] = {
    "re3d": {
        "Person": "person",
        "Organisation": "organisation",
        "Location": "place",
        "Nationality": "nationality",
    },
    "uner_ewt": {"PER": "person", "ORG": "organisation", "LOC": "place"},
    "wikigold": {"PER": "person", "ORG": "organisation", "LOC": "place"},
    "wnut17": {
        "person": "person",
        "corporation": "organisation",
        "group": "organisation",
        "location": "place",
    },
    "crossner_politics": {
        "person": "person",
        "politician": "person",
        "organisation": "organisation",
        "politicalparty": "organisation",
        "country": "place",
        "location": "place",
    },
}
KNOWS_NATIONALITIES = ("re3d",)
LOOSE = ("MISC", "misc")


def read_names(path: Path, corpus: str, leave_out: frozenset[str] = frozenset()) -> Iterator[Text]:
    """One of the name corpora; `leave_out` are ids that the development pages hold."""
    kinds = NAME_MAPS[corpus]
    for i, row in enumerate(read_rows(path)):
        key = str(row.get("id", i))
        if key in leave_out or f"re3d-{key}" in leave_out:
            continue
        names, loose = [], []
        for s in row["spans"]:
            start, end, label = span_of(s)
            start, end = without_article(row["text"], start, end)
            if corpus == "re3d" and not is_name(row["text"][start:end]):
                continue
            if label in kinds:
                names.append((start, end, kinds[label]))
            elif label in LOOSE:
                loose.append((start, end))
        knows = corpus in KNOWS_NATIONALITIES
        if not knows:
            names += find_nationalities(row["text"], names)
        yield Text(f"{corpus}/{key}", row["text"], names=names, nationalities=knows, loose=loose)


NOT_NAMES = frozenset(
    [
        "I",
        "He",
        "She",
        "We",
        "They",
        "It",
        "You",
        "The",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "Here",
        "Who",
    ]
)


def is_name(words: str) -> bool:
    """Whether words that re3d marks are a name; it also marks pronouns and common nouns."""
    return words not in NOT_NAMES and any(w[0].isupper() for w in words.split())


def without_article(text: str, start: int, end: int) -> Pair:
    """A name's span without a leading `the`, which the corpora do not agree on."""
    if text[start : start + 4].lower() == "the " and end - start > 4:
        start += 4
    return start, end


NATIONALITIES = frozenset((Path(__file__).parent / "nationalities.txt").read_text("utf-8").split())


def find_nationalities(
    text: str, names: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """Words of the list of peoples that stand outside the names a corpus marks."""
    taken = {i for a, b, _ in names for i in range(a, b)}
    for m in re.finditer(r"[A-Z][a-z-]+", text):
        word = m[0]
        known = word in NATIONALITIES or (word.endswith("s") and word[:-1] in NATIONALITIES)
        if known and m.start() not in taken:
            yield (*m.span(), "nationality")


def span_of(row: dict[str, Any]) -> tuple[int, int, str]:
    """A name of a corpus as `(start, end, type)`."""
    return row["start"], row["end"], row["type"]


def make_examples(tokenizer: Tokenizer, text: Text, budget: int) -> list[Example]:
    """All windows of a text as examples."""
    out = []
    for window in cut_windows(tokenizer, text.text, paragraphs(text.text), budget):
        example = Example(to_rows(tokenizer, window), window, key=text.key)
        if text.statements is not None:
            add_statements(example, text)
        if text.names is not None:
            add_names(example, text)
        if text.events is not None:
            add_events(example, text.events)
        out.append(example)
    return out


def words_of(window: Window, spans: Sequence[Pair]) -> list[list[int]]:
    """For each span, the indices of the window's words that it touches."""
    w = window.words
    return [[i for i in range(len(w)) if w.starts[i] < e and s < w.ends[i]] for s, e in spans]


def add_statements(example: Example, text: Text) -> None:
    """Puts anchors and links of the text's statements into one window's example."""
    window, found = example.window, text.statements or []
    lo, hi = window.words.starts[0], window.words.ends[-1]
    marks = [0] * len(window.words)
    outer = [chars(s.content) for s in found]
    for n, s in enumerate(found):
        spans = [p for role in ROLES for p in getattr(s, role)]
        if not any(a < hi and lo < b for a, b in spans):
            continue
        link = make_link(window, s)
        if link is None:
            continue
        head = {window.words.starts[link.anchor]}
        link.nested = any(
            k != n and head <= o and not chars(found[k].content) <= chars(s.content)
            for k, o in enumerate(outer)
        )
        if marks[link.anchor]:
            continue
        marks[link.anchor] = 2 if link.nested else 1
        example.links.append(link)
    if text.outermost_only:
        for s in found:
            for inside in words_of(window, s.content):
                for i in inside:
                    if marks[i] == 0:
                        marks[i] = 3
    example.anchors = marks


def chars(spans: Iterable[Pair]) -> set[int]:
    """All offsets under the spans."""
    return {i for a, b in spans for i in range(a, b)}


def make_link(window: Window, s: Annotated) -> Link | None:
    """The statement as one window sees it: `None` if its anchor or its content is elsewhere."""
    tags = [0] * len(window.words)
    anchor = None
    for role in ("content", "source", "relay", "cue"):  # a later one wins where they overlap
        for inside in words_of(window, getattr(s, role)):
            for k, i in enumerate(inside):
                tags[i] = TAGS.index(f"{'I' if k else 'B'}-{role}")
    for role in ("cue", "source", "content"):
        spans = getattr(s, role)
        if spans:
            inside = words_of(window, spans[:1])[0]
            anchor = inside[0] if inside else None
            break
    if anchor is None or not any(TAGS[t].endswith("content") for t in tags):
        return None
    link = Link(anchor, False, tags)
    if s.weak_act is not None:
        link.act = ACTS.index(Act(s.weak_act))
    if s.traits_known:
        link.kind = SOURCE_KINDS.index(s.source_kind)
        link.act = ACTS.index(s.act)
        link.certainty = CERTAINTIES.index(s.certainty)
    return link


def add_events(example: Example, events: Sequence[AnnotatedEvent]) -> None:
    """Puts event anchors and links into one window's example.

    A further mention may be taken for an anchor of the same type: which of an event's mentions
    is the clearest is a matter of taste.
    """
    window = example.window
    types = [1] * len(window.words)
    anchors: set[int] = set()
    for event in events:
        bit = 1 << EVENT_TYPES.index(event.type)
        for inside in words_of(window, event.mentions):
            if inside and inside[0] not in anchors:
                types[inside[0]] |= bit
        found = words_of(window, event.anchor)[0]
        if not found or found[0] in anchors:
            continue
        anchors.add(found[0])
        types[found[0]] = bit
        example.events.append(make_event_link(window, event, found[0]))
    example.types = types


def make_event_link(window: Window, event: AnnotatedEvent, anchor: int) -> EventLink:
    """The event as one window sees it."""
    tags = [0] * len(window.words)
    for role in ("recipient", "actor", "mentions", "anchor"):  # a later one wins
        for inside in words_of(window, getattr(event, role)):
            for k, i in enumerate(inside):
                tags[i] = EVENT_TAGS.index(f"{'I' if k else 'B'}-{role.removesuffix('s')}")
    marks = [0] * len(window.words)
    for name, spans in (
        ("place", event.place),
        ("date", event.date_words),
        ("deaths", event.deaths_words),
        ("injured", event.injured_words),
    ):
        for inside in words_of(window, spans):
            for i in inside:
                both = name == "injured" and EVENT_MARKS[marks[i]] == "deaths"
                marks[i] = EVENT_MARKS.index("both" if both else name)
    mode = f"{event.type}/{event.mode}" if event.mode else "none"
    status = [str(s) for s in STATUSES].index(event.status)
    return EventLink(anchor, tags, marks, EVENT_MODES.index(mode), status)


EVERY_NAME_TAG = (1 << len(NAME_TAGS)) - 1
NATIONALITY_TAGS = sum(1 << i for i, t in enumerate(NAME_TAGS) if t.endswith("nationality"))


def add_names(example: Example, text: Text) -> None:
    """Puts into one window's example which name tags each word may have."""
    if text.names_in_part:
        allowed = [EVERY_NAME_TAG] * len(example.window.words)
        set_names(example, text, allowed)
        return
    nothing = 1 if text.nationalities else 1 | NATIONALITY_TAGS
    # Where a corpus does not mark nationalities, only capitalised words may be one.
    allowed = [
        1 if example.window.words.shapes[i] in (0, 4, 5) else nothing
        for i in range(len(example.window.words))
    ]
    for inside in words_of(example.window, text.loose):
        for i in inside:
            allowed[i] = 1 | NATIONALITY_TAGS
    set_names(example, text, allowed)


def set_names(example: Example, text: Text, allowed: list[int]) -> None:
    """Puts the tags of the text's names over what is allowed so far."""
    names = text.names or []
    insides = words_of(example.window, [(a, b) for a, b, _ in names])
    for (_, _, kind), inside in zip(names, insides, strict=True):
        assert kind in NAME_KINDS
        for k, i in enumerate(inside):
            allowed[i] = 1 << NAME_TAGS.index(f"{'I' if k else 'B'}-{kind}")
    example.names = allowed


QUOTES = {"straight": str.maketrans("“”„«»", '"""""'), "guillemets": str.maketrans("“”", "«»")}


def vary_quotes(text: Text, dice: random.Random) -> Text:
    """Sometimes the same text with other quotation marks: pages differ, offsets do not."""
    roll = dice.random()
    if roll > 0.25:
        return text
    table = QUOTES["straight" if roll < 0.18 else "guillemets"]
    return replace(text, text=text.text.translate(table))


def bundle(texts: Sequence[Text], size: int) -> list[Text]:
    """Single sentences joined into texts of `size` lines, so that windows are not nearly empty."""
    out = []
    for i in range(0, len(texts), size):
        whole, names, loose = "", [], []
        for t in texts[i : i + size]:
            at = len(whole)
            names += [(a + at, b + at, k) for a, b, k in t.names or []]
            loose += [(a + at, b + at) for a, b in t.loose]
            whole += t.text + "\n"
        out.append(
            Text(
                f"{texts[i].key}+",
                whole,
                names=names,
                nationalities=texts[i].nationalities,
                loose=loose,
            )
        )
    return out
