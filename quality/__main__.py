"""`python -m quality`: scores the gold sets, prints one table, fails below a floor.

`--sample` reads a part of the page sets, for CI; `--raise` writes floors anew where the numbers
are better, and refuses to lower one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from quality.attacks import score_attacks
from quality.counts import score_counts
from quality.dates import score_dates
from quality.events import score_events
from quality.furniture import score_furniture
from quality.gold import GOLD
from quality.names import score_names
from quality.pages import score_pages
from quality.places import score_places
from quality.statements import score_conflict, score_polnear, score_seed, score_written
from quality.targets import MISTAKES, NEUTRAL, TARGETS

FLOORS = Path(__file__).parent / "floors.json"
SAMPLE = 60  # pages of each set
# Runs on other processors differ in the last bits, which may tip a decision or two: of some
# thousand on the larger sets, of two hundred in our own text, of thirty on the conflict pages.
TOLERANCE = 0.004
SMALL = {"written events": 0.035, "written ": 0.012, "conflict ": 0.035, "other pages": 0.05}
SMALL |= {"muc4 ": 0.02, "plv ": 0.02, "casie ": 0.02}

Numbers = dict[str, float]


def main() -> int:
    """Scores, prints and compares; 1 when a number is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--only", default="", help="score only the parts that begin with this")
    args = parser.parse_args()
    if not GOLD.is_dir():
        print(f"no gold sets at {GOLD}: nothing scored")
        return 0
    numbers: Numbers = {}
    for name, score in parts(SAMPLE if args.sample else None).items():
        if name.startswith(args.only):
            numbers |= score()
    kind = "sample" if args.sample else "full"
    all_floors: dict[str, Numbers] = (
        json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    )
    floors = all_floors.get(kind, {})
    held = {n: v for n, v in numbers.items() if not n.endswith(NEUTRAL)}
    fallen = [n for n, v in held.items() if n in floors and worse(n, v, floors[n])]
    print_table(numbers, floors, fallen)
    if args.lift:
        raised = {
            n: round(v, 4) for n, v in held.items() if n not in floors or better(n, v, floors[n])
        }
        all_floors[kind] = dict(sorted((floors | raised).items()))
        FLOORS.write_text(json.dumps(all_floors, indent=1) + "\n", encoding="utf-8")
    return 1 if fallen else 0


def parts(limit: int | None) -> dict[str, Callable[[], Numbers]]:
    """The parts of the gate by name; `limit` caps the pages of each page set."""
    return {
        "seed": score_seed,
        "conflict": score_conflict,
        "written": score_written,
        "polnear": score_polnear,
        "names": score_names,
        "dates": score_dates,
        "events": lambda: score_events(limit),
        "attacks": lambda: score_attacks(limit),
        "counts": score_counts,
        "places": score_places,
        "pages": lambda: score_pages(limit=limit),
        "furniture": score_furniture,
    }


def smaller_is_better(name: str) -> bool:
    """Whether the number counts mistakes."""
    return name.endswith(MISTAKES)


def worse(name: str, value: float, floor: float) -> bool:
    """Whether a number fell below its floor."""
    drop = value - floor if smaller_is_better(name) else floor - value
    small = (held for part, held in SMALL.items() if name.startswith(part))
    return drop > next(small, TOLERANCE)


def better(name: str, value: float, floor: float) -> bool:
    """Whether a number is above its floor."""
    return value < floor if smaller_is_better(name) else value > floor


def print_table(numbers: Numbers, floors: Numbers, fallen: list[str]) -> None:
    """One line for each number."""
    width = max(map(len, numbers), default=10)
    print(f"{'':{width}}  {'now':>8} {'floor':>8} {'goal':>8}  beside")
    for name, value in numbers.items():
        floor = f"{floors[name]:8.3f}" if name in floors else " " * 8
        target = TARGETS.get(name)
        goal, beside = " " * 8, ""
        if target is not None:
            goal = " " * 8 if target.value is None else f"{target.value:8.3f}"
            beside = target.beside
        mark = "  FELL" if name in fallen else ""
        print(f"{name:{width}}  {value:8.3f} {floor} {goal}  {beside}{mark}")


if __name__ == "__main__":
    sys.exit(main())
