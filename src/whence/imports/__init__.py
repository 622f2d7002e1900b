"""Files that people worked on in other tools → corrections of a ledger: one file per format."""

from .read import read_documents
from .record import record_corrections

__all__ = ["read_documents", "record_corrections"]
