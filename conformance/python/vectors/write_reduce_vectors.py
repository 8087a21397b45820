"""Writes what numpy makes of reductions and cumulative functions, for the tests of the ndarray module.

Usage: python write_reduce_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray

Writes, below that directory, one line for each case:
  reduce/reductions.txt  reductions over axes
  reduce/cumulative.txt  cumulative sums and products
  reduce/masked.txt      reductions of the elements that a mask lets through

Columns: dtype, shape, index, axes of a transpose, function, its axes, options, outcome. The array is
`source(dtype, count, special).reshape(shape)[index].transpose(axes)`; `special` is one of the options, as are
`dtype`, `ddof`, `initial`, `keepdims`, `out`, the dtype of an array to write into, and `where`, the shape and the
pattern of a mask, see `mask`. The outcome is
`dtype shape strides bytes`, with bytes in hexadecimal notation and NaN as numpy writes it, or a CRC-32 of many of them;
or `error text`.
"""

import pathlib
import sys
import warnings
import zlib

import numpy as np

SEED = 20260811
NUMBERS = ["?", "i1", "u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"]
SWAPPED = [">i2", ">i4", ">u8", ">f2", ">f4", ">f8", ">c8", ">c16"]
TIMES = ["<m8[s]", "<M8[D]", ">m8[ms]", ">M8[25us]"]
OTHERS = ["S3", "<U2", ">U2", "V3"]
LAYOUTS = [
    ((), "...", ()), ((1,), "...", (0,)), ((7,), "...", (0,)), ((0,), "...", (0,)), ((5,), "::-1", (0,)),
    ((300,), "...", (0,)), ((1300,), "::-1", (0,)), ((601,), "1::2", (0,)), ((900,), "None, ::-3", (0, 1)),
    ((3, 4), "...", (0, 1)), ((3, 4), "...", (1, 0)), ((2, 0, 3), "...", (0, 1, 2)), ((5, 130), "...", (0, 1)),
    ((5, 130), "...", (1, 0)), ((130, 9), "::-1, ::2", (0, 1)), ((130, 9), ":, ::-2", (1, 0)), ((2, 3, 4), "...", (2, 0, 1)),
    ((3, 20, 17), "...", (0, 1, 2)), ((3, 20, 17), "...", (1, 2, 0)), ((3, 20, 17), "::-1, ::3, 1:", (2, 1, 0)),
    ((2, 3, 2, 5), "...", (1, 3, 0, 2)), ((4, 1, 3), "...", (0, 1, 2)),
]
LARGE = [
    ((20011,), "...", (0,)), ((20011,), "::-1", (0,)), ((40000,), "::2", (0,)), ((3, 9001), "...", (0, 1)),
    ((3, 9001), "...", (1, 0)), ((150, 133), "...", (0, 1)), ((150, 133), "::2, ::-1", (1, 0)), ((17, 31, 41), "...", (1, 0, 2)),
    ((17, 31, 41), "...", (2, 1, 0)), ((9, 40, 50), ":, ::2", (0, 1, 2)), ((9001, 3), ":, :2", (0, 1)),
]
FUNCTIONS = ["sum", "prod", "min", "max", "ptp", "argmin", "argmax", "mean", "std", "var", "any", "all", "count_nonzero"]

rng = np.random.default_rng(SEED)


def source(dtype, count, special):
    """The elements of a case, which the test makes by the same formula."""
    k = np.arange(count, dtype="i8") * 7919 % 1009 - 504
    dtype = np.dtype(dtype)
    if dtype.kind in "SUV":
        texts = np.array([["", "a", "b", "ab", "0", "zz"][i] for i in k % 6], "U2")
        return texts.astype("S3").astype(dtype) if dtype.kind in "SV" else texts.astype(dtype)
    if dtype.kind in "mM":
        values = k * 1000003
        if special:
            values[k % 50 == 3] = np.iinfo("i8").min
        return values.astype(dtype)
    if dtype.kind in "biu":
        return (k * (k % 7 != 1 if special else 1)).astype(dtype)
    values = k * 0.37
    if special:
        values = np.where(k % 11 == 0, values * 1e-9, values)
        values[k % 400 == 77] = np.nan if special == 1 else np.inf
    if dtype.kind == "c":
        values = values + 1j * (np.roll(k, 1) * 0.11)
    return values.astype(dtype)


def mask(array, base, where):
    """A mask for an array that is a view of a base of some shape, which the test makes by the same formula."""
    form, pattern = where.split()
    shape, index, axes = base

    def filled(shape, order="C"):
        i = np.arange(int(np.prod(shape, dtype=int)))
        values = i // 50 % 3 != 1 if pattern == "runs" else i * 31 % 13 < (8 if pattern == "mixed" else 0)
        return values.reshape(shape, order=order)

    if form == "like":
        found = filled(shape)[eval(f"np.s_[{index}]")]
        return found.transpose(axes) if axes else found
    if form in "CF":
        return filled(array.shape, form)
    if form == "row":
        return filled(array.shape[-1:])
    return filled(array.shape[:-1] + (1,)) if array.ndim else filled(())


def canonical(array):
    """Bytes with every NaN as numpy.nan."""
    array = np.ascontiguousarray(array) if array.ndim else array
    if array.dtype.kind in "fc":
        part = {2: "f2", 4: "f4", 8: "f8"}[array.dtype.itemsize // (2 if array.dtype.kind == "c" else 1)]
        parts = np.frombuffer(array.tobytes(), np.dtype(part).newbyteorder(array.dtype.byteorder)).copy()
        parts[np.isnan(parts)] = np.nan
        return parts.tobytes()
    return array.tobytes()


def outcome(call):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = np.asarray(call())
        except (TypeError, ValueError, IndexError, OverflowError) as refused:
            return f"error {str(refused).splitlines()[0]}"
    data = canonical(result)
    text = data.hex() if len(data) <= 64 else f"crc{zlib.crc32(data):08x}"
    strides = result.strides if result.size else "-"
    return f"{result.dtype.str} {result.shape} {strides} {text}".replace(", ", ",")


def case(dtype, layout, function, axis, options):
    shape, index, axes = layout
    special = options.get("special", 0)
    count = int(np.prod(shape, dtype=int))
    array = source(dtype, count, special).reshape(shape)[eval(f"np.s_[{index}]")]
    array = array.transpose(axes) if axes else array
    keywords = {key: value for key, value in options.items() if key != "special"}
    if "where" in keywords:
        keywords["where"] = mask(array, layout, keywords["where"])
    if function.startswith("cum"):
        call = lambda: getattr(array, function)(axis=axis, **keywords)
    elif "out" in keywords:
        keywords.pop("out")
        kept = {key: value for key, value in keywords.items() if key == "keepdims"}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                out = np.zeros(np.sum(array, axis=axis, **kept).shape, options["out"])
            except (TypeError, ValueError, IndexError):
                return None
        call = lambda: getattr(np, function)(array, axis=axis, out=out, **keywords)
    else:
        call = lambda: getattr(np, function)(array, axis=axis, **keywords)
    named = () if axis is None else axis if isinstance(axis, tuple) else (axis,)
    return "\t".join([dtype, str(shape), index, str(axes), function, str(named), str(options), outcome(call)])


def random_axis(ndim, function):
    choice = rng.integers(6)
    if ndim == 0 or choice == 0:
        return None
    if choice < 4 or function.startswith(("arg", "cum")):
        return int(rng.integers(-ndim, ndim))
    axes = rng.permutation(ndim)[: rng.integers(1, ndim + 1)]
    return tuple(int(axis) - (ndim if rng.integers(3) == 0 else 0) for axis in axes)


def ndim_of(layout):
    return len(layout[2])


def random_options(dtype, function):
    options = {}
    isnumber = dtype in NUMBERS + SWAPPED
    if rng.integers(3) == 0:
        options["special"] = int(rng.integers(1, 3))
    if rng.integers(4) == 0 and not function.startswith("cum"):
        options["keepdims"] = True
    if rng.integers(6) == 0 and function in ("sum", "prod", "mean", "cumsum", "cumprod") and isnumber:
        options["dtype"] = str(rng.choice(["i1", "<u2", "<i4", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"]))
    if rng.integers(6) == 0 and function in ("var", "std") and isnumber:
        options["dtype"] = str(rng.choice(["<f2", "<f4", "<f8"]))
    if rng.integers(4) == 0 and function in ("var", "std"):
        options["ddof"] = int(rng.integers(1, 4))
    if rng.integers(6) == 0 and function in ("sum", "prod", "min", "max") and isnumber:
        options["initial"] = int(rng.integers(0, 5))
    if rng.integers(8) == 0 and function in ("sum", "prod", "mean", "max") and "dtype" not in options and isnumber:
        options["out"] = "<c16" if np.dtype(dtype).kind == "c" else str(rng.choice(["<f4", "<f8", "<c16"]))
    return options


def write(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"# numpy {np.__version__}, written by conformance/python/vectors/write_reduce_vectors.py\n"
    path.write_text(head + "\n".join(line for line in lines if line) + "\n")


def reductions():
    for dtype in NUMBERS + SWAPPED + TIMES + OTHERS:
        for function in FUNCTIONS:
            for layout in LAYOUTS:
                for _ in range(1 if dtype in OTHERS else 2):
                    axis = random_axis(ndim_of(layout), function)
                    yield case(dtype, layout, function, axis, random_options(dtype, function))
    for dtype in ["<f2", "<f4", "<f8", ">f8", "<c8", "<c16", "<i4", "u1", "<m8[s]"]:
        for function in ["sum", "mean", "var", "min", "argmax", "all"]:
            for layout in LARGE:
                axis = random_axis(ndim_of(layout), function)
                yield case(dtype, layout, function, axis, random_options(dtype, function))


def masked():
    for dtype in NUMBERS + SWAPPED + TIMES + OTHERS[:1]:
        for function in ["sum", "prod", "min", "max", "mean", "std", "var", "any", "all"]:
            for layout in LAYOUTS[::2] + LARGE[::4]:
                options = random_options(dtype, function)
                if function in ("min", "max") and rng.integers(5) > 0 and np.dtype(dtype).kind in "biufc":
                    options["initial"] = int(rng.integers(0, 5))
                if function == "mean" and np.dtype(options.get("dtype", "f8")).kind in "iu":
                    # What becomes of 0 / 0 in integers depends on the processor.
                    del options["dtype"]
                form = str(rng.choice(["like", "C", "F", "row", "column"]))
                options["where"] = f"{form} {rng.choice(['runs', 'mixed', 'mixed', 'none'])}"
                yield case(dtype, layout, function, random_axis(ndim_of(layout), function), options)


def cumulative():
    for dtype in NUMBERS + SWAPPED + TIMES + OTHERS[:2]:
        for function in ["cumsum", "cumprod"]:
            for layout in LAYOUTS:
                axis = random_axis(ndim_of(layout), function)
                yield case(dtype, layout, function, axis, random_options(dtype, function))


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    write(target / "reduce" / "reductions.txt", reductions())
    write(target / "reduce" / "cumulative.txt", cumulative())
    write(target / "reduce" / "masked.txt", masked())
