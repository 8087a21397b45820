package dev.ndwire.core.comm.tls;

import dev.ndwire.core.value.Bytes;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;

/// Elements of DER that follow one another.
///
/// @param source what they are a part of
/// @param from where the first begins
/// @param to where the last ends
record Der(Bytes source, int from, int to) {
    private static final int LONG_LENGTH = 0x80;
    private static final int MAX_LENGTH_BYTES = 3;

    boolean isAtEnd() {
        return from >= to;
    }

    int tag() throws InvalidKeySpecException {
        return at(from);
    }

    byte[] bytes() {
        return Arrays.copyOfRange(source.toArray(), from, to);
    }

    /// The elements that are the content of the first.
    Der content(int expectedTag) throws InvalidKeySpecException {
        if (tag() != expectedTag) {
            throw new InvalidKeySpecException("it has tag " + tag() + " at byte " + from + ", expected " + expectedTag);
        }
        int start = contentStart();
        return new Der(source, start, start + contentSize());
    }

    /// The elements after the first.
    Der after() throws InvalidKeySpecException {
        return new Der(source, contentStart() + contentSize(), to);
    }

    private int contentStart() throws InvalidKeySpecException {
        return from + 2 + lengthBytes();
    }

    private int lengthBytes() throws InvalidKeySpecException {
        int first = at(from + 1);
        return first < LONG_LENGTH ? 0 : first - LONG_LENGTH;
    }

    private int contentSize() throws InvalidKeySpecException {
        int count = lengthBytes();
        if (count > MAX_LENGTH_BYTES) {
            throw new InvalidKeySpecException("it has a length of " + count + " bytes at byte " + from);
        }
        int size = count == 0 ? at(from + 1) : 0;
        for (int i = 0; i < count; i++) {
            size = size << 8 | at(from + 2 + i);
        }
        if (size > to - contentStart()) {
            throw new InvalidKeySpecException("it has an element of " + size + " bytes at byte " + from + ", "
                    + (to - contentStart()) + " are left");
        }
        return size;
    }

    private int at(int index) throws InvalidKeySpecException {
        if (index >= to) {
            throw new InvalidKeySpecException("it ends at byte " + to);
        }
        return source.at(index) & 0xff;
    }
}
