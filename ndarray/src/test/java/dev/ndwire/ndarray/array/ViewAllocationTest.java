package dev.ndwire.ndarray.array;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.Index;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Views leave no garbage: what making one allocates is what it keeps, whether compiled or interpreted.
class ViewAllocationTest {
    private static final int WARM_UPS = 2_000;
    private static final int VIEWS = 10_000;

    /// An array, its layout, and two arrays of three axes, in the largest JVM: 40 + 56 + 2 * 40 bytes.
    private static final long KEPT_BYTES = 176;

    /// What a call's own arguments take: a `long...` of three, say.
    private static final long ARGUMENT_BYTES = 40;

    private static final NDArray CUBE = NDArray.zeros(DType.FLOAT64, 4, 5, 6);
    private static final NDArray PLANE = NDArray.zeros(DType.FLOAT64, 64, 64);
    private static final NDArray TURNED = PLANE.transpose();
    private static final NDArray ROW = NDArray.zeros(DType.FLOAT64, 1, 64);
    private static final NDArray STEPPED = CUBE.at("::-2, 1:, ::2");
    private static final DType POINT =
            DType.struct().field("x", DType.FLOAT64).field("y", DType.FLOAT64).build();
    private static final NDArray POINTS = NDArray.zeros(POINT, 8, 8);
    private static final Index FIFTH = Index.at(5);
    private static final Index TAIL = Index.slice(2, 40);

    interface Maker {
        NDArray make();
    }

    private static Arguments of(String name, Maker maker) {
        return Arguments.of(name, maker);
    }

    static Stream<Arguments> makers() {
        return Stream.of(
                of("slice", () -> PLANE.slice(0, 8L, 32L, 2)),
                of("slice of the last axis", () -> STEPPED.slice(-1, null, null, -1)),
                of("at an index", () -> PLANE.at(FIFTH)),
                of("at indices", () -> PLANE.at(TAIL, TAIL)),
                of("at a text", () -> PLANE.at("1:7, ::-2")),
                of("at a longer text", () -> CUBE.at(" 1:-1 , ... , None, -1")),
                of("transpose", PLANE::transpose),
                of("transpose of axes", () -> CUBE.transpose(2, 0, 1)),
                of("swapAxes", () -> CUBE.swapAxes(0, -1)),
                of("moveAxis", () -> CUBE.moveAxis(0, -1)),
                of("reshape", () -> CUBE.reshape(20, 6)),
                of("reshape of what has gaps", () -> STEPPED.reshape(2, 2, 6)),
                of("flip", CUBE::flip),
                of("flip of an axis", () -> STEPPED.flip(1)),
                of("expandDims", () -> PLANE.expandDims(0)),
                of("expandDims of what is turned", () -> TURNED.expandDims(-1)),
                of("squeeze", ROW::squeeze),
                of("squeeze of an axis", () -> ROW.squeeze(0)),
                of("diagonal", CUBE::diagonal),
                of("diagonal above", () -> PLANE.diagonal(3, 0, 1)),
                of("broadcastTo", () -> ROW.broadcastTo(8, 64)),
                of("view of another dtype", () -> PLANE.view(DType.INT64)),
                of("view of a smaller dtype", () -> PLANE.view(DType.INT32)),
                of("field", () -> POINTS.field("y")),
                of("asReadOnly", PLANE::asReadOnly));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("makers")
    void leavesNothingBehind(String name, Maker maker) {
        var kept = new NDArray[VIEWS];
        for (int i = 0; i < WARM_UPS; i++) {
            kept[i] = maker.make();
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < VIEWS; i++) {
            kept[i] = maker.make();
        }
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / VIEWS;
        assertThat(bytes).as(name).isPositive().isLessThanOrEqualTo(KEPT_BYTES + ARGUMENT_BYTES);
    }
}
