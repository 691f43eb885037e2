"""Where things lie: the suite's data beside the sources in a checkout, inside the package in an installed copy."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_HOME = PACKAGE if (PACKAGE / "spec").is_dir() else PACKAGE.parent.parent

SPEC = _HOME / "spec"
"""Folder of the scenario files and their schemas."""

GENERATED = _HOME / "generated_tests"
"""Folder of the rendered cases."""

BENCHMARKS = _HOME / "benchmarks"
"""Folder of the workloads that loops are timed with."""

PREBUILT = PACKAGE / "prebuilt"
"""Folder of the caches that an installed copy comes with; a checkout has none."""

HARNESS = PACKAGE / "harness"
"""Folder of what runs inside the interpreter under test."""

LAUNCHERS = PACKAGE / "launchers"
"""Folder of what starts the interpreters that need more than their own command."""
