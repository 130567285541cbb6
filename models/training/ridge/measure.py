"""How good a model is, beside what costs nothing."""

import numpy as np

from solve import correlations

AXES = ("valence", "arousal")


def errors(predicted, wanted):
    """Per axis r (null for a constant), root mean squared error and mean absolute error."""
    found = {}
    for axis, name in enumerate(AXES):
        p, w = predicted[:, axis], wanted[:, axis]
        r = None if np.ptp(p) == 0 else round(float(np.corrcoef(p, w)[0, 1]), 4)
        found[name] = {
            "r": r,
            "rmse": round(float(np.sqrt(np.mean((p - w) ** 2))), 4),
            "mae": round(float(np.mean(np.abs(p - w))), 4),
        }
    return found


def r_interval(predicted, wanted, random, draws=2000):
    """Per axis the 95% interval of r over resampled texts."""
    rows = random.integers(0, len(wanted), (draws, len(wanted)))
    rs = np.array([correlations(predicted[row], wanted[row]) for row in rows])
    low, high = np.percentile(rs, [2.5, 97.5], axis=0)
    return {name: [round(float(low[i]), 4), round(float(high[i]), 4)] for i, name in enumerate(AXES)}


def quadrants(points, wanted):
    """Of the texts clearly in a quadrant (both axes ≥ 0.2 from 0) the share that lands in it."""
    clear = (np.abs(wanted) >= 0.2).all(1)
    return round(float((np.sign(points[clear]) == np.sign(wanted[clear])).all(1).mean()), 4)
