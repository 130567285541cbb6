"""The three emotion sets as one list of examples: every example has targets and a weight per task (0: not labelled)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from . import sources
from .features import Wide, word_lists
from .settings import RunSettings
from .wordpiece import PAD, WordPiece

VAD_CENTRE, LABELS = 3.0, 28


@dataclass
class Examples:
    """ids: lists of token indices; wide [N, F]; vad [N, 3] (nan: none); emotions [N, 28] (nan: none); sentiment [N]."""

    ids: list[list[int]]
    wide: np.ndarray
    vad: np.ndarray
    emotions: np.ndarray
    sentiment: np.ndarray
    origin: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    def batch(self, rows: np.ndarray, device) -> dict[str, torch.Tensor]:
        longest = max(len(self.ids[r]) for r in rows)
        ids = np.full((len(rows), longest), PAD, np.int64)
        for at, r in enumerate(rows):
            ids[at, : len(self.ids[r])] = self.ids[r]
        arrays = {"ids": ids, "mask": (ids != PAD).astype(np.float32), "wide": self.wide[rows], "vad": self.vad[rows]}
        arrays.update(emotions=self.emotions[rows], sentiment=self.sentiment[rows, None])
        return {name: torch.from_numpy(np.ascontiguousarray(value)).to(device) for name, value in arrays.items()}


def wide_features(s: RunSettings) -> Wide:
    return Wide(sources.vader_lexicon(s.data), word_lists())


def examples(s: RunSettings, piece: WordPiece, wide: Wide, rows: list, answers: np.ndarray | None = None) -> Examples:
    """rows: sources.Affect, Labelled or Valence, in any mix; answers [N, 35] of the ridges become wide features too."""
    count = len(rows)
    vad = np.full((count, 3), np.nan, np.float32)
    emotions = np.full((count, LABELS), np.nan, np.float32)
    sentiment = np.full(count, np.nan, np.float32)
    origin = np.empty(count, object)
    for at, row in enumerate(rows):
        if isinstance(row, sources.Affect):
            vad[at], origin[at] = row.vad, "emobank"
        elif isinstance(row, sources.Labelled):
            emotions[at] = 0.0
            emotions[at, list(row.labels)] = 1.0
            origin[at] = "goemotions"
        else:
            sentiment[at], origin[at] = row.valence / 4.0, row.source
    ids = [piece.encode(row.text, s.encoder.positions) for row in rows]
    features = np.array([wide.values(row.text) for row in rows], np.float32)
    if answers is not None:
        features = np.concatenate([features, answers.astype(np.float32)], 1)
    return Examples(ids, features, vad, emotions, sentiment, origin)


def linear_answers(s: RunSettings, part: str) -> np.ndarray | None:
    """What linear.npz holds for the rows of `part` ("train": out of fold, "held"); None where the ridges are left out."""
    path = s.out / "linear.npz"
    if not s.emotion.linear or not path.exists():
        return None
    with np.load(path) as stored:
        return stored[part]


def spread(rows: list, limit: int) -> list:
    """At most `limit` rows, taken evenly, so that every source of a set is among them."""
    return rows[:: max(1, -(-len(rows) // limit))]


def training_rows(s: RunSettings) -> list:
    """Training parts of the three sets without texts that also occur in a held-out part."""
    hidden = sources.held_out_keys(s.data)
    rows: list = []
    for part in (sources.emobank(s.data, "train"), sources.goemotions(s.data, "train"), sources.vader(s.data, False)):
        kept = [r for r in part if r.text and sources.same_text_key(r.text) not in hidden]
        rows += kept if s.limit is None else spread(kept, s.limit)
    return rows


def held_out_rows(s: RunSettings) -> list:
    """EmoBank dev, GoEmotions dev, and the VADER fifth."""
    rows: list = []
    for part in (sources.emobank(s.data, "dev"), sources.goemotions(s.data, "dev"), sources.vader(s.data, True)):
        rows += part if s.limit is None else spread(part, s.limit)
    return rows
