package dev.ndwire.benchmarks.measure;

import java.util.List;
import java.util.Set;

/// What is to be measured, and how thoroughly.
///
/// @param suites in the order of the report
/// @param pace how much time each gets
/// @param who is measured
/// @param chosenSizes of arrays in bytes, whole numbers of 8; empty for those of the pace
/// @param chosenRounds how often each way between two processes is measured; 0 for as often as the pace has it
/// @param hasPython whether Python is compared with
public record Plan(
        List<Suite> suites,
        Pace pace,
        Set<Role.Kind> who,
        List<Long> chosenSizes,
        int chosenRounds,
        boolean hasPython) {
    /// The usual.
    ///
    /// @param suites in the order of the report
    /// @param pace how much time each gets
    /// @return a plan for all of them, with Python
    public static Plan of(List<Suite> suites, Pace pace) {
        return new Plan(suites, pace, Set.of(Role.Kind.values()), List.of(), 0, true);
    }

    /// Arrays that go from process to process.
    ///
    /// @return their bytes
    public List<Long> sizes() {
        return chosenSizes.isEmpty() ? pace.sizes() : chosenSizes;
    }

    /// Arrays that show how time grows with size.
    ///
    /// @return their bytes
    public List<Long> series() {
        return chosenSizes.isEmpty() ? pace.series() : chosenSizes;
    }

    /// How often each way between two processes is measured.
    ///
    /// @return at least 1
    public int rounds() {
        return chosenRounds == 0 ? pace.rounds() : chosenRounds;
    }

    /// Whether somebody is measured.
    ///
    /// @param kind who
    /// @return true if so
    public boolean has(Role.Kind kind) {
        return who.contains(kind);
    }

    /// Whether rivals are measured, and Python may be one.
    ///
    /// @return true if both
    public boolean hasPythonRivals() {
        return hasPython && has(Role.Kind.RIVAL);
    }

    /// The largest of the sizes.
    ///
    /// @return bytes
    public long largest() {
        return sizes().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
