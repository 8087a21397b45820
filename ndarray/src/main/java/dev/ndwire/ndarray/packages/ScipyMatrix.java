package dev.ndwire.ndarray.packages;

import dev.ndwire.core.value.ByteSized;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.array.NDArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sparse matrix of scipy: its attributes, by the names that they have in Python, and nothing computed.
///
/// What a format needs is made by its factory; whatever else Python sent (`maxprint`, `has_canonical_format`) is kept
/// and goes back. Arrays are shared. Only `scipy.sparse`'s matrices are such values: its sparse arrays travel as
/// pickles.
public abstract sealed class ScipyMatrix implements ByteSized {
    /// The attribute that holds the shape.
    public static final String SHAPE = "_shape";

    private static final String DATA = "data";

    private final PyDict attributes;

    private ScipyMatrix(PyDict attributes) {
        this.attributes = attributes;
    }

    /// Compressed rows.
    ///
    /// @param rows the number of rows
    /// @param columns the number of columns
    /// @param data the values, row after row
    /// @param indices the column of each value
    /// @param indptr where each row begins among the values, and where the last ends
    /// @return the matrix
    public static Csr csr(long rows, long columns, NDArray data, NDArray indices, NDArray indptr) {
        return new Csr(compressed(rows, columns, data, indices, indptr));
    }

    /// Compressed columns.
    ///
    /// @param rows the number of rows
    /// @param columns the number of columns
    /// @param data the values, column after column
    /// @param indices the row of each value
    /// @param indptr where each column begins among the values, and where the last ends
    /// @return the matrix
    public static Csc csc(long rows, long columns, NDArray data, NDArray indices, NDArray indptr) {
        return new Csc(compressed(rows, columns, data, indices, indptr));
    }

    /// Compressed rows of blocks.
    ///
    /// @param rows the number of rows
    /// @param columns the number of columns
    /// @param data the blocks, in three axes
    /// @param indices the column of each block
    /// @param indptr where each row of blocks begins, and where the last ends
    /// @return the matrix
    public static Bsr bsr(long rows, long columns, NDArray data, NDArray indices, NDArray indptr) {
        return new Bsr(compressed(rows, columns, data, indices, indptr));
    }

    /// Values with their coordinates.
    ///
    /// @param rows the number of rows
    /// @param columns the number of columns
    /// @param data the values
    /// @param row the row of each
    /// @param column the column of each
    /// @return the matrix
    public static Coo coo(long rows, long columns, NDArray data, NDArray row, NDArray column) {
        PyDict attributes = shaped(rows, columns);
        attributes.put("has_canonical_format", false);
        attributes.put("coords", PyTuple.of(row, column));
        attributes.put(DATA, data);
        return new Coo(attributes);
    }

    /// Diagonals.
    ///
    /// @param rows the number of rows
    /// @param columns the number of columns
    /// @param data the diagonals, one a row
    /// @param offsets which diagonal each is: 0 the main one, more than 0 above it
    /// @return the matrix
    public static Dia dia(long rows, long columns, NDArray data, NDArray offsets) {
        PyDict attributes = shaped(rows, columns);
        attributes.put(DATA, data);
        attributes.put("offsets", offsets);
        return new Dia(attributes);
    }

    private static PyDict compressed(long rows, long columns, NDArray data, NDArray indices, NDArray indptr) {
        PyDict attributes = shaped(rows, columns);
        attributes.put("indptr", indptr);
        attributes.put("indices", indices);
        attributes.put(DATA, data);
        return attributes;
    }

    private static PyDict shaped(long rows, long columns) {
        PyDict attributes = new PyDict();
        attributes.put(SHAPE, PyTuple.of(rows, columns));
        attributes.put("maxprint", 50L);
        return attributes;
    }

    /// All attributes, as Python has them.
    ///
    /// @return a copy
    public PyDict attributes() {
        PyDict copy = new PyDict();
        copy.putAll(attributes);
        return copy;
    }

    /// One attribute that is an array, such as `data`, `indices`, `indptr` or `offsets`.
    ///
    /// @param name its name
    /// @return the array
    /// @throws IllegalArgumentException if there is no array of that name
    public NDArray array(String name) {
        if (attributes.get(name) instanceof NDArray array) {
            return array;
        }
        throw new IllegalArgumentException("sparse matrix has no array '" + name + "', only " + attributes.keySet());
    }

    /// The numbers of rows and columns.
    ///
    /// @return the attribute `_shape`
    /// @throws IllegalArgumentException if Python sent none
    public List<?> shape() {
        if (attributes.get(SHAPE) instanceof List<?> shape) {
            return shape;
        }
        throw new IllegalArgumentException("sparse matrix has no shape, only " + attributes.keySet());
    }

    @Override
    public long byteSize() {
        long total = 0;
        for (Object attribute : attributes.values()) {
            total += attribute instanceof ByteSized sized ? sized.byteSize() : 0;
        }
        return total;
    }

    /// Whether the other is of the same format and has equal attributes.
    ///
    /// @param other anything
    /// @return whether it is equal
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScipyMatrix that && getClass() == that.getClass() && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + attributes.keySet();
    }

    /// `csr_matrix`: compressed rows.
    public static final class Csr extends ScipyMatrix {
        /// Makes a matrix of its attributes.
        ///
        /// @param attributes all that Python has; shared
        public Csr(PyDict attributes) {
            super(attributes);
        }
    }

    /// `csc_matrix`: compressed columns.
    public static final class Csc extends ScipyMatrix {
        /// Makes a matrix of its attributes.
        ///
        /// @param attributes all that Python has; shared
        public Csc(PyDict attributes) {
            super(attributes);
        }
    }

    /// `bsr_matrix`: compressed rows of blocks.
    public static final class Bsr extends ScipyMatrix {
        /// Makes a matrix of its attributes.
        ///
        /// @param attributes all that Python has; shared
        public Bsr(PyDict attributes) {
            super(attributes);
        }
    }

    /// `coo_matrix`: values with their coordinates.
    public static final class Coo extends ScipyMatrix {
        /// Makes a matrix of its attributes.
        ///
        /// @param attributes all that Python has; shared
        public Coo(PyDict attributes) {
            super(attributes);
        }
    }

    /// `dia_matrix`: diagonals.
    public static final class Dia extends ScipyMatrix {
        /// Makes a matrix of its attributes.
        ///
        /// @param attributes all that Python has; shared
        public Dia(PyDict attributes) {
            super(attributes);
        }
    }

    /// `lil_matrix`: lists of lists, which travel as pickles.
    public static final class Lil extends ScipyMatrix {
        /// Makes a matrix of its attributes.
        ///
        /// @param attributes all that Python has; shared
        public Lil(PyDict attributes) {
            super(attributes);
        }
    }

    /// `dok_matrix`: a dict of keys, which travels as coordinates.
    public static final class Dok extends ScipyMatrix {
        /// Makes a matrix of the attributes of its coordinates.
        ///
        /// @param coordinates all that a [Coo] has; shared
        public Dok(PyDict coordinates) {
            super(coordinates);
        }
    }
}
