package dev.ndwire.ndarray.array;

import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.ufunc.Ufunc;
import dev.ndwire.ndarray.ufunc.loop.Evaluation;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Takes arrays to the room of functions, and results back.
final class Computing {
    private Computing() {}

    static NDArray result(Ufunc function, Object... operands) {
        Evaluation evaluation = Evaluation.of(function, elements(operands));
        var layout = evaluation.layout();
        MemorySegment memory = Allocation.allocate(Allocation.automatic(), layout.byteSize());
        var out = new Strided(memory, evaluation.dtype(), layout);
        evaluation.into(out);
        return NDArray.ofElements(out);
    }

    static void into(NDArray out, Ufunc function, Object... operands) {
        Strided target = out.writeableElements();
        Evaluation.of(function, elements(operands)).into(target);
    }

    /// The operands of a function whose first one is an array.
    static Object[] behind(Object first, Object... others) {
        var operands = new Object[others.length + 1];
        operands[0] = first;
        System.arraycopy(others, 0, operands, 1, others.length);
        return operands;
    }

    private static List<?> elements(Object... operands) {
        return Arrays.stream(operands)
                .map(operand -> operand instanceof NDArray array ? array.elements() : Objects.requireNonNull(operand))
                .toList();
    }
}
