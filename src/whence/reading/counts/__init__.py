"""Numbers in the text → counts with what is counted, casualties; the words of a toll → the toll."""

from .casualties import Casualty, find_casualties
from .find import find_counts
from .toll import read_toll

__all__ = ["Casualty", "find_casualties", "find_counts", "read_toll"]
