package dev.ndwire.conformance.python;

import dev.ndwire.conformance.vectors.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The live peer: a Python server to connect to, and a Python client that tries out a server of ours.
public final class PythonPeer implements AutoCloseable {
    private static final String GREETING = "listening on ";

    private final PythonProcess process;
    private final String address;

    private PythonPeer(PythonProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    /// Starts a server that holds data as a Dask worker does, and waits until it listens.
    ///
    /// @param environment the Python to run it with
    /// @param scripts the folder of the peer's scripts
    /// @param arguments more for `server.py`
    /// @return the server, which the caller closes
    /// @throws IllegalStateException if it ends before it listens
    public static PythonPeer serve(PythonEnvironment environment, Path scripts, String... arguments) {
        var process = environment.start(scripts.resolve("server.py"), List.of(arguments));
        try {
            var line = process.readLine();
            if (!line.startsWith(GREETING)) {
                throw new IllegalStateException("server.py wrote '" + line + "' where '" + GREETING
                        + "ADDRESS' was awaited; " + process.standardError());
            }
            return new PythonPeer(process, line.substring(GREETING.length()));
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /// Has the Python client try out a server, to the end.
    ///
    /// @param environment the Python to run it with
    /// @param scripts the folder of the peer's scripts
    /// @param address the server's address
    /// @param arguments more for `client.py`
    /// @return what it says of each case, the line that counts left out
    /// @throws IllegalStateException if it ends before it has counted
    public static List<Result> drive(PythonEnvironment environment, Path scripts, String address, String... arguments) {
        return run(environment, scripts.resolve("client.py"), address, arguments);
    }

    /// Has a script that reports as `client.py` does try out a server, to the end.
    ///
    /// @param environment the Python to run it with
    /// @param script the script
    /// @param address the server's address
    /// @param arguments more for the script
    /// @return what it says of each case, the line that counts left out
    /// @throws IllegalStateException if it ends before it has counted
    public static List<Result> run(PythonEnvironment environment, Path script, String address, String... arguments) {
        var all = new ArrayList<String>(List.of(address));
        all.addAll(List.of(arguments));
        try (var process = environment.start(script, all)) {
            var end = process.awaitEnd();
            var results = end.lines().stream().map(PythonPeer::result).toList();
            if (results.isEmpty() || !results.getLast().testCase().equals("all")) {
                throw new IllegalStateException(script.getFileName() + " ended with exit code " + end.exitCode()
                        + " after " + results.size() + " results and did not count them; " + process.standardError());
            }
            return results.subList(0, results.size() - 1);
        }
    }

    private static Result result(String line) {
        var json = Json.parse(line);
        var why = json.get("why");
        return new Result(
                json.get("case").text(),
                json.get("op").text(),
                json.get("ok").isTrue(),
                why.isNull() ? "" : why.text());
    }

    /// Where the server listens.
    ///
    /// @return as in `tcp://127.0.0.1:40213`
    public String address() {
        return address;
    }

    /// What the server has written to standard error, for a failure's message.
    ///
    /// @return the last lines
    public String standardError() {
        return process.standardError();
    }

    @Override
    public void close() {
        process.close();
    }

    /// What the client says of one case.
    ///
    /// @param testCase the case's name, as in `array/<f8/C-2d`
    /// @param op what was done with it
    /// @param ok whether all was as it has to be
    /// @param why what was not; where a refusal was due and came, its text; else empty
    public record Result(String testCase, String op, boolean ok, String why) {}
}
