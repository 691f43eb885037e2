"""The part of a target's registry entry that a run keeps with its results, for their reports."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable

from loopspec.capabilities import ALL, CAPABILITIES
from loopspec.config.known import ScenarioIds
from loopspec.results.model import About
from loopspec.targets.interpreters import launchers
from loopspec.targets.target import Target


def about(target: Target, version: str, ids: Iterable[str]) -> About:
    """Describe a target at a version; ``ids`` are those of the scenarios that its issues may be about."""
    known = ScenarioIds(ids)
    return About(
        notes=target.notes,
        pythons=target.pythons,
        install=install_command(target, version),
        lacks={name: CAPABILITIES[name].says for name in sorted(ALL - target.capabilities)},
        lacks_at=target.lacks_at,
        issues={id_: address for pattern, address in target.issues for id_ in known.matching(pattern)},
    )


def install_command(target: Target, version: str) -> str:
    """Return the command that installs a version of a target, without its interpreter; empty where a shell cannot."""
    if not target.install or target.python in launchers():
        return ""
    words = shlex.split(target.install)
    if target.distribution and re.fullmatch(r"[\w.!+-]+", version):
        words = [f"{target.distribution}=={version}" if _names(word, target) else word for word in words]
    return shlex.join(words)


def _names(word: str, target: Target) -> bool:
    """Return whether a word of a command asks ``pip`` for the target's distribution."""
    return re.split(r"[^\w.-]", word, maxsplit=1)[0].lower() == target.distribution.lower()
