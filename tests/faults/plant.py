"""Plants a fault into a copy of refloop, as a package under another name."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
REFLOOP = HERE.parents[1] / "reference" / "refloop"


def faults() -> dict[str, dict[str, Any]]:
    """All faults, by name."""
    return tomllib.loads((HERE / "faults.toml").read_text(encoding="utf-8"))


def plant(name: str, fault: dict[str, Any], folder: Path) -> str:
    """Copy refloop into a folder with the fault in it; return the name of the package.

    Raises ValueError when the text to replace does not stand in the file exactly once.
    """
    package = "faulty_" + name.replace("-", "_")
    shutil.copytree(REFLOOP, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    path = folder / package / fault["file"]
    text = path.read_text(encoding="utf-8")
    for find, replace in [(fault["find"], fault["replace"]), *fault.get("more", [])]:
        if text.count(find) != 1:
            raise ValueError(f"{name}: {text.count(find)} places in {fault['file']} read {find!r}, expected one")
        text = text.replace(find, replace)
    path.write_text(text + fault.get("append", ""), encoding="utf-8")
    return package
