"""Reports → what other tools read: one file per format."""

from .write import COUNTED, FORMATS, write_export

__all__ = ["COUNTED", "FORMATS", "write_export"]
