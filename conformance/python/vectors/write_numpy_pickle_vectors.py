"""Writes what Python pickles of numpy, for the tests of the ndarray module.

Usage: python write_numpy_pickle_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray/pickle

Writes, in that directory, in columns separated by tabs:
  arrays.txt   name, protocol, pickle, buffers, dtype, shape, strides, writeable, elements in C order
  dtypes.txt   name, protocol, pickle
  scalars.txt  name, protocol, pickle, dtype, bytes
  opaque.txt   name, protocol, pickle: what has no Java type
Pickles, buffers (r or w, then the bytes) and elements are compressed by zlib and written in base64. A dtype is its
`str`, or the repr of its `descr` if it has fields.
"""

from __future__ import annotations

import base64
import pathlib
import pickle
import sys
import zlib

import numpy as np

DTYPES = ("?", "i1", "u1", "<i2", ">i2", "<u4", ">i4", "<i8", "<u8", "<f2", "<f4", ">f8", "<f8", "<c8", ">c16", "S3", "<U2",
          ">U2", "V5", "<M8[ns]", ">M8[25s]", "<m8[D]", "<M8")
STRUCTS = {
    "packed": np.dtype([("a", "<i4"), ("b", ">f8")]),
    "aligned": np.dtype([("a", "i1"), ("b", "<f8")], align=True),
    "gaps": np.dtype({"names": ["a", "b"], "formats": ["i1", "<i4"], "offsets": [1, 8], "itemsize": 16}),
    "titles": np.dtype([(("title", "a"), "<i4"), ("b", "S3", (2,))]),
    "nested": np.dtype([("a", "<i4", (2, 3)), ("b", [("x", "<U2"), ("y", "<M8[us]")])]),
    "empty": np.dtype([]),
}
OPAQUE = {
    "dtype-object": np.dtype("O"), "dtype-metadata": np.dtype("f8", metadata={"a": 1}), "dtype-long-double": np.dtype("g"),
    "array-object": np.array([1, "a", None], dtype=object), "matrix": np.asmatrix(np.eye(2)),
    "masked": np.ma.masked_array([1, 2], [0, 1]), "record": np.rec.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]),
}


def filled(dtype, *shape):
    dtype = np.dtype(dtype)
    count = int(np.prod(shape))
    raw = bytes(1 + i % 100 for i in range(count * dtype.itemsize))
    if dtype.kind == "b":
        raw = bytes(i % 2 for i in range(count))
    if dtype.kind == "U":
        raw = np.array(["ab", "é"] * count, dtype)[:count].tobytes()
    return np.frombuffer(bytearray(raw), dtype, count).reshape(shape)


def arrays():
    for dtype in DTYPES:
        yield f"C/{dtype}", filled(dtype, 2, 3)
    for name, dtype in STRUCTS.items():
        yield f"struct/{name}", np.zeros((2,), dtype)
    base = filled("<f8", 2, 3, 4)
    fixed = base.copy()
    fixed.flags.writeable = False
    yield from {
        "0-d": np.array(1.5), "empty/0": np.zeros(0), "empty/0x3": np.zeros((0, 3), "<i4"), "one": np.ones(1, "u1"),
        "F": np.asfortranarray(base), "transposed": base.T, "permuted": base.transpose(1, 0, 2), "strided": base[:, ::2],
        "negative": base[::-1], "broadcast": np.broadcast_to(np.arange(3.0), (2, 3)), "read-only": fixed,
        "large": np.tile(np.arange(8.0), 2000), "large/F": np.asfortranarray(np.tile(np.arange(8.0), (100, 20))),
        "no-bytes": np.zeros(3, "S0")[:0],
    }.items()


def encoded(data):
    return base64.b64encode(zlib.compress(bytes(data), 9)).decode()


def text(dtype):
    return repr(dtype.descr) if dtype.fields or dtype.names == () else dtype.str


def integers(numbers):
    return ",".join(map(str, numbers))


def pickled(value):
    for protocol in range(6):
        yield protocol, pickle.dumps(value, protocol), []
    buffers = []
    data = pickle.dumps(value, 5, buffer_callback=buffers.append)
    if buffers:
        yield 5, data, [buffer.raw() for buffer in buffers]


def array_lines():
    for name, array in arrays():
        for protocol, data, buffers in pickled(array):
            loaded = pickle.loads(data, buffers=[bytearray(b) if not b.readonly else bytes(b) for b in buffers])
            column = " ".join(("r" if raw.readonly else "w") + encoded(raw) for raw in buffers)
            yield "\t".join([name, str(protocol), encoded(data), column, text(array.dtype), integers(array.shape),
                             integers(loaded.strides), str(loaded.flags.writeable).lower(), encoded(array.tobytes())])


def dtypes():
    yield from ((dtype, np.dtype(dtype)) for dtype in DTYPES)
    yield from ((f"struct/{name}", dtype) for name, dtype in STRUCTS.items())
    yield "sub-array", np.dtype(("<U3", (2, 3)))
    yield "sub-array/struct", np.dtype((STRUCTS["aligned"], (2,)))


def dtype_lines():
    for name, dtype in dtypes():
        for protocol, data, _ in pickled(dtype):
            yield f"{name}\t{protocol}\t{encoded(data)}"


def scalar_lines():
    for dtype in DTYPES:
        scalar = filled(dtype, 1)[0]
        for protocol, data, _ in pickled(scalar):
            yield "\t".join([dtype, str(protocol), encoded(data), text(scalar.dtype), encoded(scalar.tobytes())])


def opaque_lines():
    for name, value in OPAQUE.items():
        for protocol in range(6):
            yield f"{name}\t{protocol}\t{encoded(pickle.dumps(value, protocol))}"


def write(path, lines):
    path.write_text("".join(line + "\n" for line in lines), encoding="ascii", newline="\n")


def main(directory):
    folder = pathlib.Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "arrays.txt", array_lines())
    write(folder / "dtypes.txt", dtype_lines())
    write(folder / "scalars.txt", scalar_lines())
    write(folder / "opaque.txt", opaque_lines())


if __name__ == "__main__":
    main(sys.argv[1])
