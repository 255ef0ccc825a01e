#!/usr/bin/env python3
"""Writes the files of this folder with Python's pickle and NumPy: python3 make_fixtures.py (made with Python 3.11, NumPy 1.24.2).

NumPy 2 writes the same pickles but for the module name numpy._core; a pickler that renames the module stands in for it.
Every array holds ((7 n) mod 13 - 6) / 8 for n = 0, 1, ... in row order, which each floating-point type stores exactly."""
import io
import os
import pickle
import pickletools

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
D, E, C = 2, 3, 5
WORDS = ["<unk>", "good", "bad", "caf\u00e9", "8\u00a01/2", "."]


def values(*shape):
    n = np.arange(int(np.prod(shape)))
    return (((7 * n) % 13 - 6) / 8.0).reshape(shape)


def model(dtype="<f8", order="C"):
    shapes = {}
    for side in ("Left", "Right"):
        shapes.update({f"Wxh_{side}": (4 * D, E), f"bxh_{side}": (4 * D,), f"Whh_{side}": (4 * D, D), f"bhh_{side}": (4 * D,), f"Why_{side}": (C, D)})
    return {name: np.array(values(*shape), dtype=dtype, order=order) for name, shape in shapes.items()}


def as_numpy_2(data):
    """The pickle with numpy.core renamed to numpy._core, whichever way the protocol stores a name."""
    old, new = b"numpy.core.", b"numpy._core."
    out, ops = io.BytesIO(), list(pickletools.genops(data))
    for (op, arg, at), end in zip(ops, [position for _, _, position in ops[1:]] + [len(data)]):
        piece = data[at:end]
        if op.name == "FRAME":
            continue
        if op.name == "GLOBAL":
            piece = piece.replace(old, new)
        if op.name == "SHORT_BINUNICODE" and arg.startswith("numpy.core."):
            text = arg.encode().replace(old, new)
            piece = bytes([0x8C, len(text)]) + text
        out.write(piece)
    return out.getvalue()


def write(name, data):
    with open(os.path.join(HERE, name), "wb") as file:
        file.write(data)


os.makedirs(os.path.join(HERE, "reference"), exist_ok=True)
write("reference/model", pickle.dumps(model(), 4))
write("reference/vocab", pickle.dumps(WORDS, 4))
np.save(os.path.join(HERE, "reference", "embeddings.npy"), values(len(WORDS), E))

for protocol in (2, 3, 4, 5):
    write(f"model-protocol{protocol}.pickle", pickle.dumps(model(), protocol))
    write(f"model-protocol{protocol}-numpy2.pickle", as_numpy_2(pickle.dumps(model(), protocol)))
    write(f"vocab-protocol{protocol}.pickle", pickle.dumps(WORDS, protocol))
write("model-float32.pickle", pickle.dumps(model("<f4"), 4))
write("model-big-endian.pickle", pickle.dumps(model(">f8"), 4))
write("model-fortran.pickle", pickle.dumps(model(order="F"), 4))
write("model-fortran-protocol5.pickle", pickle.dumps(model(order="F"), 5))

for version in (1, 2, 3):
    for dtype in ("<f2", "<f4", "<f8", ">f4", ">f8"):
        for order in "CF":
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.array(values(3, 4), dtype=dtype, order=order), version=(version, 0))
            write(f"v{version}-{'little' if dtype[0] == '<' else 'big'}-{dtype[1:]}-{order}.npy", buffer.getvalue())
np.save(os.path.join(HERE, "integers.npy"), np.arange(12).reshape(3, 4))


class Evil:
    def __reduce__(self):
        return os.system, ("touch /tmp/lrp-was-here",)


write("evil.pickle", pickle.dumps({"Wxh_Left": Evil()}, 4))
write("complex.pickle", pickle.dumps({"Wxh_Left": 1j}, 4))
write("float.pickle", pickle.dumps({"Wxh_Left": 1.5}, 4))
write("objects.pickle", pickle.dumps(dict(model(), Wxh_Left=np.array([[{}]], dtype=object)), 4))
