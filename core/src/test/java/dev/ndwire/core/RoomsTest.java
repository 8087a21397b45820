package dev.ndwire.core;

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
import dev.ndwire.core.value.Bytes;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The law of rooms: which package may use which. A room that does not exist yet breaks no rule.
// One instance for all methods, so that the classes are read once, and dropped before other tests collect garbage.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsTest {
    private static final String ROOT = "dev.ndwire.core.";

    /// For each room, the rooms of this module that it may use besides itself.
    private static final Map<String, List<String>> LAW = Map.ofEntries(
            entry("file", List.of()),
            entry("setting", List.of()),
            entry("value", List.of()),
            entry("memory", List.of("value", "setting")),
            entry("frame", List.of("value")),
            entry("header", List.of("value")),
            entry("pickle", List.of("value", "frame")),
            entry("compress", List.of("value", "frame", "memory")),
            entry("wire", List.of("value", "frame", "memory")),
            entry("family", List.of("value", "frame", "memory", "header", "pickle", "compress")),
            entry("message", List.of("value", "frame", "memory", "header", "pickle", "compress", "wire", "family")),
            entry(
                    "comm",
                    List.of(
                            "value",
                            "setting",
                            "frame",
                            "memory",
                            "header",
                            "pickle",
                            "compress",
                            "wire",
                            "family",
                            "message")));

    private final JavaClasses module = new ClassFileImporter()
            .importPath(Path.of(Bytes.class
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
        assertThat(module.contain(Bytes.class)).isTrue();
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
    void hasNoRoomWithoutALaw() {
        String[] packages = rooms().map(RoomsTest::inside).toArray(String[]::new);
        classes()
                .that()
                .doNotHaveSimpleName("module-info")
                .should()
                .resideInAnyPackage(packages)
                .check(module);
    }

    @Test
    void keepsSocketsInComm() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("comm"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "javax.net..")
                .check(module);
    }

    @Test
    void keepsChannelsInCommFilesAndMemory() {
        // The memory room maps files where the JVM refuses native access; it knows no other channel.
        noClasses()
                .that()
                .resideOutsideOfPackages(inside("comm"), inside("file"), inside("memory"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.nio.channels..")
                .check(module);
        noClasses()
                .that()
                .resideInAPackage(inside("memory"))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.nio\\.channels\\..*Socket.*")
                .allowEmptyShould(true)
                .check(module);
    }

    @Test
    void showsTransportsNoHeaderNoFamilyAndNoMessage() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "comm.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(inside("header"), inside("family"), inside("message"), inside("pickle"))
                .allowEmptyShould(true)
                .check(module);
    }

    private static String inside(String room) {
        return ROOT + room + "..";
    }
}
