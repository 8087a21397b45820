/// What a client of a Dask scheduler says: tasks that name functions of Python.
///
/// Knows no array: what stands among a task's arguments is written by the families of `dev.ndwire.core`.
@org.jspecify.annotations.NullMarked
module dev.ndwire.cluster {
    requires static transitive org.jspecify;
    requires transitive dev.ndwire.core;

    exports dev.ndwire.cluster.task;
}
