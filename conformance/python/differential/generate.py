"""Writes cases that numpy has evaluated to standard output, for the JVM to replay.

Usage: python generate.py SEED COUNT [ONLY]

Every cell of operation × dtype × layout has the same number of cases: at least 5, and as many as COUNT asks for. ONLY
names a cell or the start of one, such as "at/float16" or "reshape/struct/negative/3", and gives its cases alone.

The first line describes the run, one line follows for each case (see `encode.py`), and the last line counts them.
"""

import json
import random
import sys
import warnings

import numpy as np

import encode
import operations
import values

LEAST_PER_CELL = 5
LEAST_PER_LINE_OF_CELLS = 20


def cells(named, only):
    for op in named.values():
        for dtype_name in values.COLUMNS:
            for layout in op.layouts:
                if f"{op.name}/{dtype_name}/{layout}/".startswith(only) or only.startswith(
                    f"{op.name}/{dtype_name}/{layout}/"
                ):
                    yield op, dtype_name, layout


def case_of(seed, op, dtype_name, layout, k, attempt=0):
    r = random.Random(f"{seed}/{op.name}/{dtype_name}/{layout}/{k}/{attempt}")
    case = operations.Case(op, dtype_name, layout, k, r)
    try:
        thunk = op.run(case)
    except operations.LeftOut:
        return case_of(seed, op, dtype_name, layout, k, attempt + 1)
    encoded = {
        "op": op.name,
        "dtype": dtype_name,
        "layout": layout,
        "k": k,
        "inputs": [encode.laid(one) for one in case.inputs],
        "args": case.args,
        "mode": op.mode,
        "ulps": case.ulps,
        "text": case.text,
    }
    try:
        if case.computes and case.dtype in values.LONG:
            raise operations.NothingComputed("nothing is computed with long doubles")
        value = thunk()
        encoded["ulps"] = case.ulps
        if op.mode == "into":
            value = [case.inputs[0].array, case.inputs[0].root]
        first = case.inputs[0] if op.mode == "view" else None
        encoded["expect"] = encode.result(value, first)
    except operations.LeftOut:
        return case_of(seed, op, dtype_name, layout, k, attempt + 1)
    except (ValueError, TypeError, IndexError, KeyError, ArithmeticError, RuntimeError, NotImplementedError) as e:
        encoded["expect"] = encode.error(e)
    return encoded


def main(seed, count, only=""):
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    named = operations.import_all()
    chosen = list(cells(named, only))
    per_cell = max(LEAST_PER_CELL, -(-int(count) // max(1, len(chosen))))
    last = only.split("/")[3:4]
    write = sys.stdout.write
    header = {"numpy": np.__version__, "seed": seed, "cells": len(chosen), "dtypes": list(values.COLUMNS)}
    write(json.dumps({**header, "operations": list(named)}) + "\n")
    written = 0
    dumps = json.JSONEncoder(separators=(",", ":")).encode
    for op, dtype_name, layout in chosen:
        number = per_cell if layout != "-" else max(LEAST_PER_LINE_OF_CELLS, per_cell)
        for k in [int(last[0])] if last and last[0] else range(number):
            write(dumps(case_of(seed, op, dtype_name, layout, k)) + "\n")
            written += 1
    write(json.dumps({"end": written}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
