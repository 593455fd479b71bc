"""Writes the golden figures of templates/fixtures/keras/ from Keras itself: keras.applications, without their weights,
and the networks of keras_twins.py:

    python scripts/keras-figures.py [MODEL...]

One line a layer, tab-separated: name, class, output shape without the batch, parameters, trainable parameters (empty
where all are), names of the layers that feed it (empty where it is the line above). The first line holds the totals.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras

from keras_twins import TWINS

MODELS = {
    "vgg-16": lambda: keras.applications.VGG16(weights=None),
    "vgg-19": lambda: keras.applications.VGG19(weights=None),
    "inception-v3": lambda: keras.applications.InceptionV3(weights=None),
    "inception-v3-notop": lambda: keras.applications.InceptionV3(
        weights=None, include_top=False, input_shape=(299, 299, 3)
    ),
    "resnet-50": lambda: keras.applications.ResNet50(weights=None),
    "resnet-101": lambda: keras.applications.ResNet101(weights=None),
    "resnet-152": lambda: keras.applications.ResNet152(weights=None),
    "densenet-121": lambda: keras.applications.DenseNet121(weights=None),
    "xception": lambda: keras.applications.Xception(weights=None),
    "mobilenet": lambda: keras.applications.MobileNet(weights=None),
    "mobilenet-v2": lambda: keras.applications.MobileNetV2(weights=None),
    "efficientnet-b0": lambda: keras.applications.EfficientNetB0(weights=None),
    **TWINS,
}

FOLDER = Path(__file__).parent.parent / "templates" / "fixtures" / "keras"


def size(variable):
    total = 1
    for side in variable.shape:
        total *= side
    return total


def inputs_of(layer):
    """Names of the layers that feed this one, in the order of its arguments."""
    node = layer._inbound_nodes[0]
    names = [tensor._keras_history.operation.name for tensor in node.input_tensors]
    # Self-attention is called with the same tensor as query and value.
    return names[:1] if isinstance(layer, keras.layers.MultiHeadAttention) and len(set(names)) == 1 else names


def lines(model, source):
    total = model.count_params()
    trainable = sum(size(weight) for weight in model.trainable_weights)
    yield "\t".join([f"{source}, Keras {keras.__version__}", str(total), str(trainable)])
    before = None
    for layer in model.layers:
        inputs = [] if isinstance(layer, keras.layers.InputLayer) else inputs_of(layer)
        shape = layer.output.shape[1:]
        parameters = layer.count_params()
        own = sum(size(weight) for weight in layer.trainable_weights)
        yield "\t".join(
            [
                layer.name,
                type(layer).__name__,
                "×".join(str(side) for side in shape),
                str(parameters),
                "" if own == parameters else str(own),
                "" if inputs == [before] else " ".join(inputs),
            ]
        )
        before = layer.name


def source(name):
    return f"keras_twins {name}" if name in TWINS else f"keras.applications {name}"


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or MODELS:
        keras.backend.clear_session()
        text = "\n".join(line.rstrip("\t") for line in lines(MODELS[name](), source(name)))
        (FOLDER / f"{name}.tsv").write_text(text + "\n")
        print(name)


main()
