"""Confidence and the start of the wide weights, on made-up numbers."""

from __future__ import annotations

import unittest

import numpy as np
import torch

from ear.heads import Heads
from ear.placement import Placement
from ear.placing import SIGNALS, chances, confidence, logistic, signals
from ear.wide_start import ridge


class Confidence(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(5)
        self.x = rng.standard_normal((4000, len(SIGNALS))) * np.arange(1, len(SIGNALS) + 1)
        self.chance = 1 / (1 + np.exp(-(0.5 + self.x[:, 0] - 0.3 * self.x[:, 1])))
        self.right = rng.random(4000) < self.chance

    def test_the_curve_is_found_again(self):
        curve = logistic(self.x, self.right.astype(float))
        self.assertLess(float(np.abs(chances(curve, self.x) - self.chance).mean()), 0.03)

    def test_it_beats_the_constant_on_the_other_half(self):
        curve, figures = confidence(self.x, self.right)
        self.assertLess(figures["brier"], figures["brier_constant"] - 0.02)
        self.assertLess(figures["calibration_gap"], 0.05)
        self.assertEqual(tuple(curve["weights"]), SIGNALS)

    def test_signals_come_in_their_order(self):
        found = signals(np.array([[0.5, 0.1]]), np.array([-0.25]), np.array([3.0]))
        self.assertEqual(found.tolist(), [[3.0, 0.75]])


class Wide(unittest.TestCase):
    def test_ridge_finds_a_linear_rule(self):
        rng = np.random.default_rng(6)
        x = rng.standard_normal((500, 4))
        y = x @ np.array([[1.0], [0.0], [-2.0], [0.5]]) + 3.0
        weights, bias = ridge(x, y, 1e-6)
        self.assertLess(float(np.abs(weights - [[1.0, 0.0, -2.0, 0.5]]).max()), 1e-4)
        self.assertAlmostEqual(float(bias[0]), 3.0, places=3)

    def test_deep_alone_does_not_see_the_features(self):
        torch.manual_seed(1)
        for part, differs in (("deep", False), ("wide", True), ("both", True)):
            heads = Heads(8, 3, 6, 0.0, part).eval()
            heads.placement = Placement(3, 5)
            for parameter in heads.parameters():
                torch.nn.init.normal_(parameter)
            states, mask = torch.randn(2, 4, 8), torch.ones(2, 4)
            a, b = (heads(states, states.mean(1), mask, wide)["vad"] for wide in (torch.zeros(2, 3), torch.ones(2, 3)))
            self.assertEqual(bool((a - b).abs().max() > 1e-6), differs, part)


if __name__ == "__main__":
    unittest.main()
