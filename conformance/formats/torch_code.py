"""Runs the PyTorch code that torch-code.ts wrote, loads the weights beside it, and compares outputs.

Usage: torch_code.py FOLDER. Exit code 1 where code does not run, or an output differs by more than 1e-4 of its size.
"""

import base64
import json
import os
import runpy
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)
import numpy as np
import torch
from safetensors.torch import load_file

from values import centred, tokens

TOLERANCE = 1e-4


def first(values):
    """Channels of images and volumes before the other axes, as PyTorch has them."""
    return np.moveaxis(values, -1, 1) if values.ndim > 3 else values


def last(values):
    return np.moveaxis(values, 1, -1) if values.ndim > 3 else values


def fed(case):
    for entry in case["inputs"]:
        count = case["batch"] * int(np.prod(entry["shape"]))
        values = centred(entry["seed"], count, 1) if entry["limit"] is None else tokens(entry["seed"], count, entry["limit"])
        yield torch.from_numpy(np.ascontiguousarray(first(values.reshape(case["batch"], *entry["shape"]))).astype("float32"))


def gap_between(theirs, encoded):
    """Largest difference in parts of the largest value. What neither side can hold is no difference."""
    mine = np.frombuffer(base64.b64decode(encoded), dtype="<f4").reshape(theirs.shape)
    if not np.array_equal(np.isfinite(theirs), np.isfinite(mine)):
        return float("inf")
    both = np.isfinite(theirs)
    scale = max(1.0, float(np.max(np.abs(theirs[both]), initial=0)))
    return float(np.max(np.abs(theirs[both] - mine[both]), initial=0)) / scale


def is_rounding(model, case):
    """Whether float64 answers as differently from this side as the two from one another."""
    with torch.inference_mode():
        theirs = model.float()(*fed(case))
        exact = model.double()(*[one.double() for one in fed(case)])
    theirs, exact = ([one] if torch.is_tensor(one) else one for one in (theirs, exact))
    far = (gap_between(a.numpy(), base64.b64encode(b.float().numpy().tobytes())) for a, b in zip(theirs, exact))
    return max(far) > TOLERANCE


def compare(folder):
    """What was compared: name, group, lines of code, gap, what is wrong."""
    case = json.loads((Path(folder) / "case.json").read_text())
    if case["refused"]:
        return case["name"], case["group"], 0, 0.0, "refused: " + case["refused"][0]
    code = Path(folder) / "model.py"
    lines = code.read_text().splitlines()
    try:
        model = runpy.run_path(str(code))["Network"]()
        state = load_file(Path(folder) / "model.safetensors")
        model.load_state_dict(state)
        model.eval()
        with torch.inference_mode():
            results = model(*fed(case))
        results = results if isinstance(results, (list, tuple)) else [results]
        gap = max(
            gap_between(last(one.numpy()), mine) for one, mine in zip(results, case["outputs"], strict=True)
        )
        wrong = "" if gap <= TOLERANCE else f"output differs by {gap:.1e} of its size"
        if wrong and is_rounding(model, case):
            return case["name"], case["group"], len(lines), 0.0, f"refused: {case['name']}: rounding decides, {gap:.1e}"
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
    # PyTorch's threads cannot be forked.
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
    print(f"torch {torch.__version__}: {len(rows)} pieces of code, {len(wrong)} differences, {len(refused)} refused")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1])
