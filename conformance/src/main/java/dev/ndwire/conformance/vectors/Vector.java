package dev.ndwire.conformance.vectors;

import java.util.Base64;
import java.util.List;

/// One golden vector: bytes that the pinned Python wrote, and what they mean.
///
/// @param name the case's name, as in `array/<f8/C-2d`
/// @param line all that the file says of it
public record Vector(String name, Json line) {
    /// The bytes of one member: `msgpack`, `header`, `stream` or `packed`.
    ///
    /// @param member the member's name
    /// @return a fresh array
    public byte[] bytes(String member) {
        return decoded(line.get(member));
    }

    /// The payload frames of a serialized object.
    ///
    /// @return fresh arrays, in order
    public List<byte[]> frames() {
        return line.get("frames").list().stream().map(Vector::decoded).toList();
    }

    /// The byte sizes of a message's frames.
    ///
    /// @return one size a frame
    public List<Long> frameByteSizes() {
        return line.get("sizes").list().stream().map(Json::integer).toList();
    }

    /// How many frames of a message its head covers beyond the prelude.
    ///
    /// @return the count
    public int coveredFrames() {
        return Math.toIntExact(line.get("head").integer());
    }

    /// Whether only a pickle tells what the value is, so that a reader without one has to refuse it.
    ///
    /// @return true if so
    public boolean isPickled() {
        return line.get("expect").isNull();
    }

    /// What the bytes mean, in the tags that `write_vectors.py` lists.
    ///
    /// @return the description
    public Json expect() {
        return line.get("expect");
    }

    @Override
    public String toString() {
        return name;
    }

    /// The bytes that a description or a frame holds.
    ///
    /// @param base64 a string in base64
    /// @return a fresh array
    public static byte[] decoded(Json base64) {
        return Base64.getDecoder().decode(base64.text());
    }
}
