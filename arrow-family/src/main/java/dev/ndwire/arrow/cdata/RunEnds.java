package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Ends of runs of a part of an array.
final class RunEnds {
    private final long first;
    private final long[] ends;

    private RunEnds(long first, long[] ends) {
        this.first = first;
        this.ends = ends;
    }

    /// The first run that the part has elements of.
    long first() {
        return first;
    }

    /// Where each run ends, counted from the part's first element; not to be changed.
    long[] ends() {
        return ends;
    }

    /// Cuts runs.
    ///
    /// @param ends where the runs of the whole array end
    /// @param width the bytes of each
    /// @throws MalformedArrowException if the runs end before the part does
    static RunEnds cut(MemorySegment ends, int width, long start, long length) {
        long count = ends.byteSize() / width;
        if (length == 0) {
            return new RunEnds(0, new long[0]);
        }
        long first = 0;
        while (first < count && at(ends, width, first) <= start) {
            first++;
        }
        long last = first;
        while (last < count && at(ends, width, last) < start + length) {
            last++;
        }
        if (last >= count) {
            throw new MalformedArrowException("runs end at " + (count == 0 ? 0 : at(ends, width, count - 1))
                    + ", element " + (start + length - 1) + " is behind them");
        }
        long[] cut = new long[(int) Math.min(last - first + 1, Integer.MAX_VALUE - 8)];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = Math.min(at(ends, width, first + i) - start, length);
        }
        return new RunEnds(first, cut);
    }

    private static long at(MemorySegment ends, int width, long index) {
        return switch (width) {
            case Short.BYTES -> ends.get(ValueLayout.JAVA_SHORT_UNALIGNED, index * width);
            case Integer.BYTES -> ends.get(ValueLayout.JAVA_INT_UNALIGNED, index * width);
            default -> ends.get(ValueLayout.JAVA_LONG_UNALIGNED, index * width);
        };
    }
}
