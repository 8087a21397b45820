"""Writes what distributed makes of torch's tensors on the CPU, for the tests of the ndarray module.

    python write_torch_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray/family

Writes torch.txt there, in columns separated by tabs: name, header (msgpack), frames; in base64, the frames between
blanks.

torch is too large to be one of the peer's packages. Where it is installed, these are vectors of its own tensors. Where
it is not, a stand-in takes its place in sys.modules: classes of the names and modules that torch has, with just the
members that distributed.protocol.torch asks for, so that header and frames are still written by distributed's own
functions. What the stand-in cannot show is that torch has these members; it was not at hand when the committed file
was written.
"""

from __future__ import annotations

import base64
import pathlib
import sys
import types

import msgpack
import numpy as np
from distributed.protocol import serialize
from distributed.protocol.serialize import msgpack_encode_default

CONTEXT = {"pickle-protocol": 5}


class Tensor:
    def __init__(self, data, requires_grad=False):
        self._data, self.requires_grad, self.grad = np.asarray(data), requires_grad, None
        self.device = types.SimpleNamespace(type="cpu")

    def detach(self):
        return Tensor(self._data)

    def numpy(self):
        if self.requires_grad:
            raise RuntimeError("a tensor that requires grad gives no array before it is detached")
        return self._data


class Parameter(Tensor):
    def __init__(self, data, requires_grad=True):
        super().__init__(data._data, requires_grad)


def stand_in():
    """torch, torch.nn and torch.nn.parameter, as far as distributed looks."""
    torch, nn, parameter = (types.ModuleType(name) for name in ("torch", "torch.nn", "torch.nn.parameter"))
    Tensor.__module__, Parameter.__module__ = "torch", "torch.nn.parameter"
    torch.Tensor, torch.nn, torch.from_numpy, torch.tensor = Tensor, nn, Tensor, Tensor
    nn.Parameter, nn.Module, nn.parameter = Parameter, type("Module", (), {"__module__": "torch.nn"}), parameter
    parameter.Parameter = Parameter
    sys.modules |= {"torch": torch, "torch.nn": nn, "torch.nn.parameter": parameter}
    return torch


def tensors(torch):
    yield "float64", torch.from_numpy(np.arange(6.0).reshape(2, 3))
    yield "int32", torch.from_numpy(np.arange(3, dtype="i4"))
    yield "0-d", torch.from_numpy(np.array(1.5, "f4"))
    yield "transposed", torch.from_numpy(np.arange(6.0).reshape(2, 3).T)
    recorded = torch.tensor(np.arange(3.0), requires_grad=True)
    yield "requires-grad", recorded
    with_grad = torch.tensor(np.arange(3.0), requires_grad=True)
    with_grad.grad = torch.from_numpy(np.ones(3))
    yield "grad", with_grad
    yield "parameter", torch.nn.Parameter(torch.from_numpy(np.arange(4.0)))
    yield "parameter-frozen", torch.nn.Parameter(torch.from_numpy(np.arange(4.0)), requires_grad=False)


def lines(torch):
    for name, tensor in tensors(torch):
        header, frames = serialize(tensor, context=CONTEXT)
        packed = msgpack.dumps(header, default=msgpack_encode_default, use_bin_type=True)
        columns = [base64.b64encode(bytes(part)).decode() for part in (packed, *frames)]
        yield "\t".join([name, columns[0], " ".join(columns[1:])])


def main(directory):
    try:
        import torch
    except ImportError:
        torch = stand_in()
    text = "".join(line + "\n" for line in lines(torch))
    (pathlib.Path(directory) / "torch.txt").write_text(text, encoding="ascii", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
