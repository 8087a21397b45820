package dev.ndwire.ndarray.ufunc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.Complex;
import dev.ndwire.ndarray.array.ArrayLogic;
import dev.ndwire.ndarray.array.ArrayMath;
import dev.ndwire.ndarray.array.ArrayReductions;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Promotion;
import dev.ndwire.ndarray.reduce.ReduceOptions;
import dev.ndwire.ndarray.reduce.Reduction;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which function is computed by which method of an array, told by reflection, so that none is forgotten; and what
/// every method that takes an `out` refuses.
class UfuncMethodsTest {
    /// The functions that have no method of their own: `apply` computes them.
    private static final Set<Ufunc> BY_APPLY_ALONE = Set.of(
            Ufunc.FMOD,
            Ufunc.FLOAT_POWER,
            Ufunc.FMAX,
            Ufunc.FMIN,
            Ufunc.HYPOT,
            Ufunc.ARCTAN2,
            Ufunc.COPYSIGN,
            Ufunc.NEXTAFTER,
            Ufunc.POSITIVE,
            Ufunc.FABS,
            Ufunc.RECIPROCAL,
            Ufunc.CBRT,
            Ufunc.EXP2,
            Ufunc.EXPM1,
            Ufunc.LOG2,
            Ufunc.LOG10,
            Ufunc.LOG1P,
            Ufunc.SIN,
            Ufunc.COS,
            Ufunc.TAN,
            Ufunc.ARCSIN,
            Ufunc.ARCCOS,
            Ufunc.ARCTAN,
            Ufunc.SINH,
            Ufunc.COSH,
            Ufunc.TANH,
            Ufunc.ARCSINH,
            Ufunc.ARCCOSH,
            Ufunc.ARCTANH,
            Ufunc.DEGREES,
            Ufunc.RADIANS,
            Ufunc.SIGNBIT);

    /// Methods that make an array of an array, and of one operand at most, and are no function of the list.
    private static final Set<String> OF_SEVERAL_STEPS = Set.of("angle", "isClose");

    /// Every method that writes into an array that it is given, and those that take a mask or positions for what they
    /// write into the array itself.
    private static final Set<String> WRITING = Set.of(
            "ArraySelection.assignWhere(NDArray, Object)",
            "ArraySelection.put(NDArray, Object)",
            "ArraySelection.put(NDArray, Object, TakeMode)",
            "ArrayMath.evaluateInto(NDArray, Ufunc, Object[])",
            "ArrayMath.applyInto(NDArray, Ufunc, Object[])",
            "ArrayReductions.reduceInto(NDArray, Reduction, ReduceOptions, int[])",
            "ArrayReductions.reduceInto(NDArray, Reduction, ReduceOptions, NDArray, int[])");

    private static final NDArray FLOATS = NDArray.of(new double[][] {{0.25, 0.5, 0.75}, {0.125, 0.375, 0.625}});
    private static final NDArray INTEGERS = NDArray.of(new long[][] {{1, 2, 3}, {6, 5, 4}});
    private static final NDArray TIMES =
            NDArray.of(new long[][] {{1, 2, 3}, {6, 5, Long.MIN_VALUE}}).view(DType.parse("<M8[s]"));

    /// An operand that the function takes, at which no result is NaN but where it ought to be.
    private static NDArray operand(Ufunc function) {
        return switch (function) {
            case BITWISE_AND, BITWISE_OR, BITWISE_XOR, LEFT_SHIFT, RIGHT_SHIFT, INVERT -> INTEGERS;
            case ISNAT -> TIMES;
            case ARCCOSH -> FLOATS.add(1);
            default -> FLOATS;
        };
    }

    private static Object[] others(Ufunc function, NDArray operand) {
        return function.arity() == 1 ? new Object[0] : new Object[] {operand.at("::-1")};
    }

    /// The methods of [ArrayMath] and [ArrayLogic] by name that take nothing or one operand, and give an array.
    private static Map<String, Method> named() {
        Map<String, Method> found = new TreeMap<>();
        for (Class<?> theme : List.of(ArrayMath.class, ArrayLogic.class)) {
            for (Method method : theme.getDeclaredMethods()) {
                List<Class<?>> taken = List.of(method.getParameterTypes());
                boolean isElementWise = taken.isEmpty() || taken.equals(List.of(Object.class));
                if (Modifier.isPublic(method.getModifiers())
                        && method.getReturnType() == NDArray.class
                        && isElementWise) {
                    found.put(method.getName(), method);
                }
            }
        }
        return found;
    }

    /// `floor_divide` is `floorDivide`; where numpy's name says less than Java's, Java's is told here.
    private static String methodName(Ufunc function) {
        return switch (function) {
            case ISNAN -> "isNaN";
            case ISINF -> "isInfinite";
            case ISFINITE -> "isFinite";
            case ISNAT -> "isNaT";
            default -> {
                String name = function.numpyName();
                int behind = name.indexOf('_') + 1;
                yield behind == 0
                        ? name
                        : name.substring(0, behind - 1)
                                + Character.toUpperCase(name.charAt(behind))
                                + name.substring(behind + 1);
            }
        };
    }

    private static byte[] content(NDArray array) {
        var bytes = new byte[(int) array.byteSize()];
        array.copyTo(MemorySegment.ofArray(bytes));
        return bytes;
    }

    @Test
    void everyFunctionHasAMethodOfItsOwnOrIsListedAsHavingNone() {
        Set<String> own = new TreeSet<>(OF_SEVERAL_STEPS);
        Map<Ufunc, String> names = new EnumMap<>(Ufunc.class);
        for (Ufunc function : Ufunc.values()) {
            names.put(function, methodName(function));
            if (!BY_APPLY_ALONE.contains(function)) {
                own.add(methodName(function));
            }
        }

        assertThat(names.values()).doesNotHaveDuplicates();
        assertThat(named().keySet()).containsExactlyInAnyOrderElementsOf(own);
        assertThat(Ufunc.values()).hasSize(73);
    }

    @ParameterizedTest
    @EnumSource
    void aMethodThatHasItsNameIsThatFunction(Ufunc function) throws ReflectiveOperationException {
        Map<String, Method> named = named();
        String name = methodName(function);
        if (BY_APPLY_ALONE.contains(function)) {
            assertThat(named).doesNotContainKey(name);
            return;
        }
        Method method = Objects.requireNonNull(named.get(name), name);
        NDArray x = operand(function);
        Object[] others = others(function, x);

        assertThat(method.getParameterCount()).isEqualTo(function.arity() - 1);
        NDArray found = (NDArray) method.invoke(x, others);

        assertThat(found.arrayEqual(x.apply(function, others), true)).isTrue();
        assertThat(found.dtype()).isEqualTo(x.apply(function, others).dtype());
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionIsComputedWithAndWithoutOut(Ufunc function) {
        NDArray x = operand(function);
        Object[] others = others(function, x);
        Object[] all = function.arity() == 1 ? new Object[] {x} : new Object[] {x, others[0]};
        byte[] before = content(x);

        NDArray found = ArrayMath.evaluate(function, all);
        NDArray out = NDArray.full(1, found.dtype(), 2, 3);
        NDArray strided =
                NDArray.full(1, found.dtype(), 6, 4).at("4::-4, 1:").transpose().transpose();

        assertThat(found.shape()).containsExactly(2, 3);
        assertThat(content(x.apply(function, others))).isEqualTo(content(found));
        assertThat(ArrayMath.evaluateInto(out, function, all)).isSameAs(out);
        assertThat(content(out)).isEqualTo(content(found));
        assertThat(x.applyInto(strided, function, others)).isSameAs(strided);
        assertThat(content(strided)).isEqualTo(content(found));
        assertThat(content(x)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionRefusesAnOutThatDoesNotFitAndWritesNothing(Ufunc function) {
        NDArray x = operand(function);
        NDArray y = x.at("::-1").copy();
        Object[] others = function.arity() == 1 ? new Object[0] : new Object[] {y};
        DType dtype = x.apply(function, others).dtype();
        Consumer<NDArray> into = out -> x.applyInto(out, function, others);
        List<NDArray> inputs = List.of(x, y);

        assertRefused(
                into,
                NDArray.full(1, dtype, 3),
                inputs,
                "non-broadcastable output operand with shape (3,) doesn't match the broadcast shape (2, 3)");
        assertRefused(
                into,
                NDArray.full(1, dtype, 2, 4),
                inputs,
                "operands could not be broadcast together with shapes "
                        + (function.arity() == 1 ? "(2, 3) (2, 4)" : "(2, 3) (2, 3) (2, 4)"));
        DType span = DType.parse("<M8[Y]");
        DType wrong = dtype.equals(span) ? DType.BOOL : span;
        assertRefused(
                into,
                NDArray.zeros(wrong, 2, 3),
                inputs,
                "Cannot cast ufunc '" + function.numpyName() + "' output from " + dtype.repr() + " to " + wrong.repr()
                        + " with casting rule 'same_kind'");
        assertRefused(into, NDArray.full(1, dtype, 2, 3).asReadOnly(), inputs, "assignment destination is read-only");
    }

    private static void assertRefused(Consumer<NDArray> into, NDArray out, List<NDArray> inputs, String message) {
        byte[] before = out.segment().toArray(ValueLayout.JAVA_BYTE);
        List<byte[]> given = inputs.stream().map(UfuncMethodsTest::content).toList();

        assertThatIllegalArgumentException().isThrownBy(() -> into.accept(out)).withMessage(message);

        assertThat(out.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(before);
        for (int i = 0; i < given.size(); i++) {
            assertThat(content(inputs.get(i))).isEqualTo(given.get(i));
        }
    }

    @Test
    void noOtherMethodWritesResultsIntoAnArray() {
        Set<String> found = new TreeSet<>();
        List<Class<?>> themes = new ArrayList<>(List.of(NDArray.class));
        for (int i = 0; i < themes.size(); i++) {
            themes.addAll(List.of(themes.get(i).getInterfaces()));
        }
        for (Class<?> theme : themes) {
            for (Method method : theme.getDeclaredMethods()) {
                boolean isNamed = method.getName().endsWith("Into");
                // What gives nothing and takes an array writes, be it into the array itself.
                boolean isSilent = method.getReturnType() == void.class
                        && List.of(method.getParameterTypes()).contains(NDArray.class);
                if (Modifier.isPublic(method.getModifiers()) && (isNamed || isSilent)) {
                    found.add(signature(method));
                }
            }
        }

        assertThat(themes).contains(ArrayMath.class, ArrayLogic.class, ArrayReductions.class);
        assertThat(found).isEqualTo(WRITING);
    }

    private static String signature(Method method) {
        List<String> taken = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .toList();
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "(" + String.join(", ", taken)
                + ")";
    }

    @ParameterizedTest
    @EnumSource
    void everyReductionRefusesAnOutThatDoesNotFitAndWritesNothing(Reduction reduction) {
        DType dtype = FLOATS.reduce(reduction, 0).dtype();
        Consumer<NDArray> into = out -> FLOATS.reduceInto(out, reduction, ReduceOptions.DEFAULT, 0);
        List<NDArray> inputs = List.of(FLOATS);

        assertRefused(
                into,
                NDArray.full(1, dtype, 2),
                inputs,
                "output parameter for reduction " + reduction + " has shape (2,), the result has (3,)");
        assertRefused(
                into,
                NDArray.full(1, dtype, 1, 3),
                inputs,
                "output parameter for reduction " + reduction + " has shape (1, 3), the result has (3,)");
        assertRefused(into, NDArray.full(1, dtype, 3).asReadOnly(), inputs, "assignment destination is read-only");
        NDArray out = NDArray.full(1, dtype, 3);
        assertThat(FLOATS.reduceInto(out, reduction, ReduceOptions.DEFAULT, 0)).isSameAs(out);
        assertThat(content(out)).isEqualTo(content(FLOATS.reduce(reduction, 0)));
    }

    @Test
    void reductionsWithAMaskRefuseTheSameAndLeaveTheMask() {
        NDArray mask = NDArray.of(new boolean[] {true, false, true});
        List<NDArray> inputs = List.of(FLOATS, mask);
        for (Reduction reduction : List.of(
                Reduction.SUM,
                Reduction.PROD,
                Reduction.MIN,
                Reduction.MAX,
                Reduction.MEAN,
                Reduction.VAR,
                Reduction.STD,
                Reduction.ANY,
                Reduction.ALL)) {
            boolean isExtreme = reduction == Reduction.MIN || reduction == Reduction.MAX;
            ReduceOptions options = isExtreme ? ReduceOptions.DEFAULT.initial(0.5) : ReduceOptions.DEFAULT;
            Consumer<NDArray> into = out -> FLOATS.reduceInto(out, reduction, options, mask, 1);

            assertRefused(
                    into,
                    NDArray.full(1, DType.FLOAT64, 3),
                    inputs,
                    "output parameter for reduction " + reduction + " has shape (3,), the result has (2,)");
            assertRefused(
                    into,
                    NDArray.full(1, DType.FLOAT64, 2).asReadOnly(),
                    inputs,
                    "assignment destination is read-only");
        }
    }

    @Test
    void sumsAndExtremesRefuseAnOutInWhoseDTypeNothingIsComputed() {
        DType point =
                DType.struct().field("x", DType.INT32).field("y", DType.INT32).build();
        for (Reduction reduction : List.of(
                Reduction.SUM,
                Reduction.PROD,
                Reduction.MEAN,
                Reduction.VAR,
                Reduction.STD,
                Reduction.MIN,
                Reduction.MAX,
                Reduction.PTP)) {
            String ufunc = switch (reduction) {
                case SUM, MEAN, VAR, STD -> "add";
                case PROD -> "multiply";
                case MIN -> "minimum";
                default -> "maximum";
            };
            Consumer<NDArray> into = out -> FLOATS.reduceInto(out, reduction, ReduceOptions.DEFAULT, 0);
            for (String out : List.of("S3", "U3", "f16", "c32")) {
                DType common = Promotion.of(DType.parse(out), DType.FLOAT64);
                assertRefused(
                        into,
                        NDArray.zeros(DType.parse(out), 3),
                        List.of(FLOATS),
                        "ufunc '" + ufunc + "' did not contain a loop with signature matching types (" + common.repr()
                                + ", " + common.repr() + ") -> None");
            }
            assertRefused(
                    into,
                    NDArray.zeros(point, 3),
                    List.of(FLOATS),
                    "dtypes [('x', '<i4'), ('y', '<i4')] and float64 do not have a common dtype");
            assertRefused(
                    into,
                    NDArray.zeros(DType.parse("M8[s]"), 3),
                    List.of(FLOATS),
                    "dtypes datetime64[s] and float64 do not have a common dtype");
        }
    }

    @Test
    void reductionsGiveAnOutTheValueThatItsDTypeTakes() {
        NDArray complex = NDArray.of(new Complex[] {new Complex(1, 2), new Complex(3, 4)});

        NDArray real = NDArray.zeros(DType.FLOAT64);
        assertThat(complex.reduceInto(real, Reduction.MAX, ReduceOptions.DEFAULT)
                        .getDouble())
                .isEqualTo(3);
        NDArray positions = NDArray.zeros(DType.UINT8, 3);
        FLOATS.reduceInto(positions, Reduction.ARGMIN, ReduceOptions.DEFAULT, 0);
        assertThat(positions.repr()).isEqualTo("array([1, 1, 1], dtype=uint8)");
        NDArray means = NDArray.zeros(DType.LONGDOUBLE, 3);
        INTEGERS.reduceInto(means, Reduction.MEAN, ReduceOptions.DEFAULT, 0);
        assertThat(means.repr()).isEqualTo("array([3.5, 3.5, 3.5], dtype=float128)");
    }
}
