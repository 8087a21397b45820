"""Writes what functions should give, from long doubles: what Java gives may differ by some steps of the last place.

Usage: python accuracy.py SEED

One JSON object a line for each function and dtype, and an empty one at the end:
  "function", "dtype"  what is computed
  "inputs"             one array or two, as base64 of the dtype's bytes
  "nearest", "rest"    float64s that add up to the true values, those of complex numbers in pairs
"""

import base64
import json
import sys
import warnings

import numpy as np

UNARY = ("reciprocal cbrt exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh "
         "arccosh arctanh degrees radians").split()
COMPLEX = ("exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh "
           "reciprocal sqrt absolute square multiply divide power").split()
BINARY = ("hypot", "arctan2", "power", "multiply", "divide")
COUNTS = {"f2": 3000, "f4": 6000, "f8": 20000, "c8": 4000, "c16": 8000}


def reals(rng, count, narrow):
    """Numbers of all sizes, more of them where functions turn, grow, or lose digits."""
    wide = np.exp2(rng.uniform(-20, 20, count) if narrow else rng.uniform(-60, 60, count))
    signs = rng.choice([-1.0, 1.0], count)
    parts = [
        signs * wide,
        rng.uniform(-1, 1, count),
        rng.normal(0, 8, count),
        1 + signs * np.exp2(rng.uniform(-30, 0, count)),
        np.round(rng.uniform(-200, 200, count)) * (np.pi / 2) + signs * np.exp2(rng.uniform(-30, -2, count)),
        rng.uniform(-700, 700, count) if not narrow else rng.uniform(-10, 10, count),
    ]
    return rng.choice(np.concatenate(parts), count)


def operands(rng, dtype, name, count):
    narrow = dtype.itemsize // (2 if dtype.kind == "c" else 1) < 8
    given = []
    for _ in range(2 if name in BINARY else 1):
        if dtype.kind == "c":
            # Parts of about one size, so that neither is lost beside the other.
            size = np.exp2(rng.uniform(-60 if name == "log1p" else -4, 3, count))
            given.append(((rng.uniform(-1, 1, count) + 1j * rng.uniform(-1, 1, count)) * size).astype(dtype))
        else:
            given.append(reals(rng, count, narrow).astype(dtype))
    if name == "power" and dtype.kind == "f":
        given = [np.abs(given[0]), given[1] % 50]
    return given


def exact(name, given):
    long = [one.astype("G" if one.dtype.kind == "c" else "g") for one in given]
    if name == "log1p" and long[0].dtype.kind == "c":
        # numpy's takes the logarithm of the size of 1 + z, and loses what 1 + z loses.
        x, y = long[0].real, long[0].imag
        return np.log1p(x * (x + 2) + y * y) / 2 + 1j * np.arctan2(y, x + 1)
    return getattr(np, name)(*long)


def is_told(true, dtype):
    """Whether a true value is one of the dtype's normal numbers, so that a step of the last place means something."""
    info = np.finfo(dtype)
    size = np.abs(true)
    return np.isfinite(true) & (size > info.tiny * 4) & (size < info.max / 4)


def cases(seed, dtype, name):
    rng = np.random.default_rng([seed, sum(map(ord, name + dtype))])
    dtype = np.dtype(dtype)
    given = operands(rng, dtype, name, COUNTS[dtype.str[1:]])
    true = exact(name, given)
    told = is_told(true, dtype)
    true, given = true[told], [one[told] for one in given]
    halves = [true.real, true.imag] if true.dtype.kind == "c" else [true]
    nearest = [half.astype("f8") for half in halves]
    rest = [(half - near).astype("f8") for half, near in zip(halves, nearest)]
    return given, np.stack(nearest, -1), np.stack(rest, -1)


def text(array):
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")


def main(seed):
    warnings.simplefilter("ignore")
    for dtype in COUNTS:
        for name in COMPLEX if dtype[0] == "c" else UNARY + ["hypot", "arctan2", "power"]:
            given, nearest, rest = cases(int(seed), dtype, name)
            told = {"function": name, "dtype": dtype, "inputs": [text(one) for one in given]}
            print(json.dumps({**told, "nearest": text(nearest), "rest": text(rest)}))
    print("{}")


if __name__ == "__main__":
    main(*sys.argv[1:])
