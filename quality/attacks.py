"""MUC-4's roles and templates, PLV's relations and CASIE's realis against what Whence tells.

Roles are scored as the published benchmark does (CEAF-REE, Du, Rush and Cardie 2021): predicted
and gold entities of a role are aligned one to one, and an aligned pair counts where every
predicted mention is one of the gold entity's, case, articles and punctuation apart; precision and
recall are over all roles together.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import whence
from quality.gold import GOLD, read_rows
from training.attacks import read_relations, sentence_case, unwrap
from whence.records import AttackRole, Span, Status

Numbers = dict[str, float]
Entity = Sequence[str]
ROLES = {
    "PerpInd": AttackRole.PERPETRATOR,
    "PerpOrg": AttackRole.PERPETRATOR_ORGANISATION,
    "Target": AttackRole.TARGET,
    "Victim": AttackRole.VICTIM,
    "Weapon": AttackRole.WEAPON,
}
# PLOVER's quadrants as PLV has them; what yields counts as material co-operation there.
QUADRANTS = {
    1: ("AGREE", "CONSULT", "SUPPORT"),
    2: ("COOPERATE", "AID", "RETREAT", "CONCEDE"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUADRANT = {name: number for number, names in QUADRANTS.items() for name in names}
REALIS = {
    Status.OCCURRED: "Actual",
    Status.ONGOING: "Actual",
    Status.ATTEMPTED: "Actual",
    Status.PLANNED: "Other",
    Status.POSSIBLE: "Other",
    Status.CONDITIONAL: "Other",
    Status.DENIED: "Other",
}

STAGES = {
    Status.OCCURRED: "ACCOMPLISHED",
    Status.ONGOING: "ACCOMPLISHED",
    Status.ATTEMPTED: "ATTEMPTED",
    Status.PLANNED: "THREATENED",
    Status.POSSIBLE: "THREATENED",
    Status.CONDITIONAL: "THREATENED",
    Status.DENIED: "THREATENED",
}


def score_attacks(limit: int | None = None) -> Numbers:
    """All of them; `limit` caps the texts of each."""
    parts = (score_roles, score_templates, score_relations, score_realis)
    return {name: value for part in parts for name, value in part(limit).items()}


def score_roles(limit: int | None = None) -> Numbers:
    """CEAF-REE on the development part of the published benchmark, by role and over all."""
    totals: dict[str, list[int]] = {name: [0, 0, 0] for name in ROLES}
    for row in islice(read_rows(GOLD / "events/muc4_grit_ree/dev.jsonl"), limit):
        text = row["text"]
        fillers = whence.attack_roles(text)
        for name, role in ROLES.items():
            said = [[f.clearest.of(text)] for f in fillers if f.role is role]
            gold = row["entities"].get(name, [])
            counts = (align(gold, said), len(said), len(gold))
            totals[name] = [a + b for a, b in zip(totals[name], counts, strict=True)]
    whole = [sum(column) for column in zip(*totals.values(), strict=True)]
    numbers = {f"muc4 roles {name} F1": f1(*counts) for name, counts in totals.items()}
    hit, said_count, gold_count = whole
    return numbers | {
        "muc4 roles CEAF-REE precision": hit / max(1, said_count),
        "muc4 roles CEAF-REE recall": hit / max(1, gold_count),
        "muc4 roles CEAF-REE F1": f1(*whole),
    }


def align(gold: Sequence[Entity], said: Sequence[Entity]) -> int:
    """How many entities can be aligned one to one so that each said one lies in its gold one."""
    fits = [[j for j, g in enumerate(gold) if is_within(s, g)] for s in said]
    taken: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in fits[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(said)))


def is_within(said: Entity, gold: Entity) -> bool:
    """Whether all mentions said are mentions of the gold entity."""
    known = {plain(m) for m in gold}
    return all(plain(m) in known for m in said)


def plain(mention: str) -> str:
    """A mention in lower case without punctuation and articles."""
    letters = "".join(c for c in mention.lower() if c not in string.punctuation)
    return " ".join(w for w in letters.split() if w not in ("a", "an", "the"))


def score_templates(limit: int | None = None) -> Numbers:
    """Number and effect of the victims and the stage of the attack, over documents with a key.

    The keys' casualties and stages of a document against those of its `ASSAULT` events. The keys
    hold terrorist acts alone, so that clashes between soldiers, which they leave out, cost
    precision.
    """
    counts = {name: [0, 0, 0] for name in ("victim number", "victim effect", "stage")}
    for row in islice(read_rows(GOLD / "events/muc4/dev.jsonl"), limit):
        if not row["events"]:
            continue
        found = whence.read_text(sentence_case(unwrap(row["text"]).lower())).events
        gold, said = key_of(row["events"]), told_of(e for e in found if e.type == "ASSAULT")
        for name, (a, b) in zip(counts, zip(gold, said, strict=True), strict=True):
            pair = (len(a & b), len(b), len(a))
            counts[name] = [x + y for x, y in zip(counts[name], pair, strict=True)]
    return {
        f"muc4 {name} {side}": hit / max(1, total)
        for name, (hit, said_count, gold_count) in counts.items()
        for side, total in (("recall", gold_count), ("precision", said_count))
    }


def key_of(events: Sequence[dict[str, Any]]) -> tuple[set[Any], set[Any], set[Any]]:
    """The casualties, their effects and the stages that a document's key holds."""
    casualties = [
        (c["effect"], int(c["number"]))
        for e in events
        for c in e.get("casualties") or ()
        if str(c["number"]).isdigit()
    ]
    stages = {s.strip() for e in events for s in (e.get("stage") or "").split("/") if s.strip()}
    return set(casualties), {effect for effect, _ in casualties}, stages


def told_of(events: Iterable[whence.Event]) -> tuple[set[Any], set[Any], set[Any]]:
    """The same of the events that were read; a toll is told by its lowest number."""
    attacks = list(events)
    casualties = {
        (effect, count.low)
        for e in attacks
        for effect, count in (("DEATH", e.deaths), ("INJURY", e.injured))
        if count is not None and count.low
    }
    return casualties, {effect for effect, _ in casualties}, {STAGES[e.status] for e in attacks}


def f1(hit: int, said: int, gold: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hit / max(1, said + gold)


def score_relations(limit: int | None = None) -> Numbers:
    """Macro-F1 over roots and over quadrants on the PLV sentences kept apart.

    `YIELD` of that set is one class, PLOVER's `RETREAT` and `CONCEDE`.
    """
    pairs = []
    for text in list(read_relations(GOLD / "events/plv/train.jsonl", apart=True))[:limit]:
        if text.root is None:
            continue
        found = whence.relation(text.text, Span(*text.root.source), Span(*text.root.target))
        pairs.append((text.root.label, str(found.type) if found else ""))
    quads = [(QUADRANT[a], QUADRANT.get(b, 0)) for a, b in pairs]
    return {
        "plv root macro-F1": macro_f1(pairs),
        "plv quad macro-F1": macro_f1(quads),
        "plv/sentences": len(pairs),
    }


def macro_f1(pairs: Iterable[tuple[Any, Any]]) -> float:
    """The mean of the F1 of each gold label."""
    counted = Counter(pairs)
    labels = sorted({gold for gold, _ in counted})
    total = 0.0
    for label in labels:
        both = sum(n * ((g == label) + (s == label)) for (g, s), n in counted.items())
        total += 2 * counted[label, label] / both
    return total / max(1, len(labels))


def score_realis(limit: int | None = None) -> Numbers:
    """Actual, generic or other on CASIE: what Whence tells no event of is generic to it."""
    pairs = []
    for row in islice(read_rows(GOLD / "events/casie/dev.jsonl"), limit):
        events = whence.read_text(row["text"]).events
        for span in row["spans"]:
            if span["role"] != "TRIGGER":
                continue
            here = Span(span["start"], span["end"])
            status = next(
                (e.status for e in events if any(here.overlaps(s) for s in anchors(e))), None
            )
            pairs.append((span["realis"], "Generic" if status is None else REALIS[status]))
    return {"casie realis macro-F1": macro_f1(pairs), "casie/triggers": len(pairs)}


def anchors(event: whence.Event) -> tuple[Span, ...]:
    """The spans that name an event."""
    return (event.anchor, *event.mentions)
