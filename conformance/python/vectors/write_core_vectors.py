"""Writes the small tables that core's unit tests compare with: what the real Python prints, finds equal and packs.

Run with the pinned environment from the project's root: python conformance/python/vectors/write_core_vectors.py
"""

import math
import random
import struct
from pathlib import Path

import msgpack

RESOURCES = Path(__file__).resolve().parents[3] / "core/src/test/resources/dev/ndwire/core"
SEED = 20261122


def bits(value):
    return struct.pack(">d", value).hex()


def from_bits(number):
    return struct.unpack(">d", struct.pack(">Q", number))[0]


def floats():
    chosen = [0.0, 1.0, 0.1, 1 / 3, 100.0, 123456.789, math.pi, 1e15, 9007199254740993.0, 9999999999999998.0, 1e16]
    chosen += [1e17, 1e22, 1e23, 2e-3, 1e-4, 9.9e-5, 1e-5, 1.5e300, 1e-300, math.inf, math.nan]
    chosen += [from_bits(n) for n in range(1, 30)]  # the smallest subnormal numbers
    chosen += [2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308, 2.0**63, 2.0**64]
    dice = random.Random(SEED)
    chosen += [from_bits(dice.getrandbits(63)) for _ in range(120)]
    chosen += [dice.randrange(10**6) / 10 ** dice.randrange(8) for _ in range(60)]
    for value in chosen:
        yield value
        yield -value


def write_reprs():
    parts = [0.0, -0.0, 1.0, -2.5, 1e16, 1e-5, math.inf, -math.inf, math.nan]
    with open(RESOURCES / "value/reprs.tsv", "w", encoding="ascii", newline="\n") as out:
        for value in floats():
            print("float", bits(value), repr(value), sep="\t", file=out)
        for real in parts:
            for imag in parts:
                print("complex", bits(real) + bits(imag), repr(complex(real, imag)), sep="\t", file=out)
        for value in [b"", b"abc", b"it's", b'say "x"', b"'\"", b"a\\b", b"\x00\t\n\r\x7f\xff~ ", bytes(range(64))]:
            print("bytes", value.hex(), repr(value), sep="\t", file=out)


def keys():
    """Each key under the name that the Java test builds the same value for."""
    yield "0", 0
    yield "1", 1
    yield "1.0", 1.0
    yield "1.5", 1.5
    yield "True", True
    yield "False", False
    yield "1+0j", complex(1, 0)
    yield "1-0j", complex(1, -0.0)
    yield "1.5+0j", complex(1.5, 0)
    yield "1+2j", complex(1, 2)
    yield "0.0", 0.0
    yield "-0.0", -0.0
    yield "-0+1j", complex(-0.0, 1)
    yield "0+1j", complex(0.0, 1)
    yield "2**53+1", 2**53 + 1
    yield "float(2**53)", float(2**53)
    yield "2**63-1", 2**63 - 1
    yield "2**63", 2**63
    yield "float(2**63)", float(2**63)
    yield "-2**63", -(2**63)
    yield "float(-2**63)", float(-(2**63))
    yield "2**64", 2**64
    yield "float(2**64)", float(2**64)
    yield "2**100", 2**100
    yield "float(2**100)", float(2**100)
    yield "int(1e300)", int(1e300)
    yield "1e300", 1e300
    yield "complex(1e300)", complex(1e300)
    yield "inf", math.inf
    yield "-inf", -math.inf
    yield "complex(inf)", complex(math.inf, 0)
    yield "'1'", "1"
    yield "b'1'", b"1"
    yield "None", None
    yield "()", ()
    yield "(1,)", (1,)
    yield "(1.0,)", (1.0,)
    yield "(True,)", (True,)
    yield "('1',)", ("1",)
    yield "((1,),)", ((1,),)
    yield "((1+0j,),)", ((complex(1),),)
    yield "(1,2)", (1, 2)
    yield "(2,1)", (2, 1)
    yield "frozenset()", frozenset()
    yield "frozenset(1,2)", frozenset((1, 2))
    yield "frozenset(2.0,True)", frozenset((2.0, True))
    yield "nan", math.nan
    yield "another nan", float("nan")


def write_key_equality():
    all_keys = list(keys())
    with open(RESOURCES / "value/equal-keys.tsv", "w", encoding="ascii", newline="\n") as out:
        for name, key in all_keys:
            print(name, *[other for other, value in all_keys if value in {key: None}], sep="\t", file=out)


def packed():
    """Each value under the name that the Java test builds the same value for."""
    for exponent in [5, 7, 8, 15, 16, 31, 32, 63, 64]:
        for step in [-1, 0, 1]:
            for sign in [1, -1]:
                value = sign * 2**exponent + step
                if -(2**63) <= value < 2**64:
                    yield f"int {value}", value
    for size in [0, 1, 31, 32, 255, 256, 65535, 65536]:
        yield f"text {size}", "a" * size
        yield f"bytes {size}", b"\x01" * size
    for size in [15, 16, 17, 63, 64, 85, 86, 127, 128]:
        yield f"wide text {size}", "\u20ac" * size
        yield f"paired text {size}", "\U0001f600" * size
    for size in [0, 1, 15, 16, 65535, 65536]:
        yield f"list {size}", [None] * size
        yield f"map {size}", {i: None for i in range(size)}
    for size in [0, 1, 2, 3, 4, 5, 8, 9, 15, 16, 17, 255, 256, 65535, 65536]:
        yield f"ext {size}", msgpack.ExtType(42, b"\x02" * size)
    for value in [0.0, -0.0, 1.5, math.inf, -math.inf, 5e-324]:
        yield f"float {bits(value)}", value
    yield "nil", None
    yield "true", True
    yield "false", False
    yield "any keys", {None: 1, True: 2, 1.5: 3, b"k": 4, "t": 5, (1, "x"): 6, 2**64 - 1: 7, -(2**63): 8}


def digest(data):
    """What long documents are compared by: their first 16 bytes, their size, and a 31-polynomial of all of them."""
    total = 0
    for byte in data:
        total = (31 * total + byte) & 0xFFFFFFFF
    return f"{data[:16].hex()} {len(data)} {total:08x}"


def write_packed():
    with open(RESOURCES / "header/packed.tsv", "w", encoding="ascii", newline="\n") as out:
        for name, value in packed():
            print(name, digest(msgpack.packb(value, use_bin_type=True)), sep="\t", file=out)


if __name__ == "__main__":
    write_reprs()
    write_key_equality()
    write_packed()
