"""Results of a loop that breaks the rules of ``spec`` in every way, made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from loopspec.results.model import Result, Results, ScenarioRecord, TargetInfo, Verdict
from loopspec.scenarios.load import load_suite
from loopspec.scenarios.scenario import Scenario

HERE = Path(__file__).parent
TARGET = "toyloop"

ENDS: Mapping[str, Mapping[str, Any]] = {
    "exception-handler/handler/is-called": {
        "verdict": Verdict.FAIL,
        "at": 0,
        "expected": [["handler", "called"]],
        "detail": "event 1: the trace ended",
    },
    "exception-handler/handler/stops-the-loop": {"verdict": Verdict.HANG, "detail": "no end within 1.5 s"},
    "exception-handler/handler/refuses-a-number": {
        "verdict": Verdict.FAIL,
        "at": 0,
        "events": [("program", "raises nothing")],
        "expected": [["program", "raises TypeError"]],
    },
    "exception-handler/handler/may-log": {"verdict": Verdict.FAIL, "at": 0, "events": [("program", "raises KeyError")]},
    "scheduling/timers/overdue-by-deadline": {
        "verdict": Verdict.FAIL,
        "at": 0,
        "events": [("mark", "two"), ("mark", "one")],
        "expected": [["mark", "one"], ["mark", "two"]],
    },
    "transports/connections/happy-eyeballs": {"verdict": Verdict.FAIL, "ended": "TypeError"},
    "transports/connections/is-a-transport": {
        "verdict": Verdict.FAIL,
        "checks": [{"text": "connection[0]", "expected": "Transport", "got": "<Other>", "ok": False}],
    },
    "transports/connections/write-after-close": {"verdict": Verdict.CRASH, "detail": "SIGABRT"},
    "transports/connections/sendfile": {"verdict": Verdict.UNSUPPORTED, "detail": "needs sendfile"},
}
"""The results of the rules that do not pass."""


def scenarios() -> list[Scenario]:
    """The rules of ``spec``."""
    return load_suite([HERE / "spec"])


def toy_results(ends: Mapping[str, Mapping[str, Any]] = ENDS, names: Iterable[str] = (TARGET,)) -> Results:
    """The results of targets; what ``ends`` does not have passes."""
    records = [ScenarioRecord.of(one, code="") for one in scenarios()]
    targets = [TargetInfo(name, "3.12.1", "CPython", "1.2") for name in names]
    results = [
        replace(Result(target.name, record.id, Verdict.PASS), **ends.get(record.id, {}))
        for target in targets
        for record in records
    ]
    return Results("0.1.0", "2026-01-02T03:04:05+00:00", "Linux", "suite", targets, records, results)
