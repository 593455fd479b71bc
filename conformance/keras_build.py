"""Builds in Keras what Stride compiled: a functional topology as Keras 2 wrote it, layer by layer with Keras's own reader."""

import keras

from stride_layers import CUSTOM


def layer_of(entry):
    """Keras 3 wants to know the module of a layer inside a wrapper; Keras 2's format has none."""
    config = dict(entry["config"])
    inner = config.get("layer")
    if inner is not None:
        config["layer"] = {"module": "keras.layers", "registered_name": None, **inner}
    cls = CUSTOM.get(entry["class_name"]) or getattr(keras.layers, entry["class_name"])
    return cls.from_config(config)


def call(layer, inputs, kwargs):
    """Stride's ports of an attention are query, value, key; one wire asks itself."""
    if isinstance(layer, keras.layers.MultiHeadAttention):
        query, value, key = inputs[0], (inputs + inputs[:1])[1], inputs[-1]
        return layer(query, value, key=key, **kwargs)
    return layer(inputs if len(inputs) > 1 else inputs[0], **kwargs)


def build(topology):
    """The layers by Stride's name, and the tensor that each puts out. Layers that share weights are one Keras layer."""
    layers, tensors = {}, {}
    waiting = list(topology["config"]["layers"])
    while waiting:
        ready = [entry for entry in waiting if all(name in tensors for name in inbound(entry))]
        if not ready:
            raise ValueError("layers that wait for each other: " + ", ".join(entry["name"] for entry in waiting))
        for entry in ready:
            make(entry, layers, tensors)
        waiting = [entry for entry in waiting if entry["name"] not in tensors]
    return layers, tensors


def inbound(entry):
    shared = [entry["shares_with"]] if entry.get("shares_with") else []
    return shared + [source[0] for node in entry["inbound_nodes"] for source in node]


def make(entry, layers, tensors):
    name = entry["name"]
    if entry["class_name"] == "InputLayer":
        shape = entry["config"].get("batch_input_shape") or entry["config"]["batch_shape"]
        tensors[name] = keras.Input(shape=shape[1:], name=name)
        return
    sources = entry["inbound_nodes"][0]
    config = dict(entry["config"])
    causal = config.pop("use_causal_mask", False)
    kwargs = {"use_causal_mask": True} if causal else {}
    shared = layers.get(entry.get("shares_with"))
    if shared is None:
        layer = layer_of({**entry, "config": config})
    elif entry["class_name"] == type(shared).__name__:
        layer = shared
    else:
        layer = CUSTOM[entry["class_name"]].sharing(config, shared)
    tensors[name] = call(layer, [tensors[source[0]] for source in sources], kwargs)
    layers[name] = layer


def model_of(topology, names):
    """A model that puts out the tensors of these layers, and the layers."""
    layers, tensors = build(topology)
    inputs = [tensors[entry["name"]] for entry in topology["config"]["layers"] if entry["class_name"] == "InputLayer"]
    return keras.Model(inputs, [tensors[name] for name in names]), layers


def weight_name(layer, weight):
    """
    As Stride names it: `query/kernel` inside MultiHeadAttention, `forward_lstm/kernel` inside Bidirectional, `kernel` elsewhere,
    also where Keras 3 puts the weight into a cell or a wrapped layer.
    """
    path = weight.path.split("/")
    own = path[path.index(layer.name) + 1 :] if layer.name in path else path[-1:]
    if isinstance(layer, keras.layers.MultiHeadAttention):
        return "/".join(own)
    # Keras 3 renamed it; Keras 2, tfjs and Stride call it what it is.
    inner = layer.layer if isinstance(layer, keras.layers.TimeDistributed) else layer
    if isinstance(inner, (keras.layers.DepthwiseConv1D, keras.layers.DepthwiseConv2D)) and own[-1] == "kernel":
        return "depthwise_kernel"
    if isinstance(layer, keras.layers.Bidirectional):
        forward = any(weight is other for other in layer.forward_layer.weights)
        side = layer.forward_layer if forward else layer.backward_layer
        return f"{side.name}/{own[-1]}"
    return own[-1]
