"""Stage `emotion`: valence/arousal/dominance (EmoBank), 28 labels (GoEmotions) and valence (VADER ground truth) at once.

Modes: lora (adapters over the frozen encoder), full (everything trains), heads (encoder frozen, no adapters). What is
judged and kept is a moving average of the weights that train (Polyak and Juditsky 1992). Only the deep part is trained
here; the wide part is fitted in closed form beside it (finish.py).
EmoBank dev and GoEmotions dev (thresholds crossed over halves) choose the epoch; GoEmotions test is not read here.
Writes emotion-<mode>-<part>.pt and adapters-<…>.pt.
"""

from __future__ import annotations

import json
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import lora, metrics, precision
from .atomic import read_torch, write_text, write_torch
from .encoder import Encoder, pool
from .finish import finish
from .gathered import held_out, training
from .heads import Heads
from .progress import Progress
from .schedule import rate_at
from .settings import EncoderSettings, RunSettings, plain
from .tasks import Examples
from .token_features import MEANING_SHARE
from .track import Run


class EmotionModel(nn.Module):
    """Features that the exported graph looks up by token are among `wide` already."""

    def __init__(self, encoder: Encoder, heads: Heads):
        super().__init__()
        self.encoder, self.heads = encoder, heads
        self.register_buffer("vad_mean", torch.zeros(3))
        self.register_buffer("vad_scale", torch.ones(3))

    def forward(self, ids, mask, wide):
        """ids [B, T], mask [B, T] float, wide [B, F] -> (mean-pooled vector [B, W], outputs of the heads)."""
        states = self.encoder(ids, mask)
        mean = pool(states, mask)
        return mean, self.heads(states, mean, mask, wide)


def load_encoder(s: RunSettings, dropout: float) -> tuple[Encoder, dict]:
    path = s.out / (s.emotion.start or "encoder.pt")
    stored = read_torch(path)
    settings = EncoderSettings(**{**stored["settings"], "dropout": dropout})
    s.encoder = settings
    encoder = Encoder(settings)
    encoder.load_state_dict(stored["model"])
    return encoder, {"start": path.name, "tokens": stored.get("tokens"), "pretrain_step": stored.get("step")}


def name_of(s: RunSettings) -> str:
    o = s.emotion
    return f"emotion-{o.mode}-{o.part}" + (f"-{o.label}" if o.label else "")


def losses(model: EmotionModel, found: dict, batch: dict, s: RunSettings) -> dict[str, torch.Tensor]:
    """Mean loss per task over the rows that have it."""
    o, parts = s.emotion, {}
    rows = ~torch.isnan(batch["vad"][:, 0])
    if rows.any():
        wanted = (batch["vad"][rows] - model.vad_mean) * model.vad_scale
        error = torch.nan_to_num(found["vad"][rows] - wanted)  # nan: feeling words have no dominance
        parts["vad"] = error.square().mean() * o.weight_vad * rows.float().mean()
    rows = ~torch.isnan(batch["emotions"][:, 0])
    if rows.any():
        loss = F.binary_cross_entropy_with_logits(found["emotions"][rows], batch["emotions"][rows], reduction="none")
        parts["emotions"] = loss.sum(1).mean() * o.weight_emotions * rows.float().mean()
    rows = ~torch.isnan(batch["sentiment"][:, 0])
    if rows.any():
        error = F.mse_loss(found["sentiment"][rows], batch["sentiment"][rows])
        parts["sentiment"] = error * 10.0 * o.weight_sentiment * rows.float().mean()
    return parts


def order(data: Examples, s: RunSettings, epoch: int) -> list[np.ndarray]:
    """Batches of rows of similar length; EmoBank rows come `emobank_copies` times."""
    rng = np.random.default_rng((s.seed, 11, epoch))
    rows = np.concatenate([np.arange(len(data))] + [np.flatnonzero(data.origin == "emobank")] * (s.emotion.emobank_copies - 1))
    rows = rng.permutation(rows)
    size = np.array([len(i) for i in data.ids])
    batches = []
    for at in range(0, len(rows), 32 * s.emotion.batch):
        some = rows[at : at + 32 * s.emotion.batch]
        some = some[np.argsort(size[some], kind="stable")]
        batches += [some[i : i + s.emotion.batch] for i in range(0, len(some), s.emotion.batch)]
    return [batches[i] for i in rng.permutation(len(batches))][: s.emotion.batches or None]


@torch.no_grad()
def predict(model: EmotionModel, data: Examples, p: precision.Precision) -> dict[str, np.ndarray]:
    """Outputs for every example in order: vad on the 1..5 scale, emotions as probabilities, sentiment -1..1."""
    model.eval()
    size = np.argsort([len(i) for i in data.ids], kind="stable")
    parts: dict[str, list] = {"vad": [], "emotions": [], "sentiment": []}
    for at in range(0, len(data), 128):
        batch = data.batch(size[at : at + 128], p.device)
        with p.autocast():
            _, found = model(batch["ids"], batch["mask"], batch["wide"])
        parts["vad"].append((found["vad"] / model.vad_scale + model.vad_mean).float().cpu().numpy())
        parts["emotions"].append(torch.sigmoid(found["emotions"]).cpu().numpy())
        parts["sentiment"].append(found["sentiment"][:, 0].cpu().numpy())
    back = np.argsort(size, kind="stable")
    return {name: np.concatenate(values)[back] for name, values in parts.items()}


def judge(found: dict[str, np.ndarray], data: Examples) -> dict[str, float]:
    figures: dict[str, float] = {}
    rows = data.origin == "emobank"
    for at, name in enumerate(("valence", "arousal", "dominance")):
        figures[f"emobank_dev_r_{name}"] = metrics.pearson(found["vad"][rows, at], data.vad[rows, at])
    rows = data.origin == "goemotions"
    wanted, given = data.emotions[rows] > 0.5, found["emotions"][rows]
    figures["goemotions_dev_macro_f1_crossed"] = metrics.crossed_macro_f1(wanted, given)
    figures["goemotions_dev_macro_f1"] = metrics.macro_f1(wanted, given, metrics.thresholds(wanted, given))
    for source in ("tweets", "amazon", "nyt", "movies"):
        rows = data.origin == source
        figures[f"vader_r_{source}"] = metrics.pearson(found["sentiment"][rows], data.sentiment[rows])
    figures["vader_r_mean"] = float(np.mean([figures[f"vader_r_{n}"] for n in ("tweets", "amazon", "nyt")]))
    ends = (figures["emobank_dev_r_valence"] + figures["emobank_dev_r_arousal"]) / 2.0
    figures["choice"] = ends + figures["goemotions_dev_macro_f1_crossed"]
    return figures


def prepare(model: EmotionModel, data: Examples, s: RunSettings) -> None:
    """Scales of the targets and of the wide features, and label frequencies, from the training rows."""
    rows = data.origin == "emobank"
    model.vad_mean.copy_(torch.from_numpy(data.vad[rows].mean(0)))
    model.vad_scale.copy_(torch.from_numpy(1.0 / data.vad[rows].std(0)))
    model.heads.wide_mean.copy_(torch.from_numpy(data.wide.mean(0)))
    scale = 1.0 / np.maximum(data.wide.std(0), 1e-2)
    scale[-s.meaning.width :] *= MEANING_SHARE
    model.heads.wide_scale.copy_(torch.from_numpy(scale))
    share = np.clip(data.emotions[data.origin == "goemotions"].mean(0), 1e-4, 1 - 1e-4)
    with torch.no_grad():
        model.heads.deep["emotions"].bias.copy_(torch.from_numpy(np.log(share / (1 - share)).astype(np.float32)))


def parameters(model: EmotionModel, s: RunSettings) -> list[dict]:
    """Optimiser groups: heads at their own rate; adapters, whole encoder or nothing of it by mode."""
    o = s.emotion
    groups = [{"params": list(model.heads.parameters()), "peak": o.rate_heads, "weight_decay": o.weight_decay}]
    if o.mode == "lora":
        adapters = lora.attach(model.encoder, o.rank, o.alpha, o.lora_dropout, o.targets)
        groups.append({"params": adapters, "peak": o.rate_lora, "weight_decay": 0.0})
    elif o.mode == "full":
        groups.append({"params": list(model.encoder.parameters()), "peak": o.rate_full, "weight_decay": o.weight_decay})
    elif o.mode == "heads":
        for parameter in model.encoder.parameters():
            parameter.requires_grad_(False)
    else:
        raise SystemExit(f"emotion.mode is lora, full or heads, not {o.mode}")
    return [{**g, "lr": 0.0} for g in groups]


def run(s: RunSettings) -> None:
    o, p = s.emotion, precision.best()
    torch.manual_seed(s.seed)
    encoder, start = load_encoder(s, o.dropout)
    data, held = training(s), held_out(s)
    model = EmotionModel(encoder, Heads(s.encoder.width, data.wide.shape[1], o.hidden, o.dropout_heads, o.part))
    prepare(model, data, s)
    groups = parameters(model, s)
    model.to(p.device)
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6)
    scaler = p.scaler()
    if o.mode == "lora":
        trained = lora.trainable(encoder)
    else:
        trained = sum(q.numel() for q in encoder.parameters() if q.requires_grad)
    heads = sum(q.numel() for q in model.heads.parameters())
    state = {"epoch": 0, "batch": 0, "step": 0, "best": -1.0, "run": None, "history": []}
    average = Average([q for g in groups for q in g["params"]])
    resume = s.out / f"{name_of(s)}-resume.pt"
    best_weights = None
    if resume.exists():
        stored = read_torch(resume)
        model.load_state_dict(stored["model"])
        optimiser.load_state_dict(stored["optimiser"])
        scaler.load_state_dict(stored["scaler"])
        state, best_weights, average.values = stored["state"], stored["best"], stored["average"]
    record = Run(s.out / "mlruns", name_of(s), state["run"])
    state["run"] = record.run_id
    counts = {"trainable_encoder": trained, "trainable_heads": heads, "encoder": sum(q.numel() for q in encoder.parameters())}
    record.params({**plain(s), **start, **counts})
    print(f"[{name_of(s)}] from {start}, {len(data):,} texts, trainable {trained:,} + {heads:,} in heads, {p.name()}", flush=True)

    epochs = 0 if o.part == "wide" else o.epochs
    steps = sum(len(order(data, s, e)) for e in range(epochs))
    progress = Progress(name_of(s), steps, "steps", 20.0)
    saved, running = time.monotonic(), []
    for epoch in range(state["epoch"], epochs):
        model.train()
        batches = order(data, s, epoch)
        for number in range(state["batch"], len(batches)):
            torch.manual_seed(s.seed * 1_000_003 + state["step"])  # the same dropout after a resume
            batch = data.batch(batches[number], p.device)
            rate = rate_at(state["step"] / steps, 1.0, o.warmup, o.decay_from)
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * rate
            with p.autocast():
                _, found = model(batch["ids"], batch["mask"], batch["wide"])
            parts = losses(model, found, batch, s)
            optimiser.zero_grad(set_to_none=True)
            scaler.scale(sum(parts.values())).backward()
            scaler.unscale_(optimiser)
            torch.nn.utils.clip_grad_norm_([q for g in groups for q in g["params"]], 1.0)
            scaler.step(optimiser)
            scaler.update()
            average.add(o.average)
            state["step"] += 1
            state["batch"] = number + 1
            running = (running + [{k: float(v.detach()) for k, v in parts.items()}])[-100:]
            means = {k: np.mean([r.get(k, 0.0) for r in running]) for k in ("vad", "emotions", "sentiment")}
            progress.show(state["step"], f"epoch {epoch} " + " ".join(f"{k} {v:.3f}" for k, v in means.items()))
            if state["step"] % 50 == 0:
                record.metrics({f"loss_{k}": float(v) for k, v in means.items()}, state["step"])
            if (time.monotonic() - saved) / 60.0 >= o.checkpoint_minutes:
                keep(resume, model, optimiser, scaler, state, best_weights, average)
                saved = time.monotonic()
        average.swap()
        figures = judge(predict(model, held, p), held)
        record.metrics(figures, state["step"])
        state["history"].append(figures)
        print(f"[{name_of(s)}] epoch {epoch}: " + " ".join(f"{k} {v:.3f}" for k, v in figures.items()), flush=True)
        if figures["choice"] > state["best"]:
            state["best"] = figures["choice"]
            best_weights = {k: v.detach().cpu().clone() for k, v in model.state_dict().items()}
        average.swap()
        state["epoch"], state["batch"] = epoch + 1, 0
        keep(resume, model, optimiser, scaler, state, best_weights, average)

    best: dict = {"alone": None}
    if best_weights is not None:
        model.load_state_dict(best_weights)
        best["alone"] = max(state["history"], key=lambda f: f["choice"])
    if o.part != "deep":
        finish(model, data, s.seed)
    best.update(judge(predict(model, held, p), held))
    print(f"[{name_of(s)}] finished: " + " ".join(f"{k} {v:.4f}" for k, v in best.items() if k != "alone"), flush=True)
    whole = {"model": model.state_dict(), "settings": plain(s), "figures": best, "start": start, "counts": counts}
    write_torch(s.out / f"{name_of(s)}.pt", whole)
    if o.mode == "lora":
        write_torch(s.out / f"adapters-{name_of(s)}.pt", lora.state(encoder))
    report = json.dumps({"figures": best, "counts": counts, "start": start}, indent=1)
    write_text(s.out / f"{name_of(s)}.json", report)
    record.artifact("figures.json", report)
    record.finish()
    resume.unlink(missing_ok=True)


class Average:
    """Moving average of parameters; `swap` exchanges it with their present values."""

    def __init__(self, parameters: list[torch.Tensor]):
        self.parameters = parameters
        self.values = [q.detach().clone() for q in parameters]
        self.steps = 0

    @torch.no_grad()
    def add(self, share: float) -> None:
        self.steps += 1
        share = min(share, self.steps / (self.steps + 10.0))  # the start is soon forgotten
        torch._foreach_mul_(self.values, share)
        torch._foreach_add_(self.values, [q.detach() for q in self.parameters], alpha=1.0 - share)

    @torch.no_grad()
    def swap(self) -> None:
        for value, q in zip(self.values, self.parameters):
            now = q.detach().clone()
            q.copy_(value)
            value.copy_(now)


def keep(path, model, optimiser, scaler, state, best, average) -> None:
    whole = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "scaler": scaler.state_dict()}
    write_torch(path, whole | {"state": state, "best": best, "average": average.values})
