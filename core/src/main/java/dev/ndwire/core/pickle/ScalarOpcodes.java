package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyExtension;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The opcodes that push one value which holds no other: None, numbers, texts, bytes and buffers.
final class ScalarOpcodes {
    /// Decimal digits take quadratic time; Python's own limit is the same.
    private static final int MAX_DIGITS = 4300;

    private static final int MAX_INTEGER_BYTES = 1 << 27;

    private static final Pattern FLOAT = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private final PickleInput input;
    private final OpcodeStack stack;
    private final List<PickleBuffer> buffers;
    private int nextBuffer;

    /// What PROTO said; 0 without one.
    private int protocol;

    ScalarOpcodes(PickleInput input, OpcodeStack stack, List<PickleBuffer> buffers) {
        this.input = input;
        this.stack = stack;
        this.buffers = buffers;
    }

    int protocol() {
        return protocol;
    }

    boolean run(int opcode) {
        return text(opcode) || number(opcode) || bytes(opcode) || other(opcode);
    }

    private boolean text(int opcode) {
        switch (opcode) {
            case Opcodes.SHORT_BINUNICODE -> stack.push(utf8(input.u8()));
            case Opcodes.BINUNICODE -> stack.push(utf8(input.u32()));
            case Opcodes.BINUNICODE8 -> stack.push(utf8(input.size64()));
            case Opcodes.UNICODE -> stack.push(PickleText.rawUnicodeEscape(input.line(), input));
            case Opcodes.STRING -> stack.push(PickleText.ofPython2(PickleText.unquote(input.line(), input)));
            case Opcodes.BINSTRING -> stack.push(PickleText.ofPython2(input.bytes(signedSize())));
            case Opcodes.SHORT_BINSTRING -> stack.push(PickleText.ofPython2(input.bytes(input.u8())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Object utf8(long byteSize) {
        String ascii = input.asciiInWindow(byteSize);
        return ascii != null ? ascii : PickleText.utf8(input.bytes(byteSize), input);
    }

    private boolean number(int opcode) {
        switch (opcode) {
            case Opcodes.BININT1 -> stack.push((long) input.u8());
            case Opcodes.BININT2 -> stack.push((long) input.u16());
            case Opcodes.BININT -> stack.push((long) input.i32());
            case Opcodes.LONG1 -> stack.push(integer(input.u8()));
            case Opcodes.LONG4 -> stack.push(integer(signedSize()));
            case Opcodes.BINFLOAT -> stack.push(input.float64());
            case Opcodes.INT -> stack.push(integerOrFlag(input.line()));
            case Opcodes.LONG -> stack.push(decimal(withoutSuffix(input.line())));
            case Opcodes.FLOAT -> stack.push(float64(input.line()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private long signedSize() {
        int size = input.i32();
        if (size < 0) {
            throw input.fault("a size of " + size + " bytes is claimed, at least 0 is allowed");
        }
        return size;
    }

    /// Two's complement, little-endian, of any size; no bytes are 0.
    private Object integer(long byteSize) {
        if (byteSize > MAX_INTEGER_BYTES) {
            throw input.fault("an integer of " + byteSize + " bytes, at most " + MAX_INTEGER_BYTES + " are allowed");
        }
        byte[] littleEndian = input.bytes(byteSize);
        if (littleEndian.length <= Long.BYTES) {
            long value = 0;
            for (int i = littleEndian.length - 1; i >= 0; i--) {
                // The highest byte brings the sign.
                value = i == littleEndian.length - 1 ? littleEndian[i] : (value << 8) | (littleEndian[i] & 0xff);
            }
            return value;
        }
        for (int i = 0, j = littleEndian.length - 1; i < j; i++, j--) {
            byte low = littleEndian[i];
            littleEndian[i] = littleEndian[j];
            littleEndian[j] = low;
        }
        return narrow(new BigInteger(littleEndian));
    }

    private static Object narrow(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private Object integerOrFlag(byte[] line) {
        if (line.length == 2 && line[0] == '0' && (line[1] == '0' || line[1] == '1')) {
            return line[1] == '1';
        }
        return decimal(line);
    }

    private static byte[] withoutSuffix(byte[] line) {
        int size = line.length;
        return size > 0 && line[size - 1] == 'L' ? java.util.Arrays.copyOf(line, size - 1) : line;
    }

    /// Decimal digits with a sign or without.
    Object decimal(byte[] line) {
        if (line.length > MAX_DIGITS) {
            throw input.fault(line.length + " digits of an integer, at most " + MAX_DIGITS + " are allowed");
        }
        int first = line.length > 0 && (line[0] == '-' || line[0] == '+') ? 1 : 0;
        boolean digits = line.length > first;
        for (int i = first; i < line.length; i++) {
            digits &= line[i] >= '0' && line[i] <= '9';
        }
        if (!digits) {
            throw input.fault("'" + shown(line) + "' is no decimal integer");
        }
        return narrow(new BigInteger(new String(line, StandardCharsets.ISO_8859_1)));
    }

    private static String shown(byte[] line) {
        String text = new String(line, 0, Math.min(line.length, 40), StandardCharsets.ISO_8859_1);
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                ? text
                : Bytes.of(line).toString();
    }

    private double float64(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        return switch (text) {
            case "nan", "-nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> finite(text, line);
        };
    }

    private double finite(String text, byte[] line) {
        // Java reads more than Python does, such as 1f, 0x1p3 and Infinity.
        if (line.length > MAX_DIGITS || !FLOAT.matcher(text).matches()) {
            throw input.fault("'" + shown(line) + "' is no float");
        }
        return Double.parseDouble(text);
    }

    private boolean bytes(int opcode) {
        switch (opcode) {
            case Opcodes.SHORT_BINBYTES -> stack.push(byteString(input.u8(), false));
            case Opcodes.BINBYTES -> stack.push(byteString(input.u32(), false));
            case Opcodes.BINBYTES8 -> stack.push(byteString(input.size64(), false));
            case Opcodes.BYTEARRAY8 -> stack.push(byteString(input.size64(), true));
            case Opcodes.NEXT_BUFFER -> stack.push(buffer());
            case Opcodes.READONLY_BUFFER -> makeReadOnly();
            default -> {
                return false;
            }
        }
        return true;
    }

    private Object byteString(long byteSize, boolean isByteArray) {
        if (byteSize >= LargeBytes.MIN_BYTE_SIZE) {
            return new LargeBytes(input.view(byteSize), isByteArray);
        }
        byte[] copy = input.bytes(byteSize);
        Bytes content = Bytes.of(copy);
        return isByteArray ? new PyByteArray(content) : content;
    }

    private PickleBuffer buffer() {
        if (nextBuffer >= buffers.size()) {
            throw input.fault("out-of-band buffer " + nextBuffer + " is asked for, " + buffers.size() + " were given");
        }
        return buffers.get(nextBuffer++);
    }

    private void makeReadOnly() {
        if (stack.top() instanceof PickleBuffer buffer) {
            Frame content = buffer.content();
            stack.replaceTop(buffer.isWriteable() ? new PickleBuffer(content, false) : buffer);
        } else {
            throw input.fault("it takes a buffer, " + ObjectOpcodes.nameOf(stack.top()) + " is on the stack");
        }
    }

    private boolean other(int opcode) {
        switch (opcode) {
            case Opcodes.NONE -> stack.push(null);
            case Opcodes.NEWTRUE -> stack.push(true);
            case Opcodes.NEWFALSE -> stack.push(false);
            case Opcodes.EXT1 -> stack.push(extension(input.u8()));
            case Opcodes.EXT2 -> stack.push(extension(input.u16()));
            case Opcodes.EXT4 -> stack.push(extension(input.i32()));
            case Opcodes.PROTO -> readProtocol(input.u8());
            // A frame says how much may be read in one go; here all of it is at hand.
            case Opcodes.FRAME -> input.checkClaim(input.size64());
            default -> {
                return false;
            }
        }
        return true;
    }

    private PyExtension extension(int code) {
        if (code < 1) {
            throw input.fault("extension code " + code + ", at least 1 is allowed");
        }
        return new PyExtension(code);
    }

    private void readProtocol(int version) {
        if (version > 5) {
            throw input.fault("protocol " + version + ", at most 5 is known");
        }
        protocol = version;
    }

    /// Decodes a line as UTF-8, for names.
    @Nullable
    String name(byte[] line) {
        return PickleText.utf8(line, input) instanceof String text ? text : null;
    }
}
