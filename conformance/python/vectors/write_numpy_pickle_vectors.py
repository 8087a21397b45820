"""Writes what Python pickles of numpy, for the tests of the ndarray module.

Usage: python write_numpy_pickle_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray/pickle

Writes, in that directory, in columns separated by tabs:
  arrays.txt   name, protocol, pickle, buffers, dtype, shape, strides, writeable, elements in C order
  dtypes.txt   name, protocol, pickle
  scalars.txt  name, protocol, pickle, dtype, bytes
  masked.txt   name, protocol, pickle, str, repr, count, filled (pickled, or nothing where numpy makes it objects)
  buffers.txt  name, protocol, pickle, typecode, bytes: of array.array
  opaque.txt   name, protocol, pickle: what has no Java type
Pickles, buffers (r or w, then the bytes), texts and elements are compressed by zlib and written in base64. A dtype is its
`str`, the repr of its `descr` if it has fields, or its name where an extension package has it.
"""

from __future__ import annotations

import array
import base64
import pathlib
import pickle
import sys
import zlib

import ml_dtypes
import numpy as np

DTYPES = ("?", "i1", "u1", "<i2", ">i2", "<u4", ">i4", "<i8", "<u8", "<f2", "<f4", ">f8", "<f8", "<c8", ">c16", "S3", "<U2",
          ">U2", "V5", "<M8[ns]", ">M8[25s]", "<m8[D]", "<M8")
# What the JVM carries as bytes: C's long double, and dtypes of an extension package.
CARRIED = [*map(np.dtype, ("<f16", ">f16", "<c32", ">c32")),
           *(np.dtype(getattr(ml_dtypes, name)) for name in "bfloat16 float8_e4m3fn float8_e5m2 int4".split())]
STRUCTS = {
    "packed": np.dtype([("a", "<i4"), ("b", ">f8")]),
    "aligned": np.dtype([("a", "i1"), ("b", "<f8")], align=True),
    "gaps": np.dtype({"names": ["a", "b"], "formats": ["i1", "<i4"], "offsets": [1, 8], "itemsize": 16}),
    "titles": np.dtype([(("title", "a"), "<i4"), ("b", "S3", (2,))]),
    "nested": np.dtype([("a", "<i4", (2, 3)), ("b", [("x", "<U2"), ("y", "<M8[us]")])]),
    "empty": np.dtype([]),
}
OPAQUE = {
    "dtype-object": np.dtype("O"), "dtype-metadata": np.dtype("f8", metadata={"a": 1}),
    "array-object": np.array([1, "a", None], dtype=object),
    "masked-objects": np.ma.masked_array([1, "a"], [0, 1], dtype=object), "record": np.rec.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]),
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
    for dtype in CARRIED:
        yield f"C/{text(dtype)}", filled(dtype, 2, 3)
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
        "no-bytes": np.zeros(3, "S0")[:0], "matrix": np.asmatrix(np.eye(2)), "matrix/F": np.asmatrix(np.arange(6.0).reshape(3, 2).T),
    }.items()


def masked():
    """Masked arrays of every dtype and of every form that numpy writes in another way."""
    for dtype in DTYPES:
        yield f"dtype/{dtype}", np.ma.masked_array(filled(dtype, 2, 3), [[0, 1, 0], [1, 0, 0]])
        if dtype not in ("<M8", ">M8[25s]"):  # numpy cannot print the ones, and miscounts the columns of years that far
            yield f"no-mask/{dtype}", np.ma.masked_array(filled(dtype, 4))
    for name, dtype in STRUCTS.items():
        array = np.ma.masked_array(np.zeros((3,), dtype))
        if array.dtype.names:
            array[array.dtype.names[0]][1] = np.ma.masked
            array[2] = np.ma.masked
        yield f"struct/{name}", array
    times = [("M8[Y]", [50, 8029, 8030, -1970]), ("M8[M]", [1, -1, 100_000]), ("M8[W]", [1, 3000]), ("M8[D]", [0, 18262]),
             ("M8[h]", [5, 100_001]), ("M8[ms]", [1001, 60_000]), ("M8[us]", [1, 10**15]), ("M8[ps]", [1, 2]),
             ("m8[W]", [1, -3]), ("m8[D]", [0, 10**10]), ("m8[s]", [-1, 86_401]), ("m8[us]", [25, 10**12]), ("m8[Y]", [3, 4])]
    for dtype, ticks in times:
        array = np.array([*ticks, 7, np.iinfo("i8").min], "i8").view(dtype)
        yield f"time/{dtype}", np.ma.masked_array(array, [*[0] * len(ticks), 1, 0])
    rng = np.random.default_rng(7)
    yield from {
        "0-d": np.ma.masked_array(5), "0-d/masked": np.ma.masked_array(5.5, True), "0-d/text": np.ma.masked_array("a", False),
        "empty": np.ma.masked_array(np.zeros(0)), "empty/0x3": np.ma.masked_array(np.zeros((0, 3)), np.zeros((0, 3), bool)),
        "all": np.ma.masked_array([1, 2], [1, 1]), "one-row": np.ma.masked_array([[1.5, 2]], [[0, 1]]),
        "column": np.ma.masked_array([[1], [2]], [[0], [1]]), "cube": np.ma.masked_array(np.arange(8).reshape(2, 2, 2), np.eye(2)[None].repeat(2, 0)),
        "fill": np.ma.masked_array([1, 2], [0, 1], fill_value=-7), "fill/text": np.ma.masked_array(["it's", "b"], [0, 1], fill_value="??"),
        "floats": np.ma.masked_array([1e-5, 1e16, np.nan, -np.inf, 0.1, 3], [0, 0, 0, 0, 0, 1]),
        "complexes": np.ma.masked_array([1 + 2j, -0.5j, 3], [0, 0, 1]),
        "wide": np.ma.masked_array(np.arange(100) ** 3, np.arange(100) % 7 == 0),
        "long": np.ma.masked_array(np.arange(1200), np.arange(1200) % 7 == 0),
        "longer": np.ma.masked_array(np.arange(2000), np.arange(2000) % 7 == 0),
        "tall": np.ma.masked_array(np.arange(400).reshape(200, 2), np.arange(400).reshape(200, 2) % 7 == 0),
        "large": np.ma.masked_array(rng.integers(0, 99, (60, 40)), rng.integers(0, 2, (60, 40))),
        "F": np.ma.masked_array(np.asfortranarray(np.arange(6).reshape(2, 3)), [[0, 1, 0], [1, 0, 0]]),
    }.items()


def encoded(data):
    return base64.b64encode(zlib.compress(bytes(data), 9)).decode()


def text(dtype):
    if dtype in CARRIED[4:]:
        return dtype.name
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
    for name, made in arrays():
        for protocol, data, buffers in pickled(made):
            loaded = pickle.loads(data, buffers=[bytearray(b) if not b.readonly else bytes(b) for b in buffers])
            column = " ".join(("r" if raw.readonly else "w") + encoded(raw) for raw in buffers)
            yield "\t".join([name, str(protocol), encoded(data), column, text(made.dtype), integers(made.shape),
                             integers(loaded.strides), str(loaded.flags.writeable).lower(), encoded(made.tobytes())])


def dtypes():
    yield from ((dtype, np.dtype(dtype)) for dtype in DTYPES)
    yield from ((text(dtype), dtype) for dtype in CARRIED)
    yield "struct/carried", np.dtype([("b", CARRIED[4]), ("g", "<f16", (2,)), ("i", "i1")])
    yield "bfloat16/swapped", CARRIED[4].newbyteorder(">")
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


def filled_or_nothing(array):
    try:
        result = array.filled()
    except TypeError:
        return ""
    return "" if result.dtype.hasobject else encoded(pickle.dumps(np.asarray(result), 4))


def masked_lines():
    for name, array in masked():
        for protocol in (2, 4, 5):
            texts = [encoded(text.encode()) for text in (str(array), repr(array))]
            count = 0 if array.dtype.names is not None else array.count()
            yield "\t".join([name, str(protocol), encoded(pickle.dumps(array, protocol)), *texts, str(count),
                             filled_or_nothing(array)])


def buffer_lines():
    for typecode in "bBhHiIlLqQfdu":
        values = "a\u00e9" if typecode == "u" else [1, 2, 100]
        made = array.array(typecode, values)
        for protocol in (3, 4, 5):
            yield "\t".join([typecode, str(protocol), encoded(pickle.dumps(made, protocol)), typecode, encoded(made.tobytes())])


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
    write(folder / "masked.txt", masked_lines())
    write(folder / "buffers.txt", buffer_lines())
    write(folder / "opaque.txt", opaque_lines())


if __name__ == "__main__":
    main(sys.argv[1])
