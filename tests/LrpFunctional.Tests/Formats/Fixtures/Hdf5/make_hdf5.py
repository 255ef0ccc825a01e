"""HDF5 files of every kind of group, dataset and attribute that a reader may meet: python3 make_hdf5.py (h5py 3.7, HDF5 1.10).

The same files come out each time, but for the hour that some objects keep.
"""

import pathlib

import h5py
import numpy as np

HERE = pathlib.Path(__file__).parent
VALUES = (np.arange(12).reshape(3, 4) - 6) / 8


def fill(file):
    numbers = file.create_group("numbers")
    for code in ("<f2", "<f4", "<f8", ">f4", ">f8"):
        numbers.create_dataset(f"{code[1:]}-{'little' if code[0] == '<' else 'big'}", data=VALUES.astype(code))
    numbers.create_dataset("vector", data=VALUES[0])

    refused = file.create_group("refused")
    refused.create_dataset("integers", data=np.arange(3))
    refused.create_dataset("single", data=0.5)
    refused.create_dataset("cube", data=np.ones((2, 2, 2)))
    refused.create_dataset("unwritten", shape=(3,), dtype="f8")
    refused.create_dataset("chunked", data=VALUES, chunks=(3, 2), compression="gzip")
    refused.create_dataset("elsewhere", shape=(3,), dtype="f8", external=[("passwords", 0, 24)])
    virtual = h5py.VirtualLayout(shape=(3,), dtype="f8")
    virtual[:] = h5py.VirtualSource("other.h5", "x", shape=(3,))
    refused.create_virtual_dataset("virtual", virtual)

    links = file.create_group("links")
    links["soft"] = h5py.SoftLink("/numbers/vector")
    links["cycle"] = h5py.SoftLink("/links/cycle")
    links["other"] = h5py.ExternalLink("other.h5", "/x")
    links["again"] = links
    links["hard"] = numbers["vector"]

    texts = file.create_group("texts")
    texts.attrs["any"] = "caf\u00e9 " * 5000
    texts.attrs["list"] = ["a", "", "caf\u00e9"]
    texts.attrs["fixed"] = np.array([b"a", b"bcd"])
    texts.attrs["none"] = []
    texts.attrs["number"] = 5
    spaced = h5py.h5t.C_S1.copy()
    spaced.set_size(6)
    spaced.set_strpad(h5py.h5t.STR_SPACEPAD)
    h5py.h5a.create(texts.id, b"spaced", spaced, h5py.h5s.create(h5py.h5s.SCALAR)).write(np.array(b"ab    ", "S6"), spaced)


def fill_chunks(file):
    numbers = file.create_group("numbers")
    for name, settings in {
        "plain": {"chunks": (2, 2)}, "ends": {"chunks": (2, 3)}, "one": {"chunks": (3, 4)}, "one-gzip": {"chunks": (3, 4), "compression": "gzip"},
        "gzip": {"chunks": (2, 2), "compression": "gzip"}, "shuffle": {"chunks": (2, 2), "shuffle": True},
        "all": {"chunks": (2, 2), "compression": "gzip", "shuffle": True, "fletcher32": True},
    }.items():
        numbers.create_dataset(name, data=VALUES, **settings)
    many = file.create_group("many")
    many.create_dataset("vector", data=np.arange(1500.0, dtype="f4"), chunks=(1,))
    many.create_dataset("cube", data=np.arange(30.0).reshape(5, 3, 2), chunks=(2, 2, 1), compression="gzip")

    refused = file.create_group("refused")
    refused.create_dataset("lzf", data=VALUES, chunks=(2, 2), compression="lzf")
    refused.create_dataset("part", shape=(4, 4), dtype="f8", chunks=(2, 2))[:2] = 1
    refused.create_dataset("growing", data=VALUES[0], chunks=(2,), maxshape=(None,))
    refused.create_dataset("growing-both-ways", data=VALUES, chunks=(2, 2), maxshape=(None, None))


def main():
    for name, settings in {"chunks.h5": {}, "chunks_latest.h5": {"libver": "latest"}}.items():
        with h5py.File(HERE / name, "w", **settings) as file:
            fill_chunks(file)
    with h5py.File(HERE / "kinds.h5", "w") as file:
        fill(file)
        many = file.create_group("many")
        for number in range(100):
            many.create_group(f"group {number}")
    with h5py.File(HERE / "latest.h5", "w", libver="latest") as file:
        fill(file)
        many = file.create_group("many")
        for number in range(9):
            many.create_group(f"group {number}")
            many.attrs[f"text {number}"] = "a"


main()
