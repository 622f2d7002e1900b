"""What a number is measured in, by the words or signs right behind it (or before: `$`)."""

from __future__ import annotations

import re

# Written form (folded, singular or plural) → unit. Things that are simply counted have none.
_UNITS = """
%: % percent per-cent pc
percentage point: percentage-point percentage-points
km: km kms kilometre kilometres kilometer kilometers
m: metre metres meter meters
cm: cm centimetre centimetres centimeter centimeters
mm: mm millimetre millimetres millimeter millimeters
mi: mile miles
ft: foot feet ft
in: inch inches
kg: kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes
g: gram grams gramme grammes
t: tonne tonnes ton tons
lb: pound-weight lb lbs
l: litre litres liter liters
bbl: barrel barrels bpd
ha: hectare hectares
acre: acre acres
km²: square-kilometre square-kilometres square-kilometer square-kilometers km²
mi²: square-mile square-miles
km/h: km/h kph kmh
MW: mw megawatt megawatts
year: year years year-old years-old
month: month months
week: week weeks
day: day days
hour: hour hours
minute: minute minutes
second: second seconds
°C: °c celsius
°: degree degrees
USD: dollar dollars usd us-dollars us-dollar
EUR: euro euros eur
GBP: gbp sterling
RUB: rouble roubles ruble rubles
UAH: hryvnia hryvnias hryvnya
mm calibre: mm-calibre
"""
_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH"}

UNITS = {
    form.replace("-", " ") if form not in ("year-old", "years-old") else form: unit
    for line in _UNITS.strip().splitlines()
    for unit, forms in [line.split(": ")]
    for form in forms.split()
}
_FORM = "|".join(re.escape(f) for f in sorted(UNITS, key=len, reverse=True))
BEHIND = re.compile(rf"[ \t\u00a0\u202f-]?({_FORM})(?![\w])", re.IGNORECASE)
BEFORE = re.compile(r"(US\$|[$€£¥₽₴])[ \u00a0]?$")


def unit_behind(text: str, at: int, end: int) -> tuple[str, int] | None:
    """The unit written at `at`, and where it ends; `None` where there is none."""
    found = BEHIND.match(text, at, end)
    return (UNITS[found[1].lower()], found.end()) if found else None


def sign_before(text: str, at: int) -> tuple[str, int] | None:
    """The currency sign that ends at `at`, and where it starts."""
    found = BEFORE.search(text, max(0, at - 4), at)
    return (_SIGNS[found[1]], found.start()) if found else None
