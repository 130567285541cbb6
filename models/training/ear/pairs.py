"""Pairs of texts that belong together, for the meaning vectors: dictionary entries, music descriptions with their aspects,
sentences of songs with queries, and neighbouring sentences of the corpus."""

from __future__ import annotations

import re
from itertools import islice

import numpy as np

from . import sources
from .settings import RunSettings
from .tracks import Tracks

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Pairs:
    """Per epoch: a list of batches, each a list of (text, text) of one kind, so that negatives are of the same kind."""

    def __init__(self, s: RunSettings):
        self.s = s
        self.entries = list(islice(sources.wordnet(s.data), s.limit))
        self.music = list(islice(sources.musiccaps(s.data), s.limit))
        hidden = sources.held_out_keys(s.data)
        lines = islice(sources.corpus_lines(s.data), s.limit)
        self.sentences = [line for line in lines if 5 <= line.count(" ") <= 40 and sources.same_text_key(line) not in hidden]
        self.tracks = Tracks(self.sentences)

    def epoch(self, number: int) -> list[list[tuple[str, str]]]:
        o = self.s.meaning
        rng = np.random.default_rng((self.s.seed, 23, number))
        words = [self._entry(*e, rng) for e in self.entries]
        music = [self._music(*m, rng) for _ in range(3) for m in self.music]
        tracks = self.tracks.some(o.tracks, rng)
        starts = rng.permutation(len(self.sentences) - 1)[: o.neighbours]
        next_to = [(self.sentences[i], self.sentences[i + 1]) for i in starts]
        batches = []
        for kind in (words, music, tracks, next_to):
            mixed = [kind[i] for i in rng.permutation(len(kind))]
            batches += [mixed[i : i + o.batch] for i in range(0, len(mixed) - 1, o.batch)]
        return [batches[i] for i in rng.permutation(len(batches)) if len(batches[i]) > 1]

    def _entry(self, lemma, definition, examples, synonyms, rng) -> tuple[str, str]:
        """definition <-> lemma (with synonyms), definition <-> example, or example <-> lemma."""
        names = ", ".join([lemma, *(synonyms[:2] if rng.random() < 0.5 else [])])
        if examples and rng.random() < 0.5:
            example = examples[int(rng.integers(len(examples)))]
            return (example, definition) if rng.random() < 0.7 else (example, names)
        if synonyms and rng.random() < 0.15:
            return lemma, synonyms[int(rng.integers(len(synonyms)))]
        return names, definition

    def _music(self, text, aspects, rng) -> tuple[str, str]:
        """One to three sentences of the description <-> two to all of its aspects, or two parts of one description."""
        parts = _SENTENCE.split(text)
        start = int(rng.integers(len(parts)))
        some = " ".join(parts[start : start + int(rng.integers(1, 4))])
        if len(aspects) < 2 or (len(parts) > 3 and rng.random() < 0.2):
            rest = parts[:start] + parts[start + 1 :]
            return parts[start], " ".join(rest[:3]) or text
        size = int(rng.integers(2, len(aspects) + 1))
        return some, ", ".join(aspects[i] for i in rng.permutation(len(aspects))[:size])

