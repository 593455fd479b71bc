import { type Artifact, textBytes } from '../../artifact.ts';
import type { Source } from './placement.ts';

/** `stride_weights.py` and `weights.json`: how entries of a module's state become weights of Stride's again. */
export function homeFiles(state: ReadonlyMap<string, Source>): readonly Artifact[] {
  return [
    { path: 'stride_weights.py', bytes: textBytes(weightsScript) },
    { path: 'weights.json', bytes: textBytes(`${JSON.stringify([...state].flatMap(entryOf))}\n`) },
  ];
}

function entryOf([name, { from }]: readonly [string, Source]) {
  if (!from) return [];
  const { weight, placement } = from;
  const { read, take, order } = placement;
  return [{ name, weight: weight.key, shape: weight.shape, read, take, order }];
}

/** What `weights.json` says, backwards. */
const weightsScript = `"""The weights of model.py as Stride has them: under its own names, in its own layout."""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

TABLE = json.loads((Path(__file__).resolve().parent / "weights.json").read_text())


def stride_weights(state):
    """Arrays by Stride's names, of a state_dict. Summands that Stride has as one weight are added."""
    weights = {}
    for entry in TABLE:
        places = [
            np.arange(size) if taken is None else np.asarray(taken)
            for size, taken in zip(entry["read"], entry["take"])
        ]
        kept = [len(axis) for axis in places]
        value = state[entry["name"]].detach().cpu().float().numpy()
        value = value.reshape([kept[axis] for axis in entry["order"]])
        value = value.transpose(np.argsort(entry["order"]))
        shape = entry["shape"]
        weight = weights.setdefault(entry["weight"], np.zeros(shape, np.float32))
        weight.reshape(entry["read"])[np.ix_(*places)] += value
    return weights


def save_stride_weights(state, path):
    """A file that Stride opens with "Load weights…"."""
    save_file(stride_weights(state), str(path))
`;
