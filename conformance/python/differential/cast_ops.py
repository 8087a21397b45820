"""Conversion between dtypes, assignment, and what dtypes have in common."""

import numpy as np

import encode
import layouts
import values
from operations import LeftOut, any_dtype, any_scalar, held, near_shape, operation, scalar

CASTINGS = ("no", "equiv", "safe", "same_kind", "unsafe")


def target_dtype(case):
    if case.chance(0.15):
        return np.dtype(case.r.choice(("S", "U", "M8", "m8", "S4", "U4", "V8")))
    return any_dtype(case)


@operation("strides computed")
def astype(case):
    x = case.x()
    dtype = target_dtype(case)
    casting = case.r.choice(("unsafe", "unsafe", "unsafe", *CASTINGS))
    case.says(f"x.astype({dtype!r}, casting={casting!r})", encode.dtype(dtype), casting)
    return held(lambda: x.astype(dtype, casting=casting))


def same_value(x, dtype):
    """Numpy looks at no number that is unaligned, or swapped here or there; so it is asked about those of this machine."""
    if not (x.dtype.kind in "biufc" and dtype.kind in "biufc"):
        return x.astype(dtype, casting="same_value")
    if "g" in (x.dtype.char + dtype.char).lower() and {x.dtype.kind, dtype.kind} == {"f", "c"} and np.isnan(x).any():
        # Between real and complex numbers of which one is a long double, numpy takes no NaN for the same.
        raise LeftOut
    native = np.array(x, x.dtype.newbyteorder("="), order="K", copy=True)
    return native.astype(dtype.newbyteorder("="), casting="same_value").astype(dtype)


@operation("strides computed")
def astype_same_value(case):
    x = case.x(mode=case.r.choice(("small", "small", "special", None)))
    dtype = case.r.choice(values.LONG) if case.chance(0.15) else any_dtype(case)
    if case.chance(0.7) and dtype.kind not in "biufc":
        dtype = case.r.choice(values.DTYPES[case.r.choice(values.NUMBERS)])
    case.says(f"x.astype({dtype!r}, casting='same_value')", encode.dtype(dtype), "same_value")
    return lambda: same_value(x, dtype)


@operation("strides computed")
def astype_long(case):
    """To long doubles."""
    x = case.x()
    dtype = case.r.choice(values.LONG)
    casting = case.r.choice(("unsafe", "unsafe", "unsafe", *CASTINGS))
    case.says(f"x.astype({dtype!r}, casting={casting!r})", encode.dtype(dtype), casting)
    return held(lambda: x.astype(dtype, casting=casting))


@operation("strides computed")
def astype_of_long(case):
    """From long doubles, in the layout of the cell."""
    r = case.r
    shape = layouts.shape_of(r, case.layout)
    x = case.add(layouts.lay(r, r.choice(values.LONG), case.layout, shape, r.choice(("small", None, None))))
    dtype = np.dtype(case.dtype.kind) if case.dtype.kind in "SU" and case.chance(0.5) else case.dtype
    casting = r.choice(("unsafe", "unsafe", "unsafe", *CASTINGS, "same_value", "same_value"))
    case.says(f"x.astype({dtype!r}, casting={casting!r})", encode.dtype(dtype), casting)
    return held(lambda: same_value(x, dtype) if casting == "same_value" else x.astype(dtype, casting=casting))


@operation("view")
def astype_uncopied(case):
    x = case.x()
    dtype = x.dtype if case.chance(0.7) else target_dtype(case)
    order = case.r.choice("CFAK")
    case.says(f"x.astype({dtype!r}, {order!r}, copy=False)", encode.dtype(dtype), order)
    return held(lambda: x.astype(dtype, order=order, copy=False))


@operation("into")
def assign(case):
    x = case.x()
    y = case.y(x.dtype if case.chance(0.25) else any_dtype(case), near_shape(case, x.shape))
    case.says("x[...] = y")

    def run():
        x[...] = y

    return held(run)


@operation("into")
def assign_view(case):
    import index_ops

    x = case.x()
    text = index_ops.index_text(case.r, x.shape)
    value = any_scalar(case, x.dtype)
    case.says(f"x[{text}] = {value!r}", text, scalar(value))

    def run():
        index_ops.picked(x, text)[...] = value

    return run


@operation("into")
def assign_self(case):
    x = case.x()
    y = x[tuple(slice(None, None, case.r.choice((1, -1))) for _ in x.shape)]
    axes = tuple(-1 if one < 0 else 1 for one in (np.sign(a) * np.sign(b) for a, b in zip(y.strides, x.strides)))
    case.says(f"x[...] = x turned by {axes}", axes)

    def run():
        x[...] = y

    return run


@operation("into")
def copyto(case):
    x = case.x()
    casting = case.r.choice(CASTINGS)
    y = case.y(x.dtype if case.chance(0.25) else any_dtype(case), near_shape(case, x.shape))
    case.says(f"np.copyto(x, y, casting={casting!r})", casting)
    return held(lambda: np.copyto(x, y, casting=casting))


@operation("into")
def fill(case):
    x = case.x()
    value = any_scalar(case, x.dtype)
    case.says(f"x[...] = {value!r}", scalar(value))

    def run():
        x[...] = value

    return run


@operation(has_layout=False)
def can_cast(case):
    dtype = case.r.choice(values.LONG) if case.chance(0.1) else any_dtype(case)
    casting = case.r.choice(CASTINGS)
    case.says(f"np.can_cast({case.dtype!r}, {dtype!r}, {casting!r})", encode.dtype(case.dtype), encode.dtype(dtype), casting)
    return lambda: np.can_cast(case.dtype, dtype, casting)


@operation(has_layout=False)
def promote(case):
    dtype = case.r.choice(values.LONG) if case.chance(0.1) else any_dtype(case)
    case.says(f"np.promote_types({case.dtype!r}, {dtype!r})", encode.dtype(case.dtype), encode.dtype(dtype))
    return lambda: np.promote_types(case.dtype, dtype)
