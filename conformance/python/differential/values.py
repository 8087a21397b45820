"""Elements of every dtype: ordinary ones, and those at which programs break."""

import numpy as np

UNITS = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"]
# Ticks that stay within years which numpy counts without wrapping around.
TICKS = {"Y": 2**13, "M": 2**16, "W": 2**18, "D": 2**21, "h": 2**25, "m": 2**31, "s": 2**37, "ms": 2**47, "us": 2**57}

_INNER = np.dtype([("x", "<i2"), ("y", "<f4", (2,))])
STRUCTURES = [
    np.dtype([("a", "<i4"), ("b", "<f8")]),
    np.dtype([("a", ">i2"), ("b", "S3"), ("c", "<U2"), ("d", "?")]),
    np.dtype([("a", _INNER), ("b", "u1", (2, 3))]),
    np.dtype({"names": ["a", "b"], "formats": ["i1", "<f4"], "offsets": [1, 8], "itemsize": 16}),
    np.dtype([(("title", "a"), ">i4"), ("z", "?", (3,))]),
    np.dtype([("a", "i1"), ("b", "<f8"), ("c", "<u2")], align=True),
    np.dtype([("a", "<M8[s]"), ("b", "<m8[ms]"), ("c", "<c8"), ("d", "V3")]),
    np.dtype([("a", "<i8")]),
]


def _times(kind):
    units = ["ns", "D", "s", "us", "25s", "Y", "M", "W", "h", "m", "ms", "ps", "fs", "as", "3M"]
    typed = [f"{order}{kind}8[{unit}]" for unit, order in zip(units, "<<><<><<<><<<<<")]
    return typed + [f"<{kind}8"]


# Numbers that nothing is computed with. They are the first input in a column of their own; further inputs are such only
# where an operation asks for them by name.
LONG = [np.dtype(one) for one in ("<f16", ">f16", "<c32", ">c32")]

# The variants of a dtype; cases take them in turn, so that every layout and operation sees several.
DTYPES = {
    "bool": ["?"],
    "int8": ["i1"],
    "int16": ["<i2", ">i2"],
    "int32": ["<i4", ">i4"],
    "int64": ["<i8", ">i8"],
    "uint8": ["u1"],
    "uint16": ["<u2", ">u2"],
    "uint32": ["<u4", ">u4"],
    "uint64": ["<u8", ">u8"],
    "float16": ["<f2", ">f2"],
    "float32": ["<f4", ">f4"],
    "float64": ["<f8", ">f8"],
    "complex64": ["<c8", ">c8"],
    "complex128": ["<c16", ">c16"],
    "bytes": ["S3", "S1", "S8", "S5"],
    "str": ["<U3", ">U2", "<U1", "<U7"],
    "void": ["V3", "V1", "V8", "V16"],
    "datetime64": _times("M"),
    "timedelta64": _times("m"),
    "struct": STRUCTURES,
}
DTYPES = {name: [np.dtype(variant) for variant in variants] for name, variants in DTYPES.items()}
# All that the first input of a case may be.
COLUMNS = {**DTYPES, "longdouble": LONG}
NUMBERS = [name for name in DTYPES if np.dtype(DTYPES[name][0]).kind in "biufc"]
PLAIN = [name for name in DTYPES if name not in ("void", "struct")]

_NAN, _INF = float("nan"), float("inf")
_FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -2.5, _NAN, -_NAN, _INF, -_INF, 1 / 3, 1e3, 1e10, 1e-5, 100.125, 7.0, 65504.0]
_WORDS = ["", "a", "b", "ab", "abc", "B", "ba", "1", "-2", "0.5", "x\0y", " s", "nan", "True", "it's", "é", "日本", "\U0001f600"]
_pools = {}


def pool(dtype):
    """Special values of a dtype that has no fields, as an array."""
    found = _pools.get(dtype)
    if found is None:
        found = _pools[dtype] = _special(dtype)
    return found


def _special(dtype):
    kind = dtype.kind
    if kind == "b":
        return np.array([False, True])
    if kind in "iu":
        info = np.iinfo(dtype)
        low, high = int(info.min), int(info.max)
        values = [0, 1, 2, 3, 7, 100, low, high, low + 1, high - 1, high // 2, high // 2 + 1]
        return np.array(values + ([-1, -2, -7, low // 2] if kind == "i" else []), dtype)
    if kind == "f":
        info = np.finfo(dtype)
        edges = [info.max, info.min, info.tiny, -info.tiny, info.smallest_subnormal, -info.smallest_subnormal, info.eps]
        return np.concatenate([np.array(_FLOATS, dtype), np.array(edges, dtype)])
    if kind == "c":
        half = pool(np.dtype(f"f{dtype.itemsize // 2}"))
        values = np.empty(2 * len(half), dtype)
        values.real = np.concatenate([half, half])
        values.imag = np.concatenate([half[::-1], np.roll(half, 5)])
        return values
    if kind == "S":
        return np.array([word.encode() for word in _WORDS], dtype)
    if kind == "U":
        return np.array(_WORDS, dtype)
    if kind in "Mm":
        most = limit(dtype)
        ticks = [0, 1, -1, 2, 59, 1000, -1000, 86400, most, -most, most // 3, np.iinfo("i8").min]
        return np.array(ticks, "<i8").astype(dtype.str[0] + "i8").view(dtype)
    raise ValueError(f"no special values of {dtype}")


def limit(dtype):
    unit, multiple = np.datetime_data(dtype)
    return TICKS.get(unit, 2**61) // multiple


def _bits(r, dtype, count):
    bits = np.frombuffer(r.randbytes(count * dtype.itemsize), dtype)
    if dtype.kind in "fc":
        # Processors differ in what becomes of a NaN that signals, so all are quiet ones.
        half = np.dtype(f"{dtype.str[0]}f{dtype.itemsize // (2 if dtype.kind == 'c' else 1)}")
        parts = bits.view(half).copy()
        quiet = 1 << np.finfo(half).nmant - 1
        parts.view(f"{half.str[0]}u{half.itemsize}")[np.isnan(parts)] |= quiet
        return parts.view(dtype)
    return bits


def _picked(r, values, count):
    return values[np.frombuffer(r.randbytes(2 * count), "<u2") % len(values)]


def _random(r, dtype, count):
    kind = dtype.kind
    if kind in "SU":
        return _picked(r, pool(dtype), count)
    if kind in "Mm":
        most = limit(dtype)
        ticks = _bits(r, np.dtype("<i8"), count) % (2 * most) - most
        return ticks.astype(dtype.str[0] + "i8").view(dtype)
    if kind == "b":
        return _picked(r, pool(dtype), count)
    return _bits(r, dtype, count)


def _small(r, dtype, count):
    kind = dtype.kind
    numbers = np.frombuffer(r.randbytes(count), "u1") % 19
    if kind in "bu":
        return numbers.astype(dtype)
    if kind == "i":
        return (numbers.astype("i2") - 9).astype(dtype)
    if kind == "f":
        return ((numbers - 9.0) / 4).astype(dtype)
    if kind == "c":
        return ((numbers - 9.0) / 4 + 1j * np.roll(numbers - 9.0, 1) / 2).astype(dtype)
    if kind in "Mm":
        return (numbers.astype("i8") - 9).astype(dtype.str[0] + "i8").view(dtype)
    return _picked(r, pool(dtype), count)


def _positive(r, dtype, count):
    """Floats of one sign and about one size."""
    numbers = np.frombuffer(r.randbytes(2 * count), "<u2") / 65536 + 0.5
    return numbers.astype(dtype) if dtype.kind != "c" else (numbers + 1j * np.roll(numbers, 1)).astype(dtype)


def _long_doubles(r, count, mode):
    """Long doubles of all sizes, among them some that no processor makes; those of doubles if they shall be small."""
    if mode == "small":
        return _small(r, np.dtype("<f8"), count).astype("<f16")
    parts = np.zeros((count, 2), "<u8")
    parts[:, 0] = np.frombuffer(r.randbytes(8 * count), "<u8")
    draws = np.frombuffer(r.randbytes(2 * count), "<u2")
    for i, draw in enumerate(draws.tolist()):
        head = draw if draw % 4 == 0 else (draw & 0x8000) | (0x3FFF + draw // 4 % 140 - 70)
        head = head if draw % 16 else r.choice((0, 0x8000, 1, 0x7FFF, 0xFFFF, 0x3FFF - 1074, 0x3FFF + 1024, 0x3FFF + 63))
        bits = int(parts[i, 0])
        bits = bits >> draw % 61 << draw % 61 if draw % 3 == 0 else r.choice((0, 1 << 63, (1 << 64) - 1, 1 << 62)) if draw % 7 == 0 else bits
        is_made = draw % 29 and head & 0x7FFF
        parts[i] = (bits | 1 << 63 if is_made else bits, head)
    return parts.view("<f16").reshape(count)


MODES = {"positive": _positive, "special": lambda r, dtype, count: _picked(r, pool(dtype), count), "random": _random, "small": _small}


def elements(r, dtype, count, mode=None):
    """As many elements in one axis. Padding between fields stays zero."""
    if dtype.names is not None:
        filled = np.zeros(count, dtype)
        for name in dtype.names:
            part = filled[name]
            part[...] = elements(r, part.dtype, part.size, mode).reshape(part.shape)
        return filled
    if dtype.kind == "V":
        return _bits(r, dtype, count)
    if dtype in LONG:
        halves = _long_doubles(r, count * (dtype.itemsize // 16), mode)
        return halves.view(f"<{dtype.str[1:]}").astype(dtype)
    return MODES[mode or r.choice(("special", "special", "random", "small"))](r, dtype, count)
