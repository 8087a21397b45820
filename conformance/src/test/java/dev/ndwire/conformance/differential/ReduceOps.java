package dev.ndwire.conformance.differential;

import dev.ndwire.ndarray.array.NDArray;
import dev.ndwire.ndarray.reduce.ReduceOptions;
import dev.ndwire.ndarray.reduce.Reduction;
import java.util.Locale;
import java.util.Map;

/// Reductions, cumulative functions and products of vectors and matrices.
final class ReduceOps {
    private ReduceOps() {}

    static void register(Map<String, Operation> all) {
        for (Reduction reduction : Reduction.values()) {
            all.put(
                    reduction.name().toLowerCase(Locale.ROOT),
                    a -> a.x().reduce(reduction, options(a), a.smallIntegers(0)));
        }
        all.put("reduce_where", a -> {
            var options = ReduceOptions.DEFAULT.keepDims(a.truth(2)).ddof((Double) a.value(3));
            return a.x().reduce(
                            Reduction.valueOf(a.text(0).toUpperCase(Locale.ROOT)),
                            a.isNull(4) ? options : options.initial(a.value(4)),
                            a.y(),
                            a.smallIntegers(1));
        });
        all.put("reduce_into", a -> {
            var reduction = Reduction.valueOf(a.text(0).toUpperCase(Locale.ROOT));
            a.y().reduceInto(a.x(), reduction, ReduceOptions.DEFAULT, a.smallInteger(1));
            return null;
        });
        all.put("cumsum", ReduceOps::cumulativeSum);
        all.put("cumprod", ReduceOps::cumulativeProduct);
        all.put("dot", a -> a.x().dot(a.y()));
        all.put("matmul", a -> a.x().matmul(a.y()));
    }

    private static ReduceOptions options(Arguments a) {
        var options = ReduceOptions.DEFAULT.keepDims(a.truth(1)).ddof((Double) a.value(3));
        if (!a.isNull(2)) {
            options = options.dtype(a.dtype(2));
        }
        return a.isNull(4) ? options : options.initial(a.value(4));
    }

    private static NDArray cumulativeSum(Arguments a) {
        if (a.isNull(0)) {
            return a.x().cumSum();
        }
        return a.isNull(1) ? a.x().cumSum(a.smallInteger(0)) : a.x().cumSum(a.dtype(1), a.smallInteger(0));
    }

    private static NDArray cumulativeProduct(Arguments a) {
        if (a.isNull(0)) {
            return a.x().cumProd();
        }
        return a.isNull(1) ? a.x().cumProd(a.smallInteger(0)) : a.x().cumProd(a.dtype(1), a.smallInteger(0));
    }
}
