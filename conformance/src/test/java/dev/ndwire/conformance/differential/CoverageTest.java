package dev.ndwire.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.conformance.vectors.Json;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// That a run which has lost cases is told from one that has them all.
class CoverageTest {
    private static final int CELLS = (168 - 3) * 21 * 10 + 3 * 21;

    /// As many cases of each required cell whose `operation/dtype/layout` is let through.
    private static Coverage covered(int cases, Predicate<String> kept) {
        var coverage = new Coverage();
        for (String operation : RequiredCells.OPERATIONS) {
            for (String dtype : RequiredCells.DTYPES) {
                for (String layout : RequiredCells.layouts(operation)) {
                    for (int i = 0; i < cases && kept.test(operation + "/" + dtype + "/" + layout); i++) {
                        coverage.count(test(operation, dtype, layout));
                    }
                }
            }
        }
        return coverage;
    }

    private static Case test(String operation, String dtype, String layout) {
        return new Case(operation, dtype, layout, 0, "", List.of(), List.of(), "copy", 0, new Json.Null());
    }

    @Test
    void hasNothingToSayOfAFullRun() {
        Coverage coverage = covered(5, cell -> true);

        assertThat(coverage.thin(5)).isEmpty();
        assertThat(coverage.unlisted()).isEmpty();
    }

    @Test
    void missesEveryCellWhereNothingRan() {
        assertThat(new Coverage().thin(1)).hasSize(CELLS).contains("add/int8/C: 0", "promote/struct/-: 0");
    }

    @Test
    void missesAnOperationADTypeAndALayoutThatTheGeneratorHasLost() {
        assertThat(covered(5, cell -> !cell.startsWith("as_strided/")).thin(5))
                .hasSize(210)
                .startsWith("as_strided/bool/empty: 0");
        assertThat(covered(5, cell -> !cell.contains("/longdouble/")).thin(5)).hasSize(165 * 10 + 3);
        assertThat(covered(5, cell -> !cell.endsWith("/negative")).thin(5)).hasSize(165 * 21);
        assertThat(covered(5, cell -> !cell.equals("roll/str/F")).thin(5)).containsExactly("roll/str/F: 0");
    }

    @Test
    void missesCellsWithTooFewCases() {
        assertThat(covered(4, cell -> true).thin(5)).hasSize(CELLS).contains("repr/void/0-d: 4");
    }

    @Test
    void tellsOfCellsThatTheListLacks() {
        var coverage = new Coverage();
        coverage.count(test("add", "quaternion", "C"));
        coverage.count(test("teleport", "int8", "C"));
        coverage.count(test("promote", "int8", "C"));

        assertThat(coverage.unlisted())
                .containsExactly("add/quaternion/C: 1", "teleport/int8/C: 1", "promote/int8/C: 1");
    }

    @Test
    void theListNamesWhatJavaDoes() {
        assertThat(RequiredCells.OPERATIONS)
                .doesNotHaveDuplicates()
                .hasSameElementsAs(Operation.all().keySet());
    }
}
