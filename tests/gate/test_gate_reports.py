"""Known deviations in the reports of a gate: apart from new ones, with their reason, and never as a pass."""

from __future__ import annotations

import json
import random
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

import command_line
from loopspec.gate.compare import annotate, evaluate
from loopspec.results.file import read_results
from loopspec.results.model import Accepted
from loopspec.results.tally import conclude
from report_data import embedded

from .conftest import HANDLER, ONCE, STAYS, Run, write_loop
from .made_up import config
from .test_gate_command import BOTH, ENTRY, TARGET
from .test_gate_update import TODAY
from .test_gate_update_random import IDS, random_run, random_text

SCHEMA = Path(__file__).parents[2] / "spec" / "schema" / "results-1.0.json"
ISSUE = "https://example.org/issues/1"
WRITES = ("--results", "out.jsonl", "--junit", "out.xml", "--html", "out.html", "--markdown", "out.md")


@pytest.fixture
def crooked(folder: Path) -> Path:
    """The folder with a loop whose exception handler is 5."""
    write_loop(folder, get_exception_handler="return 5")
    return folder


def junit(folder: Path) -> ElementTree.Element:
    """The JUnit report, whose totals are those of its cases."""
    root = ElementTree.parse(folder / "out.xml").getroot()
    for element in (root, *root):
        for total, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(element.get(total, "")) == len(element.findall(f".//testcase/{tag}"))
        assert int(element.get("tests", "")) == len(element.findall(".//testcase"))
    return root


def report(folder: Path, *arguments: str) -> str:
    """Return the output of ``loopspec report``."""
    done = command_line.loopspec("report", *arguments, cwd=folder)
    done.check_returncode()
    return done.stdout


def html_data(folder: Path) -> dict[str, list[dict[str, object]]]:
    """The data inside the HTML report."""
    return embedded((folder / "out.html").read_text("utf-8"))


def test_a_green_gate_has_a_junit_without_failures(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text(BOTH)
    assert gate(*WRITES).returncode == 0
    root = junit(crooked)
    assert (root.get("failures"), root.get("errors"), root.get("skipped")) == ("0", "0", "2")
    skipped = {case.get("name"): case.find("skipped") for case in root.iter("testcase")}
    for id_ in (HANDLER, STAYS):
        found = skipped[id_.rpartition("/")[2]]
        assert found is not None
        assert found.get("message") == f"known deviation: It counts instead. ({ISSUE})"


def test_what_is_new_is_told_apart_from_what_is_known(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text(ENTRY)
    assert gate(*WRITES).returncode == 1
    root = junit(crooked)
    assert (root.get("failures"), root.get("skipped")) == ("1", "1")
    markdown = (crooked / "out.md").read_text()
    new, known = markdown.split("<b>Known deviations</b>: 1")
    assert f"#### `{STAYS}` (should)" in new
    assert HANDLER not in new
    assert f"- `{HANDLER}` (must) on `{TARGET}`: **fail**." in known
    assert f"It counts instead. [{ISSUE}](<{ISSUE}>)" in known
    assert "Exit code 1: crooked:new\\_event\\_loop (1 should) deviates." in new
    outcomes = html_data(crooked)["outcomes"]
    assert [outcome["known"] for outcome in outcomes if "known" in outcome] == [
        {"as": "known deviation", "reason": "It counts instead.", "issue": ISSUE, "url": ISSUE}
    ]
    told = report(crooked, "out.jsonl")
    assert told.index("Deviations: 1") < told.index(STAYS) < told.index("Known deviations: 1") < told.index(HANDLER)
    assert "known deviation: It counts instead." in told


def test_what_is_known_is_no_pass(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text(BOTH)
    assert gate(*WRITES).returncode == 0
    row = next(line for line in (crooked / "out.md").read_text().splitlines() if line.startswith("| `crooked"))
    must_holds, must_deviates, should_holds, should_deviates, _, _, known = row.split(" | ")[2:9]
    assert (must_holds, must_deviates, should_holds, should_deviates, known) == ("1", "0", "1", "0", "2")
    command_line.loopspec("badge", "out.jsonl", "--json", "badge.json", cwd=crooked).check_returncode()
    assert json.loads((crooked / "badge.json").read_text())["message"] == "must 50%, should 50%"


def test_the_results_keep_why_and_stay_within_their_schema(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text(BOTH + ENTRY.replace(HANDLER, "lock/basics/gone"))
    assert gate(*WRITES).returncode == 1
    validator = Draft202012Validator(json.loads(SCHEMA.read_text()))
    for line in (crooked / "out.jsonl").read_text().splitlines():
        validator.validate(json.loads(line))
    found = read_results(crooked / "out.jsonl")
    assert {result.id: result.known for result in found.results if result.known} == dict.fromkeys(
        (HANDLER, STAYS), Accepted("It counts instead.", ISSUE)
    )
    for name, option in (("out.html", "--html"), ("out.xml", "--junit"), ("out.md", "--markdown")):
        report(crooked, "out.jsonl", option, f"again-{name}")
        assert (crooked / f"again-{name}").read_bytes() == (crooked / name).read_bytes()


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        (ENTRY + ENTRY.replace(HANDLER, STAYS), f"loopspec.toml:1: unexpected pass: {HANDLER} on {TARGET} holds now"),
        (ENTRY.replace(HANDLER, "lock/basics/gone"), "loopspec.toml:1: stale entry: lock/basics/gone"),
    ],
    ids=["unexpected pass", "stale"],
)
def test_a_red_of_the_list_is_red_in_every_report(gate: Run, folder: Path, entries: str, fault: str) -> None:
    (folder / "loopspec.toml").write_text(entries)
    assert gate(*WRITES).returncode == 1
    failures = [failure.get("message", "") for failure in junit(folder).iter("failure")]
    assert failures[0].startswith(fault)
    assert fault.partition(": ")[2].replace("_", "\\_") in (folder / "out.md").read_text()
    assert fault in (folder / "out.html").read_text().partition('id="results"')[0]
    assert fault in report(folder, "out.jsonl")


def test_a_flaky_entry_is_told_as_flaky(gate: Run, folder: Path) -> None:
    write_loop(folder, get_exception_handler=ONCE)
    (folder / "loopspec.toml").write_text(
        f'[[known]]\nscenario = "{HANDLER}"\nreason = "A race."\nissue = "none"\nflaky = true\n'
    )
    assert gate("-k", HANDLER, *WRITES).returncode == 0
    skipped = junit(folder).find(".//skipped")
    assert skipped is not None
    assert skipped.get("message") == "known to be flaky: A race."
    assert "known to be flaky. Accepted: A race." in (folder / "out.md").read_text()


def test_another_list_judges_anew(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text(BOTH)
    assert gate(*WRITES).returncode == 0
    (crooked / "loopspec.toml").unlink()
    assert gate("--results-from", "out.jsonl", "--junit", "out.xml", targets=()).returncode == 1
    root = junit(crooked)
    assert (root.get("failures"), root.get("skipped")) == ("2", "0")


def test_merged_files_keep_what_their_gates_know(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text(BOTH)
    assert gate("--results", "one.jsonl").returncode == 0
    assert gate("--results", "two.jsonl", targets=("asyncio",)).returncode == 1
    done = command_line.loopspec("merge", "one.jsonl", "two.jsonl", "-o", "all.jsonl", cwd=crooked)
    assert done.returncode == 1, done.stderr
    assert "Known deviations: 2" in done.stdout
    assert f"unexpected pass: {HANDLER} on asyncio holds now" in done.stdout
    assert "exit 1: 2 faults in the list of what is known" in done.stdout


@pytest.mark.parametrize("seed", range(4))
def test_the_reports_come_to_the_gates_conclusion(tmp_path: Path, seed: int) -> None:
    choose = random.Random(seed)
    for _ in range(40):
        known, run = config(tmp_path, random_text(choose, "known")), random_run(choose)
        found = evaluate(known, run, set(IDS), TODAY)
        assert conclude(annotate(run, found)).code == found.code
