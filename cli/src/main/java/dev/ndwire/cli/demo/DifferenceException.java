package dev.ndwire.cli.demo;

import java.io.IOException;

/// What arrived is not what was sent.
final class DifferenceException extends IOException {
    private static final long serialVersionUID = 1;

    DifferenceException(String message) {
        super(message);
    }
}
