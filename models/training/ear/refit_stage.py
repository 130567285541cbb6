"""Stage `refit`: fits `placement` on the outputs of a trained emotion model; writes emotion-…-refit.pt beside it."""

from __future__ import annotations

import numpy as np
import torch

from . import metrics, precision
from .atomic import read_torch, write_torch
from .emotion_stage import EmotionModel, judge, name_of, predict
from .export_stage import rebuild
from .gathered import held_out, training
from .placement import fit
from .settings import EncoderSettings, RunSettings
from .tasks import Examples
from .wide_start import FEELING_WEIGHT


def some(data: Examples, rows: np.ndarray) -> Examples:
    parts = (data.wide, data.vad, data.emotions, data.sentiment, data.origin)
    return Examples([data.ids[r] for r in rows], *(part[rows] for part in parts))


@torch.no_grad()
def inputs_of(model: EmotionModel, data: Examples, found: dict) -> np.ndarray:
    """[N, F + 29]: standardised wide features, emotion logits, sentiment."""
    given = model.heads.standardise(torch.from_numpy(data.wide)).numpy()
    p = np.clip(found["emotions"], 1e-7, 1 - 1e-7)
    return np.concatenate([given, np.log(p / (1 - p)), found["sentiment"][:, None]], 1).astype(np.float32)


def run(s: RunSettings) -> None:
    stored = read_torch(s.out / f"{name_of(s)}.pt")
    s.encoder = EncoderSettings(**{**stored["settings"]["encoder"], "dropout": 0.0})
    model, p = rebuild(stored, with_adapters=False), precision.best()
    every = training(s)
    data = some(every, np.flatnonzero(~np.isnan(every.vad[:, 0])))
    found = predict(model, data, p)
    judged = data.origin == "emobank"
    own = [metrics.pearson(found["vad"][judged, a], data.vad[judged, a]) for a in (0, 1)]
    print(f"[refit] the net's own r on the rows it learned from: {own[0]:.4f} {own[1]:.4f}", flush=True)
    y = (data.vad[:, :2] - model.vad_mean[:2].numpy()) * model.vad_scale[:2].numpy()
    placement, report = fit(inputs_of(model, data, found), y, np.where(judged, 1.0, FEELING_WEIGHT), judged, s.seed)
    model.heads.placement = placement
    held = held_out(s)
    figures = {**stored["figures"], **judge(predict(model, held, p), held)}
    print(f"[refit] {report}", flush=True)
    print("[refit] " + " ".join(f"{k} {v:.4f}" for k, v in figures.items()), flush=True)
    stored["model"], stored["figures"] = model.state_dict(), figures
    stored["settings"]["emotion"]["label"] = s.emotion.label + "-refit"
    s.emotion.label += "-refit"
    write_torch(s.out / f"{name_of(s)}.pt", stored)
