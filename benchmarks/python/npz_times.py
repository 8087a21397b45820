"""numpy's own times for what NpzFiles times.

    python npz_times.py --sizes 1024,1048576 --files READINGS=FILE

FILE has the bytes of the numbers that are saved, as many as the largest size at least. Files are new where something is saved, and in
the system's memory where it is loaded. Lines are those of `timing.py`.
"""

import os
import tempfile
from pathlib import Path

import numpy as np

from timing import Times

TIMES = Times("numpy's own times of archives", sizes=["1024", "1048576", "67108864"], files=[], archives=[])
SAVES = {"Stored": np.savez, "Deflated": np.savez_compressed}


def remove(file):
    if os.path.exists(file):
        os.unlink(file)


def loaded(file):
    with np.load(file) as archive:
        return archive["x"]


def archives(folder, byte_size, data):
    array = np.fromfile(data, np.float64, int(byte_size) // 8)
    # Those of somebody else, if they are named.
    others = dict(zip(SAVES, TIMES.options.archives, strict=False))
    for kind, save in SAVES.items():
        new, there = folder / "new.npz", folder / "there.npz"
        TIMES.report("NpzFiles.save" + kind, lambda: save(new, x=array), "numpy", before=lambda: remove(new),
                     gives=new.read_bytes, byteSize=byte_size)
        save(there, x=array)
        read = others.get(kind, there)
        TIMES.report("NpzFiles.load" + kind, lambda: loaded(read), "numpy", byteSize=byte_size)


def main():
    data = dict(entry.split("=", 1) for entry in TIMES.options.files)["READINGS"]
    with tempfile.TemporaryDirectory() as folder:
        for byte_size in TIMES.options.sizes:
            archives(Path(folder), byte_size, data)


if __name__ == "__main__":
    main()
