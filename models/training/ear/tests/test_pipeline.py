"""Quick checks without data files: run with `/usr/bin/python3 -m unittest discover -t . -s ear/tests` in models/training."""

from __future__ import annotations

import json
import tempfile
import unittest
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from ear import lora, metrics
from ear.batches import Corpus, Plan
from ear.emotion_stage import Average
from ear.encoder import Encoder, WordLoss, pool
from ear.features import NAMES, Wide, word_lists
from ear.masking import hide
from ear.meaning import Meaning, PackedMeaning
from ear.pretokenize import words
from ear.quantise import quantise
from ear.schedule import rate_at
from ear.settings import EncoderSettings, RunSettings, from_pairs, update
from ear.token_features import TokenFeatures
from ear.track import Run
from ear.tracks import filled
from ear.wordpiece import CLS, MASK, SEP, UNK, WordPiece, write
from ear.wordpiece_trainer import SPECIAL, learn
from ear.workers import EXTRA, together

SMALL = EncoderSettings(vocabulary=50, width=16, layers=2, heads=2, feed_forward=32)


class Tokens(unittest.TestCase):
    def test_words_are_lower_case_without_accents(self):
        self.assertEqual(words("Café, NAÏVE—don't"), ["cafe", ",", "naive", "—", "don", "'", "t"])
        self.assertEqual(words("日本 a\u200db\x00c"), ["日", "本", "abc"])

    def test_learned_vocabulary_round_trip(self):
        counts = Counter({"happy": 50, "happier": 30, "unhappy": 20, "joy": 40, "joyful": 10})
        vocabulary = learn(counts, 900, rarest_char=1, rarest_word=1)
        self.assertEqual(vocabulary[:5], SPECIAL)
        self.assertEqual(len(vocabulary), len(set(vocabulary)))
        with tempfile.TemporaryDirectory() as folder:
            write(vocabulary, Path(folder) / "tokenizer.json")
            piece = WordPiece.read(Path(folder) / "tokenizer.json")
        ids = piece.encode("Happy joyful 😂😂")
        self.assertEqual((ids[0], ids[-1]), (CLS, SEP))
        back = [vocabulary[i] for i in ids[1:-1]]
        self.assertEqual("".join(p.replace("##", "") for p in back), "happyjoyful😂😂")
        self.assertEqual(piece.pieces("x" * 101), (UNK,))
        self.assertEqual(len(piece.encode("joy " * 500, 128)), 128)


class Model(unittest.TestCase):
    def test_padding_changes_nothing(self):
        torch.manual_seed(1)
        encoder = Encoder(SMALL).eval()
        ids = torch.tensor([[2, 7, 9, 3]])
        longer = torch.tensor([[2, 7, 9, 3, 0, 0]])
        mask = (longer != 0).float()
        a = pool(encoder(ids), torch.ones(1, 4))
        b = pool(encoder(longer, mask), mask)
        self.assertLess(float((a - b).abs().max()), 1e-5)

    def test_merged_adapters_equal_open_ones(self):
        torch.manual_seed(2)
        encoder = Encoder(SMALL).eval()
        ids = torch.tensor([[2, 7, 9, 3]])
        plain = encoder(ids)
        trained = lora.attach(encoder, 4, 8.0, 0.0, ("query", "value", "output"))
        self.assertEqual(float((encoder(ids) - plain).abs().max()), 0.0)
        for parameter in trained:
            torch.nn.init.normal_(parameter, std=0.3)
        opened = encoder(ids)
        lora.merge(encoder)
        self.assertGreater(float((opened - plain).abs().max()), 0.01)
        self.assertLess(float((encoder(ids) - opened).abs().max()), 1e-4)

    def test_unknown_lora_target_is_refused(self):
        with self.assertRaises(ValueError):
            lora.attach(Encoder(SMALL), 4, 8.0, 0.0, ("keys",))

    def test_quantised_weights_are_close(self):
        weight = np.random.default_rng(0).standard_normal((64, 32)).astype(np.float32)
        packed, scale = quantise(weight, 1, 7)
        self.assertLessEqual(int(np.abs(packed).max()), 63)
        self.assertLess(float(np.abs(packed * scale - weight).max()), float(scale.max()) * 0.51)


    def test_word_loss_is_cross_entropy(self):
        torch.manual_seed(3)
        logits, wanted = torch.randn(150, 40, requires_grad=True), torch.randint(0, 40, (150,))
        loss, hits = WordLoss.apply(logits, wanted)
        (loss * 0.5).backward()
        found, logits.grad = logits.grad, None
        truth = torch.nn.functional.cross_entropy(logits, wanted, reduction="sum")
        (truth * 0.5).backward()
        self.assertAlmostEqual(float(loss), float(truth), places=2)
        self.assertEqual(int(hits), int((logits.argmax(1) == wanted).sum()))
        self.assertLess(float((found - logits.grad).abs().max()), 1e-5)

    def test_average_follows_and_is_swapped_in(self):
        q = torch.nn.Parameter(torch.zeros(2))
        average = Average([q])
        for _ in range(500):
            q.data.fill_(1.0)
            average.add(0.9)
        q.data.fill_(3.0)
        average.swap()
        self.assertAlmostEqual(float(q[0]), 1.0, places=3)
        average.swap()
        self.assertEqual(float(q[0]), 3.0)


class MeaningVectors(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(4)
        self.meaning = Meaning(50, 8, 16)
        for parameter in self.meaning.parameters():
            torch.nn.init.normal_(parameter)
        self.ids = torch.tensor([[2, 7, 9, 3, 0, 0], [2, 9, 7, 11, 8, 3], [2, 3, 0, 0, 0, 0]])

    def test_padding_changes_nothing_and_lengths_are_one(self):
        both = self.meaning.eval()(self.ids, self.ids != 0)
        alone = self.meaning(self.ids[:1, :4], torch.ones(1, 4))
        self.assertLess(float((both[0] - alone[0]).abs().max()), 1e-6)
        self.assertAlmostEqual(float(both[1].norm()), 1.0, places=5)
        self.assertEqual(float(both[2].norm()), 0.0)

    def test_order_of_neighbours_counts(self):
        a, b = torch.tensor([[2, 7, 9, 3]]), torch.tensor([[2, 9, 7, 3]])
        self.assertGreater(float((self.meaning(a, a != 0) - self.meaning(b, b != 0)).abs().max()), 1e-3)

    def test_packed_vectors_point_the_same_way(self):
        there, packed = self.meaning(self.ids, self.ids != 0), PackedMeaning(self.meaning)(self.ids, self.ids != 0)
        self.assertGreater(float((there * packed).sum(1)[:2].min()), 0.999)

    def test_looked_up_features_of_an_empty_text_are_numbers(self):
        lookup = TokenFeatures(self.meaning.eval())
        lookup.valence.normal_()
        lookup.weight.fill_(1.0)
        found = lookup.of([[2, 3], [2, 7, 3]])
        self.assertEqual(found.shape, (2, lookup.size))
        self.assertTrue(np.isfinite(found).all())
        self.assertAlmostEqual(float(found[1, 0]), float(lookup.valence[7]), places=5)

    def test_unknown_slots_leave_their_part_out(self):
        values = {"title": "A", "energy": "low", "tempo": "slow"}
        pattern = "{title}[ by {artist}]. [Sound: [{tempo} tempo][, {energy} energy][, {valence} mood].]"
        self.assertEqual(filled(pattern, values), "A. Sound: slow tempo, low energy.")


def _adds_up(team, path: str) -> None:
    layer = torch.nn.Linear(5, 3)
    flat = team.gradients(list(layer.parameters()))
    flat.fill_(float(team.rank + 1))
    team.sum()
    Path(f"{path}/{team.rank}").write_text(f"{float(flat.min())} {float(layer.weight.grad.max())} {flat.numel()}")


class Processes(unittest.TestCase):
    def test_every_process_gets_the_sum(self):
        with tempfile.TemporaryDirectory() as folder:
            together(2, _adds_up, folder)
            for rank in range(2):
                self.assertEqual((Path(folder) / str(rank)).read_text(), f"3.0 3.0 {18 + EXTRA}")


class Batches(unittest.TestCase):
    def setUp(self):
        rng = np.random.default_rng(3)
        size = rng.integers(1, 40, 900)
        tokens = rng.integers(5, 50, int(size.sum())).astype(np.uint16)
        kinds = np.repeat([0, 1, 2], 300).astype(np.uint8)
        corpus = Corpus(tokens, np.concatenate([[0], np.cumsum(size)]), kinds)
        self.plan = Plan(corpus, 7, 64, 0.3, labelled=1, copies=2)

    def test_epochs_repeat_and_stay_within_their_size(self):
        first, again, other = self.plan.epoch(0, 512), self.plan.epoch(0, 512), self.plan.epoch(1, 512)
        self.assertTrue(all(np.array_equal(a, b) for a, b in zip(first, again)))
        self.assertFalse(all(np.array_equal(a, b) for a, b in zip(first, other)))
        for spans in first:
            ids = self.plan.corpus.rows(spans)
            self.assertLessEqual(ids.size, 512)
            self.assertLessEqual(ids.shape[1], 64)

    def test_held_out_texts_are_never_in_a_batch(self):
        held = set(self.plan.corpus.starts[self.plan.held_out].tolist())
        for begin, end in np.concatenate(self.plan.epoch(0, 512)):
            self.assertFalse(any(begin <= h < end for h in held))

    def test_hidden_tokens(self):
        ids = self.plan.corpus.rows(self.plan.epoch(0, 512)[0])
        shown, where, wanted = hide(ids, 0.2, 50, np.random.default_rng(0))
        self.assertTrue((ids.reshape(-1)[where] == wanted).all())
        self.assertTrue((wanted > SEP).all())
        self.assertTrue((shown.reshape(-1)[where] == MASK).mean() > 0.5)


    def test_words_with_feeling_are_hidden_more_often(self):
        ids = np.arange(5, 45).repeat(50).reshape(50, 40)
        often = np.where(np.arange(50) < 10, 4.0, 1.0)
        _, _, wanted = hide(ids, 0.2, 50, np.random.default_rng(1), often)
        self.assertGreater((wanted < 10).mean(), 2 * 5 / 40)
        self.assertEqual(len(wanted), 400)


class Figures(unittest.TestCase):
    def test_thresholds_find_the_perfect_split(self):
        wanted = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], bool)
        given = np.array([[0.4, 0.1], [0.3, 0.05], [0.2, 0.3], [0.1, 0.2]])
        self.assertEqual(metrics.macro_f1(wanted, given, metrics.thresholds(wanted, given)), 1.0)

    def test_pearson_of_a_constant_is_zero(self):
        self.assertEqual(metrics.pearson([1, 1, 1], [1, 2, 3]), 0.0)

    def test_rate(self):
        self.assertAlmostEqual(rate_at(0.5, 2.0, 0.1, 0.6), 2.0)
        self.assertAlmostEqual(rate_at(0.8, 2.0, 0.1, 0.6), 1.0)
        self.assertEqual(rate_at(1.0, 2.0, 0.1, 0.6), 0.0)


class WideFeatures(unittest.TestCase):
    def setUp(self):
        self.wide = Wide({"happy": 2.7, "tired": -1.9, ":)": 2.0}, word_lists())

    def value(self, text: str, name: str) -> float:
        return self.wide.values(text)[NAMES.index(name)]

    def test_negation_turns_the_lexicon(self):
        self.assertGreater(self.value("I am happy", "lexicon"), 0)
        self.assertLess(self.value("I am not happy at all", "lexicon"), 0)

    def test_form(self):
        self.assertEqual(self.value("sooo happy!!! 😂", "exclamations"), 3)
        self.assertEqual(self.value("sooo happy", "elongated"), 1)
        self.assertEqual(self.value("😂😭", "emoji"), 2)
        self.assertGreater(self.value("ok :)", "emoticons"), 0)

    def test_empty_text_gives_numbers(self):
        self.assertTrue(np.isfinite(self.wide.values("")).all())


class Settings(unittest.TestCase):
    def test_pairs(self):
        s = RunSettings()
        update(s, from_pairs(["pretrain.rate=0.5", 'emotion.targets=["query"]', "emotion.mode=full"]))
        self.assertEqual((s.pretrain.rate, s.emotion.targets, s.emotion.mode), (0.5, ("query",), "full"))

    def test_unknown_name_is_an_error(self):
        with self.assertRaises(SystemExit):
            update(RunSettings(), from_pairs(["pretrain.speed=1"]))

    def test_gpu_settings_are_known(self):
        update(RunSettings(), json.loads(Path(__file__).parents[1].joinpath("gpu.json").read_text(encoding="utf-8")))


class Tracking(unittest.TestCase):
    def test_layout(self):
        with tempfile.TemporaryDirectory() as folder:
            run = Run(Path(folder), "x")
            run.params({"a": {"b": 1}})
            run.metrics({"loss": 2.5}, 7)
            run.finish()
            self.assertEqual((run.folder / "params" / "a.b").read_text(), "1")
            self.assertTrue((run.folder / "metrics" / "loss").read_text().endswith(" 2.5 7\n"))
            self.assertIn("status: 3", (run.folder / "meta.yaml").read_text())
            self.assertTrue((Path(folder) / "1" / "meta.yaml").exists())


if __name__ == "__main__":
    unittest.main()
