"""Classes that have twins in Java: one with serializers of its own, others that are taken apart by attributes."""

from __future__ import annotations

import numpy as np
from distributed.protocol import dask_deserialize, dask_serialize, register_generic


class _Value:
    """Equal where the attributes are, and shown by them."""

    def __eq__(self, other):
        return type(other) is type(self) and _shown(vars(other)) == _shown(vars(self))

    def __repr__(self):
        return f"{type(self).__name__}({_shown(vars(self))})"


def _shown(value):
    if isinstance(value, np.ndarray):
        return f"array({value.tolist()}, {value.dtype.str})"
    if isinstance(value, dict):
        # Taking a dict apart sorts its entries: small ones come first.
        return "{" + ", ".join(sorted(f"{key}: {_shown(item)}" for key, item in value.items())) + "}"
    if isinstance(value, (list, tuple)):
        # What travels inside a header comes back as a tuple.
        return "(" + ", ".join(map(_shown, value)) + ")"
    return repr(value)


class Human(_Value):
    """The example of Dask's page on serialization."""

    def __init__(self, name):
        self.name = name


@dask_serialize.register(Human)
def _serialize_human(human):
    return {}, [human.name.encode()]


@dask_deserialize.register(Human)
def _deserialize_human(header, frames):
    return Human(bytes(frames[0]).decode())


class Station(_Value):
    """Small attributes, an array, a dict that holds arrays, and another object."""

    def __init__(self, name, built, height, tags, readings, by_month, keeper):
        self.name = name
        self.built = built
        self.height = height
        self.tags = tags
        self.readings = readings
        self.by_month = by_month
        self.keeper = keeper


class Pair(_Value):
    def __init__(self, left, right):
        self.left = left
        self.right = right


register_generic(Station)
register_generic(Pair)


def kew():
    months = {"january": np.arange(3, dtype="<i4"), "note": "wet", "later": {"february": np.float32([0.5])}}
    return Station("Kew", 1840, 5.5, ["old", "west"], np.arange(6.0).reshape(2, 3), months, Human("Ada"))


CASES = {
    "human": lambda: Human("Alice"),
    "human-unicode": lambda: Human("\u00c5sa \U0001f600"),
    "station": kew,
    "pair-simple": lambda: Pair(None, {"a": [1, -2.5, True], "b": b"bytes"}),
    "pair-of-pairs": lambda: Pair(Pair(1, np.arange(2, dtype="<i8")), Pair(bytearray(b"xyz"), Human("Bo"))),
    "pair-pickled": lambda: Pair({7}, {1: "one", 2: {3}}),
    "pair-lists": lambda: Pair([Human("Cy"), Human("Di")], (np.arange(3, dtype="<u2"), "text")),
    "pair-empty": lambda: Pair("", {}),
}
