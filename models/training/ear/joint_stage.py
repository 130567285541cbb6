"""Stage `joint`: full fine-tuning on emotion and meaning at once, for a set time, in one process per core.

What stages `meaning` and `emotion` do one after the other, in the time that two shared cores leave: every step is a
batch of the three emotion sets; every `joint.meaning_every`-th also a contrastive batch, so that the mean-pooled vector
stays a sentence embedding while the heads learn. Writes emotion-full-<part>-joint.pt, read by `export` and `ship` with
emotion.mode=full emotion.label=joint. The weights of the best of `joint.looks` looks at the dev parts are kept.
"""

from __future__ import annotations

import json
import time

import numpy as np
import torch

from . import precision
from .atomic import write_text, write_torch
from .emotion_stage import EmotionModel, judge, load_encoder, losses, name_of, order, parameters, predict, prepare
from .encoder import pool
from .gathered import held_out, training
from .heads import Heads
from .meaning_stage import info_nce, judge as judge_meaning, padded
from .pairs import Pairs
from .progress import Progress
from .schedule import rate_at
from .settings import RunSettings, plain
from .track import Run
from .wordpiece import WordPiece
from .workers import EXTRA, Team, flat_gradients, together

LONGEST_STEP = 30.0  # seconds of one step that count at most


def run(s: RunSettings) -> None:
    s.emotion.mode, s.emotion.label = "full", s.emotion.label or "joint"
    together(1 if torch.cuda.is_available() else s.pretrain.workers, train, s)


def endless(make):
    """Items of make(0), make(1), … one after the other."""
    epoch = 0
    while True:
        yield from make(epoch)
        epoch += 1


def train(team: Team, s: RunSettings) -> None:
    o, j, p = s.emotion, s.joint, precision.best()
    torch.manual_seed(s.seed)
    leader = team.rank == 0
    encoder, start = load_encoder(s, o.dropout)
    piece, data = WordPiece.read(s.out / "tokenizer.json"), training(s)
    held = held_out(s) if leader else None
    model = EmotionModel(encoder, Heads(s.encoder.width, data.wide.shape[1], o.hidden, o.dropout_heads, o.part))
    prepare(model, data)
    groups = parameters(model, s)
    model.to(p.device).train()
    flat = flat_gradients([q for g in groups for q in g["params"]])
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6)
    pairs = Pairs(s)
    mine = slice(team.rank, None, team.size)
    emotion = endless(lambda epoch: order(data, s, epoch)[mine])
    meaning = endless(lambda epoch: pairs.epoch(epoch)[mine])
    record = Run(s.out / "mlruns", name_of(s), None) if leader else None
    if leader:
        record.params({**plain(s), **start})
        print(f"[{name_of(s)}] from {start}, {len(data):,} texts, {flat.numel():,} parameters, {p.name()}", flush=True)

    budget, seconds, step, looks, best = j.minutes * 60.0, 0.0, 0, 0, None
    history: list[dict] = []
    progress, running = Progress(name_of(s), budget, "s", 20.0), []
    began = time.monotonic()
    while seconds < budget:
        torch.manual_seed((s.seed * 1_000_003 + step) * 8 + team.rank)
        rate = rate_at(seconds / budget, 1.0, 0.04, j.decay_from)
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * rate
        flat.zero_()
        batch = data.batch(next(emotion), p.device)
        with p.autocast():
            _, found = model(batch["ids"], batch["mask"], batch["wide"])
        parts = losses(model, found, batch, s)
        sum(parts.values()).backward()
        if j.meaning_every and step % j.meaning_every == 0:
            left, right = zip(*next(meaning))
            with p.autocast():
                sides = [padded(list(side), piece, s.meaning.longest, p.device) for side in (left, right)]
                loss = info_nce(*(pool(encoder(*side), side[1]) for side in sides), s.meaning.temperature)
            (loss * j.weight_meaning).backward()
            parts["meaning"] = loss
        flat[-EXTRA:] = 0.0
        flat[-1] = min(time.monotonic() - began, LONGEST_STEP) if leader else 0.0
        began = time.monotonic()
        team.sum(flat)
        seconds += float(flat[-1])
        flat[:-EXTRA].div_(team.size)
        norm = float(torch.linalg.vector_norm(flat[:-EXTRA]))
        if norm > 1.0:
            flat[:-EXTRA].mul_(1.0 / norm)
        optimiser.step()
        step += 1
        if leader:
            running = (running + [{k: float(v.detach()) for k, v in parts.items()}])[-200:]
            means = {k: np.mean([r[k] for r in running if k in r] or [0]) for k in ("vad", "emotions", "sentiment", "meaning")}
            progress.show(min(seconds, budget), f"step {step} " + " ".join(f"{k} {v:.3f}" for k, v in means.items()))
        if seconds / budget < j.looks_from + (1.0 - j.looks_from) * looks / max(j.looks - 1, 1) and seconds < budget:
            continue
        looks += 1
        if leader:
            figures = judge(predict(model, held, p), held)
            figures.update(judge_meaning(encoder, piece, s, p))
            model.train()
            record.metrics(figures, step)
            history.append(figures)
            print(f"[{name_of(s)}] step {step}: " + " ".join(f"{k} {v:.4f}" for k, v in figures.items()), flush=True)
            if figures["choice"] >= max(f["choice"] for f in history):
                best = {k: v.detach().cpu().clone() for k, v in model.state_dict().items()}
                counts = {"trainable": flat.numel() - EXTRA, "steps": step}
                whole = {"model": best, "settings": plain(s), "figures": figures, "start": start, "counts": counts}
                write_torch(s.out / f"{name_of(s)}.pt", whole)
            began = time.monotonic()
    if leader:
        report = json.dumps({"history": history, "start": start, "steps": step}, indent=1)
        write_text(s.out / f"{name_of(s)}.json", report)
        record.artifact("figures.json", report)
        record.finish()
