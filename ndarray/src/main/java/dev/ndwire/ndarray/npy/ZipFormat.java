package dev.ndwire.ndarray.npy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The records of a ZIP archive, as far as numpy's archives have them. All numbers are little-endian.
///
/// ```text
///   member*, directory entry*, [ZIP64 end, ZIP64 locator], end
///
///   member      "PK" 3 4, version, flags, method, time, date (u16 each), crc, size compressed, size (u32 each),
///               length of name, length of extra (u16 each), name, extra, then the compressed bytes
///   entry       "PK" 1 2, version made by, version, flags, method, time, date, crc, size compressed, size,
///               lengths of name, extra and comment (u16), disk (u16), attributes (u16, u32), place of member (u32), …
///   ZIP64 end   "PK" 6 6, size of the rest (u64), versions (u16, u16), disks (u32, u32), count here, count,
///               size and place of the directory (u64 each)
///   locator     "PK" 6 7, disk (u32), place of the ZIP64 end (u64), disks (u32)
///   end         "PK" 5 6, disks (u16, u16), count here, count (u16), size and place of the directory (u32),
///               length of comment (u16), comment
///   extra       (id, length (u16 each), bytes)*; id 1 has as u64, in this order, what is all ones where it belongs:
///               size, size compressed, place of member
/// ```
/// Source: PKWARE's APPNOTE 6.3.10, and what Python's `zipfile` makes of it.
final class ZipFormat {
    static final int MEMBER_SIGNATURE = 0x04034b50;
    static final int ENTRY_SIGNATURE = 0x02014b50;
    static final int END_SIGNATURE = 0x06054b50;
    static final int END64_SIGNATURE = 0x06064b50;
    static final int LOCATOR_SIGNATURE = 0x07064b50;
    static final int DESCRIPTOR_SIGNATURE = 0x08074b50;

    static final int MEMBER_BYTE_SIZE = 30;
    static final int ENTRY_BYTE_SIZE = 46;
    static final int END_BYTE_SIZE = 22;
    static final int END64_BYTE_SIZE = 56;
    static final int LOCATOR_BYTE_SIZE = 20;

    static final int STORED = 0;
    static final int DEFLATED = 8;

    static final int ENCRYPTED_FLAG = 1;
    /// Sizes and checksum follow the bytes, and are zero in front of them.
    static final int DESCRIPTOR_FLAG = 1 << 3;
    static final int UTF8_FLAG = 1 << 11;

    static final int ZIP64_EXTRA = 1;
    static final int MAX_SHORT = 0xffff;
    static final long MAX_INT = 0xffff_ffffL;

    /// What names are in that are not in UTF-8, as Python has it.
    private static final Charset CP437 = Charset.forName("IBM437");

    private ZipFormat() {}

    static Charset charset(int flags) {
        return (flags & UTF8_FLAG) != 0 ? StandardCharsets.UTF_8 : CP437;
    }
}
