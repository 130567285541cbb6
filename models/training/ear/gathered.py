"""Everything the emotion tasks learn from, ready for batches: the three sets, the ridges' answers, and feeling words."""

from __future__ import annotations

import math

import numpy as np

from . import sources
from .linear_part import LinearPart
from .linear_stage import ridge_modules
from .settings import RunSettings
from .tasks import VAD_CENTRE, Examples, examples, held_out_rows, linear_answers, training_rows, wide_features
from .wordpiece import WordPiece


def feelings() -> list[sources.Affect]:
    """The rows that ridge/feelings.tsv makes ("i feel …"), on EmoBank's scale; dominance is not known (nan)."""
    stack, _, _ = ridge_modules()
    texts, points = stack.feeling_rows()
    return [sources.Affect(t, (v * 2 + VAD_CENTRE, a * 2 + VAD_CENTRE, math.nan)) for t, (v, a) in zip(texts, points)]


def training(s: RunSettings) -> Examples:
    """With the ridges, feeling words are among the rows (origin "feelings"); the ridges knew them, unlike the others."""
    piece, wide, rows = WordPiece.read(s.out / "tokenizer.json"), wide_features(s), training_rows(s)
    answers = linear_answers(s, "train")
    if answers is not None:
        more = feelings()
        rows, answers = rows + more, np.concatenate([answers, LinearPart(s.out).answers([row.text for row in more])])
    data = examples(s, piece, wide, rows, answers)
    data.origin[np.isnan(data.vad[:, 2]) & ~np.isnan(data.vad[:, 0])] = "feelings"
    return data


def held_out(s: RunSettings) -> Examples:
    piece = WordPiece.read(s.out / "tokenizer.json")
    return examples(s, piece, wide_features(s), held_out_rows(s), linear_answers(s, "held"))
