"""Losses, their gradients and metrics as Keras computes them: src/engine/train/fixtures/losses.json."""

import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

random = np.random.default_rng(7)
units, batch, size = 4, 6, 3


def rounded(values):
    return [float(f"{value:.9g}") for value in np.asarray(values, dtype=np.float64).reshape(-1)]


def ends(activation, logits):
    return {"softmax": tf.nn.softmax, "sigmoid": tf.nn.sigmoid, "linear": tf.identity}[activation](logits)


def one_hot(labels, count):
    return np.eye(count, dtype=np.float32)[labels]


def case(name, loss, activation, logits, targets, settings=None, reduce=None, smoothing=0.0):
    """Loss of each sample, and the gradient of their sum by the logits."""
    variable = tf.Variable(logits)
    with tf.GradientTape() as tape:
        values = loss(targets, ends(activation, variable))
        if reduce:
            values = reduce(values)
        total = tf.reduce_sum(values)
    return {
        "loss": name,
        "activation": activation,
        "settings": settings or {},
        "smoothing": smoothing,
        "shape": list(logits.shape),
        "logits": rounded(logits),
        "targets": rounded(targets),
        "losses": rounded(values),
        "gradient": rounded(tape.gradient(total, variable)),
    }


logits = random.normal(size=(batch, units)).astype(np.float32) * 1.5
labels = random.integers(0, units, batch)
classes = one_hot(labels, units)
many = (random.random((batch, units)) > 0.6).astype(np.float32)
numbers = (random.normal(size=(batch, units)) * 2).astype(np.float32)
pixels = random.normal(size=(batch, size, size, units)).astype(np.float32)
masks = one_hot(random.integers(0, units, (batch, size, size)), units)
one = random.normal(size=(batch, size, size, 1)).astype(np.float32)
one_mask = (random.random((batch, size, size, 1)) > 0.5).astype(np.float32)

k = keras.losses
per_pixel = lambda values: tf.reduce_mean(tf.reshape(values, [batch, -1]), axis=1)
focal = {"focalGamma": 2.5, "focalAlpha": 0.3}
plain = dict(reduction=None)
cases = [
    case("categoricalCrossentropy", k.categorical_crossentropy, "softmax", logits, classes),
    case("categoricalCrossentropy", k.categorical_crossentropy, "sigmoid", logits, classes),
    case("binaryCrossentropy", k.binary_crossentropy, "sigmoid", logits, many),
    case("binaryCrossentropy", k.binary_crossentropy, "softmax", logits, classes),
    case("categoricalFocalCrossentropy", k.CategoricalFocalCrossentropy(0.3, 2.5, **plain), "softmax", logits, classes, focal),
    case("categoricalFocalCrossentropy", k.CategoricalFocalCrossentropy(0.25, 2.0, **plain), "softmax", logits, classes),
    case("categoricalFocalCrossentropy", k.CategoricalFocalCrossentropy(0.3, 2.5, **plain), "sigmoid", logits, classes, focal),
    case("categoricalFocalCrossentropy", k.CategoricalFocalCrossentropy(0.25, 2.0, label_smoothing=0.2, **plain), "softmax", logits, classes, smoothing=0.2),
    case("binaryFocalCrossentropy", k.BinaryFocalCrossentropy(gamma=2.5, **plain), "sigmoid", logits, many, focal),
    case("binaryFocalCrossentropy", k.BinaryFocalCrossentropy(gamma=2.0, label_smoothing=0.1, **plain), "sigmoid", logits, many, smoothing=0.1),
    case("binaryFocalCrossentropy", k.BinaryFocalCrossentropy(gamma=2.0, **plain), "softmax", logits, classes),
    case("klDivergence", k.KLDivergence(**plain), "softmax", logits, np.float32(0.7) * classes + np.float32(0.3 / units)),
    case("klDivergence", k.KLDivergence(**plain), "sigmoid", logits, classes),
    case("hinge", k.Hinge(**plain), "linear", logits, many),
    case("squaredHinge", k.SquaredHinge(**plain), "linear", logits, many),
    case("categoricalHinge", k.CategoricalHinge(**plain), "linear", logits, classes),
    case("meanSquaredError", k.mean_squared_error, "linear", logits, numbers),
    case("meanAbsoluteError", k.mean_absolute_error, "linear", logits, numbers),
    case("huber", k.Huber(delta=1.0, **plain), "linear", logits, numbers),
    case("huber", k.Huber(delta=0.4, **plain), "linear", logits, numbers, {"huberDelta": 0.4}),
    case("dice", k.Dice(axis=(1, 2, 3), **plain), "softmax", pixels, masks),
    case("dice", k.Dice(axis=(1, 2, 3), **plain), "sigmoid", one, one_mask),
    case("categoricalCrossentropy", k.categorical_crossentropy, "softmax", pixels, masks, reduce=per_pixel),
    case("binaryCrossentropy", k.binary_crossentropy, "sigmoid", one, one_mask, reduce=per_pixel),
    case("categoricalFocalCrossentropy", k.CategoricalFocalCrossentropy(0.25, 2.0, **plain), "softmax", pixels, masks, reduce=per_pixel),
]


def metric(name, answers, outputs, targets, value, settings=None):
    """`answers`: classes, masks or values; the last two samples of `filled` more are to be ignored."""
    return {
        "metric": name,
        "answers": answers,
        "settings": settings or {},
        "shape": list(np.shape(outputs)),
        "outputs": rounded(outputs),
        "targets": rounded(targets),
        "value": float(value),
    }


def measured(kind, targets, outputs):
    kind.update_state(targets, outputs)
    return float(kind.result())


def macro(kind, targets, outputs):
    """Keras has precision and recall of one class at a time."""
    return np.mean([measured(kind(class_id=i), targets, outputs) for i in range(outputs.shape[-1])])


m = keras.metrics
shares = tf.nn.softmax(logits).numpy()
likeliest = one_hot(shares.argmax(-1), units)
chances = tf.nn.sigmoid(logits).numpy()
pair = chances[:, :1]
yes = many[:, :1]
pixel_shares = tf.nn.softmax(pixels).numpy()
pixel_one = tf.nn.sigmoid(one).numpy()
flat = lambda values: values.reshape(-1, values.shape[-1])
pixel_likeliest = one_hot(pixel_shares.argmax(-1), units)
far = numbers + np.float32(1000)
near = far + logits * np.float32(0.3)

metrics = [
    metric("accuracy", "classes", shares, classes, measured(m.CategoricalAccuracy(), classes, shares)),
    metric("accuracy", "classes", pair, yes, measured(m.BinaryAccuracy(), yes, pair)),
    metric("accuracy", "values", chances, many, measured(m.BinaryAccuracy(), many, chances)),
    metric("accuracy", "masks", pixel_shares, masks, measured(m.CategoricalAccuracy(), masks, pixel_shares)),
    metric("accuracy", "masks", pixel_one, one_mask, measured(m.BinaryAccuracy(), one_mask, pixel_one)),
    metric("topKAccuracy", "classes", shares, classes, measured(m.TopKCategoricalAccuracy(k=3), classes, shares), {"topK": 3}),
    metric("top2Accuracy", "classes", shares, classes, measured(m.TopKCategoricalAccuracy(k=2), classes, shares)),
    metric("precision", "classes", shares, classes, macro(m.Precision, classes, likeliest)),
    metric("recall", "classes", shares, classes, macro(m.Recall, classes, likeliest)),
    metric("f1Score", "classes", shares, classes, measured(m.F1Score(average="macro"), classes, shares)),
    metric("precision", "classes", pair, yes, measured(m.Precision(), yes, pair)),
    metric("recall", "classes", pair, yes, measured(m.Recall(), yes, pair)),
    metric("f1Score", "classes", pair, yes, measured(m.F1Score(average="macro", threshold=0.5), yes, pair)),
    metric("precision", "values", chances, many, macro(m.Precision, many, chances)),
    metric("recall", "values", chances, many, macro(m.Recall, many, chances)),
    metric("f1Score", "values", chances, many, measured(m.F1Score(average="macro", threshold=0.5), many, chances)),
    metric("f1Score", "masks", pixel_shares, masks, measured(m.F1Score(average="macro"), flat(masks), flat(pixel_shares))),
    metric("precision", "masks", pixel_shares, masks, macro(m.Precision, flat(masks), flat(pixel_likeliest))),
    metric("meanIoU", "masks", pixel_shares, masks, measured(m.MeanIoU(units), masks.argmax(-1), pixel_shares.argmax(-1))),
    metric("meanIoU", "masks", pixel_one, one_mask, measured(m.MeanIoU(2), one_mask[..., 0], (pixel_one[..., 0] > 0.5).astype(int))),
    metric("auc", "classes", shares, classes, measured(m.AUC(), classes, shares)),
    metric("auc", "classes", pair, yes, measured(m.AUC(), yes, pair)),
    metric("auc", "values", chances, many, measured(m.AUC(), many, chances)),
    metric("meanAbsoluteError", "values", logits, numbers, measured(m.MeanAbsoluteError(), numbers, logits)),
    metric("meanSquaredError", "values", logits, numbers, measured(m.MeanSquaredError(), numbers, logits)),
    metric("rootMeanSquaredError", "values", logits, numbers, measured(m.RootMeanSquaredError(), numbers, logits)),
    metric("r2Score", "values", logits, numbers, measured(m.R2Score(), numbers, logits)),
    # In double precision: far from 0, single precision leaves Keras's own sums few digits.
    metric("r2Score", "values", near, far, np.mean(1 - ((far - near).astype(np.float64) ** 2).sum(0) / ((far - far.astype(np.float64).mean(0)) ** 2).sum(0))),
]

path = os.path.join(os.path.dirname(__file__), "..", "src", "engine", "train", "fixtures", "losses.json")
with open(path, "w") as file:
    json.dump({"keras": keras.__version__, "cases": cases, "metrics": metrics}, file)
    file.write("\n")
print(len(cases), len(metrics), os.path.getsize(path), file=sys.stderr)
