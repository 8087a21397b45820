"""CPython's own times for what the JMH benchmarks time.

    python protocol_times.py --class RoundTripArray --sizes 1024,1048576 --layouts C,F

The matrices are those of `Matrix.java`. Who copies the payload is beside those of ours that do. Lines are those of `timing.py`.
"""

import itertools
import pickle

import numpy as np
from distributed.protocol import deserialize, dumps, loads, serialize, to_serialize

from timing import Times

PLAIN = {"compression": None}
DTYPES = {"FLOAT64": "f8", "FLOAT32": "f4", "INT64": "i8", "STRUCTURED": [("id", "i8"), ("value", "f8")]}
LAYOUTS = ["C", "F", "STEPPED", "TRANSPOSED"]
TIMES = Times("CPython's own times", sizes=["1024", "1048576", "67108864"], dtypes=list(DTYPES), layouts=LAYOUTS)
ARRAYS = ["SerializeArray", "DeserializeArray", "RoundTripArray"]
report = TIMES.report


def matrix(byte_size, dtype, layout):
    count = byte_size // dtype.itemsize
    rows = min(count & -count, 1 << (count.bit_length() - 1) // 2)
    columns = count // rows
    lines, length = (columns, rows) if layout in ("F", "TRANSPOSED") else (rows, columns)
    memory = np.empty((lines, length if layout in ("C", "F") else 2 * length), dtype)
    fill(memory, -1, -1)  # what is left out stands nowhere
    array = {"C": memory, "F": memory.T, "STEPPED": memory[:, ::2], "TRANSPOSED": memory[:, ::2].T}[layout]
    fill(array, np.arange(rows)[:, np.newaxis], np.arange(columns))
    return array


def fill(array, row, column):
    """Puts in what stands at these positions, as `Elements.java` has it."""
    number, count = 1e6 * row + column / 7.0, 1_000_000 * row + column
    if array.dtype.names:
        array["id"], array["value"] = count, number
    else:
        array[...] = count if array.dtype.kind == "i" else number


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


def pickled_message():
    message = {
        "op": "compute-task", "key": "sum-0123456789abcdef0123456789abcdef", "priority": (0, 1, 42), "duration": 0.5,
        "nbytes": 8_388_608, "thread": 140_123_456_789_012, "actor": False, "span_id": None,
        "who_has": {"x-0": ["tcp://10.20.30.40:40213"], "x-1": ["tcp://10.20.30.41:40213", "tcp://10.20.30.42:40213"]},
        "dependencies": ["x-0", "x-1", "x-2", "x-3"], "chunks": [1024, 1024, 1024, 512], "stimulus_id": "compute-task-17"}
    pickled = pickle.dumps(message, 5)
    report("PickleMessage.dumps", lambda: pickle.dumps(message, 5))
    report("PickleMessage.loads", lambda: pickle.loads(pickled))


def main():
    if TIMES.wants("SmallMessage"):
        small_message()
    if TIMES.wants("PickleMessage"):
        pickled_message()
    if TIMES.wants("PickleArray"):
        for size in TIMES.options.sizes:
            pickles(matrix(int(size), np.dtype(float), "C"), byteSize=size)
    if any(map(TIMES.wants, ARRAYS)):
        for size, dtype, layout in itertools.product(
                TIMES.options.sizes, TIMES.options.dtypes, TIMES.options.layouts):
            array = matrix(int(size), np.dtype(DTYPES[dtype]), layout)
            parameters = {"byteSize": size, "dtype": dtype, "layout": layout}
            to_bytes_and_back(array, **parameters)
            protocol(array, **parameters)


if __name__ == "__main__":
    main()
