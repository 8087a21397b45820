package dev.ndwire.ndarray.dtype;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects the fields of a structured dtype. For one thread.
///
/// A field without an offset begins behind everything before it; in an aligned structure, at the next multiple of its
/// alignment. A field with an offset begins there, whatever is there already: fields may overlap, as in numpy.
public final class StructBuilder {
    private final boolean aligned;
    private final List<Field> fields = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private long byteEnd;
    private long alignment = 1;

    StructBuilder(boolean aligned) {
        this.aligned = aligned;
    }

    /// Adds a field behind the ones before it.
    ///
    /// @param name its name
    /// @param dtype what it holds
    /// @return this builder
    /// @throws IllegalArgumentException if the name is taken, or the structure exceeds [DType#MAX_ITEM_SIZE]
    public StructBuilder field(String name, DType dtype) {
        return add(null, name, dtype, nextOffset(dtype));
    }

    /// Adds a field at a place of its own.
    ///
    /// @param name its name
    /// @param dtype what it holds
    /// @param byteOffset where it begins, counted from the start of the element
    /// @return this builder
    /// @throws IllegalArgumentException if the name is taken, the offset is negative or not aligned in an aligned
    ///     structure, or the structure exceeds [DType#MAX_ITEM_SIZE]
    public StructBuilder field(String name, DType dtype, long byteOffset) {
        return add(null, name, dtype, byteOffset);
    }

    /// Adds a field with a title, behind the ones before it.
    ///
    /// @param title its second name
    /// @param name its name
    /// @param dtype what it holds
    /// @return this builder
    /// @throws IllegalArgumentException if the name or title is taken, or the structure exceeds [DType#MAX_ITEM_SIZE]
    public StructBuilder titled(String title, String name, DType dtype) {
        return add(title, name, dtype, nextOffset(dtype));
    }

    /// Adds a field with a title, at a place of its own.
    ///
    /// @param title its second name
    /// @param name its name
    /// @param dtype what it holds
    /// @param byteOffset where it begins, counted from the start of the element
    /// @return this builder
    /// @throws IllegalArgumentException if the name or title is taken, the offset is negative or not aligned in an
    ///     aligned structure, or the structure exceeds [DType#MAX_ITEM_SIZE]
    public StructBuilder titled(String title, String name, DType dtype, long byteOffset) {
        return add(title, name, dtype, byteOffset);
    }

    /// Leaves bytes unused behind the fields so far.
    ///
    /// @param byteSize how many, at least 0
    /// @return this builder
    /// @throws IllegalArgumentException if `byteSize` is negative or the structure exceeds [DType#MAX_ITEM_SIZE]
    public StructBuilder padding(long byteSize) {
        if (byteSize < 0 || byteSize > DType.MAX_ITEM_SIZE - byteEnd) {
            throw new IllegalArgumentException("padding of " + byteSize + " bytes behind byte " + byteEnd
                    + ", allowed is 0 to " + (DType.MAX_ITEM_SIZE - byteEnd));
        }
        byteEnd += byteSize;
        return this;
    }

    /// Where a field without an offset would begin.
    long nextOffset(DType dtype) {
        return aligned ? roundUp(byteEnd, dtype.alignment()) : byteEnd;
    }

    private StructBuilder add(@Nullable String title, String name, DType dtype, long byteOffset) {
        Field field = new Field(name, dtype, byteOffset, title);
        if (aligned && byteOffset % dtype.alignment() != 0) {
            throw new IllegalArgumentException("field '" + name + "' has offset " + byteOffset
                    + ", allowed in an aligned structure are multiples of " + dtype.alignment());
        }
        if (byteOffset > DType.MAX_ITEM_SIZE - dtype.itemSize()) {
            throw new IllegalArgumentException("field '" + name + "' of " + dtype.itemSize() + " bytes at offset "
                    + byteOffset + " ends beyond " + DType.MAX_ITEM_SIZE + " bytes");
        }
        claim(name);
        if (title != null) {
            claim(title);
        }
        fields.add(field);
        byteEnd = Math.max(byteEnd, field.byteEnd());
        alignment = Math.max(alignment, dtype.alignment());
        return this;
    }

    private void claim(String name) {
        if (!taken.add(name)) {
            throw new IllegalArgumentException("field name or title '" + name + "' occurs more than once");
        }
    }

    /// Makes the dtype as large as its fields need; an aligned one rounded up to its alignment.
    ///
    /// @return the dtype
    /// @throws IllegalArgumentException if size, levels or number of fields exceed what [DType] allows
    public DType build() {
        return build(aligned ? roundUp(byteEnd, alignment) : byteEnd);
    }

    /// Makes the dtype with a size of its own.
    ///
    /// @param itemSize bytes of one element, at least what the fields need
    /// @return the dtype
    /// @throws IllegalArgumentException if a field ends beyond `itemSize`, an aligned structure's size is no multiple
    ///     of its alignment, or size, levels or number of fields exceed what [DType] allows
    public DType build(long itemSize) {
        if (itemSize < byteEnd) {
            throw new IllegalArgumentException("fields need " + byteEnd + " bytes, the structure is given " + itemSize);
        }
        if (aligned && itemSize % alignment != 0) {
            throw new IllegalArgumentException(
                    "aligned structure is given " + itemSize + " bytes, allowed are multiples of " + alignment);
        }
        return DType.ofFields(fields, itemSize, aligned, aligned ? alignment : 1);
    }

    private static long roundUp(long value, long multiple) {
        return Math.ceilDiv(value, multiple) * multiple;
    }
}
