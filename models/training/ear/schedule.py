"""Learning rate over a run: linear warm-up, flat, then linear decay to 0 ("warmup-stable-decay", Hu et al. 2024), so
that a run can be lengthened from the checkpoint kept at the end of the flat part."""

from __future__ import annotations


def rate_at(share: float, peak: float, warmup: float, decay_from: float) -> float:
    """share 0..1 of the run done -> learning rate."""
    if share < warmup:
        return peak * max(share / warmup, 0.01)
    if share < decay_from:
        return peak
    return peak * max((1.0 - share) / max(1.0 - decay_from, 1e-9), 0.0)
