/// Dataframes as Python pickles them: pandas' blocks, indexes and arrays as Arrow columns.
///
/// Takes what `dev.ndwire.core.pickle` made of a pickle apart and lays columns over the bytes that came with it.
/// Nothing is run, and what is read stays as it is. Source: `__reduce__`, `__getstate__` and `__setstate__` of pandas'
/// and pyarrow's types, and `pyarrow.Table.from_pandas`.
package dev.ndwire.arrow.pandas;
