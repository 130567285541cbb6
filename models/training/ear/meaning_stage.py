"""Stage `meaning`: InfoNCE with in-batch negatives over pairs that mean the same; writes meaning.pt.

SICK trial and the STS-2014 tweet-news part decide; SICK test and STS 2015 are for the final look elsewhere.
"""

from __future__ import annotations

import time

import numpy as np
import torch
from torch.nn import functional as F

from . import precision, similarity
from .atomic import read_torch, write_torch
from .encoder import Encoder, pool
from .pairs import Pairs
from .pretrain_stage import groups
from .progress import Progress
from .schedule import rate_at
from .settings import EncoderSettings, RunSettings, plain
from .track import Run
from .wordpiece import PAD, WordPiece


def padded(texts: list[str], piece: WordPiece, longest: int, device) -> tuple[torch.Tensor, torch.Tensor]:
    ids = [piece.encode(t, longest) for t in texts]
    block = np.full((len(ids), max(map(len, ids))), PAD, np.int64)
    for row, one in enumerate(ids):
        block[row, : len(one)] = one
    given = torch.from_numpy(block).to(device)
    return given, (given != PAD).float()


def info_nce(a: torch.Tensor, b: torch.Tensor, temperature: float) -> torch.Tensor:
    """a, b [N, W]: row i of one belongs to row i of the other -> symmetric cross-entropy over cosines."""
    scores = F.normalize(a.float(), dim=-1) @ F.normalize(b.float(), dim=-1).t() / temperature
    truth = torch.arange(len(a), device=a.device)
    return (F.cross_entropy(scores, truth) + F.cross_entropy(scores.t(), truth)) / 2.0


def judge(encoder, piece, s: RunSettings, p) -> dict[str, float]:
    names = {"sick_trial_r": "SICK_trial.txt", "sts_tweet_news_r": "sts-2014-tweet-news-dev.tsv"}
    return {key: similarity.correlation(encoder, piece, s.data, name, p, s.limit) for key, name in names.items()}


def run(s: RunSettings) -> None:
    o, p = s.meaning, precision.best()
    torch.manual_seed(s.seed)
    stored = read_torch(s.out / "encoder.pt")
    encoder = Encoder(EncoderSettings(**{**stored["settings"], "dropout": o.dropout}))
    encoder.load_state_dict(stored["model"])
    encoder.to(p.device).train()
    piece, pairs = WordPiece.read(s.out / "tokenizer.json"), Pairs(s)
    optimiser = torch.optim.AdamW(groups(encoder, 0.01), lr=0.0, betas=(0.9, 0.98), eps=1e-6)
    scaler = p.scaler()
    state = {"epoch": 0, "batch": 0, "step": 0, "run": None, "history": []}
    resume = s.out / "meaning-resume.pt"
    if resume.exists():
        kept = read_torch(resume)
        encoder.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        scaler.load_state_dict(kept["scaler"])
        state = kept["state"]
    record = Run(s.out / "mlruns", "meaning", state["run"])
    state["run"] = record.run_id
    record.params({**plain(s), "pretrain_step": stored.get("step")})
    if not state["step"]:
        figures = judge(encoder, piece, s, p)
        state["history"].append(figures)
        record.metrics(figures, 0)
        print("[meaning] before: " + " ".join(f"{k} {v:.3f}" for k, v in figures.items()), flush=True)

    def keep() -> None:
        whole = {"model": encoder.state_dict(), "optimiser": optimiser.state_dict(), "scaler": scaler.state_dict()}
        write_torch(resume, whole | {"state": state})

    per_epoch = len(pairs.epoch(0))
    steps = per_epoch * o.epochs
    progress, saved, running = Progress("meaning", steps, "steps", 20.0), time.monotonic(), []
    for epoch in range(state["epoch"], o.epochs):
        batches = pairs.epoch(epoch)
        for number in range(state["batch"], len(batches)):
            torch.manual_seed(s.seed * 1_000_003 + state["step"])
            for group in optimiser.param_groups:
                group["lr"] = rate_at(state["step"] / steps, o.rate, 0.05, 0.1)
            left, right = zip(*batches[number])
            with p.autocast():
                vectors = []
                for side in (left, right):
                    ids, mask = padded(list(side), piece, o.longest, p.device)
                    vectors.append(pool(encoder(ids, mask), mask))
            loss = info_nce(*vectors, o.temperature)
            optimiser.zero_grad(set_to_none=True)
            scaler.scale(loss).backward()
            scaler.unscale_(optimiser)
            torch.nn.utils.clip_grad_norm_(list(encoder.parameters()), 1.0)
            scaler.step(optimiser)
            scaler.update()
            state["step"] += 1
            state["batch"] = number + 1
            running = (running + [float(loss.detach())])[-100:]
            progress.show(state["step"], f"epoch {epoch} loss {np.mean(running):.3f}")
            if state["step"] % 50 == 0:
                record.metrics({"loss": float(np.mean(running))}, state["step"])
            if (time.monotonic() - saved) / 60.0 >= o.checkpoint_minutes:
                keep()
                saved = time.monotonic()
        figures = judge(encoder, piece, s, p)
        state["history"].append(figures)
        record.metrics(figures, state["step"])
        print(f"[meaning] epoch {epoch}: " + " ".join(f"{k} {v:.3f}" for k, v in figures.items()), flush=True)
        state["epoch"], state["batch"] = epoch + 1, 0
        keep()
    settings = {**stored["settings"]}
    whole = {"model": encoder.state_dict(), "settings": settings, "figures": state["history"], "step": stored.get("step")}
    write_torch(s.out / "meaning.pt", whole | {"tokens": stored.get("tokens")})
    record.finish()
    resume.unlink(missing_ok=True)
