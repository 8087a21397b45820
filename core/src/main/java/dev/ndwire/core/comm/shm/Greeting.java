package dev.ndwire.core.comm.shm;

import dev.ndwire.core.comm.Address;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.wire.FrameSource;
import dev.ndwire.core.wire.MalformedWireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What each end says first: where it looks for what it is handed. Four lines of text in one frame.
///
/// ```text
///   ndwire shm 1
///   /dev/shm/ndwire-USER
///   4711-1k2m3n4o5p6q
///   17-
/// ```
///
/// @param names the start of the names; the folder of a process in that of the user
record Greeting(Path names) {
    static final int MAX_BYTES = 8 << 10;
    private static final String FIRST = "ndwire shm 1";
    private static final int LINES = 4;
    private static final Pattern PROCESS = Pattern.compile("[0-9]{1,19}-[0-9a-z]{1,13}");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,19}-");

    static Greeting of(Path names) {
        return new Greeting(names);
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " is in no folder");
        }
        return parent;
    }

    Frame encode() {
        Path folder = parentOf(names);
        return Frame.utf8(String.join(
                "\n",
                FIRST,
                parentOf(folder).toString(),
                folder.getFileName().toString(),
                names.getFileName().toString()));
    }

    /// Reads the peer's. Its folder must be one of this user's, since names are made there.
    static Greeting read(FrameSource frames, Path base, Address peer) throws IOException {
        if (frames.frameCount() != 1 || frames.byteSize(0) > MAX_BYTES) {
            throw new MalformedWireException(peer + " does not begin as shm:// does", 0);
        }
        List<String> lines = List.of(new String(frames.takeArray(), StandardCharsets.UTF_8).split("\n", LINES + 1));
        if (!lines.get(0).equals(FIRST)
                || lines.size() != LINES
                || !PROCESS.matcher(lines.get(2)).matches()
                || !PREFIX.matcher(lines.get(3)).matches()) {
            throw new MalformedWireException(peer + " does not begin as shm:// does", 0);
        }
        if (!lines.get(1).equals(base.toString())) {
            throw new MalformedWireException(
                    peer + " keeps its shared memory in " + lines.get(1) + ", expected " + base
                            + " (both ends are of one user, with one NDWIRE_SHM_DIR)",
                    0);
        }
        Path folder = base.resolve(lines.get(2));
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new MalformedWireException(
                    peer + " keeps its shared memory in " + folder + ", which is no folder", 0);
        }
        return new Greeting(folder.resolve(lines.get(3)));
    }
}
