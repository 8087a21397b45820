"""CPython's own times for what the JMH benchmarks time: one JSON object a line, nanoseconds a call.

    {"benchmark": "PickleArray.outOfBandDumps", "parameter": "1024", "by": "CPython", "low": ..., "median": ..., "high": ...}

Arguments, all of which may be left out: how many rounds, which class of benchmarks, how many bytes (several with commas between them). Each figure is of rounds of about a fifth of a second; the garbage collector is off in them, as `timeit` has it.
"""

import json
import math
import pickle
import statistics
import sys
import timeit

import numpy as np
from distributed.protocol import deserialize, dumps, loads, serialize, to_serialize

ROUNDS, CLASS, SIZE = (sys.argv[1:] + ["7", "", ""][len(sys.argv) - 1:])[:3]
PLAIN = {"compression": None}


def report(benchmark, call, byte_size=""):
    if not benchmark.startswith(CLASS):
        return
    timer = timeit.Timer(call)
    number = max(1, timer.autorange()[0])
    times = sorted(1e9 * time / number for time in timer.repeat(int(ROUNDS), number))
    print(json.dumps({"benchmark": benchmark, "parameter": str(byte_size), "by": "CPython", "low": times[0],
                      "median": statistics.median(times), "high": times[-1]}), flush=True)


def arrays(byte_size):
    columns = math.gcd(256, byte_size // 8)
    array = np.arange(byte_size // 8, dtype=float).reshape(-1, columns)
    buffers = []
    out_of_band = pickle.dumps(array, 5, buffer_callback=buffers.append)
    raw = [buffer.raw() for buffer in buffers]
    in_band = pickle.dumps(array, 5)
    report("PickleArray.outOfBandDumps", lambda: pickle.dumps(array, 5, buffer_callback=[].append), byte_size)
    report("PickleArray.outOfBandLoads", lambda: pickle.loads(out_of_band, buffers=raw), byte_size)
    report("PickleArray.inBandDumps", lambda: pickle.dumps(array, 5), byte_size)
    report("PickleArray.inBandLoads", lambda: pickle.loads(in_band), byte_size)
    header, frames = serialize(array)
    report("SerializeArray.serialize", lambda: serialize(array), byte_size)
    report("DeserializeArray.deserialize", lambda: deserialize(header, frames), byte_size)
    message = {"op": "update_data", "reply": True, "data": {"x": to_serialize(array)}}
    parts = [memoryview(bytearray(part)) for part in dumps(message, context=PLAIN)]  # as a comm reads them
    report("SerializeArray.dumps", lambda: dumps(message, context=PLAIN), byte_size)
    report("DeserializeArray.loads", lambda: loads(parts), byte_size)


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


small_message()
if CLASS != "SmallMessage":
    for size in [int(size) for size in SIZE.split(",")] if SIZE else [1024, 1 << 20, 64 << 20]:
        arrays(size)
