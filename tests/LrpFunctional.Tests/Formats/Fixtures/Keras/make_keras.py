"""Small models laid out as Keras saves them, and what Keras' documented equations give for them.

Keras itself was not at hand: the layout follows its source (keras/src/saving, keras/src/legacy/saving) and the equations its documentation.
Made with Python 3.11, NumPy 1.24.2 and h5py 3.7; PyTorch, where there is one, checks two of the cells. The same files come out each time.
"""

import io
import json
import pathlib
import sys
import zipfile

import h5py
import numpy as np

HERE = pathlib.Path(__file__).parent
VOCABULARY, SIZE, UNITS, CLASSES, LENGTH = 12, 5, 4, 3, 6


# What each layer computes, one sequence after another, one step after another, in float64.


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


GATES = {
    ("sigmoid", 2): sigmoid,
    ("sigmoid", 3): sigmoid,
    ("hard_sigmoid", 2): lambda x: np.clip(0.2 * x + 0.5, 0, 1),
    ("hard_sigmoid", 3): lambda x: np.clip(x / 6 + 0.5, 0, 1),
}


def lstm(x, weights, gate):
    kernel, recurrent = weights[:2]
    bias = weights[2] if len(weights) > 2 else 0
    units = recurrent.shape[0]
    h, c, states = np.zeros(units), np.zeros(units), []
    for step in x:
        z = step @ kernel + h @ recurrent + bias
        i, f, g, o = z[:units], z[units:2 * units], z[2 * units:3 * units], z[3 * units:]
        c = gate(f) * c + gate(i) * np.tanh(g)
        h = gate(o) * np.tanh(c)
        states.append(h)
    return np.array(states)


def gru(x, weights, gate, reset_after):
    kernel, recurrent = weights[:2]
    units = recurrent.shape[0]
    zeros = np.zeros(3 * units)
    input_bias, recurrent_bias = (zeros, zeros) if len(weights) == 2 else weights[2] if reset_after else (weights[2], zeros)
    h, states = np.zeros(units), []
    for step in x:
        of_x = step @ kernel + input_bias
        of_h = h @ recurrent + recurrent_bias
        z = gate(of_x[:units] + of_h[:units])
        r = gate(of_x[units:2 * units] + of_h[units:2 * units])
        if reset_after:
            n = np.tanh(of_x[2 * units:] + r * of_h[2 * units:])
        else:
            n = np.tanh(of_x[2 * units:] + (r * h) @ recurrent[:, 2 * units:])
        h = z * h + (1 - z) * n
        states.append(h)
    return np.array(states)


def cell(layer, x, weights, version):
    gate = GATES[layer["recurrent_activation"], version]
    x = x[::-1] if layer["go_backwards"] else x
    return lstm(x, weights, gate) if layer["class"] == "LSTM" else gru(x, weights, gate, layer["reset_after"])


def recurrent(layer, x, weights, version):
    if layer["class"] != "Bidirectional":
        states = cell(layer, x, weights, version)
        return states if layer["return_sequences"] else states[-1]
    inner, half = layer["layer"], len(weights) // 2
    forward = cell(inner, x, weights[:half], version)
    backward = cell({**inner, "go_backwards": True}, x, weights[half:], version)
    return np.hstack([forward, backward[::-1]]) if inner["return_sequences"] else np.hstack([forward[-1], backward[-1]])


ACTIVATIONS = {
    "linear": lambda x: x,
    "tanh": np.tanh,
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": sigmoid,
    "softmax": lambda x: np.exp(x - x.max()) / np.exp(x - x.max()).sum(),
}


def run(layers, weights, version, x):
    """The scores before the last activation, and the output behind it."""
    weights = [[array.astype("f8") for array in arrays] for arrays in weights]
    scores = None
    for layer, arrays in zip(layers, weights):
        kind = layer["class"]
        if kind == "Embedding":
            x = arrays[0][x]
        elif kind in ("LSTM", "GRU", "Bidirectional"):
            x = recurrent(layer, x, arrays, version)
        elif kind == "GlobalAveragePooling1D":
            x = x.mean(axis=0)
        elif kind == "GlobalMaxPooling1D":
            x = x.max(axis=0)
        elif kind == "Dense":
            scores = x @ arrays[0] + (arrays[1] if len(arrays) > 1 else 0)
            x = ACTIVATIONS[layer["activation"]](scores)
        elif kind == "Activation":
            scores, x = x, ACTIVATIONS[layer["activation"]](x)
    return scores, x


# The layers, as short descriptions.


def embedding(**settings):
    return {"class": "Embedding", "name": "embedding", "mask_zero": False, **settings}


def rnn(kind, name, units=UNITS, **settings):
    defaults = {"units": units, "return_sequences": False, "go_backwards": False, "recurrent_activation": "sigmoid", "use_bias": True}
    return {"class": kind, "name": name, **defaults, **({"reset_after": True} if kind == "GRU" else {}), **settings}


def both(layer, name="bidirectional", **settings):
    return {"class": "Bidirectional", "name": name, "layer": layer, "merge_mode": "concat", **settings}


def dense(name, units, activation="linear", use_bias=True):
    return {"class": "Dense", "name": name, "units": units, "activation": activation, "use_bias": use_bias}


def other(kind, name, **settings):
    return {"class": kind, "name": name, **settings}


def arrays_of(layer, size, random):
    """The layer's weights and the size of what it hands on."""

    def draw(*shape):
        return random.normal(0, 0.6, shape).astype("f4")

    kind = layer["class"]
    if kind == "Embedding":
        return [draw(VOCABULARY, SIZE)], SIZE
    if kind == "Bidirectional":
        left, units = arrays_of(layer["layer"], size, random)
        right, _ = arrays_of(layer["layer"], size, random)
        return left + right, 2 * units
    if kind == "LSTM":
        units = layer["units"]
        return [draw(size, 4 * units), draw(units, 4 * units)] + ([draw(4 * units)] if layer["use_bias"] else []), units
    if kind == "GRU":
        units = layer["units"]
        bias = (2, 3 * units) if layer["reset_after"] else (3 * units,)
        return [draw(size, 3 * units), draw(units, 3 * units)] + ([draw(*bias)] if layer["use_bias"] else []), units
    if kind == "Dense":
        units = layer["units"]
        return [draw(size, units)] + ([draw(units)] if layer["use_bias"] else []), units
    return [], size


# Keras' JSON.


def initializer(kind, version, **settings):
    return {"module": "keras.initializers", "class_name": kind, "config": settings, "registered_name": None} if version == 3 else {"class_name": kind, "config": settings}


def dtype(version):
    return {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None} if version == 3 else "float32"


def config_of(layer, version):
    kind = layer["class"]
    config = {"name": layer["name"], "trainable": True, "dtype": dtype(version)}
    glorot, zeros = initializer("GlorotUniform", version, seed=None), initializer("Zeros", version)
    own = {key: value for key, value in layer.items() if key not in ("class", "name")}
    if kind == "InputLayer":
        if version == 3:
            return {"batch_shape": own["shape"], "dtype": own["dtype"], "sparse": False, "ragged": False, "name": layer["name"]}
        return {"batch_input_shape": own["shape"], "dtype": own["dtype"], "sparse": False, "ragged": False, "name": layer["name"]}
    if kind == "Embedding":
        config |= {"input_dim": VOCABULARY, "output_dim": SIZE, "embeddings_initializer": initializer("RandomUniform", version, minval=-0.05, maxval=0.05, seed=None)}
        config |= {"embeddings_regularizer": None, "activity_regularizer": None, "embeddings_constraint": None, **own}
        return config if version == 3 else {**config, "batch_input_shape": [None, None], "input_length": None}
    if kind in ("LSTM", "GRU"):
        config |= {"return_sequences": own.pop("return_sequences"), "return_state": False, "go_backwards": own.pop("go_backwards"), "stateful": False, "unroll": False}
        config |= {"zero_output_for_mask": False} if version == 3 else {"time_major": False}
        config |= {"units": own.pop("units"), "activation": "tanh", "recurrent_activation": own.pop("recurrent_activation"), "use_bias": own.pop("use_bias")}
        config |= {"kernel_initializer": glorot, "recurrent_initializer": initializer("Orthogonal", version, gain=1.0, seed=None), "bias_initializer": zeros}
        config |= {"unit_forget_bias": True} if kind == "LSTM" else {}
        config |= {"kernel_regularizer": None, "recurrent_regularizer": None, "bias_regularizer": None, "activity_regularizer": None}
        config |= {"kernel_constraint": None, "recurrent_constraint": None, "bias_constraint": None, "dropout": 0.1, "recurrent_dropout": 0.0}
        return {**config, **own, **({"seed": None} if version == 3 else {"implementation": 2})}
    if kind == "Bidirectional":
        inner = own["layer"]
        forward = {**inner, "name": "forward_" + inner["name"]}
        backward = {**inner, "name": "backward_" + inner["name"], "go_backwards": True}
        if version == 3:
            return {**config, "merge_mode": own["merge_mode"], "layer": entry(forward, 3), "backward_layer": entry(backward, 3)}
        return {**config, "layer": entry(inner, 2), "merge_mode": own["merge_mode"]}
    if kind == "Dense":
        config |= {**own, "kernel_initializer": glorot, "bias_initializer": zeros, "kernel_regularizer": None, "bias_regularizer": None}
        return {**config, **({} if version == 3 else {"activity_regularizer": None}), "kernel_constraint": None, "bias_constraint": None}
    if kind in ("Dropout", "SpatialDropout1D"):
        return {**config, "rate": 0.2, "seed": None, "noise_shape": None}
    if kind in ("GlobalAveragePooling1D", "GlobalMaxPooling1D"):
        return {**config, "data_format": "channels_last", "keepdims": False}
    return {**config, **own}


def entry(layer, version):
    if version == 2:
        return {"class_name": layer["class"], "config": config_of(layer, 2)}
    described = {"module": "keras.layers", "class_name": layer["class"], "config": config_of(layer, 3), "registered_name": None}
    return described if layer["class"] in ("InputLayer", "Dropout", "SpatialDropout1D") else {**described, "build_config": {"input_shape": [None, None, SIZE]}}


def input_of(layers, version):
    words = layers[0]["class"] == "Embedding"
    shape = [None, None] if words else [None, None, SIZE]
    return other("InputLayer", "embedding_input" if version == 2 and words else "input_layer", shape=shape, dtype="float32")


def sequential(layers, version):
    first = input_of(layers, version)
    config = {"name": "sequential", "layers": [entry(layer, version) for layer in [first, *layers]]}
    if version == 2:
        return {"class_name": "Sequential", "config": config}
    config = {"name": "sequential", "trainable": True, "dtype": dtype(3), "layers": config["layers"], "build_input_shape": first["shape"]}
    return {"module": "keras", "class_name": "Sequential", "config": config, "registered_name": None, "build_config": {"input_shape": first["shape"]}, "compile_config": None}


def functional(layers, version):
    layers = [input_of(layers, version), *layers]

    def call(below):
        if version == 2:
            return [[[below["name"], 0, 0, {}]]]
        tensor = {"class_name": "__keras_tensor__", "config": {"shape": [None, None, SIZE], "dtype": "float32", "keras_history": [below["name"], 0, 0]}}
        return [{"args": [tensor], "kwargs": {"mask": None}}]

    calls = [[]] + [call(below) for below in layers[:-1]]
    entries = [{**entry(layer, version), "name": layer["name"], "inbound_nodes": nodes} for layer, nodes in zip(layers, calls)]
    ends = {"input_layers": [[layers[0]["name"], 0, 0]], "output_layers": [[layers[-1]["name"], 0, 0]]}
    if version == 2:
        return {"class_name": "Functional", "config": {"name": "model", "trainable": True, "layers": entries, **ends}}
    ends = {"input_layers": [[layers[0]["name"], 0, 0]], "output_layers": [[layers[-1]["name"], 0, 0]]}
    return {"module": "keras.src.models.functional", "class_name": "Functional", "config": {"name": "functional", "trainable": True, "layers": entries, **ends},
            "registered_name": "Functional", "build_config": {"input_shape": None}}


# Keras' files.


def weight_names(layer):
    kind, name = layer["class"], layer["name"]
    if kind == "Embedding":
        return [f"{name}/embeddings:0"]
    if kind == "Dense":
        return [f"{name}/kernel:0", f"{name}/bias:0"][:2 if layer["use_bias"] else 1]
    if kind in ("LSTM", "GRU"):
        return [f"{name}/{kind.lower()}_cell/{part}:0" for part in ("kernel", "recurrent_kernel", "bias")][:3 if layer["use_bias"] else 2]
    if kind == "Bidirectional":
        inner = layer["layer"]
        return [f"{name}/{name_of}" for side in ("forward_", "backward_") for name_of in weight_names({**inner, "name": side + inner["name"]})]
    return []


def write_h5(path, model, layers, weights, version):
    with h5py.File(path, "w") as file:
        file.attrs["backend"] = "tensorflow"
        file.attrs["keras_version"] = version
        file.attrs["model_config"] = json.dumps(model).encode("utf8")
        group = file.create_group("model_weights")
        group.attrs["backend"] = b"tensorflow"
        group.attrs["keras_version"] = version.encode("utf8")
        group.attrs["layer_names"] = [layer["name"].encode("utf8") for layer in layers]
        for layer, arrays in sorted(zip(layers, weights), key=lambda pair: pair[0]["name"]):
            own = group.create_group(layer["name"])
            names = weight_names(layer)
            own.attrs["weight_names"] = [name.encode("utf8") for name in names]
            for name, array in zip(names, arrays):
                own.create_dataset(name, array.shape, dtype=array.dtype)[:] = array
        group.create_group("top_level_model_weights").attrs["weight_names"] = []


def save_state(file, path, layer, arrays):
    """A group for each object that has a state, its variables numbered in its group vars."""

    def variables(group, values):
        made = file.create_group(group).create_group("vars")
        for at, value in enumerate(values):
            made[f"{at}"] = value

    kind = layer["class"]
    if kind == "Bidirectional":
        half = len(arrays) // 2
        variables(path, [])
        save_state(file, f"{path}/backward_layer", layer["layer"], arrays[half:])
        save_state(file, f"{path}/forward_layer", layer["layer"], arrays[:half])
    elif kind in ("LSTM", "GRU"):
        variables(path, [])
        variables(f"{path}/cell", arrays)
        variables(f"{path}/cell/seed_generator", [np.array([1337, 0], "u4")])
    elif kind in ("Dropout", "SpatialDropout1D"):
        variables(path, [])
        variables(f"{path}/seed_generator", [np.array([1337, 0], "u4")])
    else:
        variables(path, arrays)


def snake(kind):
    return {"GlobalAveragePooling1D": "global_average_pooling1d", "GlobalMaxPooling1D": "global_max_pooling1d", "SpatialDropout1D": "spatial_dropout1d"}.get(kind, kind.lower())


def write_keras(path, model, layers, weights, version):
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        file.create_group("vars")
        seen = {}
        for layer, arrays in zip(layers, weights):
            name = snake(layer["class"])
            seen[name] = seen.get(name, -1) + 1
            save_state(file, f"layers/{name}_{seen[name]}" if seen[name] else f"layers/{name}", layer, arrays)
    with zipfile.ZipFile(path, "w") as archive:
        def add(name, data):
            archive.writestr(zipfile.ZipInfo(name), data)

        add("metadata.json", json.dumps({"keras_version": version, "date_saved": "2024-05-01@12:00:00"}))
        add("config.json", json.dumps(model))
        add("model.weights.h5", stream.getvalue())


MODELS = {
    "bi_lstm.h5": ("2.15.0", functional, [
        embedding(), other("SpatialDropout1D", "spatial_dropout1d"), both(rnn("LSTM", "lstm")), other("Dropout", "dropout"),
        dense("dense", 6, "tanh"), dense("dense_1", CLASSES, "softmax")]),
    "bi_gru_reset_after.h5": ("2.9.0", sequential, [embedding(mask_zero=True), both(rnn("GRU", "gru")), dense("dense", 1, "sigmoid")]),
    "gru_reset_before.h5": ("2.4.0", sequential, [embedding(), rnn("GRU", "gru", reset_after=False), dense("dense", CLASSES), other("Activation", "activation", activation="softmax")]),
    "lstm_hard_sigmoid.h5": ("2.2.4", sequential, [
        embedding(), rnn("LSTM", "lstm", recurrent_activation="hard_sigmoid", go_backwards=True), dense("dense", CLASSES, "softmax", use_bias=False)]),
    "numeric_lstm.h5": ("2.11.0", sequential, [other("Masking", "masking", mask_value=-7.0), rnn("LSTM", "lstm", use_bias=False), dense("dense", 2)]),
    "stacked_lstm.keras": ("3.3.3", sequential, [
        embedding(), both(rnn("LSTM", "lstm", return_sequences=True), "bidirectional"), both(rnn("LSTM", "lstm_1", 3), "bidirectional_1"),
        dense("hidden", 5, "relu"), other("Dropout", "dropout"), dense("out", CLASSES, "softmax")]),
    "bi_gru.keras": ("3.6.0", functional, [embedding(), both(rnn("GRU", "gru", recurrent_activation="hard_sigmoid")), dense("dense", CLASSES, "softmax")]),
    "mean_pool.keras": ("3.0.5", sequential, [
        embedding(), rnn("GRU", "gru", return_sequences=True), rnn("LSTM", "lstm", 3, return_sequences=True),
        other("GlobalAveragePooling1D", "global_average_pooling1d"), dense("dense", CLASSES)]),
    "max_pool.keras": ("3.8.0", functional, [
        embedding(), both(rnn("LSTM", "lstm", return_sequences=True)), other("GlobalMaxPooling1D", "global_max_pooling1d"), dense("dense", 2, "sigmoid")]),
}


def check_against_torch():
    try:
        import torch
    except ImportError:
        return print("without PyTorch", file=sys.stderr)
    random = np.random.default_rng(5)
    x = random.normal(size=(LENGTH, SIZE))
    for kind, order in (("LSTM", [0, 1, 2, 3]), ("GRU", [1, 0, 2])):
        layer = rnn(kind, kind.lower())
        kernel, own, bias = (array.astype("f8") for array in arrays_of(layer, SIZE, random)[0])
        module = getattr(torch.nn, kind)(SIZE, UNITS).double()
        blocks = np.concatenate([np.arange(block * UNITS, (block + 1) * UNITS) for block in order])
        biases = [bias, np.zeros_like(bias)] if kind == "LSTM" else list(bias)
        values = {"weight_ih_l0": kernel.T[blocks], "weight_hh_l0": own.T[blocks], "bias_ih_l0": biases[0][blocks], "bias_hh_l0": biases[1][blocks]}
        module.load_state_dict({name: torch.tensor(value) for name, value in values.items()})
        theirs = module(torch.tensor(x)[:, None])[0][:, 0].detach().numpy()
        np.testing.assert_allclose(cell(layer, x, [kernel, own, bias], 3), theirs, rtol=0, atol=1e-14)


def main():
    check_against_torch()
    for number, (name, (version, kind, layers)) in enumerate(MODELS.items()):
        random = np.random.default_rng(number)
        weights, size = [], SIZE
        for layer in layers:
            arrays, size = arrays_of(layer, size, random)
            weights.append(arrays)
        major = int(version.split(".")[0])
        words = layers[0]["class"] == "Embedding"
        inputs = random.integers(1, VOCABULARY, (4, LENGTH)) if words else random.normal(size=(4, LENGTH, SIZE))
        results = [run(layers, weights, major, x) for x in inputs]
        (write_h5 if name.endswith(".h5") else write_keras)(HERE / name, kind(layers, major), layers, weights, version)
        record = {"inputs": inputs, "logits": np.array([scores for scores, _ in results]), "outputs": np.array([output for _, output in results])}
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for key, value in record.items():
                plain = io.BytesIO()
                np.save(plain, value)
                archive.writestr(zipfile.ZipInfo(f"{key}.npy"), plain.getvalue())
        (HERE / (name.split(".")[0] + ".npz")).write_bytes(stream.getvalue())


if __name__ == "__main__":
    main()
