"""The data inside the HTML report: compact, every trace and every outcome stored once."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Callable, Hashable, Sequence
from dataclasses import asdict, replace
from typing import Any

from loopspec.report.against import Against
from loopspec.report.badge import make_badges
from loopspec.report.compat import WithoutRule
from loopspec.report.text import (
    DOCS,
    LEVEL_MEANS,
    VERDICT_MEANS,
    cited_issues,
    command_of,
    known_as,
    name_of,
    sources,
    web_address,
)
from loopspec.results.difference import ChangeKind
from loopspec.results.file import moved_subjects
from loopspec.results.merge import without_version
from loopspec.results.model import About, Accepted, Result, Results, ScenarioRecord, Verdict
from loopspec.results.tally import complete_grid

JUDGED = (Verdict.PASS, Verdict.FAIL, Verdict.CRASH, Verdict.HANG)


class Pool:
    """Values that many results share, each kept once and known by its index."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._index: dict[Hashable, int] = {}
        self._same: dict[int, tuple[int, Any]] = {}
        """Indices by the ``id`` of a value, and the value, whose ``id`` is its alone while it is kept."""

    def add(self, value: Any) -> int:
        """Add a value, which must be JSON, once; return its index."""
        if known := self._same.get(id(value)):
            return known[0]
        index = self.put(json.dumps(value), lambda: value)
        self._same[id(value)] = index, value
        return index

    def put(self, key: Hashable, make: Callable[[], Any]) -> int:
        """Add what is known by a key, and made once; return its index."""
        if (index := self._index.get(key)) is None:
            index = self._index[key] = len(self.values)
            self.values.append(make())
        return index


def view_model(results: Results, unused: Sequence[WithoutRule] = (), older: Against | None = None) -> dict[str, Any]:
    """Return the data of the report, with the parts of the documentation that no rule uses as far as they are known.

    ``cells[s][t]`` is an index into ``outcomes`` and ``times[s][t]`` its time in milliseconds, for
    scenario ``s`` and target ``t``. Targets whose outcomes have the same ``behaviour`` did the same in
    that scenario; ``behaviour`` is null where nothing was judged.
    """
    grid = complete_grid(results)
    traces, outcomes = Pool(), Pool()
    by_id: dict[str, list[Result]] = {scenario.id: [] for scenario in grid.scenarios}
    for result in grid.results:
        by_id[result.id].append(result)
    cells = []
    for scenario in grid.scenarios:
        behaviours: dict[Hashable, int] = {}
        row = []
        for result in by_id[scenario.id]:
            behaviour = None
            if result.verdict in JUDGED:
                behaviour = behaviours.setdefault(behaviour_of(result), len(behaviours))
            row.append(_add_outcome(result, behaviour, traces, outcomes))
        cells.append(row)
    data = {
        "run": {
            "loopspec": grid.loopspec,
            "started": grid.started,
            "platform": grid.platform,
            "suite": grid.suite,
            "seconds": grid.seconds,
            "complete": grid.complete,
        },
        "levels": LEVEL_MEANS,
        "verdicts": VERDICT_MEANS,
        "targets": _targets(grid),
        "changes": {kind.name.lower(): {"title": kind, "worse": kind.worse} for kind in ChangeKind},
        "moved": moved_subjects(),
        "documentation": {"at": DOCS, "without_rule": [asdict(one) for one in unused]},
        "scenarios": [_scenario(scenario) for scenario in grid.scenarios],
        "traces": traces.values,
        "outcomes": outcomes.values,
        "cells": cells,
        "times": [[round(r.seconds * 1000, 1) for r in by_id[s.id]] for s in grid.scenarios],
    }
    return data | {"against": _against(older, grid.scenarios)} if older else data


def _against(older: Against, scenarios: Sequence[ScenarioRecord]) -> dict[str, Any]:
    """Return an older run, as far as the comparison shows it.

    It has the shape of the report's own data; a scenario that is in *scenarios* as it was then is its index there.
    """
    grid = complete_grid(older.old)
    traces, outcomes = Pool(), Pool()
    index = {(one.id, one.level, one.says, one.code): number for number, one in enumerate(scenarios)}
    found = {
        (one.target, one.id): _add_outcome(replace(one, output="", known=None), None, traces, outcomes)
        for one in grid.results
    }
    return {
        "name": older.name,
        "run": {"started": grid.started, "complete": grid.complete},
        "targets": [asdict(info) for info in grid.targets],
        "scenarios": [
            index.get(
                (one.id, one.level, one.says, one.code),
                {"id": one.id, "level": one.level, "says": one.says, "code": one.code},
            )
            for one in grid.scenarios
        ],
        "traces": traces.values,
        "outcomes": outcomes.values,
        "cells": [[found[info.name, one.id] for info in grid.targets] for one in grid.scenarios],
    }


def _targets(grid: Results) -> list[dict[str, Any]]:
    """Return the targets, with facts beyond the run, their issues by the index of the scenario, and their badges."""
    index = {scenario.id: number for number, scenario in enumerate(grid.scenarios)}
    badges = make_badges(grid)
    rows = []
    for info in grid.targets:
        about = grid.about.get(info.name, About())
        issues = {**cited_issues(info, grid.scenarios), **about.issues}
        command, badge = command_of(info.name), badges.get(info.name)
        rows.append(
            asdict(info)
            | asdict(about)
            | {
                "loop": command.loop,
                "series": without_version(info),
                "interpreter": command.interpreter,
                "home": info.home if web_address(info.home) else "",
                "lacks_at": about.lacks_at if web_address(about.lacks_at) else "",
                "issues": {index[id_]: url for id_, url in issues.items() if id_ in index and web_address(url)},
                "badge": asdict(badge) | {"svg": badge.svg()} if badge else None,
            }
        )
    return rows


def behaviour_of(result: Result) -> Hashable:
    """Return a target's behaviour, as far as it can be compared: verdict, end, trace, failed checks, values.

    A check that holds says all there is to say: what it got may be written in other words where the
    loop is another class. The order of checks is that of the trace, and not compared twice.
    """
    return (
        result.verdict,
        result.ended,
        tuple(map(tuple, result.events)),
        tuple(sorted((check["text"], check["got"]) for check in result.checks if not check["ok"])),
        tuple(map(tuple, result.observed)),
    )


def _add_outcome(result: Result, behaviour: int | None, traces: Pool, outcomes: Pool) -> int:
    """Add one outcome, without its empty parts, once; return its index."""
    events, expected = traces.add(result.events), traces.add(result.expected)
    known = _known(result.known)
    rest = [result.checks, result.observed, known]

    def outcome() -> dict[str, Any]:
        parts = {
            "verdict": result.verdict,
            "detail": result.detail,
            "at": result.at,
            "events": events,
            "expected": expected,
            "checks": result.checks,
            "observed": result.observed,
            "output": result.output,
            "ended": result.ended,
            "behaviour": behaviour,
            "known": known,
        }
        return {key: value for key, value in parts.items() if value not in (None, "", [])}

    told = (result.verdict, result.detail, result.at, events, expected, result.output, result.ended, behaviour)
    return outcomes.put((*told, any(rest) and json.dumps(rest)), outcome)


def _known(known: Accepted | None) -> dict[str, Any] | None:
    if known is None:
        return None
    url = known.issue if web_address(known.issue) else ""
    blocked = {"blocked": known.blocked_by} if known.blocked_by else {}
    return {"as": known_as(known), "reason": known.reason, "issue": known.issue, "url": url, **blocked}


def _scenario(scenario: ScenarioRecord) -> dict[str, Any]:
    record = {
        "id": scenario.id,
        "area": scenario.area,
        "subject": scenario.subject,
        "name": name_of(scenario.id),
        "says": scenario.says,
        "level": scenario.level,
        "basis": [asdict(source) for source in sources(scenario)],
        "file": scenario.file,
        "line": scenario.line,
        "source": scenario.source,
        "code": scenario.code,
        "since": scenario.since,
        "until": scenario.until,
        "excepted": list(scenario.excepted),
        "needs": list(scenario.needs),
        "judges": scenario.judges,
        "tags": list(scenario.tags),
    }
    return {key: value for key, value in record.items() if value not in (None, "", [])}


def embed(data: dict[str, Any]) -> str:
    """Compress JSON into Base64: safe inside of a ``script`` element, and a tenth of the size."""
    text = json.dumps(data, separators=(",", ":"))
    return b64encode(gzip.compress(text.encode("ascii"), mtime=0)).decode("ascii")
