package dev.ndwire.arrow.numpy;

import dev.ndwire.arrow.memory.ArrowMemory;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Copies a vector's elements as numpy lays them out.
final class ElementCopy {
    private ElementCopy() {}

    static void copy(ColumnView view, DType dtype, MemorySegment target) {
        FieldVector elements = view.elements();
        MemorySegment source = ArrowMemory.segment(elements.getDataBuffer());
        if (view.type() instanceof ArrowType.Bool) {
            spreadBits(source, target);
        } else if (ElementTypes.isDays(view.type())) {
            widen(source, target);
        } else {
            MemorySegment.copy(source, 0, target, 0, target.byteSize());
        }
        if (dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA) {
            view.nullable().forEach(nullable -> markNotATime(nullable, target));
        }
    }

    private static void spreadBits(MemorySegment bits, MemorySegment bytes) {
        for (long i = 0; i < bytes.byteSize(); i++) {
            int octet = bits.get(ValueLayout.JAVA_BYTE, i / Byte.SIZE);
            bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (octet >> (i % Byte.SIZE) & 1));
        }
    }

    private static void widen(MemorySegment days, MemorySegment target) {
        for (long i = 0; i < target.byteSize() / Long.BYTES; i++) {
            target.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i, days.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i));
        }
    }

    private static void markNotATime(ColumnView.Nullable nullable, MemorySegment target) {
        for (int row = 0; row < nullable.vector().getValueCount(); row++) {
            if (nullable.vector().isNull(row)) {
                for (long i = 0; i < nullable.repeats(); i++) {
                    target.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, row * nullable.repeats() + i, DType.NAT);
                }
            }
        }
    }
}
