"""Products, maxima and minima of layers, softmax below others, steps repeated and turned, and numbers cut into steps anew.

Their equations, in NumPy, beside those of make_functions.py. python3 make_merges.py (h5py 3.7).
"""

import numpy as np

import make_functions as functions

base, layouts, keras, other = functions.base, functions.layouts, functions.keras, functions.other
MADE = {
    "Multiply": lambda layer, a, b: a * b,
    "Maximum": lambda layer, *all: np.maximum.reduce(all),
    "Minimum": lambda layer, *all: np.minimum.reduce(all),
    "UpSampling1D": lambda layer, x: np.repeat(x, layer["size"], axis=0),
    "Permute": lambda layer, x: x.T,
    "Reshape": lambda layer, x: x.reshape(layer["target_shape"]),
}
base.OWN += tuple(MADE)
arrays_before, step_before, config_before = base.arrays_of, base.step, base.config_of


def arrays_of(layer, size, random):
    if layer["class"] in MADE:
        return [], layer.get("units", size)
    arrays, units = arrays_before(layer, size, random)
    return arrays, layer["layer"]["units"] if layer.get("merge_mode") == "mul" else units


def step(layer, arrays, version, read):
    if layer["class"] in MADE and "written" not in layer:
        return None, MADE[layer["class"]](layer, *read)
    if layer.get("merge_mode") == "mul":
        made = keras.recurrent({**layer, "merge_mode": "concat"}, read[0], [array.astype("f8") for array in arrays], version)
        half = made.shape[-1] // 2
        return None, made[..., :half] * made[..., half:]
    return step_before(layer, arrays, version, read)


def config_of(layer, version):
    if layer["class"] in MADE and "written" not in layer:
        own = {key: value for key, value in layer.items() if key not in ("class", "name", "arguments", "units", "fixed")}
        return {"name": layer["name"], "trainable": True, "dtype": keras.dtype(version), **own}
    return config_before({key: value for key, value in layer.items() if key != "fixed"}, version)


base.arrays_of, base.step, base.config_of = arrays_of, step, config_of
T, UNITS = keras.LENGTH, keras.UNITS
SEQUENCES = {"return_sequences": True}

MODELS = {
    "gated.h5": ("2.11.0", [
        (keras.embedding(), [None]), (keras.rnn("LSTM", "lstm", UNITS, **SEQUENCES), ["embedding"]), (keras.dense("dense", UNITS, "sigmoid"), ["embedding"]),
        (other("Multiply", "multiply"), ["dense", "lstm"]), (keras.rnn("GRU", "gru", UNITS, **SEQUENCES), ["multiply"]), (other("Maximum", "maximum"), ["multiply", "gru", "lstm"]),
        (keras.dense("dense_1", UNITS), ["embedding"]), (other("Minimum", "minimum"), ["maximum", "dense_1"]), (other("Multiply", "multiply_1"), ["minimum", "gru"]),
        (other("GlobalAveragePooling1D", "global_average_pooling1d"), ["multiply_1"]), (keras.dense("dense_2", base.CLASSES, "softmax"), ["global_average_pooling1d"])]),
    "multiplied.keras": ("3.6.0", base.chain(
        keras.both(keras.rnn("LSTM", "lstm", UNITS, **SEQUENCES), merge_mode="mul"), other("UpSampling1D", "up_sampling1d", size=2),
        keras.both(keras.rnn("GRU", "gru", 3), "bidirectional_1", merge_mode="mul"), keras.dense("dense", 2))),
    "squeezed.keras": ("3.6.0", [
        (base.convolution("conv1d", 6, 3, "relu", "same"), [None]), (other("GlobalAveragePooling1D", "global_average_pooling1d"), ["conv1d"]),
        ({**other("Reshape", "reshape", target_shape=[1, 6]), "fixed": True}, ["global_average_pooling1d"]), (keras.dense("dense", 3, "relu"), ["reshape"]),
        (keras.dense("dense_1", 6, "sigmoid"), ["dense"]), (other("Multiply", "multiply"), ["conv1d", "dense_1"]),
        (other("Reshape", "reshape_1", target_shape=[-1, 3], units=3), ["multiply"]), (keras.rnn("LSTM", "lstm", **SEQUENCES), ["reshape_1"]),
        (keras.dense("dense_2", 1, "hard_sigmoid"), ["lstm"]), (other("Multiply", "multiply_1", units=UNITS), ["dense_2", "lstm"]),
        (other("GlobalMaxPooling1D", "global_max_pooling1d"), ["multiply_1"]), (keras.dense("dense_3", 1, "sigmoid"), ["global_max_pooling1d"])]),
    "turned.h5": ("2.9.0", [
        ({**other("Permute", "permute", dims=[2, 1], units=T), "fixed": True}, [None]), (keras.dense("dense", T, "softmax"), ["permute"]),
        (other("Permute", "permute_1", dims=[2, 1], units=keras.SIZE), ["dense"]), (other("Multiply", "multiply"), [None, "permute_1"]),
        (keras.rnn("LSTM", "lstm", UNITS, **SEQUENCES), ["multiply"]), (other("Reshape", "reshape", target_shape=[T * UNITS], units=T * UNITS), ["lstm"]),
        (keras.dense("dense_1", 6, "tanh"), ["reshape"]), (other("Reshape", "reshape_1", target_shape=[2, 3], units=3), ["dense_1"]),
        (keras.rnn("GRU", "gru"), ["reshape_1"]), (keras.dense("dense_2", 2), ["gru"])]),
}

if __name__ == "__main__":
    for number, (name, (version, nodes)) in enumerate(MODELS.items()):
        write = layouts.write_archive if name.endswith(".keras") else layouts.write_h5
        layouts.run(name, 800 + number, version, nodes, lambda path, model: write(path, model, version))
