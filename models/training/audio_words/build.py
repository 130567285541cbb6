"""Which words are near the app's words for sound: writes resources/audio-neighbours.json.

For every word of the corpus and of WordNet that resources/audio-words.json does not list, how
near it is to each concept there, by two sources that know nothing of music search:

- a walk over WordNet: from a word to words of its synsets, to words that its definition uses, and
  to words of its own family (joyful, joyous), up to three steps, and where that walk meets words of
  the list; and back from them;
- the corpus: cosine of word vectors (PPMI of neighbours within four words, truncated SVD), over the
  nearest words of the list.

Nothing is learned from the list but which of its words belong to which concept. `--check` leaves
out each development word of tests/search/paraphrases.json in turn and says how many of them are put
where they belong; held-out words are not looked at.

    /usr/bin/python3 build.py --data ../../../../shared/data/text/corpus [--check]
"""
import argparse
import collections
import gzip
import hashlib
import json
import pathlib
import re

import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

ROOT = pathlib.Path(__file__).resolve().parents[3]
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
PART = re.compile(r"[a-z]+")
LEAST_COUNT = 6
CONTEXTS = 15000
SIZE = 200
# Tuned by --check.
WALK = {"synonyms": 0.5, "definitions": 0.3, "family": 0.25, "steps": (1.0, 0.5, 0.25), "back": 0.5}
NEAREST, POWER = 6, 4
# What stands against all concepts: a word that is near to none gets little.
WALK_NONE, CORPUS_NONE = 0.015, 0.06
LEAST_SHARE = 0.22
BATCH = 4096
LEAST_LEVEL = 0.3
SUFFIXES = (
    "fulness iness ness fully ingly ically edly ily ful less ing ied ed ly er est ic al ous ious ive y ish s es "
    "ity ation ion able some"
).split()


def fold(phrase):
    return " ".join(PART.findall(phrase.lower()))


def read_corpus(folder):
    counts = collections.Counter()
    path = folder / "sentences.txt.gz"
    for line in gzip.open(path, "rt"):
        counts.update(fold(word) for word in WORD.findall(line.lower()))
    vocabulary = [word for word, count in counts.most_common() if count >= LEAST_COUNT]
    index = {word: i for i, word in enumerate(vocabulary)}
    total = sp.csr_matrix((len(vocabulary), CONTEXTS), dtype=np.float32)
    stream = []
    lines = list(gzip.open(path, "rt"))
    for at, line in enumerate(lines):
        stream.extend(index.get(fold(word), -1) for word in WORD.findall(line.lower()))
        stream.extend([-1] * 4)
        if len(stream) > 2_000_000 or at == len(lines) - 1:
            total = total + neighbours(np.array(stream), total.shape)
            stream = []
    return vocabulary, counts, ppmi(total)


def neighbours(stream, shape):
    rows, columns, values = [], [], []
    for distance, weight in ((1, 1.0), (2, 1.0), (3, 0.7), (4, 0.5)):
        left, right = stream[:-distance], stream[distance:]
        for a, b in ((left, right), (right, left)):
            known = (a >= 0) & (b >= 0) & (b < shape[1])
            rows.append(a[known])
            columns.append(b[known])
            values.append(np.full(known.sum(), weight, np.float32))
    return sp.coo_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape).tocsr()


def ppmi(counts):
    row_sums = np.asarray(counts.sum(1)).ravel()
    column_shares = np.asarray(counts.sum(0)).ravel() ** 0.75
    column_shares /= column_shares.sum()
    cells = counts.tocoo()
    value = np.log(np.maximum(cells.data / (row_sums[cells.row] * column_shares[cells.col]), 1e-9))
    keep = value > 0
    return sp.csr_matrix((value[keep].astype(np.float32), (cells.row[keep], cells.col[keep])), counts.shape)


def read_wordnet(folder, terms, counts):
    """Matrices word x word, rows summing to 1: synonyms, words of definitions, words of one family."""
    frequent = {word for word, _ in counts.most_common(120)}
    entries = []
    for line in gzip.open(folder / "wordnet-pairs.tsv.gz", "rt"):
        lemma, definition, _, synonyms = (line.rstrip("\n").split("\t") + [""] * 4)[:4]
        words = [fold(word) for word in [lemma, *synonyms.split(";")] if word]
        words = list(dict.fromkeys(word for word in words if len(word) > 1))
        entries.append((words, set(PART.findall(definition.lower())) - frequent))
    place = lambda word: terms.setdefault(word, len(terms))
    members, defining = ([], [], []), ([], [], [])
    for row, (words, _) in enumerate(entries):
        for at, word in enumerate(words):
            for part, value in zip(members, (place(word), row, (1.5 if at == 0 else 1.0) / len(words) ** 0.5)):
                part.append(value)
    for words, definition in entries:
        for word in definition & terms.keys():
            for at, defined in enumerate(words):
                for part, value in zip(defining, (terms[defined], terms[word], 1.0 if at == 0 else 0.7)):
                    part.append(value)
    size = len(terms)
    sets = sp.csr_matrix((members[2], members[:2]), (size, len(entries)), np.float32)
    synonyms = sets @ sets.T
    synonyms.setdiag(0)
    definitions = sp.csr_matrix((defining[2], defining[:2]), (size, size), np.float32)
    rarity = np.log(size / (1 + np.asarray((definitions > 0).sum(0)).ravel())).astype(np.float32)
    return [shares(synonyms), shares(definitions @ sp.diags(rarity)), shares(families(terms))]


def families(terms):
    stems = collections.defaultdict(list)
    for word, i in terms.items():
        if " " in word:
            continue
        # What ends in -less is the opposite of its family.
        cut = {word[: -len(s)] for s in SUFFIXES if s != "less" and word.endswith(s) and len(word) - len(s) >= 3}
        for stem in {stem.rstrip("e") for stem in cut | {word}}:
            stems[stem].append(i)
    pairs = [(i, k) for k, group in enumerate(stems.values()) if 2 <= len(group) <= 12 for i in group]
    rows, columns = zip(*pairs)
    member = sp.csr_matrix((np.ones(len(pairs), np.float32), (rows, columns)), (len(terms), len(stems)))
    related = member @ member.T
    related.setdiag(0)
    related.data = np.minimum(related.data, 1)
    return related


def shares(matrix):
    return (sp.diags(1 / np.maximum(np.asarray(matrix.sum(1)).ravel(), 1e-9)).astype(np.float32) @ matrix).tocsr()


class Neighbours:
    def __init__(self, folder, concepts):
        vocabulary, self.counts, cells = read_corpus(folder)
        self.terms = {word: i for i, word in enumerate(vocabulary)}
        parts = read_wordnet(folder, self.terms, self.counts)
        self.step = sum(w * p for w, p in zip((WALK["synonyms"], WALK["definitions"], WALK["family"]), parts)).tocsr()
        left, strength, _ = randomized_svd(cells, SIZE, n_iter=3, random_state=1)
        vectors = left * strength**0.5
        vectors = normalize(vectors - vectors.mean(0))
        vectors = np.vstack([vectors, np.zeros((len(self.terms) - len(vectors), SIZE), np.float32)])
        # A word that the corpus does not know takes part in what its synonyms mean.
        self.vectors = normalize(vectors + 0.5 * (shares(self.step) @ vectors)).astype(np.float32)
        self.list_words(concepts)

    def list_words(self, concepts):
        """Takes these words as the ones that others are compared with."""
        listed = [(fold(w), k) for k, c in enumerate(concepts) for w in c["words"]]
        self.listed = [(w, k) for w, k in listed if w in self.terms]
        self.at = np.array([self.terms[w] for w, _ in self.listed])
        self.concept = np.array([k for _, k in self.listed])
        self.count = len(concepts)
        seeds = sp.csr_matrix((np.ones(len(self.at), np.float32), (self.at, range(len(self.at)))), (len(self.terms), len(self.at)))
        # What a walk from each word meets, and what walks from words of the list meet it.
        meets, self.forth = seeds, 0
        for weight in WALK["steps"]:
            meets = self.step @ meets
            self.forth = self.forth + weight * meets
        met, back = seeds, 0
        for weight in WALK["steps"][:2]:
            met = self.step.T @ met
            back = back + weight * met
        self.walk = (self.forth + WALK["back"] * back).tocsr()

    def score(self, phrase):
        """The share of each concept for a phrase, less than 1 in all; None for an unknown one. The phrase itself does not count."""
        ids = [self.terms[phrase]] if phrase in self.terms else [self.terms[w] for w in phrase.split() if w in self.terms]
        if not ids:
            return None
        others = np.array([w != phrase for w, _ in self.listed])
        walk = np.asarray(self.walk[ids].sum(0)).ravel() * others
        meaning = self.vectors[ids].sum(0)
        cosine = np.maximum(self.vectors[self.at] @ (meaning / max(np.linalg.norm(meaning), 1e-9)), 0) * others
        by_walk, by_corpus = np.zeros(self.count), np.zeros(self.count)
        np.add.at(by_walk, self.concept, walk)
        nearest = np.argsort(-cosine)[:NEAREST]
        np.add.at(by_corpus, self.concept[nearest], cosine[nearest] ** POWER)
        return (by_walk / (by_walk.sum() + WALK_NONE) + by_corpus / (by_corpus.sum() + CORPUS_NONE)) / 2

    def score_all(self, words):
        """The shares for words that are terms and not listed, a row each."""
        ids = [self.terms[w] for w in words]
        member = np.eye(self.count, dtype=np.float32)[self.concept]
        walk = self.walk[ids].toarray()
        cosine = np.maximum(self.vectors[ids] @ self.vectors[self.at].T, 0)
        least = np.partition(cosine, -NEAREST, axis=1)[:, [-NEAREST]]
        near = np.where(cosine >= least, cosine, 0) ** POWER
        by_walk, by_corpus = walk @ member, near @ member
        by_walk /= by_walk.sum(1, keepdims=True) + WALK_NONE
        by_corpus /= by_corpus.sum(1, keepdims=True) + CORPUS_NONE
        return (by_walk + by_corpus) / 2


def check(near, concepts):
    right = total = 0
    wrong = []
    for limit in json.loads((ROOT / "tests/search/paraphrases.json").read_text())["adjectives"]:
        feature, level = limit["want"]["feature"], "high" if "min" in limit["want"] else "low"
        for way in sorted(limit["ways"])[::2]:
            share = near.score(fold(way))
            total += 1
            best = None if share is None else concepts[int(np.argmax(share))]
            if best and (best["targets"].get(feature) == level or (best["say"] == "upbeat" and (feature, level) == ("valence", "high"))):
                right += 1
            else:
                wrong.append(f"{way}: {best and best['say']} {0 if share is None else share.max():.2f}")
    print(f"{right} of {total} development words by the others")
    print("; ".join(wrong))
    for word in "moon table river yesterday queen paper train monday water yellow doctor garden".split():
        share = near.score(word)
        print(word, concepts[int(np.argmax(share))]["say"], round(float(share.max()), 2), end="; ")
    print()


def level_shares(near, words):
    """For words that may stand before a feature: how near they are to "low" and to "high", 0-100."""
    plain = set(words["fillers"]) - {"low", "high", "little", "much", "more", "most"} | {"next", "great", "only"}
    concepts = [
        {"say": level, "words": {w for phrase in words["levelWords"][level] for w in phrase.split()} - plain}
        for level in ("low", "high")
    ]
    near.list_words(concepts)
    listed = {w for c in concepts for w in c["words"]}
    wanted = [w for w in sorted(near.terms) if w not in listed and " " not in w and len(w) > 2]
    shares = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        for word, (low, high) in zip(batch, near.score_all(batch)):
            if max(low, high) >= LEAST_LEVEL and near.counts[word] >= LEAST_COUNT:
                shares[word] = [int(round(float(low) * 100)), int(round(float(high) * 100))]
    return shares


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", type=pathlib.Path, required=True)
    arguments.add_argument("--check", action="store_true")
    options = arguments.parse_args()
    source = (ROOT / "resources/audio-words.json").read_text()
    words = json.loads(source)
    concepts = words["concepts"]
    near = Neighbours(options.data, concepts)
    if options.check:
        check(near, concepts)
        return
    known = {fold(w) for part in ("concepts", "occasions") for c in words[part] for w in c["words"]}
    known |= {fold(w) for part in ("negators", "intensifiers", "fillers", "breakers", "joiners") for w in words[part]}
    wanted = [w for w in sorted(near.terms) if w not in known and w.count(" ") < 2 and len(w) > 2]
    table = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        for word, share in zip(batch, near.score_all(batch)):
            best = [int(k) for k in np.argsort(-share)[:2] if share[k] >= LEAST_SHARE]
            if best:
                table[word] = [x for k in best for x in (k, int(round(float(share[k]) * 100)))]
    levels = level_shares(near, words)
    target = ROOT / "resources/audio-neighbours.json"
    says = [concept["say"] for concept in concepts]
    about = "Words near the concepts of audio-words.json: pairs of a concept by place in `concepts` and how near, 0-100; in `levels` how near to low and to high. Made by models/training/audio_words/build.py from WordNet and the text corpus; licences: models/NOTICE.md."
    lines = ",\n".join(f"    {json.dumps(word)}: {json.dumps(pair, separators=(',', ':'))}" for word, pair in table.items())
    target.write_text(f'{{\n  "about": {json.dumps(about)},\n  "concepts": {json.dumps(says)},\n  "levels": {json.dumps(levels, separators=(",", ":"))},\n  "words": {{\n{lines}\n  }}\n}}\n')
    print(len(table), "words,", target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
