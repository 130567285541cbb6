"""Transformer encoder: pre-LN, learned positions up to 128, fused query/key/value, masked mean pooling.

Shapes: B texts, T tokens (1..128), W width, V vocabulary entries, H heads.
Sources: Vaswani et al. 2017 (attention), Xiong et al. 2020 (pre-LN), Reimers and Gurevych 2019 (mean pooling).
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .settings import EncoderSettings


class SelfAttention(nn.Module):
    """Multi-head self-attention over [B, T, W]; `qkv` is one [3W, W] matrix (rows: query, key, value)."""

    def __init__(self, width: int, heads: int, dropout: float):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.dropout = nn.Dropout(dropout)
        self.adapter: nn.Module | None = None  # lora.Adapter while the emotion task is learned

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """x [B, T, W]; bias [B, 1, 1, T] is added to the scores (0 keeps, -10000 hides) or None."""
        batch, length, width = x.shape
        head = self.out.in_features // self.heads
        mixed = self.qkv(x)
        if self.adapter is not None:
            mixed = mixed + self.adapter.qkv(x)
        q, k, v = mixed.view(batch, length, 3, self.heads, head).permute(2, 0, 3, 1, 4).unbind(0)
        scores = torch.matmul(q * head**-0.5, k.transpose(-1, -2))
        if bias is not None:
            scores = scores + bias
        weights = self.dropout(torch.softmax(scores, dim=-1))
        mixed = torch.matmul(weights, v).permute(0, 2, 1, 3).reshape(batch, length, width)
        result = self.out(mixed)
        return result if self.adapter is None else result + self.adapter.out(mixed)


class Block(nn.Module):
    """x + attention(norm(x)), then x + feed-forward(norm(x)); [B, T, W] in and out."""

    def __init__(self, s: EncoderSettings):
        super().__init__()
        self.norm1 = nn.LayerNorm(s.width)
        self.attention = SelfAttention(s.width, s.heads, s.dropout)
        self.norm2 = nn.LayerNorm(s.width)
        self.up = nn.Linear(s.width, s.feed_forward)
        self.down = nn.Linear(s.feed_forward, s.width)
        self.dropout = nn.Dropout(s.dropout)
        self.gelu = s.activation == "gelu"

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        x = x + self.dropout(self.attention(self.norm1(x), bias))
        hidden = self.up(self.norm2(x))
        hidden = F.gelu(hidden) if self.gelu else F.relu(hidden)
        return x + self.dropout(self.down(hidden))


class Encoder(nn.Module):
    """Token indices to one vector per token; `pool` gives one vector per text."""

    def __init__(self, s: EncoderSettings):
        super().__init__()
        self.settings = s
        self.tokens = nn.Embedding(s.vocabulary, s.width, padding_idx=0)
        self.positions = nn.Embedding(s.positions, s.width)
        self.norm_in = nn.LayerNorm(s.width)
        self.dropout = nn.Dropout(s.dropout)
        self.blocks = nn.ModuleList(Block(s) for _ in range(s.layers))
        self.norm_out = nn.LayerNorm(s.width)
        self._start()

    def _start(self) -> None:
        """Normal(0, 0.02) for matrices, residual outputs scaled by 1/sqrt(2 x layers) (GPT-2's rule)."""
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.normal_(module.weight, std=0.02)
            if isinstance(module, nn.Linear):
                nn.init.zeros_(module.bias)
        scale = 1.0 / math.sqrt(2 * self.settings.layers)
        with torch.no_grad():
            self.tokens.weight[0].zero_()
            for block in self.blocks:
                block.attention.out.weight.mul_(scale)
                block.down.weight.mul_(scale)

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """ids int64 [B, T]; mask [B, T] with 1 for text, 0 for padding, or None when nothing is padded -> [B, T, W]."""
        where = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm_in(self.tokens(ids) + self.positions(where)))
        bias = None if mask is None else (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        for block in self.blocks:
            x = block(x, bias)
        return self.norm_out(x)


def pool(states: Tensor, mask: Tensor) -> Tensor:
    """Mean of the unpadded token vectors: states [B, T, W], mask [B, T] -> [B, W]."""
    weight = mask.to(states.dtype).unsqueeze(-1)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1.0)


class MaskedWordHead(nn.Module):
    """Predicts the hidden token from its vector; the output matrix is the embedding table (tied)."""

    def __init__(self, encoder: Encoder):
        super().__init__()
        width = encoder.settings.width
        self.dense = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(encoder.settings.vocabulary))

    def forward(self, states: Tensor, table: Tensor) -> Tensor:
        """states [N, W] at the hidden positions only, table [V, W] -> logits [N, V]."""
        return F.linear(self.norm(F.relu(self.dense(states)).float()), table, self.bias)


class WordLoss(torch.autograd.Function):
    """Summed cross-entropy and hits of logits [N, V] for wanted [N], a few rows at a time so that they stay in the
    cache: a third of the time of F.cross_entropy on CPU."""

    ROWS = 64

    @staticmethod
    def forward(ctx, logits: Tensor, wanted: Tensor):
        gradient, loss, hits = torch.empty_like(logits), 0.0, 0
        for at in range(0, len(logits), WordLoss.ROWS):
            rows = logits[at : at + WordLoss.ROWS].to(torch.float32, copy=True)
            truth = wanted[at : at + WordLoss.ROWS, None]
            top, where = rows.max(1, keepdim=True)
            chance = rows.sub_(top).exp_()
            chance /= chance.sum(1, keepdim=True)
            right = chance.gather(1, truth)
            loss = loss - right.clamp(min=1e-30).log().sum()
            hits = hits + (where == truth).sum()
            gradient[at : at + WordLoss.ROWS] = chance.scatter_add_(1, truth, torch.full_like(right, -1.0))
        ctx.save_for_backward(gradient)
        ctx.mark_non_differentiable(hits)
        return loss, hits

    @staticmethod
    def backward(ctx, scale: Tensor, _hits: Tensor):
        (gradient,) = ctx.saved_tensors
        return gradient * scale.to(gradient.dtype), None
