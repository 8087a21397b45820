package dev.ndwire.cli;

import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with a call, in the words of the other errors.
final class Misuse {
    private Misuse() {}

    /// Says what a call lacks or has too much.
    ///
    /// @param misuse what was thrown at the words
    /// @return a sentence without its end
    static String describe(ParameterException misuse) {
        if (misuse instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            if (unmatched.isUnknownOption()) {
                return "unknown option '" + word + "'";
            }
            boolean isCommand = unmatched.getCommandLine().getParent() == null;
            return isCommand ? "'" + word + "' is no command" : "unexpected '" + word + "'";
        }
        String message = String.valueOf(misuse.getMessage());
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
