package dev.ndwire.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.ndwire.cluster.task.Task;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The law of rooms: what stands above may use what stands below, never the other way round.
// One instance for all methods, so that the classes are read once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsTest {
    private static final String ROOT = "dev.ndwire.cluster.";

    private final JavaClasses module = new ClassFileImporter()
            .importPath(Path.of(Task.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));

    RoomsTest() throws URISyntaxException {}

    @Test
    void readsTheClassesOfThisModule() {
        assertThat(module.contain(Task.class)).isTrue();
        assertThat(module.contain(RoomsTest.class)).isFalse();
    }

    @Test
    void tasksSeeValuesAndFamiliesAndNothingAboveThem() {
        classes()
                .that()
                .resideInAPackage(ROOT + "task..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "task..",
                        "dev.ndwire.core.value..",
                        "dev.ndwire.core.family..",
                        "java.lang..",
                        "java.util..",
                        "org.jspecify..")
                .check(module);
    }

    @Test
    void seesNoArray() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.ndwire.ndarray..")
                .check(module);
    }

    @Test
    void hasNoCycles() {
        slices().matching(ROOT + "(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(module);
    }
}
