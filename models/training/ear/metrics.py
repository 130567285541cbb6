"""Figures by which models are judged: Pearson r and macro-F1 with tuned thresholds."""

from __future__ import annotations

import numpy as np


def pearson(a: np.ndarray, b: np.ndarray) -> float:
    a, b = np.asarray(a, float), np.asarray(b, float)
    if len(a) < 2 or a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def f1(wanted: np.ndarray, given: np.ndarray) -> np.ndarray:
    """wanted, given bool [N, L] -> F1 per label [L] (0 where a label never occurs)."""
    hits = (wanted & given).sum(0)
    return 2.0 * hits / np.maximum(wanted.sum(0) + given.sum(0), 1)


def thresholds(wanted: np.ndarray, probability: np.ndarray) -> np.ndarray:
    """The threshold per label [L] with the best F1 on these rows (every observed probability is tried)."""
    best = np.full(wanted.shape[1], 0.5)
    for label in range(wanted.shape[1]):
        order = np.argsort(-probability[:, label])
        truth = wanted[order, label]
        if not truth.any():
            continue
        hits = np.cumsum(truth)
        score = 2.0 * hits / (np.arange(1, len(truth) + 1) + truth.sum())
        at = int(score.argmax())
        sorted_p = probability[order, label]
        below = sorted_p[at + 1] if at + 1 < len(sorted_p) else 0.0
        best[label] = (sorted_p[at] + below) / 2.0
    return best


def macro_f1(wanted: np.ndarray, probability: np.ndarray, limits: np.ndarray) -> float:
    return float(f1(wanted, probability >= limits).mean())


def crossed_macro_f1(wanted: np.ndarray, probability: np.ndarray) -> float:
    """Thresholds tuned on one half, judged on the other, both ways: an honest figure on the tuning set itself."""
    half = np.arange(len(wanted)) % 2 == 0
    limits = np.empty_like(probability)
    limits[half] = thresholds(wanted[~half], probability[~half])
    limits[~half] = thresholds(wanted[half], probability[half])
    return float(f1(wanted, probability >= limits).mean())
