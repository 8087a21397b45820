"""Says in one line what Java value an object is to become. The words are those of Java's `Description`."""

from __future__ import annotations

import collections
import datetime as dt
import decimal
import fractions
import functools
import pickle
import struct
import types
import uuid
import zlib

LARGE = 64 * 1024
MAX_LONG = 2**63


def bits(number):
    return struct.pack(">d", number).hex()


def checksum(data):
    return f"{len(data)}:{zlib.crc32(data)}"


def describe(value, within=()):
    """What the value becomes; inside of itself it is `^`."""
    if any(value is each for each in within):
        return "^"
    words = WORDS.get(type(value))
    return words(value, functools.partial(describe, within=(*within, value))) if words else "object"


def integer(value, _):
    sign = "-" if value < 0 else ""
    return f"int:{value}" if -MAX_LONG <= value < MAX_LONG else f"int:0x{sign}{abs(value):x}"


def text(value, _):
    pair = any("\ud800" <= a <= "\udbff" and "\udc00" <= b <= "\udfff" for a, b in zip(value, value[1:]))
    return "object" if pair else f"str:{value.encode('utf-8', 'surrogatepass').hex()}"


def byte_string(value, _):
    name = type(value).__name__
    return f"large-{name}:{checksum(value)}" if len(value) >= LARGE else f"{name}:{value.hex()}"


def buffer(value, _):
    raw = value.raw()
    return f"buffer-{'r' if raw.readonly else 'w'}:{checksum(raw)}"


def number_range(value, _):
    parts = value.start, value.stop, value.step
    return f"range:{','.join(map(str, parts))}" if all(-MAX_LONG <= n < MAX_LONG for n in parts) else "object"


def delta(value, _):
    return f"Duration:{micros_of(value)}"


def micros_of(value):
    return (value.days * 86_400 + value.seconds) * 1_000_000 + value.microseconds


def zone(value, _):
    offset, *name = value.__getinitargs__()
    micros = micros_of(offset)
    plain = not name and micros % 1_000_000 == 0 and abs(micros) <= 18 * 3600 * 1_000_000
    return f"ZoneOffset:{micros // 1_000_000}" if plain else "object"


def point(local, offset, other):
    """A time or datetime: without a zone, with an offset, or with whatever else."""
    def words(value, inner):
        tz = None if value.tzinfo is None else inner(value.tzinfo)
        fields = ".".join(str(getattr(value, name)) for name in FIELDS if hasattr(value, name))
        if value.fold or tz == "object":
            return f"{other}({fields},{tz},{'true' if value.fold else 'false'})"
        return f"{local}:{fields}" if tz is None else f"{offset}:{fields},{tz}"

    return words


FIELDS = "year", "month", "day", "hour", "minute", "second", "microsecond"


def number(value, _):
    sign, digits, exponent = value.as_tuple()
    fits = value.is_finite() and (value or not sign) and abs(exponent) < 2**31
    return f"BigDecimal:{value}" if fits else "object"


def identifier(value, _):
    return f"UUID:{value}" if value.is_safe is uuid.SafeUUID.unknown else "object"


def joined(values, inner):
    return ",".join(inner(value) for value in values)


def entries(value, inner):
    return ",".join(f"{inner(key)}={inner(item)}" for key, item in value.items())


def ordered(value, inner):
    return "object" if value.__dict__ or any(item is value for item in value.values()) else f"OrderedDict{{{entries(value, inner)}}}"


def default(value, inner):
    factory = inner(value.default_factory)
    return f"defaultdict({factory}){{{entries(value, inner)}}}"


def deque(value, inner):
    if any(item is value for item in value):
        return "object"
    return f"deque({'null' if value.maxlen is None else value.maxlen})[{joined(value, inner)}]"


def by_name(value, _):
    if value in (type(None), type(...), type(NotImplemented)):
        return "object"  # a call of type()
    if getattr(value, "__self__", None) is not None and not isinstance(value.__self__, types.ModuleType):
        return "object"
    return f"global:{value.__module__}.{value.__qualname__}"


WORDS = {
    type(None): lambda value, _: "None",
    bool: lambda value, _: str(value),
    int: integer,
    float: lambda value, _: f"float:{bits(value)}",
    str: text,
    bytes: byte_string,
    bytearray: byte_string,
    pickle.PickleBuffer: buffer,
    complex: lambda value, _: f"complex:{bits(value.real)},{bits(value.imag)}",
    range: number_range,
    slice: lambda value, inner: f"slice({joined((value.start, value.stop, value.step), inner)})",
    list: lambda value, inner: f"list[{joined(value, inner)}]",
    tuple: lambda value, inner: f"tuple({joined(value, inner)})",
    dict: lambda value, inner: f"dict{{{entries(value, inner)}}}",
    set: lambda value, inner: f"set{{{','.join(sorted(inner(item) for item in value))}}}",
    frozenset: lambda value, inner: f"frozenset{{{','.join(sorted(inner(item) for item in value))}}}",
    dt.date: lambda value, _: f"LocalDate:{value.year}.{value.month}.{value.day}",
    dt.time: point("LocalTime", "OffsetTime", "PyTime"),
    dt.datetime: point("LocalDateTime", "OffsetDateTime", "PyDateTime"),
    dt.timedelta: delta,
    dt.timezone: zone,
    decimal.Decimal: number,
    fractions.Fraction: lambda value, _: f"PyFraction:{value.numerator}/{value.denominator}",
    uuid.UUID: identifier,
    collections.OrderedDict: ordered,
    collections.deque: deque,
    collections.Counter: lambda value, inner: f"Counter{{{entries(value, inner)}}}",
    collections.defaultdict: default,
    type: by_name,
    types.FunctionType: by_name,
    types.BuiltinFunctionType: by_name,
}
