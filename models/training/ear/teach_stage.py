"""Stage `teach`: what the ridges of stage `linear` say of the texts of pre-training, which learns it beside the words.

Writes teach.npy, float16 [texts of corpus.npz, 35]; nan for texts that were not asked. Every labelled text is asked
(dropped into the net as any other text, through the model of all training rows) and a share of the others.
"""

from __future__ import annotations

import os

import numpy as np

from .batches import Corpus
from .linear_part import LinearPart
from .linear_stage import COLUMNS
from .progress import Progress
from .settings import RunSettings
from .tokenizer_stage import LABELLED, texts

BLOCK = 5000


def run(s: RunSettings) -> None:
    kinds, linear = Corpus.read(s.out / "corpus.npz").kinds, LinearPart(s.out)
    asked = np.random.default_rng((s.seed, 51)).random(len(kinds)) < s.pretrain.taught
    asked |= kinds == LABELLED
    found = np.full((len(kinds), COLUMNS), np.nan, np.float16)
    rows: list[int] = []
    lines: list[str] = []
    progress = Progress("teach", len(kinds), "texts")
    for at, (_, line) in enumerate(texts(s.data, s.limit)):
        if asked[at]:
            rows.append(at)
            lines.append(line)
        if len(rows) == BLOCK or (rows and at == len(kinds) - 1):
            found[rows] = linear.answers(lines)
            rows, lines = [], []
            progress.show(at)
    if rows:
        found[rows] = linear.answers(lines)
    part = s.out / ".teach.part.npy"
    np.save(part, found)
    os.replace(part, s.out / "teach.npy")
    print(f"[teach] {int((~np.isnan(found[:, 0])).sum()):,} of {len(kinds):,} texts", flush=True)
