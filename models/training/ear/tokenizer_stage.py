"""Stage `tokenizer`: counts words, learns the vocabulary, writes tokenizer.json, then encodes the corpus once."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import numpy as np

from . import sources
from .atomic import write_arrays
from .pretokenize import words
from .progress import Progress
from .settings import RunSettings
from .wordpiece import WordPiece, write
from .wordpiece_trainer import learn

CORPUS, LABELLED, DEFINITIONS, MUSIC = range(4)


def texts(data: Path, limit: int | None):
    """Every text for the vocabulary and for pre-training with the kind it belongs to; held-out texts are left out."""
    hidden = sources.held_out_keys(data)

    def some(lines):
        for at, line in enumerate(lines):
            if limit is not None and at >= limit:
                return
            if sources.same_text_key(line) not in hidden:
                yield line

    for line in some(sources.corpus_lines(data)):
        yield CORPUS, line
    for line in some(sources.labelled_training_texts(data)):
        yield LABELLED, line
    entries = sources.wordnet(data)
    for line in some(definition_text(*entry) for entry in entries):
        yield DEFINITIONS, line
    for line in some(f"{text} {', '.join(aspects)}." for text, aspects in sources.musiccaps(data)):
        yield MUSIC, line


def definition_text(lemma: str, definition: str, examples: list[str], synonyms: list[str]) -> str:
    """A dictionary entry as running text: "joyful: full of joy; a joyful heart; glad"."""
    return f"{lemma}: " + "; ".join([definition, *examples[:2], *synonyms[:2]])


def run(s: RunSettings) -> None:
    started = time.time()
    counts: Counter[str] = Counter()
    lines: list[tuple[int, str]] = []
    progress = Progress("tokenizer: count", s.limit or 1_200_000, "texts")
    for at, (kind, line) in enumerate(texts(s.data, s.limit)):
        lines.append((kind, line))
        counts.update(words(line))
        progress.show(at)
    print(f"[tokenizer] {len(lines):,} texts, {len(counts):,} different words in {time.time() - started:.0f} s", flush=True)
    vocabulary = learn(counts, s.encoder.vocabulary)
    write(vocabulary, s.out / "tokenizer.json")
    print(f"[tokenizer] {len(vocabulary):,} entries in {time.time() - started:.0f} s", flush=True)
    encode_corpus(s, lines)
    print(f"[tokenizer] done in {time.time() - started:.0f} s", flush=True)


def encode_corpus(s: RunSettings, lines: list[tuple[int, str]]) -> None:
    """corpus.npz: tokens uint16 [sum of lengths] without [CLS]/[SEP], starts int64 [texts + 1], kind uint8 [texts]."""
    piece = WordPiece.read(s.out / "tokenizer.json")
    progress = Progress("tokenizer: encode", len(lines), "texts")
    flat, lengths = [], np.zeros(len(lines) + 1, np.int64)
    block: list[int] = []
    for at, (_, line) in enumerate(lines):
        ids = piece.encode(line, longest=s.encoder.positions - 2, ends=False)
        block += ids
        lengths[at + 1] = len(ids)
        if len(block) > 1_000_000:
            flat.append(np.array(block, np.uint16))
            block = []
        progress.show(at)
    flat.append(np.array(block, np.uint16))
    tokens = np.concatenate(flat)
    unknown = float((tokens == 1).mean())
    kinds = np.array([kind for kind, _ in lines], np.uint8)
    write_arrays(s.out / "corpus.npz", tokens=tokens, starts=np.cumsum(lengths), kinds=kinds)
    print(f"[tokenizer] {len(tokens):,} tokens, {len(tokens) / len(lines):.1f} per text, unknown {100 * unknown:.3f} %", flush=True)
