package dev.ndwire.arrow.table;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reaches constructors and accessors of records through a caller's lookup.
final class RecordAccess {
    private final MethodHandles.Lookup lookup;
    private final Map<RecordComponent, MethodHandle> accessors = new HashMap<>();
    private final Map<Class<?>, MethodHandle> constructors = new HashMap<>();

    RecordAccess(MethodHandles.Lookup lookup) {
        this.lookup = lookup;
    }

    MethodHandle accessor(RecordComponent component) {
        return accessors.computeIfAbsent(component, key -> {
            try {
                return lookup.unreflect(key.getAccessor());
            } catch (IllegalAccessException e) {
                throw outOfReach(key.getDeclaringRecord(), e);
            }
        });
    }

    MethodHandle constructor(Class<?> type) {
        return constructors.computeIfAbsent(type, key -> {
            Class<?>[] parameters = Arrays.stream(key.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            try {
                return lookup.findConstructor(key, MethodType.methodType(void.class, parameters));
            } catch (IllegalAccessException | NoSuchMethodException e) {
                throw outOfReach(key, e);
            }
        });
    }

    private static IllegalArgumentException outOfReach(Class<?> type, ReflectiveOperationException e) {
        return new IllegalArgumentException(
                type.getName() + " is out of reach: pass MethodHandles.lookup() of a class that reaches it", e);
    }

    static @Nullable Object call(MethodHandle handle, @Nullable Object... arguments) {
        try {
            return handle.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException("record refuses: " + e.getMessage(), e);
        }
    }
}
