"""Stage `labels`: the 28 emotion labels without the transformer, from what ridge-1 takes: the same inputs and vocabulary.

Ridges for the labels (linear_stage), then a logistic layer over their 28 standardised answers, fitted on out-of-fold
answers. Writes <out>/labels: model.onnx (inputs ids int64, counts float32 [batch, length]; output emotions [batch, 28]
logits), labels.json (names, thresholds tuned on GoEmotions dev,
figures, sha256) and fixtures.json (own texts with inputs and probabilities). Needs node to ask the graph.
"""

from __future__ import annotations

import json
import subprocess
import tempfile

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch.nn import functional as F

from . import metrics, sources
from .atomic import write_text
from .linear_part import LinearPart
from .linear_stage import LABELS, origin_of, ridge_modules
from .settings import RunSettings
from .shipped import SCRIPT
from .ship_stage import ODD, check_set, truth_of
from .sparse_graph import Linear
from .tasks import held_out_rows, training_rows

STEPS, RATE, DECAY, CLIP = 300, 0.03, 1e-4, 4.0
COLUMNS = slice(2, 2 + LABELS)


def logistic(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """x [N, F] standardised, y [N, 28] 0/1 -> weights [F, 28], bias [28]."""
    given, truth = torch.from_numpy(x).float(), torch.from_numpy(y).float()
    weight = torch.zeros(x.shape[1], y.shape[1], requires_grad=True)
    bias = torch.logit(truth.mean(0).clamp(1e-4, 1 - 1e-4)).requires_grad_(True)
    optimiser = torch.optim.Adam([weight, bias], lr=RATE)
    for step in range(STEPS):
        optimiser.param_groups[0]["lr"] = RATE * (1.0 - step / STEPS)
        loss = F.binary_cross_entropy_with_logits(given @ weight + bias, truth, reduction="none").sum(1).mean()
        loss = loss + DECAY * weight.square().sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return weight.detach().numpy(), bias.detach().numpy()


def graph(stored: dict, mean: np.ndarray, scale: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> onnx.ModelProto:
    """ridge-1's graph with 28 columns, then clip((answers - mean) * scale) · weight + bias."""
    ridge_modules()
    from export import graph_of

    made = graph_of(Linear(stored, COLUMNS))
    g = made.graph
    for initialiser in g.initializer:
        if initialiser.name == "weights":
            initialiser.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(initialiser).astype(np.float16), "weights"))
    nodes = []
    for node in g.node:
        if node.op_type == "Gather" and node.input[0] == "weights":
            wanted = node.output[0]
            node.output[0] = f"{wanted}_half"
            nodes += [node, helper.make_node("Cast", [node.output[0]], [wanted], to=TensorProto.FLOAT)]
        else:
            nodes.append(node)
    for name, values in (("mean", mean), ("scale", scale), ("low", -CLIP), ("high", CLIP), ("mix", weight), ("mix_bias", bias)):
        g.initializer.append(numpy_helper.from_array(np.array(values, np.float32), name))
    nodes += [
        helper.make_node("Sub", ["valence_arousal", "mean"], ["centred"]),
        helper.make_node("Mul", ["centred", "scale"], ["scaled"]),
        helper.make_node("Clip", ["scaled", "low", "high"], ["clipped"]),
        helper.make_node("MatMul", ["clipped", "mix"], ["mixed"]),
        helper.make_node("Add", ["mixed", "mix_bias"], ["emotions"]),
    ]
    nodes = [onnx.NodeProto.FromString(node.SerializeToString()) for node in nodes]
    del g.node[:]
    g.node.extend(nodes)
    g.output[0].CopyFrom(helper.make_tensor_value_info("emotions", TensorProto.FLOAT, ["batch", LABELS]))
    onnx.checker.check_model(made)
    return made


def run(s: RunSettings) -> None:
    linear = LinearPart(s.out)
    rows = np.array([origin_of(row) == "goemotions" for row in training_rows(s)])
    answers = linear.stored["train"][rows][:, COLUMNS]
    wanted = truth_of([row for row in training_rows(s) if origin_of(row) == "goemotions"])
    mean, scale = answers.mean(0), 1.0 / np.maximum(answers.std(0), 1e-4)
    weight, bias = logistic(((answers - mean) * scale).clip(-CLIP, CLIP), wanted)
    folder = s.out / "labels"
    folder.mkdir(exist_ok=True)
    onnx.save(graph(linear.stored, mean, scale, weight, bias), str(folder / "model.onnx"))

    def ask(texts: list[str]) -> np.ndarray:
        cases = [dict(zip(("words", "counts"), linear.encode(text)), ids=[0], wide=[0.0]) for text in texts]
        with tempfile.TemporaryDirectory() as name:
            write_text(folder.__class__(name) / "cases.json", json.dumps(cases))
            subprocess.run(["node", str(SCRIPT), str(folder / "model.onnx"), f"{name}/cases.json", f"{name}/answers.json"], check=True)
            logits = np.array(json.loads((folder.__class__(name) / "answers.json").read_text())["emotions"])
        return 1.0 / (1.0 + np.exp(-logits))

    dev = [row for row in held_out_rows(s) if origin_of(row) == "goemotions"]
    truth, given = truth_of(dev), ask([row.text for row in dev])
    limits = metrics.thresholds(truth, given)
    figures = {"goemotionsDev": {"macroF1": metrics.macro_f1(truth, given, limits), "macroF1Crossed": metrics.crossed_macro_f1(truth, given)}}
    if s.export.look_at_test:
        test = sources.goemotions(s.data, "test")
        figures["goemotionsTest"] = {"macroF1": metrics.macro_f1(truth_of(test), ask([r.text for r in test]), limits)}
    texts = [text for text, _, _ in check_set()][::2] + ODD
    lines = []
    for text, p in zip(texts, ask(texts)):
        ids, counts = linear.encode(text)
        lines.append(json.dumps({"text": text, "ids": ids, "counts": counts, "emotions": [round(float(x), 5) for x in p]}))
    write_text(folder / "fixtures.json", "[\n" + ",\n".join(lines) + "\n]\n")
    described = {
        "inputs": {"ids": ["int64", "batch", "length"], "counts": ["float32", "batch", "length"]},
        "outputs": {"emotions": ["float32", "batch", LABELS]},
        "opset": 16,
        "labels": sources.goemotions_labels(s.data),
        "thresholds": [round(float(x), 5) for x in limits],
        "figures": figures,
        "sha256": {"model.onnx": sources.sha256(folder / "model.onnx")},
        "bytes": {"model.onnx": (folder / "model.onnx").stat().st_size},
    }
    write_text(folder / "labels.json", json.dumps(described, indent=1) + "\n")
    print(f"[labels] {described['bytes']['model.onnx'] / 1e6:.2f} MB {json.dumps(figures)}", flush=True)
