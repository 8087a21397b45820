package dev.ndwire.arrow.cdata;

import dev.ndwire.arrow.ipc.MalformedArrowException;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// How many children a type has.
final class ChildRules {
    private static final int ANY = -1;

    private ChildRules() {}

    /// @throws MalformedArrowException if the children are not those of the type
    static void check(String name, ArrowType type, List<Field> children) {
        int expected = expected(type);
        if (expected != ANY && children.size() != expected) {
            throw new MalformedArrowException("field '" + name + "' of type " + type + " has " + children.size()
                    + " children, expected " + expected);
        }
        if (type instanceof ArrowType.Map) {
            Field entries = children.get(0);
            if (!(entries.getType() instanceof ArrowType.Struct)
                    || entries.getChildren().size() != 2) {
                throw new MalformedArrowException("map '" + name + "' has entries that are no pairs");
            }
        }
        if (type instanceof ArrowType.RunEndEncoded && !isRunEnd(children.get(0))) {
            throw new MalformedArrowException("field '" + name + "' has run ends of type "
                    + children.get(0).getType());
        }
    }

    private static boolean isRunEnd(Field field) {
        return field.getDictionary() == null
                && field.getType() instanceof ArrowType.Int ends
                && ends.getIsSigned()
                && ends.getBitWidth() > Byte.SIZE;
    }

    private static int expected(ArrowType type) {
        return switch (type.getTypeID()) {
            case List, LargeList, ListView, LargeListView, FixedSizeList, Map -> 1;
            case RunEndEncoded -> 2;
            case Struct -> ANY;
            case Union -> ((ArrowType.Union) type).getTypeIds().length;
            default -> 0;
        };
    }
}
