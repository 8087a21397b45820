package dev.ndwire.ndarray.npy;

import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.literal.LiteralWriter;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What stands in front of an array's bytes in a `.npy` file.
///
/// ```text
///   byte 0            6       8          8+w                          a multiple of 64
///        ┌────────────┬───────┬──────────┬────────────────────────┬──┬──────────
///        │ 93 "NUMPY" │ major │ length n │ {'descr': …, }  spaces │\n│ elements
///        │            │ minor │ (w bytes)│          n bytes          │
///        └────────────┴───────┴──────────┴────────────────────────┴──┴──────────
/// ```
/// `w` is 2 in version 1.0 and 4 since. The text is the literal of a dict with exactly three keys: `descr`, what
/// [DType#fileDescr] gives; `fortran_order`; and `shape`, a tuple. It is followed by as many spaces as the first axis
/// (the last one in Fortran order) may still grow digits, up to 21, so that a file can be appended to in place.
///
/// An immutable value.
public final class NpyHeader {
    /// The longest header text that is read or written, in bytes. Numpy reads 10,000 unless told otherwise, for fear
    /// of Python's parser; the one here needs time and memory in proportion to the text, so this leaves room for the
    /// longest structures in use and keeps a hostile file under 32 MiB of heap.
    public static final int MAX_TEXT_BYTE_SIZE = 1 << 20;

    /// The most axes, as numpy has it.
    public static final int MAX_AXES = 64;

    private final NpyVersion version;
    private final DType dtype;
    private final @Nullable Object objectDescr;
    private final boolean fortranOrder;
    private final long[] shape;
    private final long elementCount;
    private final long dataByteOffset;

    NpyHeader(NpyVersion version, DType dtype, boolean fortranOrder, long[] shape, long dataByteOffset) {
        this(version, dtype, null, fortranOrder, shape, dataByteOffset);
    }

    /// @param dtype what the elements are; where they hold Python objects, a dtype of the same size
    /// @param objectDescr the descr of elements that hold Python objects; null for all others
    NpyHeader(
            NpyVersion version,
            DType dtype,
            @Nullable Object objectDescr,
            boolean fortranOrder,
            long[] shape,
            long dataByteOffset) {
        if (dtype.isSubArray()) {
            throw new IllegalArgumentException(
                    "dtype " + (objectDescr == null ? dtype : LiteralWriter.repr(objectDescr))
                            + " is a sub-array, allowed are those in fields alone");
        }
        this.version = version;
        this.dtype = dtype;
        this.objectDescr = objectDescr;
        this.fortranOrder = fortranOrder;
        this.shape = shape;
        this.elementCount = elementCount(shape, dtype);
        this.dataByteOffset = dataByteOffset;
    }

    /// Describes an array in the oldest version that can hold it, as numpy does.
    ///
    /// @param dtype what its elements are
    /// @param fortranOrder whether the first axis runs fastest; numpy writes false where both orders are the same
    /// @param shape its lengths; copied
    /// @return the header
    /// @throws IllegalArgumentException if the dtype is a sub-array, the shape has more than [#MAX_AXES] axes, a
    ///     negative length or more bytes than a long can count, or the text exceeds [#MAX_TEXT_BYTE_SIZE]
    /// @throws UnsupportedOperationException if the dtype's fields overlap or are out of order: the format cannot say
    ///     so; or if elements are, or hold, `float8_e5m2`, whose description nobody reads
    public static NpyHeader of(DType dtype, boolean fortranOrder, long... shape) {
        return NpyHeaderWriter.describe(dtype, fortranOrder, shape.clone(), null);
    }

    /// Describes an array in a version of the caller's choice.
    ///
    /// @param version the version to write
    /// @param dtype what its elements are
    /// @param fortranOrder whether the first axis runs fastest
    /// @param shape its lengths; copied
    /// @return the header
    /// @throws IllegalArgumentException as [#of(DType,boolean,long...)], or if `version` cannot hold the text
    /// @throws UnsupportedOperationException as [#of(DType,boolean,long...)]
    public static NpyHeader of(NpyVersion version, DType dtype, boolean fortranOrder, long... shape) {
        return NpyHeaderWriter.describe(dtype, fortranOrder, shape.clone(), Objects.requireNonNull(version, "version"));
    }

    /// Reads a header, and leaves the channel at the first byte of the elements.
    ///
    /// Nothing behind the header is looked at: whether the elements are all there is the caller's to check.
    ///
    /// @param channel where the file begins; neither kept nor closed
    /// @param source the file's name, for messages
    /// @return the header
    /// @throws MalformedNpyException if the bytes are no header, or one that breaks a limit of this class
    /// @throws IOException if reading fails
    public static NpyHeader read(ReadableByteChannel channel, String source) throws IOException {
        return new NpyHeaderReader(channel, source).read();
    }

    /// The header as numpy writes it, byte for byte.
    ///
    /// A header that was read is written in its own version; its length may differ from what was read, because other
    /// writers pad otherwise.
    ///
    /// @return a fresh array whose length is a multiple of 64
    /// @throws IllegalArgumentException if the text exceeds [#MAX_TEXT_BYTE_SIZE] or what [#version] can hold
    public byte[] toBytes() {
        return NpyHeaderWriter.toBytes(this);
    }

    /// Elements of an array of this shape, after a check that its bytes can be counted. Lengths of zero do not excuse
    /// the others: numpy refuses such shapes too.
    private static long elementCount(long[] shape, DType dtype) {
        if (shape.length > MAX_AXES) {
            throw new IllegalArgumentException("shape has " + shape.length + " axes, allowed are " + MAX_AXES);
        }
        long product = 1;
        boolean empty = false;
        for (long length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException(
                        "shape is " + text(shape) + ", allowed are lengths of 0 to " + Long.MAX_VALUE);
            }
            empty |= length == 0;
            try {
                product = Math.multiplyExact(product, Math.max(length, 1));
                Math.multiplyExact(product, Math.max(dtype.itemSize(), 1));
            } catch (ArithmeticException tooLarge) {
                throw new IllegalArgumentException("shape " + text(shape) + " of " + dtype.itemSize()
                        + "-byte elements exceeds " + Long.MAX_VALUE + " bytes");
            }
        }
        return empty ? 0 : product;
    }

    static String text(long[] shape) {
        Object[] lengths = Arrays.stream(shape).boxed().toArray();
        return LiteralWriter.repr(PyTuple.of(lengths));
    }

    /// The version of the format.
    ///
    /// @return the version
    public NpyVersion version() {
        return version;
    }

    /// What the elements are.
    ///
    /// @return the dtype
    /// @throws UnsupportedOperationException if the elements hold Python objects ([#hasObjects])
    public DType dtype() {
        if (objectDescr != null) {
            throw new UnsupportedOperationException(
                    "elements of descr " + LiteralWriter.repr(objectDescr) + " hold Python objects: no DType has such");
        }
        return dtype;
    }

    /// Whether the elements are Python objects, or structures with such in them: a pickle follows the header then, and
    /// not their bytes.
    ///
    /// @return numpy's `dtype.hasobject`
    public boolean hasObjects() {
        return objectDescr != null;
    }

    /// What the elements are, for people.
    ///
    /// @return the dtype as numpy prints it: `float64`, `object`, `[('a', '<i4'), ('b', 'O')]`
    public String dtypeText() {
        if (objectDescr == null) {
            return dtype.toString();
        }
        return objectDescr instanceof String
                ? "object"
                : LiteralWriter.repr(objectDescr).replace("'|O'", "'O'");
    }

    /// The same header in another version and at another length.
    NpyHeader placed(NpyVersion newVersion, long newDataByteOffset) {
        return new NpyHeader(newVersion, dtype, objectDescr, fortranOrder, shape, newDataByteOffset);
    }

    /// The same header for another shape, as long as it is.
    NpyHeader withShape(long... newShape) {
        return new NpyHeader(version, dtype, objectDescr, fortranOrder, newShape.clone(), dataByteOffset);
    }

    /// Bytes of one element; of an object, those of numpy's pointer.
    long itemSize() {
        return dtype.itemSize();
    }

    /// What stands under `descr`.
    Object descr() {
        return objectDescr == null ? dtype.fileDescr() : objectDescr;
    }

    /// Whether the first axis runs fastest in the file, not the last.
    ///
    /// @return true for Fortran order
    public boolean fortranOrder() {
        return fortranOrder;
    }

    /// The array's lengths.
    ///
    /// @return a fresh array, empty for an array without axes
    public long[] shape() {
        return shape.clone();
    }

    /// The number of elements.
    ///
    /// @return the product of the shape
    public long elementCount() {
        return elementCount;
    }

    /// Where the elements begin in the file.
    ///
    /// @return bytes from the file's start
    public long dataByteOffset() {
        return dataByteOffset;
    }

    /// How many bytes the elements take in the file.
    ///
    /// @return at least 0; 0 for Python objects, whose pickle alone says where it ends
    public long dataByteSize() {
        return hasObjects() ? 0 : elementCount * dtype.itemSize();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NpyHeader that
                && version == that.version
                && dtype.equals(that.dtype)
                && Objects.equals(objectDescr, that.objectDescr)
                && fortranOrder == that.fortranOrder
                && Arrays.equals(shape, that.shape)
                && dataByteOffset == that.dataByteOffset;
    }

    @Override
    public int hashCode() {
        return Objects.hash(version, dtype, objectDescr, fortranOrder, Arrays.hashCode(shape), dataByteOffset);
    }

    /// The header's dict, as it stands in the file.
    @Override
    public String toString() {
        return NpyHeaderWriter.text(this);
    }
}
