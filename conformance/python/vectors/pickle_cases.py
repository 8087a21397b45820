"""Objects to pickle: name -> function that makes one. A name that begins with "known/" becomes a Java value."""

from __future__ import annotations

import array
import collections
import datetime as dt
import decimal
import fractions
import functools
import ipaddress
import math
import operator
import pathlib
import pickle
import re
import struct
import types
import uuid
import zoneinfo

import pickle_people as people

UTC = dt.timezone.utc
HOUR = dt.timezone(dt.timedelta(hours=1))

INTEGERS = [0, 1, -1, 127, 128, -128, -129, 255, 256, 65535, 65536, -32768, -32769, 2**31 - 1, 2**31, -(2**31),
            -(2**31) - 1, 2**32, 2**39, -(2**39), 2**47 - 1, 2**55, -(2**55) - 1, 2**63 - 1, 2**63, -(2**63),
            -(2**63) - 1, 2**64, -(2**64), 2**1000, -(2**2031), 2**2039 - 1, 2**2039, -(2**2047), 10**700]
FLOATS = [0.0, -0.0, 1.0, -1.5, 1e300, 5e-324, math.pi, 1e16, 123456789.125, math.inf, -math.inf, math.nan]
TEXTS = ["", "a", "hällo", "\u20ac", "\U0001f600", "a\nb\\c'\"", "\\u0041", "\x00", "\ud800", "x\udfff", "\udc00\ud800",
         "\ud83d\ude00", "\U0001f600\ud83d", "\ufffd", "é" * 127, "é" * 128, "a" * 255, "a" * 256, "\u2028\r\x1a"]
BYTES = [b"", b"a", b"\x00\xff", bytes(range(256)), b"a" * 255, b"a" * 256, b"'\"\n"]


def cyclic_list():
    made = []
    made.append(made)
    return made


def cyclic_dict():
    made = {}
    made["self"] = made
    return made


def cyclic_tuple():
    made = ([],)
    made[0].append(made)
    return made


def cyclic_long_tuple():
    made = ([], 1, 2, 3)
    made[0].append(made)
    return made


def cyclic_object():
    a, b = people.Node("a"), people.Node("b")
    a.links += [b, a]
    b.links += [a]
    return a


def cyclic_object_in_tuple():
    a = people.Node("a")
    a.links = (a, [a])
    return a


def cyclic_key():
    a = people.Plain()
    a.index = {a: 1, (a, 1): 2}
    return a


def cyclic_set():
    a = people.Node("a")
    a.links = {a}
    return a


def cyclic_frozenset():
    a = people.Node("a")
    a.links = frozenset([a])
    return a


def cyclic_reduced():
    inner = []
    made = people.Reduced(inner)
    inner.append(made)
    return made


def cyclic_deque():
    made = collections.deque([1])
    made.append(made)
    return made


def cyclic_ordered_dict():
    made = collections.OrderedDict()
    made["self"] = made
    return made


def list_in_deque():
    made = []
    made.append(collections.deque([made]))
    return made


def shared():
    item = [1]
    return [item, item, (item,), {"k": item}, people.Plain(item=item)]


def shared_known():
    day, amount, key = dt.date(2020, 1, 2), decimal.Decimal("1.5"), "key" * 3
    return [day, amount, key, {key: day, "other": amount}, people.Plain(day=day, key=key)]


def shared_tuple():
    pair = (1, [])
    return [pair, pair, {pair[0]: pair}]


def slots(cls, **more):
    made = cls()
    made.a, made.b = 1, [2]
    made.__dict__.update(more) if more else None
    return made


def by_setter():
    made = people.BySetter()
    made.value = [1, made.value]
    return made


def setter_list():
    made = by_setter()
    return [made, people.BySetter(), made, by_setter()]


def cyclic_setter():
    made = people.BySetter()
    made.value = [made]
    return made


def nested(levels):
    made = None
    for _ in range(levels):
        made = [made]
    return made


def known():
    for value in INTEGERS:
        yield f"int/{value if abs(value) < 2**64 else value.bit_length()}{'-' if value < 0 else ''}", value
    for value in FLOATS:
        yield f"float/{struct.pack('>d', value).hex()}", value
    for i, value in enumerate(TEXTS):
        if value != "\ud83d\ude00" and value != "\U0001f600\ud83d":
            yield f"str/{i}", value
    for i, value in enumerate(BYTES):
        yield f"bytes/{i}", value
        yield f"bytearray/{i}", bytearray(value)
    yield from {
        "none": None, "true": True, "false": False, "large-bytes": bytes(range(256)) * 300,
        "large-bytearray": bytearray(range(256)) * 300, "large-str": "a€" * 30_000,
        "complex/0": 1 + 2j, "complex/1": complex(-0.0, math.inf),
        "list/empty": [], "list/1": [1], "list/mixed": [1, "a", None, [2.5]], "list/999": list(range(999)),
        "list/1000": list(range(1000)), "list/1001": list(range(1001)), "list/2000": list(range(2000)),
        "list/frames": ["x%05d" % i * 200 for i in range(200)],
        "tuple/0": (), "tuple/1": (1,), "tuple/2": (1, 2), "tuple/3": (1, 2, 3), "tuple/4": (1, 2, 3, 4),
        "tuple/nested": ((), ((),), (1, (2, (3, (4, 5, 6, 7))))),
        "dict/0": {}, "dict/1": {"a": 1}, "dict/2": {1: 2, (1, 2): [3]}, "dict/1000": {i: i for i in range(1000)},
        "dict/1001": {i: i for i in range(1001)}, "dict/2000": {i: i for i in range(2000)},
        "dict/keys": {None: 1, 2.5: 2, b"x": 3, "x": 4, (1, (b"y",)): 5, frozenset([1]): 6, 1 + 2j: 7,
                      dt.date(2020, 1, 1): 8, decimal.Decimal(3): 9},
        "set/0": set(), "set/1": {1}, "set/3": {1, 2, 3}, "set/1000": set(range(1000)), "set/1001": set(range(1001)),
        "frozenset/0": frozenset(), "frozenset/3": frozenset([1, 2, 3]), "frozenset/nested": frozenset([frozenset([1])]),
        "range/0": range(3), "range/1": range(10, -10, -3), "slice/0": slice(None), "slice/1": slice(1, "b", (2,)),
        "date/0": dt.date(2020, 2, 29), "date/1": dt.date(1, 1, 1), "date/2": dt.date(9999, 12, 31),
        "time/0": dt.time(), "time/1": dt.time(23, 59, 58, 999999), "time/fold": dt.time(1, 2, fold=1),
        "time/utc": dt.time(1, 2, tzinfo=UTC), "time/hour": dt.time(1, 2, 3, 4, tzinfo=HOUR),
        "time/fold-utc": dt.time(1, 2, tzinfo=UTC, fold=1),
        "datetime/0": dt.datetime(2020, 1, 2, 3, 4, 5, 6), "datetime/1": dt.datetime(1, 1, 1),
        "datetime/fold": dt.datetime(2020, 1, 2, fold=1), "datetime/utc": dt.datetime(2020, 1, 2, 3, tzinfo=UTC),
        "datetime/hour": dt.datetime(2020, 1, 2, 3, tzinfo=HOUR),
        "datetime/odd-offset": dt.datetime(2020, 1, 2, tzinfo=dt.timezone(dt.timedelta(microseconds=1))),
        "datetime/named": dt.datetime(2020, 1, 2, tzinfo=dt.timezone(dt.timedelta(hours=1), "x")),
        "datetime/zone": dt.datetime(2020, 1, 2, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")),
        "datetime/pairs": [dt.datetime(2020, 1, d, tzinfo=UTC) for d in (1, 2, 3)],
        "timedelta/0": dt.timedelta(), "timedelta/1": dt.timedelta(-1, 5, 6), "timedelta/max": dt.timedelta.max,
        "timedelta/min": dt.timedelta.min,
        "timezone/utc": UTC, "timezone/hour": HOUR, "timezone/minus": dt.timezone(-dt.timedelta(hours=3, seconds=7)),
        "uuid/0": uuid.UUID(int=5), "uuid/1": uuid.UUID(int=2**128 - 1),
        "fraction/0": fractions.Fraction(-1, 3), "fraction/1": fractions.Fraction(10**30, 7),
        "ordereddict/0": collections.OrderedDict(), "ordereddict/2": collections.OrderedDict([("b", 1), ("a", [2])]),
        "deque/0": collections.deque(), "deque/1": collections.deque([1, "a"], 3), "deque/2": collections.deque("abc"),
        "deque/1001": collections.deque(range(1001)),
        "counter/0": collections.Counter(), "counter/1": collections.Counter("abca"),
        "defaultdict/0": collections.defaultdict(None, {1: 2}), "defaultdict/1": collections.defaultdict(list, {1: [2]}),
        "defaultdict/2": collections.defaultdict(int), "global/class": people.Human, "global/function": operator.add,
        "global/builtin": len, "global/inner": people.Plain.Inner, "global/type": int, "global/static": people.Plain.answer,
        "cyclic/list": cyclic_list(), "cyclic/dict": cyclic_dict(), "cyclic/tuple": cyclic_tuple(),
        "cyclic/long-tuple": cyclic_long_tuple(), "cyclic/list-in-deque": list_in_deque(),
        "shared/tuple": shared_tuple(), "nested/100": nested(100), "long-strings": ["ab" * 20_000] * 3 + ["c" * 70_000],
    }.items()
    for text in ["0", "1.50", "-1E+3", "123456789012345678901234567890.5", "0E-10", "1E-400", "9" * 100]:
        yield f"decimal/{text[:12]}", decimal.Decimal(text)


def opaque():
    yield from {
        "str/pair-of-surrogates": "\ud83d\ude00", "str/surrogate-after-emoji": "\U0001f600\ud83d\ude00",
        "decimal/nan": decimal.Decimal("NaN"), "decimal/-0": decimal.Decimal("-0"),
        "decimal/inf": decimal.Decimal("-Infinity"), "decimal/huge": decimal.Decimal("1E+99999999999"),
        "range/huge": range(2**70), "timezone/named": dt.timezone(dt.timedelta(hours=1), "x"),
        "timezone/odd": dt.timezone(dt.timedelta(microseconds=1)), "zone": zoneinfo.ZoneInfo("UTC"),
        "ellipsis-types": [type(None), type(...), type(NotImplemented)],
        "dataclass": people.Human("Ada", [people.Human("Bob")]), "dataclass/frozen": people.FrozenHuman("Ada", 3),
        "enum/0": people.Color.RED, "enum/1": people.Color.BLUE, "enum/flags": people.Flags.A | people.Flags.B,
        "enum/int": people.Level.LOW, "namedtuple": people.Point(1, [2]), "typing-namedtuple": people.Pair("a", None),
        "plain": people.Plain(a=1, b=[2]), "plain/empty": people.Plain(), "plain/inner": people.Plain.Inner(),
        "stateful": people.Stateful([1]), "stateful/falsy": people.FalsyState(3), "reduced": people.Reduced(1, [2]),
        "new-arguments": people.NewArguments(1, 2, scale=3), "list-of": people.ListOf([1, 2]),
        "list-of/1": people.ListOf([1]), "list-of/1001": people.ListOf(range(1001)), "dict-of": people.DictOf(a=1, b=2),
        "dict-of/1": people.DictOf(a=1), "set-of": people.SetOf([1]), "int-of": people.IntOf(5), "str-of": people.StrOf("x"),
        "setter": by_setter(), "setter/list": setter_list(), "setter/cyclic": cyclic_setter(),
        "bound-method": people.Plain(a=1).method, "class-method": people.Plain.make,
        "error": people.failure(), "error/own": people.OwnError(3, note="n"), "error/os": OSError(2, "gone", "file"),
        "error/group": ExceptionGroup("g", [ValueError(1)]), "partial": functools.partial(operator.add, 1),
        "partial/keywords": functools.partial(int, base=2), "itemgetter": operator.itemgetter(1, "a"),
        "path": pathlib.PurePosixPath("/a/b"), "ip": ipaddress.ip_address("10.0.0.1"), "regex": re.compile("a+", re.I),
        "array": array.array("d", [1, 2]), "namespace": types.SimpleNamespace(a=1), "bytes-of": iter([1, 2]),
        "ordereddict/attribute": attribute_of(collections.OrderedDict(a=1)),
        "defaultdict/partial": collections.defaultdict(functools.partial(int, 3), {1: 2}),
        "cyclic/object": cyclic_object(), "cyclic/object-in-tuple": cyclic_object_in_tuple(), "cyclic/key": cyclic_key(),
        "cyclic/set": cyclic_set(), "cyclic/frozenset": cyclic_frozenset(), "cyclic/reduced": cyclic_reduced(),
        "cyclic/deque": cyclic_deque(), "cyclic/ordereddict": cyclic_ordered_dict(), "shared": shared(),
        "shared/known": shared_known(), "mixed": [people.Plain(a=dt.date(2020, 1, 1)), {people.Color.RED: 1}],
        "uuid/safe": uuid.UUID(int=1, is_safe=uuid.SafeUUID.safe), "many": [people.Plain(i=i) for i in range(300)],
    }.items()
    yield "slots", slots(people.Slots)
    yield "slots/dict", slots(people.SlotsAndDict, c=3)


def attribute_of(made):
    made.note = "n"
    return made


def protocol_5_only():
    yield "buffer", pickle.PickleBuffer(b"abc")
    yield "buffer/writeable", [pickle.PickleBuffer(bytearray(b"abc" * 40_000)), 1]


def cases():
    """All cases as (name, object); those of the unpinned packages are in packages()."""
    yield from ((f"known/{name}", value) for name, value in known())
    yield from ((f"opaque/{name}", value) for name, value in opaque())


def packages():
    """Objects of numpy, pandas and cloudpickle, as (name, dumps, object)."""
    import cloudpickle
    import numpy as np
    import pandas as pd

    frame = pd.DataFrame({"a": [1, 2, 3], "b": [1.5, None, 3.0], "c": ["x", "y", None]})
    yield "pandas/frame", pickle, frame
    yield "pandas/series", pickle, pd.Series([1, 2, 3], name="n", index=pd.date_range("2020-01-01", periods=3))
    yield "pandas/categories", pickle, pd.Series(pd.Categorical(["a", "b", "a"]))
    yield "pandas/multi-index", pickle, frame.set_index(["a", "c"])
    yield "pandas/timestamp", pickle, [pd.Timestamp("2020-01-01", tz="Europe/Berlin"), pd.Timedelta("1s"), pd.NaT]
    yield "numpy/array", pickle, np.arange(6.0).reshape(2, 3)
    yield "numpy/fortran", pickle, np.asfortranarray(np.arange(6, dtype=">i4").reshape(2, 3))
    yield "numpy/strided", pickle, np.arange(10)[::2]
    yield "numpy/object", pickle, np.array([1, "a", None, [2]], dtype=object)
    yield "numpy/struct", pickle, np.zeros(2, [("a", "<i4"), ("b", "S3", (2,))])
    yield "numpy/large", pickle, np.tile(np.arange(8.0), 2500)
    yield "numpy/scalar", pickle, [np.float32(1.5), np.int64(3), np.datetime64("2020-01-01"), np.bool_(True)]
    yield "numpy/dtype", pickle, [np.dtype("f8"), np.dtype("M8[ns]"), np.dtype(">i4"), np.dtype("V5"), np.float64]
    yield "numpy/masked", pickle, np.ma.masked_array([1, 2, 3], [0, 1, 0])
    yield "numpy/shared", pickle, shared_array(np)
    factor = 3
    yield "cloudpickle/lambda", cloudpickle, lambda x: x + 1
    yield "cloudpickle/closure", cloudpickle, lambda x: x * factor
    yield "cloudpickle/recursive", cloudpickle, recursive()
    yield "cloudpickle/class", cloudpickle, local_class()
    yield "cloudpickle/object", cloudpickle, local_class()(4)
    yield "cloudpickle/functions", cloudpickle, [(f := (lambda x: x - 1)), (lambda x: f(x) * 2), f]


def shared_array(np):
    base = np.arange(4)
    return {"a": base, "b": [base], "c": (base, base[1:])}


def recursive():
    def fact(n):
        return 1 if n <= 1 else n * fact(n - 1)

    return fact


def local_class():
    class Local:
        scale = 2

        def __init__(self, value):
            self.value = value

        def scaled(self):
            return self.value * self.scale

        def __eq__(self, other):
            return other.value == self.value

    return Local
