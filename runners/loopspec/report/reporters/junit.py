"""JUnit XML, as CI systems read it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree

from loopspec.printable import lines
from loopspec.report.reporter import Appendix
from loopspec.report.text import VERDICT_MEANS, details, excerpt, known_as, name_of, why_known
from loopspec.results.model import Gated, Level, Result, Results, ScenarioRecord, TargetInfo, Verdict
from loopspec.results.tally import complete_grid

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JUnitReporter:
    """JUnit XML; it has no place for appendices."""

    name = "junit"
    writes = "JUnit XML"

    def render(self, results: Results, appendices: Sequence[Appendix] = ()) -> str:
        """Render the test suites."""
        return render_junit(results)


REPORTER = JUnitReporter()


def render_junit(results: Results) -> str:
    """Render JUnit XML: one ``testsuite`` for each target, one ``testcase`` for each scenario.

    ``fail`` is a ``failure``; ``crash``, ``hang``, ``error`` and ``not-run`` are an ``error``;
    ``unsupported`` and ``missing`` are ``skipped``. A deviation from a rule at ``may`` is none of
    these: its testcase counts as passed and reports the deviation in ``system-out``, because such
    a rule is recorded and compared but never gates. A deviation that a gate knows is ``skipped``, with
    the reason for accepting it, and a fault of the gate's list is a ``failure`` in a suite of its own.
    So the totals agree with the exit code of the run. Control characters are written as in a Python string,
    and other characters that XML 1.0 forbids are replaced by U+FFFD.
    """
    grid = complete_grid(results)
    scenarios = {scenario.id: scenario for scenario in grid.scenarios}
    root = ElementTree.Element("testsuites", name="loopspec")
    whole: Counter[str] = Counter()
    for target in grid.targets:
        suite = ElementTree.SubElement(root, "testsuite", name=_clean(target.name))
        _add_properties(suite, target, grid)
        counts: Counter[str] = Counter(tests=0, failures=0, errors=0, skipped=0)
        seconds = 0.0
        for id_, result in grid.of(target.name).items():
            counts["tests"] += 1
            counts[_add_case(suite, scenarios[id_], result)] += 1
            seconds += result.seconds
        _set_counts(suite, counts, seconds)
        suite.set("timestamp", _clean(grid.started))
        whole += counts
    if results.gated:
        whole += _add_gate(root, results.gated)
    _set_counts(root, whole, grid.seconds)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


def _set_counts(element: ElementTree.Element, counts: Counter[str], seconds: float) -> None:
    for name in ("tests", "failures", "errors", "skipped"):
        element.set(name, str(counts[name]))
    element.set("time", f"{seconds:.3f}")


def _add_gate(root: ElementTree.Element, gated: Gated) -> Counter[str]:
    """Add a suite for the list of known deviations; returns its totals."""
    faults = gated.faults
    suite = ElementTree.SubElement(root, "testsuite", name="gate")
    for fault in faults or ("the list of known deviations",):
        case = ElementTree.SubElement(suite, "testcase", classname="gate", name=_clean(fault), time="0.000")
        if faults:
            ElementTree.SubElement(case, "failure", type="gate", message=_clean(fault))
    counts = Counter(tests=len(faults) or 1, failures=len(faults), errors=0, skipped=0)
    _set_counts(suite, counts, 0.0)
    return counts


def _add_properties(suite: ElementTree.Element, target: TargetInfo, results: Results) -> None:
    facts = {
        "python": target.python,
        "implementation": target.implementation,
        "version": target.version,
        "platform": results.platform,
        "loopspec": results.loopspec,
        "suite": results.suite,
        "complete": str(results.complete).lower(),
    }
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in facts.items():
        ElementTree.SubElement(properties, "property", name=name, value=_clean(value))


def _add_case(suite: ElementTree.Element, scenario: ScenarioRecord, result: Result) -> str:
    """Add one testcase; returns the name of the total in which it counts."""
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=_clean(f"{scenario.area}/{scenario.subject}"),
        name=_clean(name_of(scenario.id)),
        file=_clean(scenario.file),
        line=str(scenario.line),
        time=f"{result.seconds:.3f}",
    )
    if scenario.tags:
        properties = ElementTree.SubElement(case, "properties")
        for tag in scenario.tags:
            ElementTree.SubElement(properties, "property", name="tag", value=_clean(tag))
    verdict = result.verdict
    if verdict is Verdict.PASS:
        return "passed"
    if verdict.skipped:
        message = excerpt(result.detail) or VERDICT_MEANS[verdict]
        ElementTree.SubElement(case, "skipped", message=_clean(f"{verdict}: {message}"))
        return "skipped"
    text = _clean(details(scenario, result))
    if result.known:
        message = f"{known_as(result.known)}: {why_known(result.known)}"
        ElementTree.SubElement(case, "skipped", message=_clean(message))
        ElementTree.SubElement(case, "system-out").text = f"{verdict}\n\n{text}"
        return "skipped"
    if verdict.deviates and scenario.level is Level.MAY:
        ElementTree.SubElement(case, "system-out").text = f"deviates at may ({verdict})\n\n{text}"
        return "passed"
    tag, total = ("failure", "failures") if verdict is Verdict.FAIL else ("error", "errors")
    message = _clean(f"{scenario.level}: {excerpt(result.detail) or VERDICT_MEANS[verdict]}")
    ElementTree.SubElement(case, tag, type=str(verdict), message=message).text = text
    return total


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", lines(text))
