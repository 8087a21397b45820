package dev.ndwire.ndarray.cast;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Field;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conversions of structures, field by field in their order, whatever the names. Bytes between the fields of the target
/// stay as they are.
///
/// @param parts what is done for each field of the target
record StructCast(List<Part> parts) implements RowCast {
    /// The conversion of one field, and where it lies in the elements.
    record Part(RowCast cast, long sourceOffset, long targetOffset) {}

    static @Nullable RowCast of(DType from, DType to) {
        if (!to.isStruct()) {
            if (from.fields().size() != 1) {
                return null;
            }
            Field field = from.fields().get(0);
            RowCast cast = CastTable.find(field.dtype(), to);
            return cast == null ? null : new StructCast(List.of(new Part(cast, field.byteOffset(), 0)));
        }
        List<Field> targets = to.fields();
        if (from.isStruct() && from.fields().size() != targets.size()) {
            return null;
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Field target = targets.get(i);
            DType part = from.isStruct() ? from.fields().get(i).dtype() : from;
            RowCast cast = CastTable.find(part, target.dtype());
            if (cast == null) {
                return null;
            }
            long offset = from.isStruct() ? from.fields().get(i).byteOffset() : 0;
            parts.add(new Part(cast, offset, target.byteOffset()));
        }
        return new StructCast(List.copyOf(parts));
    }

    @Override
    public void run(
            MemorySegment source,
            long sourceOffset,
            long sourceStride,
            MemorySegment target,
            long targetOffset,
            long targetStride,
            long count) {
        for (Part part : parts) {
            long from = sourceOffset + part.sourceOffset;
            long to = targetOffset + part.targetOffset;
            part.cast.run(source, from, sourceStride, target, to, targetStride, count);
        }
    }
}
