"""A Python that sends when it is told to, in the suites between processes.

    python transport_client.py ADDRESS FLIGHT_PORT

Reads lines, and answers each with a line when it is done:

    numbers BYTE_SIZE COLUMNS BATCHES   takes memory for what is sent
    fill SEED                           puts other numbers into it
    flight                              puts the columns, as a table, to the Flight server of pyarrow
    put COUNT                           puts the numbers, as so many arrays in one message, to the server of `distributed`
    get                                 gets what was put as one array, from there
    check SEED                          answers the first byte of that which differs, or -1
    drop                                lets go of it
    work                                answers the processor time of this process, in nanoseconds
    echo COUNT BYTE_SIZE                sends an array there and back, and answers the nanoseconds of each time
"""

import asyncio
import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.flight as flight
from distributed.core import connect, rpc
from distributed.protocol import to_serialize

from numbers_of_seed import fill, first_difference, numbers


class Client:
    def __init__(self, address, flight_port):
        self.address, self.flight_port = address, flight_port
        self.memory = self.got = self.comm = self.flights = None

    async def peer(self):
        if self.comm is None:
            self.comm = await connect(self.address)
        return self.comm

    async def call(self, **request):
        comm = await self.peer()
        await comm.write(request)
        return await comm.read()

    async def numbers(self, byte_size, columns, batches):
        self.memory = np.empty((batches, columns, byte_size // batches // columns // 8), np.float64)

    async def fill(self, seed):
        fill(self.memory.reshape(-1).view(np.uint64), seed)

    async def flight(self):
        if self.flights is None:
            self.flights = flight.FlightClient(f"grpc+tcp://127.0.0.1:{self.flight_port}")
        names = [f"column {column}" for column in range(self.memory.shape[1])]
        table = pa.Table.from_batches([
            pa.record_batch([pa.array(column) for column in batch], names) for batch in self.memory])
        writer, _ = self.flights.do_put(flight.FlightDescriptor.for_path("table"), table.schema)
        writer.write_table(table)
        writer.close()

    async def put(self, count):
        parts = np.split(self.memory.reshape(-1), count)
        data = {f"part {i}": to_serialize(part) for i, part in enumerate(parts)}
        await self.call(op="update_data", data=data, reply=True)

    async def get(self):
        reply = await self.call(op="get_data", keys=["part 0"], reply=True)
        await self.comm.write("OK")
        self.got = reply["data"]["part 0"]

    async def check(self, seed):
        if self.got.nbytes != self.memory.nbytes:
            raise ValueError(f"{self.got.nbytes} bytes came, expected {self.memory.nbytes}")
        return first_difference([self.got.view(np.uint64)], seed)

    async def drop(self):
        self.got = None

    async def work(self):
        return time.process_time_ns()

    async def end(self):
        if self.comm is not None:
            await self.comm.close()

    async def echo(self, count, byte_size):
        sent = np.empty(byte_size // 8, np.float64)
        nanos = []
        async with rpc(self.address) as peer:
            for seed in range(count):
                sent[:] = numbers(seed, sent.size).view(np.float64)
                start = time.perf_counter_ns()
                came = await peer.echo(data=to_serialize(sent))
                nanos.append(time.perf_counter_ns() - start)
                if not np.array_equal(came, sent):
                    raise ValueError("what came back is not what was sent")
        return " ".join(map(str, nanos))


def main(address, flight_port):
    client = Client(address, flight_port)
    loop = asyncio.new_event_loop()
    for line in sys.stdin:
        command, *arguments = line.split()
        answer = loop.run_until_complete(getattr(client, command)(*map(int, arguments)))
        print("" if answer is None else answer, flush=True)
    loop.run_until_complete(client.end())


if __name__ == "__main__":
    main(*sys.argv[1:])
