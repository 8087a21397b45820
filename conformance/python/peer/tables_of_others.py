"""Tables of every type that polars and duckdb have and pyarrow takes, by name; and which types it does not take.

What is in a table is as it comes: `to_arrow()` of polars, with its own views too, `to_arrow_table()` of duckdb, with its own
views and lossless types too.
"""

import datetime
import decimal

import duckdb
import polars as pl
import pyarrow as pa

DAY = datetime.date(2026, 1, 31)
NOON = datetime.datetime(2026, 1, 31, 12, 0, 0, 123000)
SPAN = datetime.timedelta(days=-3, seconds=5, milliseconds=7)

# Each type of polars: dtypes and values of it.
POLARS = {
    **{f"Int{bits}": [(getattr(pl, f"Int{bits}"), [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1])] for bits in (8, 16, 32, 64)},
    **{f"UInt{bits}": [(getattr(pl, f"UInt{bits}"), [0, 2**bits - 1])] for bits in (8, 16, 32, 64)},
    **{f"Float{bits}": [(getattr(pl, f"Float{bits}"), [-1.5, 0.25])] for bits in (16, 32, 64)},
    "Boolean": [(pl.Boolean, [True, False])],
    "String": [(pl.String, ["a", "something longer than twelve bytes"])],
    "Binary": [(pl.Binary, [b"a", b"something longer than twelve bytes"])],
    "Decimal": [(pl.Decimal(20, 3), [decimal.Decimal("-1.5")]), (pl.Decimal(38, 0), [decimal.Decimal(10**37)])],
    "Date": [(pl.Date, [DAY])],
    "Time": [(pl.Time, [NOON.time()])],
    "Datetime": [(pl.Datetime(unit, zone), [NOON]) for unit in ("ms", "us", "ns") for zone in (None, "Europe/Berlin")],
    "Duration": [(pl.Duration(unit), [SPAN]) for unit in ("ms", "us", "ns")],
    "Null": [(pl.Null, [])],
    "List": [(pl.List(pl.Int64), [[1, None], []]), (pl.List(pl.List(pl.String)), [[["a"], None]])],
    "Array": [(pl.Array(pl.Int16, 2), [[1, None]]), (pl.Array(pl.Int16, (2, 2)), [[[1, 2], [3, 4]]])],
    "Struct": [(pl.Struct({"a": pl.Int8, "b": pl.List(pl.Date)}), [{"a": 1, "b": [DAY]}, {"a": None, "b": None}])],
    "Map": [(pl.Map(pl.String, pl.Int64), [{"a": 1, "b": None}, {}])],
    "Categorical": [(pl.Categorical, ["u", "v", "u"]), (pl.List(pl.Categorical), [["u"], ["v", "u"]])],
    "Enum": [(pl.Enum(["v", "u"]), ["u", "v", "u"])],
}
# 128 bits and addresses of Python's objects, for which Arrow has no type.
POLARS_LACKS = {"Int128", "UInt128", "Object"}
POLARS_ABSTRACT = {
    "BaseExtension", "DataType", "Extension", "FloatType", "IntegerType", "TemporalType", "Unknown"}  # fmt: skip

# Each type of duckdb: expressions of it.
DUCKDB = {
    "BOOLEAN": ["true"],
    **{name: [f"(-1)::{name}"] for name in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")},
    **{name: [f"200::{name}"] for name in ("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")},
    "BIGNUM": ["123456789012345678901234567890123456789012::bignum"],
    "FLOAT": ["1.5::float"],
    "DOUBLE": ["1.5::double"],
    "DECIMAL": [f"1.5::decimal({width}, 1)" for width in (4, 9, 18, 38)],
    "VARCHAR": ["'something longer than twelve bytes'", "'{\"a\": 1}'::json", "'a'::char"],
    "BLOB": ["'a'::blob"],
    "BIT": ["'101'::bit"],
    "UUID": ["'00000000-0000-0000-0000-00000000000a'::uuid"],
    "DATE": ["date '2026-01-31'"],
    "TIME": ["time '01:02:03.5'"],
    "TIME_NS": ["'01:02:03.000000005'::time_ns"],
    "TIME WITH TIME ZONE": ["'01:02:03+02'::timetz"],
    "TIMESTAMP": ["timestamp '2026-01-31 12:00:00.5'"],
    "TIMESTAMP_S": ["'2026-01-31 12:00:00'::timestamp_s"],
    "TIMESTAMP_MS": ["'2026-01-31 12:00:00.5'::timestamp_ms"],
    "TIMESTAMP_NS": ["'2026-01-31 12:00:00.5'::timestamp_ns"],
    "TIMESTAMP WITH TIME ZONE": ["timestamptz '2026-01-31 12:00:00+01'"],
    "TIMESTAMPTZ_NS": ["'2026-01-31 12:00:00+01'::timestamptz_ns"],
    "INTERVAL": ["interval 1 month + interval 2 day + interval 3 second"],
    "ENUM": ["'u'::enum('v', 'u')"],
    "LIST": ["[1, null]", "[['a'], null, []]"],
    "ARRAY": ["[1, 2]::int[2]"],
    "STRUCT": ["{'a': 1, 'b': ['x', null]}"],
    "TUPLE": ["row(1, 'a')"],
    "MAP": ["map {'a': 1, 'b': null}"],
    "UNION": ["union_value(n := 1)::union(n int, t varchar)"],
    "NULL": ["null"],
    "GEOMETRY": ["'POINT (1 2)'::geometry"],
    "VARIANT": ["1::variant"],
}
# "Unsupported Arrow type TYPE".
DUCKDB_LACKS = {"TYPE"}

VIEWS = ("set arrow_output_version = '1.4'", "set arrow_output_list_view = true")
LOSSLESS = ("set arrow_lossless_conversion = true", "set arrow_large_buffer_size = true")


def _polars(dtype, values, **how):
    columns = {"x": [*values, None], "y": [None, *values]}
    return pl.DataFrame({name: pl.Series(column, dtype=dtype) for name, column in columns.items()}).to_arrow(**how)


def _duckdb(expression, settings=()):
    with duckdb.connect() as connection:
        for setting in settings:
            connection.execute(setting)
        query = f"select case when range % 3 <> 1 then {expression} end as x from range(7)"
        return connection.sql(query).to_arrow_table()


def _makers():
    for name, examples in POLARS.items():
        for i, (dtype, values) in enumerate(examples):
            yield f"polars_{name}_{i}", lambda dtype=dtype, values=values: _polars(dtype, values)
    newest = pl.CompatLevel.newest()
    for name in ("String", "Binary", "Categorical", "Enum"):
        for i, (dtype, values) in enumerate(POLARS[name]):
            yield f"polars_newest_{name}_{i}", lambda dtype=dtype, values=values: _polars(dtype, values, compat_level=newest)
    for name, expressions in DUCKDB.items():
        for i, expression in enumerate(expressions):
            yield f"duckdb_{name}_{i}", lambda expression=expression: _duckdb(expression)
    for name in ("VARCHAR", "BLOB", "LIST"):
        yield f"duckdb_views_{name}", lambda name=name: _duckdb(DUCKDB[name][0], VIEWS)
    for name in ("BOOLEAN", "HUGEINT", "UHUGEINT", "BIT", "UUID", "TIME WITH TIME ZONE", "BLOB", "LIST"):
        yield f"duckdb_lossless_{name}", lambda name=name: _duckdb(DUCKDB[name][0], LOSSLESS)
    yield "duckdb_lossless_json", lambda: _duckdb(DUCKDB["VARCHAR"][1], LOSSLESS)


TABLES = dict(_makers())


def unknown_types():
    """What polars and duckdb have and nothing here names; and what they do give that is said here to be lacking."""
    found = [name for name in dir(pl.datatypes) if isinstance(vars(pl.datatypes)[name], type)]
    found = {name for name in found if issubclass(vars(pl.datatypes)[name], pl.DataType) and name != "Utf8"}
    unknown = found ^ (set(POLARS) | POLARS_LACKS | POLARS_ABSTRACT)
    with duckdb.connect() as connection:
        types = {row[0] for row in connection.sql("select logical_type from duckdb_types()").fetchall()}
    unknown |= types ^ (set(DUCKDB) | DUCKDB_LACKS)
    for name in ("Int128", "UInt128"):
        unknown |= _given(name, lambda name=name: _polars(getattr(pl, name), [1]))
    return unknown | _given("TYPE", lambda: _duckdb("get_type(1)"))


def _given(name, make):
    try:
        make()
    except (pa.ArrowInvalid, duckdb.NotImplementedException):
        return set()
    return {f"{name}, which is given after all"}
