package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import org.jspecify.annotations.Nullable;

/// What the numbers of a structure must be before anything that they claim is looked at.
final class ArrayRules {
    // So that no number of bits or bytes that is computed of lengths and offsets overflows.
    private static final long MAX_END = Long.MAX_VALUE / (Byte.SIZE * 32);

    private ArrayRules() {}

    /// Checks lengths, where elements of an array are to be looked at.
    ///
    /// @param name the field's; null for a batch
    /// @param start the first of them, counted from the array's first
    /// @param length how many
    /// @throws MalformedArrowException if the array is released or does not have them
    static void check(@Nullable String name, CArray array, long start, long length) {
        if (array.release() == 0) {
            throw new MalformedArrowException("array of " + subject(name) + " is released");
        }
        long end = array.offset() + array.length();
        if (array.length() < 0 || array.offset() < 0 || end < 0 || end > MAX_END) {
            throw new MalformedArrowException(
                    subject(name) + " claims " + array.length() + " elements from " + array.offset() + " on");
        }
        if (array.nullCount() < -1 || array.nullCount() > array.length()) {
            throw new MalformedArrowException(
                    subject(name) + " claims " + array.nullCount() + " nulls in " + array.length() + " rows");
        }
        if (start < 0 || length < 0 || start > array.length() - length) {
            throw new MalformedArrowException(subject(name) + " has " + array.length() + " elements, " + length
                    + " from " + start + " on are pointed at");
        }
        if (length > Integer.MAX_VALUE) {
            throw new MalformedArrowException(
                    subject(name) + " has " + length + " rows, allowed are " + Integer.MAX_VALUE + " a batch");
        }
    }

    private static String subject(@Nullable String name) {
        return name == null ? "batch" : "field '" + name + "'";
    }

    /// Checks how many buffers and children there are.
    ///
    /// @param name the field's; null for a batch
    /// @throws MalformedArrowException if there are others than the type takes
    static void counts(@Nullable String name, CArray array, long bufferCount, long childCount) {
        count(name, array.bufferCount(), bufferCount, array.buffers(), "buffers");
        count(name, array.childCount(), childCount, array.children(), "children");
    }

    private static void count(@Nullable String name, long found, long expected, long address, String what) {
        if (found != expected) {
            throw new MalformedArrowException(
                    subject(name) + " has " + found + " " + what + ", its type takes " + expected);
        }
        if (expected > 0 && address == 0) {
            throw new MalformedArrowException(subject(name) + " has its " + what + " at address 0");
        }
    }

    /// The address of a buffer, 0 where there is none.
    ///
    /// @param array with counts that were checked
    static long buffer(CArray array, long index) {
        return Native.memory(array.buffers(), array.bufferCount() * Long.BYTES).getAtIndex(CStructure.LONG, index);
    }

    /// A child.
    ///
    /// @param name the child's
    /// @param array with counts that were checked
    /// @throws MalformedArrowException if it is at no address
    static CArray child(String name, CArray array, int index) {
        long child = array.child(index);
        if (child == 0) {
            throw new MalformedArrowException("array of field '" + name + "' is null");
        }
        return CArray.of(child);
    }
}
