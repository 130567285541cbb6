"""Made-up rows about the words of ridge/feelings.tsv in longer company: denied, and turned round in the middle. Counted
words cannot tell such turns; they are for the net to learn."""

from __future__ import annotations

import numpy as np

from .linear_stage import ridge_modules

SAID = ("woke up feeling {}", "we were all so {} today", "{} all day long", "what a week, i feel {}")
DENIED = ("i don't feel {} at all", "not {} any more", "nobody could call me {}", "hardly {} these days", "i never feel {}")
TURNED = ("at first i was {}, but now i am {}", "this morning {}, tonight {}", "i was {} until they called, and now i feel {}")
LATER = 0.75  # share of what comes second
PAIRS = 600


def more_feelings(seed: int) -> list[tuple[str, np.ndarray]]:
    """(text, valence and arousal on -1..1)."""
    stack, _, vocabulary = ridge_modules()
    words = [(word, np.array([v, a])) for word, v, a in stack.corpora.feelings()]
    adjectives = [(word, point) for word, point in words if " " not in word]
    rng = np.random.default_rng((seed, 71))
    rows = []
    for word, point in adjectives:
        rows += [(SAID[i].format(word), point) for i in rng.permutation(len(SAID))[:2]]
        rows += [(DENIED[i].format(word), vocabulary.negated(point)) for i in rng.permutation(len(DENIED))[:2]]
    for i, j in rng.integers(len(adjectives), size=(PAIRS, 2)):
        (first, before), (second, after) = adjectives[i], adjectives[j]
        frame = TURNED[int(rng.integers(len(TURNED)))]
        rows.append((frame.format(first, second), (1 - LATER) * before + LATER * after))
    return [(text, place * stack.FEELING_SCALE) for text, place in rows]
