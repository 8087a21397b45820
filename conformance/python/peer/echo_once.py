"""Asks a server for the echo of numpy.arange(4), and writes what came back as a list.

    python echo_once.py ADDRESS [FOLDER AUTHORITY OWN]

With a folder of certificates, it trusts those of AUTHORITY and shows OWN. What fails is written as the name of an error.
"""

from __future__ import annotations

import asyncio
import sys

import numpy as np
from distributed.core import rpc
from distributed.protocol import to_serialize

import parent
import security


async def main(address, *certificates):
    parent.follow()
    async with rpc(address, connection_args=security.to_connect(*certificates or [None])) as server:
        try:
            print((await server.echo(data=to_serialize(np.arange(4)))).tolist())
        except OSError as failure:
            print(type(failure).__name__)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
