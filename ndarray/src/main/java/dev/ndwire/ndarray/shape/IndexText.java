package dev.ndwire.ndarray.shape;

import org.jspecify.annotations.Nullable;

/// Applies index texts as people write them, such as `1:7, ::-2, ..., None, -1`, part by part as they are read. Nothing
/// but the view's layout is allocated, in a third of the time that [IndexParser] takes.
///
/// Whatever else there may be in a text, and every error, is the parser's.
final class IndexText {
    private static final char END = ',';

    /// So many digits fit in a `long` for sure.
    private static final int MOST_DIGITS = 18;

    private IndexText() {}

    /// Picks a view by a text, or gives null if the text has to be parsed.
    static @Nullable Layout at(Layout source, String text) {
        int positions = 0;
        int slices = 0;
        int ellipses = 0;
        int newAxes = 0;
        char kind = END;
        for (int i = 0; i <= text.length(); i++) {
            char character = at(text, i);
            if (character == END) {
                positions += kind == '0' ? 1 : 0;
                slices += kind == ':' ? 1 : 0;
                ellipses += kind == '.' ? 1 : 0;
                newAxes += kind == 'N' ? 1 : 0;
                kind = END;
            } else if (character == ':') {
                kind = ':';
            } else if (character != ' ' && kind == END) {
                kind = character == '.' || character == 'N' ? character : '0';
            }
        }
        int whole = source.axisCount() - positions - slices;
        int axisCount = whole + slices + newAxes;
        boolean isPlain = ellipses <= 1 && whole >= 0 && axisCount <= Shapes.MAX_AXES;
        return isPlain ? apply(source, text, whole, new long[axisCount], new long[axisCount]) : null;
    }

    private static @Nullable Layout apply(Layout source, String text, int whole, long[] shape, long[] byteStrides) {
        long byteOffset = source.byteOffset();
        int axis = 0;
        int to = 0;
        int at = skipSpaces(text, 0);
        while (at < text.length()) {
            char first = text.charAt(at);
            if (first == '.' && text.startsWith("...", at)) {
                Slicing.keep(source, axis, shape, byteStrides, to, whole);
                axis += whole;
                to += whole;
                at = skipSpaces(text, at + 3);
            } else if (first == 'N' && text.startsWith("None", at)) {
                shape[to++] = 1;
                at = skipSpaces(text, at + 4);
            } else {
                int colon = next(text, at);
                boolean isSlice = at(text, colon) == ':';
                int second = isSlice ? next(text, colon + 1) : colon;
                boolean hasStep = isSlice && at(text, second) == ':';
                long step = hasStep ? number(text, second + 1, 1) : 1;
                if (step == 0 || (!isSlice && (colon == at || at(text, colon) != END))) {
                    return null;
                }
                if (isSlice) {
                    long start = number(text, at, Slicing.firstEnd(step));
                    long stop = number(text, colon + 1, Slicing.lastEnd(step));
                    byteOffset += Slicing.slice(source, axis++, start, stop, step, shape, byteStrides, to++);
                } else {
                    byteOffset += Slicing.distance(source, axis++, number(text, at, 0));
                }
                at = hasStep ? next(text, second + 1) : second;
            }
            if (at(text, at) != END) {
                return null;
            }
            at = skipSpaces(text, at + 1);
        }
        Slicing.keep(source, axis, shape, byteStrides, to, shape.length - to);
        return source.derived(shape, byteStrides, byteOffset);
    }

    /// The character at a place, a comma at the end.
    private static char at(String text, int at) {
        return at < text.length() ? text.charAt(at) : END;
    }

    private static int skipSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /// Where the number that starts at a place ends; there itself if there is none. What does not fit is cut, which
    /// leaves digits where there should be none.
    private static int numberEnd(String text, int from) {
        char sign = at(text, from);
        int first = sign == '-' || sign == '+' ? from + 1 : from;
        int at = first;
        while (at < text.length() && at - first < MOST_DIGITS && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at == first ? from : at;
    }

    /// What comes behind a number.
    private static int next(String text, int from) {
        return skipSpaces(text, numberEnd(text, skipSpaces(text, from)));
    }

    private static long number(String text, int from, long absent) {
        int start = skipSpaces(text, from);
        int end = numberEnd(text, start);
        if (start == end) {
            return absent;
        }
        char sign = text.charAt(start);
        long value = 0;
        for (int i = sign == '-' || sign == '+' ? start + 1 : start; i < end; i++) {
            value = value * 10 + (text.charAt(i) - '0');
        }
        return sign == '-' ? -value : value;
    }
}
