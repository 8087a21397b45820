package dev.ndwire.core.pickle;

import static dev.ndwire.core.pickle.StandardConstructors.argument;
import static dev.ndwire.core.pickle.StandardConstructors.isCall;

import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEffect;
import dev.ndwire.core.value.PyFraction;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyObject.Creation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `decimal.Decimal`, `fractions.Fraction` and `uuid.UUID`.
final class NumberConstructors {
    private static final PyGlobal DECIMAL = new PyGlobal("decimal", "Decimal");
    private static final PyGlobal FRACTION = new PyGlobal("fractions", "Fraction");
    private static final PyGlobal UUID_TYPE = new PyGlobal("uuid", "UUID");

    /// Reading decimal digits takes quadratic time.
    private static final int MAX_DIGITS = 4300;

    /// So does looking for a common factor.
    private static final int MAX_FRACTION_BITS = 1 << 14;

    private NumberConstructors() {}

    static List<PickleConstructor> all() {
        return List.of(
                new FunctionConstructor<>(
                        DECIMAL.qualified(),
                        BigDecimal.class,
                        NumberConstructors::decimal,
                        value -> PyObject.call(DECIMAL, value.toString())),
                new FunctionConstructor<>(
                        FRACTION.qualified(),
                        PyFraction.class,
                        NumberConstructors::fraction,
                        value -> PyObject.call(FRACTION, value.numerator(), value.denominator())),
                new FunctionConstructor<>(
                        UUID_TYPE.qualified(), UUID.class, NumberConstructors::uuid, NumberConstructors::ofUuid));
    }

    /// What [BigDecimal] does not hold stays as it is: NaN, infinities, -0 and exponents beyond an int.
    private static Object decimal(PyObject object) {
        boolean plain = isCall(object, 1)
                && argument(object, 0) instanceof String text
                && text.length() <= MAX_DIGITS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.E".indexOf(c) >= 0);
        if (!plain) {
            return object;
        }
        String text = String.valueOf(argument(object, 0));
        try {
            BigDecimal value = new BigDecimal(text);
            return value.toString().equals(text) ? value : object;
        } catch (NumberFormatException e) {
            return object;
        }
    }

    private static Object fraction(PyObject object) {
        if (!isCall(object, 2)) {
            return object;
        }
        BigInteger numerator = integer(argument(object, 0));
        BigInteger denominator = integer(argument(object, 1));
        return numerator == null || denominator == null || !isInLowestTerms(numerator, denominator)
                ? object
                : new PyFraction(numerator, denominator);
    }

    private static boolean isInLowestTerms(BigInteger numerator, BigInteger denominator) {
        return denominator.signum() > 0
                && numerator.bitLength() <= MAX_FRACTION_BITS
                && denominator.bitLength() <= MAX_FRACTION_BITS
                && numerator.gcd(denominator).equals(BigInteger.ONE);
    }

    private static @Nullable BigInteger integer(@Nullable Object value) {
        if (value instanceof Long number) {
            return BigInteger.valueOf(number);
        }
        return value instanceof BigInteger number ? number : null;
    }

    private static Object uuid(PyObject object) {
        PyEffect.State state = object.onlyState();
        boolean plain = object.creation() == Creation.NEW && object.arguments().isEmpty() && object.keywords() == null;
        if (!plain || state == null || !(state.state() instanceof PyDict attributes) || attributes.size() != 1) {
            return object;
        }
        BigInteger bits = integer(attributes.get("int"));
        return bits == null || bits.signum() < 0 || bits.bitLength() > 128
                ? object
                : new UUID(bits.shiftRight(64).longValue(), bits.longValue());
    }

    private static PyObject ofUuid(UUID value) {
        BigInteger high = new BigInteger(Long.toUnsignedString(value.getMostSignificantBits()));
        BigInteger low = new BigInteger(Long.toUnsignedString(value.getLeastSignificantBits()));
        return PyObject.instance(UUID_TYPE)
                .withState(PyDict.of("int", high.shiftLeft(64).or(low)));
    }
}
