"""Writes what numpy makes of views through other axes, shapes and dtypes, for the tests of the ndarray module.

Usage: python write_view_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray

Writes, below that directory:
  array/views.txt  one line for each chain of steps
view_steps.py says what a line has in its columns.
"""

import pathlib
import sys

import numpy as np
from view_steps import base_array, view, write

SEED = 20261125
rng = np.random.default_rng(SEED)

SHAPES = [(), (1,), (4,), (2, 3), (4, 1, 3), (1, 1), (0,), (2, 0, 3), (3, 4, 5), (2, 1, 2, 3), (1, 6, 1), (0, 1), (8, 8)]
# Where the strides of the base are odd before the step that is looked at.
FIRST = [
    [], [("at", "::2")], [("at", "::-1")], [("at", "..., ::2")], [("at", "..., ::-2")], [("at", "None, ..., None")],
    [("transpose", (1, 0))], [("transpose", (2, 0, 1))], [("at", "1:2")], [("at", "..., 1:1")], [("broadcast", (3, 1, 4))],
    [("flip", None)],
]
STRUCT = ([("T", "a", "|i1", 0), (None, "b", ">i2", 2), (None, "c", ("<i2", (2,)), 4)], 8, False)
ALIGNED = ([(None, "a", "|u1", 0), ("T", "b", "<i4", 4)], 8, True)
DTYPES = ["|i1", "<u2", ">f4", "<c8", "<c16", "|S1", "|S3", "|S6", "<U1", "|V2", "|V5", "|V0", "<M8[s]", ("<i2", (1,)), ("|i1", (2,)), STRUCT, ALIGNED]

FIXED = (
    [(name, (a, b)) for name in ["swapAxes"] for a, b in [(0, 0), (0, 1), (0, -1), (-2, 1), (1, 2), (3, 0), (0, -4)]]
    + [("moveAxis", pair) for pair in [(0, -1), (-1, 0), (1, 1), ((0, 1), (1, 2)), ((0, 1), (-1, 0)), ((0, 2), (2, 0)), ((), ())]]
    + [("moveAxis", pair) for pair in [((0, 1), (1,)), ((0, 0), (0, 1)), ((0, 1), (1, 1)), (0, 5), (5, 0)]]
    + [(name, order) for name in ["ravel", "flatten", "copy"] for order in "CFAK"]
    + [("reshapeA", shape) for shape in [(-1,), (3, 4, 5), (2, -1)]] + [("reshapeK", (-1,))]
    + [("unstack", axis) for axis in [0, -1, 3]]
    + [("squeeze", axes) for axes in [None, (), 0, 1, -1, (0, -1), (0, 0), (1, 5)]]
    + [("expandDims", axes) for axes in [(), 0, -1, 1, (0, 1), (0, -1), (1, 3), (0, 0), 7, (-1, -9)]]
    + [("flip", axes) for axes in [None, (), 0, -1, (0, 1), (0, 0), 4]]
    + [("diagonal", a) for a in [(), (1,), (-1,), (2, 1, 0), (0, 0, -1), (-2, -1, 0), (0, 1, 2), (9,), (-9,)]]
    + [("diagonal", a) for a in [(0, 1, 1), (0, 0, 7), (2**31 - 1,), (-(2**31) + 1,)]]
    + [(name, shape) for name in ["reshape", "reshapeF"] for shape in [(-1,), (1, -1), (-1, 1), (2, -1), (-1, 2), (3, 4, 5)]]
    + [(name, shape) for name in ["reshape", "reshapeF"] for shape in [(5, 4, 3), (1, 2, 1, -1, 1), (4, 15), (0, 5), (6, 1), ()]]
    + [("view", dtype) for dtype in DTYPES]
    + [("real", None), ("imag", None), ("zerosLike", None), ("field", "a")]
)
# In bytes, of the 64 int16 of the base of shape (8, 8).
STRIDED = [
    ((), ()), ((3,), (2,)), ((63, 2), (2, 2)), ((64,), (0,)), ((4, 4), (32, 4)), ((5, 0), (-2, 7)), ((1, 2), (999, 2)),
    ((2, 3, 4), (6, 2, 0)),
]


def struct_steps():
    for dtype in [STRUCT, ALIGNED]:
        for step in [
            ("field", "a"), ("field", "b"), ("field", "c"), ("field", "T"), ("field", "z"), ("fields", ("a",)),
            ("fields", ("b", "a")), ("fields", ("c", "b")), ("fields", ("a", "a")), ("fields", ("T",)), ("fields", ("a", "z")),
            ("imag", None), ("view", "|S8"), ("view", "<i4"), ("view", "|V16"),
        ]:
            for first in ([], [("at", "::-1")], [("at", "1:1")]):
                yield (8, 8), [("view", dtype), *first, step]
    for dtype in ["<c8", ">c16"]:
        for first in ([], [("transpose", (1, 0))], [("at", "::-2")], [("at", "0:0")]):
            for step in [("real", None), ("imag", None)]:
                yield (8, 8), [("view", dtype), *first, step]
    for dtype in DTYPES:
        for second in DTYPES:
            yield (8, 8), [("view", dtype), ("view", second)]
            yield (3, 0, 4), [("view", dtype), ("view", second)]


def random_step(array):
    while True:
        step = FIXED[rng.integers(len(FIXED))]
        try:
            view(array, step)
            return step
        except (ValueError, IndexError, KeyError, TypeError):
            if rng.integers(12) == 0:
                return step


def cases():
    for shape in SHAPES:
        for first in FIRST:
            try:
                for step in first:
                    view(base_array(shape), step)
            except (ValueError, IndexError):
                continue
            for step in FIXED if len(first) == 0 or shape in [(4,), (2, 3), (2, 0, 3), (3, 4, 5), (1, 6, 1)] else FIXED[::5]:
                yield shape, [*first, step]
    for arguments in STRIDED:
        yield (8, 8), [("asStrided", arguments)]
    yield from struct_steps()
    for _ in range(1500):
        shape = SHAPES[rng.integers(len(SHAPES))]
        array, steps = base_array(shape), []
        for _ in range(rng.integers(2, 6)):
            steps.append(random_step(array))
            try:
                array = view(array, steps[-1])
            except (ValueError, IndexError, KeyError, TypeError):
                break
        yield shape, steps


def main(directory):
    write(pathlib.Path(directory, "array", "views.txt"), SEED, cases())


if __name__ == "__main__":
    main(sys.argv[1])
