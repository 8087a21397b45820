package dev.ndwire.benchmarks;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One float64 matrix in the two shapes that the variants start from: an [NDArray] over native memory, and Java's own
/// arrays.
final class Matrix {
    private static final ValueLayout.OfDouble FLOAT64 = ValueLayout.JAVA_DOUBLE;

    private final Form form;
    private final int rowCount;
    private final int columnCount;
    private final NDArray array;
    private final Object javaArray;

    private Matrix(Form form, int rowCount, int columnCount, NDArray array, Object javaArray) {
        this.form = form;
        this.rowCount = rowCount;
        this.columnCount = columnCount;
        this.array = array;
        this.javaArray = javaArray;
    }

    /// Makes a matrix twice as wide as high, of known values.
    ///
    /// @param form how it lies in memory
    /// @param byteSize how many bytes its elements have, those between them not counted
    /// @return the matrix, in memory that the garbage collector frees
    static Matrix of(Form form, long byteSize) {
        int rowCount = (int) Math.sqrt(byteSize / 2.0 / Double.BYTES);
        int columnCount = 2 * rowCount;
        if ((long) rowCount * columnCount * Double.BYTES != byteSize) {
            throw new IllegalArgumentException(byteSize + " bytes are no float64 matrix that is twice as wide as high");
        }
        if (form.isContiguous()) {
            double[] flat = new double[rowCount * columnCount];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = value(i / columnCount, i % columnCount);
            }
            NDArray array = NDArray.empty(DType.FLOAT64, rowCount, columnCount);
            MemorySegment.copy(flat, 0, array.segment(), FLOAT64, 0, flat.length);
            return new Matrix(form, rowCount, columnCount, array, flat);
        }
        return strided(form, rowCount, columnCount);
    }

    private static Matrix strided(Form form, int rowCount, int columnCount) {
        boolean turned = form.isTransposed();
        int height = turned ? columnCount : rowCount;
        int width = turned ? rowCount : columnCount;
        double[][] wide = new double[height][2 * width];
        NDArray array = NDArray.empty(DType.FLOAT64, height, 2L * width);
        for (int i = 0; i < height; i++) {
            for (int k = 0; k < width; k++) {
                wide[i][2 * k] = turned ? value(k, i) : value(i, k);
                wide[i][2 * k + 1] = Double.NaN;
            }
            MemorySegment.copy(wide[i], 0, array.segment(), FLOAT64, 16L * width * i, 2 * width);
        }
        NDArray view = array.at(":, ::2");
        return new Matrix(form, rowCount, columnCount, turned ? view.transpose() : view, wide);
    }

    /// What stands at a position, whatever the form.
    static double value(int row, int column) {
        return 1e6 * row + column / 7.0;
    }

    int rowCount() {
        return rowCount;
    }

    int columnCount() {
        return columnCount;
    }

    NDArray array() {
        return array;
    }

    /// What a Java program without a view of its own would serialize: the flat array as it is, or rows that were
    /// gathered.
    ///
    /// @return a `double[]`, or a fresh `double[][]`
    Object toJava() {
        if (form.isContiguous()) {
            return javaArray;
        }
        double[][] wide = (double[][]) javaArray;
        double[][] rows = new double[rowCount][columnCount];
        if (form.isTransposed()) {
            for (int column = 0; column < columnCount; column++) {
                for (int row = 0; row < rowCount; row++) {
                    rows[row][column] = wide[column][2 * row];
                }
            }
        } else {
            for (int row = 0; row < rowCount; row++) {
                for (int column = 0; column < columnCount; column++) {
                    rows[row][column] = wide[row][2 * column];
                }
            }
        }
        return rows;
    }
}
