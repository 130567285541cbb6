"""Four spaces in which words that mean alike lie near each other, and the walk over WordNet."""
import pathlib
import subprocess
import tempfile

import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from sources import read_corpus, read_wordnet, shares

SVD_SIZE, SIZE = 300, 200
WALK = {"synonyms": 0.5, "definitions": 0.3, "family": 0.25, "steps": (1.0, 0.5, 0.25), "back": 0.5}
ROUNDS = 4
EAR_SIZE = 256
NODE = pathlib.Path(__file__).resolve().parents[3] / "node_modules/.bin/node"


class Spaces:
    """`terms` are the words of the corpus and of WordNet by place; `counts` says how often each stands in the corpus."""

    def __init__(self, data):
        vocabulary, self.counts, cells = read_corpus(data / "corpus")
        self.vocabulary = vocabulary
        self.terms = {word: i for i, word in enumerate(vocabulary)}
        parts, definitions, own = read_wordnet(data / "corpus", self.terms, self.counts)
        self.step = sum(w * p for w, p in zip((WALK["synonyms"], WALK["definitions"], WALK["family"]), parts)).tocsr()
        self.near = shares(self.step)
        left, strength, _ = randomized_svd(cells, SVD_SIZE, n_iter=3, random_state=1)
        self.corpus = self.by_corpus(left[:, :SIZE] * strength[:SIZE] ** 0.5)
        self.started = self.by_start(centred(left * strength**0.5), read_glove(data / "glove/glove-10k-100d-int8.bin"))
        meanings = embed(definitions)
        self.defined = normalize(own @ (meanings - meanings.mean(0))).astype(np.float32)

    def by_corpus(self, left):
        vectors = np.vstack([centred(left), np.zeros((len(self.terms) - len(left), left.shape[1]), np.float32)])
        # A word that the corpus does not know takes part in what its synonyms mean.
        return normalize(vectors + 0.5 * (self.near @ vectors)).astype(np.float32)

    def by_start(self, left, glove):
        """GloVe's vectors as a start, the corpus mapped onto them, then some rounds towards the neighbours in WordNet."""
        start = np.zeros((len(self.terms), next(iter(glove.values())).shape[0]), np.float32)
        known = np.array([self.terms[w] for w in glove if w in self.terms])
        start[known] = np.array([v for w, v in glove.items() if w in self.terms])
        start[known] = centred(start[known])
        seen = known[known < len(left)]
        square = left[seen].T @ left[seen] + 3 * np.eye(left.shape[1])
        mapped = normalize(left @ np.linalg.solve(square, left[seen].T @ start[seen]))
        given = start.copy()
        given[: len(left)] += 0.5 * mapped
        weight = np.zeros((len(given), 1), np.float32)
        weight[: len(left)] = 0.5
        weight[known] = 1
        given = normalize(given) * weight
        vectors = given
        for _ in range(ROUNDS):
            vectors = normalize(given + 0.5 * (self.near @ vectors))
        return vectors.astype(np.float32)

    def walk(self, seeds):
        """What a walk from each word meets of the seeds, and what walks from them meet it: words x seeds."""
        at = [self.terms[seed] for seed in seeds]
        start = sp.csr_matrix((np.ones(len(at), np.float32), (at, range(len(at)))), (len(self.terms), len(at)))
        meets, forth = start, 0
        for weight in WALK["steps"]:
            meets = self.step @ meets
            forth = forth + weight * meets
        met, back = start, 0
        for weight in WALK["steps"][:2]:
            met = self.step.T @ met
            back = back + weight * met
        return (forth + WALK["back"] * back).tocsr()

    def parts(self, phrase):
        """The places of a phrase, or of its words."""
        if phrase in self.terms:
            return [self.terms[phrase]]
        return [self.terms[word] for word in phrase.split() if word in self.terms]

    def vectors(self, phrases):
        """Each phrase in the four spaces."""
        places = [self.parts(phrase) for phrase in phrases]
        rows = [row for row, found in enumerate(places) for _ in found]
        member = sp.csr_matrix(
            (np.ones(len(rows), np.float32), (rows, [at for found in places for at in found])),
            (len(phrases), len(self.terms)),
        )
        heard = embed(phrases) - self.mean
        return [normalize(x).astype(np.float32) for x in (member @ self.corpus, member @ self.started, heard, member @ self.defined)]

    def centre(self, phrases):
        """Takes the mean of these as the middle of what the ear makes of words."""
        self.mean = embed(phrases).mean(0)


def centred(vectors):
    return normalize(vectors - vectors.mean(0))


def embed(lines):
    with tempfile.TemporaryDirectory() as folder:
        source, target = pathlib.Path(folder) / "lines.txt", pathlib.Path(folder) / "vectors.f32"
        source.write_text("".join(f"{line[:160] or '-'}\n" for line in lines))
        script = pathlib.Path(__file__).with_name("embed_lines.mjs")
        subprocess.run([NODE, script, source, target], check=True)
        return np.fromfile(target, np.float32).reshape(-1, EAR_SIZE)


def read_glove(path):
    raw = path.read_bytes()
    count, size = np.frombuffer(raw[:8], np.uint32)
    found, at = {}, 8
    for _ in range(count):
        end = at + 1 + raw[at]
        word = raw[at + 1 : end].decode()
        scale = np.frombuffer(raw[end : end + 4], np.float32)[0]
        at = end + 4 + int(size)
        found[word] = np.frombuffer(raw[end + 4 : at], np.int8) / 127 * scale
    return found
