package dev.ndwire.arrow;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.ndwire.arrow.table.Table;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The law of rooms: which package may use which.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsTest {
    private static final String ROOT = "dev.ndwire.arrow.";

    /// For each room, the rooms of this module that it may use besides itself.
    private static final Map<String, List<String>> LAW = Map.ofEntries(
            entry("memory", List.of()),
            entry("ipc", List.of("memory")),
            entry("numpy", List.of("memory", "ipc")),
            entry("table", List.of("memory", "ipc", "numpy")),
            entry("pandas", List.of("memory", "ipc", "table", "numpy")),
            entry("file", List.of("memory", "ipc", "table")),
            entry("cdata", List.of("memory", "ipc", "table")),
            entry("family", List.of("memory", "ipc", "table", "numpy", "pandas")));

    private final JavaClasses module = new ClassFileImporter()
            .importPath(Path.of(Table.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));

    RoomsTest() throws URISyntaxException {}

    static Stream<String> rooms() {
        return LAW.keySet().stream().sorted();
    }

    @Test
    void readsTheClassesOfThisModule() {
        assertThat(module.contain(Table.class)).isTrue();
        assertThat(module.contain(RoomsTest.class)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void usesOnlyTheRoomsBelowIt(String room) {
        List<String> allowed = LAW.getOrDefault(room, List.of());
        String[] packages = Stream.concat(Stream.of(room), allowed.stream())
                .map(RoomsTest::inside)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(inside(room))
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage(ROOT + ".")).or(resideInAnyPackage(packages)))
                .allowEmptyShould(true)
                .check(module);
    }

    @Test
    void hasNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(module);
    }

    @Test
    void neverSeesAMessageOnItsWay() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.ndwire.core.message..", "dev.ndwire.core.wire..", "dev.ndwire.core.comm..")
                .check(module);
    }

    private static String inside(String room) {
        return ROOT + room + "..";
    }
}
