"""Everything the emotion tasks learn from, ready for batches: the three sets, the ridges' answers, and feeling words."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from . import sources
from .atomic import read_torch, write_torch
from .linear_part import LinearPart
from .linear_stage import ridge_modules
from .more_feelings import more_feelings
from .settings import RunSettings
from .tasks import VAD_CENTRE, Examples, examples, held_out_rows, linear_answers, training_rows, wide_features
from .token_features import TokenFeatures
from .wordpiece import WordPiece


MADE_BY = ("features", "tasks", "gathered", "more_feelings", "token_features", "wordpiece", "pretokenize", "sources")


def feelings(s: RunSettings) -> list[sources.Affect]:
    """The rows that ridge/feelings.tsv makes ("i feel …") and those of more_feelings, on EmoBank's scale; dominance is
    not known (nan)."""
    stack, _, _ = ridge_modules()
    rows = [*zip(*stack.feeling_rows()), *more_feelings(s.seed)]
    rows = rows if s.limit is None else rows[:: max(1, len(rows) // s.limit)]
    return [sources.Affect(t, (v * 2 + VAD_CENTRE, a * 2 + VAD_CENTRE, math.nan)) for t, (v, a) in rows]


def kept(name: str, make, s: RunSettings) -> Examples:
    """What `make` gives, kept in the run's folder until a file that it is made from changes."""
    files = [s.out / file for file in ("tokenizer.json", "linear.npz", "meaning.pt")]
    files += [Path(__file__).with_name(f"{file}.py") for file in MADE_BY]
    stamp = [(f.name, f.stat().st_mtime_ns) for f in files if f.exists()] + [s.limit, s.emotion.linear]
    path = s.out / f"examples-{name}.pt"
    stored = read_torch(path) if path.exists() else None
    if stored is not None and stored["stamp"] == stamp:
        return Examples(**stored["examples"])
    data = make(s)
    write_torch(path, {"stamp": stamp, "examples": vars(data)})
    return data


def training(s: RunSettings) -> Examples:
    return kept("training", _training, s)


def held_out(s: RunSettings) -> Examples:
    return kept("held-out", _held_out, s)


def _training(s: RunSettings) -> Examples:
    """With the ridges, feeling words are among the rows (origin "feelings"); the ridges knew them, unlike the others."""
    piece, wide, rows = WordPiece.read(s.out / "tokenizer.json"), wide_features(s), training_rows(s)
    answers = linear_answers(s, "train")
    if answers is not None:
        more = feelings(s)
        rows, answers = rows + more, np.concatenate([answers, LinearPart(s.out).answers([row.text for row in more])])
    data = examples(s, piece, wide, rows, answers)
    looked_up(data, s)
    data.origin[np.isnan(data.vad[:, 2]) & ~np.isnan(data.vad[:, 0])] = "feelings"
    return data


def _held_out(s: RunSettings) -> Examples:
    piece = WordPiece.read(s.out / "tokenizer.json")
    data = examples(s, piece, wide_features(s), held_out_rows(s), linear_answers(s, "held"))
    looked_up(data, s)
    return data


def looked_up(data: Examples, s: RunSettings) -> None:
    """Puts the features that the graph looks up by token behind the others."""
    found = TokenFeatures.read(s.out / "meaning.pt").of(data.ids)
    data.wide = np.concatenate([data.wide, found], 1)
