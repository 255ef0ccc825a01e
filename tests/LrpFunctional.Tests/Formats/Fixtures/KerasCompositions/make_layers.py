"""Further layers of Keras: activations, layer normalisation, convolutions channel by channel, means of layers.

Their equations, in NumPy, beside those of make_compositions.py. python3 make_layers.py (h5py 3.7).
"""

import math

import numpy as np

import make_compositions as base
import make_layouts as layouts

keras = base.keras
logistic = lambda x: 1 / (1 + np.exp(-x))
relu = lambda x: np.maximum(x, 0)
elu = lambda x, alpha=1.0: np.where(x > 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1))
gelu = lambda x: 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))
keras.ACTIVATIONS |= {
    "sigmoid": logistic, "elu": elu, "gelu": gelu, "swish": lambda x: x * logistic(x), "silu": lambda x: x * logistic(x),
    "selu": lambda x: 1.0507009873554805 * elu(x, 1.6732632423543772), "softplus": lambda x: np.log1p(np.exp(x)), "softsign": lambda x: x / (1 + np.abs(x)),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.2 * x), "relu6": lambda x: np.minimum(relu(x), 6), "exponential": np.exp,
}
HARD = {2: lambda x: np.clip(0.2 * x + 0.5, 0, 1), 3: lambda x: np.clip(x / 6 + 0.5, 0, 1)}
OWN = ("LeakyReLU", "ELU", "PReLU", "ReLU", "Activation", "LayerNormalization", "DepthwiseConv1D", "SeparableConv1D", "Average", "GaussianNoise", "Multiply", "Sum", "Softmax", "Permute", "TFOpLambda")
base.OWN += OWN
arrays_before, step_before, config_before, names_before = base.arrays_of, base.step, base.config_of, base.weight_names


def arrays_of(layer, size, random):
    draw = lambda *shape: random.normal(0, 0.6, shape).astype("f4")
    kind = layer["class"]
    if kind == "PReLU":
        return [draw(*layer["shape"], size)], size
    if kind == "LayerNormalization":
        return [draw(size) + 1 for _ in range(layer["scale"])] + [draw(size) for _ in range(layer["center"])], size
    if kind == "DepthwiseConv1D":
        return [draw(layer["size"], size, layer["times"]), draw(size * layer["times"])], size * layer["times"]
    if kind == "SeparableConv1D":
        return [draw(layer["size"], size, layer["times"]), draw(1, size * layer["times"], layer["filters"]), draw(layer["filters"])], layer["filters"]
    return ([], size) if kind in OWN else arrays_before(layer, size, random)


def step(layer, arrays, version, read):
    kind, x = layer["class"], read[0]
    keras.ACTIVATIONS["hard_sigmoid"] = HARD[version]
    arrays = [array.astype("f8") for array in arrays]
    if kind == "Activation":
        return (x, softmax(x)) if layer["activation"] == "softmax" else (x, keras.ACTIVATIONS[layer["activation"]](x))
    if kind == "LeakyReLU":
        return None, np.where(x > 0, x, layer["slope"] * x)
    if kind == "ELU":
        return None, elu(x, layer["alpha"])
    if kind == "PReLU":
        return None, np.where(x > 0, x, arrays[0].reshape(-1) * x)
    if kind == "ReLU":
        return None, np.minimum(relu(x), layer["max_value"])
    if kind == "GaussianNoise":
        return None, x
    if kind == "TFOpLambda":
        kind = {"math.multiply": "Multiply", "math.reduce_sum": "Sum", "nn.softmax": "Softmax"}[layer["function"]]
    if kind == "Multiply":
        return None, read[0] * read[1]
    if kind == "Sum":
        return None, x.sum(axis=0)
    if kind == "Softmax":
        return None, softmax(x.T).T
    if kind == "Permute":
        return None, x.T
    if kind == "Average":
        return None, sum(read) / len(read)
    if kind == "LayerNormalization":
        mean, variance = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
        made = (x - mean) / np.sqrt(variance + base.EPSILON)
        return None, made * (arrays[0] if layer["scale"] else 1) + (arrays[-1] if layer["center"] else 0)
    if kind in ("DepthwiseConv1D", "SeparableConv1D"):
        made = np.array([sum((x[place][:, None] * arrays[0][at]).reshape(-1) for at, place in enumerate(window) if place is not None)
                         for window in base.windows(x, layer["size"], 1, layer["padding"])])
        if kind == "SeparableConv1D":
            made = made @ arrays[1][0]
        return None, keras.ACTIVATIONS[layer["activation"]](made + arrays[-1])
    return step_before(layer, arrays, version, read)


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def config_of(layer, version):
    kind = layer["class"]
    config = {"name": layer["name"], "trainable": True, "dtype": keras.dtype(version)}
    if kind == "LeakyReLU":
        return {**config, "negative_slope" if version == 3 else "alpha": layer["slope"]}
    if kind == "PReLU":
        zeros = keras.initializer("Zeros", version)
        return {**config, "alpha_initializer": zeros, "alpha_regularizer": None, "alpha_constraint": None, "shared_axes": [1] if len(layer["shape"]) else None}
    if kind == "ReLU":
        return {**config, "max_value": layer["max_value"], "negative_slope": 0.0 if version == 3 else [0.0], "threshold": 0.0}
    if kind == "GaussianNoise":
        return {**config, "stddev": 0.1, "seed": None} if version == 3 else {**config, "stddev": 0.1}
    if kind == "LayerNormalization":
        zeros, ones = keras.initializer("Zeros", version), keras.initializer("Ones", version)
        config |= {"axis": -1 if version == 3 else [-1], "epsilon": base.EPSILON, "center": layer["center"], "scale": layer["scale"]}
        config |= {"beta_initializer": zeros, "gamma_initializer": ones, "beta_regularizer": None, "gamma_regularizer": None}
        return {**config, "beta_constraint": None, "gamma_constraint": None}
    if kind in ("DepthwiseConv1D", "SeparableConv1D"):
        config |= {"kernel_size": [layer["size"]], "strides": [1], "padding": layer["padding"], "data_format": "channels_last", "dilation_rate": [1]}
        config |= {"activation": layer["activation"], "use_bias": True, "depth_multiplier": layer["times"]}
        return {**config, "filters": layer["filters"]} if kind == "SeparableConv1D" else config
    own = {key: value for key, value in layer.items() if key not in ("class", "name", "arguments")}
    return {**config, **own} if kind in OWN else config_before(layer, version)


def weight_names(layer):
    kind, name = layer["class"], layer["name"]
    if kind == "PReLU":
        return [f"{name}/alpha:0"]
    if kind == "LayerNormalization":
        return [f"{name}/{part}:0" for part in ["gamma"] * layer["scale"] + ["beta"] * layer["center"]]
    if kind in ("DepthwiseConv1D", "SeparableConv1D"):
        return [f"{name}/{part}:0" for part in ["depthwise_kernel", "pointwise_kernel", "bias"] if kind[0] == "S" or part[0] != "p"]
    return names_before(layer)


base.arrays_of, base.step, base.config_of, base.weight_names = arrays_of, step, config_of, weight_names
other = keras.other


def layer_normalisation(name, scale=True, center=True):
    return other("LayerNormalization", name, scale=scale, center=center)


def function(name, **arguments):
    return other("TFOpLambda", name, function=name.removeprefix("tf."), arguments=arguments)


MODELS = {
    "activations_3.keras": ("3.6.0", base.chain(
        base.convolution("conv1d", 6, 3, "gelu", "same"), other("LeakyReLU", "leaky_re_lu", slope=0.1), other("PReLU", "p_re_lu", shape=[1]), keras.rnn("LSTM", "lstm"),
        keras.dense("dense", 6, "elu"), other("PReLU", "p_re_lu_1", shape=[]), keras.dense("dense_1", 5, "hard_sigmoid"), keras.dense("dense_2", 5),
        other("ReLU", "re_lu", max_value=1.5), layer_normalisation("layer_normalization"), other("GaussianNoise", "gaussian_noise"), keras.dense("dense_3", base.CLASSES),
        other("Activation", "activation", activation="softmax"))),
    "activations_2.h5": ("2.11.0", base.chain(
        keras.embedding(), keras.rnn("LSTM", "lstm", return_sequences=True), layer_normalisation("layer_normalization", scale=False), keras.dense("dense", 5, "softplus"),
        other("ELU", "elu", alpha=0.7), keras.rnn("GRU", "gru"), keras.dense("dense_1", 4, "sigmoid"), keras.dense("dense_2", 4, "selu"), other("Activation", "swish", activation="swish"),
        keras.dense("dense_3", 5, "softsign"), keras.dense("dense_4", 4, "hard_sigmoid"), keras.dense("dense_5", 4, "leaky_relu"), keras.dense("dense_6", 1, "sigmoid"))),
    "channelwise.keras": ("3.6.0", [
        (other("SeparableConv1D", "separable_conv1d", filters=6, size=3, times=2, padding="valid", activation="relu"), [None]),
        (other("DepthwiseConv1D", "depthwise_conv1d", size=2, times=2, padding="same", activation="silu"), ["separable_conv1d"]),
        (keras.rnn("LSTM", "lstm", 4, return_sequences=True), ["depthwise_conv1d"]), (keras.rnn("GRU", "gru", 4, return_sequences=True), ["depthwise_conv1d"]),
        (other("Average", "average"), ["lstm", "gru"]), (other("GlobalMaxPooling1D", "global_max_pooling1d"), ["average"]),
        (keras.dense("dense", 1), ["global_max_pooling1d"]), (other("Activation", "activation", activation="sigmoid"), ["dense"])]),
    "by_hand.h5": ("2.11.0", [
        (keras.embedding(), [None]), (keras.both(keras.rnn("LSTM", "lstm", return_sequences=True)), ["embedding"]), (keras.dense("dense", 1, "tanh"), ["bidirectional"]),
        (other("Flatten", "flatten"), ["dense"]), (other("Activation", "activation", activation="softmax"), ["flatten"]), (other("RepeatVector", "repeat_vector", n=2 * keras.UNITS), ["activation"]),
        (other("Permute", "permute", dims=[2, 1]), ["repeat_vector"]), (other("Multiply", "multiply"), ["bidirectional", "permute"]),
        (function("tf.math.reduce_sum", axis=1), ["multiply"]), (keras.dense("dense_1", base.CLASSES, "softmax"), ["tf.math.reduce_sum"])]),
    "by_functions.h5": ("2.11.0", [
        (keras.rnn("GRU", "gru", return_sequences=True), [None]), (keras.dense("dense", 4, "tanh"), ["gru"]), (keras.dense("dense_1", 1, use_bias=False), ["dense"]),
        (function("tf.nn.softmax", axis=1), ["dense_1"]), (function("tf.math.multiply"), ["gru", "tf.nn.softmax"]),
        (function("tf.math.reduce_sum", axis=1, keepdims=False), ["tf.math.multiply"]), (keras.dense("dense_2", 2), ["tf.math.reduce_sum"])]),
    "by_operations.keras": ("3.6.0", [
        (keras.embedding(), [None]), (keras.rnn("LSTM", "lstm", return_sequences=True), ["embedding"]), (base.each(keras.dense("td_dense", 4, "tanh")), ["lstm"]),
        (keras.dense("dense", 1), ["time_distributed"]), (other("Softmax", "softmax", axis=1), ["dense"]), (other("Multiply", "multiply"), ["lstm", "softmax"]),
        (other("Sum", "sum", axis=1, keepdims=False), ["multiply"]), (keras.dense("dense_1", 1, "sigmoid"), ["sum"])]),
}

if __name__ == "__main__":
    for number, (name, (version, nodes)) in enumerate(MODELS.items()):
        write = layouts.write_archive if name.endswith(".keras") else layouts.write_h5
        layouts.run(name, 300 + number, version, nodes, lambda path, model: write(path, model, version))
