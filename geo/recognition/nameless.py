"""Sentences that hold no name, told without a network: "He said that it would not."

A writer who begins a sentence with a capital letter writes names with one too. In the articles of three
annotated corpora an eighth of the words stand in such sentences, and not one annotated place. Taggers that
had not seen those articles find as much without these sentences (overlap F1 .890, exact F1 .817, means of the
three) as with them (.890, .813), an eighth sooner.
"""

from __future__ import annotations

import re

_OPENERS = (
    "a according after all also although among an and another any are as at because before between both but "
    "by can could despite did do does during each even every few five for four from had has have he her here "
    "his how however i if in instead into is it its just last later many meanwhile more most much my neither "
    "no nobody none nor not nothing now of on once one only or other others our over people perhaps several "
    "she should since six so some still such ten than that the their then there these they this those though "
    "three through to today two under until was we were what when where whether which while who why with "
    "within without would yes yesterday yet you your"
)
_FIRST_WORD = re.compile(rf"\W*(?:{'|'.join(word.capitalize() for word in _OPENERS.split())})\b")
_LETTER_OF_NAME = re.compile(r"(?!I\b)[^\W\d_a-zß-öø-ÿ]")
"""Any letter but the small ones of English: capitals, and those of scripts that have none."""


def is_nameless(text: str, start: int, end: int) -> bool:
    """Whether the sentence `text[start:end]` is one in which no name can stand.

    It begins with a capital, so that its writer uses them, and has no other but "I".
    """
    first = _FIRST_WORD.match(text, start, end)
    return first is not None and _LETTER_OF_NAME.search(text, first.end(), end) is None
