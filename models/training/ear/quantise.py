"""Dynamic int8 by graph surgery (Debian has no ONNX Runtime quantiser).

MatMul with a constant [K, N] weight becomes DynamicQuantizeLinear (uint8 input) -> MatMulInteger (int8 weight, one
scale per column) -> Cast -> Mul; that is the pattern ONNX Runtime fuses into DynamicQuantizeMatMul. The embedding table
becomes int8 with one scale per row. Seven bits by default: uint8 x int8 sums of two saturate 16 bits on processors
without VNNI instructions.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SMALLEST = 32768  # weights with fewer numbers stay fp32


def quantise(weight: np.ndarray, axis: int, bits: int) -> tuple[np.ndarray, np.ndarray]:
    """weight [K, N] -> int8 [K, N] and fp32 scales along `axis` (1: per column, 0: per row)."""
    top = 2 ** (bits - 1) - 1
    scale = np.abs(weight).max(axis=1 - axis) / top
    scale = np.where(scale == 0, 1.0, scale).astype(np.float32)
    spread = scale[None, :] if axis == 1 else scale[:, None]
    return np.clip(np.rint(weight / spread), -top, top).astype(np.int8), scale


def to_int8(model: onnx.ModelProto, bits: int = 7, fp32: tuple[str, ...] = ()) -> onnx.ModelProto:
    """A new model with int8 weights; initialisers whose name holds one of `fp32` stay as they are."""
    made = onnx.ModelProto()
    made.CopyFrom(model)
    graph = made.graph
    weights = {i.name: i for i in graph.initializer}
    quantised: dict[str, str] = {}  # activation -> its DynamicQuantizeLinear
    replaced: set[str] = set()
    nodes = []
    for node in graph.node:
        name = node.input[1] if node.op_type == "MatMul" else node.input[0] if node.op_type == "Gather" else ""
        weight = weights.get(name)
        large = weight is not None and len(weight.dims) == 2 and int(np.prod(weight.dims)) >= SMALLEST
        if not large or weight.data_type != TensorProto.FLOAT or any(part in name for part in fp32):
            nodes.append(node)
            continue
        values = numpy_helper.to_array(weight)
        nodes += _matmul(graph, node, name, values, bits, quantised) if node.op_type == "MatMul" else _gather(graph, node, name, values)
        replaced.add(name)
    del graph.node[:]
    graph.node.extend(nodes)
    used = {i for n in graph.node for i in n.input}
    kept = [i for i in graph.initializer if i.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    onnx.checker.check_model(made)
    return made


def to_half(model: onnx.ModelProto) -> None:
    """Large float32 matrices become float16 on disk and are cast back when the graph is loaded."""
    graph = model.graph
    casts = []
    for initialiser in graph.initializer:
        if initialiser.data_type == TensorProto.FLOAT and int(np.prod(initialiser.dims)) >= SMALLEST:
            values, name = numpy_helper.to_array(initialiser), initialiser.name
            initialiser.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}_half"))
            casts.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
    nodes = casts + list(graph.node)
    nodes = [onnx.NodeProto.FromString(node.SerializeToString()) for node in nodes]
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)


def _add(graph, name: str, values: np.ndarray) -> str:
    if not any(i.name == name for i in graph.initializer):
        graph.initializer.append(numpy_helper.from_array(values, name))
    return name


def _matmul(graph, node, name, values, bits, quantised):
    packed, scale = quantise(values, 1, bits)
    w = _add(graph, f"{name}_int8", packed)
    w_scale = _add(graph, f"{name}_scale", scale)
    w_zero = _add(graph, f"{name}_zero", np.zeros(len(scale), np.int8))
    x, out = node.input[0], node.output[0]
    nodes = []
    if x not in quantised:
        quantised[x] = f"{x}_u8"
        nodes.append(helper.make_node("DynamicQuantizeLinear", [x], [f"{x}_u8", f"{x}_u8_scale", f"{x}_u8_zero"]))
    q = quantised[x]
    nodes.append(helper.make_node("MatMulInteger", [q, w, f"{q}_zero", w_zero], [f"{out}_i32"]))
    nodes.append(helper.make_node("Cast", [f"{out}_i32"], [f"{out}_f32"], to=TensorProto.FLOAT))
    nodes.append(helper.make_node("Mul", [f"{q}_scale", w_scale], [f"{out}_scale"]))
    nodes.append(helper.make_node("Mul", [f"{out}_f32", f"{out}_scale"], [out]))
    return nodes


def _gather(graph, node, name, values):
    packed, scale = quantise(values, 0, 8)
    table = _add(graph, f"{name}_int8", packed)
    scales = _add(graph, f"{name}_scale", scale[:, None])
    ids, out = node.input[1], node.output[0]
    return [
        helper.make_node("Gather", [table, ids], [f"{out}_i8"], axis=0),
        helper.make_node("Gather", [scales, ids], [f"{out}_row_scale"], axis=0),
        helper.make_node("Cast", [f"{out}_i8"], [f"{out}_row"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}_row", f"{out}_row_scale"], [out]),
    ]


def fix_shapes(model: onnx.ModelProto) -> int:
    """Reshapes whose target is computed from the input's own shape get a constant one (0 copies a dimension); the nodes
    that computed it are dropped. Returns how many were fixed."""
    graph = model.graph
    maker = {out: n for n in graph.node for out in n.output}
    constants = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    for n in graph.node:
        if n.op_type == "Constant":
            constants[n.output[0]] = numpy_helper.to_array(n.attribute[0].t)
    fixed = 0
    for node in graph.node:
        source = maker.get(node.input[1]) if node.op_type == "Reshape" else None
        if source is None or source.op_type != "Concat":
            continue
        target = []
        for at, part in enumerate(source.input):
            unsqueezed = maker.get(part)
            if part in constants:
                target += constants[part].reshape(-1).tolist()
            elif unsqueezed is not None and unsqueezed.op_type == "Unsqueeze" and unsqueezed.input[0] in constants:
                target += constants[unsqueezed.input[0]].reshape(-1).tolist()
            else:
                target.append(0)
        if [t for t in target[:2]] == [0, 0] and all(t > 0 for t in target[2:]):
            node.input[1] = _add(graph, f"shape_{'_'.join(map(str, target))}", np.array(target, np.int64))
            fixed += 1
    prune(model)
    return fixed


def prune(model: onnx.ModelProto) -> None:
    """Drops nodes and initialisers nothing uses."""
    graph = model.graph
    needed = {o.name for o in graph.output}
    kept = []
    for node in reversed(graph.node):
        if any(out in needed for out in node.output):
            kept.append(node)
            needed.update(node.input)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    initialisers = [i for i in graph.initializer if i.name in needed]
    del graph.initializer[:]
    graph.initializer.extend(initialisers)
