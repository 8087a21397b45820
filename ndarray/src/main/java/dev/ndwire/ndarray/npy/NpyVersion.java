package dev.ndwire.ndarray.npy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The versions of the format. They differ in the width of the header's length and in its encoding.
public enum NpyVersion {
    /// Two bytes of length, Latin-1: up to 65,535 bytes of header.
    V1_0(1, 2, StandardCharsets.ISO_8859_1),
    /// Four bytes of length, Latin-1.
    V2_0(2, 4, StandardCharsets.ISO_8859_1),
    /// Four bytes of length, UTF-8: for field names beyond Latin-1.
    V3_0(3, 4, StandardCharsets.UTF_8);

    private final int major;
    private final int lengthByteSize;
    private final Charset charset;

    NpyVersion(int major, int lengthByteSize, Charset charset) {
        this.major = major;
        this.lengthByteSize = lengthByteSize;
        this.charset = charset;
    }

    static @Nullable NpyVersion of(int major, int minor) {
        for (NpyVersion version : values()) {
            if (version.major == major && minor == 0) {
                return version;
            }
        }
        return null;
    }

    int major() {
        return major;
    }

    int lengthByteSize() {
        return lengthByteSize;
    }

    Charset charset() {
        return charset;
    }

    /// The largest length that its field can hold.
    long maxLength() {
        return (1L << (8 * lengthByteSize)) - 1;
    }

    /// The version as numpy names it: `1.0`.
    @Override
    public String toString() {
        return major + ".0";
    }
}
