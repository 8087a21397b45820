"""Tables through the C Data interface, in the process of a JVM that has loaded this Python.

Every function takes addresses of structures that the JVM made room for. What differs is raised.
"""

import gc
import weakref

import pyarrow as pa

import tables
from tables import difference

sent = {}


def names():
    return "\n".join(tables.TABLES)


def export_table(name, stream):
    table = tables.TABLES[name]()
    sent[name] = table
    table.to_reader()._export_to_c(stream)


def import_table(name, stream):
    found = pa.RecordBatchReader._import_from_c(stream).read_all()
    if why := difference(sent.pop(name), found):
        raise AssertionError(f"{name}: {why}")


def export_batch(name, array, schema):
    """The first batch without its first row, as pyarrow slices it: at an offset."""
    batches = sent[name].to_batches()
    if not batches or batches[0].num_rows < 2 or not batches[0].num_columns:
        return False
    sent["batch"] = batches[0].slice(1)
    sent["batch"]._export_to_c(array, schema)
    return True


def import_batch(array, schema):
    found = pa.RecordBatch._import_from_c(array, schema)
    if why := difference(sent.pop("batch"), found):
        raise AssertionError(why)


def export_schema(name, schema):
    sent[name].schema._export_to_c(schema)


def import_schema(name, schema):
    found = pa.Schema._import_from_c(schema)
    if not found.equals(sent[name].schema, check_metadata=True):
        raise AssertionError(f"{name}: schema {found.to_string()} instead of {sent[name].schema.to_string()}")


class Base:
    pass


releases = 0


def _released():
    global releases
    releases += 1


def export_counted(stream):
    """A table over memory whose release is counted; gives the memory's address."""
    memory = pa.allocate_buffer(24)
    base = Base()
    base.memory = memory
    weakref.finalize(base, _released)
    buffer = pa.foreign_buffer(memory.address, memory.size, base)
    del base
    column = pa.Array.from_buffers(pa.int64(), 3, [None, buffer])
    pa.table({"x": column}).to_reader()._export_to_c(stream)
    del column, buffer
    gc.collect()
    return memory.address


def export_array(array, schema):
    pa.array([1, None, 3], pa.int32()).slice(1)._export_to_c(array, schema)


def address_of(stream):
    sent["kept"] = pa.RecordBatchReader._import_from_c(stream).read_all()
    return sent["kept"].column(0).chunk(0).buffers()[1].address


def export_failing(stream):
    schema = pa.schema([("x", pa.int64())])

    def batches():
        yield pa.record_batch([pa.array([1])], schema=schema)
        raise ValueError("the second batch is not there")

    pa.RecordBatchReader.from_batches(schema, batches())._export_to_c(stream)
