"""CPython's own times for what the JMH benchmarks time: one JSON object a line, nanoseconds a call.

    {"benchmark": "RoundTripArray.inPlace", "byteSize": "1024", "dtype": "FLOAT64", "layout": "C",
     "by": "CPython, pickle 5 out of band", "low": ..., "median": ..., "high": ...}

    python protocol_times.py --class RoundTripArray --sizes 1024,1048576 --layouts C,F

The matrices are those of `Matrix.java`. Who copies the payload is beside those of ours that do. The garbage collector is off, as
`timeit` has it.
"""

import argparse
import itertools
import json
import pickle
import statistics
import timeit

import numpy as np
from distributed.protocol import deserialize, dumps, loads, serialize, to_serialize

PLAIN = {"compression": None}
DTYPES = {"FLOAT64": "f8", "FLOAT32": "f4", "INT64": "i8", "STRUCTURED": [("id", "i8"), ("value", "f8")]}
LAYOUTS = ["C", "F", "STEPPED", "TRANSPOSED"]


def listed(text):
    return text.split(",")


def options():
    parser = argparse.ArgumentParser(description="CPython's own times, one JSON object a line")
    parser.add_argument("--class", dest="name", default="", help="which class of benchmarks; all unless given")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.2, help="of a round, at least")
    parser.add_argument("--sizes", type=listed, default=["1024", "1048576", "67108864"])
    parser.add_argument("--dtypes", type=listed, default=list(DTYPES))
    parser.add_argument("--layouts", type=listed, default=LAYOUTS)
    return parser.parse_args()


OPTIONS = options()


def report(benchmark, call, by="CPython", **parameters):
    if not benchmark.startswith(OPTIONS.name):
        return
    timer = timeit.Timer(call)
    once = timer.timeit(1)
    number = 1
    while number * once < OPTIONS.seconds:
        number = max(number + 1, min(100 * number, int(1.1 * OPTIONS.seconds / once)))
        once = timer.timeit(number) / number
    times = sorted(1e9 * time / number for time in timer.repeat(OPTIONS.rounds, number))
    print(json.dumps({"benchmark": benchmark} | parameters | {
        "by": by, "low": times[0], "median": statistics.median(times), "high": times[-1]}), flush=True)


def matrix(byte_size, dtype, layout):
    count = byte_size // dtype.itemsize
    rows = min(count & -count, 1 << (count.bit_length() - 1) // 2)
    columns = count // rows
    lines, length = (columns, rows) if layout in ("F", "TRANSPOSED") else (rows, columns)
    array = np.zeros((lines, length if layout in ("C", "F") else 2 * length), dtype)
    flat = array.reshape(-1)
    for name in dtype.names or [...]:
        flat[name] = np.arange(flat.size)
    return {"C": array, "F": array.T, "STEPPED": array[:, ::2], "TRANSPOSED": array[:, ::2].T}[layout]


def pickles(array, **parameters):
    buffers = []
    out_of_band = pickle.dumps(array, 5, buffer_callback=buffers.append)
    raw = [buffer.raw() for buffer in buffers]
    in_band = pickle.dumps(array, 5)
    report("PickleArray.outOfBandDumps", lambda: pickle.dumps(array, 5, buffer_callback=[].append), **parameters)
    report("PickleArray.outOfBandLoads", lambda: pickle.loads(out_of_band, buffers=raw), **parameters)
    report("PickleArray.inBandDumps", lambda: pickle.dumps(array, 5), **parameters)
    report("PickleArray.inBandLoads", lambda: pickle.loads(in_band), **parameters)


def out_of_band_and_back(array):
    buffers = []
    return pickle.loads(pickle.dumps(array, 5, buffer_callback=buffers.append), buffers=buffers)


def to_bytes_and_back(array, **parameters):
    for protocol in 4, 5:
        by = f"CPython, pickle {protocol} in band"
        pickled = pickle.dumps(array, protocol)
        report("SerializeArray.dumpsWithPayload", lambda: pickle.dumps(array, protocol), by, **parameters)
        report("DeserializeArray.loadsFromStream", lambda: pickle.loads(pickled), by, **parameters)
        report("RoundTripArray.thereAndBack", lambda: pickle.loads(pickle.dumps(array, protocol)), by, **parameters)
    report("RoundTripArray.inPlace", lambda: out_of_band_and_back(array), "CPython, pickle 5 out of band", **parameters)


def protocol(array, **parameters):
    by = "CPython, distributed"
    header, frames = serialize(array)
    report("SerializeArray.serialize", lambda: serialize(array), by, **parameters)
    report("DeserializeArray.deserialize", lambda: deserialize(header, frames), by, **parameters)
    report("RoundTripArray.inPlace", lambda: deserialize(*serialize(array)), by, **parameters)
    message = {"op": "update_data", "reply": True, "data": {"x": to_serialize(array)}}
    parts = [memoryview(bytearray(part)) for part in dumps(message, context=PLAIN)]  # as a comm reads them
    report("SerializeArray.dumps", lambda: dumps(message, context=PLAIN), by, **parameters)
    report("SerializeArray.dumpsWithPayload", lambda: b"".join(dumps(message, context=PLAIN)), by, **parameters)
    report("DeserializeArray.loads", lambda: loads(parts), by, **parameters)
    report("DeserializeArray.loadsFromStream", lambda: loads([bytearray(part) for part in parts]), by, **parameters)
    report("RoundTripArray.thereAndBack",
           lambda: loads([bytearray(part) for part in dumps(message, context=PLAIN)]), by, **parameters)


def small_message():
    message = {
        "op": "task-finished", "key": "sum-0123456789abcdef0123456789abcdef", "status": "OK", "nbytes": 8_388_608,
        "type": "numpy.ndarray", "typename": "numpy.ndarray", "worker": "tcp://10.20.30.40:40213",
        "thread": 140_123_456_789_012, "stimulus_id": "task-finished-1763856000.123456", "run_id": 17,
        "startstops": (1.763856e9, 1.763856001e9), "priority": (0, 1, 42), "duration": 0.5, "metadata": {},
        "actor": False, "span_id": None, "retries": 0, "reply": True, "who": "worker-7", "shape": (1024, 1024)}
    parts = dumps(message, context=PLAIN)
    report("SmallMessage.dumps", lambda: dumps(message, context=PLAIN))
    report("SmallMessage.loads", lambda: loads(parts))


def main():
    if OPTIONS.name in ("", "SmallMessage"):
        small_message()
    if OPTIONS.name in ("", "PickleArray"):
        for size in OPTIONS.sizes:
            pickles(matrix(int(size), np.dtype(float), "C"), byteSize=size)
    if OPTIONS.name not in ("SmallMessage", "PickleArray"):
        for size, dtype, layout in itertools.product(OPTIONS.sizes, OPTIONS.dtypes, OPTIONS.layouts):
            array = matrix(int(size), np.dtype(DTYPES[dtype]), layout)
            parameters = {"byteSize": size, "dtype": dtype, "layout": layout}
            to_bytes_and_back(array, **parameters)
            protocol(array, **parameters)


if __name__ == "__main__":
    main()
