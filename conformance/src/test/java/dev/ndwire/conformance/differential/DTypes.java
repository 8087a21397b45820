package dev.ndwire.conformance.differential;

import dev.ndwire.conformance.vectors.Json;
import dev.ndwire.ndarray.dtype.DType;
import java.util.List;

/// Dtypes as `python/differential/encode.py` writes them.
final class DTypes {
    private DTypes() {}

    static DType of(Json described) {
        if (described instanceof Json.Text text) {
            return DType.parse(text.value());
        }
        if (described.has("base")) {
            return DType.subArray(of(described.get("base")), Case.longs(described.get("shape")));
        }
        var builder = described.get("align").isTrue() ? DType.alignedStruct() : DType.struct();
        List<Json> names = described.get("names").list();
        for (int i = 0; i < names.size(); i++) {
            DType format = of(described.get("formats").list().get(i));
            long byteOffset = described.get("offsets").list().get(i).integer();
            Json title = described.get("titles").list().get(i);
            if (title.isNull()) {
                builder.field(names.get(i).text(), format, byteOffset);
            } else {
                builder.titled(title.text(), names.get(i).text(), format, byteOffset);
            }
        }
        return builder.build(described.get("itemsize").integer());
    }
}
