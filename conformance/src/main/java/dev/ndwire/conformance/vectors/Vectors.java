package dev.ndwire.conformance.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The golden vectors, as committed in `conformance/vectors`; `write_vectors.py` says what is in which file.
public final class Vectors {
    private final Path directory;

    private Vectors(Path directory) {
        this.directory = directory;
    }

    /// The vectors of a folder.
    ///
    /// @param directory the folder
    /// @return its vectors, each file read when it is asked for
    public static Vectors of(Path directory) {
        return new Vectors(directory);
    }

    /// What msgpack holds by itself: `msgpack`.
    ///
    /// @return the vectors in the order of the file
    public List<Vector> values() {
        return read("values.jsonl");
    }

    /// Serialized arrays: `header` in msgpack, and the frames.
    ///
    /// @return the vectors in the order of the file
    public List<Vector> arrays() {
        return read("arrays.jsonl");
    }

    /// Other objects of the `dask` family: `header` in msgpack, the frames, the Java class and numpy's `repr`.
    ///
    /// @return the vectors in the order of the file
    public List<Vector> families() {
        return read("families.jsonl");
    }

    /// Whole messages as they are on a TCP stream: `stream`.
    ///
    /// @return the vectors in the order of the file
    public List<Vector> messages() {
        return read("messages.jsonl");
    }

    /// Packed objects, as `serialize_bytes` gives them: `packed`.
    ///
    /// @return the vectors in the order of the file
    public List<Vector> packed() {
        return read("packed.jsonl");
    }

    /// Serialized objects of the classes of `people.py`: `header` in msgpack, and the frames.
    ///
    /// @return the vectors in the order of the file
    public List<Vector> people() {
        return read("people.jsonl");
    }

    /// Messages and packed objects whose frames are cut into shards: `shard`, and `stream` or `packed`.
    ///
    /// @return the vectors in the order of the file
    public List<Vector> sharded() {
        return read("sharded.jsonl");
    }

    private List<Vector> read(String file) {
        try (var lines = Files.lines(directory.resolve(file))) {
            return lines.map(Json::parse)
                    .map(line -> new Vector(line.get("name").text(), line))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the vectors " + directory.resolve(file), e);
        }
    }
}
