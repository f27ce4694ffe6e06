"""What the tagger need not read, told without a network.

A writer who begins a sentence with a capital letter writes names with one too, so that none stands in
"He said that it would not." In the articles of three annotated corpora an eighth of the words stand in such
sentences, and not one annotated place. Taggers that had not seen those articles find as much without these
sentences (overlap F1 .890, exact F1 .817, means of the three) as with them (.890, .813), an eighth sooner.

In the other sentences two pieces of five are of words that have a capital or stand by one that has. The upper
layers of the network read only these.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from geo.languages import language

_OPENERS = "|".join(sorted(word.capitalize() for word in language("en").word_list("openers")))
_FIRST_WORD = re.compile(rf"\W*(?:{_OPENERS})\b")
_LETTER_OF_NAME = re.compile(r"(?!I\b)[^\W\d_a-zß-öø-ÿ]")
"""Any letter but the small ones of English: capitals, and those of scripts that have none."""

_SMALL_FIRST = re.compile(r"[\W\d_]*[a-zß-öø-ÿ]")
_CHUNK = re.compile(r"\S+")
_INSIDE = 2
"""Words without a capital that a name may have inside: "Trinidad and Tobago", "Republic of the Congo"."""


def is_nameless(text: str, start: int, end: int) -> bool:
    """Return whether the sentence `text[start:end]` is one in which no name can stand.

    It begins with a capital, so that its writer uses them, and has no other but "I".
    """
    first = _FIRST_WORD.match(text, start, end)
    return first is not None and _LETTER_OF_NAME.search(text, first.end(), end) is None


def in_depth(text: str) -> npt.NDArray[np.bool_]:
    """Of each character of a sentence, whether its word may be part of a name or stands beside one that may.

    Words are what lies between white space. One may be part of a name that has a capital, is a number after
    such a word, or is one of two at most between such words. Where a sentence begins with a small letter,
    every word may be: its writer may use no capitals. The neighbours say how the name is used: "in", "said".
    """
    if _SMALL_FIRST.match(text):
        return np.ones(len(text), dtype=np.bool_)
    found = np.zeros(len(text), dtype=np.bool_)
    chunks = [chunk.span() for chunk in _CHUNK.finditer(text)]
    opener = _FIRST_WORD.match(text)
    last = -_INSIDE - 2
    for number, (start, end) in enumerate(chunks):
        if opener and end <= opener.end():
            continue
        if _LETTER_OF_NAME.search(text, start, end) or (last == number - 1 and text[start].isdigit()):
            first = last if number - last <= _INSIDE + 1 else number - 1
            found[chunks[max(first, 0)][0] : chunks[min(number + 1, len(chunks) - 1)][1]] = True
            last = number
    return found
