"""The operations that numpy is asked for, by name, and what a case of one is made of."""

import numpy as np

import layouts
import values

OPERATIONS = {}


class LeftOut(Exception):
    """Raised where Java does on purpose what numpy does not; another case is drawn instead."""


class Operation:
    """What is tried.

    mode: what has to agree.
      "view"      dtype, shape, strides, bytes, and whether and where the result shares memory with the first input
      "copy"      dtype, shape and bytes
      "strides"   the same, and strides
      "computed"  the same as "copy", but a NaN equals any NaN, and floats may differ by `ulps`
      "memory"    nothing is returned; the buffer of the first input afterwards has to agree byte for byte
    """

    def __init__(self, name, run, mode, ulps, has_layout):
        self.name = name
        self.run = run
        self.mode = mode
        self.ulps = ulps
        self.layouts = layouts.LAYOUTS if has_layout else ["-"]


def operation(mode="copy", name=None, ulps=0, has_layout=True):
    """Registers a function that takes a `Case` and returns what is to be called for the expected result."""

    def register(run):
        called = name or run.__name__.rstrip("_")
        if called in OPERATIONS:
            raise ValueError(f"two operations are called {called}")
        OPERATIONS[called] = Operation(called, run, mode, ulps, has_layout)
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
        variants = values.DTYPES[dtype_name]
        self.dtype = variants[k % len(variants)] if k < 2 else r.choice(variants)
        self.inputs = []
        self.args = []
        self.text = operation.name

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


def import_all():
    """Registers the operations of all themes."""
    import index_ops  # noqa: F401
    import print_ops  # noqa: F401
    import view_ops  # noqa: F401

    return OPERATIONS
