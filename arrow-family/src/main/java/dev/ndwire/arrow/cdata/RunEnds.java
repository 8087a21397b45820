package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import dev.ndwire.arrow.memory.ArrowMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Where the runs of an array end, counted from its first element.
final class RunEnds {
    private final String name;
    private final MemorySegment ends;
    private final int width;
    private final long count;

    private RunEnds(String name, MemorySegment ends, int width, long count) {
        this.name = name;
        this.ends = ends;
        this.width = width;
        this.count = count;
    }

    /// @param name of the field that has runs
    /// @param field the numbers' own
    /// @param array the numbers, two buffers
    /// @throws MalformedArrowException if they are at no address
    static RunEnds of(String name, Field field, CArray array) {
        int width = ((ArrowType.Int) field.getType()).getBitWidth() / Byte.SIZE;
        long address = ArrayRules.buffer(array, 1);
        if (address == 0 && array.length() > 0) {
            throw new MalformedArrowException("run ends of field '" + name + "' are null");
        }
        MemorySegment ends = Native.memory(address + array.offset() * width, array.length() * width);
        return new RunEnds(name, ends, width, array.length());
    }

    /// The runs that some elements are of.
    ///
    /// @throws MalformedArrowException if the runs end before these elements do, or do not ascend
    Cut cut(long start, long length) {
        if (length == 0) {
            return new Cut(0, 0, start, 0);
        }
        long first = ascending(0, start + 1);
        long last = ascending(first, start + length);
        return new Cut(first, last - first + 1, start, length);
    }

    /// The first run from one on that does not end before an element.
    private long ascending(long from, long end) {
        for (long run = from; run < count; run++) {
            long before = run == 0 ? 0 : at(run - 1);
            if (at(run) <= before) {
                throw new MalformedArrowException("run " + run + " of field '" + name + "' ends at " + at(run)
                        + " after one that ends at " + before);
            }
            if (at(run) >= end) {
                return run;
            }
        }
        throw new MalformedArrowException("runs of field '" + name + "' end at " + (count == 0 ? 0 : at(count - 1))
                + ", element " + (end - 1) + " is behind them");
    }

    private long at(long index) {
        return switch (width) {
            case Short.BYTES -> ends.get(ValueLayout.JAVA_SHORT_UNALIGNED, index * width);
            case Integer.BYTES -> ends.get(ValueLayout.JAVA_INT_UNALIGNED, index * width);
            default -> ends.get(ValueLayout.JAVA_LONG_UNALIGNED, index * width);
        };
    }

    /// Some runs in a row, of which the first and the last may be cut.
    final class Cut {
        private final long first;
        private final long count;
        private final long start;
        private final long length;

        private Cut(long first, long count, long start, long length) {
            this.first = first;
            this.count = count;
            this.start = start;
            this.length = length;
        }

        long first() {
            return first;
        }

        long count() {
            return count;
        }

        /// Where they end, counted from the first element of the cut.
        ArrowBuf write(ImportedPart part) {
            ArrowBuf buffer = part.allocate(count * width);
            MemorySegment target = ArrowMemory.segment(buffer);
            for (long i = 0; i < count; i++) {
                long end = Math.min(at(first + i) - start, length);
                switch (width) {
                    case Short.BYTES -> target.set(ValueLayout.JAVA_SHORT_UNALIGNED, i * width, (short) end);
                    case Integer.BYTES -> target.set(ValueLayout.JAVA_INT_UNALIGNED, i * width, (int) end);
                    default -> target.set(ValueLayout.JAVA_LONG_UNALIGNED, i * width, end);
                }
            }
            return buffer;
        }
    }
}
