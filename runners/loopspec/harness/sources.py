"""Finds the modules of a package in this interpreter; imports none of them.

Started by its path. Reads a JSON object from its standard input, and writes one::

    <- {"package": "asyncio", "sys_path": []}
    -> {"python": "3.12", "prefix": "/usr/lib/python3.12/asyncio/", "files": {"asyncio.queues": "queues.py"}, ...}

``prefix`` is empty when there is no such package; ``compiled`` has the modules of it that are not written in Python.
"""

import json
import os
import sys
from importlib import machinery

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SOURCE = ".py"


def modules(folder: str, package: str) -> "tuple[dict[str, str], list[str]]":
    """Return the files of the modules below a folder, by their names, and those that are not sources."""
    files, compiled = {}, []
    waiting: list[list[str]] = [[]]
    while waiting:
        parts = waiting.pop()
        for name in sorted(os.listdir(os.path.join(folder, *parts))):  # noqa: PTH118, PTH208 - barest modules only
            path = os.path.join(*parts, name)  # noqa: PTH118
            if os.path.isdir(os.path.join(folder, path)):  # noqa: PTH112, PTH118
                if name.isidentifier() and name != "__pycache__":
                    waiting.append([*parts, name])
            elif name.endswith(SOURCE):
                stem = [] if name == "__init__.py" else [name[: -len(SOURCE)]]
                files[".".join([package, *parts, *stem])] = path
            elif name.endswith(tuple(machinery.EXTENSION_SUFFIXES)):
                compiled.append(path)
    return files, compiled


def look(package: str, folders: "list[str]") -> "dict[str, Any]":
    """Return the answer for a package."""
    spec = machinery.PathFinder.find_spec(package, folders + sys.path)
    if spec is None or spec.origin is None:
        built_in = [package] if package in sys.builtin_module_names else []
        return {"prefix": "", "files": {}, "compiled": built_in}
    if not spec.origin.endswith(SOURCE):
        return {"prefix": spec.origin, "files": {}, "compiled": [os.path.basename(spec.origin)]}  # noqa: PTH119
    if not spec.submodule_search_locations:
        folder, name = os.path.split(spec.origin)
        return {"prefix": os.path.join(folder, ""), "files": {package: name}, "compiled": []}  # noqa: PTH118
    folder = os.path.dirname(spec.origin)  # noqa: PTH120
    files, compiled = modules(folder, package)
    return {"prefix": os.path.join(folder, ""), "files": files, "compiled": compiled}  # noqa: PTH118


def main() -> None:
    """Answer one question."""
    del sys.path[0]  # this folder
    asked: dict[str, Any] = json.load(sys.stdin)
    python = ".".join([str(part) for part in sys.version_info[:2]])
    json.dump({"python": python, **look(asked["package"], asked["sys_path"])}, sys.stdout)


if __name__ == "__main__":
    main()
