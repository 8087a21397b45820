package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.MalformedException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A program that reads pickles from standard input and writes them back to standard output, so that a Python program
/// can compare what comes back.
///
/// ```text
///   request   protocol to write (u8)  out of band (u8)  chunk (pickle)  buffers (u32)  each: writeable (u8), chunk
///   answer    failed (u8)  chunk (description or error)  chunk (pickle)  buffers (u32)  each: writeable (u8), chunk
/// ```
/// A chunk is its size (u32) and its bytes; all numbers are big-endian. Ends with the input.
public final class PickleEcho {
    private PickleEcho() {}

    /// Runs the program.
    ///
    /// @param arguments none
    /// @throws IOException if standard input or output fails
    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
        for (int protocol = in.read(); protocol >= 0; protocol = in.read()) {
            boolean outOfBand = in.readBoolean();
            Frame pickle = Frame.of(chunk(in));
            List<PickleBuffer> buffers = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                boolean writeable = in.readBoolean();
                buffers.add(new PickleBuffer(Frame.of(chunk(in)), writeable));
            }
            answer(pickle, buffers, protocol, outOfBand, out);
            out.flush();
        }
    }

    private static byte[] chunk(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private static void write(byte[] chunk, DataOutputStream out) throws IOException {
        out.writeInt(chunk.length);
        out.write(chunk);
    }

    private static void answer(
            Frame pickle, List<PickleBuffer> buffers, int protocol, boolean outOfBand, DataOutputStream out)
            throws IOException {
        String description;
        byte[] written = {};
        List<PickleBuffer> writtenBuffers = new ArrayList<>();
        boolean failed = false;
        try {
            Object value = PickleReader.standard().read(pickle, buffers);
            description = Description.of(value);
            PickleWriter writer = PickleWriter.standard().withProtocol(protocol);
            Frame frame = outOfBand ? writer.write(value, writtenBuffers::add) : writer.write(value);
            written = frame.toByteArray();
        } catch (MalformedException | IllegalArgumentException e) {
            failed = true;
            description = e.toString();
        }
        out.writeBoolean(failed);
        write(description.getBytes(StandardCharsets.UTF_8), out);
        write(written, out);
        out.writeInt(writtenBuffers.size());
        for (PickleBuffer buffer : writtenBuffers) {
            out.writeBoolean(buffer.isWriteable());
            write(buffer.content().toByteArray(), out);
        }
    }
}
