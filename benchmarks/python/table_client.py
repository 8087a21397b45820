"""A Flight client of pyarrow that sends a table when it is told to, in TableReport.

    python table_client.py PORT BYTE_SIZE BATCHES

Reads lines: `fill SEED` puts other numbers into the table, `send` puts it to the server at the port; each is answered with
a line when it is done.
"""

import sys

import numpy as np
import pyarrow as pa
import pyarrow.flight as flight

from numbers_of_seed import numbers

COLUMN_COUNT = 8


def main(port, byte_size, batch_count):
    row_count = byte_size // batch_count // COLUMN_COUNT // 8
    memory = np.empty((batch_count, COLUMN_COUNT, row_count), np.uint64)
    names = [f"column {column}" for column in range(COLUMN_COUNT)]
    table = pa.Table.from_batches([
        pa.record_batch([pa.array(column.view(np.float64)) for column in batch], names) for batch in memory])
    client = flight.FlightClient(f"grpc+tcp://127.0.0.1:{port}")
    for line in sys.stdin:
        if line.startswith("fill "):
            memory.reshape(-1)[:] = numbers(int(line[5:]), memory.size)
        else:
            writer, _ = client.do_put(flight.FlightDescriptor.for_path("table"), table.schema)
            writer.write_table(table)
            writer.close()
        print(flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
