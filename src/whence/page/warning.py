"""What a reader of the page must be told before trusting it: for `Report.warnings`."""

from __future__ import annotations

from whence.records import Page

LOST = "\ufffd"


def warn(page: Page) -> tuple[str, ...]:
    """Give one sentence for each thing that went wrong while the page's text was read.

    Characters that could not be decoded, by us or by whoever captured the page, stand in the
    text as U+FFFD; those in parts of the page that are not shown are not counted.
    """
    lost = page.text.count(LOST)
    if not lost:
        return ()
    what = "1 character of the text" if lost == 1 else f"{lost:,} characters of the text"
    each = "it stands" if lost == 1 else "each stands"
    told = f"{what} could not be decoded (read as {page.encoding}); {each} as {LOST} in the text"
    return (f"{told}: capture the page again as bytes, or with its encoding",)
