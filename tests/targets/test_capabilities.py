"""What a target does not have: undeclared capabilities are unsupported, absent names are missing; never a fail."""

from __future__ import annotations

from pathlib import Path

from loopspec.results.file import read_results
from loopspec.scenarios.vocabulary import CAPABILITIES
from targets.conftest import Run

RULES = """\
format: "1.0"
area: Lock
subject: needs
scenarios:
  plain:
    says: A coroutine runs to its end.
    level: must
    basis: {note: the suite says so}
    main:
      - log: ran
    expect: [{main: ran}]
  threads:
    says: A thread runs.
    level: must
    basis: {note: the suite says so}
    needs: [threads, gc]
    main:
      - thread:
          - log: ran
    expect: [{thread: ran}]
  name:
    says: A lock can be made.
    level: must
    basis: {note: the suite says so}
    main:
      - call: Lock().locked()
        returns: false
"""

OWN = """
[target.poor]
namespace = "poor"
lacks = ["threads"]

[target.rich]
namespace = "asyncio"
"""


def test_end_to_end(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(RULES)
    (tmp_path / "loopspec.toml").write_text(OWN)
    (tmp_path / "poor.py").write_text("from asyncio import run, sleep, get_running_loop\n")
    done = loopspec("run", "poor", "rich", "--spec", "rules.yaml", "--results", "out.jsonl")
    found = read_results(tmp_path / "out.jsonl")
    told = {(r.target, r.id.rpartition("/")[2]): (r.verdict.value, r.detail) for r in found.results}
    assert told == {
        ("poor", "plain"): ("pass", ""),
        ("poor", "threads"): ("unsupported", "needs threads"),
        ("poor", "name"): ("missing", "the namespace has no Lock"),
        ("rich", "plain"): ("pass", ""),
        ("rich", "threads"): ("pass", ""),
        ("rich", "name"): ("pass", ""),
    }
    assert done.returncode == 0  # neither of the two deviates


def test_only_what_is_unsupported_conforms(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(RULES)
    (tmp_path / "loopspec.toml").write_text('[target.poor]\nfactory = "asyncio:new_event_loop"\ncapabilities = []\n')
    assert loopspec("run", "poor", "--spec", "rules.yaml").returncode == 0


def test_reference_has_every_capability() -> None:
    """docs/targets.md has a row for each capability that there is, and for no other."""
    text = (Path(__file__).parents[2] / "docs" / "targets.md").read_text()
    table = text.partition("| capability |")[2].partition("\n\n")[0].splitlines()[2:]
    assert [row.split("`")[1] for row in table] == sorted(CAPABILITIES)
