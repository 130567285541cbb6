"""The first model: ridges on other data make features for a ridge on EmoBank; all of it is linear.

With x the unit-length features of a text and h its lexicon channel (vocabulary.py),

    point = x · W + h · U + b

W collapses three things: the ridge's own weights on x, its weights on what ridges for 28 emotions
(GoEmotions) and for valence (VADER's ratings and lexicon) say about x, and its weights on the
mean word vector of x. The word vectors only shape W; they are not in the model.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse

import corpora
from solve import ridge
from text import features
from vocabulary import Vocabulary, negated

# VADER's were chosen among 0.3, 1 and 3 on a held-out fifth of each source, where r hardly moves;
# GoEmotions' gives a mean r of .50 over the labels of its dev part. Targets have about unit variance,
# but for GoEmotions' 0/1 labels.
SOURCE_PENALTIES = {
    "goemotions": 8,
    "tweets": 1,
    "amazonReviewSnippets": 2,
    "movieReviewSnippets": 2,
    "nytEditorialSnippets": 2,
    "lexicon": 1,
}
# How much a column of word vectors (standardised) counts beside x in the ridges on other data.
SOURCE_VECTORS = 0.1
# Of the ridge on EmoBank, chosen on its dev part, per axis: the penalty; how much spellings count
# beside words; how much a standardised column of the others' opinions, and of the lexicon channel.
SETTINGS = {
    "valence": {"penalty": 2.0, "spellings": 0.7, "opinions": 0.08, "lexicon": 0.1},
    "arousal": {"penalty": 4.0, "spellings": 0.4, "opinions": 0.04, "lexicon": 0.1},
}
# Feeling words stand in the plane; EmoBank uses about this much of its width.
FEELING_SCALE = np.array([0.5, 0.4])
# A feeling's row against one of EmoBank's. More helps everyday sentences (first pair: r of the raw
# output on the check part of everyday.tsv) and costs r on EmoBank (second pair: dev). While the rest
# was tuned, 0 gave .87/.85 and .626/.516, 0.2 .917/.916 and .627/.510, 0.4 .927/.927 and .626/.506.
FEELING_WEIGHT = 0.4
FEELING_FRAMES = ("{}", "i am {}", "i feel {}", "feeling {} today")


@dataclass
class Linear:
    vocabulary: Vocabulary
    table: np.ndarray  # [words, 2], the lexicon channel's
    weights: np.ndarray  # [features, 2], W
    channel: np.ndarray  # [6, 2], U
    bias: np.ndarray  # [2], b

    def raw(self, texts):
        counts = self.vocabulary.counts([features(text) for text in texts])
        return (
            self.vocabulary.unit(counts) @ self.weights
            + self.vocabulary.lexicon_channel(counts, self.table) @ self.channel
            + self.bias
        )


def feeling_rows():
    texts, points = [], []
    for words, valence, arousal in corpora.feelings():
        point = np.array([valence, arousal])
        frames = [(frame, point) for frame in FEELING_FRAMES]
        if " " not in words:
            frames += [("i am really {}", point), ("i am not {}", negated(point))]
        for frame, place in frames:
            texts.append(frame.format(words))
            points.append(place * FEELING_SCALE)
    return texts, np.array(points)


def lexicon_places(folder):
    places = {word: (score / 4, 0.0) for word, score in corpora.vader_lexicon(folder).items()}
    places.update({w: (v, a) for w, v, a in corpora.feelings() if " " not in w})
    return places


class Sources:
    """Every text with its counted features, read once."""

    def __init__(self, folder):
        self.train, self.train_points = corpora.emobank(folder, "train")
        self.feelings, self.feeling_points = feeling_rows()
        lexicon = corpora.vader_lexicon(folder)
        scores = np.array([[score] for score in lexicon.values()])
        others = {
            "goemotions": corpora.goemotions(folder, "train"),
            **{name: corpora.vader_ratings(folder, name) for name in corpora.VADER_SOURCES},
            "lexicon": (list(lexicon), scores / scores.std()),
        }
        self.places = lexicon_places(folder)
        self.vectors = corpora.glove(folder)
        self.others = {
            name: ([features(text) for text in texts], targets)
            for name, (texts, targets) in others.items()
        }
        self.train = [features(text) for text in self.train]
        self.feelings = [features(text) for text in self.feelings]

    def counted(self):
        texts = list(self.train) + list(self.feelings)
        for counted, _ in self.others.values():
            texts += counted
        return texts


def word_vectors(vocabulary, vectors):
    """[features, 100]: zero where the word has no vector; a negated word's is turned and halved."""
    table = np.zeros((len(vocabulary), len(next(iter(vectors.values())))))
    for index, word in enumerate(vocabulary.features[: vocabulary.words]):
        if word in vectors:
            table[index] = vectors[word]
        elif word[0] == "~" and word[1:] in vectors:
            table[index] = -0.5 * vectors[word[1:]]
    return table


def opinions(sources, vocabulary, vectors, spread):
    """[features, 33 + 100]: what the other data's ridges make of each feature, then its vector."""
    columns = []
    for name, (counted, targets) in sources.others.items():
        x = vocabulary.unit(vocabulary.counts(counted))
        design = sparse.hstack([x, sparse.csr_matrix(x @ vectors / spread * SOURCE_VECTORS)]).tocsr()
        weights, _ = ridge(design, targets, SOURCE_PENALTIES[name])
        own, shared = weights[: len(vocabulary)], weights[len(vocabulary) :]
        columns.append(own + vectors / spread * SOURCE_VECTORS @ shared)
    return np.concatenate([*columns, vectors], 1)


class Stack:
    """What does not depend on the EmoBank rows chosen, so that folds share it."""

    def __init__(self, sources, vocabulary):
        self.sources, self.vocabulary = sources, vocabulary
        counts = vocabulary.counts(sources.train)
        feeling_counts = vocabulary.counts(sources.feelings)
        self.table = vocabulary.lexicon(sources.places)
        self.x, self.feeling_x = vocabulary.unit(counts), vocabulary.unit(feeling_counts)
        vectors = word_vectors(vocabulary, sources.vectors)
        self.opinions = opinions(sources, vocabulary, vectors, (self.x @ vectors).std(0))
        self.h = vocabulary.lexicon_channel(counts, self.table)
        self.feeling_h = vocabulary.lexicon_channel(feeling_counts, self.table)

    def fit(self, rows=slice(None), settings=SETTINGS, feeling_weight=FEELING_WEIGHT) -> Linear:
        """The model from the given EmoBank rows."""
        z = self.x[rows] @ self.opinions
        z_spread = z.std(0)
        # Few texts of EmoBank name a feeling: the spread of such columns is small and must not blow up.
        h_spread = self.h[rows].std(0) + 0.02
        spelled = np.arange(len(self.vocabulary)) >= self.vocabulary.spelled_from
        points = self.sources.train_points[rows]
        targets = np.concatenate([points, self.sources.feeling_points])
        row_weights = np.concatenate(
            [np.ones(len(points)), np.full(len(self.sources.feeling_points), feeling_weight)]
        )
        parts = []
        for axis, setting in enumerate(settings.values()):
            x_scale = np.where(spelled, setting["spellings"], 1.0)
            z_scale = setting["opinions"] / z_spread
            h_scale = setting["lexicon"] / h_spread
            design = sparse.vstack(
                [
                    sparse.hstack(
                        [
                            x @ sparse.diags(x_scale),
                            sparse.csr_matrix(x @ self.opinions * z_scale),
                            sparse.csr_matrix(h * h_scale),
                        ]
                    )
                    for x, h in ((self.x[rows], self.h[rows]), (self.feeling_x, self.feeling_h))
                ]
            ).tocsr()
            weights, bias = ridge(design, targets[:, axis : axis + 1], setting["penalty"], row_weights)
            own, shared, channel = np.split(weights, np.cumsum([len(x_scale), len(z_scale)]))
            collapsed = x_scale[:, None] * own + self.opinions @ (z_scale[:, None] * shared)
            parts.append((collapsed, h_scale[:, None] * channel, bias))
        return Linear(
            self.vocabulary, self.table, *(np.concatenate(part, -1) for part in zip(*parts))
        )
