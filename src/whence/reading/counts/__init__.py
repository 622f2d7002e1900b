"""Numbers in the text → counts with what is counted; the words of a toll → the toll."""

from .find import find_counts
from .toll import read_toll

__all__ = ["find_counts", "read_toll"]
