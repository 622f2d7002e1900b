"""A site's robots.txt → which of its pages a program may read, as RFC 9309 has it.

Python's own `urllib.robotparser` takes `*` and `$` in a path for letters, the first rule that
fits for the one that counts, and raises on some numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from .address import KEPT

LINE = re.compile(r"\s*+([A-Za-z-]++)\s*+:\s*+([^#]*+)")
PAUSE = re.compile(r"\d{1,6}(\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One path of a robots.txt, and whether pages under it may be read."""

    allows: bool
    path: str

    def fits(self, target: str) -> bool:
        """Whether the rule speaks of a path with its query."""
        path = self.path.removesuffix("$")
        first, *rest = path.split("*")
        if not target.startswith(first):
            return False
        at = len(first)
        ends = len(path) < len(self.path)
        last = rest.pop() if ends and rest else None
        for part in rest:  # each piece at its first place: quicker than an expression, never slow
            found = target.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if not ends:
            return True
        return at == len(target) if last is None else target[at:].endswith(last)


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site allows one program; `pause` is the seconds that it asks for between pages."""

    rules: tuple[Rule, ...] = ()
    pause: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be read: the longest rule that fits says so."""
        plain = normal(target)
        fitting = [rule for rule in self.rules if rule.fits(plain)]
        best = max(fitting, key=lambda rule: (len(rule.path), rule.allows), default=None)
        return best is None or best.allows


ALL = Robots()


def parse_robots(raw: bytes, agent: str) -> Robots:
    """What a robots.txt tells the program of a name, or all programs where it names it nowhere."""
    rules: dict[str, list[Rule]] = {}
    pauses = {agent: 0.0, "*": 0.0}
    spoken_to: set[str] = set()  # of the two, those that the group at hand is for
    in_names = False
    for line in raw.decode("utf-8-sig", "replace").splitlines():
        if (found := LINE.match(line)) is None:
            continue
        key, value = found[1].lower(), found[2].strip()
        if key == "user-agent":
            name = value.lower().partition("/")[0]
            spoken_to = (spoken_to if in_names else set()) | ({name} & pauses.keys())
            in_names = True
        elif key in ("allow", "disallow", "crawl-delay"):
            in_names = False
        for name in spoken_to:
            own = rules.setdefault(name, [])
            if key in ("allow", "disallow") and value:
                own.append(Rule(key == "allow", normal(value)))
            elif key == "crawl-delay" and PAUSE.fullmatch(value):
                pauses[name] = max(pauses[name], float(value))
    name = agent if agent in rules else "*"
    return Robots(tuple(rules.get(name, ())), pauses[name])


def normal(path: str) -> str:
    """A path in one way of writing: escaped where it must be and nowhere else."""
    return quote(unquote(path, errors="surrogateescape"), safe=KEPT, errors="surrogateescape")
