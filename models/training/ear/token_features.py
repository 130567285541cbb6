"""Wide features that are looked up by token inside the graph, so that the app needs no twin of them: the valence of the
text's words by the lexicon, carried over to words it lacks (static_start.valences), and the meaning vector."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from .atomic import read_torch
from .meaning import Meaning
from .settings import RunSettings
from .wordpiece import PAD, SEP

STATISTICS = 6
MEANING_SHARE = 0.2  # of the meaning vector's numbers against the other features, all of sd 1


class TokenFeatures(nn.Module):
    """ids int64 [B, T], mask [B, T] -> (meaning [B, W], features [B, 6 + W])."""

    def __init__(self, meaning: Meaning):
        super().__init__()
        size = meaning.tokens.shape[0]
        self.meaning = meaning
        self.register_buffer("valence", torch.zeros(size))
        self.register_buffer("weight", torch.zeros(size))  # smooth inverse frequency

    @classmethod
    def empty(cls, s: RunSettings) -> "TokenFeatures":
        return cls(Meaning(s.encoder.vocabulary, s.meaning.width, s.meaning.buckets))

    @classmethod
    def read(cls, path: Path) -> "TokenFeatures":
        """meaning.pt of a run."""
        stored = read_torch(path)
        o = stored["settings"]["meaning"]
        made = cls(Meaning(stored["settings"]["encoder"]["vocabulary"], o["width"], o["buckets"]))
        made.meaning.load_state_dict(stored["model"])
        made.valence.copy_(stored["valence"])
        made.weight.copy_(stored["weight"])
        return made.eval().requires_grad_(False)

    @property
    def size(self) -> int:
        return STATISTICS + self.meaning.tokens.shape[1]

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        inner = (ids > SEP).to(self.valence.dtype) * mask.to(self.valence.dtype)
        count = inner.sum(1).clamp(min=1.0)
        valence = self.valence[ids] * inner
        weight = self.weight[ids] * inner
        mean = valence.sum(1) / count
        spread = (valence.square().sum(1) / count - mean.square()).clamp(min=0.0)
        weighted = (valence * weight).sum(1) / (weight.sum(1) + 1e-6)
        found = [mean, valence.max(1).values, valence.min(1).values, weighted, valence.abs().sum(1) / count, (spread + 1e-9).sqrt()]
        meaning = self.meaning(ids, mask)
        return meaning, torch.cat([torch.stack(found, 1), meaning], 1)

    @torch.no_grad()
    def of(self, ids: list[list[int]]) -> np.ndarray:
        """[N, 6 + W] float32 for lists of token indices."""
        order = np.argsort([len(one) for one in ids], kind="stable")
        parts = []
        for at in range(0, len(order), 256):
            some = [ids[i] for i in order[at : at + 256]]
            block = np.full((len(some), max(map(len, some))), PAD, np.int64)
            for row, one in enumerate(some):
                block[row, : len(one)] = one
            given = torch.from_numpy(block)
            parts.append(self(given, given != PAD)[1].numpy())
        return np.concatenate(parts)[np.argsort(order, kind="stable")]
