"""Layers that are called twice, and outputs that have names of their own.

The equations are those of make_functions.py. python3 make_shared.py (h5py 3.7).
"""

import make_functions as functions

base, layouts, keras, other = functions.base, functions.layouts, functions.keras, functions.other
model_before, arrays_before, names = layouts.model_of, base.arrays_of, {}


def again(layer):
    """The same layer, called a second time."""
    return {**layer, "name": f"{layer['name']} again", "again": layer["name"]}


def arrays_of(layer, size, random):
    if "again" in layer:
        return names[layer["again"]]
    names[layer["name"]] = arrays_before(layer, size, random)
    return names[layer["name"]]


def model_of(nodes, version):
    """The second calls as calls of the first, and a dictionary of outputs where Keras 3 may have one."""
    model = model_before(nodes, version)
    config = model["config"]
    seconds = {layer["name"]: layer["again"] for layer, _ in nodes if "again" in layer}

    def renamed(value):
        if isinstance(value, list):
            if len(value) >= 3 and value[0] in seconds.keys():
                return [seconds[value[0]], 1, *value[2:]]
            return [renamed(item) for item in value]
        return {key: renamed(item) for key, item in value.items()} if isinstance(value, dict) else value

    layers = {entry["config"]["name"]: entry for entry in config["layers"]}
    for name, entry in layers.items():
        entry["inbound_nodes"] = renamed(entry["inbound_nodes"])
    for second, first in seconds.items():
        layers[first]["inbound_nodes"] += layers[second]["inbound_nodes"]
    config["layers"] = [entry for name, entry in layers.items() if name not in seconds]
    if version == 3:
        config["output_layers"] = {"label": config["output_layers"][0]}
        config["input_layers"] = {"series": config["input_layers"][0]}
    return model


layouts.model_of, base.arrays_of = model_of, arrays_of
DENSE, LSTM = keras.dense("dense", keras.UNITS, "tanh"), keras.rnn("LSTM", "lstm", 5, return_sequences=True)
HEAD = [(keras.rnn("GRU", "gru"), ["concatenate"]), (keras.dense("dense_1", 2), ["gru"])]
NODES = [
    (LSTM, [None]), (again(LSTM), ["lstm"]), (DENSE, ["lstm"]), (again(DENSE), ["lstm again"]),
    (other("Subtract", "subtract"), ["dense again", "dense"]), (other("Concatenate", "concatenate"), ["subtract", "lstm"]), *HEAD]

if __name__ == "__main__":
    for number, (name, version) in enumerate({"shared.h5": "2.11.0", "shared.keras": "3.6.0"}.items()):
        write = layouts.write_archive if name.endswith(".keras") else layouts.write_h5

        def once(path, model, write=write, version=version):
            own = write(path, model, version)
            return lambda nodes, weights: own(*(list(kept) for kept in zip(*((node, arrays) for node, arrays in zip(nodes, weights) if "again" not in node[0]))))

        layouts.run(name, 700, version, NODES, once)
