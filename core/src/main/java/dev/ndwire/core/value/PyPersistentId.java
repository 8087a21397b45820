package dev.ndwire.core.value;

import org.jspecify.annotations.Nullable;

/// An object that stands outside of a pickle, known there by an id that only its writer can resolve.
///
/// Two of them are the same only if they are the same Java object.
public final class PyPersistentId {
    private final @Nullable Object id;

    /// Makes a reference.
    ///
    /// @param id what names the object, often a text
    public PyPersistentId(@Nullable Object id) {
        this.id = id;
    }

    /// What names the object.
    ///
    /// @return the id
    public @Nullable Object id() {
        return id;
    }

    @Override
    public String toString() {
        return "PyPersistentId";
    }
}
