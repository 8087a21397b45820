package dev.ndwire.ndarray.pickle;

import dev.ndwire.core.pickle.PickleConstructor;
import dev.ndwire.core.pickle.PickleTarget;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyEffect;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyTuple;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.DateUnit;
import dev.ndwire.ndarray.dtype.Extension;
import dev.ndwire.ndarray.dtype.Field;
import dev.ndwire.ndarray.dtype.Kind;
import dev.ndwire.ndarray.dtype.StructBuilder;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `numpy.dtype`: a code such as `f8`, or the class of a scalar such as `ml_dtypes.bfloat16`, then a state.
///
/// ```text
///   state   version (3, or 4 with the last), order, sub-array, names, fields, item size, alignment, flags, metadata
///   sub-array   None, or (base, shape)
///   fields      None, or name -> (dtype, offset) or (dtype, offset, title), titles too
///   metadata    None, a dict, or for times (None or a dict, (unit, multiple, 1, 1))
/// ```
/// What has metadata of its own, holds Python objects or numbers that this library lacks stays as it is.
public final class DTypeConstructor implements PickleConstructor {
    private static final PyGlobal DTYPE = new PyGlobal("numpy", "dtype");
    // Bytes of length 1 are one object wherever they stand, as in Python.
    private static final Map<String, Bytes> UNITS_OF_ONE_BYTE = Arrays.stream(DateUnit.values())
            .map(DateUnit::symbol)
            .filter(symbol -> symbol.length() == 1)
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Bytes::utf8));
    private static final int ALIGNED = 0x80;
    private static final int STRUCT = 0x10;
    private static final int TEXT = 0x08;
    private static final int PLAIN_PARTS = 8;
    private static final int VERSION = 3;
    private static final int VERSION_WITH_METADATA = 4;

    /// Makes the constructor; it holds nothing.
    public DTypeConstructor() {}

    @Override
    public List<String> pythonNames() {
        return List.of(DTYPE.qualified());
    }

    @Override
    public List<Class<?>> javaTypes() {
        return List.of(DType.class);
    }

    @Override
    public Object construct(PyObject object) {
        PyEffect.State effect = object.onlyState();
        boolean plain = object.creation() == PyObject.Creation.CALL
                && object.arguments().size() == 3
                && effect != null
                && effect.state() instanceof PyTuple parts
                && (parts.size() == PLAIN_PARTS || parts.size() == PLAIN_PARTS + 1);
        if (!plain || effect == null || !(effect.state() instanceof PyTuple state)) {
            return object;
        }
        DType dtype = object.arguments().get(0) instanceof String code
                ? dtype(code, state)
                : extension(object.arguments().get(0), state);
        return dtype == null ? object : dtype;
    }

    private static @Nullable DType dtype(String code, PyTuple state) {
        if (state.get(2) != null) {
            return subArray(state.get(2));
        }
        if (state.get(3) != null) {
            return struct(state);
        }
        if (!(state.get(1) instanceof String order) || order.length() != 1) {
            return null;
        }
        Object metadata = Parts.at(state, PLAIN_PARTS);
        String unit = code.equals("M8") || code.equals("m8") ? unit(metadata) : metadata == null ? "" : null;
        if (unit == null) {
            return null;
        }
        try {
            DType dtype = DType.parse((order.equals("|") ? "" : order) + code + unit);
            // A list of dtypes has its fields in the state, or is none of numpy's.
            return dtype.isStruct() || dtype.isSubArray() ? null : dtype;
        } catch (IllegalArgumentException e) {
            // A code such as O8, of what this library has no dtype for.
            return null;
        }
    }

    /// A dtype that another package registered: its class stands where numpy's own have a code. Classes of numpy
    /// itself, such as `numpy.record`, say more than a name does.
    private static @Nullable DType extension(@Nullable Object type, PyTuple state) {
        boolean isPlain = state.get(2) == null
                && state.get(3) == null
                && state.get(4) == null
                && Parts.at(state, PLAIN_PARTS) == null;
        if (!isPlain
                || !(type instanceof PyGlobal scalar)
                || scalar.module().equals(DTYPE.module())
                || !(state.get(1) instanceof String order)
                || !(state.get(5) instanceof Long itemSize)
                || !(state.get(6) instanceof Long alignment)
                || !(state.get(7) instanceof Long flags)
                || flags != flags.intValue()) {
            return null;
        }
        try {
            var extension = new Extension(scalar.module(), scalar.name(), flags.intValue());
            DType dtype = DType.extension(extension, itemSize, alignment);
            return order.equals(">") ? dtype.withByteOrder(ByteOrder.BIG_ENDIAN) : dtype;
        } catch (IllegalArgumentException e) {
            // Such as one that holds Python objects.
            return null;
        }
    }

    /// The brackets of a time's dtype, or null if there is more than they say.
    private static @Nullable String unit(@Nullable Object metadata) {
        Object unit = Parts.at(metadata, 1);
        Object own = Parts.at(metadata, 0);
        boolean none = own == null || (own instanceof PyDict dict && dict.isEmpty());
        if (Parts.size(metadata) != 2 || !none || Parts.size(unit) != 4 || !(Parts.at(unit, 0) instanceof Bytes name)) {
            return null;
        }
        boolean whole =
                Long.valueOf(1).equals(Parts.at(unit, 2)) && Long.valueOf(1).equals(Parts.at(unit, 3));
        if (!whole || !(Parts.at(unit, 1) instanceof Long multiple) || multiple < 1) {
            return null;
        }
        return name.toUtf8().equals("generic") ? "" : "[" + multiple + name.toUtf8() + "]";
    }

    private static @Nullable DType subArray(@Nullable Object baseAndShape) {
        Object shape = Parts.at(baseAndShape, 1);
        long[] lengths = Parts.integers(shape instanceof Long length ? PyTuple.of(length) : shape);
        return lengths != null && Parts.at(baseAndShape, 0) instanceof DType base
                ? DType.subArray(base, lengths)
                : null;
    }

    private static @Nullable DType struct(PyTuple state) {
        boolean plain = state.get(3) instanceof PyTuple
                && state.get(4) instanceof PyDict
                && state.get(5) instanceof Long
                && state.get(7) instanceof Long
                && Parts.at(state, PLAIN_PARTS) == null;
        if (!plain || !(state.get(5) instanceof Long itemSize) || !(state.get(7) instanceof Long flags)) {
            return null;
        }
        boolean aligned = (flags & ALIGNED) != 0;
        StructBuilder builder = aligned ? DType.alignedStruct() : DType.struct();
        return addFields((PyTuple) state.get(3), (PyDict) state.get(4), builder) ? builder.build(itemSize) : null;
    }

    private static boolean addFields(@Nullable PyTuple names, @Nullable PyDict fields, StructBuilder builder) {
        if (names == null || fields == null) {
            return false;
        }
        for (Object name : names) {
            Object field = fields.get(name);
            boolean plain =
                    name instanceof String && Parts.at(field, 0) instanceof DType && Parts.at(field, 1) instanceof Long;
            if (!plain
                    || !(name instanceof String text)
                    || !(Parts.at(field, 0) instanceof DType dtype)
                    || !(Parts.at(field, 1) instanceof Long byteOffset)) {
                return false;
            }
            if (Parts.size(field) == 2) {
                builder.field(text, dtype, byteOffset);
            } else if (Parts.at(field, 2) instanceof String title) {
                builder.titled(title, text, dtype, byteOffset);
            } else {
                return false;
            }
        }
        return true;
    }

    @Override
    public PyObject reduce(Object value, PickleTarget target) {
        DType dtype = (DType) value;
        return PyObject.call(DTYPE, code(dtype), false, true).withState(state(dtype));
    }

    private static Object code(DType dtype) {
        Optional<Extension> extension = dtype.extension();
        if (extension.isPresent()) {
            return new PyGlobal(extension.get().module(), extension.get().name());
        }
        long size = dtype.kind() == Kind.TEXT ? dtype.itemSize() / 4 : dtype.itemSize();
        return "" + dtype.kind().code() + size;
    }

    private static PyTuple state(DType dtype) {
        boolean isTime = dtype.kind() == Kind.DATETIME || dtype.kind() == Kind.TIMEDELTA;
        boolean isSized = dtype.kind() == Kind.BYTES
                || dtype.kind() == Kind.TEXT
                || dtype.kind() == Kind.VOID
                || dtype.kind() == Kind.EXTENSION;
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add((long) (isTime ? VERSION_WITH_METADATA : VERSION));
        parts.add(shared(String.valueOf(dtype.orderChar())));
        parts.add(dtype.isSubArray() ? PyTuple.of(dtype.base(), Parts.tuple(dtype.shape())) : null);
        parts.add(dtype.isStruct() ? names(dtype) : null);
        parts.add(dtype.isStruct() ? fields(dtype) : null);
        parts.add(isSized ? dtype.itemSize() : -1);
        parts.add(isSized ? dtype.alignment() : -1);
        parts.add((long) flags(dtype));
        if (isTime) {
            String unit = dtype.unit().symbol();
            Bytes shared = UNITS_OF_ONE_BYTE.get(unit);
            Bytes name = shared == null ? Bytes.utf8(unit.isEmpty() ? "generic" : unit) : shared;
            parts.add(PyTuple.of(null, PyTuple.of(name, dtype.multiple(), 1, 1)));
        }
        return PyTuple.copyOf(parts);
    }

    /// Texts of one character are one object wherever they stand, as in Python, so that the pickle's memo has them
    /// once.
    private static String shared(String text) {
        return text.length() == 1 ? text.intern() : text;
    }

    private static PyTuple names(DType dtype) {
        return PyTuple.copyOf(
                dtype.fields().stream().map(field -> shared(field.name())).toList());
    }

    private static PyDict fields(DType dtype) {
        PyDict fields = new PyDict();
        for (Field field : dtype.fields()) {
            PyTuple entry = field.title() == null
                    ? PyTuple.of(field.dtype(), field.byteOffset())
                    : PyTuple.of(field.dtype(), field.byteOffset(), field.title());
            fields.put(shared(field.name()), entry);
            if (field.title() != null) {
                fields.put(field.title(), entry);
            }
        }
        return fields;
    }

    private static int flags(DType dtype) {
        if (dtype.isSubArray()) {
            return flags(dtype.base());
        }
        Optional<Extension> extension = dtype.extension();
        if (extension.isPresent()) {
            return extension.get().flags();
        }
        if (!dtype.isStruct()) {
            return dtype.kind() == Kind.TEXT ? TEXT : 0;
        }
        int ofFields = dtype.fields().stream()
                .mapToInt(field -> flags(field.dtype()) & TEXT)
                .reduce(0, (a, b) -> a | b);
        return STRUCT | ofFields | (dtype.isAlignedStruct() ? ALIGNED : 0);
    }
}
