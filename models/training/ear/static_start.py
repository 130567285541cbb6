"""Start of the static token vectors: GloVe (where it has the word, else what its neighbours in our own corpus say), our
own corpus' positive pointwise mutual information (Levy and Goldberg 2014), and a random part per token that keeps words
apart as TF-IDF does; brought to the wanted width by a random rotation, which keeps cosines."""

from __future__ import annotations

import numpy as np
import torch

WINDOW = 8
PARTS = (1.0, 1.0, 1.2)  # lengths of the three parts
RARE = 2e-3  # of smooth inverse frequency, a / (a + p): Arora et al. 2017
RANDOM = 400


def unit(x: np.ndarray) -> np.ndarray:
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)


def company(tokens: np.ndarray, starts: np.ndarray, size: int) -> np.ndarray:
    """How often tokens stand near each other within a text, nearer counting more: [size, size] float32, symmetric."""
    text = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    tokens = tokens.astype(np.int64)
    near = np.zeros(size * size, np.float32)
    for away in range(1, WINDOW + 1):
        same = text[away:] == text[:-away]
        pairs = tokens[:-away][same] * size + tokens[away:][same]
        near += np.bincount(pairs, minlength=size * size).astype(np.float32) / away
    near = near.reshape(size, size)
    return near + near.T


def information(near: np.ndarray, width: int, seed: int) -> np.ndarray:
    """[V, width]: truncated singular vectors of the positive pointwise mutual information, contexts smoothed by ^.75."""
    torch.manual_seed(seed)
    row = np.maximum(near.sum(1), 1e-9).astype(np.float32)
    context = row**0.75
    context /= context.sum()
    table = np.log(np.maximum(near, 1e-9) / row[:, None] / np.maximum(context, 1e-12))
    width = min(width, len(table) - 1)
    vectors, sizes, _ = torch.svd_lowrank(torch.from_numpy(np.maximum(table, 0.0)), q=min(width + 20, len(table)), niter=3)
    return (vectors[:, :width] * sizes[:width] ** 0.25).numpy()


def start(tokens: np.ndarray, starts: np.ndarray, vocabulary: dict[str, int], glove: dict[str, np.ndarray], width: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """-> vectors [V, width] float32, weights [V], and the first two parts side by side, for `valences`."""
    rng = np.random.default_rng((seed, 61))
    size = max(vocabulary.values()) + 1
    share = np.bincount(tokens, minlength=size) / max(len(tokens), 1)
    own = information(company(tokens, starts, size), 256, seed)
    given = np.zeros((size, len(next(iter(glove.values())))), np.float32)
    known = np.zeros(size, bool)
    for entry, index in vocabulary.items():
        if entry in glove:
            given[index], known[index] = glove[entry], True
    mean, x = given[known].mean(0), own / max(own.std(), 1e-9)
    map_ = np.linalg.solve(x[known].T @ x[known] + 100.0 * np.eye(x.shape[1]), x[known].T @ (given[known] - mean))
    given[~known] = 1.3 * (x[~known] @ map_) + mean
    centred = lambda table: unit(table - (table * share[:, None]).sum(0))  # noqa: E731
    parts = [centred(given), centred(own), unit(rng.standard_normal((size, RANDOM)))]
    whole = np.concatenate([part * length for part, length in zip(parts, PARTS)], 1)
    turned = whole @ rng.standard_normal((whole.shape[1], width)) / np.sqrt(width)
    return turned.astype(np.float32), (RARE / (RARE + share)).astype(np.float32), np.concatenate(parts[:2], 1)


def valences(parts: np.ndarray, vocabulary: dict[str, int], lexicon: dict[str, float]) -> np.ndarray:
    """[V]: the lexicon's valence; for entries it lacks what a ridge over their vectors says (folds of the lexicon: r .83)."""
    rows = np.array([(index, lexicon[entry]) for entry, index in vocabulary.items() if entry in lexicon])
    at, wanted = rows[:, 0].astype(int), rows[:, 1]
    x = parts.astype(np.float64) * 10.0
    mean = x[at].mean(0)
    gram = (x[at] - mean).T @ (x[at] - mean) + 30.0 * np.eye(x.shape[1])
    found = (x - mean) @ np.linalg.solve(gram, (x[at] - mean).T @ (wanted - wanted.mean())) + wanted.mean()
    found[at] = wanted
    return found.astype(np.float32)
