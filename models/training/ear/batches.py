"""Batches of texts of nearly equal length from the encoded corpus, in a seeded order that can be entered anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .wordpiece import CLS, PAD, SEP

HELD_OUT = 1000  # corpus texts kept for the validation loss
POOL = 1 << 15  # texts sorted by length at a time


@dataclass
class Corpus:
    """tokens uint16 [all]; starts int64 [texts + 1]; kinds uint8 [texts]."""

    tokens: np.ndarray
    starts: np.ndarray
    kinds: np.ndarray

    @classmethod
    def read(cls, path: Path) -> "Corpus":
        stored = np.load(path)
        return cls(stored["tokens"], stored["starts"], stored["kinds"])

    def rows(self, spans: np.ndarray) -> np.ndarray:
        """spans int64 [B, 2] of token ranges -> ids int64 [B, T] with [CLS], [SEP] and padding."""
        size = spans[:, 1] - spans[:, 0]
        longest = int(size.max()) + 2
        ids = np.full((len(spans), longest), PAD, np.int64)
        ids[:, 0] = CLS
        column = np.arange(longest - 2)
        inside = column < size[:, None]
        ids[:, 1:-1][inside] = self.tokens[(spans[:, :1] + column)[inside]]
        ids[np.arange(len(spans)), size + 1] = SEP
        return ids


class Plan:
    """Order of an epoch: every text once (emotion texts several times), some joined with their neighbours."""

    def __init__(self, corpus: Corpus, seed: int, longest: int, join: float, labelled: int, copies: int):
        self.corpus, self.seed, self.longest, self.join = corpus, seed, longest - 2, join
        size = np.diff(corpus.starts)
        usable = np.flatnonzero(size >= 3)
        plain = usable[corpus.kinds[usable] != labelled]
        rng = np.random.default_rng(seed)
        kept = rng.choice(plain, min(HELD_OUT, len(plain) // 10), replace=False)
        self.held_out = np.sort(kept)
        training = np.setdiff1d(usable, self.held_out)
        extra = training[corpus.kinds[training] == labelled]
        self.training = np.concatenate([training] + [extra] * (copies - 1))

    def validation(self) -> np.ndarray:
        """Spans of the held-out texts, by length."""
        spans = np.stack([self.corpus.starts[self.held_out], self.corpus.starts[self.held_out + 1]], 1)
        return spans[np.argsort(spans[:, 1] - spans[:, 0], kind="stable")]

    def epoch(self, number: int, tokens: int) -> list[np.ndarray]:
        """Batches of epoch `number`: spans [B, 2] with B x (longest + 2) <= tokens."""
        rng = np.random.default_rng((self.seed, number))
        order = rng.permutation(self.training)
        starts, kinds = self.corpus.starts, self.corpus.kinds
        begin, end = starts[order], starts[order + 1]
        joined = rng.random(len(order)) < self.join
        # the last text that still fits behind this one, never over the border of a kind or a held-out text
        last = np.searchsorted(starts, begin + self.longest, side="right") - 1
        borders = np.append(np.flatnonzero(np.diff(kinds)) + 1, len(kinds))
        last = np.minimum(last, borders[np.searchsorted(borders, order, side="right")])
        stops = np.append(self.held_out, len(kinds))
        last = np.minimum(last, stops[np.searchsorted(stops, order, side="right")])
        end = np.where(joined, np.maximum(end, starts[last]), end)
        end = np.minimum(end, begin + self.longest)
        spans = np.stack([begin, end], 1)

        batches: list[np.ndarray] = []
        for at in range(0, len(spans), POOL):
            pool = spans[at : at + POOL]
            pool = pool[np.argsort(pool[:, 1] - pool[:, 0], kind="stable")]
            batches += cut(pool, tokens)
        return [batches[i] for i in rng.permutation(len(batches))]


def cut(spans: np.ndarray, tokens: int) -> list[np.ndarray]:
    """Spans sorted by length -> runs whose padded size stays within `tokens`."""
    size = spans[:, 1] - spans[:, 0] + 2
    found, first = [], 0
    for at in range(len(spans)):
        if (at + 1 - first) * int(size[at]) > tokens and at > first:
            found.append(spans[first:at])
            first = at
    found.append(spans[first:])
    return found
