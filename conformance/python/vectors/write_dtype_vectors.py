"""Writes what numpy says about dtypes and .npy files, for the tests of the ndarray module.

Usage: python write_dtype_vectors.py ndarray/src/test/resources/dev/ndwire/ndarray

Writes, below that directory:
  dtype/texts.txt    one line for each text that numpy.dtype reads or refuses
  dtype/lists.txt    one line for each text of several dtypes, or of a sub-array
  dtype/structs.txt  one line for each structured or sub-array dtype
  npy/headers.txt    one line for each header that numpy.lib.format writes
  npy/*.npy          small files, written by numpy.lib.format
Columns are separated by tabs; a column that is a Python literal says so in the line that begins with '#'.
"""

import hashlib
import io
import pathlib
import sys
import warnings

import numpy as np
from numpy.lib import format as npy

warnings.simplefilter("ignore")

UNITS = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"]
TEXTS = (
    [o + c for o in ["", "<", ">", "=", "|"] for c in "?bBhHiIlLqQpPnNefdgFDGSUVMmc"]
    + [o + c for o in ["", "<", ">", "|"] for c in "b1 i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 f16 c8 c16 c32 S10 U3 V8 M8 m8".split()]
    + [o + k + f"[{u}]" for o in ["", ">"] for k in ["M8", "m8"] for u in UNITS]
    + "bool bool_ byte ubyte short ushort intc uintc int int_ intp uintp uint long ulong longlong ulonglong".split()
    + "int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 float128 complex64 complex128 complex256 longdouble clongdouble".split()
    + "half single double float csingle cdouble complex bytes bytes_ str str_ unicode void".split()
    + "M8[25s] >M8[25s] m8[2147483647as] M8[01s] M8[1s] M8[generic] m8[generic] M8[\u03bcs] M8[\u00b5s]".split()
    + "datetime64 timedelta64 datetime64[ns] >datetime64[ns] timedelta64[3m] |M8[ns] =m8[2D]".split()
    + "M8[D/4] >m8[W/2] m8[3s/2] M8[10Y/12] M8[M/5] m8[h/3600] timedelta64[us/1000] m8[fs/2] M8[25s/1] m8[generic/1]".split()
    + "S0 S1 S2147483647 U0 U536870911 V0 V2147483647 i04 S010 f008".split()
    # Refused by both.
    + ["", " ", "x", "i", "u", "i3", "f3", "b2", "i0", "d8", "l8", "?1", "B1", "c1", "i99999999999", "f8 ", " f8"]
    + "S-1 S2147483648 U536870912 V99999999999999999999 Float64 >float64 >>i4 i4> M M4 M8ns M8[ M8[] M8[ns".split()
    + "M8[B] M8[2] M8[-1s] M8[2147483648s] M8[s]x M8[s/7] m8[as/2] M8[generic/2] M8[s/] M8[/2] M8[s/2/2] M[ns] m[s] datetime timedelta string Bool int0 generic".split()
)

LISTS = [
    "i4,f8,2u1", "(2,3)f8, i4", "2i4", "i4,", "(2)f8", "(2,)f8", "1i4", "1i4,f8", "()i4", "<()i4", "(1,)i4", "0i4",
    "<2i4", ">2i4", "2>i4", "<2>i4", "<2=i4", "|2<i4", "|2u1", "<(2,)i4", "<(2)>i4,f4", "i4,=2>f8", "i4,>2=f8",
    "i4 , f8", "i4 ,f8 ", "i4,f8\n", "f8,\ti4", "i4,f8\u00a0,u1", " i4,f8", " 2i4,f8", "i4, 2 f8 , 3u1", "3 , i4",
    "i4,,f8", ",i4", ",", "i4;f8", "i4;f8,u1", "i4 f8,u1", "i4,f8,", "i4,f8,,", "(2,3)i4,(4)f8", "( 2 , 3 )i4",
    "(2,3,)f4", "(,)f4", "(2,,3)f4", "(2, 3 , )f4,i4", "2,3i4", "2,i4", "2,,i4", "(2,3),i4", "i4,2", "12", "2 3i4",
    "2 i4", "(2 i4", "2)i4", "i4,(2", "i4,((2))i4", "(2,-3)i4", "02i4", "(02,)i4", "00i4", "000,i4", "( )i4,f8",
    "99999999999i4", "2147483648i1", "(2147483647,2)i1", "1000000000000000000000i4", "(2,2)2i4,f8", "22i4,2 2i4",
    "3M8[D],U4", "i4,M8[2s] ,m8", "M8[D],m8[s/2],i4", "M8[s,s]", "S,U", "S3,2S", "()S", "(4)S,i4", "0S,i4", "3S0",
    ">2U", "2U,i4", "(2,)S", "()V,i4", "3V", "(4) S,u1", "00S,i4", "300000000000S", "2S5", "(2,)S5,U", "2V3,i4",
    "float64,int32", "2float64", "float64[2],i4", "?,b1,c16", "=i4,|u1", ">i4,<f8,>U2", "i4,x9", "i4,U3[2]", "i4,i4,i4",
    "(1,1,1,1)i4", ",".join(["1"] * 32) + "i4", ",".join(["1"] * 65) + "i4", ",".join(["f8"] * 500),
]

NATIVE = np.dtype([("a", "<i4"), ("b", ">f8")])
ALIGNED = np.dtype([("a", "i1"), ("b", "f8")], align=True)
GAPS = np.dtype({"names": ["a", "b"], "formats": ["i1", "i4"], "offsets": [1, 8], "itemsize": 16})
DEEP = np.dtype("<u2")
for level in range(20):
    DEEP = np.dtype([(f"l{level}", DEEP)])

STRUCTS = [
    np.dtype([]),
    np.dtype([("a", "i4")]),
    NATIVE,
    NATIVE.newbyteorder(">"),
    NATIVE.newbyteorder("<"),
    ALIGNED,
    ALIGNED.newbyteorder("S"),
    GAPS,
    np.dtype([(("title", "a"), "i4"), ("b", "S3", (2,))]),
    np.dtype([(("title", "a"), "i4"), ("b", "S3", (2,))], align=True),
    np.dtype([("a", "i4", (2, 3)), ("b", [("x", "U2"), ("y", "M8[us]")])]),
    np.dtype([("a", "i4", 1), ("b", "i4", (0,)), ("c", "?", (1, 1, 1))]),
    np.dtype([("a", ("i4", (2,)), (3,))]),
    np.dtype([("a", "V0"), ("b", "S0"), ("c", "U0"), ("d", "V")]),
    np.dtype([("b1", "?"), ("i", "i1"), ("f", "f2"), ("c", "c8"), ("z", ">c16"), ("u", ">U3"), ("t", "m8"), ("v", "V5")]),
    np.dtype([("a", NATIVE), ("b", ALIGNED, (2,)), ("c", GAPS)]),
    np.dtype([("a", [("b", "i1"), ("c", "i4")])], align=True),
    np.dtype([("a", np.dtype([("b", "i1"), ("c", "i4")], align=True))], align=True),
    np.dtype([("a", np.dtype([("b", "i1"), ("c", "i4")], align=True))]),
    np.dtype([("a", [("b", [("c", [])])])]),
    np.dtype({"names": [], "formats": [], "itemsize": 8}),
    np.dtype({"names": ["a"], "formats": ["i4"], "itemsize": 6}),
    np.dtype({"names": ["a"], "formats": ["i4"], "offsets": [4], "titles": ["T"], "itemsize": 12}),
    np.dtype({"names": ["a", "b"], "formats": ["i4", "i4"], "titles": ["A", None]}),
    np.dtype({"names": ["a", "b"], "formats": ["i1", "i4"], "offsets": [8, 1], "itemsize": 16}),
    np.dtype({"names": ["a", "b"], "formats": ["i4", "i4"], "offsets": [0, 2]}),
    np.dtype({"names": ["a", "b"], "formats": ["i1", "i4"], "offsets": [0, 4]}),
    np.dtype({"names": ["a", "b"], "formats": ["i1", "i4"], "offsets": [0, 4]}, align=True),
    np.dtype({"names": ["a", "b"], "formats": ["i1", "i4"], "offsets": [0, 8]}, align=True),
    np.dtype({"names": ["a", "b"], "formats": ["i1", "i4"], "offsets": [1, 8], "itemsize": 16}, align=True),
    np.dtype({"names": ["a", ""], "formats": ["i1", "i4"]}),
    np.dtype([("\u00e9", "i4"), ("\u03b1\u03b2", "i4"), ("\U0001f600", "i4"), ("a b", "i4")]),
    np.dtype([("it's", "i4"), ('"', "i4"), ("'\"", "i4"), ("\\", "i4"), ("\n\t\r\0\x7f\xa0\xad\u200b\U000e0001", "i4")]),
    np.dtype([("a", "i1"), ("b", "g"), ("c", "c32", (2,))], align=True),
    np.dtype(("i4", (2, 3))),
    np.dtype((("i4", (2,)), (3,))),
    np.dtype((">f8", (1,))),
    np.dtype((NATIVE, (3,))),
    np.dtype((ALIGNED, (3, 0))),
    np.dtype(("V8", (2,))),
    DEEP,
]


def plan(dtype):
    """What it takes to build the dtype: text, (base, shape), or (fields, itemsize, aligned)."""
    if dtype.names is not None:
        fields = []
        for name in dtype.names:
            inner, offset, *title = dtype.fields[name]
            fields.append((title[0] if title else None, name, plan(inner), offset))
        return (fields, dtype.itemsize, dtype.isalignedstruct)
    if dtype.subdtype:
        return (plan(dtype.subdtype[0]), dtype.subdtype[1])
    return dtype.str


def attempt(call):
    try:
        return repr(call())
    except ValueError:
        return "-"


def texts(out):
    out.write("# input(literal) str name str() repr() kind itemsize alignment isnative, or input(literal) alone if refused\n")
    for text in dict.fromkeys(TEXTS):
        columns = [repr(text)]
        try:
            d = np.dtype(text)
            columns += [d.str, d.name, str(d), repr(d), d.kind, d.itemsize, d.alignment, d.isnative]
        except (TypeError, ValueError):
            pass
        out.write("\t".join(map(str, columns)) + "\n")


def lists(out):
    out.write("# input(literal) repr() plan(literal), or input(literal) alone if refused\n")
    for text in LISTS:
        columns = [repr(text)]
        try:
            d = np.dtype(text)
            columns += [repr(d), repr(plan(d))]
        except (TypeError, ValueError, SyntaxError):
            pass
        out.write("\t".join(columns) + "\n")


def structs(out):
    out.write("# plan(literal) str name str() repr() itemsize alignment isnative descr(literal) file-descr(literal)\n")
    for d in STRUCTS:
        columns = [repr(plan(d)), d.str, d.name, str(d), repr(d), d.itemsize, d.alignment, d.isnative]
        columns += [attempt(lambda: d.descr), attempt(lambda: npy.dtype_to_descr(d))]
        out.write("\t".join(map(str, columns)) + "\n")


WIDE = np.dtype([(f"a_field_with_a_long_name_{i}", "<f8") for i in range(2000)])
SHAPES = [(), (0,), (1,), (3,), (12345678901,), (2, 3), (0, 3), (3, 1, 2), (1,) * 8, (1,) * 32]


def headers(out):
    out.write("# plan(literal) fortran_order shape(literal) asked-version made-version size sha256\n")
    cases = [("<f8", f, s, None) for f in (False, True) for s in SHAPES]
    cases += [("<f8", False, (3,), v) for v in [(1, 0), (2, 0), (3, 0)]]
    for d in STRUCTS + [WIDE, np.dtype([("\u03b1", WIDE)])]:
        if d.names is not None and attempt(lambda: d.descr) != "-":
            cases.append((d, False, (2,), None))
    # Every length modulo 64, so that the padding is seen at each of its sizes.
    cases += [(np.dtype([("n" * k, "<i4")]), False, (2,), None) for k in range(1, 66)]
    for dtype, fortran, shape, version in cases:
        d = np.dtype(dtype)
        data = {"descr": npy.dtype_to_descr(d), "fortran_order": fortran, "shape": shape}
        buffer = io.BytesIO()
        np.lib._format_impl._write_array_header(buffer, data, version)
        header = buffer.getvalue()
        made = "%d.%d" % (header[6], header[7])
        asked = "-" if version is None else "%d.%d" % version
        columns = [repr(plan(d)), fortran, shape, asked, made, len(header), hashlib.sha256(header).hexdigest()]
        if d.itemsize <= 1000:
            out.write("\t".join(map(str, columns)) + "\n")
        else:
            # Too long to be repeated: the test makes this dtype by the same rule.
            out.write("\t".join(map(str, ["WIDE" if d is WIDE else "NESTED"] + columns[1:])) + "\n")


def files(directory):
    def save(name, array, version=None):
        with open(directory / f"{name}.npy", "wb") as out:
            npy.write_array(out, array, version=version, allow_pickle=False)

    grid = np.arange(6, dtype="<f8").reshape(2, 3)
    save("float64-c", grid)
    save("float64-f", np.asfortranarray(grid))
    save("float64-big-endian", grid.astype(">f8"))
    save("float64-strided", grid[:, ::2])
    save("version-1", grid, (1, 0))
    save("version-2", grid, (2, 0))
    save("version-3", grid, (3, 0))
    save("empty", np.empty((0, 3), "<f8"))
    save("zero-d", np.array(2.5, "<f8"))
    save("bool", np.array([True, False, True]))
    save("int8", np.array([-1, 0, 1], "i1"))
    save("complex64", np.array([1 + 2j, -3.5j], "<c8"))
    save("bytes", np.array([b"one", b"three"], "S5"))
    save("text", np.array(["one", "\u03b1\U0001f600"], "<U3"))
    save("text-big-endian", np.array(["one", "\u03b1\U0001f600"], ">U3"))
    save("void", np.array([b"\x01\x02\x03"], "V3"))
    save("datetime", np.array(["2026-08-01", "NaT"], "<M8[us]"))
    save("timedelta", np.array([1, -2], ">m8[25s]"))
    save("struct", np.array([(1, 2.5), (-3, 4.5)], NATIVE))
    save("struct-gaps", np.zeros(2, GAPS))
    save("struct-names", np.zeros(1, [("\u03b1", "<i4")]))
    save("struct-nested", np.zeros((2, 2), [("a", "<i4", (2, 3)), (("t", "b"), [("x", "<U2"), ("y", "<M8[us]")])]))


def main():
    root = pathlib.Path(sys.argv[1])
    for name, write in [("dtype/texts.txt", texts), ("dtype/lists.txt", lists), ("dtype/structs.txt", structs), ("npy/headers.txt", headers)]:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with open(root / name, "w", encoding="utf-8", newline="\n") as out:
            write(out)
    files(root / "npy")


if __name__ == "__main__":
    main()
