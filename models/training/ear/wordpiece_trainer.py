"""Learns a WordPiece vocabulary from word counts: byte-pair merges over characters with the '##' continuation mark,
the method of Hugging Face's WordPieceTrainer (most frequent pair first), with incremental pair counts.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict

from .emoji import common_emoji
from .pretokenize import is_chinese, is_punctuation

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def alphabet(counts: Counter[str], rarest: int) -> list[str]:
    """Characters with an entry of their own: printable ASCII, those seen `rarest` times or more, common emoji."""
    seen: Counter[str] = Counter()
    for word, count in counts.items():
        for char in word:
            seen[char] += count
    kept = {chr(c) for c in range(33, 127) if not chr(c).isupper()}
    kept |= {char for char, count in seen.items() if count >= rarest and not is_chinese(char)}
    kept |= set(common_emoji())
    return sorted(kept)


def learn(counts: Counter[str], size: int, rarest_char: int = 30, rarest_word: int = 2) -> list[str]:
    """Word counts -> `size` vocabulary entries: special tokens, alphabet, then merges in order of frequency."""
    letters = alphabet(counts, rarest_char)
    known = set(letters)
    vocabulary = list(SPECIAL) + letters + ["##" + c for c in letters if not is_punctuation(c)]
    taken = set(vocabulary)

    words: list[list[str]] = []
    weight: list[int] = []
    for word, count in sorted(counts.items()):
        if count >= rarest_word and 1 < len(word) <= 40 and all(c in known for c in word):
            words.append([word[0]] + ["##" + c for c in word[1:]])
            weight.append(count)

    pairs: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], set[int]] = defaultdict(set)
    for index, symbols in enumerate(words):
        for pair in zip(symbols, symbols[1:]):
            pairs[pair] += weight[index]
            where[pair].add(index)

    heap = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(heap)
    while len(vocabulary) < size and heap:
        negative, pair = heapq.heappop(heap)
        count = pairs.get(pair, 0)
        if count <= 0:
            continue
        if -negative != count:  # stale entry: put back under its present count
            heapq.heappush(heap, (-count, pair))
            continue
        merged = pair[0] + pair[1][2:]
        if merged not in taken:
            taken.add(merged)
            vocabulary.append(merged)
        grown = _merge(words, weight, pairs, where, pair, merged)
        for new in grown:
            heapq.heappush(heap, (-pairs[new], new))
    return vocabulary[:size]


def _merge(words, weight, pairs, where, pair, merged) -> set[tuple[str, str]]:
    """Replaces `pair` by `merged` in every word that has it; returns the pairs whose count grew."""
    grown: set[tuple[str, str]] = set()
    for index in where.pop(pair, ()):
        old, times = words[index], weight[index]
        new: list[str] = []
        at = 0
        while at < len(old):
            if at + 1 < len(old) and old[at] == pair[0] and old[at + 1] == pair[1]:
                new.append(merged)
                at += 2
            else:
                new.append(old[at])
                at += 1
        if len(new) == len(old):
            continue
        for gone in zip(old, old[1:]):
            pairs[gone] -= times
        for added in zip(new, new[1:]):
            pairs[added] += times
            where[added].add(index)
            if merged in added:
                grown.add(added)
        words[index] = new
    pairs.pop(pair, None)
    return grown
