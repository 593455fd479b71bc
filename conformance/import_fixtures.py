"""Writes src/core/interop/keras/fixtures: models as Keras itself writes them, with what Keras says of each layer.

    python conformance/import_fixtures.py

Needs Keras 3 with TensorFlow. Each file is {"model": to_json(), "total": parameters, "layers": [[name, class, output
shape without the batch or null, parameters]]}; "nested" are layers that are models. Those of `keras2` are rewritten into
Keras 2's form, and Keras's own reader of that form (keras.src.legacy) built them again before they were recorded.
"""

import gzip
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras  # noqa: E402
from keras import layers as L  # noqa: E402
from keras.src.legacy.saving import saving_utils  # noqa: E402

folder = pathlib.Path(__file__).parent.parent / "src/core/interop/keras/fixtures"


def rows(model):
    found = []
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            continue
        output = None if isinstance(layer.output, (list, tuple, dict)) else list(layer.output.shape)[1:]
        found.append([layer.name, layer.__class__.__name__, output, layer.count_params()])
    return found


def write(name, model, config=None):
    content = {"model": config or json.loads(model.to_json()), "total": model.count_params(), "layers": rows(model)}
    data = json.dumps(content, separators=(",", ":")).encode()
    (folder / f"{name}.json.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    print(name, model.count_params(), len(content["layers"]))


# How Keras 2 wrote the same things.
VARIANCE = {
    "GlorotUniform": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform"},
    "HeNormal": {"scale": 2.0, "mode": "fan_in", "distribution": "truncated_normal"},
}


def old(value):
    """A value of a config without modules and policies, initialisers as variance scaling, as Keras 2.0 had them."""
    if isinstance(value, list):
        return [old(one) for one in value]
    if not isinstance(value, dict):
        return value
    name = value.get("class_name")
    if name == "DTypePolicy":
        return value["config"]["name"]
    if name in VARIANCE:
        return {"class_name": "VarianceScaling", "config": {**VARIANCE[name], "seed": None}}
    if name == "L2":
        return {"class_name": "L1L2", "config": {"l1": 0.0, "l2": value["config"]["l2"]}}
    return {key: old(one) for key, one in value.items() if key not in ("module", "registered_name", "build_config")}


def old_layer(layer):
    name = layer["class_name"]
    config = old(layer["config"])
    if "layers" in config:
        return {"class_name": "Model" if name == "Functional" else name, **old_model(layer), "name": layer.get("name")}
    if "batch_shape" in config:
        config["batch_input_shape"] = config.pop("batch_shape")
        config.pop("optional", None)
    if name == "BatchNormalization":
        config["axis"] = [config["axis"] if config["axis"] > 0 else 3]
        for key in ("synchronized", "renorm", "renorm_clipping", "renorm_momentum"):
            config.pop(key, None)
    if name == "LeakyReLU":
        config["alpha"] = config.pop("negative_slope")
    if name == "Bidirectional":
        config.pop("backward_layer", None)
    config.pop("quantization_config", None)
    return {"class_name": name, "config": config, "name": layer.get("name")}


def old_call(node):
    refs = []

    def collect(value):
        if isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
            refs.append([*value["config"]["keras_history"], {}])
        elif isinstance(value, (list, tuple)):
            for one in value:
                collect(one)

    collect(node["args"])
    return refs


def old_model(model):
    config = model["config"]
    layers = []
    for layer in config["layers"]:
        made = old_layer(layer)
        if model["class_name"] != "Sequential":
            made["inbound_nodes"] = [old_call(node) for node in layer["inbound_nodes"]]
        else:
            made.pop("name", None)
        layers.append(made)
    if model["class_name"] == "Sequential":
        return {"class_name": "Sequential", "config": {"name": config["name"], "layers": layers}}
    refs = lambda value: [value] if isinstance(value[0], str) else value  # noqa: E731
    ends = {key: refs(config[key]) for key in ("input_layers", "output_layers")}
    return {"class_name": "Model", "config": {"name": config["name"], "layers": layers, **ends}}


def write_old(name, model):
    config = {**old_model(json.loads(model.to_json())), "keras_version": "2.2.4", "backend": "tensorflow"}
    # The reader takes what it is given to pieces.
    copy = json.loads(json.dumps(config))
    again = saving_utils.model_from_config({**copy, "class_name": copy["class_name"].replace("Model", "Functional")})
    assert again.count_params() == model.count_params(), name
    write(name, again if again.built else model, config)


def siamese():
    image = L.Input((28, 28, 1))
    x = L.Conv2D(8, 3, activation="relu", kernel_regularizer="l2")(image)
    x = L.Dense(16)(L.Flatten()(L.MaxPooling2D()(x)))
    tower = keras.Model(image, x, name="tower")
    left, right = L.Input((28, 28, 1), name="left"), L.Input((28, 28, 1), name="right")
    both = L.Concatenate()([tower(left), tower(right)])
    return keras.Model([left, right], L.Dense(1, activation="sigmoid")(both), name="siamese")


def shared():
    tied, act = L.Dense(8, name="tied"), L.ReLU(name="act")
    a = L.Input((8,), name="a")
    x = tied(act(tied(act(tied(a)))))
    return keras.Model(a, L.Dense(2)(x), name="shared")


def nested():
    encoder = keras.Sequential(
        [L.Input((32, 32, 3)), L.Conv2D(16, 3, padding="same"), L.BatchNormalization(), L.LeakyReLU(), L.MaxPooling2D()],
        name="encoder",
    )
    head = keras.Sequential([L.GlobalAveragePooling2D(), L.Dense(10, activation="softmax")], name="head")
    features = L.Input((16, 16, 16))
    inner = keras.Model(features, L.Conv2D(16, 1)(features), name="inner")
    image = L.Input((32, 32, 3))
    x = encoder(image)
    x = L.Add()([x, inner(inner(x))])
    return keras.Model(image, head(x), name="outer")


def text():
    rnn = L.Bidirectional(L.LSTM(32, return_sequences=True))
    return keras.Sequential(
        [L.Input((200,), dtype="int32"), L.Embedding(5000, 64), rnn, L.LSTM(16, dropout=0.2), L.Dense(1)], name="text"
    )


def video():
    frames = L.TimeDistributed(L.Conv2D(4, 3, activation="relu"))
    return keras.Sequential(
        [L.Input((10, 16, 16, 3)), frames, L.TimeDistributed(L.Flatten()), L.GRU(8), L.Dense(3)], name="video"
    )


def transformer():
    ids = L.Input((50,), dtype="int32")
    x = L.Embedding(1000, 32)(ids)
    for causal in (False, True):
        x = L.LayerNormalization(epsilon=1e-6)(x + L.MultiHeadAttention(4, 8)(x, x, use_causal_mask=causal))
        x = L.LayerNormalization(epsilon=1e-6)(L.Add()([x, L.Dense(32)(L.Dense(64, activation="gelu")(x))]))
    return keras.Model(ids, L.Dense(2)(L.GlobalAveragePooling1D()(x)), name="transformer")


@keras.saving.register_keras_serializable("my_pkg")
class Scale(L.Layer):
    """A layer that nobody else has; another of its kind has the name of one of Keras's."""

    def __init__(self, factor=2.0, **options):
        super().__init__(**options)
        self.factor = factor

    def call(self, x):
        return x * self.factor

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


@keras.saving.register_keras_serializable("my_pkg")
class Dense(Scale):
    pass


def foreign():
    image = L.Input((64, 64, 3))
    x = Scale(3.0)(L.RandomRotation(0.1)(L.RandomFlip("horizontal")(L.Rescaling(1 / 255)(image))))
    orthogonal = keras.regularizers.OrthogonalRegularizer()
    x = L.Conv2D(8, 3, activation=keras.activations.celu, kernel_regularizer=orthogonal)(x)
    x = Dense()(L.Lambda(lambda t: t * 2, output_shape=lambda s: s)(x))
    x = keras.ops.relu(L.Conv2D(8, 3)(x) * 0.5)
    x = L.Dense(3, trainable=False)(L.GlobalAveragePooling2D()(L.Resizing(20, 20)(x)))
    return keras.Model(image, Scale()(x), name="foreign")


def states():
    series = L.Input((None, 20))
    x, h, c = L.LSTM(8, return_state=True, return_sequences=True)(series)
    return keras.Model(series, L.LSTM(8)(x, initial_state=[h, c]), name="states")


def anonymous():
    image = L.Input((64, 64, 3))
    x = L.Conv2D(16, 3, strides=2, padding="same")(image)
    for filters in (16, 32, 64):
        for block in range(3):
            stride = 2 if block == 0 else 1
            y = L.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
            y = L.Conv2D(filters, 3, padding="same", use_bias=False)(L.ReLU()(L.BatchNormalization()(y)))
            x = L.Conv2D(filters, 1, strides=2)(x) if block == 0 else x
            x = L.ReLU()(L.Add()([x, L.BatchNormalization()(y)]))
    return keras.Model(image, L.Dense(10)(L.GlobalAveragePooling2D()(x)), name="anonymous")


def unet_anonymous():
    """A U-Net of which no layer was named: two levels, and what makes its mask."""
    image = L.Input((32, 32, 1))

    def twice(x, filters):
        for _ in range(2):
            x = L.ReLU()(L.BatchNormalization()(L.Conv2D(filters, 3, padding="same", use_bias=False)(x)))
        return x

    first = twice(image, 8)
    second = twice(L.MaxPooling2D()(first), 16)
    x = L.Dropout(0.5)(twice(L.MaxPooling2D()(second), 32))
    for filters, copy in ((16, second), (8, first)):
        x = L.Conv2D(filters, 2, padding="same")(L.UpSampling2D()(x))
        x = twice(L.Concatenate()([copy, x]), filters)
    return keras.Model(image, L.Conv2D(1, 1, activation="sigmoid")(x), name="unet_anonymous")


def channels_first():
    image = L.Input((3, 32, 32))
    first = {"data_format": "channels_first"}
    x = L.ReLU()(L.BatchNormalization(axis=1)(L.Conv2D(8, 3, padding="same", **first)(image)))
    x = L.MaxPooling2D(**first)(L.PReLU(shared_axes=[2, 3])(x))
    x = L.Concatenate(axis=1)([x, L.Conv2D(8, 3, padding="same", **first)(x)])
    return keras.Model(image, L.Dense(10)(L.Flatten(**first)(x)), name="channels_first")


applications = {
    "densenet121": ("DenseNet121", {}),
    "inception_v3": ("InceptionV3", {}),
    "inception_v3_notop": ("InceptionV3", {"include_top": False, "input_shape": (299, 299, 3)}),
    "mobilenet": ("MobileNet", {}),
    "mobilenet_v2": ("MobileNetV2", {}),
    "resnet50": ("ResNet50", {}),
    "resnet101": ("ResNet101", {}),
    "resnet152": ("ResNet152", {}),
    "vgg16": ("VGG16", {}),
    "vgg19": ("VGG19", {}),
    "xception": ("Xception", {}),
    "convnext_tiny": ("ConvNeXtTiny", {}),
    "efficientnet_b0": ("EfficientNetB0", {}),
    "inception_resnet_v2": ("InceptionResNetV2", {}),
    "mobilenet_v3_small": ("MobileNetV3Small", {}),
    "nasnet_mobile": ("NASNetMobile", {}),
    "resnet50_v2": ("ResNet50V2", {}),
}
own = [siamese, shared, nested, video, transformer, foreign, states, anonymous, unet_anonymous, channels_first]

if __name__ == "__main__":
    folder.mkdir(exist_ok=True)
    for name, (function, options) in applications.items():
        keras.backend.clear_session()
        write(name, getattr(keras.applications, function)(weights=None, **options))
    for build in own:
        keras.backend.clear_session()
        write(build.__name__, build())
    keras.backend.clear_session()
    write("text", text())
    for name, build in {"siamese": siamese, "shared": shared, "nested": nested}.items():
        keras.backend.clear_session()
        write_old(f"keras2_{name}", build())
    for name, function in {"vgg16": "VGG16", "resnet50": "ResNet50", "mobilenet": "MobileNet"}.items():
        keras.backend.clear_session()
        write_old(f"keras2_{name}", getattr(keras.applications, function)(weights=None))
