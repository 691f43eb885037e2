"""The fate of each fault: the model of a detection, and its JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from loopspec.results.document import read_document
from loopspec.results.model import TargetInfo

FORMAT = "1.0"

SCHEMA = Path(__file__).with_name("detection-1.0.json")


class Fate(StrEnum):
    """The fate of a fault."""

    SEEN = "seen"
    IMPORT = "import"
    """The target cannot be imported with it, which every rule sees."""
    UNSEEN = "unseen"
    """All rules that execute it hold nevertheless."""
    UNREACHED = "unreached"
    """No rule executes it."""
    EQUIVALENT = "equivalent"
    """Nobody could see it, for the reason that is given."""
    NOT_RUN = "not-run"

    @property
    def counts(self) -> bool:
        """Whether it counts in the share that the suite sees."""
        return self not in (Fate.EQUIVALENT, Fate.NOT_RUN)

    @property
    def is_seen(self) -> bool:
        """Whether the suite sees it."""
        return self in (Fate.SEEN, Fate.IMPORT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fault, and what came of it."""

    id: str
    module: str
    function: str
    operator: str
    file: str
    """The place of its module in the package."""
    line: int
    change: str
    """The old text and the new one, on one line."""
    diff: str
    fate: Fate
    rule: str = ""
    """The rule that saw it first."""
    on: str = ""
    """The target that this rule ran on, where it is not the first one of the detection."""
    level: str = ""
    """The level of this rule."""
    detail: str = ""
    """The deviation of this rule, or why the target cannot be imported, or why nobody could see it."""
    tried: int = 0
    """The number of rules that were run."""
    seconds: float = 0.0
    seers: list[str] = field(default_factory=list)
    """All rules that saw it, where all were run."""

    @property
    def area(self) -> str:
        """The area of the rule that saw it first."""
        return self.rule.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Detection:
    """A sample of faults, and what came of each."""

    loopspec: str
    started: str
    """ISO 8601 time of the start."""
    platform: str
    target: TargetInfo
    package: str
    suite: str
    """The digest of the rules, as in a results file."""
    seed: int
    planted: int
    """The number of faults that the sample was drawn from."""
    rules: Mapping[str, str]
    """The rules that hold without a fault, each with its level."""
    unused: Mapping[str, str]
    """The rules that apply and do not hold there, each with its verdict."""
    left_out: list[str]
    """Modules that the target does not import."""
    also: list[str] = field(default_factory=list)
    """Further targets of the package, by name, on which the rules were run for faults that were not seen before."""
    every_rule: bool = False
    """Whether all rules were run on each fault, not only until the first saw it."""
    complete: bool = True
    seconds: float = 0.0
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def counted(self) -> list[Outcome]:
        """The faults that say something of the suite."""
        return [one for one in self.outcomes if one.fate.counts]

    @property
    def seen(self) -> int:
        """Count those that the suite sees."""
        return sum(one.fate.is_seen for one in self.outcomes)

    def of(self, *fates: Fate) -> list[Outcome]:
        """Return the faults with one of some fates."""
        return [one for one in self.outcomes if one.fate in fates]

    def blind_rules(self) -> list[str]:
        """Return the rules that saw none: of all that they execute where all were run, else as the first."""
        seers = {name for one in self.outcomes for name in (one.seers or [one.rule])}
        return [name for name in self.rules if name not in seers]


def share(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """Count the faults that are seen, and those that count."""
    counted = [one for one in outcomes if one.fate.counts]
    return sum(one.fate.is_seen for one in counted), len(counted)


def to_json(detection: Detection) -> str:
    """Return the text of a detection file: one object, ``detection-1.0.json``."""
    return json.dumps({"format": FORMAT, **asdict(detection)}, indent=1) + "\n"


def read_detection(path: Path) -> Detection:
    """Read a detection file.

    Raises ResultsError, which says where and what was expected, when it is not one.
    """
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    data: dict[str, Any] = read_document(
        path, "detection", schema, "expected what `loopspec detect --json FILE` writes"
    )
    del data["format"]
    outcomes = [Outcome(**{**one, "fate": Fate(one["fate"])}) for one in data.pop("outcomes")]
    target = TargetInfo(**data.pop("target"))
    return replace(Detection(target=target, **data), outcomes=outcomes)
