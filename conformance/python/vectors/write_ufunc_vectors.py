"""What numpy computes, element by element: run it with the pinned numpy to write the lines that UfuncGoldenTest reads.

    python write_ufunc_vectors.py ../../../ndarray/src/test/resources/dev/ndwire/ndarray/ufunc

`types.txt` has the dtype of the result of every function for every pair of dtypes. In the other files a line is one
computation: function, operands, result, between tabs. An operand is `dtype;shape;bytes in hex`, where the dtype is a
plan as GoldenLines.build reads it, or `=` and a value of Python. A result is the same, or `error`.
"""

import pathlib
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")

UNARY = (
    "negative positive absolute fabs sign square reciprocal conjugate sqrt cbrt exp exp2 expm1 log log2 log10 log1p sin"
    " cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh degrees radians floor ceil trunc rint isnan"
    " isinf isfinite isnat signbit invert logical_not"
).split()
BINARY = (
    "add subtract multiply divide floor_divide remainder fmod power float_power maximum minimum fmax fmin hypot arctan2"
    " copysign nextafter bitwise_and bitwise_or bitwise_xor left_shift right_shift logical_and logical_or logical_xor"
    " equal not_equal less less_equal greater greater_equal"
).split()
NUMBERS = "b1 i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 c8 c16".split()
WEAK = [True, 1, 1.5, 1j]
MIXED = [("i8", "u8"), ("u8", "i4"), ("i1", "u1"), ("f4", "i8"), ("b1", "f2"), ("c8", "f8"), ("u4", "i4")]
NAT = np.iinfo("i8").min


def order_of(text):
    return text if text in ("b1", "i1", "u1") else "<" + text


def operand(value):
    if not isinstance(value, np.ndarray):
        return "=" + repr(value)
    shape = tuple(value.shape)
    return f"{plan(value.dtype)};{shape!r};{np.ascontiguousarray(value).tobytes().hex()}"


def plan(dtype):
    if dtype.subdtype:
        return f"({plan(dtype.subdtype[0])}, {dtype.subdtype[1]!r})"
    if dtype.fields is None:
        return repr(dtype.str)
    fields = ", ".join(
        f"(None, {name!r}, {plan(dtype.fields[name][0])}, {dtype.fields[name][1]})" for name in dtype.names
    )
    return f"([{fields}], {dtype.itemsize}, {dtype.isalignedstruct})"


def computed(function, operands):
    try:
        return operand(np.asarray(function(*operands)))
    except (TypeError, ValueError, OverflowError):
        return "error"


def line(out, name, *operands, function=None):
    result = computed(function or getattr(np, name), operands)
    print(name, *map(operand, operands), result, sep="\t", file=out)


def specials(text):
    kind, size = text[0], int(text[1:])
    if kind == "b":
        return np.array([False, True])
    if kind in "iu":
        info = np.iinfo(text)
        values = [0, 1, 2, 3, 7, 8 * size - 1, 8 * size, info.max - 1, info.max, info.min]
        if kind == "i":
            values += [info.min + 1, -1, -2, -7]
        return np.array(values, order_of(text))
    if kind == "f":
        info = np.finfo(text)
        values = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 7.25, 1e3, -1e4, 0.1, -0.3, np.inf, -np.inf, np.nan]
        values += [info.max, info.min, info.tiny, info.smallest_subnormal, 1 + info.eps]
        return np.array(values, order_of(text))
    parts = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, np.inf, -np.inf, np.nan]
    return np.array([complex(a, b) for a in parts for b in parts], order_of(text))


def few(values):
    return values if len(values) <= 20 else values[:: len(values) // 24 + 1]


def random(rng, text, count):
    kind, size = text[0], int(text[1:])
    if kind == "b":
        return rng.integers(0, 2, count).astype(bool)
    if kind in "iu":
        return np.frombuffer(rng.bytes(count * size), order_of(text))
    if kind == "f":
        return (rng.normal(size=count) * 10 ** rng.uniform(-3, 3, count)).astype(order_of(text))
    both = rng.normal(size=(2, count)) * 10 ** rng.uniform(-1, 1, (2, count))
    return (both[0] + 1j * both[1]).astype(order_of(text))


def write_types(out):
    for name in UNARY:
        results = []
        for text in NUMBERS:
            result = computed(getattr(np, name), [np.ones(1, text)])
            results.append(result.split(";")[0])
        print(name, *results, sep="\t", file=out)
    for name in BINARY:
        sides = [np.ones(1, text) for text in NUMBERS] + WEAK
        for left in sides:
            results = [computed(getattr(np, name), [left, right]).split(";")[0] for right in sides]
            left = repr(left) if not isinstance(left, np.ndarray) else left.dtype.str[1:]
            print(name, left, *results, sep="\t", file=out)


def write_numbers(out, rng):
    for name in UNARY:
        for text in NUMBERS:
            line(out, name, np.concatenate([specials(text), random(rng, text, 40)]))
    for name in BINARY:
        for text in NUMBERS:
            values = few(specials(text))
            line(out, name, values[:, None], values)
            line(out, name, random(rng, text, 40), random(rng, text, 40))
        for left, right in MIXED:
            line(out, name, few(specials(left))[:, None], few(specials(right)))


def write_weak(out):
    values = [0, 1, -1, 127, 128, 255, 256, -129, 2**31, 2**40, 2**63 - 1, 2**63, 2**64, -(2**63) - 1]
    values += [0.5, -2.0, 1e10, 1e300, float("inf"), float("nan"), 1.5j, True, False]
    for name in "add power left_shift equal less greater_equal hypot maximum float_power logical_and divide".split():
        for text in NUMBERS:
            array = few(specials(text))[:4]
            for value in values:
                line(out, name, array, value)
                line(out, name, value, array)


def is_lost(left, right):
    """Whether points in time without a unit would become years or months, which numpy refuses for some sizes only."""
    units = {np.datetime_data(x.dtype)[0] for x in (left, right) if isinstance(x, np.ndarray) and x.dtype.kind in "mM"}
    return "generic" in units and bool(units & {"Y", "M"})


def write_times(out):
    points = [np.array(["NaT", "2000-01-01", "1969-12-31", "1970-01-01"], f"<M8[{unit}]") for unit in "YMDs"]
    points += [np.array([NAT, 3, -7, 0], "<i8").view("<M8[25ms]"), np.array([NAT, 5], "<i8").view("<M8")]
    spans = [np.array(["NaT", 7, -7, 2, 0], f"<m8[{unit}]") for unit in ["Y", "M", "D", "s", "25ms"]]
    spans += [np.array([NAT, 5, -3, 0, 1], "<i8").view("<m8")]
    counts = [np.array([1, 0, 2, -3], text) for text in ["<i4", "<i8"]]
    counts += [np.array([1, 0, 2, 3], text) for text in ["<u8", "<u2", "?"]]
    counts += [np.array([1.5, 0.0, -2.25, np.nan, np.inf, 1e30], text) for text in ["<f8", "<f4"]]
    counts += [np.array([1j]), np.array(["a"]), 3, -2, 2.5, True, 1j, "a"]
    for name in UNARY:
        for values in [points[2], spans[4]]:
            line(out, name, values)
    for name in BINARY:
        for left in points + spans:
            left = left.reshape(-1, 1)
            for right in points + spans + counts:
                if not is_lost(left, right):
                    line(out, name, left, right)
                    if not any(right is other for other in points + spans):
                        line(out, name, right, left)


def write_texts(out):
    texts = [np.array(["", "a", "abc", "b", "\U0001f600", "\uffff"]), np.array(["a", "ab", "abcd"], ">U6"), "abc", ""]
    texts += [np.array([b"", b"a", b"abc", b"\xff", b"a\0b"]), np.array([b"a", b"ab"], "S4"), b"abc", np.array([1, 0])]
    for name in BINARY:
        for left in texts:
            left = left.reshape(-1, 1) if isinstance(left, np.ndarray) else left
            for right in texts:
                if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
                    line(out, name, left, right)
    for name in UNARY:
        line(out, name, texts[0])


def compared(name):
    return {"equal": lambda x, y: x == y, "not_equal": lambda x, y: x != y}[name]


def write_structs(out):
    point = np.dtype([("x", "<i4"), ("y", "<f8")])
    nested = np.dtype([("p", point), ("n", "U3"), ("m", "<i2", (2, 2))])
    a = np.array([(1, 2.5), (3, np.nan), (5, -0.0)], point)
    b = np.array([(1, 2.5), (3, np.nan), (5, 0.0)], np.dtype([("x", ">i8"), ("y", "<f4")], align=True))
    c = np.array([((1, 2.0), "ab", [[1, 2], [3, 4]]), ((1, 2.0), "b", [[0, 0], [0, 1]])], nested)
    d = c.copy()
    d["m"][0, 1, 1] = 9
    e = np.array([(1, "a"), (2, "b")], [("x", "<i4"), ("y", "U1")])
    f = np.array([("1", "a"), ("2", "b")], [("x", "U1"), ("y", "U1")])
    voids = np.array([b"abc", b"abd"]).view("V3")
    others = [a, b, a[1:2], c, d, c[::-1], e, f, voids, voids[:1], voids.view("V1"), np.zeros(2, "V0")]
    others += [np.zeros(3, [("x", "<i4")]), np.zeros(2, []), np.array([1, 2, 3])]
    for name in ("equal", "not_equal"):
        for left in others:
            for right in others:
                line(out, name, left, right, function=compared(name))
    for name in ("less", "add", "logical_and", "maximum"):
        line(out, name, a, b)
        line(out, name, voids, voids)


def main(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(20261126)
    writers = {
        "types": write_types,
        "numbers": lambda out: write_numbers(out, rng),
        "weak": write_weak,
        "times": write_times,
        "texts": write_texts,
        "structs": write_structs,
    }
    for name, writer in writers.items():
        with open(folder / f"{name}.txt", "w", encoding="utf-8", newline="\n") as out:
            print(f"# numpy {np.__version__}, written by write_ufunc_vectors.py", file=out)
            writer(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
