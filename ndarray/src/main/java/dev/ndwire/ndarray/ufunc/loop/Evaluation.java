package dev.ndwire.ndarray.ufunc.loop;

import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Broadcasting;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Shapes;
import dev.ndwire.ndarray.ufunc.Ufunc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One function of given operands, ready to be computed: its loop is found, and dtype and shape of the result known.
///
/// Holds the operands' memory and neither copies nor closes it; what threads may do is up to that memory.
public final class Evaluation {
    private final Ufunc function;
    private final List<Strided> operands;
    /// The operands as they were given, for the order of their axes.
    private final List<Strided> given;
    private final @Nullable Signature signature;
    private final long[] shape;

    private Evaluation(
            Ufunc function, List<Strided> operands, List<Strided> given, @Nullable Signature signature, long[] shape) {
        this.function = function;
        this.operands = operands;
        this.given = given;
        this.signature = signature;
        this.shape = shape;
    }

    /// Finds the loop for operands, and the shape that they have in common.
    ///
    /// @param function what to compute
    /// @param operands as many as the function takes: [Strided] elements, or weak values of Java as
    ///     [dev.ndwire.ndarray.dtype.Promotion#resultType] has them
    /// @return the evaluation
    /// @throws IllegalArgumentException if the number of operands is another, there is no such loop, an integer does
    ///     not fit, or shapes do not meet
    public static Evaluation of(Ufunc function, List<?> operands) {
        if (operands.size() != function.arity()) {
            throw new IllegalArgumentException("ufunc '" + function.numpyName() + "' takes " + function.arity()
                    + " operands, found " + operands.size());
        }
        List<?> known = replaced(function, operands);
        List<DType> dtypes = Scalars.dtypes(known);
        boolean isStruct = dtypes.stream().anyMatch(DType::isStruct);
        Signature signature = isStruct ? structure(function, dtypes) : Resolution.of(function, dtypes);
        List<Strided> elements = new ArrayList<>();
        List<Strided> given = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            DType wanted =
                    signature == null ? dtypes.get(i) : signature.inputs().get(i);
            elements.add(element(known.get(i), dtypes.get(i), wanted));
            given.add(operands.get(i) instanceof Strided operand ? operand : elements.get(i));
        }
        long[] shape = Broadcasting.shape(
                elements.stream().map(operand -> operand.layout().shape()).toList());
        return new Evaluation(
                function, elements, given, signature == null ? null : shortcut(function, signature, elements), shape);
    }

    private static Signature shortcut(Ufunc function, Signature signature, List<Strided> elements) {
        Ufunc shorter = PowerShortcut.of(function, signature, elements);
        DType dtype = signature.computed();
        return shorter == function
                ? signature
                : Signature.of(signature.inputs(), dtype, Kernels.loop(shorter, dtype, dtype));
    }

    private static List<?> replaced(Ufunc function, List<?> operands) {
        if (LoopTable.isComparison(function)) {
            return OutOfBounds.replaced(operands);
        }
        return LoopTable.isLogical(function)
                ? operands.stream().map(Scalars::truth).toList()
                : operands;
    }

    private static @Nullable Signature structure(Ufunc function, List<DType> dtypes) {
        if (function != Ufunc.EQUAL && function != Ufunc.NOT_EQUAL) {
            throw Resolution.refused(function, dtypes);
        }
        StructEquality.check(dtypes.get(0), dtypes.get(1));
        return null;
    }

    private static Strided element(Object operand, DType dtype, DType wanted) {
        if (operand instanceof Strided elements) {
            boolean isSpanOrPoint = Kernels.isTime(elements.dtype()) && Kernels.isTime(wanted);
            if (isSpanOrPoint && !Casting.SAME_KIND.allows(elements.dtype(), wanted)) {
                throw new IllegalArgumentException("Cannot cast ufunc input from "
                        + elements.dtype().repr() + " to " + wanted.repr() + " with casting rule 'same_kind'");
            }
            return elements;
        }
        boolean isWeak = operand instanceof Number || operand instanceof dev.ndwire.core.value.Complex;
        return Scalars.element(operand, isWeak && wanted.kind() != Kind.BOOL ? wanted : dtype);
    }

    /// What a new result consists of.
    ///
    /// @return the dtype, in this machine's byte order
    public DType dtype() {
        return signature == null ? DType.BOOL : signature.output();
    }

    /// The shape that the operands have in common.
    ///
    /// @return a copy
    public long[] shape() {
        return shape.clone();
    }

    /// Where numpy would place the elements of a new result: in one run, the axes ordered as those of the operands.
    ///
    /// @return a layout that starts at byte 0
    public Layout layout() {
        return Placement.result(shape, dtype().itemSize(), broadcast(given, shape));
    }

    private static List<Strided> broadcast(List<Strided> operands, long[] wanted) {
        return operands.stream()
                .map(operand -> operand.with(operand.layout().broadcastTo(wanted)))
                .toList();
    }

    /// Computes all elements. Where `out` shares memory with operands, the result is as if it did not.
    ///
    /// @param out where they go: elements of any memory, strides and byte order that may be written, and of a shape
    ///     that the operands can be broadcast to
    /// @throws IllegalArgumentException if the result's dtype does not become that of `out` by a conversion of the same
    ///     kind, the shape does not fit, or an element cannot be computed; elements before it may have been written
    /// @throws IllegalStateException if memory is closed
    public void into(Strided out) {
        checkShape(out.layout().shape());
        if (!Casting.SAME_KIND.allows(dtype(), out.dtype())) {
            throw new IllegalArgumentException("Cannot cast ufunc '" + function.numpyName() + "' output from "
                    + dtype().repr() + " to " + out.dtype().repr() + " with casting rule 'same_kind'");
        }
        try (var scratch = new Scratch()) {
            List<Strided> inputs = broadcast(operands, out.layout().shape()).stream()
                    .map(operand -> Placement.apart(operand, out, scratch))
                    .toList();
            if (signature == null) {
                StructEquality.run(function, inputs.get(0), inputs.get(1), out);
            } else {
                Tiles.run(signature, inputs, out);
            }
        }
    }

    private void checkShape(long[] outShape) {
        if (Arrays.equals(shape, outShape)) {
            return;
        }
        List<long[]> shapes = new ArrayList<>();
        operands.forEach(operand -> shapes.add(operand.layout().shape()));
        shapes.add(outShape);
        long[] common = Broadcasting.shape(shapes);
        if (!Arrays.equals(common, outShape)) {
            throw new IllegalArgumentException("non-broadcastable output operand with shape " + Shapes.text(outShape)
                    + " doesn't match the broadcast shape " + Shapes.text(common));
        }
    }
}
