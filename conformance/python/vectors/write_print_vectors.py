"""Writes how numpy prints arrays, for the tests of the ndarray module.

Usage: python write_print_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray

Writes, below that directory:
  array/prints.txt   one line for each array: how to build its dtype, its shape, its bytes in C order, compressed, and
                     what str() and repr() say
Columns are separated by tabs; a column that is a Python literal says so in the line that begins with '#'.
"""

import base64
import pathlib
import sys
import warnings
import zlib

import numpy as np

from write_dtype_vectors import plan

SEED = 20260801
warnings.simplefilter("ignore")
rng = np.random.default_rng(SEED)

SHAPES = [(), (1,), (2,), (7,), (40,), (2, 3), (3, 1, 4), (2, 2, 2, 2), (1, 30), (0,), (0, 3), (2, 0, 3)]
LARGE = [(1001,), (40, 30), (5, 201), (2, 600), (11, 11, 11), (3, 4, 5, 20)]
INTEGERS = ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"]
FLOATS = ["f2", "f4", "f8", "c8", "c16"]
LONG_DOUBLES = [[0.1], [1 / 3, 2 / 3], [0.0, -0.0], [np.nan, 1, np.inf], [-np.inf, 1e-5], [1, 1000], [999, 1e8 - 1]]
LONG_TEXTS = ["0.1", "1e-4", "9.9999999999999999999e-5", "1e16", "9999999999999999.999", "1e4000", "-1e-4000"]
LONG_TEXTS += ["1e8", "3.14159265358979323846264338", "123456789.123456789123456789", "1e22", "0.3", "1e-20", "4e-4951"]
UNITS = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as", "25s", "3M"]
WORDS = ["", "a", "it's", 'say "x"', "'\"", "back\\slash", "tab\t", "new\nline", "\x00x", "\x7f", "\u00e9", "\u200b"]
WORDS += ["\u65e5\u672c\u8a9e", "\U0001f600", "\ud800", "\u00a0", "long " * 7]


def arrays():
    yield from booleans_and_integers()
    yield from floats()
    yield from special_floats()
    yield from strings()
    yield from times()
    yield from structures()
    yield from oddities()
    yield from long_doubles()


def booleans_and_integers():
    for shape in SHAPES + LARGE[:4]:
        yield rng.integers(0, 2, shape).astype("?")
    for t in INTEGERS:
        info = np.iinfo(t)
        for shape in SHAPES[:8] + [LARGE[rng.integers(len(LARGE))]]:
            yield rng.integers(info.min, info.max, shape, dtype=t, endpoint=True)
        yield np.array([info.min, info.max, 0, 1], t)
    yield rng.integers(0, 10, (4, 5))
    yield rng.integers(-3, 3, (13, 7, 1, 20))
    yield np.arange(3, dtype=">i4")


def floats():
    for t in FLOATS:
        half = np.dtype(t).itemsize // (2 if t[0] == "c" else 1)
        for scale in [1, 1e-3, 1e3, 1e-5, 1e4, 1e8]:
            for shape in [(), (1,), (5,), (3, 4)]:
                yield some_floats(t, half, shape, lambda n: rng.normal(size=n) * scale)
        for shape in SHAPES[8:] + LARGE[:3]:
            yield some_floats(t, half, shape, lambda n: rng.normal(size=n))
        for _ in range(4):
            yield some_floats(t, half, (6,), lambda n: np.round(rng.normal(size=n) * 100) / 4)
            yield some_floats(t, half, (6,), lambda n: 10.0 ** rng.integers(-8, 12, n) * rng.integers(-9, 10, n))
            bits = rng.integers(0, 256, 8 * np.dtype(t).itemsize, dtype="u1")
            yield bits.view(t)
            yield np.array(bits.view(t)[rng.integers(8)])
    yield rng.normal(size=(2, 3)).astype(">f8")
    yield (rng.normal(size=4) + 1j * rng.normal(size=4)).astype(">c8")


def some_floats(t, half, shape, draw):
    count = int(np.prod(shape))
    if t[0] == "c":
        return (draw(count) + 1j * draw(count)).astype(t).reshape(shape)
    return draw(count).astype(t).reshape(shape)


def special_floats():
    nan, inf = float("nan"), float("inf")
    for t in FLOATS:
        for values in [
            [nan], [inf], [-inf], [nan, inf], [nan, -inf], [1, nan], [-1.5, nan, inf], [0, nan, -inf, 12345.678],
            [0.0], [-0.0], [0.0, -0.0], [1e-4], [9.9e-5], [1e-5, 1], [1, 1000], [1, 1001], [999], [1000], [1e6], [999999],
            [1e8], [99999999], [1e15], [1e16], [123456789.123456789], [0.1, 0.2, 0.3], [1 / 3], [2 / 3, 100], [1e22, 1e23],
            [5e-324], [2.0**-24, 1], [2.0**-149], [1.7976931348623157e308], [3.4028234e38], [65504], [65519], [2.0**60, 1],
            [0.00012345678901], [1.00000000499], [1.000000005], [0.5, 1e-9], [nan, 1e-9], [inf, 1e10], [2.5e-5, -1e5],
            [0.1, 1.2345678e-10], [9.9999999999], [99999999.9999], [0.999999999, 1e-3], [1.5, 2.25, 100.125],
        ]:
            yield np.array(values, t)
            yield np.array(values[0], t)
    for real in [0.0, -0.0, 1.5, nan, inf, -inf, 1e16, 1e-5]:
        for imag in [0.0, -0.0, 2.0, nan, -inf, 1e-20]:
            yield np.array(complex(real, imag))
            yield np.array([complex(real, imag), 1], "c8")
    for power in range(-60, 61, 7):
        yield np.array([2.0**power, 2.0**-power])
        yield np.array(2.0**power, "f4")
    yield np.arange(0x7C00, dtype="u2").view("f2")[:: 0x7C00 // 999].copy()
    for start in range(0, 0x7C00, 1984):
        yield np.arange(start, start + 37, dtype="u2").view("f2").copy()


def strings():
    yield np.array(WORDS)
    yield np.array(WORDS, ">U40")
    for word in WORDS:
        yield np.array(word)
        yield np.array([word, "b"])
    raw = [w.encode("utf-8", "surrogatepass") for w in WORDS]
    yield np.array(raw)
    for word in raw:
        yield np.array(word)
    yield np.array([[b"ab", b""], [b"c", b"\x00d"]])
    yield np.array(["x"] * 1100).reshape(11, 100)
    yield np.array(["\U0001f600" * 9] * 9)
    yield np.frombuffer(rng.bytes(40), "V8")
    yield np.frombuffer(rng.bytes(4), "V4")[0:1].reshape(())
    yield np.zeros((2, 3), "V2")
    yield np.zeros(0, "S3")
    yield np.zeros((0, 2), "U3")
    yield np.zeros(2, "V0")


def times():
    limits = {"as": 2**62, "fs": 2**62, "ps": 2**62, "ns": 2**62, "us": 2**55, "ms": 2**50, "s": 2**40, "25s": 2**35}
    for unit in UNITS:
        limit = limits.get(unit, 2**20)
        for shape in [(), (1,), (4,), (2, 5)]:
            ticks = rng.integers(-limit, limit, shape)
            yield ticks.astype("i8").view(f"M8[{unit}]")
            yield ticks.astype("i8").view(f"m8[{unit}]")
        nat = np.array([0, -1, 1, np.iinfo("i8").min], "i8")
        yield nat.view(f"M8[{unit}]")
        yield nat.view(f"m8[{unit}]")
        yield nat[3:].view(f"M8[{unit}]")
        yield nat[3:].view(f"m8[{unit}]").reshape(())
    yield np.array([1, 20, 300]).view("m8")
    yield np.array(["NaT"], "M8")
    yield np.array("2020-02-29", ">M8[D]")
    yield np.arange("1600-02-27", "1600-03-03", dtype="M8[D]")
    yield np.arange("-0004-02-27", "-0004-03-03", dtype="M8[D]")
    yield np.arange("2000-01-01", "2003-01-01", dtype="M8[D]")


def structures():
    inner = np.dtype([("x", "i2"), ("y", "f4", (2,))])
    for d in [
        [("a", "i4")],
        [("a", "i4"), ("b", "f8"), ("c", "S3"), ("d", "U2"), ("e", "?"), ("f", "c8")],
        [("a", "f2"), ("b", "M8[s]"), ("c", "m8[ms]"), ("d", "V3")],
        [("a", inner), ("b", "u1", (2, 3)), ("c", inner, (2,))],
        [(("title", "name"), ">i4"), ("z", "?", (3,))],
        [("a", "f4", (0,)), ("b", "i1", (2, 0))],
        [("a", "f8", (9, 120)), ("b", "?")],
        {"names": ["a", "b"], "formats": ["i1", "f4"], "offsets": [1, 8], "itemsize": 16},
        {"names": ["a", "b"], "formats": ["i4", "u2"], "offsets": [0, 2]},
    ]:
        dtype = np.dtype(d)
        for shape in [(), (1,), (3,), (2, 2), (0,), (0, 2)]:
            yield random_structures(dtype, shape)
    yield random_structures(np.dtype([("a", "i4"), ("b", "?")]), (1100,))
    yield np.zeros((2, 3), [])
    yield np.zeros((), [])


def random_structures(dtype, shape):
    array = np.zeros(shape, dtype)
    fill(array)
    return array


def fill(array):
    if array.dtype.names is not None:
        for name in array.dtype.names:
            fill(array[name])
        return
    kind = array.dtype.kind
    small = rng.integers(0, 100, array.shape)
    if kind in "SU":
        array[...] = small.astype(array.dtype)
    elif kind == "V":
        array[...] = np.frombuffer(rng.bytes(array.size * array.itemsize), array.dtype).reshape(array.shape)
    elif kind in "Mm":
        array.view(array.dtype.newbyteorder("=").str.replace("M8", "i8").split("[")[0].replace("m8", "i8"))[...] = small
    elif kind in "fc":
        array[...] = rng.normal(size=array.shape) * 10.0 ** rng.integers(-3, 4)
    else:
        array[...] = small


def oddities():
    for depth in [5, 9, 32, 64]:
        yield np.ones((1,) * depth, "i1")
    yield np.full((3, 30), 12345678)
    yield np.full(25, 1.0)
    yield np.full((2, 2), "w" * 80)
    yield np.full((2, 2), "w" * 30)
    yield np.full(8, 2**62)
    yield np.full((1, 1, 1, 12), 123456)


def long_doubles():
    for values in LONG_DOUBLES + [LONG_TEXTS[:6], LONG_TEXTS[8:], *[[text] for text in LONG_TEXTS]]:
        array = np.array(values, "g")
        yield array
        yield np.array(array[0])
        yield array[::-1] + 1j * array
        yield np.array(array[-1] * 1j - 1)
    info = np.finfo("g")
    for value in [info.max, info.tiny, info.smallest_subnormal, info.eps, 1 - info.epsneg, 1 + info.eps]:
        yield np.array([value])
        yield np.array(value)
        yield np.array([1, value])
        yield np.array([-1, value * 512])
    yield np.array([1, 1000 + 512 * info.eps])
    yield np.array([1, 1000 + 256 * info.eps])
    for power in range(-16445, 16384, 991):
        yield np.ldexp(np.longdouble(1), power) * np.arange(1, 4)
        yield np.array(np.ldexp(np.longdouble(1), power))
    for low, high in [(1, 32767), (16383 - 40, 16383 + 40), (16383 - 8, 16383 + 8), (0, 1)]:
        for shape in [(), (1,), (5,), (3, 4), (2, 600)]:
            yield random_long_doubles(low, high, shape)
            yield random_long_doubles(low, high, shape + (2,)).view("G")[..., 0]
    for _ in range(100):
        yield random_long_doubles(1, 32767, ())
        yield random_long_doubles(16383 - 60, 16383 + 60, ())
    yield random_long_doubles(16380, 16390, (3, 2)).astype(">g")
    yield np.arange(3, dtype="G").astype(">G")
    yield np.zeros((0, 2), "g")
    both = np.dtype([("a", "g"), ("b", "i1"), ("c", "G", (2,))])
    for shape in [(), (3,), (2, 1)]:
        yield random_structures(both, shape)


def random_long_doubles(low, high, shape):
    count = int(np.prod(shape))
    parts = np.zeros(count, [("significand", "<u8"), ("exponent", "<u2"), ("padding", "V6")])
    parts["exponent"] = rng.integers(low, high, count) + 0x8000 * rng.integers(0, 2, count)
    parts["significand"] = rng.integers(0, 2**63, count, "u8") + np.uint64(2**63 if low > 0 else 0)
    return parts.view("<g").reshape(shape)


def main(directory):
    target = pathlib.Path(directory, "array", "prints.txt")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"# numpy {np.__version__}, seed {SEED}\n")
        out.write("# plan(literal) shape(literal) zlib+base64 str(literal) repr(literal)\n")
        for array in arrays():
            content = base64.b64encode(zlib.compress(array.tobytes(), 9)).decode()
            columns = [repr(plan(array.dtype)), repr(array.shape), content, ascii(str(array)), ascii(repr(array))]
            out.write("\t".join(columns) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
