"""Kinds of Python objects, each with what says whether two of them are the same. Found under `kind/NAME` in cases.

`value/...`   a Java value stands for it
`opaque/...`  Java has no type for it and keeps how it is made; it goes back as it came

`build(name)` makes one, `same(name, found)` gives None or what differs.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import decimal
import enum
import fractions
import functools
import operator
import pathlib
import pickle
import re
import types
import uuid
import zoneinfo

import numpy as np
import pandas as pd


class Color(enum.Enum):
    RED = 1
    BLUE = "b"


class Level(enum.IntEnum):
    LOW = 1


class Flags(enum.Flag):
    A = 1
    B = 2


Point = collections.namedtuple("Point", "x y")


@dataclasses.dataclass
class Station:
    name: str
    height: float
    tags: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class Sealed:
    number: int


class Plain:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    __hash__ = None

    def method(self, more):
        return self.number + more


class Reduced:
    def __init__(self, number):
        self.number = number

    def __reduce__(self):
        return Reduced, (self.number,), None, None, None

    def __eq__(self, other):
        return type(self) is type(other) and self.number == other.number

    __hash__ = None


class ListLike(list):
    pass


class DictLike(dict):
    pass


def twice(number):
    return 2 * number


def _counter(start):
    def count():
        nonlocal start
        start += 1
        return start

    return count


def _of_main():
    """A class as a script has it: its module is no file that another process could import."""
    space = {"__name__": "__main__"}
    exec("class Local:\n    def __init__(self, n): self.n = n\n    def area(self): return self.n * self.n", space)
    return space["Local"]


# In a deque, since Dask takes a list that is sent apart, and with it what its elements share.
def _shared():
    inner = [1, 2]
    return collections.deque([inner, {"again": inner}, inner])


def _cyclic():
    outer = [1]
    outer.append(outer)
    return collections.deque([outer])


def _equal(made, found):
    return type(made) is type(found) and made == found and repr(made) == repr(found)


def _exactly(made, found):
    return type(made) is type(found) and pickle.dumps(made) == pickle.dumps(found)


def _is(made, found):
    return made is found


def _arrays(made, found):
    return type(made) is type(found) and made.dtype == found.dtype and made.shape == found.shape and (
        made.tobytes() == found.tobytes() if not made.dtype.hasobject else (made == found).all())


def _series(made, found):
    pd.testing.assert_series_equal(made, found)
    return True


def _frames(made, found):
    pd.testing.assert_frame_equal(made, found)
    return True


def _index(made, found):
    pd.testing.assert_index_equal(made, found)
    return True


def _calls(*arguments):
    return lambda made, found: made(*arguments) == found(*arguments)


def _shares(_, found):
    return list(found) == [[1, 2], {"again": [1, 2]}, [1, 2]] and found[0] is found[1]["again"] is found[2]


def _holds_itself(_, found):
    return found[0][0] == 1 and found[0][1] is found[0]


UTC = dt.timezone.utc
KINDS = {
    "value/none": (lambda: None, _equal),
    "value/bool": (lambda: True, _equal),
    "value/int": (lambda: -7, _equal),
    "value/int-of-64-bits": (lambda: 2**64 - 1, _equal),
    "value/int-of-1000-bits": (lambda: -(3**631), _equal),
    "value/float": (lambda: 0.1, _equal),
    "value/float-nan": (lambda: float("nan"), _exactly),
    "value/str": (lambda: "Zürich 😀", _equal),
    "value/str-surrogate": (lambda: "a\ud800b", _equal),
    "value/bytes": (lambda: b"\x00\xff", _equal),
    "value/bytearray": (lambda: bytearray(b"abc"), _equal),
    "value/complex": (lambda: 3 - 4j, _equal),
    "value/list": (lambda: [1, [2.5, None]], _equal),
    "value/tuple": (lambda: (1, ("a",)), _equal),
    "value/dict": (lambda: {"a": 1, 2: [3], (4, None): b"5"}, _equal),
    "value/set": (lambda: {1, "a", 2.5}, lambda made, found: made == found),
    "value/frozenset": (lambda: frozenset({1, (2, 3)}), lambda made, found: made == found),
    "value/range": (lambda: range(2, 20, 3), _equal),
    "value/slice": (lambda: slice(1, None, 2), _equal),
    "value/date": (lambda: dt.date(1970, 1, 31), _equal),
    "value/time": (lambda: dt.time(1, 2, 3, 456), _equal),
    "value/time-with-zone": (lambda: dt.time(1, 2, tzinfo=dt.timezone(dt.timedelta(hours=2))), _equal),
    "value/datetime": (lambda: dt.datetime(2026, 11, 23, 1, 2, 3, 4), _equal),
    "value/datetime-utc": (lambda: dt.datetime(2026, 11, 23, tzinfo=UTC), _equal),
    "value/timedelta": (lambda: dt.timedelta(-1, 5, 7), _equal),
    "value/timezone": (lambda: dt.timezone(dt.timedelta(hours=-5)), _equal),
    "value/decimal": (lambda: decimal.Decimal("1.50"), _equal),
    "value/fraction": (lambda: fractions.Fraction(-2, 3), _equal),
    "value/uuid": (lambda: uuid.UUID(int=12345), _equal),
    "value/ordereddict": (lambda: collections.OrderedDict(b=1, a=2), _equal),
    "value/defaultdict": (lambda: collections.defaultdict(list, a=[1]), _equal),
    "value/counter": (lambda: collections.Counter("abca"), _equal),
    "value/deque": (lambda: collections.deque([1, 2], maxlen=5), _equal),
    "value/class-by-name": (lambda: decimal.Decimal, _is),
    "value/function-by-name": (lambda: operator.add, _is),
    "value/shared": (_shared, _shares),
    "value/cyclic": (_cyclic, _holds_itself),
    "value/ndarray": (lambda: np.arange(6.0).reshape(2, 3), _arrays),
    "value/ndarray-F": (lambda: np.asfortranarray(np.arange(6).reshape(2, 3)), _arrays),
    "value/ndarray-in-a-list": (lambda: [np.arange(3), 5], lambda made, found: _arrays(made[0], found[0]) and found[1] == 5),
    "value/ndarray-in-a-pickle": (lambda: {("k", 1): np.arange(3.0), Point: "keyed"},
                                  lambda made, found: _arrays(made["k", 1], found["k", 1]) and found[Point] == "keyed"),
    "value/numpy-dtype": (lambda: np.dtype(">f4"), _equal),
    "value/numpy-float64": (lambda: np.float64(0.5), _equal),
    "value/numpy-int16": (lambda: np.int16(-3), _equal),
    "value/numpy-datetime64": (lambda: np.datetime64("2026-11-23T01:02", "s"), _equal),
    "opaque/ellipsis": (lambda: ..., _is),
    "opaque/not-implemented": (lambda: NotImplemented, _is),
    "opaque/type-of-none": (lambda: type(None), _is),
    "opaque/enum": (lambda: Color.BLUE, _is),
    "opaque/int-enum": (lambda: Level.LOW, _is),
    "opaque/flags": (lambda: Flags.A | Flags.B, _is),
    "opaque/namedtuple": (lambda: Point(1, [2]), _equal),
    "opaque/dataclass": (lambda: Station("Kew", 5.5, ["a"]), _equal),
    "opaque/frozen-dataclass": (lambda: Sealed(7), _equal),
    "opaque/namespace": (lambda: types.SimpleNamespace(a=1), _equal),
    "opaque/user-class": (lambda: Plain(number=1, inner=Plain(x=[2])), lambda made, found: made == found),
    "opaque/user-class-reduced": (lambda: Reduced(4), lambda made, found: made == found),
    "opaque/list-subclass": (lambda: ListLike([1, 2]), _equal),
    "opaque/dict-subclass": (lambda: DictLike(a=1), _equal),
    "opaque/bound-method": (lambda: Plain(number=2).method, _calls(3)),
    "opaque/partial": (lambda: functools.partial(operator.add, 5), _calls(2)),
    "opaque/attrgetter": (lambda: operator.attrgetter("real"), _calls(2 + 1j)),
    "opaque/exception": (lambda: ValueError("no", 3), lambda made, found: type(found) is ValueError and found.args == ("no", 3)),
    "opaque/path": (lambda: pathlib.PurePosixPath("/a/b"), _equal),
    "opaque/regex": (lambda: re.compile("a(.)", re.I), _equal),
    "opaque/zoneinfo": (lambda: dt.datetime(2026, 6, 1, tzinfo=zoneinfo.ZoneInfo("Europe/Zurich")), _equal),
    "opaque/negative-zero-decimal": (lambda: decimal.Decimal("-0"), _equal),
    "opaque/array-of-objects": (lambda: [np.array([1, "two", None], object)], lambda m, f: _arrays(m[0], f[0])),
    "opaque/random-state": (lambda: np.random.default_rng(5), lambda made, found: made.random() == found.random()),
    "opaque/polynomial": (lambda: np.polynomial.Polynomial([1, 2]), _equal),
    "opaque/series": (lambda: pd.Series([1.5, None], index=["a", "b"], name="s"), _series),
    "opaque/frame": (lambda: pd.DataFrame({"a": [1, 2], "t": ["x", None], "d": pd.to_datetime(["2026-01-01"] * 2)}), _frames),
    "opaque/frame-of-categories": (lambda: pd.DataFrame({"c": pd.Categorical(["u", "v", "u"])}), _frames),
    "opaque/multi-index": (lambda: pd.MultiIndex.from_product([[1, 2], ["a"]]), _index),
    "opaque/timestamp": (lambda: pd.Timestamp("2026-11-23", tz="UTC"), _equal),
    "opaque/interval": (lambda: pd.Interval(0, 5), _equal),
    "opaque/lambda": (lambda: lambda x: x + 1, _calls(4)),
    "opaque/closure": (lambda: _counter(10), lambda made, found: found() == 11 and found() == 12),
    "opaque/recursive-function": (lambda: _recursive(), _calls(5)),
    "opaque/class-of-main": (lambda: _of_main(), lambda made, found: found(3).area() == 9),
    "opaque/instance-of-main": (lambda: _of_main()(4), lambda made, found: found.area() == 16),
    "opaque/generator-function": (lambda: _generator(), lambda made, found: list(found(3)) == [0, 1, 4]),
}


def _recursive():
    def factorial(n):
        return 1 if n < 2 else n * factorial(n - 1)

    return factorial


def _generator():
    def squares(n):
        yield from (k * k for k in range(n))

    return squares


def names():
    return list(KINDS)


def build(name):
    return KINDS[name][0]()


def same(name, found):
    try:
        return None if KINDS[name][1](build(name), found) else f"{found!r:.200} instead of {build(name)!r:.200}"
    except Exception as problem:
        return f"{type(problem).__name__} on comparing {type(found).__name__}: {problem}"
