"""Encoders and decoders of Keras: layers that give their last states, and layers that begin with those of others.

Their equations, in NumPy, beside those of make_cells.py. python3 make_states.py (h5py 3.7).
"""

import io
import zipfile

import numpy as np

import make_cells as cells

further, base, layouts, keras, other = cells.further, cells.base, cells.layouts, cells.keras, cells.other
SEQUENCES = ("LSTM", "GRU", "SimpleRNN", "Bidirectional")


def giving(layer):
    """The layer, whose last states are its outputs 1, 2, … beside output 0."""
    return {**layer, "return_state": True}


def cell(layer, x, weights, state):
    """The states h in the order in which they are made, and the last state: h, and c of an LSTM."""
    kernel, recurrent, bias = weights
    kind, units, states = layer["class"], layer["units"], []
    h, c = state[0], state[-1]
    for row in x[::-1] if layer["go_backwards"] else x:
        if kind == "SimpleRNN":
            h = keras.ACTIVATIONS[layer["activation"]](row @ kernel + h @ recurrent + bias)
        elif kind == "LSTM":
            i, f, g, o = np.split(row @ kernel + h @ recurrent + bias, 4)
            c = keras.sigmoid(f) * c + keras.sigmoid(i) * np.tanh(g)
            h = keras.sigmoid(o) * np.tanh(c)
        else:
            (xz, xr, xn), (hz, hr, hn) = np.split(row @ kernel + bias[0], 3), np.split(h @ recurrent + bias[1], 3)
            z = keras.sigmoid(xz + hz)
            h = z * h + (1 - z) * np.tanh(xn + keras.sigmoid(xr + hr) * hn)
        states.append(h)
    return np.array(states), [h, c][:2 if kind == "LSTM" else 1]


def recurrent(layer, x, arrays, begins):
    """All outputs of a layer: what it makes, and its last states."""
    if layer["class"] != "Bidirectional":
        made, last = cell(layer, x, arrays, begins or [np.zeros(layer["units"])] * 2)
        return [made if layer["return_sequences"] else made[-1], *last]
    inner = layer["layer"]
    begins = begins or [np.zeros(inner["units"])] * (4 if inner["class"] == "LSTM" else 2)
    half = len(begins) // 2
    forward, ahead = cell(inner, x, arrays[:3], begins[:half])
    backward, back = cell({**inner, "go_backwards": True}, x, arrays[3:], begins[half:])
    left, right = (forward, backward[::-1]) if inner["return_sequences"] else (forward[-1], backward[-1])
    joined = {"concat": np.concatenate([left, right], axis=-1), "sum": left + right if left.shape == right.shape else None}[layer["merge_mode"]]
    return [joined, *ahead, *back]


def reading(read):
    """A layer's name and which of its outputs."""
    return read if isinstance(read, tuple) else (read, 0)


def entry(layer, version):
    gives = layer.get("return_state", False)
    described = base.entry({key: value for key, value in layer.items() if key != "return_state"}, version)
    config = described["config"]
    for own in [config[part]["config"] for part in ("layer", "backward_layer") if part in config] if layer["class"] == "Bidirectional" else [config] * gives:
        own["return_state"] = gives
    return described


def called(layer, reads, version, first, masks):
    names = [(name or first, number) for name, number in map(reading, reads)]
    if version == 2:
        return [[[name, 0, number, {}] for name, number in names]]
    tensors = [{"class_name": "__keras_tensor__", "config": {"shape": [None, None, keras.SIZE], "dtype": "float32", "keras_history": [name, 0, number]}} for name, number in names]
    if layer["class"] in SEQUENCES:
        # One state may be given without a list.
        states = {"initial_state": tensors[1] if len(tensors) == 2 else tensors[1:]} if len(tensors) > 1 else {}
        # Keras hands a mask on to a layer of one argument, and writes down the operation that makes it.
        mask = {**tensors[0], "config": {**tensors[0]["config"], "keras_history": ["not_equal", 0, 0]}} if masks and names == [("embedding", 0)] else None
        return [{"args": tensors[:1], "kwargs": {**states, "mask": mask, "training": False}}]
    return [{"args": [tensors] if len(tensors) > 1 else tensors, "kwargs": {}}]


def model_of(nodes, version):
    first, masks = keras.input_of([nodes[0][0]], version), nodes[0][0].get("mask_zero", False)
    entries = [{**base.entry(first, version), "name": first["name"], "inbound_nodes": []}]
    entries += [{**entry(layer, version), "name": layer["name"], "inbound_nodes": called(layer, reads, version, first["name"], masks)} for layer, reads in nodes]
    if masks and version == 3:
        tensor = {"class_name": "__keras_tensor__", "config": {"keras_history": [first["name"], 0, 0]}}
        made = {"module": "keras.src.ops.numpy", "class_name": "NotEqual", "config": {"name": "not_equal"}, "registered_name": "NotEqual", "name": "not_equal"}
        entries.insert(2, {**made, "inbound_nodes": [{"args": [tensor, 0], "kwargs": {}}]})
    kinds = {"module": "keras.src.models.functional", "registered_name": "Functional"} if version == 3 else {}
    ends = {"input_layers": [[first["name"], 0, 0]], "output_layers": [[nodes[-1][0]["name"], 0, 0]]}
    return {**kinds, "class_name": "Functional", "config": {"name": "model", "trainable": True, "layers": entries, **ends}}


def run(name, number, version, nodes):
    random, major = np.random.default_rng(number), int(version[0])
    weights, sizes = [], {(None, 0): keras.SIZE}
    for layer, reads in nodes:
        each = [sizes[reading(read)] for read in reads]
        arrays, size = base.arrays_of(layer, sum(each) if layer["class"] == "Concatenate" else each[0], random)
        sizes[layer["name"], 0] = sum(each) if layer["class"] == "Concatenate" else size
        units = layer.get("layer", layer).get("units")
        sizes |= {(layer["name"], output): units for output in range(1, 5)}
        weights.append(arrays)
    words, masks = nodes[0][0]["class"] == "Embedding", nodes[0][0].get("mask_zero", False)
    inputs = random.integers(0, keras.VOCABULARY, (4, keras.LENGTH)) if words else random.normal(size=(4, keras.LENGTH, keras.SIZE))
    scores, outputs = [], []
    for x in inputs:
        # A recurrent layer keeps its states over a masked step, as if it were not there.
        made = {(None, 0): x[x != 0] if masks else x}
        for (layer, reads), arrays in zip(nodes, weights):
            read = [made[reading(one)] for one in reads]
            if layer["class"] in SEQUENCES:
                sums, all_of_it = None, recurrent(layer, read[0], [array.astype("f8") for array in arrays], read[1:])
            else:
                sums, whole = base.step(layer, arrays, major, read)
                all_of_it = [whole]
            made |= {(layer["name"], at): one for at, one in enumerate(all_of_it)}
        scores.append(sums)
        outputs.append(made[nodes[-1][0]["name"], 0])
    path = layouts.HERE / name
    write = layouts.write_archive if path.suffix == ".keras" else layouts.write_h5
    write(path, model_of(nodes, major), version)(nodes, weights)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for key, value in {"inputs": inputs, "logits": np.array(scores), "outputs": np.array(outputs)}.items():
            plain = io.BytesIO()
            np.save(plain, value)
            archive.writestr(zipfile.ZipInfo(f"{key}.npy"), plain.getvalue())
    path.with_suffix(".npz").write_bytes(stream.getvalue())


def lstm(name, units=keras.UNITS, **settings):
    return keras.rnn("LSTM", name, units, **settings)


MODELS = {
    # What the encoder ends with, three times, from the states that it ends with; scores at each step.
    "states_repeated.h5": ("2.11.0", [
        (keras.embedding(), [None]), (giving(lstm("lstm")), ["embedding"]), (other("RepeatVector", "repeat_vector", n=3), ["lstm"]),
        (lstm("lstm_1", return_sequences=True), ["repeat_vector", ("lstm", 1), ("lstm", 2)]), (base.each(keras.dense("dense", 2)), ["lstm_1"])]),
    # Luong's attention of a decoder to itself and to both directions of its encoder.
    "states_of_both.keras": ("3.6.0", [
        (keras.embedding(), [None]), (giving(keras.both(lstm("lstm", return_sequences=True))), ["embedding"]),
        (other("Concatenate", "concatenate"), [("bidirectional", 1), ("bidirectional", 3)]), (other("Concatenate", "concatenate_1"), [("bidirectional", 2), ("bidirectional", 4)]),
        (giving(lstm("lstm_1", 2 * keras.UNITS, return_sequences=True)), ["embedding", "concatenate", "concatenate_1"]), (other("Attention", "attention"), ["lstm_1", "bidirectional"]),
        (other("Concatenate", "concatenate_2"), ["lstm_1", "attention"]), (other("GlobalAveragePooling1D", "global_average_pooling1d"), ["concatenate_2"]),
        (other("Concatenate", "concatenate_3"), ["global_average_pooling1d", ("lstm_1", 2)]), (keras.dense("dense", base.CLASSES, "softmax"), ["concatenate_3"])]),
    "states_in_both.keras": ("3.3.3", [
        (giving(keras.both(keras.rnn("GRU", "gru"))), [None]), (other("RepeatVector", "repeat_vector", n=4), ["bidirectional"]),
        (keras.both(keras.rnn("GRU", "gru_1"), "bidirectional_1", merge_mode="sum"), ["repeat_vector", ("bidirectional", 1), ("bidirectional", 2)]),
        (keras.dense("dense", 2), ["bidirectional_1"])]),
    "states_both.h5": ("2.9.0", [
        (giving(keras.both(lstm("lstm", 3))), [None]),
        (keras.both(lstm("lstm_1", 3, return_sequences=True), "bidirectional_1", merge_mode="sum"), [None, *(("bidirectional", at) for at in range(1, 5))]),
        (other("GlobalAveragePooling1D", "global_average_pooling1d"), ["bidirectional_1"]), (keras.dense("dense", 1, "sigmoid"), ["global_average_pooling1d"])]),
    # The state of one layer, made over by a dense layer, and a single state given alone.
    "states_dense.keras": ("3.6.0", [
        (giving(cells.cell_of("SimpleRNN", "simple_rnn", 3, activation="tanh")), [None]), (keras.dense("dense", 4, "tanh"), [("simple_rnn", 1)]),
        (giving(keras.rnn("GRU", "gru")), [None, "dense"]), (other("Add", "add"), [("gru", 1), "dense"]), (keras.dense("dense_1", base.CLASSES, "softmax"), ["add"])]),
    # States that no recurrent layer made.
    "states_of_mean.h5": ("2.11.0", [
        (keras.embedding(), [None]), (other("GlobalAveragePooling1D", "global_average_pooling1d"), ["embedding"]), (keras.dense("dense", 4, "tanh"), ["global_average_pooling1d"]),
        (keras.dense("dense_1", 4), ["global_average_pooling1d"]), (lstm("lstm"), ["embedding", "dense", "dense_1"]), (keras.dense("dense_2", 2), ["lstm"])]),
    "states_repeated_3.keras": ("3.6.0", [
        (keras.embedding(mask_zero=True), [None]), (giving(lstm("lstm")), ["embedding"]), (other("RepeatVector", "repeat_vector", n=4), ["lstm"]),
        (lstm("lstm_1", return_sequences=True), ["repeat_vector", ("lstm", 1), ("lstm", 2)]), (other("GlobalMaxPooling1D", "global_max_pooling1d"), ["lstm_1"]),
        (keras.dense("dense", 2), ["global_max_pooling1d"])]),
    "states_masked.h5": ("2.11.0", [
        (keras.embedding(mask_zero=True), [None]), (giving(lstm("lstm", 3)), ["embedding"]), (lstm("lstm_1", 3), ["embedding", ("lstm", 1), ("lstm", 2)]),
        (keras.dense("dense", base.CLASSES, "softmax"), ["lstm_1"])]),
}

if __name__ == "__main__":
    for number, (name, (version, nodes)) in enumerate(MODELS.items()):
        run(name, 500 + number, version, nodes)
