"""Moves what compression makes much of, or nothing, to a server and back, and says how it went.

    python compression.py ADDRESS NAME

NAME is the compression to name in the handshake. Writes one JSON object a line, as client.py does; `why` is where ok is
true what each frame of the answer was compressed by.
"""

from __future__ import annotations

import asyncio
import json
import sys

import dask
from distributed.comm import connect

import cases
import parent
from client import get, update_difference
from differences import difference


def report(case, op, ok, why):
    print(json.dumps({"case": case, "op": op, "ok": ok, "why": why}), flush=True)


async def main(address, name):
    parent.follow()
    dask.config.set({"distributed.comm.compression": name})
    comm, unopened = await connect(address), await connect(address, deserialize=False)
    report("shrink/handshake", "agreed", True, str(comm.handshake_options["compression"]))
    for case in cases.names("shrink/"):
        # Some shards, and one whole frame.
        for shard in (2**26, 30_000):
            comm.max_shard_size = shard
            await comm.write({"op": "update_data", "data": {case: cases.make(case)}, "reply": True})
            why = update_difference(await comm.read(), case) or difference(cases.make(case), await get(comm, case))
            report(case, f"shards of {shard}", why is None, why)
        answer = await get(unopened, case)
        report(case, "compressed", True, json.dumps(answer.header["compression"]))
        await unopened.write({"op": "update_data", "data": {"again": answer}, "reply": True})
        why = update_difference(await unopened.read(), "again") or difference(cases.make(case), await get(comm, "again"))
        report(case, "passed through", why is None, why)
    await comm.close()
    await unopened.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
