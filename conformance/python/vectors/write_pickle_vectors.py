"""Writes what Python pickles, for the tests of Java's pickles.

Usage: python write_pickle_vectors.py core/src/test/resources/dev/ndwire/core/pickle

Writes, in that directory, in columns separated by tabs:
  values.txt    name, what Java value it becomes (as pickle_description says; long ones as sha256:...)
  pickles.txt   name, protocol, the pickle, its out-of-band buffers (r or w, then the bytes)
  packages.txt  the same for objects of numpy, pandas and cloudpickle, without values
Bytes are compressed by zlib and written in base64. `check_pickles.py` writes the file beside them.
"""

from __future__ import annotations

import base64
import hashlib
import pathlib
import pickle
import sys
import zlib

import pickle_cases
import pickle_description

MAX_DESCRIPTION = 400


def encoded(data):
    return base64.b64encode(zlib.compress(bytes(data), 9)).decode()


def described(value):
    words = pickle_description.describe(value)
    return words if len(words) <= MAX_DESCRIPTION else "sha256:" + hashlib.sha256(words.encode()).hexdigest()


def column(buffers):
    return " ".join(("r" if raw.readonly else "w") + encoded(raw) for raw in map(pickle.PickleBuffer.raw, buffers))


def pickled(name, value, dumps, words=None):
    """One line for each protocol that can pickle the value, and one for protocol 5 with buffers if it has any.

    Protocols that lose a part of it, as those before 4 do with a time's fold, or that Python cannot load again are
    left out, and so are those that have a class inside another as a call of getattr, which stays an object.
    """
    for protocol in range(6):
        try:
            data = dumps(value, protocol)
            lossless = words is None or words == described(pickle.loads(data))
        except (TypeError, pickle.PicklingError):
            continue
        if not lossless or protocol < 4 and "." in getattr(value, "__qualname__", ""):
            continue
        yield f"{name}\t{protocol}\t{encoded(data)}\t"
    buffers = []
    data = dumps(value, 5, buffer_callback=buffers.append)
    if buffers:
        yield f"{name}\t5\t{encoded(data)}\t{column(buffers)}"


def write(path, lines):
    path.write_text("".join(line + "\n" for line in lines), encoding="ascii", newline="\n")


def main(directory):
    folder = pathlib.Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    cases = list(pickle_cases.cases())
    write(folder / "values.txt", (f"{name}\t{described(value)}" for name, value in cases))
    write(folder / "pickles.txt", (line for name, value in cases for line in pickled(name, value, pickle.dumps, described(value))))
    packages = list(pickle_cases.packages())
    write(folder / "packages.txt", (line for name, by, value in packages for line in pickled(name, value, by.dumps)))


if __name__ == "__main__":
    main(sys.argv[1])
