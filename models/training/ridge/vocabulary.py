"""Which features there are, and texts as numbers over them.

Ids run over single words and marks first, then pairs, then spellings; inside each group they are
sorted. The groups matter: words and pairs are scaled to unit length apart from spellings, and only
single words have a place in the lexicon channel.
"""

from collections import Counter

import numpy as np
import scipy.sparse as sparse


def negated(point):
    """Where "not w" lies for w at `point`: "not happy" is sad, "not sad" is hardly happy."""
    valence, arousal = point
    return np.array([valence * (-0.7 if valence > 0 else -0.35), arousal * -0.3])


def group_of(feature: str) -> int:
    """0 for a single word or mark, 1 for a pair, 2 for a spelling."""
    return 2 if feature[0] == "#" else 1 if " " in feature else 0


class Vocabulary:
    def __init__(self, counted, least, always=frozenset(), only=None):
        """Features in at least `least` of the counted texts, or in `always`; of `only`, if given."""
        seen = Counter()
        for counts in counted:
            seen.update(counts.keys())
        kept = [
            feature
            for feature, times in seen.items()
            if (times >= least and (only is None or feature in only)) or feature in always
        ]
        self.features = sorted(kept, key=lambda feature: (group_of(feature), feature))
        self.ids = {feature: index for index, feature in enumerate(self.features)}
        groups = np.array([group_of(feature) for feature in self.features])
        self.words = int((groups == 0).sum())
        self.spelled_from = int((groups < 2).sum())
        times = np.array([seen[feature] for feature in self.features])
        # log((1 + N) / (1 + n)) + 1, as scikit-learn smooths it; float32 because the file holds that.
        self.idf = (np.log((1 + len(counted)) / (1 + times)) + 1).astype(np.float32).astype(float)

    def __len__(self):
        return len(self.features)

    def encode(self, counts):
        """Known features of one text as parallel lists of ascending ids and their counts."""
        known = sorted((self.ids[f], n) for f, n in counts.items() if f in self.ids)
        return [i for i, _ in known], [n for _, n in known]

    def counts(self, counted):
        """[texts, features] counts, sparse."""
        columns, values, ends = [], [], [0]
        for counts in counted:
            ids, numbers = self.encode(counts)
            columns += ids
            values += numbers
            ends.append(len(columns))
        return sparse.csr_matrix(
            (np.array(values, float), np.array(columns), np.array(ends)),
            shape=(len(counted), len(self)),
        )

    def unit(self, counts):
        """(1 + log count) · idf, scaled to length 1 over words and pairs and over spellings."""
        weighted = counts.copy()
        weighted.data = (1 + np.log(weighted.data)) * self.idf[weighted.indices]
        spelled = weighted.indices >= self.spelled_from
        rows = np.repeat(np.arange(weighted.shape[0]), np.diff(weighted.indptr))
        for part in (spelled, ~spelled):
            squares = np.bincount(rows[part], weighted.data[part] ** 2, weighted.shape[0])
            weighted.data[part] /= np.sqrt(squares)[rows[part]]
        return weighted

    def lexicon(self, places):
        """[words, 2] valence and arousal of single words; 0 where `places` has neither it nor what it negates."""
        table = np.zeros((self.words, 2))
        for index, word in enumerate(self.features[: self.words]):
            if word in places:
                table[index] = places[word]
            elif word[0] == "~" and word[1:] in places:
                table[index] = negated(places[word[1:]])
        return table.astype(np.float32).astype(float)

    def lexicon_channel(self, counts, table):
        """[texts, 6]: sums, sums of sizes, both squashed as s / √(s² + 1), and sums per √(n + 1)."""
        single = counts[:, : self.words]
        sums = single @ table
        sizes = single @ np.abs(table)
        words = np.asarray(single.sum(1))
        return np.concatenate(
            [sums / np.sqrt(sums**2 + 1), sizes / np.sqrt(sizes**2 + 1), sums / np.sqrt(words + 1)], 1
        )
