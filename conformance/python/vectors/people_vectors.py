"""The lines of people.jsonl: objects of people.py as serialize() gives them, {name, header, frames}."""

from __future__ import annotations

import base64

import msgpack
import people
from distributed.protocol import serialize


def lines():
    for name, make in people.CASES.items():
        header, frames = serialize(make())
        yield {
            "name": f"people/{name}",
            "header": base64.b64encode(msgpack.dumps(header, use_bin_type=True)).decode(),
            "frames": [base64.b64encode(bytes(frame)).decode() for frame in frames],
        }
