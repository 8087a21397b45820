"""Writes IPC streams with one fault each, and what pyarrow says of them, for the tests of the arrow family.

Usage: python write_arrow_faults.py arrow-family/src/test/resources/dev/ndwire/arrow

Writes, below that directory:
  ipc/faults/NAME.arrows  a stream that pyarrow wrote, in which some bytes were then replaced
  ipc/faults.txt          one line for each: its name, when pyarrow refuses it, and its message, separated by tabs. It does
                          when it is `read`, `validated`, validated in `full`, or `never`: then, in place of the message,
                          there is how many nulls it counts. Or it `crashes`.
"""

import multiprocessing
import pathlib
import sys

import numpy as np
import pyarrow as pa


def i8(*values):
    return np.array(values, "i1").tobytes()


def i16(*values):
    return np.array(values, "<i2").tobytes()


def i32(*values):
    return np.array(values, "<i4").tobytes()


def i64(*values):
    return np.array(values, "<i8").tobytes()


def u64(*values):
    return np.array(values, "<u8").tobytes()


def number(value, bits):
    return int(value).to_bytes(bits // 8, "little", signed=True)


def view(size, rest, *place):
    return i32(size) + rest + i32(*place)


def texts(type_, width=i32):
    """Offsets and bytes of the texts, and a bitmap of the first and the last of them."""
    values = pa.array(["axes", None, "nounsn"], type_)
    yield "descends", values, width(0, 4, 4, 10), width(0, 4, 3, 10)
    yield "descends_at_null", values, width(0, 4, 4, 10), width(0, 6, 4, 10)
    yield "negative", values, width(0, 4, 4, 10), width(0, -1, 4, 10)
    yield "outside", values, width(0, 4, 4, 10), width(0, 4, 11, 10)
    yield "ends_outside", values, width(0, 4, 4, 10), width(0, 4, 4, 80)
    yield "starts_negative", values, width(0, 4, 4, 10), width(-1, 4, 4, 10)
    yield "starts_later", values, width(0, 4, 4, 10), width(2, 4, 4, 10)
    yield "not_utf8", values, b"nounsn", b"no\xc3\x28sn"
    yield "surrogate", values, b"nounsn", b"n\xed\xa0\x80sn"
    yield "overlong", values, b"nounsn", b"n\xc0\x80nsn"
    yield "beyond_unicode", values, b"nounsn", b"n\xf4\x90\x80\x80n"
    yield "cut_character", values, b"nounsn", b"nouns\xc3"


def views():
    values = pa.array(["ab", "abcdefghijklmnop", None], pa.string_view())
    short, long, null = view(2, b"ab" + bytes(2), 0, 0), view(16, b"abcd", 0, 0), bytes(16)
    old = short + long + null
    yield "padding", values, old, view(2, b"abxx", 0, 0) + long + null
    yield "padding_later", values, old, view(2, b"ab" + bytes(2), 0, 7) + long + null
    yield "prefix", values, old, short + view(16, b"abcx", 0, 0) + null
    yield "negative_size", values, old, view(-1, bytes(4), 0, 0) + long + null
    yield "buffer", values, old, short + view(16, b"abcd", 1, 0) + null
    yield "negative_buffer", values, old, short + view(16, b"abcd", -1, 0) + null
    yield "offset", values, old, short + view(16, b"abcd", 0, 1) + null
    yield "negative_offset", values, old, short + view(16, b"abcd", 0, -1) + null
    yield "size", values, old, short + view(17, b"abcd", 0, 0) + null
    yield "null_outside", values, old, short + long + view(16, b"abcd", 9, 9)
    yield "not_utf8", values, old, view(2, b"\xc3\x28" + bytes(2), 0, 0) + long + null
    yield "not_utf8_behind", values, b"abcdefghijklmnop", b"abcdef\xc3\x28ijklmnop"


def lists(type_, width=i32):
    values = pa.array([[11, 12], [], [13, 14, 15]], type_)
    yield "descends", values, width(0, 2, 2, 5), width(0, 2, 1, 5)
    yield "negative", values, width(0, 2, 2, 5), width(0, -1, 2, 5)
    yield "outside", values, width(0, 2, 2, 5), width(0, 2, 6, 5)
    yield "ends_outside", values, width(0, 2, 2, 5), width(0, 2, 2, 6)


def list_views(type_, width=i32):
    items = pa.array([11, 12, 13, 14, 15], pa.int8())
    values = type_.from_arrays([3, 0, 2], [2, 1, 3], items)
    offsets, sizes = width(3, 0, 2), width(2, 1, 3)
    yield "offset", values, offsets, width(4, 0, 2)
    yield "negative_offset", values, offsets, width(-1, 0, 2)
    yield "size", values, sizes, width(3, 1, 3)
    yield "negative_size", values, sizes, width(2, -1, 3)
    yield "empty_outside", type_.from_arrays([3, 0, 2], [2, 0, 3], items), offsets, width(3, 6, 2)
    yield "empty_at_end", type_.from_arrays([3, 0, 2], [2, 0, 3], items), offsets, width(3, 5, 2)
    nulls = type_.from_arrays([3, 0, 2], [2, 1, 3], items, mask=pa.array([False, True, False]))
    yield "null_outside", nulls, offsets, width(3, 9, 2)


def maps():
    values = pa.array([[("axes", 21), ("bows", 22)], [("cups", 23)]], pa.map_(pa.string(), pa.int8()))
    yield "descends", values, i32(0, 2, 3), i32(0, 4, 3)
    yield "key_not_utf8", values, b"axesbows", b"ax\xc3sbows"
    yield "same_keys", values, b"axesbows", b"axesaxes"
    ordered = pa.array([[("axes", 21), ("bows", 22)], [("cups", 23)]], pa.map_(pa.string(), pa.int8(), keys_sorted=True))
    yield "not_sorted", ordered, b"axesbows", b"bowsaxes"
    schema = pa.schema([("x", pa.list_(pa.struct([("key", pa.string()), ("value", pa.int8())])))], {"map": "yes"})
    key = pa.array([[{"key": "axes", "value": 21}, {"key": None, "value": 22}], []], schema.field(0).type)
    yield "null_key", pa.record_batch([key], schema), b"", b""
    entry = pa.array([[{"key": "axes", "value": 21}, None], []], schema.field(0).type)
    yield "null_entry", pa.record_batch([entry], schema), b"", b""


def null_counts():
    values = pa.array([11, None, 12, None, 13], pa.int16())
    yield "fewer", values, i64(5, 2), i64(5, 1)
    yield "none", values, i64(5, 2), i64(5, 0)
    yield "more", values, i64(5, 2), i64(5, 3)
    yield "more_than_rows", values, i64(5, 2), i64(5, 6)
    yield "negative", values, i64(5, 2), i64(5, -1)
    yield "minus_two", values, i64(5, 2), i64(5, -2)
    yield "of_null", pa.nulls(5), i64(5, 5), i64(5, 4)
    runs = pa.RunEndEncodedArray.from_arrays(pa.array([2, 6], pa.int32()), pa.array([11, 12], pa.int16()))
    yield "of_runs", runs, i64(6, 0, 2, 0), i64(6, 1, 2, 0)
    types = pa.array([0, 1, 0, 1, 0], pa.int8())
    union = pa.UnionArray.from_sparse(types, [pa.array([11, 12, 13, 14, 15], pa.int16())] * 2)
    yield "of_union", union, i64(5, 0, 5, 0, 5, 0), i64(5, 1, 5, 0, 5, 0)
    yield "without_bitmap", pa.array([11, 12, 13, 14, 15], pa.int16()), i64(5, 0), i64(5, 1)


def unions():
    types, offsets = i8(3, 5, 3, 5, 3), i32(0, 0, 1, 1, 2)
    children = [pa.array([11, 12, 13], pa.int16()), pa.array(["axes", "bows"])]
    dense = pa.UnionArray.from_dense(
        pa.array([3, 5, 3, 5, 3], pa.int8()), pa.array([0, 0, 1, 1, 2], pa.int32()), children, ["n", "t"], [3, 5])
    yield "dense_type", dense, types, i8(3, 5, 4, 5, 3)
    yield "dense_negative_type", dense, types, i8(3, 5, -3, 5, 3)
    yield "dense_offset", dense, offsets, i32(0, 0, 1, 2, 2)
    yield "dense_negative_offset", dense, offsets, i32(0, 0, 1, -1, 2)
    yield "dense_descends", dense, offsets, i32(1, 0, 0, 1, 2)
    yield "dense_repeats", dense, offsets, i32(0, 0, 0, 1, 2)
    children = [pa.array([11, 12, 13, 14, 15], pa.int16()), pa.array(["axes", "bows", "cups", "dots", "ends"])]
    sparse = pa.UnionArray.from_sparse(pa.array([3, 5, 3, 5, 3], pa.int8()), children, ["n", "t"], [3, 5])
    yield "sparse_type", sparse, types, i8(3, 5, 4, 5, 3)
    yield "sparse_not_utf8", sparse, b"axesbows", b"ax\xc3sbows"
    yield "sparse_not_utf8_unused", sparse, b"axesbows", b"axesb\xc3ws"


def dictionaries():
    words = pa.array(["axes", "bows", "cups"])
    for name, type_, encode in [("int8", pa.int8(), i8), ("uint64", pa.uint64(), u64)]:
        values = pa.DictionaryArray.from_arrays(pa.array([0, 2, None, 1, 0, 2, 1], type_), words)
        old = encode(0, 2, 0, 1, 0, 2, 1)
        yield f"{name}_index", values, old, encode(0, 3, 0, 1, 0, 2, 1)
        yield f"{name}_null_index", values, old, encode(0, 2, 9, 1, 0, 2, 1)
    signed = pa.DictionaryArray.from_arrays(pa.array([0, 2, None, 1, 0, 2, 1], pa.int8()), words)
    yield "negative_index", signed, i8(0, 2, 0, 1, 0, 2, 1), i8(0, 2, 0, -1, 0, 2, 1)
    unsigned = pa.DictionaryArray.from_arrays(pa.array([0, 2, None, 1, 0, 2, 1], pa.uint64()), words)
    yield "huge_index", unsigned, u64(0, 2, 0, 1, 0, 2, 1), u64(0, 2, 0, 2**63, 0, 2, 1)
    yield "values_not_utf8", signed, b"axesbows", b"ax\xc3sbows"
    yield "values_twice", signed, b"axesbows", b"axesaxes"


def runs():
    for name, type_, encode in [("int16", pa.int16(), i16), ("int64", pa.int64(), i64)]:
        values = pa.RunEndEncodedArray.from_arrays(pa.array([2, 5, 9], type_), pa.array(["axes", None, "cups"]))
        old = encode(2, 5, 9)
        yield f"{name}_descend", values, old, encode(6, 5, 9)
        yield f"{name}_repeat", values, old, encode(5, 5, 9)
        yield f"{name}_zero", values, old, encode(0, 5, 9)
        yield f"{name}_negative", values, old, encode(-2, 5, 9)
        yield f"{name}_short", values, old, encode(2, 5, 8)
        yield f"{name}_longer", values, old, encode(2, 5, 19)
        yield f"{name}_not_utf8", values, b"axescups", b"ax\xc3scups"


def numbers():
    for bits in [128, 256]:
        type_ = pa.decimal128(5, 2) if bits == 128 else pa.decimal256(5, 2)
        values = pa.array([pa.scalar(123).as_py(), None, -456], type_)
        old = number(12300, bits) + number(0, bits) + number(-45600, bits)
        yield f"decimal{bits}_most", values, old, number(99999, bits) + number(0, bits) + number(-99999, bits)
        yield f"decimal{bits}_precision", values, old, number(12300, bits) + number(0, bits) + number(100000, bits)
        yield f"decimal{bits}_negative", values, old, number(-100000, bits) + number(0, bits) + number(-45600, bits)
        yield f"decimal{bits}_null", values, old, number(12300, bits) + number(100000, bits) + number(-45600, bits)
    day = 86400000
    dates = pa.array([day * 7, None, day * 9], pa.int64()).view(pa.date64())
    yield "date64_within_day", dates, i64(day * 7, 0, day * 9), i64(day * 7, 0, day * 9 + 1)
    yield "date64_null", dates, i64(day * 7, 0, day * 9), i64(day * 7, 1, day * 9)
    for unit, count in [("s", 86400), ("ms", day), ("us", day * 1000), ("ns", day * 10**6)]:
        type_, encode = (pa.time32(unit), i32) if unit in ("s", "ms") else (pa.time64(unit), i64)
        values = pa.array([11, None, 13], pa.int32() if encode is i32 else pa.int64()).view(type_)
        yield f"time_{unit}_day", values, encode(11, 0, 13), encode(11, 0, count)
        yield f"time_{unit}_negative", values, encode(11, 0, 13), encode(-1, 0, 13)
        yield f"time_{unit}_null", values, encode(11, 0, 13), encode(11, count, 13)


def nested():
    item = pa.field("item", pa.string(), nullable=False)
    values = pa.array([["axes", "bows"], ["cups"]], pa.list_(item))
    yield "list_not_utf8", values, b"axesbows", b"axesb\xc3ws"
    struct = pa.array([{"a": "axes"}, None, {"a": "bows"}], pa.struct([("a", pa.string())]))
    yield "struct_not_utf8", struct, b"axesbows", b"axesb\xc3ws"
    masked = pa.StructArray.from_arrays([pa.array(["axes", "bows", "cups"])], ["a"], mask=pa.array([False, True, False]))
    yield "struct_null_not_utf8", masked, b"axesbows", b"axesb\xc3ws"
    boxes = pa.array([["axes", "bows"], None], pa.list_(pa.string(), 2))
    yield "fixed_list_not_utf8", boxes, b"axesbows", b"axesb\xc3ws"
    json = pa.array(['{"a":1}', "null"], pa.json_())
    yield "json_not_utf8", json, b'{"a":1}', b'{"a\xc3:1}'
    yield "json_syntax", json, b'{"a":1}', b'{"a"::1'
    bool8 = pa.ExtensionArray.from_storage(pa.bool8(), pa.array([0, 1, 1, 0, 1], pa.int8()))
    yield "bool8_seven", bool8, i8(0, 1, 1, 0, 1), i8(0, 1, 7, 0, 1)


def nullability():
    """Nulls where the schema has none."""
    for name, values in [("column", pa.array([11, None])), ("no_nulls", pa.array([11, 12]))]:
        yield name, pa.record_batch([values], pa.schema([pa.field("x", values.type, nullable=False)])), b"", b""
    child = pa.StructArray.from_arrays([pa.array([11, None])], fields=[pa.field("a", pa.int64(), nullable=False)])
    yield "child", child, b"", b""
    items = pa.ListArray.from_arrays([0, 2], pa.array([11, None]), type=pa.list_(pa.field("item", pa.int64(), nullable=False)))
    yield "item", items, b"", b""


def groups():
    for type_ in [pa.string(), pa.large_string()]:
        yield str(type_), texts(type_, i64 if type_ == pa.large_string() else i32)
    yield "view", views()
    yield "list", lists(pa.list_(pa.int8()))
    yield "large_list", lists(pa.large_list(pa.int8()), i64)
    yield "list_view", list_views(pa.ListViewArray)
    yield "large_list_view", list_views(pa.LargeListViewArray, i64)
    yield "map", maps()
    yield "nulls", null_counts()
    yield "union", unions()
    yield "dictionary", dictionaries()
    yield "runs", runs()
    yield "number", numbers()
    yield "nested", nested()
    yield "required", nullability()


def stream(values, old, new):
    batch = values if isinstance(values, pa.RecordBatch) else pa.record_batch([values], ["x"])
    data = streamed(batch)
    if not old:
        return data
    if len(old) != len(new) or data.count(old) != 1:
        raise ValueError(f"{old} is {data.count(old)} times in {values.type}, {new} takes its place")
    return data.replace(old, new)


def streamed(batch):
    """A batch as a stream: where a map is to have nulls that pyarrow would not make, the batch of a list follows its schema."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    data = sink.getvalue().to_pybytes()
    if (batch.schema.metadata or {}).get(b"map"):
        schema = pa.schema([("x", pa.map_(pa.string(), pa.int8()))])
        return schema.serialize().to_pybytes() + data[len(batch.schema.serialize()):]
    return data


def ask(data, answers):
    try:
        table = pa.ipc.open_stream(data).read_all()
    except pa.ArrowException as problem:
        answers.put(("read", str(problem)))
        return
    for when, full in [("validated", False), ("full", True)]:
        try:
            table.validate(full=full)
        except pa.ArrowException as problem:
            answers.put((when, str(problem)))
            return
    answers.put(("never", str(table.column(0).null_count)))


def verdict(data):
    """What pyarrow does, in a process of its own."""
    answers = multiprocessing.Queue()
    process = multiprocessing.Process(target=ask, args=(data, answers))
    process.start()
    process.join()
    return answers.get() if process.exitcode == 0 else ("crashes", "")


def main():
    root = pathlib.Path(sys.argv[1]) / "ipc"
    (root / "faults").mkdir(parents=True, exist_ok=True)
    lines = []
    for group, faults in groups():
        for name, values, old, new in faults:
            name = f"{group}_{name}"
            data = stream(values, old, new)
            (root / "faults" / f"{name}.arrows").write_bytes(data)
            when, why = verdict(data)
            lines.append(f"{name}\t{when}\t{' '.join(why.split())}")
    (root / "faults.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    main()
