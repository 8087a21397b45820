"""numpy's own times for what GatherArray, ComputeArrays, CreateView and ReadElements time.

    python array_times.py --class GatherArray --sources STEPPED_UINT8

Results go to memory that was used before, but for `addToNew`. The numbers are those of ours. Lines are those of `timing.py`.
"""

import numpy as np

from timing import Times

DTYPES = {"TRANSPOSED_FLOAT64": "f8", "STEPPED_FLOAT64": "f8", "STEPPED_FLOAT32": "f4", "STEPPED_UINT8": "u1"}
TIMES = Times("numpy's own times of arrays", sources=list(DTYPES), sides=["4096"], counts=["8388608"])
BY = "numpy"
COLUMNS = 1024
SIDE = 500


def gather(source, side):
    dtype = np.dtype(DTYPES[source])
    words = np.arange(0, side * side * dtype.itemsize, 8, dtype=np.uint64)
    words *= np.uint64(0x9E3779B97F4A7C15)
    words &= np.uint64(0x3F3F3F3F3F3F3F3F)
    flat = words.view(dtype)
    array = flat.reshape(side, side).T if source.startswith("TRANSPOSED") else flat[::2]
    target = np.ones(array.shape, dtype)
    TIMES.report("GatherArray.gather", lambda: np.copyto(target, array), BY, gives=lambda: target, source=source,
                 side=str(side))


def compute(count):
    left, right = np.linspace(0, 1, count), np.linspace(1, 2, count)
    sums, singles = np.ones_like(left), np.ones(left.shape, "f4")
    rows = left.reshape(-1, COLUMNS)
    for name, call in {
        "cast": lambda: np.copyto(singles, left, casting="same_kind"),
        "add": lambda: np.add(left, right, out=sums),
        "addToNew": lambda: left + right,
        "sum": left.sum,
        "mean": left.mean,
        "maxOfColumns": lambda: rows.max(0),
    }.items():
        TIMES.report("ComputeArrays." + name, call, BY, gives=(lambda: singles) if name == "cast" else None)


def views():
    array = np.arange(4096.0).reshape(64, 64)
    for name, call in {
        "transpose": lambda: array.T,
        "slice": lambda: array[8:32:2],
        "index": lambda: array[5],
        "text": lambda: array[8:32:2],
        "reshape": lambda: array.reshape(32, 128),
        "flip": lambda: array[::-1, ::-1],
        "dtype": lambda: array.view(np.int32),
    }.items():
        TIMES.report("CreateView." + name, call, BY)


def sum_of_all(array):
    total = 0.0
    for i in range(array.size):
        total += array.item(i)
    return total


def sum_by_position(array):
    total = 0.0
    rows, columns = array.shape
    for row in range(rows):
        for column in range(columns):
            total += array.item(row, column)
    return total


def elements():
    array = (np.arange(SIDE * SIDE) % 1024).astype(float).reshape(SIDE, SIDE)
    by = BY + ", `item` in a loop"
    for name in "view", "nativeView":
        TIMES.report("ReadElements." + name, lambda: sum_of_all(array), by, per=array.size)
    TIMES.report("ReadElements.strided", lambda: sum_by_position(array.T), by, per=array.size)


def main():
    if TIMES.wants("GatherArray"):
        for source in TIMES.options.sources:
            for side in TIMES.options.sides:
                gather(source, int(side))
    if TIMES.wants("ComputeArrays"):
        for count in TIMES.options.counts:
            compute(int(count))
    if TIMES.wants("CreateView"):
        views()
    if TIMES.wants("ReadElements"):
        elements()


if __name__ == "__main__":
    main()
