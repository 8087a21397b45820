"""Writes the arrays that numpy's creation routines make, for the tests of the ndarray module.

Usage: python write_creation_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray

Writes, below that directory:
  array/creations.txt  one line for each call
Columns are separated by tabs and are Python literals: the routine, its arguments, and either (repr of the dtype, shape,
strides, bytes in C order as hexadecimal) or ('error', class, message). Times are given as ticks, floats as their hexadecimal text. A dtype is written as in
view_steps.py.
"""

import pathlib
import sys
import warnings

import numpy as np
from view_steps import REFUSALS, build, content

SEED = 20261126
rng = np.random.default_rng(SEED)

NUMBERS = ["|b1", "|i1", "|u1", "<i2", ">u2", "<i4", ">i4", "<u4", "<i8", ">i8", "<u8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "<c8", ">c8", "<c16"]
TIMES = ["<m8[s]", "<m8[3D]", "<M8[D]", "<M8[us]", "<m8"]
# Where numpy's arange writes native bytes, whatever the dtype says.
SWAPPED_TIMES = [">m8[3D]", ">M8[us]"]
OTHERS = ["|S1", "|S3", "<U2", ">U1", "|V1", "|V3", "|V10", "|S0"]
# Without padding, which numpy leaves to chance.
STRUCT = ([("T", "a", "|i1", 0), (None, "b", ">f2", 1), (None, "c", ("<i2", (2,)), 3), (None, "d", "|S2", 7)], 9, False)
DTYPES = [*NUMBERS, *TIMES, *SWAPPED_TIMES, *OTHERS, STRUCT, ("<i4", (2, 2)), (">U1", (2,))]


def arange(dtype, start, stop, step):
    dtype = build(dtype)
    if dtype.kind in "mM":
        # A stop that is a bare number would count from the start.
        start, stop = np.array([start, stop]).astype(dtype)
        step = np.array(step).astype(dtype.str.replace("M8", "m8"))[()]
    return np.arange(start, stop, step, dtype=dtype)


ROUTINES = {
    "arange": arange,
    "linspace": lambda start, stop, count, endpoint: np.linspace(start, stop, count, endpoint=endpoint),
    "linspaceOf": lambda dtype, *arguments: np.linspace(*arguments[:3], endpoint=arguments[3], dtype=build(dtype)),
    "full": lambda dtype, kind, value: np.full((2,), value, build(dtype)),
    "eye": lambda dtype, rows, columns, offset: np.eye(rows, columns, offset, dtype=build(dtype)),
    "ones": lambda dtype, shape: np.ones(shape, build(dtype)),
    "zeros": lambda dtype, order, shape: np.zeros(shape, build(dtype), order),
    "zerosLike": lambda shape, axes, dtype, order: np.zeros_like(np.zeros(shape).transpose(axes), build(dtype), order),
}


def outcome(name, arguments):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = ROUTINES[name](*arguments)
    except (*REFUSALS, OverflowError, ZeroDivisionError, MemoryError) as error:
        return ("error", type(error).__name__, str(error))
    return (repr(made.dtype), made.shape, made.strides, content(np.ascontiguousarray(made) if made.ndim else made).hex())


def aranges():
    whole = [(0, 5, 1), (0, 0, 1), (5, 2, 1), (2, 8, 3), (8, 2, -3), (0, 2, 1), (1, 3, 1), (0, 3, 2), (-3, 3, 2), (-5, -1, 1)]
    whole += [(0, 1, 0), (0, 300, 7), (250, 261, 3), (0, 2**62, 2**60), (2**63 - 3, 2**63 - 1, 1), (-(2**63), 0, 2**62)]
    whole += [(1, 2**61 + 2**60 + 2, 2**60), (0, 3 * 2**60 + 1, 2**60), (70000, 70003, 1), (0, -2, -1), (5, 6, 100)]
    broken = [(0.0, 1.0, 0.1), (1.0, 1.3, 0.1), (0.5, 3.6, 1.1), (0.0, 1.0, 0.3), (1.0, 0.0, -0.25), (-1.5, 2.0, 1.0), (0.0, 1.0, 0.0)]
    broken += [(0.0, 0.5, 0.05), (0.0, 3e10, 1e10), (1e5, 1e5 + 3, 1.0), (0.0, 1e39, 4e38), (0.0, 0.0, 1.0), (2.0, 1.0, 1.0), (0.0, 1e300, 1.0)]
    broken += [(0.0, 1.0, 1e308), (0.0, -1.0, 1e308), (5e-324, 1e-323, 1e300), (-0.0, 2.0, 1.0), (0.1, 7.3, 0.7)]
    for dtype in [*NUMBERS, *TIMES]:
        for bounds in whole:
            yield dtype, *bounds
    for dtype in NUMBERS:
        for bounds in broken:
            yield dtype, *bounds
    for dtype in NUMBERS:
        for _ in range(12):
            start, step = rng.normal(0, 10), rng.normal(0, 3)
            yield dtype, start, start + step * rng.integers(0, 20) * rng.random(), step
    for dtype in OTHERS:
        yield dtype, 0, 3, 1


def cases():
    yield from (("arange", arguments) for arguments in aranges())
    for ends in [(0.0, 1.0), (-3.0, 3.0), (1.0, 1.0), (0.0, 5e-324), (1e308, -1e308), (0.1, -0.7), (0.0, 1e-320), (-0.0, 0.0)]:
        for count in [0, 1, 2, 3, 4, 10, 49, -1]:
            for endpoint in [True, False]:
                yield "linspace", (*ends, count, endpoint)
    for dtype in DTYPES[:-2]:
        for arguments in [(3, 3, 0), (2, 4, 1), (4, 2, -1), (2, 2, 5), (2, 2, -2), (0, 3, 0), (3, 1, 0), (3, 4, 2**40)]:
            yield "eye", (dtype, *arguments)
    yield from (("eye", ("<f8", *arguments)) for arguments in [(-1, 2, 0), (2, -1, 0)])
    for dtype in DTYPES:
        for shape in [(), (3,), (2, 3), (2, 0), (0,)]:
            yield "ones", (dtype, shape)
            yield "zeros", (dtype, "C", shape)
            yield "zeros", (dtype, "F", shape)
        for shape, axes in [((2, 3), (1, 0)), ((2, 3, 4), (1, 0, 2)), ((2, 1, 3), (2, 0, 1)), ((2, 0), (1, 0)), ((), ())]:
            for order in "CFAK":
                yield "zerosLike", (shape, axes, dtype, order)
    yield from (("zeros", ("<f8", order, (2, 3))) for order in "AK")
    for dtype in [*NUMBERS, "<m8[s]", "|S4", "<U5", "|V3", ("<i4", (2,))]:
        for ends in [(0.0, 1.0), (-10.0, 0.0), (0.0, 70.0), (3.7, -3.7)]:
            for count in [0, 1, 4]:
                for endpoint in [True, False]:
                    yield "linspaceOf", (dtype, *ends, count, endpoint)
    for dtype in DTYPES:
        for value in [0, 1, -1, 300, 2**40, 2**70, 3.7, -3.7, -0.0, 1e300, True, "12", "ab", "2000-02-29", b"7", b"xyz"]:
            kind = {float: "real", bytes: "bytes"}.get(type(value), "value")
            yield "full", (dtype, kind, value)
    yield from (("zeros", ("<f8", "C", shape)) for shape in [(-1,), (2**62, 8), (2**40, 2**40)])


def literal(argument):
    if isinstance(argument, (float, np.floating)):
        return float(argument).hex()
    return argument.decode() if isinstance(argument, bytes) else argument


def main(directory):
    path = pathlib.Path(directory, "array", "creations.txt")
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"# numpy {np.__version__}, seed {SEED}\n")
        for name, arguments in cases():
            written = tuple(map(literal, arguments))
            out.write(f"{name!r}\t{written!r}\t{outcome(name, arguments)!r}\n")


if __name__ == "__main__":
    main(sys.argv[1])
