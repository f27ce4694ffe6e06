"""Document -> Mentions: which spans of a text name places, and how they are used."""

from geo.recognition.base import Recogniser
from geo.recognition.lexicon import LexiconRecogniser

__all__ = ["LexiconRecogniser", "Recogniser"]
