"""A half-finished Python: ``half_python.py FILE`` runs a file without much of what CPython has.

It has no processes, no ``asyncio.Queue`` and no ``Task.get_coro``, its parser refuses ``async with``,
its ``shield`` has a bug, and it begins with chatter.
"""

import ast
import asyncio
import asyncio.tasks
import os
import sys

print("welcome to half a Python")
path = sys.argv[1]
with open(path, encoding="utf-8") as file:  # noqa: PTH123
    source = file.read()
for node in ast.walk(ast.parse(source)):
    if isinstance(node, ast.AsyncWith):
        print("NotImplementedError: async with is for the next release")
        sys.exit(1)


def shield(awaitable: object) -> object:
    return awaitable.own_loop  # type: ignore[attr-defined]


for name in ("dup", "dup2", "fork"):
    delattr(os, name)
del asyncio.Queue
asyncio.Task = asyncio.tasks.Task = asyncio.tasks._PyTask  # type: ignore[attr-defined, misc]
del asyncio.tasks._PyTask.get_coro  # type: ignore[attr-defined]
asyncio.shield = shield  # type: ignore[assignment]
exec(compile(source, path, "exec"), {"__name__": "__main__", "__file__": path})
