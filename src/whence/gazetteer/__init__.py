"""The world's places by name: a prebuilt table, memory-mapped, with the keys that find them.

Cities, first-level regions and countries are those of GeoNames (CC BY 4.0); areas across borders
and some places that the packaged tables lack are our own (`training/places/areas.txt`).
"""

from .table import Gazetteer, Hit, load_gazetteer

__all__ = ["Gazetteer", "Hit", "load_gazetteer"]
