package dev.ndwire.arrow.ipc;

import dev.ndwire.arrow.memory.ArrowMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.FieldVector;

/// Looks at every text: that it is UTF-8, and for views that it is where they say.
final class TextCheck {
    private static final int CHUNK_CHARS = 4096;
    private static final int CHUNK_BYTES = 1 << 30;
    private static final int VIEW_BYTES = 16;
    private static final int INLINE_BYTES = 12;
    private static final int PREFIX_BYTES = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer chars = CharBuffer.allocate(CHUNK_CHARS);

    private TextCheck() {}

    static long offset(ArrowBuf offsets, long index, int offsetBytes) {
        return offsetBytes == Integer.BYTES
                ? offsets.getInt(index * Integer.BYTES)
                : offsets.getLong(index * Long.BYTES);
    }

    /// Checks the texts of a vector whose offsets ascend and end within its data.
    ///
    /// @param name what the schema calls it
    static void texts(FieldVector vector, String name, int offsetBytes) {
        var check = new TextCheck();
        if (vector.getValueCount() == 0) {
            return;
        }
        ArrowBuf offsets = vector.getOffsetBuffer();
        MemorySegment data = ArrowMemory.segment(vector.getDataBuffer());
        for (int row = 0; row < vector.getValueCount(); row++) {
            long start = offset(offsets, row, offsetBytes);
            long end = offset(offsets, row + 1L, offsetBytes);
            if (!vector.isNull(row) && !check.isUtf8(data.asSlice(start, end - start))) {
                throw FullCheck.wrong(name, row, "is not UTF-8");
            }
        }
    }

    /// Checks views.
    ///
    /// @param name what the schema calls them
    /// @param isText whether they are to be UTF-8
    static void views(BaseVariableWidthViewVector vector, String name, boolean isText) {
        var check = new TextCheck();
        MemorySegment views = ArrowMemory.segment(vector.getDataBuffer());
        List<MemorySegment> data =
                vector.getDataBuffers().stream().map(ArrowMemory::segment).toList();
        for (int row = 0; row < vector.getValueCount(); row++) {
            if (!vector.isNull(row)) {
                MemorySegment bytes = view(name, row, views.asSlice((long) row * VIEW_BYTES, VIEW_BYTES), data);
                if (isText && !check.isUtf8(bytes)) {
                    throw FullCheck.wrong(name, row, "is not UTF-8");
                }
            }
        }
    }

    private static MemorySegment view(String name, int row, MemorySegment view, List<MemorySegment> data) {
        int size = view.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
        if (size < 0) {
            throw FullCheck.wrong(name, row, "has " + size + " bytes");
        }
        if (size <= INLINE_BYTES) {
            for (long at = PREFIX_BYTES + (long) size; at < VIEW_BYTES; at++) {
                if (view.get(ValueLayout.JAVA_BYTE, at) != 0) {
                    throw FullCheck.wrong(name, row, "has other bytes than zeros behind its " + size);
                }
            }
            return view.asSlice(PREFIX_BYTES, size);
        }
        int index = view.get(ValueLayout.JAVA_INT_UNALIGNED, 2 * PREFIX_BYTES);
        int offset = view.get(ValueLayout.JAVA_INT_UNALIGNED, 3 * PREFIX_BYTES);
        if (index < 0 || index >= data.size()) {
            throw FullCheck.wrong(name, row, "is in buffer " + index + " of " + data.size());
        }
        MemorySegment buffer = data.get(index);
        if (offset < 0 || offset > buffer.byteSize() - size) {
            throw FullCheck.wrong(
                    name, row, "is " + size + " bytes from byte " + offset + " of " + buffer.byteSize() + " bytes on");
        }
        MemorySegment bytes = buffer.asSlice(offset, size);
        if (bytes.asSlice(0, PREFIX_BYTES).mismatch(view.asSlice(PREFIX_BYTES, PREFIX_BYTES)) >= 0) {
            throw FullCheck.wrong(name, row, "has another prefix than its bytes");
        }
        return bytes;
    }

    private boolean isUtf8(MemorySegment bytes) {
        if (bytes.byteSize() > CHUNK_BYTES) {
            return isLongUtf8(bytes);
        }
        decoder.reset();
        return decode(bytes.asByteBuffer(), true);
    }

    private boolean isLongUtf8(MemorySegment bytes) {
        decoder.reset();
        long start = 0;
        while (start < bytes.byteSize()) {
            long size = Math.min(CHUNK_BYTES, bytes.byteSize() - start);
            ByteBuffer chunk = bytes.asSlice(start, size).asByteBuffer();
            boolean isLast = start + size == bytes.byteSize();
            if (!decode(chunk, isLast)) {
                return false;
            }
            start += chunk.position();
        }
        return true;
    }

    private boolean decode(ByteBuffer bytes, boolean isLast) {
        CoderResult result;
        do {
            chars.clear();
            result = decoder.decode(bytes, chars, isLast);
        } while (result.isOverflow());
        return !result.isError();
    }
}
