"""Records the names of asyncio that a program calls, and from where; needs nothing but the standard library of 3.11.

``loopspec record`` puts this folder in front of ``PYTHONPATH``, so that every Python of a command imports this module
at its start. At its end a process writes what it has seen to ``LOOPSPEC_RECORD``, a folder, as ``PID.json``::

    {"python": "3.13.0", "calls": [{"name": "create_task", "classes": ["Loop", ...], "file": "/app/x.py", "line": 7}]}

``classes`` are those of asyncio in the order of inheritance that the object of a method is of, or the class that was
called. A process that is killed, or that leaves by ``os._exit``, writes nothing. The loop should be asyncio's own: of
one that is compiled, nothing shows which public class a method belongs to.
"""

import atexit
import json
import os
import sys
import threading
from importlib import machinery
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

    Call = tuple[str, tuple[str, ...], str, int]

FOLDER = os.environ.get("LOOPSPEC_RECORD", "")
LIBRARY = str(Path(os.__file__).parent)
OWN = LIBRARY + os.sep + "asyncio" + os.sep
INSTALLED = (os.sep + "site-packages" + os.sep, os.sep + "dist-packages" + os.sep)
TOOL = 4
"""An identifier of ``sys.monitoring`` that no well-known tool has."""

CALLBACKS = frozenset(
    "connection_made connection_lost data_received eof_received pause_writing resume_writing get_buffer buffer_updated "
    "datagram_received error_received pipe_data_received pipe_connection_lost process_exited".split()
)
"""Methods of protocols, which the loop calls."""

calls: "set[Call]" = set()

nothing_more: object = None
"""The answer by which a place reports no more calls: ``sys.monitoring.DISABLE``."""


def is_outside(file: str) -> bool:
    """Return whether a file is neither of the standard library nor made up."""
    if file.startswith("<"):
        return False
    return not file.startswith(LIBRARY + os.sep) or any(part in file for part in INSTALLED)


def of_asyncio(module: object) -> bool:
    """Return whether a module is asyncio, or a part of it."""
    return isinstance(module, str) and (module in ("asyncio", "_asyncio") or module.startswith("asyncio."))


def classes_of(kind: type) -> "tuple[str, ...]":
    """Return the names of the classes of asyncio that a class is or inherits from."""
    return tuple([one.__name__ for one in kind.__mro__ if of_asyncio(one.__module__)])


def note(name: str, kind: "type | None", file: str, line: int) -> None:
    """Note a call: of a method or a class of a kind, or of a function where it is None."""
    calls.add((name, () if kind is None else classes_of(kind), file, line))


def line_at(code: "CodeType", offset: int) -> int:
    """Return the line of an instruction."""
    for start, end, line in code.co_lines():
        if start <= offset < end and line is not None:
            return line
    return code.co_firstlineno


def on_call(code: "CodeType", offset: int, called: "Any", first: object) -> object:
    """Note a call that ``sys.monitoring`` reports; a place where nothing can come of it reports no more."""
    file = code.co_filename
    if not is_outside(file):
        return nothing_more
    if isinstance(called, type):
        if of_asyncio(called.__module__):
            note(called.__name__, None, file, line_at(code, offset))
        return None
    target = getattr(called, "__self__", None)
    function = getattr(called, "__func__", called)
    owner = getattr(function, "__objclass__", None)  # of a method that is written in C
    if of_asyncio(getattr(owner or function, "__module__", None)):
        in_a_class = owner is not None or "." in getattr(function, "__qualname__", "").replace("<locals>", "")
        target = first if target is None else target
        note(function.__name__, type(target) if in_a_class else None, file, line_at(code, offset))
    elif target is not None and of_asyncio(type(target).__module__):
        note(function.__name__, type(target), file, line_at(code, offset))
    return None


def on_start(code: "CodeType", offset: int) -> object:
    """Note the start of a function that ``sys.monitoring`` reports; one that is of no interest reports no more."""
    if code.co_filename.startswith(OWN) or code.co_name in CALLBACKS:
        started(sys._getframe(1))
        return None
    return nothing_more


def on_profile(frame: "FrameType", event: str, argument: "Any") -> None:
    """Note a call that ``sys.setprofile`` reports."""
    if event == "call":
        if frame.f_code.co_filename.startswith(OWN) or frame.f_code.co_name in CALLBACKS:
            started(frame)
    elif event == "c_call" and is_outside(frame.f_code.co_filename):
        target = getattr(argument, "__self__", None)
        if of_asyncio(getattr(argument, "__module__", None)):
            note(argument.__name__, None, frame.f_code.co_filename, frame.f_lineno)
        elif of_asyncio(type(target).__module__):
            note(argument.__name__, type(target), frame.f_code.co_filename, frame.f_lineno)


def started(frame: "FrameType") -> None:
    """Note a function of asyncio that was called from outside, and a method of a protocol outside, the loop calls."""
    code, caller = frame.f_code, frame.f_back
    first = code.co_varnames[0] if code.co_argcount else ""
    kind = type(frame.f_locals.get(first)) if first == "self" else None
    if not code.co_filename.startswith(OWN):
        if kind is not None and classes_of(kind) and is_outside(code.co_filename):
            note(code.co_name, kind, code.co_filename, code.co_firstlineno)
    elif caller is not None and is_outside(caller.f_code.co_filename):
        if code.co_name == "__init__" and kind is not None:
            note(next(iter(classes_of(kind)), ""), None, caller.f_code.co_filename, caller.f_lineno)
        elif not code.co_name.startswith("<"):
            note(code.co_name, kind, caller.f_code.co_filename, caller.f_lineno)


def write() -> None:
    """Write what was seen, as a whole or not at all."""
    seen = [{"name": n, "classes": list(c), "file": f, "line": at} for n, c, f, at in sorted(calls)]
    python = ".".join([str(part) for part in sys.version_info[:3]])
    path = Path(FOLDER, f"{os.getpid()}.json")
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", errors="backslashreplace") as stream:
        json.dump({"python": python, "calls": seen}, stream)
    part.replace(path)


def start() -> None:
    """Begin to record."""
    global nothing_more
    atexit.register(write)
    if sys.version_info >= (3, 12):
        nothing_more = sys.monitoring.DISABLE
        sys.monitoring.use_tool_id(TOOL, "loopspec record")
        sys.monitoring.register_callback(TOOL, sys.monitoring.events.CALL, on_call)
        sys.monitoring.register_callback(TOOL, sys.monitoring.events.PY_START, on_start)
        sys.monitoring.set_events(TOOL, sys.monitoring.events.CALL | sys.monitoring.events.PY_START)
    else:
        threading.setprofile(on_profile)
        sys.setprofile(on_profile)


def import_the_other() -> None:
    """Import the module of this name that the interpreter has without this folder, if it has one."""
    here = Path(__file__).resolve().parent
    folders = [folder for folder in sys.path if Path(folder).resolve() != here]
    found = machinery.PathFinder.find_spec("sitecustomize", folders)
    if found is not None and found.loader is not None:
        found.loader.exec_module(sys.modules[__name__])


if FOLDER and __name__ == "sitecustomize":
    import_the_other()
    start()
