"""Every cap on what comes in, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one capture. What is over `body` is refused, what is over the rest is cut."""

    # Bytes of one page. The largest of 678 pages in our gold sets has 2.9 MB; a single-file
    # capture with its pictures inlined may reach 30 MB. Beyond that it is an archive, and there
    # are doors for archives.
    body: int = 32 * 1024 * 1024
    # Elements inside one another. Browsers flatten at 512; the deepest gold page has 136.
    depth: int = 512
    # Blocks of one page. The fullest gold page has 1,524, a long live blog some 5,000.
    blocks: int = 50_000
    # Elements inside one another that the body vote is asked about: libxml2 stops at 256.
    vote_depth: int = 250
    # Characters of markup, inlined pictures and scripts left out, that the body vote is asked
    # about: 6.5 million of nothing but paragraphs take 11 seconds in all and 370 MB. Past that
    # our own rules decide alone.
    vote_size: int = 8_000_000


LIMITS = Limits()
