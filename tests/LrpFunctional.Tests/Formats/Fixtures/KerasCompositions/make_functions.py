"""Functions of TensorFlow (TFOpLambda) and operations of Keras 3 where layers could stand, and joins of two layers.

Their equations, in NumPy, beside those of make_layers.py. python3 make_functions.py (h5py 3.7).
"""

import numpy as np

import make_layers as further

base, layouts, keras, other = further.base, further.layouts, further.keras, further.other
MADE = {
    "Add": lambda a, b: a + b, "Subtract": lambda a, b: a - b, "Multiply": lambda a, b: a * b, "Divide": lambda a, b: a / b, "Negative": lambda a: -a,
    "Tanh": np.tanh, "Sigmoid": further.logistic, "LeakyRelu": lambda a: np.where(a > 0, a, 0.2 * a), "Identity": lambda a: a,
    "Mean": lambda a: a.mean(axis=0), "Max": lambda a: a.max(axis=0), "Sum": lambda a: a.sum(axis=0), "Concatenate": lambda *all: np.concatenate(all, axis=-1),
    "Softmax": lambda a: further.softmax(a.T).T, "ExpandDims": lambda a: a[None], "Squeeze": lambda a: a[0], "Transpose": lambda a: a.T,
    "Matmul": lambda a, b: (a.T if a.shape[0] == b.shape[0] else a) @ b, "Dot": lambda a, b: np.tensordot(a, b, (0, 0)),
}
base.OWN += ("Subtract", "Dot", "Identity")
step_before, config_before, model_before = base.step, base.config_of, layouts.model_of


def operation(kind, name, written, number=None, first=False, **arguments):
    """An operation, written as a function of TensorFlow or as a class of a module of Keras 3."""
    return {"class": kind, "name": name, "written": written, "number": number, "first": first, "arguments": arguments}


def step(layer, arrays, version, read):
    if layer["class"] in MADE and ("written" in layer or layer["class"] in ("Subtract", "Dot", "Identity")):
        given = [*read] if layer.get("number") is None else [layer["number"], *read] if layer["first"] else [*read, layer["number"]]
        return given[0] if layer["class"] == "Sigmoid" else None, MADE[layer["class"]](*given)
    return step_before(layer, arrays, version, read)


def config_of(layer, version):
    return {"name": layer["name"]} if "written" in layer else config_before(layer, version)


def called_2(layer, reads):
    """How Keras 2 calls a function: the first tensor or all of a list, the second as y or b."""
    tensors = [[read, 0, 0] for read in reads]
    if layer["class"] == "Concatenate":
        return [[[*tensor, layer["arguments"]] for tensor in tensors]]
    second = "b" if layer["class"] == "Matmul" else "y"
    given = tensors if layer["number"] is None else [["_CONSTANT_VALUE", -1, layer["number"]], *tensors] if layer["first"] else [*tensors, layer["number"]]
    return [[*given[0], {**({second: given[1], "name": None} if len(given) > 1 else {}), **layer["arguments"]}]]


def model_of(nodes, version):
    model = model_before(nodes, version)
    written = {layer["name"]: (layer, reads) for layer, reads in nodes if "written" in layer}
    for entry in model["config"]["layers"]:
        name = entry["config"]["name"]
        if name not in written:
            continue
        layer, reads = written[name]
        if version == 2:
            reads = [read or "input_layer" for read in reads]
            entry |= {"class_name": "TFOpLambda", "config": {"name": name, "trainable": True, "dtype": "float32", "function": layer["written"]}, "inbound_nodes": called_2(layer, reads)}
        else:
            args = entry["inbound_nodes"][0]["args"]
            args = args if layer["class"] == "Concatenate" or not isinstance(args[0], list) else args[0]
            args = args if layer["number"] is None else [layer["number"], *args] if layer["first"] else [*args, layer["number"]]
            entry |= {"module": layer["written"], "class_name": layer["class"], "registered_name": layer["class"], "config": {"name": name, **layer["arguments"]}}
            entry["inbound_nodes"] = [{"args": args, "kwargs": {}}]
    if any(layer.get("fixed") for layer, _ in nodes):
        shape = model["config"]["layers"][0]["config"]
        shape["batch_shape" if version == 3 else "batch_input_shape"][1] = keras.LENGTH
    return model


base.step, base.config_of, layouts.model_of = step, config_of, model_of
base.OWN += tuple(MADE)
NUMPY, NN = "keras.src.ops.numpy", "keras.src.ops.nn"

MODELS = {
    "functions_2.h5": ("2.11.0", [
        (keras.rnn("LSTM", "lstm", return_sequences=True), [None]), (keras.dense("dense", keras.UNITS), [None]), (operation("Tanh", "tf.math.tanh", "math.tanh"), ["dense"]),
        (operation("Add", "tf.__operators__.add", "__operators__.add"), ["lstm", "tf.math.tanh"]),
        (operation("Multiply", "tf.math.multiply", "math.multiply", number=2.5), ["tf.__operators__.add"]),
        (operation("Subtract", "tf.math.subtract", "math.subtract", number=1.0, first=True), ["tf.math.multiply"]),
        (operation("Subtract", "tf.math.subtract_1", "math.subtract"), ["tf.math.subtract", "lstm"]),
        (operation("Mean", "tf.math.reduce_mean", "math.reduce_mean", axis=1), ["tf.math.subtract_1"]),
        (operation("Max", "tf.math.reduce_max", "math.reduce_max", axis=1, keepdims=False), ["lstm"]),
        (operation("Concatenate", "tf.concat", "concat", axis=-1), ["tf.math.reduce_mean", "tf.math.reduce_max"]),
        (operation("LeakyRelu", "tf.nn.leaky_relu", "nn.leaky_relu"), ["tf.concat"]), (operation("Identity", "tf.identity", "identity"), ["tf.nn.leaky_relu"]),
        (keras.dense("dense_1", 1), ["tf.identity"]), (operation("Sigmoid", "tf.math.sigmoid", "math.sigmoid"), ["dense_1"])]),
    "weighed_2.h5": ("2.11.0", [
        (keras.embedding(), [None]), (keras.rnn("GRU", "gru", return_sequences=True), ["embedding"]), (keras.dense("dense", 4), ["gru"]),
        (operation("Tanh", "tf.math.tanh", "math.tanh"), ["dense"]), (keras.dense("dense_1", 1), ["tf.math.tanh"]),
        (operation("Softmax", "tf.nn.softmax", "nn.softmax", axis=1), ["dense_1"]),
        (operation("Matmul", "tf.linalg.matmul", "linalg.matmul", transpose_a=True), ["tf.nn.softmax", "gru"]),
        (operation("Squeeze", "tf.compat.v1.squeeze", "compat.v1.squeeze", axis=1), ["tf.linalg.matmul"]), (keras.dense("dense_2", 2, "softmax"), ["tf.compat.v1.squeeze"])]),
    "operations_3.keras": ("3.6.0", [
        (keras.rnn("GRU", "gru", return_sequences=True), [None]), (keras.dense("dense", keras.UNITS), ["gru"]), (operation("Tanh", "tanh", NUMPY), ["dense"]),
        (keras.dense("dense_1", 1), ["tanh"]), (operation("Softmax", "softmax", NN, axis=1), ["dense_1"]), (operation("Transpose", "transpose", NUMPY, axes=[0, 2, 1]), ["softmax"]),
        (operation("Matmul", "matmul", NUMPY), ["transpose", "gru"]), (operation("Squeeze", "squeeze", NUMPY, axis=1), ["matmul"]),
        (operation("Add", "add", NUMPY), ["gru", "tanh"]), (operation("Subtract", "subtract", NUMPY), ["add", "gru"]), (operation("Divide", "divide", NUMPY, number=2), ["subtract"]),
        (operation("Add", "add_1", NUMPY, number=0.5, first=True), ["divide"]), (operation("Negative", "negative", NUMPY), ["add_1"]),
        (operation("Mean", "mean", NUMPY, axis=1, keepdims=False), ["negative"]), (operation("Max", "max", NUMPY, axis=[1], keepdims=False, initial=None), ["add"]),
        (operation("Concatenate", "concatenate", NUMPY, axis=1), ["squeeze", "mean", "max"]), (operation("Sigmoid", "sigmoid", NN), ["concatenate"]),
        (keras.dense("dense_2", 2), ["sigmoid"])]),
    "dots.h5": ("2.11.0", [
        (keras.embedding(), [None]), (keras.both(keras.rnn("LSTM", "lstm", return_sequences=True)), ["embedding"]), (keras.dense("dense", 1, "tanh"), ["bidirectional"]),
        (other("Flatten", "flatten"), ["dense"]), (other("Activation", "activation", activation="softmax"), ["flatten"]), (other("Dot", "dot", axes=1, normalize=False), ["activation", "bidirectional"]),
        (keras.dense("dense_1", 1), ["bidirectional"]), (other("Softmax", "softmax", axis=1), ["dense_1"]),
        (other("Dot", "dot_1", axes=[1, 1], normalize=False), ["softmax", "bidirectional"]), (other("Flatten", "flatten_1"), ["dot_1"]),
        (other("Subtract", "subtract"), ["dot", "flatten_1"]), (other("Identity", "identity"), ["subtract"]), (keras.dense("dense_2", base.CLASSES, "softmax"), ["identity"])]),
    "summed.keras": ("3.6.0", [
        (keras.rnn("LSTM", "lstm", return_sequences=True), [None]), (keras.rnn("GRU", "gru", return_sequences=True), [None]), (operation("Add", "add", NUMPY), ["lstm", "gru"]),
        ({**operation("Sum", "sum", NUMPY, axis=1, keepdims=False), "fixed": True}, ["add"]), (keras.dense("dense", 2), ["sum"])]),
}

if __name__ == "__main__":
    for number, (name, (version, nodes)) in enumerate(MODELS.items()):
        write = layouts.write_archive if name.endswith(".keras") else layouts.write_h5
        layouts.run(name, 500 + number, version, nodes, lambda path, model: write(path, model, version))
