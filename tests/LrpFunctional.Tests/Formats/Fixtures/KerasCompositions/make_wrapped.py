"""Models at each step, models that are called twice, and cells in a layer RNN.

Their equations are those of make_functions.py and make_layouts.py. python3 make_wrapped.py (h5py 3.7).
"""

import numpy as np

import make_functions as functions

base, layouts, keras, other = functions.base, functions.layouts, functions.keras, functions.other
LENGTH, CHANNELS = 4, 2
arrays_before, entry_before, model_before, kept = base.arrays_of, layouts.entry, layouts.model_of, {}


# Models that are called twice.


def again(layer):
    """The same layer, called a second time."""
    return {**layer, "name": f"{layer['name']} again", "again": layer["name"]}


def arrays_of(layer, size, random):
    name = layer["name"].replace(" again", "")
    if " again" not in layer["name"]:
        kept[name] = arrays_before(layer, size, random)
    return kept[name]


def model_of(nodes, version):
    """The second calls as calls of the first; those of a Functional are counted from 1, but where Keras 3 calls with them."""
    model = model_before(nodes, version)
    config = model["config"]
    if "output_layers" not in config:
        return model
    seconds = {layer["name"]: layer["again"] for layer, _ in nodes if "again" in layer}
    models = {layer["name"]: layer["class"] == "Functional" for layer, _ in nodes if "nodes" in layer}

    def renamed(value, inbound):
        if isinstance(value, list):
            if len(value) >= 3 and isinstance(value[0], str) and value[0] in models:
                first = models[value[0]] and not (inbound and version == 3)
                return [seconds.get(value[0], value[0]), (value[0] in seconds) + first, *value[2:]]
            return [renamed(item, inbound) for item in value]
        return {key: renamed(item, inbound) for key, item in value.items()} if isinstance(value, dict) else value

    layers = {entry["config"]["name"]: entry for entry in config["layers"]}
    for entry in layers.values():
        entry["inbound_nodes"] = renamed(entry["inbound_nodes"], True)
    for second, first in seconds.items():
        layers[first]["inbound_nodes"] += layers[second]["inbound_nodes"]
    config["layers"] = [entry for name, entry in layers.items() if name not in seconds]
    config["output_layers"] = renamed(config["output_layers"], False)
    return model


# Cells in a layer RNN, and models at each step.


def loop(layer):
    return {**layer, "loop": True}


def cell_of(layer, version):
    config = base.entry({key: value for key, value in layer.items() if key != "loop"}, version)["config"]
    outer = ("return_sequences", "return_state", "go_backwards", "stateful", "unroll", "time_major", "zero_output_for_mask")
    cell = {key: value for key, value in config.items() if key not in (*outer, "activity_regularizer", "use_cudnn")}
    return {**described(f"{layer['class']}Cell", {**cell, "name": f"{layer['name']}_cell"}, version)}, {key: config[key] for key in outer if key in config}


def described(kind, config, version):
    own = {"class_name": kind, "config": config}
    return {"module": "keras.layers", **own, "registered_name": None} if version == 3 else own


def entry(layer, version):
    config = {"name": layer["name"], "trainable": True, "dtype": keras.dtype(version)}
    if layer.get("loop"):
        cell, outer = cell_of(layer, version)
        return described("RNN", {**config, **outer, "cell": cell}, version)
    if layer["class"] == "Bidirectional" and layer["layer"].get("loop"):
        return described("Bidirectional", {**config, "merge_mode": layer["merge_mode"], "layer": entry(layer["layer"], version)}, version)
    if layer["class"] == "RNN":
        cells, outers = zip(*(cell_of(part, version) for part, _ in layer["nodes"]))
        stacked = described("StackedRNNCells", {"name": "stacked_rnn_cells", "trainable": True, "dtype": keras.dtype(version), "cells": list(cells)}, version)
        return described("RNN", {**config, **outers[-1], "cell": stacked}, version)
    if layer["class"] == "TimeDistributed" and "nodes" in layer:
        inner = entry_before({"class": "Sequential", "name": "frame", "nodes": layer["nodes"]}, version)
        inner["config"]["layers"][0]["config"]["batch_shape" if version == 3 else "batch_input_shape"] = [None, LENGTH, CHANNELS]
        return described("TimeDistributed", {**config, "layer": inner}, version)
    return entry_before(layer, version)


def run_frames(name, number, version, nodes):
    """The layers of a model at each step read one frame after the other."""
    random, major = np.random.default_rng(number), int(version.split(".")[0])
    sizes = {"conv1d": CHANNELS, "batch_normalization": 3, "dense": 6, "lstm": 5, "dense_1": keras.UNITS}
    layers = layouts.flat(nodes)
    weights = [arrays_before({**layer, "name": layer["name"].split("/")[-1]}, sizes.get(layer["name"].split("/")[-1], 0), random)[0] for layer, _ in layers]
    inputs, outputs = random.normal(size=(4, keras.LENGTH, LENGTH * CHANNELS)), []
    for x in inputs:
        frames = []
        for frame in x.reshape(-1, LENGTH, CHANNELS):
            for (layer, _), arrays in zip(layers[:-2], weights):
                frame = base.step(layer, arrays, major, [frame])[1]
            frames.append(frame)
        state = base.step(layers[-2][0], weights[-2], major, [np.array(frames)])[1]
        outputs.append(base.step(layers[-1][0], weights[-1], major, [state])[1])
    model = layouts.model_of(nodes, major)
    model["config"]["layers"][0]["config"]["batch_shape" if major == 3 else "batch_input_shape"] = [None, None, LENGTH, CHANNELS]
    write = layouts.write_archive if name.endswith(".keras") else layouts.write_h5
    write(layouts.HERE / name, model, version)(nodes, weights)
    base.write_record(layouts.HERE / f"{name.split('.')[0]}.npz", {"inputs": inputs, "logits": np.array(outputs), "outputs": np.array(outputs)})


def write_record(path, arrays):
    stream = layouts.io.BytesIO()
    with layouts.zipfile.ZipFile(stream, "w") as archive:
        for key, value in arrays.items():
            plain = layouts.io.BytesIO()
            np.save(plain, value)
            archive.writestr(layouts.zipfile.ZipInfo(f"{key}.npy"), plain.getvalue())
    path.write_bytes(stream.getvalue())


def states(put, nodes, weights, path, container, twice):
    """As in make_layouts.py, but that a TimeDistributed has a model and an RNN a cell, by the names of their classes."""
    seen = {}
    for layer, _ in nodes:
        kind = "RNN" if layer.get("loop") else layer["class"]
        name = layouts.re.sub("([a-z])([A-Z])", r"\1_\2", layouts.re.sub("(.)([A-Z][a-z]+)", r"\1_\2", kind)).lower()
        number = seen.get(name, 0)
        seen[name] = number + 1
        own = [*path, container, f"{name}_{number}" if number else name]
        if "nodes" in layer:
            states(put, layer["nodes"], weights, [*own, "layer"] if layer["class"] == "TimeDistributed" else own, container, twice)
        else:
            layouts.state(put, own, layer, weights.pop(0))


base.arrays_of, base.write_record = arrays_of, write_record
layouts.entry, layouts.model_of, layouts.states = entry, model_of, states


def once(write):
    """Weights of first calls only."""
    def first(path, model, version):
        def own(nodes, weights):
            rest, kept_nodes, kept_weights = list(weights), [], []
            for layer, reads in nodes:
                count = len(layouts.flat([(layer, [None])]))
                arrays, rest[:] = rest[:count], rest[count:]
                if "again" not in layer:
                    kept_nodes.append((layer, reads))
                    kept_weights += arrays
            write(path, model, version)(kept_nodes, kept_weights)
        return own
    return first


SEQUENCES = {"return_sequences": True}
ENCODER = layouts.inner("encoder", base.chain(keras.rnn("LSTM", "lstm", **SEQUENCES), keras.dense("dense", keras.SIZE, "tanh")), "Functional")
PROJECTOR = layouts.inner("projector", base.chain(keras.dense("dense", keras.SIZE, "relu"), keras.dense("dense_1", keras.SIZE)))
TWICE = [
    (ENCODER, [None]), (PROJECTOR, ["encoder"]), (again(ENCODER), ["projector"]), (again(PROJECTOR), ["encoder again"]),
    (other("Concatenate", "concatenate"), ["encoder", "projector again", "encoder again"]),
    (keras.rnn("GRU", "gru"), ["concatenate"]), (keras.dense("dense", 2), ["gru"])]
ENDS = [(keras.embedding(), [None]), (keras.rnn("GRU", "gru", keras.SIZE), ["embedding"]), (layouts.inner("head", base.chain(keras.dense("dense", keras.SIZE)), "Functional"), ["gru"])]
ENDS = [*ENDS, (other("Add", "add"), ["gru", "head"]), (again(ENDS[-1][0]), ["add"])]
FRAMES = base.chain(
    {"class": "TimeDistributed", "name": "time_distributed", "nodes": base.chain(
        base.convolution("conv1d", 3, 2, "relu", "same"), base.normalisation("batch_normalization"), other("MaxPooling1D", "max_pooling1d", pool_size=2, padding="valid"),
        other("Flatten", "flatten"), keras.dense("dense", 5, "tanh"))},
    keras.rnn("LSTM", "lstm"), keras.dense("dense_1", 2))
CELLS = base.chain(
    keras.embedding(), keras.both(loop(keras.rnn("LSTM", "rnn", **SEQUENCES))), loop(keras.rnn("GRU", "rnn_1", 3, **SEQUENCES)),
    loop(keras.rnn("LSTM", "rnn_2")), keras.dense("dense", base.CLASSES, "softmax"))
STACKED = base.chain(
    keras.embedding(), {"class": "RNN", "name": "rnn", "nodes": base.chain(keras.rnn("LSTM", "lstm", **SEQUENCES), keras.rnn("GRU", "gru", 3))},
    keras.dense("dense", 2))

if __name__ == "__main__":
    h5 = once(layouts.write_h5)
    archive = once(layouts.write_archive)
    for name, version, number, nodes in (("twice.h5", "2.11.0", 900, TWICE), ("twice.keras", "3.6.0", 900, TWICE), ("ends_twice.keras", "3.3.3", 901, ENDS),
                                         ("cells_2.h5", "2.9.0", 902, CELLS), ("cells_3.keras", "3.6.0", 902, CELLS), ("stacked_cells.h5", "2.9.0", 903, STACKED)):
        kept.clear()
        write = archive if name.endswith(".keras") else h5
        layouts.run(name, number, version, nodes, lambda path, model: write(path, model, version))
    for name, version in (("frames.h5", "2.9.0"), ("frames_3.keras", "3.6.0")):
        run_frames(name, 904, version, FRAMES)
