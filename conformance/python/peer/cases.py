"""What is sent: every case by name, the same bytes in each process and each run.

A name starts with its group, and `make(name)` builds what is put into a message, arrays marked to be serialized.

array     dtypes x layouts, each a numpy array
value     what msgpack holds by itself
object    messages that embed serialized objects
descr     arrays whose header was written by hand, with the descr form of a structured dtype
struct    the same structured arrays as Python sends them, with the pickle of their dtype
type      what else the dask family has a form for
carried   arrays of dtypes that the JVM carries as bytes: C's long double, and those of ml_dtypes
pickled   what Python can send only as a pickle
kind      one object of each kind, of kinds.py; not in a message of its own, but to be held or echoed
shrink    large objects of which compression makes much, some, or nothing
"""

from __future__ import annotations

import struct
import zlib
from array import array

import ml_dtypes
import numpy as np
import pyarrow
from distributed.core import Status
from distributed.protocol import serialize, to_serialize
from distributed.protocol.serialize import Serialized

import kinds
import tables

SEED = 20260822

ORDERED = "i2 u2 i4 u4 i8 u8 f2 f4 f8 c8 c16 U3 M8[ns] M8[25s] M8[D] m8[us] m8".split()
DTYPES = ["|b1", "|i1", "|u1", "|S5"] + [order + kind for kind in ORDERED for order in "<>"]


def _rng(name):
    return np.random.default_rng([SEED, zlib.crc32(name.encode())])


def _filled(dtype, shape, rng):
    """A C-contiguous array of any bits that the dtype allows: NaN payloads, NaT, infinities and subnormals too."""
    dtype = np.dtype(dtype)
    count = int(np.prod(shape))
    if dtype.kind == "b":
        flat = rng.integers(0, 2, count).astype(dtype)
    elif dtype.kind == "U":
        letters = np.array(list("aZ0 ß\u0000\u20ac\ud7ff\ue000\uffff\U0001f600\U0010ffff"))
        flat = np.array(["".join(rng.choice(letters, 3)) for _ in range(count)], dtype)
    else:
        flat = np.frombuffer(bytearray(rng.bytes(count * dtype.itemsize)), dtype, count)
    return flat.reshape(shape)


def _locked(array):
    array.flags.writeable = False
    return array


def _odd_strides(array):
    """Axes of length 1 whose strides point nowhere: numpy lets them be."""
    return np.lib.stride_tricks.as_strided(array, (1, 4, 1), (17, array.itemsize, -5))


def _writeable_broadcast(array):
    return np.lib.stride_tricks.as_strided(array, (3, 4), (0, array.itemsize), writeable=True)


LAYOUTS = {
    "0-d": lambda f: f(()),
    "empty-0": lambda f: f((0,)),
    "empty-0x3": lambda f: f((0, 3)),
    "empty-3x0x2": lambda f: f((3, 0, 2)),
    "empty-slice": lambda f: f((4, 3))[4:, ::2],
    "one": lambda f: f((1, 1, 1)),
    "C-1d": lambda f: f((7,)),
    "C-2d": lambda f: f((3, 4)),
    "C-3d": lambda f: f((2, 3, 4)),
    "F-2d": lambda f: np.asfortranarray(f((3, 4))),
    "F-3d": lambda f: np.asfortranarray(f((2, 3, 4))),
    "transposed-2d": lambda f: f((3, 4)).T,
    "transposed-3d": lambda f: f((2, 3, 4)).transpose(1, 2, 0),
    "stepped-1d": lambda f: f((9,))[::2],
    "stepped-2d": lambda f: f((5, 7))[1::2, ::3],
    "inner-block": lambda f: f((4, 5, 6))[1:3, 2:4, 1:5],
    "one-column": lambda f: f((3, 4))[:, 1:2],
    "negative-1d": lambda f: f((6,))[::-1],
    "negative-2d": lambda f: f((3, 4))[::-1, ::-2],
    "negative-F": lambda f: np.asfortranarray(f((3, 4)))[:, ::-1],
    "odd-strides": lambda f: _odd_strides(f((4,))),
    "broadcast-rows": lambda f: np.broadcast_to(f((4,)), (3, 4)),
    "broadcast-columns": lambda f: np.broadcast_to(f((3, 1)), (3, 4)),
    "broadcast-middle": lambda f: np.broadcast_to(f((2, 1, 3)), (2, 4, 3)),
    "broadcast-of-negative": lambda f: np.broadcast_to(f((2, 3))[:, ::-1, None], (2, 3, 4)),
    "broadcast-of-transposed": lambda f: np.broadcast_to(f((3, 2)).T, (4, 2, 3)),
    "broadcast-scalar": lambda f: np.broadcast_to(f(()), (2, 3)),
    "broadcast-writeable": lambda f: _writeable_broadcast(f((4,))),
    "read-only-C": lambda f: _locked(f((3, 4))),
    "read-only-F": lambda f: _locked(np.asfortranarray(f((3, 4)))),
    "read-only-stepped": lambda f: _locked(f((9,)))[::2],
    "read-only-0-d": lambda f: _locked(f(())),
}


def _array(name):
    _, dtype, layout = name.split("/")
    rng = _rng(name)
    return to_serialize(LAYOUTS[layout](lambda shape: _filled(dtype, shape, rng)))


def _nested(depth):
    value = "bottom"
    for level in range(depth):
        value = {"level": level, "in": value} if level % 2 else [level, value]
    return value


INTEGERS = sorted(
    {0, -(2**63), 2**64 - 1}
    | {s * 2**b + d for b in range(64) for s in (1, -1) for d in (-1, 0, 1) if -(2**63) <= s * 2**b + d < 2**64}
)
FLOATS = [0.0, -0.0, 1.5, -2.5e300, 5e-324, 1.7976931348623157e308, float("inf"), float("-inf"), float("nan"),
          struct.unpack(">d", bytes.fromhex("fff800000000beef"))[0]]
TEXT = ["", "plain", "nul\u0000inside", "\u00e4\u00df\u20ac", "\U0001f600\U0010ffff\ud7ff\ue000",
        "e\u0301", "line\nfeed\t\"\\"]

VALUES = {
    "none": lambda: None,
    "booleans": lambda: [True, False],
    "integers": lambda: INTEGERS,
    "floats": lambda: FLOATS,
    "text": lambda: TEXT,
    "text-lengths": lambda: ["x" * n for n in (31, 32, 255, 256, 65535, 65536)],
    "bytes": lambda: [b"", b"\x00\xff\x80", bytes(range(256))],
    "bytes-lengths": lambda: [b"x" * n for n in (255, 256, 65535, 65536)],
    "list-lengths": lambda: [[None] * n for n in (0, 1, 15, 16, 65535, 65536)],
    "map-lengths": lambda: [{i: i for i in range(n)} for n in (0, 1, 15, 16, 65535, 65536)],
    "tuples": lambda: ((), (1,), (1, (2, (3,)))),
    "map-text-keys": lambda: {"b": 1, "a": 2, "": 3, "\U0001f600": 4},
    "map-any-keys": lambda: {
        "a": 0, b"a": 1, None: 2, True: 3, False: 4, 1.5: 5, 2: 6, -(2**63): 7, 2**64 - 1: 8, (1, "x"): 9,
        (): 10, ((b"deep", None),): 11, float("inf"): 12, b"": 13},
    "map-order": lambda: {key: key for key in (9, "z", 1, "a", b"m", 5)},
    "nested-50": lambda: _nested(50),
    "sets": lambda: [set(), {1, 2, 3}, {"a", b"a", None, 2.5, (1, 2)}, {"in": {1, 2}}],
    "enum": lambda: [Status.running, {"status": Status.closing}],
    "keys-that-look-reserved": lambda: {"op": "x", "status": "OK", "serializers": ["dask"], "__Serialized": 1},
}


def _embedded(value):
    """Every array in nested dicts and lists marked to be serialized, the rest as it is."""
    if isinstance(value, np.ndarray):
        return to_serialize(value)
    if isinstance(value, dict):
        return {key: _embedded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_embedded(item) for item in value]
    return value


OBJECTS = {
    "nested-dicts": lambda: _embedded(
        {"a": {"x": np.arange(3.0), "y": {"z": np.arange(4)[::-1]}}, "b": [np.float32([1, 2]), 5, {"c": np.zeros((0, 3))}]}),
    "many-small-arrays": lambda: _embedded({f"k{i}": np.full(i % 5, i, "<i4") for i in range(10_000)}),
    "same-array-twice": lambda: (lambda a: {"a": to_serialize(a), "b": to_serialize(a)})(np.arange(5.0)),
    "array-under-odd-keys": lambda: {7: to_serialize(np.arange(3)), b"k": to_serialize(np.arange(4)), None: 1},
    "collection-list": lambda: to_serialize([np.arange(3), np.arange(6.0).reshape(2, 3)[:, ::2]]),
    "collection-tuple": lambda: to_serialize((np.arange(3), b"bytes")),
    "collection-dict": lambda: to_serialize({"a": np.arange(3), "b": np.ones((2, 2), "<c8")}),
    "collection-dict-odd-keys": lambda: to_serialize({1: np.arange(3), b"k": np.arange(2), (1, 2): b""}),
    "collection-set": lambda: to_serialize({b"a", b"bc"}),
    "collection-nested": lambda: to_serialize({"a": [np.arange(2), {"b": (np.arange(3), b"x")}]}),
    "bytes": lambda: to_serialize(b"\x00\x01\xff"),
    "bytes-empty": lambda: to_serialize(b""),
    "bytearray": lambda: to_serialize(bytearray(b"abc")),
    "large": lambda: to_serialize(np.arange(1 << 20, dtype="<f8").reshape(1 << 10, 1 << 10)),
    "large-F": lambda: to_serialize(np.asfortranarray(np.arange(1 << 18, dtype=">i4").reshape(512, 512))),
    "large-transposed": lambda: to_serialize(np.arange(1 << 18, dtype="<u2").reshape(64, 64, 64).transpose(2, 0, 1)),
}

STRUCTURES = {
    "two-fields": [("a", "<i4"), ("b", ">f8")],
    "nested": [("id", "|u1"), ("at", [("x", "<f4"), ("y", "<f4")])],
    "sub-array": [("m", "<i2", (2, 3)), ("s", "|S3")],
    "titles": [(("A title", "t"), "<u4"), ("u", "<U2")],
    "padded": [("a", "|i1"), ("", "|V7"), ("b", "<i8")],
    "dates": [("when", "<M8[ns]"), ("long", "<m8[25s]")],
    "void-field": [("v", "|V5"), ("c", "<c16")],
}


def _structured(descr, shape, rng):
    # numpy reads the unnamed fields of a descr as padding only in this function, the one that .npy files use.
    dtype = np.lib.format.descr_to_dtype(descr)
    array = np.frombuffer(bytearray(rng.bytes(int(np.prod(shape)) * dtype.itemsize)), dtype).reshape(shape)
    for name in dtype.names:
        if dtype[name].kind == "U":
            array[name] = "\U0001f600"
    return array


def as_raw(array):
    """The same elements as bytes: numpy copies those whole, but of a structure only what fields cover."""
    return array.view(f"V{array.dtype.itemsize}")


def make_structured(name):
    """The array itself of a descr case."""
    _, structure, layout = name.split("/")
    dtype = np.lib.format.descr_to_dtype(STRUCTURES[structure])
    return LAYOUTS[layout](lambda shape: as_raw(_structured(STRUCTURES[structure], shape, _rng(name)))).view(dtype)


def _descr(name):
    header, frames = serialize(as_raw(make_structured(name)))
    header["sub-header"]["dtype"] = (0, STRUCTURES[name.split("/")[1]])
    return Serialized(header, [bytes(frame) for frame in frames])


def _structured_as_sent(name):
    return to_serialize(make_structured(name.replace("struct/", "descr/")))


def _masked(dtype, **more):
    return np.ma.masked_array(_filled(dtype, (2, 3), _rng(dtype)), [[0, 1, 0], [1, 0, 0]], **more)


def _masked_structure():
    made = np.ma.masked_array([(1, 2.5), (3, 4.5), (5, 6.5)], dtype=[("a", "<i4"), ("b", "<f8")])
    made["a"][1] = np.ma.masked
    made[2] = np.ma.masked
    return made


SCIPY_FORMATS = "csr csc coo bsr dia lil dok".split()


def _scipy(name):
    # These packages take seconds to import, so only who asks for one imports it.
    from scipy import sparse as scipy_sparse

    return getattr(scipy_sparse, name)(np.array([[1.0, 0, 2, 0], [0, 0, 3, 0], [4, 5, 6, 0]]))


def _sparse_coo():
    import sparse

    return sparse.COO(np.array([[0, 1, 1], [2, 0, 1], [0, 0, 3]]), np.array([1.5, 2.5, 3.5]), shape=(2, 3, 4))


TYPES = {
    **{f"masked-{dtype}": lambda dtype=dtype: _masked(dtype)
       for dtype in "|b1 <i8 >i4 <u8 <f8 <c16 |S3 <U3 <M8[D] <m8[s] |V5".split()},
    "masked-none": lambda: np.ma.masked_array([1.5, 2.5]),
    "masked-all": lambda: np.ma.masked_array([1, 2, 3], True),
    "masked-0-d": lambda: np.ma.masked_array(5, True),
    "masked-empty": lambda: np.ma.masked_array(np.zeros((0, 3))),
    "masked-fill": lambda: _masked("<i8", fill_value=-7),
    "masked-fill-text": lambda: _masked("<U3", fill_value="??"),
    "masked-F": lambda: np.ma.masked_array(np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.eye(2, 3)),
    "masked-transposed": lambda: _masked("<f8").T,
    "masked-broadcast": lambda: np.ma.masked_array(np.broadcast_to(np.arange(3.0), (2, 3)), np.eye(2, 3)),
    "masked-structure": _masked_structure,
    "masked-constant": lambda: np.ma.masked,
    "matrix": lambda: np.asmatrix(np.arange(6.0).reshape(2, 3)),
    "matrix-F": lambda: np.asmatrix(np.asfortranarray(np.arange(6).reshape(2, 3))),
    **{f"array-{code}": lambda code=code: array(code, [1, 2, 100]) for code in "bBhHiIlLqQfd"},
    "array-u": lambda: array("u", "a\u00e9\U0001f600"),
    "array-empty": lambda: array("d"),
    **{f"memoryview-{dtype}": lambda dtype=dtype: memoryview(np.arange(3).astype(dtype)) for dtype in "?bBhHiIlLqQfd"},
    "memoryview-c": lambda: memoryview(b"abc").cast("c"),
    "memoryview-bytes": lambda: memoryview(b"abc"),
    "memoryview-2d": lambda: memoryview(np.arange(6.0).reshape(2, 3)),
    "memoryview-empty": lambda: memoryview(b""),
    **{f"scipy-{kind}": lambda kind=kind: _scipy(f"{kind}_matrix") for kind in SCIPY_FORMATS},
    "scipy-array": lambda: _scipy("csr_array"),
    "sparse-coo": _sparse_coo,
    "list-of-types": lambda: [_masked("<i8"), np.asmatrix([[1, 2]]), array("i", [1]), b"x"],
    "dict-of-types": lambda: {"a": np.ma.masked, "b": (memoryview(b"xy"), np.zeros(2, [("x", "<i4")]))},
    "long-double": lambda: np.zeros(3, "<f16"),
    "whole-metadata": lambda: np.zeros(2, np.dtype([("x", "<i4")], metadata={"unit": "m"})),
    "whole-record": lambda: np.rec.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]),
    "whole-masked-objects": lambda: np.ma.masked_array([1, "a"], [0, 1], dtype=object),
    "whole-table": lambda: pyarrow.table({"a": [1, 2, None], "b": ["x", "y", "z"]}),
    "whole-list": lambda: [pyarrow.table({"a": [1]}), np.arange(3)],
}

CARRIED = {
    **{dtype: np.dtype(dtype) for dtype in "<f16 >f16 <c32 >c32".split()},
    **{name: np.dtype(getattr(ml_dtypes, name)) for name in "bfloat16 float8_e4m3fn float8_e8m0fnu int4".split()},
    "bfloat16-field": np.dtype([("b", ml_dtypes.bfloat16), ("g", "<f16", (2,))]),
}


def make_carried(name):
    """The array itself: of the bytes that _filled gives where numpy would copy values, padding is lost."""
    _, dtype, layout = name.split("/")
    rng, size = _rng(name), CARRIED[dtype].itemsize
    return LAYOUTS[layout](lambda shape: _filled(f"V{size}", shape, rng)).view(CARRIED[dtype])


PICKLED = {
    "void-plain": lambda: to_serialize(_filled("|V7", (3,), _rng("V7"))),
    "structured": lambda: to_serialize(_structured(STRUCTURES["two-fields"], (3,), _rng("structured"))),
    "structured-nested": lambda: to_serialize(_structured(STRUCTURES["nested"], (2, 2), _rng("nested"))),
    "structured-titles": lambda: to_serialize(_structured(STRUCTURES["titles"], (4,), _rng("titles"))),
    "objects": lambda: to_serialize(np.array([1, "two", None], object)),
    "integer": lambda: to_serialize(5),
    "text": lambda: to_serialize("text"),
    "list": lambda: to_serialize([1, 2]),
    "range": lambda: to_serialize(range(3)),
    "complex": lambda: 3 + 4j,
    "array-bare": lambda: np.arange(3),
    "frozenset": lambda: frozenset({1, 2}),
    "array-and-complex": lambda: {"a": to_serialize(np.arange(3.0)), "b": 3 + 4j},
}

def _steps(dtype, count):
    return (np.arange(count) // 100).astype(dtype)


def _mostly_noise(count):
    return np.concatenate([np.zeros(count // 4, "u1"), np.frombuffer(_rng("noise").bytes(count * 3 // 4), "u1")])


SHRINK = {
    "zeros": lambda: to_serialize(np.zeros((500, 300))),
    "steps": lambda: to_serialize(_steps("<i4", 100_000)),
    "steps-F": lambda: to_serialize(np.asfortranarray(_steps(">f8", 90_000).reshape(300, 300))),
    "bytes": lambda: to_serialize(b"sixteen bytes -- " * 5_000),
    "list": lambda: to_serialize([_steps("<u2", 50_000), b"x" * 9_999, _mostly_noise(40_000), b"y" * 10_000]),
    "noise": lambda: to_serialize(np.frombuffer(bytearray(_rng("noise").bytes(400_000)), "<i8")),
    "small": lambda: to_serialize(np.zeros(1_249)),
}

_MAKERS = {
    **{f"array/{dtype}/{layout}": _array for dtype in DTYPES for layout in LAYOUTS},
    **{f"value/{name}": lambda _, make=make: make() for name, make in VALUES.items()},
    **{f"object/{name}": lambda _, make=make: make() for name, make in OBJECTS.items()},
    **{f"descr/{name}/{layout}": _descr for name in STRUCTURES
       for layout in ("0-d", "empty-0", "C-2d", "F-2d", "stepped-1d", "broadcast-rows", "read-only-C")},
    **{f"struct/{name}/{layout}": _structured_as_sent for name in STRUCTURES if name != "padded"
       for layout in ("0-d", "empty-0", "C-2d", "F-2d", "stepped-1d", "broadcast-rows", "read-only-C")},
    **{f"type/{name}": lambda _, make=make: to_serialize(make()) for name, make in TYPES.items()},
    **{f"shrink/{name}": lambda _, make=make: make() for name, make in SHRINK.items()},
    **{f"carried/{name}/{layout}": lambda case: to_serialize(make_carried(case)) for name in CARRIED
       for layout in ("0-d", "empty-0", "C-2d", "F-2d", "stepped-1d", "negative-2d", "broadcast-rows", "read-only-C")},
    **{f"pickled/{name}": lambda _, make=make: make() for name, make in PICKLED.items()},
}


def names(prefix=""):
    if prefix.startswith("kind/"):
        return [name for name in (f"kind/{kind}" for kind in kinds.names()) if name.startswith(prefix)]
    if prefix.startswith("table/"):
        return [name for name in (f"table/{kind}" for kind in tables.TABLES) if name.startswith(prefix)]
    return [name for name in _MAKERS if name.startswith(prefix)]


def make(name):
    if name.startswith("kind/"):
        return to_serialize(kinds.build(name.removeprefix("kind/")))
    if name.startswith("table/"):
        return to_serialize(tables.TABLES[name.removeprefix("table/")]())
    return _MAKERS[name](name)
