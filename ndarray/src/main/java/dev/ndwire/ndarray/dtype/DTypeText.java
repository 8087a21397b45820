package dev.ndwire.ndarray.dtype;

/// The texts that numpy shows for a dtype.
final class DTypeText {
    private DTypeText() {}

    static String str(DType dtype) {
        String code = dtype.orderChar() + String.valueOf(dtype.kind().code());
        return switch (dtype.kind()) {
            case TEXT -> code + dtype.itemSize() / 4;
            case DATETIME, TIMEDELTA -> code + "8" + unitSuffix(dtype);
            default -> code + dtype.itemSize();
        };
    }

    static String name(DType dtype) {
        String stem = dtype.kind().stem();
        return switch (dtype.kind()) {
            case BOOL -> stem;
            case BYTES, TEXT, VOID -> dtype.itemSize() == 0 ? stem : stem + 8 * dtype.itemSize();
            case DATETIME, TIMEDELTA -> stem + unitSuffix(dtype);
            default -> stem + 8 * dtype.itemSize();
        };
    }

    static String display(DType dtype) {
        boolean sized = dtype.kind() == Kind.BYTES || dtype.kind() == Kind.TEXT || dtype.kind() == Kind.VOID;
        return sized || !dtype.isNative() ? str(dtype) : name(dtype);
    }

    private static String unitSuffix(DType dtype) {
        if (dtype.unit() == DateUnit.GENERIC) {
            return "";
        }
        return "[" + (dtype.multiple() == 1 ? "" : dtype.multiple())
                + dtype.unit().symbol() + "]";
    }
}
