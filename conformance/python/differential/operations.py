"""The operations that numpy is asked for, by name, and what a case of one is made of."""

import base64

import numpy as np

import layouts
import values

OPERATIONS = {}


class NothingComputed(TypeError, IndexError):
    """What Java says instead of computing with long doubles; where an axis is not there, too, it may say that."""


class LeftOut(Exception):
    """Raised where Java does on purpose what numpy does not; another case is drawn instead."""


class Operation:
    """What is tried.

    mode: what has to agree.
      "view"      dtype, shape, strides, bytes, and whether and where the result shares memory with the first input
      "copy"      dtype, shape and bytes
      "strides"   the same, and strides
      "computed"  the same as "copy", but a NaN equals any NaN, and floats may differ by `ulps`; of -1, by the sign
                  of zeros
      "strides computed"  the same, and strides
      "into"      nothing is returned; the first input afterwards has to agree as "computed", and the bytes around it
                  byte for byte

    computes: whether the values of the first input are needed, which Java refuses where they are long doubles; a case
              may say for itself that they are not.
    """

    def __init__(self, name, run, mode, ulps, has_layout, computes):
        self.name = name
        self.run = run
        self.mode = mode
        self.ulps = ulps
        self.computes = computes
        self.layouts = layouts.LAYOUTS if has_layout else ["-"]


def operation(mode="copy", name=None, ulps=0, has_layout=True, computes=False):
    """Registers a function that takes a `Case` and returns what is to be called for the expected result."""

    def register(run):
        called = name or run.__name__.rstrip("_")
        if called in OPERATIONS:
            raise ValueError(f"two operations are called {called}")
        OPERATIONS[called] = Operation(called, run, mode, ulps, has_layout, computes)
        return run

    return register


class Case:
    """Draws the inputs of one case. Operation, dtype, layout and number decide with the seed, and nothing else does."""

    def __init__(self, operation, dtype_name, layout, k, r):
        self.operation = operation
        self.dtype_name = dtype_name
        self.layout = layout
        self.k = k
        self.r = r
        variants = values.COLUMNS[dtype_name]
        self.dtype = variants[k % len(variants)] if k < 2 else r.choice(variants)
        self.inputs = []
        self.args = []
        self.text = operation.name
        self.ulps = operation.ulps
        self.computes = operation.computes

    def x(self, shape=None, axes=None, mode=None):
        """The first input, in the layout of the cell."""
        shape = layouts.shape_of(self.r, self.layout, axes) if shape is None else shape
        return self.add(layouts.lay(self.r, self.dtype, self.layout, shape, mode))

    def y(self, dtype, shape, layout=None, mode=None):
        """A further input."""
        if not isinstance(dtype, np.dtype):
            dtype = self.r.choice(values.DTYPES[dtype])
        layout = layout or self.r.choice(("C", "C", "F", "strided", "negative", "transposed", "unaligned"))
        return self.add(layouts.lay(self.r, dtype, layout, shape, mode))

    def add(self, laid):
        self.inputs.append(laid)
        return laid.array

    def chance(self, probability):
        return self.r.random() < probability

    def axis(self, count, wrong=0.08):
        """An axis, counted from either end, now and then one that is not there."""
        if self.chance(wrong):
            return self.r.choice((count, -count - 1, count + 3))
        return self.r.randrange(-count, count) if count else self.r.choice((0, -1))

    def says(self, text, *args):
        self.text = text
        self.args = list(args)


def any_dtype(case):
    return case.r.choice(values.DTYPES[case.r.choice(list(values.DTYPES))])


def held(call):
    """A call that is left out where a float has no integer: what numpy makes of it depends on the processor."""

    def run():
        with np.errstate(invalid="raise"):
            try:
                return call()
            except FloatingPointError:
                raise LeftOut from None

    return run


def near_shape(case, shape):
    """A shape that mostly can be broadcast to the given one, or is the same."""
    chance = case.r.random()
    if chance < 0.6:
        return shape
    if chance < 0.7:
        return ()
    if chance < 0.8:
        return shape[case.r.randint(0, len(shape)) :]
    if chance < 0.95:
        return tuple(1 if case.chance(0.5) else n for n in shape)
    return case.r.choice(((*shape, 3), (2, *shape), tuple(n + 1 for n in shape)))


def any_scalar(case, dtype):
    """A value of Python, mostly one that fits the dtype."""
    r = case.r
    kind = dtype.kind if case.chance(0.75) else r.choice("biufcSU")
    if dtype.char == "G" and kind in "iu":
        # numpy takes integers to complex long doubles by way of a double; Java takes all their digits.
        return r.choice((0, 1, -1, 255, 2**31, 2**53))
    if kind == "b":
        return r.choice((True, False))
    if kind in "iu":
        return r.choice((0, 1, 2, 3, -1, 7, 100, -128, 127, 128, 255, 256, 2**31, -(2**31), 2**63 - 1, 2**63, 2**64, 2**70))
    if kind == "f":
        return r.choice((0.0, -0.0, 1.5, -2.75, 1e10, 1e300, 1e-5, float("nan"), float("inf"), 0.1, 3.0, 70000.0))
    if kind == "c":
        return r.choice((1j, 2 - 3j, complex("nan"), 0.5 + 0j))
    if kind == "S":
        return r.choice((b"", b"a", b"abcdef", b"12"))
    if kind == "U":
        return r.choice(("", "a", "abcdefgh", "12", "1.5", "\u00e9\u65e5", "2020-01-02", "NaT"))
    return r.choice((0, 1, -3, 2.5, "a", b"xy"))


def scalar(value):
    """A value of Python as it is told to Java."""
    if value is None:
        return None
    if isinstance(value, bool):
        return {"bool": value}
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, complex):
        return {"complex": [repr(value.real), repr(value.imag)]}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    return {"str": value}


def import_all():
    """Registers the operations of all themes."""
    import cast_ops  # noqa: F401
    import index_ops  # noqa: F401
    import print_ops  # noqa: F401
    import reduce_ops  # noqa: F401
    import select_ops  # noqa: F401
    import ufunc_ops  # noqa: F401
    import view_ops  # noqa: F401

    return OPERATIONS
