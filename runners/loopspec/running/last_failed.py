"""The deviations of the last run from a folder, kept in the user's cache.

A case is remembered from when it deviates until it is seen not to. An unreadable or unwritable file is as if nothing
were remembered: no run depends on it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from loopspec.files import FileError, make_folder, remove, write
from loopspec.results.model import Results, Verdict
from loopspec.results.tally import gates
from loopspec.scenarios.moved import present_id

MOST = 100
"""Folders that are remembered; those that were not run from for longest are forgotten."""

Pair = tuple[str, str]
"""The name of a target and the id of a scenario."""


def cache_folder() -> Path:
    """Return the system's folder for caches of the user."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "loopspec" / "last-failed"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "loopspec" / "last-failed"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "loopspec" / "last-failed"


def deviated(results: Results) -> set[Pair]:
    """Return the deviations of a run from rules at must and should."""
    level = {scenario.id: scenario.level for scenario in results.scenarios}
    return {(result.target, result.id) for result in results.results if gates(level[result.id], result.verdict)}


def remembered() -> set[Pair]:
    """Return the deviations of the last run from the current folder."""
    with suppress(OSError, RuntimeError, ValueError, TypeError):  # RuntimeError: there is no home
        pairs = json.loads(_file().read_text(encoding="utf-8"))["deviated"]
        return {(str(target), present_id(str(scenario))) for target, scenario in pairs}
    return set()


def remember(results: Results) -> None:
    """Write down the deviations of a run, and that the rest of it did not deviate."""
    judged = {(result.target, result.id) for result in results.results if result.verdict is not Verdict.NOT_RUN}
    kept = (remembered() - judged) | deviated(results)
    with suppress(OSError, RuntimeError, FileError):
        file = _file()
        if not kept:
            if file.exists():
                remove(file)
            return
        make_folder(file.parent)
        write(file, json.dumps({"folder": str(Path.cwd()), "deviated": sorted(kept)}))
        _forget_old(file.parent)


def on(pairs: Collection[Pair], targets: Collection[str]) -> set[str]:
    """Return the scenarios that deviated on any of some targets."""
    return {scenario for target, scenario in pairs if target in targets}


def _file() -> Path:
    key = hashlib.sha256(os.fsencode(Path.cwd())).hexdigest()[:24]
    return cache_folder() / f"{key}.json"


def _forget_old(folder: Path) -> None:
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[MOST:]:
        remove(file)
