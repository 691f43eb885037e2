"""The scripts of ``reports/`` as modules, and the files that they publish."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

REPORTS = Path(__file__).parents[2] / "reports"


def script(name: str) -> ModuleType:
    """Load the script ``name.py``."""
    spec = importlib.util.spec_from_file_location(f"published_{name}", REPORTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
