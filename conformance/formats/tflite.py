"""Runs in TensorFlow Lite what tflite.ts wrote and compares outputs, for one sample and for several.

Usage: tflite.py FOLDER. Exit code 1 where TensorFlow Lite refuses a file, or an output differs by more than 1e-4 of its size.
Outputs of int8 weights are told, not judged: they differ by what rounding does to weights that mean nothing.
"""

import base64
import json
import os
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
warnings.filterwarnings("ignore")
import numpy as np
import tensorflow as tf

from values import centred, tokens

TOLERANCE = 1e-4
# Probabilities of a thousand classes are about this large.
LEAST_SIZE = 1e-3
# Share of the test digits of which int8 weights must say the same.
LEAST_AGREEMENT = 0.99
# Networks that take longer are run on one sample only.
MOST_MACS = 3e9


def fed(case):
    batch = case["batch"]
    for entry in case["inputs"]:
        count = batch * int(np.prod(entry["shape"]))
        values = centred(entry["seed"], count, 1) if entry["limit"] is None else tokens(entry["seed"], count, entry["limit"])
        yield entry["name"], values.reshape(batch, *entry["shape"]).astype(np.float32)


def gap_between(theirs, mine):
    """Largest difference in parts of the largest value, or of LEAST_SIZE. What neither side can hold is no difference."""
    if theirs.shape != mine.shape or not np.array_equal(np.isfinite(theirs), np.isfinite(mine)):
        return float("inf")
    both = np.isfinite(theirs)
    scale = max(LEAST_SIZE, float(np.max(np.abs(theirs[both]), initial=0)))
    return float(np.max(np.abs(theirs[both] - mine[both]), initial=0)) / scale


def run(interpreter, inputs, names):
    """What the signature puts out, the tensors being resized to the batch of the inputs."""
    for detail in interpreter.get_input_details():
        name = detail["name"]
        interpreter.resize_tensor_input(detail["index"], inputs[name].shape, strict=True)
    interpreter.allocate_tensors()
    for detail in interpreter.get_input_details():
        interpreter.set_tensor(detail["index"], inputs[detail["name"]])
    interpreter.invoke()
    places = {detail["name"]: detail["index"] for detail in interpreter.get_output_details()}
    return [interpreter.get_tensor(places[name]) for name in names]


def compare(path):
    """Rows of what was compared: name, group, form, parameters, bytes, gap, what is wrong."""
    case = json.loads(Path(path).read_text())
    rows = []
    if case["refused"]:
        return [(case["name"], case["group"], "float32", case["parameters"], 0, 0.0, "refused: " + case["refused"][0])]
    names = case["outputNames"]
    for form, ending in (("float32", ".tflite"), ("int8", ".int8.tflite")):
        file = Path(path).with_suffix(ending)
        if not file.exists():
            continue
        size = file.stat().st_size
        try:
            interpreter = tf.lite.Interpreter(model_path=str(file), num_threads=1)
            signature = interpreter.get_signature_list()["serving_default"]
            inputs = dict(fed(case))
            assert sorted(signature["inputs"]) == sorted(inputs), signature
            assert signature["outputs"] == sorted(names), signature
            mine = [
                np.frombuffer(base64.b64decode(text), dtype="<f4").reshape(case["batch"], -1) for text in case["outputs"]
            ]
            flat = lambda outputs: [one.reshape(one.shape[0], -1) for one in outputs]
            several = case["batch"] > 1
            first = flat(run(interpreter, {name: x[:1] for name, x in inputs.items()}, names))
            gap = max(gap_between(one, own[:1]) for one, own in zip(first, mine, strict=True))
            if several:
                whole = flat(run(interpreter, inputs, names))
                gap = max(gap, *(gap_between(one, own) for one, own in zip(whole, mine, strict=True)))
            elif form == "float32" and case["macs"] <= MOST_MACS:
                whole = flat(run(interpreter, {name: np.repeat(x, 3, 0) for name, x in inputs.items()}, names))
                gap = max(gap, *(gap_between(one, np.repeat(own, 3, 0)) for one, own in zip(whole, mine, strict=True)))
            wrong = "" if form == "int8" or gap <= TOLERANCE else f"output differs by {gap:.1e} of its size"
            rows.append((case["name"], case["group"], form, case["parameters"], size, gap, wrong))
        except Exception as error:
            said = f"TensorFlow Lite refused it: {type(error).__name__}: {' '.join(str(error).split())[:400]}"
            rows.append((case["name"], case["group"], form, case["parameters"], size, float("inf"), said))
    return rows


def compare_all(paths):
    return [row for path in paths for row in compare(path)]


def digits(folder):
    """Lines about the trained digits, and what is wrong with them."""
    record = Path(folder) / "digits.trained"
    if not record.exists():
        return [], []
    case = json.loads(record.read_text())
    images = np.frombuffer(base64.b64decode(case["images"]), dtype="<f4").reshape(case["shape"])
    labels, said = np.array(case["labels"]), np.array(case["said"])
    lines, wrong = [f"LeNet-5 trained on the digits: {np.mean(said == labels):.2%} of {len(labels)} right in Stride"], []
    for form, name, least in (("float32", "digits.tflite", 1.0), ("int8", "digits.int8.tflite", LEAST_AGREEMENT)):
        file = Path(folder) / name
        interpreter = tf.lite.Interpreter(model_path=str(file), num_threads=1)
        runner = interpreter.get_signature_runner("serving_default")
        (given,) = runner.get_input_details()
        (answer,) = runner.get_output_details()
        theirs = np.concatenate([runner(**{given: images[i : i + 1]})[answer] for i in range(len(images))]).argmax(1)
        agreement = np.mean(theirs == said)
        lines.append(
            f"  as .tflite with {form} weights ({file.stat().st_size:,} bytes): {np.mean(theirs == labels):.2%} right, "
            f"the same digit as Stride for {agreement:.2%}"
        )
        if agreement < least:
            wrong.append(f"DIFFERS trained LeNet-5 with {form} weights: {agreement:.2%} agree, {least:.2%} expected")
    return lines, wrong


def main(folder):
    paths = sorted(str(path) for path in Path(folder).glob("*.json"))
    if not paths:
        sys.exit(f"{folder} holds no network")
    workers = max(1, min(4, os.cpu_count() or 1))
    # TensorFlow cannot be forked.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        rows = [row for part in pool.map(compare_all, [paths[i :: workers * 4] for i in range(workers * 4)]) for row in part]
    print("| network | parameters | bytes | gap | bytes of int8 | gap of int8 |\n|---|--:|--:|--:|--:|--:|")
    templates = {}
    for name, group, form, parameters, size, gap, _ in rows:
        if group == "template":
            templates.setdefault((name, parameters), {})[form] = f"{size:,} | {gap:.1e}"
    for (name, parameters), forms in sorted(templates.items()):
        print(f"| {name} | {parameters:,} | {forms.get('float32', ' | ')} | {forms.get('int8', ' | ')} |")
    for group, what in (("layer", "layers of every kind over random params"), ("network", "random networks with branches")):
        own = [row for row in rows if row[1] == group and not row[6].startswith("refused")]
        worst = [max((row[5] for row in own if row[2] == form), default=0) for form in ("float32", "int8")]
        print(f"| {len({row[0] for row in own})} {what} | | | {worst[0]:.1e} | | {worst[1]:.1e} |" if own else "")
    refused = sorted({row[6] for row in rows if row[6].startswith("refused")})
    wrong = [row for row in rows if row[6] and not row[6].startswith("refused")]
    print()
    for said in refused:
        print(said)
    for name, _, form, _, _, _, said in wrong[:60]:
        print(f"DIFFERS {name} with {form} weights: {said}")
    told, unlike = digits(folder)
    for said in [*told, *unlike]:
        print(said)
    count = len(wrong) + len(unlike)
    print(f"tensorflow {tf.__version__}: {len(rows)} files, {count} differences, {len(refused)} refused")
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main(sys.argv[1])
