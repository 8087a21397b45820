"""Chains of views, run by numpy and written down: what the scripts that write vectors of views have in common.

A line of such a file has three columns, separated by tabs, which are Python literals: the shape of the base, which is
numpy.arange(...).reshape(shape) of little-endian int16; the steps, each a name and its arguments; and either
('view', repr of the dtype, shape, strides, byte offset from the first element, C-contiguous, F-contiguous, writeable,
bytes in C order as hexadecimal), the same with 'copy' where numpy had to copy, or ('error', class, message).

The dtype of a step 'view' is text, (base, shape), or ([(title, name, dtype, offset)], item size, aligned).
"""

import warnings

import numpy as np

REFUSALS = (IndexError, ValueError, SyntaxError, NameError, TypeError, KeyError, np.exceptions.AxisError)


def base_array(shape):
    return np.arange(np.prod(shape, dtype=int), dtype="<i2").reshape(shape)


def build(plan):
    if isinstance(plan, str):
        return np.dtype(plan)
    if len(plan) == 2:
        return np.dtype((build(plan[0]), plan[1]))
    fields, item_size, aligned = plan
    return np.dtype(
        {
            "names": [name for _, name, _, _ in fields],
            "formats": [build(dtype) for _, _, dtype, _ in fields],
            "offsets": [offset for _, _, _, offset in fields],
            "titles": [title for title, _, _, _ in fields],
            "itemsize": item_size,
        },
        align=aligned,
    )


STEPS = {
    "transpose": lambda array, axes: array.transpose(axes),
    "reshape": lambda array, shape: array.reshape(shape),
    "reshapeF": lambda array, shape: array.reshape(shape, order="F"),
    "reshapeA": lambda array, shape: array.reshape(shape, order="A"),
    "reshapeK": lambda array, shape: array.reshape(shape, order="K"),
    "unstack": lambda array, axis: np.unstack(array, axis=axis)[-1],
    "broadcast": lambda array, shape: np.broadcast_to(array, shape),
    "swapAxes": lambda array, axes: array.swapaxes(*axes),
    "moveAxis": lambda array, axes: np.moveaxis(array, *axes),
    "ravel": lambda array, order: array.ravel(order),
    "flatten": lambda array, order: array.flatten(order),
    "copy": lambda array, order: array.copy(order),
    "squeeze": lambda array, axes: array.squeeze(axes),
    "expandDims": lambda array, axes: np.expand_dims(array, axes),
    "flip": lambda array, axes: np.flip(array, axes),
    "diagonal": lambda array, arguments: array.diagonal(*arguments),
    "view": lambda array, plan: array.view(build(plan)),
    "field": lambda array, name: array[name],
    "fields": lambda array, names: array[list(names)],
    "real": lambda array, _: array.real,
    "imag": lambda array, _: array.imag,
    "asStrided": lambda array, arguments: np.lib.stride_tricks.as_strided(array, *arguments),
    "zerosLike": lambda array, _: np.zeros_like(array),
}


def apply(array, step):
    name, argument = step
    if name == "at":
        text = argument.replace("newaxis", "None").strip() or "()"
        return eval(f"array[{text}]", {"array": array})
    return STEPS[name](array, argument)


def view(array, step):
    made = apply(array, step)
    # An index with a position for every axis gives a scalar; the array without axes is what is meant here.
    if isinstance(made, np.ndarray):
        return made
    if step[0] == "flip":
        return array[...]
    if step[0] == "unstack":
        return array[-1, ...]
    text = step[1].strip().rstrip(",")
    return apply(array, (step[0], text + ", ..." if text else "..."))


def content(array):
    """All bytes in C order: numpy copies fields alone and leaves the padding between them to chance."""
    return array.view(f"V{array.dtype.itemsize}").tobytes() if array.dtype.itemsize else b""


def outcome(base, steps):
    array = base
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for step in steps:
                array = view(array, step)
    except REFUSALS as error:
        return ("error", type(error).__name__, "" if isinstance(error, SyntaxError) else str(error))
    shares = array.size == 0 or np.may_share_memory(array, base)
    start = array.__array_interface__["data"][0] - base.__array_interface__["data"][0]
    flags = array.flags
    return (
        "view" if shares else "copy",
        repr(array.dtype),
        array.shape,
        array.strides,
        start if array.size and shares else 0,
        flags.c_contiguous,
        flags.f_contiguous,
        flags.writeable,
        content(array).hex(),
    )


def write(path, seed, cases):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"# numpy {np.__version__}, seed {seed}\n")
        for shape, steps in cases:
            out.write(f"{shape!r}\t{steps!r}\t{outcome(base_array(shape), steps)!r}\n")
