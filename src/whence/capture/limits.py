"""Every cap on what comes in, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on what comes in. What is over `body` is refused, what is over the rest is cut."""

    # Bytes of one page. The largest of 678 pages in our gold sets has 2.9 MB; a single-file
    # capture with its pictures inlined may reach 30 MB. Beyond that it is an archive, and there
    # are doors for archives.
    body: int = 32 * 1024 * 1024
    # Bytes of one line of JSON: a page of the largest size, of which every other byte is escaped.
    row: int = 128 * 1024 * 1024
    # Characters of a page's name and of its address: servers take no longer addresses, and few
    # systems longer paths.
    name: int = 8192
    # Characters of anything else that is told of a page: its outlet, a moment, why it is lost.
    # The longest title of an outlet that we know has 60.
    told: int = 500
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
    # Bytes of the head of a WARC record or an HTTP answer. Servers cut at 8 to 64 KiB.
    head: int = 256 * 1024
    # Bytes that one compressed member may unpack to, and how many times its size from there on:
    # a page compresses 3 to 20 times, markup made by a program 200 times; a bomb 1,000 times.
    member: int = 256 * 1024 * 1024
    ratio: int = 400
    # Bytes of the dictionary that a zstd archive brings. Those of the Internet Archive have 1 MiB.
    dictionary: int = 16 * 1024 * 1024
    # Of a damaged archive: how many times its size is read again while looking for the next record
    # that is whole, beside the size of one member. A file with every tenth record damaged takes a
    # fifth of its size; one made to be read for ever is left.
    again: int = 8
    # Losses between the records of one archive. Past them it is not damaged, it is something else.
    losses: int = 10_000
    # Bytes that a part of a WACZ may unpack to which was packed a second time: WACZ asks for parts
    # that are stored as they are, so these are few and small.
    repacked: int = 4 * 1024**3
    # Files inside one WACZ. A crawl of a whole site has some hundred parts.
    entries: int = 10_000
    # Bytes of one feed, and items in it. The fattest feeds of news sites have 2 MB and 500 items.
    feed: int = 16 * 1024 * 1024
    items: int = 10_000
    # Folders inside one another: symbolic links are not followed, so that this is never met by
    # accident.
    folders: int = 64
    # Files dropped onto the page at once, and their bytes together. A browser holds a form of a
    # gigabyte; what is larger is for the command line, which reads it where it lies.
    dropped: int = 2_000
    dropped_size: int = 1024**3
    # Of a page that is fetched: redirects in a row (RFC 9309 asks for five, an outlet's own chain
    # from http over www to the page takes three), seconds for all of it, seconds of silence.
    redirects: int = 5
    fetching: float = 60.0
    silence: float = 10.0
    # Seconds between two requests to one host, and the longest pause that its robots.txt may ask
    # for: past that it does not want to be read by programs.
    pause: float = 1.0
    longest_pause: float = 60.0
    # Bytes of a robots.txt that are read: RFC 9309 asks for 500 KiB.
    robots: int = 512 * 1024


LIMITS = Limits()
