"""The standard library's asyncio as it is where ``_asyncio`` was not built: Task and Future in Python.

Importing this module gives the namespace ``asyncio`` itself; it has to be imported before anything else
imports asyncio.
"""

import sys

if "asyncio" in sys.modules:
    raise ImportError("asyncio is imported already, with its tasks in C")
sys.modules["_asyncio"] = None  # type: ignore[assignment]  # its import fails from here on

import asyncio  # noqa: E402

if asyncio.Task.__module__ != "asyncio.tasks" or hasattr(asyncio.tasks, "_CTask"):
    raise ImportError("this asyncio has no tasks in Python")
sys.modules[__name__] = asyncio
