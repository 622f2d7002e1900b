"""Words for times in the text → where they stand, what they mean, which days they cover."""

from .find import find_dates

__all__ = ["find_dates"]
