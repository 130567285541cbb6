"""Trains scikit-learn's boosted trees on the tasks of the bench: rows, features and tests from files, one JSON line each."""

import json
import sys
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

for task in json.loads(sys.argv[1]):
    rows, features, tests = task["rows"], task["features"], task["tests"]
    numbers = np.fromfile(task["path"], "<f8")
    x, y, held, labels = np.split(numbers, np.cumsum([rows * features, rows, tests * features]))
    start = time.process_time()
    model = HistGradientBoostingClassifier(random_state=0).fit(x.reshape(rows, features), y)
    seconds = time.process_time() - start
    scores = model.predict_proba(held.reshape(tests, features))[:, 1]
    print(json.dumps({"auc": roc_auc_score(labels, scores), "ms": seconds * 1000}))
