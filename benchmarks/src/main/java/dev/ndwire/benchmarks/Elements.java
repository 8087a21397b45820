package dev.ndwire.benchmarks;

import dev.ndwire.ndarray.dtype.DType;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;

/// What a matrix consists of, and its twin in Java: lines of elements, each line an array.
///
/// Every element tells where it stands, so that none can be another's.
public enum Elements {
    /// Lines are `double[]`.
    FLOAT64 {
        @Override
        Object line(int length) {
            return new double[length];
        }

        @Override
        void set(Object line, int index, int row, int column) {
            ((double[]) line)[index] = number(row, column);
        }

        @Override
        void everySecond(Object source, Object target) {
            double[] from = (double[]) source;
            double[] to = (double[]) target;
            for (int i = 0; i < to.length; i++) {
                to[i] = from[2 * i];
            }
        }

        @Override
        void everySecondAsColumn(Object source, Object[] rows, int column) {
            double[] from = (double[]) source;
            double[][] to = (double[][]) rows;
            for (int i = 0; i < to.length; i++) {
                to[i][column] = from[2 * i];
            }
        }

        @Override
        void lay(Object line, MemorySegment target, long byteOffset) {
            MemorySegment.copy(line, 0, target, ValueLayout.JAVA_DOUBLE, byteOffset, ((double[]) line).length);
        }
    },

    /// Lines are `float[]`.
    FLOAT32 {
        @Override
        Object line(int length) {
            return new float[length];
        }

        @Override
        void set(Object line, int index, int row, int column) {
            ((float[]) line)[index] = (float) number(row, column);
        }

        @Override
        void everySecond(Object source, Object target) {
            float[] from = (float[]) source;
            float[] to = (float[]) target;
            for (int i = 0; i < to.length; i++) {
                to[i] = from[2 * i];
            }
        }

        @Override
        void everySecondAsColumn(Object source, Object[] rows, int column) {
            float[] from = (float[]) source;
            float[][] to = (float[][]) rows;
            for (int i = 0; i < to.length; i++) {
                to[i][column] = from[2 * i];
            }
        }

        @Override
        void lay(Object line, MemorySegment target, long byteOffset) {
            MemorySegment.copy(line, 0, target, ValueLayout.JAVA_FLOAT, byteOffset, ((float[]) line).length);
        }
    },

    /// Lines are `long[]`.
    INT64 {
        @Override
        Object line(int length) {
            return new long[length];
        }

        @Override
        void set(Object line, int index, int row, int column) {
            ((long[]) line)[index] = count(row, column);
        }

        @Override
        void everySecond(Object source, Object target) {
            long[] from = (long[]) source;
            long[] to = (long[]) target;
            for (int i = 0; i < to.length; i++) {
                to[i] = from[2 * i];
            }
        }

        @Override
        void everySecondAsColumn(Object source, Object[] rows, int column) {
            long[] from = (long[]) source;
            long[][] to = (long[][]) rows;
            for (int i = 0; i < to.length; i++) {
                to[i][column] = from[2 * i];
            }
        }

        @Override
        void lay(Object line, MemorySegment target, long byteOffset) {
            MemorySegment.copy(line, 0, target, ValueLayout.JAVA_LONG, byteOffset, ((long[]) line).length);
        }
    },

    /// A number of int64 and one of float64, side by side. Lines are arrays of records.
    STRUCTURED {
        @Override
        Object line(int length) {
            return new Reading[length];
        }

        @Override
        void set(Object line, int index, int row, int column) {
            ((Reading[]) line)[index] = new Reading(count(row, column), number(row, column));
        }

        @Override
        void everySecond(Object source, Object target) {
            Reading[] from = (Reading[]) source;
            Reading[] to = (Reading[]) target;
            for (int i = 0; i < to.length; i++) {
                to[i] = from[2 * i];
            }
        }

        @Override
        void everySecondAsColumn(Object source, Object[] rows, int column) {
            Reading[] from = (Reading[]) source;
            Reading[][] to = (Reading[][]) rows;
            for (int i = 0; i < to.length; i++) {
                to[i][column] = from[2 * i];
            }
        }

        @Override
        void lay(Object line, MemorySegment target, long byteOffset) {
            long at = byteOffset;
            for (Reading reading : (Reading[]) line) {
                target.set(ValueLayout.JAVA_LONG, at, reading.id());
                target.set(ValueLayout.JAVA_DOUBLE, at + Long.BYTES, reading.value());
                at += Long.BYTES + Double.BYTES;
            }
        }
    };

    private static final DType READING = DType.struct()
            .field("id", DType.INT64)
            .field("value", DType.FLOAT64)
            .build();

    /// What Java has in place of a structured element.
    ///
    /// @param id a whole number
    /// @param value any number
    public record Reading(long id, double value) implements Serializable {}

    /// What stands at a position, as a float64.
    static double number(int row, int column) {
        return 1e6 * row + column / 7.0;
    }

    /// What stands at a position, as an int64.
    static long count(int row, int column) {
        return 1_000_000L * row + column;
    }

    DType dtype() {
        return switch (this) {
            case FLOAT64 -> DType.FLOAT64;
            case FLOAT32 -> DType.FLOAT32;
            case INT64 -> DType.INT64;
            case STRUCTURED -> READING;
        };
    }

    /// What stands at a position.
    ///
    /// @return such as a [Double] or a [Reading]
    Object at(int row, int column) {
        Object line = line(1);
        set(line, 0, row, column);
        return Array.get(line, 0);
    }

    /// A fresh array.
    abstract Object line(int length);

    /// A fresh array of lines.
    Object[] lines(int count, int length) {
        Object[] lines = (Object[]) Array.newInstance(line(0).getClass(), count);
        for (int i = 0; i < count; i++) {
            lines[i] = line(length);
        }
        return lines;
    }

    /// Puts an element into a line.
    ///
    /// @param index where in the line
    /// @param row where in the matrix
    /// @param column where in the matrix
    abstract void set(Object line, int index, int row, int column);

    /// Takes every second element of a line, until the target is full.
    abstract void everySecond(Object source, Object target);

    /// Takes every second element of a line as a column.
    abstract void everySecondAsColumn(Object source, Object[] rows, int column);

    /// Lays a line into native memory, as the dtype has it.
    abstract void lay(Object line, MemorySegment target, long byteOffset);
}
