"""Wide & deep heads (Cheng et al. 2016): deep = pooled encoder output, wide = features (counted in the text, answers of
the ridges, looked up by token), averaged per output.

The two are trained apart. Trained together, the net leaned on the ridges' answers for training rows, which are better
than those for new texts (their features were chosen with these rows' labels): r valence on dev .625 against .641 apart.

Outputs: vad [B, 3] (standardised valence, arousal, dominance), emotions [B, 28] logits, sentiment [B, 1] (VADER's scale
divided by 4). `part` chooses deep, wide or both for the ablation.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .placement import Placement

PARTS = ("deep", "wide", "both")
SIZES = {"vad": 3, "emotions": 28, "sentiment": 1}


class AttentionPool(nn.Module):
    """Weighted mean of token vectors; the weight is a learned score per token: [B, T, W] -> [B, W]."""

    def __init__(self, width: int):
        super().__init__()
        self.score = nn.Linear(width, 1)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        scores = self.score(states).squeeze(-1).float() + (1.0 - mask) * -10000.0
        return torch.matmul(torch.softmax(scores, -1).unsqueeze(1), states.float()).squeeze(1)


class Heads(nn.Module):
    """While `placement` is missing only the deep part speaks; finish.py fits the wide part beside it."""

    def __init__(self, width: int, wide: int, hidden: int, dropout: float, part: str = "both"):
        super().__init__()
        if part not in PARTS:
            raise ValueError(f"part is one of {', '.join(PARTS)}, not {part}")
        self.part = part
        self.pool = AttentionPool(width)
        self.dropout = nn.Dropout(dropout)
        self.dense = nn.Linear(2 * width, hidden)
        self.norm = nn.LayerNorm(hidden)
        self.deep = nn.ModuleDict({name: nn.Linear(hidden, size) for name, size in SIZES.items()})
        self.wide = nn.ModuleDict({name: nn.Linear(wide, size) for name, size in SIZES.items()})
        self.register_buffer("wide_mean", torch.zeros(wide))
        self.register_buffer("wide_scale", torch.ones(wide))
        self.placement: Placement | None = None  # finish.py puts these two here
        self.certainty: nn.Linear | None = None
        for layer in [*self.wide.values(), *self.deep.values()]:
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def standardise(self, wide: Tensor) -> Tensor:
        """Raw features [B, F] -> mean 0, sd 1, at most 4 sd out."""
        return ((wide - self.wide_mean) * self.wide_scale).clamp(-4.0, 4.0)

    def forward(self, states: Tensor, mean: Tensor, mask: Tensor, wide: Tensor) -> dict[str, Tensor]:
        """states [B, T, W], mean [B, W] (mean pooling), mask [B, T] float, wide [B, F] raw."""
        pooled = torch.cat([self.pool(states, mask), mean.float()], -1)
        hidden = F.relu(self.norm(self.dense(self.dropout(pooled)).float()))
        hidden = self.dropout(hidden)
        deep = {name: self.deep[name](hidden).float() for name in SIZES}
        if self.part == "deep" or self.placement is None:
            return deep
        given = self.standardise(wide)
        shallow = {name: self.wide[name](given).float() for name in SIZES}
        place = self.placement(given)
        shallow["vad"] = torch.cat([place, shallow["vad"][:, 2:]], -1)
        found = shallow if self.part == "wide" else {name: (deep[name] + shallow[name]) / 2.0 for name in SIZES}
        if self.certainty is not None:
            found["certainty"] = self.certainty(torch.cat([given, place, place.abs()], -1))
        return found
