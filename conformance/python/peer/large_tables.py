"""Tables of one column whose buffer has more than 2 GiB. They are made, and looked at, piece by piece."""

import functools

import numpy as np
import pyarrow as pa

BYTES = (2 << 30) + (1 << 20)
TEXT_BYTES = 1024
PIECE = 1 << 24
PERIOD = 8191


def _numbers(start, stop):
    return np.arange(start, stop, dtype=np.float64)


def _bytes(start, stop):
    """Printable characters, whose order goes on over the ends of the texts."""
    return _periods()[start % PERIOD :][: stop - start]


@functools.cache
def _periods():
    return np.resize((np.arange(PERIOD) % 95 + 32).astype(np.uint8), PIECE + PERIOD)


def _filled(count, dtype, make):
    values = np.empty(count, dtype)
    for start in range(0, count, PIECE):
        stop = min(start + PIECE, count)
        values[start:stop] = make(start, stop)
    return values


def _is_filled(values, make):
    starts = range(0, len(values), PIECE)
    return all(np.array_equal(values[start : start + PIECE], make(start, min(start + PIECE, len(values)))) for start in starts)


def make(kind):
    if kind == "float64":
        return pa.table({"x": pa.array(_filled(BYTES // 8, np.float64, _numbers))})
    offsets = np.arange(BYTES // TEXT_BYTES + 1, dtype=np.int64) * TEXT_BYTES
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(_filled(BYTES, np.uint8, _bytes))]
    return pa.table({"x": pa.Array.from_buffers(pa.large_string(), BYTES // TEXT_BYTES, buffers)})


def difference(kind, table):
    """None where a table is what `make` gives."""
    chunks = table.column("x").chunks
    if len(chunks) != 1 or chunks[0].null_count:
        return f"{len(chunks)} chunks with {[chunk.null_count for chunk in chunks]} nulls"
    if kind == "float64":
        values = chunks[0].to_numpy()
        return None if len(values) == BYTES // 8 and _is_filled(values, _numbers) else "other numbers"
    _, offsets, data = chunks[0].buffers()
    ends = np.frombuffer(offsets, np.int64)[: len(chunks[0]) + 1]
    if not np.array_equal(ends, np.arange(BYTES // TEXT_BYTES + 1) * TEXT_BYTES):
        return f"{len(ends)} other offsets, up to {ends[-1]}"
    return None if _is_filled(np.frombuffer(data, np.uint8)[:BYTES], _bytes) else "other bytes"


def write(kind, path):
    table = make(kind)
    with pa.OSFile(path, "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
