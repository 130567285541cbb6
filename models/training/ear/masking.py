"""Hides tokens for masked word prediction (Devlin et al. 2019: 80 % [MASK], 10 % random, 10 % unchanged)."""

from __future__ import annotations

import numpy as np

from .wordpiece import MASK, SEP


def hide(ids: np.ndarray, share: float, vocabulary: int, rng: np.random.Generator):
    """ids [B, T] -> (ids with hidden tokens [B, T], flat positions [N], tokens to predict [N])."""
    flat = ids.reshape(-1).copy()
    candidates = np.flatnonzero(flat > SEP)  # neither padding nor special
    count = max(1, int(round(share * len(candidates))))
    where = np.sort(rng.choice(candidates, count, replace=False))
    wanted = flat[where].copy()
    dice = rng.random(count)
    flat[where[dice < 0.8]] = MASK
    random = where[dice >= 0.9]
    flat[random] = rng.integers(MASK + 1, vocabulary, len(random))
    return flat.reshape(ids.shape), where, wanted
