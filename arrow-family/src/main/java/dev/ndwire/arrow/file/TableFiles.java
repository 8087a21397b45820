package dev.ndwire.arrow.file;

import dev.ndwire.arrow.ipc.FileReader;
import dev.ndwire.arrow.ipc.StreamReader;
import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.file.AtomicFile;
import dev.ndwire.core.file.SegmentIo;
import dev.ndwire.core.frame.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// Reads and writes tables: IPC files (`.arrow`, `.feather` of version 2) and IPC streams (`.arrows`).
///
/// What is read is told by its first bytes, whatever its name. What is written is a stream if its name ends in
/// `.arrows`, else a file.
public final class TableFiles {
    private static final String STREAM = ".arrows";

    private TableFiles() {}

    /// Maps a file: its vectors view the mapped bytes, and nothing is read before it is used.
    ///
    /// @param path an IPC file or stream
    /// @return a table that the caller closes; the mapping ends when the garbage collector finds nothing that uses it
    /// @throws IOException if the file cannot be mapped
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if it is no IPC file or stream
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public static Table map(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return parse(bytes, BufferMemory.over(bytes));
        }
    }

    /// Whether a file holds an IPC stream, or what an IPC file is: told by its first bytes.
    ///
    /// @param path a file
    /// @return false for an IPC file, true for anything else
    /// @throws IOException if it cannot be read
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if it is a Feather file of version 1
    public static boolean isStream(Path path) throws IOException {
        try (InputStream bytes = Files.newInputStream(path)) {
            return !FileReader.isFile(MemorySegment.ofArray(bytes.readNBytes(Long.BYTES)));
        }
    }

    private static Table parse(MemorySegment bytes, BufferMemory memory) {
        return Table.of(
                FileReader.isFile(bytes) ? FileReader.read(bytes, memory) : StreamReader.read(bytes, memory), memory);
    }

    /// Reads a file into memory.
    ///
    /// @param path an IPC file or stream
    /// @param memory a lease, which has the bytes then and closes the table; anything else has them while they are
    /// copied
    /// @return a table that the caller closes
    /// @throws IOException if the file cannot be read
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if it is no IPC file or stream
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public static Table read(Path path, SegmentAllocator memory) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return read(channel, channel.size(), memory);
        }
    }

    /// Reads a table from a channel.
    ///
    /// @param channel blocking
    /// @param byteSize how many bytes the table has
    /// @param memory as for [#read(Path, SegmentAllocator)]
    /// @return a table that the caller closes
    /// @throws IOException if the channel fails or ends before that
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if the bytes are no IPC file or stream
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if Arrow Java has no vector for a column's type
    public static Table read(ReadableByteChannel channel, long byteSize, SegmentAllocator memory) throws IOException {
        MemorySegment bytes = memory.allocate(byteSize, Long.BYTES);
        SegmentIo.read(channel, bytes);
        return parse(bytes, BufferMemory.in(memory)).closedWith(memory);
    }

    /// Writes a table. A file of that name is replaced once the new one is complete.
    ///
    /// @param path where to; a name that ends in `.arrows` gets a stream, any other a file
    /// @param table the table
    /// @throws IOException if that fails; nothing is left of it then
    /// @throws IllegalArgumentException if it is to be a file, and batches have different dictionaries for one column
    /// @throws IllegalStateException if the table is closed
    public static void write(Path path, Table table) throws IOException {
        boolean isStream =
                path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(STREAM);
        Frame frame = isStream ? table.toStream() : table.toFile();
        AtomicFile.write(path, channel -> write(channel, frame));
    }

    private static void write(WritableByteChannel channel, Frame frame) throws IOException {
        for (MemorySegment segment : frame.segments()) {
            SegmentIo.write(channel, segment);
        }
    }
}
