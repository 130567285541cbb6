"""What stands beside a trained net, fitted in closed form: the wide part with its kernel ridge for valence and arousal
(`placement`), and how sure the model is (`certainty`).

Certainty is the logit of "the point lies within .25 of the people's", by logistic regression over the wide features and
the kernel ridge, whose answers for training rows come from folds; so do the errors it learns from.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from . import placement, placing
from .wide_start import FEELING_WEIGHT, start_wide

PENALTY = 100.0


def finish(model, data, seed: int) -> None:
    """model: emotion_stage.EmotionModel; data: the training rows it saw."""
    heads = model.heads
    start_wide(model, data)
    rows = np.flatnonzero(~np.isnan(data.vad[:, 0]))
    judged = data.origin[rows] == "emobank"
    with torch.no_grad():
        given = heads.standardise(torch.from_numpy(data.wide[rows])).numpy()
    mean, scale = model.vad_mean[:2].numpy(), model.vad_scale[:2].numpy()
    wanted = (data.vad[rows, :2] - mean) * scale
    heads.placement, report, folded = placement.fit(given, wanted, np.where(judged, 1.0, FEELING_WEIGHT), judged, seed)
    print(f"[emotion] kernel ridge: {report['chosen']}", flush=True)

    error = np.hypot(*((folded - wanted) / scale / 2.0).T)
    x = np.concatenate([given, folded, np.abs(folded)], 1)[judged]
    curve = placing.logistic(x, (error[judged] <= placing.NEAR).astype(float), PENALTY)
    heads.certainty = nn.Linear(x.shape[1], 1)
    with torch.no_grad():
        heads.certainty.weight[0] = torch.from_numpy(curve[1:]).float()
        heads.certainty.bias.fill_(float(curve[0]))
