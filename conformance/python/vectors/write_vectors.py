"""Writes the golden vectors: what the pinned distributed puts on the wire, and in plain JSON what it means.

    python write_vectors.py DIRECTORY

One JSON object a line, bytes in base64, the same files from every Python that requirements.txt installs on:

values.jsonl    {name, msgpack, expect}                    what msgpack holds by itself
arrays.jsonl    {name, header, frames, expect}             serialize(): the header in msgpack, the frames as they are
families.jsonl  {name, header, frames, java, repr}         what else the dask family has a form for
messages.jsonl  {name, stream, head, sizes, expect}        one message as the TCP comm writes it
packed.jsonl    {name, packed, expect}                     serialize_bytes(): prelude and frames without a head
people.jsonl    {name, header, frames}                     serialize() of the objects of people.py, known by name
sharded.jsonl   {name, shard, …}                           messages and packings whose frames are cut: see sharded.py

`expect` describes a value by a tag `t`: none, bool, int (decimal text), float (its bits), str, bytes, list, map (pairs
in order), set, enum, error (the text that reading raises), array (dtype or descr, shape, strides and writeable as
Python reads them, elements in C order).
`java` is the class that the value is in Java (`Serialized` where it is kept whole), `repr` what numpy prints of masked
arrays, else null.
`head` is the number of frames that the first u64 covers beyond the prelude. Where `expect` is null, only a pickle
tells what the value is. Nothing is compressed. Pickles are of protocol 5.
"""

from __future__ import annotations

import base64
import json
import struct
import sys
from enum import Enum
from pathlib import Path

import msgpack
import numpy as np
from distributed.comm.tcp import _add_frames_header
from distributed.core import error_message
from distributed.protocol import deserialize, deserialize_bytes, dumps, loads, serialize, serialize_bytes, to_serialize
from distributed.protocol.serialize import Serialize, Serialized, msgpack_decode_default, msgpack_encode_default

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peer"))
import cases  # noqa: E402
import people_vectors  # noqa: E402
import sharded  # noqa: E402

# Every dtype in the layouts that its size could matter to, and every layout in dtypes of 1, 4, 5 and 8 bytes.
LAYOUTS_OF_ALL = ("0-d", "empty-0x3", "C-2d", "F-2d", "negative-2d", "broadcast-rows")
DTYPES_OF_ALL = ("|b1", ">i4", "|S5", "<f8")
# What a str hashes to differs from run to run, and so does the order of a set of them.
UNORDERED = ("value/sets", "object/collection-set")
PROTOCOL_5 = {"pickle-protocol": 5}
JAVA = {"masked-constant": "MaskedConstant", "masked": "MaskedArray", "matrix": "Matrix", "array": "PyArray",
        "memoryview": "PyMemoryView", "whole-table": "Table", "long-double": "NDArray", "whole-meta": "Serialized",
        "whole-record": "Serialized", "sparse-coo": "SparseCoo",
        **{f"scipy-{kind}": kind.capitalize() for kind in cases.SCIPY_FORMATS}}
# Masked arrays pass no protocol on to the pickles of their dtypes: those are of this Python's default one.
OF_THIS_PYTHON = ("type/masked-|V5", "type/masked-structure", "type/whole-masked-objects")
KINDS = tuple(f"type/{prefix}" for prefix in JAVA)
LARGE = ("value/text-lengths", "value/bytes-lengths", "value/list-lengths", "value/map-lengths",
         "object/many-small-arrays", "object/large", "object/large-F", "object/large-transposed")


def base64_of(data):
    return base64.b64encode(bytes(data)).decode()


def describe(value):
    match value:
        case None:
            return {"t": "none"}
        case bool():
            return {"t": "bool", "v": value}
        case int():
            return {"t": "int", "v": str(value)}
        case float():
            return {"t": "float", "v": struct.pack(">d", value).hex()}
        case str():
            return {"t": "str", "v": value}
        case bytes() | bytearray():
            return {"t": "bytes", "v": base64_of(value)}
        case list() | tuple():
            return {"t": "list", "v": [describe(item) for item in value]}
        case dict():
            return {"t": "map", "v": [[describe(key), describe(item)] for key, item in value.items()]}
        case set():
            return {"t": "set", "v": [describe(item) for item in value]}
        case Enum():
            return {"t": "enum", "module": type(value).__module__, "type": type(value).__name__, "name": value.name}
        case np.ndarray():
            return describe_array(value)
    raise TypeError(f"no description for {type(value).__name__}")


def describe_array(array):
    dtype = {"descr": array.dtype.descr} if array.dtype.fields else {"dtype": array.dtype.str}
    return {"t": "array", **dtype, "shape": array.shape, "strides": array.strides,
            "writeable": array.flags.writeable, "v": base64_of(elements(array))}


def elements(array):
    return (cases.as_raw(array) if array.dtype.fields else array).tobytes()


def writable(frames):
    return [memoryview(bytearray(bytes(frame))) for frame in frames]


def value_lines():
    for name in cases.names("value/"):
        if name not in UNORDERED and name not in LARGE:
            packed = msgpack.dumps(cases.make(name), default=msgpack_encode_default, use_bin_type=True)
            options = {"object_hook": msgpack_decode_default, "use_list": False, "strict_map_key": False}
            yield {"name": name, "msgpack": base64_of(packed), "expect": describe(msgpack.loads(packed, **options))}


def array_names():
    every = [f"array/{dtype}/{layout}" for dtype in cases.DTYPES for layout in LAYOUTS_OF_ALL]
    return dict.fromkeys(every + [f"array/{dtype}/{layout}" for dtype in DTYPES_OF_ALL for layout in cases.LAYOUTS])


def array_lines():
    for name in array_names():
        header, frames = serialize(cases.make(name).data)
        yield serialized_line(name, header, frames, describe(deserialize(header, writable(frames))))
    for name in cases.names("descr/"):
        array = cases.make_structured(name)
        made = cases.make(name)
        if not array.flags.c_contiguous and not array.flags.f_contiguous and 0 not in array.strides:
            array = np.ascontiguousarray(cases.as_raw(array)).view(array.dtype)
        yield serialized_line(name, made.header, made.frames, describe(array))
    for name in cases.names("pickled/"):
        if isinstance(made := cases.make(name), Serialize) and isinstance(made.data, np.ndarray):
            yield sent_line(name, made.data)
    for name in cases.names("struct/"):
        yield sent_line(name, cases.make(name).data)


def sent_line(name, array):
    header, frames = serialize(array, context=PROTOCOL_5)
    expect = None if array.dtype.hasobject else describe(deserialize(header, writable(frames)))
    return serialized_line(name, header, frames, expect)


def family_lines():
    for name in cases.names("type/"):
        value = cases.make(name).data
        if name.startswith(KINDS) and name not in OF_THIS_PYTHON:
            header, frames = serialize(value, context=PROTOCOL_5)
            line = serialized_line(name, header, frames, None)
            yield {**line, "java": java(name), "repr": repr_of_masked(deserialize(header, writable(frames)))}


def repr_of_masked(value):
    return repr(value) if isinstance(value, np.ma.MaskedArray) and value is not np.ma.masked else None


def java(name):
    return next(kind for prefix, kind in JAVA.items() if name.startswith(f"type/{prefix}"))


def serialized_line(name, header, frames, expect):
    packed = msgpack.dumps(header, default=msgpack_encode_default, use_bin_type=True)
    return {"name": name, "header": base64_of(packed), "frames": [base64_of(frame) for frame in frames], "expect": expect}


def failure():
    """The answer to a request whose handler raised, without a trace of the machine that wrote it."""
    source = """
def answer(error_message):
    try:
        raise ValueError("no station named 'Kew'")
    except ValueError as problem:
        return error_message(problem, status="uncaught-error")
"""
    scope = {"__name__": "station"}
    exec(compile(source, "station.py", "exec"), scope)
    return scope["answer"](error_message)


def messages():
    array = np.arange(6.0).reshape(2, 3)
    small = {"x": to_serialize(array), "y": to_serialize(array[:, ::2])}
    data = {"a": to_serialize(np.arange(3, dtype="<i4"))}
    yield "handshake", {"compression": None, "python": (3, 11, 7), "pickle-protocol": 5}
    yield "handshake-lz4", {"compression": "lz4", "python": (3, 12, 1), "pickle-protocol": 5}
    yield "ok", "OK"
    yield "nil", None
    yield "pong", b"pong"
    yield "ping", {"op": "ping", "reply": True}
    yield "identity", {"op": "identity", "reply": True}
    yield "close", {"op": "close", "reply": False}
    yield "keys-answer", ["a", ("b", 0, 1), b"c"]
    yield "update_data", {"op": "update_data", "data": data, "reply": True}
    yield "update_data-answer", {"nbytes": {"a": 12}, "status": "OK"}
    yield "get_data", {"op": "get_data", "keys": ["a"], "who": None, "reply": True}
    yield "get_data-set", {"op": "get_data", "keys": {"a"}, "who": "tcp://127.0.0.1:1", "serializers": ["dask"], "reply": True}
    yield "get_data-answer", {"status": "OK", "data": small}
    yield "get_data-busy", {"status": "busy"}
    yield "free_keys", {"op": "free_keys", "keys": ["a"], "stimulus_id": "s", "reply": True}
    yield "echo", {"op": "echo", "data": {"n": [1, 2.5, None, "text"], "s": {7}}, "reply": True}
    yield "failure", failure()
    for name in cases.names("object/"):
        if name not in UNORDERED and name not in LARGE:
            yield name, cases.make(name)
    yield "array-C", to_serialize(array)
    yield "array-F", to_serialize(np.asfortranarray(array))
    yield "array-empty", to_serialize(np.empty((0, 3)))
    yield "array-broadcast", to_serialize(np.broadcast_to(np.arange(3.0), (4, 3)))
    yield "array-and-complex", {"a": to_serialize(array), "b": 3 + 4j}
    yield "error-family", to_serialize((number for number in ()))


def message_lines():
    for name, message in messages():
        serializers = ["dask"] if name == "error-family" else None
        yield message_line(name, dumps(message, serializers=serializers, context={"compression": None}))
    split = dumps({"big": to_serialize(np.arange(100, dtype="<i4")), "after": to_serialize(np.arange(3))},
                  context={"compression": None}, frame_split_size=64)
    yield message_line("split", split)
    yield message_line("orphans", orphans())


def orphans():
    once = dumps({"a": to_serialize(np.arange(4.0))}, context={"compression": None})
    index = msgpack.dumps({"a": {"__Serialized__": 4}})
    return [index, b"", *once[1:], *once[1:], b"tail"]


def message_line(name, frames):
    stream = b"".join(map(bytes, _add_frames_header(list(frames))[0]))
    sizes = [memoryview(frame).nbytes for frame in frames]
    (head,) = struct.unpack_from("<Q", stream)
    covered = [sum(sizes[:k]) for k in range(len(sizes) + 1)].index(head - 8 * (1 + len(sizes)))
    # Frames without bytes at the end of what head covers are covered as well.
    while covered < len(sizes) and sizes[covered] == 0:
        covered += 1
    return {"name": name, "stream": base64_of(stream), "head": covered, "sizes": sizes, "expect": expectation(name, frames)}


def expectation(name, frames):
    if name == "array-and-complex":
        return None
    if name == "error-family":
        header = msgpack.loads(bytes(frames[1]))
        return {"t": "error", "v": "\n".join(bytes(frame).decode() for frame in frames[2:2 + header["num-sub-frames"]])}
    return describe(loads(writable(frames)))


def packed_lines():
    for name in ("array/<f8/C-2d", "array/>i4/F-2d", "array/|S5/broadcast-rows", "object/bytes", "object/collection-dict"):
        packed = serialize_bytes(cases.make(name), compression=False)
        yield {"name": name, "packed": base64_of(packed), "expect": describe(deserialize_bytes(bytearray(packed)))}


def sharded_lines():
    return sharded.lines(message_line, base64_of, describe, lambda packed: deserialize_bytes(bytearray(packed)))


FILES = {"values.jsonl": value_lines, "arrays.jsonl": array_lines, "families.jsonl": family_lines,
         "messages.jsonl": message_lines, "packed.jsonl": packed_lines, "people.jsonl": people_vectors.lines,
         "sharded.jsonl": sharded_lines}


def write(directory):
    directory.mkdir(parents=True, exist_ok=True)
    for name, lines in FILES.items():
        text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines())
        (directory / name).write_bytes(text.encode("ascii"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: write_vectors.py DIRECTORY")
    write(Path(sys.argv[1]))
