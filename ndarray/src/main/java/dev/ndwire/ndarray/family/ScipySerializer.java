package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.Serialized;
import dev.ndwire.core.family.TypeSerializer;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.ndarray.packages.ScipyMatrix;
import java.util.List;
import java.util.function.Function;

/// scipy's sparse matrices in the `dask` family: their attributes one by one, see [AttributeFrames]. A `dok_matrix`
/// travels as the coordinates of its values, under `coo_header`.
///
/// @param <T> the Java class of one format
public abstract class ScipySerializer<T extends ScipyMatrix> implements TypeSerializer<T> {
    private static final String COORDINATES = "scipy.sparse._coo.coo_matrix";
    private static final String COO_HEADER = "coo_header";

    private final Class<T> javaType;
    private final String pythonType;
    private final Function<PyDict, T> of;

    private ScipySerializer(Class<T> javaType, String pythonType, Function<PyDict, T> of) {
        this.javaType = javaType;
        this.pythonType = pythonType;
        this.of = of;
    }

    @Override
    public Class<T> javaType() {
        return javaType;
    }

    @Override
    public String pythonType() {
        return pythonType;
    }

    @Override
    public Serialized serialize(T matrix, Context context) {
        return AttributeFrames.serialize(pythonType, matrix.attributes(), context);
    }

    @Override
    public T deserialize(Header header, List<Frame> frames, Context context) {
        return of.apply(AttributeFrames.deserialize(header, frames, context));
    }

    T ofAttributes(PyDict attributes) {
        return of.apply(attributes);
    }

    /// `csr_matrix`.
    public static final class Csr extends ScipySerializer<ScipyMatrix.Csr> {
        /// Makes the serializer; it holds nothing.
        public Csr() {
            super(ScipyMatrix.Csr.class, "scipy.sparse._csr.csr_matrix", ScipyMatrix.Csr::new);
        }
    }

    /// `csc_matrix`.
    public static final class Csc extends ScipySerializer<ScipyMatrix.Csc> {
        /// Makes the serializer; it holds nothing.
        public Csc() {
            super(ScipyMatrix.Csc.class, "scipy.sparse._csc.csc_matrix", ScipyMatrix.Csc::new);
        }
    }

    /// `bsr_matrix`.
    public static final class Bsr extends ScipySerializer<ScipyMatrix.Bsr> {
        /// Makes the serializer; it holds nothing.
        public Bsr() {
            super(ScipyMatrix.Bsr.class, "scipy.sparse._bsr.bsr_matrix", ScipyMatrix.Bsr::new);
        }
    }

    /// `coo_matrix`.
    public static final class Coo extends ScipySerializer<ScipyMatrix.Coo> {
        /// Makes the serializer; it holds nothing.
        public Coo() {
            super(ScipyMatrix.Coo.class, "scipy.sparse._coo.coo_matrix", ScipyMatrix.Coo::new);
        }
    }

    /// `dia_matrix`.
    public static final class Dia extends ScipySerializer<ScipyMatrix.Dia> {
        /// Makes the serializer; it holds nothing.
        public Dia() {
            super(ScipyMatrix.Dia.class, "scipy.sparse._dia.dia_matrix", ScipyMatrix.Dia::new);
        }
    }

    /// `lil_matrix`.
    public static final class Lil extends ScipySerializer<ScipyMatrix.Lil> {
        /// Makes the serializer; it holds nothing.
        public Lil() {
            super(ScipyMatrix.Lil.class, "scipy.sparse._lil.lil_matrix", ScipyMatrix.Lil::new);
        }
    }

    /// `dok_matrix`.
    public static final class Dok extends ScipySerializer<ScipyMatrix.Dok> {
        /// Makes the serializer; it holds nothing.
        public Dok() {
            super(ScipyMatrix.Dok.class, "scipy.sparse._dok.dok_matrix", ScipyMatrix.Dok::new);
        }

        @Override
        public Serialized serialize(ScipyMatrix.Dok matrix, Context context) {
            Serialized coordinates = AttributeFrames.serialize(COORDINATES, matrix.attributes(), context);
            return new Serialized(Header.of(COO_HEADER, coordinates.header()), coordinates.frames());
        }

        @Override
        public ScipyMatrix.Dok deserialize(Header header, List<Frame> frames, Context context) {
            return ofAttributes(AttributeFrames.deserialize(header.header(COO_HEADER), frames, context));
        }
    }
}
