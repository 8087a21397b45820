package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.BatchParts;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// A schema of a producer, as messages have it.
///
/// @param claimed as it came: the types are those that buffers are laid out by
/// @param usable the same with extension types, checked
/// @param isTable whether arrays have the fields as children; else they are of the only field
record ImportedSchema(Schema claimed, Schema usable, boolean isTable) {
    /// @param source not released; it stays so
    /// @throws dev.ndwire.arrow.ipc.MalformedArrowException if it is no schema
    /// @throws dev.ndwire.arrow.ipc.UnsupportedArrowTypeException if a field is of a type that Arrow Java does not
    ///     know
    static ImportedSchema of(CSchema source) {
        Field field = SchemaReader.read(source);
        // The rows of a struct are those of a table; another field is a table of one column.
        boolean isTable = field.getType() instanceof ArrowType.Struct && field.getDictionary() == null;
        Schema claimed = isTable ? new Schema(field.getChildren(), field.getMetadata()) : new Schema(List.of(field));
        return new ImportedSchema(claimed, BatchParts.usable(claimed), isTable);
    }
}
