package dev.ndwire.core.pickle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ndwire.core.frame.Frame;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What breaks the format, and the exact words for it.
class MalformedPickleTest {
    private static final PickleReader READER = PickleReader.standard();

    private static void assertRefused(Frame pickle, String message) {
        assertThatThrownBy(() -> READER.read(pickle))
                .isExactlyInstanceOf(MalformedPickleException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("", "pickle of 0 bytes ends without STOP"),
                arguments("N", "pickle of 1 bytes ends without STOP"),
                arguments(".", "STOP: it takes 1 value, 0 are on the stack (byte 0 of the pickle)"),
                arguments("N(.", "STOP: it takes 1 value, 0 are above the last MARK (byte 2 of the pickle)"),
                arguments("\u00ff.", "opcode 0xff: no such opcode in protocols 0 to 5 (byte 0 of the pickle)"),
                arguments("\u0080\u0006N.", "PROTO: protocol 6, at most 5 is known (byte 0 of the pickle)"),
                arguments("t.", "TUPLE: it takes the values above a MARK, none is on the stack (byte 0 of the pickle)"),
                arguments("N\u0086.", "TUPLE2: it takes 2 values, 1 is on the stack (byte 1 of the pickle)"),
                arguments("(Nd.", "DICT: a last key of 1 keys and values has no value (byte 2 of the pickle)"),
                arguments("}(Nu.", "SETITEMS: a last key of 1 keys and values has no value (byte 3 of the pickle)"),
                arguments("h\u0003.", "BINGET: the memo holds nothing under 3 (byte 0 of the pickle)"),
                arguments("Ix\n.", "INT: 'x' is no decimal integer (byte 0 of the pickle)"),
                arguments("I\u00a0\n.", "INT: 'b'\\xa0'' is no decimal integer (byte 0 of the pickle)"),
                arguments("I.", "INT: the line of its argument has no end (byte 0 of the pickle)"),
                arguments("F0x1p3\n.", "FLOAT: '0x1p3' is no float (byte 0 of the pickle)"),
                arguments("F1e\n.", "FLOAT: '1e' is no float (byte 0 of the pickle)"),
                arguments("Sabc\n.", "STRING: its byte string has no quotes around it (byte 0 of the pickle)"),
                arguments("S'\\x4'\n.", "STRING: its byte string has a broken escape at byte 1 (byte 0 of the pickle)"),
                arguments("V\\u12\n.", "UNICODE: its text has a broken escape at byte 0 (byte 0 of the pickle)"),
                arguments(
                        "\u008c\u0002\u00c3(.",
                        "SHORT_BINUNICODE: its text is no UTF-8 at byte 0: 0xc3 (byte 0 of the pickle)"),
                arguments("U\u0009abc.", "SHORT_BINSTRING: 9 bytes are claimed, 4 are left (byte 0 of the pickle)"),
                arguments("J\u0001.", "BININT: 2 bytes are left for an argument of 4 (byte 0 of the pickle)"),
                arguments("NNa.", "APPEND: it fills a list or an object, not None (byte 2 of the pickle)"),
                arguments(")Na.", "APPEND: it fills a list or an object, not a tuple (byte 2 of the pickle)"),
                arguments("]NNs.", "SETITEM: it fills a dict or an object, not a list (byte 3 of the pickle)"),
                arguments("]Nb.", "BUILD: it sets the state of an object, not of a list (byte 2 of the pickle)"),
                arguments("N)R.", "REDUCE: it calls None, expected a global or an object (byte 2 of the pickle)"),
                arguments("I1\n)R.", "REDUCE: it calls a Long, expected a global or an object (byte 4 of the pickle)"),
                arguments("ca\nb\nNR.", "REDUCE: its arguments are None, expected a tuple (byte 6 of the pickle)"),
                arguments(
                        "ca\nb\n)]\u0092.",
                        "NEWOBJ_EX: its keyword arguments are a list, expected a dict (byte 7 of the pickle)"),
                arguments("(o.", "OBJ: it takes a class above the MARK, there is none (byte 1 of the pickle)"),
                arguments(
                        "NN\u0093.",
                        "STACK_GLOBAL: it takes two texts, None and None are on the stack (byte 2 of the pickle)"),
                arguments(
                        "\u0097.",
                        "NEXT_BUFFER: out-of-band buffer 0 is asked for, 0 were given (byte 0 of the pickle)"),
                arguments(
                        "N\u0098.", "READONLY_BUFFER: it takes a buffer, None is on the stack (byte 1 of the pickle)"),
                arguments("\u0082\u0000.", "EXT1: extension code 0, at least 1 is allowed (byte 0 of the pickle)"),
                arguments("(e.", "APPENDS: it takes a value beneath the MARK, there is none (byte 1 of the pickle)"),
                arguments(
                        "Np-1\n.",
                        "PUT: memo number -1 is not in the range of a long from 0 on (byte 1 of the pickle)"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongAndWhere(String latin1, String message) {
        assertRefused(Pickled.of(latin1), message);
    }

    @Test
    void refusesClaimsBeforeItAllocates() {
        assertRefused(
                new Pickled()
                        .add(Opcodes.BINBYTES8)
                        .number(Long.MAX_VALUE, 8)
                        .add('.')
                        .frame(),
                "BINBYTES8: 9223372036854775807 bytes are claimed, 1 are left (byte 0 of the pickle)");
        assertRefused(
                new Pickled().add(Opcodes.BINUNICODE8).number(-1, 8).add('.').frame(),
                "BINUNICODE8: 18446744073709551615 bytes are claimed, 1 are left (byte 0 of the pickle)");
        assertRefused(
                new Pickled().add(Opcodes.FRAME).number(100, 8).add("N.").frame(),
                "FRAME: 100 bytes are claimed, 2 are left (byte 0 of the pickle)");
        assertRefused(
                new Pickled().add(Opcodes.LONG4).number(-5, 4).add('.').frame(),
                "LONG4: a size of -5 bytes is claimed, at least 0 is allowed (byte 0 of the pickle)");
        assertRefused(
                new Pickled().add('B').number(0xffff_ffffL, 4).add('.').frame(),
                "BINBYTES: 4294967295 bytes are claimed, 1 are left (byte 0 of the pickle)");
    }

    @Test
    void refusesKeysWithoutAHash() {
        assertRefused(
                Pickled.of("}]Ns."),
                "a list is a key or an element of a set (of byte 0 of the pickle), which needs a hash");
        assertRefused(
                Pickled.of("N}}\u0085Ns."),
                "a dict is a key or an element of a set (of byte 1 of the pickle), which needs a hash");
        assertRefused(
                new Pickled()
                        .add(Opcodes.EMPTY_SET, '(', Opcodes.EMPTY_SET, Opcodes.ADDITEMS, '.')
                        .frame(),
                "a set is a key or an element of a set (of byte 0 of the pickle), which needs a hash");
        assertRefused(
                Pickled.of("c__builtin__\nset\n(]l\u0085R."),
                "a list is a key or an element of a set (of byte 21 of the pickle), which needs a hash");
        assertRefused(
                Pickled.of("ccollections\nOrderedDict\n)R}Ns."),
                "a dict is a key or an element of a set (of byte 26 of the pickle), which needs a hash");
    }

    @Test
    void refusesPartsThatAConstructorRefuses() {
        PickleConstructor strict = PickleConstructor.of(
                "people.Human",
                Human.class,
                object -> new Human(
                        (String) Objects.requireNonNull(object.arguments().get(0))),
                human -> {
                    throw new IllegalArgumentException("not written");
                });
        PickleReader reader = PickleReader.of(Constructors.none().with(strict), PickleLimits.standard());
        assertThatThrownBy(() -> reader.read(Pickled.of("cpeople\nHuman\n(I1\ntR.")))
                .isExactlyInstanceOf(MalformedPickleException.class)
                .hasMessageStartingWith("people.Human cannot be made of its parts (byte 19 of the pickle): ");
    }

    private record Human(String name) {}
}
