package dev.ndwire.arrow.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ndwire.core.value.Bytes;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordsTest {
    enum Side {
        BUY,
        SELL
    }

    record Point(double x, double y) {}

    record Trade(
            long id,
            String symbol,
            Side side,
            @Nullable Double price,
            BigDecimal amount,
            BigInteger count,
            Instant at,
            LocalDateTime local,
            LocalDate day,
            LocalTime time,
            Duration took,
            Bytes raw,
            List<@Nullable String> tags,
            Map<String, Integer> counts,
            Point point,
            boolean done) {}

    @SuppressWarnings("ArrayRecordComponent") // what is tested
    record Small(byte a, short b, int c, float d, long[] e) {}

    record Wrong(Object thing) {}

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private static Trade trade(int i) {
        return new Trade(
                i,
                "S" + i,
                Side.values()[i % 2],
                i % 3 == 0 ? null : i / 2.0,
                new BigDecimal("1.5").setScale(18),
                BigInteger.valueOf(i),
                Instant.ofEpochSecond(i, 5),
                LocalDateTime.of(2026, 1, 1, 0, 0, i),
                LocalDate.of(1969, 12, 31),
                LocalTime.of(1, 2, i),
                Duration.ofMillis(i),
                Bytes.utf8("b" + i),
                Arrays.asList("t", null),
                Map.of("k", i),
                new Point(i, -i),
                i % 2 == 0);
    }

    @Test
    void areTheSameAfterATable() {
        List<Trade> trades = IntStream.range(0, 20).mapToObj(RecordsTest::trade).toList();
        try (Table table = Table.ofRecords(Trade.class, LOOKUP, trades)) {
            assertThat(table.rowCount()).isEqualTo(20);
            assertThat(table.schema()).isEqualTo(Columns.of(Trade.class));
            assertThat(table.toRecords(Trade.class, LOOKUP)).isEqualTo(trades);
        }
    }

    @Test
    void mayHaveFewerComponentsThanThereAreColumns() {
        try (Table table =
                Table.ofRecords(Small.class, LOOKUP, List.of(new Small((byte) 1, (short) 2, 3, 4, new long[] {5})))) {
            record Part(int c, List<Long> e) {}
            assertThat(table.toRecords(Part.class, LOOKUP)).containsExactly(new Part(3, List.of(5L)));
        }
    }

    @Test
    void sayWhichComponentAValueDoesNotFit() {
        try (Table table = Table.ofRecords(Point.class, LOOKUP, List.of(new Point(1, 2)))) {
            record Whole(int x) {}
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> table.toRecords(Whole.class, LOOKUP))
                    .withMessage("component 'x' of Whole takes int, the column has Double 1.0");
            record Other(double z) {}
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> table.toRecords(Other.class, LOOKUP))
                    .withMessage("no column of name 'z' in [x, y]");
        }
    }

    @Test
    void sayWhichComponentIsOfNoColumnsType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofRecords(Wrong.class, LOOKUP, List.of()))
                .withMessage("component 'thing' of Wrong is of type java.lang.Object, which no column has");
    }

    @Test
    void sayHowARecordIsReached() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.ofRecords(Point.class, List.of(new Point(1, 2))))
                .withMessage(Point.class.getName()
                        + " is out of reach: pass MethodHandles.lookup() of a class that reaches it");
    }
}
