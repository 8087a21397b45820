"""Writes what numpy makes of products of vectors and matrices, for the tests of the ndarray module.

Usage: python write_product_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray

Writes, below that directory, linalg/products.txt: dtype, shape, index and axes of a transpose of the left operand, the same
of the right one, the function, and the outcome: `dtype shape bytes`, or `error text`. Operands are those of
write_reduce_vectors.py, without special values.
"""

import pathlib
import sys

import numpy as np
from write_reduce_vectors import NUMBERS, SWAPPED, source

SEED = 20260812
OPERANDS = [
    (((4,), "...", (0,)), ((4,), "::-1", (0,))), (((3, 4), "...", (0, 1)), ((4,), "...", (0,))),
    (((4,), "...", (0,)), ((4, 3), "...", (0, 1))), (((3, 4), "...", (0, 1)), ((4, 5), "...", (0, 1))),
    (((4, 3), "...", (1, 0)), ((5, 4), "...", (1, 0))), (((6, 4), "::2, ::-1", (0, 1)), ((4, 9), ":, 1::3", (0, 1))),
    (((2, 70), "...", (0, 1)), ((70, 3), "...", (0, 1))), (((2, 5), "...", (0, 1)), ((5, 530), "...", (0, 1))),
    (((0, 4), "...", (0, 1)), ((4, 2), "...", (0, 1))), (((2, 0), "...", (0, 1)), ((0, 3), "...", (0, 1))),
    (((0,), "...", (0,)), ((0,), "...", (0,))), (((2, 3), "...", (0, 1)), ((2, 3), "...", (0, 1))),
    (((3,), "...", (0,)), ((4,), "...", (0,))), (((), "...", ()), ((3, 2), "...", (1, 0))), (((5,), "::2", (0,)), ((), "...", ())),
]

rng = np.random.default_rng(SEED)


def operand(dtype, layout):
    shape, index, axes = layout
    array = source(dtype, int(np.prod(shape, dtype=int)), 0).reshape(shape)[eval(f"np.s_[{index}]")]
    return array.transpose(axes) if axes else array


def cases():
    for left in NUMBERS + SWAPPED + ["<m8[s]", "<U2"]:
        for layouts in OPERANDS:
            right = str(rng.choice(NUMBERS + SWAPPED)) if rng.integers(2) else left
            function = "dot" if rng.integers(2) else "matmul"
            if (() in (layouts[0][0], layouts[1][0]) and function == "matmul") or left in ("<m8[s]", "<U2"):
                function = "matmul"
                right = left if left != "<m8[s]" else "<M8[D]"
            try:
                result = np.asarray(getattr(np, function)(operand(left, layouts[0]), operand(right, layouts[1])))
                outcome = f"{result.dtype.str} {result.shape} {result.tobytes().hex()}".replace(", ", ",")
            except (TypeError, ValueError) as refused:
                outcome = f"error {str(refused).splitlines()[0]}"
            columns = [left, *layouts[0], right, *layouts[1], function, outcome]
            yield "\t".join(str(column) for column in columns)


if __name__ == "__main__":
    path = pathlib.Path(sys.argv[1]) / "linalg" / "products.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"# numpy {np.__version__}, written by conformance/python/vectors/write_product_vectors.py\n"
    with np.errstate(over="ignore"):
        path.write_text(head + "\n".join(cases()) + "\n")
