"""Python's own times for what SerializeTable and DeserializeTable time.

    python table_times.py --shapes EIGHT_COLUMNS,THOUSAND_COLUMNS --rows 16

`distributed` is pyarrow in its family, `pyarrow` its own stream, `pandas` a DataFrame by protocol 5 with its buffers out
of band; each is set beside the benchmark that does the same, copies included. What reads ends with the last number of the last
column. Lines are those of `timing.py`.
"""

import pickle

import numpy as np
import pyarrow as pa
from distributed.protocol import deserialize, serialize

from timing import Times

SHAPES = {"EIGHT_COLUMNS": (8, 1, 1 << 20), "THOUSAND_COLUMNS": (1000, 1, 1 << 10), "THOUSAND_BATCHES": (8, 1000, 1 << 10)}
TIMES = Times("Python's own times of tables", shapes=list(SHAPES), rows=[])


def table(columns, batches, rows):
    names = [f"column {column}" for column in range(columns)]
    return pa.Table.from_batches([
        pa.record_batch([pa.array(column * 1e9 + batch * rows + np.arange(rows)) for column in range(columns)], names)
        for batch in range(batches)])


def last(found):
    return found.column(found.num_columns - 1)[found.num_rows - 1].as_py()


def written(found):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, found.schema) as writer:
        writer.write_table(found)
    return sink.getvalue()


def times(shape):
    report = TIMES.report
    columns, batches, rows = SHAPES[shape]
    found = table(columns, batches, int(TIMES.options.rows[0]) if TIMES.options.rows else rows)
    frame = found.to_pandas()
    header, frames = serialize(found)
    stream = written(found)
    buffers = []
    pickled = pickle.dumps(frame, 5, buffer_callback=buffers.append)
    raw = [buffer.raw() for buffer in buffers]
    report("SerializeTable.daskWithPayload", lambda: serialize(found), "distributed", shape=shape)
    report("DeserializeTable.dask", lambda: last(deserialize(header, frames)), "distributed", shape=shape)
    report("SerializeTable.daskWithPayload", lambda: written(found), "pyarrow", shape=shape)
    report("DeserializeTable.dask", lambda: last(pa.ipc.open_stream(stream).read_all()), "pyarrow", shape=shape)
    report("SerializeTable.dask", lambda: pickle.dumps(frame, 5, buffer_callback=[].append), "pandas",
           gives=lambda: pickle.loads(pickled, buffers=raw).to_numpy(), shape=shape)
    report("DeserializeTable.dask", lambda: pickle.loads(pickled, buffers=raw).iat[-1, -1], "pandas", shape=shape)


for name in TIMES.options.shapes:
    times(name)
