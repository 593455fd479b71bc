"""Builds in Keras what record-networks.ts recorded and compares shapes, weights, counts, and outputs of the same weights.

Usage: keras_networks.py FOLDER. Exit code 1 where a layer differs, or an output by more than 1e-4 of its size.
"""

import base64
import json
import logging
import os
import sys
import warnings
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
warnings.filterwarnings("ignore")
import keras
import numpy as np
import tensorflow as tf

from keras_build import model_of, weight_name
from values import centred, tokens, weight_values

TOLERANCE = 1e-4
tf.get_logger().setLevel(logging.ERROR)


class Tally:
    def __init__(self):
        self.layers = defaultdict(int)
        self.outputs = defaultdict(int)
        self.worst = defaultdict(float)
        self.cases = defaultdict(int)
        self.ran = defaultdict(int)
        self.differences = []

    def differ(self, where, what):
        self.differences.append(f"{where}: {what}")

    def join(self, other):
        for mine, theirs in ((self.layers, other.layers), (self.outputs, other.outputs), (self.cases, other.cases), (self.ran, other.ran)):
            for key, count in theirs.items():
                mine[key] += count
        for key, gap in other.worst.items():
            self.worst[key] = max(self.worst[key], gap)
        self.differences += other.differences


def fed(case):
    batch = case["batch"]
    for entry in case["inputs"]:
        count = batch * int(np.prod(entry["shape"]))
        values = centred(entry["seed"], count, 1) if entry["limit"] is None else tokens(entry["seed"], count, entry["limit"])
        yield values.reshape(batch, *entry["shape"])


def compare_layer(where, layer, entry, tensor, shared, tally):
    if list(tensor.shape[1:]) != entry["shape"]:
        tally.differ(where, f"shape {entry['shape']}, Keras {list(tensor.shape[1:])}")
    if layer is None:
        return
    trainable = {id(weight) for weight in layer.trainable_weights}
    theirs = [(weight_name(layer, weight), list(weight.shape), id(weight) in trainable) for weight in layer.weights]
    ours = [(weight["name"], weight["shape"], weight["trainable"]) for weight in entry["weights"]]
    # Keras lists the weights that are not trained after all others, and the numbers of random generators with them.
    if sorted(ours) != sorted(one for one in theirs if "seed_generator" not in one[0]):
        tally.differ(where, f"weights {ours}, Keras {theirs}")
    counted = sum(int(np.prod(shape)) for name, shape, _ in theirs if "seed_generator" not in name)
    if not shared and counted != entry["parameters"]:
        tally.differ(where, f"{entry['parameters']} parameters, Keras {counted}")


def set_weights(case, layers):
    for entry in case["layers"]:
        layer = layers.get(entry["name"])
        if layer is None:
            continue
        places = {weight["name"]: weight for weight in entry["weights"]}
        for weight in layer.weights:
            own = places.get(weight_name(layer, weight))
            if own is not None and own["place"] is not None:
                name = own["name"]
                weight.assign(weight_values(case["seed"], own["place"], name, own["shape"]))
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()


def compare(case, tally):
    group = case["group"]
    classes = {entry["name"]: entry["class_name"] for entry in case["topology"]["config"]["layers"]}
    shares = {entry["name"] for entry in case["topology"]["config"]["layers"] if entry.get("shares_with")}
    names = [entry["name"] for entry in case["layers"]]
    model, layers = model_of(case["topology"], names)
    for entry, tensor in zip(case["layers"], model.outputs):
        where = f"{case['name']}, {entry['name']}"
        compare_layer(where, layers.get(entry["name"]), entry, tensor, entry["name"] in shares, tally)
        tally.layers[classes[entry["name"]]] += 1
    if model.count_params() - generators(model) != case["totals"]["parameters"]:
        tally.differ(case["name"], f"{case['totals']['parameters']} parameters in all, Keras {model.count_params()}")
    tally.cases[group] += 1
    if case["outputs"] is None:
        return
    tally.ran[group] += 1
    set_weights(case, layers)
    wanted = [name for name in names if name in case["outputs"]]
    run = keras.Model(model.inputs, [model.outputs[names.index(name)] for name in wanted])
    results = run(list(fed(case)), training=False)
    sources = {entry["name"]: {source[0] for node in entry["inbound_nodes"] for source in node} for entry in case["topology"]["config"]["layers"]}
    wrong = set()
    for name, result in zip(wanted, results if isinstance(results, (list, tuple)) else [results]):
        if sources[name] & wrong:
            # It was given something else already: only where a difference begins does it say anything.
            wrong.add(name)
            continue
        gap = gap_between(np.asarray(result), case["outputs"][name])
        tally.outputs[classes[name]] += 1
        tally.worst[classes[name]] = max(tally.worst[classes[name]], gap)
        if not gap <= TOLERANCE:
            wrong.add(name)
            config = next(entry["config"] for entry in case["topology"]["config"]["layers"] if entry["name"] == name)
            tally.differ(f"{case['name']}, {name}", f"output differs by {gap:.2e} of its size: {json.dumps(config)[:600]}")


def gap_between(theirs, encoded):
    """Largest difference in parts of the largest value. What neither side can hold is no difference."""
    mine = np.frombuffer(base64.b64decode(encoded), dtype="<f4").reshape(theirs.shape)
    both = np.isfinite(theirs) & np.isfinite(mine)
    if not np.array_equal(np.isfinite(theirs), np.isfinite(mine)):
        return float("inf")
    scale = max(1.0, float(np.max(np.abs(theirs[both]), initial=0)))
    return float(np.max(np.abs(theirs[both] - mine[both]), initial=0)) / scale


def generators(model):
    return sum(int(np.prod(weight.shape)) for weight in model.weights if "seed_generator" in weight.path)


def compare_all(paths):
    tally = Tally()
    for path in paths:
        case = json.loads(Path(path).read_text())
        keras.backend.clear_session()
        try:
            compare(case, tally)
        except Exception as error:
            tally.differ(case["name"], f"Keras refused it: {type(error).__name__}: {' '.join(str(error).split())[:400]}")
    return tally


def main(folder):
    paths = sorted(str(path) for path in Path(folder).glob("*.json"))
    if not paths:
        sys.exit(f"{folder} holds no recorded network")
    workers = max(1, min(4, os.cpu_count() or 1))
    tally = Tally()
    # TensorFlow cannot be forked.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for part in pool.map(compare_all, [paths[i :: workers * 8] for i in range(workers * 8)]):
            tally.join(part)
    print("| Keras class | layers compared | outputs compared | largest gap |\n|---|--:|--:|--:|")
    for name in sorted(tally.layers):
        print(f"| {name} | {tally.layers[name]} | {tally.outputs[name]} | {tally.worst[name]:.1e} |")
    print()
    for group, count in sorted(tally.cases.items()):
        print(f"{count} {group}s compared, {tally.ran[group]} of them run")
    for difference in tally.differences[:60]:
        print("DIFFERS", difference)
    print(f"keras {keras.__version__}: {len(paths)} networks, {sum(tally.layers.values())} layers, {len(tally.differences)} differences")
    sys.exit(1 if tally.differences else 0)


if __name__ == "__main__":
    main(sys.argv[1])
