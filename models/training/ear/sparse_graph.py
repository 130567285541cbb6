"""Puts the ridges into the exported graph: inputs `words` int64 and `counts` float32, both [batch, features] and padded
with 0, become 35 numbers that stand behind the counted ones in the wide part."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .linear_stage import COLUMNS, ridge_modules
from .quantise import quantise

INNER = "wide_all"  # [batch, F + 35]: the wide input of the exported PyTorch model


class Linear:
    """What ridge/export.py reads of a model: linear.npz, or some of its columns."""

    def __init__(self, stored: dict, columns: slice = slice(None)):
        self.vocabulary = type("Vocabulary", (), {})()
        self.vocabulary.idf = stored["idf"]
        self.vocabulary.words, self.vocabulary.spelled_from = int(stored["words"]), int(stored["spelled_from"])
        self.table, self.weights = stored["table"], stored["weights"][:, columns]
        self.channel, self.bias = stored["channel"][:, columns], stored["bias"][columns]


def with_linear(model: onnx.ModelProto, stored: dict, counted: int) -> onnx.ModelProto:
    """model takes `wide_all`; the result takes `wide` [batch, counted], `words` and `counts` instead. The ridges'
    weights are kept as int8 (columns brought to one size, then a scale for each row) and computed with in float32."""
    ridge_modules()
    from export import graph_of

    made = onnx.ModelProto()
    made.CopyFrom(model)
    linear = graph_of(Linear(stored)).graph
    outer = {"ids": "words", "counts": "counts"}
    name = lambda old: outer.get(old, f"linear_{old}")  # noqa: E731
    nodes = []
    for node in linear.node:
        copy = onnx.NodeProto()
        copy.CopyFrom(node)
        copy.input[:] = [name(i) for i in node.input]
        copy.output[:] = [name(o) for o in node.output]
        copy.name = f"linear_{len(nodes)}"
        if node.op_type == "Gather" and node.input[0] == "weights":
            wanted = copy.output[0]
            copy.output[0] = f"{wanted}_int8"
            nodes += [copy, helper.make_node("Cast", [copy.output[0]], [wanted], to=TensorProto.FLOAT)]
        elif node.op_type == "Unsqueeze" and node.input[0] == "unit":
            # the scale of a row goes into the number the row is multiplied with
            nodes.append(helper.make_node("Gather", [name("row_scale"), "words"], [name("row_scales")]))
            nodes.append(helper.make_node("Mul", [name("unit"), name("row_scales")], [name("scaled_unit")]))
            copy.input[0] = name("scaled_unit")
            nodes.append(copy)
        elif node.op_type == "Squeeze" and node.output[0] == "linear":
            copy.output[0] = name("packed_linear")
            nodes += [copy, helper.make_node("Mul", [name("packed_linear"), name("column_scale")], [name("linear")])]
        else:
            nodes.append(copy)
    for initialiser in linear.initializer:
        values = numpy_helper.to_array(initialiser)
        if initialiser.name == "weights":
            columns = np.maximum(values.std(0), 1e-9).astype(np.float32)
            values, rows = quantise(values / columns, 0, 8)
            for kind, scale in (("row_scale", rows), ("column_scale", columns)):
                made.graph.initializer.append(numpy_helper.from_array(scale, name(kind)))
        made.graph.initializer.append(numpy_helper.from_array(values, name(initialiser.name)))
    nodes.append(helper.make_node("Concat", ["wide", name("valence_arousal")], [INNER], axis=1))
    rest = list(made.graph.node)
    del made.graph.node[:]
    made.graph.node.extend(nodes + rest)
    kept = [i for i in made.graph.input if i.name != INNER]
    del made.graph.input[:]
    made.graph.input.extend(kept[:2])
    made.graph.input.append(helper.make_tensor_value_info("wide", TensorProto.FLOAT, ["batch", counted]))
    made.graph.input.append(helper.make_tensor_value_info("words", TensorProto.INT64, ["batch", "features"]))
    made.graph.input.append(helper.make_tensor_value_info("counts", TensorProto.FLOAT, ["batch", "features"]))
    made.graph.input.extend(kept[2:])
    onnx.checker.check_model(made)
    assert stored["weights"].shape[1] == COLUMNS
    return made
