"""Models of Keras whose layers are more than one chain, and weights without a model, laid out as Keras saves them.

The layout and the equations are those of ../Keras/make_keras.py; what is new here are graphs, normalisations, and layers at each step.
"""

import io
import json
import pathlib
import sys
import zipfile

import h5py
import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "Keras"))
import make_keras as keras  # noqa: E402

SIZE, CLASSES, LENGTH = keras.SIZE, keras.CLASSES, keras.LENGTH
EPSILON = 1e-3
OWN = ("TimeDistributed", "Concatenate", "Add", "BatchNormalization", "Conv1D", "MaxPooling1D", "AveragePooling1D", "Flatten", "RepeatVector", "Attention")


def each(layer, name="time_distributed"):
    return {"class": "TimeDistributed", "name": name, "layer": layer}


def normalisation(name, scale=True, center=True):
    return {"class": "BatchNormalization", "name": name, "scale": scale, "center": center}


def convolution(name, filters, size, activation="linear", padding="valid", strides=1, dilation=1):
    return {"class": "Conv1D", "name": name, "filters": filters, "size": size, "activation": activation, "padding": padding, "strides": strides, "dilation": dilation}


def arrays_of(layer, size, random):
    """The layer's weights and the size of what it hands on."""
    kind = layer["class"]
    if kind == "Conv1D":
        return [random.normal(0, 0.6, shape).astype("f4") for shape in ((layer["size"], size, layer["filters"]), (layer["filters"],))], layer["filters"]
    if kind == "TimeDistributed":
        return arrays_of(layer["layer"], size, random)
    if kind == "BatchNormalization":
        draw = lambda: random.normal(0, 0.6, size).astype("f4")
        own = [draw() + 1 for _ in range(layer["scale"])] + [draw() for _ in range(layer["center"])]
        return own + [draw(), draw() ** 2 + np.float32(0.1)], size
    arrays, units = keras.arrays_of(layer, size, random)
    return arrays, units if layer.get("merge_mode", "concat") == "concat" else units // 2


def windows(x, size, strides, padding, dilation=1):
    """The places of each window, those beside the sequence as None."""
    span, length = (size - 1) * dilation + 1, len(x)
    total = {"valid": 0, "causal": span - 1, "same": max((-(-length // strides) - 1) * strides + span - length, 0)}[padding]
    before = total if padding == "causal" else total // 2
    count = (length + total - span) // strides + 1
    places = [[window * strides + place * dilation - before for place in range(size)] for window in range(count)]
    return [[place if 0 <= place < length else None for place in window] for window in places]


def step(layer, arrays, version, read):
    """The sums before an activation, where there is one, and what the layer makes."""
    if layer["class"] == "Conv1D":
        kernel, bias = (array.astype("f8") for array in arrays)
        x = read[0]
        sums = np.array([bias + sum(x[place] @ kernel[at] for at, place in enumerate(window) if place is not None)
                         for window in windows(x, layer["size"], layer["strides"], layer["padding"], layer["dilation"])])
        return sums, keras.ACTIVATIONS[layer["activation"]](sums)
    if layer["class"] in ("MaxPooling1D", "AveragePooling1D"):
        pool = {"MaxPooling1D": np.max, "AveragePooling1D": np.mean}[layer["class"]]
        return None, np.array([pool([read[0][place] for place in window if place is not None], axis=0)
                               for window in windows(read[0], layer["pool_size"], layer["pool_size"], layer["padding"])])
    if layer["class"] == "Flatten":
        return None, read[0].reshape(-1)
    if layer["class"] == "RepeatVector":
        return None, np.repeat(read[0][None], layer["n"], axis=0)
    if layer["class"] == "Attention":
        scores = read[0] @ read[1].T
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        return None, weights / weights.sum(axis=1, keepdims=True) @ read[1]
    arrays = [array.astype("f8") for array in arrays]
    kind, x = layer["class"], read[0]
    if kind == "TimeDistributed":
        return step(layer["layer"], arrays, version, read)
    if kind == "Concatenate":
        return None, np.concatenate(read, axis=-1)
    if kind == "Add":
        return None, sum(read)
    if kind == "BatchNormalization":
        gamma = arrays[0] if layer["scale"] else 1
        beta = arrays[layer["scale"]] if layer["center"] else 0
        mean, variance = arrays[-2:]
        return None, gamma * (x - mean) / np.sqrt(variance + EPSILON) + beta
    if kind == "Bidirectional" and layer["merge_mode"] != "concat":
        made = keras.recurrent({**layer, "merge_mode": "concat"}, x, arrays, version)
        half = made.shape[-1] // 2
        return None, (made[..., :half] + made[..., half:]) * (0.5 if layer["merge_mode"] == "ave" else 1)
    if kind == "Dense":
        sums = x @ arrays[0] + (arrays[1] if len(arrays) > 1 else 0)
        shifted = sums - sums.max(axis=-1, keepdims=True)
        soft = np.exp(shifted) / np.exp(shifted).sum(axis=-1, keepdims=True)
        return sums, soft if layer["activation"] == "softmax" else keras.ACTIVATIONS[layer["activation"]](sums)
    return None, keras.run([layer], [arrays], version, x)[1]


# Keras' JSON: the layers, each with the names of those that it reads.


def config_of(layer, version):
    kind = layer["class"]
    config = {"name": layer["name"], "trainable": True, "dtype": keras.dtype(version)}
    if kind == "TimeDistributed":
        return {**config, "layer": entry(layer["layer"], version)}
    if kind == "Concatenate":
        return {**config, "axis": -1}
    if kind == "Conv1D":
        config |= {"filters": layer["filters"], "kernel_size": [layer["size"]], "strides": [layer["strides"]], "padding": layer["padding"]}
        return {**config, "data_format": "channels_last", "dilation_rate": [layer["dilation"]], "groups": 1, "activation": layer["activation"], "use_bias": True}
    if kind in ("MaxPooling1D", "AveragePooling1D"):
        return {**config, "pool_size": [layer["pool_size"]], "strides": [layer["pool_size"]], "padding": layer["padding"], "data_format": "channels_last"}
    if kind == "Flatten":
        return {**config, "data_format": "channels_last"}
    if kind == "RepeatVector":
        return {**config, "n": layer["n"]}
    if kind == "Attention":
        return {**config, "use_scale": False, "score_mode": "dot", "dropout": 0.0}
    if kind == "BatchNormalization":
        zeros, ones = keras.initializer("Zeros", version), keras.initializer("Ones", version)
        config |= {"axis": -1 if version == 3 else [2], "momentum": 0.99, "epsilon": EPSILON, "center": layer["center"], "scale": layer["scale"]}
        config |= {"beta_initializer": zeros, "gamma_initializer": ones, "moving_mean_initializer": zeros, "moving_variance_initializer": ones}
        config |= {"beta_regularizer": None, "gamma_regularizer": None, "beta_constraint": None, "gamma_constraint": None}
        return {**config, "synchronized": False} if version == 3 else config
    return keras.config_of(layer, version)


def entry(layer, version):
    described = keras.entry(layer, version) if layer["class"] not in OWN else {"class_name": layer["class"], "config": config_of(layer, version)}
    if version == 3 and "module" not in described:
        described = {"module": "keras.layers", **described, "registered_name": None}
    return described


def sequential(nodes, version):
    first = keras.input_of([nodes[0][0]], version)
    if any(layer["class"] == "Flatten" for layer, _ in nodes):
        first["shape"] = [None, LENGTH, *first["shape"][2:]]
    layers = [entry(layer, version) for layer in [first, *(layer for layer, _ in nodes)]]
    return keras.sequential([nodes[0][0]], version) | {"config": {"name": "sequential", "layers": layers}}


def functional(nodes, version):
    first = keras.input_of([nodes[0][0]], version)

    def tensor(name):
        if version == 2:
            return [name, 0, 0, {}]
        return {"class_name": "__keras_tensor__", "config": {"shape": [None, None, SIZE], "dtype": "float32", "keras_history": [name, 0, 0]}}

    def call(layer, reads):
        names = [read or first["name"] for read in reads]
        if version == 2:
            return [[tensor(name) for name in names]]
        return [{"args": [[tensor(name) for name in names]] if len(names) > 1 else [tensor(names[0])], "kwargs": {}}]

    entries = [{**entry(first, version), "name": first["name"], "inbound_nodes": []}]
    entries += [{**entry(layer, version), "name": layer["name"], "inbound_nodes": call(layer, reads)} for layer, reads in nodes]
    ends = {"input_layers": [[first["name"], 0, 0]], "output_layers": [[nodes[-1][0]["name"], 0, 0]]}
    config = {"name": "model", "trainable": True, "layers": entries, **ends}
    if version == 2:
        return {"class_name": "Functional", "config": config}
    return {"module": "keras.src.models.functional", "class_name": "Functional", "config": config, "registered_name": "Functional", "build_config": {"input_shape": None}}


def chain(*layers):
    return [(layer, [layers[at - 1]["name"] if at else None]) for at, layer in enumerate(layers)]


def weight_names(layer):
    kind, name = layer["class"], layer["name"]
    if kind == "TimeDistributed":
        return [f"{name}/{part.split('/')[-1]}" for part in weight_names(layer["layer"])]
    if kind == "BatchNormalization":
        return [f"{name}/{part}:0" for part in ["gamma"] * layer["scale"] + ["beta"] * layer["center"] + ["moving_mean", "moving_variance"]]
    if kind == "Conv1D":
        return [f"{name}/kernel:0", f"{name}/bias:0"]
    return keras.weight_names(layer)


def write_groups(group, layers, weights, version):
    group.attrs["backend"] = b"tensorflow"
    group.attrs["keras_version"] = version.encode("utf8")
    group.attrs["layer_names"] = [layer["name"].encode("utf8") for layer in layers]
    for layer, arrays in zip(layers, weights):
        own = group.create_group(layer["name"])
        names = weight_names(layer)
        own.attrs["weight_names"] = [name.encode("utf8") for name in names]
        for name, array in zip(names, arrays):
            own.create_dataset(name, array.shape, dtype=array.dtype)[:] = array


def write(path, model, layers, weights, version):
    if path.suffix == ".keras":
        keras.snake = lambda kind: {"BatchNormalization": "batch_normalization", "TimeDistributed": "time_distributed"}.get(kind, kind.lower())
        save = keras.save_state

        def save_state(file, group, layer, arrays):
            if layer["class"] == "TimeDistributed":
                file.create_group(group).create_group("vars")
                return save(file, f"{group}/layer", layer["layer"], arrays)
            return save(file, group, layer, arrays)

        keras.save_state = save_state
        keras.write_keras(path, model, layers, weights, version)
        keras.save_state = save
        return
    with h5py.File(path, "w") as file:
        if model is None:
            return write_groups(file, layers, weights, version)
        file.attrs["backend"] = "tensorflow"
        file.attrs["keras_version"] = version
        file.attrs["model_config"] = json.dumps(model).encode("utf8")
        write_groups(file.create_group("model_weights"), layers, weights, version)


def weights_only(nodes, version):
    return None


MODELS = {
    "normalised.h5": ("2.9.0", sequential, chain(
        keras.rnn("LSTM", "lstm", return_sequences=True), normalisation("batch_normalization"), keras.rnn("LSTM", "lstm_1", 3),
        normalisation("batch_normalization_1", scale=False), keras.dense("dense", 6, "relu"), keras.dense("dense_1", CLASSES, "softmax"))),
    "skip.keras": ("3.6.0", functional, [
        (keras.embedding(), [None]), (keras.both(keras.rnn("LSTM", "lstm", return_sequences=True)), ["embedding"]),
        (each(keras.dense("td_dense", 6, "tanh")), ["bidirectional"]),
        (keras.other("Concatenate", "concatenate"), ["time_distributed", "bidirectional"]),
        (keras.rnn("GRU", "gru"), ["concatenate"]), (keras.dense("dense", 1, "sigmoid"), ["gru"])]),
    "residual.h5": ("2.12.0", functional, [
        (keras.rnn("LSTM", "lstm", SIZE, return_sequences=True), [None]), (keras.other("Add", "add"), ["lstm", None]),
        (keras.both(keras.rnn("LSTM", "lstm_1", return_sequences=True), merge_mode="sum"), ["add"]),
        (normalisation("batch_normalization", center=False), ["bidirectional"]),
        (keras.other("GlobalAveragePooling1D", "global_average_pooling1d"), ["batch_normalization"]), (keras.dense("dense", 2), ["global_average_pooling1d"])]),
    "tagger.keras": ("3.3.3", sequential, chain(
        keras.embedding(), keras.both(keras.rnn("LSTM", "lstm", return_sequences=True)), each(keras.dense("tags", CLASSES, "softmax")))),
    "convolution.keras": ("3.6.0", sequential, chain(
        convolution("conv1d", 6, 3, "relu", "same"), keras.other("MaxPooling1D", "max_pooling1d", pool_size=2, padding="valid"),
        convolution("conv1d_1", 4, 2, "tanh", "causal", dilation=2), keras.rnn("LSTM", "lstm", return_sequences=True),
        keras.other("Flatten", "flatten"), keras.dense("dense", CLASSES, "softmax"))),
    "strides.h5": ("2.11.0", sequential, chain(
        keras.embedding(), convolution("conv1d", 6, 3, strides=2, padding="same"), keras.other("AveragePooling1D", "average_pooling1d", pool_size=2, padding="same"),
        keras.rnn("GRU", "gru"), keras.dense("dense", 2))),
    "encoder_decoder.h5": ("2.9.0", sequential, chain(
        keras.rnn("LSTM", "lstm"), keras.other("RepeatVector", "repeat_vector", n=3), keras.rnn("LSTM", "lstm_1", 3, return_sequences=True),
        each(keras.dense("dense", 2)))),
    "self_attention.keras": ("3.6.0", functional, [
        (keras.embedding(), [None]), (keras.both(keras.rnn("LSTM", "lstm", return_sequences=True)), ["embedding"]),
        (keras.other("Attention", "attention"), ["bidirectional", "bidirectional"]),
        (keras.other("Concatenate", "concatenate"), ["bidirectional", "attention"]),
        (keras.other("GlobalAveragePooling1D", "global_average_pooling1d"), ["concatenate"]), (keras.dense("dense", 2, "softmax"), ["global_average_pooling1d"])]),
    "weights_alone.h5": ("2.1.2", weights_only, chain(
        keras.embedding(), keras.rnn("LSTM", "lstm_1", recurrent_activation="hard_sigmoid"), keras.dense("dense_1", CLASSES, "softmax"))),
    "weights_beside_json.h5": ("2.9.0", weights_only, chain(
        keras.embedding(), keras.both(keras.rnn("GRU", "gru", recurrent_activation="sigmoid")), keras.dense("dense", 4, "tanh"), keras.dense("dense_1", CLASSES, "softmax"))),
}


def main():
    for number, (name, (version, kind, nodes)) in enumerate(MODELS.items()):
        random = np.random.default_rng(100 + number)
        layers, weights, sizes = [layer for layer, _ in nodes], [], {None: SIZE}
        for layer, reads in nodes:
            flat = layer["class"] == "Flatten"
            arrays, sizes[layer["name"]] = arrays_of(layer, sum(sizes[read] for read in reads) if layer["class"] == "Concatenate" else sizes[reads[0]], random)
            sizes[layer["name"]] = sum(sizes[read] for read in reads) if layer["class"] == "Concatenate" else sizes[layer["name"]]
            # The one convolution with a Flatten behind it halves its steps.
            sizes[layer["name"]] *= LENGTH // 2 if flat else 1
            weights.append(arrays)
        major = int(version.split(".")[0])
        words = layers[0]["class"] == "Embedding"
        inputs = random.integers(0, keras.VOCABULARY, (4, LENGTH)) if words else random.normal(size=(4, LENGTH, SIZE))
        scores, outputs = [], []
        for x in inputs:
            made = {None: x}
            for (layer, reads), arrays in zip(nodes, weights):
                sums, made[layer["name"]] = step(layer, arrays, major, [made[read] for read in reads])
            scores.append(sums)
            outputs.append(made[layers[-1]["name"]])
        write(HERE / name, kind(nodes, major), layers, weights, version)
        if name == "weights_beside_json.h5":
            (HERE / "weights_beside_json.json").write_text(json.dumps({**sequential(nodes, major), "keras_version": version, "backend": "tensorflow"}) + "\n")
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for key, value in {"inputs": inputs, "logits": np.array(scores), "outputs": np.array(outputs)}.items():
                plain = io.BytesIO()
                np.save(plain, value)
                archive.writestr(zipfile.ZipInfo(f"{key}.npy"), plain.getvalue())
        (HERE / (name.split(".")[0] + ".npz")).write_bytes(stream.getvalue())


if __name__ == "__main__":
    main()
