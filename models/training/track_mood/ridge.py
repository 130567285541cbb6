"""A ridge that leans on the naive map, and how it is judged."""

import numpy as np

# The feature that the naive map would use alone for a target; it is shrunk least.
OWN = {"valence": "valence", "arousal": "energy"}
OWN_PENALTY = 5.0
# Candidates for the penalty on the other eight; chosen inside each training fold.
# Beyond the last, the cross-validated r of valence falls by more than .01.
PENALTIES = [10.0, 20.0, 50.0]
# Features are held within this many standard deviations, so that a rare value
# cannot throw a song out of the plane.
CLAMP = 2.5


def fit(x, y, own, penalty):
    """
    Coefficients b and intercept a that minimise
    sum (y − a − x·b)² + OWN_PENALTY·b_own² + penalty·sum of the other b².
    """
    centre = x.mean(axis=0)
    xc = x - centre
    weights = np.full(x.shape[1], penalty)
    weights[own] = OWN_PENALTY
    b = np.linalg.solve(xc.T @ xc + np.diag(weights), xc.T @ (y - y.mean()))
    return b, y.mean() - centre @ b


def folds(n, k, seed):
    order = np.random.default_rng(seed).permutation(n)
    return [(np.setdiff1d(order, part), part) for part in np.array_split(order, k)]


def out_of_fold(x, y, predict, k, seed):
    """Predictions for every row by models that have not seen it; predict(train_x, train_y, test_x)."""
    guess = np.empty(len(y))
    for train, test in folds(len(y), k, seed):
        guess[test] = predict(x[train], y[train], x[test])
    return guess


def choose_penalty(x, y, own, seed):
    """
    The largest penalty whose squared error in 5-fold cross-validation is within
    one standard error of the least (the one-standard-error rule, Hastie et al.,
    The Elements of Statistical Learning, 7.10).
    """

    def errors(penalty):
        def predict(tx, ty, vx):
            b, a = fit(tx, ty, own, penalty)
            return vx @ b + a

        return (out_of_fold(x, y, predict, 5, seed) - y) ** 2

    tried = {penalty: errors(penalty) for penalty in PENALTIES}
    least = min(tried.values(), key=np.mean)
    bound = np.mean(least) + np.std(least) / np.sqrt(len(y))
    return max(penalty for penalty, error in tried.items() if np.mean(error) <= bound)


def r(a, b):
    return float(np.corrcoef(a, b)[0, 1])


def interval(a, b, seed, draws=2000):
    """Bootstrap 95 % interval of Pearson r over songs."""
    random = np.random.default_rng(seed)
    picks = random.integers(0, len(a), (draws, len(a)))
    return [float(v) for v in np.quantile([r(a[p], b[p]) for p in picks], [0.025, 0.975])]
