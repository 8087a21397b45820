package dev.ndwire.ndarray.npy;

import dev.ndwire.core.file.AtomicFile;
import dev.ndwire.core.file.SegmentIo;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.ndarray.array.NDArray;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Reads, maps and writes `.npy` files.
///
/// Reading takes versions 1.0, 2.0 and 3.0, of any size, and refuses Python objects unless asked for them. A file may
/// be longer than its
/// array: what follows is not looked at. All methods may be called from any thread.
public final class Npy {
    /// Enough for every vector instruction and for a cache line of its own.
    private static final long BYTE_ALIGNMENT = 64;

    private Npy() {}

    /// Reads the header and checks that the file holds all elements; touches none of them, so that a file of any size
    /// is answered at once.
    ///
    /// @param file a regular file
    /// @return its header
    /// @throws MalformedNpyException if it is no `.npy` file, or is cut short
    /// @throws IOException if reading fails
    public static NpyHeader readHeader(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return NpyReader.readHeader(channel, file);
        }
    }

    /// Reads an array into memory that the garbage collector frees, and that counts against
    /// [dev.ndwire.core.memory.MemoryBudget#standard].
    ///
    /// @param file a regular file
    /// @return a writeable array in the file's order
    /// @throws MalformedNpyException if it is no `.npy` file, is cut short, or holds Python objects: see
    ///     [#readObjects]
    /// @throws IOException if reading fails
    /// @throws dev.ndwire.core.memory.MemoryBudgetExceededException if the budget does not allow the array
    public static NDArray read(Path file) throws IOException {
        try (Lease lease = MemoryPool.standard().lease(Ownership.AUTOMATIC)) {
            return read(file, lease);
        }
    }

    /// Reads an array into memory of the caller's choice.
    ///
    /// @param file a regular file
    /// @param allocator where the memory comes from, such as a [Lease] or an [Arena]; it decides how long the array can
    ///     be used, and is asked once, after the file's size has been checked
    /// @return a writeable array in the file's order
    /// @throws MalformedNpyException if it is no `.npy` file, is cut short, or holds Python objects: see
    ///     [#readObjects]
    /// @throws IOException if reading fails
    public static NDArray read(Path file, SegmentAllocator allocator) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            NpyHeader header = NpyReader.readHeader(channel, file);
            NpyReader.refuseObjects(header, file.toString());
            MemorySegment segment = allocator.allocate(header.dataByteSize(), BYTE_ALIGNMENT);
            channel.position(header.dataByteOffset());
            try {
                SegmentIo.read(channel, segment);
            } catch (EOFException shrunk) {
                NpyReader.checkSize(header, channel.size() - header.dataByteOffset(), file.toString());
                throw shrunk;
            }
            return NpyReader.array(header, segment);
        }
    }

    /// Maps an array, read-only, until the garbage collector finds it unused.
    ///
    /// @param file a regular file
    /// @return a read-only array over the file's pages
    /// @throws MalformedNpyException if it is no `.npy` file, is cut short, or holds Python objects: see
    ///     [#readObjects]
    /// @throws IOException if reading or mapping fails
    public static NDArray map(Path file) throws IOException {
        return map(file, Arena.ofAuto());
    }

    /// Maps an array, read-only. Takes the same time for any size: pages are read when they are touched.
    ///
    /// @param file a regular file; if it is made shorter while it is mapped, touching what is gone is an
    ///     [InternalError]
    /// @param arena how long the array can be used; not closed here
    /// @return a read-only array over the file's pages
    /// @throws MalformedNpyException if it is no `.npy` file, is cut short, or holds Python objects: see
    ///     [#readObjects]
    /// @throws IOException if reading or mapping fails
    public static NDArray map(Path file, Arena arena) throws IOException {
        return map(file, arena, MapMode.READ_ONLY);
    }

    /// Maps an array.
    ///
    /// @param file a regular file, as for [#map(Path,Arena)]
    /// @param arena how long the array can be used; not closed here
    /// @param mode [MapMode#READ_ONLY]; [MapMode#READ_WRITE] to change the file through the array; or [MapMode#PRIVATE]
    ///     to change the array and not the file
    /// @return an array over the file's pages, writeable unless `mode` is read-only
    /// @throws MalformedNpyException if it is no `.npy` file, is cut short, or holds Python objects: see
    ///     [#readObjects]
    /// @throws IOException if reading or mapping fails
    public static NDArray map(Path file, Arena arena, MapMode mode) throws IOException {
        StandardOpenOption[] options = mode.equals(MapMode.READ_ONLY)
                ? new StandardOpenOption[] {StandardOpenOption.READ}
                : new StandardOpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE};
        try (FileChannel channel = FileChannel.open(file, options)) {
            NpyHeader header = NpyReader.readHeader(channel, file);
            NpyReader.refuseObjects(header, file.toString());
            return NpyReader.array(header, channel.map(mode, header.dataByteOffset(), header.dataByteSize(), arena));
        }
    }

    /// Reads a file that may hold Python objects, as numpy does where `allow_pickle` is true. Their pickle is read by a
    /// machine that executes nothing.
    ///
    /// @param file a regular file
    /// @param pickles reads the pickle, within its limits; such as [PickleReader#standard]
    /// @return an [ObjectArray]; where the pickle holds something else than a plain array of objects, what the machine
    ///     makes of it; and where the file holds no objects, what [#read(Path)] gives
    /// @throws MalformedNpyException if it is no `.npy` file, is cut short, or its pickle breaks the format or a limit
    /// @throws IOException if reading fails
    public static @Nullable Object readObjects(Path file, PickleReader pickles) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            NpyHeader header = NpyReader.readHeader(channel, file);
            if (!header.hasObjects()) {
                return read(file);
            }
            long byteSize = channel.size() - header.dataByteOffset();
            MemorySegment pickle = channel.map(MapMode.READ_ONLY, header.dataByteOffset(), byteSize, Arena.ofAuto());
            return NpyReader.objects(header, pickle, pickles, file.toString());
        }
    }

    /// Writes an array as numpy's `save` does, byte for byte: C- and F-contiguous ones in their order, all others in C
    /// order, gathered piece by piece.
    ///
    /// The file appears whole or not at all: it is written beside its place under another name and then moved there,
    /// over a file of that name. Where something else than a regular file has the name, such as a pipe, it is written
    /// in place. A file that is replaced is another one from then on, a new inode: maps of it see the old array, the
    /// new file has its permissions, and its owner may change ([AtomicFile#write(Path,AtomicFile.Content)]).
    ///
    /// The bytes are not forced to the disk: a power cut may still lose them. File systems such as ext4 have them there
    /// before a file is replaced, which takes its time.
    ///
    /// @param file where to
    /// @param array what to; its memory is used on this thread and not kept
    /// @throws IOException if writing fails
    /// @throws IllegalArgumentException if the dtype's description exceeds [NpyHeader#MAX_TEXT_BYTE_SIZE]
    /// @throws UnsupportedOperationException if the dtype's fields overlap or are out of order: the format cannot say
    ///     so; or if elements are, or hold, `float8_e5m2`, whose description nobody reads
    /// @throws IllegalStateException if the array's memory is closed
    public static void write(Path file, NDArray array) throws IOException {
        write(file, array, NpyForm.own());
    }

    /// Writes an array in another form than its own; the file appears whole or not at all, as with
    /// [#write(Path,NDArray)]. It may be the file that the array is mapped from.
    ///
    /// @param file where to
    /// @param array what to; its memory is used on this thread and not kept
    /// @param form in which form
    /// @throws IOException if writing fails
    /// @throws IllegalArgumentException if elements cannot be converted, or the dtype's description exceeds
    ///     [NpyHeader#MAX_TEXT_BYTE_SIZE]
    /// @throws UnsupportedOperationException if the dtype's fields overlap or are out of order: the format cannot say
    ///     so; or if elements are, or hold, `float8_e5m2`, whose description nobody reads
    /// @throws IllegalStateException if the array's memory is closed
    public static void write(Path file, NDArray array, NpyForm form) throws IOException {
        NpyHeader header = form.header(array);
        long byteSize = header.toBytes().length + array.size() * header.dtype().itemSize();
        AtomicFile.write(file, byteSize, channel -> new NpyWriter(form.watched(channel)).write(header, array));
    }

    /// Writes an array as [#write(Path,NDArray)] does to what is no file: a pipe, a socket, memory.
    ///
    /// @param channel where to, from its position on; left open
    /// @param array what to; its memory is used on this thread and not kept
    /// @throws IOException if writing fails; a part of the array may then be written
    /// @throws IllegalArgumentException if the dtype's description exceeds [NpyHeader#MAX_TEXT_BYTE_SIZE]
    /// @throws UnsupportedOperationException if the dtype's fields overlap or are out of order: the format cannot say
    ///     so; or if elements are, or hold, `float8_e5m2`, whose description nobody reads
    /// @throws IllegalStateException if the array's memory is closed
    public static void write(WritableByteChannel channel, NDArray array) throws IOException {
        new NpyWriter(channel).write(NpyForm.own().header(array), array);
    }

    /// Writes Python objects as numpy's `save` does: a header and a pickle. The file appears whole or not at all, as
    /// with [#write(Path,NDArray)].
    ///
    /// @param file where to
    /// @param array what to
    /// @throws IOException if writing fails
    /// @throws IllegalArgumentException if an element is of a Java class that no pickle can hold
    public static void write(Path file, ObjectArray array) throws IOException {
        Frame pickle = array.pickle();
        AtomicFile.write(file, channel -> NpyWriter.write(channel, array.header(), pickle));
    }

    /// Adds to the end of a file's array in place: along the first axis, or along the last where the file is in Fortran
    /// order. The file is then, byte for byte, what numpy's `save` of the whole would write, if numpy began it.
    ///
    /// The elements are written behind those that are there, and forced to the disk before the header is changed: if
    /// anything fails on the way, the array is as it was, and a part of the new elements may stand behind it, which the
    /// next append writes over. Where the header has no room for the longer shape, as other writers may leave it, the
    /// whole file is written anew under another name and then moved, as [#write(Path,NDArray)] does: it is another file
    /// with the same permissions then, and its owner may change.
    /// Appending to one file from two places at a time is not guarded against.
    ///
    /// @param file a regular file with one array that has an axis; maps of it see the old shape
    /// @param array what to add: of the file's dtype, byte order included, and of its shape on all axes but the one
    ///     that grows; of any layout, gathered piece by piece
    /// @throws MalformedNpyException if it is no `.npy` file, is cut short, or holds Python objects
    /// @throws IllegalArgumentException if dtype or shape do not match, or the file holds another array behind the
    ///     first
    /// @throws IOException if reading or writing fails
    /// @throws IllegalStateException if the array's memory is closed
    public static void append(Path file, NDArray array) throws IOException {
        NpyAppend.append(file, array);
    }
}
