"""Writes the golden figures of templates/fixtures/torchvision/ from torchvision's models, without their weights:

    python scripts/torchvision-figures.py

One line for each layer that has weights or pools, in the order in which they run, tab-separated: class, output shape
channels last, parameters, multiply-accumulates (those of convolutions and linear layers, by FlopCounterMode, which
counts two for each). Running statistics count as parameters, as they do in Keras. The first line holds the totals,
parameters as torch counts them.
"""

from pathlib import Path

import torch
import torchvision
from torch.utils.flop_counter import FlopCounterMode

MODELS = {
    "alexnet-torchvision": (torchvision.models.alexnet, 224),
    "vgg-11": (torchvision.models.vgg11, 224),
    "vgg-13": (torchvision.models.vgg13, 224),
    "resnet-18": (torchvision.models.resnet18, 224),
    "resnet-34": (torchvision.models.resnet34, 224),
    "squeezenet-1-0": (torchvision.models.squeezenet1_0, 224),
}

FOLDER = Path(__file__).parent.parent / "templates" / "fixtures" / "torchvision"

POOLING = (torch.nn.MaxPool2d,)


def lines(make, size):
    model = make(weights=None).eval()
    x = torch.zeros(1, 3, size, size)
    rows = []

    def record(layer, inputs, output):
        weights = list(layer.parameters(recurse=False))
        if not weights and not isinstance(layer, POOLING):
            return
        count = sum(weight.numel() for weight in weights)
        if isinstance(layer, torch.nn.BatchNorm2d):
            count += layer.running_mean.numel() + layer.running_var.numel()
        with FlopCounterMode(display=False) as counter:
            layer.forward(inputs[0])
        shape = list(output.shape[1:])
        channels_last = shape[1:] + shape[:1]
        rows.append((type(layer).__name__, "×".join(map(str, channels_last)), count, counter.get_total_flops() // 2))

    for layer in model.modules():
        layer.register_forward_hook(record)
    with torch.no_grad():
        model(x)
        for layer in model.modules():
            layer._forward_hooks.clear()
        with FlopCounterMode(display=False) as counter:
            model(x)
    total = sum(weight.numel() for weight in model.parameters())
    name = f"torchvision {torchvision.__version__} {make.__name__}, torch {torch.__version__}"
    yield "\t".join([name, str(total), str(counter.get_total_flops() // 2)])
    for row in rows:
        yield "\t".join(map(str, row))


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (make, size) in MODELS.items():
        (FOLDER / f"{name}.tsv").write_text("\n".join(lines(make, size)) + "\n")
        print(name)


main()
