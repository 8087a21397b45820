"""Writes files of arrays as numpy does, and looks at what another wrote.

    python npy_files.py write FOLDER SEED      writes NAME.npy, stored.npz and deflated.npz
    python npy_files.py versions FOLDER SEED   writes NAME.npy in each version of the format that can hold it
    python npy_files.py check FOLDER           prints a line for each file that numpy would have written otherwise

`check` loads each file with numpy, saves the arrays again in the same order of members, and compares bytes; of deflated
archives the arrays.
"""

import io
import itertools
import pathlib
import sys
import zipfile

import numpy as np

DTYPES = [
    "?", "i1", "u1", "<i2", ">u2", "<i4", ">i4", "<u4", "<i8", ">i8", "<u8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8",
    "<c8", ">c8", "<c16", "S5", "<U3", ">U3", "V7", "<M8[ns]", ">M8[D]", "<m8[25s]", "<M8",
    [("a", "<i4"), ("b", ">f8", (2, 3)), ("c", "S3")],
    [("x", [("y", "<f4"), ("z", "<U2")]), ("é", "u1")],
    {"names": ["p", "q"], "formats": ["u1", "<f8"], "offsets": [0, 8], "itemsize": 24},
    "<f16", ">c32", [(("a title", "a"), ">i4"), (("another", "b"), "<f16", (2,))],
    np.dtype([("a", "i1"), ("b", "<f8"), ("c", [("d", "<u2"), ("e", "<c8")])], align=True),
]  # fmt: skip
# Names that Latin-1 cannot hold need version 3.0.
WIDE_NAMES = [("日本", "<i2"), (("題", "é"), "<f16")]
VERSIONS = [(1, 0), (2, 0), (3, 0)]
SHAPES = [(), (0,), (1,), (7,), (3, 4), (4, 0, 2), (2, 3, 5), (1, 6, 1), (2,) * 7]
FORMS = {
    "c": lambda a: a,
    "f": np.asfortranarray,
    "reversed": lambda a: a[(slice(None, None, -1),) * a.ndim],
    "stepped": lambda a: np.repeat(a, 2, axis=-1)[..., ::2] if a.ndim else a,
}


def make(random, dtype, shape):
    dtype = np.dtype(dtype)
    count = int(np.prod(shape))
    raw = random.integers(0, 256, count * dtype.itemsize, "u1")
    if dtype.kind in "U?" or dtype.hasobject or dtype.names:
        raw = raw % 2 if dtype.kind == "?" else np.zeros_like(raw)
    array = raw.view(dtype).reshape(shape) if count else np.zeros(shape, dtype)
    if dtype.kind == "U":
        array = np.array(["aé\U0001f600"[: i % 4] for i in range(count)], dtype).reshape(shape)
    return array


def has_gaps(dtype):
    fields = [dtype.fields[name][0] for name in dtype.names or ()]
    return bool(fields) and sum(field.itemsize for field in fields) < dtype.itemsize or any(map(has_gaps, fields))


def write_versions(folder, seed):
    random = np.random.default_rng(seed)
    for (i, dtype), shape, version in itertools.product(enumerate([*DTYPES, WIDE_NAMES]), [(), (7,), (3, 4)], VERSIONS):
        for form in "cf":
            if dtype is WIDE_NAMES and version < (3, 0):
                continue
            array = FORMS[form](make(random, dtype, shape))
            with open(folder / f"{version[0]}-{i}-{len(shape)}-{form}.npy", "wb") as file:
                np.lib.format.write_array(file, array, version)


def write(folder, seed):
    random = np.random.default_rng(seed)
    arrays = {}
    for (i, dtype), shape in itertools.product(enumerate(DTYPES), SHAPES):
        for form, lay in FORMS.items():
            name = f"{i}-{'x'.join(map(str, shape))}-{form}"
            array = lay(make(random, dtype, shape))
            np.save(folder / f"{name}.npy", array)
            # Reading an archive, numpy leaves anything between fields: such files cannot be compared.
            if not has_gaps(np.dtype(dtype)):
                arrays[name] = array
    arrays["large"] = random.integers(0, 100, 3_000_000).reshape(1000, 3000)[::2, ::-3]
    np.save(folder / "large.npy", arrays["large"])
    np.savez(folder / "stored.npz", **arrays)
    np.savez_compressed(folder / "deflated.npz", **arrays)


def load(file):
    with np.load(file) as archive:
        return {key: archive[key] for key in archive.files}


def same(file):
    out = io.BytesIO()
    if file.suffix == ".npy":
        np.save(out, np.load(file))
    elif zipfile.ZipFile(file).infolist()[0].compress_type:
        for array, other in zip(load(file).values(), load(file.with_name("stored.npz")).values(), strict=True):
            if array.dtype != other.dtype or array.strides != other.strides or array.tobytes() != other.tobytes():
                return False
        return True
    else:
        np.savez(out, **load(file))
    return out.getvalue() == file.read_bytes()


def main(step, folder, *seed):
    folder = pathlib.Path(folder)
    if step == "write":
        write(folder, int(*seed))
        return
    if step == "versions":
        write_versions(folder, int(*seed))
        return
    files = sorted(folder.glob("*.np[yz]"))
    for file in files:
        if not same(file):
            print(file.name)
    print(len(files), "files")


if __name__ == "__main__":
    main(*sys.argv[1:])
