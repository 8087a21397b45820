"""Exchanges that are more than one value there and back: forms of a message on the wire, and the operations.

Each gives None, or what was not as it has to be.
"""

from __future__ import annotations

import asyncio

import msgpack
import numpy as np
from distributed.comm import connect
from distributed.comm.core import CommClosedError
from distributed.core import rpc
from distributed.protocol import to_serialize

from differences import difference, short
from wire import Wire, frames_of, pack

MESSAGE = {"op": "echo", "reply": True, "data": {"a": 1, "b": "text"}}


def _arrays():
    return {"a": to_serialize(np.arange(12.0).reshape(3, 4)), "b": to_serialize(np.arange(5)[::-1]), "c": b"x"}


def _unequal(expected, found):
    return None if expected == found else f"{short(found)} instead of {short(expected)}"


async def ping(server):
    return _unequal(b"pong", await server.ping())


async def _still_serves(address):
    async with rpc(address) as server:
        return await ping(server)


async def _heads(address):
    frames = frames_of({"op": "echo", "reply": True, "data": _arrays()})
    async with await Wire.connect(address) as wire:
        for covered in range(len(frames) + 1):
            wire.send(pack(frames, covered))
            if why := difference(_arrays(), await wire.receive(), bare=True, pickled=True):
                return f"{why} where head covers {covered} of {len(frames)} frames"


async def _heads_of_what_is_kept(address):
    frames = frames_of({"op": "update_data", "reply": True, "data": {"heads": to_serialize(np.arange(9.0))}})
    async with await Wire.connect(address) as wire:
        for covered in range(len(frames) + 1):
            wire.send(pack(frames, covered))
            if (answer := await wire.receive())["status"] != "OK":
                return f"{short(answer)} where head covers {covered} of {len(frames)} frames"
            wire.send(pack(frames_of({"op": "get_data", "keys": ["heads"], "reply": True})))
            found = (await wire.receive())["data"]["heads"]
            wire.send(pack(frames_of("OK")))
            if why := difference(to_serialize(np.arange(9.0)), found):
                return f"{why} where head covers {covered} of {len(frames)} frames"


async def _byte_by_byte(address):
    async with await Wire.connect(address) as wire:
        for byte in pack(frames_of(MESSAGE), 0):
            wire.send(bytes([byte]))
            await wire.flush()
            await asyncio.sleep(0)
        return _unequal(MESSAGE["data"], await wire.receive())


async def _pipelined(address):
    """Three requests in one piece: the answers come in their order."""
    requests = [{"op": "echo", "reply": True, "data": number} for number in range(3)]
    async with await Wire.connect(address) as wire:
        wire.send(b"".join(pack(frames_of(request)) for request in requests))
        return _unequal([0, 1, 2], [await wire.receive() for _ in requests])


async def _orphan_frames(address):
    """Every object twice, with placeholders at the second ones, and orphans at the end and of no bytes too."""
    once = frames_of({"op": "update_data", "reply": True, "data": {"orphans": to_serialize(np.arange(4.0))}})
    request = msgpack.loads(once[0])
    request["data"]["orphans"]["__Serialized__"] += 4
    frames = [msgpack.dumps(request), b"", b"\xc1 no msgpack", *once[1:], *once[1:], b"", b"tail"]
    async with await Wire.connect(address) as wire:
        wire.send(pack(frames))
        if (answer := await wire.receive())["status"] != "OK":
            return short(answer)
        wire.send(pack(frames_of({"op": "get_data", "keys": ["orphans"], "reply": True})))
        found = (await wire.receive())["data"]["orphans"]
        wire.send(pack(frames_of("OK")))
        return difference(to_serialize(np.arange(4.0)), found)


async def _claims_too_much(address):
    async with await Wire.connect(address) as wire:
        wire.send((16).to_bytes(8, "little") + (2**60).to_bytes(8, "little") + bytes(8))
        try:
            answer = await wire.receive()
        except (asyncio.IncompleteReadError, ConnectionError):
            return await _still_serves(address)
        return f"answered {short(answer)}"


async def _cut(address):
    """A connection that ends inside a message harms no other."""
    message = pack(frames_of({"op": "echo", "reply": True, "data": _arrays()}), 0)
    for size in (1, 8, 15, 16, 40, len(message) // 2, len(message) - 1):
        async with await Wire.connect(address) as wire:
            wire.send(message[:size])
            wire.end_writing()
            try:
                return f"answered {short(await wire.receive())} to {size} of {len(message)} bytes"
            except (asyncio.IncompleteReadError, ConnectionError):
                pass
    return await _still_serves(address)


async def _ping(address):
    return await _still_serves(address)


async def _identity(address):
    async with rpc(address) as server:
        found = await server.identity()
        return None if isinstance(found.get("type"), str) and isinstance(found.get("id"), str) else f"{found!r}"


async def _keys_and_free(address):
    async with rpc(address) as server:
        await server.update_data(data={key: to_serialize(np.arange(3)) for key in ("kf-1", "kf-2", "kf-3")})
        before = {key for key in await server.keys() if key.startswith("kf-")}
        await server.free_keys(keys=["kf-1", "kf-3", "kf-unknown"], stimulus_id="conformance")
        after = {key for key in await server.keys() if key.startswith("kf-")}
        return _unequal([{"kf-1", "kf-2", "kf-3"}, {"kf-2"}], [before, after])


async def _overwrite(address):
    async with rpc(address) as server:
        await server.update_data(data={"again": to_serialize(np.arange(3))})
        await server.update_data(data={"again": to_serialize(np.ones(2))})
        return difference(to_serialize(np.ones(2)), (await server.get_data(keys=["again"]))["data"]["again"])


async def _get(address, keys, expected):
    async with rpc(address) as server:
        await server.update_data(data={"get-1": to_serialize(np.arange(3)), "get-2": to_serialize(np.ones(2))})
        answer = await server.get_data(keys=keys, who="conformance")
    return _unequal(("OK", expected), (answer["status"], sorted(answer["data"])))


async def _get_missing(address):
    return await _get(address, ["get-1", "get-absent"], ["get-1"])


async def _get_set(address):
    return await _get(address, {"get-1", "get-2"}, ["get-1", "get-2"])


async def _get_none(address):
    return await _get(address, [], [])


async def _get_then_leave(address):
    """A plain rpc that writes no "OK" and goes: the next one is served."""
    return await _get(address, ["get-1"], ["get-1"]) or await _still_serves(address)


async def _get_then_ping(address):
    """A plain rpc that writes no "OK" and goes on asking."""
    async with rpc(address) as server:
        await server.update_data(data={"get-1": to_serialize(np.arange(3))})
        first = await server.get_data(keys=["get-1"])
        second = await server.get_data(keys=["get-1"])
        return difference(to_serialize(np.arange(3)), first["data"]["get-1"]) or difference(
            to_serialize(np.arange(3)), second["data"]["get-1"]) or await ping(server)


async def _get_in_a_family_that_cannot(address):
    """An array asked for in msgpack alone: an error that says so, and a server that goes on."""
    async with rpc(address) as server:
        await server.update_data(data={"get-1": to_serialize(np.arange(3))})
    comm = await connect(address)
    try:
        await comm.write({"op": "get_data", "keys": ["get-1"], "who": None, "reply": True, "serializers": ["msgpack"]})
        answer = await comm.read()
    except TypeError:
        return await _still_serves(address)
    finally:
        comm.abort()
    if answer.get("status") == "OK":
        return f"answered {short(answer)}"
    return await _still_serves(address)


async def _unknown_op(address):
    async with rpc(address) as server:
        return _unequal(None, await server.no_such_operation(a=1)) or await ping(server)


async def _wrong_arguments(address):
    async with rpc(address) as server:
        try:
            answer = await server.update_data(no_such_argument=1)
        except OSError as problem:
            return f"closed without a word: {problem}"
        except Exception:
            return await ping(server)
        return f"answered {short(answer)}"


async def _no_request(address, message):
    comm = await connect(address)
    await comm.write(message)
    try:
        answer = await comm.read()
    except CommClosedError:
        return await _still_serves(address)
    comm.abort()
    if not isinstance(answer, dict) or "exception_text" not in answer:
        return f"answered {short(answer)}"
    return await _still_serves(address)


async def _no_reply(address):
    comm = await connect(address)
    await comm.write({"op": "update_data", "reply": False, "data": {"silent": to_serialize(np.arange(3))}})
    await comm.write({"op": "ping", "reply": True})
    answer = await comm.read()
    await comm.close()
    return _unequal(b"pong", answer)


async def _close_after(address):
    comm = await connect(address)
    await comm.write({"op": "ping", "reply": True, "close": True})
    if why := _unequal(b"pong", await comm.read()):
        return why
    try:
        return f"answered {short(await comm.read())} after close"
    except CommClosedError:
        return None


async def _parallel(address):
    async def one(number):
        async with rpc(address) as server:
            for turn in range(10):
                key = f"parallel-{number}"
                value = {"in": to_serialize(np.full(1000 * number + turn, number, "<i4"))}
                await server.update_data(data={key: value})
                if why := difference(value, await server.echo(data=value), bare=True, pickled=True):
                    return why
            return await ping(server)

    return next((why for why in await asyncio.gather(*map(one, range(8))) if why), None)


_EXCHANGES = {
    "wire/head-covers-any-frames": _heads,
    "wire/head-covers-any-frames-of-what-is-kept": _heads_of_what_is_kept,
    "wire/byte-by-byte": _byte_by_byte,
    "wire/pipelined": _pipelined,
    "wire/orphan-frames": _orphan_frames,
    "wire/claims-too-much": _claims_too_much,
    "wire/cut": _cut,
    "op/ping": _ping,
    "op/identity": _identity,
    "op/keys-and-free_keys": _keys_and_free,
    "op/update_data-overwrites": _overwrite,
    "op/get_data-missing-key": _get_missing,
    "op/get_data-keys-in-a-set": _get_set,
    "op/get_data-no-keys": _get_none,
    "op/get_data-then-leave": _get_then_leave,
    "op/get_data-in-a-family-that-cannot": _get_in_a_family_that_cannot,
    "op/unknown": _unknown_op,
    "op/wrong-arguments": _wrong_arguments,
    "op/no-op-key": lambda address: _no_request(address, {"data": 1}),
    "op/not-a-map": lambda address: _no_request(address, [1, 2]),
    "op/no-reply": _no_reply,
    "op/close-after": _close_after,
    "op/parallel": _parallel,
}
# A worker takes whatever follows get_data for the "OK" that is due; ours is to forgive a client that forgets it.
_FOR_JVM = {"op/get_data-then-ping": _get_then_ping}


def names(is_jvm):
    return [*_EXCHANGES, *(_FOR_JVM if is_jvm else ())]


async def run(name, address):
    return await {**_EXCHANGES, **_FOR_JVM}[name](address)
