"""Dateline: the places that a text names, found, placed and shown.

Importing this package opens no file, no socket and no model; `geo.pipeline` puts the stages together.
"""

__version__ = "0.1.0"
