"""Sends tables of every kind to a server that echoes and holds data, and says of each what came back.

    python tables_client.py ADDRESS [PREFIX ...]

Writes one JSON object a line, as client.py does: {"case": ..., "op": ..., "ok": ..., "why": ...}.
"""

from __future__ import annotations

import asyncio
import sys

import pyarrow as pa
from distributed.comm import connect
from distributed.core import rpc
from distributed.protocol import to_serialize

import parent
import tables
from client import Report, checked, get, update_difference


def difference(sent, found):
    """None where a table is the one that was sent: values, types, names, metadata and nullability."""
    if type(found) is not type(sent):
        return f"{type(found).__name__} instead of {type(sent).__name__}: {str(found)[:300]}"
    found.validate(full=True)
    if not found.schema.equals(sent.schema, check_metadata=True):
        return f"schema {found.schema.to_string()} instead of {sent.schema.to_string()}"
    if found.num_rows != sent.num_rows:
        return f"{found.num_rows} rows instead of {sent.num_rows}"
    if not found.equals(sent):
        return f"other values: {str(found.to_pylist())[:300]} instead of {str(sent.to_pylist())[:300]}"
    return None


def through_family(table):
    """What an IPC stream keeps: chunks that share a dictionary may not be cut alike, rows of no columns are lost."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return pa.ipc.open_stream(sink.getvalue()).read_all()


class Run:
    def __init__(self, address, report):
        self.address, self.report = address, report

    async def table(self, name, table):
        async with rpc(self.address) as server:
            comm = await connect(self.address)
            sent = through_family(table)
            try:
                await checked(self.report, name, "echo", self._echo(server, table, sent))
                await checked(self.report, name, "get_data", self._put_and_get(server, comm, name, table, sent))
                batches = sent.to_batches()
                if len(batches) == 1:
                    await checked(self.report, f"{name}/batch", "echo", self._echo(server, batches[0], batches[0]))
            finally:
                comm.abort()

    async def _echo(self, server, table, expected):
        return difference(expected, await server.echo(data=to_serialize(table)))

    async def _put_and_get(self, server, comm, name, table, expected):
        answer = await server.update_data(data={name: to_serialize(table)})
        if why := update_difference(answer, name):
            return why
        found = await get(comm, name)
        await server.free_keys(keys=[name], stimulus_id="over")
        return difference(expected, found)

    async def refused(self, name, table):
        """A type that Java lacks is an error that names the column, or the object goes back as it came."""
        async with rpc(self.address) as server:
            try:
                found = await server.echo(data=to_serialize(table))
            except Exception as problem:
                self.report.add(name, "refuse", str(problem), ok="'d'" in str(problem))
            else:
                self.report.add(name, "refuse", difference(table, found))


async def main(address, prefixes):
    parent.follow()
    report = Report()
    run = Run(address, report)
    for name, make in tables.TABLES.items():
        if not prefixes or any(name.startswith(prefix) for prefix in prefixes):
            await run.table(name, make())
    if not prefixes:
        for name, make in tables.REFUSED.items():
            await run.refused(name, make())
    report.end()
    return report.failed


if __name__ == "__main__":
    sys.exit(1 if asyncio.run(main(sys.argv[1], sys.argv[2:])) else 0)
