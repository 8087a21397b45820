"""Writes what numpy makes of basic indices, transposes, reshapes and broadcasts, for the tests of the ndarray module.

Usage: python write_slicing_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray

Writes, below that directory:
  array/slicing.txt  one line for each chain of steps on numpy.arange(...).reshape(shape) of int16
view_steps.py says what a line has in its columns.
"""

import pathlib
import sys

import numpy as np
from view_steps import base_array, view, write

SEED = 20260802
rng = np.random.default_rng(SEED)

SHAPES = [(), (1,), (5,), (2, 3), (4, 1, 3), (1, 1), (0,), (2, 0, 3), (3, 4, 5), (2, 1, 2, 3), (1, 7, 1)]
FIXED = [
    "", "...", ":", "::-1", "-1", "0", "5", "-9", "None", "newaxis, ...", "..., None", "1:7, ::-2, ..., None, -1", "...,...",
    "0,0,0,0,0,0", ":,", "1:2,", "::0", ":::", "1.5", "x", "1:x", ",", "0,,0", "99999999999999999999",
    "99999999999999999999:", ":-99999999999999999999:-1", "::9223372036854775807", "::-9223372036854775808",
    "::99999999999999999999", "9223372036854775807:", "3:1", "1:3:-1", "10:20", "-20:-10", " 1 : 2 ", "+1", "2:2", "...,0,...",
]


def number(length):
    if rng.integers(4) == 0:
        return ""
    return str(rng.integers(-length - 2, length + 3))


def random_index(ndim, shape):
    parts = []
    for axis in range(rng.integers(0, ndim + 1)):
        length = shape[axis]
        kind = rng.integers(6)
        if kind == 0:
            parts.append(str(rng.integers(-length - 1, length + 1)))
        elif kind == 1:
            parts.append(":")
        else:
            step = rng.choice(["", "1", "2", "3", "-1", "-2", "-7", "100"])
            parts.append(f"{number(length)}:{number(length)}" + (f":{step}" if step or rng.integers(2) else ""))
    if rng.integers(3) == 0:
        parts.insert(rng.integers(0, len(parts) + 1), "...")
    while rng.integers(4) == 0:
        parts.insert(rng.integers(0, len(parts) + 1), "None")
    return ", ".join(parts)


def random_reshape(size):
    lengths, left = [], size
    while left > 1 and len(lengths) < 4:
        divisors = [d for d in range(1, left + 1) if left % d == 0]
        lengths.append(int(rng.choice(divisors)))
        left //= lengths[-1]
    lengths.append(left)
    while rng.integers(2) == 0:
        lengths.insert(rng.integers(0, len(lengths) + 1), 1)
    if rng.integers(3) == 0:
        lengths[rng.integers(len(lengths))] = -1
    if rng.integers(10) == 0:
        lengths[rng.integers(len(lengths))] = int(rng.integers(-1, 4))
    return tuple(lengths)


def random_step(array):
    kind = rng.integers(6)
    if kind <= 2:
        return ("at", random_index(array.ndim, array.shape))
    if kind == 3:
        axes = [int(a) for a in rng.permutation(array.ndim)]
        if axes and rng.integers(8) == 0:
            axes[0] = int(rng.integers(-5, 5))
        return ("transpose", tuple(axes))
    if kind == 4:
        return ("reshape", random_reshape(array.size))
    front = [int(n) for n in rng.integers(0, 4, rng.integers(3))]
    lengths = [int(rng.integers(0, 5)) if n == 1 or rng.integers(12) == 0 else n for n in array.shape]
    return ("broadcast", tuple(front + lengths))


def cases():
    for shape in SHAPES:
        for text in FIXED:
            # numpy counts the axes before it looks at the step; a reader of texts looks at the step first.
            if shape or text != "::0":
                yield shape, [("at", text)]
        for target in [(-1,), (0,), (1, -1), (-1, -1), (2, -1), (7,), (3, 2, 1), (0, -1), (-1, 0), (1,) * 64, (1,) * 65]:
            yield shape, [("reshape", target)]
        for target in [(), (1,), (2, 3), (3,), (4, 4, 3), (0,), (5, 1), (0, 2, 3), (2, 0, 3)]:
            yield shape, [("broadcast", target)]
    for _ in range(1500):
        shape = SHAPES[rng.integers(len(SHAPES))]
        array = base_array(shape)
        steps = []
        for _ in range(rng.integers(1, 5)):
            steps.append(random_step(array))
            try:
                array = view(array, steps[-1])
            except (IndexError, ValueError):
                break
            if array.size > 500:
                break
        if array.size <= 500:
            yield shape, steps


def main(directory):
    write(pathlib.Path(directory, "array", "slicing.txt"), SEED, cases())


if __name__ == "__main__":
    main(sys.argv[1])
