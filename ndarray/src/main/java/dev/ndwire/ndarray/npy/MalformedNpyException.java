package dev.ndwire.ndarray.npy;

import dev.ndwire.core.value.MalformedException;
import java.io.Serial;

/// A file is no `.npy` file, is cut short, or holds what this library refuses.
///
/// The message names the file, what was found, what was allowed, and the byte where it stands.
public final class MalformedNpyException extends MalformedException {
    @Serial
    private static final long serialVersionUID = 1;

    MalformedNpyException(String message) {
        super(message);
    }

    MalformedNpyException(String message, Throwable cause) {
        super(message, cause);
    }
}
