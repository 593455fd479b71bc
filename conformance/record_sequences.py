"""Records what Keras and PyTorch say of recurrent and attention layers, for the tests that must run without Python.

    python conformance/record_sequences.py

Writes src/engine/network/fixtures/sequences.json (weights, inputs, outputs) and src/core/layers/fixtures/sequences.json
(shapes, weights, multiplications by PyTorch's FlopCounterMode, other operations by TensorFlow's profiler).
"""

import json
import os
from pathlib import Path

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
import torch
from tensorflow.python.framework import ops
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2_as_graph
from torch.utils.flop_counter import FlopCounterMode

root = Path(__file__).resolve().parent.parent
L = keras.layers
random = np.random.default_rng(5)


def draw(*shape):
    return np.round(random.uniform(-0.9, 0.9, shape), 3).astype("float32")


def ours(path):
    """Keras's path of a weight without the layer's own name and that of a cell, which are not part of ours."""
    parts = [part for part in path.split("/")[1:] if not part.endswith("_cell")]
    return "/".join(parts)


def plain(array):
    return [round(float(value), 6) for value in np.asarray(array).reshape(-1)]


def record(class_name, config, inputs, layer, call=None, strip=""):
    """One layer with weights of our own drawing."""
    tensors = [keras.Input(value.shape[1:]) for value in inputs]
    given = tensors if len(tensors) > 1 else tensors[0]
    model = keras.Model(tensors, call(layer, tensors) if call else layer(given))
    weights = []
    for weight in layer.weights:
        value = draw(*weight.shape)
        weight.assign(value)
        weights.append({"name": ours(weight.path).removeprefix(strip), "shape": list(value.shape), "values": plain(value)})
    output = model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
    return {
        "class": class_name,
        "config": config,
        "inputs": [{"shape": list(value.shape), "values": plain(value)} for value in inputs],
        "weights": weights,
        "output": {"shape": list(output.shape), "values": plain(output)},
    }


def outputs():
    series = draw(2, 4, 3)
    rows = []
    for cls in ("SimpleRNN", "LSTM", "GRU"):
        variants = [{}, {"return_sequences": True, "go_backwards": True}, {"use_bias": False, "return_sequences": True}]
        variants.append({"activation": "relu"} if cls == "SimpleRNN" else {"activation": "softsign", "recurrent_activation": "hard_sigmoid"})
        if cls == "GRU":
            variants += [{"reset_after": False}, {"reset_after": False, "use_bias": False, "return_sequences": True}]
        for variant in variants:
            config = {"units": 3, **variant}
            rows.append(record(cls, config, [series], getattr(L, cls)(**config)))
    for cls, mode, sequences in (("LSTM", "concat", True), ("GRU", "sum", True), ("SimpleRNN", "mul", False), ("LSTM", "ave", False)):
        name = {"SimpleRNN": "simple_rnn"}.get(cls, cls.lower())
        inner = {"name": name, "units": 2, "return_sequences": sequences}
        layer = L.Bidirectional(getattr(L, cls)(**inner), merge_mode=mode)
        config = {"merge_mode": mode, "layer": {"class_name": cls, "config": inner}}
        rows.append(record("Bidirectional", config, [series], layer))
    film = draw(2, 3, 5, 4, 2)
    for cls, inner, x in (
        ("Dense", {"units": 4, "activation": "softmax"}, series),
        ("Conv2D", {"filters": 3, "kernel_size": [2, 2], "activation": "tanh"}, film),
        ("LSTM", {"units": 2}, draw(2, 3, 4, 2)),
    ):
        layer = L.TimeDistributed(getattr(L, cls)(**inner, name="inner"))
        config = {"layer": {"class_name": cls, "config": {"name": "inner", **inner}}}
        rows.append(record("TimeDistributed", config, [x], layer, strip="inner/"))
    ids = np.array([[1, 0, 4, 4], [3, 1, 1, 2]], "float32")
    rows.append(record("Embedding", {"input_dim": 5, "output_dim": 3}, [ids], L.Embedding(5, 3)))
    reverse = L.ReversibleEmbedding(5, 3, tie_weights=True)
    reverse.build((None, 4))
    rows.append(record("ReverseEmbedding", {"input_dim": 5}, [series], reverse, lambda layer, x: layer(x[0], reverse=True)))
    query, value, key = draw(2, 4, 3), draw(2, 5, 6), draw(2, 5, 2)
    for config, inputs in (
        ({"num_heads": 2, "key_dim": 3}, [query]),
        ({"num_heads": 2, "key_dim": 3, "use_causal_mask": True}, [query]),
        ({"num_heads": 3, "key_dim": 2, "value_dim": 4, "use_bias": False}, [query, value]),
        ({"num_heads": 1, "key_dim": 2, "value_dim": 5}, [query, value, key]),
    ):
        own = {name: value for name, value in config.items() if name != "use_causal_mask"}
        causal = config.get("use_causal_mask", False)

        def call(layer, x, causal=causal):
            asked = x[1] if len(x) > 1 else x[0]
            return layer(x[0], asked, x[2] if len(x) > 2 else None, use_causal_mask=causal)

        rows.append(record("MultiHeadAttention", config, inputs, L.MultiHeadAttention(**own), call))
    return rows + patches()


def patches():
    """A patch embedding is a Conv2D whose stride is its window, and a Reshape."""
    rows = []
    for image in (draw(2, 6, 4, 3), draw(1, 7, 5, 2)):
        patch = L.Conv2D(4, (3, 2), strides=(3, 2))
        count = (image.shape[1] // 3) * (image.shape[2] // 2)
        row = record("PatchEmbedding", {"patch_size": [3, 2], "output_dim": 4}, [image], patch,
                     lambda layer, x, n=count: L.Reshape((n, 4))(layer(x[0])))
        rows.append(row)
    return rows


def profiled(layer, shapes, call):
    """Operations for each sample as TensorFlow's profiler counts them, but for matrix products."""
    inputs = [keras.Input(shape) for shape in shapes]
    model = keras.Model(inputs, call(layer, inputs))
    signature = [tf.TensorSpec((1, *shape)) for shape in shapes]
    function = tf.function(lambda *x: model(list(x), training=False)).get_concrete_function(*signature)
    _, graph = convert_variables_to_constants_v2_as_graph(function)
    total = 0
    with tf.Graph().as_default() as imported:
        tf.compat.v1.import_graph_def(graph, name="")
        for op in imported.get_operations():
            if op.type in ("MatMul", "BatchMatMulV2", "Einsum"):
                continue
            total += ops.get_stats_for_node_def(imported, op.node_def, "flops").value or 0
    return int(total)


def torch_macs(run):
    with FlopCounterMode(display=False) as counter:
        run()
    flops = counter.get_total_flops()
    assert flops % 2 == 0
    return flops // 2


class UnrolledLSTM(torch.nn.Module):
    """PyTorch's counter does not look into its fused recurrent kernels; its cells it does count."""

    def __init__(self, cell, steps, features):
        super().__init__()
        self.cell, self.steps, self.features = cell, steps, features

    def forward(self):
        state = None
        for _ in range(self.steps):
            state = self.cell(torch.zeros(1, self.features), state)


def attention_macs(heads, key_dim, value_dim, query, value, key):
    """The four projections and two products of Keras's layer, written with PyTorch's own operations."""
    (t, d), (s, dv), (_, dk) = query, value, key

    def run():
        q = (torch.zeros(t, d) @ torch.zeros(d, heads * key_dim)).view(t, heads, key_dim).transpose(0, 1)
        k = (torch.zeros(s, dk) @ torch.zeros(dk, heads * key_dim)).view(s, heads, key_dim).transpose(0, 1)
        v = (torch.zeros(s, dv) @ torch.zeros(dv, heads * value_dim)).view(s, heads, value_dim).transpose(0, 1)
        shares = torch.softmax(torch.bmm(q, k.transpose(1, 2)), -1)
        seen = torch.bmm(shares, v).transpose(0, 1).reshape(t, heads * value_dim)
        seen @ torch.zeros(heads * value_dim, d)

    return run


def figures():
    rows = []

    def add(kind, params, shapes, layer, macs, call=None):
        call = call or (lambda one, x: one(x[0]))
        other = profiled(layer, shapes, call)
        output = call(layer, [keras.Input(shape) for shape in shapes])
        rows.append({
            "kind": kind,
            "params": params,
            "inputs": [list(shape) for shape in shapes],
            "output": list(output.shape[1:]),
            "weights": [[ours(weight.path), list(weight.shape)] for weight in layer.weights],
            "parameters": int(layer.count_params()),
            "macs": macs,
            "otherOps": other,
        })

    cells = {"lstm": (L.LSTM, torch.nn.LSTMCell), "gru": (L.GRU, torch.nn.GRUCell), "simpleRnn": (L.SimpleRNN, torch.nn.RNNCell)}
    for kind, (layer, cell) in cells.items():
        for units, steps, features in ((128, 10, 64), (5, 3, 7)):
            for bias in (True, False):
                for variant in ({}, {"resetAfter": False}) if kind == "gru" else ({},):
                    options = {"reset_after": False} if variant else {}
                    macs = torch_macs(UnrolledLSTM(cell(features, units), steps, features))
                    params = {"units": units, "useBias": bias, "returnSequences": True, **variant}
                    one = layer(units, use_bias=bias, return_sequences=True, unroll=True, **options)
                    add(kind, params, [(steps, features)], one, macs)
    for mode in ("concat", "sum", "ave", "mul"):
        macs = 2 * torch_macs(UnrolledLSTM(torch.nn.LSTMCell(7, 5), 3, 7))
        params = {"mergeMode": mode, "layer": {"kind": "lstm", "params": {"units": 5}}}
        add("bidirectional", params, [(3, 7)], L.Bidirectional(L.LSTM(5, unroll=True, name="lstm"), merge_mode=mode), macs)
    for heads, key_dim, value_dim, bias, shapes in (
        (12, 64, None, True, [(197, 768)]),
        (2, 3, 4, True, [(6, 8), (9, 5)]),
        (2, 3, 4, False, [(6, 8), (9, 5), (9, 7)]),
    ):
        query, value, key = (shapes * 3)[:3] if len(shapes) == 1 else (shapes + shapes[-1:])[:3]
        macs = torch_macs(attention_macs(heads, key_dim, value_dim or key_dim, query, value, key))
        params = {"numHeads": heads, "keyDim": key_dim, "valueDim": value_dim, "useBias": bias}
        one = L.MultiHeadAttention(heads, key_dim, value_dim, use_bias=bias)
        add("multiHeadAttention", params, shapes, one, macs, lambda layer, x: layer(x[0], *(x[1:] or x)))
    return rows


def write(path, rows):
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    (root / path).write_text(f"[\n{lines}\n]\n")
    print(path, len(rows))


write("src/engine/network/fixtures/sequences.json", outputs())
write("src/core/layers/fixtures/sequences.json", figures())
