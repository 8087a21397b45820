"""Compresses and decompresses on demand, as distributed calls the libraries.

    python codec.py FILE CODEC

For each line of standard input, one line of standard output: `c` compresses the file's bytes and answers how many there
are then, `d` decompresses what `c` gave and answers how many there are then, `n` does nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from distributed.protocol.compression import compressions


def main(file, name):
    codec = compressions[name]
    data = memoryview(bytearray(Path(file).read_bytes()))
    compressed = codec.compress(data)
    work = {"c": lambda: len(codec.compress(data)), "d": lambda: len(codec.decompress(compressed)), "n": lambda: 0}
    for line in sys.stdin:
        print(work[line.strip()](), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
