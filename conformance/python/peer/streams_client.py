"""Streams messages to a server, in batches, as Dask's workers and clients do.

    python streams_client.py ADDRESS COUNT

Sends COUNT notes and closes; then over another connection one `refuse` after another, until the server hangs up. Writes
how many batches the notes took, and `closed` when the server has hung up.
"""

from __future__ import annotations

import asyncio
import sys

import numpy as np
from distributed.batched import BatchedSend
from distributed.comm import CommClosedError, connect

import parent


async def start(address):
    comm = await connect(address)
    await comm.write({"op": "start_stream", "reply": False})
    stream = BatchedSend(interval="2ms")
    stream.start(comm)
    return stream


async def main(address, count):
    parent.follow()
    stream = await start(address)
    for number in range(count):
        stream.send({"op": "note", "number": number, "array": np.arange(number % 7)})
        if number % 100 == 0:
            await asyncio.sleep(0.003)
    await stream.close()
    print(stream.batch_count, flush=True)
    stream = await start(address)
    try:
        while True:
            stream.send({"op": "refuse", "text": "no"})
            await asyncio.sleep(0.003)
    except CommClosedError:
        print("closed", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
