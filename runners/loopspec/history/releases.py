"""The released versions of a loop, as the pip of an interpreter sees them.

Where they come from, which index and which folders, says pip's own configuration. A version that pip does not offer
to this Python, by ``Requires-Python`` or for want of a fitting file, is none of them.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from loopspec.history.installers import run
from loopspec.targets.registry import TargetError
from loopspec.targets.target import Target, hint

_LISTED = "Available versions:"


def distribution_of(target: Target) -> str:
    """Return the name of a target's distribution. Raises TargetError where none is known."""
    name = target.name.partition("@")[0]
    if target.distribution:
        return target.distribution
    if target.registered:
        raise TargetError(
            f"{name}: the registry names no distribution for it, so it has no releases to install; "
            "expected a target that has one, such as uvloop"
        )
    raise TargetError(
        f"{name}: not a registered target, so its distribution is not known{hint(name)}; expected one that "
        '`loopspec targets` lists, or a [target.NAME] in loopspec.toml with `distribution = "..."`'
    )


def requirements(target: Target, version: str) -> list[str]:
    """List what to install for a release: that version, and what else the target's ``install`` names beside it."""
    words = shlex.split(target.install)
    named = words[2:] if words[:2] == ["pip", "install"] else []
    others = [word for word in named if word[0] not in "-." and _name(word) != _name(target.distribution)]
    return [f"{target.distribution}=={version}", *others]


def _name(requirement: str) -> str:
    """Return the normalised name in a requirement: ``Foo_bar>=1`` gives ``foo-bar``."""
    found = re.match(r"[\w.-]*\w", requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def releases(python: str, pip: Sequence[str], distribution: str, *, pre: bool = False) -> list[str]:
    """List the versions of a distribution for an interpreter, newest first, with ``pre`` pre-releases too.

    Raises TargetError where there is none.
    """
    done = run([*pip, "--python", python, "index", "versions", distribution, *["--pre"] * pre])
    for line in done.output.splitlines():
        if line.startswith(_LISTED):
            return [version.strip() for version in line.removeprefix(_LISTED).split(",")]
    more = "" if pre else "; --pre looks among pre-releases too"
    raise TargetError(f"no release of {distribution} for {python}: {done.reason}{more}")
