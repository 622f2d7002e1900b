"""Encoder outputs → events: what happened, by and to whom, where, when, how many, who says so."""

from .find import FoundEvent, find_events
from .join import join_events
from .tell import tell_events
from .toll import tie_tolls

__all__ = ["FoundEvent", "find_events", "join_events", "tell_events", "tie_tolls"]
