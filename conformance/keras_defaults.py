"""Prints the constructor of each of Keras's layers that Stride writes, as src/core/interop/code/keras/constructors.ts has them.

Usage: keras_defaults.py CLASS… > src/core/interop/code/keras/constructors.json
"""

import inspect
import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras

HIDDEN = {"self", "kwargs", "args", "name", "dtype", "trainable"}


def constructor(name):
    parameters = inspect.signature(getattr(keras.layers, name).__init__).parameters.values()
    known = [one for one in parameters if one.name not in HIDDEN]
    return {
        "required": [one.name for one in known if one.default is inspect.Parameter.empty],
        "optional": {one.name: one.default for one in known if one.default is not inspect.Parameter.empty},
    }


if __name__ == "__main__":
    print(json.dumps({name: constructor(name) for name in sorted(set(sys.argv[1:]))}, indent=1, default=list))
