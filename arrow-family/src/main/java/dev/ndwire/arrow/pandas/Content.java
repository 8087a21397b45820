package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.ipc.BatchFrames;
import dev.ndwire.core.frame.Frame;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/// One column as Arrow lays it out, before it is a vector: what a batch says of it, and its buffers.
///
/// @param field its type as messages have it: what is encoded has the type of its values
/// @param length how many elements it has
/// @param nodes length and number of nulls of each field, depth first
/// @param variadicCounts for each field of views: how many buffers of data it has
/// @param buffers in the order of Arrow's format; those that are left out are empty
/// @param dictionaries what encoded fields point into, depth first
record Content(
        Field field,
        long length,
        List<Long> nodes,
        List<Long> variadicCounts,
        List<MemorySegment> buffers,
        List<Content> dictionaries) {
    static final MemorySegment NO_BYTES = MemorySegment.NULL;

    /// A column of one field without children.
    static Content of(Field field, long length, long nulls, MemorySegment... buffers) {
        return new Content(field, length, List.of(length, nulls), List.of(), List.of(buffers), List.of());
    }

    /// Elements that are the same under any field of their type.
    Content withField(Field other) {
        return new Content(other, length, nodes, variadicCounts, buffers, dictionaries);
    }

    Content named(String name) {
        var type = new FieldType(field.isNullable(), field.getType(), field.getDictionary(), field.getMetadata());
        return withField(new Field(name, type, field.getChildren()));
    }

    /// Says of this column's values that they are a dictionary's.
    BatchFrames.Part part(@Nullable Integer dictionary, long rowCount, List<Frame> frames) {
        return part(dictionary, List.of(this), rowCount, frames);
    }

    /// Says of columns that they are a batch.
    static BatchFrames.Part part(List<Content> columns, long rowCount, List<Frame> frames) {
        return part(null, columns, rowCount, frames);
    }

    private static BatchFrames.Part part(
            @Nullable Integer dictionary, List<Content> columns, long rowCount, List<Frame> frames) {
        List<Long> sizes = new ArrayList<>();
        for (Content column : columns) {
            for (MemorySegment buffer : column.buffers) {
                sizes.add(buffer.byteSize());
                if (buffer.byteSize() > 0) {
                    frames.add(Frame.of(buffer));
                }
            }
        }
        return new BatchFrames.Part(
                dictionary,
                rowCount,
                columns.stream().flatMap(column -> column.nodes.stream()).toList(),
                columns.stream()
                        .flatMap(column -> column.variadicCounts.stream())
                        .toList(),
                sizes);
    }
}
