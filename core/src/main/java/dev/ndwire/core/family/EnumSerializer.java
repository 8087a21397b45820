package dev.ndwire.core.family;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.header.Header;
import dev.ndwire.core.header.MalformedHeaderException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The constants of a Java enum, by name, in the family `jvm`.
record EnumSerializer<E extends Enum<E>>(Class<E> javaType) implements TypeSerializer<E> {
    private static final String CONSTANT = "name";

    @Override
    public @Nullable String pythonType() {
        return null;
    }

    @Override
    public Serialized serialize(E value, Context context) {
        return Serialized.of(Header.of(CONSTANT, value.name()));
    }

    @Override
    public E deserialize(Header header, List<Frame> frames, Context context) {
        String name = header.text(CONSTANT);
        for (E constant : javaType.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        List<String> names =
                Arrays.stream(javaType.getEnumConstants()).map(Enum::name).toList();
        throw new MalformedHeaderException(
                javaType.getName() + " has no constant '" + Header.excerpt(name) + "', only " + Header.excerpt(names));
    }
}
