package dev.ndwire.cli.rig;

import dev.ndwire.core.comm.Request;
import java.io.IOException;

/// The second JVM as it sees itself, which the first sees as a [ChildProcess].
public final class SecondProcess {
    private SecondProcess() {}

    /// Says where this process listens, and serves until its standard input ends: with the first process, however that
    /// ends.
    ///
    /// @param line what the first process reads
    /// @throws IOException if standard input fails
    public static void serve(String line) throws IOException {
        System.out.println(line);
        System.out.flush();
        while (System.in.read() >= 0) {
            // Nothing is said there: only its end counts.
        }
    }

    /// Finds a number in a request.
    ///
    /// @param request the request
    /// @param name of its argument
    /// @return the argument
    /// @throws IllegalArgumentException if it is missing or no integer
    public static long number(Request request, String name) {
        if (request.argument(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("argument '" + name + "' of " + request.op() + " is no integer");
    }
}
