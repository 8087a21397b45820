package dev.ndwire.conformance.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class LivePythonTest {
    private final List<String> console = new ArrayList<>();

    @Test
    void skipsEveryClassButSaysSoInOneLine() {
        var live = new LivePython(new PythonSearch.Missing("no Python 3.11 or newer"), Map.of(), console::add);
        assertThatThrownBy(live::python).isInstanceOf(TestAbortedException.class);
        assertThatThrownBy(live::python).isInstanceOf(TestAbortedException.class);
        assertThat(console).containsExactly("The tests against a live Python are SKIPPED: no Python 3.11 or newer");
    }

    @Test
    void failsWithoutPythonWhereItIsRequired() {
        var live = new LivePython(new PythonSearch.Missing("no Python"), Map.of("CI", "true"), console::add);
        assertThatThrownBy(live::python)
                .isInstanceOf(AssertionError.class)
                .hasMessage("CI=true, and the live tests cannot run: no Python");
        assertThat(console).isEmpty();
    }

    @Test
    void takesThePythonThatWasFound() {
        var found = new PythonSearch.Found(Path.of("python3"), "3.11.7");
        assertThat(new LivePython(found, Map.of(), console::add).python()).isSameAs(found);
    }
}
