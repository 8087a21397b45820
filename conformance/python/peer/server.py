"""A Dask server that holds data as a worker does, and tells what it sees of it.

    python server.py [--raw] [--arrow] [--host HOST] [--compression NAME] [--tls FOLDER]

The first line on standard output is `listening on ADDRESS`; it ends when its standard input closes. With --raw it
opens no payload: what it holds and hands out stays header and frames, as in a scheduler. With --arrow it has ndwire's
family `arrow`, else nothing of ours. NAME is the compression that it names in handshakes; a peer on the same HOST
(127.0.0.1 unless given) is told none, as always in distributed. With --tls it listens on tls:// and shows `peer.pem`
of FOLDER.

Besides the operations of a worker:

cases(prefix)          the names of the cases
make(case, key)        evaluates a case and holds it
describe(key)          what Python sees of a held value
compare(key, case)     None, or in what the held value differs from what the case has to become
same_tables(key, other) None, or in what two held tables differ
make_large(kind, key)  holds a table of large_tables.py; is_large(kind, key) says in what a held one differs, or None
write_large(kind, path) writes one into a file
make_person(case, key) holds an object of people.py
is_person(case, key)   whether a held value equals it, and what Python sees of the value
check_graph(case, expr) None, or in what a graph differs from the case of tasks.py, once it is run here
run_graph(case, expr)  the same, run by a scheduler and a worker; with --raw
agreed()               the compression that was agreed on with who asks
fail(text)             raises a ValueError
start_stream()         what else comes over this connection are streamed messages: note(number, array), refuse(text)
noted(count)           waits for so many notes: the numbers, and the sums of the arrays
be_busy(times)         the next get_data are answered busy, so many times
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import tempfile

import dask
import numpy as np
from distributed.core import Server, Status, pingpong
from distributed.protocol import to_serialize
from distributed.protocol.serialize import Serialize, Serialized

import cases
import kinds
import large_tables
import ndwire
import parent
import people
import security
import tables
import tasks
from differences import difference


class DataServer(Server):
    def __init__(self, **options):
        self.held = {}
        self.busy = 0
        self.notes = asyncio.Queue()
        handlers = {name: getattr(self, name) for name in (
            "keys", "update_data", "get_data", "free_keys", "cases", "make", "describe", "compare", "same_tables",
            "make_large", "is_large", "write_large",
            "make_person", "is_person", "check_graph", "run_graph", "agreed", "fail", "be_busy",
            "start_stream", "noted")}
        streamed = {"note": self.note, "refuse": self.fail}
        super().__init__({"ping": pingpong, **handlers}, stream_handlers=streamed, **options)

    def keys(self):
        return list(self.held)

    def update_data(self, data, stimulus_id=None):
        self.held.update(data)
        return {"nbytes": {key: _byte_size(value) for key, value in data.items()}, "status": "OK"}

    async def get_data(self, comm, keys, who=None, serializers=None):
        if self.busy:
            self.busy -= 1
            return {"status": "busy"}
        found = {key: to_serialize(self.held[key]) for key in keys if key in self.held}
        await comm.write({"status": "OK", "data": found}, serializers=serializers)
        thanks = await comm.read(deserializers=serializers)
        if thanks != "OK":
            raise ValueError(f"after get_data comes 'OK', not {thanks!r}")
        return Status.dont_reply

    def free_keys(self, keys, stimulus_id=None):
        for key in keys:
            self.held.pop(key, None)

    def cases(self, prefix=""):
        return cases.names(prefix)

    def make(self, case, key):
        value = cases.make(case)
        self.held[key] = value.data if isinstance(value, Serialize) else value

    def describe(self, key):
        return _describe(self.held[key])

    def compare(self, key, case, bare=False):
        if case.startswith("kind/"):
            return kinds.same(case.removeprefix("kind/"), self.held[key])
        return difference(cases.make(case), self.held[key], bare=bare)

    def same_tables(self, key, other):
        return tables.difference(self.held[other], self.held[key])

    def make_large(self, kind, key):
        self.held[key] = large_tables.make(kind)

    def is_large(self, kind, key):
        return large_tables.difference(kind, self.held[key])

    def write_large(self, kind, path):
        large_tables.write(kind, path)

    def make_person(self, case, key):
        self.held[key] = people.CASES[case]()

    def is_person(self, case, key):
        return [self.held[key] == people.CASES[case](), repr(self.held[key])]

    def check_graph(self, case, expr):
        return tasks.difference(case, expr)

    async def run_graph(self, case, expr):
        return await tasks.difference_on_cluster(case, expr)

    def agreed(self, comm):
        return comm.handshake_options["compression"]

    def fail(self, text):
        raise ValueError(text)

    async def start_stream(self, comm):
        await self.handle_stream(comm)

    def note(self, number, array):
        self.notes.put_nowait((number, int(array.sum())))

    async def noted(self, count):
        return [await self.notes.get() for _ in range(count)]

    def be_busy(self, times):
        self.busy = times


def _byte_size(value):
    if isinstance(value, Serialized):
        return sum(memoryview(frame).nbytes for frame in value.frames)
    return getattr(value, "nbytes", 0)


def _sha256(*parts):
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _describe(value):
    if isinstance(value, Serialized):
        frames = [bytes(frame) for frame in value.frames]
        sizes = [len(frame) for frame in frames]
        return {"type": "Serialized", "header": value.header, "frame-sizes": sizes, "sha256": _sha256(*frames)}
    if not isinstance(value, np.ndarray):
        return {"type": type(value).__name__, "repr": repr(value)[:200]}
    return {
        "type": type(value).__name__,
        "dtype": value.dtype.str,
        "repr-of-dtype": repr(value.dtype),
        "descr": value.dtype.descr if value.dtype.fields else None,
        "shape": value.shape,
        "strides": value.strides,
        "writeable": value.flags.writeable,
        "c-contiguous": value.flags.c_contiguous,
        "f-contiguous": value.flags.f_contiguous,
        "nbytes": value.nbytes,
        "sha256": _sha256(value.tobytes()),
    }


async def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--raw", action="store_true", help="open no payload")
    arguments.add_argument("--arrow", action="store_true", help="register ndwire's family")
    arguments.add_argument("--host", default="127.0.0.1")
    arguments.add_argument("--compression")
    arguments.add_argument("--tls", metavar="FOLDER", help="of the certificates to listen with")
    arguments = arguments.parse_args()
    dask.config.set({"distributed.comm.compression": arguments.compression})
    if arguments.arrow:
        ndwire.arrow.register()
    parent.follow()
    with tempfile.TemporaryDirectory() as scratch:
        async with DataServer(deserialize=not arguments.raw, local_directory=scratch) as server:
            scheme = "tls" if arguments.tls else "tcp"
            await server.listen(f"{scheme}://{arguments.host}:0", **security.to_listen(arguments.tls))
            print("listening on", server.listen_address, flush=True)
            await server.finished()


if __name__ == "__main__":
    asyncio.run(main())
