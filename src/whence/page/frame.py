"""The frame of an HTML page as its markup and metadata tell it: headline, deck, authors, dates.

The text of the page decides afterwards where each of them stands (`labels.py`).
"""

from __future__ import annotations

from .authors import read_authors
from .dates import read_modified, read_published
from .deck import read_deck
from .evidence import Evidence, read_evidence
from .guess import FrameGuess
from .headline import read_headline
from .vote import squash


def read_frame(html: str, url: str | None) -> FrameGuess:
    """Read the best guess at each part of the frame from a decoded page.

    `url` is where the page was captured, if that is known. What the page does not say is `None`;
    no markup, however broken, raises.
    """
    return weigh_frame(read_evidence(html, url))


def weigh_frame(evidence: Evidence | None) -> FrameGuess:
    """Read the best guess at each part of the frame from what a page's markup says."""
    if evidence is None:
        return FrameGuess()
    title, element, others = read_headline(evidence)
    titles = {squash(guess.value) for guess in (title, *others) if guess}
    authors = read_authors(evidence, element)
    modified = read_modified(evidence)
    return FrameGuess(
        title=title,
        other_titles=tuple(others),
        deck=read_deck(evidence, element, titles, [author.value for author in authors]),
        authors=authors,
        published=read_published(evidence, element, modified),
        modified=modified,
    )
