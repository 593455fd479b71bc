"""Writes src/engine/feed/fixtures/keras.json: a small picture as Keras's preprocessing layers change it.

    KERAS_BACKEND=tensorflow python scripts/keras-augment-figures.py

Ranges of no width make the layers' draws certain. RandomShear's matrix is put about the picture's centre.
"""

import json
from pathlib import Path

import keras
import numpy as np
from keras import layers, ops

HEIGHT, WIDTH, CHANNELS = 5, 6, 2
IMAGE = np.array([(i * 37 + 11) % 251 for i in range(HEIGHT * WIDTH * CHANNELS)], dtype="float32")
IMAGE = IMAGE.reshape(1, HEIGHT, WIDTH, CHANNELS)


class Contrast(layers.RandomContrast):
    """With one factor instead of a drawn one: the layer's ranges cannot be of no width."""

    def __init__(self, factor):
        super().__init__((0.5, 0.5))
        self.chosen = factor

    def get_random_transformation(self, data, training=True, seed=None):
        return {"contrast_factor": ops.full((1, 1, 1, 1), 1 + self.chosen)}


def shear(x, y, **fill):
    cx, cy = (WIDTH - 1) / 2, (HEIGHT - 1) / 2
    matrix = np.array([[1, x, -x * cy, y, 1, -y * cx, 0, 0]], dtype="float32")
    return lambda image, training: ops.image.affine_transform(image, matrix, interpolation="bilinear", **fill)


def case(name, step, layer, fill="reflect", value=0):
    values = np.array(layer(IMAGE, training=True)).reshape(-1).round(3).tolist()
    return {"name": name, "fill": fill, "fillValue": value / 255, "steps": [{**step, "probability": 1}], "values": values}


def cases():
    for mode, value in [("reflect", 0), ("nearest", 0), ("constant", 51)]:
        fill = {"fill_mode": mode, "fill_value": float(value)}
        for name, step, layer in [
            (
                "translation",
                {"kind": "translation", "horizontal": [0.3, 0.3], "vertical": [-0.25, -0.25]},
                layers.RandomTranslation((-0.25, -0.25), (0.3, 0.3), **fill),
            ),
            ("rotation", {"kind": "rotation", "degrees": [36, 36]}, layers.RandomRotation((0.1, 0.1), **fill)),
            ("zoom out", {"kind": "zoom", "factor": [0.4, 0.4]}, layers.RandomZoom((0.4, 0.4), **fill)),
            ("zoom in", {"kind": "zoom", "factor": [-0.3, -0.3]}, layers.RandomZoom((-0.3, -0.3), **fill)),
            ("shear", {"kind": "shear", "horizontal": [0.5, 0.5], "vertical": [-0.2, -0.2]}, shear(0.5, -0.2, **fill)),
        ]:
            yield case(name, step, layer, mode, value)
    for name, factor in [("brighter", 0.2), ("darker", -0.3)]:
        yield case(name, {"kind": "brightness", "factor": [factor] * 2}, layers.RandomBrightness((factor, factor)))
    for name, factor in [("more contrast", 0.5), ("less contrast", -0.4)]:
        yield case(name, {"kind": "contrast", "factor": [factor] * 2}, Contrast(factor))


about = f"scripts/keras-augment-figures.py, Keras {keras.__version__} on {keras.backend.backend()}"
record = {"about": about, "shape": [HEIGHT, WIDTH, CHANNELS], "image": IMAGE.reshape(-1).tolist(), "cases": list(cases())}
target = Path(__file__).parent.parent / "src/engine/feed/fixtures/keras.json"
target.write_text(json.dumps(record) + "\n")
print(f"{len(record['cases'])} cases")
