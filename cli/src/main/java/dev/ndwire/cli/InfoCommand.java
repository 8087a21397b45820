package dev.ndwire.cli;

import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.NpyHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "info",
        sortOptions = false,
        description = {"Tells what is in .npy files.", "Reads their headers alone, whatever their size.%n"})
final class InfoCommand extends Subcommand {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A .npy file.")
    List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
        boolean isFirst = true;
        for (Path file : files) {
            NpyHeader header = Npy.readHeader(NpyFiles.checkReadable(file));
            if (json) {
                out().println(Json.of(members(file, header)));
            } else {
                if (!isFirst) {
                    out().println();
                }
                Text.table(rows(file, header)).forEach(out()::println);
            }
            isFirst = false;
        }
        return DONE;
    }

    private static List<List<String>> rows(Path file, NpyHeader header) {
        ArrayDescription description = ArrayDescription.of(header);
        return List.of(
                List.of("file", Text.printable(file.toString())),
                List.of("format", "npy " + header.version()),
                List.of("dtype", description.dtypeText()),
                List.of("shape", description.shapeText()),
                List.of("order", order(header)),
                List.of("size", description.sizeText()),
                List.of("data from", "byte " + header.dataByteOffset()));
    }

    private static Map<String, @Nullable Object> members(Path file, NpyHeader header) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("file", file.toString());
        members.put("format", "npy");
        members.put("version", header.version().toString());
        Map<String, @Nullable Object> all = ArrayDescription.of(header).addTo(members);
        all.put("order", order(header));
        all.put("offset", header.dataByteOffset());
        return all;
    }

    private static String order(NpyHeader header) {
        return header.fortranOrder() ? "F" : "C";
    }
}
