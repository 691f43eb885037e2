"""Finds which of some targets are installed in this interpreter; imports none of them.

Started by its path. Reads a JSON object from its standard input, for each target the modules that it
needs, its distribution and folders to look in, and writes one that says what is here::

    <- {"qasync": {"modules": ["qasync", "PySide6"], "distribution": "qasync", "sys_path": []}}
    -> {"python": "3.13.0", "found": {"qasync": "0.28.0"}}

A target that is not there is not among those found; one without a version is there as "".
"""

import json
import sys
from importlib import machinery, metadata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def is_there(name: str, folders: "list[str]") -> bool:
    """Return whether there is a module or package of a name; of a dotted one, whether its package is there."""
    top = name.partition(".")[0]
    return top in sys.builtin_module_names or machinery.PathFinder.find_spec(top, folders + sys.path) is not None


def version(distribution: str) -> str:
    """Return the version of a distribution, empty where it has none."""
    try:
        return metadata.version(distribution) if distribution else ""
    except metadata.PackageNotFoundError:
        return ""


def main() -> None:
    """Answer one question."""
    del sys.path[0]  # this folder
    asked: dict[str, Any] = json.load(sys.stdin)
    found = {}
    for name, target in asked.items():
        if all(is_there(module, target["sys_path"]) for module in target["modules"]):
            found[name] = version(target["distribution"])
    python = ".".join([str(part) for part in sys.version_info[:3]])
    json.dump({"python": python, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
