"""The exported int8 graph asked through ONNX Runtime (node), and ridge-1 beside it: figures are of what ships."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from .linear_part import LinearPart
from .linear_stage import VOCABULARY
from .settings import RunSettings
from .tasks import wide_features
from .wordpiece import WordPiece

SCRIPT = Path(__file__).with_name("run_onnx.mjs")


class Shipped:
    """`ask` gives every output of the graph for texts; `ridge` gives ridge-1's raw valence and arousal."""

    def __init__(self, s: RunSettings, graph: Path):
        self.graph, self.longest = graph, s.encoder.positions
        self.piece, self.wide, self.linear = WordPiece.read(s.out / "tokenizer.json"), wide_features(s), LinearPart(s.out)

    def cases(self, texts: list[str]) -> list[dict]:
        found = []
        for text in texts:
            words, counts = self.linear.encode(text)
            wide = [float(x) for x in self.wide.values(text)]
            found.append({"ids": self.piece.encode(text, self.longest), "wide": wide, "words": words, "counts": counts})
        return found

    def ask(self, texts: list[str]) -> dict[str, np.ndarray]:
        """embedding [N, W], vad [N, 3] on -1..1, emotions [N, 28] probabilities, sentiment [N]; and ids, wide."""
        cases = self.cases(texts)
        with tempfile.TemporaryDirectory() as folder:
            given, written = Path(folder) / "cases.json", Path(folder) / "answers.json"
            given.write_text(json.dumps(cases), encoding="utf-8")
            subprocess.run(["node", str(SCRIPT), str(self.graph), str(given), str(written)], check=True)
            found = {name: np.array(rows) for name, rows in json.loads(written.read_text()).items()}
        found["emotions"] = 1.0 / (1.0 + np.exp(-found["emotions"]))
        for name in ("sentiment", "certainty"):
            found[name] = found[name].reshape(len(texts))
        return {**found, "cases": cases}

    def ridge(self, texts: list[str]) -> np.ndarray:
        """[N, 2]: what models/ridge-1 answers, computed from its own weights."""
        import onnx
        from onnx import numpy_helper

        graph = onnx.load(str(VOCABULARY / "model.onnx")).graph
        w = {i.name: numpy_helper.to_array(i).astype(float) for i in graph.initializer}
        vocabulary = self.linear.vocabulary
        counts = vocabulary.counts([self.linear.text.features(text) for text in texts])
        lexical = vocabulary.lexicon_channel(counts, w["lexicon"][:-1]) @ w["lexicon_weights"]
        return vocabulary.unit(counts) @ w["weights"] + lexical + w["bias"]

