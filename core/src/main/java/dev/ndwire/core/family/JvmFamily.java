package dev.ndwire.core.family;

import dev.ndwire.core.family.TypeRegistry.Entry;
import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.value.Bytes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The family `jvm`: objects of Java classes that have no Python twin, for other JVMs that have the same classes.
///
/// The header is `{"sub-header": …, "type": …}`, with the name that [Class#getName] gives. Only classes that are
/// registered are found by it; none is loaded, and an object of another class is kept whole: a [Serialized], which goes
/// back as it came. Python peers know no family of this name: they pass such objects through too, and never take them
/// for Python's.
final class JvmFamily implements Family {
    static final String NAME = "jvm";
    private static final String VALUES = Bytes.class.getPackageName();

    private final TypeRegistry types;

    JvmFamily(TypeRegistry types) {
        this.types = types;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public @Nullable Serialized serialize(@Nullable Object value, Context context) {
        if (value == null) {
            return null;
        }
        Entry<?> entry = types.nearest(value.getClass());
        if (entry == null) {
            return explain(value);
        }
        if (entry.python() != null) {
            return null;
        }
        Serialized inner = entry.serialize(value, context);
        String type = entry.serializer().javaType().getName();
        return new Serialized(Header.of("sub-header", inner.header(), "type", type), inner.frames());
    }

    /// Says how a class is registered, unless its objects are values that other families are for.
    private static @Nullable Serialized explain(Object value) {
        Class<?> type = value.getClass();
        boolean isValue = type.getClassLoader() == null
                || type.getPackageName().equals(VALUES)
                || value instanceof Collection
                || value instanceof Map;
        if (isValue) {
            return null;
        }
        boolean isEnum = value instanceof Enum;
        String name = isEnum ? ((Enum<?>) value).getDeclaringClass().getSimpleName() : type.getSimpleName();
        String call = isEnum ? "ofEnum(" + name + ".class" : "generic(" + name + ".class, MethodHandles.lookup()";
        throw new UnsupportedValueException(
                "it has no serializer, Serialization.with(TypeSerializer." + call + ")) adds one");
    }

    @Override
    public @Nullable Object deserialize(Header header, List<Frame> frames, Context context) {
        Entry<?> entry = types.ofJava(header.text("type"));
        return entry == null
                ? DaskFamily.whole(header, frames)
                : entry.serializer().deserialize(header.header("sub-header"), frames, context);
    }
}
