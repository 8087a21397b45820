"""Arrays of one dtype laid out in memory in every way that numpy knows, over a buffer that is sent as a whole."""

import numpy as np

import values

LAYOUTS = ["empty", "0-d", "C", "F", "strided", "negative", "broadcast", "transposed", "unaligned", "length-1"]


def shape_of(r, layout, axes=None):
    """A shape that shows the layout, of as many axes as are asked for; "0-d" has none whatever is asked."""
    if layout == "0-d":
        return ()
    least = 2 if layout in ("F", "transposed") else 1
    count = axes or r.choice((least, 2, 2, 3))
    shape = [r.randint(2, 4) for _ in range(count)]
    if count == 1:
        shape[0] = r.randint(2, 11)
    if layout == "empty":
        shape[r.randrange(count)] = 0
    elif layout == "length-1":
        shape = [1 if r.random() < 0.4 else n for n in shape]
        shape[r.randrange(count)] = 1
    return tuple(shape)


class Laid:
    """An array, and the buffer under it as it was at the start."""

    def __init__(self, root, array):
        self.root = root
        self.array = array
        self.before = root.tobytes()
        self.byte_offset = array.__array_interface__["data"][0] - root.__array_interface__["data"][0]


def lay(r, dtype, layout, shape, mode=None):
    """Lays elements out; any layout takes any shape, though it may not show then."""
    parent_shape, view = _parent(r, layout, shape)
    count = 1
    for length in parent_shape:
        count *= length
    offset = 1 if layout == "unaligned" else 0
    root = np.zeros(offset + count * dtype.itemsize + r.randrange(3), "u1")
    order = "F" if layout == "F" else "C"
    parent = np.ndarray(parent_shape, dtype, buffer=root, offset=offset, order=order)
    parent[...] = values.elements(r, dtype, count, mode).reshape(parent_shape)
    return Laid(root, view(parent))


def _parent(r, layout, shape):
    if layout == "strided":
        return _stepped(shape, [r.randint(1, 3) for _ in shape], [1] * len(shape), r)
    if layout == "negative":
        signs = [r.choice((1, -1)) for _ in shape]
        if signs:
            signs[r.randrange(len(signs))] = -1
        return _stepped(shape, [r.choice((1, 1, 2)) for _ in shape], signs, r)
    if layout == "length-1":
        return _stepped(shape, [r.choice((1, 2)) if n == 1 else 1 for n in shape], [1] * len(shape), r)
    if layout == "broadcast":
        repeated = [r.random() < 0.5 for _ in shape]
        if repeated:
            repeated[r.randrange(len(repeated))] = True
        parent = tuple(1 if again else n for again, n in zip(repeated, shape))
        return parent, lambda a: np.broadcast_to(a, shape)
    if layout == "transposed" and len(shape) > 1:
        axes = list(range(len(shape)))
        while axes == sorted(axes):
            r.shuffle(axes)
        parent = [0] * len(shape)
        for axis, n in zip(axes, shape):
            parent[axis] = n
        return tuple(parent), lambda a: a.transpose(axes)
    return tuple(shape), lambda a: a


def _stepped(shape, steps, signs, r):
    starts = [r.randrange(2) for _ in shape]
    parent = tuple(start + n * step for start, n, step in zip(starts, shape, steps))
    ahead = tuple(slice(start, None, step) for start, step in zip(starts, steps))
    turned = tuple(slice(None, None, sign) for sign in signs)
    return parent, lambda a: a[(*ahead, ...)][(*turned, ...)]
