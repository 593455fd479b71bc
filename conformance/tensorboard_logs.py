"""Reads with TensorBoard's own reader the log that record-logs.ts wrote, and compares.

Usage: tensorboard_logs.py FOLDER. Exit code 1 at the first difference.
"""

import json
import struct
import sys
import zlib
from pathlib import Path

from tensorboard import version
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import metadata


def scalars_of(reader, tag):
    return [(event.step, event.wall_time, event.value) for event in reader.Scalars(tag)]


def same(found, wanted, what):
    """Floats are kept with 24 bits."""
    assert len(found) == len(wanted), f"{what}: {len(found)} instead of {len(wanted)}"
    for one, other in zip(found, wanted):
        assert abs(one - other) <= 1e-6 * max(1, abs(other)), f"{what}: {one} instead of {other}"


def grey_png(data):
    """Rows of an 8-bit grey PNG whose rows are not filtered or by the one above."""
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind == b"IHDR":
            width, height = struct.unpack(">II", data[at + 8 : at + 16])
        if kind == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += 12 + length
    raw = zlib.decompress(packed)
    rows = [raw[y * (width + 1) : (y + 1) * (width + 1)] for y in range(height)]
    assert all(row[0] == 0 for row in rows), "the PNG is filtered"
    return [value for row in rows for value in row[1:]]


def main(folder):
    expected = json.loads((folder / "expected.json").read_text())
    everything = {"scalars": 0, "histograms": 0, "images": 0, "tensors": 0}
    train, validation = (EventAccumulator(str(folder / "log" / part), everything) for part in ("train", "validation"))
    train.Reload()
    validation.Reload()

    epochs = expected["epochs"]
    columns = {
        "epoch_loss": (train, "loss"),
        "epoch_accuracy": (train, "accuracy"),
        "epoch_learning_rate": (train, "learningRate"),
        "samples_per_second": (train, "samplesPerSecond"),
    }
    for tag, (reader, name) in columns.items():
        same([value for _, _, value in scalars_of(reader, tag)], [epoch[name] for epoch in epochs], tag)
    same([value for *_, value in scalars_of(train, "epoch_top2_accuracy")], [e["extra"]["top2Accuracy"] for e in epochs], "top 2")
    same([value for *_, value in scalars_of(validation, "epoch_loss")], [e["valLoss"] for e in epochs], "validation loss")
    losses = scalars_of(train, "epoch_loss")
    assert [step for step, *_ in losses] == list(range(len(epochs))), "steps"
    seconds = [1.5 * (i + 1) for i in range(len(epochs))]
    same([time - expected["begin"] for _, time, _ in losses], seconds, "times")

    graph = {node.name: node for node in train.Graph().node}
    assert len(graph) == len(expected["layers"]), "layers of the graph"
    for layer in expected["layers"]:
        node = graph[layer["name"]]
        assert (node.op, list(node.input)) == (layer["kind"], layer["from"]), layer["name"]

    [histogram] = train.Histograms("conv1/kernel")
    value, wanted = histogram.histogram_value, expected["histogram"]
    same(list(value.bucket)[-len(wanted["counts"]) :], wanted["counts"], "histogram")
    same(list(value.bucket_limit)[-len(wanted["counts"]) :], wanted["bounds"][1:], "histogram bounds")

    [image] = train.Images("probe")
    assert (image.width, image.height) == (6, 4), "size of the picture"
    assert grey_png(image.encoded_image_string) == expected["pixels"], "pixels of the picture"

    content = train.SummaryMetadata("_hparams_/session_start_info").plugin_data.content
    settings = metadata.parse_session_start_info_plugin_data(content).hparams
    assert settings["optimizer"].string_value == "adam", "settings"
    print(f"TensorBoard {version.VERSION}: {len(epochs)} epochs, {len(graph)} layers, histogram, picture, {len(settings)} settings")


main(Path(sys.argv[1]))
