"""Readers for every data file the pipeline uses, with the splits fixed here and nowhere else.

Only data whose licence allows shipping a model is read for training (data README, column "ship").
EmoBank dev, GoEmotions dev/test and the VADER fifth are held out; a training text that equals a held-out text
(case and spacing aside) is dropped. EmoBank's own test part is not on disk.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import numpy as np

VADER_FILES = {
    "tweets": "tweets_GroundTruth.txt",
    "amazon": "amazonReviewSnippets_GroundTruth.txt",
    "nyt": "nytEditorialSnippets_GroundTruth.txt",
    "movies": "movieReviewSnippets_GroundTruth.txt",
}


@dataclass
class Affect:
    """EmoBank row: valence, arousal, dominance on the 1..5 scale."""

    text: str
    vad: tuple[float, float, float]


@dataclass
class Labelled:
    """GoEmotions row: indices into the 28 labels."""

    text: str
    labels: tuple[int, ...]


@dataclass
class Valence:
    """VADER ground truth row: mean valence -4..4 and the file it came from."""

    text: str
    valence: float
    source: str


def same_text_key(text: str) -> str:
    """Form under which two texts count as the same."""
    return " ".join(text.lower().split())


def emobank(data: Path, part: str) -> list[Affect]:
    with open(data / f"text/emobank/{part}.csv", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [
            Affect(r["text"].strip(), (float(r["valence"]), float(r["arousal"]), float(r["dominance"]))) for r in rows
        ]


def goemotions(data: Path, part: str) -> list[Labelled]:
    rows = []
    with open(data / f"text/goemotions/{part}.tsv", encoding="utf-8") as file:
        for line in file:
            text, labels, _ = line.rstrip("\n").split("\t")
            rows.append(Labelled(text.strip(), tuple(int(label) for label in labels.split(","))))
    return rows


def goemotions_labels(data: Path) -> list[str]:
    return (data / "text/goemotions/labels.txt").read_text(encoding="utf-8").split()


def vader_is_held_out(source: str, row_id: str) -> bool:
    """A fixed fifth of the documents: "12_3" is sentence 3 of document 12, and a document is never split."""
    document = row_id.split("_")[0]
    return int(hashlib.sha256(f"{source}:{document}".encode()).hexdigest()[:8], 16) % 5 == 0


def vader(data: Path, held_out: bool) -> list[Valence]:
    rows = []
    for source, name in VADER_FILES.items():
        with open(data / "text/vader-gt" / name, encoding="utf-8", errors="replace") as file:
            for line in file:
                parts = line.rstrip("\n").split("\t")
                if len(parts) == 3 and vader_is_held_out(source, parts[0]) == held_out:
                    rows.append(Valence(parts[2].strip(), float(parts[1]), source))
    return rows


def vader_lexicon(data: Path) -> dict[str, float]:
    """Word or emoticon -> mean valence -4..4 (MIT)."""
    lexicon = {}
    with open(data / "text/vader-gt/vader_sentiment_lexicon.txt", encoding="utf-8", errors="replace") as file:
        for line in file:
            parts = line.rstrip("\n").split("\t")
            if len(parts) >= 2:
                lexicon[parts[0]] = float(parts[1])
    return lexicon


def held_out_keys(data: Path) -> set[str]:
    """Keys of every text used for deciding or for the final look."""
    texts = [r.text for r in emobank(data, "dev")] + [r.text for r in vader(data, True)]
    texts += [r.text for part in ("dev", "test") for r in goemotions(data, part)]
    return {same_text_key(text) for text in texts}


def corpus_lines(data: Path) -> Iterator[str]:
    """The 924,885 lines for pre-training, in file order."""
    with gzip.open(data / "text/corpus/sentences.txt.gz", "rt", encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.strip():
                yield line.strip()


def wordnet(data: Path) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """(lemma, definition, examples, synonyms)."""
    with gzip.open(data / "text/corpus/wordnet-pairs.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            parts = (line.rstrip("\n").split("\t") + ["", "", ""])[:4]
            examples = [e.strip() for e in parts[2].split(" | ") if e.strip()]
            synonyms = [s.strip() for s in parts[3].replace("|", ";").replace(",", ";").split(";") if s.strip()]
            if parts[0] and parts[1]:
                yield parts[0], parts[1], examples, synonyms


def musiccaps(data: Path) -> Iterator[tuple[str, list[str]]]:
    """(description, aspects)."""
    with gzip.open(data / "text/corpus/musiccaps-pairs.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            parts = line.rstrip("\n").split("\t")
            if len(parts) >= 2 and parts[0].strip():
                yield parts[0].strip(), [a.strip() for a in parts[1].split(";") if a.strip()]


def labelled_training_texts(data: Path) -> list[str]:
    """Training texts (labels dropped) of the emotion sets, for the tokenizer and for pre-training."""
    hidden = held_out_keys(data)
    texts = [r.text for r in goemotions(data, "train")] + [r.text for r in emobank(data, "train")]
    texts += [r.text for r in vader(data, False)]
    return [t for t in texts if t and same_text_key(t) not in hidden]


def glove(data: Path) -> dict[str, np.ndarray]:
    """Word -> float32 [100]."""
    raw = (data / "text/glove/glove-10k-100d-int8.bin").read_bytes()
    count, width = np.frombuffer(raw, "<u4", 2)
    at, vectors = 8, {}
    for _ in range(int(count)):
        size = raw[at]
        word = raw[at + 1 : at + 1 + size].decode("ascii")
        at += 1 + size
        scale = float(np.frombuffer(raw, "<f4", 1, at)[0])
        vectors[word] = np.frombuffer(raw, np.int8, int(width), at + 4).astype(np.float32) * (scale / 127.0)
        at += 4 + int(width)
    return vectors


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()
