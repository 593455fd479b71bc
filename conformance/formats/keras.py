"""Opens in Keras what keras.ts wrote and compares outputs.

Usage: keras.py FOLDER. Exit code 1 where Keras refuses a file, or an output differs by more than 1e-4 of its size.
"""

import base64
import json
import os
import sys
import warnings
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
warnings.filterwarnings("ignore")
import keras
import numpy as np

from values import centred, tokens

TOLERANCE = 1e-4


def fed(case):
    batch = case["batch"]
    for entry in case["inputs"]:
        count = batch * int(np.prod(entry["shape"]))
        values = centred(entry["seed"], count, 1) if entry["limit"] is None else tokens(entry["seed"], count, entry["limit"])
        yield values.reshape(batch, *entry["shape"])


def gap_between(theirs, encoded):
    """Largest difference in parts of the largest value. What neither side can hold is no difference."""
    mine = np.frombuffer(base64.b64decode(encoded), dtype="<f4").reshape(theirs.shape)
    if not np.array_equal(np.isfinite(theirs), np.isfinite(mine)):
        return float("inf")
    both = np.isfinite(theirs)
    scale = max(1.0, float(np.max(np.abs(theirs[both]), initial=0)))
    return float(np.max(np.abs(theirs[both] - mine[both]), initial=0)) / scale


def compare(path):
    """Rows of what was compared: name, group, format, parameters, gap, what is wrong."""
    case = json.loads(Path(path).read_text())
    rows = []
    for form in ("keras", "h5"):
        file = Path(path).with_suffix("." + form)
        if not file.exists():
            if case["refused"] and form == "keras":
                rows.append((case["name"], case["group"], form, case["parameters"], 0.0, "refused: " + case["refused"][0]))
            continue
        keras.backend.clear_session()
        try:
            model = keras.saving.load_model(file, compile=False)
            inputs = list(fed(case))
            results = model(inputs if len(inputs) > 1 else inputs[0], training=False)
            results = results if isinstance(results, (list, tuple)) else [results]
            gap = max(gap_between(np.asarray(one), mine) for one, mine in zip(results, case["outputs"], strict=True))
            generators = sum(int(np.prod(weight.shape)) for weight in model.weights if "seed_generator" in weight.path)
            wrong = "" if gap <= TOLERANCE else f"output differs by {gap:.1e} of its size"
            rows.append((case["name"], case["group"], form, model.count_params() - generators, gap, wrong))
        except Exception as error:
            said = f"Keras refused it: {type(error).__name__}: {' '.join(str(error).split())[:400]}"
            rows.append((case["name"], case["group"], form, case["parameters"], float("inf"), said))
    return rows


def compare_all(paths):
    return [row for path in paths for row in compare(path)]


def main(folder):
    paths = sorted(str(path) for path in Path(folder).glob("*.json"))
    if not paths:
        sys.exit(f"{folder} holds no network")
    workers = max(1, min(4, os.cpu_count() or 1))
    # TensorFlow cannot be forked.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        rows = [row for part in pool.map(compare_all, [paths[i :: workers * 4] for i in range(workers * 4)]) for row in part]
    print("| network | parameters | gap of .keras | gap of .h5 |\n|---|--:|--:|--:|")
    gaps = defaultdict(dict)
    for name, group, form, parameters, gap, _ in rows:
        if group == "template":
            gaps[(name, parameters)][form] = f"{gap:.1e}"
    for (name, parameters), forms in sorted(gaps.items()):
        print(f"| {name} | {parameters:,} | {forms.get('keras', '')} | {forms.get('h5', '')} |")
    for group, what in (("layer", "layers of every kind over random params"), ("network", "random networks with branches")):
        own = [row for row in rows if row[1] == group and not row[5].startswith("refused")]
        worst = max((row[4] for row in own), default=0)
        print(f"| {len({row[0] for row in own})} {what} | | {worst:.1e} | |" if own else "")
    refused = sorted({row[5] for row in rows if row[5].startswith("refused")})
    wrong = [row for row in rows if row[5] and not row[5].startswith("refused")]
    print()
    for said in refused:
        print(said)
    for name, _, form, _, _, said in wrong[:60]:
        print(f"DIFFERS {name} as .{form}: {said}")
    print(f"keras {keras.__version__}: {len(rows)} files, {len(wrong)} differences, {len(refused)} refused")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1])
