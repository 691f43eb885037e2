"""Each way in which an unfinished Python can answer a case has its verdict, and costs no other case."""

from __future__ import annotations

import stat
import sys
import textwrap
from pathlib import Path

import pytest

from loopspec.results.model import Level, Result, ScenarioRecord, Verdict
from loopspec.running.options import RunOptions
from loopspec.running.plan import Case, make_plan
from loopspec.running.run import run
from loopspec.targets.interpreters import can_run_a_worker
from loopspec.targets.target import parse_target

HALF = Path(__file__).with_name("half_python.py")


def in_main(body: str) -> str:
    return "async def main():\n" + textwrap.indent(textwrap.dedent(body), "    ") + "\nscenario.run(main)\n"


BODIES: dict[str, tuple[str, str, str]] = {
    "good": (in_main("scenario.log('main', 'a')"), "pass", ""),
    "wrong-trace": (in_main("scenario.log('main', 'b')"), "fail", "event 1: expected main: a; observed main: b"),
    "name": (in_main("aio.Queue()"), "missing", "the namespace has no Queue"),
    "method": (in_main("aio.current_task().get_coro()"), "missing", "the namespace has no Task.get_coro"),
    "method-of-nothing": (in_main("None.cancel()"), "fail", "'NoneType' object has no attribute 'cancel'"),
    "bug-deeper": (in_main("aio.shield(aio.current_task())"), "fail", "has no attribute 'own_loop'"),
    "statement": (
        in_main("async with aio.Lock():\n    scenario.log('main', 'a')"),
        "unsupported",
        "the interpreter refuses the source: NotImplementedError: async with is for the next release",
    ),
    "argument": (in_main("await aio.sleep(0, colour=1)"), "fail", "unexpected keyword argument 'colour'"),
    "not-implemented": (in_main("raise NotImplementedError"), "unsupported", "NotImplementedError"),
    "module": (in_main("import no_such_module"), "unsupported", "No module named 'no_such_module'"),
    "builtin": (in_main("raise NoSuchError"), "missing", "the namespace has no NoSuchError"),
    "abort": ("scenario.log('main', 'a')\nimport os\nos.abort()\n", "crash", "killed by SIGABRT"),
    "exit": ("import os\nos._exit(0)\n", "crash", "the process exited with status 0 before the case had ended"),
    "spin": ("scenario.log('main', 'a')\nwhile True: pass\n", "hang", "no end within 1 s"),
    "chatter": ("print('x', end='')\nscenario.log('main', 'a')\nprint('observed {}')\n", "pass", ""),
    "flood": ("scenario.log('main', 'a')\nfor _ in range(50000): print('x' * 100)\n", "pass", ""),
    "good-again": (in_main("scenario.log('main', 'a')"), "pass", ""),
}


def case_of(name: str) -> Case:
    body = "aio = scenario.aio\n" + BODIES[name][0]
    function = "test_" + name.replace("-", "_")
    code = f"def {function}(scenario):\n" + textwrap.indent(body, "    ")
    record = ScenarioRecord(
        id=name, area="Half", subject="case", says="Something holds.", level=Level.MUST, basis={},
        file="half.yaml", line=1, source="", code=code,
    )  # fmt: skip
    return Case(record, function, lambda version: [("main", "a")])


@pytest.fixture(scope="module")
def half_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    script = tmp_path_factory.mktemp("half") / "halfpython"
    script.write_text(f"#!{sys.executable}\n{HALF.read_text(encoding='utf-8')}", encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script


@pytest.fixture(scope="module")
def results(half_python: Path) -> dict[str, Result]:
    plan = make_plan([parse_target(f"asyncio@{half_python}")], [case_of(name) for name in BODIES])
    return {result.id: result for result in run(plan, RunOptions(workers=2, timeout=1.0)).results}


@pytest.mark.parametrize("name", BODIES)
def test_verdict(name: str, results: dict[str, Result]) -> None:
    _, verdict, detail = BODIES[name]
    assert (results[name].verdict, detail in results[name].detail) == (verdict, True), results[name].detail


@pytest.mark.parametrize("name", ["abort", "spin"])
def test_events_before_the_end_are_told(name: str, results: dict[str, Result]) -> None:
    assert results[name].events == [("main", "a")]


def test_ways_are_found_out_by_asking(half_python: Path) -> None:
    assert can_run_a_worker(sys.executable)
    assert not can_run_a_worker(str(half_python))


def test_needs_are_held_against_the_interpreter(half_python: Path) -> None:
    """Declared by the target, not there in the interpreter: the case is not run."""
    broken = half_python.with_name("no_threads")
    lines = half_python.read_text(encoding="utf-8").replace("del asyncio.Queue", "sys.modules['threading'] = None")
    broken.write_text(lines, encoding="utf-8")
    broken.chmod(0o755)
    case = case_of("good")
    record = ScenarioRecord(
        **{name: getattr(case.record, name) for name in case.record.__slots__} | {"needs": ("threads",)}
    )
    plan = make_plan([parse_target(f"asyncio@{broken}")], [Case(record, case.function, case.expected)])
    (result,) = run(plan, RunOptions(workers=1)).results
    assert (result.verdict, result.detail) == (Verdict.UNSUPPORTED, "needs threads")
