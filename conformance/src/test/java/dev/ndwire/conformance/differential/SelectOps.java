package dev.ndwire.conformance.differential;

import dev.ndwire.conformance.vectors.Json;
import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.array.PadOptions;
import dev.ndwire.ndarray.array.UniqueElements;
import dev.ndwire.ndarray.dtype.DType;
import dev.ndwire.ndarray.shape.PadMode;
import dev.ndwire.ndarray.shape.SearchSide;
import dev.ndwire.ndarray.shape.TakeMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Taking, masking, joining, cutting, sorting.
final class SelectOps {
    private SelectOps() {}

    static void register(Map<String, Operation> all) {
        picking(all);
        arranging(all);
        sorting(all);
    }

    private static void picking(Map<String, Operation> all) {
        all.put(
                "take",
                a -> a.isNull(0)
                        ? a.x().take(a.y(), mode(a.text(1)))
                        : a.x().take(a.y(), a.smallInteger(0), mode(a.text(1))));
        all.put("masked", a -> a.x().mask(a.y()));
        all.put("assign_where", a -> {
            a.x().assignWhere(a.y(), a.value(0));
            return null;
        });
        all.put("take_at", a -> a.x().takeAt(parts(a)));
        all.put("assign_at", a -> {
            a.x().assignAt(a.value(1), parts(a));
            return null;
        });
        all.put("put", a -> {
            a.x().put(a.y(), a.array(2), mode(a.text(0)));
            return null;
        });
        all.put("nonzero", a -> a.x().nonzero());
        all.put("flatnonzero", a -> a.x().flatNonzero());
        all.put("argwhere", a -> a.x().argWhere());
        all.put("where", a -> NDArray.where(a.y(), a.x(), a.value(0)));
    }

    private static void arranging(Map<String, Operation> all) {
        all.put(
                "concatenate",
                a -> a.isNull(0)
                        ? NDArray.concatenateFlat(a.arrays())
                        : NDArray.concatenate(a.smallInteger(0), a.arrays()));
        all.put("stack", a -> NDArray.stack(a.smallInteger(0), a.arrays()));
        all.put("hstack", a -> NDArray.hstack(a.arrays()));
        all.put("vstack", a -> NDArray.vstack(a.arrays()));
        all.put(
                "split",
                a -> a.isList(0)
                        ? a.x().split(a.integers(0), a.smallInteger(1))
                        : a.x().split(a.smallInteger(0), a.smallInteger(1)));
        all.put("array_split", a -> a.x().arraySplit(a.smallInteger(0), a.smallInteger(1)));
        all.put(
                "repeat",
                a -> a.isNull(1)
                        ? a.x().repeat(a.y(), a.smallInteger(0))
                        : a.x().repeat(a.integer(1), a.smallInteger(0)));
        all.put("tile", a -> a.x().tile(a.integers(0)));
        all.put("pad", SelectOps::pad);
        all.put("pad_computed", SelectOps::padComputed);
        all.put("roll", a -> a.isNull(1) ? a.x().roll(a.integer(0)) : a.x().roll(a.integers(0), a.smallIntegers(1)));
    }

    private static void sorting(Map<String, Operation> all) {
        all.put("sort", a -> a.x().sort(a.smallInteger(0)));
        all.put("sort_in_place", a -> {
            a.x().sortInPlace(a.smallInteger(0));
            return null;
        });
        all.put("argsort", a -> a.x().argSort(a.smallInteger(0)));
        all.put(
                "searchsorted",
                a -> a.x().searchSorted(a.y(), SearchSide.valueOf(a.text(0).toUpperCase(Locale.ROOT))));
        all.put("unique", a -> a.x().unique());
        all.put("unique_all", a -> parts(a.x().uniqueElements()));
        all.put("unique_axis", a -> parts(a.x().uniqueElements(a.smallInteger(0))));
    }

    private static Object[] parts(Arguments a) {
        return a.json(0).list().stream().map((Json one) -> a.value(one)).toArray();
    }

    private static List<NDArray> parts(UniqueElements found) {
        return List.of(found.values(), found.indices(), found.inverse(), found.counts());
    }

    private static Object padComputed(Arguments a) {
        long[][] widths = widths(a);
        String mode = a.text(1).toUpperCase(Locale.ROOT);
        var options = PadOptions.DEFAULT.odd(mode.startsWith("ODD "));
        if (!a.isNull(2)) {
            options = options.statLength(sides(a.json(2), false));
        }
        if (!a.isNull(3)) {
            options = options.endValues(sides(a.json(3), a.truth(4)));
        }
        NDArray padded = a.x().pad(widths, PadMode.valueOf(mode.substring(mode.indexOf(' ') + 1)), options);
        if (!mode.equals("EMPTY")) {
            return padded;
        }
        NDArray core = padded;
        for (int axis = 0; axis < core.ndim(); axis++) {
            long from = widths[widths.length == 1 ? 0 : axis][0];
            core = core.slice(axis, from, from + a.x().shape(axis), 1);
        }
        return List.of(NDArray.zeros(DType.BOOL, padded.shape()), core);
    }

    private static long[][] widths(Arguments a) {
        return a.json(0).list().stream().map(Case::longs).toArray(long[][]::new);
    }

    /// One number, or arrays of some.
    private static Object sides(Json told, boolean areFloats) {
        NDArray numbers = numbers(told);
        NDArray typed = areFloats ? numbers : numbers.astype(DType.INT64);
        return typed.ndim() == 0 ? typed.get() : typed;
    }

    private static NDArray numbers(Json told) {
        if (told instanceof Json.Elements elements) {
            return NDArray.stack(
                    0, elements.list().stream().map(SelectOps::numbers).toArray(NDArray[]::new));
        }
        return NDArray.of(((Json.Numeric) told).value().doubleValue());
    }

    private static NDArray pad(Arguments a) {
        long[][] widths = widths(a);
        String mode = a.text(1).toUpperCase(Locale.ROOT);
        return mode.equals("CONSTANT") ? a.x().pad(widths) : a.x().pad(widths, PadMode.valueOf(mode));
    }

    private static TakeMode mode(String name) {
        return TakeMode.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
