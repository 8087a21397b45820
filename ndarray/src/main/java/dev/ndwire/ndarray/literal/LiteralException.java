package dev.ndwire.ndarray.literal;

import java.io.Serial;

/// A text is no Python literal, or one of a type that is not read here. The message says what stands where.
public final class LiteralException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    LiteralException(String message) {
        super(message);
    }
}
