"""Whose words a statement is: every source of a page resolved to the fullest name.

Rules only, over the whole page at once. Names are taken as the article gives them; titles go to
the person introduced with them; pronouns to the person of that sex who spoke or was the subject
last; a quotation with no source of its own to the running speaker; unnamed sources to nobody.
"""

from .attribution import Attribution, Resolved
from .carriers import part_carriers
from .organisations import name_organisation
from .resolve import refine_source_kind, resolve_speakers

__all__ = [
    "Attribution",
    "Resolved",
    "name_organisation",
    "part_carriers",
    "refine_source_kind",
    "resolve_speakers",
]
