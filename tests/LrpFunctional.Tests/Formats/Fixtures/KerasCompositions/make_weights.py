"""What save_weights writes of convolutions, normalisations, simple cells and heads, once with what to_json gives beside it.

The equations are those of make_cells.py. python3 make_weights.py (h5py 3.7).
"""

import json

import h5py

import make_cells as cells

base, further, keras, layouts, other = cells.base, cells.further, cells.keras, cells.layouts, cells.other


def write(path, model, version):
    if path.name.endswith(".weights.h5"):
        return lambda nodes, weights: layouts.write_states(path, nodes, weights)

    def put(nodes, weights):
        if path.stem == "weights_listed":
            (path.parent / f"{path.stem}.json").write_text(json.dumps({**model, "keras_version": version, "backend": "tensorflow"}) + "\n")
        with h5py.File(path, "w") as file:
            base.write_groups(file, [layer for layer, _ in nodes], weights, version)
    return put


MODELS = {
    "weights_listed.h5": ("2.11.0", base.chain(
        base.convolution("conv1d", 6, 3, "relu", "same"), other("MaxPooling1D", "max_pooling1d", pool_size=2, padding="valid"), base.normalisation("batch_normalization"),
        keras.both(cells.cell_of("SimpleRNN", "simple_rnn", 4, activation="tanh", return_sequences=True)), keras.rnn("GRU", "gru", 5, reset_after=False, recurrent_activation="sigmoid"),
        further.layer_normalisation("layer_normalization"), keras.dense("dense", 4, "relu"), keras.dense("dense_1", base.CLASSES, "softmax"))),
    "weights_old.h5": ("2.1.2", base.chain(
        keras.embedding(), base.convolution("conv1d_1", 5, 2, "tanh", "causal", dilation=2), keras.rnn("LSTM", "lstm_1", 4, activation="relu", recurrent_activation="hard_sigmoid", return_sequences=True),
        other("GlobalMaxPooling1D", "global_max_pooling1d_1"), keras.dense("dense_1", base.CLASSES, "softmax"))),
    "weights_heads.h5": ("2.11.0", [
        (keras.rnn("LSTM", "lstm", 4, return_sequences=True), [None]), (cells.heads("multi_head_attention", 2, 2, 2), ["lstm", "lstm"]),
        (other("GlobalMaxPooling1D", "global_max_pooling1d"), ["multi_head_attention"]), (keras.dense("dense", 2), ["global_max_pooling1d"])]),
    "stored.weights.h5": ("3.6.0", base.chain(
        keras.embedding(), base.convolution("conv1d", 6, 3, "relu", "same"), base.normalisation("batch_normalization"), keras.both(keras.rnn("LSTM", "lstm", return_sequences=True)),
        cells.cell_of("SimpleRNN", "simple_rnn", 4, activation="tanh"), further.layer_normalisation("layer_normalization"), keras.dense("dense", 4, "relu"),
        keras.dense("dense_1", base.CLASSES, "softmax"))),
}

if __name__ == "__main__":
    for number, (name, (version, nodes)) in enumerate(MODELS.items()):
        layouts.run(name, 500 + number, version, nodes, lambda path, model: write(path, model, version))
    with h5py.File(base.HERE / "endless.weights.h5", "w") as file:
        group = file.create_group("layers")
        for at in range(3):
            group[f"dense_{at}"] = group
