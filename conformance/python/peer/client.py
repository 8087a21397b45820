"""Drives a server that holds data, and says of every case what came back.

    python client.py ADDRESS [--peer jvm|python] [PREFIX ...]

Writes one JSON object a line: {"case": ..., "op": ..., "ok": ..., "why": ...}. `why` is what differs where ok is
false; where a refusal was expected and came, it is the error's text. The last line counts. Exit code 0: all ok.

A `jvm` may be asked more than a worker may. The cases named `wire/` and `op/` are here and
in exchanges.py; a PREFIX chooses some (`array/<f8`, `op/`), without one all run but `descr/`, which a server that
opens payloads can read only if it is no Python.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys

from distributed.comm import connect
from distributed.core import rpc

import cases
import exchanges
import kinds
import parent
import security
from differences import difference, short

MSGPACK_FAMILY = ("none", "integers", "floats", "text", "bytes", "map-text-keys")


class Report:
    def __init__(self):
        self.count = self.failed = 0

    def add(self, case, op, why=None, ok=None):
        ok = why is None if ok is None else ok
        self.count += 1
        self.failed += not ok
        print(json.dumps({"case": case, "op": op, "ok": ok, "why": why}), flush=True)

    def end(self):
        failed, count = self.failed, self.count
        print(json.dumps({"case": "all", "op": "count", "ok": not failed, "why": f"{failed} of {count} failed"}), flush=True)


async def checked(report, case, op, exchange):
    """Runs one exchange, which gives what differs or None; an exception differs too."""
    try:
        report.add(case, op, await exchange)
    except Exception as problem:
        report.add(case, op, f"{type(problem).__name__}: {problem}")


async def get(comm, key, **more):
    """get_data as one worker asks another: what came is answered "OK", and the connection is free again."""
    await comm.write({"op": "get_data", "keys": [key], "who": None, "reply": True, **more})
    answer = await comm.read()
    if answer["status"] != "OK":
        raise ValueError(f"get_data answered {answer}")
    await comm.write("OK")
    return answer["data"][key]


def update_difference(answer, key):
    if answer.get("status") != "OK":
        return f"update_data answered {answer}"
    nbytes = answer["nbytes"]
    if list(nbytes) != [key] or not isinstance(nbytes[key], int) or nbytes[key] < 0:
        return f"update_data answered nbytes {nbytes}"


class Run:
    def __init__(self, address, peer, report, connection_args):
        self.address, self.is_jvm, self.report = address, peer == "jvm", report
        self.connection_args = connection_args

    def rpc(self, **options):
        return rpc(self.address, connection_args=self.connection_args, **options)

    def connect(self, **options):
        return connect(self.address, **self.connection_args, **options)

    async def moved(self, names, deserialize=True):
        """Arrays and objects: echoed, put and fetched, over one rpc and one bare comm."""
        async with self.rpc(deserialize=deserialize) as server:
            comm = await self.connect(deserialize=deserialize)
            for name in names:
                await checked(self.report, name, "echo", self._echo(server, name))
                await checked(self.report, name, "update_data", self._update(server, name))
                await checked(self.report, name, "get_data", self._get(comm, name))
                await server.free_keys(keys=[name], stimulus_id="conformance")
            await comm.close()

    async def _echo(self, server, name):
        # A Python server dies of a bare array in the answer (it compares it with a status), never of a map with one,
        # and a Python client of a dok_matrix, which is a dict, and looked at as an answer with a status.
        sent = cases.make(name)
        is_bare = self.is_jvm and name != "type/scipy-dok"
        found = await server.echo(data=sent) if is_bare else (await server.echo(data={"in": sent}))["in"]
        return difference(cases.make(name), found, bare=True, pickled=not self.is_jvm)

    async def _update(self, server, name):
        return update_difference(await server.update_data(data={name: cases.make(name)}), name)

    async def _get(self, comm, name):
        return difference(cases.make(name), await get(comm, name))

    async def values(self, names):
        async with self.rpc() as server, self.rpc(serializers=["dask", "msgpack"]) as plain:
            comm = await self.connect()
            for name in names:
                await checked(self.report, name, "echo", self._echo(server, name))
                if name.split("/")[1] in MSGPACK_FAMILY:
                    await checked(self.report, name, "get_data-msgpack", self._through_msgpack(plain, comm, name))
            await comm.close()

    async def _through_msgpack(self, server, comm, name):
        if why := await self._update(server, name):
            return why
        found = await get(comm, name, serializers=["dask", "msgpack"])
        return difference(cases.make(name), found, bare=True)

    async def kinds(self, names):
        """One object of each kind: echoed, put and fetched."""
        async with self.rpc() as server:
            comm = await self.connect()
            for name in names:
                kind = name.removeprefix("kind/")
                answer = await server.echo(data={"in": cases.make(name)})
                # As a part of the answer itself, what msgpack holds is what msgpack makes of it.
                why = kinds.same(kind, answer["in"]) and difference(cases.make(name), answer["in"], bare=True)
                self.report.add(name, "echo", why)
                await checked(self.report, name, "update_data", self._update(server, name))
                self.report.add(name, "get_data", kinds.same(kind, await get(comm, name)))
                await server.free_keys(keys=[name], stimulus_id="conformance")
            await comm.close()

    async def pickled(self, names):
        """What comes as a pickle goes as what its value is, so that a list may have become a tuple."""
        for name in names:
            async with self.rpc() as server:
                await checked(self.report, name, "echo", self._echo_inside(server, name))
                await checked(self.report, name, "update_data", self._update(server, name))
                await checked(self.report, name, "then-ping", exchanges.ping(server))

    async def _echo_inside(self, server, name):
        answer = await server.echo(data={"in": cases.make(name)})
        return difference(cases.make(name), answer["in"], bare=True, pickled=True)


async def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("address")
    arguments.add_argument("--peer", choices=("jvm", "python"), default="jvm")
    arguments.add_argument("--tls", metavar="FOLDER", help="of the certificates to connect with")
    arguments.add_argument("prefix", nargs="*")
    arguments = arguments.parse_intermixed_args()
    parent.follow()
    prefixes = tuple(arguments.prefix) or (
        "array/", "struct/", "type/", "value/", "object/", "pickled/", "kind/", "wire/", "op/")
    run = Run(arguments.address, arguments.peer, report := Report(), security.to_connect(arguments.tls))

    def chosen(group, names=None):
        return [name for name in (names or cases.names(group)) if name.startswith(group) and name.startswith(prefixes)]

    await run.moved(chosen("array/") + chosen("struct/") + chosen("type/") + chosen("object/"))
    await run.moved(chosen("descr/"), deserialize=False)
    await run.values(chosen("value/"))
    await run.pickled(chosen("pickled/"))
    await run.kinds(chosen("kind/"))
    for group in ("wire/", "op/"):
        for name in chosen(group, exchanges.names(run.is_jvm)):
            await checked(report, name, "exchange", exchanges.run(name, run.address))
    report.end()
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
