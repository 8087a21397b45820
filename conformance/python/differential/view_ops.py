"""Views, and what copies only where no view exists."""

import numpy as np

import encode
import layouts
import values
from operations import LeftOut, operation


@operation("view")
def transpose(case):
    x = case.x()
    case.says("x.T")
    return lambda: x.T


@operation("view")
def permute(case):
    x = case.x()
    axes = list(range(x.ndim))
    case.r.shuffle(axes)
    axes = [axis - x.ndim if case.chance(0.2) else axis for axis in axes]
    if axes and case.chance(0.15):
        axes[0] = case.r.choice((axes[-1], x.ndim, -x.ndim - 1))
    if case.chance(0.05):
        axes.append(0)
    case.says(f"x.transpose({axes})", axes)
    # Without axes numpy's method reverses them; the function tells no axes from none given.
    return lambda: np.transpose(x, axes)


def other_shape(r, shape):
    """A shape for the same number of elements, often by joining and cutting axes."""
    count = int(np.prod(shape))
    if r.random() < 0.25:
        at = r.randint(0, len(shape))
        return [*shape[:at], 1, *shape[at:]]
    if count == 0:
        return r.choice(([0], [0, 5], [3, 0], [2, 0, 2]))
    found, rest = [], count
    while rest > 1 and len(found) < 4:
        factor = r.choice([n for n in range(1, rest + 1) if rest % n == 0])
        found.append(factor)
        rest //= factor
    return found + ([rest] if rest > 1 else []) + r.choice(([], [1]))


def reshape_arguments(case, x):
    shape = other_shape(case.r, x.shape)
    if shape and case.chance(0.3):
        shape[case.r.randrange(len(shape))] = -1
    if case.chance(0.08):
        shape = case.r.choice(([x.size + 1], [-1, -1], [7, -1], [-2], shape + [2], [2**40, 2**40]))
    return shape


@operation("view")
def reshape(case):
    x = case.x()
    shape = reshape_arguments(case, x)
    case.says(f"x.reshape({shape})", shape)
    return lambda: x.reshape(shape)


@operation("view")
def broadcast_to(case):
    x = case.x()
    r = case.r
    shape = [r.randint(0, 3) if n == 1 and case.chance(0.8) else n for n in x.shape]
    shape = [r.randint(0, 3) for _ in range(r.choice((0, 1, 2)))] + shape
    if case.chance(0.12):
        shape = r.choice((shape[1:], shape + [2], [n + 1 for n in shape], [-1] + shape))
    case.says(f"np.broadcast_to(x, {shape})", shape)
    return lambda: np.broadcast_to(x, tuple(shape))


@operation("view")
def field(case):
    x = case.x()
    name = case.r.choice([*(x.dtype.names or ()), "a", "b", "title", "none"])
    case.says(f"x[{name!r}]", name)
    return lambda: x[name]


@operation("strides")
def copy(case):
    x = case.x()
    order = case.r.choice("CF")
    case.says(f"x.copy({order!r})", order)
    return lambda: x.copy(order)


@operation("copy")
def array_equal(case):
    x = case.x()
    r = case.r
    other = x.dtype if case.chance(0.6) else r.choice(("float64", "int32", "uint64", "complex64", "bytes", "datetime64"))
    y = case.y(other, x.shape if case.chance(0.9) else (2, 3))
    if x.dtype == y.dtype and x.shape == y.shape and case.chance(0.7):
        # Equal but for NaN and NaT.
        y[...] = x
        case.inputs[1].before = case.inputs[1].root.tobytes()
    case.says("np.array_equal(x, y)")

    def run():
        try:
            return bool(np.array_equal(x, y))
        except (TypeError, ValueError):
            # numpy compares some dtypes that have nothing in common and refuses others; in Java all are unequal.
            return x.size == 0
        except OverflowError:
            # Units so far apart that numpy cannot bring them together; Java compares them exactly.
            raise LeftOut from None

    return run


def equal_with_nan(x, y):
    """numpy's `array_equal`, but with NaN in fields as elsewhere: its `isnan` takes neither structures nor strings."""
    if x.dtype.names is not None and x.dtype == y.dtype:
        return all(equal_with_nan(x[name], y[name]) for name in x.dtype.names)
    return bool(np.array_equal(x, y, equal_nan=x.dtype.kind not in "SUV" and y.dtype.kind not in "SUV"))


@operation("copy")
def array_equal_nan(case):
    x = case.x()
    r = case.r
    other = x.dtype if case.chance(0.6) else r.choice(("float64", "int32", "uint64", "complex64", "bytes", "datetime64"))
    y = case.y(other, x.shape if case.chance(0.9) else (2, 3))
    if x.dtype.kind != y.dtype.kind and (x.dtype.kind in "Mm" or y.dtype.kind in "Mm"):
        # NaT beside NaN: numpy looks at the others alone, of which it may find none to refuse.
        raise LeftOut
    if x.dtype == y.dtype and x.shape == y.shape and case.chance(0.7):
        y[...] = x
        case.inputs[1].before = case.inputs[1].root.tobytes()
    case.says("np.array_equal(x, y, equal_nan=True)")

    def run():
        try:
            return x.shape == y.shape and equal_with_nan(x, y)
        except (TypeError, ValueError):
            return x.size == 0
        except OverflowError:
            raise LeftOut from None

    return run


@operation("copy")
def array_equal_long(case):
    """Long doubles, in the layout of the cell, beside elements of any dtype."""
    r = case.r
    shape = layouts.shape_of(r, case.layout)
    x = case.add(layouts.lay(r, r.choice(values.LONG), case.layout, shape, r.choice(("small", None, None))))
    y = case.y(case.dtype if case.chance(0.5) else r.choice(values.LONG), x.shape)
    is_number = y.dtype.kind in "biufc"
    if is_number and case.chance(0.7):
        np.copyto(y, x, casting="unsafe")
        case.inputs[1].before = case.inputs[1].root.tobytes()
    equal_nan = is_number and case.chance(0.5)
    case.says(f"np.array_equal(x, y, equal_nan={equal_nan})", equal_nan)

    def run():
        try:
            return bool(np.array_equal(x, y, equal_nan=equal_nan))
        except (TypeError, ValueError):
            return x.size == 0

    return run


def taken(name, told, call, mode="view"):
    @operation(mode, name)
    def run(case):
        x = case.x()
        text, *args = told(case, x)
        case.says(text, *args)
        return lambda: call(x, *args)


def _axes(case, x, most):
    return [case.axis(x.ndim, 0.06) for _ in range(case.r.randint(1, max(1, most)))]


def _orders(case, orders):
    order = case.r.choice(orders)
    return order


def _reshape_order(case, x):
    order = case.r.choice("CFA")
    shape = reshape_arguments(case, x)
    return f"x.reshape({shape}, order={order!r})", order, shape


def _ordered(name):
    def told(case, x):
        order = case.r.choice("CFAK")
        return f"x.{name}({order!r})", order

    return told


def _two_axes(name):
    def told(case, x):
        one, other = case.axis(x.ndim), case.axis(x.ndim)
        return f"np.{name}(x, {one}, {other})", one, other

    return told


def _axes_of_one(name):
    def told(case, x):
        axes = _axes(case, x, min(2, x.ndim))
        return f"np.{name}(x, {axes})", axes

    return told


def _squeezed(case, x):
    ones = [axis for axis, n in enumerate(x.shape) if n == 1]
    axes = case.r.sample(ones, case.r.randint(1, len(ones))) if ones and case.chance(0.8) else _axes(case, x, 2)
    return f"x.squeeze({axes})", axes


def _expanded(case, x):
    count = case.r.randint(1, 2)
    axes = [case.axis(x.ndim + count, 0.06) for _ in range(count)]
    return f"np.expand_dims(x, {axes})", axes


def _diagonal(case, x):
    offset = case.r.randint(-3, 3)
    one, other = (0, 1) if case.chance(0.5) else (case.axis(x.ndim), case.axis(x.ndim))
    return f"x.diagonal({offset}, {one}, {other})", offset, one, other


taken("reshape_order", _reshape_order, lambda x, order, shape: x.reshape(shape, order=order))
taken("ravel", _ordered("ravel"), lambda x, order: x.ravel(order))
taken("flatten", _ordered("flatten"), lambda x, order: x.flatten(order), "strides")
taken("swap_axes", _two_axes("swapaxes"), lambda x, one, other: x.swapaxes(one, other))
taken("move_axis", _two_axes("moveaxis"), lambda x, one, other: np.moveaxis(x, one, other))
taken("squeeze_all", lambda case, x: ("x.squeeze()",), lambda x: x.squeeze())
taken("squeeze", _squeezed, lambda x, axes: x.squeeze(tuple(axes) if len(axes) > 1 else axes[0]))
taken("expand_dims", _expanded, lambda x, axes: np.expand_dims(x, tuple(axes)))
taken("flip_all", lambda case, x: ("np.flip(x)",), lambda x: x[(slice(None, None, -1),) * x.ndim + (...,)])
taken("flip", _axes_of_one("flip"), lambda x, axes: np.flip(x, tuple(axes)))
taken("diagonal", _diagonal, lambda x, *args: x.diagonal(*args))


@operation("view")
def view(case):
    x = case.x()
    r = case.r
    dtype = np.dtype(r.choice(("u1", "<i2", ">i4", "<f8", "<c16", "S4", "<U1", "V3", "?", x.dtype, "<M8[D]")))
    if dtype.itemsize != x.dtype.itemsize and case.chance(0.3):
        dtype = np.dtype(f"V{x.dtype.itemsize}")
    case.says(f"x.view({dtype!r})", encode.dtype(dtype))
    return lambda: x.view(dtype)


def span_of(x):
    """Where elements lie, from the first byte to behind the last, counted from the element at position 0."""
    if x.size == 0:
        return 0, 0
    reach = [(n - 1) * stride for n, stride in zip(x.shape, x.strides)]
    return sum(min(one, 0) for one in reach), sum(max(one, 0) for one in reach) + x.itemsize


@operation("view")
def as_strided(case):
    x = case.x()
    r = case.r
    low, high = span_of(x)
    # Most windows that are drawn lie outside; of those that do, few are kept.
    for _ in range(12):
        shape = [r.choice((1, 2, 2, 3, 3, 0)) for _ in range(r.randint(0, 3))]
        strides = [r.choice((*x.strides, x.itemsize, -x.itemsize, 2 * x.itemsize, 0, 1)) for _ in shape]
        offset = 0 if case.chance(0.5) else r.choice((*x.strides, x.itemsize, -x.itemsize, high - low - x.itemsize, 1))
        reach = [(n - 1) * stride for n, stride in zip(shape, strides)]
        first = offset + sum(min(one, 0) for one in reach)
        last = offset + sum(max(one, 0) for one in reach) + x.itemsize
        is_inside = 0 in shape or low <= first and last <= high
        if is_inside or case.chance(0.02):
            break
    if 0 in shape:
        offset = 0
    case.says(f"as_strided(x, {shape}, {strides}) from byte {offset} on", shape, strides, offset)

    def run():
        if not is_inside:
            # numpy looks at nothing.
            raise ValueError("an element would lie outside the array's own bytes")
        if offset == 0:
            return np.lib.stride_tricks.as_strided(x, shape, strides)
        one = case.inputs[0]
        found = np.ndarray(shape, x.dtype, one.root, one.byte_offset + offset, strides)
        found.flags.writeable = x.flags.writeable
        return found

    return run


@operation("view")
def fields(case):
    x = case.x()
    names = [case.r.choice([*(x.dtype.names or ()), "a", "none"]) for _ in range(case.r.choice((1, 2)))]
    case.says(f"x[{names!r}]", names)
    return lambda: x[names]


@operation("view")
def real(case):
    x = case.x()
    case.says("x.real")
    return lambda: x.real


@operation("view")
def imag(case):
    x = case.x()
    case.says("x.imag")
    return lambda: x.imag
