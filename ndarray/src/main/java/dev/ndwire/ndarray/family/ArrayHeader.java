package dev.ndwire.ndarray.family;

import dev.ndwire.core.family.Context;
import dev.ndwire.core.family.SerializationException;
import dev.ndwire.core.family.UnsupportedValueException;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.shape.Order;
import dev.ndwire.ndarray.shape.Shapes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sub-header of an array.
///
/// ```text
///   dtype         [0, str], [1, pickle of the dtype] for what is of kind V or of an extension package; [0, descr] is
///                 read too
///   shape         the lengths that are in the frame: 1 where an axis repeats its elements
///   strides       in bytes
///   writeable     [bool]
///   broadcast_to  the lengths of the array, where an axis has stride 0
/// ```
///
/// Source: `serialize_numpy_ndarray` of `distributed.protocol.numpy`.
final class ArrayHeader {
    private static final String DTYPE = "dtype";
    private static final String SHAPE = "shape";
    private static final String STRIDES = "strides";
    private static final String WRITEABLE = "writeable";
    private static final String BROADCAST_TO = "broadcast_to";
    private static final Set<String> OTHER_LONG_DOUBLES = Set.of("f12", "c24");
    /// What `dtype.str` is of the one dtype of `ml_dtypes` whose kind is not V, so that its header cannot say more.
    private static final String FLOAT8_E5M2 = "<f1";
    private static final List<Boolean> CAN_WRITE = List.of(true);
    private static final List<Boolean> CANNOT_WRITE = List.of(false);

    private ArrayHeader() {}

    static Header of(NDArray sent, long[] strides, boolean writeable, long @Nullable [] broadcastTo, Context context) {
        List<Object> dtype = tagged(sent.dtype(), context);
        List<Boolean> flag = writeable ? CAN_WRITE : CANNOT_WRITE;
        Header header = Header.of(DTYPE, dtype, SHAPE, sent.shape(), STRIDES, strides, WRITEABLE, flag);
        return broadcastTo == null ? header : header.with(BROADCAST_TO, broadcastTo);
    }

    private static List<Object> tagged(DType dtype, Context context) {
        if (dtype.kind() != Kind.VOID && dtype.kind() != Kind.EXTENSION) {
            return List.of(0L, dtype.str());
        }
        try {
            byte[] pickle = context.pickling()
                    .writer(context.pickleProtocol())
                    .write(dtype)
                    .toByteArray();
            return List.of(1L, Bytes.of(pickle));
        } catch (IllegalArgumentException e) {
            throw new SerializationException("array of dtype " + dtype + " cannot be sent: " + e.getMessage(), e);
        }
    }

    static NDArray lay(Header header, MemorySegment memory, Context context) {
        DType dtype = dtype(header.list(DTYPE), context);
        long[] shape = header.get(BROADCAST_TO) == null || header.integers(BROADCAST_TO).length == 0
                ? header.integers(SHAPE)
                : header.integers(BROADCAST_TO);
        boolean writeable = writeable(header.list(WRITEABLE));
        try {
            long[] strides = header.get(STRIDES) == null
                    ? Shapes.contiguousStrides(shape, dtype.itemSize(), Order.C)
                    : header.integers(STRIDES);
            return NDArray.wrap(memory, dtype, shape, strides, 0, writeable);
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException(
                    "array of dtype " + dtype + " and shape " + Arrays.toString(shape) + " does not fit its frame of "
                            + memory.byteSize() + " bytes: " + e.getMessage(),
                    e);
        }
    }

    private static DType dtype(List<?> tagged, Context context) {
        if (tagged.size() != 2 || !(tagged.get(0) instanceof Number kind) || tagged.get(1) == null) {
            throw new MalformedHeaderException(
                    "header key 'dtype' has " + tagged.size() + " elements, expected a number and a dtype");
        }
        if (kind.longValue() != 0) {
            return unpickled(tagged.get(1), context);
        }
        if (tagged.get(1) instanceof String text && isUnknown(text)) {
            throw new UnsupportedValueException("an array of dtype " + text);
        }
        try {
            // As in files: raw bytes without a name are padding. A field that numpy.dtype would name 'f1' comes named.
            return tagged.get(1) instanceof String text ? ofText(text) : DType.ofFileDescr(tagged.get(1));
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException("header key 'dtype' is no dtype: " + e.getMessage(), e);
        }
    }

    private static DType ofText(String text) {
        return DType.parse(text.equals(FLOAT8_E5M2) ? "float8_e5m2" : text);
    }

    /// Whether numpy has such a dtype and this library does not: C's long double where it has 12 bytes.
    private static boolean isUnknown(String text) {
        return OTHER_LONG_DOUBLES.contains(text.substring(Math.min(1, text.length())));
    }

    private static DType unpickled(@Nullable Object pickle, Context context) {
        if (!(pickle instanceof Bytes bytes)) {
            throw new MalformedHeaderException(
                    "header key 'dtype' holds " + Header.nameOf(pickle) + ", expected the bytes of a pickle");
        }
        Object dtype = context.pickling().headerReader("a structured dtype").read(bytes);
        if (dtype instanceof DType known) {
            return known;
        }
        throw new UnsupportedValueException("an array whose pickled dtype is " + Header.excerpt(dtype));
    }

    private static boolean writeable(List<?> flags) {
        if (flags.size() == 1 && flags.get(0) instanceof Boolean flag) {
            return flag;
        }
        throw new MalformedHeaderException("header key 'writeable' is " + flags + ", expected one boolean");
    }
}
