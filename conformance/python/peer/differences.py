"""In what a value that arrived differs from the one that was sent."""

from __future__ import annotations

import pickle
import struct

import numpy as np
from distributed.protocol import deserialize, serialize, to_serialize
from distributed.protocol.serialize import Serialize, Serialized


def difference(sent, received, bare=False, pickled=False):
    """None where a received value is what the sent one has to become, else what differs, and where.

    bare: it came back as a part of the message itself, where a list is a tuple and a bytearray is bytes.
    pickled: numpy's pickle carried it, which loses strides, the writeable flag and some byte orders.
    """
    expected = _arrived(sent)
    if bare or pickled:
        expected, received = _bare(expected, pickled), _bare(received, pickled)
    return _difference(expected, received, "value")


def _bare(value, pickled):
    if isinstance(value, dict):
        return {key: _bare(item, pickled) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_bare(item, pickled) for item in value)
    if isinstance(value, np.ndarray) and pickled and not value.dtype.hasobject:
        swapped = not (value.dtype.isnative or value.dtype.fields)
        return np.array(value.byteswap().view(value.dtype.newbyteorder("=")) if swapped else value, order="C")
    # A Python writes a bare memoryview as bytes.
    return bytes(value) if isinstance(value, bytearray) or (pickled and isinstance(value, memoryview)) else value


def _arrived(value):
    """What distributed itself makes of the value on its way: lists become tuples, arrays what its serializer says."""
    if isinstance(value, Serialized):
        return value
    if isinstance(value, Serialize):
        return _through_family(value.data)
    if isinstance(value, dict):
        return {key: _arrived(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_arrived(item) for item in value)
    return value


def _through_family(value):
    header, frames = serialize(to_serialize(value))
    return deserialize(header, [memoryview(bytearray(bytes(frame))) for frame in frames])


def _difference(expected, found, where):
    if isinstance(expected, Serialized):
        return _serialized_difference(expected, found, where)
    if type(expected) is not type(found):
        return f"{where}: {type(found).__name__} instead of {type(expected).__name__}"
    if hasattr(expected, "nnz"):
        return _sparse_difference(expected, found, where)
    if isinstance(expected, np.ma.MaskedArray):
        return _masked_difference(expected, found, where)
    if isinstance(expected, np.ndarray):
        return _array_difference(expected, found, where)
    if isinstance(expected, dict):
        if [_same_key(key) for key in expected] != [_same_key(key) for key in found]:
            return f"{where}: keys {short(list(found))} instead of {short(list(expected))}"
        items = ((key, expected[key], found[key]) for key in expected)
    elif isinstance(expected, (list, tuple)):
        if len(expected) != len(found):
            return f"{where}: {len(found)} elements instead of {len(expected)}"
        items = zip(range(len(expected)), expected, found)
    elif isinstance(expected, float):
        same = struct.pack(">d", expected) == struct.pack(">d", found)
        return None if same else f"{where}: {found!r} instead of {expected!r} by its bits"
    else:
        return None if expected == found else f"{where}: {short(found)} instead of {short(expected)}"
    return next((d for key, e, f in items if (d := _difference(e, f, f"{where}[{short(key)}]"))), None)


def _sparse_difference(expected, found, where):
    """Of what is stored, in scipy's matrices and arrays and in sparse.COO alike."""
    for name in ("shape", "dtype", "nnz"):
        if getattr(expected, name) != getattr(found, name):
            return f"{where}: {name} {getattr(found, name)} instead of {getattr(expected, name)}"
    dense = [value.todense() for value in (expected, found)]
    return _array_difference(*map(np.asarray, dense), f"{where}'s elements")


def _masked_difference(expected, found, where):
    if expected is np.ma.masked or found is np.ma.masked:
        return None if expected is found else f"{where}: {short(found)} instead of {short(expected)}"
    if (expected.mask is np.ma.nomask) != (found.mask is np.ma.nomask):
        return f"{where}: mask {short(found.mask)} instead of {short(expected.mask)}"
    parts = [("data", expected.data, found.data), ("mask", np.asarray(expected.mask), np.asarray(found.mask)),
             ("fill value", np.asarray(expected.fill_value), np.asarray(found.fill_value))]
    return next((d for name, e, f in parts if (d := _array_difference(e, f, f"{where}'s {name}"))), None)


def _same_key(key):
    return type(key).__name__, tuple(map(_same_key, key)) if isinstance(key, tuple) else key


def _array_difference(expected, found, where):
    facts = [("dtype", lambda a: a.dtype.descr if a.dtype.fields else a.dtype.str), ("shape", lambda a: a.shape),
             ("strides", _strides), ("writeable", lambda a: a.flags.writeable)]
    for name, fact in facts:
        if fact(expected) != fact(found):
            return f"{where}: {name} {fact(found)} instead of {fact(expected)}"
    if expected.dtype.metadata != found.dtype.metadata:
        return f"{where}: metadata {found.dtype.metadata} instead of {expected.dtype.metadata}"
    if expected.dtype.hasobject:
        return None if np.array_equal(np.asarray(expected), np.asarray(found)) else f"{where}: other objects"
    return None if expected.tobytes() == found.tobytes() else f"{where}: other bytes"


def _strides(array):
    """The strides that mean something: none of an empty array, none of an axis of length 1."""
    return tuple(s for s, n in zip(array.strides, array.shape) if n > 1 and array.size)


def _serialized_difference(expected, found, where):
    if not isinstance(found, Serialized):
        return f"{where}: {type(found).__name__} instead of Serialized"
    ours, theirs = _plain(expected.header["sub-header"]), _plain(found.header["sub-header"])
    if _dtype(ours["dtype"]) != _dtype(theirs["dtype"]):
        return f"{where}: dtype {_dtype(theirs['dtype'])} instead of {_dtype(ours['dtype'])}"
    for key in ("shape", "writeable", "broadcast_to"):
        if ours.get(key) != theirs.get(key):
            return f"{where}: {key} {theirs.get(key)} instead of {ours.get(key)}"
    if b"".join(map(bytes, expected.frames)) != b"".join(map(bytes, found.frames)):
        return f"{where}: other bytes in the frames"
    return None


def _dtype(tagged):
    """What a header says of a dtype: its str, its descr as in a file, or its pickle."""
    is_pickled, dtype = tagged
    if is_pickled:
        return pickle.loads(dtype)
    return np.dtype(dtype) if isinstance(dtype, str) else np.lib.format.descr_to_dtype(_descr(dtype))


def _descr(fields):
    """A descr whose lists have come as tuples."""
    return [(name, kind if isinstance(kind, str) else _descr(kind), *shape) for name, kind, *shape in fields]


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return tuple(map(_plain, value)) if isinstance(value, (list, tuple)) else value


def short(value):
    text = repr(value)
    return text if len(text) <= 120 else text[:117] + "..."
