"""Text → expressions of time, each resolved as far as the words and the publication allow.

The values follow ISO-TimeML's TIMEX3 (Pustejovsky et al. 2010). The longest expression that can
be resolved wins; what refers back (`the following day`) is counted from the last date named.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from whence.records import Span, TimeExpression

from . import calendar_dates, clock_times, other_times, ranges, relative_dates, years
from .context import Context, Reading
from .periods import Period
from .ranges import Placed
from .rules import RULES
from .scan import find_stretches

# Small letters of the same number, whatever the script, so that offsets hold.
SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
MODULES = (calendar_dates, ranges, years, relative_dates, clock_times, other_times)
Handler = Callable[[re.Match[str], Context], Reading | None]
HANDLERS: dict[str, Handler] = {
    name: next(getattr(module, name) for module in MODULES if hasattr(module, name))
    for name in RULES
}
EDGE = " \t\r\n\u00a0\u2009\u202f"


def find_dates(
    text: str, spans: Iterable[Span], published: str | None = None
) -> tuple[TimeExpression, ...]:
    """The expressions of time inside the given stretches of the text, in reading order.

    `published` is the ISO date of publication (with a time or without); without it what is
    counted from it stays open. Offsets are on `text`. Any text is read; nothing raises.
    """
    day = _publication(published)
    last: Period | None = None
    found: list[TimeExpression] = []
    for span in spans:
        part = text[span.start : span.end]
        low = part.translate(SMALL)
        context = Context(part, low, day, last)
        for one in ranges.join(context, list(_read(context))):
            found.append(_expression(one, part, span.start))
            if one.reading.names and one.reading.period and one.reading.period.start:
                last = one.reading.period
    return tuple(found)


def _publication(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _read(context: Context) -> Iterator[Placed]:
    """Left to right, the longest first, each with the context of those before it."""
    stretches = find_stretches(context.low)
    matches = [
        (found.start(), -found.end(), order, name, found)
        for order, (name, rule) in enumerate(RULES.items())
        for start, stop in stretches.get(rule.needs, ())
        for found in rule.pattern.finditer(context.low, start, stop)
    ]
    end = 0
    for start, stop, _, name, found in sorted(matches, key=lambda m: m[:3]):
        if start < end:
            continue
        reading = HANDLERS[name](found, context)
        if reading is None:
            continue
        end = -stop
        period = reading.period
        if reading.names and period and period.start:
            is_day = period.granularity in ("day", "time") and period.start == period.end
            here = period.start if is_day else context.here
            context = replace(context, last=period, here=here)
        yield Placed(start, end, reading)


def _is_short(part: str, end: int) -> bool:
    """Whether the dot before `end` belongs to an abbreviation: `Oct.`, `p.m.`."""
    word = re.search(r"(\w+)\.$", part[max(0, end - 12) : end])
    return word is not None and len(word[1]) < 5 and word[1].lower() not in ("may", "june", "july")


# What patterns may begin with that is no part of an expression.
LEAD = re.compile(rf"[{EDGE}]*(?:(?:in|on|its|their)[{EDGE}]+)?", re.IGNORECASE)


def _expression(one: Placed, part: str, at: int) -> TimeExpression:
    start, end, reading = one.start, one.end, one.reading
    if (lead := LEAD.match(part, start)) and lead.end() < end:
        start = lead.end()
    while part[end - 1] in EDGE + "," or (part[end - 1] == "." and not _is_short(part, end)):
        end -= 1
    period = reading.period
    first, last = (period.start, period.end) if period else (None, None)
    is_told = first is not None and last is not None  # one may lie beyond the calendar's ends
    return TimeExpression(
        Span(at + start, at + end),
        reading.value,
        reading.kind,
        period.granularity if period else None,
        first.isoformat() if first and is_told else None,
        last.isoformat() if last and is_told else None,
        reading.modifier,
    )
