"""The embedded gazetteer: places by name, without a network."""

from geo.gazetteer.build import build, ensure
from geo.gazetteer.gazetteer import Gazetteer, GazetteerInfo
from geo.gazetteer.names import fits_case, name_key
from geo.gazetteer.within import IN_FULL, is_well_known

__all__ = [
    "IN_FULL",
    "Gazetteer",
    "GazetteerInfo",
    "build",
    "ensure",
    "fits_case",
    "is_well_known",
    "name_key",
]
