package dev.ndwire.cluster.task;

/// Among a task's arguments: the result of another key, of the same graph or of one that the scheduler has already.
///
/// Python's `dask._task_spec.TaskRef`.
///
/// @param key the key
public record TaskRef(Object key) {
    /// Checks the key.
    ///
    /// @throws IllegalArgumentException if Dask takes no such key
    public TaskRef {
        key = Keys.checked(key);
    }
}
