"""The small lexicon the app falls back on when it has no usable model."""

import re

import numpy as np

import corpora
from calibrate import placed

_PLAIN = re.compile(r"[a-z]+(?:'[a-z]+)*")
# Rarer words than this in the training texts stay out.
LEAST_TEXTS = 3


def lexicon(folder, linear, calibration, seen):
    """Word to [valence, arousal] in the plane, sorted by word.

    Valence is VADER's (mean rating / 4). Nobody rated these words' arousal, so it is what the model
    makes of the word alone. Feeling words stand where feelings.tsv puts them.
    """
    scores = {
        word: score / 4
        for word, score in corpora.vader_lexicon(folder).items()
        if _PLAIN.fullmatch(word) and seen[word] >= LEAST_TEXTS
    }
    words = sorted(scores)
    arousal = placed(linear.raw(words), calibration)[:, 1]
    places = {w: [round(scores[w], 2), round(float(a), 2)] for w, a in zip(words, arousal)}
    for word, v, a in corpora.feelings():
        if _PLAIN.fullmatch(word):
            places[word] = [round(v, 2), round(a, 2)]
    return dict(sorted(places.items()))
