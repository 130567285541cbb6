"""Low-rank adapters on the attention projections (Hu et al. 2021): W x + (alpha / rank) B A x, with A random, B zero.

One `Adapter` per layer holds a [4, rank, W] and b [4, W, rank] for query, key, value, output; a target that is not
chosen keeps b = 0 and is not trained. `merge` adds the product to the weights and takes the adapter off.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from .encoder import Encoder

TARGETS = ("query", "key", "value", "output")


class Adapter(nn.Module):
    def __init__(self, width: int, rank: int, alpha: float, dropout: float, targets: tuple[str, ...]):
        super().__init__()
        unknown = set(targets) - set(TARGETS)
        if unknown:
            raise ValueError(f"unknown LoRA targets {sorted(unknown)}; known: {', '.join(TARGETS)}")
        self.scale = alpha / rank
        self.dropout = nn.Dropout(dropout)
        self.chosen = tuple(TARGETS.index(t) for t in TARGETS if t in targets)
        self.a = nn.Parameter(torch.randn(4, rank, width) / math.sqrt(width))
        self.b = nn.Parameter(torch.zeros(4, width, rank))

    def use(self, a: Tensor, b: Tensor) -> None:
        """Takes other weights than its own, a [4, rank, W] and b [4, W, rank]: graph inputs while exporting."""
        for name in ("a", "b"):
            self._parameters.pop(name, None)
        self.a, self.b = a, b

    def project(self, x: Tensor, target: int) -> Tensor:
        """x [B, T, W] -> [B, T, W]."""
        return torch.matmul(torch.matmul(x, self.a[target].t()), self.b[target].t())

    def qkv(self, x: Tensor) -> Tensor:
        """x [B, T, W] -> what is added to the fused projection [B, T, 3W]."""
        x = self.dropout(x) * self.scale
        parts = [self.project(x, t) if t in self.chosen else torch.zeros_like(x) for t in range(3)]
        return torch.cat([p.to(parts[0].dtype) for p in parts], -1)

    def out(self, x: Tensor) -> Tensor:
        """x [B, T, W] -> what is added to the output projection."""
        return self.project(self.dropout(x) * self.scale, 3) if 3 in self.chosen else torch.zeros_like(x)


def attach(encoder: Encoder, rank: int, alpha: float, dropout: float, targets: tuple[str, ...]) -> list[nn.Parameter]:
    """Puts an adapter on every layer; returns their parameters (the only ones to train in the encoder)."""
    for parameter in encoder.parameters():
        parameter.requires_grad_(False)
    for block in encoder.blocks:
        block.attention.adapter = Adapter(encoder.settings.width, rank, alpha, dropout, targets)
    return [p for block in encoder.blocks for p in block.attention.adapter.parameters()]


def trainable(encoder: Encoder) -> int:
    """Adapter numbers that really train (those of the chosen targets)."""
    found = [b.attention.adapter for b in encoder.blocks if b.attention.adapter is not None]
    return sum((a.a[0].numel() + a.b[0].numel()) * len(a.chosen) for a in found)


def state(encoder: Encoder) -> dict[str, Tensor]:
    """a [L, 4, rank, W] and b [L, 4, W, rank] of all layers, the scale folded into b."""
    found = [block.attention.adapter for block in encoder.blocks]
    a = torch.stack([adapter.a.detach() for adapter in found]).cpu()
    b = torch.stack([adapter.b.detach() * adapter.scale for adapter in found]).cpu()
    for target in range(4):
        if target not in found[0].chosen:
            b[:, target] = 0.0
    return {"a": a, "b": b}


@torch.no_grad()
def merge(encoder: Encoder) -> None:
    """Adds scale x B A to the weights of the chosen targets and removes the adapters."""
    stacked = state(encoder)
    width = encoder.settings.width
    for layer, block in enumerate(encoder.blocks):
        product = torch.matmul(stacked["b"][layer], stacked["a"][layer])  # [4, W, W]
        attention = block.attention
        for target in range(3):
            attention.qkv.weight[target * width : (target + 1) * width] += product[target].to(attention.qkv.weight)
        attention.out.weight += product[3].to(attention.out.weight)
        attention.adapter = None
