"""Writes what numpy puts into .npz files, and object arrays, for the tests of the ndarray module.

Run by hand; the files are committed:

    python conformance/python/vectors/write_npz_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray

It writes, below that folder:

  npz/same-*.npz     archives by numpy.savez and savez_compressed, to be written again byte for byte
  npz/other-*.npz    archives that numpy reads and would not write so
  npz/wide-*.bin     what stands before and behind 5 GiB of zeros in such an archive, and between them and its end
  objects/*.npy      arrays of Python objects
  append/NAME-*.npy  a file, what is appended to it, and the file that numpy writes of the whole
"""

import datetime
import decimal
import io
import pathlib
import sys
import zipfile

import numpy as np

GRID = np.arange(6, dtype="<f8").reshape(2, 3)


class Pipe(io.RawIOBase):
    """What cannot be sought in."""

    def __init__(self, out):
        self.out = out

    def writable(self):
        return True

    def write(self, data):
        return self.out.write(data)


class Hollow(io.RawIOBase):
    """A file that keeps all but its long runs of zeros."""

    def __init__(self):
        self.at = self.size = 0
        self.kept = {}

    def writable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=0):
        self.at = offset + (0, self.at, self.size)[whence]
        return self.at

    def write(self, data):
        data = memoryview(data).cast("B")
        if len(data) < 4096:
            self.kept[self.at] = bytes(data)
        self.at += len(data)
        self.size = max(self.size, self.at)
        return len(data)

    def part(self, begin, end):
        return b"".join(data for at, data in sorted(self.kept.items()) if begin <= at < end)


def arrays():
    dtype = np.dtype([("a", "<i4"), ("b", ">f8", (2,))])
    return {
        "c": GRID,
        "f": np.asfortranarray(GRID),
        "strided": GRID[:, ::2],
        "big-endian": GRID.astype(">f4"),
        "zero-d": np.array(2.5),
        "empty": np.empty((0, 3), "<i2"),
        "folder/inside": np.array([True, False]),
        "text": np.array(["one", "α\U0001f600"]),
        "struct": np.array([(1, (2.5, 3)), (-4, (5, 6))], dtype),
        "when": np.array(["2026-08-01", "NaT"], "<M8[s]"),
        "αβ": np.arange(3),
        "long": np.arange(5000) % 251,
        "noise": np.random.default_rng(7).integers(0, 256, 70000).astype("u1"),
    }


def objects():
    cells = [1, 2.5, "three", None, b"four", (5, "six"), [7], {"eight": 8}, 10**30, decimal.Decimal("1.5")]
    cells += [datetime.date(2026, 8, 1), GRID[0]]
    grid = np.empty(12, object)
    grid[:] = cells
    return {
        "flat": np.array(["a", None, 1.5], object),
        "grid": grid.reshape(3, 4),
        "fortran": np.asfortranarray(grid.reshape(3, 4)),
        "none": np.empty((0, 2), object),
        "zero-d": np.array({"a": 1}, object),
        "struct": np.array([(1, "x"), (2, None)], [("O", "<i4"), ("b", object)]),
        "texts": np.array(["a", "bc"], np.dtypes.StringDType()),
    }


def npz(root):
    np.savez(root / "same-stored.npz", **arrays())
    np.savez_compressed(root / "same-deflated.npz", **arrays())
    np.savez(root / "same-none.npz")
    np.savez(root / "same-unnamed.npz", GRID, GRID.T)
    np.savez(root / "same-objects.npz", **{k: v for k, v in objects().items() if k in ("flat", "grid", "none")})
    with open(root / "other-streamed.npz", "wb") as out:
        np.savez(Pipe(out), c=GRID, d=np.arange(4))
    with zipfile.ZipFile(root / "other-members.npz", "w") as out:
        out.comment = b"a comment with PK\x05\x06 in it"
        out.writestr(zipfile.ZipInfo("readme.txt"), "not an array")
        out.writestr(zipfile.ZipInfo("empty"), b"")
        out.writestr(zipfile.ZipInfo("café.txt"), b"text", zipfile.ZIP_DEFLATED)
        buffer = io.BytesIO()
        np.save(buffer, GRID)
        out.writestr(zipfile.ZipInfo("bare"), buffer.getvalue())
        out.writestr(zipfile.ZipInfo("x.npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED)
        out.writestr(zipfile.ZipInfo("longer.npy"), buffer.getvalue() + b"more")
        out.writestr(zipfile.ZipInfo("packed.npy"), buffer.getvalue(), zipfile.ZIP_BZIP2)
        out.writestr(zipfile.ZipInfo("text.npy"), b"no array either")


def wide(root):
    file = Hollow()
    np.savez(file, wide=np.broadcast_to(np.uint8(0), 5 << 30), far=GRID)
    (root / "wide-begin.bin").write_bytes(file.part(0, 1 << 30))
    (root / "wide-end.bin").write_bytes(file.part(1 << 30, file.size))


def append(root):
    ten = np.arange(10, dtype="<i4")
    cube = np.arange(120, dtype=">f8").reshape(10, 3, 4)
    cases = {
        "flat": (ten[:9], ten[9:], ten),
        "c": (cube[:9], cube[9:], cube),
        "none": (cube[:0], cube, cube),
        "nothing": (cube, cube[:0], cube),
        "f": (cube[:9].T.copy("F"), cube[9:].T.copy("F"), cube.T),
        "struct": tuple(np.zeros(n, [("a", "u1"), ("", "V3"), ("b", "<i4")]) for n in (2, 3, 5)),
    }
    for name, parts in cases.items():
        for part, array in zip(("before", "added", "after"), parts):
            np.save(root / f"{name}-{part}.npy", array)


def main():
    root = pathlib.Path(sys.argv[1])
    for folder in ("npz", "objects", "append"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    npz(root / "npz")
    wide(root / "npz")
    append(root / "append")
    for name, array in objects().items():
        np.save(root / "objects" / f"{name}.npy", array)


if __name__ == "__main__":
    main()
