"""Pairs of texts that mean the same, for the contrastive stage: WordNet entries, music descriptions with their aspects,
and corpus sentences with a damaged copy of themselves (SimCSE's idea with word deletion, Gao et al. 2021)."""

from __future__ import annotations

import re
from itertools import islice

import numpy as np

from . import sources
from .settings import RunSettings

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

    def epoch(self, number: int) -> list[list[tuple[str, str]]]:
        o = self.s.meaning
        rng = np.random.default_rng((self.s.seed, 23, number))
        words = [self._entry(*e, rng) for e in self.entries]
        music = [self._music(*m, rng) for _ in range(4) for m in self.music]
        chosen = rng.permutation(len(self.sentences))[: o.sentences]
        same = [(self.sentences[i], damaged(self.sentences[i], o.dropped_words, rng)) for i in chosen]
        batches = []
        for kind in (words, music, same):
            mixed = [kind[i] for i in rng.permutation(len(kind))]
            batches += [mixed[i : i + o.batch] for i in range(0, len(mixed) - 1, o.batch)]
        found = [batches[i] for i in rng.permutation(len(batches)) if len(batches[i]) > 1]
        return found[: o.batches or None]

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


def damaged(line: str, share: float, rng: np.random.Generator) -> str:
    """The line without `share` of its words (never fewer than three stay)."""
    words = line.split()
    kept = [w for w in words if rng.random() >= share]
    return " ".join(kept) if len(kept) >= 3 else line
