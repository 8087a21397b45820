package dev.ndwire.conformance.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PythonSearchTest {
    @Test
    void saysWhatItTriedWhereTheNamedPythonIsNone() {
        var search = PythonSearch.search(Optional.empty(), Map.of("NDWIRE_PYTHON", "/no/such/python"));
        assertThat(search)
                .isEqualTo(new PythonSearch.Missing("no Python 3.11 or newer: /no/such/python cannot be run"));
    }

    @Test
    void prefersThePropertyToTheVariable() {
        var search = PythonSearch.search(Optional.of("/the/property"), Map.of("NDWIRE_PYTHON", "/the/variable"));
        assertThat(search).isEqualTo(new PythonSearch.Missing("no Python 3.11 or newer: /the/property cannot be run"));
    }

    @Test
    void passesOverAProgramThatIsNoPython() {
        var search = PythonSearch.search(Optional.of("false"), Map.of());
        assertThat(search).isEqualTo(new PythonSearch.Missing("no Python 3.11 or newer: false ended with exit code 1"));
    }

    @Test
    void passesOverAPythonThatIsTooOld() {
        assertThat(PythonProbe.judged("python3", "/usr/bin/python3", "3.10.13"))
                .isEqualTo(new PythonSearch.Missing("python3 is 3.10.13"));
        assertThat(PythonProbe.judged("python3", "/usr/bin/python3", "2.7.18"))
                .isEqualTo(new PythonSearch.Missing("python3 is 2.7.18"));
    }

    @Test
    void acceptsTheOldestOneAndNewerOnes() {
        assertThat(PythonProbe.judged("python3", "/usr/bin/python3", "3.11.0"))
                .isEqualTo(new PythonSearch.Found(Path.of("/usr/bin/python3"), "3.11.0"));
        assertThat(PythonProbe.judged("python3", "/usr/bin/python3", "3.14.2")).isInstanceOf(PythonSearch.Found.class);
    }
}
