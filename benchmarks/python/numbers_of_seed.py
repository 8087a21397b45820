"""The numbers that a seed makes: those of the class Pattern, as bits. In blocks that stay in the processor's cache."""

import numpy as np

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_EXPONENT_OF_ONE = np.uint64(0x3FF0000000000000)
_BLOCK = 1 << 16


def numbers(seed, count):
    bits = np.arange(count, dtype=np.uint64)
    bits += np.uint64(seed % 2**64)
    bits *= _MULTIPLIER
    bits >>= np.uint64(12)
    bits |= _EXPONENT_OF_ONE
    return bits


def fill(bits, seed):
    for at in range(0, bits.size, _BLOCK):
        part = bits[at:at + _BLOCK]
        part[:] = numbers(seed + at, part.size)


def first_difference(parts, seed):
    """The first byte of all parts, end to end, that is another than what the seed makes, or -1."""
    before = 0
    for bits in parts:
        for at in range(0, bits.size, _BLOCK):
            part = bits[at:at + _BLOCK]
            if (different := np.flatnonzero(part != numbers(seed + before + at, part.size))).size:
                return 8 * (before + at + int(different[0]))
        before += bits.size
    return -1
