"""Opens in Keras what nested.ts wrote: outputs, the layers of each model in the model, and where Keras puts the weights itself.

Usage: keras_nested.py FOLDER. Exit code 1 where Keras refuses a file, a model in it has other layers, weights lie elsewhere than
Keras puts them when it saves the model again, or an output differs by more than 1e-5 of its size.
"""

import json
import os
import runpy
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from zipfile import ZipFile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
sys.path[0] = str(Path(__file__).parent.parent)
import h5py
import keras
import numpy as np

from formats.keras_code import fed, gap_between

TOLERANCE = 1e-5


def differing_layers(model, told):
    """The first model in the model whose layers are not those that were written, in their order."""
    for entry in told:
        inner = model
        for name in entry["path"]:
            inner = inner.get_layer(name)
        found = [layer.name for layer in inner.layers]
        if found != entry["layers"]:
            return f"{'/'.join(entry['path'])} has {found}, not {entry['layers']}"
    return ""


def stored(file):
    """Everything in an HDF5 file that tells weights: their places and bytes, and lists of names. Seeds are no weights."""
    found = {}

    def visit(path, item):
        if isinstance(item, h5py.Dataset):
            if "seed_generator" not in path:
                # How wide a whole number is says nothing.
                values = item[()]
                found[path] = (values.astype("i8") if values.dtype.kind == "i" else values).tobytes()
        else:
            for name in ("layer_names", "weight_names"):
                if name in item.attrs:
                    found[f"{path}@{name}"] = [str(one) for one in item.attrs[name]]

    file.visititems(visit)
    return found


def stored_in(path):
    if path.suffix == ".h5":
        with h5py.File(path) as file:
            return stored(file)
    with ZipFile(path) as archive, h5py.File(BytesIO(archive.read("model.weights.h5"))) as file:
        return stored(file)


def differing_places(model, path):
    """The first place of a weight that Keras has elsewhere, or with other values, when it saves the model."""
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / f"again{path.suffix}"
        model.save(again)
        mine, theirs = stored_in(path), stored_in(again)
    for place in sorted(mine.keys() | theirs.keys()):
        if place not in mine:
            return f"Keras has {place}"
        if place not in theirs:
            return f"Keras has no {place}"
        if mine[place] != theirs[place]:
            return f"{place} differs"
    return ""


def opened(path, form):
    if form != "code":
        return keras.saving.load_model(path.with_suffix(f".{form}"), compile=False)
    folder = path.with_name(f"{path.stem}-code")
    model = runpy.run_path(str(folder / "model.py"))["build_model"]()
    model.load_weights(folder / "model.weights.h5")
    return model


def compare(path):
    """Rows of what was compared: the record, form, gap, what is wrong."""
    case = json.loads(path.read_text())
    rows = []
    for form in ("keras", "h5", "code"):
        file = path.with_name(f"{path.stem}-code") if form == "code" else path.with_suffix(f".{form}")
        if not file.exists():
            continue
        keras.backend.clear_session()
        try:
            model = opened(path, form)
            inputs = list(fed(case))
            results = model(inputs if len(inputs) > 1 else inputs[0], training=False)
            results = results if isinstance(results, (list, tuple)) else [results]
            gap = max(gap_between(np.asarray(one), mine) for one, mine in zip(results, case["outputs"], strict=True))
            wrong = differing_layers(model, case["models"]["h5" if form == "h5" else "keras"]) or ("" if form == "code" else differing_places(model, file))
            rows.append((case, form, gap, wrong or ("" if gap <= TOLERANCE else f"output differs by {gap:.1e} of its size")))
        except Exception as error:
            rows.append((case, form, float("inf"), f"{type(error).__name__}: {' '.join(str(error).split())[:400]}"))
    return rows


def compare_all(paths):
    return [row for path in paths for row in compare(path)]


def main(folder):
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        sys.exit(f"{folder} holds no network")
    workers = max(1, min(2, os.cpu_count() or 1))
    # TensorFlow cannot be forked.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        rows = [row for part in pool.map(compare_all, [paths[i :: workers * 4] for i in range(workers * 4)]) for row in part]
    print("| network | groups | models | gap of .keras | gap of .h5 | gap of code |\n|---|--:|--:|--:|--:|--:|")
    templates = {}
    for case, form, gap, _ in rows:
        if case["group"] == "template":
            templates.setdefault(case["name"], (case, {}))[1][form] = f"{gap:.1e}"
    for name, (case, gaps) in sorted(templates.items()):
        told = " | ".join(gaps.get(form, "") for form in ("keras", "h5", "code"))
        print(f"| {name} | {case['groups']} | {len(case['models']['keras'])} | {told} |")
    drawn = {case["name"]: case for case, *_ in rows if case["group"] != "template"}
    worst = {form: max((row[2] for row in rows if row[0]["name"] in drawn and row[1] == form), default=0) for form in ("keras", "h5", "code")}
    groups = sum(case["groups"] for case in drawn.values())
    models = sum(len(case["models"]["keras"]) for case in drawn.values())
    print(f"| {len(drawn)} random networks, groups drawn | {groups} | {models} | {' | '.join(f'{gap:.1e}' for gap in worst.values())} |")
    wrong = [row for row in rows if row[3]]
    print()
    for case, form, _, said in wrong[:60]:
        print(f"DIFFERS {case['name']} as {form}: {said}")
    print(f"keras {keras.__version__}: {len(rows)} files, {len(wrong)} differences")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1])
