"""Stage `linear`: the sparse half of wide & deep (Cheng et al. 2016): ridges over the counted features of `ridge-1`.

The same stack as models/training/ridge (its vocabulary, penalties and feeling words), but on the ear's own splits: the
held-out fifth of VADER is not in it. All 35 answers are kept instead of two: valence and arousal (EmoBank), 28 labels
(GoEmotions), valence by source (tweets, Amazon, films, NYT) and by the lexicon.

Training rows get answers of models that saw neither their label nor any other label of their fold (five folds over all
sets at once); held-out rows and the app get those of the model of all training rows. With x the unit-length features
of a text and h its lexicon channel, answers = x · weights + h · channel + bias, which is what the ONNX computes.

Writes linear.npz: train [N, 35] and held [M, 35] float32 in the order of tasks.training_rows and held_out_rows,
weights [features, 35], channel [6, 35], bias [35], idf [features], table [words, 2], words and spelled_from.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from . import sources
from .atomic import write_arrays
from .progress import Progress
from .settings import RunSettings
from .tasks import held_out_rows, training_rows

FOLDS = 5
LABELS = 28
RIDGE = Path(__file__).resolve().parents[1] / "ridge"
VOCABULARY = Path(__file__).resolve().parents[2] / "ridge-1"
NAMES = ("tweets", "amazon", "movies", "nyt")
COLUMNS = 2 + LABELS + len(NAMES) + 1


def ridge_modules():
    """The modules of the linear model; they need scipy and are imported by their bare names."""
    if str(RIDGE) not in sys.path:
        sys.path.insert(0, str(RIDGE))
    import stack
    import text
    import vocabulary

    return stack, text, vocabulary


def stored_vocabulary(folder: Path):
    """The vocabulary that ridge-1 ships: features in order and their idf."""
    import onnx
    from onnx import numpy_helper

    _, _, vocabulary = ridge_modules()
    made = object.__new__(vocabulary.Vocabulary)
    made.features = (folder / "vocabulary.txt").read_text("ascii").split("\n")[:-1]
    made.ids = {feature: index for index, feature in enumerate(made.features)}
    groups = np.array([vocabulary.group_of(feature) for feature in made.features])
    made.words, made.spelled_from = int((groups == 0).sum()), int((groups < 2).sum())
    graph = onnx.load(str(folder / "model.onnx")).graph
    made.idf = next(numpy_helper.to_array(i) for i in graph.initializer if i.name == "idf").astype(float)
    return made


class Rows:
    """Training rows as the ridge's sources, counted once; `without` gives them less one fold."""

    def __init__(self, s: RunSettings, count):
        self.stack, _, _ = ridge_modules()
        rows = training_rows(s)
        self.counted = [count(row.text) for row in rows]
        self.origin = np.array([origin_of(row) for row in rows])
        self.fold = np.random.default_rng((s.seed, 31)).permutation(len(rows)) % FOLDS
        self.points = np.array([(np.array(r.vad[:2]) - 3) / 2 if isinstance(r, sources.Affect) else (0, 0) for r in rows])
        self.labels = np.zeros((len(rows), LABELS), np.float32)
        self.ratings = np.zeros(len(rows))
        for at, row in enumerate(rows):
            if isinstance(row, sources.Labelled):
                self.labels[at, list(row.labels)] = 1.0
            elif isinstance(row, sources.Valence):
                self.ratings[at] = row.valence
        texts, self.feeling_points = self.stack.feeling_rows()
        self.feelings = [count(text) for text in texts]
        lexicon = sources.vader_lexicon(s.data)
        scores = np.array([[score] for score in lexicon.values()])
        self.lexicon = ([count(word) for word in lexicon], scores / scores.std())
        self.places = self.stack.lexicon_places(s.data)
        self.vectors = self.stack.corpora.glove(s.data)

    def without(self, fold: int | None):
        """What stack.Stack reads (train, train_points, others …), of all rows but those of `fold`."""
        keep = np.ones(len(self.fold), bool) if fold is None else self.fold != fold
        pick = lambda name: np.flatnonzero(keep & (self.origin == name))  # noqa: E731
        of = lambda at: [self.counted[i] for i in at]  # noqa: E731
        part = object.__new__(self.stack.Sources)
        at = pick("emobank")
        part.train, part.train_points = of(at), self.points[at]
        part.feelings, part.feeling_points, part.places, part.vectors = self.feelings, self.feeling_points, self.places, self.vectors
        at = pick("goemotions")
        part.others = {"goemotions": (of(at), self.labels[at].astype(float))}
        for name, known in zip(NAMES, ("tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets")):
            at = pick(name)
            part.others[known] = (of(at), (self.ratings[at] / max(self.ratings[at].std(), 1e-6))[:, None])
        part.others["lexicon"] = self.lexicon
        return part


def origin_of(row) -> str:
    if isinstance(row, sources.Affect):
        return "emobank"
    return "goemotions" if isinstance(row, sources.Labelled) else row.source


def fitted(rows: Rows, vocabulary, fold: int | None):
    """weights [features, 35], channel [6, 35], bias [35] and the lexicon table [words, 2] of one model."""
    stack = rows.stack.Stack(rows.without(fold), vocabulary)
    # a label that none of a few texts has: any column that varies will do, since columns are standardised
    stack.opinions[:, ~stack.opinions.any(0)] = 1e-6
    linear = stack.fit()
    others = stack.opinions[:, : COLUMNS - 2]
    weights = np.concatenate([linear.weights, others], 1).astype(np.float32)
    channel = np.concatenate([linear.channel, np.zeros((6, COLUMNS - 2))], 1).astype(np.float32)
    bias = np.concatenate([linear.bias, np.zeros(COLUMNS - 2)]).astype(np.float32)
    return weights, channel, bias, stack.table


def run(s: RunSettings) -> None:
    _, text, _ = ridge_modules()
    vocabulary = stored_vocabulary(VOCABULARY)
    rows = Rows(s, text.features)
    print(f"[linear] {len(rows.counted):,} training rows counted", flush=True)
    counts = vocabulary.counts(rows.counted)
    x = vocabulary.unit(counts)
    held = vocabulary.counts([text.features(row.text) for row in held_out_rows(s)])
    found = np.zeros((x.shape[0], COLUMNS), np.float32)
    progress = Progress("linear", FOLDS + 1, "models", 5.0)
    for fold in [*range(FOLDS), None]:
        weights, channel, bias, table = fitted(rows, vocabulary, fold)
        if fold is not None:
            mine = rows.fold == fold
            found[mine] = x[mine] @ weights + vocabulary.lexicon_channel(counts[mine], table) @ channel + bias
        progress.show((FOLDS if fold is None else fold) + 1)
    given = vocabulary.unit(held) @ weights + vocabulary.lexicon_channel(held, table) @ channel + bias
    write_arrays(
        s.out / "linear.npz", train=found, held=given.astype(np.float32), weights=weights, channel=channel, bias=bias,
        idf=vocabulary.idf.astype(np.float32), table=table.astype(np.float32),
        words=np.array(vocabulary.words), spelled_from=np.array(vocabulary.spelled_from), fold=rows.fold,
    )  # fmt: skip
    print(f"[linear] {COLUMNS} answers for {len(found):,} training and {len(given):,} held-out texts", flush=True)
