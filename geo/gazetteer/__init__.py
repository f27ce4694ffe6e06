"""The embedded gazetteer: places by name, without a network."""

from geo.gazetteer.build import build, ensure
from geo.gazetteer.gazetteer import Gazetteer, GazetteerInfo
from geo.gazetteer.names import fits_case, name_key

__all__ = ["Gazetteer", "GazetteerInfo", "build", "ensure", "fits_case", "name_key"]
