"""What the network's three heads answer."""

from __future__ import annotations

CLASSES = ("PLACE", "GROUP", "ORG", "PER", "OTHER")
"""Classes of names."""
CLASS_LABELS = ("O", *(f"{tag}-{name}" for name in CLASSES for tag in "BI"))
"""First head: begin and inside of each class."""
MENTION_LABELS = ("O", "B", "I")
"""Second head: is it a mention of a place, inside a longer name or not?"""
LITERAL, METONYMIC, DEMONYM = range(3)
READING_LABELS = ("literal", "metonymic", "demonym")
"""Third head: how a mention is used."""
IGNORED = -100
"""Label of what nothing is learnt from."""
