package dev.ndwire.benchmarks;

import dev.ndwire.benchmarks.CodecState.Work;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Compression beside Python's, the two taking turns so that a busy machine is busy for both.
///
/// Each row has the medians of so many rounds, in GB of uncompressed bytes a second, the median of the rounds' ratios
/// to Python, and the ratio of the best rounds, which are those that other work on the machine disturbs least. What
/// asking Python costs is measured too and taken off its times.
public final class CompressionReport {
    private static final int WARM_UP_ROUNDS = 10;
    private static final int[] BYTE_SIZES = {1 << 20, 64 << 20};
    private static final List<Work> TURNS = List.of(Work.NATIVE, Work.JAVA, Work.PYTHON);
    private static final int NATIVE = 0;
    private static final int JAVA = 1;
    private static final int PYTHON = 2;

    private CompressionReport() {}

    /// Does some work.
    interface Step {
        long run(CodecState state) throws IOException;
    }

    /// Prints the report.
    ///
    /// @param arguments how many rounds; 40 unless given
    /// @throws IOException if there is no Python
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length == 0 ? 40 : Integer.parseInt(arguments[0]);
        PrintStream out = System.out;
        out.println("                           compressed           GB/s          to Python's (best)");
        out.println("codec data      MiB work       size   native   Java Python   native        Java");
        for (String codec : new String[] {"lz4", "zstd"}) {
            for (Compressible data : Compressible.values()) {
                for (int byteSize : BYTE_SIZES) {
                    print(out, codec, data, byteSize, rounds);
                }
            }
        }
    }

    private static void print(PrintStream out, String codec, Compressible data, int byteSize, int rounds)
            throws IOException {
        List<CodecState> states = new ArrayList<>();
        try {
            for (Work work : TURNS) {
                states.add(new CodecState(codec, work, data, byteSize));
            }
            double shrunk = states.get(NATIVE).compressedByteSize() / (double) byteSize;
            String name = String.format("%-5s %-9s %3d", codec, data, byteSize >> 20);
            double[][] compress = seconds(states, CodecState::compress, rounds);
            out.printf("%s compress   %.3f  %s%n", name, shrunk, figures(byteSize, compress));
            double[][] decompress = seconds(states, CodecState::decompress, rounds);
            out.printf("%s decompress        %s%n", name, figures(byteSize, decompress));
        } finally {
            for (CodecState state : states) {
                state.close();
            }
        }
    }

    /// What each took in each round; of Python without what asking it takes at best.
    private static double[][] seconds(List<CodecState> states, Step step, int rounds) throws IOException {
        double[][] seconds = new double[states.size()][rounds];
        double asking = Double.MAX_VALUE;
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            asking = Math.min(asking, time(CodecState::askOnly, states.get(PYTHON)));
            for (int i = 0; i < seconds.length; i++) {
                double took = time(step, states.get(i));
                if (round >= 0) {
                    seconds[i][round] = took;
                }
            }
        }
        for (int round = 0; round < rounds; round++) {
            seconds[PYTHON][round] -= asking;
        }
        return seconds;
    }

    private static double time(Step step, CodecState state) throws IOException {
        long start = System.nanoTime();
        long result = step.run(state);
        double took = (System.nanoTime() - start) / 1e9;
        if (result < 0) {
            throw new IllegalStateException("a step gives a size, not " + result);
        }
        return took;
    }

    private static String figures(int byteSize, double[][] seconds) {
        double gigabytes = byteSize / 1e9;
        return String.format(
                "%6.2f %6.2f %6.2f   %.2f (%.2f)  %.2f (%.2f)",
                gigabytes / median(seconds[NATIVE]),
                gigabytes / median(seconds[JAVA]),
                gigabytes / median(seconds[PYTHON]),
                median(ratios(seconds[PYTHON], seconds[NATIVE])),
                best(seconds[PYTHON]) / best(seconds[NATIVE]),
                median(ratios(seconds[PYTHON], seconds[JAVA])),
                best(seconds[PYTHON]) / best(seconds[JAVA]));
    }

    private static double[] ratios(double[] theirs, double[] ours) {
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, i -> theirs[i] / ours[i]);
        return ratios;
    }

    private static double best(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
