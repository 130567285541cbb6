"""What a word means among some classes, learned from words of which it is known."""
import numpy as np
import scipy.sparse as sp
from scipy.special import softmax

from sources import stems_of

# Tuned by `build.py --check`.
NEAREST, POWER = 6, 4
# What stands against all classes in the walk and in each space: a word that is near to none gets little.
WALK_NONE, SPACE_NONE = 0.015, (0.06, 0.06, 0.03, 0.03)
RIDGE, OTHERS_WEIGHT, SHARPNESS = 20.0, 0.3, 5
# Shares of the regression and of the nearest words in a guess.
REGRESSION = 0.7
# Of the words drawn at random, this share may mean something after all: they are not learned from.
DOUBTFUL = 0.3


class Guesser:
    """
    Learns from `seeds`, pairs of a word and its class, against `others`, words drawn at random: by
    the nearest seeds in each space and on the walk, and by a ridge regression on all spaces.
    """

    def __init__(self, spaces, seeds, others, count):
        self.spaces, self.count, self.seeds = spaces, count, len(seeds)
        self.words = [word for word, _ in seeds] + others
        self.classes = np.array([k for _, k in seeds] + [count] * len(others))
        spaces.centre(self.words[: self.seeds])
        self.vectors = spaces.vectors(self.words)
        self.walked = [at for at, word in enumerate(self.words[: self.seeds]) if word in spaces.terms]
        self.walk = spaces.walk([self.words[at] for at in self.walked])
        self.of_class = np.eye(count + 1, dtype=np.float32)[self.classes[: self.seeds], :count]
        self.families = families_of(self.words)
        nearest = self.by_nearest(self.vectors, self.walks(self.words), self.families)
        least = np.quantile(nearest[self.seeds :].max(1), 1 - DOUBTFUL)
        self.learned = np.append(np.ones(self.seeds, bool), nearest[self.seeds :].max(1) < least)
        self.weights = self.regress(self.learned)

    def walks(self, phrases):
        places = [self.spaces.parts(phrase) for phrase in phrases]
        rows = [row for row, found in enumerate(places) for _ in found]
        cells = (np.ones(len(rows), np.float32), (rows, [at for found in places for at in found]))
        return sp.csr_matrix(cells, (len(phrases), self.walk.shape[0])) @ self.walk

    def by_nearest(self, vectors, walks, families=None):
        """By the seeds that are near; those of a word's own family do not count where families are given."""
        own = None if families is None else families[:, None] == self.families[None, : self.seeds]
        met = walks.toarray()
        if own is not None:
            met[own[:, self.walked]] = 0
        found = met @ self.of_class[self.walked]
        total = found / (found.sum(1, keepdims=True) + WALK_NONE)
        for space, learned, none in zip(vectors, self.vectors, SPACE_NONE):
            cosine = np.maximum(space @ learned[: self.seeds].T, 0)
            if own is not None:
                cosine[own] = 0
            least = np.partition(cosine, -NEAREST, axis=1)[:, [-NEAREST]]
            found = np.where(cosine >= least, cosine, 0) ** POWER @ self.of_class
            total += found / (found.sum(1, keepdims=True) + none)
        return total / (1 + len(vectors))

    def regress(self, learned):
        """Weights from the vectors to a column for each class and one for none; rarer classes count more for each word."""
        sizes = np.bincount(self.classes[learned], minlength=self.count + 1)
        balance = (sizes[: self.count].mean() / np.maximum(sizes[: self.count], 1)) ** 0.5
        weight = np.append(balance, OTHERS_WEIGHT)[self.classes] * learned
        x = with_one(self.vectors)
        wanted = np.eye(self.count + 1, dtype=np.float32)[self.classes]
        weighted = (x * weight[:, None]).T
        return np.linalg.solve(weighted @ x + RIDGE * np.eye(x.shape[1]), weighted @ wanted)

    def combine(self, vectors, nearest, weights):
        regressed = softmax(SHARPNESS * (with_one(vectors) @ weights), 1)[:, : self.count]
        return REGRESSION * regressed + (1 - REGRESSION) * nearest

    def shares(self, phrases):
        """The share of each class for each phrase, less than 1 in all."""
        vectors = self.spaces.vectors(phrases)
        return self.combine(vectors, self.by_nearest(vectors, self.walks(phrases)), self.weights)

    def shares_left_out(self, folds=10):
        """The shares of all words that were learned from, with their own families left out."""
        nearest = self.by_nearest(self.vectors, self.walks(self.words), self.families)
        places = np.random.RandomState(0).permutation(self.families.max() + 1) % folds
        fold = places[self.families]
        found = np.zeros((len(self.words), self.count), np.float32)
        for out in range(folds):
            at = fold == out
            found[at] = self.combine([x[at] for x in self.vectors], nearest[at], self.regress(self.learned & ~at))
        return found


def with_one(vectors):
    return np.hstack([*vectors, np.ones((len(vectors[0]), 1), np.float32)])


def families_of(words):
    """A number for each word, the same for words that share a stem."""
    first, number = {}, list(range(len(words)))

    def root(at):
        while number[at] != at:
            at = number[at]
        return at

    for at, word in enumerate(words):
        for stem in stems_of(word):
            other = first.setdefault(stem, at)
            number[root(at)] = root(other)
    roots = [root(at) for at in range(len(words))]
    place = {found: i for i, found in enumerate(dict.fromkeys(roots))}
    return np.array([place[found] for found in roots])
