"""Networks of templates/ that keras.applications does not have, written with Keras from their papers."""

import keras
from keras import layers


def mlp():
    x = inputs = keras.Input((28, 28, 1))
    x = layers.Flatten()(x)
    for name in ("hidden1", "hidden2"):
        x = layers.Dense(512, activation="relu", name=name)(x)
        x = layers.Dropout(0.2)(x)
    return keras.Model(inputs, layers.Dense(10, activation="softmax", name="output")(x))


def lstm_digits():
    inputs = keras.Input((28, 28, 1))
    x = layers.LSTM(128)(layers.Reshape((28, 28), name="rows")(inputs))
    return keras.Model(inputs, layers.Dense(10, activation="softmax", name="output")(x))


def gru_digits():
    inputs = keras.Input((28, 28, 1))
    x = layers.GRU(128, reset_after=False)(layers.Reshape((28, 28), name="rows")(inputs))
    return keras.Model(inputs, layers.Dense(10, activation="softmax", name="output")(x))


def bilstm_imdb():
    """keras.io/examples/nlp/bidirectional_lstm_imdb, whose summary says 2,757,761 parameters."""
    inputs = keras.Input((200,))
    x = layers.Embedding(20000, 128)(inputs)
    x = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(x)
    x = layers.Bidirectional(layers.LSTM(64))(x)
    return keras.Model(inputs, layers.Dense(1, activation="sigmoid", name="positive")(x))


def fcn_series():
    x = inputs = keras.Input((500, 1))
    for filters, kernel in ((128, 8), (256, 5), (128, 3)):
        x = layers.Conv1D(filters, kernel, padding="same")(x)
        x = layers.Activation("relu")(layers.BatchNormalization()(x))
    x = layers.GlobalAveragePooling1D()(x)
    return keras.Model(inputs, layers.Dense(2, activation="softmax", name="output")(x))


def u_net():
    x = inputs = keras.Input((256, 256, 1))

    def convolutions(x, filters, name):
        for k in (1, 2):
            x = layers.Conv2D(filters, 3, padding="same", activation="relu", name=f"{name}_conv{k}")(x)
        return x

    copies = []
    for level in (1, 2, 3, 4):
        x = convolutions(x, 32 * 2**level, f"down{level}")
        if level == 4:
            x = layers.Dropout(0.5, name="drop4")(x)
        copies.append(x)
        x = layers.MaxPooling2D(name=f"pool{level}")(x)
    x = layers.Dropout(0.5, name="drop5")(convolutions(x, 1024, "bottom"))
    for level in (4, 3, 2, 1):
        x = layers.Conv2DTranspose(32 * 2**level, 2, strides=2, activation="relu", name=f"up{level}")(x)
        x = layers.Concatenate(name=f"merge{level}")([copies.pop(), x])
        x = convolutions(x, 32 * 2**level, f"up{level}")
    x = layers.Conv2D(2, 3, padding="same", activation="relu", name="classes")(x)
    return keras.Model(inputs, layers.Conv2D(1, 1, activation="sigmoid", name="mask")(x))


class AddPositionEmbedding(layers.Layer):
    def build(self, shape):
        self.embeddings = self.add_weight(shape=shape[1:], name="embeddings")

    def call(self, x):
        return x + self.embeddings


class ClassToken(layers.Layer):
    def build(self, shape):
        self.embeddings = self.add_weight(shape=(1, shape[2]), name="embeddings")

    def call(self, x):
        token = keras.ops.broadcast_to(self.embeddings, (keras.ops.shape(x)[0], 1, x.shape[2]))
        return keras.ops.concatenate([token, x], axis=1)


class TakeToken(layers.Layer):
    def call(self, x):
        return x[:, 0]


class PatchEmbedding(layers.Layer):
    def __init__(self, patch, width, **kwargs):
        super().__init__(**kwargs)
        self.projection = layers.Conv2D(width, patch, strides=patch)

    def build(self, shape):
        self.projection.build(shape)

    def call(self, x):
        y = self.projection(x)
        return keras.ops.reshape(y, (-1, y.shape[1] * y.shape[2], y.shape[3]))


def attention(x, width, heads, dropout, name):
    y = layers.MultiHeadAttention(heads, width // heads, dropout=dropout, name=f"{name}_attention")(x, x)
    return layers.Dropout(dropout, name=f"{name}_attention_drop")(y)


def feed_forward(x, width, hidden, activation, dropout, name):
    y = layers.Dense(hidden, activation=activation, name=f"{name}_feed_1")(x)
    y = layers.Dense(width, name=f"{name}_feed_2")(y)
    return layers.Dropout(dropout, name=f"{name}_feed_drop")(y)


def transformer_classifier():
    inputs = keras.Input((200,))
    x = layers.Embedding(20000, 32, name="tokens")(inputs)
    x = AddPositionEmbedding(name="positions")(x)
    y = layers.Add(name="encoder_attention_add")([x, attention(x, 32, 2, 0.1, "encoder")])
    y = layers.LayerNormalization(epsilon=1e-6, name="encoder_attention_norm")(y)
    x = layers.Add(name="encoder_feed_add")([y, feed_forward(y, 32, 32, "relu", 0.1, "encoder")])
    x = layers.LayerNormalization(epsilon=1e-6, name="encoder_feed_norm")(x)
    x = layers.Dropout(0.1, name="pool_drop")(layers.GlobalAveragePooling1D()(x))
    x = layers.Dropout(0.1, name="hidden_drop")(layers.Dense(20, activation="relu", name="hidden")(x))
    return keras.Model(inputs, layers.Dense(2, activation="softmax", name="output")(x))


def vit_digits():
    inputs = keras.Input((28, 28, 1))
    x = PatchEmbedding(7, 64, name="patches")(inputs)
    x = AddPositionEmbedding(name="positions")(ClassToken(name="class_token")(x))
    x = layers.Dropout(0.1, name="positions_drop")(x)
    for block in ("block1", "block2", "block3", "block4"):
        y = layers.LayerNormalization(epsilon=1e-6, name=f"{block}_attention_norm")(x)
        x = layers.Add(name=f"{block}_attention_add")([x, attention(y, 64, 4, 0.1, block)])
        y = layers.LayerNormalization(epsilon=1e-6, name=f"{block}_feed_norm")(x)
        x = layers.Add(name=f"{block}_feed_add")([x, feed_forward(y, 64, 128, "gelu", 0.1, block)])
    x = layers.LayerNormalization(epsilon=1e-6, name="encoder_norm")(x)
    return keras.Model(inputs, layers.Dense(10, activation="softmax", name="head")(TakeToken(name="read_class")(x)))


TWINS = {
    "mlp": mlp,
    "lstm-digits": lstm_digits,
    "gru-digits": gru_digits,
    "bilstm-imdb": bilstm_imdb,
    "fcn-series": fcn_series,
    "u-net": u_net,
    "transformer-classifier": transformer_classifier,
    "vit-digits": vit_digits,
}
