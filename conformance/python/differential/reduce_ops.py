"""Reductions, cumulative functions and products of vectors and matrices."""

import numpy as np

import encode
import values
from operations import LeftOut, any_scalar, held, near_shape, operation, scalar

TYPED = ("sum", "prod", "mean", "std", "var")


def any_number(case, dtype):
    value = any_scalar(case, dtype)
    return 1 if isinstance(value, (str, bytes)) else value


def axes_of(case, x, most, wrong=0.06):
    if x.ndim == 0 or case.chance(0.35):
        return None
    # Of two faults, numpy and Java may find another one first.
    wrong = 0 if x.dtype.names else wrong
    if most == 1 or case.chance(0.6):
        return case.axis(x.ndim, wrong)
    axes = list(range(x.ndim))
    case.r.shuffle(axes)
    axes = axes[: case.r.randint(1, x.ndim)]
    if wrong and case.chance(0.05):
        axes.append(axes[0])
    return tuple(axis - x.ndim if case.chance(0.3) else axis for axis in axes)


# Numpy's loops of products of complex numbers differ from one another by fused multiplications.
COMPLEX_ULPS = 8


def reduction(name, call, most=64):
    @operation("computed", name, computes=True)
    def run(case):
        x = case.x(mode=case.r.choice((None, "small")))
        axes = axes_of(case, x, most)
        named = {"keepdims": case.chance(0.25)}
        count = 1 if axes is None or isinstance(axes, int) else len(axes)
        is_sound = count == 1 and (axes is None or -x.ndim <= np.min(axes) < x.ndim)
        if name in TYPED and is_sound and x.dtype.kind in "biufc" and case.chance(0.15):
            named["dtype"] = case.r.choice(values.DTYPES[case.r.choice(values.NUMBERS)])
        if name in ("std", "var") and case.chance(0.4):
            named["ddof"] = case.r.choice((0, 1, 1.5, 3))
        if name in ("sum", "prod", "min", "max") and "dtype" not in named and case.chance(0.15):
            named["initial"] = any_number(case, x.dtype)
        listed = [] if axes is None else [axes] if isinstance(axes, int) else list(axes)
        case.says(
            f"np.{name}(x, axis={axes}, {', '.join(f'{key}={value!r}' for key, value in named.items())})",
            listed,
            named["keepdims"],
            encode.dtype(named["dtype"]) if "dtype" in named else None,
            scalar(float(named.get("ddof", 0))),
            scalar(named.get("initial")),
        )
        wanted = named.get("dtype")
        if name in ("std", "var") and wanted and wanted.kind != ("c" if x.dtype.kind == "c" else "f"):
            # numpy computes a variance of real numbers in integers and in complex numbers; Java refuses.
            raise LeftOut
        if name == "count_nonzero" and x.dtype.names and axes is None:
            # numpy counts structures of several fields unless axes are named; Java refuses them, as `any` does.
            return lambda: call(x, axis=tuple(range(x.ndim)), **named)
        if name in ("min", "max"):
            case.ulps = -1
        if name == "prod" and "c" in (x.dtype.kind, np.dtype(wanted or "?").kind):
            case.ulps = COMPLEX_ULPS
        run = lambda: call(x, axis=axes, **named)
        return held(run) if wanted and wanted.kind in "iu" else run


MASKED = ("sum", "prod", "min", "max", "mean", "std", "var", "any", "all")


@operation("computed", computes=True)
def reduce_where(case):
    x = case.x(mode=case.r.choice((None, "small")))
    name = case.r.choice(MASKED)
    # One fault at a time: of two, numpy and Java may find another one first.
    fault = case.r.choice((None,) * 17 + ("axes", "dtype", "shape"))
    axes = axes_of(case, x, 64, 0.5 if fault == "axes" else 0)
    shape = x.shape if fault == "dtype" else near_shape(case, x.shape)
    if fault != "shape":
        shape = tuple(n if n == m else 1 for n, m in zip(shape[-x.ndim :] if x.ndim else (), x.shape[-len(shape) :]))
    where = case.y("bool" if fault != "dtype" else case.r.choice(list(values.DTYPES)), shape)
    named = {"keepdims": case.chance(0.25)}
    if name in ("min", "max") and case.chance(0.85) or name in ("sum", "prod") and case.chance(0.15):
        named["initial"] = any_number(case, x.dtype)
    if name in ("std", "var") and case.chance(0.3):
        named["ddof"] = case.r.choice((0, 1, 1.5))
    case.says(
        f"np.{name}(x, axis={axes}, {', '.join(f'{key}={value!r}' for key, value in named.items())}, where=y)",
        name,
        [] if axes is None else [axes] if isinstance(axes, int) else list(axes),
        named["keepdims"],
        scalar(float(named.get("ddof", 0))),
        scalar(named.get("initial")),
    )
    if name in ("min", "max"):
        case.ulps = -1
    if name == "prod" and x.dtype.kind == "c":
        case.ulps = COMPLEX_ULPS

    return lambda: getattr(np, name)(x, axis=axes, where=where, **named)


for _name in ("sum", "prod", "min", "max", "ptp", "mean", "std", "var", "any", "all", "count_nonzero"):
    reduction(_name, getattr(np, _name))
for _name in ("argmin", "argmax"):
    reduction(_name, getattr(np, _name), 1)


# What sums up or compares in the dtype that the elements and `out` have in common.
IN_COMMON = ("sum", "prod", "min", "max", "ptp")


def given(case, dtype):
    """A dtype whose results become `dtype` wherever numpy puts them there in between, too."""
    if dtype.kind not in "biufc" or case.chance(0.4):
        return dtype
    kinds = {"b": "b", "i": "bi", "u": "bu", "f": "biuf", "c": "biufc"}[dtype.kind]
    return case.r.choice([d for variants in values.DTYPES.values() for d in variants if d.kind in kinds])


@operation("into", computes=True)
def reduce_into(case):
    """Into the first input, whose dtype counts for what is computed in."""
    x = case.x()
    name = case.r.choice((*MASKED, "ptp", "argmin", "argmax"))
    axis = case.r.randint(0, x.ndim)
    shape = list(x.shape)
    shape.insert(axis, case.r.randint(1, 4))
    has_shape = case.chance(0.93) or not x.flags.writeable
    if not has_shape:
        shape.append(2)
    y = case.y(given(case, x.dtype), tuple(shape), mode="small")
    case.says(f"np.{name}(y, {axis}, out=x)", name, axis)
    case.ulps = COMPLEX_ULPS if "c" in (x.dtype.kind, y.dtype.kind) else -1 if name in ("min", "max") else 0
    is_float = y.dtype.kind in "fc"
    is_moment = name in ("mean", "var", "std")
    if x.dtype in values.LONG and is_moment and (not is_float or y.dtype.itemsize == 2):
        # What is summed up as float64 or float32, numpy divides as a long double.
        raise LeftOut
    if is_moment and x.dtype.kind in "biu" or x.dtype.kind in "SU" and name in ("any", "all"):
        # numpy keeps sums in integers before it divides, and the text "False" for what is true.
        raise LeftOut
    case.computes = y.dtype in values.LONG or name in IN_COMMON or is_moment and is_float

    def run():
        call = getattr(np, name)
        try:
            return call(y, axis, out=x)
        except (TypeError, ValueError) as e:
            if not has_shape and x.flags.writeable:
                raise ValueError("the result has another shape") from e
            if "Cannot cast" in str(e):
                # numpy keeps to a kind; in Java all results are converted.
                raise LeftOut from e
            raise

    return held(run)


def cumulative(name):
    @operation("computed", name, computes=True)
    def run(case):
        x = case.x(mode=case.r.choice((None, "small")))
        is_number = x.dtype.kind in "biufc"
        axis = None if case.chance(0.3) else case.axis(x.ndim, 0.08 if is_number else 0)
        dtype = None
        if axis is not None and is_number and case.chance(0.15):
            dtype = case.r.choice(values.DTYPES[case.r.choice(values.NUMBERS)])
        case.says(f"np.{name}(x, {axis}, {dtype!r})", axis, None if dtype is None else encode.dtype(dtype))
        if name == "cumprod" and "c" in (x.dtype.kind, np.dtype(dtype or "?").kind):
            case.ulps = COMPLEX_ULPS
        run = lambda: getattr(np, name)(x, axis, dtype)
        return held(run) if dtype and dtype.kind in "iu" else run


cumulative("cumsum")
cumulative("cumprod")

# Whatever the order in which products are added, small elements give exact sums; those of one sign differ by rounding.
PRODUCT_ULPS = 16


def product(name):
    @operation("computed", name, PRODUCT_ULPS, computes=True)
    def run(case):
        r = case.r
        # Java has products of one and two axes; numpy of any number.
        axes = r.choice((1, 2))
        other = case.dtype
        if other.kind not in "fc" and case.chance(0.4):
            other = r.choice(values.DTYPES[r.choice([n for n in values.NUMBERS if n[0] in "biu"])])
        # Signed integers beside those of uint64 are added up as floats, too.
        is_float = other.kind in "fc" or {other.kind, case.dtype.kind} == {"i", "u"} and 8 in (other.itemsize, case.dtype.itemsize)
        mode = r.choice(("small", "positive")) if is_float else None
        x = case.x(axes=axes, mode=mode)
        inner = x.shape[-1] if x.ndim else 1
        shape = r.choice(((inner,), (inner, r.randint(0, 4)), (inner, inner)))
        if case.chance(0.1):
            shape = r.choice(((), (inner + 1,), (inner + 1, 2)))
        y = case.y(other, shape, mode=mode)
        case.says(f"np.{name}(x, y)")
        # numpy's `dot` of what is no number adds up objects that are not there; its `matmul` refuses it.
        called = name if x.dtype.kind in "biufc" and y.dtype.kind in "biufc" else "matmul"
        return lambda: getattr(np, called)(x, y)


product("dot")
product("matmul")
