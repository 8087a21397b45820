package dev.ndwire.cli;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.ObjectArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// An archive that not only arrays are in.
final class MixedArchive {
    private MixedArchive() {}

    /// Writes the members `notes.txt`, a text; `objects`, an array of that text; and `x`, an int64.
    static Path write(Path file, String notes, long x) throws IOException {
        Path member = file.resolveSibling("member.npy");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "notes.txt", notes.getBytes(StandardCharsets.UTF_8));
            Npy.write(member, ObjectArray.of(List.of(notes), 1));
            put(zip, "objects.npy", Files.readAllBytes(member));
            Npy.write(member, NDArray.of(x));
            put(zip, "x.npy", Files.readAllBytes(member));
        }
        Files.delete(member);
        return file;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
