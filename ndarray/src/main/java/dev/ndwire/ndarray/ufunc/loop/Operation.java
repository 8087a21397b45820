package dev.ndwire.ndarray.ufunc.loop;

/// What is done with one pair of elements, in the types of their lanes; a unary function looks at the first one only.
sealed interface Operation {
    /// Ints to an int.
    @FunctionalInterface
    non-sealed interface Ints extends Operation {
        int at(int x, int y);
    }

    /// Longs to a long.
    @FunctionalInterface
    non-sealed interface Longs extends Operation {
        long at(long x, long y);
    }

    /// Floats to a float.
    @FunctionalInterface
    non-sealed interface Floats extends Operation {
        float at(float x, float y);
    }

    /// Doubles to a double.
    @FunctionalInterface
    non-sealed interface Doubles extends Operation {
        double at(double x, double y);
    }

    /// Complex numbers to a complex number.
    @FunctionalInterface
    non-sealed interface Complexes extends Operation {
        /// Computes one element.
        ///
        /// @param x the first operands
        /// @param y the second operands
        /// @param z the results; may be one of the operands
        /// @param i where the real part lies in all three; the imaginary part follows
        void at(double[] x, double[] y, double[] z, int i);
    }

    /// A complex number to a double.
    @FunctionalInterface
    non-sealed interface ComplexToDouble extends Operation {
        double at(double real, double imag);
    }

    /// Ints to a bool.
    @FunctionalInterface
    non-sealed interface IntTest extends Operation {
        boolean at(int x, int y);
    }

    /// Longs to a bool.
    @FunctionalInterface
    non-sealed interface LongTest extends Operation {
        boolean at(long x, long y);
    }

    /// Floats to a bool.
    @FunctionalInterface
    non-sealed interface FloatTest extends Operation {
        boolean at(float x, float y);
    }

    /// Doubles to a bool.
    @FunctionalInterface
    non-sealed interface DoubleTest extends Operation {
        boolean at(double x, double y);
    }

    /// Complex numbers to a bool.
    @FunctionalInterface
    non-sealed interface ComplexTest extends Operation {
        boolean at(double real, double imag, double otherReal, double otherImag);
    }

    /// A time and a number to a time.
    @FunctionalInterface
    non-sealed interface LongByDouble extends Operation {
        long at(long x, double y);
    }

    /// A number and a time to a time.
    @FunctionalInterface
    non-sealed interface DoubleByLong extends Operation {
        long at(double x, long y);
    }

    /// Two times to a number.
    @FunctionalInterface
    non-sealed interface LongsToDouble extends Operation {
        double at(long x, long y);
    }
}
