"""Runs the Keras code that keras-code.ts wrote, loads the weights beside it, and compares outputs.

Usage: keras_code.py FOLDER. Exit code 1 where code does not run, or an output differs by more than 1e-4 of its size.
"""

import base64
import json
import os
import runpy
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
sys.path[0] = str(Path(__file__).parent.parent)
import keras
import numpy as np

from values import centred, tokens

TOLERANCE = 1e-4


def fed(case):
    for entry in case["inputs"]:
        count = case["batch"] * int(np.prod(entry["shape"]))
        values = centred(entry["seed"], count, 1) if entry["limit"] is None else tokens(entry["seed"], count, entry["limit"])
        yield values.reshape(case["batch"], *entry["shape"])


def gap_between(theirs, encoded):
    """Largest difference in parts of the largest value. What neither side can hold is no difference."""
    mine = np.frombuffer(base64.b64decode(encoded), dtype="<f4").reshape(theirs.shape)
    if not np.array_equal(np.isfinite(theirs), np.isfinite(mine)):
        return float("inf")
    both = np.isfinite(theirs)
    scale = max(1.0, float(np.max(np.abs(theirs[both]), initial=0)))
    return float(np.max(np.abs(theirs[both] - mine[both]), initial=0)) / scale


def compare(folder):
    """What was compared: name, group, lines of code, gap, what is wrong."""
    case = json.loads((Path(folder) / "case.json").read_text())
    if case["refused"]:
        return case["name"], case["group"], 0, 0.0, "refused: " + case["refused"][0]
    code = Path(folder) / "model.py"
    lines = code.read_text().splitlines()
    try:
        keras.backend.clear_session()
        model = runpy.run_path(str(code))["build_model"]()
        model.load_weights(Path(folder) / "model.weights.h5")
        inputs = list(fed(case))
        results = model(inputs if len(inputs) > 1 else inputs[0], training=False)
        results = results if isinstance(results, (list, tuple)) else [results]
        gap = max(gap_between(np.asarray(one), mine) for one, mine in zip(results, case["outputs"], strict=True))
        wrong = "" if gap <= TOLERANCE else f"output differs by {gap:.1e} of its size"
        return case["name"], case["group"], len(lines), gap, wrong
    except Exception as error:
        said = f"{type(error).__name__}: {' '.join(str(error).split())[:400]}"
        return case["name"], case["group"], len(lines), float("inf"), said


def compare_all(folders):
    return [compare(folder) for folder in folders]


def main(folder):
    folders = sorted(str(path.parent) for path in Path(folder).glob("*/case.json"))
    if not folders:
        sys.exit(f"{folder} holds no network")
    workers = max(1, min(4, os.cpu_count() or 1))
    # TensorFlow cannot be forked.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        rows = [row for part in pool.map(compare_all, [folders[i :: workers * 4] for i in range(workers * 4)]) for row in part]
    print("| network | lines of model.py | gap |\n|---|--:|--:|")
    for name, group, lines, gap, _ in sorted(rows):
        if group == "template":
            print(f"| {name} | {lines} | {gap:.1e} |")
    for group, what in (("layer", "layers of every kind over random params"), ("network", "random networks with branches")):
        own = [row for row in rows if row[1] == group and not row[4].startswith("refused")]
        if own:
            print(f"| {len(own)} {what} | | {max(row[3] for row in own):.1e} |")
    refused = sorted({row[4] for row in rows if row[4].startswith("refused")})
    wrong = [row for row in rows if row[4] and not row[4].startswith("refused")]
    print()
    for said in refused:
        print(said)
    for name, _, _, _, said in wrong[:60]:
        print(f"DIFFERS {name}: {said}")
    print(f"keras {keras.__version__}: {len(rows)} pieces of code, {len(wrong)} differences, {len(refused)} refused")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1])
