"""What HTML's element names mean for reading: which break a block, which are never seen.

The groups follow the HTML standard's rendering and tree-construction sections, cut down to what
decides how visible text falls into blocks.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Make a set of the words of a text."""
    return frozenset(text.split())


# A start or end tag of these ends the running block. `button` and `label` are inline to CSS, but
# rows of them would run together into one word.
BLOCK = words(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li
    main menu nav ol p pre search section summary table tbody td tfoot th thead time-line tr ul
    amp-story-page"""
)

VOID = words(
    """area base basefont bgsound br col embed frame hr img input keygen link meta param source
    track
    wbr"""
)

# Their content is text to the tokenizer, whatever it looks like, and none of it is shown.
RAW = words("script style noscript iframe noembed noframes textarea title xmp template svg math")

# Subtrees that a browser does not show as text of the page.
UNSEEN = words("audio canvas datalist map object rp select video")

# An open `p` ends where one of these starts.
CLOSES_P = words(
    """address article aside blockquote center details dialog dir div dl fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul
    """
)

# A start tag (left) ends open elements (middle) unless one of those on the right is met first.
SIBLINGS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu", "dir", "table"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl", "table"))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl", "table"))),
    "tr": (frozenset(("tr", "td", "th")), frozenset(("table",))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "tbody": (frozenset(("tbody", "thead", "tfoot", "tr", "td", "th")), frozenset(("table",))),
    "thead": (frozenset(("tbody", "thead", "tfoot", "tr", "td", "th")), frozenset(("table",))),
    "tfoot": (frozenset(("tbody", "thead", "tfoot", "tr", "td", "th")), frozenset(("table",))),
}

# An end tag does not reach out of these.
BARRIER = frozenset(("table", "td", "th", "caption", "html", "body"))

MAIN_TAGS = frozenset(("article", "main"))
FRAME_TAGS = frozenset(("nav", "footer", "aside"))
MAIN_ROLES = frozenset(("main", "article"))
FRAME_ROLES = frozenset(("navigation", "contentinfo", "complementary", "banner", "search"))

# Class words that by wide convention mean "for screen readers only".
SCREEN_READER = (
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "visually_hidden",
    "u-hiddenvisually",
)
