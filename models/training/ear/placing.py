"""From raw outputs to what a person sees: the map to the plane, and how sure a reading is.

The map is ridge-1's: tanh(gain · (raw − centre)) per axis, fitted on the sentences of ridge/everyday.tsv that are set
aside for it (calibrate.py). It is monotone, so the order of texts along an axis stays.

Confidence is a logistic curve (Platt 1999) over two signals, fitted on EmoBank dev against "the raw point lies within .25
of the people's": what the model learned of its own errors (finish.py), and how far its two valences lie apart. The app
has more signals; with all of them the curve was no better on the other half than the constant.
"""

from __future__ import annotations

import numpy as np

from .linear_stage import ridge_modules

NEAR = 0.25  # distance in the raw plane that counts as right
SIGNALS = ("certainty", "disagreement")


def calibration(raw: np.ndarray, points: np.ndarray) -> dict:
    """raw, points [N, 2] -> {"kind": "tanh", "valence": {"centre", "gain"}, "arousal": …}."""
    ridge_modules()
    from calibrate import calibrate

    return calibrate(raw, points)


def signals(raw: np.ndarray, sentiment: np.ndarray, certainty: np.ndarray) -> np.ndarray:
    """raw [N, 2], sentiment [N], logits [N] -> [N, 2] as in SIGNALS."""
    return np.stack([certainty, np.abs(sentiment - raw[:, 0])], 1)


def logistic(x: np.ndarray, y: np.ndarray, penalty: float = 1.0, steps: int = 50) -> np.ndarray:
    """Newton's method; x [N, F] is standardised inside, y [N] 0/1 -> bias and F weights for raw x."""
    # a signal that hardly ever differs on these texts may not get a huge weight
    mean, scale = x.mean(0), np.maximum(x.std(0), 0.05)
    design = np.concatenate([np.ones((len(x), 1)), (x - mean) / scale], 1)
    ridge = np.diag([0.0] + [penalty] * x.shape[1])
    w = np.zeros(design.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-design @ w))
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + ridge
        w = w - np.linalg.solve(hessian, design.T @ (p - y) + ridge @ w)
    weights = w[1:] / scale
    return np.concatenate([[w[0] - mean @ weights], weights])


def chances(curve: np.ndarray, x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(curve[0] + x @ curve[1:])))


def confidence(x: np.ndarray, right: np.ndarray) -> tuple[dict, dict]:
    """The curve from all rows, and how good it is when fitted on one half and judged on the other: Brier score against
    that of the constant, and the mean gap between chance and share over five equal groups."""
    half = np.arange(len(x)) % 2 == 0
    guess = np.empty(len(x))
    for mine in (half, ~half):
        guess[mine] = chances(logistic(x[~mine], right[~mine].astype(float)), x[mine])
    groups = np.array_split(np.argsort(guess), 5)
    figures = {
        "share_right": float(right.mean()),
        "brier": float(((guess - right) ** 2).mean()),
        "brier_constant": float(right.mean() * (1 - right.mean())),
        "calibration_gap": float(np.mean([abs(guess[g].mean() - right[g].mean()) for g in groups])),
    }
    curve = logistic(x, right.astype(float))
    return {"bias": float(curve[0]), "weights": {n: float(w) for n, w in zip(SIGNALS, curve[1:])}}, figures
