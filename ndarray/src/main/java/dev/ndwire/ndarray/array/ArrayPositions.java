package dev.ndwire.ndarray.array;

/// Reads and sets elements by up to four positions, each checked, without allocating anything.
///
/// Bounds, dtypes and errors are those of the methods of [ArrayElements] that take any number of positions. Every
/// method may be called by the threads that may access the array's memory, and throws an [IllegalStateException] once
/// that is closed.
///
/// A theme of [NDArray], which is the only class that has it; its methods are an array's methods.
public sealed interface ArrayPositions permits NDArray {
    /// Reads one bool, of an array of one axis.
    ///
    /// @param i the position; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not one axis
    /// @throws IllegalArgumentException if the dtype is not bool
    default boolean getBoolean(long i) {
        return ElementAccess.bool(array(), array().inMemory().byteOffsetOf(i));
    }

    /// Reads one bool, of an array of two axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not two axes
    /// @throws IllegalArgumentException if the dtype is not bool
    default boolean getBoolean(long i, long j) {
        return ElementAccess.bool(array(), array().inMemory().byteOffsetOf(i, j));
    }

    /// Reads one bool, of an array of three axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not three axes
    /// @throws IllegalArgumentException if the dtype is not bool
    default boolean getBoolean(long i, long j, long k) {
        return ElementAccess.bool(array(), array().inMemory().byteOffsetOf(i, j, k));
    }

    /// Reads one bool, of an array of four axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @param l the position on the fourth axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not four axes
    /// @throws IllegalArgumentException if the dtype is not bool
    default boolean getBoolean(long i, long j, long k, long l) {
        return ElementAccess.bool(array(), array().inMemory().byteOffsetOf(i, j, k, l));
    }

    /// Reads one bool or integer, of an array of one axis.
    ///
    /// @param i the position; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not one axis
    /// @throws IllegalArgumentException if the dtype is another, or the element exceeds an `int`
    default int getInt(long i) {
        return ElementAccess.narrow(array(), array().inMemory().byteOffsetOf(i));
    }

    /// Reads one bool or integer, of an array of two axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not two axes
    /// @throws IllegalArgumentException if the dtype is another, or the element exceeds an `int`
    default int getInt(long i, long j) {
        return ElementAccess.narrow(array(), array().inMemory().byteOffsetOf(i, j));
    }

    /// Reads one bool or integer, of an array of three axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not three axes
    /// @throws IllegalArgumentException if the dtype is another, or the element exceeds an `int`
    default int getInt(long i, long j, long k) {
        return ElementAccess.narrow(array(), array().inMemory().byteOffsetOf(i, j, k));
    }

    /// Reads one bool or integer, of an array of four axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @param l the position on the fourth axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not four axes
    /// @throws IllegalArgumentException if the dtype is another, or the element exceeds an `int`
    default int getInt(long i, long j, long k, long l) {
        return ElementAccess.narrow(array(), array().inMemory().byteOffsetOf(i, j, k, l));
    }

    /// Reads one bool, integer, or time in ticks, of an array of one axis.
    ///
    /// @param i the position; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not one axis
    /// @throws IllegalArgumentException if the dtype is another, or a uint64 exceeds a `long`
    default long getLong(long i) {
        return ElementAccess.integer(array(), array().inMemory().byteOffsetOf(i));
    }

    /// Reads one bool, integer, or time in ticks, of an array of two axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not two axes
    /// @throws IllegalArgumentException if the dtype is another, or a uint64 exceeds a `long`
    default long getLong(long i, long j) {
        return ElementAccess.integer(array(), array().inMemory().byteOffsetOf(i, j));
    }

    /// Reads one bool, integer, or time in ticks, of an array of three axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not three axes
    /// @throws IllegalArgumentException if the dtype is another, or a uint64 exceeds a `long`
    default long getLong(long i, long j, long k) {
        return ElementAccess.integer(array(), array().inMemory().byteOffsetOf(i, j, k));
    }

    /// Reads one bool, integer, or time in ticks, of an array of four axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @param l the position on the fourth axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not four axes
    /// @throws IllegalArgumentException if the dtype is another, or a uint64 exceeds a `long`
    default long getLong(long i, long j, long k, long l) {
        return ElementAccess.integer(array(), array().inMemory().byteOffsetOf(i, j, k, l));
    }

    /// Reads one bool, integer or float, rounded to the nearest double, of an array of one axis.
    ///
    /// @param i the position; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not one axis
    /// @throws IllegalArgumentException if the dtype is another
    default double getDouble(long i) {
        return ElementAccess.number(array(), array().inMemory().byteOffsetOf(i));
    }

    /// Reads one bool, integer or float, rounded to the nearest double, of an array of two axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not two axes
    /// @throws IllegalArgumentException if the dtype is another
    default double getDouble(long i, long j) {
        return ElementAccess.number(array(), array().inMemory().byteOffsetOf(i, j));
    }

    /// Reads one bool, integer or float, rounded to the nearest double, of an array of three axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not three axes
    /// @throws IllegalArgumentException if the dtype is another
    default double getDouble(long i, long j, long k) {
        return ElementAccess.number(array(), array().inMemory().byteOffsetOf(i, j, k));
    }

    /// Reads one bool, integer or float, rounded to the nearest double, of an array of four axes.
    ///
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @param l the position on the fourth axis; a negative one counts from the end
    /// @return the element
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not four axes
    /// @throws IllegalArgumentException if the dtype is another
    default double getDouble(long i, long j, long k, long l) {
        return ElementAccess.number(array(), array().inMemory().byteOffsetOf(i, j, k, l));
    }

    /// Sets one integer, bool, float or time, of an array of one axis.
    ///
    /// @param value the value
    /// @param i the position; a negative one counts from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not one axis
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    default void setLong(long value, long i) {
        ElementWriter.integer(
                array().writeable(), array().dtype(), array().inMemory().byteOffsetOf(i), value);
    }

    /// Sets one integer, bool, float or time, of an array of two axes.
    ///
    /// @param value the value
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not two axes
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    default void setLong(long value, long i, long j) {
        ElementWriter.integer(
                array().writeable(), array().dtype(), array().inMemory().byteOffsetOf(i, j), value);
    }

    /// Sets one integer, bool, float or time, of an array of three axes.
    ///
    /// @param value the value
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not three axes
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    default void setLong(long value, long i, long j, long k) {
        ElementWriter.integer(
                array().writeable(), array().dtype(), array().inMemory().byteOffsetOf(i, j, k), value);
    }

    /// Sets one integer, bool, float or time, of an array of four axes.
    ///
    /// @param value the value
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @param l the position on the fourth axis; a negative one counts from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not four axes
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    default void setLong(long value, long i, long j, long k, long l) {
        ElementWriter.integer(
                array().writeable(), array().dtype(), array().inMemory().byteOffsetOf(i, j, k, l), value);
    }

    /// Sets one float, or another number if the value is one of its values, of an array of one axis.
    ///
    /// @param value the value
    /// @param i the position; a negative one counts from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not one axis
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    default void setDouble(double value, long i) {
        ElementWriter.number(
                array().writeable(), array().dtype(), array().inMemory().byteOffsetOf(i), value);
    }

    /// Sets one float, or another number if the value is one of its values, of an array of two axes.
    ///
    /// @param value the value
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not two axes
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    default void setDouble(double value, long i, long j) {
        ElementWriter.number(
                array().writeable(), array().dtype(), array().inMemory().byteOffsetOf(i, j), value);
    }

    /// Sets one float, or another number if the value is one of its values, of an array of three axes.
    ///
    /// @param value the value
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not three axes
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    default void setDouble(double value, long i, long j, long k) {
        ElementWriter.number(
                array().writeable(), array().dtype(), array().inMemory().byteOffsetOf(i, j, k), value);
    }

    /// Sets one float, or another number if the value is one of its values, of an array of four axes.
    ///
    /// @param value the value
    /// @param i the position on the first axis; a negative one counts from the end
    /// @param j the position on the second axis; a negative one counts from the end
    /// @param k the position on the third axis; a negative one counts from the end
    /// @param l the position on the fourth axis; a negative one counts from the end
    /// @throws IndexOutOfBoundsException if a position is outside its axis, or the array has not four axes
    /// @throws IllegalArgumentException if the array is read-only, or the value does not fit in the dtype
    default void setDouble(double value, long i, long j, long k, long l) {
        ElementWriter.number(
                array().writeable(), array().dtype(), array().inMemory().byteOffsetOf(i, j, k, l), value);
    }

    private NDArray array() {
        return (NDArray) this;
    }
}
