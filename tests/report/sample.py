"""A realistic run, the same at every call: five targets, eight areas, every verdict.

Source and code of the scenarios are made up from their traces, close enough to what the renderer
writes to show what a report makes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from loopspec.harness.execution import judge
from loopspec.results.model import Level, Result, Results, ScenarioRecord, Verdict
from loopspec.targets.about import about
from loopspec.targets.target import parse_target

from .sample_rules import AREAS, RLOOP, RULES, TARGETS, TRACEBACK, UVLOOP, Other, Rule

if TYPE_CHECKING:
    from loopspec.harness.protocol import Observation

Event = tuple[str, str]

VERSIONS = {target.name: target.version for target in TARGETS}


def sample_results(*, complete: bool = True) -> Results:
    """The run."""
    scenarios = [_record(number, rule) for number, rule in enumerate(RULES)]
    results = [_result(target.name, rule, number) for number, rule in enumerate(RULES) for target in TARGETS]
    ids = [rule.id for rule in RULES]
    return Results(
        loopspec="0.1.0",
        started="2026-01-15T09:30:00+00:00",
        platform="Linux-6.12-x86_64-with-glibc2.41",
        suite="sha256:5d1f0c9a",
        targets=TARGETS,
        scenarios=scenarios,
        results=results,
        seconds=4.281,
        complete=complete,
        about={name: about(parse_target(name), VERSIONS[name], ids) for name in (UVLOOP, RLOOP)},
    )


def _record(number: int, rule: Rule) -> ScenarioRecord:
    folder, subject, name = rule.id.split("/", 2)
    return ScenarioRecord(
        id=rule.id,
        area=AREAS[folder],
        subject=subject,
        says=rule.says,
        level=Level(rule.level),
        basis=rule.basis,
        file=f"spec/{folder}/{subject}.yaml",
        line=5 + 23 * (number % 5),
        source=_source(name, rule),
        code=_code(name, rule),
        since=rule.since,
        needs=rule.needs,
    )


def _parse(trace: str) -> list[Any]:
    """``a: x | [b: y ; c: z]`` as an expected trace."""
    parsed: list[Any] = []
    for part in filter(None, (part.strip() for part in trace.split("|"))):
        if part.startswith("["):
            group = [list(_event(event)) for event in part[1:-1].split(";")]
            parsed.append({"any_order": group})
        else:
            parsed.append(list(_event(part)))
    return parsed


def _event(text: str) -> Event:
    lane, _, what = text.strip().partition(": ")
    return lane, what


def _flat(expected: list[Any]) -> list[Event]:
    events: list[Event] = []
    for entry in expected:
        group = entry["any_order"] if isinstance(entry, dict) else [entry]
        events += [(lane, text) for lane, text in group]
    return events


def _result(target: str, rule: Rule, number: int) -> Result:
    other = rule.others.get(target, Other())
    expected = _parse(rule.trace)
    events = _flat(expected) if other.trace is None else _flat(_parse(other.trace))
    seconds = round(0.001 + 0.0007 * ((number * 7 + len(target)) % 9), 4)
    if other.verdict is not None:
        slow = 5.0 if other.verdict is Verdict.HANG else seconds
        return Result(
            target,
            rule.id,
            other.verdict,
            other.detail,
            seconds=0.0 if other.verdict.skipped else slow,
            events=events,
            expected=expected,
            output=other.output,
        )
    checks = [
        {
            "text": text,
            "ok": other.checks.get(text, wanted) == wanted,
            "got": other.checks.get(text, wanted),
            "expected": wanted,
            "at": len(events),
        }
        for text, wanted in rule.checks.items()
    ]
    ended = None
    if other.ended:
        error, message = other.ended
        ended = {"error": error, "message": message, "trace": TRACEBACK}
    observation = {"events": events, "checks": checks, "ended": ended, "missing": None, "refused": None, "lack": None}
    verdict, detail, at = judge(cast("Observation", observation), expected)
    observed = list(rule.observed.items())
    if observed and target == UVLOOP:
        observed = [(text, "3") for text, _ in observed]
    return Result(
        target,
        rule.id,
        Verdict(verdict),
        detail,
        at,
        seconds,
        events,
        expected,
        checks,
        observed,
        TRACEBACK if other.ended else "",
    )


def _source(name: str, rule: Rule) -> str:
    expected = _parse(rule.trace)
    lines = [f"  {name}:", f"    says: {rule.says}", f"    level: {rule.level}"]
    lines.append("    basis: {" + ", ".join(f"{k}: {v}" for k, v in rule.basis.items()) + "}")
    if rule.since:
        lines.append(f'    since: "{rule.since}"')
    if rule.needs:
        lines.append(f"    needs: [{', '.join(rule.needs)}]")
    lines.append("    tasks:")
    for lane, events in _lanes(expected).items():
        if lane != "main":
            lines.append(f"      {lane}:                     # a lane: its events carry its name")
            for text in events:
                if text.startswith("raises "):
                    lines += [
                        "        - await: lock.acquire()",
                        f"          {text.replace(' ', ': ')}",
                    ]
                else:
                    lines += [f"        - log: {text}", "        - tick: 1"]
    lines += [
        "    main:",
        "      - start: [" + ", ".join(_lanes(expected)) + "]",
        "      - tick: 1",
    ]
    for text, wanted in rule.checks.items():
        lines += [f"      - check: {text}", f"        is: {wanted.lower()}"]
    lines.append("    expect:")
    for entry in expected:
        if isinstance(entry, dict):
            lines.append("      - any_order:")
            lines += [f"          - {lane}: {text}" for lane, text in entry["any_order"]]
        else:
            lines.append(f"      - {entry[0]}: {entry[1]}")
    return "\n".join(lines) + "\n"


def _code(name: str, rule: Rule) -> str:
    expected = _parse(rule.trace)
    function = "".join(c if c.isalnum() else "_" for c in name).strip("_")
    lines = [
        f"def test_{function}(scenario):",
        f'    """{rule.says}"""',
        "    aio, log = scenario.aio, scenario.log",
        "",
        "    async def main():",
    ]
    lanes = _lanes(expected)
    for lane, events in lanes.items():
        if lane == "main":
            continue
        lines += ["", f"        async def {lane}_steps():"]
        for text in events:
            if text.startswith("raises "):
                error = text.removeprefix("raises ")
                lines += [
                    f'            with scenario.raises("{lane}", aio.{error}):',
                    "                await lock.acquire()",
                ]
            else:
                lines += [
                    f'            log("{lane}", "{text}")',
                    "            await scenario.ticks(1)",
                ]
    lines.append("")
    for lane in lanes:
        if lane != "main":
            lines.append(f'        {lane} = aio.create_task({lane}_steps(), name="{lane}")')
    lines.append("        await scenario.ticks(1)")
    for text, wanted in rule.checks.items():
        lines.append(f"        scenario.check({text!r}, {text}, {wanted})")
    lines += ["", "    scenario.run(main)", "    scenario.expect("]
    lines += [f"        {entry!r}," for entry in expected]
    lines.append("    )")
    return "\n".join(lines) + "\n"


def _lanes(expected: list[Any]) -> dict[str, list[str]]:
    lanes: dict[str, list[str]] = {}
    for lane, text in _flat(expected):
        lanes.setdefault(lane, []).append(text)
    return lanes
