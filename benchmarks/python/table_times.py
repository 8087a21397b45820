"""Python's own times for what SerializeTable and DeserializeTable time: one JSON object a line, nanoseconds a call.

    {"benchmark": "SerializeTable.dask", "shape": "EIGHT_COLUMNS", "by": "distributed", "low": ..., ...}

    python table_times.py --shapes EIGHT_COLUMNS,THOUSAND_COLUMNS

`distributed` is pyarrow in its family, `pyarrow` its own stream, `pandas` a DataFrame by protocol 5 with its buffers out
of band; each is set beside the benchmark that does the same, copies included. What reads ends with the last number of the last
column. The garbage collector is off in the rounds, as `timeit` has it.
"""

import argparse
import json
import pickle
import statistics
import timeit

import numpy as np
import pyarrow as pa
from distributed.protocol import deserialize, serialize

SHAPES = {"EIGHT_COLUMNS": (8, 1, 1 << 20), "THOUSAND_COLUMNS": (1000, 1, 1 << 10), "THOUSAND_BATCHES": (8, 1000, 1 << 10)}


def options():
    parser = argparse.ArgumentParser(description="Python's own times, one JSON object a line")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.2, help="of a round, at least")
    parser.add_argument("--shapes", type=lambda text: text.split(","), default=list(SHAPES))
    return parser.parse_args()


OPTIONS = options()


def report(benchmark, by, shape, call):
    timer = timeit.Timer(call)
    once = timer.timeit(1)
    number = 1
    while number * once < OPTIONS.seconds:
        number = max(number + 1, min(100 * number, int(1.1 * OPTIONS.seconds / once)))
        once = timer.timeit(number) / number
    times = sorted(1e9 * time / number for time in timer.repeat(OPTIONS.rounds, number))
    print(json.dumps({"benchmark": benchmark, "shape": shape, "by": by, "low": times[0], "median": statistics.median(times),
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


for name in OPTIONS.shapes:
    times(name)
