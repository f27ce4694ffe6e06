"""Document -> Mentions: which spans of a text name places, and how they are used."""

from geo.recognition.base import Recogniser, around_given
from geo.recognition.lexicon import LexiconRecogniser

__all__ = ["LexiconRecogniser", "Recogniser", "around_given"]
