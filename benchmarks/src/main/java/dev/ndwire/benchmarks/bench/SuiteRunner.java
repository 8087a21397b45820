package dev.ndwire.benchmarks.bench;

import dev.ndwire.benchmarks.Failures;
import dev.ndwire.benchmarks.TerminalLine;
import dev.ndwire.benchmarks.measure.Findings;
import dev.ndwire.benchmarks.measure.Plan;
import dev.ndwire.benchmarks.measure.Progress;
import dev.ndwire.benchmarks.measure.Run;
import dev.ndwire.benchmarks.measure.Suite;
import java.io.IOException;
import java.nio.file.Path;

/// Runs the suites of a plan, one after another.
///
/// @param plan what is wanted
/// @param line shows how far it is
record SuiteRunner(Plan plan, TerminalLine line) {
    /// Gets what was found so far.
    private interface Keeper {
        void keep(Findings findings) throws IOException;
    }

    /// Runs all of them, and keeps nothing.
    ///
    /// @return what was found
    /// @throws IOException if one fails; it says which
    Findings run() throws IOException {
        Findings findings = new Findings();
        run(findings, unused -> {});
        return findings;
    }

    /// Runs all of them into a folder of results: what one found is there before the next begins.
    ///
    /// @param results the folder, which is there and empty
    /// @param headline of the report
    /// @return the report's file
    /// @throws IOException if one fails; it says which. What was found until then stays, with a report that says the
    ///     same; a folder that nothing came into goes
    Path run(Results results, String headline) throws IOException {
        Findings findings = new Findings();
        try {
            run(findings, found -> {
                if (!found.isEmpty()) {
                    results.write(found);
                }
            });
        } catch (IOException e) {
            if (findings.isEmpty()) {
                results.remove();
                throw e;
            }
            results.writeReport(headline + "\n\nNot all was measured: " + e.getMessage() + ".", plan);
            throw new IOException(e.getMessage() + "; what was measured before is in '" + results.folder() + "'", e);
        }
        // Where nothing was to be measured, nothing was written.
        results.write(findings);
        return results.writeReport(headline, plan);
    }

    private void run(Findings findings, Keeper keeper) throws IOException {
        Progress progress = new Progress(
                line,
                plan.suites().size(),
                plan.suites().stream()
                        .mapToDouble(suite -> suite.expectedSeconds(plan))
                        .sum());
        Run run = new Run(plan, progress, findings);
        for (Suite suite : plan.suites()) {
            progress.suite(suite.label());
            try {
                suite.measure(run);
            } catch (Exception | OutOfMemoryError e) {
                // An array may be larger than what the heap has left.
                throw new IOException("suite " + suite.label() + " failed: " + Failures.line(e), e);
            } finally {
                line.clear();
                keeper.keep(findings);
            }
        }
    }
}
