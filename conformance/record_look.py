"""Records what Keras makes of one small network, for src/engine/look/look.test.ts: activations before and after a ReLU,
Grad-CAM, the mean gradient of each layer, and one step of gradient descent and of Adam.

Usage: record_look.py > src/engine/look/fixtures/keras.json
"""

import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
import keras
import numpy as np
import tensorflow as tf

from values import centred, combine, weight_values

L = keras.layers
SEED = 41
CLASS = 1
RATE = 0.5
LABELS = [0, 2, 1, 1]

given = keras.Input((8, 8, 2))
x = conv = L.Conv2D(5, 3, padding="same", activation="relu", name="conv")(given)
x = L.BatchNormalization(name="bn")(x)
x = L.MaxPooling2D(2, name="pool")(x)
x = deep = L.Conv2D(6, 3, activation="relu", name="deep")(x)
x = L.Flatten(name="flat")(x)
x = L.Dense(7, activation="relu", name="hidden")(x)
logits = L.Dense(3, name="out")(x)
model = keras.Model(given, logits)
ORDER = ["conv", "bn", "deep", "hidden", "out"]


def fill():
    place = 0
    for name in ORDER:
        layer = model.get_layer(name)
        values = []
        for weight in layer.weights:
            values.append(weight_values(SEED, place, f"{name}/{weight.name}", tuple(weight.shape)))
            place += 1
        layer.set_weights(values)


def images(seed, count):
    return (centred(combine(SEED, seed), count * 128, 0.5) + np.float32(0.5)).reshape(count, 8, 8, 2)


def flat(values):
    return np.asarray(values, dtype=np.float64).ravel().round(8).tolist()


def grad_cam(layer):
    """Selvaraju et al. 2017, with the part of the network above the layer as a model of its own."""
    below = keras.Model(given, model.get_layer(layer).output)
    maps = tf.Variable(below(images(1, 1), training=False))
    rest = keras.Input(maps.shape[1:])
    y, found = rest, False
    for above in model.layers:
        if found:
            y = above(y)
        found = found or above.name == layer
    upper = keras.Model(rest, y)
    with tf.GradientTape() as tape:
        score = upper(maps, training=False)[0, CLASS]
    weights = tf.reduce_mean(tape.gradient(score, maps), axis=(0, 1, 2))
    return flat(tf.nn.relu(tf.reduce_sum(maps[0] * weights, axis=-1)))


def step(optimizer):
    fill()
    with tf.GradientTape() as tape:
        scores = model(images(2, 4), training=True)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(LABELS, scores))
    gradients = tape.gradient(loss, model.trainable_variables)
    kernel = model.get_layer("conv").kernel
    gradient = gradients[[v is kernel for v in model.trainable_variables].index(True)]
    before = kernel.numpy()
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    means = {}
    for name in ORDER:
        own = [g for g, v in zip(gradients, model.trainable_variables) if any(v is w for w in model.get_layer(name).trainable_weights)]
        means[name] = float(np.abs(np.concatenate([np.asarray(g).ravel() for g in own])).mean())
    cut = lambda values: flat(values[:, :, 1, 3])
    return {
        "loss": float(loss),
        "means": means,
        "before": cut(before),
        "gradient": cut(gradient.numpy()),
        "after": cut(kernel.numpy()),
    }


fill()
linear = keras.Model(given, L.Conv2D(5, 3, padding="same", name="bare")(given))
linear.get_layer("bare").set_weights(model.get_layer("conv").get_weights())
out = {
    "before": flat(linear(images(1, 1))),
    "after": flat(keras.Model(given, conv)(images(1, 1))),
    "probabilities": flat(tf.nn.softmax(model(images(1, 1), training=False))),
    "cam": {name: grad_cam(name) for name in ["conv", "deep"]},
    "sgd": step(keras.optimizers.SGD(RATE)),
    "adam": step(keras.optimizers.Adam(0.01)),
}
print(json.dumps(out, separators=(",", ":")))
