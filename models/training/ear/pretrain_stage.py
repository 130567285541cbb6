"""Stage `pretrain`: masked word prediction on the encoded corpus, with feelings in view.

Beside the hidden words themselves the net learns, from the same damaged text, the valence of hidden lexicon words (as in
SKEP, Tian et al. 2020) and what the ridges say of the whole text (teach.npy of stage `teach`), so that what is said of
feelings in 60,000 labelled texts reaches the words of a million others.

The run is measured in wall-clock minutes (pauses are not counted) or in steps. Checkpoints: pretrain.pt (latest, to
resume from), pretrain-flat.pt (end of the flat part of the rate: lengthen a run from it), encoder.pt (weights only).
"""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import glove_start, precision, sources
from .atomic import read_torch, write_text, write_torch
from .batches import Corpus, Plan, cut
from .encoder import Encoder, MaskedWordHead, WordLoss, pool
from .linear_stage import COLUMNS
from .masking import hide
from .progress import Progress
from .schedule import rate_at
from .settings import RunSettings, plain
from .tokenizer_stage import LABELLED
from .track import Run
from .wordpiece import PAD, WordPiece
from .workers import EXTRA, Team, together

LONGEST_STEP = 30.0  # seconds of one step that count at most: a stopped process does not use up its run


class MaskedModel(nn.Module):
    """Encoder, prediction head and the two heads for feelings; `feelings` [V] is a word's valence, nan if unknown."""

    def __init__(self, s: RunSettings, feelings: np.ndarray):
        super().__init__()
        self.encoder = Encoder(s.encoder)
        self.head = MaskedWordHead(self.encoder)
        self.valence = nn.Linear(s.encoder.width, 1)
        self.text = nn.Linear(s.encoder.width, COLUMNS)
        self.register_buffer("feelings", torch.from_numpy(feelings.astype(np.float32)), persistent=False)

    def forward(self, ids, mask, where, wanted, taught=None):
        """ids [B, T], mask [B, T] or None, where [N] flat positions, wanted [N], taught [B, 35] (nan: not known) ->
        (summed loss of words, hits, mean square error of word valences, of what was taught)."""
        states = self.encoder(ids, mask)
        hidden = states.reshape(-1, states.shape[-1])[where]
        logits = self.head(hidden, self.encoder.tokens.weight)
        if logits.is_cuda:
            loss = F.cross_entropy(logits.float(), wanted, reduction="sum")
            hits = (logits.argmax(-1) == wanted).sum()
        else:
            loss, hits = WordLoss.apply(logits, wanted)
        if taught is None:
            return loss, hits, None, None
        wishes = self.feelings[wanted]
        words = _square(self.valence(hidden).float().squeeze(-1), wishes)
        mean = pool(states, (ids != PAD).float() if mask is None else mask)
        return loss, hits, words, _square(self.text(mean).float(), taught)


def _square(given: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Mean square error where `wanted` is known."""
    known = ~torch.isnan(wanted)
    return (given - torch.nan_to_num(wanted)).square().mul(known).sum() / known.sum().clamp(min=1)


def word_feelings(s: RunSettings) -> np.ndarray:
    """[V]: the lexicon's valence of entries that are whole words, sd 1; nan for the others."""
    lexicon = sources.vader_lexicon(s.data)
    found = np.full(s.encoder.vocabulary, np.nan)
    for entry, index in WordPiece.read(s.out / "tokenizer.json").vocabulary.items():
        found[index] = lexicon.get(entry, np.nan)
    return found / np.nanstd(found)


class Taught:
    """What the ridges say of the corpus texts, standardised; nothing where stage `teach` was not run."""

    def __init__(self, path: Path):
        self.rows = np.load(path, mmap_mode="r") if path.exists() else None
        if self.rows is not None:
            some = np.asarray(self.rows[:: max(1, len(self.rows) // 200_000)], np.float32)
            self.mean, self.scale = np.nanmean(some, 0), 1.0 / np.maximum(np.nanstd(some, 0), 1e-4)

    def of(self, corpus: Corpus, spans: np.ndarray) -> np.ndarray:
        """[B, 35] float32; nan for texts that were joined with others, cut, or not asked."""
        if self.rows is None:
            return np.full((len(spans), COLUMNS), np.nan, np.float32)
        at = np.searchsorted(corpus.starts, spans[:, 0], side="left")
        at = np.where(corpus.starts[at] == spans[:, 0], at, 0)
        known = ((self.rows[at].astype(np.float32) - self.mean) * self.scale).clip(-4.0, 4.0)
        known[(corpus.starts[at] != spans[:, 0]) | (corpus.starts[at + 1] != spans[:, 1])] = np.nan
        return known.astype(np.float32)


def groups(model: nn.Module, decay: float) -> list[dict]:
    """Weight decay on matrices only; embeddings, norms and biases have none."""
    matrices = [p for n, p in model.named_parameters() if p.dim() > 1 and "tokens" not in n and "positions" not in n]
    chosen = {id(p) for p in matrices}
    others = [p for p in model.parameters() if id(p) not in chosen]
    return [{"params": matrices, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]


def tensors(ids, where, wanted, device):
    padded = (ids == PAD).any()
    mask = torch.from_numpy((ids != PAD).astype(np.float32)).to(device) if padded else None
    return [torch.from_numpy(ids).to(device), mask, torch.from_numpy(where).to(device), torch.from_numpy(wanted).to(device)]


@torch.no_grad()
def validation(model: MaskedModel, plan: Plan, s: RunSettings, p: precision.Precision) -> tuple[float, float]:
    """Loss per hidden token and accuracy on the held-out texts, with the same hidden tokens every time."""
    model.eval()
    total, hits, count = 0.0, 0.0, 0
    for number, spans in enumerate(cut(plan.validation(), 4096)):
        ids, where, wanted = hide(plan.corpus.rows(spans), 0.15, s.encoder.vocabulary, np.random.default_rng(number))
        with p.autocast():
            loss, right, _, _ = model(*tensors(ids, where, wanted, p.device))
        total, hits, count = total + float(loss), hits + float(right), count + len(wanted)
    model.train()
    return total / count, hits / count


def run(s: RunSettings) -> None:
    together(1 if torch.cuda.is_available() else s.pretrain.workers, train, s)


def train(team: Team, s: RunSettings) -> None:
    o = s.pretrain
    p = precision.best()
    torch.manual_seed(s.seed)
    plan = Plan(Corpus.read(s.out / "corpus.npz"), s.seed, s.encoder.positions, o.join, LABELLED, o.labelled_copies)
    feelings, taught = word_feelings(s), Taught(s.out / "teach.npy")
    often = np.where(np.isnan(feelings), 1.0, o.feelings_often)
    model = MaskedModel(s, feelings)
    if o.glove:
        vocabulary = WordPiece.read(s.out / "tokenizer.json").vocabulary
        found = glove_start.start(model.encoder.tokens.weight, vocabulary, sources.glove(s.data), s.seed)
        if team.rank == 0:
            print(f"[pretrain] {found:,} of {len(vocabulary):,} embeddings start from GloVe", flush=True)
    model.to(p.device).train()
    flat = team.gradients(list(model.parameters()))
    optimiser = torch.optim.AdamW(groups(model, o.weight_decay), lr=0.0, betas=(0.9, 0.98), eps=1e-6)
    scaler = p.scaler()
    state = {"epoch": 0, "batch": 0, "step": 0, "seconds": 0.0, "tokens": 0, "run": None, "flat_kept": False}

    latest = s.out / "pretrain.pt"
    if latest.exists():
        stored = read_torch(latest)
        model.load_state_dict(stored["model"])
        optimiser.load_state_dict(stored["optimiser"])
        scaler.load_state_dict(stored["scaler"])
        state.update(stored["state"])
    leader = team.rank == 0
    record = Run(s.out / "mlruns", "pretrain", state["run"]) if leader else None
    if leader:
        state["run"] = record.run_id
        size = sum(q.numel() for q in model.parameters())
        print(f"[pretrain] {size:,} parameters, {p.name()}, {team.size} processes, step {state['step']}", flush=True)
        record.params(plain(s))
        record.tag("data.sha256.corpus", sources.sha256(s.data / "text/corpus/sentences.txt.gz"))
        record.tag("tokenizer.sha256", sources.sha256(s.out / "tokenizer.json"))

    budget = o.minutes * 60.0
    share = lambda: state["step"] / o.steps if o.steps else state["seconds"] / budget  # noqa: E731
    progress = Progress("pretrain", o.steps or budget, "steps" if o.steps else "s", 20.0)
    saved = time.monotonic()
    running, speed = [], [time.monotonic(), state["tokens"]]
    expected = o.batch_tokens * o.masked
    batches: list[np.ndarray] = []
    planned = -1
    began = time.monotonic()
    while share() < 1.0:
        if planned != state["epoch"]:
            batches, planned = plan.epoch(state["epoch"], o.batch_tokens // team.size), state["epoch"]
        mine = state["batch"] + team.rank
        if state["batch"] + team.size > len(batches):
            state["epoch"], state["batch"] = state["epoch"] + 1, 0
            continue
        rate = rate_at(share(), o.rate, o.warmup, o.decay_from)
        for group in optimiser.param_groups:
            group["lr"] = rate
        rng = np.random.default_rng((s.seed, state["epoch"], mine))
        ids, where, wanted = hide(plan.corpus.rows(batches[mine]), o.masked, s.encoder.vocabulary, rng, often)
        wishes = torch.from_numpy(taught.of(plan.corpus, batches[mine])).to(p.device)
        flat.zero_()
        with p.autocast():
            loss, _, words, texts = model(*tensors(ids, where, wanted, p.device), wishes)
        sides = (o.weight_words * words + o.weight_taught * texts) / team.size
        scaler.scale(loss / expected + sides).backward()
        spent = min(time.monotonic() - began, LONGEST_STEP)  # the whole of the last step, waiting included
        began = time.monotonic()
        flat[-EXTRA:] = torch.tensor([float(loss), len(wanted), spent if leader else 0.0, (ids != PAD).sum()], device=p.device)
        team.sum()
        total, count, spent, tokens = flat[-EXTRA:].tolist()
        flat[:-EXTRA].mul_(expected / count)
        scaler.unscale_(optimiser)
        norm = torch.linalg.vector_norm(flat[:-EXTRA])
        if math.isfinite(float(norm)) and norm > 1.0:
            flat[:-EXTRA].mul_(1.0 / norm)
        scaler.step(optimiser)
        scaler.update()
        state["batch"] += team.size
        state["step"] += 1
        state["tokens"] += int(tokens)
        # every process counts the leader's time, so that all have the same rate and stop together
        state["seconds"] += spent
        if leader:
            running.append((total / count, float(words), float(texts)))
        due = (time.monotonic() - saved) / 60.0 >= o.checkpoint_minutes or share() >= 1.0
        if leader:
            done = state["step"] if o.steps else state["seconds"]
            pace = (state["tokens"] - speed[1]) / max(time.monotonic() - speed[0], 1e-9)
            words, valences, texts = np.mean(running[-100:], 0)
            note = f"loss {words:.3f} word valence {valences:.3f} taught {texts:.3f} rate {rate:.1e} {pace:,.0f} tokens/s"
            progress.show(done, f"step {state['step']} epoch {state['epoch']} {note}")
            if state["step"] % 50 == 0:
                means = {"loss": float(words), "loss_word_valence": float(valences), "loss_taught": float(texts)}
                record.metrics({**means, "rate": rate, "tokens_per_s": pace}, state["step"])
            if due:
                held, right = validation(model, plan, s, p)
                record.metrics({"held_out_loss": held, "held_out_accuracy": right, "tokens": state["tokens"]}, state["step"])
                print(f"[pretrain] step {state['step']} {state['tokens'] / 1e6:.1f} M tokens: held-out loss {held:.3f}, accuracy {right:.3f}", flush=True)
                whole = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "scaler": scaler.state_dict()}
                whole.update(state=dict(state), settings=plain(s))
                write_torch(latest, whole)
                weights = {"model": model.encoder.state_dict(), "settings": plain(s.encoder), "held_out_loss": held}
                write_torch(s.out / "encoder.pt", weights | {"tokens": state["tokens"], "step": state["step"]})
                if share() >= o.decay_from and not state["flat_kept"]:
                    state["flat_kept"] = True
                    write_torch(s.out / "pretrain-flat.pt", whole)
                saved, speed, running = time.monotonic(), [time.monotonic(), state["tokens"]], running[-100:]
        elif due:
            saved = time.monotonic()
    if leader:
        record.artifact("settings.json", json.dumps(plain(s), indent=1))
        record.finish()
        write_text(s.out / "pretrain-done.json", json.dumps(state))
        print(f"[pretrain] finished: {state['step']} steps, {state['tokens'] / 1e6:.1f} M tokens", flush=True)
