"""Writes pickled dataframes of every kind and the tables that pyarrow makes of them, for the tests of the room pandas.

Usage: python write_pandas_vectors.py arrow-family/src/test/resources/dev/ndwire/arrow/pandas

Writes, below that directory:
  NAME.pickled      protocol 5: number of parts and the size of each, as little-endian u64, then the parts: the pickle and
                    its buffers out of band, each at a multiple of 64 bytes
  NAME.inband       of some, a pickle of protocol 4, without buffers
  NAME.arrows       the IPC stream of `pyarrow.Table.from_pandas(frame)`
  opaque/NAME.pickled   what is not read
  kinds.txt, opaque.txt the names
"""

import pathlib
import pickle
import struct
import sys
import warnings

import pyarrow as pa

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "peer"))
from frames import FRAMES, OPAQUE, frame_of  # noqa: E402

IN_BAND = ["mixed", "times", "nullable", "str", "arrow_types", "categories", "multi_missing", "series"]


def pickled(made):
    buffers = []
    parts = [pickle.dumps(made, protocol=5, buffer_callback=buffers.append)]
    parts += [bytes(buffer.raw()) for buffer in buffers]
    data = bytearray(struct.pack(f"<{len(parts) + 1}Q", len(parts), *map(len, parts)))
    for part in parts:
        data += bytes(-len(data) % 64)
        data += part
    return bytes(data)


def main():
    root = pathlib.Path(sys.argv[1])
    (root / "opaque").mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")
    for name, make in FRAMES.items():
        made = make()
        (root / f"{name}.pickled").write_bytes(pickled(made))
        if name in IN_BAND:
            (root / f"{name}.inband").write_bytes(pickle.dumps(made, protocol=4))
        table = pa.Table.from_pandas(frame_of(made))
        with pa.OSFile(str(root / f"{name}.arrows"), "wb") as file:
            with pa.ipc.new_stream(file, table.schema) as writer:
                writer.write_table(table)
    for name, make in OPAQUE.items():
        (root / "opaque" / f"{name}.pickled").write_bytes(pickled(make()))
    (root / "kinds.txt").write_text("\n".join(FRAMES) + "\n")
    (root / "in_band.txt").write_text("\n".join(IN_BAND) + "\n")
    (root / "opaque.txt").write_text("\n".join(OPAQUE) + "\n")


if __name__ == "__main__":
    main()
