"""Features that a target lacks: undeclared capabilities are unsupported, absent names missing; never a fail."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from loopspec.capabilities import CAPABILITIES, GROUPS
from loopspec.places import PACKAGE, SPEC
from loopspec.results.file import read_results
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


def test_command_lists_every_capability(loopspec: Run) -> None:
    done = loopspec("targets", "--capabilities")
    listed = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert {name: listed.pop(name) for name in CAPABILITIES} == {
        name: capability.says for name, capability in CAPABILITIES.items()
    }
    assert listed == {name: f"the group of {', '.join(sorted(members))}" for name, members in GROUPS.items()}
    assert loopspec("targets", "--capabilities", "--json").returncode == 2


def test_a_target_lacks_a_group_by_its_name(loopspec: Run, tmp_path: Path) -> None:
    (tmp_path / "loopspec.toml").write_text('[target.dry]\nnamespace = "asyncio"\nlacks = ["io", "gc"]\n')
    facts = json.loads(loopspec("targets", "--json").stdout)
    (has,) = (set(target["capabilities"]) for target in facts if target["name"] == "dry")
    assert set(CAPABILITIES) - has == {*GROUPS["io"], "gc"}
    assert {"sockets", "tls", "subprocess"} <= GROUPS["io"]


def test_capability_is_one_entry_of_data(tmp_path: Path) -> None:
    """An entry in capabilities.toml is all it takes: scenarios may need it, targets lack it, names imply it."""
    package = tmp_path / "loopspec"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SPEC, package / "spec")
    with (package / "targets" / "capabilities.toml").open("a") as file:
        file.write('\n[clairvoyance]\nsays = "knows results beforehand"\nnames = ["gather"]\n')
    (tmp_path / "loopspec.toml").write_text('[target.blind]\nnamespace = "asyncio"\nlacks = ["clairvoyance"]\n')
    rules = RULES.replace("needs: [threads, gc]", "needs: [threads, clairvoyance]")
    (tmp_path / "rules.yaml").write_text(rules)
    (tmp_path / "careless.yaml").write_text(rules.replace("Lock().locked()", "gather()").replace("A ", "The "))

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-m", "loopspec", *words]
        env = {**os.environ, "PYTHONPATH": str(tmp_path)}
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    done = run("run", "blind", "--spec", "rules.yaml", "--results", "out.jsonl")
    assert done.returncode == 0, done.stdout + done.stderr
    told = [r.detail for r in read_results(tmp_path / "out.jsonl").results if r.verdict == "unsupported"]
    assert told == ["needs clairvoyance"]
    done = run("run", "blind", "--spec", "careless.yaml")
    assert done.returncode == 2
    assert "asks for the capability clairvoyance; add it to the scenario's `needs`" in done.stderr
