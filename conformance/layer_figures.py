"""Figures of LeNet-5's layers in one step of plain gradient descent, by PyTorch: the truth of src/engine/watch/watch.test.ts.

Weights, images and labels come from formulas, so that the fixture holds nothing but the figures:
    python conformance/layer_figures.py > src/engine/watch/fixtures/lenet.json
"""

import json

import numpy as np
import torch
from torch.nn import functional as F

RATE = 0.1
BATCH = 8
SHAPES = [(5, 5, 1, 6), (6,), (5, 5, 6, 16), (16,), (400, 120), (120,), (120, 84), (84,), (84, 10), (10,)]


def weight(place, shape):
    size = int(np.prod(shape))
    fan_in = int(np.prod(shape[:-1])) if len(shape) > 1 else 100
    return (np.sin(1 + 0.37 * np.arange(size) + place) / np.sqrt(fan_in)).reshape(shape)


weights = [torch.tensor(weight(i, s), dtype=torch.float64, requires_grad=True) for i, s in enumerate(SHAPES)]
images = (np.sin(0.11 * np.arange(BATCH * 28 * 28)) + 1) / 2
x = torch.tensor(images.reshape(BATCH, 28, 28, 1)).permute(0, 3, 1, 2)
labels = torch.arange(BATCH)
k1, b1, k2, b2, w3, b3, w4, b4, w5, b5 = weights
outputs = {}


def kept(name, value):
    if value.requires_grad:
        value.retain_grad()
    outputs[name] = value
    return value


def filters(kernel):
    return kernel.permute(3, 2, 0, 1)


kept("conv2d_1", F.relu(F.conv2d(x, filters(k1), b1, padding=2)))
kept("maxpooling2d_2", F.max_pool2d(outputs["conv2d_1"], 2))
kept("conv2d_3", F.relu(F.conv2d(outputs["maxpooling2d_2"], filters(k2), b2)))
kept("maxpooling2d_4", F.max_pool2d(outputs["conv2d_3"], 2))
kept("flatten_5", outputs["maxpooling2d_4"].permute(0, 2, 3, 1).reshape(BATCH, 400))
kept("dense_6", F.relu(outputs["flatten_5"] @ w3 + b3))
kept("dense_7", F.relu(outputs["dense_6"] @ w4 + b4))
logits = outputs["dense_7"] @ w5 + b5
kept("dense_8", F.softmax(logits, 1))
F.cross_entropy(logits, labels).backward()


def norm(*values):
    return float(torch.sqrt(sum((value.detach() ** 2).sum() for value in values)))


places = {"conv2d_1": 0, "conv2d_3": 2, "dense_6": 4, "dense_7": 6, "dense_8": 8}
before = {name: list(outputs)[i - 1] for i, name in enumerate(outputs) if i > 0}
layers = {}
for name, output in outputs.items():
    place = places.get(name)
    own = weights[place : place + 2] if place is not None else []
    highest = output.detach().transpose(1, -1).reshape(-1, output.shape[1]).max(0).values
    layers[name] = {
        "gradientNorm": norm(*(w.grad for w in own)) if own else None,
        "weightNorm": norm(*own) if own else None,
        "updateRatio": RATE * norm(*(w.grad for w in own)) / norm(*own) if own else None,
        "mean": float(output.mean()),
        "deviation": float(output.std(unbiased=False)),
        "flow": norm(outputs[before[name]].grad) if name in before else None,
        "silent": int((highest <= 0).sum()) if name in ("conv2d_1", "conv2d_3", "dense_6", "dense_7") else None,
    }
print(json.dumps({"rate": RATE, "batch": BATCH, "torch": torch.__version__, "layers": layers}, indent=1))
