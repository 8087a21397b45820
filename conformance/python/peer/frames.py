"""DataFrames and Series of every kind that Java reads as tables, by name, and some that it leaves as they are.

The times of one are long enough that they are not copied on the way, though numpy pickles them in band.
"""

import datetime

import numpy as np
import pandas as pd
import pyarrow as pa

ROWS = 150
LONG = 8200
rng = np.random.default_rng(20260902)


def _holes(values, every=7):
    return [None if i % every == 3 else value for i, value in enumerate(values)]


def _numbers():
    columns = {}
    for code in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
        limits = np.iinfo(code)
        columns[code] = rng.integers(limits.min, limits.max, ROWS, dtype=code, endpoint=True)
    for code in ["f2", "f4", "f8"]:
        columns[code] = rng.standard_normal(ROWS).astype(code)
    return pd.DataFrame(columns)


def _missing_numbers():
    values = rng.standard_normal(ROWS)
    values[::5] = np.nan
    return pd.DataFrame({code: values.astype(code) for code in ["f2", "f4", "f8"]} | {"full": np.arange(ROWS)})


def _mixed():
    return pd.DataFrame(
        {
            "b": [True, False, True] * 5,
            "i": range(15),
            "f": np.linspace(0, 1, 15),
            "c": range(15, 30),
            "s": [f"text {i}" for i in range(15)],
            "g": np.linspace(1, 2, 15),
        }
    )


def _times(**more):
    times = pd.Series(pd.date_range("2026-01-01", periods=ROWS, freq="37min", **more))
    times[5] = pd.NaT
    return times


def _all_times():
    return pd.DataFrame({unit: _times(unit=unit) for unit in ["s", "ms", "us", "ns"]})


def _zones():
    return pd.DataFrame(
        {
            "utc": _times(tz="UTC"),
            "zurich": _times(tz="Europe/Zurich"),
            "fixed": _times(tz=datetime.timezone(datetime.timedelta(hours=-3, minutes=-30))),
            "nanos": _times(tz="Asia/Tokyo", unit="ns"),
        }
    )


def _timedeltas():
    deltas = pd.Series(pd.to_timedelta(np.arange(ROWS), unit="s"))
    deltas[2] = pd.NaT
    return pd.DataFrame({unit: deltas.astype(f"timedelta64[{unit}]") for unit in ["s", "ms", "us", "ns"]})


def _nullable():
    columns = {}
    for name in ["Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"]:
        columns[name] = pd.array(_holes([i % 100 for i in range(50)]), dtype=name)
    columns["full"] = pd.array(range(50), dtype="Int64")
    columns["Float32"] = pd.array(_holes([i / 2 for i in range(50)]), dtype="Float32")
    columns["Float64"] = pd.array(_holes([i / 2 for i in range(50)]), dtype="Float64")
    columns["boolean"] = pd.array(_holes([i % 2 == 0 for i in range(50)]), dtype="boolean")
    return pd.DataFrame(columns)


def _objects():
    texts = _holes(["", "a", "\u65e5\u672c", "\U0001f600"] * 5)
    return pd.DataFrame(
        {
            "texts": np.array(texts, object),
            "missing": np.array(["x", np.nan, pd.NA, pd.NaT, None] * 4, object),
            "bytes": np.array(_holes([b"", b"\xff\x00"] * 10), object),
            "bool": np.array(_holes([True, False] * 10), object),
            "ints": np.array(_holes(range(20)), object),
            "floats": np.array(_holes([1.5, 2] * 10), object),
            "dates": np.array(_holes([datetime.date(1969, 12, 31), datetime.date(2026, 2, 28)] * 10), object),
            "none": np.array([None] * 20, object),
        }
    )


def _arrow(values, type_):
    return pd.Series(pd.array(values, dtype=pd.ArrowDtype(type_)))


def _arrow_types():
    moment = datetime.datetime(2026, 2, 3, 4, 5, 6)
    return pd.DataFrame(
        {
            "int8": _arrow(_holes(range(20)), pa.int8()),
            "bool": _arrow(_holes([True, False] * 10), pa.bool_()),
            "float": _arrow(_holes([0.5] * 20), pa.float32()),
            "string": _arrow(_holes(["a", "bc"] * 10), pa.string()),
            "view": _arrow(_holes(["a", "longer than twelve bytes"] * 10), pa.string_view()),
            "binary": _arrow(_holes([b"a", b"bc"] * 10), pa.binary()),
            "width": _arrow(_holes([b"ab", b"bc"] * 10), pa.binary(2)),
            "date": _arrow(_holes([moment.date()] * 20), pa.date32()),
            "time": _arrow(_holes([moment.time()] * 20), pa.time64("us")),
            "timestamp": _arrow(_holes([moment] * 20), pa.timestamp("ms")),
            "zone": _arrow(_holes([moment] * 20), pa.timestamp("us", "Europe/Zurich")),
            "duration": _arrow(_holes([datetime.timedelta(1)] * 20), pa.duration("ns")),
            "decimal": _arrow(_holes([1, 2] * 10), pa.decimal128(7, 2)),
            "null": _arrow([None] * 20, pa.null()),
        }
    )


def _nested():
    pair = pa.struct([("a", pa.int64()), pa.field("b", pa.string())])
    return pd.DataFrame(
        {
            "list": _arrow(_holes([[1, 2], []] * 10), pa.list_(pa.int64())),
            "large": _arrow(_holes([["x"], [None]] * 10), pa.large_list(pa.string())),
            "fixed": _arrow(_holes([[1, 2], [3, 4]] * 10), pa.list_(pa.int16(), 2)),
            "struct": _arrow(_holes([{"a": 1, "b": "x"}, {"a": None, "b": "y"}] * 10), pair),
            "map": _arrow(_holes([[("k", 1)], []] * 10), pa.map_(pa.string(), pa.int8())),
            "dictionary": _arrow(_holes(["u", "v"] * 10), pa.dictionary(pa.int8(), pa.string())),
        }
    )


def _categories():
    return pd.DataFrame(
        {
            "texts": pd.Categorical(_holes(["x", "y", "z"] * 10)),
            "ints": pd.Categorical(_holes([30, 10, 20] * 10), categories=[30, 10, 20], ordered=True),
            "times": pd.Categorical(pd.to_datetime(["2026-01-01", "2026-01-02", "2026-01-01"] * 10)),
            "objects": pd.Categorical(np.array(["a", "b", "a"] * 10, object)),
            "unused": pd.Categorical(["p"] * 30, categories=["o", "p", "q"]),
            "bool": pd.Categorical([True, False, True] * 10),
        }
    )


def _many_categories():
    return pd.DataFrame({"c": pd.Categorical([f"c{i:03}" for i in range(300)])})


def _indexed(index, **more):
    return pd.DataFrame({"a": range(len(index)), **more}, index=index)


def _multi(names=None):
    parts = [["x", "y", "x"], [1, 2, 3], pd.to_datetime(["2026-01-01"] * 2 + ["2026-01-02"]), [0.5, 1.5, 0.5]]
    return _indexed(pd.MultiIndex.from_arrays(parts, names=names))


def _multi_missing():
    parts = [["x", None, "y"], [1, None, 3], pd.Categorical(["p", "q", "p"]), [True, False, True], [b"a", None, b"b"]]
    return _indexed(pd.MultiIndex.from_arrays(parts))


def _columns(labels):
    return pd.DataFrame(np.arange(3.0 * len(labels)).reshape(3, -1), columns=labels)


def _with_attributes():
    frame = pd.DataFrame({"a": [1]})
    frame.attrs = {"unit": "m/\u00b5s", "more": [1, 2.5, None, {"x": True}], "quote\"": "back\\slash\n"}
    return frame


def _strided():
    return pd.DataFrame(np.arange(4.0 * ROWS).reshape(ROWS, 4))


FRAMES = {
    "numbers": _numbers,
    "missing_numbers": _missing_numbers,
    "mixed": _mixed,
    "one_block": _strided,
    "fortran": lambda: pd.DataFrame(np.asfortranarray(np.arange(40.0).reshape(10, 4))),
    "transposed": lambda: pd.DataFrame(np.arange(6).reshape(2, 3)).T,
    "every_other_row": lambda: _strided()[::2],
    "some_columns": lambda: _mixed()[["g", "i", "b"]],
    "rows_from_the_middle": lambda: _mixed().iloc[5:11],
    "bool": lambda: pd.DataFrame({"t": [True, False, False] * 11, "u": [False, True, True] * 11}),
    "times": _all_times,
    "times_long": lambda: pd.DataFrame({"t": pd.date_range("2026-01-01", periods=LONG, freq="min")}),
    "zones": _zones,
    "timedeltas": _timedeltas,
    "nullable": _nullable,
    "str": lambda: pd.DataFrame({"s": _holes(["", "a", "\u65e5\u672c"] * 10), "full": ["x"] * 30}),
    "str_sliced": lambda: pd.DataFrame({"s": _holes([f"text {i}" for i in range(40)])}).iloc[11:29],
    "str_long": lambda: pd.DataFrame({"s": _holes([f"text number {i}" for i in range(ROWS)])}),
    "string_pyarrow": lambda: pd.DataFrame({"s": pd.array(["a", None, "bc"], dtype="string[pyarrow]")}),
    "string_python": lambda: pd.DataFrame({"s": pd.array(["a", None, "bc"], dtype="string[python]")}),
    "objects": _objects,
    "arrow_types": _arrow_types,
    "arrow_types_sliced": lambda: _arrow_types().iloc[3:17],
    "nested": _nested,
    "nested_sliced": lambda: _nested().iloc[5:13],
    "categories": _categories,
    "many_categories": _many_categories,
    "no_categories": lambda: pd.DataFrame({"c": pd.Categorical([None, None])}),
    "index_of_texts": lambda: _indexed(pd.Index(["p", "q", "r"], name="n")),
    "index_without_name": lambda: _indexed(pd.Index([7, 8, 9])),
    "index_named_like_a_column": lambda: _indexed(pd.Index([7, 8, 9], name="a")),
    "index_of_objects": lambda: _indexed(pd.Index(["p", "q", "r"], dtype=object)),
    "index_of_floats": lambda: _indexed(pd.Index([0.5, np.nan, 1.5], name="f")),
    "index_of_times": lambda: _indexed(pd.date_range("2026-01-01", periods=5, name="t")),
    "index_of_times_in_a_zone": lambda: _indexed(pd.date_range("2026-03-29", periods=5, freq="h", tz="Europe/Zurich")),
    "index_of_timedeltas": lambda: _indexed(pd.to_timedelta([1, 2, 3], unit="s")),
    "index_of_categories": lambda: _indexed(pd.CategoricalIndex(["u", "v", "u"], name="c")),
    "index_nullable": lambda: _indexed(pd.Index([1, None, 3], dtype="Int64", name="i")),
    "range": lambda: _indexed(pd.RangeIndex(3, 9, 2, name="r")),
    "range_backwards": lambda: _indexed(pd.RangeIndex(9, 3, -2)),
    "multi": _multi,
    "multi_named": lambda: _multi(["k", None, "a", "l"]),
    "multi_missing": _multi_missing,
    "columns_of_a_range": lambda: pd.DataFrame(np.arange(6).reshape(2, 3)),
    "columns_of_ints": lambda: _columns([3, -4]),
    "columns_of_floats": lambda: _columns([3.5, 4e20]),
    "columns_of_bool": lambda: _columns([True, False]),
    "columns_of_objects": lambda: _columns(pd.Index(["a", "b"], dtype=object)),
    "columns_of_times": lambda: _columns(pd.to_datetime(["2026-01-01", "2026-01-02 03:04:05.000006"], format="ISO8601")),
    "columns_of_categories": lambda: _columns(pd.CategoricalIndex(["a", "b"])),
    "columns_with_a_name": lambda: _columns(pd.Index(["a", "b"], name="n")),
    "columns_multi": lambda: _columns(pd.MultiIndex.from_tuples([("x", 1), ("y'q", 2), ('"\n', 3)], names=["u", None])),
    "attributes": _with_attributes,
    "empty": lambda: pd.DataFrame(),
    "no_columns": lambda: pd.DataFrame(index=range(3)),
    "no_columns_but_an_index": lambda: pd.DataFrame(index=["a", "b"]),
    "no_rows": lambda: _mixed().iloc[:0],
    "no_rows_of_many_kinds": lambda: pd.concat([_categories().iloc[:0].add_prefix("c_"), _arrow_types().iloc[:0]], axis=1),
    "series": lambda: pd.Series([1, 2], name="s"),
    "series_without_name": lambda: pd.Series([1.5, np.nan]),
    "series_named_by_a_number": lambda: pd.Series(["a", None], name=5),
    "series_of_times": lambda: _times(tz="UTC").rename("t"),
    "series_of_categories": lambda: pd.Series(pd.Categorical(["a", "b"]), index=["x", "y"], name="c"),
    "series_multi": lambda: pd.Series([1, 2, 3], index=_multi().index, name="v"),
}


def _twins():
    frame = pd.DataFrame([[1, 2]])
    frame.columns = ["a", "a"]
    return frame


OPAQUE = {
    "periods": lambda: pd.DataFrame({"p": pd.period_range("2026", periods=2, freq="M")}),
    "intervals": lambda: pd.DataFrame({"i": pd.interval_range(0, 2)}),
    "index_of_intervals": lambda: _indexed(pd.interval_range(0, 2)),
    "index_of_periods": lambda: _indexed(pd.period_range("2026", periods=2, freq="M")),
    "sparse": lambda: pd.DataFrame({"s": pd.arrays.SparseArray([0, 1])}),
    "complex": lambda: pd.DataFrame({"c": [1j, 2]}),
    "objects_of_many_types": lambda: pd.DataFrame({"o": np.array(["x", 1], object)}),
    "objects_of_another_type": lambda: pd.DataFrame({"o": np.array([{"a": 1}], object)}),
    "two_columns_of_one_name": _twins,
    "columns_of_many_types": lambda: _columns(["a", 1]),
    "arrow_extension": lambda: pd.DataFrame({"u": _arrow([b"0" * 16], pa.uuid())}),
    "index": lambda: pd.Index([1, 2]),
}


def frame_of(made):
    """What a table is compared with: a series is a frame of one column."""
    return made.to_frame() if isinstance(made, pd.Series) else made
