package dev.ndwire.ndarray.npy;

import dev.ndwire.core.file.AtomicFile;
import dev.ndwire.core.file.SegmentIo;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.MemoryPool;
import dev.ndwire.core.memory.Ownership;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.ndarray.array.NDArray;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// An open `.npz` file: an archive of arrays by name, as numpy's `savez` and `savez_compressed` write it, of any size
/// and with any number of members.
///
/// ```java
/// try (Npz npz = Npz.open(Path.of("trained.npz"))) {
///     NDArray weights = npz.read("weights");
/// }
/// Npz.write(Path.of("both.npz"), Map.of("a", a, "b", b));
/// ```
///
/// Opening reads the directory at the archive's end and nothing else. A member is named by its key, `weights`, or by
/// its whole name, `weights.npy`; a whole name comes first. Members that are no `.npy` files are bytes.
///
/// What is read of a member is checked: against the sizes that the directory, the member and its header claim, before
/// memory is taken; and by its checksum, at its end. Mapping reads nothing, and so checks no checksum. Archives whose
/// members overlap, have the same name, or have a name that leads out of a folder are refused.
///
/// May be used from any thread. One that is interrupted while it reads gets a
/// [java.nio.channels.ClosedByInterruptException], and the others read on: the file is opened again by its name. If it
/// has been replaced or changed by then, that is an [IOException], since the rest of the old one is out of reach.
///
/// Closing it closes the file; arrays that were read or mapped stay, and so do the names and sizes of the members. Who
/// reads or maps afterwards, or is reading in another thread, gets an [IllegalStateException].
public final class Npz implements AutoCloseable {
    private static final long BYTE_ALIGNMENT = 64;

    private final Path file;
    private final ArchiveFile archive;
    private final ZipSource source;
    private final List<ZipMember> members;
    private final Map<String, ZipMember> byKey;

    private Npz(Path file, ArchiveFile archive) throws IOException {
        this.file = file;
        this.archive = archive;
        this.source = new ZipSource(archive);
        this.members = ZipDirectoryReader.read(source);
        this.byKey = new HashMap<>();
        members.forEach(member -> byKey.put(NpzMember.of(member).key(), member));
        members.forEach(member -> byKey.put(member.name(), member));
    }

    /// Opens an archive.
    ///
    /// @param file a regular file
    /// @return the archive, which the caller closes
    /// @throws MalformedNpyException if it is no ZIP archive, is cut short, or contradicts itself
    /// @throws IOException if reading fails
    public static Npz open(Path file) throws IOException {
        ArchiveFile archive = ArchiveFile.open(file);
        try {
            return new Npz(file, archive);
        } catch (IOException | RuntimeException | Error failed) {
            try (archive) {
                throw failed;
            }
        }
    }

    /// The members, in the archive's order. Reads nothing.
    ///
    /// @return an unmodifiable list
    public List<NpzMember> members() {
        return members.stream().map(NpzMember::of).toList();
    }

    /// The keys of all members, in the archive's order: numpy's `files`. Reads nothing.
    ///
    /// @return the names, without `.npy` where they have that
    public List<String> keys() {
        return members().stream().map(NpzMember::key).toList();
    }

    /// Whether there is a member.
    ///
    /// @param key its key, or its whole name
    /// @return whether there is
    public boolean contains(String key) {
        return byKey.containsKey(key);
    }

    private ZipMember member(String key) {
        ZipMember member = byKey.get(key);
        if (member == null) {
            throw new NoSuchElementException("'" + key + "' is no member of " + file);
        }
        return member;
    }

    private String where(ZipMember member) {
        return file + ": member " + ZipSource.shown(member.name());
    }

    /// Whether a member is an array, as its first bytes tell; others are bytes.
    ///
    /// @param key its key, or its whole name
    /// @return whether it begins as `.npy` files do
    /// @throws NoSuchElementException if there is no such member
    /// @throws MalformedNpyException if its bytes are not where they are said to be
    /// @throws IOException if reading fails
    /// @throws IllegalStateException if the archive is closed
    public boolean isArray(String key) throws IOException {
        ZipMember member = member(key);
        ByteBuffer magic = ByteBuffer.allocate(NpyHeaderWriter.MAGIC.length);
        try (ReadableByteChannel bytes = ZipMemberReader.open(source, member)) {
            while (magic.hasRemaining() && bytes.read(magic) >= 0) {}
        }
        return Arrays.equals(magic.array(), NpyHeaderWriter.MAGIC);
    }

    /// Whether a member is stored as it is, so that [#map(String)] can give it. Reads nothing.
    ///
    /// @param key its key, or its whole name
    /// @return whether it is stored
    /// @throws NoSuchElementException if there is no such member
    public boolean isMappable(String key) {
        return member(key).isStored();
    }

    /// Reads the header of an array and checks that the member may hold all elements.
    ///
    /// @param key its key, or its whole name
    /// @return its header, with places counted from the member's first byte
    /// @throws NoSuchElementException if there is no such member
    /// @throws MalformedNpyException if it is no array, or claims what it cannot hold
    /// @throws IOException if reading fails
    /// @throws IllegalStateException if the archive is closed
    public NpyHeader readHeader(String key) throws IOException {
        ZipMember member = member(key);
        try (ReadableByteChannel bytes = ZipMemberReader.open(source, member)) {
            return readHeader(bytes, member);
        }
    }

    private NpyHeader readHeader(ReadableByteChannel bytes, ZipMember member) throws IOException {
        NpyHeader header = NpyHeader.read(bytes, where(member));
        NpyReader.checkSize(header, member.byteSize() - header.dataByteOffset(), where(member));
        return header;
    }

    /// Reads an array into memory that the garbage collector frees, and that counts against
    /// [dev.ndwire.core.memory.MemoryBudget#standard].
    ///
    /// @param key its key, or its whole name
    /// @return a writeable array in the member's order
    /// @throws NoSuchElementException if there is no such member
    /// @throws MalformedNpyException if it is no array, holds Python objects, or is not what it claims to be
    /// @throws IOException if reading fails
    /// @throws IllegalStateException if the archive is closed
    /// @throws dev.ndwire.core.memory.MemoryBudgetExceededException if the budget does not allow the array
    public NDArray read(String key) throws IOException {
        try (Lease lease = MemoryPool.standard().lease(Ownership.AUTOMATIC)) {
            return read(key, lease);
        }
    }

    /// Reads an array into memory of the caller's choice; a deflated one is inflated right there.
    ///
    /// @param key its key, or its whole name
    /// @param allocator where the memory comes from, such as a [Lease] or an [Arena]; it decides how long the array can
    ///     be used, and is asked once, after sizes have been checked
    /// @return a writeable array in the member's order
    /// @throws NoSuchElementException if there is no such member
    /// @throws MalformedNpyException if it is no array, holds Python objects, or is not what it claims to be
    /// @throws IOException if reading fails
    /// @throws IllegalStateException if the archive is closed
    public NDArray read(String key, SegmentAllocator allocator) throws IOException {
        ZipMember member = member(key);
        try (ReadableByteChannel bytes = ZipMemberReader.open(source, member)) {
            NpyHeader header = readHeader(bytes, member);
            NpyReader.refuseObjects(header, where(member));
            return NpyReader.array(header, readRest(bytes, member, header.dataByteSize(), allocator));
        }
    }

    /// Fills memory, and reads on to the end, where the member is checked.
    private MemorySegment readRest(
            ReadableByteChannel bytes, ZipMember member, long byteSize, SegmentAllocator allocator) throws IOException {
        MemorySegment segment = allocator.allocate(byteSize, BYTE_ALIGNMENT);
        try {
            SegmentIo.read(bytes, segment);
        } catch (EOFException shorter) {
            throw source.malformed(member, "ends before the " + member.byteSize() + " bytes that it claims");
        }
        ByteBuffer rest = ByteBuffer.allocate(1 << 10);
        while (bytes.read(rest) >= 0) {
            rest.clear();
        }
        return segment;
    }

    /// Reads a member through and checks its bytes' number and checksum, as [#read(String)] does and mapping does not.
    ///
    /// @param key its key, or its whole name
    /// @throws NoSuchElementException if there is no such member
    /// @throws MalformedNpyException if it is not what it claims to be
    /// @throws IOException if reading fails
    /// @throws IllegalStateException if the archive is closed
    public void verify(String key) throws IOException {
        try (ReadableByteChannel bytes = ZipMemberReader.open(source, member(key))) {
            ByteBuffer piece = ByteBuffer.allocateDirect(CheckedMember.PIECE_BYTE_SIZE);
            while (bytes.read(piece) >= 0) {
                piece.clear();
            }
        }
    }

    /// Maps an array that is stored, read-only, until the garbage collector finds it unused.
    ///
    /// @param key its key, or its whole name
    /// @return a read-only array over the file's pages
    /// @throws NoSuchElementException if there is no such member
    /// @throws MalformedNpyException if it is no array, holds Python objects, or claims what it cannot hold
    /// @throws UnsupportedOperationException if it is deflated: only [#read(String)] gives it
    /// @throws IOException if reading or mapping fails
    /// @throws IllegalStateException if the archive is closed
    public NDArray map(String key) throws IOException {
        return map(key, Arena.ofAuto());
    }

    /// Maps an array that is stored, read-only. Takes the same time for any size: pages are read when they are touched,
    /// and no checksum is checked: [#verify] does. The elements lie at any byte, not at multiples of their size.
    ///
    /// @param key its key, or its whole name
    /// @param arena how long the array can be used; not closed here
    /// @return a read-only array over the file's pages
    /// @throws NoSuchElementException if there is no such member
    /// @throws MalformedNpyException if it is no array, holds Python objects, or claims what it cannot hold
    /// @throws UnsupportedOperationException if it is deflated: only [#read(String,SegmentAllocator)] gives it
    /// @throws IOException if reading or mapping fails
    /// @throws IllegalStateException if the archive is closed
    public NDArray map(String key, Arena arena) throws IOException {
        ZipMember member = member(key);
        NpyHeader header = readHeader(key);
        NpyReader.refuseObjects(header, where(member));
        if (!member.isStored()) {
            throw new UnsupportedOperationException(where(member) + " is deflated: it can be read, not mapped");
        }
        long place = ZipMemberReader.dataByteOffset(source, member) + header.dataByteOffset();
        return NpyReader.array(header, archive.map(place, header.dataByteSize(), arena));
    }

    /// Reads a member that may hold Python objects, as numpy does where `allow_pickle` is true. Their pickle is read by
    /// a machine that executes nothing.
    ///
    /// @param key its key, or its whole name
    /// @param pickles reads the pickle, within its limits; such as [PickleReader#standard]
    /// @return an [ObjectArray]; where the pickle holds something else than a plain array of objects, what the machine
    ///     makes of it; and where the member holds no objects, what [#read(String)] gives
    /// @throws NoSuchElementException if there is no such member
    /// @throws MalformedNpyException if it is no array, is not what it claims to be, or its pickle breaks the format or
    ///     a limit
    /// @throws IOException if reading fails
    /// @throws IllegalStateException if the archive is closed
    public @Nullable Object readObjects(String key, PickleReader pickles) throws IOException {
        ZipMember member = member(key);
        try (ReadableByteChannel bytes = ZipMemberReader.open(source, member)) {
            NpyHeader header = readHeader(bytes, member);
            if (!header.hasObjects()) {
                return read(key);
            }
            long byteSize = member.byteSize() - header.dataByteOffset();
            try (Lease lease = MemoryPool.standard().lease(Ownership.AUTOMATIC)) {
                MemorySegment pickle = readRest(bytes, member, byteSize, lease);
                return NpyReader.objects(header, pickle, pickles, where(member));
            }
        }
    }

    /// Reads a member's bytes, whatever they are: what numpy gives for one that is no array.
    ///
    /// @param key its key, or its whole name
    /// @return its bytes
    /// @throws NoSuchElementException if there is no such member
    /// @throws MalformedNpyException if it is not what it claims to be
    /// @throws IllegalArgumentException if it has more bytes than a Java array holds
    /// @throws IOException if reading fails
    /// @throws IllegalStateException if the archive is closed
    public Bytes readBytes(String key) throws IOException {
        ZipMember member = member(key);
        if (member.byteSize() > Integer.MAX_VALUE - Long.BYTES) {
            throw new IllegalArgumentException(where(member) + " has " + member.byteSize() + " bytes, allowed are "
                    + (Integer.MAX_VALUE - Long.BYTES));
        }
        try (ReadableByteChannel bytes = ZipMemberReader.open(source, member)) {
            byte[] content = new byte[(int) member.byteSize()];
            readRest(bytes, member, content.length, (byteSize, alignment) -> MemorySegment.ofArray(content));
            return Bytes.of(content);
        }
    }

    /// Closes the file. Arrays that were read or mapped stay. Closing again does nothing.
    @Override
    public void close() throws IOException {
        archive.close();
    }

    /// Writes arrays as numpy's `savez` does, byte for byte. The file appears whole or not at all, as with
    /// [Npy#write(Path,NDArray)]: one that is there is replaced by another one with the same permissions, whose owner
    /// may be another.
    ///
    /// @param file where to
    /// @param arrays what to, each under its key, in the map's order; their memory is used on this thread and not kept
    /// @throws IOException if writing fails
    /// @throws IllegalArgumentException if a key cannot be a member's name, or a dtype's description is too long
    /// @throws UnsupportedOperationException if the format cannot describe a dtype
    /// @throws IllegalStateException if an array's memory is closed
    public static void write(Path file, Map<String, NDArray> arrays) throws IOException {
        write(file, arrays, NpzCompression.STORED);
    }

    /// Writes arrays as numpy's `savez` or `savez_compressed` does. What is stored is so byte for byte; what is
    /// deflated is where Java and Python run on the same kind of zlib, and has the same content everywhere.
    ///
    /// @param file where to
    /// @param arrays what to, each under its key, in the map's order; their memory is used on this thread and not kept
    /// @param compression how all of them are kept
    /// @throws IOException if writing fails
    /// @throws IllegalArgumentException if a key cannot be a member's name, or a dtype's description is too long
    /// @throws UnsupportedOperationException if the format cannot describe a dtype
    /// @throws IllegalStateException if an array's memory is closed
    public static void write(Path file, Map<String, NDArray> arrays, NpzCompression compression) throws IOException {
        write(file, compression, writer -> {
            for (Map.Entry<String, NDArray> entry : arrays.entrySet()) {
                writer.put(entry.getKey(), entry.getValue());
            }
        });
    }

    /// Writes members one after another, so that none has to be there before its turn.
    ///
    /// @param file where to; it appears whole or not at all, as with [Npy#write(Path,NDArray)]
    /// @param compression how all of them are kept
    /// @param contents puts them, on this thread
    /// @throws IOException if writing fails, or `contents` throws it
    public static void write(Path file, NpzCompression compression, Contents contents) throws IOException {
        AtomicFile.write(file, channel -> {
            NpzWriter writer = new NpzWriter(new ZipWriter(channel, compression));
            contents.writeTo(writer);
            writer.finish();
        });
    }

    /// What fills an archive.
    public interface Contents {
        /// Puts the members.
        ///
        /// @param writer takes them, until this method returns
        /// @throws IOException if reading what is to be written fails, or writing it
        void writeTo(NpzWriter writer) throws IOException;
    }
}
