"""The same compositions in other layouts of Keras' files: models in models, Keras 2.13's archives, gzip, weights beside JSON.

The equations are those of make_compositions.py. python3 make_layouts.py (h5py 3.7).
"""

import io
import json
import pathlib
import re
import zipfile

import h5py
import numpy as np

import make_compositions as base

keras = base.keras
HERE = pathlib.Path(__file__).parent


def inner(name, nodes, kind="Sequential"):
    return {"class": kind, "name": name, "nodes": nodes}


def flat(nodes, prefix=""):
    """All layers with what they read, those of a model in another in its place."""
    made, ends = [], {}
    for layer, reads in nodes:
        reads = [ends.get(read, f"{prefix}{read}") if read else read for read in reads]
        if "nodes" not in layer:
            made.append(({**layer, "name": prefix + layer["name"]}, reads))
            continue
        parts = flat(layer["nodes"], f"{prefix}{layer['name']}/")
        made += [(part, [reads[0] if read is None else read for read in of]) for part, of in parts]
        ends[layer["name"]] = parts[-1][0]["name"]
    return made


def entry(layer, version):
    if "nodes" not in layer:
        return base.entry(layer, version)
    first = {"class": "InputLayer", "name": f"{layer['name']}_input", "shape": [None, None, keras.SIZE], "dtype": "float32"}
    if layer["class"] == "Sequential":
        config = {"name": layer["name"], "layers": [entry(part, version) for part in [first, *(part for part, _ in layer["nodes"])]]}
    else:
        config = graph(layer["name"], first, layer["nodes"], version)
    return {"module": "keras", "class_name": layer["class"], "config": config, "registered_name": layer["class"]} if version == 3 else {"class_name": layer["class"], "config": config}


def function(layer, reads):
    return [[reads[0], 0, 0, {**layer["arguments"], **({"y": [reads[1], 0, 0], "name": None} if len(reads) > 1 else {})}]]


def graph(name, first, nodes, version):
    def tensor(of):
        if version == 2:
            return [of, 0, 0, {}]
        return {"class_name": "__keras_tensor__", "config": {"shape": [None, None, keras.SIZE], "dtype": "float32", "keras_history": [of, 0, 0]}}

    def call(reads):
        tensors = [tensor(read or first["name"]) for read in reads]
        return [tensors] if version == 2 else [{"args": [tensors] if len(tensors) > 1 else tensors, "kwargs": {}}]

    entries = [{**base.entry(first, version), "name": first["name"], "inbound_nodes": []}]
    entries += [{**entry(layer, version), "name": layer["name"], "inbound_nodes": function(layer, reads) if layer["class"] == "TFOpLambda" else call(reads)} for layer, reads in nodes]
    return {"name": name, "trainable": True, "layers": entries, "input_layers": [[first["name"], 0, 0]], "output_layers": [[nodes[-1][0]["name"], 0, 0]]}


def model_of(nodes, version):
    chained = all(reads == [nodes[at - 1][0]["name"] if at else None] for at, (_, reads) in enumerate(nodes))
    first = keras.input_of([nodes[0][0]], version)
    if chained:
        layers = [entry(layer, version) for layer in [first, *(layer for layer, _ in nodes)]]
        return keras.sequential([base.keras.dense("none", 1)], version) | {"config": {"name": "sequential", "layers": layers}}
    kinds = {"module": "keras.src.models.functional", "registered_name": "Functional"} if version == 3 else {}
    return {**kinds, "class_name": "Functional", "config": graph("model", first, nodes, version)}


# Weights.


def state(put, path, layer, arrays):
    """Numbered variables of each object that has a state, as Keras 2.12 and later keep them."""
    kind = layer["class"]
    if kind == "Bidirectional":
        half = len(arrays) // 2
        state(put, [*path, "backward_layer"], layer["layer"], arrays[half:])
        state(put, [*path, "forward_layer"], layer["layer"], arrays[:half])
    elif kind in ("LSTM", "GRU"):
        put([*path, "cell"], arrays)
    elif kind == "TimeDistributed":
        state(put, [*path, "layer"], layer["layer"], arrays)
    else:
        put(path, arrays)


def states(put, nodes, weights, path, container, twice):
    seen = {}
    for layer, _ in nodes:
        name = re.sub("([a-z])([A-Z])", r"\1_\2", re.sub("(.)([A-Z][a-z]+)", r"\1_\2", layer["class"])).lower()
        number = seen.get(name, 0)
        # Where layers with weights are listed twice, every second number is passed over.
        seen[name] = number + (2 if twice else 1)
        own = [*path, container, f"{name}_{number}" if number else name]
        if "nodes" in layer:
            states(put, layer["nodes"], weights, own, container, twice)
        else:
            state(put, own, layer, weights.pop(0))


def write_states(stream, nodes, weights, container="layers", twice=False, joined="/"):
    with h5py.File(stream, "w") as file:
        def put(path, arrays):
            made = file.create_group(joined.join(path)).create_group("vars")
            for at, array in enumerate(arrays):
                made[f"{at}"] = array
        states(put, nodes, list(weights), [], container, twice)


def write_archive(path, model, version, **layout):
    def write(nodes, weights):
        stream = io.BytesIO()
        write_states(stream, nodes, weights, **layout)
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in {"metadata.json": json.dumps({"keras_version": version}), "config.json": json.dumps(model)}.items():
                archive.writestr(zipfile.ZipInfo(name), text)
            archive.writestr(zipfile.ZipInfo("model.weights.h5"), stream.getvalue())
    return write


def write_beside(path, model):
    def write(nodes, weights):
        (path.parent / (path.name.split(".")[0] + ".json")).write_text(json.dumps(model) + "\n")
        write_states(path, nodes, weights)
    return write


def write_h5(path, model, version):
    def write(nodes, weights):
        with h5py.File(path, "w") as file:
            file.attrs["backend"], file.attrs["keras_version"] = "tensorflow", version
            file.attrs["model_config"] = json.dumps(model).encode("utf8")
            groups, rest = file.create_group("model_weights"), list(weights)
            for layer, _ in nodes:
                parts = flat([(layer, [None])])
                # All that is trained stands before all that is not.
                trained, other = [], []
                for part, _ in parts:
                    part = {**part, "name": part["name"].split("/")[-1]}
                    for name, array in zip(base.weight_names(part), rest.pop(0)):
                        (other if "moving" in name else trained).append((name, array))
                own = groups.create_group(layer["name"])
                own.attrs["weight_names"] = [name.encode("utf8") for name, _ in trained + other]
                for name, array in trained + other:
                    own.create_dataset(name, data=array, compression="gzip", shuffle=True)
    return write


STACK = base.chain(
    keras.embedding(), keras.both(keras.rnn("LSTM", "lstm", return_sequences=True)), keras.rnn("LSTM", "lstm_1", return_sequences=True),
    keras.rnn("LSTM", "lstm_2"), keras.dense("dense", 4, "tanh"), keras.dense("dense_1", base.CLASSES, "softmax"))
NESTED = [
    (keras.embedding(), [None]),
    (inner("encoder", base.chain(keras.rnn("LSTM", "lstm", return_sequences=True), base.normalisation("batch_normalization"), keras.rnn("GRU", "gru", return_sequences=True))), ["embedding"]),
    (inner("skip", [(keras.rnn("LSTM", "lstm", return_sequences=True), [None]), (keras.other("Concatenate", "concatenate"), ["lstm", None])], "Functional"), ["encoder"]),
    (keras.other("GlobalAveragePooling1D", "global_average_pooling1d"), ["skip"]), (keras.dense("dense", base.CLASSES, "softmax"), ["global_average_pooling1d"])]

MODELS = {
    "nested.h5": ("2.9.0", NESTED, lambda path, model: write_h5(path, model, "2.9.0")),
    "nested.keras": ("3.6.0", NESTED, lambda path, model: write_archive(path, model, "3.6.0")),
    "archive_2_13.keras": ("2.13.1", STACK, lambda path, model: write_archive(path, model, "2.13.1", container="_layer_checkpoint_dependencies", twice=True)),
    "archive_2_15.keras": ("2.15.0", NESTED, lambda path, model: write_archive(path, model, "2.15.0", container="_layer_checkpoint_dependencies")),
    "windows_2_13.keras": ("2.13.1", STACK, lambda path, model: write_archive(path, model, "2.13.1", container="_layer_checkpoint_dependencies", joined="\\")),
    "windows_3.keras": ("3.3.3", STACK, lambda path, model: write_archive(path, model, "3.3.3", joined="\\")),
    "beside_json.weights.h5": ("3.6.0", STACK, write_beside),
}


def run(name, number, version, nodes, write):
    random, major = np.random.default_rng(number), int(version.split(".")[0])
    layers, weights, sizes = flat(nodes), [], {None: keras.SIZE}
    for layer, reads in layers:
        size = sum(sizes[read] for read in reads) if layer["class"] == "Concatenate" else sizes[reads[-1 if layer["class"] in ("Dot", "Matmul") else 0]]
        arrays, sizes[layer["name"]] = base.arrays_of(layer, size, random)
        weights.append(arrays)
        sizes[layer["name"]] = size if layer["class"] == "Concatenate" else sizes[layer["name"]]
    words = layers[0][0]["class"] == "Embedding"
    inputs = random.integers(0, keras.VOCABULARY, (4, keras.LENGTH)) if words else random.normal(size=(4, keras.LENGTH, keras.SIZE))
    scores, outputs = [], []
    for x in inputs:
        made = {None: x}
        for (layer, reads), arrays in zip(layers, weights):
            sums, made[layer["name"]] = base.step(layer, arrays, major, [made[read] for read in reads])
        scores.append(sums)
        outputs.append(made[layers[-1][0]["name"]])
    write(HERE / name, model_of(nodes, major))(nodes, weights)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for key, value in {"inputs": inputs, "logits": np.array(scores), "outputs": np.array(outputs)}.items():
            plain = io.BytesIO()
            np.save(plain, value)
            archive.writestr(zipfile.ZipInfo(f"{key}.npy"), plain.getvalue())
    (HERE / name.replace(".weights.h5", ".weights.npz").replace(".keras", ".npz").replace(".h5", ".npz")).write_bytes(stream.getvalue())


if __name__ == "__main__":
    for number, (name, (version, nodes, write)) in enumerate(MODELS.items()):
        # One composition in several layouts is one network.
        run(name, 200 + (nodes is NESTED), version, nodes, write)
