"""Sentence similarity judged by people against the cosine of our vectors. Evaluation only (licences: research)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from . import metrics, precision
from .encoder import Encoder, pool
from .wordpiece import PAD, WordPiece


def rows(data: Path, name: str) -> list[tuple[float, str, str]]:
    """name: a SICK_*.txt or sts-*.tsv file -> (score, text, text); rows without a score are left out."""
    found = []
    with open(data / "text/similarity" / name, encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file):
            parts = line.rstrip("\n").split("\t")
            if name.startswith("SICK"):
                if number and len(parts) >= 4:
                    found.append((float(parts[3]), parts[1], parts[2]))
            elif len(parts) >= 3 and parts[0].strip():
                found.append((float(parts[0]), parts[1], parts[2]))
    return found


@torch.no_grad()
def vectors(encoder: Encoder, piece: WordPiece, texts: list[str], p: precision.Precision) -> np.ndarray:
    """Mean-pooled vectors of unit length [N, W]."""
    training = encoder.training
    encoder.eval()
    ids = [piece.encode(t, encoder.settings.positions) for t in texts]
    order = np.argsort([len(i) for i in ids], kind="stable")
    parts = []
    for at in range(0, len(order), 128):
        some = [ids[i] for i in order[at : at + 128]]
        block = np.full((len(some), max(map(len, some))), PAD, np.int64)
        for row, one in enumerate(some):
            block[row, : len(one)] = one
        given = torch.from_numpy(block).to(p.device)
        mask = (given != PAD).float()
        with p.autocast():
            parts.append(pool(encoder(given, mask), mask).float().cpu().numpy())
    encoder.train(training)
    found = np.concatenate(parts)[np.argsort(order, kind="stable")]
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def correlation(encoder, piece, data: Path, name: str, p, limit: int | None = None) -> float:
    some = rows(data, name)[:limit]
    both = vectors(encoder, piece, [r[1] for r in some] + [r[2] for r in some], p)
    cosine = (both[: len(some)] * both[len(some) :]).sum(1)
    return metrics.pearson(cosine, np.array([r[0] for r in some]))
