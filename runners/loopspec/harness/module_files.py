"""Says where modules lie that this interpreter would import; imports none of them.

Started by its path. Reads a JSON list of first names of modules from its standard input, and writes an object with the
file of each that is there, or the folder of a package; what is built in, frozen or the standard library's is left out::

    <- ["aiohttp", "json", "missing"]
    -> {"aiohttp": "/venv/lib/python3.13/site-packages/aiohttp"}
"""

import json
import sys
from importlib import machinery
from pathlib import Path


def place(name: str) -> str:
    """Return the file of a module or the folder of a package; empty where there is none to read."""
    if name in sys.stdlib_module_names:
        return ""
    found = machinery.PathFinder.find_spec(name)
    if found is None:
        return ""
    if found.submodule_search_locations is not None:
        return absolute(next(iter(found.submodule_search_locations), ""))
    return absolute(found.origin or "")


def absolute(path: str) -> str:
    """Return a path from the root, empty where there is none."""
    return str(Path(path).absolute()) if path else ""


def main() -> None:
    """Answer one question."""
    del sys.path[0]  # this folder
    places = {}
    for name in json.load(sys.stdin):
        if where := place(name):
            places[name] = where
    json.dump(places, sys.stdout)


if __name__ == "__main__":
    main()
