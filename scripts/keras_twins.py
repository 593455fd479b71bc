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
    x = layers.GRU(128, return_sequences=True)(layers.Reshape((28, 28), name="rows")(inputs))
    x = layers.GRU(128)(x)
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


TWINS = {
    "mlp": mlp,
    "lstm-digits": lstm_digits,
    "gru-digits": gru_digits,
    "bilstm-imdb": bilstm_imdb,
    "fcn-series": fcn_series,
    "u-net": u_net,
}
