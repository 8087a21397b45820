"""Sends pickled dataframes to a server whose `table` reads them as tables, and says of each what came back.

    python frames_client.py ADDRESS [NAME ...]

Python is not asked to do anything: frames go as `distributed` sends them. Writes one JSON object a line, as client.py does:
{"case": ..., "op": ..., "ok": ..., "why": ...}. `table` is compared with what pyarrow makes of the frame, `frame` with the
frame itself, where pyarrow gives that back; `echo` and `refuse` are frames that stay what they are.
"""

from __future__ import annotations

import asyncio
import json
import sys
import warnings

import numpy as np
import pandas as pd
import pyarrow as pa
from distributed.core import rpc
from distributed.protocol import to_serialize

import parent
from client import Report, checked
from frames import FRAMES, OPAQUE, frame_of


def described(table):
    """What a schema says under `pandas`, but who wrote it."""
    metadata = json.loads(table.schema.metadata[b"pandas"])
    del metadata["creator"], metadata["pandas_version"]
    return metadata


def table_difference(found, expected):
    if not isinstance(found, pa.Table):
        return f"{type(found).__name__} instead of a Table: {str(found)[:300]}"
    found.validate(full=True)
    if not found.schema.equals(expected.schema):
        return f"schema {found.schema.to_string()} instead of {expected.schema.to_string()}"
    if described(found) != described(expected):
        return f"metadata {described(found)} instead of {described(expected)}"
    if found.num_rows != expected.num_rows or not found.equals(expected):
        return f"other values: {str(found.to_pylist())[:300]} instead of {str(expected.to_pylist())[:300]}"
    return same_frame(to_pandas(found), to_pandas(expected))


def to_pandas(table):
    """The frame, or an empty one of a table that pyarrow makes of a frame but not back: dtypes that it cannot parse."""
    try:
        return table.to_pandas()
    except (NotImplementedError, TypeError, pa.ArrowException):
        return pd.DataFrame({"no frame": []})


def same_frame(found, expected):
    try:
        pd.testing.assert_frame_equal(found, expected, check_freq=False)
    except AssertionError as problem:
        return " ".join(str(problem).split())
    return None


def difference(found, made):
    if type(found) is not type(made):
        return f"{type(found).__name__} instead of {type(made).__name__}: {str(found)[:300]}"
    if isinstance(made, pd.Index):
        return None if found.equals(made) else f"{found} instead of {made}"
    try:
        return same_frame(frame_of(found), frame_of(made))
    except NotImplementedError:  # pandas does not compare all that Arrow holds
        return None if pa.Table.from_pandas(found).equals(pa.Table.from_pandas(made)) else "other values"


class Run:
    def __init__(self, address, report):
        self.address, self.report = address, report

    async def frame(self, name, made):
        async with rpc(self.address) as server:
            expected = pa.Table.from_pandas(frame_of(made))
            found = await server.table(data=to_serialize(made))
            self.report.add(name, "table", table_difference(found, expected))
            if isinstance(found, pa.Table) and same_frame(to_pandas(expected), frame_of(made)) is None:
                self.report.add(name, "frame", same_frame(to_pandas(found), frame_of(made)))
            await checked(self.report, name, "echo", self._echo(server, made))

    async def _echo(self, server, made):
        return difference(await server.echo(data=to_serialize(made)), made)

    async def refused(self, name, made):
        async with rpc(self.address) as server:
            try:
                found = await server.table(data=to_serialize(made))
            except Exception as problem:
                self.report.add(name, "refuse", str(problem), ok="which is not read" in str(problem) or "no DataFrame" in str(problem))
            else:
                self.report.add(name, "refuse", f"{found} came back")
            await checked(self.report, name, "echo", self._echo(server, made))


def long_frames():
    """Frames of which each column is longer than what is copied into slabs."""
    rows = 300_000
    numbers = np.arange(4.0 * rows).reshape(rows, 4)
    return {
        "long/numbers": pd.DataFrame(numbers, columns=list("abcd")),
        "long/times": pd.DataFrame({"t": pd.date_range("2026-01-01", periods=rows, freq="s")}),
        "long/texts": pd.DataFrame({"s": [f"text number {i}" for i in range(rows)]}),
    }


async def main(address, names):
    parent.follow()
    warnings.simplefilter("ignore")
    report = Report()
    run = Run(address, report)
    for name, make in FRAMES.items():
        if not names or name in names:
            await run.frame(name, make())
    if not names:
        for name, made in long_frames().items():
            await run.frame(name, made)
        for name, make in OPAQUE.items():
            await run.refused(name, make())
    report.end()
    return report.failed


if __name__ == "__main__":
    sys.exit(1 if asyncio.run(main(sys.argv[1], sys.argv[2:])) else 0)
