package dev.ndwire.ndarray.npy;

import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.literal.LiteralWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lays headers out as numpy does, to the byte.
final class NpyHeaderWriter {
    /// Numpy's magic: no text begins like that.
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /// Elements begin at a multiple of this, so that a mapped file is aligned for any dtype.
    private static final int ALIGNMENT = 64;

    /// Digits that the growing axis may have: those of the number of bits in 2⁶⁴ bytes.
    private static final int MAX_GROWTH_DIGITS = 21;

    /// What `float8_e5m2` of `ml_dtypes` calls itself, of which the kind is a float and the size one byte.
    private static final String NO_DTYPE = "<f1";

    private NpyHeaderWriter() {}

    static NpyHeader describe(DType dtype, boolean fortranOrder, long[] shape, @Nullable NpyVersion asked) {
        refuseUnreadable(dtype);
        return describe(new NpyHeader(NpyVersion.V1_0, dtype, fortranOrder, shape, 0), asked);
    }

    /// Numpy writes this one as well, and then reads it no more than anybody else.
    private static void refuseUnreadable(DType dtype) {
        if (dtype.isSubArray()) {
            refuseUnreadable(dtype.base());
        }
        dtype.fields().forEach(field -> refuseUnreadable(field.dtype()));
        if (dtype.kind() == Kind.EXTENSION && dtype.str().equals(NO_DTYPE)) {
            throw new UnsupportedOperationException("elements of dtype " + dtype.name() + " would be described as '"
                    + NO_DTYPE + "', which no reader knows: view(DType.UINT8) can be written");
        }
    }

    /// Made twice: the first one has checked the shape before any text is written.
    static NpyHeader describe(NpyHeader checked, @Nullable NpyVersion asked) {
        String text = paddedText(checked);
        NpyVersion version = asked == null ? oldest(text) : asked;
        return checked.placed(version, wrap(text, version).length);
    }

    static byte[] toBytes(NpyHeader header) {
        return wrap(paddedText(header), header.version());
    }

    static String text(NpyHeader header) {
        return "{'descr': " + LiteralWriter.repr(header.descr())
                + ", 'fortran_order': " + LiteralWriter.repr(header.fortranOrder())
                + ", 'shape': " + NpyHeader.text(header.shape()) + ", }";
    }

    /// The dict, and room for the axis along which the array would grow.
    private static String paddedText(NpyHeader header) {
        long[] shape = header.shape();
        String text = text(header);
        if (shape.length == 0) {
            return text;
        }
        long growing = shape[header.fortranOrder() ? shape.length - 1 : 0];
        return text + " ".repeat(MAX_GROWTH_DIGITS - Long.toString(growing).length());
    }

    private static NpyVersion oldest(String text) {
        if (canHold(NpyVersion.V1_0, text)) {
            return NpyVersion.V1_0;
        }
        return canHold(NpyVersion.V2_0, text) ? NpyVersion.V2_0 : NpyVersion.V3_0;
    }

    private static boolean canHold(NpyVersion version, String text) {
        return version.charset().newEncoder().canEncode(text)
                && textByteSize(version, text.getBytes(version.charset())) <= version.maxLength();
    }

    /// Bytes of the text with its spaces and the newline: at least one space, and 64 where none would do.
    private static int textByteSize(NpyVersion version, byte[] encoded) {
        int prefix = MAGIC.length + 2 + version.lengthByteSize();
        int bare = encoded.length + 1;
        return bare + ALIGNMENT - (prefix + bare) % ALIGNMENT;
    }

    /// The header at a length of the caller's: numpy's own padding where that has this length, else spaces alone; null
    /// if not even the text fits.
    static byte @Nullable [] toBytes(NpyHeader header, long byteSize) {
        NpyVersion version = header.version();
        long textByteSize = byteSize - MAGIC.length - 2 - version.lengthByteSize();
        byte[] padded = paddedText(header).getBytes(version.charset());
        if (textByteSize(version, padded) == textByteSize) {
            return fill(padded, version, (int) textByteSize);
        }
        byte[] bare = text(header).getBytes(version.charset());
        return bare.length < textByteSize ? fill(bare, version, (int) textByteSize) : null;
    }

    private static byte[] wrap(String text, NpyVersion version) {
        if (!version.charset().newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("header text has characters beyond Latin-1, which version " + version
                    + " cannot hold, allowed is " + NpyVersion.V3_0);
        }
        byte[] encoded = text.getBytes(version.charset());
        int textByteSize = textByteSize(version, encoded);
        long allowed = Math.min(version.maxLength(), NpyHeader.MAX_TEXT_BYTE_SIZE);
        if (textByteSize > allowed) {
            throw new IllegalArgumentException(
                    "header text has " + textByteSize + " bytes, allowed are " + allowed + " in version " + version);
        }
        return fill(encoded, version, textByteSize);
    }

    private static byte[] fill(byte[] encoded, NpyVersion version, int textByteSize) {
        int prefix = MAGIC.length + 2 + version.lengthByteSize();
        byte[] bytes = new byte[prefix + textByteSize];
        Arrays.fill(bytes, prefix, bytes.length - 1, (byte) ' ');
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) version.major()).put((byte) 0);
        if (version.lengthByteSize() == Short.BYTES) {
            out.putShort((short) textByteSize);
        } else {
            out.putInt(textByteSize);
        }
        out.put(encoded);
        bytes[bytes.length - 1] = '\n';
        return bytes;
    }
}
