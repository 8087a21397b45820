"""Classes and functions that the pickled cases name: Java knows none of them."""

from __future__ import annotations

import collections
import dataclasses
import enum
import typing


@dataclasses.dataclass
class Human:
    name: str
    friends: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class FrozenHuman:
    name: str
    age: int


class Color(enum.Enum):
    RED = 1
    BLUE = "blue"


class Flags(enum.IntFlag):
    A = 1
    B = 2


class Level(enum.IntEnum):
    LOW = 1


Point = collections.namedtuple("Point", "x y")


class Pair(typing.NamedTuple):
    left: object
    right: object


class Plain:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)

    def __eq__(self, other):
        return type(other) is type(self) and other.__dict__ == self.__dict__

    __hash__ = object.__hash__

    class Inner:
        def __eq__(self, other):
            return type(other) is type(self)

    def method(self):
        return 1

    @classmethod
    def make(cls):
        return cls()

    @staticmethod
    def answer():
        return 42


class Slots:
    __slots__ = ("a", "b")

    def __eq__(self, other):
        return type(other) is type(self) and (self.a, self.b) == (other.a, other.b)


class SlotsAndDict(Slots):
    pass


class Stateful:
    def __init__(self, value):
        self.value = value

    def __getstate__(self):
        return ("state", self.value)

    def __setstate__(self, state):
        self.value = state[1]

    def __eq__(self, other):
        return type(other) is type(self) and self.value == other.value


class FalsyState(Stateful):
    def __getstate__(self):
        return 0


class Reduced:
    def __init__(self, *arguments):
        self.arguments = arguments

    def __reduce__(self):
        return Reduced, self.arguments

    def __eq__(self, other):
        return type(other) is type(self) and self.arguments == other.arguments


class NewArguments(tuple):
    def __new__(cls, *elements, scale=1):
        made = super().__new__(cls, elements)
        made.scale = scale
        return made

    def __getnewargs_ex__(self):
        return tuple(self), {"scale": self.scale}


class ListOf(list):
    pass


class DictOf(dict):
    pass


class SetOf(set):
    pass


class IntOf(int):
    pass


class StrOf(str):
    pass


def set_value(made, state):
    made.value = state


class BySetter:
    """Its state is set by a function: the sixth part of what __reduce__ gives."""

    def __init__(self):
        self.value = None

    def __reduce__(self):
        return BySetter, (), self.value, None, None, set_value

    def __eq__(self, other):
        return type(other) is type(self) and self.value == other.value


class Node:
    def __init__(self, name):
        self.name = name
        self.links = []


def module_function(x):
    return x + 1


def failure():
    try:
        raise ValueError("no", 3)
    except ValueError as e:
        return e


class OwnError(Exception):
    def __init__(self, code, *, note):
        super().__init__(code)
        self.note = note

    def __reduce__(self):
        return OwnError._make, (self.args[0], self.note)

    @staticmethod
    def _make(code, note):
        return OwnError(code, note=note)
