package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.ndarray.array.Matrix;
import dev.ndwire.ndarray.array.NDArray;
import java.util.List;

/// `numpy.matrix` in the `dask` family: an array with `matrix: true` in its sub-header.
public final class MatrixSerializer implements TypeSerializer<Matrix> {
    static final String MATRIX = "matrix";

    /// Makes the serializer; it holds nothing.
    public MatrixSerializer() {}

    @Override
    public Class<Matrix> javaType() {
        return Matrix.class;
    }

    @Override
    public String pythonType() {
        return "numpy.matrix";
    }

    @Override
    public Serialized serialize(Matrix matrix, Context context) {
        Serialized array = NDArraySerializer.toFrames(matrix.array(), context);
        return new Serialized(array.header().with(MATRIX, true), array.frames());
    }

    @Override
    public Object deserialize(Header header, List<Frame> frames, Context context) {
        return NDArraySerializer.fromFrames(header, frames, context);
    }

    static Matrix of(NDArray array) {
        if (array.ndim() != 2) {
            throw new MalformedHeaderException("matrix has " + array.ndim() + " axes, expected 2");
        }
        return new Matrix(array);
    }
}
