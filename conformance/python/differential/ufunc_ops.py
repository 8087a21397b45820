"""Element-wise functions."""

import operator

import numpy as np

import values
from operations import any_dtype, any_scalar, held, near_shape, operation, scalar

EXACT = ("positive negative absolute fabs sign square conjugate sqrt floor ceil trunc rint isnan isinf isfinite isnat "
         "signbit invert logical_not").split()
CLOSE = ("reciprocal cbrt exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh "
         "arccosh arctanh degrees radians").split()
EXACT_PAIRS = ("add subtract multiply divide floor_divide remainder fmod maximum minimum fmax fmin copysign nextafter "
               "bitwise_and bitwise_or bitwise_xor left_shift right_shift logical_and logical_or logical_xor equal "
               "not_equal less less_equal greater greater_equal").split()
CLOSE_PAIRS = "power float_power hypot arctan2".split()
# Steps of the last place between numpy and Java; numpy's loops of float32 are within 4 of the truth.
ULPS = 4
DOUBLE_ULPS = 2
# Complex numbers: numpy's loops differ from one another by fused multiplications, and the functions of complex64 are
# those of a C library that computes them in float32.
COMPLEX_ULPS = 8
# numpy multiplies complex numbers with themselves where the exponent is a small integer, and else asks the C library.
POWER_ULPS = 1024
ROUNDED = ["absolute", "sign", "square", "sqrt", "multiply", "divide"]
# Which zero is the smaller one is left to the loop, too.
ZEROS = -1


def operand(case, x, mode=None):
    """The other operand: an array, or a number of Python, which has no dtype of its own."""
    if case.chance(0.2):
        value = any_scalar(case, x.dtype)
        return value, scalar(value)
    dtype = x.dtype if case.chance(0.5) else any_dtype(case)
    if dtype.kind == "c" and case.operation.name == "divide":
        mode = "small"
    y = case.y(dtype, near_shape(case, x.shape), mode=mode)
    return y, {"input": len(case.inputs) - 1}


def operands(case, name):
    # Quotients of complex numbers, whose parts overflow and underflow on the way, differ from loop to loop as well.
    mode = "small" if name in CLOSE_PAIRS or (name == "divide" and case.dtype.kind == "c") else None
    x = case.x(mode=mode)
    y, described = operand(case, x, mode)
    if "c" in (np.asarray(y).dtype.kind, x.dtype.kind) and name in ROUNDED + CLOSE_PAIRS:
        case.ulps = POWER_ULPS if name in ("power", "float_power") else COMPLEX_ULPS
    both = ((x, {"input": 0}), (y, described))
    return both if case.chance(0.7) else both[::-1]


def structures_refused():
    raise TypeError("no loop for structures")


def moderate(case):
    """Complex numbers at whose size no part of a result overflows."""
    return case.r.choice(("small", "positive")) if case.dtype.kind == "c" else None


def close(case, call):
    """A call whose float64 results have to be closer than others."""

    def run():
        found = call()
        if case.ulps == ULPS and found.dtype == np.float64:
            case.ulps = DOUBLE_ULPS
        return found

    return run


def unary(name, ulps):
    @operation("strides computed", name, ulps, computes=True)
    def run(case):
        x = case.x(mode=moderate(case) if ulps else None)
        if x.dtype.kind == "c" and (ulps or name in ROUNDED):
            case.ulps = COMPLEX_ULPS
        case.says(f"np.{name}(x)", [{"input": 0}])
        return close(case, lambda: getattr(np, name)(x))


def binary(name, ulps):
    @operation("strides computed", name, ulps, computes=True)
    def run(case):
        (left, left_described), (right, right_described) = operands(case, name)
        shown = lambda described, value: "xy"[described["input"]] if "input" in described else repr(value)
        case.says(
            f"np.{name}({shown(left_described, left)}, {shown(right_described, right)})",
            [left_described, right_described],
        )
        if name.startswith("logical") and any(np.asarray(one).dtype.names for one in (left, right)):
            # numpy takes structures of one field for what that is.
            return structures_refused
        if name in ("equal", "not_equal") and all(np.asarray(one).dtype.kind == "V" for one in (left, right)):
            # Structures and raw bytes are compared by the operator alone.
            return lambda: getattr(operator, "eq" if name == "equal" else "ne")(left, right)
        return close(case, lambda: getattr(np, name)(left, right))


for _name in EXACT:
    unary(_name, 0)
for _name in CLOSE:
    unary(_name, ULPS)
for _name in EXACT_PAIRS:
    binary(_name, ZEROS if _name in ("maximum", "minimum", "fmax", "fmin") else 0)
for _name in CLOSE_PAIRS:
    binary(_name, ULPS)


@operation("into", computes=True)
def out(case):
    name = case.r.choice(("add", "multiply", "maximum", "less", "negative", "bitwise_and", "subtract", "divide"))
    if case.dtype.kind in "SU":
        # numpy has a loop that multiplies strings without elements.
        name = case.r.choice(("add", "less"))
    if case.dtype.kind == "c":
        case.ulps = COMPLEX_ULPS
        name = "multiply" if name == "divide" else name
    x = case.x()
    # An array that cannot be written to is refused before anything else in numpy; here it is the only fault.
    shape, is_same = (near_shape(case, x.shape), case.chance(0.6)) if x.flags.writeable else (x.shape, True)
    y = case.y(x.dtype if is_same else any_dtype(case), shape)
    if name == "negative":
        case.computes = y.dtype == x.dtype
        case.says("np.negative(y, out=x)", name, [{"input": 1}])
        return lambda: np.negative(y, out=x)
    case.says(f"np.{name}(x, y, out=x)", name, [{"input": 0}, {"input": 1}])
    return lambda: getattr(np, name)(x, y, out=x)


@operation("computed", computes=True)
def clip(case):
    x = case.x()
    low, high = (case.r.choice((None, any_scalar(case, x.dtype))) for _ in range(2))
    case.ulps = ZEROS
    case.says(f"np.clip(x, {low!r}, {high!r})", scalar(low), scalar(high))
    return lambda: np.clip(x, low, high)


@operation("computed", computes=True)
def round_(case):
    x = case.x()
    decimals = case.r.choice((0, 0, 1, 2, -1, 5, -3))
    case.says(f"np.round(x, {decimals})", decimals)
    return held(lambda: np.round(x, decimals))


@operation("computed", computes=True)
def divmod_(case):
    x = case.x()
    y, described = operand(case, x)
    case.says("divmod(x, other)", described)
    return lambda: np.divmod(x, y)


@operation("computed", computes=True)
def is_close(case):
    x = case.x()
    y = case.y(x.dtype if case.chance(0.7) else any_dtype(case), x.shape)
    if x.dtype == y.dtype and case.chance(0.6):
        y[...] = x
        case.inputs[1].before = case.inputs[1].root.tobytes()
    equal_nan = case.chance(0.5)
    case.says(f"np.isclose(x, y, equal_nan={equal_nan})", equal_nan)
    return lambda: np.isclose(x, y, equal_nan=equal_nan)


@operation("computed", computes=True)
def is_close_scalar(case):
    x = case.x()
    value = any_scalar(case, x.dtype)
    equal_nan = case.chance(0.5)
    case.says(f"np.isclose(x, {value!r}, equal_nan={equal_nan})", scalar(value), equal_nan)
    return lambda: np.isclose(x, value, equal_nan=equal_nan)
