"""Evaluation: how right the geoparser, or another system, is on annotated articles."""

from __future__ import annotations

from geo.evaluation.records import Answer, Article, GoldMention, answers, read_gold, read_system
from geo.evaluation.scoring import Figures, evaluate

__all__ = [
    "Answer",
    "Article",
    "Figures",
    "GoldMention",
    "answers",
    "evaluate",
    "read_gold",
    "read_system",
]
