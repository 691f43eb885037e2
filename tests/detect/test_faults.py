"""Faults and operators: each operator makes its mistake, ids outlive changes elsewhere, samples are fair."""

from __future__ import annotations

import ast
import functools
from collections import Counter
from pathlib import Path

import pytest

from loopspec.detect.faults import Fault, SourceError, chosen, every_fault, faults_of, sample
from loopspec.detect.operators import OPERATORS
from loopspec.places import PACKAGE

REFLOOP = PACKAGE.parents[1] / "reference" / "refloop"

EXAMPLES = {
    "drop-wake-up": ("waiter.set_result(None)", "pass"),
    "drop-clean-up": ("waiters.remove(waiter)", "pass"),
    "drop-call": ("self.note(1.5)", "pass"),
    "drop-assignment": ("self.closed = value", "pass"),
    "skip-check": ("if self.closed:\n        raise Closed()", "pass"),
    "drop-raise": ("raise", "pass"),
    "lose-result": ("return self.value", "return None"),
    "negate-condition": ("if ready: yield", "if (not (ready)): yield"),
    "drop-operand": ("x = one and other", "x = ((other))"),
    "and-or": ("x = one and other", "x = ((one) or (other))"),
    "boundary": ("x = size < limit", "x = (size <= limit)"),
    "invert-comparison": ("x = value is None", "x = (value is not None)"),
    "off-by-one": ("x = 1", "x = 2"),
    "plus-minus": ("x = time + delay", "x = (time - delay)"),
    "other-end": ("x = waiters.popleft()", "x = waiters.pop()"),
    "reverse-order": ("for one in waiters: yield", "for one in reversed(list(waiters)): yield"),
    "while-if": ("while waiting: yield", "if waiting: yield"),
    "lose-context": ("x = call(f, context=c)", "x = call(f)"),
    "lose-name": ("x = Task(coro, name=name)", "x = Task(coro)"),
    "lose-message": ("x = task.cancel(msg=msg)", "x = task.cancel()"),
    "lose-keyword": ("x = Task(coro, loop=loop)", "x = Task(coro)"),
    "lose-arguments": ("x = call(f, *args)", "x = call(f)"),
    "wrong-exception": ("raise RuntimeError('closed')", "raise ValueError('closed')"),
    "narrow-except": ("try: yield\n    except BaseException: yield", "try: yield\n    except Exception: yield"),
    "widen-except": ("try: yield\n    except Exception: yield", "try: yield\n    except BaseException: yield"),
    "call-at-once": ("x = loop.call_soon(f, *args)", "x = (f)(*args)"),
    "not-threadsafe": ("x = loop.call_soon_threadsafe(f)", "x = loop.call_soon(f)"),
    "repeat-call": ("waiter.cancel()", "waiter.cancel()\n    waiter.cancel()"),
    "drop-copy": ("x = list(callbacks)", "x = callbacks"),
    "flip-constant": ("x = True", "x = False"),
    "min-max": ("x = min(a, b)", "x = max(a, b)"),
}


def in_a_function(text: str) -> str:
    return f"def f(self):\n    {text}\n"


def test_every_operator_has_an_example() -> None:
    assert list(EXAMPLES) == list(OPERATORS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_operator_makes_its_mistake(name: str) -> None:
    before, after = (in_a_function(text) for text in EXAMPLES[name])
    planted = [fault.planted(before) for fault in faults_of("m", before) if fault.operator == name]
    assert after in planted
    for source in planted:
        ast.parse(source)


NOT_PLANTED = {
    "what a text says": "class A:\n  def __repr__(self): return 1 + self._more()\n  def _more(self): return a - b",
    "a message": "def f(): assert x < 1, f'{a + b}'",
    "a log": "def f(): logger.debug('x', exc_info=True)",
    "where something was made": "def f(self):\n  if self.loop.get_debug():\n    self._source_traceback = stack(1)",
    "types": "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    x = 1",
    "another system": "if sys.platform == 'win32':\n    x = 1",
    "what others have to write": "class A:\n    def f(self):\n        'Do.'\n        raise NotImplementedError",
    "an annotation": "def f(x: Literal[1]) -> Literal[2]: ...",
    "public names": "__all__ = ('a',) + ('b',)",
}


@pytest.mark.parametrize("source", NOT_PLANTED.values(), ids=NOT_PLANTED)
def test_nothing_is_planted_where_nothing_is_promised(source: str) -> None:
    assert faults_of("m", source) == []


def test_a_public_method_counts_also_where_only_a_text_uses_it() -> None:
    source = "class A:\n    def __repr__(self): return self.size()\n    def size(self): return a - b"
    assert {fault.function for fault in faults_of("m", source)} == {"A.size"}


def test_a_text_of_more_than_one_byte_a_character_does_not_move_a_fault() -> None:
    source = "def f():\n    x = 'ä€😀' if a < b else 'ü'\n"
    boundary = next(fault for fault in faults_of("m", source) if fault.operator == "boundary")
    assert boundary.planted(source) == source.replace("a < b", "(a <= b)")


def test_an_id_does_not_change_when_other_functions_do() -> None:
    source = in_a_function("x = a < b\n    y = c < d")
    ids = {fault.id: fault.change(source) for fault in faults_of("m", source)}
    other = "import os\n\ndef before():\n    return 1 < 2\n\n" + source + "\ndef behind(): return 3 < 4\n"
    later = {fault.id: fault.change(other) for fault in faults_of("m", other)}
    assert ids.items() <= later.items()
    assert ids["m:f:boundary:2"] == "c < d -> (c <= d)"


@functools.cache
def refloop_faults() -> tuple[list[Fault], dict[str, str]]:
    sources = {
        ".".join(("refloop", *path.relative_to(REFLOOP).with_suffix("").parts)): path.read_text("utf-8")
        for path in REFLOOP.rglob("*.py")
    }
    return every_fault(sources), sources


def test_ids_are_unique_and_every_fault_is_python() -> None:
    faults, sources = refloop_faults()
    assert len({fault.id for fault in faults}) == len(faults) > 1000
    assert set(OPERATORS) - {fault.operator for fault in faults} <= {"lose-message", "drop-copy"}
    for fault in sample(faults, 150, seed=1):
        planted = fault.planted(sources[fault.module])
        assert ast.dump(ast.parse(planted)) != ast.dump(ast.parse(sources[fault.module])), fault.id


def test_a_sample_is_fair_and_comes_again() -> None:
    faults, _ = refloop_faults()
    drawn = sample(faults, 200, seed=3)
    assert len(drawn) == 200
    assert drawn == sample(faults, 200, seed=3) != sample(faults, 200, seed=4)
    all_of, those = Counter(one.module for one in faults), Counter(one.module for one in drawn)
    assert set(those) == set(all_of)
    assert all(abs(those[name] - 200 * all_of[name] / len(faults)) <= 2 for name in all_of)
    assert len(sample(faults, 5, seed=3)) == 5
    assert sample(faults, None, seed=3) == faults
    assert len(set(drawn) & set(sample(faults[1:], 200, seed=3))) >= 195
    assert set(drawn) <= set(sample(faults, 300, seed=3))  # a larger sample takes over what came of a smaller one


def test_faults_are_chosen_by_module_operator_and_id() -> None:
    faults, _ = refloop_faults()
    assert {one.module for one in chosen(faults, ["queues"])} == {"refloop.waiting.queues"}
    assert {one.operator for one in chosen(faults, ["queues"], ["drop-*"])} <= {
        name for name in OPERATORS if name.startswith("drop-")
    }
    one = chosen(faults, ["queues"])[0]
    assert chosen(faults, ids=[one.id]) == [one]


def test_a_source_that_is_no_python_says_where() -> None:
    with pytest.raises(SourceError, match=r"^/tmp/m.py:2: .*; run loopspec itself under the Python of the target$"):
        faults_of("m", "x = 1\ny = = 2\n", "/tmp/m.py")


def test_the_lines_of_what_a_class_sets_up_are_those_that_name_it() -> None:
    source = "class A:\n    limit = 5\n    def f(self, most=3):\n        return self.limit\n"
    found = {fault.text: fault for fault in faults_of("m", source) if fault.operator == "off-by-one"}
    assert found["6"].names == ("limit",)
    assert (found["4"].names, found["4"].lines) == ((), (3, 4))


def test_the_suite_of_the_package_is_read_as_it_is(tmp_path: Path) -> None:
    source = "# -*- coding: utf-8 -*-\r\ndef f():\r\n    return a < b\r\n"
    fault = next(one for one in faults_of("m", source) if one.operator == "boundary")
    assert fault.planted(source) == source.replace("a < b", "(a <= b)")
