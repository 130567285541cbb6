"""The corpus and the dictionary: which words stand beside which, and which are said to mean what."""
import collections
import gzip
import re

import numpy as np
import scipy.sparse as sp

WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
PART = re.compile(r"[a-z]+")
LEAST_COUNT = 6
CONTEXTS = 15000
SUFFIXES = (
    "fulness iness ness fully ingly ically edly ily ful less ing ied ed ly er est ic al ous ious ive y ish s es "
    "ity ation ion able some"
).split()


def fold(phrase):
    return " ".join(PART.findall(phrase.lower()))


def read_corpus(folder):
    """Words by frequency, how often each stands there, and PPMI of its neighbours within four words."""
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
    """
    Adds its words to `terms` and gives matrices word x word, rows summing to 1 (synonyms, words of
    definitions, words of one family), the definitions, and whose they are (word x definition).
    """
    frequent = {word for word, _ in counts.most_common(120)}
    entries, definitions = [], []
    for line in gzip.open(folder / "wordnet-pairs.tsv.gz", "rt"):
        lemma, definition, _, synonyms = (line.rstrip("\n").split("\t") + [""] * 4)[:4]
        words = [fold(word) for word in [lemma, *synonyms.split(";")] if word]
        words = list(dict.fromkeys(word for word in words if len(word) > 1))
        entries.append((words, set(PART.findall(definition.lower())) - frequent))
        definitions.append(definition)
    place = lambda word: terms.setdefault(word, len(terms))
    members, defining, own = ([], [], []), ([], [], []), ([], [], [])
    for row, (words, _) in enumerate(entries):
        for at, word in enumerate(words):
            append(members, place(word), row, (1.5 if at == 0 else 1.0) / len(words) ** 0.5)
            append(own, terms[word], row, 1.0 if at == 0 else 0.7)
    for words, definition in entries:
        for word in sorted(definition & terms.keys()):
            for at, defined in enumerate(words):
                append(defining, terms[defined], terms[word], 1.0 if at == 0 else 0.7)
    size = len(terms)
    sets = sp.csr_matrix((members[2], members[:2]), (size, len(entries)), np.float32)
    synonyms = (sets @ sets.T).tolil()
    synonyms.setdiag(0)
    by_definition = sp.csr_matrix((defining[2], defining[:2]), (size, size), np.float32)
    rarity = np.log(size / (1 + np.asarray((by_definition > 0).sum(0)).ravel())).astype(np.float32)
    parts = [shares(synonyms.tocsr()), shares(by_definition @ sp.diags(rarity)), shares(families(terms))]
    return parts, definitions, shares(sp.csr_matrix((own[2], own[:2]), (size, len(entries)), np.float32))


def append(triple, *values):
    for part, value in zip(triple, values):
        part.append(value)


def stems_of(word):
    """What may be left of a word without its ending; words that share one are of a family."""
    cut = {word[: -len(s)] for s in SUFFIXES if word.endswith(s) and len(word) - len(s) >= 3}
    return {re.sub(r"(.)\1$", r"\1", stem.rstrip("e")) for stem in cut | {word}}


def families(terms):
    stems = collections.defaultdict(list)
    for word, i in terms.items():
        if " " in word:
            continue
        # What ends in -less is the opposite of its family.
        cut = {word[: -len(s)] for s in SUFFIXES if s != "less" and word.endswith(s) and len(word) - len(s) >= 3}
        for stem in sorted({stem.rstrip("e") for stem in cut | {word}}):
            stems[stem].append(i)
    pairs = [(i, k) for k, group in enumerate(stems.values()) if 2 <= len(group) <= 12 for i in group]
    rows, columns = zip(*pairs)
    member = sp.csr_matrix((np.ones(len(pairs), np.float32), (rows, columns)), (len(terms), len(stems)))
    related = (member @ member.T).tolil()
    related.setdiag(0)
    related = related.tocsr()
    related.data = np.minimum(related.data, 1)
    return related


def shares(matrix):
    return (sp.diags(1 / np.maximum(np.asarray(matrix.sum(1)).ravel(), 1e-9)).astype(np.float32) @ matrix).tocsr()
