package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Python;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Suite;
import dev.ndwire.benchmarks.transport.TransportSuite;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a machine has to have, asked before anything runs.
///
/// @param python tells what is wrong with the Python to compare with, as [Python#complaint] does; asked once at most
/// @param freeBytes the memory that the machine can give
/// @param budgetBytes the memory that this process may hold in arrays
/// @param temporary where temporary files go
/// @param results where the results go
/// @param descriptors how many files and sockets this process may have open
record Requirements(
        PythonCheck python, long freeBytes, long budgetBytes, Disk temporary, Disk results, long descriptors) {
    // Those of all suites in full, with charts, take less than 1 MiB.
    private static final long RESULTS_BYTES = 8L << 20;

    /// A folder.
    ///
    /// @param folder which may have to be made yet
    /// @param freeBytes how much is free there
    record Disk(Path folder, long freeBytes) {
        /// Asks for what is free.
        ///
        /// @throws IOException if nobody tells
        static Disk of(Path folder) throws IOException {
            Path there = folder.toAbsolutePath();
            for (Path above = there.getParent(); above != null && !Files.exists(there); above = above.getParent()) {
                there = above;
            }
            return new Disk(folder, Files.getFileStore(there).getUsableSpace());
        }
    }

    /// Asks a Python.
    @FunctionalInterface
    interface PythonCheck {
        /// Tells what is wrong.
        ///
        /// @return the end of a sentence; empty if nothing is
        /// @throws IOException if this is interrupted
        String complaint() throws IOException;
    }

    /// Refuses what would fail later.
    ///
    /// @throws IOException if something is missing; it says what
    void check(Plan plan) throws IOException {
        Optional<Suite> first =
                plan.suites().stream().filter(suite -> suite.needsPython(plan)).findFirst();
        if (first.isPresent()) {
            requirePython(first.get());
        }
        if (results.freeBytes() < RESULTS_BYTES) {
            throw new IOException("results need " + ByteSizes.format(RESULTS_BYTES) + ", "
                    + ByteSizes.format(results.freeBytes()) + " are free for '" + results.folder() + "'");
        }
        for (Suite suite : plan.suites()) {
            requireMemory(suite, plan);
            requireDisk(suite, plan);
            requireDescriptors(suite, plan);
        }
    }

    private void requirePython(Suite suite) throws IOException {
        String complaint = python.complaint();
        if (!complaint.isEmpty()) {
            throw new IOException("suite " + suite.label() + " compares with Python, and " + complaint
                    + ": 'mvn verify'"
                    + " installs one, " + Python.VARIABLE + " names one that has distributed, pyarrow, pandas, lz4 and"
                    + " zstandard, --without-python leaves it out");
        }
    }

    private void requireMemory(Suite suite, Plan plan) throws IOException {
        long needed = suite.requiredBytes(plan);
        long largest = suite instanceof TransportSuite transport ? transport.largest(plan) : 0;
        String what = "suite " + suite.label() + (largest == 0 ? "" : " with arrays of " + ByteSizes.format(largest));
        if (needed > freeBytes) {
            throw new IOException(what + " needs " + ByteSizes.format(needed) + " of memory in all processes, "
                    + ByteSizes.format(freeBytes) + " are free"
                    + (largest == 0 ? "" : ": smaller --sizes are allowed"));
        }
        if (2 * largest > budgetBytes) {
            throw new IOException(what + " exceeds half of the memory budget, " + ByteSizes.format(budgetBytes)
                    + " (NDWIRE_MEMORY): smaller --sizes are allowed");
        }
    }

    private void requireDisk(Suite suite, Plan plan) throws IOException {
        long needed = suite instanceof JmhSuite jmh ? SuiteFiles.byteSize(jmh, plan) : 0;
        if (temporary.freeBytes() < needed) {
            throw new IOException("suite " + suite.label() + " needs " + ByteSizes.format(needed) + " for its files, "
                    + ByteSizes.format(temporary.freeBytes()) + " are free in '" + temporary.folder() + "'");
        }
    }

    private void requireDescriptors(Suite suite, Plan plan) throws IOException {
        long needed = suite instanceof TransportSuite transport ? transport.requiredDescriptors(plan) : 0;
        if (needed > descriptors) {
            throw new IOException("suite " + suite.label() + " needs " + needed + " descriptors, " + descriptors
                    + " are allowed: raise 'ulimit -n'");
        }
    }
}
