"""The columns of ACLED (codebook of 2024), as far as an article tells them.

Only what happened or is going on by at least one of its tellings is written, also where others
deny it (`disputed` tells so): ACLED holds no plans and threats. Codes that an
article does not tell (identities of actors, regions, population) stay empty, and so do sub-types
where more than one would fit. `time_precision` is 1 for a day, 2 for a week, 3 for a month.
"""

from __future__ import annotations

from ..records import EventType, Precision
from ..report.days import read_days
from .facts import OURS, Cell, Fact, low, ours, region

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp", *OURS, "event_date_end",
)  # fmt: skip

EXPLOSIONS = "Explosions/Remote violence"
SHELLING = "Shelling/artillery/missile attack"
# (disorder type, event type, sub-event type) by our type and mode.
BY_MODE: dict[str, tuple[str, str, str]] = {
    "ASSAULT/aerial": ("Political violence", EXPLOSIONS, "Air/drone strike"),
    "ASSAULT/drone": ("Political violence", EXPLOSIONS, "Air/drone strike"),
    "ASSAULT/heavy-weapons": ("Political violence", EXPLOSIONS, SHELLING),
    "ASSAULT/explosives": ("Political violence", EXPLOSIONS, "Remote explosive/landmine/IED"),
    "ASSAULT/suicide-attack": ("Political violence", EXPLOSIONS, "Suicide bomb"),
    "ASSAULT/unconventional": ("Political violence", EXPLOSIONS, ""),
    "ASSAULT/abduct": (
        "Political violence", "Violence against civilians", "Abduction/forced disappearance"),
    "ASSAULT/sexual": ("Political violence", "Violence against civilians", "Sexual violence"),
    "ASSAULT/destroy": ("", "", ""),
    "ASSAULT/crowd-control": ("", "", ""),
    "PROTEST/riot": ("Political violence", "Riots", ""),
    "PROTEST/vandalize": ("Political violence", "Riots", ""),
    "COERCE/arrest": ("Strategic developments", "Strategic developments", "Arrests"),
    "COERCE/seize": ("", "", ""),
    "RETREAT/ceasefire": ("Strategic developments", "Strategic developments", ""),
}  # fmt: skip
BY_TYPE: dict[EventType, tuple[str, str, str]] = {
    EventType.ASSAULT: ("Political violence", "", ""),
    EventType.PROTEST: ("Demonstrations", "Protests", ""),
    EventType.AGREE: ("Strategic developments", "Strategic developments", "Agreement"),
    EventType.MOBILIZE: ("Strategic developments", "Strategic developments", ""),
    EventType.RETREAT: ("Strategic developments", "Strategic developments", ""),
    EventType.COERCE: ("Strategic developments", "Strategic developments", ""),
}
# ACLED's precision of a place: 1 a town, 3 a region. It gives no point for a whole country.
GEO_PRECISION = {Precision.POINT: 1, Precision.TOWN: 1, Precision.REGION: 3}
EXACT = (Precision.POINT, Precision.TOWN)


def row(fact: Fact) -> dict[str, Cell] | None:
    """One event's cells, `None` for what is no event of ACLED's."""
    event = fact.event
    kinds = BY_MODE.get(f"{event.type}/{event.mode}") or BY_TYPE.get(event.type)
    if kinds is None or not event.happened:
        return None
    page, days, at = fact.report.page, fact.days, fact.meaning
    first = days[0] if days else None
    return {
        "event_id_cnty": fact.key,
        "event_date": first if first and len(first) == len("2016-10-17") else None,
        "year": int(first[:4]) if first else None,
        "time_precision": precision(fact),
        "disorder_type": kinds[0],
        "event_type": kinds[1],
        "sub_event_type": kinds[2],
        "actor1": fact.words(*event.actor),
        "actor2": fact.words(*event.recipient),
        "country": fact.country,
        "admin1": region(at),
        "location": at.name if at and at.precision in EXACT else fact.words(*event.place),
        "latitude": at.latitude if at and at.precision in GEO_PRECISION else None,
        "longitude": at.longitude if at and at.precision in GEO_PRECISION else None,
        "geo_precision": GEO_PRECISION.get(at.precision) if at else None,
        "source": page.outlet or page.url,
        "notes": fact.sentence,
        "fatalities": low(event.deaths),
        **ours(fact),
        "event_date_end": days[1] if days else None,
    }


def precision(fact: Fact) -> int | None:
    """ACLED's precision of a date: 1 the day, 2 within a week, 3 within a month or longer."""
    if fact.days is None:
        return None
    first, last = fact.days
    if len(first) < len("2016-10-17"):
        return 3
    if first == last:
        return 1
    days = read_days(fact.event.date)
    return 2 if days is not None and (days[1] - days[0]).days < 7 else 3
