"""Layers that Stride has and Keras lacks, written for Keras from their papers, as what Stride computes is held against."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops


class OwnLayer(keras.layers.Layer):
    """Keeps the config entries that Keras's base class does not take."""

    own = ()

    def __init__(self, **kwargs):
        settings = {key: kwargs.pop(key) for key in list(kwargs) if key not in {"name", "trainable", "dtype"}}
        super().__init__(**kwargs)
        self.settings = settings

    @classmethod
    def from_config(cls, config):
        return cls(**config)


class LocalResponseNormalization(OwnLayer):
    """`x / (bias + alpha·Σ x²)^beta` over neighbouring channels (Krizhevsky et al., 2012)."""

    def call(self, x):
        own = self.settings
        return tf.nn.local_response_normalization(
            x, depth_radius=own["depth_radius"], bias=own["bias"], alpha=own["alpha"], beta=own["beta"]
        )


class AddPositionEmbedding(OwnLayer):
    def build(self, shape):
        self.embeddings = self.add_weight(name="embeddings", shape=shape[1:])

    def call(self, x):
        return x + self.embeddings


class AddSinePositionEmbedding(OwnLayer):
    """Sines at even places, cosines at odd ones (Vaswani et al., 2017, section 3.5)."""

    def call(self, x):
        steps, width = x.shape[1:]
        place = np.arange(width)
        rates = self.settings["max_wavelength"] ** (-2.0 * (place // 2) / width)
        angles = np.arange(steps)[:, None] * rates[None, :]
        return x + np.where(place % 2 == 0, np.sin(angles), np.cos(angles)).astype("float32")


class PatchEmbedding(OwnLayer):
    """A convolution whose stride is its window, its pixels in a row (Dosovitskiy et al., 2020)."""

    def build(self, shape):
        size, width = self.settings["patch_size"], self.settings["output_dim"]
        self.kernel = self.add_weight(name="kernel", shape=(*size, shape[-1], width))
        self.use_bias = self.settings["use_bias"]
        if self.use_bias:
            self.bias = self.add_weight(name="bias", shape=(width,))

    def call(self, x):
        y = ops.conv(x, self.kernel, strides=tuple(self.settings["patch_size"]), padding="valid")
        y = ops.reshape(y, (-1, y.shape[1] * y.shape[2], y.shape[3]))
        return y + self.bias if self.use_bias else y


class ClassToken(OwnLayer):
    def build(self, shape):
        self.embeddings = self.add_weight(name="embeddings", shape=(1, shape[-1]))

    def call(self, x):
        token = ops.broadcast_to(self.embeddings, (ops.shape(x)[0], 1, x.shape[-1]))
        return ops.concatenate([token, x], axis=1)


class TakeToken(OwnLayer):
    def call(self, x):
        return x[:, self.settings["index"]]


class ReverseEmbedding(OwnLayer):
    """Scores of all tokens with the matrix of an Embedding, which it may share (Press and Wolf, 2017)."""

    embeddings = None

    def build(self, shape):
        if self.embeddings is None:
            self.embeddings = self.add_weight(name="embeddings", shape=(self.settings["input_dim"], shape[-1]))

    def call(self, x):
        return ops.matmul(x, ops.transpose(self.embeddings))

    @classmethod
    def sharing(cls, config, embedding):
        layer = cls.from_config(config)
        layer.embeddings = embedding.embeddings
        return layer


CUSTOM = {
    cls.__name__: cls
    for cls in (
        LocalResponseNormalization,
        AddPositionEmbedding,
        AddSinePositionEmbedding,
        PatchEmbedding,
        ClassToken,
        TakeToken,
        ReverseEmbedding,
    )
}
