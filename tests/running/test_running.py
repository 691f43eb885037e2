"""Plans, verdicts and what a case finds when it begins."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from loopspec.harness import capture, forked
from loopspec.results.file import dump
from loopspec.results.model import Result, Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case, make_plan
from loopspec.running.run import run
from loopspec.targets.target import Target

MakeCase = Callable[..., Case]
RunCases = Callable[..., dict[str, Result]]

ASYNCIO = Target("asyncio")
INLINE = Target("inline", forks=False)
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"

isolations = pytest.mark.parametrize("target", [ASYNCIO, INLINE], ids=["forked", "inline"])


@isolations
def test_verdicts_are_kept_apart(make_case: MakeCase, run_cases: RunCases, target: Target) -> None:
    """Each way to end has its verdict."""
    results = run_cases(
        target,
        make_case("passes", "scenario.log('a', 'b')", [("a", "b")]),
        make_case("fails", "scenario.log('a', 'c')", [("a", "b")]),
        make_case("raises", "raise ValueError('no')"),
        make_case("checks", "scenario.check('two', 2, 3)"),
        make_case("lacks", "scenario.aio.nothing_of_that_name()"),
        make_case("crashes", "import os\nos.abort()"),
        make_case("hangs", "import time\ntime.sleep(60)"),
        make_case("later", "pass", since="3.99"),
        make_case("earlier", "pass", until="3.0"),
        make_case("needs", "pass", needs=("signals", "wings")),
        make_case("broken", "1 +"),
        make_case("last", "pass"),
    )
    assert {name: str(result.verdict) for name, result in results.items()} == {
        "passes": "pass",
        "fails": "fail",
        "raises": "fail",
        "checks": "fail",
        "lacks": "missing",
        "crashes": "crash",
        "hangs": "hang",
        "later": "unsupported",
        "earlier": "unsupported",
        "needs": "unsupported",
        "broken": "error",
        "last": "pass",
    }
    assert results["later"].detail == "holds from Python 3.99"
    assert results["earlier"].detail == "holds until Python 3.0"
    assert results["needs"].detail == "needs wings"
    assert results["fails"].at == 0
    assert "raise ValueError('no')" in results["raises"].output


def test_version_bounds_include_both_ends(make_case: MakeCase, run_cases: RunCases) -> None:
    """A rule that begins and ends with this version holds in it."""
    case = make_case("now", "pass", since=HERE, until=HERE)
    assert run_cases(ASYNCIO, case)["now"].verdict is Verdict.PASS


def test_results_are_in_the_order_of_the_plan(make_case: MakeCase) -> None:
    """However cases are spread over workers, results and their file are the same."""
    cases = [make_case(f"c{number}", f"scenario.log('n', '{number}')", [("n", str(number))]) for number in range(60)]
    plan = make_plan([ASYNCIO, Target("again"), INLINE], cases)
    seen: list[Result] = []
    results = run(plan, RunOptions(workers=3), seen.append)
    assert [(r.target, r.id) for r in results.results] == [(t.name, c.id) for t, c in plan.pairs]
    assert sorted(map(id, seen)) == sorted(map(id, results.results))
    assert results.complete
    assert len([*dump(results)]) == 1 + 60 + 180 + 1


@isolations
def test_every_case_begins_as_in_a_fresh_process(
    make_case: MakeCase, run_cases: RunCases, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The main thread, default signals, no debug mode from the user's environment, no garbage."""
    monkeypatch.setenv("PYTHONASYNCIODEBUG", "1")
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    body = """
        import gc, signal, sys, threading, warnings
        log = scenario.log
        log("main thread", str(threading.current_thread() is threading.main_thread()))
        log("threads", str(threading.active_count()))
        log("int", str(signal.getsignal(signal.SIGINT) is signal.default_int_handler))
        log("term", str(signal.getsignal(signal.SIGTERM) is signal.SIG_DFL))
        log("hup", str(signal.getsignal(signal.SIGHUP) is signal.SIG_DFL))
        log("blocked", str(len(signal.pthread_sigmask(signal.SIG_BLOCK, []))))
        log("gc", str(gc.isenabled()) + str(gc.get_count()[0] < 700))
        log("dev mode", str(sys.flags.dev_mode) + str(len(sys.warnoptions)))
        log("input", repr(sys.stdin.read()))
        async def main():
            log("debug", str(scenario.aio.get_running_loop().get_debug()))
            task = scenario.aio.create_task(scenario.aio.sleep(0))
            await task
        scenario.run(main)
    """
    expected = [
        ("main thread", "True"),
        ("threads", "1"),
        ("int", "True"),
        ("term", "True"),
        ("hup", "True"),
        ("blocked", "0"),
        ("gc", "TrueTrue"),
        ("dev mode", "False0"),
        ("input", "''"),
        ("debug", "False"),
    ]
    previous = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as under nohup
    try:
        results = run_cases(target, *(make_case(name, body, expected) for name in ("one", "two")))
    finally:
        signal.signal(signal.SIGHUP, previous)
    assert [result.detail for result in results.values()] == ["", ""]


def test_cases_alone_share_nothing(make_case: MakeCase, run_cases: RunCases) -> None:
    """Even the names of tasks begin anew."""
    body = """
        async def main():
            scenario.log("name", scenario.aio.current_task().get_name())
        scenario.run(main)
    """
    cases = [make_case(name, body, [("name", "Task-1")]) for name in ("one", "two", "three")]
    assert {r.verdict for r in run_cases(ASYNCIO, *cases, alone=True).values()} == {Verdict.PASS}


def test_inline_worker_is_replaced_after_a_case_that_left_something(make_case: MakeCase, run_cases: RunCases) -> None:
    """A passing case is no reason to start anew, a thread or a handler left behind is."""
    who = "import os\nscenario.observe('pid', os.getpid())\n"
    thread = "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    handler = "import signal\nsignal.signal(signal.SIGUSR1, print)"
    opened = "import os\nfor _ in range(200): os.open('/', os.O_RDONLY)"
    bodies = {"a": "", "b": thread, "c": handler, "d": opened, "e": "1 / 0", "f": "", "g": ""}
    results = run_cases(INLINE, *(make_case(name, who + body) for name, body in bodies.items()))
    pids = [result.observed[0][1] for result in results.values()]
    assert len(set(pids[:1] + pids[2:])) == 5
    assert pids[0] == pids[1]
    assert pids[5] == pids[6]


def test_cases_that_take_long_wait_side_by_side(make_case: MakeCase, run_cases: RunCases, tmp_path: Path) -> None:
    """Several of them do not add up, and later cases are not kept waiting: each waits until the last one runs."""
    reached = tmp_path / "reached"
    wait = f"import os, time\nwhile not os.path.exists({str(reached)!r}): time.sleep(0.01)"
    cases = [make_case(f"w{number}", wait) for number in range(4)]
    results = run_cases(ASYNCIO, *cases, make_case("last", f"open({str(reached)!r}, 'w').close()"), timeout=60)
    assert [str(result.verdict) for result in results.values()] == ["pass"] * 5


def test_hangs_are_one_result_each(make_case: MakeCase, run_cases: RunCases) -> None:
    hang = "import time\ntime.sleep(60)"
    cases = [make_case(f"h{number}", hang) for number in range(4)] + [make_case("last", "pass")]
    results = run_cases(ASYNCIO, *cases)
    assert [str(result.verdict) for result in results.values()] == ["hang"] * 4 + ["pass"]


def test_interrupted_run_keeps_what_has_ended(tmp_path: Path, make_case: MakeCase) -> None:
    """Ctrl-C ends a run soon; finished results stay, the rest is not run, the file has no footer."""
    script = tmp_path / "script.py"
    script.write_text(
        f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
from loopspec.running.plan import Case, make_plan
from loopspec.harness import capture, forked
from loopspec.results.file import dump
from loopspec.results.model import Level, ScenarioRecord
from loopspec.running.options import RunOptions
from loopspec.running.run import run
from loopspec.targets.target import Target

def case(name, body):
    code = f"def test_{{name}}(scenario):\\n    {{body}}\\n"
    record = ScenarioRecord(name, "A", "s", "Says.", Level.MUST, {{}}, "f", 1, "", code)
    return Case(record, f"test_{{name}}", lambda version: [])

cases = [case("quick", "pass"), case("slow", "import time; time.sleep(60)"), case("last", "pass")]
targets = [Target("forked"), Target("inline", forks=False)]
results = run(
    make_plan(targets, cases), RunOptions(workers=1, timeout=50),
    on_result=lambda result: print(result.id, result.verdict, flush=True),
)
print("".join(dump(results)))
"""
    )
    process = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    ended = sorted(process.stdout.readline() for _ in range(4))
    assert ended == ["last pass\n"] * 2 + ["quick pass\n"] * 2
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=40)  # what it waited for has 50 seconds
    assert process.returncode == 0
    records = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    verdicts = [record["verdict"] for record in records if record["kind"] == "result"]
    assert verdicts == ["pass", "not-run", "pass"] * 2
    assert records[-1]["kind"] != "footer"


@pytest.mark.parametrize("forks", [True, False])
@pytest.mark.parametrize("end", ["os.abort()", "os._exit(3)", "time.sleep(3600)", "pass"])
def test_files_of_a_case_go_however_it_ends(
    make_case: MakeCase, run_cases: RunCases, monkeypatch: pytest.MonkeyPatch, end: str, forks: bool
) -> None:
    body = f"""
        import os, time
        open(scenario.outside().unix_path(), "w").close()
        {end}
    """
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # short, as the path of a socket has to be
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        found = run_cases(Target("asyncio", forks=forks), make_case("leaving", body))
        assert found["leaving"].verdict in (Verdict.CRASH, Verdict.HANG, Verdict.PASS), found["leaving"].detail
        assert list(Path(folder).iterdir()) == []


def test_killed_supervisor_leaves_no_worker(tmp_path: Path) -> None:
    """Workers leave when nobody is there to feed them, also from the middle of a case."""
    script = tmp_path / "script.py"
    script.write_text(
        "import os, signal\n"
        "from loopspec.running.options import RunOptions\n"
        "from loopspec.running.supervisor import Supervisor\n"
        "from loopspec.targets.target import Target\n"
        "supervisor = Supervisor(RunOptions(workers=2))\n"
        "supervisor.start([Target('a'), Target('b', forks=False)])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, script], check=False).returncode == -signal.SIGKILL
    # the fixture that looks for left-over processes does the rest


def test_worker_needs_no_loopspec(make_case: MakeCase, run_cases: RunCases) -> None:
    """The far side imports nothing of loopspec, not even where it could."""
    body = "import sys\nscenario.log('ours', str([m for m in sys.modules if 'loopspec' in m]))"
    case = make_case("alone", body, [("ours", "[]")])
    assert run_cases(ASYNCIO, case)["alone"].detail == ""


def test_source_that_only_the_target_refuses_is_unsupported(
    make_case: MakeCase, run_cases: RunCases, tmp_path: Path
) -> None:
    """An interpreter that lacks a statement does not fail the rule."""
    (tmp_path / "sparse.py").write_text(
        "import builtins\nfrom asyncio import *\n"
        "def refuse(*_): raise NotImplementedError('async with')\n"
        "builtins.compile = refuse\n"
    )
    target = Target("sparse", namespace="sparse", sys_path=(str(tmp_path),))
    result = run_cases(target, make_case("x", "pass  # as no other case is written, whose code may be kept"))["x"]
    assert result.verdict is Verdict.UNSUPPORTED
    assert result.detail == "the interpreter refuses the source: NotImplementedError: async with"


def test_worker_that_cannot_be_started_again(make_case: MakeCase, run_cases: RunCases, tmp_path: Path) -> None:
    """A target that imports once and never again costs what is left of its own cases."""
    module = tmp_path / "once.py"
    module.write_text(f"import os\nfrom asyncio import *\nos.rename({str(module)!r}, {str(module)!r} + '.gone')\n")
    target = Target("once", namespace="once", forks=False, sys_path=(str(tmp_path),))
    results = run_cases(target, make_case("dies", "import os\nos.abort()"), make_case("x", "pass"))
    assert results["dies"].verdict is Verdict.CRASH
    assert results["x"].verdict is Verdict.NOT_RUN
    assert "could not be started again" in results["x"].detail


def test_time_of_a_case_is_its_own(make_case: MakeCase, run_cases: RunCases) -> None:
    """Seconds are measured around the case."""
    result = run_cases(ASYNCIO, make_case("x", "import time\ntime.sleep(0.05)"))["x"]
    assert 0.05 <= result.seconds < 0.5


def test_plan_has_a_digest(make_case: MakeCase) -> None:
    """Equal suites have equal digests, whatever they run on."""
    one, two = make_case("one", "pass"), make_case("two", "pass")
    assert make_plan([ASYNCIO], [one, two]).suite == make_plan([INLINE], [one, two]).suite
    assert make_plan([ASYNCIO], [one]).suite != make_plan([ASYNCIO], [one, two]).suite


def test_environment_of_this_process_is_untouched(make_case: MakeCase, run_cases: RunCases) -> None:
    """Running changes neither the environment nor the signals of the caller."""
    before = dict(os.environ), signal.getsignal(signal.SIGINT)
    run_cases(ASYNCIO, make_case("x", "pass"))
    assert (dict(os.environ), signal.getsignal(signal.SIGINT)) == before


def test_a_child_that_ends_while_its_stacks_are_asked_for_has_answered() -> None:
    read_end, write_end = os.pipe()
    master, kept_open = os.pipe()
    output = capture.Output()
    slow = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        os.write(
            write_end, b'Current thread 0x1 (most recent call first):\n  File "case", line 1\n{"kind": "observed"}\n'
        )
        answer = forked.Child(slow.pid, read_end, output).follow(time.monotonic() - 1, master)
        assert answer == {"kind": "observed"}
    finally:
        slow.kill()
        slow.communicate()
        output.close()
        for descriptor in (read_end, write_end, master, kept_open):
            os.close(descriptor)
