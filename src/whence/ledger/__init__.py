"""The ledger: captures, readings of them, corrections and a log, in one SQLite file."""

from .base import Base
from .check import Finding, check_ledger
from .opening import open_base
from .store import Failed, Store

__all__ = ["Base", "Failed", "Finding", "Store", "check_ledger", "open_base"]
