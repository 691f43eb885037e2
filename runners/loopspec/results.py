"""The results file: JSON lines, a header first, then scenarios and results, a footer last.

It is the only truth of a run: every report is a replay of it. The schema is published as
``spec/schema/results-1.0.json``. A file without its footer comes from a run that did not end.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from loopspec.shard import Shard, parse_shard

FORMAT = "1.0"


class Level(StrEnum):
    """How much a rule binds: ``must`` and ``should`` gate, ``may`` is recorded and compared."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Verdict(StrEnum):
    """What came of one scenario on one target. Verdicts are never merged into one another."""

    PASS = "pass"
    FAIL = "fail"
    CRASH = "crash"
    HANG = "hang"
    UNSUPPORTED = "unsupported"
    MISSING = "missing"
    ERROR = "error"
    NOT_RUN = "not-run"

    @property
    def deviates(self) -> bool:
        """Whether the target was seen to break the rule."""
        return self in (Verdict.FAIL, Verdict.CRASH, Verdict.HANG)

    @property
    def skipped(self) -> bool:
        """Whether the rule does not apply to the target."""
        return self in (Verdict.UNSUPPORTED, Verdict.MISSING)


@dataclass(frozen=True, slots=True)
class TargetInfo:
    """What a target was at the time of the run."""

    name: str
    python: str
    implementation: str
    version: str = ""
    """Version of the loop's distribution, empty where it is the interpreter's own."""
    home: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioRecord:
    """A scenario as it stands in a results file, with all that a report shows of it."""

    id: str
    area: str
    subject: str
    says: str
    level: Level
    basis: Mapping[str, str]
    file: str
    line: int
    source: str
    code: str
    since: str | None = None
    until: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What one scenario did on one target.

    ``expected`` holds events ``[lane, text]`` and groups ``{"any_order": [events]}``; ``at`` is the
    index of the first event that differs; ``seconds`` is the time of the case; ``output`` holds the
    last lines on its standard error, the traceback of what ended it, or the stacks of a hang.
    """

    target: str
    id: str
    verdict: Verdict
    detail: str = ""
    at: int | None = None
    seconds: float = 0.0
    events: list[tuple[str, str]] = field(default_factory=list)
    expected: list[Any] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)
    observed: list[tuple[str, str]] = field(default_factory=list)
    output: str = ""
    ended: str = ""
    """The class of the exception that ended the case, empty when it came to its end."""
    attempts: list[Verdict] = field(default_factory=list)
    """The verdicts of all runs of the case in their order, when it was run again.

    All else is of one of them: the first that deviated, or the first where none did.
    """

    ways: dict[str, int] = field(default_factory=dict)
    """How often the case ended in which way, by signature, when the whole set was repeated."""

    @property
    def flaky(self) -> bool:
        """Whether the case was seen to pass and to deviate."""
        return Verdict.PASS in self.attempts and any(verdict.deviates for verdict in self.attempts)

    @property
    def unsteady(self) -> bool:
        """Whether the case did not end in the same way each time."""
        return len(self.ways) > 1 or len(set(self.attempts)) > 1


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under what the cases were run: how often, in which order, with how much else to do."""

    repeat: int = 1
    shuffle: int | None = None
    """The seed of the order, None for the plan's own."""
    stress: int = 0
    """How many busy processes kept the machine from the run."""

    def __str__(self) -> str:
        rounds = f"{self.repeat} rounds" if self.repeat > 1 else "one round"
        order = "in the order of the plan" if self.shuffle is None else f"in orders from seed {self.shuffle}"
        return f"{rounds} {order}" + (f", beside {self.stress} busy processes" if self.stress else "")


@dataclass(frozen=True, slots=True)
class Results:
    """A whole run, or a shard of one.

    ``complete`` is false when the footer is missing or the run was cut short. In a shard, ``scenarios``
    are its own share of ``plan``, the scenarios of all shards; elsewhere ``plan`` is empty.
    """

    loopspec: str
    started: str
    platform: str
    suite: str
    targets: list[TargetInfo]
    scenarios: list[ScenarioRecord]
    results: list[Result]
    seconds: float = 0.0
    complete: bool = True
    shard: Shard | None = None
    plan: list[ScenarioRecord] = field(default_factory=list)
    conditions: Conditions = Conditions()

    @property
    def whole(self) -> list[ScenarioRecord]:
        """The scenarios of the whole plan, also where this is a shard of it."""
        return self.plan if self.shard else self.scenarios

    def of(self, target: str) -> dict[str, Result]:
        """Results of one target by scenario id."""
        return {result.id: result for result in self.results if result.target == target}

    def counts(self, target: str) -> Counter[tuple[Level, Verdict]]:
        """How many results a target has of each level and verdict."""
        level = {scenario.id: scenario.level for scenario in self.scenarios}
        return Counter((level[r.id], r.verdict) for r in self.results if r.target == target)


class ResultsError(Exception):
    """A results file that cannot be read; the message says where and why."""


def dump(results: Results) -> Iterable[str]:
    """The lines of a results file."""
    more: dict[str, Any] = {}
    if results.shard:
        more["shard"] = str(results.shard)
    if results.conditions != Conditions():
        more["conditions"] = asdict(results.conditions)
    yield _line(
        "header",
        format=FORMAT,
        loopspec=results.loopspec,
        started=results.started,
        platform=results.platform,
        suite=results.suite,
        targets=[asdict(target) for target in results.targets],
        plan=[scenario.id for scenario in results.whole],
        **more,
    )
    for scenario in results.whole:
        yield _line("scenario", **asdict(scenario))
    for result in results.results:
        yield _line("result", **asdict(result))
    if results.complete:
        yield _line("footer", results=len(results.results), seconds=round(results.seconds, 3))


def _line(kind: str, **fields: Any) -> str:
    return json.dumps({"kind": kind, **fields}, separators=(",", ":")) + "\n"


def write_results(path: Path, results: Results) -> None:
    """Write a results file atomically."""
    write_atomically(path, "".join(dump(results)))


def write_atomically(path: Path, text: str) -> None:
    """Write a text file so that a reader sees the old content or the new, never a part.

    Raises OSError when the folder cannot be written; nothing is left behind then.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_results(path: Path) -> Results:
    """Read a results file.

    Raises ResultsError with ``path:line`` when it is not one, or is newer than this tool.
    """
    header: dict[str, Any] | None = None
    footer: dict[str, Any] | None = None
    scenarios: list[ScenarioRecord] = []
    results: list[Result] = []
    try:
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ResultsError(f"{path}: cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
            kind = record.pop("kind")
            if kind == "header":
                _check_format(path, number, record["format"])
                if header is not None:
                    raise ResultsError(
                        f"{path}:{number}: a second header, so these are several results files in one; "
                        "`loopspec merge` puts files together"
                    )
                header = _header(record)
            elif kind == "scenario":
                scenarios.append(_scenario(record))
            elif kind == "result":
                results.append(_result(record))
            elif kind == "footer":
                footer = record
            else:
                raise ValueError(f"unknown kind {kind!r}")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if number == len(lines) and header is not None:
                break  # the last line of a run that was cut short
            raise ResultsError(
                f"{path}:{number}: not a line of a results file ({error}); "
                "expected what `loopspec run --results FILE` writes"
            ) from error
    if header is None:
        raise ResultsError(f"{path}:1: no header; expected what `loopspec run --results FILE` writes")
    shard: Shard | None = header.pop("shard")
    planned: list[str] = header.pop("plan")
    own = set(shard.share(planned) if shard else planned)
    whole = footer is not None and footer["results"] == len(results) and len(scenarios) == len(planned)
    return Results(
        **header,
        scenarios=[scenario for scenario in scenarios if scenario.id in own],
        results=results,
        seconds=footer["seconds"] if footer else 0.0,
        complete=whole,
        shard=shard,
        plan=scenarios if shard else [],
    )


def _header(record: dict[str, Any]) -> dict[str, Any]:
    """What a header says, by the names of ``Results``."""
    known = {name: record[name] for name in ("loopspec", "started", "platform", "suite", "plan")}
    return known | {
        "targets": [TargetInfo(**target) for target in record["targets"]],
        "shard": parse_shard(record["shard"]) if "shard" in record else None,
        "conditions": Conditions(**record.get("conditions", {})),
    }


def _check_format(path: Path, number: int, found: str) -> None:
    if tuple(map(int, found.split("."))) > tuple(map(int, FORMAT.split("."))):
        raise ResultsError(
            f"{path}:{number}: results format {found} is newer than this loopspec knows ({FORMAT}); upgrade loopspec"
        )


def _scenario(record: dict[str, Any]) -> ScenarioRecord:
    record["level"] = Level(record["level"])
    record["needs"] = tuple(record["needs"])
    return ScenarioRecord(**record)


def _result(record: dict[str, Any]) -> Result:
    record["verdict"] = Verdict(record["verdict"])
    record["events"] = [tuple(event) for event in record["events"]]
    record["observed"] = [tuple(pair) for pair in record["observed"]]
    record["attempts"] = [Verdict(verdict) for verdict in record.get("attempts", ())]
    return Result(**record)
