"""The Python that TableReport sends tables to: three servers in one process, whatever is idle waits.

    python table_peer.py

The first line on standard output is ADDRESS PORT PORT: of a server of `distributed` that holds data as a worker does, of
one that reads plain sockets into numpy's memory, and of a Flight server. It ends when its standard input closes.
"""

import asyncio
import os
import resource
import socket
import struct
import sys
import tempfile
import threading

import numpy as np
import pyarrow as pa
import pyarrow.flight as flight
from distributed.core import Server

from numbers_of_seed import numbers

TAKE, DROP, DONE = 1, 3, 4


class Held:
    """What came last, by each way."""

    def __init__(self):
        self.data, self.raw, self.flight = {}, None, None

    def difference(self, seed, byte_size):
        tables = [found for found in (*self.data.values(), self.flight) if found is not None]
        if len(tables) + (self.raw is not None) != 1:
            raise ValueError(f"holds {len(tables)} tables and {self.raw is not None} arrays, expected one")
        parts = [self.raw.view(np.uint64)] if self.raw is not None else [
            column.to_numpy(zero_copy_only=True).view(np.uint64)
            for batch in tables[0].to_batches() for column in batch.columns]
        if (found := sum(part.nbytes for part in parts)) != byte_size:
            raise ValueError(f"holds {found} bytes, expected {byte_size}")
        at = 0
        for part in parts:
            different = np.flatnonzero(part != numbers(seed + at // 8, part.size))
            if different.size:
                return at + 8 * int(different[0])
            at += part.nbytes
        return -1


class DataServer(Server):
    def __init__(self, held, **options):
        self.held = held
        handlers = {name: getattr(self, name)
                    for name in ("update_data", "free_keys", "check", "trim", "peak", "drop_flight")}
        super().__init__(handlers, **options)

    def update_data(self, data, stimulus_id=None):
        self.held.data.update(data)
        return {"nbytes": {key: table.nbytes for key, table in data.items()}, "status": "OK"}

    def free_keys(self, keys, stimulus_id=None):
        for key in keys:
            self.held.data.pop(key, None)

    def check(self, seed, byte_size):
        return self.held.difference(seed, byte_size)

    def trim(self):
        return 0

    def peak(self):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    def drop_flight(self):
        self.held.flight = None
        return 0


class FlightServer(flight.FlightServerBase):
    def __init__(self, held):
        super().__init__("grpc+tcp://127.0.0.1:0")
        self.held = held

    def do_put(self, context, descriptor, reader, writer):
        self.held.flight = reader.read_all()


def received(connection, byte_size):
    target = np.empty(byte_size, np.uint8)
    view = memoryview(target)
    while len(view):
        count = connection.recv_into(view)
        if not count:
            raise EOFError("the raw socket ended")
        view = view[count:]
    return target


def serve_raw(listener, held):
    connection, _ = listener.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while word := connection.recv(8, socket.MSG_WAITALL):
        if struct.unpack(">q", word)[0] == TAKE:
            held.raw = received(connection, struct.unpack(">q", connection.recv(8, socket.MSG_WAITALL))[0])
        else:
            held.raw = None
        connection.sendall(struct.pack(">q", DONE))


def follow():
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os._exit(0)


def start(target, *arguments):
    threading.Thread(target=target, args=arguments, daemon=True).start()


async def main():
    held = Held()
    start(follow)
    listener = socket.create_server(("127.0.0.1", 0))
    start(serve_raw, listener, held)
    flights = FlightServer(held)
    with tempfile.TemporaryDirectory() as scratch:
        async with DataServer(held, local_directory=scratch) as server:
            await server.listen("tcp://127.0.0.1:0")
            print(server.listen_address if hasattr(server, "listen_address") else server.address,
                  listener.getsockname()[1], flights.port, flush=True)
            await server.finished()


if __name__ == "__main__":
    asyncio.run(main())
