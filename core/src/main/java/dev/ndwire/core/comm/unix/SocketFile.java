package dev.ndwire.core.comm.unix;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// The file by which a listening socket of the Unix domain is found.
///
/// @param channel the socket, which listens
/// @param path where its file lies, absolute
/// @param key what tells this file from another that came later to the same path
record SocketFile(ServerSocketChannel channel, Path path, Object key) {
    private static final int BACKLOG = 1024;
    // What a sockaddr_un of Linux holds, less the zero at its end, and one more that Java leaves free.
    private static final int MAX_PATH_BYTES = 106;
    private static final int RADIX = 36;
    private static final int CRADLE_NUMBERS = RADIX * RADIX * RADIX * RADIX * RADIX;
    // As long as the longest path in a cradle is, from its folder on.
    private static final String LONGEST_IN_CRADLE = "/.zzzzz/s";
    private static final int MAX_FOLDER_BYTES = MAX_PATH_BYTES - LONGEST_IN_CRADLE.length();

    /// Makes a socket that listens.
    ///
    /// Nobody else may connect at any time: it comes to life in a folder of its own, which only its owner may enter,
    /// and is linked to its place when its permissions are set. Linking, and moving a dead socket away, happen or do
    /// not: of several processes that try at once, one wins.
    static SocketFile bind(Path requested) throws IOException {
        Path path = requested.toAbsolutePath();
        refuseTooLong("path", path, MAX_PATH_BYTES);
        Path folder = parentOf(path);
        refuseTooLong("folder's path", folder, MAX_FOLDER_BYTES);
        // A short name: its path is limited too.
        Path cradle = Files.createDirectory(
                folder.resolve("." + Integer.toString(new SecureRandom().nextInt(CRADLE_NUMBERS), RADIX)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path born = cradle.resolve("s");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean done = false;
        try {
            channel.bind(UnixDomainSocketAddress.of(born), BACKLOG);
            Files.setPosixFilePermissions(born, PosixFilePermissions.fromString("rw-------"));
            clear(path, cradle.resolve("o"));
            link(path, born);
            SocketFile made = new SocketFile(channel, path, keyOf(born));
            done = true;
            return made;
        } finally {
            if (!done) {
                channel.close();
            }
            Files.deleteIfExists(born);
            Files.deleteIfExists(cradle);
        }
    }

    /// Refuses a path that fits into no address of a socket.
    static void refuseTooLong(Path path) throws IOException {
        refuseTooLong("path", path, MAX_PATH_BYTES);
    }

    private static void refuseTooLong(String what, Path path, int maxBytes) throws IOException {
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            throw new IOException("its " + what + " has " + bytes + " bytes, at most " + maxBytes + " are allowed");
        }
    }

    private static void link(Path path, Path existing) throws IOException {
        try {
            Files.createLink(path, existing);
        } catch (FileAlreadyExistsException somebodyWasFaster) {
            throw inUse(path, somebodyWasFaster);
        }
    }

    private static Path parentOf(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new NoSuchFileException(String.valueOf(parent), null, "no such folder");
        }
        return parent;
    }

    /// Takes a socket out of the way to which nobody listens.
    private static void clear(Path path, Path aside) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!attributesOf(path).isOther()) {
            throw new FileAlreadyExistsException(path.toString(), null, "there is a file that is no socket");
        }
        if (isAlive(path)) {
            throw inUse(path, null);
        }
        try {
            Files.move(path, aside);
        } catch (NoSuchFileException somebodyElseDid) {
            return;
        }
        if (isAlive(aside)) {
            // It came between the question and the move: it goes back.
            link(path, aside);
            Files.delete(aside);
            throw inUse(path, null);
        }
        Files.delete(aside);
    }

    private static boolean isAlive(Path path) throws IOException {
        try (SocketChannel question = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            question.configureBlocking(false);
            // A queue of connections that is full is a sign of life too: it throws nothing, but is not connected yet.
            question.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException nobodyListens) {
            return false;
        }
    }

    private static BindException inUse(Path path, @Nullable Throwable cause) {
        BindException inUse = new BindException("Address already in use: " + path);
        inUse.initCause(cause);
        return inUse;
    }

    private static Object keyOf(Path path) throws IOException {
        Object key = attributesOf(path).fileKey();
        return key == null ? path : key;
    }

    private static BasicFileAttributes attributesOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /// Stops listening, and takes the file away if it is still this socket's.
    void close() throws IOException {
        try (channel) {
            if (key.equals(keyOf(path))) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException goneAlready) {
            // Somebody took it away: what was to be done is done.
        }
    }
}
