package dev.ndwire.cli.demo;

/// A second JVM that does not come up.
public final class DyingJvm {
    private DyingJvm() {}

    /// Complains and dies.
    ///
    /// @param args none
    public static void main(String[] args) {
        System.err.println("first words");
        System.err.println("there is no luck today");
        System.exit(3);
    }
}
