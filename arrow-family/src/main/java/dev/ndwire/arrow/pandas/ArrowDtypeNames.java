package dev.ndwire.arrow.pandas;

import dev.ndwire.arrow.table.TypeNames;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Types as pandas' `ArrowDtype` prints them.
final class ArrowDtypeNames {
    private ArrowDtypeNames() {}

    static String of(Field field) {
        if (field.getDictionary() == null) {
            return TypeNames.of(field);
        }
        String indices = TypeNames.of(
                new Field("", FieldType.nullable(field.getDictionary().getIndexType()), List.of()));
        return "dictionary<values=" + TypeNames.of(field) + ", indices=" + indices + ", ordered="
                + (field.getDictionary().isOrdered() ? 1 : 0) + ">";
    }
}
