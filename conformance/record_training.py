"""Records what Keras and PyTorch make of optimizers, schedules, clipping, label smoothing, class weights and the
callbacks that watch the loss, for src/engine/train/training-settings.test.ts.

Usage: record_training.py > src/engine/train/fixtures/training.json
"""

import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
import keras
import numpy as np
import torch

K = keras.optimizers
RATE = 0.1
IMAGES = np.random.default_rng(3).integers(0, 256, (6, 2, 2, 1)).astype("float32") / 255
LABELS = [0, 1, 2, 0, 0, 1]
KERNEL = np.random.default_rng(4).normal(0, 0.8, (4, 3)).astype("float32")
BIAS = np.array([0.3, -0.2, 0.1], "float32")
EPOCHS = 5

OPTIMIZERS = [
    ({"optimizer": "sgd"}, lambda **k: K.SGD(RATE, **k)),
    ({"optimizer": "momentum", "momentum": 0.8}, lambda **k: K.SGD(RATE, momentum=0.8, **k)),
    ({"optimizer": "nesterov", "momentum": 0.8}, lambda **k: K.SGD(RATE, momentum=0.8, nesterov=True, **k)),
    ({"optimizer": "nesterov"}, lambda **k: K.SGD(RATE, momentum=0.9, nesterov=True, **k)),
    ({"optimizer": "adagrad"}, lambda **k: K.Adagrad(RATE, **k)),
    (
        {"optimizer": "adagrad", "initialAccumulator": 0.02, "epsilon": 1e-3},
        lambda **k: K.Adagrad(RATE, initial_accumulator_value=0.02, epsilon=1e-3, **k),
    ),
    ({"optimizer": "rmsprop"}, lambda **k: K.RMSprop(RATE, **k)),
    ({"optimizer": "rmsprop", "rho": 0.5, "epsilon": 1e-2}, lambda **k: K.RMSprop(RATE, rho=0.5, epsilon=1e-2, **k)),
    ({"optimizer": "adam"}, lambda **k: K.Adam(RATE, **k)),
    (
        {"optimizer": "adam", "beta1": 0.6, "beta2": 0.9, "epsilon": 1e-2},
        lambda **k: K.Adam(RATE, beta_1=0.6, beta_2=0.9, epsilon=1e-2, **k),
    ),
    ({"optimizer": "adamw"}, lambda **k: K.AdamW(RATE, **k)),
    ({"optimizer": "adamw", "weightDecay": 0.2}, lambda **k: K.AdamW(RATE, weight_decay=0.2, **k)),
]
SGD = OPTIMIZERS[0][1]
CLIPPINGS = [("value", 0.05, "clipvalue"), ("norm", 0.1, "clipnorm"), ("globalNorm", 0.12, "global_clipnorm")]


def train(optimizer, loss="categoricalCrossentropy", smoothing=0.0, class_weight=None):
    """Weights after five steps on all images at once, and the loss before each."""
    binary = loss == "binaryCrossentropy"
    units = keras.layers.Dense(3, activation="sigmoid" if binary else "softmax")
    model = keras.Sequential([keras.Input((2, 2, 1)), keras.layers.Flatten(), units])
    units.set_weights([KERNEL, BIAS])
    which = keras.losses.BinaryCrossentropy if binary else keras.losses.CategoricalCrossentropy
    model.compile(optimizer=optimizer, loss=which(label_smoothing=smoothing))
    targets = np.eye(3, dtype="float32")[LABELS]
    history = model.fit(
        IMAGES, targets, batch_size=6, epochs=EPOCHS, shuffle=False, verbose=0, class_weight=class_weight
    )
    return {"losses": history.history["loss"], "weights": [w.flatten().tolist() for w in units.get_weights()]}


def steps():
    for settings, make in OPTIMIZERS:
        yield settings, train(make())
    for kind, limit, name in CLIPPINGS:
        yield {"optimizer": "sgd", "clipping": {"kind": kind, "limit": limit}}, train(SGD(**{name: limit}))
        yield (
            {"optimizer": "adam", "clipping": {"kind": kind, "limit": limit}},
            train(K.Adam(RATE, **{name: limit})),
        )
    for loss in ("categoricalCrossentropy", "binaryCrossentropy"):
        yield {"optimizer": "sgd", "loss": loss, "labelSmoothing": 0.2}, train(SGD(), loss, 0.2)
    # scikit-learn's `class_weight="balanced"`: n_samples / (n_classes * np.bincount(y)).
    weights = dict(enumerate(len(LABELS) / (3 * np.bincount(LABELS))))
    yield {"optimizer": "sgd", "classWeights": {"kind": "balanced"}}, train(SGD(), class_weight=weights)
    own = {"kind": "own", "weights": [0.5, 3]}
    yield {"optimizer": "sgd", "classWeights": own}, train(SGD(), class_weight={0: 0.5, 1: 3, 2: 1})
    for schedule in ({"kind": "step", "everyEpochs": 2, "factor": 0.5}, {"kind": "cosine", "finalShare": 0.1}):
        yield {"optimizer": "adam", "schedule": schedule}, train(K.Adam(keras_schedule(schedule, 0, 1, EPOCHS)))


def keras_schedule(schedule, warmup, per_epoch, epochs):
    """Keras has no step or exponential decay that begins after a warm-up: `torch_rates` covers those."""
    S = K.schedules
    if schedule["kind"] == "cosine":
        start = {"warmup_target": RATE, "warmup_steps": warmup} if warmup else {}
        initial = 0.0 if warmup else RATE
        return S.CosineDecay(initial, epochs * per_epoch - warmup, alpha=schedule["finalShare"], **start)
    staircase = schedule["kind"] == "step"
    return S.ExponentialDecay(RATE, schedule.get("everyEpochs", 1) * per_epoch, schedule["factor"], staircase)


def torch_rates(schedule, warmup, per_epoch, epochs):
    L = torch.optim.lr_scheduler
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    rise = L.LambdaLR(optimizer, lambda step: step / warmup)
    if schedule["kind"] == "constant":
        after = L.ConstantLR(optimizer, factor=1.0)
    elif schedule["kind"] == "step":
        after = L.StepLR(optimizer, schedule["everyEpochs"] * per_epoch, schedule["factor"])
    else:
        after = L.ExponentialLR(optimizer, schedule["factor"] ** (1 / per_epoch))
    both = L.SequentialLR(optimizer, [rise, after], [warmup])
    rates = []
    for _ in range(epochs * per_epoch):
        rates.append(both.get_last_lr()[0])
        optimizer.step()
        both.step()
    return rates


def rates():
    per_epoch, epochs = 4, 6
    kinds = [
        {"kind": "constant"},
        {"kind": "step", "everyEpochs": 2, "factor": 0.3},
        {"kind": "exponential", "factor": 0.8},
        {"kind": "cosine", "finalShare": 0},
        {"kind": "cosine", "finalShare": 0.25},
    ]
    for schedule in kinds:
        for warmup in (0, 5):
            case = {"schedule": schedule, "warmupSteps": warmup, "stepsPerEpoch": per_epoch, "epochs": epochs}
            if schedule["kind"] == "cosine" or (warmup == 0 and schedule["kind"] != "constant"):
                made = keras_schedule(schedule, warmup, per_epoch, epochs)
                yield {**case, "rates": [float(made(i)) for i in range(epochs * per_epoch)]}
            elif warmup:
                yield {**case, "rates": torch_rates(schedule, warmup, per_epoch, epochs)}


class Watched:
    """As much of a model as Keras's callbacks look at."""

    def __init__(self):
        self.stop_training = False
        self.optimizer = K.SGD(RATE)

    def get_weights(self):
        return []


LOSSES = [
    [1.0, 0.9, 0.85, 0.86, 0.84, 0.845, 0.85, 0.7, 0.71, 0.72, 0.73, 0.74],
    [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
    [1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55],
    [0.3, 0.6, 0.5, 0.4, 0.35, 0.31, 0.29, 0.5, 0.6, 0.7],
]


def watch(callback, losses):
    model = Watched()
    callback.set_model(model)
    callback.on_train_begin()
    seen = []
    for epoch, loss in enumerate(losses):
        callback.on_epoch_end(epoch, {"val_loss": loss})
        seen.append(float(model.optimizer.learning_rate))
        if model.stop_training:
            break
    return seen, model.stop_training


def plateaus():
    C = keras.callbacks
    for losses in LOSSES:
        for patience, change, least in ((1, 0, 0), (2, 0.03, 0.02), (3, 0, 0)):
            callback = C.ReduceLROnPlateau(factor=0.5, patience=patience, min_delta=change, min_lr=least)
            schedule = {"kind": "plateau", "patience": patience, "factor": 0.5, "minChange": change, "minRate": least}
            yield {"schedule": schedule, "losses": losses, "rates": watch(callback, losses)[0]}


def stops():
    for losses in LOSSES:
        for patience, change in ((1, 0), (2, 0), (3, 0.035), (4, 0.055)):
            callback = keras.callbacks.EarlyStopping(patience=patience, min_delta=change)
            seen, stopped = watch(callback, losses)
            yield {"patience": patience, "minChange": change, "losses": losses, "after": len(seen) if stopped else None}


print(
    json.dumps(
        {
            "rate": RATE,
            "pixels": [int(v) for v in np.rint(IMAGES * 255).flatten()],
            "labels": LABELS,
            "epochs": EPOCHS,
            "weights": [KERNEL.flatten().tolist(), BIAS.tolist()],
            "steps": [{"settings": settings, **found} for settings, found in steps()],
            "rates": list(rates()),
            "plateaus": list(plateaus()),
            "stops": list(stops()),
        }
    )
)
