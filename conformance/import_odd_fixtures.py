"""Writes further fixtures of src/core/interop/keras: models as people write them who are not thinking of Stride.

    python conformance/import_odd_fixtures.py [NAME…]

The form of the files is that of import_fixtures.py, whose writer this takes.
"""

import sys

import numpy as np

from import_fixtures import L, keras, write

M, ops = keras.Model, keras.ops


def elementwise_ops():
    i = L.Input((8, 8, 4))
    x = L.Conv2D(8, 3, padding="same")(i)
    x = x * ops.relu6(x + 3) / 6
    x = 1 - x
    x = -x
    x = x - 0.5
    x = 2 * x
    x = ops.clip(x, 0, 6)
    x = ops.maximum(x, 0.0)
    x = ops.leaky_relu(x, 0.1)
    x = ops.silu(x)
    x = ops.hard_silu(x)
    x = ops.elu(x, alpha=0.3)
    x = ops.gelu(x, approximate=False)
    x = ops.gelu(x)
    x = x ** 2
    x = ops.sqrt(x + 0.001)
    x = ops.softmax(x)
    x = ops.log_softmax(x)
    y = ops.pad(x, ((0, 0), (1, 1), (2, 2), (0, 0)))
    y = y[:, 1:-1, 2:-2]
    x = ops.concatenate([x, y], axis=-1)
    x = ops.add(x, x)
    x = ops.max_pool(x, 2, 2, "same")
    x = ops.average_pool(x, (2, 2), 1, "same")
    r = ops.reshape(x, (-1, 16, 16))
    t = ops.transpose(r, (0, 2, 1))
    tok = t[:, 0]
    tok2 = t[:, -1, :]
    seq = t[:, 2:5]
    odd = t[:, ::2]
    e = ops.expand_dims(tok, 1)
    s = ops.squeeze(e, 1)
    g = ops.mean(x, axis=(1, 2))
    gk = ops.mean(x, axis=[1, 2], keepdims=True)
    gm = ops.max(x, axis=(1, 2))
    q = ops.squeeze(gk, axis=(1, 2))
    p = ops.mean(t, axis=1)
    ch = ops.mean(x, axis=-1)
    att = ops.matmul(t, ops.transpose(t, (0, 2, 1)))
    ein = ops.einsum("bij,bkj->bik", t, t)
    st = ops.stack([t, t], axis=1)
    rep = ops.repeat(t, 3, axis=1)
    rs = ops.image.resize(x, (20, 20))
    sp = ops.split(t, 4, axis=-1)
    ar = x * np.arange(16, dtype="float32")
    outs = [L.Dense(2, name=f'd{k}')(L.Flatten(name=f'f{k}')(v)) for k, v in enumerate([tok, tok2, seq, odd, s,
        g, gm, q, p, ch, att, ein, st, rep, rs, sp[0], sp[2], ar])]
    return M(i, outs, name="elementwise_ops")


def multi_io():
    a, b, c = (L.Input((16,), name="a"), L.Input((8, 8, 3), name="b"), L.Input((5,), dtype="int32", name="c"))
    x = L.Dense(4)(a)
    y = L.Flatten()(L.Conv2D(2, 3)(b))
    z = L.GlobalMaxPooling1D()(L.Embedding(50, 6, mask_zero=True)(c))
    m = L.Concatenate()([x, y, z])
    return M({"a": a, "b": b, "c": c}, {"one": L.Dense(1)(m), "two": L.Dense(2)(x), "three": m})


def nested3():

    def m3():
        i = L.Input((8,))
        return M(i, L.Dense(8, name="deep")(i), name="m3")

    def m2():
        i = L.Input((8,))
        k = m3()
        return M(i, k(k(i)), name="m2")
    i = L.Input((8,))
    k = m2()
    x = k(i)
    x = L.ReLU()(k(x))
    x = k(x)
    s = keras.Sequential([keras.Sequential([L.Dense(4), L.Dense(3)], name="in ner"), L.Dense(2)], name="s")
    return M(i, s(x))


def birnn():
    i = L.Input((12, 6))
    x = L.Bidirectional(L.LSTM(5, return_sequences=True), backward_layer=L.GRU(5, return_sequences=True,
        go_backwards=True))(i)
    x = L.Bidirectional(L.LSTM(4, return_sequences=True), merge_mode="sum")(x)
    x = L.RNN(L.LSTMCell(7), return_sequences=True)(x)
    x = L.RNN([L.LSTMCell(4), L.GRUCell(3)], return_sequences=True)(x)
    x = L.RNN(L.StackedRNNCells([L.SimpleRNNCell(3), L.SimpleRNNCell(4)]))(x)
    return M(i, L.Dense(2)(x))


def convlstm():
    i = L.Input((5, 16, 16, 2))
    x = L.ConvLSTM2D(4, 3, padding="same", return_sequences=True)(i)
    x = L.BatchNormalization()(x)
    x = L.ConvLSTM2D(3, 3)(x)
    return M(i, L.Dense(2)(L.Flatten()(x)))


def masking():
    i = L.Input((10, 4))
    x = L.Masking(0.0)(i)
    x = L.LSTM(6, return_sequences=True)(x)
    x = L.TimeDistributed(L.Dense(3))(x)
    return M(i, L.Dense(2)(L.GRU(4, reset_after=False)(x)))


def norms():
    i = L.Input((8, 8, 6))
    x = L.LayerNormalization(axis=[1, 2, 3])(i)
    x = L.LayerNormalization(axis=-1, center=False)(x)
    x = L.GroupNormalization(groups=3)(x)
    x = L.GroupNormalization(groups=-1)(x)
    x = L.UnitNormalization()(x)
    x = L.BatchNormalization(axis=1)(x)
    x = L.BatchNormalization(scale=False, trainable=False)(x)
    x = L.SpectralNormalization(L.Conv2D(4, 3))(x)
    x = L.RMSNormalization()(x)
    x = L.LayerNormalization(axis=(2, 3))(x)
    return M(i, L.Flatten()(x))


def cf_alone():
    i = L.Input((3, 16, 16))
    x = L.Conv2D(4, 3, data_format="channels_first")(i)
    x = L.Permute((2, 3, 1))(x)
    x = L.Conv2D(5, 3)(x)
    return M(i, L.GlobalAveragePooling2D()(x))


def cross():
    q, v, m = (L.Input((7, 12), name="q"), L.Input((9, 10), name="v"), L.Input((7, 9), dtype="bool", name="m"))
    x = L.MultiHeadAttention(3, 4, value_dim=5, output_shape=12)(q, v, attention_mask=m)
    y = L.MultiHeadAttention(2, 6)(query=q, value=v, key=v)
    z, s = L.MultiHeadAttention(2, 6)(q, v, return_attention_scores=True)
    w = L.Attention()([q, q])
    a = L.AdditiveAttention()([q, q])
    g = L.Identity()(q)
    u = L.Add()([x, y, z, w, a, g])
    return M([q, v, m], [L.Dense(1)(L.Flatten()(u)), s])


def td_model():
    f = L.Input((16, 16, 3))
    inner = M(f, L.GlobalAveragePooling2D()(L.Conv2D(5, 3)(f)), name="inner")
    i = L.Input((4, 16, 16, 3))
    x = L.TimeDistributed(inner)(i)
    y = L.TimeDistributed(L.BatchNormalization())(x)
    z = L.TimeDistributed(keras.Sequential([L.Dense(3), L.ReLU()]))(y)
    return M(i, z)


@keras.saving.register_keras_serializable("p q")
class Odd(L.Layer):

    def __init__(self, n=3, **k):
        super().__init__(**k)
        self.n = n
        self.d = L.Dense(n)

    def call(self, x):
        return self.d(x)

    def compute_output_shape(self, s):
        return (*s[:-1], self.n)

    def get_config(self):
        return {**super().get_config(), "n": self.n}


class Unregistered(L.Layer):

    def build(self, s):
        self.w = self.add_weight(shape=(s[-1],))

    def call(self, x):
        return x * self.w


class Two(L.Layer):

    def call(self, x):
        return (x, [x * 2, x * 3])


def strange():
    i = L.Input((10, 4))
    x = Odd(5)(i)
    x = Unregistered(name="ünï code 名前")(x)
    x = L.Lambda(lambda t: t * 2, output_shape=(10, 5), name="a b c")(x)
    a, (b, c) = Two()(x)
    x = L.Add()([a, b, c])
    x = Odd(4)(x)
    return M(i, L.Dense(3, name="head")(x), name="wéird näme with spaces")


def prep():
    t = L.Input((1,), dtype="string", name="t")
    n = L.Input((3,), name="n")
    sl = L.StringLookup(vocabulary=["a", "b", "c"], output_mode="one_hot")(t)
    d = L.Discretization(bin_boundaries=[0.0, 1.0, 2.0], output_mode="int")(n)
    h = L.Hashing(num_bins=7, output_mode="one_hot")(t)
    ce = L.CategoryEncoding(num_tokens=5, output_mode="multi_hot")(d)
    il = L.IntegerLookup(vocabulary=[1, 2, 3])(d)
    nm = L.Normalization(mean=[0.0, 1, 2], variance=[1.0, 2, 3])(n)
    return M([t, n], L.Dense(2)(L.Concatenate()([sl, L.Flatten()(h), ce, L.Rescaling(0.5)(nm)])))


def textvec():
    t = L.Input((1,), dtype="string")
    v = L.TextVectorization(max_tokens=50, output_sequence_length=12, vocabulary=["a", "b"])(t)
    return M(t, L.Dense(1)(L.GlobalAveragePooling1D()(L.Embedding(50, 8)(v))))


def augment():
    i = L.Input((60, 60, 3))
    x = L.RandomFlip("horizontal", seed=3)(i)
    x = L.RandomCrop(50, 48)(x)
    x = L.CenterCrop(40, 41)(x)
    x = L.Resizing(80, 82)(x)
    x = L.Resizing(33, 21, interpolation="bicubic")(x)
    x = L.RandomZoom(0.1)(x)
    x = L.RandomContrast(0.2)(x)
    x = L.GaussianNoise(0.1, seed=1)(x)
    x = L.Resizing(66, 42, "nearest")(x)
    x = L.Resizing(32, 32, crop_to_aspect_ratio=True)(x)
    x = L.RandomTranslation(0.1, 0.1)(x)
    return M(i, L.Conv2D(4, 3)(x))


def mixed():
    keras.config.set_dtype_policy("mixed_float16")
    try:
        i = L.Input((16, 16, 3))
        x = L.Conv2D(4, 3)(i)
        x = L.BatchNormalization()(x)
        x = L.ReLU()(x)
        x = L.Dense(3)(L.Flatten()(x))
        return M(i, L.Activation("softmax", dtype="float32")(x))
    finally:
        keras.config.set_dtype_policy("float32")


def open_sizes():
    i = L.Input((None, None, 3))
    x = L.Conv2D(4, 3, strides=2, padding="same")(i)
    x = L.UpSampling2D(interpolation="bicubic")(x)
    x = L.UpSampling2D((2, 3), interpolation="bilinear")(x)
    x = L.ZeroPadding2D(((1, 2), (0, 3)))(x)
    x = L.Cropping2D(((0, 1), (2, 0)))(x)
    return M(i, L.Conv2DTranspose(2, 3, strides=2, output_padding=1, padding="same")(x))


def seq1d():
    i = L.Input((32, 6))
    x = L.SeparableConv1D(8, 3, depth_multiplier=2, activation=L.LeakyReLU(0.3))(i)
    x = L.Conv1D(6, 3, padding="causal", dilation_rate=2, groups=2)(x)
    x = L.DepthwiseConv1D(3)(x)
    x = L.Conv1DTranspose(4, 3, strides=2)(x)
    x = L.ZeroPadding1D((2, 0))(x)
    x = L.Cropping1D(1)(x)
    x = L.UpSampling1D(2)(x)
    x = L.AveragePooling1D(3, 2, padding="same")(x)
    x = L.SpatialDropout1D(0.1)(x)
    x = L.MaxPooling1D(2)(x)
    return M(i, L.Permute((2, 1))(L.RepeatVector(3)(L.Flatten()(x))))


def penalties():
    R, C, I = (keras.regularizers, keras.constraints, keras.initializers)
    i = L.Input((20,))
    x = L.Dense(8, kernel_regularizer=R.L1L2(0.1, 0.2), bias_regularizer="l1", activity_regularizer=R.L2(0.3),
        kernel_constraint=C.MaxNorm(3), bias_constraint="non_neg")(i)
    x = L.Dense(8, kernel_constraint=C.UnitNorm(axis=0), kernel_initializer=I.Orthogonal(1.5),
        bias_initializer=I.Constant(0.2), activation="leaky_relu")(x)
    x = L.Dense(8, kernel_constraint=C.MinMaxNorm(0.1, 0.9, 0.5, 0), kernel_initializer=I.VarianceScaling(3.0,
        "fan_out", "uniform"), activation=keras.activations.celu)(x)
    x = L.Dense(8, kernel_initializer="identity", kernel_regularizer=R.OrthogonalRegularizer(), activation="mish")(x)
    x = L.Dense(8, kernel_initializer=I.RandomNormal(0.1, 0.2, seed=3), activation=L.ReLU(max_value=5))(x)
    x = L.Dense(8, activation=keras.ops.tanh)(x)
    return M(i, L.ActivityRegularization(0.1)(x))


def acts():
    i = L.Input((9, 5))
    x = i
    for a in ["leaky_relu", "hard_swish", "hard_sigmoid", "relu6", "gelu", "swish", "mish", "exponential",
        "softplus", "softsign", "log_softmax", "celu", "squareplus", "tanh_shrink", "sparse_plus", "log_sigmoid",
        "hard_tanh", "linear", "selu"]:
        x = L.Activation(a)(x)
    x = L.Activation(ops.relu)(x)
    x = L.Activation(ops.softmax)(x)
    x = L.Identity()(x)
    x = L.ReLU(max_value=4.5, negative_slope=0.1, threshold=0.2)(x)
    x = L.ReLU(6.0)(x)
    x = L.Softmax(axis=1)(x)
    x = L.Softmax()(x)
    x = L.ELU(0.5)(x)
    x = L.PReLU(shared_axes=[1])(x)
    x = L.LeakyReLU(0.2)(x)
    x = L.GaussianDropout(0.3)(x)
    x = L.AlphaDropout(0.2)(x)
    x = L.Dropout(0.4, noise_shape=(None, 1, 5), seed=4)(x)
    return M(i, x)


def einsums():
    i = L.Input((7, 12))
    x = L.EinsumDense("abc,cd->abd", output_shape=(None, 6), bias_axes="d", activation="relu")(i)
    x = L.EinsumDense("...x,xy->...y", output_shape=5)(x)
    x = L.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="de")(x)
    x = L.EinsumDense("abde,dec->abc", output_shape=(None, 4), bias_axes="c")(x)
    return M(i, L.EinsumDense("abc,cd->abd", output_shape=(None, 3))(x))


def dots():
    a, b = (L.Input((6, 4)), L.Input((5, 4)))
    x = L.Dot(axes=2)([a, b])
    y = L.Dot(axes=(2, 1), normalize=True)([x, b])
    z = L.Dot(axes=-1)([y, a])
    s = L.Subtract()([y, a])
    return M([a, b], [z, L.Average()([s, y]), L.Maximum()([s, y]), L.Minimum()([s, y]), L.Multiply()([s,
        L.Reshape((1, 4))(L.GlobalAveragePooling1D()(y))])])


def vit_like():
    i = L.Input((32, 32, 3))
    p = L.Conv2D(16, 8, strides=8)(i)
    p = ops.reshape(p, (-1, 16, 16))
    x = p
    for k in range(3):
        y = L.LayerNormalization(epsilon=1e-06, name=f'block_{k}_ln1')(x)
        x = x + L.MultiHeadAttention(2, 8, name=f'block_{k}_mha')(y, y)
        y = L.LayerNormalization(epsilon=1e-06, name=f'block_{k}_ln2')(x)
        x = x + L.Dense(16, name=f'block_{k}_fc2')(L.Dense(32, activation="gelu", name=f'block_{k}_fc1')(y))
    return M(i, L.Dense(10)(x[:, 0]))


def sparse_in():
    i = L.Input((30,), sparse=True)
    return M(i, L.Dense(4)(i))


def ragged_in():
    i = L.Input((None,), dtype="int64", ragged=True)
    return M(i, L.LSTM(4)(L.Embedding(9, 3)(i)))


def lazy():
    m = keras.Sequential([L.Conv2D(4, 3), L.Flatten(), L.Dense(2)], name="lazy")
    m.build((None, 12, 12, 3))
    return m


def unet():
    i = L.Input((64, 64, 1))
    s = []
    x = i
    for f in (8, 16, 32):
        x = L.Conv2D(f, 3, padding="same", activation="relu")(x)
        x = L.Conv2D(f, 3, padding="same", activation="relu")(x)
        s.append(x)
        x = L.MaxPooling2D()(x)
    x = L.Conv2D(64, 3, padding="same", activation="relu")(x)
    for f, k in zip((32, 16, 8), reversed(s)):
        x = L.Conv2DTranspose(f, 2, strides=2)(x)
        x = L.Concatenate()([x, k])
        x = L.Conv2D(f, 3, padding="same", activation="relu")(x)
        x = L.Conv2D(f, 3, padding="same", activation="relu")(x)
    return M(i, L.Conv2D(1, 1, activation="sigmoid")(x))


def conv3():
    i = L.Input((8, 16, 16, 2))
    x = L.Conv3D(4, 3, padding="same")(i)
    x = L.Conv3DTranspose(3, 2, strides=2)(x)
    x = L.AveragePooling3D(2)(x)
    x = L.SpatialDropout3D(0.1)(x)
    x = L.UpSampling3D(2)(x)
    x = L.ZeroPadding3D(1)(x)
    x = L.Cropping3D(((1, 0), (0, 1), (1, 1)))(x)
    return M(i, L.GlobalMaxPooling3D(keepdims=True)(x))


def se_ops():
    i = L.Input((16, 16, 8))
    s = ops.mean(i, axis=(1, 2), keepdims=True)
    s = L.Conv2D(2, 1, activation="relu")(s)
    s = L.Conv2D(8, 1, activation="sigmoid")(s)
    x = i * s
    v = L.Dense(8)(L.GlobalAveragePooling2D()(i))
    x = ops.multiply(x, ops.reshape(v, (-1, 1, 1, 8)))
    return M(i, x)


def stateful():
    i = keras.Input(batch_shape=(4, 6, 3))
    x = L.LSTM(3, stateful=True, return_sequences=True, unroll=True, use_bias=False, recurrent_dropout=0.1)(i)
    return M(i, L.SimpleRNN(2, activation="relu", go_backwards=True)(x))


own = [elementwise_ops, multi_io, nested3, birnn, convlstm, masking, norms, cf_alone, cross, td_model, strange,
    prep, textvec, augment, mixed, open_sizes, seq1d, penalties, acts, einsums, dots, vit_like, sparse_in, ragged_in,
    lazy, unet, conv3, se_ops, stateful]


if __name__ == "__main__":
    chosen = set(sys.argv[1:])
    for build in own:
        if not chosen or build.__name__ in chosen:
            keras.backend.clear_session()
            write(build.__name__, build())
    for name, function in {"mobilenet_v3_large": "MobileNetV3Large",
        "efficientnet_v2_b0": "EfficientNetV2B0"}.items():
        if not chosen or name in chosen:
            keras.backend.clear_session()
            write(name, getattr(keras.applications, function)(weights=None))
