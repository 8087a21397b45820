package dev.ndwire.benchmarks.measure;

/// A question that can be asked.
public interface Suite {
    /// How the command line names it.
    ///
    /// @return one word
    String label();

    /// What it asks.
    ///
    /// @return a line without a full stop
    String title();

    /// Whether Python has a part in it.
    ///
    /// @param plan what is wanted
    /// @return true if it starts one, and fails without
    boolean needsPython(Plan plan);

    /// The sizes of arrays that it can be asked with.
    ///
    /// @return those that do not make it fail
    Sizes sizes();

    /// The memory that all of its processes need, with a margin.
    ///
    /// @param plan what is wanted
    /// @return bytes
    long requiredBytes(Plan plan);

    /// About how long it takes, to be set against that of the others.
    ///
    /// @param plan what is wanted
    /// @return seconds
    double expectedSeconds(Plan plan);

    /// Asks it.
    ///
    /// @param run with what, and where to the answers go
    /// @throws Exception if something fails that no user can mend
    void measure(Run run) throws Exception;
}
