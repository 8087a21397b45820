package dev.ndwire.conformance.large;

import dev.ndwire.conformance.python.LivePython;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// Has the classes that need much memory wait for one another, as two processes run the tests.
final class OneAtATime implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path file = LivePython.TARGET.resolve("large.lock");
        Files.createDirectories(LivePython.TARGET);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        // JUnit closes it after the class, and the lock goes with it.
        context.getStore(Namespace.create(OneAtATime.class)).put(file, channel);
    }
}
