"""Objects as bytes that stand alone, one a file: written by this Python, or read from another's.

    python packed.py write DIRECTORY COMPRESSION
    python packed.py check DIRECTORY COMPRESSION
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgpack
from distributed.protocol import deserialize_bytes, serialize_bytes
from distributed.protocol.utils import unpack_frames

import cases
import parent
from differences import difference

# Noise, and what has less than 10,000 bytes, stays as it is.
PLAIN = ("shrink/noise", "shrink/small")


def check(name, data, compression):
    if why := difference(cases.make(name), deserialize_bytes(bytearray(data))):
        return why
    used = msgpack.loads(unpack_frames(data)[0])["compression"]
    if (compression in used) == (name in PLAIN):
        return f"compressed by {used}"


def main(what, directory, compression):
    parent.follow()
    directory = Path(directory)
    directory.mkdir(exist_ok=True)
    problems = 0
    for number, name in enumerate(cases.names("shrink/")):
        file = directory / str(number)
        if what == "write":
            file.write_bytes(serialize_bytes(cases.make(name), compression=compression))
        elif why := check(name, file.read_bytes(), compression):
            print(f"{name}: {why}")
            problems += 1
    if what == "check" and not problems:
        print(f"{number + 1} are the same")


if __name__ == "__main__":
    main(*sys.argv[1:])
