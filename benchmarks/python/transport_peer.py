"""The Python of the suites between processes: three servers in one process, whatever is idle waits.

    python transport_peer.py

The first line on standard output is `tcp=ADDRESS raw-tcp=PORT flight=PORT`: of a server of `distributed` that holds data
as a worker does, of one that reads plain sockets into numpy's memory and writes out of it, and of a Flight server. It
ends when its standard input closes.
"""

import asyncio
import os
import resource
import socket
import struct
import sys
import tempfile
import threading
import time

import numpy as np
import pyarrow as pa
import pyarrow.flight as flight
from distributed.core import Server, Status
from distributed.protocol import to_serialize

from numbers_of_seed import first_difference

TAKE, GIVE, DROP, DONE = 1, 2, 3, 4


class Held:
    """What came last, by each way."""

    def __init__(self):
        self.data, self.raw, self.flight = {}, None, None

    def difference(self, seed, byte_size):
        parts = [] if self.raw is None else [self.raw]
        for value in (*self.data.values(), self.flight):
            if isinstance(value, pa.Table):
                parts += [column.to_numpy(zero_copy_only=True)
                          for batch in value.to_batches() for column in batch.columns]
            elif value is not None:
                parts.append(value)
        if (found := sum(part.nbytes for part in parts)) != byte_size:
            raise ValueError(f"holds {found} bytes, expected {byte_size}")
        return first_difference([part.view(np.uint64) for part in parts], seed)


class DataServer(Server):
    def __init__(self, held, **options):
        self.held = held
        handlers = {name: getattr(self, name)
                    for name in ("echo", "update_data", "get_data", "free_keys",
                                 "check", "trim", "peak", "drop", "work")}
        super().__init__(handlers, **options)

    # That of `Server` compares what it gives back with a status, which an array cannot be.
    def echo(self, data):
        return to_serialize(data)

    def update_data(self, data, stimulus_id=None):
        self.held.data.update(data)
        return {"nbytes": {key: table.nbytes for key, table in data.items()}, "status": "OK"}

    async def get_data(self, comm, keys):
        await comm.write({"status": "OK", "data": {key: to_serialize(self.held.data[key]) for key in keys}})
        await comm.read()
        return Status.dont_reply

    def free_keys(self, keys, stimulus_id=None):
        for key in keys:
            self.held.data.pop(key, None)

    def check(self, seed, byte_size):
        return self.held.difference(seed, byte_size)

    def trim(self):
        return 0

    def peak(self):
        # Where the system notes it of this program alone: `ru_maxrss` begins with what the process had that started it.
        if os.path.exists("/proc/self/status"):
            with open("/proc/self/status") as status:
                return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) * 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    def drop(self):
        self.held.data.clear()
        self.held.flight = None
        return 0

    def work(self):
        return [time.process_time_ns(), -1]  # bytes that were allocated, of a JVM


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
    while True:
        serve_connection(listener.accept()[0], held)


def serve_connection(connection, held):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while word := connection.recv(8, socket.MSG_WAITALL):
        word = struct.unpack(">q", word)[0]
        if word == GIVE:
            connection.sendall(held.raw)
            continue
        if word == TAKE:
            held.raw = received(connection, struct.unpack(">q", connection.recv(8, socket.MSG_WAITALL))[0])
        elif word == DROP:
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
            print(f"tcp={server.address} raw-tcp={listener.getsockname()[1]} flight={flights.port}", flush=True)
            await server.finished()


if __name__ == "__main__":
    asyncio.run(main())
