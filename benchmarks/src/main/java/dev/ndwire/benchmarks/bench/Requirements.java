package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Python;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Suite;
import dev.ndwire.benchmarks.transport.TransportSuite;
import dev.ndwire.core.memory.ByteSizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What a machine has to have, asked before anything runs.
///
/// @param python tells what is wrong with the Python to compare with, as [Python#complaint] does; asked once at most
/// @param freeBytes the memory that the machine can give
/// @param budgetBytes the memory that this process may hold in arrays
/// @param diskBytes how much is free where temporary files go
/// @param temporary where that is
/// @param descriptors how many files and sockets this process may have open
record Requirements(
        PythonCheck python, long freeBytes, long budgetBytes, long diskBytes, Path temporary, long descriptors) {

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
        long needed = suite instanceof JmhSuite jmh ? jmh.requiredDiskBytes(plan) : 0;
        if (diskBytes < needed) {
            throw new IOException("suite " + suite.label() + " needs " + ByteSizes.format(needed) + " for its files, "
                    + ByteSizes.format(diskBytes) + " are free in '" + temporary + "'");
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
