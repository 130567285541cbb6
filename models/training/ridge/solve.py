"""Ridge regression with several targets on a sparse design."""

import numpy as np


def ridge(design, targets, penalty, row_weights=None, steps=150, tolerance=1e-4):
    """The w and b that minimise Σ rowWeight · ‖x·w + b − y‖² + penalty · ‖w‖².

    Conjugate gradients on the normal equations, all targets at once, the columns centred
    implicitly so that the design stays sparse. `design` is [n, f], `targets` [n, t];
    returns ([f, t], [t]).
    """
    weights = np.ones(design.shape[0]) if row_weights is None else row_weights
    total = weights.sum()
    transposed = design.T.tocsr()
    column_means = (transposed @ weights) / total
    target_means = weights @ targets / total

    def normal(solution):
        fitted = weights[:, None] * (design @ solution - column_means @ solution)
        return transposed @ fitted - np.outer(column_means, fitted.sum(0)) + penalty * solution

    residual = weights[:, None] * (targets - target_means)
    residual = transposed @ residual - np.outer(column_means, residual.sum(0))
    solution = np.zeros_like(residual)
    direction = residual.copy()
    power = (residual**2).sum(0)
    enough = tolerance**2 * power
    for _ in range(steps):
        image = normal(direction)
        step = power / np.maximum((direction * image).sum(0), 1e-300)
        solution += step * direction
        residual -= step * image
        next_power = (residual**2).sum(0)
        if (next_power <= enough).all():
            break
        direction = residual + next_power / np.maximum(power, 1e-300) * direction
        power = next_power
    return solution, target_means - column_means @ solution


def correlations(left, right):
    """Pearson r per column."""
    return [float(np.corrcoef(a, b)[0, 1]) for a, b in zip(left.T, right.T)]
