package dev.ndwire.core.family;

import dev.ndwire.core.pickle.BareGlobal;
import dev.ndwire.core.value.Bytes;

/// Names of Python types as headers hold them.
final class TypePickles {
    private TypePickles() {}

    static Bytes of(String pythonType) {
        return BareGlobal.of(pythonType).toPickle();
    }
}
