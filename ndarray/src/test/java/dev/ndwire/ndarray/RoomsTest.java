package dev.ndwire.ndarray;

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
import dev.ndwire.ndarray.dtype.DType;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The law of rooms: which package may use which. A room that does not exist yet breaks no rule; one that is not
/// named here stands above all that are.
// One instance for all methods, so that the classes are read once, and dropped before other tests collect garbage.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsTest {
    private static final String ROOT = "dev.ndwire.ndarray.";

    private static final String[] BELOW_ARRAY = {
        "literal", "dtype", "shape", "element", "print", "cast", "ufunc", "reduce", "select", "linalg"
    };
    private static final String[] AND_ARRAY = {"literal", "dtype", "shape", "array"};
    private static final String[] AND_BUFFER = {"literal", "dtype", "shape", "array", "buffer"};

    /// For each room, the rooms of this module that it may use besides itself.
    private static final Map<String, List<String>> LAW = Map.ofEntries(
            entry("literal", List.of()),
            entry("dtype", List.of("literal")),
            entry("shape", List.of("literal", "dtype")),
            entry("element", List.of("literal", "dtype", "shape")),
            entry("print", List.of("literal", "dtype", "shape", "element")),
            entry("cast", List.of("literal", "dtype", "shape", "element")),
            entry("ufunc", List.of("dtype", "shape", "element", "cast")),
            entry("reduce", List.of("dtype", "shape", "element", "cast", "ufunc")),
            entry("select", List.of("dtype", "shape", "element", "cast", "ufunc")),
            entry("linalg", List.of("dtype", "shape", "element", "cast", "ufunc")),
            entry("array", List.of(BELOW_ARRAY)),
            entry("npy", List.of("literal", "dtype", "shape", "element", "cast", "array")),
            entry("buffer", List.of(AND_ARRAY)),
            entry("packages", List.of(AND_ARRAY)),
            entry("pickle", List.of(AND_BUFFER)));

    private final JavaClasses module = new ClassFileImporter()
            .importPath(Path.of(DType.class
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
        assertThat(module.contain(DType.class)).isTrue();
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

    @Test
    void neverSeesASocket() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "javax.net..")
                .check(module);
    }

    private static String inside(String room) {
        return ROOT + room + "..";
    }
}
