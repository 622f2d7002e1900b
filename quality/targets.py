"""What each number is meant to reach, and what it is compared with; printed, never enforced.

Enforced are the floors in `floors.json`: what has been measured, less a small tolerance for
rounding between machines.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A goal for one number; `None` where the number is only reported."""

    value: float | None
    beside: str = ""


TWO_PEOPLE = "two careful people"

# Numbers that count mistakes, by their last words, and numbers that are neither good nor bad.
MISTAKES = (
    "headline_repeated",
    "captions_leaked",
    "per_200",
    "per_200_with",
    "eaten_paragraph",
    "article_lost",
    "read as news",
    "invented",
    "false material events",
)
NEUTRAL = ("/pages", "/sentences", "/triggers", "pages_with_appeal", "statements said")

TARGETS: dict[str, Target] = {
    "polnear found F1": Target(0.78, f"{TWO_PEOPLE} 0.793"),
    "polnear found+source F1": Target(0.74, f"{TWO_PEOPLE} 0.753"),
    "polnear exact source F1": Target(0.80, "BERT-Cofe 0.832, CoreNLP 0.139; people 0.777"),
    "polnear exact cue F1": Target(0.73, "BERT-Cofe 0.753; people 0.705"),
    "polnear exact content F1": Target(0.68, "BERT-Cofe 0.729, CoreNLP 0.175; people 0.684"),
    "conflict found+source F1": Target(0.80, f"{TWO_PEOPLE} 0.98"),
    "conflict speaker accuracy": Target(0.90, f"{TWO_PEOPLE} 0.97"),
    "conflict certainty macro-F1": Target(None, f"{TWO_PEOPLE} 0.87"),
    "conflict act macro-F1": Target(None, f"{TWO_PEOPLE} 0.97"),
    "seed statements right": Target(13.0, "of 14; no peer reads the page"),
    "seed furniture exact": Target(1.0, "meter and appeal"),
    "seed furniture read as news": Target(0.0),
    "aed/body_f1": Target(0.930, "trafilatura 0.929"),
    "fundus_parsers/body_f1": Target(0.950, "trafilatura 0.946"),
    "aed/headline": Target(0.93, "turbohtml 0.919"),
    "fundus_parsers/headline": Target(0.90, "goose3 0.782"),
    "aed/authors": Target(0.75, "trafilatura 0.739"),
    "fundus_parsers/authors": Target(0.80, "trafilatura 0.782"),
    "aed/date": Target(0.84, "trafilatura, htmldate 0.838"),
    "fundus_parsers/date": Target(0.97, "htmldate 0.969"),
    "fundus_parsers/deck": Target(0.90, "no peer has the field"),
    "fundus_parsers/captions": Target(0.84, "no peer has the field"),
    "fundus_parsers/headline_repeated": Target(0.02, "newspaper4k 0.027"),
    "meter_found": Target(0.95, "0 of 14 extractors clean on such a page"),
    "appeal_found": Target(0.95, "0 of 14 extractors clean on such a page"),
    "alarms_per_200": Target(1.0),
    "aed_meters_per_200": Target(1.0),
    "aed_appeals_in_body_per_200": Target(1.0),
    "places within 161 km": Target(0.65, "population alone, perfect names: 0.462"),
    "places exact id": Target(0.70, "population alone, perfect names: 0.558"),
    "conflict events anchor+type F1": Target(0.65, f"{TWO_PEOPLE} 0.84"),
    "conflict events status macro-F1": Target(0.70, f"{TWO_PEOPLE} 0.93"),
    "conflict events told by": Target(0.85, f"{TWO_PEOPLE} 0.96"),
    "other pages false material events": Target(0.1, "coders of today: more than true ones"),
    "muc4 roles CEAF-REE F1": Target(0.52, "GRIT 0.545, BART-large 0.574 on the test part"),
    "muc4 victim number recall": Target(None, "GE 1992 0.66, precision 0.56, on TST3"),
    "muc4 victim effect recall": Target(None, "GE 1992 0.62, precision 0.52, on TST3"),
    "muc4 stage recall": Target(None, "GE 1992 0.76, precision 0.71, on TST3"),
    "plv root macro-F1": Target(0.80, "zero-shot with a model of 355 M 0.821"),
    "plv quad macro-F1": Target(0.90, "zero-shot with a model of 355 M 0.893"),
    "dates both relaxed F1": Target(0.88, "Microsoft recognizers 0.870 on AQUAINT"),
    "dates both value F1": Target(0.68, "Microsoft recognizers 0.605 on AQUAINT"),
    "dates gum found": Target(None, "GUM, dates written out by its editors"),
    "dates ms found": Target(None, "the recognizers' own cases with a plain value"),
    "counts number value F1": Target(None, "the recognizers' own cases, fractions first"),
    "names worldwide all F1": Target(None, "CoNLL-trained models lose over 0.10 there"),
    "names re3d all F1": Target(None, "no published number"),
}
