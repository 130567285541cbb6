"""Stage `all`: every stage in order, those already done left out; with --smoke 200 texts per source and a few steps."""

from __future__ import annotations

import copy
import importlib
import time

from .settings import RunSettings


def shrink(s: RunSettings) -> None:
    """Sizes for --smoke: everything runs, nothing is learned."""
    s.encoder.vocabulary, s.encoder.width, s.encoder.layers, s.encoder.feed_forward = 3000, 64, 2, 128
    s.encoder.heads, s.pretrain.steps, s.pretrain.workers, s.pretrain.batch_tokens = 2, 12, 1, 2048
    s.meaning.batch, s.meaning.tracks, s.emotion.epochs, s.export.check_texts = 32, 100, 1, 40


def run(s: RunSettings) -> None:
    done = {
        "tokenizer": s.out / "corpus.npz",
        "linear": s.out / "linear.npz",
        "teach": s.out / "teach.npy",
        "pretrain": s.out / "pretrain-done.json",
        "meaning": s.out / "meaning.pt",
        "emotion": s.out / f"emotion-{s.emotion.mode}-{s.emotion.part}{'-' * bool(s.emotion.label)}{s.emotion.label}.pt",
        "export": None,
    }
    for stage, product in done.items():
        if product is not None and product.exists():
            print(f"[all] {stage}: already there ({product.name})", flush=True)
            continue
        started = time.time()
        importlib.import_module(f".{stage}_stage", __package__).run(copy.deepcopy(s))
        print(f"[all] {stage}: {time.time() - started:.0f} s", flush=True)
