"""Puts results files together: targets from several machines and Pythons, shards of one run.

Parts that cannot belong together are refused; missing ones are reported, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Literal

from loopspec.results.file import Former, read_results
from loopspec.results.model import (
    About,
    Conditions,
    Gated,
    Result,
    Results,
    ResultsError,
    ScenarioRecord,
    TargetInfo,
    Verdict,
)
from loopspec.results.shard import Shard, absent

NAMED = 3
"""The number of scenarios that a line names; more are counted."""

Mark = Literal["python", "platform", "version"]
"""The suffix of targets' names, to distinguish the same target of several machines, and releases of one loop."""


class MergeError(ResultsError):
    """Results files that do not belong together; the message names them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A results file."""

    path: Path
    results: Results


@dataclass(frozen=True, slots=True)
class Gap:
    """The scenarios that a target has no result for, and the shards that would have them."""

    target: str
    ids: list[str]
    planned: int
    shards: list[Shard] = field(default_factory=list)

    def __str__(self) -> str:
        where = f"; shard {', '.join(map(str, self.shards))} is not there" if self.shards else ""
        return f"{self.target}: {len(self.ids)} of {self.planned}{where}: {shortened(self.ids)}"


@dataclass(frozen=True, slots=True)
class Merged:
    """The results of all files, and what is missing of them, which is ``not-run``."""

    results: Results
    gaps: list[Gap]


def read_parts(paths: Iterable[Path], by: Collection[Mark] = ()) -> list[Part]:
    """Read files to merge; ``by`` is added to the names of their targets. Raises ResultsError.

    ``version`` is added only where files have other versions of a target of the same name.
    """
    parts: dict[Path, Part] = {}
    former = Former()
    for path in paths:
        if path in parts:
            raise MergeError(f"{path} is given twice; expected each file once")
        parts[path] = Part(path, renamed(read_results(path, former), [mark for mark in by if mark != "version"]))
    return _by_version(list(parts.values())) if "version" in by else list(parts.values())


def _by_version(parts: Sequence[Part]) -> list[Part]:
    """Add their versions to the names of targets of which the parts have several: ``uvloop (0.22.1)``."""
    found: dict[str, set[str]] = {}
    for part in parts:
        for info in part.results.targets:
            found.setdefault(without_version(info), set()).add(_version(info))
    several = {name for name, versions in found.items() if len(versions) > 1}

    def names(results: Results) -> dict[str, str]:
        infos = [info for info in results.targets if without_version(info) in several]
        return {info.name: f"{without_version(info)} ({_version(info)})" for info in infos}

    return [Part(part.path, _renamed(part.results, names(part.results))) for part in parts]


def merge(parts: Sequence[Part], expected: Iterable[str] = ()) -> Merged:
    """Merge the results of all parts into those of one run; of ``expected`` targets that are in none, gaps.

    Raises MergeError when the parts do not belong together.
    """
    _check_complete(parts)
    for part in parts[1:]:
        _check_same_plan(parts[0], part)
    having: dict[str, list[Part]] = {}
    for part in parts:
        for info in part.results.targets:
            having.setdefault(info.name, []).append(part)
    for name in expected:
        having.setdefault(name, [])
    for name, several in having.items():
        for one, other in combinations(several, 2):
            _check_apart(name, one, other)
    found = {(result.target, result.id): result for part in parts for result in part.results.results}
    scenarios = parts[0].results.whole
    gaps = []
    for name, several in having.items():
        ids = [scenario.id for scenario in scenarios if (name, scenario.id) not in found]
        if ids:
            shards = absent(part.results.shard for part in several if part.results.shard)
            gaps.append(Gap(name, ids, len(scenarios), shards))
    targets = [_info(several[0], name) if several else TargetInfo(name, "", "") for name, several in having.items()]
    grid = [
        found.get((name, scenario.id)) or Result(name, scenario.id, Verdict.NOT_RUN, "in none of the files merged")
        for name in having
        for scenario in scenarios
    ]
    return Merged(_put_together([part.results for part in parts], targets, scenarios, grid), gaps)


def _put_together(
    runs: Sequence[Results], targets: list[TargetInfo], scenarios: list[ScenarioRecord], grid: list[Result]
) -> Results:
    """Make one run of several: it began with the first, and took the time of all."""
    conditions = {run.conditions for run in runs}
    gates = [run.gated for run in runs if run.gated]
    return Results(
        loopspec=", ".join(sorted({run.loopspec for run in runs})),
        started=min(run.started for run in runs),
        platform="; ".join(sorted({run.platform for run in runs})),
        suite=runs[0].suite,
        targets=targets,
        scenarios=scenarios,
        results=grid,
        seconds=round(sum(run.seconds for run in runs), 3),
        starved=sum(run.starved for run in runs),
        conditions=conditions.pop() if len(conditions) == 1 else Conditions(),
        gated=Gated(tuple(dict.fromkeys(fault for gate in gates for fault in gate.faults))) if gates else None,
        about=_about(runs),
    )


def _about(runs: Sequence[Results]) -> dict[str, About]:
    """Merge the facts that several runs know of targets; shards of one run know different issues."""
    found: dict[str, About] = {}
    for run in runs:
        for name, one in run.about.items():
            before = found.get(name, one)
            found[name] = replace(before, issues={**before.issues, **one.issues})
    return found


def _check_complete(parts: Sequence[Part]) -> None:
    cut = [str(part.path) for part in parts if not part.results.complete]
    if cut:
        are = "are" if len(cut) > 1 else "is"
        raise MergeError(f"{', '.join(cut)} {are} incomplete: the run was cut short; run it again to the end")


def _check_same_plan(one: Part, other: Part) -> None:
    if one.results.suite == other.results.suite:
        return
    first, second = ({scenario.id: scenario for scenario in part.results.whole} for part in (one, other))
    only = [
        f"{len(ids)} only in {part.path} ({shortened(ids)})"
        for part, ids in (
            (one, [id_ for id_ in first if id_ not in second]),
            (other, [id_ for id_ in second if id_ not in first]),
        )
        if ids
    ]
    if only:
        raise MergeError(
            f"{one.path} and {other.path} are of different plans: of the scenarios, {', '.join(only)}; "
            "run all with the same selection and the same version of the suite"
        )
    changed = [id_ for id_ in first if (first[id_].code, first[id_].level) != (second[id_].code, second[id_].level)]
    raise MergeError(
        f"{one.path} and {other.path} are of different suites: {shortened(changed) or 'their digests differ'}; "
        "run all with the same version of the suite"
    )


def _check_apart(name: str, one: Part, other: Part) -> None:
    """Refuse two files with the same target unless they are two shards of one run."""
    first, second = one.results.shard, other.results.shard
    both = f"target {name} is in both {one.path} and {other.path}"
    if first is None or second is None:
        raise MergeError(f"{both}; {_advice(name, one, other)}")
    if first.count != second.count:
        raise MergeError(f"{both}, as shards of different splits, {first} and {second}; split all of a run alike")
    if first == second:
        raise MergeError(f"{both}, as the same shard {first}; {_advice(name, one, other)}")
    infos = _info(one, name), _info(other, name)
    if infos[0] != infos[1]:
        raise MergeError(
            f"{both}, as shards of one run, but is {infos[0].release} in the one and {infos[1].release} in the other; "
            "run all shards on the same versions"
        )


def _advice(name: str, one: Part, other: Part) -> str:
    """Advise on a target that is there twice."""
    for mark in ("python", "platform", "version"):
        names = [_marked(_info(part, name), part.results.platform, (mark,)) for part in (one, other)]
        if names[0] != names[1]:
            return f"`--by {mark}` distinguishes them as {names[0]} and {names[1]}"
    return "expected each target once"


def _info(part: Part, name: str) -> TargetInfo:
    return next(info for info in part.results.targets if info.name == name)


def renamed(results: Results, by: Collection[Mark]) -> Results:
    """Add to the names of a run's targets.

    ``python`` makes ``uvloop`` into ``uvloop@python3.13``, as it could have been run; a name that says
    its interpreter stays. ``platform`` adds the system: ``uvloop (macOS)``.
    """
    return _renamed(results, {info.name: _marked(info, results.platform, by) for info in results.targets})


def _renamed(results: Results, names: Mapping[str, str]) -> Results:
    if all(name == new for name, new in names.items()):
        return results
    return replace(
        results,
        targets=[replace(info, name=names.get(info.name, info.name)) for info in results.targets],
        results=[replace(result, target=names.get(result.target, result.target)) for result in results.results],
        about={names.get(name, name): one for name, one in results.about.items()},
    )


def _marked(info: TargetInfo, platform: str, by: Collection[Mark]) -> str:
    name = info.name
    if "python" in by and "@" not in name:
        command = "python" if info.implementation == "CPython" else info.implementation.lower()
        name += f"@{command}{'.'.join(info.python.split('.')[:2])}"
    if "platform" in by:
        name += f" ({platform.partition('-')[0]})"
    if "version" in by:
        name += f" ({_version(info)})"
    return name


def _version(info: TargetInfo) -> str:
    """Return a loop's version, for its name; one of the interpreter's own has that of the interpreter."""
    return re.sub(r"[()@,\s]+", "-", info.version or info.python) or "unknown"


def without_version(info: TargetInfo) -> str:
    """Return the name that a target has in common with other versions of its loop."""
    return info.name.removesuffix(f" ({_version(info)})")


def shortened(ids: Sequence[str]) -> str:
    """Return the first few ids; more are counted."""
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return ", ".join(ids[:NAMED]) + more
