"""Two networks of papers that apply LRP to recurrent networks, small and with random weights, laid out as Keras saves them.

therapy.h5: Yang et al. 2018, an LSTM over visits, static features joined to what it reads, several yes-or-no labels.
scan.h5: Thomas et al. 2018, convolutions over each slice of a volume, an LSTM over the slices both ways, one of several classes.

The forward passes are those of ../KerasCompositions/make_compositions.py, but for the convolutions here; the relevances are by the rules
written out below, in NumPy, one sequence after another.
"""

import io
import json
import pathlib
import sys
import zipfile

import h5py
import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "KerasCompositions"))
import make_compositions as compositions  # noqa: E402

keras = compositions.keras
VERSION, EPSILON, ALPHA = "2.9.0", 0.001, 2.0


# The rules.


def by_epsilon(x, weights, z, relevance):
    """R_k = x_k Σ_j w_kj R_j / (z_j + ε sign z_j); what the bias has is dropped."""
    return x * (weights @ (relevance / (z + EPSILON * np.where(z >= 0, 1, -1))))


def by_alpha_beta(x, weights, bias, relevance):
    """R_k = Σ_j (α (w_kj x_k)⁺ / (z_j⁺ + ε) − β (w_kj x_k)⁻ / (z_j⁻ − ε)) R_j with β = α − 1, the bias being in z⁺ or z⁻."""
    parts = x[:, None] * weights
    rising, falling = np.maximum(parts, 0), np.minimum(parts, 0)
    above = rising.sum(axis=0) + np.maximum(bias, 0) + EPSILON
    below = falling.sum(axis=0) + np.minimum(bias, 0) - EPSILON
    return rising @ (ALPHA * relevance / above) - falling @ ((ALPHA - 1) * relevance / below)


def lstm(x, arrays):
    """The last state, and what carries its relevance to x; products of gate and signal give all to the signal."""
    kernel, recurrent, bias = arrays
    units = recurrent.shape[0]
    h, c, steps = np.zeros(units), np.zeros(units), []
    for at in x:
        z = at @ kernel + h @ recurrent + bias
        i, f, g, o = np.split(z, 4)
        before, old = h, c
        c = keras.sigmoid(f) * old + keras.sigmoid(i) * np.tanh(g)
        h = keras.sigmoid(o) * np.tanh(c)
        steps.append((at, before, g, keras.sigmoid(f) * old, keras.sigmoid(i) * np.tanh(g), c))

    def back(relevance):
        of_x, of_h, of_c = [], relevance, np.zeros(units)
        for at, before, g, kept, written, state in reversed(steps):
            of_c = of_c + of_h
            ratio = of_c / (state + EPSILON * np.where(state >= 0, 1, -1))
            of_g, of_c = written * ratio, kept * ratio
            of_x.append(by_epsilon(at, kernel[:, 2 * units:3 * units], g, of_g))
            of_h = by_epsilon(before, recurrent[:, 2 * units:3 * units], g, of_g)
        return np.array(of_x[::-1])

    return h, back


def convolution(x, kernel, bias):
    """The sums of a convolution over an image, and what carries the relevance of what follows to the image."""
    height, width, channels, filters = kernel.shape
    rows, columns = x.shape[0] - height + 1, x.shape[1] - width + 1
    flat = kernel.reshape(-1, filters)
    window = lambda row, column: (slice(row, row + height), slice(column, column + width))
    z = np.array([[x[window(row, column)].reshape(-1) @ flat + bias for column in range(columns)] for row in range(rows)])

    def back(relevance):
        made = np.zeros_like(x)
        for row in range(rows):
            for column in range(columns):
                part = by_alpha_beta(x[window(row, column)].reshape(-1), flat, bias, relevance[row, column])
                made[window(row, column)] += part.reshape(height, width, channels)
        return made

    return z, back


# The networks.


def therapy(x, features, weights):
    cell, hidden, labels = weights
    state, back = lstm(x, cell)
    joined = np.concatenate([state, features])
    sums = joined @ hidden[0] + hidden[1]
    scores = np.tanh(sums) @ labels[0] + labels[1]

    def relevance(label):
        start = np.where(np.arange(len(scores)) == label, scores, 0)
        of_hidden = by_epsilon(np.tanh(sums), labels[0], scores, start)
        of_joined = by_epsilon(joined, hidden[0], sums, of_hidden)
        return back(of_joined[:len(state)]), of_joined[len(state):]

    return scores, relevance


def scan(x, weights):
    first, second, cells, labels = weights
    below = [convolution(part, *first) for part in x]
    above = [convolution(np.maximum(z, 0), *second) for z, _ in below]
    slices = np.array([np.maximum(z, 0).reshape(-1) for z, _ in above])
    (left, back_left), (right, back_right) = lstm(slices, cells[:3]), lstm(slices[::-1], cells[3:])
    state = np.concatenate([left, right])
    scores = state @ labels[0] + labels[1]

    def relevance(label):
        of_state = by_epsilon(state, labels[0], scores, np.where(np.arange(len(scores)) == label, scores, 0))
        of_slices = back_left(of_state[:len(left)]) + back_right(of_state[len(left):])[::-1]
        return np.array([
            below[at][1](above[at][1](of_slice.reshape(above[at][0].shape))) for at, of_slice in enumerate(of_slices)
        ])

    return scores, relevance


# The files.


def node(layer, reads):
    return {**layer, "inbound_nodes": [[[read, 0, 0, {}] for read in reads]] if reads else []}


def functional(nodes, inputs, output):
    layers = [{**node(entry, reads), "name": entry["config"]["name"]} for entry, reads in nodes]
    ends = {"input_layers": [[name, 0, 0] for name in inputs], "output_layers": [[output, 0, 0]]}
    return {"class_name": "Functional", "config": {"name": "model", "trainable": True, "layers": layers, **ends}}


def input_layer(name, shape):
    return compositions.entry(keras.other("InputLayer", name, shape=shape, dtype="float32"), 2)


def image_layer(name, kind, **settings):
    inner = {"class_name": kind, "config": {"name": kind.lower(), "trainable": True, "dtype": "float32", "data_format": "channels_last", **settings}}
    return {"class_name": "TimeDistributed", "config": {"name": name, "trainable": True, "dtype": "float32", "layer": inner}}


def image_convolution(name, filters, size):
    return image_layer(name, "Conv2D", filters=filters, kernel_size=size, strides=[1, 1], padding="valid", dilation_rate=[1, 1],
                       groups=1, activation="relu", use_bias=True)


def write(path, model, layers):
    with h5py.File(path, "w") as file:
        file.attrs["backend"] = "tensorflow"
        file.attrs["keras_version"] = VERSION
        file.attrs["model_config"] = json.dumps(model).encode("utf8")
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = [name.encode("utf8") for name, _, _ in layers]
        for name, names, arrays in layers:
            own = group.create_group(name)
            own.attrs["weight_names"] = [one.encode("utf8") for one in names]
            for one, array in zip(names, arrays):
                own.create_dataset(one, array.shape, dtype=array.dtype)[:] = array


def write_record(path, arrays):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for key, value in arrays.items():
            plain = io.BytesIO()
            np.save(plain, value)
            archive.writestr(zipfile.ZipInfo(f"{key}.npy"), plain.getvalue())
    path.write_bytes(stream.getvalue())


def make_therapy():
    random = np.random.default_rng(2018)
    draw = lambda *shape: random.normal(0, 0.6, shape).astype("f4")
    weights = [[draw(4, 20), draw(5, 20), draw(20)], [draw(8, 6), draw(6)], [draw(6, 4), draw(4)]]
    nodes = [
        (input_layer("visits", [None, None, 4]), []),
        (input_layer("patient", [None, 3]), []),
        (keras.entry(keras.rnn("LSTM", "lstm", 5), 2), ["visits"]),
        (compositions.entry(keras.other("Concatenate", "concatenate"), 2), ["lstm", "patient"]),
        (keras.entry(keras.dense("dense", 6, "tanh"), 2), ["concatenate"]),
        (keras.entry(keras.dense("therapies", 4, "sigmoid"), 2), ["dense"]),
    ]
    named = [("lstm", keras.weight_names(keras.rnn("LSTM", "lstm", 5)), weights[0])]
    named += [(name, [f"{name}/kernel:0", f"{name}/bias:0"], arrays) for name, arrays in (("dense", weights[1]), ("therapies", weights[2]))]
    write(HERE / "therapy.h5", functional(nodes, ["visits", "patient"], "therapies"), named)
    exact = [[array.astype("f8") for array in arrays] for arrays in weights]
    inputs, features = random.normal(size=(3, 6, 4)), random.normal(size=(3, 3))
    done = [therapy(x, beside, exact) for x, beside in zip(inputs, features)]
    relevances = [[relevance(label) for label in range(4)] for _, relevance in done]
    scores = np.array([one for one, _ in done])
    write_record(HERE / "therapy.npz", {
        "inputs": inputs, "static": features, "logits": scores, "outputs": keras.sigmoid(scores),
        "relevance": np.array([[steps for steps, _ in labels] for labels in relevances]),
        "relevance_static": np.array([[beside for _, beside in labels] for labels in relevances]),
    })
    lines = [{"id": f"patient-{at}", "numbers": x.tolist(), "static": beside.tolist()} for at, (x, beside) in enumerate(zip(inputs, features))]
    (HERE / "therapy.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def make_scan():
    random = np.random.default_rng(2019)
    draw = lambda *shape: random.normal(0, 0.5, shape).astype("f4")
    cell = lambda: [draw(24, 16), draw(4, 16), draw(16)]
    weights = [[draw(3, 3, 1, 3), draw(3)], [draw(2, 2, 3, 4), draw(4)], cell() + cell(), [draw(8, 3), draw(3)]]
    both = keras.both(keras.rnn("LSTM", "lstm", 4))
    nodes = [
        (input_layer("volume", [None, 4, 6, 5, 1]), []),
        (image_convolution("conv_0", 3, [3, 3]), ["volume"]),
        (image_convolution("conv_1", 4, [2, 2]), ["conv_0"]),
        (image_layer("flat", "Flatten"), ["conv_1"]),
        (keras.entry(both, 2), ["flat"]),
        (keras.entry(keras.dense("states", 3, "softmax"), 2), ["bidirectional"]),
    ]
    plain = lambda name: [f"{name}/kernel:0", f"{name}/bias:0"]
    named = [("conv_0", plain("conv_0"), weights[0]), ("conv_1", plain("conv_1"), weights[1])]
    named += [("bidirectional", keras.weight_names(both), weights[2]), ("states", plain("states"), weights[3])]
    write(HERE / "scan.h5", functional(nodes, ["volume"], "states"), named)
    exact = [[array.astype("f8") for array in arrays] for arrays in weights]
    inputs = random.normal(size=(2, 4, 6, 5, 1))
    done = [scan(x, exact) for x in inputs]
    scores = np.array([one for one, _ in done])
    soft = np.exp(scores - scores.max(axis=1, keepdims=True))
    write_record(HERE / "scan.npz", {
        "inputs": inputs, "logits": scores, "outputs": soft / soft.sum(axis=1, keepdims=True),
        "relevance": np.array([relevance(int(np.argmax(of))) for of, relevance in done]),
    })
    np.save(HERE / "scan.npy", inputs)


if __name__ == "__main__":
    make_therapy()
    make_scan()
