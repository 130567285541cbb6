"""The sparse half of wide & deep at inference: counted features of a text -> 35 answers of ridges (linear_stage)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .linear_stage import VOCABULARY, ridge_modules, stored_vocabulary


class LinearPart:
    """linear.npz of a run together with the vocabulary its columns stand for."""

    def __init__(self, out: Path):
        _, self.text, _ = ridge_modules()
        self.vocabulary = stored_vocabulary(VOCABULARY)
        self.stored = dict(np.load(out / "linear.npz"))

    def encode(self, text: str) -> tuple[list[int], list[int]]:
        """Ids (ascending) and counts of the known features of one text, as the graph takes them."""
        return self.vocabulary.encode(self.text.features(text))

    def answers(self, texts: list[str]) -> np.ndarray:
        """[N, 35] float32, from the model of all training rows."""
        counts = self.vocabulary.counts([self.text.features(text) for text in texts])
        lexical = self.vocabulary.lexicon_channel(counts, self.stored["table"]) @ self.stored["channel"]
        return (self.vocabulary.unit(counts) @ self.stored["weights"] + lexical + self.stored["bias"]).astype(np.float32)
