package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes pickles by hand, opcode by opcode.
final class Pickled {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// Adds characters as bytes.
    Pickled add(String latin1) {
        bytes.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /// Adds bytes.
    Pickled add(int... more) {
        for (int one : more) {
            bytes.write(one);
        }
        return this;
    }

    /// Adds a little-endian number.
    Pickled number(long value, int byteSize) {
        for (int i = 0; i < byteSize; i++) {
            bytes.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    /// Adds a text of less than 256 bytes.
    Pickled text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(Opcodes.SHORT_BINUNICODE, utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    /// Adds a global by its module and name.
    Pickled global(String module, String name) {
        return text(module).text(name).add(Opcodes.STACK_GLOBAL);
    }

    Frame frame() {
        return Frame.of(bytes.toByteArray());
    }

    static Frame of(String latin1) {
        return new Pickled().add(latin1).frame();
    }
}
