"""Further cells of Keras: other functions than the usual ones, SimpleRNN, cuDNN's, and MultiHeadAttention.

Their equations, in NumPy, beside those of make_layers.py. python3 make_cells.py (h5py 3.7).
"""

import numpy as np

import make_layers as further

base, layouts, keras, other = further.base, further.layouts, further.keras, further.other
base.OWN += ("MultiHeadAttention",)
CELLS = ("LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU")
BLOCKS = {"LSTM": 4, "CuDNNLSTM": 4, "GRU": 3, "CuDNNGRU": 3, "SimpleRNN": 1}
before = {name: getattr(keras, name) for name in ("arrays_of", "config_of", "weight_names")}
arrays_before, step_before, config_before, names_before, state_before = base.arrays_of, base.step, base.config_of, base.weight_names, layouts.state


def function(name, version):
    return further.HARD[version] if name == "hard_sigmoid" else keras.ACTIVATIONS[name]


def cell(layer, x, weights, version):
    """The states in the order in which they are made."""
    kind, units = layer["class"], layer["units"]
    kernel, recurrent = weights[:2]
    blocks = BLOCKS[kind]
    bias = weights[2] if len(weights) > 2 else np.zeros(blocks * units)
    if kind.startswith("CuDNN"):
        # The numbers of a block lie as cuDNN's matrix (units × inputs), whatever shape Keras gives them.
        kernel, recurrent = (np.hstack([block.reshape(-1).reshape(units, -1).T for block in np.hsplit(matrix, blocks)]) for matrix in (kernel, recurrent))
        bias = bias.reshape(2, -1)
    of_x, of_h = bias if bias.ndim == 2 else (bias, np.zeros_like(bias))
    act, gate = function(layer.get("activation", "tanh"), version), function(layer.get("recurrent_activation", "sigmoid"), version)
    h, c, states = np.zeros(units), np.zeros(units), []
    for row in x[::-1] if layer["go_backwards"] else x:
        left, right = row @ kernel + of_x, h @ recurrent + of_h
        a, b = (np.split(sums, blocks) for sums in (left, right))
        if blocks == 1:
            h = act(left + right)
        elif blocks == 4:
            i, f, g, o = (one + two for one, two in zip(a, b))
            c = gate(f) * c + gate(i) * act(g)
            h = gate(o) * act(c)
        else:
            z, r = gate(a[0] + b[0]), gate(a[1] + b[1])
            n = act(a[2] + (r * b[2] if layer.get("reset_after", True) else (r * h) @ recurrent[:, 2 * units:]))
            h = z * h + (1 - z) * n
        states.append(h)
    return np.array(states)


def arrays_of_cell(layer, size, random):
    if layer["class"] not in ("SimpleRNN", "CuDNNLSTM", "CuDNNGRU"):
        return before["arrays_of"](layer, size, random)
    draw = lambda *shape: random.normal(0, 0.6, shape).astype("f4")
    units, rows = layer["units"], BLOCKS[layer["class"]] * layer["units"]
    bias = [draw(2 * rows if layer["class"][0] == "C" else rows)] if layer["use_bias"] else []
    return [draw(size, rows), draw(units, rows), *bias], units


def config_of_cell(layer, version):
    kind = layer["class"]
    if kind not in ("SimpleRNN", "CuDNNLSTM", "CuDNNGRU"):
        return before["config_of"](layer, version)
    config = before["config_of"]({**layer, "class": "LSTM" if kind == "CuDNNLSTM" else "GRU"}, version)
    unknown = ["recurrent_activation", "implementation"]
    unknown += ["activation", "use_bias", "dropout", "recurrent_dropout", "unroll", "time_major"] if kind[0] == "C" else ["time_major"]
    return {key: value for key, value in config.items() if key not in unknown}


def weight_names_of_cell(layer):
    kind, name = layer["class"], layer["name"]
    if kind not in ("SimpleRNN", "CuDNNLSTM", "CuDNNGRU"):
        return before["weight_names"](layer)
    group = f"{name}/simple_rnn_cell" if kind == "SimpleRNN" else name
    return [f"{group}/{part}:0" for part in ("kernel", "recurrent_kernel", "bias")][:3 if layer["use_bias"] else 2]


keras.cell, keras.arrays_of, keras.config_of, keras.weight_names = cell, arrays_of_cell, config_of_cell, weight_names_of_cell
PARTS = ("query", "key", "value", "attention_output")


def arrays_of(layer, size, random):
    if layer["class"] != "MultiHeadAttention":
        return arrays_before(layer, size, random)
    draw = lambda *shape: random.normal(0, 0.6, shape).astype("f4")
    heads, of_keys, of_values = (layer[name] for name in ("num_heads", "key_dim", "value_dim"))
    made = []
    for shape in [(size, heads, of_keys), (size, heads, of_keys), (size, heads, of_values), (heads, of_values, size)]:
        made.append(draw(*shape))
        if layer["use_bias"]:
            made.append(draw(*shape[1:]) if len(made) < 7 else draw(size))
    return made, size


def step(layer, arrays, version, read):
    kind = layer["class"]
    if kind in CELLS:
        return None, keras.recurrent(layer, read[0], [array.astype("f8") for array in arrays], version)
    if kind != "MultiHeadAttention":
        return step_before(layer, arrays, version, read)
    arrays = [array.astype("f8") for array in arrays]
    kernels, biases = (arrays[::2], arrays[1::2]) if layer["use_bias"] else (arrays, [0, 0, 0, 0])
    query, key, value = (np.einsum("te,ehk->thk", x, kernel) + bias for x, kernel, bias in zip((read[0], read[-1], read[1]), kernels, biases))
    scores = np.einsum("ahk,bhk->hab", query / np.sqrt(layer["key_dim"]), key)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return None, np.einsum("hab,bhv,hve->ae", weights, value, kernels[3]) + biases[3]


def config_of(layer, version):
    if layer["class"] != "MultiHeadAttention":
        return config_before(layer, version)
    config = {"name": layer["name"], "trainable": True, "dtype": keras.dtype(version)}
    own = {key: layer[key] for key in ("num_heads", "key_dim", "value_dim", "use_bias")}
    config |= {**own, "dropout": 0.1, "output_shape": None, "attention_axes": [1], "kernel_initializer": keras.initializer("GlorotUniform", version, seed=None)}
    config |= {"bias_initializer": keras.initializer("Zeros", version), "kernel_regularizer": None, "bias_regularizer": None, "activity_regularizer": None}
    config |= {"kernel_constraint": None, "bias_constraint": None}
    return {**config, "seed": None} if version == 3 else {**config, "query_shape": [None, None, 8], "key_shape": [None, None, 8], "value_shape": [None, None, 8]}


def weight_names(layer):
    if layer["class"] != "MultiHeadAttention":
        return names_before(layer)
    return [f"{layer['name']}/{part}/{array}:0" for part in PARTS for array in ("kernel", "bias")[:1 + layer["use_bias"]]]


def state(put, path, layer, arrays):
    if layer["class"] == "SimpleRNN":
        return put([*path, "cell"], arrays)
    if layer["class"] != "MultiHeadAttention":
        return state_before(put, path, layer, arrays)
    each = len(arrays) // 4
    for at, part in enumerate(("query", "key", "value", "output")):
        put([*path, f"{layer.get('before', '')}{part}_dense"], arrays[at * each:(at + 1) * each])


base.arrays_of, base.step, base.config_of, base.weight_names, layouts.state = arrays_of, step, config_of, weight_names, state


def called(model, version):
    """The model, with its MultiHeadAttention called as Keras writes it: values and keys beside the query."""
    aside = {"attention_mask": None, "return_attention_scores": False, "training": None, "use_causal_mask": False}
    for entry in model["config"]["layers"]:
        if entry["class_name"] == "MultiHeadAttention":
            if version == 3:
                entry["inbound_nodes"] = [{"args": entry["inbound_nodes"][0]["args"][0], "kwargs": {"query_mask": None, **aside}}]
            else:
                (name, *_), *given = entry["inbound_nodes"][0]
                entry["inbound_nodes"] = [[[name, 0, 0, {**{key: of[:3] for key, of in zip(("value", "key"), given)}, **aside}]]]
    return model


def heads(name, count, of_keys, of_values, use_bias=True, **layout):
    return other("MultiHeadAttention", name, **layout, num_heads=count, key_dim=of_keys, value_dim=of_values, use_bias=use_bias)


def cell_of(kind, name, units=keras.UNITS, **settings):
    return other(kind, name, **{"units": units, "return_sequences": False, "go_backwards": False, "use_bias": True, "recurrent_activation": "sigmoid", **settings})


MODELS = {
    "relu_lstm.h5": ("2.11.0", base.chain(
        keras.embedding(), keras.both(keras.rnn("LSTM", "lstm", activation="relu", return_sequences=True), merge_mode="sum"),
        keras.rnn("LSTM", "lstm_1", 3, activation="elu", recurrent_activation="hard_sigmoid"), keras.dense("dense", base.CLASSES, "softmax"))),
    "functions.keras": ("3.6.0", base.chain(
        keras.both(keras.rnn("GRU", "gru", activation="softsign", recurrent_activation="hard_sigmoid", return_sequences=True), merge_mode="ave"),
        keras.rnn("GRU", "gru_1", activation="selu", reset_after=False, return_sequences=True), keras.rnn("LSTM", "lstm", recurrent_activation="softsign", return_sequences=True),
        keras.both(keras.rnn("LSTM", "lstm_1", 3, activation="gelu", use_bias=False), "bidirectional_1"), keras.dense("dense", 1, "sigmoid"))),
    "simple_rnn.keras": ("3.6.0", base.chain(
        keras.embedding(), keras.both(cell_of("SimpleRNN", "simple_rnn", activation="tanh", return_sequences=True)),
        cell_of("SimpleRNN", "simple_rnn_1", activation="relu", return_sequences=True), cell_of("SimpleRNN", "simple_rnn_2", 3, activation="tanh", use_bias=False, go_backwards=True),
        keras.dense("dense", base.CLASSES, "softmax"))),
    "simple_rnn_2.h5": ("2.11.0", base.chain(
        cell_of("SimpleRNN", "simple_rnn", activation="tanh", return_sequences=True), keras.both(cell_of("SimpleRNN", "simple_rnn_1", 3, activation="linear"), merge_mode="sum"),
        keras.dense("dense", 2))),
    "cudnn.h5": ("2.2.4", base.chain(
        keras.embedding(), keras.both(cell_of("CuDNNLSTM", "cu_dnnlstm", return_sequences=True)), cell_of("CuDNNLSTM", "cu_dnnlstm_1", 3, return_sequences=True),
        cell_of("CuDNNGRU", "cu_dnngru"), keras.dense("dense", base.CLASSES, "softmax"))),
    "cudnn_2_15.keras": ("2.15.0", base.chain(
        cell_of("CuDNNGRU", "cu_dnngru", return_sequences=True), cell_of("CuDNNLSTM", "cu_dnnlstm", go_backwards=True), keras.dense("dense", 2))),
    "heads.keras": ("3.6.0", [
        (keras.embedding(), [None]), (keras.both(keras.rnn("LSTM", "lstm", return_sequences=True)), ["embedding"]),
        (heads("multi_head_attention", 2, 3, 2), ["bidirectional", "bidirectional"]), (other("Add", "add"), ["bidirectional", "multi_head_attention"]),
        (further.layer_normalisation("layer_normalization"), ["add"]), (other("GlobalAveragePooling1D", "global_average_pooling1d"), ["layer_normalization"]),
        (keras.dense("dense", base.CLASSES, "softmax"), ["global_average_pooling1d"])]),
    "heads_3_0.keras": ("3.0.5", [
        (keras.rnn("LSTM", "lstm", return_sequences=True), [None]), (heads("multi_head_attention", 2, 2, 3, before="_"), ["lstm", "lstm"]),
        (other("GlobalMaxPooling1D", "global_max_pooling1d"), ["multi_head_attention"]), (keras.dense("dense", 2), ["global_max_pooling1d"])]),
    "heads_2.h5": ("2.11.0", [
        (keras.both(keras.rnn("GRU", "gru", return_sequences=True)), [None]), (heads("multi_head_attention", 3, 2, 2, use_bias=False), ["bidirectional"] * 3),
        (keras.rnn("LSTM", "lstm", 3), ["multi_head_attention"]), (keras.dense("dense", 2), ["lstm"])]),
}

if __name__ == "__main__":
    for number, (name, (version, nodes)) in enumerate(MODELS.items()):
        write = layouts.write_archive if name.endswith(".keras") else layouts.write_h5
        layout = {"container": "_layer_checkpoint_dependencies"} if name == "cudnn_2_15.keras" else {}
        layouts.run(name, 400 + number, version, nodes, lambda path, model: write(path, called(model, int(version[0])), version, **layout))
