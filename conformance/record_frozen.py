"""Records what Keras makes of a network with frozen layers: losses and weights of three steps, for
src/engine/train/frozen.test.ts.

Usage: record_frozen.py > src/engine/train/fixtures/frozen.json
"""

import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
import keras
import numpy as np

draw = np.random.default_rng(8)
L = keras.layers
CASES = {
    "nothing": [],
    "convolution and its normalisation": ["conv", "norm"],
    "the normalisation alone": ["norm"],
    "a layer in the middle": ["conv2"],
    "all but the head": ["conv", "norm", "conv2", "norm2"],
}


def build():
    x = entry = keras.Input((4, 4, 2), name="input")
    x = L.Conv2D(3, 3, padding="same", name="conv")(x)
    x = L.BatchNormalization(momentum=0.8, epsilon=0.01, name="norm")(x)
    x = L.ReLU(name="relu")(x)
    x = L.Conv2D(2, 3, name="conv2")(x)
    x = L.BatchNormalization(momentum=0.8, epsilon=0.01, name="norm2")(x)
    x = L.Flatten(name="flat")(x)
    return keras.Model(entry, L.Dense(3, activation="softmax", name="out")(x))


def rounded(values):
    return [float(f"{value:.8g}") for value in np.asarray(values, "float32").ravel()]


def named(model, weights):
    names = [f"{layer.name}/{weight.name}" for layer in model.layers for weight in layer.weights]
    return [{"name": n, "shape": list(w.shape), "values": rounded(w)} for n, w in zip(names, weights, strict=True)]


model = build()
start = []
for layer in model.layers:
    for weight in layer.weights:
        values = draw.normal(0, 0.5, weight.shape).astype("float32")
        start.append(np.abs(values) + 0.5 if weight.name in ("moving_variance", "gamma") else values)
images = draw.integers(0, 256, (5, 4, 4, 2))
labels = [0, 1, 2, 0, 1]
targets = np.eye(3, dtype="float32")[labels]
cases = []
for title, frozen in CASES.items():
    model = build()
    order = [f"{layer.name}/{weight.name}" for layer in model.layers for weight in layer.weights]
    for layer, at in [(layer, order.index(f"{layer.name}/{layer.weights[0].name}")) for layer in model.layers if layer.weights]:
        layer.set_weights(start[at : at + len(layer.weights)])
        layer.trainable = layer.name not in frozen
    model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.9), loss="categorical_crossentropy")
    losses = [
        float(model.train_on_batch(images.astype("float32") / 255, targets)) for _ in range(3)
    ]
    after = [w for layer in model.layers for w in (np.array(v) for v in layer.weights)]
    cases.append({"title": title, "frozen": frozen, "losses": losses, "weights": named(model, after)})
print(json.dumps({"images": images.ravel().tolist(), "labels": labels, "start": named(model, start), "cases": cases}))
