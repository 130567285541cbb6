"""The model as an ONNX graph. All of scoring is inside; the caller counts features."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 16


def graph_of(linear):
    """An ONNX model from ids and counts, both [batch, length] and 0-padded, to [batch, 2]."""
    vocabulary = linear.vocabulary
    # One row more: every id that is no single word looks up zeros.
    table = np.concatenate([linear.table, np.zeros((1, 2))])
    constants = {
        "weights": linear.weights.astype(np.float32),
        "idf": vocabulary.idf.astype(np.float32),
        "lexicon": table.astype(np.float32),
        "lexicon_weights": linear.channel.astype(np.float32),
        "bias": linear.bias.astype(np.float32),
        "spelled_from": np.array(vocabulary.spelled_from, np.int64),
        "words": np.array(vocabulary.words, np.int64),
        "zero": np.array(0, np.float32),
        "one": np.array(1, np.float32),
        "tiny": np.array(1e-12, np.float32),
        "axis_1": np.array([1], np.int64),
    }
    node = helper.make_node
    nodes = [
        # (1 + log count) · idf, 0 where there is only padding
        node("Greater", ["counts", "zero"], ["is_present"]),
        node("Cast", ["is_present"], ["present"], to=TensorProto.FLOAT),
        node("Max", ["counts", "one"], ["at_least_one"]),
        node("Log", ["at_least_one"], ["logs"]),
        node("Add", ["logs", "one"], ["damped"]),
        node("Gather", ["idf", "ids"], ["idfs"]),
        node("Mul", ["damped", "idfs"], ["all_weighted"]),
        node("Mul", ["all_weighted", "present"], ["weighted"]),
        # unit length over words and pairs, and over spellings
        node("Less", ["ids", "spelled_from"], ["is_worded"]),
        node("Cast", ["is_worded"], ["worded"], to=TensorProto.FLOAT),
        node("Mul", ["weighted", "worded"], ["word_part"]),
        node("Sub", ["weighted", "word_part"], ["spelling_part"]),
        node("ReduceL2", ["word_part"], ["word_length"], axes=[1], keepdims=1),
        node("ReduceL2", ["spelling_part"], ["spelling_length"], axes=[1], keepdims=1),
        node("Max", ["word_length", "tiny"], ["word_divisor"]),
        node("Max", ["spelling_length", "tiny"], ["spelling_divisor"]),
        node("Div", ["word_part", "word_divisor"], ["word_unit"]),
        node("Div", ["spelling_part", "spelling_divisor"], ["spelling_unit"]),
        node("Add", ["word_unit", "spelling_unit"], ["unit"]),
        node("Unsqueeze", ["unit", "axis_1"], ["unit_row"]),
        node("Gather", ["weights", "ids"], ["rows"]),
        node("MatMul", ["unit_row", "rows"], ["linear_row"]),
        node("Squeeze", ["linear_row", "axis_1"], ["linear"]),
        # lexicon channel
        node("Min", ["ids", "words"], ["lexicon_ids"]),
        node("Gather", ["lexicon", "lexicon_ids"], ["places"]),
        node("Abs", ["places"], ["place_sizes"]),
        node("Unsqueeze", ["counts", "axis_1"], ["count_row"]),
        node("MatMul", ["count_row", "places"], ["sum_row"]),
        node("MatMul", ["count_row", "place_sizes"], ["size_row"]),
        node("Squeeze", ["sum_row", "axis_1"], ["sums"]),
        node("Squeeze", ["size_row", "axis_1"], ["sizes"]),
        *[
            made
            for name in ("sums", "sizes")
            for made in (
                node("Mul", [name, name], [f"{name}_squared"]),
                node("Add", [f"{name}_squared", "one"], [f"{name}_squared_1"]),
                node("Sqrt", [f"{name}_squared_1"], [f"{name}_root"]),
                node("Div", [name, f"{name}_root"], [f"{name}_squashed"]),
            )
        ],
        node("Less", ["ids", "words"], ["is_word"]),
        node("Cast", ["is_word"], ["word"], to=TensorProto.FLOAT),
        node("Mul", ["word", "counts"], ["word_counts"]),
        node("ReduceSum", ["word_counts", "axis_1"], ["word_count"], keepdims=1),
        node("Add", ["word_count", "one"], ["word_count_1"]),
        node("Sqrt", ["word_count_1"], ["word_count_root"]),
        node("Div", ["sums", "word_count_root"], ["sums_per_root"]),
        node("Concat", ["sums_squashed", "sizes_squashed", "sums_per_root"], ["channel"], axis=1),
        node("MatMul", ["channel", "lexicon_weights"], ["lexical"]),
        node("Add", ["linear", "lexical"], ["unbiased"]),
        node("Add", ["unbiased", "bias"], ["valence_arousal"]),
    ]
    graph = helper.make_graph(
        nodes,
        "ridge",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"]),
            helper.make_tensor_value_info("counts", TensorProto.FLOAT, ["batch", "length"]),
        ],
        [helper.make_tensor_value_info("valence_arousal", TensorProto.FLOAT, ["batch", 2])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="words-to-waves",
        ir_version=8,
    )
    onnx.checker.check_model(model)
    return model
