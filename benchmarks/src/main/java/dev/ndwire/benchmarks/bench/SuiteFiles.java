package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.measure.Plan;
import java.util.Map;

/// What suites of JMH put into the folder for temporary files.
final class SuiteFiles {
    private static final String LARGEST_NPY = "1073741824";

    private SuiteFiles() {}

    /// How much room they need.
    ///
    /// @return bytes, 0 of a suite without files
    static long byteSize(JmhSuite suite, Plan plan) {
        long count = count(suite, plan);
        String usual = suite.equals(JmhSuite.NPY) ? LARGEST_NPY : PythonTimes.LARGEST;
        return count == 0
                ? 0
                : count
                        * suite.parameters(plan).stream()
                                .mapToLong((Map<String, String> map) -> PythonTimes.largest(map, usual))
                                .max()
                                .orElse(0);
    }

    /// How many there are at the same time that are as large as the numbers.
    private static long count(JmhSuite suite, Plan plan) {
        if (suite.equals(JmhSuite.NPY)) {
            // One that is mapped, one that is there already, and one that is written.
            return 3;
        }
        if (suite.equals(JmhSuite.NPZ)) {
            // The numbers as they are, stored and deflated, and one that is written; for Python, those of both kinds.
            return 4;
        }
        return suite.equals(JmhSuite.COMPRESS) && suite.hasPythonTimes(plan) ? 2 : 0;
    }
}
