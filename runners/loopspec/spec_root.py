"""Where the suite's data lie: beside the sources in a checkout, inside the package in an installed copy."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_HOME = _PACKAGE if (_PACKAGE / "spec").is_dir() else _PACKAGE.parent.parent

SPEC = _HOME / "spec"
"""Folder of the scenario files and their schemas."""

GENERATED = _HOME / "generated_tests"
"""Folder of the rendered cases."""
