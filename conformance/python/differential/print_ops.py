"""Texts of arrays and dtypes at default print options."""

import numpy as np

import encode
from operations import operation

LARGE = [(1001,), (40, 30), (5, 201), (2, 600), (11, 11, 11), (3, 4, 5, 20)]
WIDE = [(1, 30), (40,), (3, 1, 4), (2, 2, 2, 2), (17, 5)]


def shown(case):
    """Mostly small arrays; now and then one that fills several lines, or has more elements than are shown."""
    if case.dtype.str[1:] == "M8":
        # numpy refuses to print a date of no unit; here its ticks are shown, since no text of an array may fail.
        case.dtype = np.dtype("<M8[s]")
    if case.layout in ("empty", "0-d", "length-1") or case.k % 5 < 3:
        return case.x()
    large = case.k % 5 == 4 and case.layout != "broadcast"
    shape = case.r.choice(LARGE if large and case.chance(0.5) else WIDE)
    return case.x(shape=shape, mode=case.r.choice((None, "small")))


@operation(name="str")
def str_(case):
    x = shown(case)
    case.says("str(x)")
    return lambda: str(x)


@operation(name="repr")
def repr_(case):
    x = shown(case)
    case.says("repr(x)")
    return lambda: repr(x)


def dtypes_of(case):
    r = case.r
    dtype = case.dtype
    for _ in range(r.choice((0, 0, 1, 2))):
        change = r.randrange(4)
        if change == 0:
            dtype = np.dtype((dtype, tuple(r.randint(1, 3) for _ in range(r.randint(1, 3)))))
        elif change == 1:
            dtype = np.dtype([("p", dtype), ("q", r.choice(("i1", "<f8", "S2")))], align=r.random() < 0.4)
        elif change == 2:
            offset = r.choice((0, 4, 16))
            size = offset + dtype.itemsize + r.randrange(9)
            dtype = np.dtype({"names": ["it's"], "formats": [dtype], "offsets": [offset], "itemsize": size})
        else:
            dtype = np.dtype([(("the title", "n"), dtype)])
    return dtype


@operation(name="dtype", has_layout=False)
def dtype_texts(case):
    dtype = dtypes_of(case)
    case.says(f"texts of {dtype!r}", encode.dtype(dtype))
    return lambda: [dtype.str, str(dtype), repr(dtype), dtype.name]
