"""numpy's own times for what ArrayReport times, on demand.

    python arrays.py SMALL LARGE

For each line of standard input, which names an operation, one line of standard output: the nanoseconds that it took,
done once before it is timed, but for those that save. Results go to memory that was used before, but for `add_to_new`;
`save` writes over a file beside LARGE, `save_new` a new one; SMALL and LARGE are files of arrays, to be mapped.
"""

import sys
import time
from pathlib import Path

import numpy as np

SIDE = 4096


def gathers():
    matrix = np.zeros((SIDE, SIDE))
    matrix[:] = 1
    kinds = {"TRANSPOSED_FLOAT64": matrix.T}
    for name, dtype in (("FLOAT64", "f8"), ("FLOAT32", "f4"), ("UINT8", "u1")):
        kinds["STEPPED_" + name] = np.ones(SIDE * SIDE, dtype)[::2]
    return {name: (lambda array=array, out=np.ones(array.shape, array.dtype): np.copyto(out, array))
            for name, array in kinds.items()}


def computing():
    left, right = np.linspace(0, 1, 8 << 20), np.linspace(1, 2, 8 << 20)
    sums, singles = np.ones_like(left), np.ones(left.shape, "f4")
    return {
        "cast": lambda: np.copyto(singles, left, casting="same_kind"),
        "add": lambda: np.add(left, right, out=sums),
        "add_to_new": lambda: left + right,
        "sum": left.sum,
    }


def files(small_file, large_file, saved):
    large = np.ones(1 << 27)

    def save():
        np.save(saved, large)

    def opened(file):
        return lambda: np.load(file, mmap_mode="r").shape

    return {"save": save, "save_new": save, "map_small": opened(small_file), "map_large": opened(large_file)}


def main(small_file, large_file):
    saved = Path(large_file).with_name("numpy.npy")
    operations = gathers() | computing() | files(small_file, large_file, saved)
    for line in sys.stdin:
        operation = operations[line.strip()]
        if line.strip() == "save_new":
            saved.unlink(missing_ok=True)
        if not line.startswith("save"):
            operation()
        begun = time.perf_counter_ns()
        operation()
        print(time.perf_counter_ns() - begun, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
