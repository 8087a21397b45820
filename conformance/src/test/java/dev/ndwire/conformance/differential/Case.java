package dev.ndwire.conformance.differential;

import dev.ndwire.conformance.vectors.Json;
import java.util.Base64;
import java.util.List;

/// One case, as `python/differential/encode.py` describes its line.
///
/// @param operation the operation's name
/// @param dtype the dtype's name in the table of cells
/// @param layout the layout's name in the table of cells, `-` for operations without one
/// @param number which case of its cell
/// @param text the expression as numpy takes it
/// @param inputs the arrays
/// @param arguments what the operation takes besides arrays
/// @param mode what has to agree
/// @param ulps by how many steps of the last place computed floats may differ
/// @param expected what numpy gave
record Case(
        String operation,
        String dtype,
        String layout,
        long number,
        String text,
        List<Json> inputs,
        List<Json> arguments,
        String mode,
        long ulps,
        Json expected) {

    static Case of(Json line) {
        return new Case(
                line.get("op").text(),
                line.get("dtype").text(),
                line.get("layout").text(),
                line.get("k").integer(),
                line.get("text").text(),
                line.get("inputs").list(),
                line.get("args").list(),
                line.get("mode").text(),
                line.get("ulps").integer(),
                line.get("expect"));
    }

    /// What names this case on the command line.
    String path() {
        return operation + "/" + dtype + "/" + layout + "/" + number;
    }

    static long[] longs(Json list) {
        return list.list().stream().mapToLong(Json::integer).toArray();
    }

    static byte[] octets(Json base64) {
        return Base64.getDecoder().decode(base64.text());
    }
}
