"""Names of places → entries of the gazetteer: which one each means, and what it beat."""

from .find import find_places

__all__ = ["find_places"]
