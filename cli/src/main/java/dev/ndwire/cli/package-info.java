/// The `ndwire` command: one class a subcommand.
///
/// Takes words and files from the shell, hands arrays to `ndarray`, tables to `arrow` and requests to core's `comm`.
/// Writes results to standard output and everything else to standard error; exits with 0 done, 1 failed, 2 misused.
package dev.ndwire.cli;
