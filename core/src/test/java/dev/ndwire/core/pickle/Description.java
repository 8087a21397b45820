package dev.ndwire.core.pickle;

import dev.ndwire.core.frame.Frame;
import dev.ndwire.core.value.Bytes;
import dev.ndwire.core.value.Complex;
import dev.ndwire.core.value.PyByteArray;
import dev.ndwire.core.value.PyCounter;
import dev.ndwire.core.value.PyDateTime;
import dev.ndwire.core.value.PyDefaultDict;
import dev.ndwire.core.value.PyDeque;
import dev.ndwire.core.value.PyDict;
import dev.ndwire.core.value.PyFraction;
import dev.ndwire.core.value.PyFrozenSet;
import dev.ndwire.core.value.PyGlobal;
import dev.ndwire.core.value.PyObject;
import dev.ndwire.core.value.PyOrderedDict;
import dev.ndwire.core.value.PyPersistentId;
import dev.ndwire.core.value.PyRange;
import dev.ndwire.core.value.PySet;
import dev.ndwire.core.value.PySlice;
import dev.ndwire.core.value.PyTime;
import dev.ndwire.core.value.PyTuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Says in one line what type and value a Java value has, in the words of `pickle_description.py`.
///
/// A class that is not the one that a Python type is to become has no word here. Inside of itself, a value is `^`.
final class Description {
    private final IdentityHashMap<Object, Boolean> open = new IdentityHashMap<>();

    static String of(@Nullable Object value) {
        return new Description().describe(value);
    }

    private String describe(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        String words = number(value);
        words = words != null ? words : text(value);
        words = words != null ? words : time(value);
        if (words != null) {
            return words;
        }
        if (open.put(value, true) != null) {
            return "^";
        }
        words = container(value);
        open.remove(value);
        return words != null ? words : "unexpected:" + value.getClass().getName();
    }

    private static @Nullable String number(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        } else if (value instanceof Long number) {
            return "int:" + number;
        } else if (value instanceof BigInteger number && number.bitLength() >= Long.SIZE) {
            return "int:0x" + number.toString(16);
        } else if (value instanceof Double number) {
            return "float:" + bits(number);
        } else if (value instanceof Complex number) {
            return "complex:" + bits(number.real()) + "," + bits(number.imag());
        } else if (value instanceof PyRange range) {
            return "range:" + range.start() + "," + range.stop() + "," + range.step();
        } else if (value instanceof BigDecimal || value instanceof PyFraction || value instanceof UUID) {
            return value.getClass().getSimpleName() + ":" + value;
        }
        return null;
    }

    private static @Nullable String text(Object value) {
        if (value instanceof String text) {
            return "str:" + hex(PickleText.encode(text));
        } else if (value instanceof Bytes bytes) {
            return "bytes:" + hex(bytes.toArray());
        } else if (value instanceof PyByteArray bytes) {
            return "bytearray:" + hex(bytes.content().toArray());
        } else if (value instanceof LargeBytes large) {
            return "large-" + (large.isByteArray() ? "bytearray:" : "bytes:") + checksum(large.content());
        } else if (value instanceof PickleBuffer buffer) {
            return "buffer-" + (buffer.isWriteable() ? "w:" : "r:") + checksum(buffer.content());
        } else if (value instanceof PyGlobal global) {
            return "global:" + global.qualified();
        } else if (value instanceof PyObject) {
            return "object";
        }
        return null;
    }

    private @Nullable String time(Object value) {
        if (value instanceof LocalDate date) {
            return "LocalDate:" + fields(date);
        } else if (value instanceof LocalTime time) {
            return "LocalTime:" + fields(time);
        } else if (value instanceof LocalDateTime time) {
            return "LocalDateTime:" + fields(time);
        } else if (value instanceof OffsetTime time) {
            return "OffsetTime:" + fields(time.toLocalTime()) + "," + describe(time.getOffset());
        } else if (value instanceof OffsetDateTime time) {
            return "OffsetDateTime:" + fields(time.toLocalDateTime()) + "," + describe(time.getOffset());
        } else if (value instanceof PyTime time) {
            return "PyTime(" + fields(time.local()) + "," + describe(time.tzinfo()) + "," + time.fold() + ")";
        } else if (value instanceof PyDateTime time) {
            return "PyDateTime(" + fields(time.local()) + "," + describe(time.tzinfo()) + "," + time.fold() + ")";
        } else if (value instanceof Duration duration) {
            BigInteger micros = BigInteger.valueOf(duration.getSeconds()).multiply(BigInteger.valueOf(1_000_000));
            return "Duration:" + micros.add(BigInteger.valueOf(duration.getNano() / 1000));
        } else if (value instanceof ZoneOffset offset) {
            return "ZoneOffset:" + offset.getTotalSeconds();
        }
        return null;
    }

    private static String fields(LocalDateTime time) {
        return fields(time.toLocalDate()) + "." + fields(time.toLocalTime());
    }

    private static String fields(LocalDate date) {
        return date.getYear() + "." + date.getMonthValue() + "." + date.getDayOfMonth();
    }

    private static String fields(LocalTime time) {
        return time.getHour() + "." + time.getMinute() + "." + time.getSecond() + "." + time.getNano() / 1000;
    }

    private @Nullable String container(Object value) {
        if (value instanceof PyTuple tuple) {
            return "tuple(" + all(tuple) + ")";
        } else if (value instanceof ArrayList<?> list) {
            return "list[" + all(list) + "]";
        } else if (value instanceof PyDict dict) {
            return "dict{" + all(dict) + "}";
        } else if (value instanceof PySet set) {
            return "set{" + sorted(set) + "}";
        } else if (value instanceof PyFrozenSet set) {
            return "frozenset{" + sorted(set.asSet()) + "}";
        } else if (value instanceof PySlice slice) {
            return "slice(" + all(Arrays.asList(slice.start(), slice.stop(), slice.step())) + ")";
        } else if (value instanceof PyOrderedDict dict) {
            return "OrderedDict{" + all(dict.entries()) + "}";
        } else if (value instanceof PyCounter counter) {
            return "Counter{" + all(counter.counts()) + "}";
        } else if (value instanceof PyDefaultDict dict) {
            return "defaultdict(" + describe(dict.factory()) + "){" + all(dict.entries()) + "}";
        } else if (value instanceof PyDeque deque) {
            return "deque(" + deque.maxLength() + ")[" + all(deque.items()) + "]";
        } else if (value instanceof PyPersistentId reference) {
            return "persistent(" + describe(reference.id()) + ")";
        }
        return null;
    }

    private String all(List<?> values) {
        return values.stream().map(this::describe).collect(Collectors.joining(","));
    }

    private String sorted(Collection<?> values) {
        return values.stream().map(this::describe).sorted().collect(Collectors.joining(","));
    }

    private String all(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> describe(entry.getKey()) + "=" + describe(entry.getValue()))
                .collect(Collectors.joining(","));
    }

    private static String bits(double number) {
        return "%016x".formatted(Double.doubleToRawLongBits(number));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String checksum(Frame frame) {
        CRC32 crc = new CRC32();
        frame.segments().forEach(segment -> crc.update(segment.asByteBuffer()));
        return frame.byteSize() + ":" + crc.getValue();
    }
}
