"""Runs in ONNX Runtime what onnx.ts wrote and compares outputs, for one sample and for several.

Usage: onnx.py FOLDER. Exit code 1 where ONNX's checker or ONNX Runtime refuses a file, or an output differs by more than 1e-4
of its size. Where float64 would answer as differently from both sides, rounding has taken over: that is told, not judged.
"""

import base64
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

# This file is named as the package that it imports.
sys.path[0] = str(Path(__file__).parent.parent)
import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper
from onnx.reference import ReferenceEvaluator

from values import centred, tokens

TOLERANCE = 1e-4
# Probabilities of a thousand classes are about this large.
LEAST_SIZE = 1e-3
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


def outside(x, layout):
    """An array of Stride's in the order of the file's ends."""
    return np.ascontiguousarray(np.moveaxis(x, -1, 1)) if layout == "nchw" and x.ndim > 3 else x


def checked(path, case, layout):
    """What the file says of itself is what was asked for."""
    onnx.checker.check_model(str(path), full_check=True)
    model = onnx.load(str(path), load_external_data=False)
    assert {entry.key: entry.value for entry in model.metadata_props if entry.key != "stride.network"} == {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for key, value in case["metadata"].items()
    }, model.metadata_props
    dims = lambda value: [dim.dim_param or dim.dim_value for dim in value.type.tensor_type.shape.dim]
    shape = lambda sizes: ["batch", *outside(np.empty((1, *sizes)), layout).shape[1:]]
    assert [(one.name, dims(one)) for one in model.graph.input] == [
        (entry["name"], shape(entry["shape"])) for entry in case["inputs"]
    ], model.graph.input
    assert [(one.name, dims(one)) for one in model.graph.output] == [
        (name, shape(sizes)) for name, sizes in zip(case["outputNames"], case["outputShapes"], strict=True)
    ], model.graph.output
    return {tensor.name for tensor in model.graph.initializer}


def largest_gap(run, case, inputs, mine):
    """Of one sample, and of several."""
    first = run({name: x[:1] for name, x in inputs.items()})
    gap = max(gap_between(one, own[:1]) for one, own in zip(first, mine, strict=True))
    if case["batch"] > 1:
        whole = run(inputs)
        return max(gap, *(gap_between(one, own) for one, own in zip(whole, mine, strict=True)))
    if case["macs"] > MOST_MACS:
        return gap
    whole = run({name: np.repeat(x, 3, 0) for name, x in inputs.items()})
    return max(gap, *(gap_between(one, np.repeat(own, 3, 0)) for one, own in zip(whole, mine, strict=True)))


def in_float64(file, case, inputs):
    """What the network puts out where nothing is rounded to float32, by ONNX's reference."""
    model = onnx.load(str(file))
    for tensor in model.graph.initializer:
        if tensor.data_type == onnx.TensorProto.FLOAT:
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float64), tensor.name))
    for node in model.graph.node:
        if node.op_type == "ConstantOfShape":
            node.attribute.append(onnx.helper.make_attribute("value", numpy_helper.from_array(np.zeros(1))))
    wide = {name: x.astype(np.float64) for name, x in inputs.items()}
    return ReferenceEvaluator(model).run(case["outputNames"], wide)


def compare(path):
    """Rows of what was compared: name, group, layout, parameters, bytes, gap, what is wrong."""
    case = json.loads(Path(path).read_text())
    if case["refused"]:
        return [(case["name"], case["group"], "nhwc", case["parameters"], 0, 0.0, "refused: " + case["refused"][0])]
    rows = []
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    for layout in ("nhwc", "nchw"):
        file = Path(path).with_suffix(f".{layout}.onnx")
        if not file.exists():
            continue
        size = file.stat().st_size
        try:
            checked(file, case, layout)
            session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
            inputs = {name: outside(x, layout) for name, x in fed(case)}
            mine = [
                outside(np.frombuffer(base64.b64decode(text), dtype="<f4").reshape(case["batch"], *sizes), layout)
                for text, sizes in zip(case["outputs"], case["outputShapes"], strict=True)
            ]
            run = lambda fed: session.run(case["outputNames"], fed)
            gap = largest_gap(run, case, inputs, mine)
            wrong = "" if gap <= TOLERANCE else f"output differs by {gap:.1e} of its size"
            if wrong:
                exact = in_float64(file, case, inputs)
                sides = (run(inputs), mine)
                swing = min(max(gap_between(one, own) for one, own in zip(exact, side, strict=True)) for side in sides)
                if swing > TOLERANCE:
                    said = f"chaotic: {case['name']} as {layout} differs by {gap:.1e}; in float64 both sides would answer otherwise, by {swing:.1e}"
                    rows.append((case["name"], case["group"], layout, case["parameters"], size, 0.0, said))
                    continue
            rows.append((case["name"], case["group"], layout, case["parameters"], size, gap, wrong))
        except Exception as error:
            said = f"ONNX refused it: {type(error).__name__}: {' '.join(str(error).split())[:400]}"
            rows.append((case["name"], case["group"], layout, case["parameters"], size, float("inf"), said))
    return rows


def compare_all(paths):
    return [row for path in paths for row in compare(path)]


def main(folder):
    paths = sorted(str(path) for path in Path(folder).glob("*.json"))
    if not paths:
        sys.exit(f"{folder} holds no network")
    workers = max(1, min(4, os.cpu_count() or 1))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        rows = [row for part in pool.map(compare_all, [paths[i :: workers * 4] for i in range(workers * 4)]) for row in part]
    print("| network | parameters | bytes | gap | gap with channels first |\n|---|--:|--:|--:|--:|")
    templates = {}
    for name, group, layout, parameters, size, gap, _ in rows:
        if group == "template":
            templates.setdefault((name, parameters), {})[layout] = (size, f"{gap:.1e}")
    for (name, parameters), forms in sorted(templates.items()):
        size, gap = forms.get("nhwc", (0, ""))
        print(f"| {name} | {parameters:,} | {size:,} | {gap} | {forms.get('nchw', (0, ''))[1]} |")
    for group, what in (("layer", "layers of every kind over random params"), ("network", "random networks with branches")):
        own = [row for row in rows if row[1] == group and not row[6].startswith("refused")]
        worst = [max((row[5] for row in own if row[2] == layout), default=0) for layout in ("nhwc", "nchw")]
        print(f"| {len({row[0] for row in own})} {what} | | | {worst[0]:.1e} | {worst[1]:.1e} |" if own else "")
    refused = sorted({row[6] for row in rows if row[6].startswith("refused")})
    chaotic = [row[6] for row in rows if row[6].startswith("chaotic")]
    wrong = [row for row in rows if row[6] and not row[6].startswith(("refused", "chaotic"))]
    print()
    for said in [*refused, *chaotic]:
        print(said)
    for name, _, layout, _, _, _, said in wrong[:60]:
        print(f"DIFFERS {name} as {layout}: {said}")
    print(
        f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}: "
        f"{len(rows)} files, {len(wrong)} differences, {len(refused)} refused"
    )
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1])
