"""Writes the golden vectors anew and says where they are not those of a given directory.

    python check_vectors.py COMMITTED ANEW
"""

from __future__ import annotations

import json
import sys
from itertools import zip_longest
from pathlib import Path

import write_vectors


def differences(committed, anew):
    for name in sorted({path.name for directory in (committed, anew) for path in directory.iterdir()}):
        if not (committed / name).exists() or not (anew / name).exists():
            yield f"{name}: only in {committed if (committed / name).exists() else anew}"
            continue
        ours, theirs = ((directory / name).read_bytes().splitlines() for directory in (committed, anew))
        for number, (our, their) in enumerate(zip_longest(ours, theirs), 1):
            if our != their:
                yield f"{name}:{number}: {json.loads(our or their)['name']}: committed {_of(our)}, anew {_of(their)}"


def _of(line):
    return "nothing" if line is None else f"{line[:400].decode()}"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: check_vectors.py COMMITTED ANEW")
    committed, anew = map(Path, sys.argv[1:])
    write_vectors.write(anew)
    found = list(differences(committed, anew))
    print("\n".join(found) or "the vectors are what this Python writes")
    sys.exit(1 if found else 0)
