package dev.ndwire.ndarray.dtype;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one element of an array is: numpy's `dtype`, an immutable value.
///
/// Two dtypes are equal when numpy says so: same kind, size, byte order and unit, and for structured ones the same
/// fields with the same titles at the same offsets. Whether a structure was *made* with C's alignment does not count.
///
/// The constants are in this machine's byte order.
public final class DType {
    /// The most bytes that one element may have: numpy keeps the size in a C int.
    public static final long MAX_ITEM_SIZE = Integer.MAX_VALUE;

    /// The most levels of fields and sub-arrays inside one another.
    public static final int MAX_DEPTH = 64;

    /// The most axes of a sub-array, as numpy has it.
    public static final int MAX_SUB_ARRAY_AXES = 64;

    /// The most fields of one dtype, those inside its fields included.
    public static final int MAX_FIELDS = 1_000_000;

    private static final long MAX_ALIGNMENT = 64;

    /// The value that stands for "not a time" in datetime64 and timedelta64.
    public static final long NAT = Long.MIN_VALUE;

    /// True or false, one byte.
    public static final DType BOOL = number(Kind.BOOL, 1);
    /// Signed 8-bit integer.
    public static final DType INT8 = number(Kind.INT, 1);
    /// Unsigned 8-bit integer.
    public static final DType UINT8 = number(Kind.UINT, 1);
    /// Signed 16-bit integer.
    public static final DType INT16 = number(Kind.INT, 2);
    /// Unsigned 16-bit integer.
    public static final DType UINT16 = number(Kind.UINT, 2);
    /// Signed 32-bit integer.
    public static final DType INT32 = number(Kind.INT, 4);
    /// Unsigned 32-bit integer.
    public static final DType UINT32 = number(Kind.UINT, 4);
    /// Signed 64-bit integer.
    public static final DType INT64 = number(Kind.INT, 8);
    /// Unsigned 64-bit integer.
    public static final DType UINT64 = number(Kind.UINT, 8);
    /// IEEE half precision.
    public static final DType FLOAT16 = number(Kind.FLOAT, 2);
    /// IEEE single precision: Java's `float`.
    public static final DType FLOAT32 = number(Kind.FLOAT, 4);
    /// IEEE double precision: Java's `double`.
    public static final DType FLOAT64 = number(Kind.FLOAT, 8);
    /// Two float32: real and imaginary part.
    public static final DType COMPLEX64 = number(Kind.COMPLEX, 8);
    /// Two float64: real and imaginary part.
    public static final DType COMPLEX128 = number(Kind.COMPLEX, 16);

    /// C's long double: 80 bits of x87 and padding. Nothing is computed with its elements, see [Kind#isCarried].
    public static final DType LONGDOUBLE = number(Kind.LONG_FLOAT, 16);
    /// Two [#LONGDOUBLE]: real and imaginary part. Nothing is computed with its elements.
    public static final DType CLONGDOUBLE = number(Kind.LONG_COMPLEX, 32);

    private final Kind kind;
    private final long itemSize;
    private final long alignment;
    private final @Nullable ByteOrder order;
    private final DateUnit unit;
    private final int multiple;
    private final Layout layout;

    private DType(
            Kind kind,
            long itemSize,
            long alignment,
            @Nullable ByteOrder order,
            DateUnit unit,
            int multiple,
            Layout layout) {
        if (itemSize < 0 || itemSize > MAX_ITEM_SIZE) {
            throw new IllegalArgumentException(
                    "dtype has an item size of " + itemSize + " bytes, allowed is 0 to " + MAX_ITEM_SIZE);
        }
        this.kind = kind;
        this.itemSize = itemSize;
        this.alignment = alignment;
        this.order = order;
        this.unit = unit;
        this.multiple = multiple;
        this.layout = layout;
    }

    private static DType number(Kind kind, long itemSize) {
        ByteOrder order = itemSize == 1 ? null : ByteOrder.nativeOrder();
        long alignment = kind == Kind.COMPLEX || kind == Kind.LONG_COMPLEX ? itemSize / 2 : itemSize;
        return new DType(kind, itemSize, alignment, order, DateUnit.GENERIC, 1, Layout.Plain.INSTANCE);
    }

    /// Byte strings of `byteSize` bytes: numpy's `S`.
    ///
    /// @param byteSize bytes of one element, 0 to [#MAX_ITEM_SIZE]
    /// @return the dtype
    /// @throws IllegalArgumentException if `byteSize` is out of range
    public static DType bytes(long byteSize) {
        return new DType(Kind.BYTES, byteSize, 1, null, DateUnit.GENERIC, 1, Layout.Plain.INSTANCE);
    }

    /// Text of `codePointCount` code points in this machine's byte order: numpy's `U`.
    ///
    /// @param codePointCount code points of one element, four bytes each
    /// @return the dtype
    /// @throws IllegalArgumentException if `codePointCount` is negative or four times it exceeds [#MAX_ITEM_SIZE]
    public static DType text(long codePointCount) {
        if (codePointCount < 0 || codePointCount > MAX_ITEM_SIZE / 4) {
            throw new IllegalArgumentException(
                    "text dtype has " + codePointCount + " code points, allowed is 0 to " + MAX_ITEM_SIZE / 4);
        }
        return new DType(
                Kind.TEXT, 4 * codePointCount, 4, ByteOrder.nativeOrder(), DateUnit.GENERIC, 1, Layout.Plain.INSTANCE);
    }

    /// Raw bytes: numpy's `V`.
    ///
    /// @param byteSize bytes of one element, 0 to [#MAX_ITEM_SIZE]
    /// @return the dtype
    /// @throws IllegalArgumentException if `byteSize` is out of range
    public static DType voids(long byteSize) {
        return new DType(Kind.VOID, byteSize, 1, null, DateUnit.GENERIC, 1, Layout.Plain.INSTANCE);
    }

    /// Elements of another Python package, carried as bytes in this machine's byte order: `bfloat16` and its like,
    /// which [#parse] knows by name.
    ///
    /// @param extension whose elements they are
    /// @param byteSize bytes of one element, 1 to [#MAX_ITEM_SIZE]
    /// @param alignment in bytes, a power of two of at most 64
    /// @return the dtype
    /// @throws IllegalArgumentException if a number is out of range
    public static DType extension(Extension extension, long byteSize, long alignment) {
        if (byteSize < 1) {
            throw new IllegalArgumentException("dtype " + extension.name() + " has an item size of " + byteSize
                    + " bytes, allowed is 1 to " + MAX_ITEM_SIZE);
        }
        if (alignment < 1 || alignment > MAX_ALIGNMENT || Long.bitCount(alignment) != 1) {
            throw new IllegalArgumentException("dtype " + extension.name() + " has an alignment of " + alignment
                    + " bytes, allowed are powers of two up to " + MAX_ALIGNMENT);
        }
        return new DType(
                Kind.EXTENSION,
                byteSize,
                alignment,
                ByteOrder.nativeOrder(),
                DateUnit.GENERIC,
                1,
                new Layout.Opaque(extension));
    }

    /// Points in time, in this machine's byte order: numpy's `datetime64[25s]` for unit [DateUnit#SECOND] and
    /// multiple 25.
    ///
    /// @param unit what is counted
    /// @param multiple how many units make one step, 1 to [Integer#MAX_VALUE]; 1 for [DateUnit#GENERIC]
    /// @return the dtype
    /// @throws IllegalArgumentException if `multiple` is out of range
    public static DType datetime64(DateUnit unit, long multiple) {
        return time(Kind.DATETIME, unit, multiple);
    }

    /// Spans of time, in this machine's byte order: numpy's `timedelta64[25s]` for unit [DateUnit#SECOND] and
    /// multiple 25.
    ///
    /// @param unit what is counted
    /// @param multiple how many units make one step, 1 to [Integer#MAX_VALUE]; 1 for [DateUnit#GENERIC]
    /// @return the dtype
    /// @throws IllegalArgumentException if `multiple` is out of range
    public static DType timedelta64(DateUnit unit, long multiple) {
        return time(Kind.TIMEDELTA, unit, multiple);
    }

    private static DType time(Kind kind, DateUnit unit, long multiple) {
        long maxMultiple = unit == DateUnit.GENERIC ? 1 : Integer.MAX_VALUE;
        if (multiple < 1 || multiple > maxMultiple) {
            throw new IllegalArgumentException(kind.stem() + " counts in steps of " + multiple + " "
                    + (unit == DateUnit.GENERIC ? "generic units" : unit.symbol()) + ", allowed is 1 to "
                    + maxMultiple);
        }
        return new DType(kind, 8, 8, ByteOrder.nativeOrder(), unit, (int) multiple, Layout.Plain.INSTANCE);
    }

    /// Begins a structured dtype whose fields follow one another without gaps, as numpy packs them.
    ///
    /// @return an empty builder
    public static StructBuilder struct() {
        return new StructBuilder(false);
    }

    /// Begins a structured dtype laid out as a C compiler would: numpy's `align=True`.
    ///
    /// @return an empty builder
    public static StructBuilder alignedStruct() {
        return new StructBuilder(true);
    }

    static DType ofFields(List<Field> fields, long itemSize, boolean aligned, long alignment) {
        Layout struct = Layout.Struct.of(fields, aligned);
        return new DType(Kind.VOID, itemSize, alignment, null, DateUnit.GENERIC, 1, struct);
    }

    /// An element that is a small C-ordered array, as a field may be: numpy's `dtype((base, shape))`.
    ///
    /// @param base what each item of the small array is
    /// @param shape its lengths, each `>= 0`; none gives `base` itself
    /// @return the dtype
    /// @throws IllegalArgumentException if there are more than [#MAX_SUB_ARRAY_AXES] lengths, one is negative or does
    ///     not fit an int, the whole exceeds [#MAX_ITEM_SIZE], or levels exceed [#MAX_DEPTH]
    public static DType subArray(DType base, long... shape) {
        if (shape.length == 0) {
            return base;
        }
        Layout.SubArray layout = Layout.SubArray.of(base, shape);
        return new DType(Kind.VOID, layout.byteSize(), base.alignment, null, DateUnit.GENERIC, 1, layout);
    }

    /// Reads a dtype from text, as `numpy.dtype(text)` does.
    ///
    /// @param text numpy's `str` form (`<f8`, `|S10`, `>M8[25s]`), a one-letter code, a type's name (`float64`), or
    ///     several of these with commas between them for a structure of fields `f0`, `f1` and so on (`i4, (2,3)f8`)
    /// @return the dtype
    /// @throws IllegalArgumentException if `text` names no dtype that this library has
    public static DType parse(String text) {
        return DTypeParser.parse(text);
    }

    /// Reads a dtype from the lists that [#descr] makes, as `numpy.dtype(descr)` does: an entry without a name becomes
    /// a field called `f` and its index, padding too.
    ///
    /// @param descr text, or a list of `(name, format)` and `(name, format, shape)`, where a name may be
    ///     `(title, name)`; tuples and lists count alike
    /// @return the dtype
    /// @throws IllegalArgumentException if `descr` describes no dtype that this library has
    public static DType ofDescr(Object descr) {
        return DTypeDescr.read(descr, false);
    }

    /// Reads a dtype from the `descr` of a file, as `numpy.lib.format.descr_to_dtype` does: raw bytes without a name
    /// are padding and no field.
    ///
    /// @param descr text, or lists as for [#ofDescr]
    /// @return the dtype
    /// @throws IllegalArgumentException if `descr` describes no dtype that this library has
    public static DType ofFileDescr(Object descr) {
        return DTypeDescr.read(descr, true);
    }

    /// Whose elements these are, where another Python package defines them.
    ///
    /// @return the package's class, empty for every kind but [Kind#EXTENSION]
    public Optional<Extension> extension() {
        return layout instanceof Layout.Opaque opaque ? Optional.of(opaque.extension()) : Optional.empty();
    }

    Layout layout() {
        return layout;
    }

    /// The family of the element; [Kind#VOID] for structures and sub-arrays.
    ///
    /// @return the kind
    public Kind kind() {
        return kind;
    }

    /// Bytes of one element.
    ///
    /// @return 0 to [#MAX_ITEM_SIZE]
    public long itemSize() {
        return itemSize;
    }

    /// The alignment that numpy wants, in bytes.
    ///
    /// @return a power of two, 1 to 64
    public long alignment() {
        return alignment;
    }

    /// The order of the bytes inside one number.
    ///
    /// @return the order; this machine's where it does not apply, see [#hasByteOrder]
    public ByteOrder byteOrder() {
        return order == null ? ByteOrder.nativeOrder() : order;
    }

    /// Whether byte order means anything for this dtype: not for single bytes, byte strings, raw bytes and structures.
    ///
    /// @return false where numpy shows `|`
    public boolean hasByteOrder() {
        return order != null;
    }

    /// The order as [#str] shows it.
    ///
    /// @return `<`, `>`, or `|` where it does not apply
    public char orderChar() {
        if (order == null) {
            return '|';
        }
        return order == ByteOrder.LITTLE_ENDIAN ? '<' : '>';
    }

    /// Whether every number in the element is in this machine's byte order. Unlike numpy's `isnative`, this looks into
    /// sub-arrays too.
    ///
    /// @return true also where order does not apply
    public boolean isNative() {
        return switch (layout) {
            case Layout.Plain plain -> order == null || order == ByteOrder.nativeOrder();
            case Layout.Opaque opaque -> order == ByteOrder.nativeOrder();
            case Layout.SubArray sub -> sub.base().isNative();
            case Layout.Struct struct ->
                struct.fields().stream().allMatch(field -> field.dtype().isNative());
        };
    }

    /// The same dtype with every number in the given order, fields included.
    ///
    /// @param newOrder the order wanted
    /// @return this dtype itself where nothing changes
    public DType withByteOrder(ByteOrder newOrder) {
        Objects.requireNonNull(newOrder, "newOrder");
        return switch (layout) {
            case Layout.Plain plain -> withOrder(newOrder);
            case Layout.Opaque opaque -> withOrder(newOrder);
            case Layout.SubArray sub -> {
                Layout.SubArray changed = new Layout.SubArray(sub.base().withByteOrder(newOrder), sub.shape());
                yield new DType(kind, itemSize, alignment, null, unit, multiple, changed);
            }
            case Layout.Struct struct -> {
                List<Field> changed = struct.fields().stream()
                        .map(field -> new Field(
                                field.name(), field.dtype().withByteOrder(newOrder), field.byteOffset(), field.title()))
                        .toList();
                yield ofFields(changed, itemSize, struct.aligned(), alignment);
            }
        };
    }

    private DType withOrder(ByteOrder newOrder) {
        return order == null || order == newOrder
                ? this
                : new DType(kind, itemSize, alignment, newOrder, unit, multiple, layout);
    }

    /// Whether elements of this dtype may become elements of another: numpy's `can_cast`.
    ///
    /// @param to the other dtype
    /// @param casting how much may be lost
    /// @return whether the conversion is allowed
    public boolean canCastTo(DType to, Casting casting) {
        return casting.allows(this, to);
    }

    /// What a datetime64 or timedelta64 counts.
    ///
    /// @return the unit; [DateUnit#GENERIC] for every other kind
    public DateUnit unit() {
        return unit;
    }

    /// How many units make one step of a datetime64 or timedelta64.
    ///
    /// @return at least 1; 1 for every other kind
    public int multiple() {
        return multiple;
    }

    /// Whether the element, or a field or item of it, is carried as bytes, see [Kind#isCarried].
    ///
    /// @return true where nothing can be computed with the whole of the element
    public boolean isCarried() {
        return carried().isPresent();
    }

    private Optional<DType> carried() {
        return switch (layout) {
            case Layout.Plain plain -> kind.isCarried() ? Optional.of(this) : Optional.empty();
            case Layout.Opaque opaque -> Optional.of(this);
            case Layout.SubArray sub -> sub.base().carried();
            case Layout.Struct struct ->
                struct.fields().stream()
                        .flatMap(field -> field.dtype().carried().stream())
                        .findFirst();
        };
    }

    /// Refuses elements whose values nothing here can tell, before something is computed with them.
    ///
    /// @throws IllegalArgumentException if elements are, or hold, what is carried as bytes; the dtype is named
    public void requireValues() {
        // Most dtypes are plain, and are not worth the way through the layouts.
        if ((kind.isCarried() || kind == Kind.VOID) && isCarried()) {
            throw new IllegalArgumentException("elements of dtype "
                    + carried().orElse(this).name() + " are carried as bytes, nothing is computed with them");
        }
    }

    /// Whether the element has named fields; a structure may have none at all.
    ///
    /// @return true for structured dtypes
    public boolean isStruct() {
        return layout instanceof Layout.Struct;
    }

    /// Whether the structure, or what a sub-array consists of, was made with C's alignment.
    ///
    /// @return numpy's `isalignedstruct`
    public boolean isAlignedStruct() {
        return switch (layout) {
            case Layout.Plain plain -> false;
            case Layout.Opaque opaque -> false;
            case Layout.Struct struct -> struct.aligned();
            case Layout.SubArray sub -> sub.base().isAlignedStruct();
        };
    }

    /// The fields in their order.
    ///
    /// @return an immutable list, empty for dtypes without fields
    public List<Field> fields() {
        return layout instanceof Layout.Struct struct ? struct.fields() : List.of();
    }

    /// Finds a field by its name, or by its title.
    ///
    /// @param name the name or title
    /// @return the field, if there is one
    public Optional<Field> field(String name) {
        return fields().stream()
                .filter(field -> field.name().equals(name) || name.equals(field.title()))
                .findFirst();
    }

    /// Whether the element is a small array.
    ///
    /// @return true for what [#subArray] makes
    public boolean isSubArray() {
        return layout instanceof Layout.SubArray;
    }

    /// What the small array of a sub-array dtype consists of.
    ///
    /// @return the item's dtype, itself perhaps a sub-array; this dtype where it is none
    public DType base() {
        return layout instanceof Layout.SubArray sub ? sub.base() : this;
    }

    /// The shape of a sub-array dtype.
    ///
    /// @return a fresh array, empty where this is no sub-array
    public long[] shape() {
        return layout instanceof Layout.SubArray sub
                ? sub.shape().stream().mapToLong(Long::longValue).toArray()
                : new long[0];
    }

    /// The dtype as numpy's `dtype.str` shows it: `<f8`, `|b1`, `<M8[25s]`, and `|V12` for anything with fields.
    ///
    /// @return text that [#parse] reads; fields are not in it, see [#descr]
    public String str() {
        return DTypeText.str(this);
    }

    /// The dtype as a list of its fields, as numpy's `dtype.descr` has it: gaps are entries without a name, and a dtype
    /// without fields is one such entry.
    ///
    /// @return tuples and lists of text and integers, immutable
    /// @throws UnsupportedOperationException if fields overlap or are out of order
    public List<Object> descr() {
        return DTypeDescr.write(this);
    }

    /// The dtype as files hold it, as `numpy.lib.format.dtype_to_descr` has it: [#descr] for structures, [#str] for
    /// everything else.
    ///
    /// @return text, or tuples and lists of text and integers
    /// @throws UnsupportedOperationException if fields overlap or are out of order
    public Object fileDescr() {
        return isStruct() ? descr() : str();
    }

    /// The dtype's name as in numpy's `dtype.name`: `float64`, `bytes80`, `datetime64[ns]`.
    ///
    /// @return the name, without byte order
    public String name() {
        return DTypeText.name(this);
    }

    /// The dtype as Python's `repr` shows it: `dtype('float64')`, `dtype([('a', '<i4')], align=True)`.
    ///
    /// @return a Python expression that makes the same dtype
    public String repr() {
        return DTypeText.construction(this);
    }

    /// The dtype as numpy prints it: `float64`, `>f8`, `[('a', '<i4')]`.
    @Override
    public String toString() {
        return DTypeText.display(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DType that
                && kind == that.kind
                && itemSize == that.itemSize
                && order == that.order
                && unit == that.unit
                && multiple == that.multiple
                && layout.equals(that.layout);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, itemSize, order == ByteOrder.BIG_ENDIAN, unit, multiple, layout);
    }
}
