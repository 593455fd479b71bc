"""Records what Keras and TensorFlow make of normalisations, merges and activations, for
src/engine/network/pointwise.test.ts.

Usage: record_pointwise.py > src/engine/network/fixtures/pointwise.json
"""

import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
import keras
import numpy as np
import tensorflow as tf

LRN = "LocalResponseNormalization"
CASES = [
    ("LayerNormalization", {}, [[4, 5]]),
    ("LayerNormalization", {"axis": [1, 2], "epsilon": 0.1}, [[4, 5, 3]]),
    ("LayerNormalization", {"axis": [1], "center": False}, [[4, 5, 3]]),
    ("GroupNormalization", {"groups": 2}, [[4, 5, 6]]),
    ("GroupNormalization", {"groups": 3, "scale": False}, [[6]]),
    ("UnitNormalization", {"axis": [1, 2]}, [[4, 5, 3]]),
    ("UnitNormalization", {"axis": -1}, [[4]]),
    ("BatchNormalization", {"axis": 1}, [[4, 5, 3]]),
    (LRN, {"depth_radius": 2, "bias": 2, "alpha": 0.1, "beta": 0.75}, [[3, 2, 7]]),
    (LRN, {"depth_radius": 9, "bias": 1, "alpha": 0.5, "beta": 0.5}, [[2, 2, 5]]),
    ("Rescaling", {"scale": 0.1, "offset": -2}, [[4]]),
    ("Normalization", {"mean": [1, 2, 3], "variance": [4, 5, 0]}, [[2, 3]]),
    ("Normalization", {"mean": None, "variance": None}, [[2, 3]]),
    ("PReLU", {"shared_axes": [1, 2]}, [[4, 5, 3]]),
    ("PReLU", {}, [[4, 5]]),
    ("Permute", {"dims": [3, 1, 2]}, [[4, 5, 3]]),
    ("RepeatVector", {"n": 3}, [[4]]),
    ("Multiply", {}, [[4, 5, 3], [1, 1, 3]]),
    ("Multiply", {}, [[3], [4, 5, 3]]),
    ("Add", {}, [[4, 1], [1, 5]]),
    ("Subtract", {}, [[4, 5], [4, 5]]),
    ("Average", {}, [[4, 5], [5], [4, 1]]),
    ("Maximum", {}, [[4, 5], [4, 1]]),
    ("Minimum", {}, [[4, 5], [4, 5]]),
    ("Dot", {"axes": -1, "normalize": False}, [[4, 5], [3, 5]]),
    ("Dot", {"axes": [1, 2], "normalize": True}, [[4, 5], [3, 4]]),
    ("Dot", {"axes": 1, "normalize": True}, [[6], [6]]),
    ("Dot", {"axes": [2, 1], "normalize": False}, [[4, 5], [5]]),
] + [
    ("Activation", {"activation": name}, [[9]])
    for name in "leaky_relu hard_silu exponential gelu silu selu relu6 softplus softsign hard_sigmoid mish".split()
]

draw = np.random.default_rng(3)


def array(values):
    values = np.asarray(values, dtype="float32")
    return {"shape": list(values.shape), "values": [float(f"{value:.8g}") for value in values.ravel()]}


def record(class_name, config, shapes):
    inputs = [draw.normal(0, 1.5, [2, *shape]).astype("float32") for shape in shapes]
    given = inputs if len(inputs) > 1 else inputs[0]
    weights = []
    if class_name == LRN:
        output = tf.nn.local_response_normalization(given, **config)
    else:
        layer = getattr(keras.layers, class_name)(**config)
        layer.build([x.shape for x in inputs] if len(inputs) > 1 else given.shape)
        layer.set_weights([draw.uniform(0.3, 1.5, weight.shape) for weight in layer.weights])
        if class_name == "Normalization":
            layer.finalize_state()
        output = layer(given)
        weights = [{"name": weight.name, **array(weight.numpy())} for weight in layer.weights]
    return {
        "class": class_name,
        "config": config,
        "inputs": [array(x) for x in inputs],
        "weights": weights,
        "output": array(output),
    }


print(json.dumps([record(*case) for case in CASES]))
