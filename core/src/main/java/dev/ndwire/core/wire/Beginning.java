package dev.ndwire.core.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Bytes that stand where a message should begin, and begin none: what another protocol says first.
///
/// Given as the memory that they were read into, of at least 8 bytes, with zeros for those that did not come.
final class Beginning {
    // `15 03 vv 00 02`: a record of type alert and version 3.vv, with 2 bytes. Source: RFC 8446, sections 5.1 and 6.
    private static final long TLS_ALERT = 0x02_00_00_03_15L;
    private static final long TLS_ALERT_MASK = 0xff_ff_00_ff_ffL;

    private Beginning() {}

    /// Whether it is what a server of TLS says to a peer that does not speak it.
    static boolean isTlsAlert(MemorySegment bytes) {
        return (bytes.get(Prelude.U64, 0) & TLS_ALERT_MASK) == TLS_ALERT;
    }

    /// What is wrong with it.
    static MalformedWireException refused(MemorySegment bytes, WireLimits limits) {
        String found = "no message begins with " + describe(bytes);
        if (isTlsAlert(bytes)) {
            return new MalformedWireException(found + ", which is an alert of TLS", 0);
        }
        String head = Long.toUnsignedString(bytes.get(Prelude.U64, 0));
        return new MalformedWireException(
                found + ": a head of " + head + " bytes exceeds maxByteSize=" + limits.maxByteSize(), 0);
    }

    private static String describe(MemorySegment bytes) {
        byte[] head = bytes.asSlice(0, Prelude.HEAD_BYTES).toArray(ValueLayout.JAVA_BYTE);
        int length = head.length;
        boolean isText = true;
        while (length > 0 && head[length - 1] == 0) {
            length--;
        }
        for (int i = 0; i < length; i++) {
            isText &= head[i] >= ' ' && head[i] <= '~';
        }
        return isText
                ? "'" + new String(head, 0, length, StandardCharsets.US_ASCII) + "'"
                : HexFormat.ofDelimiter(" ").formatHex(head, 0, length);
    }
}
