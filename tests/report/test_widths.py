"""On a terminal of any width, with any names, every number is printed whole."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from rich.cells import cell_len
from rich.console import Console

from loopspec.bench.measurements import Measurement, Measurements
from loopspec.bench.tables import cost_text, mean_text, ratio_text, show
from loopspec.bench.workloads import workloads
from loopspec.commands.targets import _table as targets_table
from loopspec.config.file import Config
from loopspec.gate.compare import GateResult, evaluate
from loopspec.gate.report import print_result
from loopspec.report.terminal import ALL, running_counts, summary
from loopspec.report.text import trace_rows
from loopspec.results.model import Level, Result, Results, TargetInfo, Verdict
from loopspec.results.tally import tallies
from loopspec.targets.installed import Installed
from loopspec.targets.registry import names
from loopspec.targets.target import known

from .sample import sample_results

pytestmark = pytest.mark.slow

WIDTHS = (40, 80, 200, *(pytest.param(width, marks=pytest.mark.slow) for width in (60, 100)))
SIZES = (1, 2, 5, 22)
NAMES = {
    "short": "loop",
    "long": "package_with_a_name.that_goes_on.and_on:and_never_seems_to_come_to_its_end_",
    "accented": "événement_boucle_" * 4,
    "wide": "事件循环" * 16,
}
PARTS = {
    Verdict.FAIL: 108,
    Verdict.CRASH: 7,
    Verdict.HANG: 14,
    Verdict.UNSUPPORTED: 31,
    Verdict.MISSING: 13,
    Verdict.ERROR: 5,
    Verdict.NOT_RUN: 10,
}


def infos(size: int, kind: str) -> list[TargetInfo]:
    letters = [chr(ord("a") + number) for number in range(size)]
    return [TargetInfo(NAMES[kind] + letter, f"3.{len(letters)}.0", "CPython") for letter in letters]


@cache
def run_of(size: int, kind: str) -> Results:
    """A run of 260 scenarios with every verdict on every target."""
    sample = sample_results()
    first = sample.scenarios[0]
    levels = [Level.MUST] * 120 + [Level.SHOULD] * 110 + [Level.MAY] * 30
    scenarios = [replace(first, id=f"run/x/{n:03}", level=level) for n, level in enumerate(levels)]
    targets = infos(size, kind)
    results = []
    for number, info in enumerate(targets):
        verdicts = [verdict for verdict, count in PARTS.items() for _ in range(count + number % 4)]
        verdicts += [Verdict.PASS] * (len(scenarios) - len(verdicts))
        # A stride that has no factor in common with 260 mixes them over the levels.
        results += [
            Result(info.name, scenario.id, verdicts[at * 7 % len(verdicts)]) for at, scenario in enumerate(scenarios)
        ]
    return replace(sample, targets=targets, scenarios=scenarios, results=results)


def numbers_in(text: str) -> Counter[str]:
    """The numbers and ratios of a text, each with how often it stands there."""
    return Counter(re.findall(r"\d+(?:[./]\d+)?", text))


def assert_whole(expected: Iterable[str], text: str, width: int) -> None:
    assert max(map(cell_len, text.splitlines())) <= width
    assert not Counter(expected) - numbers_in(text)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", NAMES)
def test_every_count_of_the_tally_is_printed_whole(width: int, size: int, kind: str) -> None:
    results = run_of(size, kind)
    out = io.StringIO()
    summary(results, Console(file=out, width=width, height=24, force_terminal=True, color_system=None))
    expected = []
    for tally in tallies(results):
        expected += [str(tally.total(verdict)) for verdict in Verdict]
        expected += [
            f"{tally.passed(level)}/{tally.passed(level) + tally.deviated(level)}"
            for level in Level
            if tally.passed(level) + tally.deviated(level)
        ]
    counts = out.getvalue().partition("Errors of the suite's own")[0]
    assert_whole(expected, counts, width)
    assert max(map(cell_len, out.getvalue().splitlines())) <= width


def test_a_table_stands_where_it_fits_and_shows_the_name_of_each_column() -> None:
    for width, table in ((100, True), (80, True), (60, False)):
        out = io.StringIO()
        console = Console(file=out, width=width)
        sample = sample_results()
        calm = [result for result in sample.results if result.verdict.deviates or result.verdict is Verdict.PASS]
        scenarios = [scenario for scenario in sample.scenarios if scenario.level is not Level.MAY]
        kept = {scenario.id for scenario in scenarios}
        calm = [
            result if result in calm else replace(result, verdict=Verdict.UNSUPPORTED)
            for result in sample.results
            if result.id in kept
        ]
        summary(replace(sample, scenarios=scenarios, results=calm), console)
        lines = out.getvalue().splitlines()
        assert ("─" in out.getvalue()) is table
        assert "may" not in lines[1] + lines[2]  # no rule at that level, so no column


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", NAMES)
def test_every_figure_of_a_bench_is_printed_whole(width: int, size: int, kind: str) -> None:
    targets, chosen = infos(size, kind), workloads()
    measured = [
        Measurement(workload.id, info.name, [0.1 + 0.37 * number + 0.011 * at])
        for number, info in enumerate(targets)
        for at, workload in enumerate(chosen)
    ]
    measurements = Measurements("0", "", "", targets, chosen, scale=1.0, rounds=1, measurements=measured)
    out = io.StringIO()
    show(measurements, Console(file=out, width=width, force_terminal=True, color_system=None))
    text = out.getvalue()
    expected = [ratio_text(measurements, workload, info) for workload in chosen for info in targets[1:]]
    expected += [mean_text(measurements, info) for info in targets[1:]]
    expected += [cost_text(measurements, workload, targets[0]).split()[0] for workload in chosen]
    assert_whole(expected, text, width)
    for workload in chosen:
        assert cost_text(measurements, workload, targets[0]) in text  # with its unit


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", NAMES)
def test_every_target_of_the_registry_is_listed_with_its_version(
    width: int, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = [target for name in names() if (target := known(name))]
    targets = [replace(targets[0], name=NAMES[kind]), *targets[1:]]
    here = Installed("3.14.0", {target.name: f"{number}.108" for number, target in enumerate(targets)})
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=True, color_system=None)
    monkeypatch.setattr("loopspec.commands.targets.console_for", lambda: console)
    targets_table(targets, here)
    text = out.getvalue()
    shown = {target.name for target in targets if here.supports(target)}
    assert_whole((here.versions[name] for name in shown), text, width)
    assert all(target.name in text for target in targets[1:])
    assert NAMES[kind] in "".join(line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", NAMES)
def test_the_counts_while_a_run_goes_on_leave_room_for_the_bar(size: int, kind: str) -> None:
    counts: dict[str, Counter[Verdict]] = {}
    for result in run_of(size, kind).results:
        counts.setdefault(result.target, Counter())[result.verdict] += 1
    console = Console(file=io.StringIO(), force_terminal=True, width=80, height=24, color_system=None)
    lines = console.render_lines(running_counts(counts, console))
    assert len(lines) < 24
    text = "\n".join("".join(part.text for part in line).rstrip() for line in lines)
    told = list(counts.values()) if size < 22 else [sum(counts.values(), Counter())]
    assert_whole((str(count) for one in told for count in one.values()), text, 80)


def gated(results: Results) -> GateResult:
    """Return the result of a gate without known deviations on a run."""
    return evaluate(Config(), results, [scenario.id for scenario in results.scenarios], date(2026, 1, 1))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", NAMES)
def test_the_counts_of_a_gate_are_printed_whole(width: int, kind: str) -> None:
    results = run_of(5, kind)
    found = gated(results)
    out = io.StringIO()
    console = Console(file=out, width=width, height=24, force_terminal=True, color_system=None)
    print_result(found, Config(), results, console, code=1, detail=ALL)
    text = out.getvalue()
    assert f"{found.held} held, " in text
    assert f", {len(found.findings)} red, {found.not_applicable} do not apply" in text
    assert all(str(finding) in text for finding in found.findings)
    reasons = text.partition("Not judged: ")[2].partition("to see it")[0]
    told = Counter(result.verdict for result in results.results)
    missing = [told[verdict] for verdict in (Verdict.UNSUPPORTED, Verdict.MISSING, Verdict.NOT_RUN)]
    assert_whole([str(sum(missing)), *map(str, missing)], reasons, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_traces_of_a_gate_fit_and_lose_no_letter(width: int) -> None:
    results = sample_results()
    shown = 0
    for finding in gated(results).findings:
        out = io.StringIO()
        console = Console(file=out, width=width, height=24, force_terminal=True, color_system=None)
        print_result(GateResult(findings=[finding]), Config(), results, console, code=1, detail=ALL)
        lines = [line for line in out.getvalue().splitlines() if line.startswith("    ")]
        assert max(map(cell_len, lines), default=0) <= width
        text = Counter("".join(lines))
        for result in finding.results:
            rows = list(trace_rows(result))
            shown += len(rows)
            assert not Counter("".join(row.expected + row.observed for row in rows).replace(" ", "")) - text
    assert shown > 10
