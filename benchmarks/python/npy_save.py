"""Saves the same array on demand, as numpy does.

    python npy_save.py FILE BYTES

For each line of standard input, one line of standard output: `s` saves float64 numbers of so many bytes to the file and
answers how many bytes that has, `n` does nothing.
"""

from __future__ import annotations

import os
import sys

import numpy as np


def main(file, byte_size):
    array = np.arange(int(byte_size) // 8, dtype=np.float64)

    def save():
        np.save(file, array)
        return os.path.getsize(file)

    work = {"s": save, "n": lambda: 0}
    for line in sys.stdin:
        print(work[line.strip()](), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
