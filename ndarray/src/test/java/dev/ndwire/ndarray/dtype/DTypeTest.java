package dev.ndwire.ndarray.dtype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ndwire.core.value.PyTuple;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DTypeTest {
    private static final DType POINT =
            DType.struct().field("x", DType.FLOAT64).field("y", DType.FLOAT64).build();

    @Test
    void constantsAreInThisMachinesOrder() {
        assertThat(DType.FLOAT64.byteOrder()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(DType.FLOAT64.isNative()).isTrue();
        assertThat(DType.FLOAT64.hasByteOrder()).isTrue();
        assertThat(DType.INT8.hasByteOrder()).isFalse();
        assertThat(DType.INT8.byteOrder()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(DType.INT8.orderChar()).isEqualTo('|');
    }

    @Test
    void changesOrderAtEveryDepth() {
        DType nested = DType.struct()
                .titled("t", "a", DType.INT32, 4)
                .field("b", DType.subArray(POINT, 2))
                .field("c", DType.bytes(3))
                .build(64);

        DType big = nested.withByteOrder(ByteOrder.BIG_ENDIAN);

        assertThat(big)
                .hasToString(
                        "{'names': ['a', 'b', 'c'], 'formats': ['>i4', ([('x', '>f8'), ('y', '>f8')], (2,)), 'S3'],"
                                + " 'offsets': [4, 8, 40], 'titles': ['t', None, None], 'itemsize': 64}");
        assertThat(big.isNative()).isEqualTo(ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
        assertThat(big.withByteOrder(ByteOrder.LITTLE_ENDIAN)).isEqualTo(nested.withByteOrder(ByteOrder.LITTLE_ENDIAN));
        assertThat(DType.INT8.withByteOrder(ByteOrder.BIG_ENDIAN)).isSameAs(DType.INT8);
    }

    @Test
    void keepsAlignmentWhenOrderChanges() {
        DType aligned = DType.alignedStruct()
                .field("a", DType.INT8)
                .field("b", DType.FLOAT64)
                .build();

        DType swapped = aligned.withByteOrder(ByteOrder.BIG_ENDIAN);

        assertThat(swapped.isAlignedStruct()).isTrue();
        assertThat(swapped.alignment()).isEqualTo(8);
        assertThat(swapped.fields().get(1).byteOffset()).isEqualTo(8);
    }

    @Test
    void equalsAsNumpySays() {
        DType plain = DType.struct().field("a", DType.INT32).build();
        assertThat(plain)
                .isNotEqualTo(DType.struct().titled("t", "a", DType.INT32).build())
                .isNotEqualTo(DType.struct().field("b", DType.INT32).build())
                .isNotEqualTo(DType.struct().field("a", DType.INT32).build(8))
                .isNotEqualTo(DType.struct().field("a", DType.UINT32).build())
                .isNotEqualTo(DType.voids(4))
                .isEqualTo(DType.alignedStruct().field("a", DType.INT32).build());
        assertThat(DType.parse("M8[s]")).isNotEqualTo(DType.parse("M8[1000ms]")).isNotEqualTo(DType.parse("m8[s]"));
        assertThat(DType.struct().build()).isNotEqualTo(DType.voids(0));
        assertThat(DType.parse("<f8")).isNotEqualTo(DType.parse(">f8"));
        assertThat(DType.subArray(DType.subArray(DType.INT32, 2), 3)).isNotEqualTo(DType.subArray(DType.INT32, 3, 2));
    }

    @Test
    void findsFieldsByNameAndTitle() {
        DType dtype = DType.struct()
                .titled("the first", "a", DType.INT32)
                .field("b", POINT)
                .build();

        assertThat(dtype.field("a")).contains(new Field("a", DType.INT32, 0, "the first"));
        assertThat(dtype.field("the first")).isEqualTo(dtype.field("a"));
        assertThat(dtype.field("b")).map(Field::byteOffset).contains(4L);
        assertThat(dtype.field("c")).isEmpty();
        assertThat(DType.INT32.fields()).isEmpty();
    }

    @Test
    void tellsWhatASubArrayConsistsOf() {
        DType grid = DType.subArray(DType.INT16, 2, 3);

        assertThat(grid.isSubArray()).isTrue();
        assertThat(grid.base()).isEqualTo(DType.INT16);
        assertThat(grid.shape()).containsExactly(2, 3);
        assertThat(grid.itemSize()).isEqualTo(12);
        assertThat(grid.kind()).isEqualTo(Kind.VOID);
        assertThat(DType.subArray(DType.INT16)).isSameAs(DType.INT16);
        assertThat(DType.INT16.base()).isSameAs(DType.INT16);
        assertThat(DType.INT16.shape()).isEmpty();
        assertThat(DType.subArray(DType.INT16, Integer.MAX_VALUE, Integer.MAX_VALUE, 0)
                        .itemSize())
                .isZero();
    }

    @Test
    void readsDescrAsNumpysConstructorDoesAndAsFilesDo() {
        Object descr = List.of(PyTuple.of("", "|V4"), PyTuple.of("a", "<i4"), PyTuple.of("", "|V4"));

        assertThat(DType.ofDescr(descr)).hasToString("[('f0', 'V4'), ('a', '<i4'), ('f2', 'V4')]");
        assertThat(DType.ofFileDescr(descr))
                .hasToString("{'names': ['a'], 'formats': ['<i4'], 'offsets': [4], 'itemsize': 12}");
        assertThat(DType.ofFileDescr(List.of(PyTuple.of("", "<i4", PyTuple.of(2L)), PyTuple.of("", "<i4"))))
                .hasToString("{'names': [''], 'formats': ['<i4'], 'offsets': [8], 'itemsize': 12}");
        assertThat(DType.ofFileDescr(List.of(PyTuple.of(PyTuple.of("t", ""), "|V4"))))
                .hasToString("[(('t', ''), 'V4')]");
    }

    @Test
    void readsDescrWhoseTuplesBecameLists() {
        List<?> descr = List.of(
                List.of(List.of("t", "a"), "<i4"),
                List.of("b", List.of("<i2", List.of(2L)), List.of(3L)),
                List.of("c", List.of(List.of("x", "|u1"), List.of("y", "|u1"))),
                List.of("d", "<i4", 2L),
                List.of("e", "<i4", List.of()));

        assertThat(DType.ofDescr(descr))
                .hasToString("[(('t', 'a'), '<i4'), ('b', ('<i2', (2,)), (3,)), ('c', [('x', 'u1'), ('y', 'u1')]),"
                        + " ('d', '<i4', (2,)), ('e', '<i4')]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "O | dtype 'O' holds Python objects, allowed are dtypes of plain bytes",
                "object | dtype 'object' holds Python objects, allowed are dtypes of plain bytes",
                ">f12 | dtype '>f12' holds C's long double of 32-bit machines, allowed are float128 and complex256",
                "complex192 | dtype 'complex192' holds C's long double of 32-bit machines, allowed are float128 and"
                        + " complex256",
                "i3 | dtype 'i3' is unknown, allowed are numpy's texts for b, i, u, f, c, S, U, V, M and m",
                "i4,g4 | dtype 'g4' is unknown, allowed are numpy's texts for b, i, u, f, c, S, U, V, M and m",
                "O,i4 | dtype 'O' holds Python objects, allowed are dtypes of plain bytes",
                "i4,<2>f4 | item 1 of dtype 'i4,<2>f4' has byte orders < and >",
                "i4,02f4 | item 1 of dtype 'i4,02f4' begins with '02', which is no shape",
                "i4,(2f4 | item 1 of dtype 'i4,(2f4' begins with '(2', which is no shape",
                "i4 f4,i2 | item 0 of dtype 'i4 f4,i2' is followed by what is no comma",
                "i4,(2,3)S | item 1 of dtype 'i4,(2,3)S' has several lengths for a dtype without a size",
                "2147483648u1 | sub-array has length 2147483648 on axis 0, allowed are 0 to 2147483647",
                "S2147483648 | dtype has an item size of 2147483648 bytes, allowed is 0 to 2147483647",
                "V99999999999999999999 | dtype has an item size of 9223372036854775807 bytes, allowed is 0 to 2147483647",
                "U536870912 | text dtype has 536870912 code points, allowed is 0 to 536870911",
                "M8[fortnight] | dtype 'M8[fortnight]' has unit 'fortnight', allowed are Y, M, W, D, h, m, s, ms, us, ns,"
                        + " ps, fs, as and generic",
                "M8[0s] | datetime64 counts in steps of 0 s, allowed is 1 to 2147483647",
                "m8[2147483648D] | timedelta64 counts in steps of 2147483648 D, allowed is 1 to 2147483647",
                "m8[2generic] | timedelta64 counts in steps of 2 generic units, allowed is 1 to 1",
                "M8[s/7] | divisor (7) is not a multiple of a lower-unit in datetime metadata \"[s/7]\"",
                ">m8[2as/02] | divisor (2) is not a multiple of a lower-unit in datetime metadata \"[2as/02]\"",
                "m8[W/11] | divisor (11) is not a multiple of a lower-unit in datetime metadata \"[W/11]\"",
                "M8[D/0] | divisor (0) is not a multiple of a lower-unit in datetime metadata \"[D/0]\"",
                "M8[generic/2] | Can't use 'den' divisor with generic units",
                "M8[2147483647s/2] | datetime64 counts in steps of 1073741823500 ms, allowed is 1 to 2147483647",
                "M8[2147483648s/2] | datetime64 counts in steps of 2147483648 s, allowed is 1 to 2147483647",
                "M8[s/-2] | dtype 'M8[s/-2]' is unknown, allowed are numpy's texts for b, i, u, f, c, S, U, V, M and m",
            })
    void saysWhyATextIsRefused(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> DType.parse(text)).withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "M8[Y/12], <M8[M]",
        "M8[10Y/2], <M8[60M]",
        "m8[Y/26], <m8[2W]",
        "m8[Y/73], <m8[5D]",
        "m8[M/2], <m8[2W]",
        "m8[M/5], <m8[6D]",
        "m8[M/720], <m8[h]",
        "m8[W/7], <m8[D]",
        ">m8[W/2], >m8[84h]",
        "m8[W/30], <m8[336m]",
        "M8[D/4], <M8[6h]",
        "M8[D/1440], <M8[m]",
        "m8[h/4], <m8[15m]",
        "m8[h/3600], <m8[s]",
        "m8[m/1000], <m8[60ms]",
        "m8[3s/2], <m8[1500ms]",
        "m8[s/1000000], <m8[us]",
        "timedelta64[ms/8], <m8[125us]",
        "m8[fs/2], <m8[500as]",
        "m8[25s/01], <m8[25s]",
        "m8[generic/1], <m8"
    })
    void readsPartsOfUnitsAsMultiplesOfSmallerOnes(String text, String str) {
        assertThat(DType.parse(text).str()).isEqualTo(str);
    }

    @Test
    void refusesTextTooLongToBeADType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.parse("S" + "1".repeat(64)))
                .withMessage("dtype text has 65 characters, allowed are 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.parse("i4,".repeat(1366)))
                .withMessage("dtype text has 4098 characters, allowed are 4096");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.parse("i4,".repeat(100) + ","))
                .withMessage("item 100 of dtype '" + "i4,".repeat(21) + "i...' begins with ',', which is no shape");
    }

    @Test
    void refusesDescrThatIsNone() {
        refusesDescr(5L, "dtype is described by a Long, allowed are text and lists of fields");
        refusesDescr(
                List.of("a"), "field is described by a String, allowed are (name, format) and (name, format, shape)");
        refusesDescr(
                List.of(List.of("a")),
                "field is described by 1 parts, allowed are (name, format) and (name, format, shape)");
        refusesDescr(
                List.of(Arrays.asList("a", null)), "dtype is described by None, allowed are text and lists of fields");
        refusesDescr(List.of(List.of(7L, "<i4")), "field is named by a Long, allowed are text and (title, text)");
        refusesDescr(
                List.of(List.of("a", "<i4", "3")),
                "sub-array has length a String on axis 0, allowed are integers of 0 to 2147483647");
        refusesDescr(
                List.of(List.of("a", "<i4", List.of(BigInteger.TWO.pow(64)))),
                "sub-array has length 18446744073709551616 on axis 0, allowed are integers of 0 to 2147483647");
    }

    @Test
    void refusesNamesThatOccurTwice() {
        refusesDescr(
                List.of(List.of("a", "<i4"), List.of("a", "<i4")), "field name or title 'a' occurs more than once");
        refusesDescr(List.of(List.of(List.of("a", "a"), "<i4")), "field name or title 'a' occurs more than once");
        refusesDescr(
                List.of(List.of(List.of("b", "a"), "<i4"), List.of("b", "<i4")),
                "field name or title 'b' occurs more than once");
        refusesDescr(
                List.of(List.of("f1", "<i4"), List.of("", "<i4")), "field name or title 'f1' occurs more than once");
    }

    @Test
    void refusesSubArraysThatNumpyRefuses() {
        refusesDescr(
                List.of(List.of("a", "<i4", List.of(-1L))),
                "sub-array has length -1 on axis 0, allowed are 0 to 2147483647");
        refusesDescr(
                List.of(List.of("a", "<i4", List.of(1L << 31))),
                "sub-array has length 2147483648 on axis 0, allowed are 0 to 2147483647");
        refusesDescr(
                List.of(List.of("a", "<i4", List.of(65536L, 65536L))),
                "sub-array of shape [65536, 65536] and 4 bytes an item exceeds 2147483647 bytes");
        refusesDescr(
                List.of(List.of("a", "<i4", Collections.nCopies(65, 1L))), "sub-array has 65 axes, allowed are 64");
    }

    @Test
    void refusesStructuresThatAreTooLarge() {
        refusesDescr(
                List.of(List.of("a", "S2000000000"), List.of("b", "S2000000000")),
                "field 'b' of 2000000000 bytes at offset 2000000000 ends beyond 2147483647 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.ofFileDescr(List.of(List.of("", "V2000000000"), List.of("", "V2000000000"))))
                .withMessage("padding of 2000000000 bytes behind byte 2000000000, allowed is 0 to 147483647");
    }

    @Test
    void refusesNestingThatIsTooDeep() {
        Object descr = "<i4";
        for (int level = 0; level < 64; level++) {
            descr = List.of(List.of("a", descr));
        }
        assertThat(DType.ofDescr(descr).itemSize()).isEqualTo(4);
        assertThat(DType.ofFileDescr(DType.ofDescr(descr).descr())).isEqualTo(DType.ofDescr(descr));

        refusesDescr(List.of(List.of("a", descr)), "dtype is nested more than 64 levels deep");
        refusesDescr(List.of(List.of("a", descr, 2L)), "dtype is nested more than 64 levels deep");
    }

    @Test
    void refusesFieldsThatMultiplyWithoutEnd() {
        DType dtype = DType.voids(0);
        for (int level = 0; level < 12; level++) {
            dtype = DType.struct()
                    .field("a", dtype)
                    .field("b", dtype)
                    .field("c", dtype)
                    .build();
        }
        DType last = dtype;

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> DType.struct().field("a", last).field("b", last).build())
                .withMessage("dtype has 1594322 fields, allowed are 1000000 at all levels together");
    }

    private static void refusesDescr(Object descr, String message) {
        assertThatThrownBy(() -> DType.ofDescr(descr))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesPlacesOutsideTheStructure() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.struct().field("a", DType.INT32, -1))
                .withMessage("field 'a' has offset -1, allowed is 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.struct().field("a", DType.INT32, Integer.MAX_VALUE))
                .withMessage("field 'a' of 4 bytes at offset 2147483647 ends beyond 2147483647 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.struct().field("a", DType.INT32, 8).build(11))
                .withMessage("fields need 12 bytes, the structure is given 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.struct().padding(-1))
                .withMessage("padding of -1 bytes behind byte 0, allowed is 0 to 2147483647");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.alignedStruct().field("a", DType.INT32, 3))
                .withMessage("field 'a' has offset 3, allowed in an aligned structure are multiples of 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.alignedStruct().field("a", DType.INT32).build(6))
                .withMessage("aligned structure is given 6 bytes, allowed are multiples of 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DType.bytes(-1))
                .withMessage("dtype has an item size of -1 bytes, allowed is 0 to 2147483647");
    }

    @Test
    void saysThatOverlappingFieldsHaveNoDescr() {
        DType overlapping = DType.struct()
                .field("a", DType.INT32, 0)
                .field("b", DType.INT32, 2)
                .build();

        assertThatThrownBy(overlapping::descr)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("field 'b' begins at byte 2, before byte 4 where the fields ahead of it end: such a dtype"
                        + " has no descr");
    }
}
