package dev.ndwire.cli;

import dev.ndwire.ndarray.npy.NpyHeader;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzMember;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "info",
        sortOptions = false,
        description = {
            "Tells what is in .npy, .npz, .arrow, .arrows and .feather files.",
            "Reads their headers and metadata alone, whatever their size, but for bodies that are compressed.%n"
        })
final class InfoCommand extends Subcommand {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A .npy, .npz, .arrow, .arrows or .feather file.")
    List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
        boolean isFirst = true;
        for (Path path : files) {
            try (ArrayFile file = ArrayFile.open(path)) {
                if (json) {
                    out().println(Json.of(members(file)));
                } else {
                    if (!isFirst) {
                        out().println();
                    }
                    print(file);
                }
            }
            isFirst = false;
        }
        return DONE;
    }

    private void print(ArrayFile file) throws IOException {
        if (file.table() != null) {
            new TableInfo(file.path(), file.table()).lines().forEach(out()::println);
            return;
        }
        Npz archive = file.archive();
        if (archive == null) {
            Text.table(rows(file.path(), file.header(ArrayFiles.stem(file.path()))))
                    .forEach(out()::println);
            return;
        }
        List<NpzMember> members = archive.members();
        Text.table(List.of(
                        List.of("file", Text.printable(file.path().toString())),
                        List.of("format", "npz"),
                        List.of("members", Integer.toString(members.size()))))
                .forEach(out()::println);
        if (!members.isEmpty()) {
            out().println();
            Text.table(rows(archive, members)).forEach(out()::println);
        }
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

    private static List<List<String>> rows(Npz archive, List<NpzMember> members) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KEY", "DTYPE", "SHAPE", "ORDER", "SIZE", "KEPT"));
        for (NpzMember member : members) {
            NpyHeader header = ArrayFile.header(archive, member);
            ArrayDescription description = ArrayDescription.of(member, header);
            rows.add(List.of(
                    Text.printable(member.key()),
                    description.dtypeText(),
                    description.shapeText(),
                    header == null ? ArrayDescription.UNKNOWN : order(header),
                    description.sizeText(),
                    kept(member)));
        }
        return rows;
    }

    private static String kept(NpzMember member) {
        return member.compression() == null
                ? "otherwise"
                : member.compression().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, @Nullable Object> members(ArrayFile file) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("file", file.path().toString());
        if (file.table() != null) {
            return new TableInfo(file.path(), file.table()).addTo(members);
        }
        Npz archive = file.archive();
        if (archive == null) {
            NpyHeader header = file.header(ArrayFiles.stem(file.path()));
            members.put("format", "npy");
            members.put("version", header.version().toString());
            Map<String, @Nullable Object> all = ArrayDescription.of(header).addTo(members);
            all.put("order", order(header));
            all.put("offset", header.dataByteOffset());
            return all;
        }
        List<Map<String, @Nullable Object>> each = new ArrayList<>();
        for (NpzMember member : archive.members()) {
            each.add(members(archive, member));
        }
        members.put("format", "npz");
        members.put("members", each);
        return members;
    }

    private static Map<String, @Nullable Object> members(Npz archive, NpzMember member) throws IOException {
        NpyHeader header = ArrayFile.header(archive, member);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("key", member.key());
        Map<String, @Nullable Object> all = ArrayDescription.of(member, header).addTo(members);
        all.put("order", header == null ? null : order(header));
        all.put("kept", kept(member));
        all.put("kept_nbytes", member.compressedByteSize());
        return all;
    }

    private static String order(NpyHeader header) {
        return header.fortranOrder() ? "F" : "C";
    }
}
