package dev.ndwire.conformance.python;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/// The Python of the live tests. A class of them asks for [#environment()] before all else: without Python it is
/// skipped, in one line on the console for all such classes together, or fails where `CI=true`.
public final class LivePython {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    /// The folder of the peer's scripts.
    public static final Path SCRIPTS = MODULE.resolve("python/peer");

    /// The folder of the committed vectors.
    public static final Path VECTORS = MODULE.resolve("vectors");

    /// The folder of what a build leaves.
    public static final Path TARGET = MODULE.resolve("target");

    static final Path PYTHON = MODULE.resolve("python");

    private final PythonSearch search;
    private final boolean isRequired;
    private final Consumer<String> console;
    private final AtomicBoolean hasSpoken = new AtomicBoolean();
    // A task runs once: where pip fails, the second class fails as the first did and waits for no second attempt.
    private final FutureTask<PythonEnvironment> build =
            new FutureTask<>(() -> PythonEnvironment.build(python(), PYTHON.resolve("requirements.txt"), TARGET));

    LivePython(PythonSearch search, Map<String, String> variables, Consumer<String> console) {
        this.search = search;
        this.isRequired = "true".equals(variables.get("CI"));
        this.console = console;
    }

    /// The pinned environment, built by the first who asks.
    public static PythonEnvironment environment() {
        return Standard.LIVE.built();
    }

    /// A live server; the caller closes it.
    public static PythonPeer serve(String... arguments) {
        return PythonPeer.serve(environment(), SCRIPTS, arguments);
    }

    PythonSearch.Found python() {
        if (search instanceof PythonSearch.Found found) {
            return found;
        }
        var reason = ((PythonSearch.Missing) search).reason();
        if (isRequired) {
            throw new AssertionError("CI=true, and the live tests cannot run: " + reason);
        }
        if (hasSpoken.compareAndSet(false, true)) {
            console.accept("The tests against a live Python are SKIPPED: " + reason);
        }
        return Assumptions.abort(reason);
    }

    private PythonEnvironment built() {
        python();
        build.run();
        try {
            return build.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }

    private static final class Standard {
        static final LivePython LIVE = new LivePython(
                PythonSearch.search(Optional.ofNullable(System.getProperty(PythonSearch.PROPERTY)), System.getenv()),
                System.getenv(),
                System.out::println);
    }
}
