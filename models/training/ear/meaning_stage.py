"""Stage `meaning`: static vectors tuned by InfoNCE with in-batch negatives over pairs that belong together; writes meaning.pt.

SICK trial, STS 2012 to 2014 and its tweet-news part decide; SICK test and STS 2015 are for the final look elsewhere.
"""

from __future__ import annotations

import time

import numpy as np
import torch
from torch.nn import functional as F

from . import metrics, similarity, sources, static_start
from .atomic import read_torch, write_torch
from .batches import Corpus
from .meaning import Meaning
from .pairs import Pairs
from .progress import Progress
from .schedule import rate_at
from .settings import RunSettings, plain
from .track import Run
from .wordpiece import PAD, SEP, WordPiece

DEV = {"sick_trial_r": "SICK_trial.txt", "sts_2012_2014_r": "sts-2012-2014-train.tsv", "sts_tweet_news_r": "sts-2014-tweet-news-dev.tsv"}


def padded(texts: list[str], piece: WordPiece, longest: int) -> torch.Tensor:
    ids = [piece.encode(t, longest) for t in texts]
    block = np.full((len(ids), max(map(len, ids))), PAD, np.int64)
    for row, one in enumerate(ids):
        block[row, : len(one)] = one
    return torch.from_numpy(block)


def info_nce(a: torch.Tensor, b: torch.Tensor, temperature: float) -> torch.Tensor:
    """a, b [N, W] of length 1: row i of one belongs to row i of the other -> symmetric cross-entropy over cosines."""
    scores = a @ b.t() / temperature
    truth = torch.arange(len(a), device=a.device)
    return (F.cross_entropy(scores, truth) + F.cross_entropy(scores.t(), truth)) / 2.0


@torch.no_grad()
def vectors(model: Meaning, piece: WordPiece, texts: list[str], longest: int) -> np.ndarray:
    device = model.tokens.device
    found = []
    model.eval()
    for at in range(0, len(texts), 256):
        ids = padded(texts[at : at + 256], piece, longest).to(device)
        found.append(model(ids, ids != PAD).cpu().numpy())
    model.train()
    return np.concatenate(found)


def judge(model: Meaning, piece: WordPiece, s: RunSettings) -> dict[str, float]:
    figures = {}
    for key, file in DEV.items():
        some = similarity.rows(s.data, file)[: s.limit]
        both = vectors(model, piece, [r[1] for r in some] + [r[2] for r in some], s.encoder.positions)
        figures[key] = metrics.pearson((both[: len(some)] * both[len(some) :]).sum(1), np.array([r[0] for r in some]))
    return figures


def started(s: RunSettings, piece: WordPiece) -> tuple[Meaning, dict[str, torch.Tensor]]:
    """The model before tuning, and what token_features looks up beside it: valence and weight of every entry."""
    model = Meaning(s.encoder.vocabulary, s.meaning.width, s.meaning.buckets)
    corpus = Corpus.read(s.out / "corpus.npz")
    table, weight, parts = static_start.start(corpus.tokens, corpus.starts, piece.vocabulary, sources.glove(s.data), s.meaning.width, s.seed)
    table = table * weight[:, None]
    table[: SEP + 1] = 0.0
    with torch.no_grad():
        model.tokens[: len(table)] = torch.from_numpy(table)
    valence = static_start.valences(parts, piece.vocabulary, sources.vader_lexicon(s.data))
    return model, {"valence": torch.from_numpy(valence), "weight": torch.from_numpy(weight)}


def run(s: RunSettings) -> None:
    o = s.meaning
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(s.seed)
    piece = WordPiece.read(s.out / "tokenizer.json")
    resume = s.out / "meaning-resume.pt"
    model, tables = started(s, piece)
    model.to(device)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.0, betas=(0.9, 0.98))
    state = {"epoch": 0, "step": 0, "run": None, "history": [judge(model, piece, s)]}
    if resume.exists():
        kept = read_torch(resume)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        state = kept["state"]
    record = Run(s.out / "mlruns", "meaning", state["run"])
    state["run"] = record.run_id
    record.params(plain(s))
    print("[meaning] start: " + " ".join(f"{k} {v:.3f}" for k, v in state["history"][0].items()), flush=True)
    pairs = Pairs(s)
    steps: float = 0.0
    progress, running = None, []
    for epoch in range(state["epoch"], o.epochs):
        batches = pairs.epoch(epoch)
        steps = len(batches) * o.epochs
        progress = progress or Progress("meaning", steps, "steps", 20.0)
        for batch in batches:
            for group in optimiser.param_groups:
                group["lr"] = rate_at(min(state["step"] / steps, 1.0), o.rate, 0.05, 0.1)
            sides = [padded(list(side), piece, o.longest).to(device) for side in zip(*batch)]
            loss = info_nce(*(model(ids, ids != PAD) for ids in sides), o.temperature)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            with torch.no_grad():
                model.tokens[: SEP + 1] = 0.0
            state["step"] += 1
            running = (running + [float(loss.detach())])[-100:]
            progress.show(state["step"], f"epoch {epoch} loss {np.mean(running):.3f}")
            if state["step"] % 50 == 0:
                record.metrics({"loss": float(np.mean(running))}, state["step"])
        state["epoch"] = epoch + 1
        state["history"].append(judge(model, piece, s))
        record.metrics(state["history"][-1], state["step"])
        print(f"[meaning] epoch {epoch}: " + " ".join(f"{k} {v:.3f}" for k, v in state["history"][-1].items()), flush=True)
        write_torch(resume, {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "state": state})
    write_torch(s.out / "meaning.pt", {"model": model.state_dict(), **tables, "settings": plain(s), "figures": state["history"]})
    record.finish()
    resume.unlink(missing_ok=True)
