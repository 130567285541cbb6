"""Raw output to the plane: per axis tanh(gain · (raw − centre)), which keeps order."""

import numpy as np
from scipy.optimize import least_squares


def calibrate(raw, points):
    """Per axis the centre and gain for the given texts' raw and wanted points, [n, 2] each.

    The centre is the median raw output of the texts that belong in the middle, so that a text
    without feeling stays there; the gain is the one with the least (soft) squared error.
    """
    neutral = np.abs(points).max(1) <= 0.1
    fitted = []
    for axis in range(2):
        centre = float(np.median(raw[neutral, axis]))
        found = least_squares(
            lambda gain: np.tanh(gain * (raw[:, axis] - centre)) - points[:, axis], 3.0, loss="soft_l1"
        )
        gain = found.x[0]
        fitted.append({"centre": round(float(centre), 4), "gain": round(float(gain), 4)})
    return {"kind": "tanh", "valence": fitted[0], "arousal": fitted[1]}


def placed(raw, calibration):
    """The plane's points for raw ones. [n, 2] each."""
    axes = [calibration["valence"], calibration["arousal"]]
    return np.stack(
        [np.tanh(a["gain"] * (raw[:, i] - a["centre"])) for i, a in enumerate(axes)], 1
    )
