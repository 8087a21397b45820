package dev.ndwire.conformance.differential;

import dev.ndwire.conformance.vectors.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What Java may throw where numpy raised.
///
/// A position, an axis or an element that is not there is an [IndexOutOfBoundsException], everything else an
/// [IllegalArgumentException]; and the words that make numpy's message say what is wrong are in ours.
///
/// @param isIndex whether numpy said that something is not there, so that Java has to say so
/// @param isOther whether numpy said anything else than that an index is wrong
/// @param words what the message has to say
record Refusal(boolean isIndex, boolean isOther, List<String> words) {
    private static final List<String> WORDS = List.of(
            "out of bounds",
            "too many indices",
            "be broadcast",
            "read-only",
            "single ellipsis",
            "step cannot be zero",
            "no field of name",
            "repeated axis",
            "one unknown dimension",
            "could not cast 'same_value'",
            "imag is not 0");

    static Refusal of(Json expected) {
        String message = expected.get("message").text().toLowerCase(Locale.ROOT);
        Set<String> classes =
                expected.get("error").list().stream().map(Json::text).collect(Collectors.toSet());
        boolean isIndex = classes.contains("IndexError")
                && (message.contains("out of bounds") || message.contains("too many indices"));
        List<String> words = WORDS.stream().filter(message::contains).toList();
        // A number that is too large for a dtype is "out of bounds" too.
        return new Refusal(
                isIndex, !classes.contains("IndexError"), classes.contains("OverflowError") ? List.of() : words);
    }

    boolean allows(RuntimeException found) {
        boolean isKind = (found instanceof IndexOutOfBoundsException && !isOther)
                || (found instanceof IllegalArgumentException && !isIndex);
        String message = String.valueOf(found.getMessage()).toLowerCase(Locale.ROOT);
        return isKind && !message.contains("\n") && words.stream().allMatch(message::contains);
    }
}
