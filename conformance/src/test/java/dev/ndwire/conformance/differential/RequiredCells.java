package dev.ndwire.conformance.differential;

import java.util.List;
import java.util.Set;

/// The cells that every full run has to have cases of: each operation on each dtype in each layout.
///
/// They are written down here, and neither asked of the generator nor taken from the operations that Java registers,
/// since a list that has lost an entry there would leave nothing to miss.
final class RequiredCells {
    /// Groups of dtypes as the generator names them; a long double is carried, and nothing is computed with it.
    static final List<String> DTYPES = words("""
            bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128
            bytes str void datetime64 timedelta64 struct longdouble""");

    static final List<String> LAYOUTS = words("empty 0-d C F strided negative broadcast transposed unaligned length-1");

    /// What is done; by line, as the scripts of the generator have it.
    static final List<String> OPERATIONS = words("""
            at slice transpose permute reshape reshape_order broadcast_to field fields ravel flatten
            swap_axes move_axis squeeze squeeze_all expand_dims flip flip_all diagonal view real imag
            as_strided copy array_equal array_equal_nan array_equal_long
            astype astype_same_value astype_long astype_of_long astype_uncopied assign assign_view
            assign_self copyto fill can_cast promote
            positive negative absolute fabs sign square conjugate sqrt floor ceil trunc rint isnan isinf
            isfinite isnat signbit invert logical_not reciprocal cbrt exp exp2 expm1 log log2 log10 log1p
            sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh degrees radians
            add subtract multiply divide floor_divide remainder fmod maximum minimum fmax fmin copysign
            nextafter bitwise_and bitwise_or bitwise_xor left_shift right_shift logical_and logical_or
            logical_xor equal not_equal less less_equal greater greater_equal power float_power hypot
            arctan2 out clip round divmod is_close is_close_scalar
            sum prod min max ptp mean std var any all count_nonzero argmin argmax reduce_where reduce_into cumsum
            cumprod dot matmul
            take masked assign_where take_at assign_at put nonzero flatnonzero argwhere where concatenate
            stack hstack vstack split array_split repeat tile pad pad_computed roll sort sort_in_place
            argsort searchsorted unique unique_axis unique_all
            str repr dtype""");

    private static final Set<String> WITHOUT_LAYOUT = Set.of("can_cast", "promote", "dtype");

    private RequiredCells() {}

    /// The layouts that an operation has cells for: all of them, or `-` alone for what is done with dtypes.
    static List<String> layouts(String operation) {
        return WITHOUT_LAYOUT.contains(operation) ? List.of("-") : LAYOUTS;
    }

    private static List<String> words(String text) {
        return List.of(text.trim().split("\\s+", -1));
    }
}
