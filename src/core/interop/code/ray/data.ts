/** `data.py`: samples as the network takes them. */
export const dataScript = `"""Samples for the network: an .npz, or a folder with a folder for each class."""

import json
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import Dataset

SETTINGS = json.loads((Path(__file__).resolve().parent / "settings.json").read_text())


def normalized(values):
    """Bytes 0…255 as the network takes them."""
    how = SETTINGS["input"]["normalization"]
    values = values.astype(np.float32)
    if how["kind"] == "unit":
        return values / 255
    if how["kind"] == "signed":
        return values / 127.5 - 1
    if how["kind"] == "standard":
        mean, deviation = (
            np.asarray(how[key], np.float32) for key in ("mean", "deviation")
        )
        return (values - mean) / deviation
    return values


def picture(path):
    from PIL import Image

    height, width, channels = SETTINGS["input"]["shape"]
    with Image.open(path) as image:
        image = image.convert("L" if channels == 1 else "RGB").resize((width, height))
        return np.asarray(image, np.uint8).reshape(height, width, channels)


class Samples(Dataset):
    """One part of the data, "train" or "test", read when it is asked for."""

    def __init__(self, path, part):
        path = Path(path)
        self.files = None
        if path.is_dir():
            classes = SETTINGS["classes"]
            found = [
                (file, label)
                for label, name in enumerate(classes)
                for file in sorted((path / part / name).glob("*"))
            ]
            if not found:
                wanted = f"{path / part}/{classes[0]}/…"
                raise SystemExit(f"There are no pictures in {wanted}")
            self.files = [file for file, _ in found]
            self.labels = np.asarray([label for _, label in found], np.int64)
        else:
            arrays = np.load(path)
            missing = {f"x_{part}", f"y_{part}"} - set(arrays.files)
            if missing:
                raise SystemExit(f"{path} has no {' and no '.join(sorted(missing))}")
            self.values = arrays[f"x_{part}"]
            self.labels = arrays[f"y_{part}"].astype(np.int64).reshape(-1)

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        values = (
            self.values[index] if self.files is None else picture(self.files[index])
        )
        values = normalized(values.reshape(SETTINGS["input"]["shape"]))
        if values.ndim > 2:
            values = np.moveaxis(values, -1, 0)
        return torch.from_numpy(np.ascontiguousarray(values)), int(self.labels[index])
`;
