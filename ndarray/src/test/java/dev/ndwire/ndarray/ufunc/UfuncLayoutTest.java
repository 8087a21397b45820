package dev.ndwire.ndarray.ufunc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.shape.Order;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Wherever elements lie and in whichever byte order, results are those of contiguous elements.
class UfuncLayoutTest {
    private static final long[] SHAPE = {3, 70, 21};
    private static final long SEED = 20261126;

    private static NDArray random(String dtype, long seed) {
        var random = new Random(seed);
        NDArray array = NDArray.zeros(DType.parse(dtype), SHAPE);
        NDArray flat = array.reshape(-1);
        for (long i = 0; i < flat.size(); i++) {
            long value = random.nextInt(array.dtype().kind() == Kind.BOOL ? 2 : 100);
            flat.set(array.dtype().kind() == Kind.BOOL ? (Object) (value == 1) : (Object) value, i);
        }
        return array;
    }

    /// The same elements in all layouts and kinds of memory.
    private static List<NDArray> variants(NDArray plain) {
        List<NDArray> variants = new ArrayList<>();
        variants.add(plain);
        variants.add(plain.copy(Order.F));
        variants.add(plain.transpose(1, 0, 2).copy().transpose(1, 0, 2));
        variants.add(plain.at("::-1, ::-1, ::-1").copy().at("::-1, ::-1, ::-1"));
        variants.add(plain.at(":, ::-1").copy().at(":, ::-1"));
        variants.add(copied(plain, NDArray.zeros(plain.dtype(), 3, 70, 42).at("..., ::2")));
        byte[] heap = new byte[(int) plain.byteSize() + 3];
        variants.add(copied(plain, NDArray.wrap(MemorySegment.ofArray(heap).asSlice(3), plain.dtype(), SHAPE)));
        byte[] turned = new byte[(int) plain.byteSize()];
        variants.add(copied(
                plain,
                NDArray.wrap(MemorySegment.ofArray(turned), plain.dtype(), 21, 70, 3)
                        .transpose()));
        MemorySegment odd = Arena.ofAuto().allocate(plain.byteSize() + 1, 8).asSlice(1);
        variants.add(copied(plain, NDArray.wrap(odd, plain.dtype(), SHAPE)));
        DType swapped = plain.dtype().withByteOrder(ByteOrder.BIG_ENDIAN);
        variants.add(copied(plain, NDArray.zeros(swapped, SHAPE)));
        variants.add(copied(plain, NDArray.zeros(swapped, 21, 70, 3).transpose()));
        return variants;
    }

    private static NDArray copied(NDArray source, NDArray target) {
        return source.applyInto(target, Ufunc.MAXIMUM, source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16", "m8[s]"})
    void givesTheSameForEveryLayoutAndMemory(String dtype) {
        NDArray x = random(dtype, SEED);
        NDArray y = random(dtype, SEED + 1);
        NDArray sum = x.add(y);
        NDArray order = x.less(y);
        List<NDArray> others = variants(y);
        for (NDArray left : variants(x)) {
            for (NDArray right : others) {
                assertThat(left.add(right).copy()).as("seed %d", SEED).isEqualTo(sum);
                assertThat(left.less(right).copy()).as("seed %d", SEED).isEqualTo(order);
            }
        }
        for (NDArray out : variants(NDArray.zeros(x.dtype(), SHAPE))) {
            assertThat(x.applyInto(out, Ufunc.ADD, y).maximum(out).copy()).isEqualTo(sum);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"i2", "i4", "f8", "c16"})
    void broadcastsRowsColumnsAndElements(String dtype) {
        NDArray x = random(dtype, SEED);
        for (String part : List.of("0", "0, 0", "..., :1", ":1, :, :1", "1, 2, 3", ":, 5:6, :")) {
            for (NDArray whole : variants(random(dtype, SEED + 1))) {
                NDArray some = whole.at(part);
                NDArray expected = x.add(copied(some.broadcastTo(SHAPE), NDArray.zeros(x.dtype(), SHAPE)));
                assertThat(x.add(some).copy()).as(part).isEqualTo(expected);
                assertThat(some.add(x).copy()).as(part).isEqualTo(expected);
            }
        }
    }
}
