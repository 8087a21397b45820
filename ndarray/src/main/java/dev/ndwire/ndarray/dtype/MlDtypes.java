package dev.ndwire.ndarray.dtype;

import java.util.HashMap;
import java.util.Map;

/// The dtypes that the package `ml_dtypes` registers with numpy, by the names that `numpy.dtype` then knows.
///
/// Source: `ml_dtypes` 0.5.4 itself, asked for name, size, alignment and flags.
final class MlDtypes {
    private static final String MODULE = "ml_dtypes";
    /// Numpy's `NPY_USE_SETITEM`.
    private static final int FLAGS = 0x40;

    static final Extension FLOAT8_E5M2 = new Extension(MODULE, "float8_e5m2", FLAGS);

    private static final String[] OF_ONE_BYTE = {
        "float4_e2m1fn",
        "float6_e2m3fn",
        "float6_e3m2fn",
        "float8_e3m4",
        "float8_e4m3",
        "float8_e4m3b11fnuz",
        "float8_e4m3fn",
        "float8_e4m3fnuz",
        "float8_e5m2",
        "float8_e5m2fnuz",
        "float8_e8m0fnu",
        "int2",
        "int4",
        "uint2",
        "uint4"
    };

    private MlDtypes() {}

    static Map<String, DType> byName() {
        Map<String, DType> dtypes = new HashMap<>();
        for (String name : OF_ONE_BYTE) {
            dtypes.put(name, DType.extension(new Extension(MODULE, name, FLAGS), 1, 1));
        }
        dtypes.put("bfloat16", DType.extension(new Extension(MODULE, "bfloat16", FLAGS), 2, 2));
        return Map.copyOf(dtypes);
    }
}
