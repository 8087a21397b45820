package dev.ndwire.ndarray.npy;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.ndarray.array.NDArray;
import java.io.IOException;

/// Takes the members of an archive that is being written; [Npz#write(java.nio.file.Path,NpzCompression,Npz.Contents)]
/// gives one. For one thread.
public final class NpzWriter {
    private final ZipWriter zip;

    NpzWriter(ZipWriter zip) {
        this.zip = zip;
    }

    /// Writes an array as the member `key.npy`.
    ///
    /// @param key its key, not yet used; it may hold slashes, and leads to no place outside a folder
    /// @param array what to; C- and F-contiguous arrays are written in their order, all others in C order; its memory
    ///     is used on this thread and not kept
    /// @throws IOException if writing fails
    /// @throws IllegalArgumentException if the key cannot be a member's name, or the dtype's description is too long
    /// @throws UnsupportedOperationException if the format cannot describe the dtype
    /// @throws IllegalStateException if the array's memory is closed
    public void put(String key, NDArray array) throws IOException {
        put(key, array, NpyForm.own());
    }

    /// Writes an array in another form than its own as the member `key.npy`.
    ///
    /// @param key its key, as for [#put(String,NDArray)]
    /// @param array what to; its memory is used on this thread and not kept
    /// @param form in which form
    /// @throws IOException if writing fails
    /// @throws IllegalArgumentException if elements cannot be converted, or the key cannot be a member's name, or the
    ///     dtype's description is too long
    /// @throws UnsupportedOperationException if the format cannot describe the dtype
    /// @throws IllegalStateException if the array's memory is closed
    public void put(String key, NDArray array, NpyForm form) throws IOException {
        NpyHeader header = form.header(array);
        zip.write(key + NpzMember.ENDING, channel -> new NpyWriter(form.watched(channel)).write(header, array));
    }

    /// Writes Python objects as the member `key.npy`: a header and a pickle.
    ///
    /// @param key its key, not yet used; it may hold slashes, and leads to no place outside a folder
    /// @param array what to
    /// @throws IOException if writing fails
    /// @throws IllegalArgumentException if the key cannot be a member's name, or an element is of a Java class that no
    ///     pickle can hold
    public void put(String key, ObjectArray array) throws IOException {
        Frame pickle = array.pickle();
        zip.write(key + NpzMember.ENDING, channel -> NpyWriter.write(channel, array.header(), pickle));
    }

    void finish() throws IOException {
        zip.finish();
    }
}
