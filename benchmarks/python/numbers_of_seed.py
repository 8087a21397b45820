"""The numbers that a seed makes: those of the class Pattern, as bits."""

import numpy as np

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_EXPONENT_OF_ONE = np.uint64(0x3FF0000000000000)


def numbers(seed, count):
    bits = np.arange(count, dtype=np.uint64)
    bits += np.uint64(seed % 2**64)
    bits *= _MULTIPLIER
    bits >>= np.uint64(12)
    bits |= _EXPONENT_OF_ONE
    return bits
