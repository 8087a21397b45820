package dev.ndwire.arrow.ipc;

import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// Looks at every number whose type has room for numbers that it does not mean: decimals of more digits than they may
/// have, dates within a day, times of another day.
final class NumberCheck {
    private static final long MILLIS_A_DAY = TimeUnit.DAYS.toMillis(1);

    private NumberCheck() {}

    /// Checks that no decimal has more digits than its type.
    ///
    /// @param name what the schema calls them
    /// @param byteSize how many bytes each has
    static void decimals(FieldVector vector, String name, int byteSize) {
        int digits = ((ArrowType.Decimal) vector.getField().getType()).getPrecision();
        long[] limit = words(BigInteger.TEN.pow(digits), byteSize);
        long[] negative = words(BigInteger.TEN.pow(digits).negate(), byteSize);
        ArrowBuf data = vector.getDataBuffer();
        for (int row = 0; row < vector.getValueCount(); row++) {
            long at = (long) row * byteSize;
            boolean fits = compare(data, at, limit) < 0 && compare(data, at, negative) > 0;
            if (!fits && !vector.isNull(row)) {
                throw FullCheck.wrong(
                        name, row, "is " + number(data, at, byteSize) + ", allowed are " + digits + " digits");
            }
        }
    }

    /// The 64-bit words of a number, the last one first in memory's order.
    private static long[] words(BigInteger number, int byteSize) {
        long[] words = new long[byteSize / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = number.shiftRight(i * Long.SIZE).longValue();
        }
        return words;
    }

    private static int compare(ArrowBuf data, long at, long[] other) {
        int last = other.length - 1;
        int order = Long.compare(data.getLong(at + (long) last * Long.BYTES), other[last]);
        for (int i = last - 1; order == 0 && i >= 0; i--) {
            order = Long.compareUnsigned(data.getLong(at + (long) i * Long.BYTES), other[i]);
        }
        return order;
    }

    private static BigInteger number(ArrowBuf data, long at, int byteSize) {
        byte[] bytes = new byte[byteSize];
        for (int i = 0; i < byteSize; i++) {
            bytes[byteSize - 1 - i] = data.getByte(at + i);
        }
        return new BigInteger(bytes);
    }

    /// Checks that dates in milliseconds are days.
    ///
    /// @param name what the schema calls them
    static void dates(FieldVector vector, String name) {
        ArrowBuf data = vector.getDataBuffer();
        for (int row = 0; row < vector.getValueCount(); row++) {
            long millis = data.getLong((long) row * Long.BYTES);
            if (millis % MILLIS_A_DAY != 0 && !vector.isNull(row)) {
                throw FullCheck.wrong(name, row, "is " + millis + " ms, which is no whole number of days");
            }
        }
    }

    /// Checks that times are within one day.
    ///
    /// @param name what the schema calls them
    static void times(FieldVector vector, String name) {
        ArrowType.Time type = (ArrowType.Time) vector.getField().getType();
        TimeUnit unit = switch (type.getUnit()) {
            case SECOND -> TimeUnit.SECONDS;
            case MILLISECOND -> TimeUnit.MILLISECONDS;
            case MICROSECOND -> TimeUnit.MICROSECONDS;
            case NANOSECOND -> TimeUnit.NANOSECONDS;
        };
        long day = unit.convert(1, TimeUnit.DAYS);
        boolean isLong = type.getBitWidth() == Long.SIZE;
        ArrowBuf data = vector.getDataBuffer();
        for (int row = 0; row < vector.getValueCount(); row++) {
            long time = isLong ? data.getLong((long) row * Long.BYTES) : data.getInt((long) row * Integer.BYTES);
            if ((time < 0 || time >= day) && !vector.isNull(row)) {
                throw FullCheck.wrong(name, row, "is time " + time + " of a day of " + day);
            }
        }
    }
}
