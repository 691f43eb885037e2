"""The account of a suite: each claim of the inventory with the scenarios that use it, or the reason why none does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from loopspec.coverage.explained import FILE, Explained, check_rules, read_explained, reasons
from loopspec.coverage.inventory import Claim, Inventory, Kind
from loopspec.coverage.uses import claims_used
from loopspec.places import SPEC
from loopspec.results.tally import plural
from loopspec.scenarios.scenario import Scenario

State = Literal["covered", "explained", "gap"]
STATES: tuple[State, ...] = ("covered", "explained", "gap")


@dataclass(frozen=True, slots=True)
class Found:
    """One claim, and what there is about it."""

    claim: Claim
    page: str
    scenarios: tuple[str, ...]
    """Ids of the scenarios that use it."""
    reason: str
    """The reason why none does; empty if there is none."""

    @property
    def state(self) -> State:
        """Whether it is covered, explained or neither."""
        return "covered" if self.scenarios else "explained" if self.reason else "gap"


@dataclass(frozen=True, slots=True)
class Account:
    """All claims of an inventory."""

    python: str
    """The version of the inventory."""
    claims: tuple[Found, ...]
    met: int
    """Behaviours met in the field that a rule is about."""
    left_out: int
    """Those without a rule on purpose."""
    to_do: tuple[tuple[str, str], ...]
    """Those whose rule has yet to be written, each with the area that it belongs to."""

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages, in order."""
        return tuple(dict.fromkeys(found.page for found in self.claims))

    def count(self, page: str | None, kind: Kind) -> Counter[State]:
        """Count the claims of a kind by state, those of one page or of all."""
        return Counter(found.state for found in self.claims if found.claim.kind == kind and page in (None, found.page))

    def gaps(self) -> Iterator[Found]:
        """Yield the claims that no scenario covers and no row explains."""
        return (found for found in self.claims if found.state == "gap")

    def summary(self) -> str:
        """Summarize the account in one sentence."""
        total = Counter(found.state for found in self.claims)
        gaps = total["gap"]
        parts = f"{total['covered']} covered, {total['explained']} explained, {gaps} {plural(gaps, 'gap')}"
        count = len(self.to_do)
        rules = f"; {count} {plural(count, 'rule')} to write" if count else ""
        return f"{len(self.claims)} names, parameters and errors of asyncio {self.python}: {parts}{rules}"

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do: no gap, and no rule that has yet to be written."""
        return not self.to_do and not any(self.gaps())


def make_account(scenarios: Iterable[Scenario], inventory: Inventory, explained: Sequence[Explained] = ()) -> Account:
    """Hold scenarios and explanations against an inventory. Raises SpecError for explanations that are false."""
    uses: dict[Claim, list[str]] = {}
    for scenario in scenarios:
        for claim in claims_used(scenario, inventory):
            uses.setdefault(claim, []).append(scenario.id)
    why: dict[Claim, str] = {}
    for one in explained:
        why |= reasons(one, inventory, uses)
    return Account(
        inventory.python,
        tuple(
            Found(claim, inventory.entries[claim.entry].page, tuple(uses.get(claim, ())), why.get(claim, ""))
            for claim in inventory.claims
        ),
        sum(len(one.met) for one in explained),
        sum(len(one.left_out) for one in explained),
        tuple((row.second, row.first) for one in explained for row in one.to_do),
    )


def explanations(paths: Sequence[Path], scenarios: Sequence[Scenario]) -> list[Explained]:
    """Read the explanations beside scenarios: those of the folders that were named, or the suite's own.

    Raises SpecError for rows that name a scenario that there is not.
    """
    found = []
    for folder in paths or [SPEC]:
        if (folder / FILE).is_file():
            one = read_explained(folder / FILE)
            check_rules(one, {scenario.id for scenario in scenarios})
            found.append(one)
    return found
