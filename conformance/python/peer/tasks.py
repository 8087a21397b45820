"""Graphs of tasks, as plain Python makes them, and whether one that came from elsewhere is the same and does the same."""

from __future__ import annotations

import operator

import numpy as np
from dask._expr import LLGExpr
from dask._task_spec import Dict, List, Set, Task, TaskRef, Tuple
from dask.local import get_sync
from distributed import Client, Future, Scheduler, Worker
from distributed.protocol.serialize import Serialized, ToPickle

SQUARE = [[2.0, 0.0], [1.0, 3.0]]


def _graph(*made):
    return {task.key: task for task in made}


CASES = {
    "add": lambda: _graph(Task(("add", 0), operator.add, 2, 3)),
    "sum": lambda: _graph(Task("total", sum, [1, 2, 3.5])),
    "svd": lambda: _graph(
        Task("x", np.array, SQUARE), Task("svd", np.linalg.svd, TaskRef("x"), full_matrices=False)),
    "svd-of-array": lambda: _graph(Task("svd", np.linalg.svd, np.array(SQUARE))),
    "numpy-sum": lambda: _graph(
        Task(b"m", np.sum, np.arange(24.0).reshape(2, 3, 4)[:, ::-1], axis=(0, 2), keepdims=True, initial=1.5)),
    "chain": lambda: _graph(
        Task("c", operator.mul, TaskRef("b"), TaskRef("a")),
        Task("b", operator.neg, TaskRef("a")),
        Task("a", int, "7"),
        Task("power", pow, base=TaskRef("c"), exp=2, mod=None)),
    "nested": lambda: _graph(
        Task("a", abs, -4),
        Task("list", sum, List(TaskRef("a"), 1, TaskRef("a"))),
        Task("dict", dict, Dict("k", List(TaskRef("a"), Tuple(TaskRef("list"), 5), [1, 2]), "plain", {"q": [3]})),
        Task("set", len, Set(TaskRef("a"), 9)),
        Task("deep", repr, List(List(List(TaskRef("a"))))),
        Task("named", dict, x=Dict(1, TaskRef("a"), (2, 3), "b"), y=(), z=None)),
    "methods": lambda: _graph(Task(1, str.upper, "abc"), Task(2.5, bytes.fromhex, "00ff")),
}


def difference(case, expr):
    expected = CASES[case]()
    if type(expr) is not LLGExpr:
        return f"a {type(expr).__name__} instead of an LLGExpr"
    found = expr.operand("dsk")
    if found.keys() != expected.keys():
        return f"keys {list(found)} instead of {list(expected)}"
    for key, task in expected.items():
        if type(found[key]) is not Task or found[key] != task or found[key].func != task.func:
            return f"{found[key]!r} instead of {task!r}"
        if found[key].dependencies != task.dependencies:
            return f"{key!r} depends on {found[key].dependencies} instead of {task.dependencies}"
    keys = list(expected)
    return _unequal(get_sync(expr.__dask_graph__(), keys), _plain(expected))


async def difference_on_cluster(case, expr):
    """What a scheduler and a worker make of the serialized graph: it goes to them as a client's would."""
    if type(expr) is not Serialized:
        return f"a {type(expr).__name__} instead of a Serialized"
    expected = CASES[case]()
    async with (
        Scheduler(host="127.0.0.1", port=0, dashboard_address="127.0.0.1:0") as scheduler,
        Worker(scheduler.address, host="127.0.0.1", nthreads=1, dashboard_address="127.0.0.1:0"),
        Client(scheduler.address, asynchronous=True) as client,
    ):
        futures = [Future(key, client) for key in expected]
        client._send_to_scheduler({
            "op": "update-graph", "expr_ser": expr, "keys": set(expected), "internal_priority": None,
            "submitting_task": None, "fifo_timeout": 0, "actors": None, "code": ToPickle(()),
            "annotations": ToPickle({}), "span_metadata": ToPickle({"collections": []})})
        return _unequal(await client.gather(futures), _plain(expected))


def _plain(graph):
    """The results, by calling the functions one after another."""
    results = {}
    while len(results) < len(graph):
        for key, task in graph.items():
            if key not in results and task.dependencies <= results.keys():
                arguments = [_value(argument, results) for argument in task.args]
                results[key] = task.func(*arguments, **{name: _value(v, results) for name, v in task.kwargs.items()})
    return [results[key] for key in graph]


def _value(argument, results):
    if isinstance(argument, TaskRef):
        return results[argument.key]
    if isinstance(argument, Dict):
        flat = [_value(part, results) for part in argument.args]
        return dict(zip(flat[::2], flat[1::2]))
    if isinstance(argument, (List, Tuple, Set)):
        return argument.klass(_value(part, results) for part in argument.args)
    return argument


def _unequal(found, expected):
    try:
        np.testing.assert_equal(list(found), list(expected))
    except AssertionError as problem:
        return f"results: {problem}"
    return None if repr(list(found)) == repr(list(expected)) else f"{found!r} instead of {expected!r}"
