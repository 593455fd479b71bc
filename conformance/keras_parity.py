"""Trains in Keras what record.ts trained in Stride, from the same weights on the same batch, and compares.

Usage: keras_parity.py FOLDER. Exit code 1 when a loss differs by more than 1e-4 of its size, or a trained weight by
more than 2e-3 of the largest change that training made to its tensor.
"""

import base64
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
import keras
import numpy as np

from keras_build import model_of, weight_name

LOSS_TOLERANCE = 1e-4
WEIGHT_TOLERANCE = 2e-3

OPTIMIZERS = {
    "sgd": lambda rate: keras.optimizers.SGD(rate),
    "momentum": lambda rate: keras.optimizers.SGD(rate, momentum=0.9),
    "nesterov": lambda rate: keras.optimizers.SGD(rate, momentum=0.9, nesterov=True),
    "adagrad": lambda rate: keras.optimizers.Adagrad(rate),
    "rmsprop": lambda rate: keras.optimizers.RMSprop(rate),
    "adam": lambda rate: keras.optimizers.Adam(rate),
    "adamw": lambda rate: keras.optimizers.AdamW(rate),
}
LOSSES = {
    "categoricalCrossentropy": lambda: keras.losses.CategoricalCrossentropy(),
    "binaryCrossentropy": lambda: keras.losses.BinaryCrossentropy(),
    "meanSquaredError": lambda: keras.losses.MeanSquaredError(),
}


def floats(entry):
    values = np.frombuffer(base64.b64decode(entry["values"]), dtype="<f4")
    return values.reshape(entry["shape"]).copy()


def compare(path):
    case = json.loads(path.read_text())
    last = case["topology"]["config"]["output_layers"][0][0]
    model, layers = model_of(case["topology"], [last])
    given = {entry["name"]: floats(entry) for entry in case["weights"]}
    weights = {
        f"{name}/{weight_name(layer, weight)}": weight
        for name, layer in layers.items()
        for weight in layer.weights
        if "seed_generator" not in weight.path
    }
    for name, weight in weights.items():
        weight.assign(given[name])

    height, width, channels = case["imageShape"]
    pixels = np.frombuffer(base64.b64decode(case["pixels"]), dtype=np.uint8)
    images = pixels.reshape(-1, height, width, channels).astype("float32") / 255
    labels = np.array(case["labels"])
    units = model.outputs[0].shape[-1]
    targets = labels.reshape(-1, 1).astype("float32") if units == 1 else np.eye(units, dtype="float32")[labels]

    model.compile(optimizer=OPTIMIZERS[case["optimizer"]](case["learningRate"]), loss=LOSSES[case["loss"]]())
    history = model.fit(images, targets, batch_size=len(images), epochs=case["epochs"], shuffle=False, verbose=0)
    losses = np.array(history.history["loss"])
    ours = np.array(case["losses"])
    loss_gap = float(np.max(np.abs(losses - ours) / np.maximum(np.abs(losses), 1e-6)))

    weight_gap = 0.0
    for entry in case["trained"]:
        mine, theirs = floats(entry), np.asarray(weights[entry["name"]])
        change = float(np.max(np.abs(theirs - given[entry["name"]]))) or 1.0
        weight_gap = max(weight_gap, float(np.max(np.abs(theirs - mine))) / change)
    return case["name"], loss_gap, weight_gap, losses[-1], ours[-1]


def main(folder):
    paths = sorted(Path(folder).glob("*/case.json"))
    if not paths:
        sys.exit(f"{folder} holds no case")
    failed = 0
    print(f"{'case':58} {'loss gap':>10} {'weight gap':>11} {'Keras':>9} {'Stride':>9}")
    for path in paths:
        name, loss_gap, weight_gap, theirs, ours = compare(path)
        bad = not (loss_gap <= LOSS_TOLERANCE and weight_gap <= WEIGHT_TOLERANCE)
        failed += bad
        print(f"{name:58} {loss_gap:10.2e} {weight_gap:11.2e} {theirs:9.5f} {ours:9.5f}{'  DIFFERS' if bad else ''}", flush=True)
    print(f"keras {keras.__version__}: {len(paths) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main(sys.argv[1])
