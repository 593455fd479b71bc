"""Records what Keras computes for convolutions, pools, borders and upsampling, for the tests that must run without Python.

    python conformance/record_windows.py

Writes src/engine/network/fixtures/windows.json (inputs, weights, outputs) and src/core/layers/fixtures/windows.json
(shapes, parameters, multiplications by PyTorch's FlopCounterMode).
"""

import json
import os
from pathlib import Path

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import torch
from torch.utils.flop_counter import FlopCounterMode

root = Path(__file__).resolve().parent.parent
random = np.random.default_rng(11)

SERIES, IMAGE, VOLUME = (9, 4), (6, 5, 4), (4, 5, 4, 2)

CASES = [
    ("Conv1D", SERIES, {"filters": 3, "kernel_size": 3}),
    ("Conv1D", SERIES, {"filters": 2, "kernel_size": 4, "strides": 2, "padding": "same", "activation": "relu"}),
    ("Conv1D", SERIES, {"filters": 3, "kernel_size": 3, "dilation_rate": 2, "padding": "causal"}),
    ("Conv1D", SERIES, {"filters": 3, "kernel_size": 2, "strides": 2, "padding": "causal", "use_bias": False}),
    ("Conv1D", SERIES, {"filters": 4, "kernel_size": 3, "groups": 2, "padding": "same"}),
    ("Conv2D", IMAGE, {"filters": 6, "kernel_size": [3, 2], "groups": 2}),
    ("Conv2D", IMAGE, {"filters": 4, "kernel_size": [3, 3], "groups": 4, "strides": [2, 2], "padding": "same"}),
    ("Conv2D", IMAGE, {"filters": 4, "kernel_size": [2, 2], "groups": 2, "dilation_rate": [2, 3], "activation": "tanh"}),
    ("Conv3D", VOLUME, {"filters": 3, "kernel_size": [2, 3, 2]}),
    ("Conv3D", VOLUME, {"filters": 2, "kernel_size": [3, 2, 3], "strides": [2, 1, 2], "padding": "same"}),
    ("Conv3D", VOLUME, {"filters": 2, "kernel_size": [1, 2, 2], "strides": [3, 1, 1], "activation": "relu"}),
    ("Conv3D", VOLUME, {"filters": 2, "kernel_size": [2, 2, 2], "dilation_rate": [3, 2, 1]}),
    ("Conv3D", VOLUME, {"filters": 2, "kernel_size": [2, 3, 2], "groups": 2, "padding": "same"}),
    ("DepthwiseConv1D", SERIES, {"kernel_size": 3, "depth_multiplier": 2}),
    ("DepthwiseConv1D", SERIES, {"kernel_size": 3, "strides": 2, "padding": "same"}),
    ("DepthwiseConv2D", IMAGE, {"kernel_size": [2, 3], "dilation_rate": [2, 2], "padding": "same"}),
    ("SeparableConv1D", SERIES, {"filters": 3, "kernel_size": 3, "depth_multiplier": 2, "padding": "same"}),
    ("SeparableConv1D", SERIES, {"filters": 3, "kernel_size": 2, "dilation_rate": 2, "activation": "relu"}),
    ("Conv1DTranspose", SERIES, {"filters": 2, "kernel_size": 3, "strides": 2}),
    ("Conv1DTranspose", SERIES, {"filters": 2, "kernel_size": 4, "strides": 3, "padding": "same", "output_padding": 1}),
    ("Conv2DTranspose", IMAGE, {"filters": 2, "kernel_size": [2, 2], "strides": [2, 2]}),
    ("Conv2DTranspose", IMAGE, {"filters": 2, "kernel_size": [3, 3], "strides": [2, 2], "padding": "same"}),
    ("Conv2DTranspose", IMAGE, {"filters": 2, "kernel_size": [1, 2], "strides": [2, 3], "activation": "relu"}),
    ("Conv2DTranspose", IMAGE, {"filters": 1, "kernel_size": [3, 2], "strides": [2, 3], "output_padding": [1, 2]}),
    (
        "Conv2DTranspose",
        IMAGE,
        {"filters": 1, "kernel_size": [3, 4], "strides": [2, 2], "padding": "same", "output_padding": [0, 1]},
    ),
    ("Conv2DTranspose", IMAGE, {"filters": 2, "kernel_size": [3, 2], "dilation_rate": [2, 2]}),
    ("Conv2DTranspose", IMAGE, {"filters": 2, "kernel_size": [3, 2], "dilation_rate": [2, 2], "padding": "same"}),
    ("MaxPooling1D", SERIES, {"pool_size": 3, "strides": 2, "padding": "same"}),
    ("MaxPooling1D", SERIES, {"pool_size": 2}),
    ("AveragePooling1D", SERIES, {"pool_size": 3, "strides": 2, "padding": "same"}),
    ("MaxPooling3D", VOLUME, {"pool_size": [2, 3, 2], "strides": [2, 2, 1], "padding": "same"}),
    ("MaxPooling3D", VOLUME, {"pool_size": [2, 2, 2]}),
    ("AveragePooling3D", VOLUME, {"pool_size": [3, 2, 2], "strides": [2, 2, 1], "padding": "same"}),
    ("AveragePooling3D", VOLUME, {"pool_size": [2, 3, 2]}),
    ("GlobalAveragePooling1D", SERIES, {}),
    ("GlobalMaxPooling1D", SERIES, {"keepdims": True}),
    ("GlobalAveragePooling2D", IMAGE, {"keepdims": True}),
    ("GlobalMaxPooling2D", IMAGE, {"keepdims": True}),
    ("GlobalAveragePooling3D", VOLUME, {"keepdims": True}),
    ("GlobalMaxPooling3D", VOLUME, {}),
    ("ZeroPadding1D", (3, 2), {"padding": [1, 2]}),
    ("ZeroPadding3D", (2, 2, 2, 1), {"padding": [[1, 0], [0, 2], [1, 1]]}),
    ("Cropping1D", SERIES, {"cropping": [1, 3]}),
    ("Cropping2D", IMAGE, {"cropping": [[1, 2], [0, 3]]}),
    ("Cropping3D", VOLUME, {"cropping": [[1, 0], [0, 2], [1, 1]]}),
    ("UpSampling1D", (3, 2), {"size": 3}),
    ("UpSampling3D", (2, 2, 3, 1), {"size": [2, 3, 1]}),
]


def draw(*shape):
    return np.round(random.uniform(-0.9, 0.9, shape), 2).astype("float32")


def ours(class_name, path):
    """Keras 3 calls it a kernel; ours keeps the name that Keras 2 and TensorFlow.js give it."""
    name = path.split("/")[-1]
    return f"depthwise_{name}" if class_name.startswith("Depthwise") and name == "kernel" else name


def plain(array):
    return [round(float(value), 5) for value in np.asarray(array).reshape(-1)]


def array(value):
    return {"shape": list(value.shape), "values": plain(value)}


def spread(kernel, dilation):
    """The same kernel with zeros between its cells: TensorFlow has no dilated transposed convolution on a CPU."""
    sides = [(size - 1) * rate + 1 for size, rate in zip(kernel.shape, dilation)]
    wide = np.zeros((*sides, *kernel.shape[len(dilation) :]), "float32")
    wide[tuple(slice(None, None, rate) for rate in dilation)] = kernel
    return wide


def multiplications(class_name, config, layer, value):
    """PyTorch's count for the same transposed or grouped convolution of one sample, its products and sums as one."""
    axes = value.ndim - 2
    if class_name not in ("Conv1D", "Conv2D", "Conv3D", "Conv1DTranspose", "Conv2DTranspose"):
        return None
    if config.get("padding", "valid") != "valid" or config.get("output_padding") is not None:
        return None
    kernel = torch.tensor(np.moveaxis(layer.weights[0].numpy(), (-1, -2), (0, 1)))
    x = torch.tensor(np.moveaxis(value[:1], -1, 1))
    name = f"conv_transpose{axes}d" if class_name.endswith("Transpose") else f"conv{axes}d"
    options = {"stride": layer.strides, "dilation": layer.dilation_rate, "groups": config.get("groups", 1)}
    with FlopCounterMode(display=False) as counter:
        getattr(torch.nn.functional, name)(x, kernel, **options)
    return counter.get_total_flops() // 2


def record(class_name, shape, config):
    layer = getattr(keras.layers, class_name)(**config)
    value = draw(2, *shape)
    layer.build(value.shape)
    weights = [{"name": ours(class_name, weight.path), **array(draw(*weight.shape))} for weight in layer.weights]
    values = [np.array(weight["values"], "float32").reshape(weight["shape"]) for weight in weights]
    layer.set_weights(values)
    dilation = config.get("dilation_rate", 1)
    if class_name.endswith("Transpose") and dilation != 1:
        wide = spread(values[0], dilation)
        same = {**config, "kernel_size": wide.shape[: len(dilation)], "dilation_rate": 1}
        other = getattr(keras.layers, class_name)(**same)
        other.build(value.shape)
        other.set_weights([wide, *values[1:]])
        assert other.compute_output_shape(value.shape) == layer.compute_output_shape(value.shape)
        output = other(value)
    else:
        output = layer(value)
    return {
        "class": class_name,
        "config": config,
        "input": array(value),
        "weights": weights,
        "output": array(np.asarray(output)),
        "parameters": layer.count_params(),
        "macs": multiplications(class_name, config, layer, value),
    }


def write(path, rows):
    (root / path).write_text("[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n")


rows = [record(*case) for case in CASES]
figures = ("parameters", "macs")
write("src/engine/network/fixtures/windows.json", [{k: v for k, v in row.items() if k not in figures} for row in rows])
write(
    "src/core/layers/fixtures/windows.json",
    [
        {
            "class": row["class"],
            "config": row["config"],
            "input": row["input"]["shape"][1:],
            "output": row["output"]["shape"][1:],
            "weights": [{"name": weight["name"], "shape": weight["shape"]} for weight in row["weights"]],
            "parameters": row["parameters"],
            "macs": row["macs"],
        }
        for row in rows
    ],
)
