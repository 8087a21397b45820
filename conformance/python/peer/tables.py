"""Tables of every kind that pyarrow, pandas, polars and duckdb make, by name.

`TABLES` are those that Arrow Java can hold; `REFUSED` are of types that it has no vector for. `difference` says in what one
that came back differs.
"""

import datetime
import decimal
import json

import numpy as np
import pyarrow as pa

ROWS = 50
rng = np.random.default_rng(20260901)


def _holes(values, every=7):
    return [None if i % every == 3 else value for i, value in enumerate(values)]


def _numbers(type_):
    if pa.types.is_floating(type_):
        values = rng.standard_normal(ROWS).astype(type_.to_pandas_dtype())
    else:
        limits = np.iinfo(type_.to_pandas_dtype())
        values = rng.integers(limits.min, limits.max, ROWS, dtype=type_.to_pandas_dtype(), endpoint=True)
    return pa.table({"full": pa.array(values, type_), "holes": pa.array(_holes(values.tolist()), type_)})


def _one(values, type_, **more):
    return pa.table({"x": pa.array(values, type_), **more})


def _texts(type_):
    texts = ["", "a", "it is", "\u65e5\u672c\u8a9e", "\U0001f600", "something longer than twelve bytes", "\x00"]
    values = [texts[i % len(texts)] for i in range(ROWS)]
    if not (pa.types.is_string(type_) or pa.types.is_large_string(type_) or pa.types.is_string_view(type_)):
        values = [value.encode() for value in values]
    return pa.table({"full": pa.array(values, type_), "holes": pa.array(_holes(values), type_)})


def _decimals(type_):
    values = [decimal.Decimal(i * 7919 - 99999).scaleb(-type_.scale) for i in range(ROWS)]
    return pa.table({"x": pa.array(_holes(values), type_)})


def _times(type_, scale=1):
    return pa.table({"x": pa.array(_holes([(i * 86399 % 86400) * scale for i in range(ROWS)]), type_)})


def _lists(type_, width=None):
    values = [list(range(i % 5 if width is None else width)) for i in range(ROWS)]
    return pa.table({"x": pa.array(_holes(values), type_)})


def _structs():
    inner = pa.struct([("a", pa.int32()), ("b", pa.string()), ("c", pa.struct([("d", pa.list_(pa.float32()))]))])
    values = [{"a": i, "b": None if i % 3 else str(i), "c": {"d": [i / 2] * (i % 3)}} for i in range(ROWS)]
    return pa.table({"x": pa.array(_holes(values), inner)})


def _maps():
    values = [[(f"k{j}", None if j == 1 else j) for j in range(i % 4)] for i in range(ROWS)]
    return pa.table({"x": pa.array(_holes(values), pa.map_(pa.string(), pa.int64()))})


def _union(mode):
    types = pa.array([i % 2 for i in range(ROWS)], pa.int8())
    if mode == "sparse":
        children = [pa.array(range(ROWS)), pa.array([str(i) for i in range(ROWS)])]
        return pa.table({"x": pa.UnionArray.from_sparse(types, children, ["number", "text"])})
    offsets = pa.array([i // 2 for i in range(ROWS)], pa.int32())
    children = [pa.array(range(ROWS)), pa.array([str(i) for i in range(ROWS)])]
    return pa.table({"x": pa.UnionArray.from_dense(types, offsets, children, ["number", "text"])})


def _dictionary(index, ordered=False):
    indices = pa.array(_holes([i % 3 for i in range(ROWS)]), index)
    return pa.table({"x": pa.DictionaryArray.from_arrays(indices, pa.array(["u", "v", "w"]), ordered=ordered)})


def _nested_dictionary():
    inner = pa.array(["u", "v", "u", "w"]).dictionary_encode()
    lists = pa.ListArray.from_arrays(pa.array([0, 2, 2, 4], pa.int32()), inner)
    return pa.table({"x": lists, "y": pa.StructArray.from_arrays([pa.array(["k", None, "k"]).dictionary_encode()], ["d"])})


def _chunked_dictionary():
    chunks = [pa.array(["a", "b"]).dictionary_encode(), pa.array(["c", "a", None]).dictionary_encode()]
    return pa.table({"x": pa.chunked_array(chunks)})


def _runs():
    ends = pa.array([3, 10, ROWS], pa.int32())
    return pa.table({"x": pa.RunEndEncodedArray.from_arrays(ends, pa.array([1.5, None, -2.5]))})


def _intervals():
    values = [pa.MonthDayNano([i, -i, i * 1000]) for i in range(ROWS)]
    return pa.table({"x": pa.array(_holes(values), pa.month_day_nano_interval())})


def _metadata():
    fields = [pa.field("a", pa.int64(), nullable=False, metadata={"unit": "m", "empty": ""}), pa.field("b", pa.string())]
    schema = pa.schema(fields, metadata={"origin": "a test", "json": json.dumps({"k": [1, 2]})})
    return pa.table([pa.array(range(5)), pa.array(list("abcde"))], schema=schema)


def _chunked():
    chunks = [pa.array([1, 2, 3]), pa.array([], pa.int64()), pa.array([4, None])]
    return pa.table({"x": pa.chunked_array(chunks), "y": pa.chunked_array([pa.array(["a"]), pa.array(["b", None, "c", "d"])])})


def _sliced():
    table = pa.table({
        "a": pa.array(_holes(range(ROWS))),
        "b": pa.array([i % 2 == 0 for i in range(ROWS)]),
        "c": pa.array(_holes([str(i) * 3 for i in range(ROWS)])),
        "d": pa.array([[i] * (i % 3) for i in range(ROWS)]),
    })
    return table.slice(11, 21)


def _extensions():
    tensor = pa.fixed_shape_tensor(pa.float32(), [2, 3])
    storage = pa.array([[float(j) for j in range(i, i + 6)] for i in range(5)], pa.list_(pa.float32(), 6))
    return pa.table({
        "tensor": pa.ExtensionArray.from_storage(tensor, storage),
        "uuid": pa.array([bytes([i] * 16) for i in range(5)], pa.uuid()),
        "json": pa.array(['{"a": 1}', None, "[]", "1", "null"], pa.json_()),
        "bool8": pa.ExtensionArray.from_storage(pa.bool8(), pa.array([0, 1, None, 1, 0], pa.int8())),
        "opaque": pa.ExtensionArray.from_storage(pa.opaque(pa.binary(), "point", "db"), pa.array([b"x"] * 5)),
    })


def _pandas(kind):
    import pandas as pd

    index = pd.date_range("2026-01-01", periods=4, tz="Europe/Berlin")
    frames = {
        "range": pd.DataFrame({"a": [1, 2, 3], "b": [0.5, np.nan, 1.5], "s": ["x", None, "z"]}),
        "times": pd.DataFrame({"v": np.arange(4.0)}, index=index),
        "multi": pd.DataFrame({"v": [1, 2]}, index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["k", None])),
        "categories": pd.DataFrame({"c": pd.Categorical(["u", "v", "u", None], categories=["v", "u"], ordered=True)}),
        "nullable": pd.DataFrame({
            "i": pd.array([1, None, 3], "Int16"),
            "b": pd.array([True, None, False], "boolean"),
            "f": pd.array([1.5, None, 2.5], "Float32"),
            "t": pd.to_timedelta([1, None, 3], unit="s"),
        }),
    }
    return pa.Table.from_pandas(frames[kind])


def _polars():
    import polars as pl

    return pl.DataFrame({
        "i": [1, None, 3],
        "s": ["a", "something longer than twelve bytes", None],
        "l": [[1, 2], [], None],
        "c": pl.Series(["u", "v", "u"], dtype=pl.Categorical),
        "d": [datetime.date(2026, 1, 1), None, datetime.date(1969, 12, 31)],
        "t": [datetime.datetime(2026, 1, 1, 12), None, datetime.datetime(1969, 1, 1)],
        "st": [{"a": 1}, {"a": None}, None],
    }).to_arrow()


def _duckdb():
    import duckdb

    query = """select range as i, range::varchar as s, range / 3.0 as f, (range * 1.5)::decimal(18, 4) as d,
        date '2026-01-01' + range::int as day, interval (range) hour as span, [range, range + 1] as l,
        {'a': range, 'b': 'x'} as st, map {'k': range} as m, range % 2 = 0 as b, null as n,
        uuid '00000000-0000-0000-0000-000000000001' as u
        from range(7)"""
    with duckdb.connect() as connection:
        return connection.sql(query).to_arrow_table()


def _makers():
    integers = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]
    for type_ in integers + [pa.float16(), pa.float32(), pa.float64()]:
        yield str(type_), lambda type_=type_: _numbers(type_)
    yield "bool", lambda: _one(_holes([i % 3 == 0 for i in range(ROWS)]), pa.bool_())
    for type_ in [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()]:
        yield str(type_), lambda type_=type_: _texts(type_)
    yield "fixed_binary", lambda: _one(_holes([bytes([i] * 5) for i in range(ROWS)]), pa.binary(5))
    yield "decimal128", lambda: _decimals(pa.decimal128(20, 3))
    yield "decimal256", lambda: _decimals(pa.decimal256(60, 10))
    yield "date32", lambda: _times(pa.date32())
    yield "date64", lambda: _times(pa.date64(), 86400000)
    for unit, scale in [("s", 1), ("ms", 10**3), ("us", 10**6), ("ns", 10**9)]:
        yield f"time_{unit}", lambda unit=unit, scale=scale: _times(
            pa.time32(unit) if unit in ("s", "ms") else pa.time64(unit), scale)
        yield f"timestamp_{unit}", lambda unit=unit, scale=scale: _times(pa.timestamp(unit), scale)
        yield f"timestamp_{unit}_zone", lambda unit=unit, scale=scale: _times(pa.timestamp(unit, "Europe/Berlin"), scale)
        yield f"duration_{unit}", lambda unit=unit, scale=scale: _times(pa.duration(unit), scale)
    yield "interval", _intervals
    yield "list", lambda: _lists(pa.list_(pa.int16()))
    yield "large_list", lambda: _lists(pa.large_list(pa.int64()))
    yield "fixed_list", lambda: _lists(pa.list_(pa.float32(), 3), 3)
    yield "list_view", lambda: _lists(pa.list_view(pa.int32()))
    yield "large_list_view", lambda: _lists(pa.large_list_view(pa.int32()))
    yield "nested_list", lambda: _one([[[1], []], None, [], [None, [2, 3]]], pa.list_(pa.list_(pa.int8())))
    yield "struct", _structs
    yield "map", _maps
    yield "union_sparse", lambda: _union("sparse")
    yield "union_dense", lambda: _union("dense")
    for index in [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8()]:
        yield f"dictionary_{index}", lambda index=index: _dictionary(index)
    yield "dictionary_ordered", lambda: _dictionary(pa.int8(), ordered=True)
    yield "dictionary_numbers", lambda: pa.table({"x": pa.array([1.5, None, 1.5, 2.5]).dictionary_encode()})
    yield "dictionary_nested", _nested_dictionary
    yield "dictionary_chunked", _chunked_dictionary
    yield "null", lambda: pa.table({"x": pa.nulls(5)})
    yield "run_end_encoded", _runs
    yield "extensions", _extensions
    yield "metadata", _metadata
    yield "chunked", _chunked
    yield "sliced", _sliced
    yield "all_null", lambda: pa.table({"i": pa.nulls(4, pa.int64()), "s": pa.nulls(4, pa.string())})
    yield "empty", lambda: pa.table({"a": pa.array([], pa.int64()), "s": pa.array([], pa.string()), "l": pa.array([], pa.list_(pa.int8()))})
    yield "no_batches", lambda: pa.Table.from_batches([], pa.schema([("a", pa.int32()), ("b", pa.string())]))
    yield "no_columns", lambda: pa.table({})
    yield "rows_without_columns", lambda: pa.table({"a": [1, 2, 3]}).select([])
    yield "same_names", lambda: pa.table([pa.array([1]), pa.array(["x"])], names=["a", "a"])
    yield "odd_names", lambda: pa.table([pa.array([1]), pa.array([2])], names=["", "\u65e5\u672c 'x'\n"])
    for kind in ["range", "times", "multi", "categories", "nullable"]:
        yield f"pandas_{kind}", lambda kind=kind: _pandas(kind)
    yield "polars", _polars
    yield "duckdb", _duckdb


TABLES = dict(_makers())
REFUSED = {
    "decimal32": lambda: pa.table({"d": pa.array([decimal.Decimal("1.2")], pa.decimal32(5, 1))}),
    "decimal64": lambda: pa.table({"d": pa.array([decimal.Decimal("1.2")], pa.decimal64(12, 1))}),
}


def difference(sent, found):
    """None where a table is the one that was sent: values, types, names, metadata and nullability."""
    if type(found) is not type(sent):
        return f"{type(found).__name__} instead of {type(sent).__name__}: {str(found)[:300]}"
    found.validate(full=True)
    if not found.schema.equals(sent.schema, check_metadata=True):
        return f"schema {found.schema.to_string()} instead of {sent.schema.to_string()}"
    if found.num_rows != sent.num_rows:
        return f"{found.num_rows} rows instead of {sent.num_rows}"
    if not found.equals(sent):
        cells = ", ".join(_different_cells(sent, found)[:10])
        return f"other values at {cells}: {str(found.to_pylist())[:300]} instead of {str(sent.to_pylist())[:300]}"
    return None


def _different_cells(sent, found):
    columns = zip(sent.schema.names, sent.columns, found.columns)
    rows = ((name, enumerate(zip(ours.to_pylist(), theirs.to_pylist()))) for name, ours, theirs in columns)
    return [f"{name}[{row}]" for name, pairs in rows for row, (ours, theirs) in pairs if ours != theirs]
