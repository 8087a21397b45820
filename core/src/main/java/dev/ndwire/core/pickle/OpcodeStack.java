package dev.ndwire.core.pickle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The stack of the pickle machine: values and marks. Nothing is taken from beneath the last mark.
///
/// Counts what is pushed, so that a pickle cannot have more values than its limit.
final class OpcodeStack {
    private final PickleInput input;
    private final PickleLimits limits;
    private @Nullable Object[] values = new Object[16];
    private int size;
    private int[] marks = new int[8];
    private int markCount;
    private int floor;
    private long pushed;

    OpcodeStack(PickleInput input, PickleLimits limits) {
        this.input = input;
        this.limits = limits;
    }

    private void count() {
        if (++pushed > limits.maxItems()) {
            throw input.fault("the pickle holds more than PickleLimits.maxItems=" + limits.maxItems() + " values");
        }
    }

    void push(@Nullable Object value) {
        count();
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    void mark() {
        count();
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, markCount * 2);
        }
        marks[markCount++] = size;
        floor = size;
    }

    /// Checks that values can be taken.
    void require(int count) {
        if (size - floor < count) {
            String beneath = markCount > 0 ? " above the last MARK" : " on the stack";
            throw input.fault("it takes " + count + (count == 1 ? " value, " : " values, ") + (size - floor)
                    + (size - floor == 1 ? " is" : " are") + beneath);
        }
    }

    boolean isEmptyOrMark() {
        return size == floor;
    }

    @Nullable
    Object top() {
        require(1);
        return values[size - 1];
    }

    void replaceTop(@Nullable Object value) {
        values[size - 1] = value;
    }

    @Nullable
    Object pop() {
        require(1);
        Object value = values[--size];
        values[size] = null;
        return value;
    }

    /// Takes values that [#require] has checked, in the order in which they were pushed.
    void moveTop(int count, Node.Items target) {
        target.addAll(values, size - count, size);
        Arrays.fill(values, size - count, size, null);
        size -= count;
    }

    private int popMark() {
        if (markCount == 0) {
            throw input.fault("it takes the values above a MARK, none is on the stack");
        }
        int from = marks[--markCount];
        floor = markCount == 0 ? 0 : marks[markCount - 1];
        return from;
    }

    /// Takes the values above the last mark, and the mark.
    Node.Items popToMark() {
        Node.Items items = new Node.Items();
        moveToMark(items);
        return items;
    }

    void moveToMark(Node.Items target) {
        int from = popMark();
        moveTop(size - from, target);
    }

    /// The value beneath the last mark.
    @Nullable
    Object beneathMark() {
        if (markCount == 0) {
            throw input.fault("it takes the values above a MARK, none is on the stack");
        }
        int below = markCount == 1 ? 0 : marks[markCount - 2];
        if (floor - below < 1) {
            throw input.fault("it takes a value beneath the MARK, there is none");
        }
        return values[floor - 1];
    }

    int countAboveMark() {
        return size - floor;
    }

    void dropToMark() {
        int from = popMark();
        Arrays.fill(values, from, size, null);
        size = from;
    }

    /// Drops a mark if one is on top.
    boolean dropMarkOnTop() {
        boolean onTop = markCount > 0 && floor == size;
        if (onTop) {
            popMark();
        }
        return onTop;
    }
}
