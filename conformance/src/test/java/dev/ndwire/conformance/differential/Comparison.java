package dev.ndwire.conformance.differential;

import dev.ndwire.conformance.vectors.Json;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.dtype.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether what was found is what numpy gave; says in one line where not.
final class Comparison {
    private static final int SHOWN = 160;

    private final Case test;
    private final Arguments arguments;

    Comparison(Case test, Arguments arguments) {
        this.test = test;
        this.arguments = arguments;
    }

    /// The first difference to a result, or null where all agrees.
    @Nullable
    String difference(@Nullable Object found) {
        Json expected = test.expected();
        if (expected.has("error")) {
            return "expected " + error(expected) + ", found " + shown(found);
        }
        if (test.mode().equals("into")) {
            List<Json> after = expected.get("list").list();
            String difference = difference(after.getFirst(), arguments.x());
            return difference == null
                    ? around(Case.octets(after.get(1).get("array").get("bytes")))
                    : difference;
        }
        return difference(expected, found);
    }

    /// What was written to that was not meant to be: all inputs, but for the elements of the first one where the
    /// operation writes into it.
    @Nullable
    String change() {
        boolean isWriting = test.mode().equals("into") && arguments.x().isWriteable();
        if (!isWriting) {
            return arguments.change(0);
        }
        // Where numpy refused, elements may have been written, and nothing else.
        String around = test.expected().has("error") ? around(arguments.rootBefore()) : null;
        return around == null ? arguments.change(1) : around;
    }

    /// The first byte that is changed though no element of the array lies there.
    private @Nullable String around(byte[] expected) {
        byte[] found = arguments.root().toArray(ValueLayout.JAVA_BYTE);
        NDArray array = arguments.x();
        var covered = new BitSet(expected.length);
        cover(
                covered,
                array,
                0,
                array.byteOffset()
                        + array.segment().address()
                        - arguments.root().address());
        for (int at = 0; at < expected.length; at++) {
            if (expected[at] != found[at] && !covered.get(at)) {
                return "byte " + at + " beside the array: expected " + expected[at] + ", found " + found[at];
            }
        }
        return null;
    }

    private static void cover(BitSet covered, NDArray array, int axis, long byteOffset) {
        if (axis == array.ndim()) {
            covered.set((int) byteOffset, (int) (byteOffset + array.dtype().itemSize()));
            return;
        }
        for (long position = 0; position < array.shape(axis); position++) {
            cover(covered, array, axis + 1, byteOffset + position * array.strides()[axis]);
        }
    }

    private @Nullable String difference(Json expected, @Nullable Object found) {
        if (expected.has("list")) {
            return list(expected.get("list").list(), found);
        }
        if (expected.has("array")) {
            boolean isScalar = expected.has("scalar");
            return found instanceof NDArray array
                    ? array(expected.get("array"), isScalar, array)
                    : other("an array", found);
        }
        if (expected.has("text")) {
            String text = expected.get("text").text();
            return text.equals(found) ? null : "expected\n" + text + "\nfound\n" + found;
        }
        if (expected.has("dtype")) {
            DType dtype = DTypes.of(expected.get("dtype"));
            return dtype.equals(found) ? null : other("dtype " + dtype, found);
        }
        String value = expected.get("value").text();
        return isSame(value, found) ? null : other(value, found);
    }

    private @Nullable String list(List<Json> expected, @Nullable Object found) {
        if (!(found instanceof List<?> list) || list.size() != expected.size()) {
            return other("a list of " + expected.size(), found);
        }
        for (int i = 0; i < list.size(); i++) {
            String difference = difference(expected.get(i), list.get(i));
            if (difference != null) {
                return "item " + i + ": " + difference;
            }
        }
        return null;
    }

    private static boolean isSame(String expected, @Nullable Object found) {
        if (found instanceof Boolean truth) {
            return expected.equals(truth ? "True" : "False");
        }
        if (found instanceof Double number) {
            return !Character.isLetter(expected.charAt(0)) && Double.compare(Double.parseDouble(expected), number) == 0;
        }
        return expected.equals(found == null ? "None" : found.toString());
    }

    private static String other(String expected, @Nullable Object found) {
        return "expected " + expected + ", found " + shown(found);
    }

    private @Nullable String array(Json expected, boolean isScalar, NDArray given) {
        DType dtype = DTypes.of(expected.get("dtype"));
        long[] shape = Case.longs(expected.get("shape"));
        boolean isSwapped = isScalar && dtype.equals(given.dtype().withByteOrder(ByteOrder.nativeOrder()));
        // A text among numpy's scalars is as long as it needs to be.
        boolean isText = isScalar
                && dtype.kind() == given.dtype().kind()
                && (dtype.kind() == Kind.BYTES || dtype.kind() == Kind.TEXT);
        NDArray found = isSwapped || isText ? given.astype(dtype) : given;
        if (!dtype.equals(found.dtype())) {
            return other(dtype.repr(), found.dtype().repr());
        }
        if (!Arrays.equals(shape, found.shape())) {
            return other("shape " + Arrays.toString(shape), Arrays.toString(found.shape()));
        }
        String difference = strides(expected, found);
        return difference == null ? elements(Case.octets(expected.get("bytes")), dtype, shape, found) : difference;
    }

    private @Nullable String strides(Json expected, NDArray found) {
        boolean isView = test.mode().equals("view");
        long[] strides = Case.longs(expected.get("strides"));
        boolean count = isView || test.mode().startsWith("strides");
        if (count && !(isView ? Arrays.equals(strides, found.strides()) : matter(strides, found))) {
            return other("strides " + Arrays.toString(strides), Arrays.toString(found.strides()));
        }
        return isView && expected.has("shares") ? sharing(expected, found) : null;
    }

    /// Whether strides agree where they say anything: on axes of a length above 1, of an array with elements.
    private static boolean matter(long[] expected, NDArray found) {
        long[] strides = found.strides();
        for (int axis = 0; axis < strides.length; axis++) {
            if (found.size() > 0 && found.shape(axis) > 1 && strides[axis] != expected[axis]) {
                return false;
            }
        }
        return true;
    }

    private @Nullable String sharing(Json expected, NDArray found) {
        boolean shares = expected.get("shares").isTrue();
        MemorySegment root = arguments.root();
        boolean isShared = root.asOverlappingSlice(found.segment()).isPresent();
        if (shares != isShared) {
            return other(shares ? "a view" : "a copy", isShared ? "a view" : "a copy");
        }
        boolean isWriteable = expected.get("writeable").isTrue();
        if (isWriteable != found.isWriteable()) {
            return other(isWriteable ? "writeable" : "read-only", found.isWriteable() ? "writeable" : "read-only");
        }
        if (!shares) {
            return null;
        }
        long byteOffset = found.segment().address() + found.byteOffset() - root.address();
        long expectedOffset = expected.get("offset").integer();
        return byteOffset == expectedOffset ? null : other("byte offset " + expectedOffset, byteOffset);
    }

    private @Nullable String elements(byte[] expected, DType dtype, long[] shape, NDArray found) {
        var content = new byte[expected.length];
        found.copyTo(MemorySegment.ofArray(content));
        boolean isSame = new Tolerance(!isExact(), test.ulps()).areEqual(expected, content, dtype);
        return isSame ? null : other(shown(NDArray.wrap(MemorySegment.ofArray(expected), dtype, shape)), found);
    }

    /// Whether no NaN may be another NaN.
    private boolean isExact() {
        return test.mode().equals("view")
                || test.mode().equals("copy")
                || test.mode().equals("strides");
    }

    /// The difference where Java refused.
    @Nullable
    String difference(RuntimeException found) {
        Json expected = test.expected();
        String message = String.valueOf(found.getMessage());
        String said = found.getClass().getSimpleName() + " \"" + message + "\"";
        if (!expected.has("error")) {
            return "expected a result, found " + said + " at " + found.getStackTrace()[0];
        }
        var refusal = Refusal.of(expected);
        return refusal.allows(found) ? null : "expected " + error(expected) + ", found " + said;
    }

    private static String error(Json expected) {
        return expected.get("error").list().getFirst().text() + " \""
                + expected.get("message").text() + "\"";
    }

    static String shown(@Nullable Object value) {
        String text = value instanceof NDArray array ? printed(array) : String.valueOf(value);
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    private static String printed(NDArray array) {
        try {
            return array.repr();
        } catch (RuntimeException e) {
            // An operation that went wrong may leave bytes that are no text.
            return "array of " + array.dtype() + " and shape " + Arrays.toString(array.shape()) + ", not printed: "
                    + e.getMessage();
        }
    }
}
