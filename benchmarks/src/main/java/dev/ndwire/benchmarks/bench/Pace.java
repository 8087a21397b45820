package dev.ndwire.benchmarks.bench;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// How much time a benchmark gets.
enum Pace {
    /// What the benchmark says of itself: figures to be told.
    FULL,

    /// One fork of some two seconds: to see where a machine stands.
    QUICK,

    /// One call, in this process, and no figure of it means anything: to see that it runs.
    SMOKE;

    private static final int QUICK_MILLISECONDS = 200;
    private static final int QUICK_ITERATIONS = 5;

    void apply(ChainedOptionsBuilder options) {
        switch (this) {
            case FULL -> {}
            case QUICK ->
                options.forks(1)
                        .warmupIterations(QUICK_ITERATIONS)
                        .warmupTime(TimeValue.milliseconds(QUICK_MILLISECONDS))
                        .measurementIterations(QUICK_ITERATIONS)
                        .measurementTime(TimeValue.milliseconds(QUICK_MILLISECONDS));
            case SMOKE ->
                options.forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(1));
        }
    }
}
