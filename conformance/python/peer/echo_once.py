"""Asks a server for the echo of numpy.arange(4), and writes what came back as a list.

    python echo_once.py ADDRESS
"""

from __future__ import annotations

import asyncio
import sys

import numpy as np
from distributed.core import rpc
from distributed.protocol import to_serialize

import parent


async def main(address):
    parent.follow()
    async with rpc(address) as server:
        print((await server.echo(data=to_serialize(np.arange(4)))).tolist())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
