"""``--update`` writes the changes, and leaves all else as it is, byte for byte."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from loopspec.config.file import Config, ConfigError
from loopspec.gate.compare import evaluate
from loopspec.gate.update import Update, update
from loopspec.results.model import Result, Verdict

from .conftest import HANDLER, STAYS, Run, write_loop
from .made_up import config, failing, passing, results

TODAY = date(2026, 1, 15)

FILE = """\
# Our gate.   Odd   layout stays.
targets = [ "loop" ]   # one

# --- locks ---
[[known]]
  scenario   = 'lock/a'   # the first
  signature = "fail: f(): got 1"   # as seen
  reason = "Because."
  issue = "none"
# after the first

[[known]]
scenario = "lock/b"
# inside of the second
signature = "fail: f(): got 1"
reason = "So."
issue = "https://example.org/2"

# --- the end ---
"""


def updated(folder: Path, text: str, *found: Result, name: str = "loopspec.toml") -> Update:
    """Update a configuration; check that the new one is valid, and that a second update changes nothing."""
    before = config(folder, text, name)
    run = results(*found)
    done = update(before, evaluate(before, run, {"lock/a", "lock/b"}, TODAY), run)
    after = config(folder, done.text, name)
    again = update(after, evaluate(after, run, {"lock/a", "lock/b"}, TODAY), run)
    assert again.text == done.text
    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    return done


def test_nothing_to_do_changes_nothing(tmp_path: Path) -> None:
    text = FILE.rstrip("\n")
    assert updated(tmp_path, text, failing("lock/a"), failing("lock/b")).text == text


def test_a_new_failure_is_written_at_the_end(tmp_path: Path) -> None:
    done = updated(tmp_path, FILE, failing("lock/a"), failing("lock/b"), failing("lock/c[x='1']", got='"\\x00'))
    assert done.text == FILE + (
        '\n[[known]]\nscenario = "lock/c[x=\'1\']"\ntarget = "loop"\nsignature = \'fail: f(): got "\\x00\'\n'
        'reason = "TODO: say why this is accepted"\nissue = ""\n'
    )
    assert done.added == 1


def test_an_entry_that_holds_is_removed_and_comments_around_it_stay(tmp_path: Path) -> None:
    done = updated(tmp_path, FILE, passing("lock/a"), failing("lock/b"))
    first = FILE[FILE.index("[[known]]") : FILE.index("# after the first")]
    assert done.text == FILE.replace(first, "", 1)
    assert done.removed == 1


def test_a_signature_is_changed_in_its_place(tmp_path: Path) -> None:
    done = updated(tmp_path, FILE, failing("lock/a", got="2"), failing("lock/b"))
    assert done.text == FILE.replace('"fail: f(): got 1"   # as seen', '"fail: f(): got 2"   # as seen').replace(
        '"Because."', '"TODO: it fails in another way now; the reason was: Because."'
    )


def test_a_missing_signature_is_added_and_its_reason_stays(tmp_path: Path) -> None:
    text = '[[known]]\nscenario = "lock/a"\nreason = "Because."\nissue = "none"'
    assert updated(tmp_path, text, failing("lock/a")).text == text + '\nsignature = "fail: f(): got 1"\n'


def test_a_pattern_gives_way_to_the_cases_that_still_fail(tmp_path: Path) -> None:
    text = FILE.replace("'lock/a' ", "'lock/a?'").replace("# as seen", "# seen")
    found = [failing("lock/a1"), passing("lock/a2"), failing("lock/a3", got="3"), failing("lock/b")]
    done = updated(tmp_path, text, *found)
    entries = tomllib.loads(done.text)["known"]
    assert [(entry["scenario"], entry["signature"], entry["reason"]) for entry in entries] == [
        ("lock/a1", "fail: f(): got 1", "Because."),
        ("lock/a3", "fail: f(): got 3", "TODO: it fails in another way now; the reason was: Because."),
        ("lock/b", "fail: f(): got 1", "So."),
    ]
    assert {entry["target"] for entry in entries[:2]} == {"loop"}
    for comment in ("# the first", "# seen", "# after the first", "# inside of the second", "# --- the end ---"):
        assert comment in done.text


def test_an_entry_of_which_only_a_part_was_run_is_left_alone(tmp_path: Path) -> None:
    text = FILE.replace("'lock/a' ", "'lock/?'").replace('"lock/b"', '"lock/c"')
    assert updated(tmp_path, text, passing("lock/a"), failing("lock/c")).text == text, "lock/b was not run"
    text = FILE.replace('"loop" ]', '"loop", "other" ]')
    assert updated(tmp_path, text, passing("lock/a"), failing("lock/b")).text == text, "other was not run"


def test_stale_entries_go_and_flaky_and_expired_ones_stay(tmp_path: Path) -> None:
    text = (
        '[[known]]\nscenario = "no/such"\n\n\n[[known]]\nscenario = "lock/a"\nflaky = true\nreason = "r"\n'
        'issue = "none"\n[[known]]\nscenario = "lock/b"\nexpires = 2020-01-01\nsignature = "fail"\n'
    )
    only = Result("loop", "lock/b", Verdict.FAIL)
    done = updated(tmp_path, text, passing("lock/a"), only)
    assert done.text == text.partition("\n\n\n")[2]


def test_a_flaky_case_is_written_as_flaky(tmp_path: Path) -> None:
    verdicts = [Verdict.FAIL, Verdict.PASS]
    done = updated(tmp_path, "", failing("lock/a", attempts=verdicts))
    assert done.text.startswith("# Accepted by `loopspec gate`")
    assert 'targets = ["loop"]\n' in done.text
    assert done.text.endswith("flaky = true\n")


def test_pyproject_keeps_what_follows(tmp_path: Path) -> None:
    text = "[tool.loopspec]\n{}\n[tool.other]\nx = 1"
    entry = (
        '\n[[tool.loopspec.known]]\nscenario = "lock/a"\nsignature = "fail: f(): got 1"\nreason = "r"\nissue = "none"\n'
    )
    done = updated(tmp_path, text.format(entry), failing("lock/a"), failing("lock/b"), name="pyproject.toml")
    before, after = done.text.split('[[tool.loopspec.known]]\nscenario = "lock/b"\n')
    assert before == text.format(entry).partition("\n[tool.other]")[0] + "\n"
    assert after.endswith('issue = ""\n\n[tool.other]\nx = 1\n')
    assert 'scenario = "lock/b"' in updated(tmp_path, "[tool.loopspec]", failing("lock/b"), name="pyproject.toml").text


def test_the_last_entry_may_go_while_a_new_one_comes(tmp_path: Path) -> None:
    entry = '[[tool.loopspec.known]]\nscenario = "lock/a"\nsignature = "fail: f(): got 1"\n'
    text = f"[tool.loopspec]\n\n{entry}\n\n[tool.other]\nx = 1\n"
    done = updated(tmp_path, text, passing("lock/a"), failing("lock/b"), name="pyproject.toml")
    assert [entry["scenario"] for entry in tomllib.loads(done.text)["tool"]["loopspec"]["known"]] == ["lock/b"]
    assert done.text.endswith("[tool.other]\nx = 1\n")


def test_line_ends_of_windows_stay(tmp_path: Path) -> None:
    text = FILE.replace("\n", "\r\n")
    done = updated(tmp_path, text, failing("lock/a", got="2"), passing("lock/b"), failing("lock/c"))
    assert done.text.count("\n") == done.text.count("\r\n")


def test_inline_entries_are_left_to_their_author(tmp_path: Path) -> None:
    before = config(tmp_path, 'known = [{scenario = "lock/a", signature = "fail"}]\n')
    run = results(failing("lock/b"))
    outcome = evaluate(before, run, {"lock/a"}, TODAY)
    with pytest.raises(
        ConfigError, match=r"loopspec.toml:1: `--update` needs every entry below a \[\[known\]\] header"
    ):
        update(before, outcome, run)


def test_without_a_file_a_whole_one_is_made() -> None:
    before = Config()
    run = results(failing("lock/a"), passing("lock/a", "other@python3.13"))
    done = update(before, evaluate(before, run, {"lock/a"}, TODAY), run)
    assert tomllib.loads(done.text)["targets"] == ["loop", "other@python3.13"]


def test_from_outside_update_then_reasons_then_green(gate: Run, folder: Path) -> None:
    write_loop(folder, get_exception_handler="return 5")
    done = gate("--update")
    assert done.returncode == 0
    assert done.stdout.startswith("loopspec.toml: 2 added\nleft for you: 2\n  loopspec.toml:4: unexplained entry: ")
    file = folder / "loopspec.toml"
    written = file.read_bytes()
    done = gate(targets=())
    assert done.returncode == 1
    assert f"loopspec.toml:4: unexplained entry: {HANDLER}: write its reason (still TODO) and its issue" in done.stdout
    done = gate("--update", targets=())
    assert (done.returncode, file.read_bytes()) == (0, written)
    assert done.stdout.startswith("loopspec.toml: nothing to change\n")
    file.write_text(
        "# mine\n" + file.read_text().replace("TODO: say why this is accepted", "It counts.").replace('""', '"none"')
    )
    assert gate(targets=()).returncode == 0
    write_loop(folder)
    assert gate("-k", STAYS, "--update", targets=()).stdout == "loopspec.toml: 1 removed\n"
    assert HANDLER in file.read_text()
    assert file.read_text().startswith("# mine\n")
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_update_makes_the_file_that_is_named(gate: Run, folder: Path) -> None:
    write_loop(folder, get_exception_handler="return 5")
    done = gate("--config", "known.toml", "--update")
    assert done.stdout.startswith("known.toml: 2 added\n"), done.stderr
    assert gate("--config", "known.toml", targets=()).returncode == 1
