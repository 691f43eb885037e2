"""``[[blocked]]``: one entry for the scenarios that fail because another one does."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from loopspec.config.file import ConfigError
from loopspec.gate.compare import FindingKind, GateResult, annotate, evaluate, worth_a_retry
from loopspec.gate.update import Update, update
from loopspec.results.file import dump
from loopspec.results.model import Result, Results, ResultsError, Verdict
from loopspec.results.tally import conclude

from .conftest import HANDLER, STAYS, Run, write_loop
from .made_up import config, failing, passing, results
from .test_gate_command import ENTRY, TARGET
from .test_gate_reports import SCHEMA, WRITES, junit, report
from .test_gate_update import TODAY

CAUSE = """\
[[known]]
scenario = "run/again"
signature = "fail: f(): got 1"
reason = "It starts once."
issue = "none"
"""
TEXT = (
    CAUSE
    + """
[[blocked]]
blocked_by = "run/again"
scenarios = ["lock/*", "queue/get"]
"""
)
SUITE = {"run/again", "lock/a", "lock/b", "queue/get", "queue/put"}


def judged(folder: Path, text: str, *found: Result) -> GateResult:
    """The outcome of a gate on some results."""
    return evaluate(config(folder, text), results(*found), SUITE, TODAY)


def kinds(found: GateResult) -> list[FindingKind]:
    """Why things are red, in order."""
    return [finding.kind for finding in found.findings]


def test_while_the_cause_fails_its_cases_are_neither_red_nor_known(tmp_path: Path) -> None:
    """They may fail in any way; those that pass hold, and what is not in the list is as red as ever."""
    crash = Result("loop", "queue/get", Verdict.CRASH)
    run = [failing("run/again"), failing("lock/a", got="7"), passing("lock/b"), crash, failing("queue/put")]
    found = judged(tmp_path, TEXT, *run)
    assert (found.known, found.blocked, found.held, kinds(found)) == (1, 2, 1, [FindingKind.UNEXPECTED])
    assert found.findings[0].results[0].id == "queue/put"
    assert judged(tmp_path, TEXT, *run[:-1]).code == 0
    assert worth_a_retry(config(tmp_path, TEXT), results(*run), SUITE, TODAY) == {("loop", "queue/put")}


def test_when_the_cause_holds_all_are_judged_and_the_entry_is_stale(tmp_path: Path) -> None:
    text = TEXT.removeprefix(CAUSE)
    found = judged(tmp_path, text, passing("run/again"), failing("lock/a"), passing("lock/b"), passing("queue/get"))
    assert (found.blocked, found.held, found.code) == (0, 3, 1)
    assert [str(finding).partition("loopspec.toml:")[2] or str(finding) for finding in found.findings] == [
        "unexpected failure: lock/a on loop: fail: f(): got 1; mend it, or `--update` writes it down",
        "2: stale entry: run/again holds now and blocks nothing; remove the entry",
    ]


def test_each_target_has_its_own_cause(tmp_path: Path) -> None:
    """An entry is not stale while the cause fails on one of its targets; where it holds, nothing is blocked."""
    run = [failing("run/again", "x"), failing("lock/a", "x"), passing("run/again", "y"), failing("lock/a", "y")]
    text = TEXT.replace('"run/again"\nsig', '"run/again"\ntarget = "x"\nsig')
    found = judged(tmp_path, text, *run)
    assert (found.blocked, kinds(found)) == (1, [FindingKind.UNEXPECTED])
    assert found.findings[0].results[0].target == "y"
    found = judged(tmp_path, text + 'target = "z"\n', *run)
    assert (found.blocked, kinds(found)) == (0, [FindingKind.UNEXPECTED, FindingKind.UNEXPECTED]), (
        "no target of its own"
    )


def test_an_entry_of_its_own_comes_first(tmp_path: Path) -> None:
    text = TEXT + CAUSE.replace("run/again", "lock/a")
    found = judged(tmp_path, text, failing("run/again"), failing("lock/a"))
    assert (found.known, found.blocked, found.code) == (2, 0, 0)
    assert kinds(judged(tmp_path, text, failing("run/again"), passing("lock/a"))) == [FindingKind.PASSES]
    assert kinds(judged(tmp_path, text, failing("run/again"), failing("lock/a", got="2"))) == [FindingKind.CHANGED]


def test_a_pattern_does_not_block_the_cause_itself(tmp_path: Path) -> None:
    text = '[[blocked]]\nblocked_by = "run/again"\nscenarios = ["*"]\n'
    found = judged(tmp_path, text, failing("run/again"), failing("lock/a"))
    assert (found.blocked, kinds(found)) == (1, [FindingKind.UNEXPECTED])
    assert found.findings[0].results[0].id == "run/again"


def test_a_cause_that_was_not_run_is_noted(tmp_path: Path) -> None:
    found = judged(tmp_path, TEXT, failing("lock/a"))
    assert (found.blocked, found.code) == (1, 0)
    assert found.notes[0].endswith(":7: run/again was not run here: the cases that it blocks were not judged")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("run/again", "run/agian", "7: stale entry: run/agian is not in the suite; remove or correct it"),
        ("queue/get", "queue/gte", "7: stale entry: queue/gte: not in the suite; remove or correct it"),
        ("run/again", "run/may/x", "7: unexplained entry: run/may/x is at may, which never gates; expected a cause at"),
    ],
)
def test_an_entry_that_is_not_in_order_is_red(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = CAUSE + TEXT.removeprefix(CAUSE).replace(old, new)
    found = judged(tmp_path, text, failing("run/again"), failing("run/may/x"))
    assert f"loopspec.toml:{told}" in str(found.findings[0])
    assert found.code == 1


def test_an_entry_for_none_of_the_targets_is_stale(tmp_path: Path) -> None:
    found = judged(tmp_path, 'targets = ["loop"]\n' + TEXT + 'target = "lop"\n', failing("run/again"))
    assert str(found.findings[0]).endswith("stale entry: lop is none of the targets; remove or correct it")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[blocked]]\nscenarios = ['a']\n", "1: [[blocked]] without `blocked_by`; add the id of the scenario"),
        ("\n[[blocked]]\nblocked_by = 'a'\n", "2: [[blocked]] without `scenarios`; add a list of ids"),
        ("[[blocked]]\nblocked_by = 'a/*'\n", "2: blocked_by: expected the id of one scenario, got the pattern 'a/*'"),
        ("[[blocked]]\nscenarios = 'a'\n", "2: scenarios: expected a list of strings such as"),
        ("[[blocked]]\nscenarios = []\n", "2: scenarios: expected a list of strings such as"),
        ("[[blocked]]\nreason = 'a'\n", "2: unknown key 'reason'; expected one of blocked_by, scenarios, target"),
        ("blocked = 1\n", "1: expected [[blocked]] headers, got another kind of value for blocked"),
        ("[[bloked]]\n", "1: unknown key 'bloked'; did you mean 'blocked'?"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        config(tmp_path, text)
    assert f"loopspec.toml:{message}" in str(raised.value)


def updated(folder: Path, text: str, run: Results, cause: str = "") -> Update:
    """Update a configuration, and check that a second update changes nothing."""
    before = config(folder, text)
    done = update(before, evaluate(before, run, SUITE, TODAY), run, cause)
    after = config(folder, done.text)
    again = update(after, evaluate(after, run, SUITE, TODAY), run, cause)
    assert again.text == done.text
    return done


def everything(*passes: str, target: str = "loop") -> list[Result]:
    """A result for all scenarios: those named pass, the others fail."""
    return [passing(id_, target) if id_ in passes else failing(id_, target) for id_ in sorted(SUITE)]


def test_update_keeps_an_entry_whose_cause_fails(tmp_path: Path) -> None:
    text = TEXT + "# mine\n"
    assert updated(tmp_path, text, results(*everything("queue/put", "lock/b"))).text == text


def test_update_removes_an_entry_whose_cause_holds_and_writes_what_still_fails(tmp_path: Path) -> None:
    done = updated(tmp_path, TEXT, results(*everything("run/again", "queue/put", "lock/b", "queue/get")))
    data = tomllib.loads(done.text)
    assert "blocked" not in data
    assert [entry["scenario"] for entry in data["known"]] == ["lock/a"]
    assert (done.added, done.removed) == (1, 2)


def test_update_removes_what_matches_nothing_from_a_list(tmp_path: Path) -> None:
    text = TEXT.replace('"queue/get"]', '"queue/gone"]  # two')
    run = results(*everything("queue/put", "queue/get"))
    assert tomllib.loads(updated(tmp_path, text, run).text)["blocked"][0]["scenarios"] == ["lock/*"]


def test_update_writes_failures_under_a_cause(tmp_path: Path) -> None:
    """Whole areas as a pattern, others by their ids; the cause has an entry like any other."""
    done = updated(tmp_path, "", results(*everything("queue/put")), cause="run/again")
    data = tomllib.loads(done.text)
    assert data["blocked"] == [
        {"blocked_by": "run/again", "target": "loop", "scenarios": ["lock/*", "queue/get"]},
    ]
    assert [entry["scenario"] for entry in data["known"]] == ["run/again"]


def test_update_takes_entries_that_nobody_has_explained_and_no_others(tmp_path: Path) -> None:
    run = results(*everything("queue/put"))
    plain = updated(tmp_path, "", run).text
    at = plain.index("TODO", plain.index('"lock/a"'))
    plain = plain[:at] + "Another thing: " + plain[at:]
    data = tomllib.loads(updated(tmp_path, plain, run, cause="run/again").text)
    assert [entry["scenario"] for entry in data["known"]] == ["lock/a", "run/again"]
    assert data["blocked"][0]["scenarios"] == ["lock/b", "queue/get"]


def test_update_extends_the_entry_there_is_and_keeps_its_comments(tmp_path: Path) -> None:
    text = TEXT.replace(
        'scenarios = ["lock/*", "queue/get"]', 'target = "loop"  # ours\nscenarios = ["lock/*"]  # some'
    )
    done = updated(tmp_path, text, results(*everything("queue/put")), cause="run/again")
    assert tomllib.loads(done.text)["blocked"][0]["scenarios"] == ["lock/*", "queue/get"]
    assert "# ours" in done.text
    assert "# some" in done.text


def test_a_cause_that_holds_on_a_target_takes_nothing_there(tmp_path: Path) -> None:
    run = results(*everything("queue/put", target="x"), *everything("run/again", "queue/put", target="y"))
    data = tomllib.loads(updated(tmp_path, "", run, cause="run/again").text)
    assert [entry["target"] for entry in data["blocked"]] == ["x"]
    assert {entry["target"] for entry in data["known"] if entry["scenario"] != "run/again"} == {"y"}
    with pytest.raises(ResultsError, match="queue/put does not fail on x, y; name a scenario that fails"):
        updated(tmp_path, "", run, cause="queue/put")


def test_from_outside(gate: Run, folder: Path) -> None:
    write_loop(folder, get_exception_handler="return 5")
    done = gate("--update", "--blocked-by", HANDLER)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "loopspec.toml: 2 added"), done.stderr
    file = folder / "loopspec.toml"
    file.write_text(file.read_text().replace("TODO: say why this is accepted", "It counts.").replace('""', '"none"'))
    done = gate(*WRITES, targets=())
    assert done.returncode == 0, done.stdout
    assert "2 held, 1 known deviations, 0 flaky, 0 red, 1 blocked, 0 do not apply" in done.stdout
    skipped = [case.get("message") for case in junit(folder).iter("skipped")]
    assert skipped == ["known deviation: It counts.", f"blocked by {HANDLER}: It counts."]
    markdown = (folder / "out.md").read_text()
    assert f"<b>Blocked</b>: 1</summary>\n\n- 1 on `{TARGET}`: blocked by `{HANDLER}`. It counts.\n" in markdown
    assert "1 blocked</a>" in (folder / "out.html").read_text()
    told = report(folder, "out.jsonl")
    assert "Blocked: 1\n" in told
    assert f"  1 on {TARGET}  blocked by {HANDLER}: It counts." in told
    write_loop(folder)
    done = gate(targets=())
    assert done.returncode == 1
    assert f"stale entry: {HANDLER} holds now and blocks nothing; remove the entry" in done.stdout
    assert "to remove the entries that hold no more: the same command with --update" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--blocked-by", HANDLER), "--blocked-by needs --update"),
        (("--update", "--blocked-by", "lock/x"), "--blocked-by: expected the id of a scenario, got 'lock/x'"),
        (("--update", "--blocked-by", STAYS), f"{STAYS} does not fail on {TARGET}; name a scenario that fails"),
    ],
)
def test_a_mistake_gets_a_message_and_exit_2(gate: Run, arguments: tuple[str, ...], message: str) -> None:
    done = gate(*arguments)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert message in done.stderr


def test_the_results_keep_the_cause_and_the_reports_come_to_the_same_conclusion(tmp_path: Path) -> None:
    run = results(*everything("queue/put"))
    found = evaluate(config(tmp_path, TEXT), run, SUITE, TODAY)
    kept = annotate(run, found)
    validator = Draft202012Validator(json.loads(SCHEMA.read_text()))
    lines = [json.loads(line) for line in dump(kept)]
    for line in lines:
        if line["kind"] == "result":
            validator.validate(line)
    assert [line["known"] for line in lines if line.get("id") == "lock/a" and line["kind"] == "result"] == [
        {"reason": "It starts once.", "issue": "none", "flaky": False, "blocked_by": "run/again"}
    ]
    conclusion = conclude(kept)
    assert conclusion.code == found.code == 0
    assert conclusion.sentence.endswith("1 known deviation, and 3 blocked cases")


def test_an_unexpected_pass_asks_for_no_reason(gate: Run, folder: Path) -> None:
    (folder / "loopspec.toml").write_text(ENTRY)
    told = gate("-k", HANDLER).stdout
    assert "give the reasons" not in told
    assert "to remove the entries that hold no more: the same command with --update, which writes loopspec.toml" in told


def test_a_byte_order_mark_is_accepted_and_stays(gate: Run, folder: Path) -> None:
    write_loop(folder, get_exception_handler="return 5")
    file = folder / "loopspec.toml"
    file.write_bytes(b"\xef\xbb\xbf" + ENTRY.encode())
    (folder / "basics.yaml").write_bytes(b"\xef\xbb\xbf" + (folder / "basics.yaml").read_bytes())
    assert gate("-k", HANDLER).returncode == 0
    assert gate("-k", STAYS, "--update").returncode == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf" + ENTRY.encode() + b"\n[[known]]")
    for encoding, name in (("utf-16", "UTF-16"), ("utf-32", "UTF-32")):
        file.write_bytes(ENTRY.encode(encoding))
        assert f"loopspec.toml:1: expected UTF-8, got {name}; save the file as UTF-8\n" in gate().stderr
