"""Trains the boosted trees of others on the tasks of the bench: rows, features and tests from files, one JSON line each, null for a library that is not there."""

import json
import sys
import time

import numpy as np


def scikit_learn():
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(random_state=0)


def xgboost():
    from xgboost import XGBClassifier

    # Trees of the size, number and rate that scikit-learn takes by itself: its own defaults overfit small tasks.
    return XGBClassifier(
        tree_method="hist", grow_policy="lossguide", max_leaves=31, max_depth=0,
        n_estimators=100, learning_rate=0.1, n_jobs=1, random_state=0,
    )


def area_under_curve(labels, scores):
    """Mann and Whitney's, ties counting half."""
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    positives = labels.sum()
    above = ranks[labels == 1].sum() - positives * (positives + 1) / 2
    return above / (positives * (len(labels) - positives))


def measured(create, x, y, held, labels):
    try:
        model = create()
    except ImportError:
        return None
    start = time.process_time()
    model.fit(x, y)
    seconds = time.process_time() - start
    return {"auc": area_under_curve(labels, model.predict_proba(held)[:, 1]), "ms": seconds * 1000}


for task in json.loads(sys.argv[1]):
    rows, features, tests = task["rows"], task["features"], task["tests"]
    numbers = np.fromfile(task["path"], "<f8")
    x, y, held, labels = np.split(numbers, np.cumsum([rows * features, rows, tests * features]))
    data = (x.reshape(rows, features), y, held.reshape(tests, features), labels)
    print(json.dumps({"scikit-learn": measured(scikit_learn, *data), "XGBoost": measured(xgboost, *data)}), flush=True)
