/// numpy's array over a memory segment.
@org.jspecify.annotations.NullMarked
module dev.ndwire.ndarray {
    requires static transitive org.jspecify;
    requires transitive dev.ndwire.core;

    exports dev.ndwire.ndarray.array;
    exports dev.ndwire.ndarray.buffer;
    exports dev.ndwire.ndarray.dtype;
    exports dev.ndwire.ndarray.family;
    exports dev.ndwire.ndarray.npy;
    exports dev.ndwire.ndarray.packages;
    exports dev.ndwire.ndarray.pickle;
    exports dev.ndwire.ndarray.reduce;
    exports dev.ndwire.ndarray.shape;
    exports dev.ndwire.ndarray.ufunc;

    provides dev.ndwire.core.family.TypeSerializer with
            dev.ndwire.ndarray.family.NDArraySerializer,
            dev.ndwire.ndarray.family.MaskedArraySerializer,
            dev.ndwire.ndarray.family.MaskedConstantSerializer,
            dev.ndwire.ndarray.family.MatrixSerializer,
            dev.ndwire.ndarray.family.PyArraySerializer,
            dev.ndwire.ndarray.family.PyMemoryViewSerializer,
            dev.ndwire.ndarray.family.ScipySerializer.Csr,
            dev.ndwire.ndarray.family.ScipySerializer.Csc,
            dev.ndwire.ndarray.family.ScipySerializer.Bsr,
            dev.ndwire.ndarray.family.ScipySerializer.Coo,
            dev.ndwire.ndarray.family.ScipySerializer.Dia,
            dev.ndwire.ndarray.family.ScipySerializer.Lil,
            dev.ndwire.ndarray.family.ScipySerializer.Dok,
            dev.ndwire.ndarray.family.SparseCooSerializer,
            dev.ndwire.ndarray.family.TorchTensorSerializer,
            dev.ndwire.ndarray.family.TorchParameterSerializer;
    provides dev.ndwire.core.pickle.PickleConstructor with
            dev.ndwire.ndarray.pickle.DTypeConstructor,
            dev.ndwire.ndarray.pickle.MaskedArrayConstructor,
            dev.ndwire.ndarray.pickle.NDArrayConstructor,
            dev.ndwire.ndarray.pickle.PyArrayConstructor,
            dev.ndwire.ndarray.pickle.ScalarConstructor;
}
