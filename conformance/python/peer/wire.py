"""A peer without distributed's comm: writes messages in the forms that comm itself never chooses."""

from __future__ import annotations

import asyncio
import struct

from distributed.protocol import dumps, loads

HANDSHAKE = {"compression": None, "python": (3, 11, 7), "pickle-protocol": 5}


def pack(frames, covered=None):
    """One message as bytes, whose head covers the prelude and the first `covered` frames (None: all of them)."""
    frames = [bytes(frame) for frame in frames]
    covered = len(frames) if covered is None else covered
    prelude = struct.pack(f"<{1 + len(frames)}Q", len(frames), *map(len, frames))
    head = len(prelude) + sum(map(len, frames[:covered]))
    return struct.pack("<Q", head) + prelude + b"".join(frames)


def frames_of(message):
    return dumps(message, context={"compression": None}, on_error="raise")


class Wire:
    """One connection, shaken hands, that sends bytes as given."""

    @classmethod
    async def connect(cls, address):
        host, port = address.removeprefix("tcp://").rsplit(":", 1)
        self = cls()
        self._reader, self._writer = await asyncio.open_connection(host, int(port))
        self.send(pack(frames_of(HANDSHAKE)))
        await self.receive()
        return self

    def send(self, data):
        self._writer.write(data)

    async def flush(self):
        await self._writer.drain()

    async def receive(self):
        """The next message; an IncompleteReadError where the other side closed."""
        await self._reader.readexactly(8)
        (count,) = struct.unpack("<Q", await self._reader.readexactly(8))
        sizes = struct.unpack(f"<{count}Q", await self._reader.readexactly(8 * count))
        return loads([memoryview(bytearray(await self._reader.readexactly(size))) for size in sizes])

    def end_writing(self):
        self._writer.write_eof()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        self._writer.close()
