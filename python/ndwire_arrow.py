"""The serialization family `arrow` of ndwire for `distributed`: tables whose buffers are frames, copied on neither side.

    import ndwire_arrow
    ndwire_arrow.register()

after which `serialize(table, serializers=["arrow", ...])` writes it and whatever arrives in it is read. A table that is
a slice is put together once before it is sent. The format: docs/format/arrow.md.
"""

from __future__ import annotations

import pyarrow as pa
from distributed.protocol.serialize import register_serialization_family

NAME = "arrow"
EMPTY = pa.py_buffer(b"")


def register():
    """Makes the family known to `distributed`, for as long as this process runs."""
    register_serialization_family(NAME, dumps, loads)


def dumps(value, context=None):
    """Header and frames of a table or record batch; NotImplementedError for anything else, so that others are asked."""
    if isinstance(value, pa.Table):
        kind, batches = "table", value.to_batches()
    elif isinstance(value, pa.RecordBatch):
        kind, batches = "batch", [value]
    else:
        raise NotImplementedError(type(value))
    writer = _Writer(value.schema)
    for batch in batches:
        writer.batch(batch)
    header = {"kind": kind, "schema": value.schema.serialize().to_pybytes(), "parts": writer.parts}
    return header, writer.frames


def loads(header, frames):
    """The table or record batch of a header and its frames."""
    schema = pa.ipc.read_schema(pa.py_buffer(header["schema"]))
    reader = _Reader(schema, [pa.py_buffer(frame) for frame in frames])
    batches = [batch for part in header["parts"] if (batch := reader.part(part)) is not None]
    if header["kind"] == "batch":
        (batch,) = batches
        return batch
    return pa.Table.from_batches(batches, schema)


def _encoded(type_):
    """How many encoded fields there are in a type, itself included."""
    if isinstance(type_, pa.BaseExtensionType):
        return _encoded(type_.storage_type)
    if pa.types.is_dictionary(type_):
        return 1 + _encoded(type_.value_type)
    return sum(_encoded(type_.field(i).type) for i in range(type_.num_fields))


def _own_buffers(type_):
    """How many buffers an array has before those of its children; None for views, which have any number."""
    if pa.types.is_null(type_) or pa.types.is_run_end_encoded(type_):
        return 0
    if pa.types.is_string_view(type_) or pa.types.is_binary_view(type_):
        return None
    if pa.types.is_struct(type_) or pa.types.is_fixed_size_list(type_):
        return 1
    if pa.types.is_union(type_):
        return 1 if type_.mode == "sparse" else 2
    is_text = pa.types.is_string(type_) or pa.types.is_binary(type_)
    if is_text or pa.types.is_large_string(type_) or pa.types.is_large_binary(type_):
        return 3
    return 3 if pa.types.is_list_view(type_) or pa.types.is_large_list_view(type_) else 2


def _has_validity(type_):
    return not (pa.types.is_null(type_) or pa.types.is_union(type_) or pa.types.is_run_end_encoded(type_))


def _children(array):
    type_ = array.type
    if pa.types.is_run_end_encoded(type_):
        return [array.run_ends, array.values]
    if pa.types.is_struct(type_) or pa.types.is_union(type_):
        return [array.field(i) for i in range(type_.num_fields)]
    return [array.values] if type_.num_fields else []


class _Writer:
    def __init__(self, schema):
        self.schema = schema
        self.parts, self.frames = [], []
        self.dictionaries = {}

    def batch(self, batch):
        columns = batch.columns
        if any(_is_part(column) for column in columns):
            batch = _together(batch)
            columns = batch.columns
        number = 0
        for column in columns:
            number = self._dictionaries(column, number)
        self._part(batch.num_rows, columns)

    def _dictionaries(self, array, number):
        """Writes the dictionaries inside an array that have changed, and gives the number of the next."""
        if isinstance(array.type, pa.BaseExtensionType):
            return self._dictionaries(array.storage, number)
        if pa.types.is_dictionary(array.type):
            values = array.dictionary
            known = self.dictionaries.get(number)
            following = self._dictionaries(values, number + 1)
            if known is None or not (known is values or known.equals(values)):
                self.dictionaries[number] = values
                self._part(len(values), [values], dictionary=number)
            return following
        for child in _children(array):
            number = self._dictionaries(child, number)
        return number

    def _part(self, rows, arrays, **more):
        part = {"rows": rows, "nodes": [], "variadic": [], "buffers": [], **more}
        for array in arrays:
            self._array(array, part)
        self.parts.append(part)

    def _array(self, array, part):
        if isinstance(array.type, pa.BaseExtensionType):
            self._array(array.storage, part)
            return
        if pa.types.is_dictionary(array.type):
            self._array(array.indices, part)
            return
        count, has_validity = _own_buffers(array.type), _has_validity(array.type)
        nulls = array.null_count if has_validity else len(array) if pa.types.is_null(array.type) else 0
        part["nodes"] += [len(array), nulls]
        buffers = array.buffers()
        if count is None:
            part["variadic"].append(len(buffers) - 2)
        own = buffers if count is None else buffers[:count] if has_validity else buffers[1 : 1 + count]
        for i, buffer in enumerate(own):
            is_absent = buffer is None or (i == 0 and has_validity and nulls == 0)
            part["buffers"].append(0 if is_absent else buffer.size)
            if not is_absent and buffer.size:
                self.frames.append(buffer)
        for child in _children(array):
            self._array(child, part)


def _is_part(array):
    """Whether an array, or one inside it, starts behind the start of its buffers."""
    if isinstance(array.type, pa.BaseExtensionType):
        return _is_part(array.storage)
    if array.offset:
        return True
    if pa.types.is_dictionary(array.type):
        return array.indices.offset > 0 or _is_part(array.dictionary)
    return any(_is_part(child) for child in _children(array))


def _together(batch):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return pa.ipc.open_stream(sink.getvalue()).read_next_batch()


class _Reader:
    def __init__(self, schema, frames):
        self.schema, self.frames = schema, iter(frames)
        self.dictionaries = {}
        self.encoded = []
        for field in schema:
            self._collect(field.type)

    def _collect(self, type_):
        if isinstance(type_, pa.BaseExtensionType):
            self._collect(type_.storage_type)
        elif pa.types.is_dictionary(type_):
            self.encoded.append(type_)
            self._collect(type_.value_type)
        else:
            for i in range(type_.num_fields):
                self._collect(type_.field(i).type)

    def part(self, part):
        """Takes one part: a batch, or None for a dictionary."""
        self.nodes, self.variadic = iter(part["nodes"]), iter(part["variadic"])
        self.buffers = iter([next(self.frames) if size else None for size in part["buffers"]])
        number = part.get("dictionary")
        if number is not None:
            self.number = number + 1
            self.dictionaries[number] = self._array(self.encoded[number].value_type)
            return None
        self.number = 0
        arrays = [self._array(field.type) for field in self.schema]
        if not arrays:
            return pa.RecordBatch.from_struct_array(pa.array([{}] * part["rows"], pa.struct([])))
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)

    def _array(self, type_):
        if isinstance(type_, pa.BaseExtensionType):
            return pa.ExtensionArray.from_storage(type_, self._array(type_.storage_type))
        length, nulls = next(self.nodes), next(self.nodes)
        if pa.types.is_null(type_):
            return pa.nulls(length)
        if pa.types.is_dictionary(type_):
            buffers = [next(self.buffers), next(self.buffers) or EMPTY]
            values = self.dictionaries[self.number]
            self.number += _encoded(type_)
            return pa.DictionaryArray.from_buffers(type_, length, buffers, values, nulls)
        count = _own_buffers(type_)
        if count is None:
            count = 2 + next(self.variadic)
        own = [next(self.buffers) for _ in range(count)]
        own = [own[0] if i == 0 and _has_validity(type_) else buffer or EMPTY for i, buffer in enumerate(own)]
        if not _has_validity(type_):
            own.insert(0, None)
        children = [self._array(type_.field(i).type) for i in range(type_.num_fields)]
        if pa.types.is_run_end_encoded(type_):
            return pa.RunEndEncodedArray.from_buffers(type_, length, own, nulls, 0, children)
        return pa.Array.from_buffers(type_, length, own, nulls, children=children or None)
