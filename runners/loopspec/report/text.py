"""The words that all reports share: sources of a rule, traces as text, how to reproduce."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple
from urllib.parse import quote

from loopspec.printable import lines, one_line
from loopspec.results.difference import Difference
from loopspec.results.model import Accepted, Level, Result, Results, ScenarioRecord, TargetInfo, Verdict

DOCS = "https://docs.python.org/3.14/"

LEVEL_MEANS = {
    Level.MUST: "the documentation promises it",
    Level.SHOULD: "CPython does it on every supported version and programs rely on it",
    Level.MAY: "unspecified: recorded and compared, never counted against a target",
}

VERDICT_MEANS = {
    Verdict.PASS: "the rule holds",
    Verdict.FAIL: "the rule is broken",
    Verdict.CRASH: "the process died",
    Verdict.HANG: "no end within the deadline",
    Verdict.UNSUPPORTED: "asks for a capability, a version or a namespace that the target does not have",
    Verdict.MISSING: "the namespace lacks the name",
    Verdict.ERROR: "a fault of the suite's own: nothing is said about the target",
    Verdict.NOT_RUN: "planned, and not run",
}

MANY_STARVED = 5
"""The number of cases waiting for a processor from which on a report mentions them."""


def busy_machine(results: Results) -> str:
    """Describe that the machine was too busy for a run, and what to do about it; empty where it was not."""
    if results.starved < MANY_STARVED:
        return ""
    return (
        f"the machine was busy: {results.starved} cases waited for a processor beyond their deadline and were run "
        "again; `-n 1` runs one at a time, `--timeout SECONDS` gives each more time"
    )


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that a rule rests on; ``url`` is empty where there is nothing to link to."""

    kind: str
    text: str
    url: str = ""


def sources(scenario: ScenarioRecord) -> list[Source]:
    """List the sources of a rule, with links to those on the web."""
    return [Source(kind, text, _url(kind, text)) for kind, text in scenario.basis.items()]


def _url(kind: str, text: str) -> str:
    if web_address(text):
        return text
    if kind == "docs":
        return docs_address(text)
    if kind == "pep" and text.isdigit():
        return f"https://peps.python.org/pep-{text:0>4}/"
    return issue_address(text) if kind == "issue" else ""


def issue_address(text: str) -> str:
    """Return the web address of an issue written ``owner/name#number``; empty for other texts."""
    issue = re.fullmatch(r"([\w.-]+/[\w.-]+)#(\d+)", text)
    return f"https://github.com/{issue[1]}/issues/{issue[2]}" if issue else ""


GITHUB = re.compile(r"https://github\.com/[\w.-]+/[\w.-]+?/?")

DOCS_OF_PYTHON = "https://docs.python.org/"
"""The beginnings of the homes of the standard library's loops, whose tracker is CPython's."""

CPYTHON = "https://github.com/python/cpython"


def cited_issues(target: TargetInfo, scenarios: Iterable[ScenarioRecord]) -> dict[str, str]:
    """Return the issues of a target's own tracker that rules rest on: web addresses by scenario id."""
    home = CPYTHON if target.home.startswith(DOCS_OF_PYTHON) else target.home.rstrip("/")
    if not GITHUB.fullmatch(home):
        return {}
    cited = {scenario.id: issue_address(scenario.basis.get("issue", "")) for scenario in scenarios}
    return {id_: url for id_, url in cited.items() if url.lower().startswith(f"{home.lower()}/issues/")}


def docs_address(place: str) -> str:
    """Return the web address of a page of the documentation, with its anchor if there is one."""
    return DOCS + quote(place, safe="/#.-_~", errors="replace")


def web_address(text: str) -> bool:
    """Return whether a text is safe to use as a link: a web address, never ``javascript:`` or the like."""
    return text.isprintable() and re.fullmatch(r"https?://[^\s<>]+", text) is not None


def why_known(known: Accepted) -> str:
    """Return the reason why a deviation is accepted, in a line, then the issue."""
    reason = " ".join(known.reason.split()) or ("see there" if known.blocked_by else "no reason given")
    return reason if known.issue in ("", "none") else f"{reason} ({known.issue})"


def known_as(known: Accepted) -> str:
    """Name an accepted deviation for a report."""
    if known.blocked_by:
        return f"blocked by {known.blocked_by}"
    return "known to be flaky" if known.flaky else "known deviation"


class Command(NamedTuple):
    """A target as a command names it, without what `loopspec merge --by` adds in parentheses: platform, version."""

    loop: str
    interpreter: str
    """Empty for the one that runs loopspec."""

    def __str__(self) -> str:
        return f"{self.loop}@{self.interpreter}" if self.interpreter else self.loop


def command_of(target: str) -> Command:
    """Split the name of a target into its parts."""
    loop, _, interpreter = re.sub(r"( \([^()@]*\))+$", "", target).partition("@")
    return Command(loop, interpreter)


def reproduce(target: str, scenario_id: str) -> str:
    """Return the command that runs one scenario on one target again."""
    return f"loopspec run {shlex.quote(str(command_of(target)))} -k {quoted(scenario_id)}"


def quoted(text: str) -> str:
    """Write a text in quotes of a shell, also where it needs none, so that ids look alike."""
    return shlex.quote(text) if "'" in text else f"'{text}'"


def name_of(scenario_id: str) -> str:
    """Return the last part of an id: ``lock/acquire/x[primitive=a/b]`` gives ``x[primitive=a/b]``."""
    path, bracket, values = scenario_id.partition("[")
    return path.rpartition("/")[2] + bracket + values


@dataclass(frozen=True, slots=True)
class TraceLine:
    """A line of an expected trace: the event, and the number of its ``any_order`` group if any."""

    lane: str
    text: str
    group: int | None = None


def expected_lines(expected: list[Any]) -> Iterator[TraceLine]:
    """Yield the lines of an expected trace, one for each event, groups unfolded."""
    for number, entry in enumerate(expected):
        if isinstance(entry, dict):
            for lane, text in entry["any_order"]:
                yield TraceLine(lane, text, number)
        else:
            lane, text = entry
            yield TraceLine(lane, text)


class TraceRow(NamedTuple):
    """A line of two traces side by side."""

    mark: str
    """``>`` at the first difference, else empty."""
    number: int
    expected: str
    observed: str


def trace_rows(result: Result) -> Iterator[TraceRow]:
    """Yield the expected trace beside the observed one, ``-`` where one has ended."""
    expected = [
        one_line(f"{line.lane}: {line.text}") + (" (any order)" if line.group is not None else "")
        for line in expected_lines(result.expected)
    ]
    observed = [one_line(f"{lane}: {text}") for lane, text in result.events]
    for at, (left, right) in enumerate(zip_longest(expected, observed, fillvalue="-")):
        yield TraceRow(">" if at == result.at else "", at + 1, left, right)


def trace_text(result: Result) -> str:
    """Render the expected trace beside the observed one, the first difference marked with ``>``."""
    rows = list(trace_rows(result))
    if not rows:
        return ""
    width = max(len("expected"), *(len(row.expected) for row in rows))
    text = [f"       {'expected':<{width}}   observed"]
    text += [f"{row.mark or ' '} {row.number:>3}  {row.expected:<{width}}   {row.observed}" for row in rows]
    return "\n".join(line.rstrip() for line in text)


def details(scenario: ScenarioRecord, result: Result) -> str:
    """Return all that is known of one result, as plain text for a log, without control characters."""
    basis = ", ".join(source.url or f"{source.kind}: {source.text}" for source in sources(scenario))
    failed = [
        f"  {check['text']}: expected {check['expected']}, got {check['got']}"
        for check in result.checks
        if not check["ok"]
    ]
    parts = [
        f"{scenario.says}\n{scenario.level} by {basis}\n{scenario.file}:{scenario.line}",
        result.detail,
        trace_text(result),
        "\n".join(["checks that failed:", *failed]) if failed else "",
        f"output:\n{result.output.rstrip()}" if result.output.strip() else "",
        f"reproduce: {reproduce(result.target, result.id)}",
    ]
    return lines("\n\n".join(filter(None, parts)))


LONGEST_MESSAGE = 500
"""Characters of a sentence about a deviation in a list; the results file has all of it."""


def excerpt(text: str) -> str:
    """Return a text, or its beginning and how many characters are left out."""
    if len(text) <= LONGEST_MESSAGE:
        return text
    return f"{text[:LONGEST_MESSAGE]}... ({len(text) - LONGEST_MESSAGE} more characters)"


LONGEST = 200
"""Lines of one list; what goes beyond is counted. GitHub shows nothing of a summary above 1 MiB."""


def shortened(entries: Sequence[str]) -> Iterator[str]:
    """Yield the first entries of a list, and how many more there are."""
    yield from entries[:LONGEST]
    if len(entries) > LONGEST:
        yield f"... and {len(entries) - LONGEST} more"


def changes_as_text(difference: Difference, *, code: int | None = None) -> str:
    """Render plain lines: each kind of change with its cases, then the conclusion.

    ``code`` is the exit code of a command that has one for it; its meaning is the conclusion.
    """
    lines = []
    for title, entries in difference.sections():
        lines += [f"{title}: {len(entries)}", *(f"  {one_line(entry)}" for entry in shortened(entries)), ""]
    lines.append(difference.conclusion if code is None else f"exit {code}: {difference.conclusion}")
    return "\n".join(lines) + "\n"
