package dev.ndwire.core.comm;

import java.io.IOException;

/// Waits for connections over which frames go.
public interface FrameListener extends Listener {
    @Override
    FrameChannel accept() throws IOException;
}
