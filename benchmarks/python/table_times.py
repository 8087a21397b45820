"""Python's own times for what SerializeTable and DeserializeTable time: one JSON object a line, nanoseconds a call.

    {"benchmark": "SerializeTable.dask", "parameter": "EIGHT_COLUMNS", "by": "distributed", "low": ..., ...}

`distributed` is pyarrow in its family, `pyarrow` its own stream, `pandas` a DataFrame by protocol 5 with its buffers out
of band; each is set beside the benchmark that does the same, copies included. Arguments, all of which may be left out: how
many rounds, nothing, which shape. What reads ends with the last number of the last column. The garbage collector is off in the rounds,
as `timeit` has it.
"""

import json
import pickle
import statistics
import sys
import timeit

import numpy as np
import pyarrow as pa
from distributed.protocol import deserialize, serialize

ROUNDS, _, SHAPE = (sys.argv[1:] + ["7", "", ""][len(sys.argv) - 1:])[:3]
SHAPES = {"EIGHT_COLUMNS": (8, 1, 1 << 20), "THOUSAND_COLUMNS": (1000, 1, 1 << 10), "THOUSAND_BATCHES": (8, 1000, 1 << 10)}


def report(benchmark, by, shape, call):
    timer = timeit.Timer(call)
    number = max(1, timer.autorange()[0])
    times = sorted(1e9 * time / number for time in timer.repeat(int(ROUNDS), number))
    print(json.dumps({"benchmark": benchmark, "parameter": shape, "by": by, "low": times[0], "median": statistics.median(times),
                      "high": times[-1]}), flush=True)


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
    found = table(*SHAPES[shape])
    frame = found.to_pandas()
    header, frames = serialize(found)
    stream = written(found)
    buffers = []
    pickled = pickle.dumps(frame, 5, buffer_callback=buffers.append)
    raw = [buffer.raw() for buffer in buffers]
    report("SerializeTable.daskWithPayload", "distributed", shape, lambda: serialize(found))
    report("DeserializeTable.dask", "distributed", shape, lambda: last(deserialize(header, frames)))
    report("SerializeTable.daskWithPayload", "pyarrow", shape, lambda: written(found))
    report("DeserializeTable.dask", "pyarrow", shape, lambda: last(pa.ipc.open_stream(stream).read_all()))
    report("SerializeTable.dask", "pandas", shape, lambda: pickle.dumps(frame, 5, buffer_callback=[].append))
    report("DeserializeTable.dask", "pandas", shape, lambda: pickle.loads(pickled, buffers=raw).iat[-1, -1])


for name in SHAPE.split(",") if SHAPE else SHAPES:
    times(name)
