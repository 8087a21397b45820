"""Writes what numpy makes of take, masks, where, concatenate, split, repeat, pad, roll, sort, unique and their like.

Usage: python write_select_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray

Writes, below that directory:
  select/operations.txt  one line for each operation on one array
Columns are separated by tabs and are Python literals: the array, or nothing if it is that of the line before; the
operation, a name and its arguments; the outcome.
An array is ('array', dtype plan, shape, bytes in C order as hexadecimal), a float ('float', text), an index a tuple of
arrays and texts. A dtype plan is text or (fields, item size, aligned) as in write_dtype_vectors.py. An outcome is an array, ('list', arrays) or ('error', class, message).
Sorting is numpy's stable one, whose result is determined to the last bit.
"""

import pathlib
import sys
import warnings

import numpy as np

SEED = 20261125
rng = np.random.default_rng(SEED)

NUMBERS = ["?", "i1", "u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8"]
FLOATS = ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8"]
COMPLEX = ["<c8", ">c8", "<c16", ">c16"]
TIMES = ["<M8[D]", ">M8[25s]", "<m8[ms]", ">m8[Y]"]
STRINGS = ["S1", "S3", "<U2", ">U3", "V2", "V5", "V16"]
STRUCTS = [
    [("a", "<i2"), ("b", ">f8")],
    [("n", [("x", "S2"), ("y", "?")]), ("s", ">i2", (2,)), ("z", "<c8")],
    [("t", "<M8[s]"), ("u", ">U1"), ("v", "V3")],
]
DTYPES = [np.dtype(d) for d in NUMBERS + FLOATS + COMPLEX + TIMES + STRINGS + STRUCTS]
SHAPES = [(7,), (2, 3)]
ODD_SHAPES = [(0,), (1,), (2, 1, 3), (2, 0, 3), ()]


def plan(dtype):
    if dtype.subdtype:
        return (plan(dtype.subdtype[0]), dtype.subdtype[1])
    if dtype.names is None:
        return dtype.str
    fields = [(None, name, plan(dtype.fields[name][0]), dtype.fields[name][1]) for name in dtype.names]
    return (fields, dtype.itemsize, dtype.isalignedstruct)


def literal(array):
    array = np.asarray(array)
    return ("array", plan(array.dtype), array.shape, array.tobytes().hex())


def pool(dtype):
    """A few values that often equal each other, and the odd ones of the dtype."""
    if dtype.names:
        return None
    kind = dtype.kind
    if kind == "b":
        return [False, True]
    if kind in "iu":
        info = np.iinfo(dtype)
        return [0, 1, 2, 3, 100, info.max, info.min, info.max - 1]
    if kind == "f":
        return [0.0, -0.0, 1.0, -1.0, 2.5, np.inf, -np.inf, np.nan, float(np.finfo(dtype).max), float(np.finfo(dtype).tiny)]
    if kind == "c":
        parts = [0.0, -0.0, 1.0, -2.0, np.nan, np.inf]
        return [complex(r, i) for r in parts for i in parts]
    if kind in "mM":
        return [np.iinfo("i8").min, 0, 1, -1, 12345, -99999]
    if kind == "S":
        return [b"", b"a", b"ab", b"b", b"\xff", b"a\0c", b"abcd"]
    if kind == "U":
        return ["", "a", "ab", "b", "\u00e9", "\U0001f600", "a\0c"]
    return [b"", b"a", b"ab", b"\xff\0\1", b"\0\0\0\0z"]


def values(dtype, shape):
    if dtype.subdtype:
        return values(dtype.subdtype[0], tuple(shape) + dtype.subdtype[1])
    array = np.zeros(shape, dtype)
    if dtype.names:
        for name in dtype.names:
            array[name] = values(dtype.fields[name][0], shape)
        return array
    choices = pool(dtype)
    picked = rng.integers(len(choices), size=shape)
    flat = array.reshape(-1)
    for i, at in enumerate(np.ravel(picked)):
        flat[i] = choices[at] if dtype.kind not in "mM" else np.int64(choices[at])
    return flat.reshape(shape)


def bools(shape):
    return rng.integers(2, size=shape).astype("?")


def random_axis(array):
    return int(rng.integers(-array.ndim - (rng.integers(12) == 0), array.ndim + (rng.integers(12) == 0))) if array.ndim else 0


def indices(length):
    shape = [(), (3,), (2, 2), (0,)][rng.integers(4)]
    low, high = (-length, max(1, length)) if rng.integers(5) else (-length - 2, length + 2)
    dtype = rng.choice(["i1", "<i2", ">i4", "<i8", ">i8", "u1", ">u2", "<u8"])
    picked = rng.integers(low, high, size=shape)
    return (np.abs(picked) if dtype.lstrip("<>").startswith("u") else picked).astype(dtype)


def takes(array):
    for _ in range(3):
        axis = random_axis(array)
        length = array.shape[axis] if -array.ndim <= axis < array.ndim else 1
        yield ("take", literal(indices(length)), axis, str(rng.choice(["raise", "wrap", "clip"])))
    yield ("take", literal(indices(array.size)), None, str(rng.choice(["raise", "wrap", "clip"])))


def masks(array):
    shape = array.shape[: rng.integers(array.ndim + 1)]
    yield ("mask", literal(bools(array.shape)))
    yield ("mask", literal(bools(shape)))
    if array.ndim:
        wrong = list(array.shape)
        wrong[rng.integers(array.ndim)] += 1
        yield ("mask", literal(bools(wrong)))
    yield ("mask", literal(bools(array.shape + (1,))))
    for mask in [bools(array.shape), bools(shape)]:
        kept = array[mask]
        yield ("assign", literal(mask), literal(values(array.dtype, kept.shape)))
        yield ("assign", literal(mask), literal(values(array.dtype, ())))
        yield ("assign", literal(mask), literal(values(array.dtype, kept.shape[1:])))
        yield ("assign", literal(mask), literal(values(array.dtype, (1,) + kept.shape)))
        yield ("assign", literal(mask), literal(values(array.dtype, (kept.shape[0] + 1,) + kept.shape[1:])))
    if array.dtype.kind in "iuf" and array.dtype.itemsize > 1:
        yield ("assign", literal(bools(array.shape)), literal(np.array(2.75)))
        yield ("assign", literal(bools(array.shape)), literal(np.array(70000)))


def index_part(array, axis, shape):
    """One part of an index that takes an axis, now and then one that numpy refuses."""
    length = array.shape[axis] if axis < array.ndim else 1
    kind = rng.integers(12)
    if kind < 3:
        return str(rng.choice([":", "1:", "::-1", ":1", "-2:", "::2"])), 1
    if kind < 5:
        return str(int(rng.integers(-max(1, length), max(1, length) + (rng.integers(9) == 0)))), 1
    if kind < 7 and axis < array.ndim:
        count = int(rng.integers(1, 3))
        wrong = rng.integers(12) == 0
        return literal(bools(tuple(n + wrong for n in array.shape[axis : axis + count]))), min(count, array.ndim - axis)
    if kind < 8:
        return literal(bools(())), 0
    low = -length if length else 0
    picked = rng.integers(low, max(1, length) + (rng.integers(15) == 0), size=shape if rng.integers(9) else (3,))
    dtype = rng.choice(["i1", "<i2", ">i4", "<i8", ">i8", "<i8"])
    return literal(picked.astype(dtype) if rng.integers(30) else picked.astype("f8")), 1


def index(array):
    shape = [(), (2,), (2, 1), (1, 2), (0,), (2, 2)][rng.integers(6)]
    parts = []
    axis = 0
    while axis < array.ndim + (rng.integers(20) == 0) and rng.integers(8):
        if rng.integers(7) == 0:
            parts.append("None" if rng.integers(2) else "...")
        part, axes = index_part(array, axis, shape)
        parts.append(part)
        axis += axes
        if parts.count("...") == 1 and rng.integers(2):
            break
    return tuple(parts)


def indexes(array):
    for _ in range(8):
        at = index(array)
        yield ("index", at)
        try:
            named = array[value(("index", at))].shape
        except (IndexError, ValueError, TypeError):
            yield ("set", at, literal(values(array.dtype, ())))
            continue
        if named == () and array.dtype.kind == "V":
            # Of a list numpy takes the first bytes here, whatever they belong to.
            yield ("set", at, literal(values(array.dtype, ())))
            continue
        shapes = [named, named[1:], (), (1,) + named, (2,) + named, named[:-1] + (1,), (3,)]
        yield ("set", at, literal(values(array.dtype, shapes[rng.integers(len(shapes))])))
    for count in [(), (2,), (3, 2), (0,)]:
        picked = indices(array.size)
        yield ("put", literal(picked), literal(values(array.dtype, count)), str(rng.choice(["raise", "wrap", "clip"])))


def arrangements(array):
    axis = random_axis(array)
    length = array.shape[axis] if -array.ndim <= axis < array.ndim else 1
    yield ("repeat", int(rng.integers(-1, 4)), axis)
    yield ("repeat", literal(rng.integers(0, 3, size=length).astype(rng.choice(["u1", ">i4", "<i8"]))), axis)
    yield ("repeat", literal(rng.integers(-1, 3, size=rng.integers(1, 4))), axis)
    yield ("tile", tuple(int(n) for n in rng.integers(0, 3, size=rng.integers(4))))
    yield ("roll", (int(rng.integers(-9, 9)),), None)
    if array.ndim:
        count = rng.integers(1, 4)
        yield ("roll", tuple(int(n) for n in rng.integers(-9, 9, size=count)), (axis,))
        axes = tuple(int(n) for n in rng.integers(array.ndim, size=count))
        yield ("roll", tuple(int(n) for n in rng.integers(-9, 9, size=count)), axes)
        yield ("roll", (int(rng.integers(-9, 9)),), axes)
        yield ("roll", (1, 2, 3), (0, 0))
        yield ("split", int(rng.integers(-1, 4)), axis)
        yield ("array_split", int(rng.integers(0, 5)), axis)
        yield ("split", tuple(int(n) for n in rng.integers(-9, 9, size=rng.integers(4))), axis)
        for mode in ["edge", "reflect", "symmetric", "wrap", "constant"]:
            reach = 3 if array.ndim > 1 else 12
            shape = [(array.ndim, 2), (1, 2), (1, 1), (array.ndim, 1)][rng.integers(4)]
            yield ("pad", rng.integers(0, reach, size=shape).tolist(), mode)
            yield ("pad", rng.integers(0, 2, size=shape).tolist(), mode)
        yield ("pad", [[-1, 1]], "edge")
        yield ("pad", [[1, 1]] * (array.ndim + 2), "edge")
        constants = [(), (2,), (array.ndim, 2), (1, 1)][rng.integers(4)]
        yield ("pad_constant", [[1, 2]], literal(values(array.dtype, constants)))
    yield ("pad", [[1, 2]], "constant")


def orders(array):
    for axis in range(-array.ndim, array.ndim + 1):
        yield ("sort", axis)
        yield ("argsort", axis)
    yield ("argsort", -1)
    if array.dtype.names:
        names = list(array.dtype.names)
        yield ("sort", -1, names[-1])
        yield ("argsort", 0, names[1])
        yield ("sort", -1, "nothing")
    elif array.ndim:
        yield ("sort", -1, "nothing")
    yield ("unique",)
    yield ("nonzero",)
    yield ("flatnonzero",)
    yield ("argwhere",)
    if array.ndim != 1 or array.dtype.names is None:
        for shape in [(), (4,), (2, 3)]:
            yield ("searchsorted", literal(values(array.dtype, shape)), str(rng.choice(["left", "right"])))


def joins(array):
    others = [d for d in DTYPES if d.kind in "biufc"] if array.dtype.kind in "biufc" else [array.dtype]
    other = others[rng.integers(len(others))]
    if array.ndim:
        axis = random_axis(array)
        shape = list(array.shape)
        shape[axis % array.ndim] = int(rng.integers(4))
        yield ("concatenate", [literal(values(array.dtype, shape)), literal(values(other, array.shape))], axis)
        yield ("concatenate", [], axis)
        shape[rng.integers(array.ndim)] += 1
        yield ("concatenate", [literal(values(array.dtype, shape))], axis)
    yield ("concatenate", [literal(values(array.dtype, (2, 2)))], 0)
    yield ("concatenate", [literal(values(other, (2, 2)))], None)
    yield ("stack", [literal(values(other, array.shape))], int(rng.integers(-array.ndim - 1, array.ndim + 1)))
    yield ("stack", [literal(values(other, array.shape))] * 2, array.ndim + 1)
    yield ("stack", [literal(values(other, array.shape + (1,)))], 0)
    yield ("hstack", [literal(values(other, array.shape))])
    yield ("vstack", [literal(values(array.dtype, array.shape[-1:]))])
    yield ("where", literal(bools(array.shape)), literal(values(other, array.shape)))
    yield ("where", literal(bools(())), literal(values(other, ())))
    yield ("where", literal(values(other, (2,) + (1,) * array.ndim)), literal(values(other, array.shape[:-1] + (1,))))
    yield ("where", literal(bools((5, 6))), literal(values(other, ())))
    if array.dtype.kind in "iuf":
        yield ("where", literal(bools(array.shape)), 3)
        yield ("where", literal(bools(array.shape)), 300)
        yield ("where", literal(bools(array.shape)), ("float", "2.5"))


def cases(array):
    for make in [takes, masks, indexes, arrangements, orders, joins]:
        yield from make(array)


def value(argument):
    if isinstance(argument, tuple) and argument and argument[0] == "float":
        return float(argument[1])
    if isinstance(argument, tuple) and argument and argument[0] == "index":
        return tuple(eval(f"np.s_[{part}]") if isinstance(part, str) else value(part) for part in argument[1])
    if not isinstance(argument, tuple) or not argument or argument[0] != "array":
        return argument
    _, dtype, shape, content = argument
    return np.frombuffer(bytes.fromhex(content), built(dtype)).reshape(shape) if shape.count(0) == 0 and built(
        dtype).itemsize else np.zeros(shape, built(dtype))


def built(dtype):
    if isinstance(dtype, str):
        return np.dtype(dtype)
    if len(dtype) == 2:
        return np.dtype((built(dtype[0]), dtype[1]))
    fields, size, _ = dtype
    return np.dtype({
        "names": [f[1] for f in fields], "formats": [built(f[2]) for f in fields],
        "offsets": [f[3] for f in fields], "itemsize": size})


def apply(array, name, *arguments):
    operation_index = arguments[0] if name in ("index", "set") else None
    arguments = [[value(a) for a in argument] if isinstance(argument, list) and name in ("concatenate", "stack", "hstack", "vstack")
                 else argument if argument is operation_index else value(argument) for argument in arguments]
    if name == "take":
        # One position gives a scalar, which has lost the byte order.
        return np.asarray(array.take(arguments[0], axis=arguments[1], mode=arguments[2]), array.dtype)
    if name == "mask":
        return array[arguments[0]]
    if name == "assign":
        array[arguments[0]] = arguments[1]
        return array
    if name == "index":
        return np.asarray(array[value(("index", operation_index))], array.dtype)
    if name == "set":
        array[value(("index", operation_index))] = arguments[1]
        return array
    if name == "put":
        array.put(*arguments)
        return array
    if name == "repeat":
        return np.repeat(array, arguments[0], axis=arguments[1])
    if name == "tile":
        return np.tile(array, arguments[0])
    if name == "roll":
        shift = arguments[0] if len(arguments[0]) != 1 else arguments[0][0]
        return np.roll(array, shift, axis=arguments[1] if arguments[1] is None or len(arguments[1]) != 1 else arguments[1][0])
    if name == "split":
        return np.split(array, arguments[0], axis=arguments[1])
    if name == "array_split":
        return np.array_split(array, arguments[0], axis=arguments[1])
    if name == "pad":
        return np.pad(array, arguments[0], mode=arguments[1])
    if name == "pad_constant":
        return np.pad(array, arguments[0], constant_values=arguments[1])
    if name == "sort":
        return np.sort(array, axis=arguments[0], kind="stable", order=arguments[1] if len(arguments) > 1 else None)
    if name == "argsort":
        return np.argsort(array, axis=arguments[0], kind="stable", order=arguments[1] if len(arguments) > 1 else None)
    if name == "unique":
        return list(np.unique(array, return_index=True, return_inverse=True, return_counts=True))
    if name == "nonzero":
        return list(array.nonzero())
    if name == "flatnonzero":
        return np.flatnonzero(array)
    if name == "argwhere":
        return np.argwhere(array)
    if name == "searchsorted":
        return np.searchsorted(np.sort(array, axis=None, kind="stable") if array.ndim == 1 else array, arguments[0], arguments[1])
    if name == "concatenate":
        return np.concatenate([array, *arguments[0]] if arguments[0] else [], axis=arguments[1])
    if name == "stack":
        return np.stack([array, *arguments[0]], axis=arguments[1])
    if name == "hstack":
        return np.hstack([array, *arguments[0]])
    if name == "vstack":
        return np.vstack([array, *arguments[0]])
    return np.where(arguments[0], array, arguments[1])


def outcome(array, operation):
    try:
        result = apply(array.copy(), *operation)
    except (IndexError, ValueError, TypeError, ZeroDivisionError, OverflowError) as error:
        return ("error", type(error).__name__, str(error))
    if isinstance(result, list):
        return ("list", [literal(part) for part in result])
    return literal(result)


def main(directory):
    warnings.simplefilter("ignore")
    target = pathlib.Path(directory, "select", "operations.txt")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"# numpy {np.__version__}, seed {SEED}\n")
        for number, dtype in enumerate(DTYPES):
            for shape in SHAPES + ODD_SHAPES[number % 2 :: 2]:
                array = values(dtype, shape)
                first = repr(literal(array))
                for operation in cases(array):
                    out.write(f"{first}\t{operation!r}\t{outcome(array, operation)!r}\n")
                    first = ""


if __name__ == "__main__":
    main(sys.argv[1])
