package dev.ndwire.benchmarks.transport;

import dev.ndwire.benchmarks.PythonDialogue;
import java.io.IOException;
import java.util.Arrays;

/// A Python that sends when it is told to: see `transport_client.py`. Used by one thread.
final class PythonClient implements AutoCloseable {
    private final PythonDialogue dialogue;

    /// Starts it, and has it connect when it is first needed.
    ///
    /// @param places where the servers are that it sends to
    /// @throws IllegalStateException if there is no Python
    PythonClient(Places places) throws IOException {
        dialogue = new PythonDialogue("transport_client.py", places.get("tcp"), places.get(Places.FLIGHT));
    }

    /// Has it do something.
    ///
    /// @return what it answers
    String ask(String what) throws IOException {
        return dialogue.ask(what);
    }

    /// Asks for a number.
    long number(String what) throws IOException {
        return Long.parseLong(ask(what));
    }

    /// Has it send a small array there and back, and time that itself.
    ///
    /// @return nanoseconds of each
    long[] echo(int count, int byteSize) throws IOException {
        return Arrays.stream(ask("echo " + count + " " + byteSize).split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    @Override
    public void close() throws IOException {
        dialogue.close();
    }
}
