"""Hides tokens for masked word prediction (Devlin et al. 2019: 80 % [MASK], 10 % random, 10 % unchanged); words with a
feeling are hidden more often than others (as in SKEP, Tian et al. 2020)."""

from __future__ import annotations

import numpy as np

from .wordpiece import MASK, SEP


def hide(ids: np.ndarray, share: float, vocabulary: int, rng: np.random.Generator, often: np.ndarray | None = None):
    """ids [B, T] -> (ids with hidden tokens [B, T], flat positions [N], tokens to predict [N]); `often` [vocabulary] is
    how likely an entry is chosen against others."""
    flat = ids.reshape(-1).copy()
    candidates = np.flatnonzero(flat > SEP)  # neither padding nor special
    count = max(1, int(round(share * len(candidates))))
    # the smallest of -log(u) / weight: a weighted draw without replacement (Efraimidis and Spirakis 2006)
    keys = rng.exponential(size=len(candidates))
    if often is not None:
        keys /= often[flat[candidates]]
    where = np.sort(candidates[np.argpartition(keys, count - 1)[:count]])
    wanted = flat[where].copy()
    dice = rng.random(count)
    flat[where[dice < 0.8]] = MASK
    random = where[dice >= 0.9]
    flat[random] = rng.integers(MASK + 1, vocabulary, len(random))
    return flat.reshape(ids.shape), where, wanted
