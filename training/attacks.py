"""MUC-4 and PLV as training texts: who plays which part in an attack, and who does what to whom.

MUC-4 (Chinchor 1992) marks, in 1,300 reports on attacks in Latin America, the strings that fill
five roles, victims by name or by description; a role belongs to a word wherever the string occurs.
Most of the reports are in upper case, so each pass reads them in another case. PLV (Hu et al.
2024) names, for 1,050 sentences with a source and a target marked, the PLOVER root that holds
between them (`YIELD` is what PLOVER now parts into `CONCEDE` and `RETREAT`); every seventh is
kept apart for measuring.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from training.data import Example, Root, Text, make_examples, read_rows, words_of
from whence.encoder.labels import ATTACK_ROLES, EVENT_TYPES, ROLE_TAGS
from whence.encoder.tokenizer import Tokenizer

SLOTS = {role: role for role in ATTACK_ROLES} | {"VictimName": "Victim"}
APART = 7  # of the PLV sentences, every seventh is kept apart


def read_attacks(path: Path, dice: random.Random) -> Iterator[Text]:
    """The MUC-4 reports with the spans of their roles."""
    for row in read_rows(path):
        text = vary_case(unwrap(row["text"]), dice)
        roles = sorted(
            {
                (start, end, SLOTS[part["slot"]])
                for event in row["events"]
                for part in event["args"]
                for start, end in part["mentions"]
            }
        )
        yield Text(f"muc4/{row['id']}", text, roles=roles)


def unwrap(text: str) -> str:
    """The text with its lines joined to paragraphs; offsets stay."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text)


def vary_case(text: str, dice: random.Random) -> str:
    """The text as it is, in lower case, or with capitals where sentences start; offsets stay."""
    lower = text.lower()
    if len(lower) != len(text) or dice.random() < 0.1:
        return text
    return lower if dice.random() < 0.6 else sentence_case(lower)


def sentence_case(lower: str) -> str:
    """A text in lower case with capitals where its sentences start."""
    out, fresh = list(lower), True
    for i, c in enumerate(out):
        if fresh and c.isalpha():
            out[i], fresh = c.upper() if len(c.upper()) == 1 else c, False
        elif c in ".!?":
            fresh = True
    return "".join(out)


def read_relations(path: Path, apart: bool = False) -> Iterator[Text]:
    """The PLV sentences, or those kept `apart`, that have a source and a target."""
    for i, row in enumerate(read_rows(path)):
        spans = {s["role"]: (s["start"], s["end"]) for s in row["spans"]}
        if (i % APART == 0) == apart and {"SOURCE", "TARGET"} <= set(spans):
            label = row["labels"][0].replace("YIELD", "RETREAT")
            root = Root(spans["SOURCE"], spans["TARGET"], label)
            yield Text(row["id"], row["text"], root=root)


def make_role_examples(tokenizer: Tokenizer, text: Text, budget: int) -> list[Example]:
    """The windows of a text with the role tags or the root that it has."""
    examples = make_examples(tokenizer, text, budget)
    for example in examples:
        if text.roles is not None:
            example.roles = role_tags(example, text.roles)
        if text.root is not None:
            source, target = words_of(example.window, [text.root.source, text.root.target])
            if source and target:
                label = EVENT_TYPES.index(text.root.label)
                example.root = (source[0], source[-1], target[0], target[-1], label)
    return examples


def role_tags(example: Example, roles: list[tuple[int, int, str]]) -> list[int]:
    """A tag for every word of one window; a longer string wins over one inside it."""
    tags = [0] * len(example.window.words)
    ordered = sorted(roles, key=lambda r: r[1] - r[0])
    insides = words_of(example.window, [(a, b) for a, b, _ in ordered])
    for (_, _, role), inside in zip(ordered, insides, strict=True):
        for k, i in enumerate(inside):
            tags[i] = ROLE_TAGS.index(f"{'I' if k else 'B'}-{role}")
    return tags
