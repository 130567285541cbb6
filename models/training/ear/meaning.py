"""Meaning vectors: a weighted mean of static vectors of tokens and of pairs of neighbouring tokens (hashed), as in
sent2vec (Pagliardini et al. 2018). No layers are run for them, so that a hundred thousand songs take seconds.

Pairs tell "low energy, high acousticness" from "high energy, low acousticness", which single tokens cannot.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .wordpiece import SEP

FACTORS = (31_337, 7_919)


def pairs_of(ids: Tensor, buckets: int) -> Tensor:
    """ids int64 [B, T] -> the bucket of each token with the one after it [B, T - 1]."""
    return torch.remainder(ids[:, :-1] * FACTORS[0] + ids[:, 1:] * FACTORS[1], buckets)


class Meaning(nn.Module):
    """ids int64 [B, T], mask [B, T] -> [B, W] of length 1 (0 where a text has no known token)."""

    def __init__(self, vocabulary: int, width: int, buckets: int):
        super().__init__()
        self.buckets = buckets
        self.tokens = nn.Parameter(torch.zeros(vocabulary, width))
        self.pairs = nn.Parameter(torch.zeros(buckets, width))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        # padding, [CLS] and [SEP] have rows of zeros in `tokens`; pairs with them do not count
        inner = (ids > SEP).to(torch.float32) * mask.to(torch.float32)
        neighbours = pairs_of(ids, self.buckets)
        total = self._sum(ids, self.tokens, inner) + self._sum(neighbours, self.pairs, inner[:, :-1] * inner[:, 1:])
        # the root of a sum that may be 0: its gradient needs the small number
        return total * (total.square().sum(-1, keepdim=True) + 1e-12).rsqrt()

    def _sum(self, ids: Tensor, table: Tensor, weight: Tensor) -> Tensor:
        """[B, T] -> [B, W]."""
        return nn.functional.embedding_bag(ids, table, mode="sum", per_sample_weights=weight)


class PackedMeaning(Meaning):
    """The same from int8 rows with a scale each, for export: rows are added up by a matrix product, which touches them
    once."""

    def __init__(self, made: Meaning):
        super().__init__(*made.tokens.shape, made.buckets)
        for name in ("tokens", "pairs"):
            table = getattr(made, name).detach()
            scale = table.abs().max(1, keepdim=True).values.clamp(min=1e-12) / 127.0
            delattr(self, name)
            self.register_buffer(name, torch.round(table / scale).to(torch.int8))
            self.register_buffer(f"{name}_scale", scale.squeeze(1))

    def _sum(self, ids: Tensor, table: Tensor, weight: Tensor) -> Tensor:
        scale = self.tokens_scale if table is self.tokens else self.pairs_scale
        return torch.matmul((weight * scale[ids]).unsqueeze(1), table[ids].to(torch.float32)).squeeze(1)
