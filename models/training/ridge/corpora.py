"""Readers of the training data. Every source here may be shipped in a model (see ../../NOTICE.md)."""

import csv
import html
import struct
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
VADER_SOURCES = ("tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets")


def emobank(folder: Path, split: str):
    """Texts and their [n, 2] mean valence and arousal, 1–5 mapped to [−1, 1]."""
    with open(folder / f"text/emobank/{split}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    points = np.array([[float(row["valence"]), float(row["arousal"])] for row in rows])
    return [row["text"] for row in rows], (points - 3) / 2


def goemotions(folder: Path, split: str):
    """Texts and their [n, 28] labels, 1 where a label was given."""
    names = (folder / "text/goemotions/labels.txt").read_text("utf-8").split()
    lines = (folder / f"text/goemotions/{split}.tsv").read_text("utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line]
    labels = np.zeros((len(rows), len(names)))
    for row, given in enumerate(rows):
        labels[row, [int(index) for index in given[1].split(",")]] = 1
    return [row[0] for row in rows], labels


def vader_ratings(folder: Path, source: str):
    """Texts and their [n, 1] mean valence in units of its standard deviation."""
    lines = (folder / f"text/vader-gt/{source}_GroundTruth.txt").read_text("utf-8").split("\n")
    rows = [line.rstrip("\r").split("\t") for line in lines if line]
    ratings = np.array([[float(row[1])] for row in rows])
    return [html.unescape(row[2]) for row in rows], ratings / ratings.std()


def vader_lexicon(folder: Path):
    """Entry to mean valence, −4 to 4."""
    lines = (folder / "text/vader-gt/vader_sentiment_lexicon.txt").read_text("latin-1").split("\n")
    return {row[0]: float(row[1]) for row in (line.split("\t") for line in lines if line)}


def glove(folder: Path):
    """Word to its 100 numbers, centred over the words."""
    blob = (folder / "text/glove/glove-10k-100d-int8.bin").read_bytes()
    count, width = struct.unpack_from("<II", blob)
    at, words, rows = 8, [], []
    for _ in range(count):
        length = blob[at]
        words.append(blob[at + 1 : at + 1 + length].decode("ascii"))
        at += 1 + length
        (scale,) = struct.unpack_from("<f", blob, at)
        rows.append(np.frombuffer(blob, np.int8, width, at + 4) / 127 * scale)
        at += 4 + width
    vectors = np.array(rows)
    return dict(zip(words, vectors - vectors.mean(0)))


def feelings():
    """Words and phrases for feelings with their place in the plane, as (words, valence, arousal)."""
    with open(HERE / "feelings.tsv", encoding="utf-8", newline="") as file:
        return [
            (words.strip(), float(row["valence"]), float(row["arousal"]))
            for row in csv.DictReader(file, delimiter="\t")
            for words in row["words"].split(",")
        ]


def everyday(use: str):
    """Everyday sentences and their [n, 2] place in the plane; `use` is "fit" or "check"."""
    with open(HERE / "everyday.tsv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["use"] == use]
    return [row["text"] for row in rows], np.array(
        [[float(row["valence"]), float(row["arousal"])] for row in rows]
    )
