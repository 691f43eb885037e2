"""`loopspec detect`, from outside, as a user runs it, on few faults and few rules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import command_line
from interpreters import find
from loopspec.config.file import ConfigError
from loopspec.detect import detection
from loopspec.detect.baseline import measure
from loopspec.detect.detection import Planting
from loopspec.detect.detection import detect as plant
from loopspec.detect.equivalents import OWN, applying, read_equivalents
from loopspec.detect.faults import chosen, every_fault, faults_of
from loopspec.detect.model import SCHEMA, Fate, Outcome
from loopspec.detect.packages import package_of
from loopspec.detect.worker import FaultyWorker, TooSlow
from loopspec.places import PACKAGE
from loopspec.running.options import RunOptions
from loopspec.running.plan import cases_of
from loopspec.scenarios.load import load_suite
from loopspec.scenarios.selection import select
from loopspec.targets.target import parse_target

QUEUES = PACKAGE.parents[1] / "reference" / "refloop" / "waiting" / "queues.py"
HEAD = "[[equivalent]]\npackage = 'refloop'\n"
ENTRY = HEAD + "id = '{id}'\nchange = '''{change}'''\nwhy = 'because'\n"
WAKES = "refloop.waiting.queues:Queue.put_nowait:drop-call:1"
FEW = "*Queue.put_nowait:drop-*"
PATCH = "import platform; print(platform.python_version())"
READ = ("3.12.1", "3.13.0", "3.14.10")
"""The patches of Python whose asyncio was read for the arguments."""


def detect(*words: str, cwd: Path | None = None, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    return command_line.loopspec("detect", *words, cwd=cwd, timeout=timeout)


def outcomes(path: Path) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(path.read_text("utf-8"))["outcomes"]}


def visible(path: Path) -> dict[str, dict[str, Any]]:
    """The outcomes of faults that somebody could see, fewer on a Python whose queues are never shut down."""
    return {id: one for id, one in outcomes(path).items() if one["fate"] != "equivalent"}


def test_a_rule_reaches_a_name_of_the_module_by_the_default_of_a_parameter(tmp_path: Path) -> None:
    file = tmp_path / "detection.json"
    limit = "asyncio.streams:<module>:off-by-one:2"
    done = detect("asyncio", "--id", limit, "-k", "streams/limits/default-limit", "--json", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    [one] = outcomes(file).values()
    assert (one["id"], one["change"], one["fate"]) == (limit, "16 -> 17", "seen")


def test_a_fault_that_only_an_import_executes_is_left_to_rules_that_use_the_module(tmp_path: Path) -> None:
    file = tmp_path / "detection.json"
    default = "refloop.core.tasks:Task.__init__:flip-constant:1"
    done = detect("refloop", "--id", default, "-k", "area:task", "--json", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    [one] = outcomes(file).values()
    assert (one["id"], one["change"], one["fate"]) == (default, "False -> True", "seen")


def test_an_attribute_that_is_missing_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "detection.json"
    expected = "asyncio.exceptions:IncompleteReadError.__init__:drop-assignment:2"
    done = detect("asyncio", "--id", expected, "-k", "readexactly", "--json", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    [one] = outcomes(file).values()
    assert (one["id"], one["fate"], one["detail"].partition(":")[0]) == (expected, "seen", "missing")


def test_faults_are_seen_and_told_in_three_ways(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    file, document = tmp_path / "detection.json", tmp_path / "detection.md"
    done = detect(
        "refloop", "--module", "queues", "--id", FEW, "-k", "queue/nowait", "--json", str(file),
        "--markdown", str(document), "-v",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(file.read_text("utf-8"))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(data)
    found = visible(file)
    fates = {one["fate"] for one in found.values()}
    assert "seen" in fates
    assert fates <= {"seen", "unseen", "unreached"}
    for one in found.values():
        if one["fate"] == "seen":
            assert one["rule"].startswith("queue/nowait")
            assert one["level"] in ("must", "should")
            assert one["detail"]
        else:
            assert one["id"] in done.stdout
            assert one["id"] in document.read_text("utf-8")
    seen = sum(one["fate"] == "seen" for one in found.values())
    assert f"{seen} of {len(found)} faults seen" in done.stdout
    assert f"{seen} of {len(found)} faults seen" in document.read_text("utf-8")


def test_what_one_target_does_not_execute_is_shown_to_another_of_the_package(tmp_path: Path) -> None:
    file, later = tmp_path / "detection.json", tmp_path / "later.json"
    fault = "refloop.core.poller:PollPoller._change:negate-condition:1"
    words = ("refloop", "--also", "refloop-poll", "--id", fault, "-k", "fds/watching", "--json")
    done = detect(*words, str(file))
    assert (done.returncode, done.stderr) == (0, "")
    [one] = outcomes(file).values()
    assert (one["fate"], one["on"]) == ("seen", "refloop-poll")
    assert "1 of 1 faults seen (100 %), 1 of them only on another target" in done.stdout
    assert detect(*words, str(later), "--resume", str(file)).returncode == 0
    assert outcomes(later) == outcomes(file)
    alone = detect("refloop", "--id", fault, "-k", "fds/watching", "--resume", str(file))
    assert (alone.returncode, alone.stdout) == (2, "")
    assert "it is about refloop --also refloop-poll; expected the same here" in alone.stderr


def test_the_rules_of_another_area_see_nothing_of_it(tmp_path: Path) -> None:
    file = tmp_path / "detection.json"
    done = detect("refloop", "--id", FEW, "-k", "lock/acquire", "--json", str(file), "--fail-under", "1")
    assert done.returncode == 1, done.stderr
    assert {one["fate"] for one in visible(file).values()} == {"unreached"}


@pytest.mark.slow
def test_a_run_is_resumed_and_equivalents_do_not_count(tmp_path: Path) -> None:
    file, later = tmp_path / "detection.json", tmp_path / "later.json"
    words = ("refloop", "--id", FEW, "-k", "queue/nowait")
    assert detect(*words, "--json", str(file)).returncode == 0
    data = json.loads(file.read_text("utf-8"))
    seeable = [one for one in data["outcomes"] if one["id"] in visible(file)]
    first, second, last = seeable[0], seeable[1], seeable[-1]
    first["detail"] = "taken over"
    first["fate"] = "seen"
    second["fate"] = "not-run"
    file.write_text(json.dumps(data), "utf-8")
    (tmp_path / "own.toml").write_text(ENTRY.format(id=last["id"], change=last["change"]))
    done = detect(*words, "--resume", str(file), "--equivalents", str(tmp_path / "own.toml"), "--json", str(later))
    assert done.returncode == 0, done.stderr
    found = outcomes(later)
    assert found[first["id"]]["detail"] == "taken over"
    assert found[second["id"]]["fate"] != "not-run"
    assert (found[last["id"]]["fate"], found[last["id"]]["detail"]) == ("equivalent", "because")
    assert f"of {len(seeable) - 1} faults seen" in done.stdout


@pytest.mark.slow
def test_every_rule_tells_which_rules_see_none(tmp_path: Path) -> None:
    file = tmp_path / "detection.json"
    done = detect("refloop", "--id", FEW, "-k", "queue/nowait", "--every-rule", "--json", str(file))
    assert done.returncode == 0, done.stderr
    seers = [one["seers"] for one in outcomes(file).values()]
    assert max(map(len, seers)) > 1
    data = json.loads(file.read_text("utf-8"))
    blind = set(data["rules"]) - {name for names in seers for name in names}
    assert f"Rules that saw none: {len(blind)}\n" in done.stdout


@pytest.mark.slow
def test_a_fault_that_cannot_be_imported_and_one_that_hangs_are_seen(tmp_path: Path) -> None:
    package = tmp_path / "own"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from refloop import *\n"
        "from refloop import run as _run\n"
        "LIMIT = [1, 2][1]\n"
        "def run(main, **more):\n"
        "    left = 1\n"
        "    while left > 0:\n"
        "        left -= 1\n"
        "    return _run(main, **more)\n"
    )
    reference = str(PACKAGE.parents[1] / "reference")
    file = tmp_path / "detection.json"
    done = subprocess.run(
        [sys.executable, "-m", "loopspec", "detect", "own", "-k", "lock/acquire", "--json", str(file)],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": reference}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = outcomes(file)
    assert found["own:<module>:off-by-one:3"]["fate"] in ("import", "unreached")
    hang = found["own:run:plus-minus:1"]
    assert (hang["fate"], hang["detail"].partition(":")[0]) == ("seen", "hang")


MISTAKES = {
    "not Python": (("uvloop",), "uvloop: uvloop is not written in Python alone ("),
    "not there": (("no_such_package",), "no_such_package: there is no package no_such_package in "),
    "an operator": (("refloop", "--operator", "drop-cal"), "no operator 'drop-cal'; did you mean 'drop-call'?"),
    "no fault": (("refloop", "--module", "nowhere"), "no fault fits --module, --operator and --id"),
    "a list and more": (("refloop", "--list", "--json", "-"), "--list runs nothing; expected no option of a run"),
    "a number": (("refloop", "--faults", "few"), "expected a number from 1 or 'all', got 'few'"),
    "another package": (("refloop", "--also", "asyncio"), "--also asyncio: it is about asyncio in "),
    "every rule of several": (("refloop", "--every-rule", "--also", "refloop-poll"), "expected no --also beside it"),
    "an interpreter": (("asyncio@no-such-python",), "there is no interpreter 'no-such-python'"),
}


@pytest.mark.parametrize(("words", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_in_a_line(words: tuple[str, ...], message: str) -> None:
    if words == ("uvloop",):
        pytest.importorskip("uvloop")
    done = detect(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


ENTRIES = {
    "[[equivalent]]\nid = 1\n": "own.toml:1: expected package = a string that is not empty",
    "\n[[equivalent]]\nidd = 1\n": "own.toml:2: unknown key 'idd'; did you mean 'id'?",
    'equivalent = [{package="refloop", id="x", change="y", why="z"}]\n': "own.toml:1: there is no fault x in refloop",
    "equivalent = [1, 2]\n": "own.toml: expected tables [[equivalent]] only, got something else",
    '[["equivalent"]]\npackage = "refloops"\nid = "x"\nchange = "y"\nwhy = "z"\n': (
        "own.toml:1: no package 'refloops' here; did you mean 'refloop'?"
    ),
    ENTRY.format(id=WAKES, change="x -> y") + "python = ['3']\n": "own.toml:1: expected python = a list of versions",
    "x = 1\n": "own.toml: expected tables [[equivalent]] only, got x",
    "x = \n": "own.toml: not TOML: ",
    ENTRY.format(
        id="refloop:f:boundary:1", change="x"
    ): "own.toml:1: there is no fault refloop:f:boundary:1 in refloop",
    ENTRY.format(id=WAKES, change="x -> y"): "own.toml:1: expected change = ",
    ENTRY.format(id="refloop.*:drop-call:*", change="x -> y"): "own.toml:1: no fault of refloop of Python ",
    f"{HEAD}id = '{WAKES}'\nwhy = 'z'\n": "own.toml:1: expected change = a string that is not empty",
    f"{HEAD}id = 'refloop.nowhere:*'\nwhy = 'z'\n": "fits refloop.nowhere:*; remove the entry",
}


@pytest.mark.parametrize(("text", "message"), ENTRIES.items(), ids=map(str, range(len(ENTRIES))))
def test_an_entry_of_the_equivalents_that_is_wrong_or_stale_is_an_error(
    text: str, message: str, tmp_path: Path
) -> None:
    assert WAKES in {fault.id for fault in faults_of("refloop.waiting.queues", QUEUES.read_text("utf-8"))}
    (tmp_path / "own.toml").write_text(text, "utf-8")
    done = detect("refloop", "--equivalents", "own.toml", "--id", WAKES, "-k", "queue/nowait", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_an_entry_without_a_change_is_about_all_faults_that_it_fits(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(f"{HEAD}id = '*:Queue.put_nowait:*'\nwhy = 'because'\n", "utf-8")
    file = tmp_path / "detection.json"
    words = ("--equivalents", "own.toml", "--module", "queues", "--id", "*.Queue.*", "--id", "*:Queue.put_nowait:*")
    detect("refloop", *words, "--operator", "drop-call", "-k", "queue/nowait", "--json", str(file), cwd=tmp_path)
    fates = {id: one["fate"] for id, one in outcomes(file).items()}
    assert {id for id, fate in fates.items() if fate == "equivalent"} == {
        id for id in fates if ":Queue.put_nowait:" in id
    }
    assert WAKES in fates


@pytest.mark.slow
@pytest.mark.parametrize("name", ["refloop", "asyncio@python3.12", "asyncio@python3.13", "asyncio@python3.14"])
def test_the_arguments_of_our_own_are_about_faults_that_are_there(name: str) -> None:
    """Of asyncio on the patches that were read."""
    name, _, version = name.partition("@python")
    python = find(version) if version else sys.executable
    if python is None:
        pytest.skip(f"no Python {version} here")
    patch = subprocess.run([python, "-c", PATCH], capture_output=True, text=True, check=True).stdout.strip()
    if version and patch not in READ:
        pytest.skip(f"Python {patch} was not read, expected one of {', '.join(READ)}")
    package = package_of(parse_target(f"{name}@{python}" if version else name))
    faults = {fault.id: fault for fault in every_fault(package.sources)}
    arguments = applying(read_equivalents(OWN), package.name, package.python, faults, package.sources)
    gone = faults[next(iter(arguments))].module
    left = {id: fault for id, fault in faults.items() if fault.module != gone}
    with pytest.raises(ConfigError, match=gone):
        applying(read_equivalents(OWN), package.name, package.python, left, package.sources)
    assert applying(read_equivalents(OWN), package.name, package.python, left, package.sources, strict=False)


def test_a_file_to_resume_from_has_to_be_one_of_this_target(tmp_path: Path) -> None:
    file = tmp_path / "detection.json"
    detect("refloop", "--id", WAKES, "-k", "queue/nowait", "--json", str(file))
    done = detect("asyncio", "--resume", str(file))
    assert done.returncode == 2
    assert "it is about refloop; expected the same here" in done.stderr
    file.write_text('{"format": "1.0"}', "utf-8")
    done = detect("asyncio", "--resume", str(file))
    assert done.returncode == 2
    assert f"{file}: not a detection file" in done.stderr


def test_the_list_names_the_faults_and_runs_nothing() -> None:
    done = detect("refloop", "--id", "*Queue.put_nowait:*", "--list")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{WAKES}\n" in done.stdout


def test_what_had_ended_before_an_interrupt_is_kept() -> None:
    target = parse_target("refloop")
    package = package_of(target)
    cases = cases_of(select(load_suite([]), expressions=["queue/nowait"]))
    options = RunOptions(workers=1)
    faults = chosen(every_fault(package.sources), ids=["*Queue.put_nowait:*"])
    planting = Planting(measure(target, package, cases, options), faults, {}, {})
    told: list[Outcome] = []

    def interrupt(outcome: Outcome) -> None:
        told.append(outcome)
        if outcome.tried:
            raise KeyboardInterrupt

    found = plant(planting, options, interrupt)
    assert [one.id for one in found] == [fault.id for fault in faults]
    assert {one.id for one in found if one.fate is not Fate.NOT_RUN} == {one.id for one in told}
    assert sum(one.tried > 0 for one in told) == 1 < len(faults)


def test_a_target_that_is_only_slow_to_start_is_given_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    target = parse_target("refloop")
    package = package_of(target)
    cases = cases_of(select(load_suite([]), expressions=["queue/nowait"]))
    options = RunOptions(workers=1)
    with pytest.raises(TooSlow, match=r"^refloop: importing it failed: the process did not come up within 0.001 s"):
        FaultyWorker(target, package, options, start_limit=0.001)
    faults = chosen(every_fault(package.sources), ids=[WAKES])
    planting = Planting(measure(target, package, cases, options), faults, {}, {})
    monkeypatch.setattr(detection, "START_LIMIT", 0.001)
    assert plant(planting, options)[0].fate is Fate.IMPORT
    monkeypatch.setattr(detection, "LONGER", 30_000)
    assert plant(planting, options)[0].fate is not Fate.IMPORT


@pytest.mark.slow
def test_the_lines_of_asyncio_in_python_are_seen_by_monitoring(tmp_path: Path) -> None:
    python = find("3.12")
    if python is None:
        pytest.skip("there is no Python 3.12")
    file = tmp_path / "detection.json"
    done = detect(f"asyncio@{python}", "--id", "asyncio.tasks:Task.cancel:*", "-k", "task/cancel", "--json", str(file))
    assert done.returncode == 0, done.stderr
    fates = [one["fate"] for one in outcomes(file).values()]
    assert fates.count("seen") >= len(fates) / 2


SAMPLE = json.loads((Path(__file__).parent / "sample.json").read_text("utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("target", SAMPLE)
def test_as_many_faults_of_a_sample_are_seen_as_the_file_says(target: str, tmp_path: Path) -> None:
    wanted = SAMPLE[target]
    file = tmp_path / "detection.json"
    done = detect(
        target, "--faults", str(wanted["faults"]), "--seed", str(wanted["seed"]), "--json", str(file), timeout=600
    )
    assert done.returncode == 0, done.stderr
    found = outcomes(file)
    seen = sum(one["fate"] in ("seen", "import") for one in found.values())
    assert len(found) == wanted["faults"]
    assert seen >= wanted["seen"], done.stdout
