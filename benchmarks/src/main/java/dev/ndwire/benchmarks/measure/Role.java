package dev.ndwire.benchmarks.measure;

import java.util.List;

/// What is measured for what.
///
/// @param kind ours, or what ours is compared with
/// @param title who it is, in reports
/// @param of the methods of ours that it is compared with; none for all of its benchmark
public record Role(Kind kind, String title, List<String> of) {
    /// This library, compared with everybody.
    public static final Role OURS = new Role(Kind.OURS, "ndwire", List.of());

    /// Who is measured.
    public enum Kind {
        /// This library.
        OURS,
        /// The work that cannot be avoided.
        FLOOR,
        /// What a user would take instead.
        RIVAL
    }

    /// Whether it is compared with one of ours.
    ///
    /// @param method of ours, of the same benchmark
    /// @return false for ours
    public boolean isBeside(String method) {
        return kind != Kind.OURS && (of.isEmpty() || of.contains(method));
    }
}
