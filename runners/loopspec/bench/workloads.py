"""The workloads: read from ``benchmarks/workloads.toml``, sent to workers as source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

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
    crowd: str = ""
    """The name that it shares with the other sizes of a crowd; empty where n is no size."""

    @property
    def name(self) -> str:
        """The name that it is selected by: a crowd is timed at all its sizes."""
        return self.crowd or self.id

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
    """Return the workloads of a comparison, in the order of their file."""
    return [Workload(id=name, **entry) for name, entry in _entries() if "sizes" not in entry]


def crowds() -> list[Workload]:
    """Return a workload for each size of each crowd, the sizes of a crowd one after the other."""
    return [
        Workload(id=f"{name}-{size}", n=size, crowd=name, core=False, **entry)
        for name, entry in _entries()
        for size in entry.pop("sizes", ())
    ]


def _entries() -> Iterable[tuple[str, dict[str, Any]]]:
    text = (BENCHMARKS / "workloads.toml").read_text(encoding="utf-8")
    return tomllib.loads(text).items()


def named(expressions: Iterable[str], every: Sequence[Workload]) -> list[Workload]:
    """Return the workloads whose names match any of the expressions, as for scenarios; without one, all of them.

    Raises SelectionError.
    """
    wanted = matching(expressions, [one.name for one in every])
    return [one for one in every if one.name in wanted]
