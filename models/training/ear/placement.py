"""Valence and arousal of the wide part: a kernel ridge on its features.

Kernel: Gaussian, by random Fourier features (Rahimi and Recht 2007) with a linear part beside them, so that it is one
matrix product and a cosine in the graph. Inputs are the standardised wide features, the ridges' out-of-fold answers
among them. What the net says of its own training rows is better than what it says of new ones (with its emotion logits
as inputs folds gave r arousal .553 and dev .507), so nothing of it is an input.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

FEATURES = 1000
LINEAR = 0.1  # weight of the linear part beside the random features
WIDTHS, PENALTIES = (0.03, 0.045, 0.06), (10.0, 30.0, 100.0)  # tried by folds of the training rows
FOLDS = 4


class Placement(nn.Module):
    """inputs [B, I] -> standardised valence and arousal [B, 2]."""

    def __init__(self, inputs: int, features: int = FEATURES):
        super().__init__()
        self.register_buffer("mean", torch.zeros(inputs))
        self.register_buffer("scale", torch.ones(inputs))
        self.register_buffer("directions", torch.zeros(inputs, features))
        self.register_buffer("phases", torch.zeros(features))
        self.register_buffer("weight", torch.zeros(inputs + features, 2))
        self.register_buffer("bias", torch.zeros(2))

    def lift(self, inputs: Tensor) -> Tensor:
        """[B, I] -> [B, I + features]."""
        x = ((inputs - self.mean) * self.scale).clamp(-4.0, 4.0)
        return torch.cat([x * LINEAR, torch.cos(torch.matmul(x, self.directions) + self.phases)], -1)

    def forward(self, inputs: Tensor) -> Tensor:
        return torch.matmul(self.lift(inputs.float()), self.weight) + self.bias


def solve(x: np.ndarray, y: np.ndarray, w: np.ndarray, penalties) -> list[tuple[np.ndarray, np.ndarray]]:
    """Weighted ridge for each penalty: x [N, F], y [N, 2], w [N] -> (weights [F, 2], bias [2])."""
    mean, target = np.average(x, 0, w), np.average(y, 0, w)
    centred = x - mean
    gram, right = centred.T @ (centred * w[:, None]), centred.T @ ((y - target) * w[:, None])
    found = []
    for penalty in penalties:
        weights = np.linalg.solve(gram + penalty * np.eye(len(gram)), right)
        found.append((weights, target - mean @ weights))
    return found


def fit(inputs: np.ndarray, y: np.ndarray, w: np.ndarray, judged: np.ndarray, seed: int) -> tuple[Placement, dict, np.ndarray]:
    """inputs [N, I], y [N, 2] standardised, row weights w; `judged` bool [N]: rows whose folds decide, per axis.
    -> the model, what was tried, and its answers [N, 2] out of fold."""
    rng = np.random.default_rng((seed, 41))
    made = Placement(inputs.shape[1])
    # the rows of EmoBank are the unit, but what was given less weight keeps less
    size = np.maximum(inputs[judged].std(0), 1e-2)
    made.mean.copy_(torch.from_numpy(inputs[judged].mean(0)))
    made.scale.copy_(torch.from_numpy(np.minimum(inputs.std(0), 1.0) / size))
    directions = rng.standard_normal((inputs.shape[1], FEATURES))
    made.phases.copy_(torch.from_numpy(rng.uniform(0, 2 * np.pi, FEATURES)))
    fold = rng.permutation(len(inputs)) % FOLDS
    given = torch.from_numpy(inputs).float()
    best: dict[int, tuple] = {}
    scores, kept = {}, {}
    for width in WIDTHS:
        made.directions.copy_(torch.from_numpy(directions * width))
        x = made.lift(given).double().numpy()
        answers = np.zeros((len(PENALTIES), len(x), 2))
        for k in range(FOLDS):
            rows = fold != k
            for at, (weights, bias) in enumerate(solve(x[rows], y[rows], w[rows], PENALTIES)):
                answers[at][~rows] = x[~rows] @ weights + bias
        kept[width] = answers
        for at, penalty in enumerate(PENALTIES):
            r = [float(np.corrcoef(answers[at][judged, a], y[judged, a])[0, 1]) for a in (0, 1)]
            scores[f"{width}/{penalty}"] = [round(v, 4) for v in r]
            for axis in (0, 1):
                if axis not in best or r[axis] > best[axis][0]:
                    best[axis] = (r[axis], width, penalty)
    width = best[0][1]  # one set of directions for both axes: valence decides it, each has its own penalty
    made.directions.copy_(torch.from_numpy(directions * width))
    x = made.lift(given).double().numpy()
    for axis in (0, 1):
        r, penalty = max((scores[f"{width}/{p}"][axis], p) for p in PENALTIES)
        weights, bias = solve(x, y[:, axis : axis + 1], w, (penalty,))[0]
        made.weight[:, axis] = torch.from_numpy(weights[:, 0])
        made.bias[axis] = float(bias[0])
        best[axis] = (r, width, penalty)
    folded = np.stack([kept[width][PENALTIES.index(best[axis][2])][:, axis] for axis in (0, 1)], 1)
    return made, {"folds": scores, "chosen": {"valence": best[0], "arousal": best[1]}}, folded
