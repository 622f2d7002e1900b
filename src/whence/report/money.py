"""A fund-raising meter in words."""

from __future__ import annotations

from ..records import Meter


def meter_words(meter: Meter) -> str:
    """The meter in one line: `2,100 EUR raised of 6,000 EUR (35%); marks 0, 3,000, 6,000 EUR`."""
    parts = []
    if meter.raised is not None:
        parts.append(f"{_amount(meter.raised, meter.currency)} raised")
    if meter.goal is not None:
        parts.append(f"{'of' if parts else 'a goal of'} {_amount(meter.goal, meter.currency)}")
    if meter.share_of_goal is not None:
        parts.append(f"({meter.share_of_goal:.0%})")
    said = " ".join(parts) or "no amount told"
    if not meter.marks:
        return said
    return f"{said}; marks at {', '.join(_plain(mark) for mark in meter.marks)}"


def _amount(value: float, currency: str | None) -> str:
    return f"{_plain(value)} {currency}" if currency else _plain(value)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
