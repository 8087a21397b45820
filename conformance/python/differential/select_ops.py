"""Taking, masking, joining, cutting, sorting."""

import numpy as np

import values
from operations import LeftOut, any_dtype, any_scalar, held, near_shape, operation, scalar

INTEGERS = [name for name in values.NUMBERS if name[0] in "iu" and name != "uint64"]


def positions(case, length, shape=None, wrong=0.1):
    r = case.r
    if shape is None:
        shape = r.choice(((), (3,), (2, 2), (5,), (0,)))
    dtype = r.choice(values.DTYPES[r.choice(INTEGERS)])
    low = -length if dtype.kind == "i" else 0
    index = case.y(dtype, shape, layout="C")
    count = int(np.prod(shape))
    flat = [r.randint(low, length - 1) if length else 0 for _ in range(count)]
    if flat and case.chance(wrong):
        flat[r.randrange(count)] = r.choice((length, length + 3, low - 1 if dtype.kind == "i" else length))
    index[...] = np.array(flat, dtype).reshape(shape)
    case.inputs[-1].before = case.inputs[-1].root.tobytes()
    return index


def mask(case, shape):
    return case.y("bool", shape)


def plain_axis(case, x):
    return case.axis(x.ndim, 0.05)


@operation("computed")
def take(case):
    x = case.x()
    mode = case.r.choice(("raise", "raise", "wrap", "clip"))
    if case.chance(0.3):
        axis = None
        index = positions(case, x.size, wrong=0.1 if mode == "raise" else 0.6)
    else:
        axis = plain_axis(case, x)
        length = x.shape[axis] if -x.ndim <= axis < x.ndim else 1
        index = positions(case, length, wrong=0.1 if mode == "raise" else 0.6)
    case.says(f"x.take({index!r}, {axis}, mode={mode!r})", axis, mode)
    return lambda: x.take(index, axis, mode=mode)


@operation("computed")
def masked(case):
    x = case.x()
    shape = x.shape[: case.r.randint(0, x.ndim)] if case.chance(0.3) else x.shape
    m = mask(case, shape if case.chance(0.93) else (*shape, 2))
    case.says("x[y]")
    return lambda: x[m]


@operation("into")
def assign_where(case):
    x = case.x()
    m = mask(case, x.shape)
    value = any_scalar(case, x.dtype)
    case.says(f"x[y] = {value!r}", scalar(value))

    def run():
        x[m] = value

    return run


def fails(call):
    try:
        call()
    except (ValueError, TypeError, IndexError, ArithmeticError):
        return True
    return False


def fancy_index(case, x):
    """Parts of an index as numpy takes them, and as they are told to Java."""
    r = case.r
    shape = r.choice(((2,), (3,), (2, 2), (1,), ()))
    parts, told, axis = [], [], 0
    while axis < x.ndim and (not parts or r.random() < 0.8):
        length = x.shape[axis]
        chosen = r.random()
        if chosen < 0.45:
            one = shape if r.random() < 0.8 else (1,)
            parts.append(positions(case, length, one, 0.04))
            told.append({"input": len(case.inputs) - 1})
            axis += 1
        elif chosen < 0.55 and x.ndim - axis > 0:
            parts.append(mask(case, (length,)))
            told.append({"input": len(case.inputs) - 1})
            axis += 1
        elif chosen < 0.7:
            step = r.choice((1, -1, 2))
            parts.append(slice(None, None, step))
            told.append({"str": f"::{step}"})
            axis += 1
        elif chosen < 0.85 and length:
            at = r.randrange(-length, length)
            parts.append(at)
            told.append({"int": str(at)})
            axis += 1
        else:
            parts.append(None)
            told.append({"str": "None"})
    if x.ndim == 0:
        return (mask(case, ()),), [{"input": 1}]
    if not any(isinstance(part, np.ndarray) for part in parts):
        raise LeftOut
    return tuple(parts), told


@operation("computed")
def take_at(case):
    x = case.x()
    parts, told = fancy_index(case, x)
    case.says(f"x[{parts!r}]", told)
    return lambda: x[parts]


@operation("into")
def assign_at(case):
    x = case.x()
    parts, told = fancy_index(case, x)
    value = any_scalar(case, x.dtype)
    case.says(f"x[{parts!r}] = {value!r}", told, scalar(value))

    def run():
        if fails(lambda: x[parts]) and fails(lambda: np.zeros(1, x.dtype).__setitem__(0, value)):
            # Which fault numpy finds first depends on the index.
            raise LeftOut
        x[parts] = value

    return run


@operation("into")
def put(case):
    x = case.x()
    mode = case.r.choice(("raise", "raise", "wrap", "clip"))
    index = positions(case, x.size, wrong=0.1 if mode == "raise" else 0.6)
    y = case.y(x.dtype, (case.r.choice((0, 1, 2, 7)),))
    case.says(f"x.put({index!r}, z, mode={mode!r})", mode)
    return lambda: x.put(index, y, mode=mode)


@operation("computed", computes=True)
def nonzero(case):
    x = case.x()
    case.says("x.nonzero()")
    return lambda: x.nonzero()


@operation("computed", computes=True)
def flatnonzero(case):
    x = case.x()
    case.says("np.flatnonzero(x)")
    return lambda: np.flatnonzero(x)


@operation("computed", computes=True)
def argwhere(case):
    x = case.x()
    case.says("np.argwhere(x)")
    return lambda: np.argwhere(x)


@operation("computed")
def where(case):
    x = case.x()
    condition = case.y("bool" if case.chance(0.7) else any_dtype(case), near_shape(case, x.shape))
    if case.chance(0.3):
        other = any_scalar(case, x.dtype)
        if isinstance(other, int) and abs(other) >= 2**63:
            # Integers of more than 64 bits are objects in numpy.
            other = 5
        told = scalar(other)
        if x.dtype.kind == "S" and isinstance(other, str):
            raise LeftOut
    else:
        other = case.y(x.dtype if case.chance(0.7) else any_dtype(case), near_shape(case, x.shape))
        told = {"input": 2}
        if {x.dtype.kind, other.dtype.kind} == {"S", "U"}:
            # numpy decodes only what is taken.
            raise LeftOut
    if x.dtype.kind == "m" and not isinstance(other, np.ndarray):
        # Beside an integer of Python, numpy keeps the byte order of times alone.
        raise LeftOut
    if condition.dtype.names:
        # numpy takes structures of one field for what that is.
        raise LeftOut
    case.says("np.where(y, x, other)", told)
    return lambda: np.where(condition, x, other)


def spans_refused():
    raise TypeError("cannot cast timedelta64 to datetime64 according to the rule 'same_kind'")


def joined(name, has_axis):
    @operation("computed", name)
    def run(case):
        x = case.x()
        axis = case.axis(x.ndim + (name == "stack"), 0.05) if has_axis else None
        if name == "concatenate" and case.chance(0.2):
            axis = None
        count = case.r.choice((1, 2, 3))
        for _ in range(count - 1):
            shape = list(x.shape)
            if name != "stack" and shape and case.chance(0.4):
                shape[case.r.randrange(len(shape))] = case.r.randint(0, 3)
            case.y(x.dtype if case.chance(0.6) else any_dtype(case), tuple(shape))
        case.says(f"np.{name}({count} arrays, {axis})", axis)
        arrays = [one.array for one in case.inputs]
        if {"M", "m"} <= {array.dtype.kind for array in arrays}:
            # numpy refuses, or ends the process where there are no units and no axis is named.
            axes = x.ndim + (name == "stack")
            if axis is not None and not -axes <= axis < axes:
                raise LeftOut
            return spans_refused
        if has_axis:
            return lambda: getattr(np, name)(arrays, axis=axis)
        return lambda: getattr(np, name)(arrays)


joined("concatenate", True)
joined("stack", True)
joined("hstack", False)
joined("vstack", False)


@operation("view")
def split(case):
    x = case.x()
    axis = plain_axis(case, x)
    if case.chance(0.5):
        cuts = case.r.choice((1, 2, 3, 2, 0))
    else:
        cuts = [case.r.randint(-3, 6) for _ in range(case.r.randint(0, 3))]
    case.says(f"np.split(x, {cuts}, {axis})", cuts, axis)

    def run():
        try:
            return np.split(x, cuts, axis)
        except ZeroDivisionError as e:
            raise ValueError(str(e)) from e

    return run


@operation("view")
def array_split(case):
    x = case.x()
    axis = plain_axis(case, x)
    sections = case.r.choice((1, 2, 3, 5, 0, -1))
    case.says(f"np.array_split(x, {sections}, {axis})", sections, axis)
    return lambda: np.array_split(x, sections, axis)


@operation("computed")
def repeat(case):
    x = case.x()
    axis = plain_axis(case, x)
    if case.chance(0.5):
        times = case.r.choice((0, 1, 2, 3, -1))
        case.says(f"x.repeat({times}, {axis})", axis, times)
        return lambda: np.repeat(x, times, axis)
    length = x.shape[axis] if -x.ndim <= axis < x.ndim else 1
    times = positions(case, 4, (length if case.chance(0.9) else length + 1,), 0)
    if case.chance(0.9):
        times[...] = abs(times)
        case.inputs[1].before = case.inputs[1].root.tobytes()
    case.says(f"x.repeat({times!r}, {axis})", axis, None)
    return lambda: np.repeat(x, times, axis)


@operation("computed")
def tile(case):
    x = case.x()
    times = [case.r.randint(0, 3) for _ in range(case.r.randint(0, 3))]
    case.says(f"np.tile(x, {times})", times)
    return lambda: np.tile(x, times)


@operation("computed")
def pad(case):
    x = case.x()
    r = case.r
    widths = [[r.randint(0, 5), r.randint(0, 3)] for _ in range(x.ndim)]
    if case.chance(0.2):
        widths = [[r.randint(0, 2), r.randint(0, 2)]]
    mode = r.choice(("constant", "edge", "reflect", "symmetric", "wrap"))
    case.says(f"np.pad(x, {widths}, {mode!r})", widths, mode)
    return lambda: np.pad(x, widths, mode)


def sides(case, x, draw):
    """One value for all sides, a pair for all axes, or a pair for each axis, and now and then too many."""
    count = 2 if case.chance(0.97) else 3
    form = case.r.random()
    if form < 0.4:
        return draw()
    if form < 0.6:
        return [draw() for _ in range(count)]
    return [[draw() for _ in range(count)] for _ in range(x.ndim or 1)]


@operation("computed", computes=True)
def pad_computed(case):
    x = case.x(mode=case.r.choice((None, "small", "small")))
    r = case.r
    if x.dtype.kind == "c":
        # Quotients of complex numbers differ in the last place, and ramps take such from numbers many times their size.
        case.ulps = 512
    widths = [[r.randint(0, 6), r.randint(0, 4)] for _ in range(x.ndim)]
    if case.chance(0.2):
        widths = [[r.randint(0, 3), r.randint(0, 2)]]
    mode = r.choice(("linear_ramp", "maximum", "mean", "median", "minimum", "odd reflect", "odd symmetric", "empty"))
    case.computes = mode != "empty" and x.ndim > 0
    if case.computes and x.dtype in values.LONG and (not np.any(widths) or "odd" in mode and 1 in x.shape):
        # With nothing to compute, numbers are moved or refused, as it comes.
        raise LeftOut
    if mode in ("maximum", "minimum"):
        # Which zero is the larger one is left to numpy's loop.
        case.ulps = -1
    named = {}
    if mode in ("maximum", "mean", "median", "minimum") and case.chance(0.6):
        least = 0 if case.chance(0.05) else 1
        named["stat_length"] = sides(case, x, lambda: r.randint(least, 5) if case.chance(0.98) else -1)
    if mode == "linear_ramp" and case.chance(0.6):
        draw = r.choice((lambda: r.randint(-20, 20), lambda: r.randint(-40, 40) / 8))
        named["end_values"] = sides(case, x, draw)
    kwargs = dict(named, reflect_type="odd") if mode.startswith("odd") else named
    plain = mode.split()[-1]
    case.says(
        f"np.pad(x, {widths}, {plain!r}, {kwargs})",
        widths,
        mode,
        named.get("stat_length"),
        named.get("end_values"),
        isinstance(np.asarray(named.get("end_values", 0)).flat[0], np.floating),
    )

    def run():
        padded = np.pad(x, widths, plain, **kwargs)
        if mode != "empty":
            return padded
        # What lies around is undefined.
        pairs = widths * x.ndim if len(widths) == 1 else widths
        core = padded[tuple(slice(before, before + n) for (before, _), n in zip(pairs, x.shape))]
        return [np.zeros(padded.shape, "?"), core]

    return held(run)


@operation("computed")
def roll(case):
    x = case.x()
    r = case.r
    if case.chance(0.35):
        shift = r.choice((0, 1, -1, 5, -17, 2**40))
        case.says(f"np.roll(x, {shift})", shift, None)
        return lambda: np.roll(x, shift)
    axes = [plain_axis(case, x) for _ in range(r.choice((1, 1, 2)))]
    shifts = [r.randint(-9, 9) for _ in axes]
    case.says(f"np.roll(x, {shifts}, {axes})", shifts, axes)
    return lambda: np.roll(x, shifts, axes)


@operation("computed", computes=True)
def sort(case):
    x = case.x()
    axis = plain_axis(case, x)
    case.says(f"np.sort(x, {axis}, kind='stable')", axis)
    return lambda: np.sort(x, axis, kind="stable")


@operation("into", computes=True)
def sort_in_place(case):
    x = case.x()
    axis = plain_axis(case, x)
    if not x.flags.writeable:
        axis = 0 if x.ndim else -1
    case.says(f"x.sort({axis}, kind='stable')", axis)
    return lambda: x.sort(axis, kind="stable")


@operation("computed", computes=True)
def argsort(case):
    x = case.x()
    axis = plain_axis(case, x)
    case.says(f"np.argsort(x, {axis}, kind='stable')", axis)
    return lambda: np.argsort(x, axis, kind="stable")


@operation("computed", computes=True)
def searchsorted(case):
    x = case.x(axes=1 if case.chance(0.95) else None)
    if x.ndim == 1 and x.flags.writeable and x.strides[0]:
        x.sort(kind="stable")
        case.inputs[0].before = case.inputs[0].root.tobytes()
    y = case.y(x.dtype if case.chance(0.7) else any_dtype(case), case.r.choice(((), (4,), (2, 3))))
    side = case.r.choice(("left", "right"))
    # Beside texts, numbers are texts.
    case.computes = y.dtype.kind not in "SU"
    case.says(f"np.searchsorted(x, y, {side!r})", side)

    def run():
        # numpy compares some dtypes that have nothing in common; in Java all are refused.
        common = np.promote_types(x.dtype, y.dtype)
        if common.kind in "SU" and x.dtype.kind not in "SU":
            # Numbers are not in order as texts.
            raise LeftOut
        if "m" in (x.dtype.kind, y.dtype.kind) and x.dtype.kind != y.dtype.kind:
            # Spans and their counts of ticks are compared in Java; numpy does so in one direction.
            raise LeftOut
        return np.searchsorted(x, y, side)

    return run


@operation("computed", computes=True)
def unique(case):
    x = case.x()
    # Of zeros of both signs, numpy keeps one or the other.
    case.ulps = -1
    case.says("np.unique(x)")
    if x.dtype.kind == "c":
        # Which NaN numpy keeps, and whether it keeps all, depends on the byte order unless it is asked for positions.
        return lambda: np.unique(x, return_index=True)[0]
    return lambda: np.unique(x)


@operation("computed", computes=True)
def unique_axis(case):
    axes = case.r.choice((2, 2, 3, 1))
    x = case.x(axes=axes, mode=case.r.choice((None, "small")))
    if x.ndim > 1 and x.flags.writeable and case.chance(0.7):
        # Rows that are there again.
        axis = case.r.randrange(x.ndim)
        rows = np.moveaxis(x, axis, 0)
        if len(rows) > 1:
            rows[case.r.randrange(len(rows))] = rows[case.r.randrange(len(rows))]
        case.inputs[0].before = case.inputs[0].root.tobytes()
    else:
        axis = case.axis(x.ndim)
    case.says(f"np.unique(x, True, True, True, axis={axis})", axis)
    return lambda: list(np.unique(x, True, True, True, axis=axis))


@operation("computed", computes=True)
def unique_all(case):
    x = case.x()
    case.says("np.unique(x, True, True, True)")
    return lambda: list(np.unique(x, True, True, True))
