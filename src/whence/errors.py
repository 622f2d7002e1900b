"""Every error that Whence raises, as one tree.

WhenceError
├── CaptureError      the input could not be taken in
│   ├── EmptyCapture      nothing in it
│   ├── BinaryCapture     not text in any encoding (an image, a PDF, an archive)
│   └── OversizedCapture  over a cap of `capture/limits.py`
├── PageError         taken in, but no page could be made of it
│   └── NoArticle         a page without an article
├── ReportError       a stored report is not what a report must be
├── RowError          one row of a batch is not what a row must be
├── CorrectionError   a correction that fits nothing, or not what it is about
├── FilterError       something that is looked for is not written rightly
├── LedgerError       a file that is no ledger, or one that cannot be used
└── WeightsError      the model's files are missing or damaged

Every message names the input and says what to do.
"""

from __future__ import annotations


class WhenceError(Exception):
    """The root of the tree."""


class CaptureError(WhenceError):
    """The input could not be taken in."""


class EmptyCapture(CaptureError):
    """The input holds nothing, or nothing but white space."""


class BinaryCapture(CaptureError):
    """The input is not text in any encoding."""


class OversizedCapture(CaptureError):
    """The input is over a cap of `capture/limits.py`."""


class PageError(WhenceError):
    """No page could be made of the capture."""


class NoArticle(PageError):
    """The page was read, and there is no article on it."""


class ReportError(WhenceError):
    """A stored report is not what a report must be."""


class RowError(WhenceError):
    """One row of a batch is not what a row must be."""


class WeightsError(WhenceError):
    """The model's files are missing or damaged."""


class CorrectionError(WhenceError):
    """A correction that fits nothing in the ledger, or not what it is about."""


class FilterError(WhenceError):
    """Something that is looked for is not written rightly."""


class LedgerError(WhenceError):
    """A file that is no ledger, or one that cannot be used."""
