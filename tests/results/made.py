"""Small results files for the tests of merge and diff: made in memory, every field as a run makes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from loopspec.results.file import write_results
from loopspec.results.model import Level, Result, Results, ScenarioRecord, TargetInfo, Verdict
from loopspec.results.shard import parse_shard

IDS = ("lock/made/one", "lock/made/two", "lock/made/three", "lock/made/four", "lock/made/maybe")
LOOP = TargetInfo("loop", "3.12.4", "CPython", "1.0")
OTHER = TargetInfo("other", "3.12.4", "CPython", "2.0")


def scenario(id_: str, code: str = "def test(scenario): ...\n") -> ScenarioRecord:
    """A scenario; one called maybe is at may."""
    level = Level.MAY if id_.endswith("maybe") else Level.MUST
    return ScenarioRecord(id_, "Lock", "made", f"{id_} holds.", level, {"note": "made up"}, "made.yaml", 1, "", code)


def run(
    *targets: TargetInfo,
    verdicts: Mapping[str, Verdict] | None = None,
    ids: tuple[str, ...] = IDS,
    shard: str = "",
    **more: Any,
) -> Results:
    """A run in which everything passes but what ``verdicts`` says of an id."""
    said = verdicts or {}
    plan = [scenario(id_) for id_ in ids]
    own = parse_shard(shard).share(plan) if shard else plan
    whole: dict[str, Any] = {"shard": parse_shard(shard), "plan": plan} if shard else {}
    return replace(
        Results(
            loopspec="0.1.0",
            started="2026-01-15T09:30:00+00:00",
            platform="Linux-6.12-x86_64-with-glibc2.41",
            suite="-".join(ids),
            targets=list(targets),
            scenarios=own,
            results=[result(info, one.id, said.get(one.id, Verdict.PASS)) for info in targets for one in own],
            seconds=1.5,
        ),
        **whole,
        **more,
    )


def result(info: TargetInfo, id_: str, verdict: Verdict) -> Result:
    """A result; one that fails has another event than the one that passes."""
    event = ("main", "other" if verdict is Verdict.FAIL else "done")
    judged = verdict in (Verdict.PASS, Verdict.FAIL)
    return Result(
        info.name,
        id_,
        verdict,
        detail="" if verdict is Verdict.PASS else f"made to {verdict}",
        at=0 if verdict is Verdict.FAIL else None,
        events=[event] if judged else [],
        expected=[["main", "done"]],
    )


def write(folder: Path, **runs: Results) -> None:
    """Write results files by their names."""
    for name, results in runs.items():
        write_results(folder / f"{name}.jsonl", results)


def edit_header(path: Path, **fields: Any) -> None:
    """Write other things into the header of a results file."""
    first, _, rest = path.read_text("utf-8").partition("\n")
    path.write_text(json.dumps(json.loads(first) | fields) + "\n" + rest, encoding="utf-8")
