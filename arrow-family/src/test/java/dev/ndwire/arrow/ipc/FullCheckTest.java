package dev.ndwire.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ndwire.arrow.memory.BufferMemory;
import dev.ndwire.core.memory.Lease;
import dev.ndwire.core.memory.Ownership;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Streams with one fault each: see `conformance/python/vectors/write_arrow_faults.py`.
class FullCheckTest extends PooledStreams {
    private static final String NOTHING = "";

    /// What we say of each.
    private static final String MESSAGES = """
            string_descends: element 1 of field 'x' runs from offset 4 to 3
            string_descends_at_null: element 1 of field 'x' runs from offset 6 to 4
            string_negative: element 0 of field 'x' runs from offset 0 to -1
            string_outside: element 2 of field 'x' runs from offset 11 to 10
            string_ends_outside: offsets of field 'x' end at byte 80 of a data buffer of 10 bytes
            string_starts_negative: offsets of field 'x' run from -1 to 10
            string_not_utf8: element 2 of field 'x' is not UTF-8
            string_surrogate: element 2 of field 'x' is not UTF-8
            string_overlong: element 2 of field 'x' is not UTF-8
            string_beyond_unicode: element 2 of field 'x' is not UTF-8
            string_cut_character: element 2 of field 'x' is not UTF-8
            large_string_descends: element 1 of field 'x' runs from offset 4 to 3
            large_string_descends_at_null: element 1 of field 'x' runs from offset 6 to 4
            large_string_negative: element 0 of field 'x' runs from offset 0 to -1
            large_string_outside: element 2 of field 'x' runs from offset 11 to 10
            large_string_ends_outside: offsets of field 'x' end at byte 80 of a data buffer of 10 bytes
            large_string_starts_negative: offsets of field 'x' run from -1 to 10
            large_string_not_utf8: element 2 of field 'x' is not UTF-8
            large_string_surrogate: element 2 of field 'x' is not UTF-8
            large_string_overlong: element 2 of field 'x' is not UTF-8
            large_string_beyond_unicode: element 2 of field 'x' is not UTF-8
            large_string_cut_character: element 2 of field 'x' is not UTF-8
            view_padding: element 0 of field 'x' has other bytes than zeros behind its 2
            view_padding_later: element 0 of field 'x' has other bytes than zeros behind its 2
            view_prefix: element 1 of field 'x' has another prefix than its bytes
            view_negative_size: element 0 of field 'x' has -1 bytes
            view_buffer: element 1 of field 'x' is in buffer 1 of 1
            view_negative_buffer: element 1 of field 'x' is in buffer -1 of 1
            view_offset: element 1 of field 'x' is 16 bytes from byte 1 of 16 bytes on
            view_negative_offset: element 1 of field 'x' is 16 bytes from byte -1 of 16 bytes on
            view_size: element 1 of field 'x' is 17 bytes from byte 0 of 16 bytes on
            view_not_utf8: element 0 of field 'x' is not UTF-8
            view_not_utf8_behind: element 1 of field 'x' is not UTF-8
            list_descends: element 1 of field 'x' runs from offset 2 to 1
            list_negative: element 0 of field 'x' runs from offset 0 to -1
            list_outside: element 2 of field 'x' runs from offset 6 to 5
            list_ends_outside: child 0 of field 'x' has 5 elements, 6 are pointed at
            large_list_descends: element 1 of field 'x' runs from offset 2 to 1
            large_list_negative: element 0 of field 'x' runs from offset 0 to -1
            large_list_outside: element 2 of field 'x' runs from offset 6 to 5
            large_list_ends_outside: child 0 of field 'x' has 5 elements, 6 are pointed at
            list_view_offset: element 0 of field 'x' is 2 elements from 4 on, its child has 5
            list_view_negative_offset: element 0 of field 'x' is 2 elements from -1 on, its child has 5
            list_view_size: element 0 of field 'x' is 3 elements from 3 on, its child has 5
            list_view_negative_size: element 1 of field 'x' is -1 elements from 0 on, its child has 5
            list_view_empty_outside: element 1 of field 'x' is 0 elements from 6 on, its child has 5
            list_view_null_outside: element 1 of field 'x' is 1 elements from 9 on, its child has 5
            large_list_view_offset: element 0 of field 'x' is 2 elements from 4 on, its child has 5
            large_list_view_negative_offset: element 0 of field 'x' is 2 elements from -1 on, its child has 5
            large_list_view_size: element 0 of field 'x' is 3 elements from 3 on, its child has 5
            large_list_view_negative_size: element 1 of field 'x' is -1 elements from 0 on, its child has 5
            large_list_view_empty_outside: element 1 of field 'x' is 0 elements from 6 on, its child has 5
            large_list_view_null_outside: element 1 of field 'x' is 1 elements from 9 on, its child has 5
            map_descends: element 1 of field 'x' runs from offset 4 to 3
            map_key_not_utf8: element 0 of field 'key' is not UTF-8
            map_null_key: map 'x' claims 1 nulls among its keys, allowed are none
            map_null_entry: map 'x' claims 1 nulls among its entries, allowed are none
            nulls_fewer: field 'x' claims 1 nulls, its bitmap has 2
            nulls_more: field 'x' claims 3 nulls, its bitmap has 2
            nulls_more_than_rows: field 'x' claims 6 nulls in 5 rows
            nulls_negative: field 'x' claims -1 nulls in 5 rows
            nulls_minus_two: field 'x' claims -2 nulls in 5 rows
            nulls_of_runs: field 'x' claims 1 nulls, runs have them in their values
            nulls_without_bitmap: validity buffer of field 'x' has 0 bytes, 5 elements of Int(16, true) take 1
            union_dense_type: element 2 of field 'x' has type 4, known are [3, 5]
            union_dense_negative_type: element 2 of field 'x' has type -3, known are [3, 5]
            union_dense_offset: element 3 of field 'x' is element 2 of a child with 2
            union_dense_negative_offset: element 3 of field 'x' is element -1 of a child with 2
            union_dense_descends: element 2 of field 'x' is element 0 of a child after element 1
            union_sparse_type: element 2 of field 'x' has type 4, known are [3, 5]
            union_sparse_not_utf8: element 0 of field 't' is not UTF-8
            union_sparse_not_utf8_unused: element 1 of field 't' is not UTF-8
            dictionary_int8_index: element 1 of field 'x' is index 3 into a dictionary of 3 values
            dictionary_uint64_index: element 1 of field 'x' is index 3 into a dictionary of 3 values
            dictionary_negative_index: element 3 of field 'x' is index -1 into a dictionary of 3 values
            dictionary_huge_index: element 3 of field 'x' is index -9223372036854775808 into a dictionary of 3 values
            dictionary_values_not_utf8: element 0 of field 'DICT0' is not UTF-8
            runs_int16_descend: element 1 of field 'x' is a run that ends at 5 after one that ends at 6
            runs_int16_repeat: element 1 of field 'x' is a run that ends at 5 after one that ends at 5
            runs_int16_zero: element 0 of field 'x' is a run that ends at 0 after one that ends at 0
            runs_int16_negative: element 0 of field 'x' is a run that ends at -2 after one that ends at 0
            runs_int16_short: element 8 of field 'x' is behind the last run, which ends at 8
            runs_int16_not_utf8: element 0 of field 'values' is not UTF-8
            runs_int64_descend: element 1 of field 'x' is a run that ends at 5 after one that ends at 6
            runs_int64_repeat: element 1 of field 'x' is a run that ends at 5 after one that ends at 5
            runs_int64_zero: element 0 of field 'x' is a run that ends at 0 after one that ends at 0
            runs_int64_negative: element 0 of field 'x' is a run that ends at -2 after one that ends at 0
            runs_int64_short: element 8 of field 'x' is behind the last run, which ends at 8
            runs_int64_not_utf8: element 0 of field 'values' is not UTF-8
            number_decimal128_precision: element 2 of field 'x' is 100000, allowed are 5 digits
            number_decimal128_negative: element 0 of field 'x' is -100000, allowed are 5 digits
            number_decimal256_precision: element 2 of field 'x' is 100000, allowed are 5 digits
            number_decimal256_negative: element 0 of field 'x' is -100000, allowed are 5 digits
            number_date64_within_day: element 2 of field 'x' is 777600001 ms, which is no whole number of days
            number_time_s_day: element 2 of field 'x' is time 86400 of a day of 86400
            number_time_s_negative: element 0 of field 'x' is time -1 of a day of 86400
            number_time_ms_day: element 2 of field 'x' is time 86400000 of a day of 86400000
            number_time_ms_negative: element 0 of field 'x' is time -1 of a day of 86400000
            number_time_us_day: element 2 of field 'x' is time 86400000000 of a day of 86400000000
            number_time_us_negative: element 0 of field 'x' is time -1 of a day of 86400000000
            number_time_ns_day: element 2 of field 'x' is time 86400000000000 of a day of 86400000000000
            number_time_ns_negative: element 0 of field 'x' is time -1 of a day of 86400000000000
            nested_list_not_utf8: element 1 of field 'item' is not UTF-8
            nested_struct_not_utf8: element 2 of field 'a' is not UTF-8
            nested_struct_null_not_utf8: element 1 of field 'a' is not UTF-8
            nested_fixed_list_not_utf8: element 1 of field 'item' is not UTF-8
            nested_json_not_utf8: element 0 of field 'x' is not UTF-8
            """;

    /// What pyarrow takes for a count that is not known.
    private static final Set<String> STRICTER = Set.of("nulls_negative");

    FullCheckTest() {
        super(1 << 20);
    }

    /// A fault.
    ///
    /// @param name its file
    /// @param when pyarrow refuses it
    /// @param why what pyarrow says, or how many nulls it finds where it refuses nothing
    record Fault(String name, String when, String why) {
        boolean isRefused() {
            return !when.equals("never");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Fault> faults() {
        return text("faults.txt")
                .lines()
                .map(line -> line.split("\t", -1))
                .map(parts -> new Fault(parts[0], parts[1], parts[2]));
    }

    private static String text(String resource) {
        return new String(GoldenStreams.resource(resource), StandardCharsets.UTF_8);
    }

    private static Map<String, String> messages() {
        return MESSAGES.lines()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusesWhatPyarrowRefuses(Fault fault) {
        assertThat(said(fault)).isEqualTo(messages().getOrDefault(fault.name(), NOTHING));
        assertThat(said(fault).isEmpty()).isEqualTo(!fault.isRefused() && !STRICTER.contains(fault.name()));
    }

    @Test
    void hasAMessageForNothingElse() {
        assertThat(faults().map(Fault::name)).containsAll(messages().keySet());
        assertThat(faults()).hasSizeGreaterThan(130);
    }

    private String said(Fault fault) {
        try (Lease lease = pool.lease(Ownership.LEASED);
                Batches read =
                        StreamReader.read(GoldenStreams.in(lease, "faults/" + fault.name()), BufferMemory.in(lease))) {
            Batch batch = read.batches().get(0);
            FullCheck.check(batch);
            assertThat(Integer.toString(batch.nulls().of(batch.root().getVector(0))))
                    .isEqualTo(fault.why());
            return NOTHING;
        } catch (MalformedArrowException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
