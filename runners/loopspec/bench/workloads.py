"""The workloads: read from ``benchmarks/workloads.toml``, sent to workers as source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from loopspec.places import BENCHMARKS
from loopspec.scenarios.selection import matching

if TYPE_CHECKING:
    from loopspec.harness.protocol import RoundRequest

Unit = Literal["s", "KiB"]


@dataclass(frozen=True, slots=True)
class Workload:
    """Something to be timed, or a figure of a fresh interpreter."""

    id: str
    says: str
    """The description for users."""
    code: str = ""
    """``file:function`` in the folder of the workloads; empty where ``fresh`` is not."""
    n: int = 1
    """The n of a round."""
    each: int = 1
    """Operations that one of the n stands for."""
    fresh: Literal["", "import", "memory"] = ""
    core: bool = True
    """Whether it counts in the geometric mean."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables of the worker's environment."""

    @property
    def unit(self) -> Unit:
        """Name the unit: seconds, or KiB of memory."""
        return "KiB" if self.fresh == "memory" else "s"

    def scaled(self, scale: float) -> int:
        """Return the n of a round that takes ``scale`` times as long, at least 1."""
        return max(1, round(self.n * scale))

    def request(self, n: int) -> RoundRequest:
        """Build the request to a worker for a round."""
        file, _, function = self.code.partition(":")
        path = BENCHMARKS / f"{file}.py"
        return {"case": self.id, "source": _source(path), "file": str(path), "function": function, "n": n}


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def workloads() -> list[Workload]:
    """Return all workloads, in the order of their file."""
    text = (BENCHMARKS / "workloads.toml").read_text(encoding="utf-8")
    return [Workload(id=name, **entry) for name, entry in tomllib.loads(text).items()]


def named(expressions: Iterable[str]) -> list[Workload]:
    """Return the workloads whose ids match any of the expressions, as for scenarios; without one, all of them.

    Raises SelectionError.
    """
    every = workloads()
    wanted = matching(expressions, [one.id for one in every])
    return [one for one in every if one.id in wanted]
