package dev.ndwire.ndarray.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a stranger's directory: which members there are, and where. Nothing of a member itself is looked at.
///
/// Strict where readers are known to differ: members that overlap or have one name, bytes that belong to nothing, and
/// two ends that contradict each other are refused, so that all who read the archive read the same.
final class ZipDirectoryReader {
    /// A hostile archive has to have these bytes before heap is taken for them.
    static final int MAX_DIRECTORY_BYTE_SIZE = 256 << 20;

    /// Deflate codes at most 258 bytes in 2 bits.
    private static final long MAX_RATIO = 1032;

    private final ZipSource source;

    private ZipDirectoryReader(ZipSource source) {
        this.source = source;
    }

    static List<ZipMember> read(ZipSource source) throws IOException {
        return new ZipDirectoryReader(source).read();
    }

    private List<ZipMember> read() throws IOException {
        source.checkMagic();
        ZipEnd end = ZipEnd.read(source);
        if (end.byteSize() > MAX_DIRECTORY_BYTE_SIZE) {
            throw source.malformed(
                    "directory has " + end.byteSize() + " bytes, allowed are " + MAX_DIRECTORY_BYTE_SIZE,
                    end.byteOffset());
        }
        ByteBuffer bytes = source.take(end.byteOffset(), (int) end.byteSize(), "directory");
        List<ZipMember> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (long index = 0; index < end.count(); index++) {
            ZipMember member = new ZipEntryReader(source, bytes, end.byteOffset(), index).read();
            check(member, end.byteOffset());
            if (!names.add(member.name())) {
                throw source.malformed(
                        "there are two members " + ZipSource.shown(member.name()) + ", allowed is one",
                        member.byteOffset());
            }
            members.add(member);
        }
        if (bytes.hasRemaining()) {
            throw source.malformed(
                    "directory has " + bytes.remaining() + " bytes behind its last entry, allowed are none",
                    end.byteOffset() + bytes.position());
        }
        return bounded(members, end.byteOffset());
    }

    private void check(ZipMember member, long directoryByteOffset) {
        long room = directoryByteOffset - member.byteOffset() - ZipFormat.MEMBER_BYTE_SIZE;
        if (room < 0 || member.compressedByteSize() > room) {
            throw source.malformed(
                    member,
                    "claims " + member.compressedByteSize() + " bytes at byte " + member.byteOffset()
                            + ", the directory begins at byte " + directoryByteOffset);
        }
        if (member.isStored() && member.byteSize() != member.compressedByteSize()) {
            throw source.malformed(
                    member,
                    "is stored and claims " + member.byteSize() + " bytes in " + member.compressedByteSize()
                            + ", allowed are as many");
        }
        if (member.method() == ZipFormat.DEFLATED && member.byteSize() / MAX_RATIO > member.compressedByteSize()) {
            throw source.malformed(
                    member,
                    "claims " + member.byteSize() + " bytes deflated to " + member.compressedByteSize()
                            + ", allowed are " + MAX_RATIO + " for one");
        }
    }

    /// Tells each member where the next one begins.
    private List<ZipMember> bounded(List<ZipMember> members, long directoryByteOffset) {
        List<Integer> byPlace = new ArrayList<>();
        for (int index = 0; index < members.size(); index++) {
            byPlace.add(index);
        }
        byPlace.sort(Comparator.comparingLong(index -> members.get(index).byteOffset()));
        long next = directoryByteOffset;
        for (int place = byPlace.size() - 1; place >= 0; place--) {
            int index = byPlace.get(place);
            ZipMember member = members.get(index);
            if (member.compressedByteSize() > next - member.byteOffset() - ZipFormat.MEMBER_BYTE_SIZE) {
                throw source.malformed(
                        member,
                        "of " + member.compressedByteSize() + " bytes at byte " + member.byteOffset()
                                + " overlaps the next, which begins at byte " + next);
            }
            members.set(index, member.endingAt(next));
            next = member.byteOffset();
        }
        return List.copyOf(members);
    }
}
