"""Sends tables of every kind to a server that echoes and holds data, and says of each what came back.

    python tables_client.py ADDRESS [--family NAME] [PREFIX ...]

Writes one JSON object a line, as client.py does: {"case": ..., "op": ..., "ok": ..., "why": ...}. Tables go as they go
between plain peers, or in the family `arrow`, and then neither side may use another one. Any other NAME stands for the
same family, whose buffers are looked at here: what was read has to lie in the frames that came.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

import pyarrow as pa
from distributed.comm import connect
from distributed.core import rpc
from distributed.protocol import to_serialize
from distributed.protocol.serialize import register_serialization_family

import ndwire
import parent
import tables
import tables_of_others
from client import Report, checked, get, update_difference


def through_family(table):
    """What an IPC stream keeps: chunks that share a dictionary may not be cut alike, rows of no columns are lost."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return pa.ipc.open_stream(sink.getvalue()).read_all()


def register(family):
    """Makes the family `arrow` known, or the same by another name, in which it is seen where buffers lie."""
    if family == ndwire.arrow.NAME:
        ndwire.arrow.register()
    else:
        register_serialization_family(family, ndwire.arrow.dumps, loads_where_it_lies)


def loads_where_it_lies(header, frames):
    value = ndwire.arrow.loads(header, frames)
    places = [range(buffer.address, buffer.address + buffer.size + 1) for buffer in map(pa.py_buffer, frames)]
    batches = value.to_batches() if isinstance(value, pa.Table) else [value]
    for name, buffer in (found for batch in batches for column in batch.columns for found in _buffers(column)):
        if buffer.size and not any(buffer.address in place and buffer.address + buffer.size in place for place in places):
            raise ValueError(f"{buffer.size} bytes of type {name} lie in none of {len(frames)} frames")
    return value


def _buffers(array):
    """All buffers of an array and of its dictionary, each with the array's type."""
    for buffer in array.buffers():
        if buffer is not None:
            yield array.type, buffer
    if pa.types.is_dictionary(array.type):
        yield from _buffers(array.dictionary)


class Run:
    def __init__(self, address, report, family=None):
        self.address, self.report, self.family = address, report, family
        self.serializers = family and [family]
        self.deserializers = family and [family, "error"]

    def _rpc(self):
        return rpc(self.address, serializers=self.serializers, deserializers=self.deserializers)

    async def table(self, name, table):
        async with self._rpc() as server:
            comm = await connect(self.address)
            sent = table if self.family else through_family(table)
            try:
                await checked(self.report, name, "echo", self._echo(server, table, sent))
                await checked(self.report, name, "get_data", self._put_and_get(server, comm, name, table, sent))
                batches = sent.to_batches()
                if len(batches) == 1:
                    await checked(self.report, f"{name}/batch", "echo", self._echo(server, batches[0], batches[0]))
            finally:
                comm.abort()

    async def _echo(self, server, table, expected):
        return tables.difference(expected, await server.echo(data=to_serialize(table)))

    async def _put_and_get(self, server, comm, name, table, expected):
        answer = await server.update_data(data={name: to_serialize(table)})
        if why := update_difference(answer, name):
            return why
        found = await get(comm, name, **({"serializers": self.serializers} if self.family else {}))
        await server.free_keys(keys=[name], stimulus_id="over")
        return tables.difference(expected, found)

    async def refused(self, name, table):
        """A type that Java lacks is an error that names the column, or the object goes back as it came."""
        async with self._rpc() as server:
            try:
                found = await server.echo(data=to_serialize(table))
            except Exception as problem:
                self.report.add(name, "refuse", str(problem), ok="'d'" in str(problem))
            else:
                self.report.add(name, "refuse", tables.difference(table, found))


async def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("address")
    arguments.add_argument("--family")
    arguments.add_argument("prefixes", nargs="*")
    arguments = arguments.parse_args()
    parent.follow()
    if arguments.family:
        register(arguments.family)
    report = Report()
    run = Run(arguments.address, report, arguments.family)
    for name, make in {**tables.TABLES, **tables_of_others.TABLES}.items():
        if not arguments.prefixes or any(name.startswith(prefix) for prefix in arguments.prefixes):
            await run.table(name, make())
    if not arguments.prefixes:
        unknown = tables_of_others.unknown_types()
        report.add("types", "cover", ", ".join(sorted(unknown)) or None)
        for name, make in tables.REFUSED.items():
            await run.refused(name, make())
    report.end()
    return report.failed


if __name__ == "__main__":
    sys.exit(1 if asyncio.run(main()) else 0)
