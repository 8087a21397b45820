"""Basic indexing."""

import numpy as np

from operations import operation


def index_part(r, length):
    chance = r.random()
    if chance < 0.35:
        low, high = -length, length - 1
        if length == 0 or r.random() < 0.06:
            return str(r.choice((length, -length - 1, length + 5, 2**40)))
        return str(r.randint(low, high))
    if chance < 0.5:
        return ":"
    bound = lambda: "" if r.random() < 0.3 else str(r.choice((r.randint(-length - 2, length + 2), r.randint(-9, 9))))
    start, stop = bound(), bound()
    if r.random() < 0.05:
        stop = str(r.choice((2**62, -(2**62), 2**63 - 1, -(2**63), 2**70)))
    if r.random() < 0.4:
        return f"{start}:{stop}"
    step = r.choice((1, -1, 2, -2, 3, -3, 10, -10))
    if r.random() < 0.03:
        step = r.choice((0, 2**63 - 1, -(2**63)))
    return f"{start}:{stop}:{step}"


def index_text(r, shape):
    parts = [index_part(r, length) for length in shape[: r.randint(0, len(shape))]]
    if r.random() < 0.04:
        parts = [part for part in parts if not part.endswith(":0")]
        parts += ["0"] * (len(shape) + 1 - len(parts))
    for _ in range(r.choice((0, 0, 0, 1, 1, 2))):
        parts.insert(r.randint(0, len(parts)), r.choice(("None", "newaxis", "np.newaxis")))
    if r.random() < 0.3:
        at = r.randint(0, len(parts))
        # Behind the ellipsis, parts belong to the last axes.
        behind = sum(part not in ("None", "newaxis", "np.newaxis") for part in parts[at:])
        parts[at:] = [index_part(r, n) for n in (shape[len(shape) - behind :] if behind else ())] or parts[at:]
        parts.insert(at, "...")
        if r.random() < 0.05:
            parts = [part for part in parts if not part.endswith(":0")] + ["..."]
    return r.choice((", ", ",", " , ")).join(parts)


def picked(x, text):
    """The view that the index picks: numpy makes a copy of a single element unless there is an ellipsis."""
    index = eval(f"np.index_exp[{text or '()'}]", {"np": np, "newaxis": None})
    found = x[index]
    return found if isinstance(found, np.ndarray) else x[(*index, ...)]


@operation("view")
def at(case):
    x = case.x()
    text = index_text(case.r, x.shape)
    case.says(f"x[{text}]", text)
    return lambda: picked(x, text)


@operation("view")
def slice_(case):
    x = case.x()
    r = case.r
    axis = case.axis(x.ndim)
    bound = lambda: None if r.random() < 0.3 else r.randint(-7, 7)
    start, stop, step = bound(), bound(), r.choice((1, 1, -1, 2, -2, 3, -5, 0))
    case.says(f"x[slice({start}, {stop}, {step}) on axis {axis}]", axis, start, stop, step)

    def run():
        whole = [slice(None)] * x.ndim
        # An axis that is not there is numpy's AxisError elsewhere; x[...] has no way to say so.
        np.moveaxis(x, axis, 0)
        whole[axis] = slice(start, stop, step)
        return x[tuple(whole)]

    return run
