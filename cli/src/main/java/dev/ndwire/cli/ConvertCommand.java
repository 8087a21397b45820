package dev.ndwire.cli;

import dev.ndwire.arrow.file.TableFiles;
import dev.ndwire.arrow.table.Table;
import dev.ndwire.core.pickle.PickleReader;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.dtype.Casting;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.npy.Npy;
import dev.ndwire.ndarray.npy.NpyForm;
import dev.ndwire.ndarray.npy.NpyHeader;
import dev.ndwire.ndarray.npy.Npz;
import dev.ndwire.ndarray.npy.NpzCompression;
import dev.ndwire.ndarray.npy.NpzWriter;
import dev.ndwire.ndarray.npy.ObjectArray;
import dev.ndwire.ndarray.shape.Order;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "convert",
        sortOptions = false,
        description = {
            "Writes a file's arrays or its table into another file, in another format or form.",
            "A table's columns of one dtype are a .npy of two axes, others a structured one; in a .npz, each is an array."
                    + " Arrays become columns in the same way: fields, the second axis, or each array of a .npz.",
            "What B was is replaced, once the new file is complete; a failed convert leaves everything as it was. Files"
                    + " may be larger than memory, but for what is deflated.%n"
        })
final class ConvertCommand extends Subcommand {
    @Parameters(index = "0", paramLabel = "A", description = "A .npy, .npz, .arrow, .arrows or .feather file.")
    Path source = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "B",
            description = "The .npy, .npz, .arrow, .arrows or .feather file to write; it may be A.")
    Path target = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "K",
            description =
                    "Only the array K of a .npz, or the column K of a table; or what the array of a .npy is to be called in a .npz, where it"
                            + " has its file's name without the ending else.")
    @Nullable
    String key;

    @Option(
            names = "--order",
            paramLabel = "C|F|A|K",
            description = "Which axis is to run fastest: the last (C), or the first (F, Fortran's). A and K, as numpy"
                    + " has them, keep each array's order, as it is kept without this.")
    @Nullable
    Order order;

    @Option(
            names = "--dtype",
            paramLabel = "D",
            description =
                    "What the elements are to become, in numpy's words: f4, >i2, 'M8[s]', U10. Without it, each array"
                            + " keeps its dtype.")
    @Nullable
    String dtype;

    @Option(
            names = "--byte-order",
            paramLabel = "O",
            description = "How the bytes of an element are to lie: little, big, or native, as this machine has it.")
    @Nullable
    String byteOrder;

    @Option(
            names = "--casting",
            paramLabel = "L",
            description =
                    "How much may be lost: no, equiv, safe, same_kind, or unsafe, which is numpy's standard and what"
                            + " holds without it.")
    String casting = "unsafe";

    @Option(names = "--compress", description = "Deflate what is written to a .npz file.")
    boolean isCompressed;

    @Option(
            names = "--struct",
            description = "Make a table a structured .npy with a field for each column, even if all are of one dtype.")
    boolean isStruct;

    @Override
    public Integer call() throws IOException {
        if (!ArrayFiles.hasEnding(target)) {
            throw misuse(
                    "'" + target + "' does not end in " + ArrayFiles.ENDINGS + ", the only formats that are written");
        }
        boolean isArchive = ArrayFiles.isArchive(target);
        if (isCompressed && !isArchive) {
            throw misuse("--compress is for " + ArrayFiles.ARCHIVE_ENDING + " files alone");
        }
        boolean isFromTable = ArrayFiles.isTable(source);
        if (key != null && !isArchive && !isFromTable && !ArrayFiles.isArchive(source)) {
            throw misuse("--key is for " + ArrayFiles.ARCHIVE_ENDING + " files and tables alone");
        }
        ArrayFiles.checkWriteable(target);
        checkOptions();
        try (ArrayFile file = ArrayFile.open(source)) {
            if (ArrayFiles.isTable(target)) {
                toTable(file);
                return DONE;
            }
            if (file.table() != null) {
                fromTable(file.table(), isArchive);
                return DONE;
            }
            List<String> keys = file.keys(key);
            if (isArchive) {
                toArchive(file, keys);
            } else {
                toFile(file, keys);
            }
        }
        return DONE;
    }

    /// Before anything is read, so that a mistake costs no time.
    private void checkOptions() {
        casting();
        byteOrder();
        if (isStruct && (!ArrayFiles.isTable(source) || !target.toString().endsWith(ArrayFiles.ENDING))) {
            throw misuse("--struct is for what goes from a table to a " + ArrayFiles.ENDING + " file");
        }
        if (ArrayFiles.isTable(target) && (order != null || dtype != null || byteOrder != null)) {
            throw misuse(
                    "--order, --dtype and --byte-order are for what goes to " + ArrayFiles.ARRAY_ENDINGS + " files");
        }
        try {
            if (dtype != null) {
                NpyForm.own().withDType(DType.parse(dtype));
            }
        } catch (IllegalArgumentException unknown) {
            throw misuse("--dtype: " + unknown.getMessage());
        }
    }

    private Casting casting() {
        for (Casting level : Casting.values()) {
            // Dtypes decide before anything is read, and so no level that asks for values.
            boolean isOfDTypes = level != Casting.SAME_VALUE;
            if (isOfDTypes && level.name().toLowerCase(Locale.ROOT).equals(casting)) {
                return level;
            }
        }
        throw misuse("--casting is '" + casting + "', allowed are no, equiv, safe, same_kind and unsafe");
    }

    private @Nullable ByteOrder byteOrder() {
        if (byteOrder == null) {
            return null;
        }
        return switch (byteOrder) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            case "native" -> ByteOrder.nativeOrder();
            default -> throw misuse("--byte-order is '" + byteOrder + "', allowed are little, big and native");
        };
    }

    /// What an array's elements become.
    private DType converted(NDArray array, String where) {
        ByteOrder newOrder = byteOrder();
        DType from = array.dtype();
        DType to = dtype == null
                ? from
                : NpyForm.own().withDType(DType.parse(dtype)).dtypeOf(array);
        DType ordered = newOrder == null ? to : to.withByteOrder(newOrder);
        if (!from.canCastTo(ordered, casting())) {
            throw new FailureException(where + ": elements of dtype " + from + " cannot become " + ordered
                    + " where --casting is " + casting);
        }
        return ordered;
    }

    /// Before anything is written, so that what cannot be written costs no time.
    private void check(ArrayFile file, String each) throws IOException {
        Npz archive = file.archive();
        if (archive != null && !archive.isArray(each)) {
            throw new FailureException(
                    file.where(each) + " is no array, allowed are arrays alone: --key names one of them");
        }
        NpyHeader header = file.header(each);
        if (header.hasObjects() && (order != null || dtype != null || byteOrder != null)) {
            throw new FailureException(file.where(each) + " holds Python objects (" + header.dtypeText()
                    + "), which can be written in their own form alone");
        }
    }

    private void toArchive(ArrayFile file, List<String> keys) throws IOException {
        for (String each : keys) {
            check(file, each);
        }
        Map<String, ArrayDescription> written = new LinkedHashMap<>();
        Npz.write(target, isCompressed ? NpzCompression.DEFLATED : NpzCompression.STORED, writer -> {
            for (String each : keys) {
                String name = file.archive() == null && key != null ? key : each;
                written.put(name, put(writer, name, file, each));
            }
        });
        written.forEach((name, description) -> tellWritten(name, description, target));
    }

    private void toTable(ArrayFile file) throws IOException {
        Table table = TableArrays.table(file, key);
        ArrayDescription description = ArrayDescription.of(table);
        TableFiles.write(target, table);
        tellWritten(key == null ? ArrayFiles.stem(source) : key, description, target);
    }

    private void fromTable(Table table, boolean isArchive) throws IOException {
        if (!isArchive) {
            NDArray array = key == null
                    ? TableArrays.array(table, isStruct, source)
                    : TableArrays.array(table.column(key), source);
            write(key == null ? ArrayFiles.stem(source) : key, array, source.toString());
            return;
        }
        Map<String, NDArray> columns = TableArrays.columns(key == null ? table : table.select(key), source);
        Map<String, ArrayDescription> written = new LinkedHashMap<>();
        Npz.write(target, isCompressed ? NpzCompression.DEFLATED : NpzCompression.STORED, writer -> {
            for (Map.Entry<String, NDArray> column : columns.entrySet()) {
                String name = column.getKey();
                written.put(name, put(writer, name, column.getValue(), source + ": " + name));
            }
        });
        written.forEach((name, description) -> tellWritten(name, description, target));
    }

    private ArrayDescription put(NpzWriter writer, String name, ArrayFile file, String each) throws IOException {
        NpyHeader header = file.header(each);
        if (header.hasObjects()) {
            writer.put(name, objects(file, each));
            return ArrayDescription.of(header);
        }
        return put(writer, name, verified(file, each), file.where(each));
    }

    private ArrayDescription put(NpzWriter writer, String name, NDArray array, String where) throws IOException {
        DType to = converted(array, where);
        try (Progress progress = new Progress(streams(), "convert " + name)) {
            writer.put(name, array, form(array, to, progress));
        }
        return ArrayDescription.of(to, array.shape());
    }

    private void toFile(ArrayFile file, List<String> keys) throws IOException {
        if (keys.size() != 1) {
            throw misuse("'" + source + "' has " + keys.size() + " arrays, of which a " + ArrayFiles.ENDING
                    + " file holds one: --key names which");
        }
        String only = keys.get(0);
        check(file, only);
        NpyHeader header = file.header(only);
        if (header.hasObjects()) {
            Npy.write(target, objects(file, only));
            tellWritten(only, ArrayDescription.of(header), target);
            return;
        }
        write(only, verified(file, only), file.where(only));
    }

    private void write(String name, NDArray array, String where) throws IOException {
        DType to = converted(array, where);
        try (Progress progress = new Progress(streams(), "convert " + name)) {
            Npy.write(target, array, form(array, to, progress));
        }
        tellWritten(name, ArrayDescription.of(to, array.shape()), target);
    }

    /// A new file has a checksum of its own, which must not bless what is broken.
    private static NDArray verified(ArrayFile file, String each) throws IOException {
        NDArray array = file.load(each);
        Npz archive = file.archive();
        if (archive != null && archive.isMappable(each)) {
            archive.verify(each);
        }
        return array;
    }

    private NpyForm form(NDArray array, DType to, Progress progress) {
        progress.messageStarted(array.size() * to.itemSize());
        NpyForm own = NpyForm.own().withProgress(progress::bytesMoved);
        NpyForm form = to.equals(array.dtype()) ? own : own.withDType(to);
        return order == null ? form : form.withOrder(order);
    }

    /// Python objects go as they came: nothing of them is run, and nothing can be changed.
    private static ObjectArray objects(ArrayFile file, String each) throws IOException {
        Npz archive = file.archive();
        Object objects = archive == null
                ? Npy.readObjects(file.path(), PickleReader.standard())
                : archive.readObjects(each, PickleReader.standard());
        if (objects instanceof ObjectArray array) {
            return array;
        }
        throw new FailureException(file.where(each) + " holds a pickle of something else than an array of objects");
    }
}
