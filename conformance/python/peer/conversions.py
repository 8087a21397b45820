"""Writes files, and what `ndwire convert` has to make of them, as numpy writes it.

    python conversions.py FOLDER SEED

One JSON object a line for each conversion, and an empty one at the end:
  "source"     the file to convert, in FOLDER
  "options"    the options of the command
  "target"     the file to write; what numpy made of the source has the same name in FOLDER/expected
  "deflated"   whether members are deflated, of which no two libraries make the same bytes
"""

import json
import pathlib
import sys
import warnings

import numpy as np

NUMBERS = ["?", "i1", "<i2", ">i4", "<i8", "u1", ">u8", "<f2", ">f4", "<f8", "<c8", ">c16", "<f16", ">c32"]
OTHERS = [
    "S4", "<U3", ">U2", "V5", "<M8[D]", ">m8[s]",
    [("a", "<i4"), ("b", ">f8", (2, 3)), ("c", "S3")],
    [(("a title", "x"), [("y", "<f4"), ("z", "<U2")]), ("é", "<u2")],
    np.dtype([("a", "i1"), ("b", "<f8")], align=True),
]  # fmt: skip
SHAPES = [(), (5,), (3, 4), (2, 0, 3), (2, 3, 4)]


def clean(array):
    """Long doubles with zeros for padding, in which numpy's conversions leave anything."""
    if array.dtype.char not in "gG" or array.size == 0:
        return array
    if not array.flags.c_contiguous:
        return clean(np.ascontiguousarray(array.T)).T
    halves = array.reshape(-1).view("u1").reshape(-1, 16)
    halves[:, slice(0, 6) if array.dtype.str[0] == ">" else slice(10, 16)] = 0
    return array


def made(random, dtypes):
    """Arrays of all shapes, of several axes in both orders."""
    arrays = {}
    for i, dtype in enumerate(map(np.dtype, dtypes)):
        for shape in SHAPES:
            small = random.integers(0, 100, shape)
            if dtype.names:
                array = np.zeros(shape, dtype)
                array[dtype.names[0]] = random.integers(0, 100) if dtype[0].names is None else np.zeros((), dtype[0])
            elif dtype.kind == "V":
                array = np.array(small.astype("S5").astype("V5"))
            else:
                array = clean(np.array(small, "i8").astype(dtype))
            arrays[f"{i}-{'x'.join(map(str, shape))}"] = array
            if len(shape) > 1:
                arrays[f"{i}-{'x'.join(map(str, shape))}-f"] = np.asfortranarray(array)
    return arrays


def as_dtype(name):
    return lambda a: clean(a.astype(name))


def in_order(order):
    return lambda a: np.asarray(a, order=order)


def swapped(order):
    return lambda a: a.astype(a.dtype.newbyteorder(order))


def all_of(*changes):
    def change(a):
        for one in changes:
            a = one(a)
        return a

    return change


CHANGES = [
    ("everything", [], lambda a: a),
    ("everything", ["--order", "C"], in_order("C")),
    ("everything", ["--order", "F"], in_order("F")),
    ("everything", ["--order", "A"], in_order("A")),
    ("everything", ["--order", "K"], in_order("K")),
    ("everything", ["--byte-order", "big"], swapped(">")),
    ("everything", ["--byte-order", "little", "--order", "F"], all_of(swapped("<"), in_order("F"))),
    ("numbers", ["--byte-order", "native", "--casting", "equiv"], swapped("=")),
    ("numbers", ["--dtype", "f4"], as_dtype("f4")),
    ("numbers", ["--dtype", ">i2", "--order", "C"], all_of(as_dtype(">i2"), in_order("C"))),
    ("numbers", ["--dtype", "c8", "--byte-order", "big"], as_dtype(">c8")),
    ("numbers", ["--dtype", "f16", "--order", "F"], all_of(as_dtype("f16"), in_order("F"))),
    ("numbers", ["--dtype", "M8[s]"], as_dtype("M8[s]")),
    ("whole", ["--dtype", "U8"], as_dtype("U8")),
    ("everything", ["--compress", "--order", "C"], in_order("C")),
]


def tell(source, options, target, deflated=False):
    print(json.dumps({"source": source, "options": options, "target": target, "deflated": deflated}))


def write_archives(folder, random):
    archives = {"numbers": made(random, NUMBERS), "whole": made(random, ["<i4", ">i8", "u1"])}
    archives["everything"] = {**archives["numbers"], **{f"o{key}": a for key, a in made(random, OTHERS).items()}}
    for name, arrays in archives.items():
        np.savez(folder / f"{name}.npz", **arrays)
    for i, (name, options, change) in enumerate(CHANGES):
        arrays = archives[name]
        if name == "everything" and change is not CHANGES[0][2]:
            # Between fields, numpy's copies have anything.
            arrays = {key: a for key, a in arrays.items() if not a.dtype.isalignedstruct}
            np.savez(folder / f"{name}-{i}.npz", **arrays)
            name = f"{name}-{i}"
        np.savez(folder / "expected" / f"{i}.npz", **{key: change(a) for key, a in arrays.items()})
        tell(f"{name}.npz", options, f"{i}.npz", "--compress" in options)
    return archives["everything"]


def write_single_files(folder, random, everything):
    """From files of one array to archives and back, under a name of one's own too."""
    grid = np.asfortranarray(random.normal(0, 1, (30, 40)).astype(">f8"))
    np.save(folder / "grid.npy", grid)
    np.savez(folder / "expected" / "grid.npz", grid=grid)
    tell("grid.npy", [], "grid.npz")
    np.savez(folder / "expected" / "named.npz", **{"another name": grid.astype("<f4")})
    tell("grid.npy", ["--key", "another name", "--dtype", "<f4"], "named.npz")
    np.save(folder / "expected" / "c.npy", np.ascontiguousarray(grid))
    tell("grid.npy", ["--order", "C"], "c.npy")
    np.save(folder / "expected" / "little.npy", grid.astype("<f8"))
    tell("grid.npy", ["--byte-order", "little"], "little.npy")
    for key in ("3-3x4-f", "o6-2x3x4", "o8-3x4"):
        np.save(folder / "expected" / f"{key}.npy", everything[key])
        tell("everything.npz", ["--key", key], f"{key}.npy")


def main(folder, seed):
    warnings.simplefilter("ignore")
    folder = pathlib.Path(folder)
    (folder / "expected").mkdir()
    random = np.random.default_rng(int(seed))
    everything = write_archives(folder, random)
    write_single_files(folder, random, everything)
    print("{}")


if __name__ == "__main__":
    main(*sys.argv[1:])
