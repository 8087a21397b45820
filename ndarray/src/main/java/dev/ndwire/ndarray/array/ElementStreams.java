package dev.ndwire.ndarray.array;

import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The elements of an array in C order, for streams.
final class ElementStreams {
    private static final int CHARACTERISTICS =
            Spliterator.ORDERED | Spliterator.SIZED | Spliterator.SUBSIZED | Spliterator.NONNULL;

    private ElementStreams() {}

    /// What all of them say of themselves.
    ///
    /// @param <T> what an element is
    interface Ordered<T> extends Spliterator<T> {
        ElementCursor cursor();

        @Override
        default long estimateSize() {
            return cursor().remaining();
        }

        @Override
        default int characteristics() {
            return CHARACTERISTICS;
        }
    }

    record Doubles(NDArray array, ElementCursor cursor) implements Ordered<Double>, Spliterator.OfDouble {
        Doubles(NDArray array) {
            this(array, new ElementCursor(array.inMemory(), 0, array.size()));
        }

        @Override
        public boolean tryAdvance(DoubleConsumer action) {
            if (cursor.remaining() == 0) {
                return false;
            }
            action.accept(ElementAccess.number(array, cursor.next()));
            return true;
        }

        @Override
        public @Nullable Doubles trySplit() {
            ElementCursor first = cursor.splitOff();
            return first == null ? null : new Doubles(array, first);
        }
    }

    record Longs(NDArray array, ElementCursor cursor) implements Ordered<Long>, Spliterator.OfLong {
        Longs(NDArray array) {
            this(array, new ElementCursor(array.inMemory(), 0, array.size()));
        }

        @Override
        public boolean tryAdvance(LongConsumer action) {
            if (cursor.remaining() == 0) {
                return false;
            }
            action.accept(ElementAccess.integer(array, cursor.next()));
            return true;
        }

        @Override
        public @Nullable Longs trySplit() {
            ElementCursor first = cursor.splitOff();
            return first == null ? null : new Longs(array, first);
        }
    }

    record Ints(NDArray array, ElementCursor cursor) implements Ordered<Integer>, Spliterator.OfInt {
        Ints(NDArray array) {
            this(array, new ElementCursor(array.inMemory(), 0, array.size()));
        }

        @Override
        public boolean tryAdvance(IntConsumer action) {
            if (cursor.remaining() == 0) {
                return false;
            }
            action.accept(ElementAccess.narrow(array, cursor.next()));
            return true;
        }

        @Override
        public @Nullable Ints trySplit() {
            ElementCursor first = cursor.splitOff();
            return first == null ? null : new Ints(array, first);
        }
    }

    record Objects(NDArray array, ElementCursor cursor) implements Ordered<Object> {
        Objects(NDArray array) {
            this(array, new ElementCursor(array.inMemory(), 0, array.size()));
        }

        @Override
        public boolean tryAdvance(Consumer<? super Object> action) {
            if (cursor.remaining() == 0) {
                return false;
            }
            action.accept(ElementValues.value(array, cursor.next()));
            return true;
        }

        @Override
        public @Nullable Objects trySplit() {
            ElementCursor first = cursor.splitOff();
            return first == null ? null : new Objects(array, first);
        }
    }
}
