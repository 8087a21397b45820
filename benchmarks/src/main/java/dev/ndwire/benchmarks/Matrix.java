package dev.ndwire.benchmarks;

import dev.ndwire.ndarray.array.NDArray;

/// One matrix in the two shapes that the variants start from: an [NDArray] over native memory, and Java's own arrays.
final class Matrix {
    private final Elements elements;
    private final Layout layout;
    private final int rowCount;
    private final int columnCount;
    private final NDArray memory;
    private final NDArray array;
    private final Object javaArray;

    private Matrix(Elements elements, Layout layout, int rowCount, int columnCount, NDArray memory, Object javaArray) {
        this.elements = elements;
        this.layout = layout;
        this.rowCount = rowCount;
        this.columnCount = columnCount;
        this.memory = memory;
        this.javaArray = javaArray;
        this.array = switch (layout) {
            case C -> memory;
            case F -> memory.transpose();
            case STEPPED -> memory.at(":, ::2");
            case TRANSPOSED -> memory.at(":, ::2").transpose();
        };
    }

    /// Makes a matrix of known values: as wide as high, or twice as wide, or wider if its size is no power of two.
    ///
    /// @param elements what it consists of
    /// @param layout how it lies in memory
    /// @param byteSize how many bytes its elements have, those between them not counted
    /// @return the matrix, in memory that the garbage collector frees
    static Matrix of(Elements elements, Layout layout, long byteSize) {
        long count = byteSize / elements.dtype().itemSize();
        if (count < 1 || count * elements.dtype().itemSize() != byteSize) {
            throw new IllegalArgumentException(byteSize + " bytes are no whole elements of " + elements.dtype());
        }
        int halfOfBits = (Long.SIZE - 1 - Long.numberOfLeadingZeros(count)) / 2;
        int rowCount = 1 << Math.min(Long.numberOfTrailingZeros(count), halfOfBits);
        int columnCount = Math.toIntExact(count / rowCount);
        return layout.isContiguous()
                ? contiguous(elements, layout, rowCount, columnCount)
                : strided(elements, layout, rowCount, columnCount);
    }

    private static Matrix contiguous(Elements elements, Layout layout, int rowCount, int columnCount) {
        boolean isF = layout == Layout.F;
        int width = isF ? rowCount : columnCount;
        Object flat = elements.line(rowCount * columnCount);
        for (int i = 0; i < rowCount * columnCount; i++) {
            elements.set(flat, i, isF ? i % width : i / width, isF ? i / width : i % width);
        }
        NDArray memory = NDArray.empty(elements.dtype(), isF ? columnCount : rowCount, width);
        elements.lay(flat, memory.segment(), 0);
        return new Matrix(elements, layout, rowCount, columnCount, memory, flat);
    }

    private static Matrix strided(Elements elements, Layout layout, int rowCount, int columnCount) {
        boolean isTurned = layout == Layout.TRANSPOSED;
        int height = isTurned ? columnCount : rowCount;
        int width = isTurned ? rowCount : columnCount;
        Object[] wide = elements.lines(height, 2 * width);
        NDArray memory = NDArray.empty(elements.dtype(), height, 2L * width);
        for (int i = 0; i < height; i++) {
            for (int k = 0; k < width; k++) {
                elements.set(wide[i], 2 * k, isTurned ? k : i, isTurned ? i : k);
                // What is left out stands nowhere.
                elements.set(wide[i], 2 * k + 1, -1, -1);
            }
            elements.lay(
                    wide[i], memory.segment(), 2L * width * elements.dtype().itemSize() * i);
        }
        return new Matrix(elements, layout, rowCount, columnCount, memory, wide);
    }

    Elements elements() {
        return elements;
    }

    Layout layout() {
        return layout;
    }

    int rowCount() {
        return rowCount;
    }

    int columnCount() {
        return columnCount;
    }

    /// All of its memory in C order: of what is strided, with what lies between the elements.
    NDArray memory() {
        return memory;
    }

    NDArray array() {
        return array;
    }

    /// What a Java program without a view of its own would serialize: the flat array as it is, or rows that were
    /// gathered.
    ///
    /// @return a flat array such as `double[]`, or fresh rows such as `double[][]`
    Object toJava() {
        if (layout.isContiguous()) {
            return javaArray;
        }
        Object[] wide = (Object[]) javaArray;
        Object[] rows = elements.lines(rowCount, columnCount);
        if (layout == Layout.TRANSPOSED) {
            for (int column = 0; column < columnCount; column++) {
                elements.everySecondAsColumn(wide[column], rows, column);
            }
        } else {
            for (int row = 0; row < rowCount; row++) {
                elements.everySecond(wide[row], rows[row]);
            }
        }
        return rows;
    }
}
