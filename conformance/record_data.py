"""Records what NumPy, Keras and pandas make of small data files, for the tests in src/engine/data.

Run with a Python that has numpy, keras, tensorflow and pillow: `python conformance/record_data.py`.
"""

import base64
import json
from pathlib import Path

import keras
import numpy as np
from PIL import Image

place = Path(__file__).parent.parent / "src/engine/data/fixtures"
place.mkdir(exist_ok=True)
rng = np.random.default_rng(5)


def text(path):
    return base64.b64encode(path.read_bytes()).decode()


def arrays():
    """One .npy of each type, with its values as NumPy itself prints them."""
    made = {
        "f4": rng.normal(size=(3, 2)).astype("<f4"),
        "f8": rng.normal(size=(2, 2, 2)).astype("<f8"),
        "big f4": rng.normal(size=(4,)).astype(">f4"),
        "u1": rng.integers(0, 256, (2, 3, 1)).astype("u1"),
        "b1": np.array([True, False, True]),
        "i1": np.array([-128, 0, 127], "i1"),
        "i2": np.array([-300, 300], "<i2"),
        "u2": np.array([0, 65535], "<u2"),
        "i4": np.array([[-70000], [70000]], "<i4"),
        "i8": np.array([-5, 2**24], "<i8"),
        "u8": np.array([7, 2**24], "<u8"),
        "U": np.array(["chat", "été", "犬"]),
        "S": np.array([b"cat", b"doggy"]),
        "no axes": np.float32(2.5),
        "fortran": np.asfortranarray(rng.normal(size=(2, 3)).astype("<f4")),
        "f2": np.zeros((2, 2), "<f2"),
        "records": np.zeros(2, [("a", "<f4"), ("b", "<i4")]),
        "objects": np.array([{"a": 1}, None], dtype=object),
    }
    rows = []
    for name, array in made.items():
        path = Path("/tmp/array.npy")
        np.save(path, array, allow_pickle=True)
        plain = array.dtype.kind in "fiub"
        values = array.astype("f4").ravel().tolist() if plain else []
        words = [w.decode() if isinstance(w, bytes) else str(w) for w in array.ravel()] if array.dtype.kind in "US" else []
        rows.append({"name": name, "shape": list(array.shape), "values": values, "texts": words, "file": text(path)})
    return rows


def archive(compressed):
    """Pictures and labels of two splits, as `numpy.savez` packs them."""
    path = Path("/tmp/pack.npz")
    x = rng.integers(0, 256, (20, 4, 5)).astype("u1")
    y = np.arange(20) % 3
    tx = rng.integers(0, 256, (3, 4, 5)).astype("u1")
    (np.savez_compressed if compressed else np.savez)(path, x_train=x, y_train=y, x_test=tx, y_test=np.array([2, 1, 0]))
    return {"file": text(path), "x": x.ravel().tolist(), "y": y.tolist(), "testX": tx.ravel().tolist()}


def resized():
    """Pictures fitted by Keras into other proportions, values rounded as pictures are."""
    rows = []
    for height, width, to in [(5, 9, (4, 4)), (9, 5, (4, 4)), (7, 3, (6, 9)), (4, 10, (8, 4)), (6, 6, (3, 5))]:
        picture = rng.integers(0, 256, (height, width, 3)).astype("u1")
        for mode in ["pad", "crop"]:
            fitted = keras.ops.image.resize(
                picture.astype("f4"),
                to,
                interpolation="bilinear",
                pad_to_aspect_ratio=mode == "pad",
                crop_to_aspect_ratio=mode == "crop",
            )
            values = np.asarray(fitted)
            rows.append(
                {
                    "mode": mode,
                    "from": [height, width],
                    "to": list(to),
                    "picture": picture.ravel().tolist(),
                    "fitted": np.floor(values + 0.5).astype(int).ravel().tolist(),
                }
            )
    return rows


def standardised():
    """Mean and deviation that keras.layers.Normalization learns, of features and of channels."""
    table = (rng.normal(size=(50, 3)) * [1, 100, 0.01] + [0, 5000, -3]).astype("f4")
    pictures = rng.integers(0, 256, (10, 4, 4, 3)).astype("u1")
    rows = []
    for values in (table, pictures):
        layer = keras.layers.Normalization(axis=-1)
        layer.adapt(values.astype("f4"))
        rows.append(
            {
                "shape": list(values.shape),
                "values": values.astype("f8").ravel().tolist(),
                "mean": np.asarray(layer.mean).ravel().tolist(),
                "deviation": np.sqrt(np.asarray(layer.variance)).ravel().tolist(),
                "first": np.asarray(layer(values[:1].astype("f4"))).ravel().tolist(),
            }
        )
    return rows


def masks():
    """A mask with a palette and one in greys, written by Pillow; classes as numpy.asarray gives them."""
    rows = []
    classes = rng.integers(0, 4, (6, 8)).astype("u1")
    palette = Image.fromarray(classes, "P")
    palette.putpalette([0, 0, 0, 128, 0, 0, 0, 128, 0, 128, 128, 0] + [0] * 756)
    grey = Image.fromarray((classes > 1).astype("u1") * 255, "L")
    colours = Image.fromarray(np.stack([grey, grey, np.zeros_like(grey)], -1))
    for name, image in {"palette": palette, "grey": grey, "colours": colours}.items():
        path = Path("/tmp/mask.png")
        image.save(path)
        values = [] if name == "colours" else np.asarray(image).ravel().tolist()
        rows.append({"name": name, "shape": [6, 8], "values": values, "file": text(path)})
    return rows


(place / "data.json").write_text(
    json.dumps(
        {
            "arrays": arrays(),
            "archives": [archive(False), archive(True)],
            "resized": resized(),
            "standardised": standardised(),
            "masks": masks(),
        }
    )
    + "\n"
)
