"""Times calls for the scripts that set CPython beside our benchmarks: one JSON object a line, nanoseconds a call.

    {"benchmark": "RoundTripArray.inPlace", "byteSize": "1024", "dtype": "FLOAT64", "layout": "C",
     "by": "CPython, pickle 5 out of band", "low": ..., "median": ..., "high": ...}

The garbage collector is off meanwhile, as `timeit` has it. With `--once`, nothing is timed: each is called once, and "gave" has what
it gave, as a pickle in base64, by which a test of ours sees that it did the same work on the same numbers.
"""

import argparse
import base64
import gc
import json
import pickle
import statistics
import time
import timeit

import numpy as np


def listed(text):
    return text.split(",")


class Times:
    """What the command line asks for, and the lines that answer it."""

    def __init__(self, description, **lists):
        parser = argparse.ArgumentParser(description=description + ", one JSON object a line")
        parser.add_argument("--class", dest="classes", type=listed, default=[],
                            help="which classes of benchmarks, with commas between; all unless given")
        parser.add_argument("--rounds", type=int, default=7)
        parser.add_argument("--seconds", type=float, default=0.2, help="of a round, at least")
        parser.add_argument("--once", action="store_true", help="time nothing, and tell what each gives")
        for name, values in lists.items():
            parser.add_argument("--" + name, type=listed, default=values)
        self.options = parser.parse_args()

    def wants(self, name):
        return not self.options.classes or name in self.options.classes

    def report(self, benchmark, call, by="CPython", *, before=None, gives=None, per=1, **parameters):
        """Prints a line.

        `before` runs before each call, untimed; `gives` tells what a call did where that is not what it returns; `per` is how many
        operations a call has.
        """
        if self.wants(benchmark.partition(".")[0]):
            found = kept(call, before, gives) if self.options.once else self._timed(call, before, per)
            print(json.dumps({"benchmark": benchmark} | parameters | {"by": by} | found), flush=True)

    def _timed(self, call, before, per):
        seconds = timeit.Timer(call).timeit if before is None else lambda number: one_by_one(call, before, number)
        once = seconds(1)
        number = 1
        while number * once < self.options.seconds:
            number = max(number + 1, min(100 * number, int(1.1 * self.options.seconds / once)))
            once = seconds(number) / number
        times = sorted(1e9 * seconds(number) / number / per for _ in range(self.options.rounds))
        return {"low": times[0], "median": statistics.median(times), "high": times[-1]}


def one_by_one(call, before, number):
    gc.disable()
    try:
        nanos = 0
        for _ in range(number):
            before()
            begun = time.perf_counter_ns()
            call()
            nanos += time.perf_counter_ns() - begun
        return nanos / 1e9
    finally:
        gc.enable()


def kept(call, before, gives):
    if before is not None:
        before()
    result = call()
    return {"gave": base64.b64encode(pickle.dumps(plain(result if gives is None else gives()), 5)).decode()}


def plain(result):
    """The same of types that other languages have."""
    if isinstance(result, np.generic) and result.dtype.names is None:
        return result.item()
    if isinstance(result, dict):
        return {key: plain(value) for key, value in result.items()}
    if isinstance(result, (list, tuple)):
        return type(result)(plain(value) for value in result)
    if result is None or isinstance(result, (bool, int, float, str, bytes, np.ndarray)):
        return result
    return bytes(memoryview(result))
