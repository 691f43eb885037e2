"""The gate from outside: exit codes, and the one line that each red has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import command_line

from .conftest import FUTURE, HANDLER, MAY, ONCE, STAYS, Run, write_loop

TARGET = "crooked:new_event_loop"
ENTRY = f"""\
[[known]]
scenario = "{HANDLER}"
signature = "fail: get_running_loop().get_exception_handler(): got 5"
reason = "It counts instead."
issue = "https://example.org/issues/1"
"""
BOTH = ENTRY + ENTRY.replace(HANDLER, STAYS)


def reds(output: str) -> list[str]:
    """The lines between the counts and the advice."""
    lines = output.splitlines()[2:-1]
    return [
        line for line in lines if not line.startswith(("to see it", "to accept it", "to remove the entries", "note:"))
    ]


@pytest.fixture
def crooked(folder: Path) -> Path:
    """The folder with a loop whose exception handler is 5."""
    write_loop(folder, get_exception_handler="return 5")
    return folder


def test_a_loop_that_conforms_is_green_without_a_configuration(gate: Run) -> None:
    done = gate()
    assert (done.returncode, reds(done.stdout)) == (0, []), done.stdout + done.stderr
    assert "5 held, 0 known deviations, 0 flaky, 0 red" in done.stdout
    assert "exit 0: green: nothing but what is known" in done.stdout


def test_an_unexpected_failure_is_red_and_says_what_to_do(gate: Run, crooked: Path) -> None:
    done = gate()
    assert done.returncode == 1
    assert reds(done.stdout) == [
        f"unexpected failure: {id_} on {TARGET}: fail: get_running_loop().get_exception_handler(): got 5; "
        "mend it, or `--update` writes it down"
        for id_ in (HANDLER, STAYS)
    ]
    assert f"to see it: loopspec run {TARGET} -k {HANDLER}" in done.stdout


def test_known_deviations_are_green_and_may_needs_no_entry(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text(BOTH)
    done = gate()
    assert (done.returncode, reds(done.stdout)) == (0, [])
    assert "2 held, 2 known deviations, 0 flaky, 0 red" in done.stdout
    assert "1 differ where nothing is specified" in done.stdout


def test_targets_come_from_the_configuration_and_pyproject_will_do(gate: Run, crooked: Path) -> None:
    text = f'[tool.loopspec]\ntargets = ["{TARGET}"]\n' + BOTH.replace("[[known]]", "[[tool.loopspec.known]]")
    (crooked / "pyproject.toml").write_text(text)
    assert gate(targets=()).returncode == 0


def test_areas_of_the_configuration_bound_the_gate(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text('levels = ["may"]\n')
    done = gate()
    assert done.returncode == 0
    assert "0 held" in done.stdout


def test_a_known_deviation_that_fails_in_another_way_is_red(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text(BOTH)
    write_loop(crooked, get_exception_handler="return 6")
    done = gate("-k", HANDLER)
    assert done.returncode == 1
    assert reds(done.stdout) == [
        f"loopspec.toml:1: fails in another way: {HANDLER} on {TARGET}: "
        "fail: get_running_loop().get_exception_handler(): got 6; "
        "known was fail: get_running_loop().get_exception_handler(): got 5; look again, then change the signature"
    ]


def test_an_unexpected_pass_is_red(gate: Run, folder: Path) -> None:
    (folder / "loopspec.toml").write_text(ENTRY)
    done = gate()
    assert done.returncode == 1
    assert reds(done.stdout) == [f"loopspec.toml:1: unexpected pass: {HANDLER} on {TARGET} holds now; remove the entry"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            HANDLER,
            "lock/basics/handler-is-unse",
            "1: stale entry: lock/basics/handler-is-unse is not in the suite; remove or correct it",
        ),
        (
            'reason = "It counts instead."',
            'reason = "It counts instead."\nexpires = 2020-02-29',
            f"1: expired entry: {HANDLER} expired on 2020-02-29; mend it, or renew the date with the reason",
        ),
        (
            'reason = "It counts instead."\n',
            "",
            f"1: unexplained entry: {HANDLER}: write its reason",
        ),
        (
            "It counts instead.",
            "TODO",
            f"1: unexplained entry: {HANDLER}: write its reason (still TODO)",
        ),
        (
            'issue = "https://example.org/issues/1"\n',
            "",
            f'1: unexplained entry: {HANDLER}: write its issue (a web address, or "none")',
        ),
        (
            'signature = "fail: get_running_loop().get_exception_handler(): got 5"\n',
            "",
            f"1: fails in another way: {HANDLER} on {TARGET}: fail: get_running_loop().get_exception_handler(): got 5; "
            "the entry has no signature: add this one",
        ),
        (
            ENTRY,
            ENTRY + ENTRY.replace(HANDLER, "lock/basics/handler-is-*"),
            f"6: overlapping entries: {HANDLER} on {TARGET} is also covered by line 1; keep one entry for each case",
        ),
        (
            ENTRY,
            ENTRY + (ENTRY + 'platform = "*nowhere*"\n') * 2,
            f"12: overlapping entries: {HANDLER}: the same as line 6; keep one of them",
        ),
    ],
    ids=["stale", "expired", "no reason", "TODO", "no issue", "no signature", "overlap", "the same twice"],
)
def test_an_entry_that_is_not_in_order_is_red(gate: Run, crooked: Path, old: str, new: str, line: str) -> None:
    (crooked / "loopspec.toml").write_text(ENTRY.replace(old, new))
    done = gate("-k", HANDLER) if "stale" not in line else gate("-k", FUTURE)
    assert done.returncode == 1
    assert f"loopspec.toml:{line}" in reds(done.stdout)


def test_an_entry_for_no_target_of_the_configuration_is_stale(gate: Run, crooked: Path) -> None:
    text = f'targets = ["{TARGET}"]\n' + ENTRY + 'target = "uvlop"\n'
    (crooked / "loopspec.toml").write_text(text)
    line = f"loopspec.toml:2: stale entry: {HANDLER}: uvlop is none of the targets; remove or correct it"
    assert line in reds(gate("-k", FUTURE).stdout)


def test_an_entry_whose_condition_does_not_hold_covers_nothing(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text(ENTRY + 'python = "<3.11"\n')
    done = gate("-k", HANDLER)
    assert done.returncode == 1
    assert reds(done.stdout)[0].startswith(f"unexpected failure: {HANDLER}")
    write_loop(crooked)
    assert gate("-k", HANDLER).returncode == 0, "an entry that does not apply cannot be stale"


def test_notes_tell_what_is_odd_and_not_wrong(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text(ENTRY.replace(HANDLER, MAY))
    done = gate("-k", MAY)
    assert done.returncode == 0
    assert f"note: loopspec.toml:1: {MAY} is at may, which never gates: no entry is needed" in done.stdout


def test_crash_and_hang_have_signatures(gate: Run, folder: Path) -> None:
    write_loop(folder, get_exception_handler="time.sleep(30)", create_future="os.abort()")
    done = gate("--timeout", "0.5", "-k", HANDLER, "-k", FUTURE)
    assert done.returncode == 1
    assert f"{HANDLER} on {TARGET}: hang; " in done.stdout
    assert f"{FUTURE} on {TARGET}: crash: SIGABRT; " in done.stdout


def test_without_retries_a_failure_is_a_failure_and_with_them_it_is_flaky(gate: Run, folder: Path) -> None:
    write_loop(folder, get_exception_handler=ONCE)
    done = gate("-k", HANDLER, "--retries", "2", "--results", "out.jsonl")
    assert done.returncode == 1
    assert reds(done.stdout) == [
        f"flaky: {HANDLER} on {TARGET}: fail: get_running_loop().get_exception_handler(): got 'at first'; "
        "attempts: fail, pass; mend it, or `--update` writes it down"
    ]
    result = json.loads((folder / "out.jsonl").read_text().splitlines()[-2])
    assert (result["verdict"], result["attempts"]) == ("fail", ["fail", "pass"])
    assert "(attempts: fail, pass)" in result["detail"]
    (folder / "seen").unlink()
    done = gate("-k", HANDLER)
    assert reds(done.stdout)[0].startswith("unexpected failure")


def test_a_target_that_does_not_start_for_the_retry_keeps_its_results(gate: Run, folder: Path) -> None:
    write_loop(folder, get_exception_handler="return 5")
    (folder / "once.py").write_text(
        "import pathlib\nif pathlib.Path('up').exists(): raise RuntimeError('once is enough')\n"
        "pathlib.Path('up').touch()\nfrom crooked import *\n"
    )
    targets = ("once:new_event_loop", TARGET)
    done = gate("-k", HANDLER, "--retries", "1", "-n", "1", "--results", "out.jsonl", targets=targets)
    assert done.returncode == 1, done.stderr
    assert (
        "1 of its cases are not run again: once:new_event_loop: importing it failed: RuntimeError: once is enough"
        in done.stderr
    )
    results = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()[-3:-1]]
    assert [(each["target"], each["verdict"], each["attempts"]) for each in results] == [
        ("once:new_event_loop", "fail", []),
        (TARGET, "fail", ["fail", "fail"]),
    ]
    assert len(reds(done.stdout)) == 2


def test_flaky_entries_are_green_either_way(gate: Run, folder: Path) -> None:
    write_loop(folder, get_exception_handler=ONCE)
    (folder / "loopspec.toml").write_text(
        f'[[known]]\nscenario = "{HANDLER}"\nreason = "A race."\nissue = "none"\nflaky = true\n'
    )
    done = gate("-k", HANDLER)
    assert done.returncode == 0
    assert "0 held, 0 known deviations, 1 flaky, 0 red" in done.stdout
    done = gate("-k", HANDLER)
    assert done.returncode == 0
    assert "1 held, 0 known deviations, 0 flaky, 0 red" in done.stdout
    assert f"note: loopspec.toml:1: flaky, and did not fail this time: {HANDLER} on {TARGET}" in done.stdout
    write_loop(folder, get_exception_handler="return 5")
    done = gate("-k", HANDLER, "--retries", "1")
    assert done.returncode == 0
    assert f"flaky, and failed every time: {HANDLER} on {TARGET}: attempts: fail, fail" in done.stdout


def test_a_results_file_can_be_judged(gate: Run, crooked: Path) -> None:
    (crooked / "loopspec.toml").write_text(BOTH)
    assert (
        gate("--results", "out.jsonl", "--junit", "out.xml", "--html", "o.html", "--markdown", "o.md").returncode == 0
    )
    assert all((crooked / name).stat().st_size for name in ("out.xml", "o.html", "o.md"))
    assert gate("--results-from", "out.jsonl", targets=()).returncode == 0
    assert gate("--results-from", "out.jsonl").returncode == 0
    (crooked / "loopspec.toml").unlink()
    assert gate("--results-from", "out.jsonl", targets=()).returncode == 1
    assert gate("--results-from", "out.jsonl", "-k", FUTURE, targets=()).returncode == 0
    done = gate("--results-from", "out.jsonl", targets=("uvloop",))
    assert (done.returncode, done.stderr) == (
        2,
        f"target uvloop is not in the results; they have {TARGET}\n",
    )


def test_a_shard_that_is_judged_by_itself_says_so(gate: Run, folder: Path) -> None:
    for shard in ("1/2", "2/2"):
        words = ["--spec", "basics.yaml", "--shard", shard, "--results", f"{shard[0]}.jsonl"]
        command_line.loopspec("run", "asyncio", *words, cwd=folder).check_returncode()
    done = gate("--results-from", "1.jsonl", targets=())
    assert done.returncode == 0
    assert done.stderr == (
        "1.jsonl is shard 1/2 of a run: 2 of its 5 scenarios are not judged here; "
        "`loopspec merge` puts shards together\n"
    )
    command_line.loopspec("merge", "1.jsonl", "2.jsonl", "-o", "all.jsonl", cwd=folder).check_returncode()
    assert gate("--results-from", "all.jsonl", targets=()).stderr == ""


def test_results_with_holes_are_no_verdict(gate: Run, crooked: Path) -> None:
    gate("--results", "out.jsonl")
    lines = (crooked / "out.jsonl").read_text().splitlines(keepends=True)
    (crooked / "cut.jsonl").write_text("".join(lines[:-2]))
    done = gate("--results-from", "cut.jsonl", targets=())
    assert done.returncode == 3
    assert "exit 3: the run is incomplete and 1 cases have no verdict" in done.stdout
    done = gate("--results-from", "cut.jsonl", "--update", targets=())
    assert done.returncode == 3
    assert "nothing was written: a run with holes shows too little" in done.stderr
    assert not (crooked / "loopspec.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "text", "message"),
    [
        ((), "", "no target; give one (loopspec gate uvloop), or write targets = [...] in loopspec.toml"),
        (("--config", "no.toml"), "", "no.toml: cannot be read: No such file or directory"),
        (("asyncio", "--results-from", "x", "--retries", "2"), "", "--results-from runs nothing"),
        (("asyncio",), "targets = [", "loopspec.toml:1: not TOML: "),
        (("asyncio",), "\ntargtes = []\n", "loopspec.toml:2: unknown key 'targtes'; did you mean 'targets'?"),
        (
            ("asyncio",),
            '[[known]]\nscenario = "x"\n\nreasn = "x"\n',
            "loopspec.toml:4: unknown key 'reasn'; did you mean 'reason'?",
        ),
        (("asyncio",), 'areas = ["Lok"]\n', "no area Lok; expected one of Lock"),
        (("uvlop",), "", "did you mean uvloop?"),
    ],
)
def test_a_mistake_gets_a_message_and_exit_2(
    gate: Run, folder: Path, arguments: tuple[str, ...], text: str, message: str
) -> None:
    if text:
        (folder / "loopspec.toml").write_text(text)
    done = gate(*arguments, targets=())
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_two_configurations_are_one_too_many(gate: Run, folder: Path) -> None:
    (folder / "loopspec.toml").write_text("")
    (folder / "pyproject.toml").write_text("[tool.loopspec]\nretries = 1\n")
    done = gate()
    assert done.returncode == 2
    assert "expected one configuration, got two; keep one" in done.stderr


LATER = """\
  later:
    says: A rule of a version to come.
    level: must
    since: "3.99"
    basis: {note: the suite says so}
    main: [{log: in}]
    expect: [{main: in}]
"""


def test_how_much_is_printed_is_chosen_as_for_a_run(gate: Run, crooked: Path) -> None:
    """-v prints how each red shows, -q the conclusion alone, --reasons why cases were not judged."""
    with (crooked / "basics.yaml").open("a") as rules:
        rules.write(LATER)
    quiet = gate("-q", "--results", "out.jsonl")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (1, "exit 1: 2 red\n", "")

    plain = gate("--results-from", "out.jsonl", targets=()).stdout
    check = "get_running_loop().get_exception_handler(): expected None, got 5"
    assert check not in plain
    assert "(1 rule)" in plain  # why in short; which one only with -v --reasons

    verbose = gate("--results-from", "out.jsonl", "-v", "--reasons", targets=()).stdout.splitlines()
    words = [" ".join(line.split()) for line in verbose]
    assert words.count(check) == 3  # the second rule asks twice
    first, second = (at for at, line in enumerate(words) if line.startswith("unexpected failure: "))
    assert check in words[first:second]
    assert "1 main: asked main: asked" in words[second:]
    assert f"1 unsupported holds from Python 3.99 {TARGET} 1" in words
    assert "lock/basics/later" in words
    unjudged = plain.index("Not judged (all of it: --reasons)")
    assert [line for line in plain[:unjudged].splitlines() if line not in verbose] == []

    both = gate("-q", "-v")
    assert (both.returncode, both.stdout) == (2, "")
    assert "-v and -q exclude each other" in both.stderr
