/// Computational tasks: what a Python is to run, with which arguments, written as a Dask scheduler reads it.
///
/// Gives the client one serialized object for a message; uses core's values and its family `pickle`, and sees neither
/// message nor socket. Source: `dask._task_spec`, `dask._expr`.
package dev.ndwire.cluster.task;
