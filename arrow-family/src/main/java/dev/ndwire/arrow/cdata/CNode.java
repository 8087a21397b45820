package dev.ndwire.arrow.cdata;

/// A structure with others of its kind inside, which may be moved elsewhere and released on their own.
///
/// ```text
///   byte 32           n          n+8          n+16      n+24      n+32
///        ┌────────────┬──────────┬────────────┬─────────┬─────────┐
///        │ n_children │ children │ dictionary │ release │ private │
///        └────────────┴──────────┴────────────┴─────────┴─────────┘
/// ```
///
/// An `ArrowArray` has one more member behind `n_children`.
sealed interface CNode extends CStructure permits CArray, CSchema {
    /// The byte at which the number of children is, in structures of both kinds.
    long CHILD_COUNT = 32;

    /// The byte at which the address of the children is. Behind it are that of the dictionary, `release` and `private`.
    long childrenByteOffset();

    /// The structure of this kind at another address.
    CNode ofSameKind(long address);

    @Override
    default long releaseByteOffset() {
        return childrenByteOffset() + 2 * Long.BYTES;
    }

    default long childCount() {
        return at().get(LONG, CHILD_COUNT);
    }

    /// The address of an array of addresses.
    default long children() {
        return at().get(LONG, childrenByteOffset());
    }

    /// The address of one child.
    ///
    /// @param index at least 0, below the number of children, whose addresses are there
    default long child(long index) {
        return Native.memory(children(), childCount() * Long.BYTES).getAtIndex(LONG, index);
    }

    default long dictionary() {
        return at().get(LONG, childrenByteOffset() + Long.BYTES);
    }

    default void setChildren(long count, long address) {
        at().set(LONG, CHILD_COUNT, count);
        at().set(LONG, childrenByteOffset(), address);
    }

    default void setDictionary(long address) {
        at().set(LONG, childrenByteOffset() + Long.BYTES, address);
    }
}
