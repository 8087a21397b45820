"""Writes what numpy says about promotion and casting, for the tests of the ndarray module.

Usage: python write_cast_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray

Writes, below that directory:
  dtype/promotions.txt    numpy.promote_types and numpy.can_cast of all pairs of dtypes
  dtype/result-types.txt  numpy.result_type of dtypes and Python's scalars
  cast/numbers.txt        astype between all dtypes of bools, numbers and times
  cast/values.txt         astype of single elements where texts, raw bytes or structures take part
  cast/dates.txt          astype from points in time to texts of every length around their own
  cast/flexible.txt       astype to dtypes that leave size or unit open
  array/assignments.txt   elements set to Python's scalars, by assignment and by copyto at all levels of casting
Columns are separated by tabs; dtypes are plans as in write_dtype_vectors.py, elements are hexadecimal bytes, which zeros
fill up at the end.

Points in time that wrap around on the way through the calendar are left out: nothing there is meant.

Numbers are converted one by one: of floats that no uint32 holds, numpy makes another value where its vector
instructions apply, which depends on the length of the array.
"""

import itertools
import pathlib
import sys
import warnings

import numpy as np
from write_dtype_vectors import plan

warnings.simplefilter("ignore")

NUMBERS = "? i1 u1 <i2 <u2 <i4 <u4 <i8 <u8 <f2 <f4 <f8 <c8 <c16".split()
LEVELS = ["no", "equiv", "safe", "same_kind", "unsafe"]
STRUCTS = [
    np.dtype([("a", "<i4"), ("b", "<f4")]),
    np.dtype([("a", ">i4"), ("b", ">f4")]),
    np.dtype([("a", "<i8"), ("b", "<f8")]),
    np.dtype([("a", "<i2"), ("b", "<f2")]),
    np.dtype([("x", "<i4"), ("b", "<f4")]),
    np.dtype([("a", "<i4"), ("b", "<f4")], align=True),
    np.dtype([("a", "i1"), ("b", "<f8")], align=True),
    np.dtype({"names": ["a", "b"], "formats": ["<i4", "<f4"], "offsets": [0, 8], "itemsize": 12}),
    np.dtype({"names": ["a", "b"], "formats": ["<i4", "<f4"], "offsets": [0, 4], "itemsize": 16}),
    np.dtype([(("t", "a"), "<i4"), ("b", "<f4")]),
    np.dtype([("a", [("q", "<i4")]), ("b", "<f4")]),
    np.dtype([("a", "<i4")]),
    np.dtype([("a", "<f8")]),
    np.dtype([("a", "<i4", (2,))]),
    np.dtype([("a", "<f8", (2,))]),
    np.dtype([("a", "<i4", (3,))]),
    np.dtype([]),
    np.dtype(("<i4", (2,))),
    np.dtype(("<f8", (2,))),
    np.dtype(("<i4", (1,))),
    np.dtype(("<i4", (2, 3))),
]
PAIRED = (
    [np.dtype(t) for t in NUMBERS + ">i4 >f8 S0 S1 S5 S64 <U0 <U1 <U5 <U64 >U5 V0 V3 V8 V16".split()]
    + [np.dtype(f"{k}8{u}") for k in "Mm" for u in ["", "[Y]", "[5M]", "[W]", "[D]", "[7D]", "[s]", "[25s]", "[ns]", "[as]"]]
    + [np.dtype(">M8[s]")]
    + STRUCTS
)


def is_sound(dtype):
    """Whether small arrays have room for their items: numpy keeps the size of the first when it promotes two."""
    if dtype.subdtype:
        base, shape = dtype.subdtype
        return dtype.itemsize == base.itemsize * int(np.prod(shape)) and is_sound(base)
    return all(is_sound(dtype.fields[name][0]) for name in dtype.names or ())


def promotions(out):
    out.write("# plan(literal) plan(literal) promoted-plan(literal) or ! strictest level of can_cast: 0 no to 4 unsafe, or -\n")
    for a, b in itertools.product(PAIRED, PAIRED):
        try:
            common = np.promote_types(a, b)
            if not is_sound(common):
                continue
            promoted = repr(plan(common))
        except (TypeError, OverflowError):
            promoted = "!"
        allowed = [i for i, level in enumerate(LEVELS) if np.can_cast(a, b, level)]
        out.write("\t".join([repr(plan(a)), repr(plan(b)), promoted, str(min(allowed)) if allowed else "-"]) + "\n")


SCALARS = [True, 3, -1, 2**63, 2**70, 3.5, 2 - 1j]


def result_types(out):
    out.write("# operands(literal): texts are dtypes, but for two sorts of numbers; str of the result or !\n")
    numbers = [t.replace("?", "|b1") for t in NUMBERS]
    cases = [(s,) for s in SCALARS] + [(s, t) for s, t in itertools.product(SCALARS, SCALARS)]
    others = numbers + ["<m8[s]", "<M8[s]", "S3", "<U3", "V4", ">i4", ">f8"]
    cases += [(d, s) for d in others for s in SCALARS] + [(d,) for d in others]
    cases += list(itertools.product("i1 u1 <i2 <u2 <u8 <f2 <f4 <c8 ?".split(), repeat=3))
    cases += [(a, b, s) for a, b in itertools.product("i1 u1 <i8 <u8 <f2 <f4 <c8 ?".split(), repeat=2) for s in (3, 3.5, 1j)]
    for case in cases:
        operands = [np.dtype(x) if isinstance(x, str) else x for x in case]
        try:
            result = np.result_type(*operands)
            result = "!" if result == object else result.str
        except TypeError:
            result = "!"
        words = tuple("weak " + type(x).__name__ if isinstance(x, float | complex) else x for x in case)
        out.write(f"{words!r}\t{result}\n")


FLOATS = (
    [0.0, -0.0, 0.5, -0.5, 1.0, 1.9, -1.9, 2.5, 3.0000000001, 127.5, 128.0, 200.5, 255.9, 256.0, 300.0, -129.0, 32768.0]
    + [65504.0, 65519.9, 65520.0, 65536.5, 70000.0, 2.0**31, -(2.0**31) - 1, 2.0**32, 2.0**32 + 5, 5e9, 2.0**53 + 2]
    + [2.0**63, 2.0**63 + 2048, 2.0**64, 1e20, -1e20, -(2.0**63), -(2.0**63) - 2048, 1e39, 1e300, -1e300, 5e-324]
    + [6e-8, 2.98e-8, 2.9802322387695312e-08, 2.9802322387695316e-08, 1.0009765625 + 2**-12, 1 + 2**-11, 1 + 2**-11 + 2**-40]
    + [1e-46, 7.1e-46, 1.1754943e-38, 0.1, 1 / 3, float("inf"), float("-inf"), float("nan")]
)
INTEGERS = [0, 1, -1, 2, 100, 127, 128, -128, 255, 256, 32767, 65535, 65504, 65519, 65520, 2**24 + 1, 2**31 - 1, -(2**31), 2**32]
INTEGERS += [2**53 + 1, 2**53 + 3, 2**62, 2**63 - 1, 2**63 - 512, 2**63 - 513, -(2**63), -(2**63) + 1, 33554433, 9007199791611905]
TIMES = [0, 1, -1, 2, 30, 31, 59, 364, 365, -365, 11, 12, -12, -13, 1000, -1000, -1001, 86399, 86400, -86401, 200000, 10**6]
TIMES += [10**9, 10**12, -(10**12), 2**31, 2**40, 2**55, -(2**62), 2**62, 2**63 - 1, -(2**63), -(2**63) + 1]
TIME_UNITS = ["[Y]", "[3Y]", "[M]", "[7M]", "[W]", "[D]", "[2D]", "[3D]", "[h]", "[m]", "[s]", "[25s]", "[ms]", "[us]", "[ns]", "[ps]", "[fs]", "[as]", ""]


def samples(dtype):
    if dtype.kind in "Mm":
        return np.array(TIMES, "i8").astype(">i8" if dtype.byteorder == ">" else "<i8").view(dtype)
    if dtype.kind == "b":
        return np.array([0, 1], "?")
    if dtype.kind in "iu":
        return np.array(INTEGERS, "i8").astype(dtype)
    if dtype.kind == "f":
        return np.array(FLOATS, "f8").astype(dtype)
    parts = np.array(FLOATS, "f8")
    both = np.empty(2 * len(parts), "c16")
    both.real = np.concatenate([parts, np.zeros(len(parts))])
    both.imag = np.concatenate([parts[::-1], parts])
    return both.astype(dtype)


def shortened(data):
    return data.rstrip(b"\0").hex()


def converted(array, dtype):
    out = np.zeros(len(array), dtype)
    for i in range(len(array)):
        out[i : i + 1] = array[i : i + 1]
    return out.tobytes()


def wraps(array, dtype):
    """Where a calendar meets counts that 64 bits do not hold: every step on the way wraps around on its own."""
    calendar = [array.dtype, dtype]
    if array.dtype.kind != "M" or dtype.kind != "M" or not any(np.datetime_data(d)[0] in "YM" for d in calendar):
        return np.zeros(len(array), bool)
    return (abs(array.view("i8" if array.dtype.isnative else ">i8")) > 2**40) & ~np.isnat(array)


def numbers(out):
    out.write("# from to count elements(hex), = for those of the line before, converted(hex) or ! where numpy refuses\n")
    plain = [np.dtype(t) for t in NUMBERS + [">i2", ">f2", ">i4", ">u4", ">i8", ">u8", ">f4", ">f8", ">c8", ">c16", "<M8[s]", "<m8[s]", ">m8[s]"]]
    times = [np.dtype(f"{k}8{u}") for k in "Mm" for u in TIME_UNITS] + [np.dtype(">M8[M]"), np.dtype(">M8[ns]")]
    pairs = list(itertools.product(plain, plain))
    pairs += [(a, b) for a, b in itertools.product(times, times) if a.kind == b.kind and a != b]
    last = ""
    for a, b in dict.fromkeys(pairs):
        array = samples(a)
        array = array[~wraps(array, b)]
        try:
            result = shortened(converted(array, b))
        except (OverflowError, ValueError, TypeError):
            result = "!"
        elements = shortened(array.tobytes())
        out.write(f"{a.str}\t{b.str}\t{len(array)}\t{'=' if elements == last else elements}\t{result}\n")
        last = elements


def dates(out):
    """Years that fill their text lose the last digit, and other dates do not."""
    out.write("# from to count elements(hex) converted(hex) or ! where numpy refuses\n")
    years = [-1970, -11970, -2960, -971, -10, -1, 0, 8, 30, 130, 1030, 8029, 8030, 98029, 98030, 2**31, -(2**31)]
    units = {"[Y]": years, "[3Y]": years, "[M]": [12 * y + 9 for y in years], "[D]": [-719528, -1, 0, 8, 2932896, 2932897]}
    for (unit, ticks), order in itertools.product(units.items(), "<>"):
        array = np.array([*ticks, np.iinfo("i8").min], f"{order}i8").view(f"{order}M8{unit}")
        for size, kind in itertools.product(range(1, 13), ("S", "<U", ">U")):
            for element in array[:, None]:
                result = attempt(element, np.dtype(f"{kind}{size}"))
                out.write(f"{array.dtype.str}\t{np.dtype(f'{kind}{size}').str}\t1\t{shortened(element.tobytes())}\t{result}\n")


TEXTS = ["", "0", "1", " 12 ", "1_0", "-5", "+7", "1.5", "abc", "0x10", "1e3", "nan", "NaN", "-nan", "inf", "-Infinity", "1_0.5"]
TEXTS += ["True", "00", " ", "1 2", "300", "1+2j", "(1+2j)", " ( 1+2j ) ", "1j", "-j", "+j", "j", "1+j", "1-2J", "nan+infj", "1e2-3e-4j"]
TEXTS += ["2j+1", "1+2", "1j2", "(1+2j", "1 +2j", "()", "99999999999999999999", "18446744073709551615", "9223372036854775808"]
TEXTS += ["-9223372036854775808", "-9223372036854775809", "1__0", "_1", "1_", "1.", ".5", ".", "1._5", "1_.5", "1e400", "-1e400", "1e", "1e_1"]
TEXTS += ["\t5\n", "nan(1)", "+nan", "infinit", "1d", "1f", "0x1p3", "1e-5", "0.1", "1e-46", "65520", "2.9802322387695316e-08"]
TEXTS += ["\x0b5\x0c", "\x1c5", "5\x85", "--5", "+-5", "- 5", "NaT", "nat", "-0", "-0.0", "1.7976931348623159e308"]
WIDE_TEXTS = ["\u0661\u0662", "\u00a05\u00a0", "\u2003 5", "\uff15", "\u00e9", "ab\u00e9", "\U0001f600", "\u0661.\u0665", "\u00b2", "5\u200b"]
DATES = """2020-01-01 2020-01-01T12:34:56 NaT 2020 2020-02 2020-02-29 2019-02-29 2020-13-01 2020-00-01 2020-01-00 2020-01-32 2020-1-1
20200101 2020-01-01T 2020-01-01T1 2020-01-01T12 2020-01-01T24 2020-01-01T12:3 2020-01-01T12:34 2020-01-01T12:60 2020-01-01T12:34:60
2020-01-01T12:34:56.7 2020-01-01T12:34:56.789 2020-01-01T12:34:56.789012345 2020-01-01T12:34:56.789012345678901234
2020-01-01T12:34:56.7890123456789012345 2020-01-01T12:34:56Z 2020-01-01T12:34:56+01:00 2020-01-01T12:34:56-0130 2020-01-01T12:34Z
2020-01-01T12:34:56+01 2020-01-01Z 2020-01-01T12:34:56. -0001 -0001-01-01 0000-01-01 9999-12-31 10000-01-01 +2020-01-01 +10000-01-01
123 1 12 12345 -12345 1969-12-31T23:59:59.999 2020-01-01T123456 2020-01-01T1234 202001 2020T12 2020-02T12 2020-01-01X 2020-01-01t12
2020-01-01T12:34:56z 2020-001 2020-W01 1e3 nat NAT nan 2020- 2020-01- 2020-0101 202001-01 292277026597 9223372036854775807 -
+ +5 2020-06-31 1900-02-29 2000-02-29 2020-01-01T12:34:56+24:00 2020-01-01T12:34:56+12:60 2020-01-01T00Z 2020-01-01T12:34:56.Z""".split()
DATES += ["", " ", " 2020", "2020 ", "2020-01-01 12:34", "2020-01-01 ", "2020-01-01 12", "2020-01-01T12:34:56 ", "2020-01-01T12:34:56 Z", "2020-01-01\n"]
DATES += ["\t2020", "2020-01-01  12", "\u0662020"]


def attempt(array, dtype):
    try:
        return shortened(array.astype(dtype).tobytes())
    except Exception:
        return "!"


def values(out):
    out.write("# plan(literal) plan(literal) element(hex) converted(hex) or !\n")

    def case(array, dtype):
        dtype = np.dtype(dtype)
        out.write("\t".join([repr(plan(array.dtype)), repr(plan(dtype)), shortened(array.tobytes()), attempt(array, dtype)]) + "\n")

    for text in TEXTS + WIDE_TEXTS:
        sources = [np.array(text, "<U24")]
        if all(ord(c) < 256 for c in text):
            sources.append(np.array(text.encode("latin-1"), "S24"))
        for source in sources:
            for target in "? i1 u1 <i2 <i8 >i8 <u8 <f2 <f4 >f4 <f8 <c8 <c16 <m8[s] S2 S30 <U2 >U30 V3 V100".split():
                case(source, target)
    for text in DATES:
        for source in [np.array(text, "<U40")] + ([np.array(text.encode(), "S40")] if text.isascii() else []):
            for target in "<M8[Y] <M8[M] <M8[D] <M8[7D] <M8[h] <M8[s] >M8[ms] <M8[ns] <M8[as]".split():
                case(source, target)
    for text in NUMBERS + [">f8", ">i4", "<m8[25s]", "<m8[ms]", "<m8"]:
        for value in samples(np.dtype(text)):
            for target in ["S40", "<U70", "S3", ">U2", "V3", "V20"]:
                case(np.array(value, text), target)
    for unit in TIME_UNITS[:-1]:
        for ticks in [0, 1, -1, 12345678901, -(2**63)]:
            for target in ["S40", "<U40", "S10", "V4"]:
                case(np.array(ticks, "i8").view(f"M8{unit}"), target)
    pair = np.array((1, 2.5), STRUCTS[0])
    one = np.array((5,), [("a", "<i4")])
    nested = np.array(((3,), [1, 2, 3]), [("p", [("q", "i1")]), ("r", "<i2", (3,))])
    raw = np.array(b"12345678", "V8")
    scalars = [np.array(7, "<i4"), np.array(2.5, ">f8"), np.array(b"12", "S4"), np.array("3", "<U2"), np.array(9, "M8[s]")]
    packed = [d for d in STRUCTS if d.itemsize == sum(d.fields[n][0].itemsize for n in d.names or ()) or d.subdtype]
    for source in [pair, pair.astype(STRUCTS[1]), one, nested, raw, np.array(b"\0\0", "V2"), np.array(b"\0\1", "V2")] + scalars:
        for target in [d for d in packed if d.subdtype is None] + "? <i4 <f8 S3 S9 <U4 V2 V8 V16 <M8[D] <m8[s]".split():
            case(source, target)
    for shape in [(), (1,), (2,), (3,), (2, 1), (2, 3), (3, 2), (1, 3), (2, 2, 2)]:
        field = np.zeros(1, [("a", "<i4", shape)])
        field["a"].flat = np.arange(1, 9)[: field["a"].size]
        for other in [(), (1,), (2,), (3,), (2, 1), (2, 3), (3, 2), (1, 3), (2, 2, 2)]:
            case(field[0:1].reshape(()), [("b", ">i2", other)])
    inner = np.array((((1, 2), b"x"),), [("p", [("q", [("r", "<i4"), ("s", "<i8")]), ("t", "S3")])])
    case(inner, [("a", [("b", [("c", "<f4"), ("d", "<U3")]), ("e", "<U2")])])
    case(inner, [("a", [("b", [("c", "<f4")]), ("e", "<U2")])])


def flexible(out):
    out.write("# plan(literal) count elements(hex) flexible dtype, plan(literal) of the result or !, elements(hex)\n")
    arrays = [samples(np.dtype(t))[:3] for t in NUMBERS + [">i4", ">f8"]]
    arrays += [np.array([0, 5, -(2**63)], "i8").view(f"{k}8{u}") for k in "Mm" for u in TIME_UNITS[:-1]]
    arrays += [np.array([-(2**63)], "i8").view("M8"), np.array([-(2**63), 3], "i8").view("m8"), np.array([1], ">M8[s]")]
    arrays += [np.array(texts) for texts in (["ab", ""], [b"ab", b""], [""], ["5", "NaT"], ["2020", "2020-02-03T04"], ["2020-01-01", ""])]
    arrays += [np.array(["2020-01-01T00:00:00." + "1" * n]) for n in range(1, 19)] + [np.array(["NaT"]), np.array([b"2020-02", b"2020"])]
    arrays += [np.array([b"abc"], "V3"), np.array([(1, 2.5)], STRUCTS[0]), np.array([(7,)], STRUCTS[11])]
    for array, target in itertools.product(arrays, ["S", "U", ">U", "V", "M8", "m8", ">M8"]):
        try:
            result = array.astype(target)
            found = [repr(plan(result.dtype)), shortened(result.tobytes())]
        except Exception:
            found = ["!", ""]
        out.write("\t".join([repr(plan(array.dtype)), str(len(array)), shortened(array.tobytes()), target, *found]) + "\n")


WEAK = [0, 1, -1, 127, 128, 255, 256, -129, 65535, 2**31, 2**40, 2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 10**400]
WEAK += [0.0, 1.5, -1.9, 255.9, 256.0, 300.5, -0.5, 1e10, 1e19, 1e20, 1e300, 0.1, float("nan"), float("inf"), float("-inf"), True, False]
WEAK += [1j, 2 + 0j, 0j, "7", "x", "", "1.5", "2020-01-01", b"8", b"x"]


def assignments(out):
    out.write("# dtype, sort of the value, value, set or casting, element(hex) or !\n")
    for text in NUMBERS + [">i2", ">f4", "S3", "<U4", "<M8[s]", "<m8[s]", "V4"]:
        for value, level in itertools.product(WEAK, ["set", "unsafe", "same_kind", "safe"]):
            target = np.zeros(1, text)
            try:
                if level == "set":
                    target[...] = value
                else:
                    np.copyto(target, value, casting=level)
                found = shortened(target.tobytes())
            except Exception:
                found = "!"
            shown = value.decode() if isinstance(value, bytes) else f"{value.real} {value.imag}" if isinstance(value, complex) else str(value)
            out.write("\t".join([np.dtype(text).str, type(value).__name__, shown, level, found]) + "\n")


def main():
    root = pathlib.Path(sys.argv[1])
    files = {
        "dtype/promotions.txt": promotions,
        "dtype/result-types.txt": result_types,
        "cast/numbers.txt": numbers,
        "cast/values.txt": values,
        "cast/dates.txt": dates,
        "cast/flexible.txt": flexible,
        "array/assignments.txt": assignments,
    }
    for name, write in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with open(root / name, "w", encoding="utf-8", newline="\n") as out:
            write(out)


if __name__ == "__main__":
    main()
