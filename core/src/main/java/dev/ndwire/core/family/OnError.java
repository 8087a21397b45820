package dev.ndwire.core.family;

/// What happens to an object that no family takes.
public enum OnError {
    /// The call fails with a [SerializationException].
    RAISE,

    /// The family `error` takes its place, and whoever opens it gets the exception.
    MESSAGE
}
