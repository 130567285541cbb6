"""Stage `refit`: adds `placement` to a trained emotion model; writes emotion-…-refit.pt beside it."""

from __future__ import annotations

import numpy as np
import torch

from . import precision
from .atomic import read_torch, write_torch
from .emotion_stage import judge, name_of, predict
from .export_stage import rebuild
from .gathered import held_out, training
from .placement import fit
from .settings import EncoderSettings, RunSettings
from .tasks import Examples
from .wide_start import FEELING_WEIGHT


def some(data: Examples, rows: np.ndarray) -> Examples:
    parts = (data.wide, data.vad, data.emotions, data.sentiment, data.origin)
    return Examples([data.ids[r] for r in rows], *(part[rows] for part in parts))


def run(s: RunSettings) -> None:
    stored = read_torch(s.out / f"{name_of(s)}.pt")
    s.encoder = EncoderSettings(**{**stored["settings"]["encoder"], "dropout": 0.0})
    model, p = rebuild(stored, with_adapters=False), precision.best()
    every = training(s)
    data = some(every, np.flatnonzero(~np.isnan(every.vad[:, 0])))
    judged = data.origin == "emobank"
    with torch.no_grad():
        given = model.heads.standardise(torch.from_numpy(data.wide)).numpy()
    y = (data.vad[:, :2] - model.vad_mean[:2].numpy()) * model.vad_scale[:2].numpy()
    placement, report = fit(given, y, np.where(judged, 1.0, FEELING_WEIGHT), judged, s.seed)
    model.heads.placement = placement
    held = held_out(s)
    figures = {**stored["figures"], **judge(predict(model, held, p), held)}
    print(f"[refit] {report}", flush=True)
    print("[refit] " + " ".join(f"{k} {v:.4f}" for k, v in figures.items()), flush=True)
    stored["model"], stored["figures"] = model.state_dict(), figures
    stored["settings"]["emotion"]["label"] = s.emotion.label + "-refit"
    s.emotion.label += "-refit"
    write_torch(s.out / f"{name_of(s)}.pt", stored)
