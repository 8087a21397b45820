package dev.ndwire.conformance.live;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/// Arrays made here, of every dtype in every layout, filled with any bits that the dtype allows.
final class Layouts {
    static final long SEED = 20260822;

    private static final int[] LETTERS = {0, 'a', 'Z', ' ', 0xDF, 0x20AC, 0xD7FF, 0xE000, 0xFFFF, 0x1F600, 0x10FFFF};
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED;

    /// Makes the array of a shape.
    private interface Filled extends Function<long[], NDArray> {
        default NDArray of(long... shape) {
            return apply(shape);
        }
    }

    /// Lays out what it is given.
    private interface Layout extends Function<Filled, NDArray> {}

    private static final Map<String, Layout> LAYOUTS = new LinkedHashMap<>();

    static {
        LAYOUTS.put("0-d", f -> f.of());
        LAYOUTS.put("empty-0", f -> f.of(0));
        LAYOUTS.put("empty-0x3", f -> f.of(0, 3));
        LAYOUTS.put("empty-3x0x2", f -> f.of(3, 0, 2));
        LAYOUTS.put("empty-slice", f -> f.of(4, 3).at("4:, ::2"));
        LAYOUTS.put("one", f -> f.of(1, 1, 1));
        LAYOUTS.put("C-1d", f -> f.of(7));
        LAYOUTS.put("C-3d", f -> f.of(2, 3, 4));
        LAYOUTS.put("F-2d", f -> f.of(3, 4).copy(Order.F));
        LAYOUTS.put("F-3d", f -> f.of(2, 3, 4).copy(Order.F));
        LAYOUTS.put("transposed-2d", f -> f.of(3, 4).transpose());
        LAYOUTS.put("transposed-3d", f -> f.of(2, 3, 4).transpose(1, 2, 0));
        LAYOUTS.put("stepped-1d", f -> f.of(9).at("::2"));
        LAYOUTS.put("stepped-2d", f -> f.of(5, 7).at("1::2, ::3"));
        LAYOUTS.put("inner-block", f -> f.of(4, 5, 6).at("1:3, 2:4, 1:5"));
        LAYOUTS.put("negative-1d", f -> f.of(6).at("::-1"));
        LAYOUTS.put("negative-2d", f -> f.of(3, 4).at("::-1, ::-2"));
        LAYOUTS.put("broadcast-rows", f -> f.of(4).broadcastTo(3, 4));
        LAYOUTS.put("broadcast-columns", f -> f.of(3, 1).broadcastTo(3, 4));
        LAYOUTS.put("broadcast-scalar", f -> f.of().broadcastTo(2, 3));
        LAYOUTS.put("broadcast-empty", f -> f.of(3).broadcastTo(0, 3));
        LAYOUTS.put("broadcast-of-negative", f -> f.of(2, 3).at(":, ::-1, None").broadcastTo(2, 3, 4));
        LAYOUTS.put("read-only-0-d", f -> f.of().asReadOnly());
        LAYOUTS.put("read-only-C", f -> f.of(3, 4).asReadOnly());
        LAYOUTS.put("read-only-F", f -> f.of(3, 4).copy(Order.F).asReadOnly());
        LAYOUTS.put("read-only-stepped", f -> f.of(9).at("::2").asReadOnly());
    }

    private Layouts() {}

    static List<String> names() {
        return List.copyOf(LAYOUTS.keySet());
    }

    /// Every dtype that Python reads without a pickle, in numpy's `str` form.
    static List<String> dtypes() {
        var all = new ArrayList<>(List.of("|b1", "|i1", "|u1", "|S5"));
        for (var kind : "i2 u2 i4 u4 i8 u8 f2 f4 f8 c8 c16 U3 M8[ns] M8[25s] M8[D] m8[us] m8".split(" ", -1)) {
            all.add("<" + kind);
            all.add(">" + kind);
        }
        return all;
    }

    /// Makes one array, the same bytes each time.
    static NDArray make(DType dtype, String layout) {
        var random = new Random(SEED + 31L * dtype.repr().hashCode() + layout.hashCode());
        Filled filled = shape -> filled(dtype, shape, random);
        var found = LAYOUTS.get(layout);
        if (found == null) {
            throw new IllegalArgumentException("there is no layout '" + layout + "', only " + LAYOUTS.keySet());
        }
        return found.apply(filled);
    }

    private static NDArray filled(DType dtype, long[] shape, Random random) {
        var array = NDArray.empty(dtype, shape);
        var bytes = new byte[(int) array.byteSize()];
        random.nextBytes(bytes);
        var memory = MemorySegment.ofArray(bytes);
        for (long at = 0; at < bytes.length; at += dtype.itemSize()) {
            restrict(dtype, memory.asSlice(at, dtype.itemSize()), random);
        }
        array.segment().copyFrom(memory);
        return array;
    }

    /// Not every bit is a truth value or a letter.
    private static void restrict(DType dtype, MemorySegment element, Random random) {
        if (dtype.isStruct()) {
            dtype.fields()
                    .forEach(field -> restrict(
                            field.dtype(),
                            element.asSlice(field.byteOffset(), field.dtype().itemSize()),
                            random));
        } else if (dtype.kind() == Kind.BOOL) {
            element.set(ValueLayout.JAVA_BYTE, 0, (byte) random.nextInt(2));
        } else if (dtype.kind() == Kind.TEXT) {
            for (long at = 0; at < element.byteSize(); at += Integer.BYTES) {
                element.set(U32.withOrder(dtype.byteOrder()), at, LETTERS[random.nextInt(LETTERS.length)]);
            }
        }
    }
}
