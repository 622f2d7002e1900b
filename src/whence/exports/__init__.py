"""Reports → what other tools read: one file per format."""

from .write import FORMATS, write_export

__all__ = ["FORMATS", "write_export"]
