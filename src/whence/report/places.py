"""Places in words."""

from __future__ import annotations

from ..records import Candidate
from .clean import one_line


def country_name(code: str) -> str:
    """The name of a country by its ISO code; the code itself where it has none."""
    from ..gazetteer import load_gazetteer  # brings numpy, which `import whence` does without

    return load_gazetteer().name_of(code) or code


def parts_above(meaning: Candidate) -> list[str]:
    """The names of the region and the country that a place lies in."""
    country = country_name(meaning.country) if meaning.country else None
    above = dict.fromkeys(one_line(n) for n in (meaning.region, country) if n)
    return [name for name in above if name != one_line(meaning.name)]
