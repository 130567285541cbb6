"""The wide weights: linear models of the wide features alone.

Valence, arousal, dominance and sentiment by ridge regression in closed form; the 28 labels by logistic regression with
a fixed number of full-batch Adam steps. Seconds for 70,000 rows; deterministic.
"""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional as F

PENALTY = 10.0  # of the ridges, on features of sd 1
FEELING_WEIGHT = 0.4  # of a row of feelings.tsv against one of EmoBank's
STEPS, RATE, DECAY = 300, 0.03, 1e-4  # of the logistic regression


def ridge(x: np.ndarray, y: np.ndarray, penalty: float = PENALTY, w: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """x [N, F], y [N, T], row weights w [N] (all 1 if None) -> weights [T, F], bias [T]."""
    w = np.ones(len(x)) if w is None else w
    mean, target = np.average(x, 0, w), np.average(y, 0, w)
    gram = (x - mean).T @ ((x - mean) * w[:, None]) + penalty * np.eye(x.shape[1])
    weights = np.linalg.solve(gram, (x - mean).T @ ((y - target) * w[:, None]))
    return weights.T.astype(np.float32), (target - mean @ weights).astype(np.float32)


def start_wide(model, data) -> None:
    """Fits model.heads.wide (and the biases) on the training rows; data is tasks.Examples."""
    heads = model.heads
    with torch.no_grad():
        x = heads.standardise(torch.from_numpy(data.wide))
    wanted = ((torch.from_numpy(data.vad) - model.vad_mean) * model.vad_scale).double().numpy()
    fits = []
    for axis in range(3):
        rows = np.flatnonzero(~np.isnan(wanted[:, axis]))
        w = np.where(data.origin[rows] == "feelings", FEELING_WEIGHT, 1.0)
        fits.append(ridge(x[rows].double().numpy(), wanted[rows][:, axis : axis + 1], PENALTY, w))
    _put(heads, "vad", *(np.concatenate(part) for part in zip(*fits)))
    rows = np.flatnonzero(~np.isnan(data.sentiment))
    _put(heads, "sentiment", *ridge(x[rows].double().numpy(), data.sentiment[rows, None].astype(float)))

    rows = np.flatnonzero(data.origin == "goemotions")
    given, truth = x[rows], torch.from_numpy(data.emotions[rows])
    weight = torch.zeros(truth.shape[1], x.shape[1], requires_grad=True)
    bias = torch.logit(truth.mean(0).clamp(1e-4, 1 - 1e-4)).requires_grad_(True)
    optimiser = torch.optim.Adam([weight, bias], lr=RATE)
    for step in range(STEPS):
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1.0 - step / STEPS)
        loss = F.binary_cross_entropy_with_logits(given @ weight.t() + bias, truth, reduction="none").sum(1).mean()
        loss = loss + DECAY * weight.square().sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    _put(heads, "emotions", weight.detach().numpy(), bias.detach().numpy())


def _put(heads, name: str, weights: np.ndarray, bias: np.ndarray) -> None:
    with torch.no_grad():
        heads.wide[name].weight.copy_(torch.from_numpy(weights))
        heads.wide[name].bias.copy_(torch.from_numpy(bias))
