package dev.ndwire.ndarray.npy;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.cast.FlexibleDType;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.element.Strided;
import dev.ndwire.ndarray.shape.Layout;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// In which form an array is written to a file, where that is not its own; and who is told how far it is.
///
/// ```java
/// Npy.write(file, array, NpyForm.own().withDType(DType.FLOAT32).withOrder(Order.F));
/// ```
///
/// Elements are changed on their way, some MiB at a time: an array that is mapped and larger than memory is written in
/// another form as well.
///
/// An immutable value.
public final class NpyForm {
    private static final NpyForm OWN = new NpyForm(null, null, null);

    private final @Nullable DType dtype;
    private final @Nullable Order order;
    private final @Nullable LongConsumer progress;

    private NpyForm(@Nullable DType dtype, @Nullable Order order, @Nullable LongConsumer progress) {
        this.dtype = dtype;
        this.order = order;
        this.progress = progress;
    }

    /// Each array's own form: C- and F-contiguous ones in their order, all others in C order.
    ///
    /// @return what numpy's `save` does
    public static NpyForm own() {
        return OWN;
    }

    /// The same form with elements of a dtype of the caller's choice, converted as numpy's `astype` does at its
    /// standard level `unsafe`: what it may lose is the caller's to check, by [DType#canCastTo].
    ///
    /// @param newDType what the elements become, of any byte order; `U`, `S` and `V` without a size, and times without
    ///     a unit, take that of each array, as numpy has it. If an element cannot become that, such as a text that is
    ///     no number, writing fails with an [IllegalArgumentException]
    /// @return the form
    /// @throws IllegalArgumentException if the dtype is a sub-array
    public NpyForm withDType(DType newDType) {
        if (newDType.isSubArray()) {
            throw new IllegalArgumentException(
                    "elements cannot become " + newDType + " in a file, allowed are dtypes that are no sub-arrays");
        }
        return new NpyForm(newDType, order, progress);
    }

    /// What an array's elements become in this form.
    ///
    /// @param array an array to be written
    /// @return its own dtype, or that of [#withDType], with its size and unit
    /// @throws IllegalArgumentException if its elements cannot become that
    public DType dtypeOf(NDArray array) {
        DType from = array.dtype();
        if (dtype == null) {
            return from;
        }
        if (!from.canCastTo(dtype, Casting.UNSAFE)) {
            throw new IllegalArgumentException("elements of dtype " + from + " cannot become " + dtype);
        }
        return FlexibleDType.sized(new Strided(array.segment(), from, array.layout()), dtype);
    }

    /// The same form in an order of the caller's choice, as numpy's `save` of the array's `copy(order)` has it.
    ///
    /// A file holds arrays in C or in Fortran order. [Order#A] and [Order#K] leave an array in Fortran order if it is
    /// contiguous in that alone; [Order#K] also one that would be if its elements lay side by side, in the order in
    /// which they lie in memory. They write all others in C order.
    ///
    /// @param newOrder which axis runs fastest in the file; an array that is contiguous in both orders is written as
    ///     one in C order
    /// @return the form
    public NpyForm withOrder(Order newOrder) {
        return new NpyForm(dtype, Objects.requireNonNull(newOrder, "newOrder"), progress);
    }

    /// The same form, watched.
    ///
    /// @param newProgress is told how many bytes of the file have been written, each time some have; on the thread that
    ///     writes
    /// @return the form
    public NpyForm withProgress(LongConsumer newProgress) {
        return new NpyForm(dtype, order, Objects.requireNonNull(newProgress, "newProgress"));
    }

    NpyHeader header(NDArray array) {
        return NpyHeader.of(dtypeOf(array), isFortran(array), array.shape());
    }

    /// Fortran order only where C order would be untrue.
    private boolean isFortran(NDArray array) {
        Layout own = array.layout();
        Layout written = order == null ? own : own.contiguousLike(order, own.itemSize());
        return written.isContiguous(Order.F) && !written.isContiguous(Order.C);
    }

    WritableByteChannel watched(WritableByteChannel channel) {
        return progress == null ? channel : new Watched(channel, progress);
    }

    /// Tells what it is given to write.
    private record Watched(WritableByteChannel channel, LongConsumer progress) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            int count = channel.write(source);
            progress.accept(count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
