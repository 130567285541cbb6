"""Starts the embedding table from GloVe: 100-d vectors of whole words through a fixed orthonormal map to the width;
emoji start from the words of their Unicode names; everything else keeps its random start."""

from __future__ import annotations

import numpy as np
import torch

from .emoji import common_emoji, emoji_words


def start(table: torch.Tensor, vocabulary: dict[str, int], vectors: dict[str, np.ndarray], seed: int) -> int:
    """Overwrites rows of table [V, W] in place (rms 0.02 as for random rows); returns how many."""
    words = list(vectors)
    matrix = np.stack([vectors[w] for w in words])
    matrix = (matrix - matrix.mean(0)) / matrix.std(0)
    width = table.shape[1]
    rng = np.random.default_rng(seed)
    basis, _ = np.linalg.qr(rng.standard_normal((max(width, matrix.shape[1]), min(width, matrix.shape[1]))))
    if width < matrix.shape[1]:
        basis = basis.T
    mapped = matrix @ basis.T if basis.shape[0] == width else matrix @ basis
    mapped *= 0.02 / np.sqrt((mapped**2).mean())
    row = {w: i for i, w in enumerate(words)}
    found = 0
    with torch.no_grad():
        for entry, index in vocabulary.items():
            if entry in row:
                table[index] = torch.from_numpy(mapped[row[entry]]).to(table.dtype)
                found += 1
        for char in common_emoji():
            named = [mapped[row[w]] for w in emoji_words(char) if w in row]
            for entry in (char, "##" + char):
                if named and entry in vocabulary:
                    table[vocabulary[entry]] = torch.from_numpy(np.mean(named, 0)).to(table.dtype)
                    found += 1
    return found
