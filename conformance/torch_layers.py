"""Computes in PyTorch each single layer that record-networks.ts recorded and that PyTorch has a twin of, and compares.

Usage: torch_layers.py FOLDER. Exit code 1 where an output differs by more than 1e-4 of its size.
"""

import base64
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from values import centred, tokens, weight_values

TOLERANCE = 1e-4

ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": F.relu,
    "relu6": F.relu6,
    "elu": F.elu,
    "selu": F.selu,
    "gelu": F.gelu,
    "swish": F.silu,
    "mish": F.mish,
    "sigmoid": torch.sigmoid,
    "hard_sigmoid": F.hardsigmoid,
    "hard_swish": F.hardswish,
    "tanh": torch.tanh,
    "softsign": F.softsign,
    "softplus": F.softplus,
    "exponential": torch.exp,
    "softmax": lambda x: F.softmax(x, dim=-1),
    "log_softmax": lambda x: F.log_softmax(x, dim=-1),
}


class NoTwin(Exception):
    pass


def first(x):
    """Channels last to channels first."""
    return torch.movedim(x, -1, 1)


def last(x):
    return torch.movedim(x, 1, -1)


def tuple_of(value, axes):
    return tuple(value) if isinstance(value, (list, tuple)) else (value,) * axes


def same_padding(sizes, kernel, strides, dilation):
    """TensorFlow's: what is missing, the smaller half before. In PyTorch's order, last axis first."""
    pads = []
    for n, k, s, d in zip(sizes, kernel, strides, dilation):
        missing = max(0, (math.ceil(n / s) - 1) * s + d * (k - 1) + 1 - n)
        pads.append((missing // 2, missing - missing // 2))
    return [side for pad in reversed(pads) for side in pad]


def padded(x, config, kernel, strides, dilation, value=0.0):
    padding = config.get("padding", "valid")
    if padding == "causal":
        return F.pad(x, (dilation[0] * (kernel[0] - 1), 0))
    if padding == "same":
        return F.pad(x, same_padding(x.shape[2:], kernel, strides, dilation), value=value)
    return x


def window(config, axes, key="kernel_size"):
    kernel = tuple_of(config[key], axes)
    return kernel, tuple_of(config.get("strides") or kernel, axes), tuple_of(config.get("dilation_rate", 1), axes)


def finish(y, config, weights):
    if config.get("use_bias", True):
        y = y + weights["bias"]
    if config["activation"] not in ACTIVATIONS:
        raise NoTwin(config["activation"])
    return ACTIVATIONS[config["activation"]](y)


def conv_function(axes):
    return (F.conv1d, F.conv2d, F.conv3d)[axes - 1]


def convolution(axes):
    def call(inputs, config, weights):
        kernel, strides, dilation = window(config, axes)
        x = padded(first(inputs[0]), config, kernel, strides, dilation)
        w = weights["kernel"].permute(axes + 1, axes, *range(axes))
        y = conv_function(axes)(x, w, stride=strides, dilation=dilation, groups=config.get("groups", 1))
        return finish(last(y), config, weights)

    return call


def depthwise(axes, x, kernel_weights, config):
    kernel, strides, dilation = window(config, axes)
    x = padded(first(x), config, kernel, strides, dilation)
    channels, multiplier = kernel_weights.shape[-2:]
    w = kernel_weights.permute(axes, axes + 1, *range(axes)).reshape(channels * multiplier, 1, *kernel)
    return last(conv_function(axes)(x, w, stride=strides, dilation=dilation, groups=channels))


def depthwise_convolution(axes):
    return lambda inputs, config, weights: finish(
        depthwise(axes, inputs[0], weights["depthwise_kernel"], config), config, weights
    )


def separable_convolution(axes):
    def call(inputs, config, weights):
        between = depthwise(axes, inputs[0], weights["depthwise_kernel"], config)
        pointwise = weights["pointwise_kernel"].reshape(weights["pointwise_kernel"].shape[-2:])
        return finish(between @ pointwise, config, weights)

    return call


def transposed_convolution(axes):
    def call(inputs, config, weights):
        kernel, strides, dilation = window(config, axes)
        if config.get("output_padding") is not None:
            raise NoTwin("output_padding")
        w = weights["kernel"].permute(axes + 1, axes, *range(axes))
        transposed = (F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d)[axes - 1]
        y = transposed(first(inputs[0]), w, stride=strides, dilation=dilation)
        for axis, (n, k, s, d) in enumerate(zip(inputs[0].shape[1:], kernel, strides, dilation)):
            span = d * (k - 1) + 1
            same = config["padding"] == "same"
            size = n * s if same else (n - 1) * s + max(span, s)
            start = max(0, span - s) // 2 if same else 0
            missing = start + size - y.shape[2 + axis]
            if missing > 0:
                y = F.pad(y, [0, 0] * (axes - 1 - axis) + [0, missing])
            y = y.narrow(2 + axis, start, size)
        return finish(last(y), config, weights)

    return call


def pooling(axes, average):
    def call(inputs, config, _):
        kernel, strides, dilation = window(config, axes, "pool_size")
        x = first(inputs[0])
        if not average:
            pool = (F.max_pool1d, F.max_pool2d, F.max_pool3d)[axes - 1]
            return last(pool(padded(x, config, kernel, strides, dilation, -math.inf), kernel, strides))
        pool = (F.avg_pool1d, F.avg_pool2d, F.avg_pool3d)[axes - 1]
        # TensorFlow leaves the border out of the mean.
        inside = pool(padded(torch.ones_like(x), config, kernel, strides, dilation), kernel, strides)
        return last(pool(padded(x, config, kernel, strides, dilation), kernel, strides) / inside)

    return call


def global_pooling(axes, average):
    def call(inputs, config, _):
        dims = tuple(range(1, axes + 1))
        reduce = torch.mean if average else torch.amax
        return reduce(inputs[0], dim=dims, keepdim=config.get("keepdims", False))

    return call


def dense(inputs, config, weights):
    return finish(inputs[0] @ weights["kernel"], config, weights)


def batch_normalization(inputs, config, weights):
    axis = config["axis"][0] if isinstance(config["axis"], list) else config["axis"]
    x = torch.movedim(inputs[0], axis, 1)
    y = F.batch_norm(
        x,
        weights["moving_mean"],
        weights["moving_variance"],
        weights.get("gamma"),
        weights.get("beta"),
        eps=config["epsilon"],
    )
    return torch.movedim(y, 1, axis)


def layer_normalization(inputs, config, weights):
    axis = config["axis"] if isinstance(config["axis"], list) else [config["axis"]]
    x = inputs[0]
    if [one % x.dim() for one in axis] != [x.dim() - 1]:
        raise NoTwin("axis")
    return F.layer_norm(x, x.shape[-1:], weights.get("gamma"), weights.get("beta"), eps=config["epsilon"])


def group_normalization(inputs, config, weights):
    x = inputs[0]
    if config["axis"] % x.dim() != x.dim() - 1:
        raise NoTwin("axis")
    groups = x.shape[-1] if config["groups"] == -1 else config["groups"]
    return last(F.group_norm(first(x), groups, weights.get("gamma"), weights.get("beta"), eps=config["epsilon"]))


def local_response_normalization(inputs, config, _):
    size = 2 * config["depth_radius"] + 1
    y = F.local_response_norm(first(inputs[0]), size, config["alpha"] * size, config["beta"], config["bias"])
    return last(y)


def recurrent(kind):
    def call(inputs, config, weights):
        usual = {"activation": "tanh", "recurrent_activation": "sigmoid"}
        if any(config.get(key, value) != value for key, value in usual.items()):
            raise NoTwin("activation")
        x = torch.flip(inputs[0], [1]) if config.get("go_backwards") else inputs[0]
        units = config["units"]
        gates = {"rnn": 1, "lstm": 4, "gru": 3}[kind]
        bias = weights.get("bias", torch.zeros(gates * units))
        if kind == "gru" and not config["reset_after"]:
            raise NoTwin("reset_after")
        biases = bias if bias.dim() == 2 else torch.stack([bias, torch.zeros_like(bias)])
        # Keras: update, reset, candidate; PyTorch: reset, update, candidate.
        order = [1, 0, 2] if kind == "gru" else list(range(gates))
        pick = lambda w: torch.cat([w.split(units, dim=-1)[i] for i in order], dim=-1)
        module = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[kind](x.shape[-1], units, batch_first=True)
        with torch.no_grad():
            module.weight_ih_l0.copy_(pick(weights["kernel"]).T)
            module.weight_hh_l0.copy_(pick(weights["recurrent_kernel"]).T)
            module.bias_ih_l0.copy_(pick(biases[0]))
            module.bias_hh_l0.copy_(pick(biases[1]))
            y = module(x)[0]
        return y if config["return_sequences"] else y[:, -1]

    return call


def attention(inputs, config, weights):
    query, value, key = inputs[0], (inputs + inputs[:1])[1], inputs[-1]

    def project(x, name):
        y = torch.einsum("btd,dhk->bhtk", x, weights[f"{name}/kernel"])
        return y + weights[f"{name}/bias"][None, :, None, :] if config["use_bias"] else y

    y = F.scaled_dot_product_attention(
        project(query, "query"), project(key, "key"), project(value, "value"), is_causal=config["use_causal_mask"]
    )
    y = torch.einsum("bhtk,hkd->btd", y, weights["attention_output/kernel"])
    return y + weights["attention_output/bias"] if config["use_bias"] else y


def up_sampling(inputs, config, _):
    x = first(inputs[0])
    axes = x.dim() - 2
    factor = tuple(float(n) for n in tuple_of(config["size"], axes))
    mode = config.get("interpolation", "nearest")
    if mode == "bilinear":
        return last(F.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=False))
    return last(F.interpolate(x, scale_factor=factor, mode="nearest"))


def sides_of(value, axes):
    return [tuple_of(side, 2) for side in (value if axes > 1 else [value])]


def border(sign, key):
    def call(inputs, config, _):
        axes = inputs[0].dim() - 2
        pads = [sign * n for side in reversed(sides_of(config[key], axes)) for n in side]
        return F.pad(inputs[0], [0, 0, *pads])

    return call


def pointwise(function):
    return lambda inputs, config, _: function(inputs[0], config)


def activation(inputs, config, _):
    if config["activation"] not in ACTIVATIONS:
        raise NoTwin(config["activation"])
    return ACTIVATIONS[config["activation"]](inputs[0])


def prelu(inputs, _, weights):
    return torch.where(inputs[0] >= 0, inputs[0], weights["alpha"] * inputs[0])


def merged(function):
    def call(inputs, _, __):
        result = inputs[0]
        for other in inputs[1:]:
            result = function(result, other)
        return result

    return call


TWINS = {
    "Dense": dense,
    **{f"Conv{axes}D": convolution(axes) for axes in (1, 2, 3)},
    **{f"Conv{axes}DTranspose": transposed_convolution(axes) for axes in (1, 2)},
    **{f"DepthwiseConv{axes}D": depthwise_convolution(axes) for axes in (1, 2)},
    **{f"SeparableConv{axes}D": separable_convolution(axes) for axes in (1, 2)},
    **{f"MaxPooling{axes}D": pooling(axes, False) for axes in (1, 2, 3)},
    **{f"AveragePooling{axes}D": pooling(axes, True) for axes in (1, 2, 3)},
    **{f"GlobalMaxPooling{axes}D": global_pooling(axes, False) for axes in (1, 2, 3)},
    **{f"GlobalAveragePooling{axes}D": global_pooling(axes, True) for axes in (1, 2, 3)},
    **{f"UpSampling{axes}D": up_sampling for axes in (1, 2, 3)},
    **{f"ZeroPadding{axes}D": border(1, "padding") for axes in (1, 2, 3)},
    **{f"Cropping{axes}D": border(-1, "cropping") for axes in (1, 2, 3)},
    "BatchNormalization": batch_normalization,
    "LayerNormalization": layer_normalization,
    "GroupNormalization": group_normalization,
    "LocalResponseNormalization": local_response_normalization,
    "SimpleRNN": recurrent("rnn"),
    "LSTM": recurrent("lstm"),
    "GRU": recurrent("gru"),
    "MultiHeadAttention": attention,
    "Embedding": lambda inputs, _, weights: F.embedding(inputs[0].long(), weights["embeddings"]),
    "Activation": activation,
    "LeakyReLU": pointwise(lambda x, config: F.leaky_relu(x, config.get("negative_slope", config.get("alpha")))),
    "ELU": pointwise(lambda x, config: F.elu(x, config["alpha"])),
    "Softmax": pointwise(lambda x, config: F.softmax(x, dim=config["axis"])),
    "PReLU": prelu,
    "Flatten": pointwise(lambda x, _: torch.flatten(x, 1)),
    "Permute": pointwise(lambda x, config: x.permute(0, *config["dims"])),
    "Reshape": pointwise(lambda x, config: x.reshape(x.shape[0], *config["target_shape"])),
    "Add": merged(torch.add),
    "Subtract": merged(torch.sub),
    "Multiply": merged(torch.mul),
    "Maximum": merged(torch.maximum),
    "Minimum": merged(torch.minimum),
    "Concatenate": lambda inputs, config, _: torch.cat(inputs, dim=config["axis"]),
}


def inputs_of(case):
    batch = case["batch"]
    for entry in case["inputs"]:
        count = batch * int(np.prod(entry["shape"]))
        values = centred(entry["seed"], count, 1) if entry["limit"] is None else tokens(entry["seed"], count, entry["limit"])
        yield entry["name"], torch.from_numpy(values.reshape(batch, *entry["shape"]))


def compare(case, entry):
    fed = dict(inputs_of(case))
    record = next(layer for layer in case["layers"] if layer["name"] == entry["name"])
    weights = {
        weight["name"]: torch.from_numpy(weight_values(case["seed"], weight["place"], weight["name"], weight["shape"]))
        for weight in record["weights"]
    }
    inputs = [fed[source[0]] for source in entry["inbound_nodes"][0]]
    with torch.no_grad():
        theirs = TWINS[entry["class_name"]](inputs, entry["config"], weights).numpy()
    mine = np.frombuffer(base64.b64decode(case["outputs"][entry["name"]]), dtype="<f4").reshape(theirs.shape)
    return float(np.max(np.abs(theirs - mine), initial=0)) / max(1.0, float(np.max(np.abs(theirs), initial=0)))


def main(folder):
    compared, skipped, worst, differences = defaultdict(int), defaultdict(int), defaultdict(float), []
    for path in sorted(Path(folder).glob("*.json")):
        case = json.loads(path.read_text())
        if case["group"] != "layer":
            continue
        entry = case["topology"]["config"]["layers"][-1]
        name = entry["class_name"]
        if name not in TWINS:
            skipped[name] += 1
            continue
        try:
            gap = compare(case, entry)
        except NoTwin:
            skipped[name] += 1
            continue
        except Exception as error:
            differences.append(f"{case['name']}: PyTorch refused it: {type(error).__name__}: {str(error)[:200]}")
            continue
        compared[name] += 1
        worst[name] = max(worst[name], gap)
        if not gap <= TOLERANCE:
            differences.append(f"{case['name']}: differs by {gap:.2e} of its size: {json.dumps(entry['config'])[:400]}")
    print("| Keras class | compared with PyTorch | largest gap |\n|---|--:|--:|")
    for name in sorted(compared):
        print(f"| {name} | {compared[name]} | {worst[name]:.1e} |")
    print(f"\nWithout a twin in PyTorch: {', '.join(sorted(set(skipped) - set(compared)))}.")
    for difference in differences[:60]:
        print("DIFFERS", difference)
    print(f"torch {torch.__version__}: {sum(compared.values())} layers compared, {len(differences)} differences")
    sys.exit(1 if differences or not compared else 0)


if __name__ == "__main__":
    main(sys.argv[1])
