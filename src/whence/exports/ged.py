"""The columns of the UCDP GED (version 24), as far as an article tells them.

GED holds acts of organised violence with at least one death: only assaults that happened by at
least one of their tellings, with a toll of one or more. Whose dead they are is not split by an
article's words, so they stand under `deaths_unknown`; `best` is the least that is told, as UCDP
codes conservatively. `date_prec` is 1 for a day, 2 for two to six days, 3 for a week, 4 for a
month, 5 for more.
"""

from __future__ import annotations

from ..records import EventType, Precision
from ..report.days import read_days
from .facts import OURS, Cell, Fact, ours, region

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob", *OURS,
)  # fmt: skip
# UCDP's precision of a place: 1 exact, 4 a first-level region, 6 a country.
WHERE_PRECISION = {
    Precision.POINT: 1, Precision.TOWN: 1, Precision.REGION: 4, Precision.COUNTRY: 6
}  # fmt: skip


def row(fact: Fact) -> dict[str, Cell] | None:
    """One event's cells, `None` for what is no event of GED's."""
    event, page = fact.event, fact.report.page
    deaths = event.deaths
    if event.type is not EventType.ASSAULT or not event.happened:
        return None
    if deaths is None or not (deaths.high is None or deaths.high > 0):
        return None
    days = read_days(fact.event.date)
    title, at = page.frame.title, fact.meaning
    return {
        "id": fact.key,
        "year": days[0].year if days else None,
        "side_a": fact.words(*event.actor),
        "side_b": fact.words(*event.recipient),
        "number_of_sources": 1,
        "source_article": page.url or page.name,
        "source_office": page.outlet,
        "source_date": fact.published,
        "source_headline": " ".join(title.value.split()) if title else None,
        "source_original": fact.told_by,
        "where_prec": WHERE_PRECISION.get(at.precision) if at else None,
        "where_coordinates": at.name if at else None,
        "where_description": fact.words(*event.place),
        "adm_1": region(at),
        "latitude": at.latitude if at else None,
        "longitude": at.longitude if at else None,
        "geom_wkt": f"POINT ({at.longitude} {at.latitude})" if at else None,
        "country": fact.country,
        "date_prec": precision(fact),
        "date_start": days[0].isoformat() if days else None,
        "date_end": days[1].isoformat() if days else None,
        "deaths_unknown": deaths.low,
        "best": deaths.low,
        "high": deaths.high,
        "low": deaths.low,
        **ours(fact),
    }


PRECISIONS = ((1, 1), (6, 2), (7, 3), (31, 4))  # days at most, code


def precision(fact: Fact) -> int | None:
    """UCDP's precision of a date."""
    days = read_days(fact.event.date)
    if days is None:
        return None
    length = (days[1] - days[0]).days + 1
    return next((code for most, code in PRECISIONS if length <= most), 5)
