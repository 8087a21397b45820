"""Writes IPC streams of tables of every kind, for the tests of the arrow family.

Usage: python write_arrow_vectors.py arrow-family/src/test/resources/dev/ndwire/arrow

Writes, below that directory:
  ipc/NAME.arrows          an IPC stream for each table of the peer's tables.py
  file/NAME.arrow          some as IPC files
  numpy/NAME.tensor        messages of tensors
  ipc/refused/NAME.arrows  streams of types that Arrow Java has no vector for
  ipc/tables.txt           one line for each stream that can be read: its name, rows, batches, and nulls of each column,
                           separated by tabs
"""

import pathlib
import sys

import numpy as np
import polars
import pyarrow as pa
from pyarrow import feather

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "peer"))
from tables import REFUSED, TABLES  # noqa: E402


def write(table, path, **options):
    with pa.OSFile(str(path), "wb") as file:
        with pa.ipc.new_stream(file, table.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
            writer.write_table(table)


def main():
    root = pathlib.Path(sys.argv[1]) / "ipc"
    (root / "refused").mkdir(parents=True, exist_ok=True)
    lines = []

    def add(name, table, **options):
        write(table, root / f"{name}.arrows", **options)
        lines.append(describe(name, table, root / f"{name}.arrows"))

    for name, make in TABLES.items():
        add(name, make())
    mixed = pa.table({"i": list(range(1000)), "s": [str(i % 10) for i in range(1000)], "n": [None, 1] * 500})
    # More than a block of lz4 holds, so that there are several, which go on with one another.
    long = pa.table({"i": np.arange(30_000) // 700, "s": [str(i // 900) for i in range(30_000)]})
    frame = polars.from_arrow(long)
    for codec in ["lz4", "zstd"]:
        add(f"compressed_{codec}", mixed, compression=codec)
        add(f"compressed_{codec}_long", long, compression=codec)
        path = root / f"compressed_{codec}_polars.arrows"
        frame.write_ipc_stream(str(path), compression=codec)
        lines.append(describe(f"compressed_{codec}_polars", frame.to_arrow(), path))
    deltas(root / "deltas.arrows")
    with pa.ipc.open_stream(str(root / "deltas.arrows")) as reader:
        lines.append(describe("deltas", reader.read_all(), root / "deltas.arrows"))
    (root / "tables.txt").write_text("\n".join(lines) + "\n")
    files(root.parent / "file", mixed)
    tensors(root.parent / "numpy")
    for name, make in REFUSED.items():
        write(make(), root / "refused" / f"{name}.arrows")


def files(root, mixed):
    """IPC files and a Feather file of version 1."""
    root.mkdir(parents=True, exist_ok=True)
    for name in ["chunked", "dictionary_int8", "metadata", "no_batches", "extensions"]:
        table = TABLES[name]()
        with pa.OSFile(str(root / f"{name}.arrow"), "wb") as file:
            with pa.ipc.new_file(file, table.schema) as writer:
                writer.write_table(table)
    feather.write_feather(mixed.slice(0, 20), root / "zstd.feather", compression="zstd")
    (root / "version1.feather").write_bytes(b"FEA1" + bytes(28) + b"FEA1")


def tensors(root):
    """Messages of tensors: in C order, in Fortran's, of each type."""
    root.mkdir(parents=True, exist_ok=True)
    for dtype in ["i1", "u2", "i4", "u8", "f2", "f4", "f8"]:
        array = np.arange(24).reshape(2, 3, 4).astype(dtype)
        for order, made in {"c": array, "f": np.asfortranarray(array)}.items():
            with pa.OSFile(str(root / f"{dtype}_{order}.tensor"), "wb") as file:
                pa.ipc.write_tensor(pa.Tensor.from_numpy(made), file)


def deltas(path):
    """A dictionary that grows between batches."""
    values = ["a", "b", "c", "d", None]
    with pa.OSFile(str(path), "wb") as file:
        schema = pa.schema([("x", pa.dictionary(pa.int8(), pa.string()))])
        options = pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True)
        with pa.ipc.new_stream(file, schema, options=options) as writer:
            for count in [2, 3, 4]:
                indices = pa.array(list(range(count)), pa.int8())
                array = pa.DictionaryArray.from_arrays(indices, pa.array(values[:count]))
                writer.write_batch(pa.record_batch([array], schema=schema))


def describe(name, table, path):
    with pa.ipc.open_stream(str(path)) as reader:
        batches = sum(1 for _ in reader)
    nulls = ",".join(str(column.null_count) for column in table.columns)
    return f"{name}\t{table.num_rows}\t{batches}\t{nulls}"


if __name__ == "__main__":
    main()
