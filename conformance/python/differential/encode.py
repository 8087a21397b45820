"""What a case is written as: one JSON object a line.

  "op", "dtype", "layout", "k"   the cell and the number of the case in it
  "text"                         the expression as numpy takes it, for people
  "inputs"                       arrays, see `array`
  "args"                         what the operation takes besides arrays
  "mode"                         "view", "copy", "computed" or "memory": what has to agree, see `operations.py`
  "ulps"                         for "computed": by how many steps of the last place floats may differ
  "expect"                       {"array": …}, {"list": […]}, {"text": …}, {"value": …}, {"dtype": …} or
                                 {"error": [names of the exception's classes], "message": …}
"""

import base64

import numpy as np

_dtypes = {}


def dtype(d):
    """A dtype as text, or as an object where it has fields or is a sub-array."""
    if d.names is None and d.subdtype is None:
        found = _dtypes.get(d)
        if found is None:
            found = _dtypes[d] = d.str
        return found
    if d.subdtype is not None:
        return {"base": dtype(d.subdtype[0]), "shape": list(d.subdtype[1])}
    fields = [d.fields[name] for name in d.names]
    return {
        "names": list(d.names),
        "formats": [dtype(field[0]) for field in fields],
        "offsets": [field[1] for field in fields],
        "titles": [field[2] if len(field) == 3 else None for field in fields],
        "itemsize": d.itemsize,
        "align": d.isalignedstruct,
    }


def octets(content):
    return base64.b64encode(content).decode("ascii")


def laid(one):
    """An input: its elements lie anywhere in the bytes of its buffer."""
    a = one.array
    return {
        "dtype": dtype(a.dtype),
        "shape": a.shape,
        "strides": a.strides,
        "offset": one.byte_offset,
        "writeable": a.flags.writeable,
        "bytes": octets(one.before),
    }


def result(value, first):
    """What an operation gave. `first` is the input that a view shares memory with."""
    if isinstance(value, np.generic):
        # A scalar of numpy has its dtype but for the byte order, which is this machine's.
        return {**result(np.asarray(value), first), "scalar": True}
    if isinstance(value, (str, bytes)):
        return {"text": value if isinstance(value, str) else value.decode("latin-1")}
    if isinstance(value, (bool, int, float)) or value is None:
        return {"value": repr(value)}
    if isinstance(value, np.dtype):
        return {"dtype": dtype(value)}
    if isinstance(value, (tuple, list)):
        return {"list": [result(item, first) for item in value]}
    return {"array": array(value, first)}


def array(a, first):
    encoded = {"dtype": dtype(a.dtype), "shape": a.shape, "strides": a.strides, "bytes": octets(a.tobytes())}
    if first is not None and a.nbytes > 0:
        shares = bool(np.may_share_memory(a, first.root))
        encoded["shares"] = shares
        encoded["writeable"] = a.flags.writeable
        if shares:
            encoded["offset"] = a.__array_interface__["data"][0] - first.root.__array_interface__["data"][0]
    return encoded


def error(e):
    names = [c.__name__ for c in type(e).__mro__ if c not in (object, BaseException, Exception)]
    return {"error": names, "message": str(e)}
