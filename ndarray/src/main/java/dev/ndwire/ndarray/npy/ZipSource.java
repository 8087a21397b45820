package dev.ndwire.ndarray.npy;

import dev.ndwire.ndarray.literal.LiteralWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/// The bytes of an archive, read by place, and the words for what is wrong with them.
///
/// @param file the archive, which knows its name
record ZipSource(ArchiveFile file) {
    /// How much of a member's name a message shows.
    private static final int MAX_SHOWN = 100;

    /// What an archive begins with where it has members, and where it has none; numpy knows it by these.
    void checkMagic() throws IOException {
        int magic = take(0, Integer.BYTES, "magic").getInt();
        if (magic != ZipFormat.MEMBER_SIGNATURE && magic != ZipFormat.END_SIGNATURE) {
            throw malformed(
                    "magic is " + hex(magic) + ", allowed are " + hex(ZipFormat.MEMBER_SIGNATURE) + " and "
                            + hex(ZipFormat.END_SIGNATURE),
                    0);
        }
    }

    static String hex(int signature) {
        return HexFormat.ofDelimiter(" ")
                .formatHex(ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(signature)
                        .array());
    }

    /// Reads bytes that must be there.
    ByteBuffer take(long byteOffset, int byteSize, String what) throws IOException {
        long left = file.byteSize() - byteOffset;
        if (byteSize > left) {
            throw malformed(what + " needs " + byteSize + " bytes, " + left + " are left", byteOffset);
        }
        ByteBuffer bytes = ByteBuffer.allocate(byteSize).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, byteOffset + bytes.position()) < 0) {
                throw malformed(what + " needs " + byteSize + " bytes, " + bytes.position() + " are left", byteOffset);
            }
        }
        return bytes.flip();
    }

    void checkSignature(ByteBuffer bytes, int allowed, String what, long byteOffset) {
        int found = bytes.getInt();
        if (found != allowed) {
            throw malformed(what + " begins with " + hex(found) + ", allowed is " + hex(allowed), byteOffset);
        }
    }

    String decode(byte[] text, int flags, long byteOffset) {
        try {
            return ZipFormat.charset(flags)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw malformed("name of a member is no UTF-8, which its flags demand", byteOffset);
        }
    }

    static String shown(String memberName) {
        String text = memberName.length() <= MAX_SHOWN ? memberName : memberName.substring(0, MAX_SHOWN) + "…";
        return LiteralWriter.repr(text);
    }

    MalformedNpyException malformed(String message, long byteOffset) {
        return new MalformedNpyException(file + ": " + message + " (byte " + byteOffset + ")");
    }

    MalformedNpyException malformed(ZipMember member, String message) {
        return malformed("member " + shown(member.name()) + " " + message, member.byteOffset());
    }
}
