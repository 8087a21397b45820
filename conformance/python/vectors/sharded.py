"""Messages whose frames are cut into shards of a given size: the lines of sharded.jsonl.

A line is one of messages.jsonl with `shard`, the shard size, and one of packed.jsonl where the name begins with
`packed/`.
"""

from __future__ import annotations

import numpy as np
from distributed.protocol import dumps, to_serialize
from distributed.protocol.serialize import serialize_bytes


def _filled(dtype, shape):
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    letters = np.arange(size, dtype="<u4") % 95 + 32
    if np.dtype(dtype).kind == "U":
        return letters[: size // 4].astype("<u4").view(dtype).reshape(shape)
    return letters.astype("u1").view(dtype).reshape(shape)


# Items of numpy's buffers: 1, 8, 4, 5, 8 (of 16), 4 (of 12), 8 (a date), 1 (of 11) bytes.
OBJECTS = {
    "bytes": lambda: bytes(range(200)),
    "f8": lambda: _filled("<f8", (40,)),
    "i4-F": lambda: np.asfortranarray(_filled(">i4", (5, 8))),
    "S5": lambda: _filled("|S5", (21,)),
    "c16": lambda: _filled("<c16", (9,)),
    "U3": lambda: _filled("<U3", (11,)),
    "M8": lambda: _filled("<M8[s]", (17,)),
    "S11": lambda: _filled("|S11", (9,)),
    "f8-strided": lambda: _filled("<f8", (8, 8))[::2, ::3],
    "f8-broadcast": lambda: np.broadcast_to(_filled("<f8", (25,)), (3, 25)),
    "empty": lambda: np.empty((0, 3)),
    "0-d": lambda: np.array(1.5),
    "list": lambda: [_filled("<f8", (20,)), b"x" * 70, _filled("<i2", (50,))],
    "dict": lambda: {"a": _filled("<f4", (33,)), "b": bytearray(b"y" * 65)},
}
SIZES = (8, 13, 64, 1000)


def lines(message_line, base64_of, describe, arrived):
    for name, make in OBJECTS.items():
        for size in SIZES:
            options = {"context": {"compression": None}, "frame_split_size": size}
            message = {"x": to_serialize(make()), "after": to_serialize(np.arange(3, dtype="<i4"))}
            yield {**message_line(f"{name}/{size}", dumps(message, **options)), "shard": size}
    for name in ("f8", "list"):
        packed = serialize_bytes(OBJECTS[name](), compression=None, size=64)
        yield {"name": f"packed/{name}/64", "shard": 64, "packed": base64_of(packed), "expect": describe(arrived(packed))}
