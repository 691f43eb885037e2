"""For any text of a scenario file, the loader answers with scenarios or with faults.

Random, but the same every time: a failure here is one that everybody sees.
"""

from __future__ import annotations

import ast
import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from loopspec.rendering.render import render_files
from loopspec.scenarios.document import SpecError
from loopspec.scenarios.expressions import Expression, ExpressionError, translate, translate_text
from loopspec.scenarios.load import load_text
from loopspec.scenarios.verbs import VERBS
from loopspec.scenarios.vocabulary import ATTRIBUTES, BUILTIN_NAMES

HERE = Path(__file__).parent
FILES = [path.read_text(encoding="utf-8") for path in sorted((HERE / "valid-pass").glob("*.yaml"))]
OWN = frozenset({"lock", "items"})

bounded = settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

PIECES = st.sampled_from(
    """
    lock items x Lock noop open eval __import__ _x . .args .cr_frame .__class__ ( ) [ ] { } , : := = == is not
    and or if else for in lambda await yield async * ** + - / // % @ ~ << | 1 0 99999 1e9 0x1 1j ... None True
    'a' "b" f'{lock}' b'' \\ # ; import \n
    """.replace("\\n", "\n").split(" ")
)
LETTERS = st.text(
    "abx_AZ01 .,:;'\"`\\\\{}()[]#%*@!?$&|~<>=+-/\n\t\0\x1b\x85é\u202e\u2028\ufeff\ud800\uff45😀", max_size=30
)
EXPRESSIONS = st.one_of(LETTERS, st.lists(PIECES, max_size=12).map(" ".join))


@bounded
@given(EXPRESSIONS)
@example("(" * 200)
@example("-" * 1000)
@example("1" * 1000)
@example("\0")
@example("\ud800")
@example("'\\N{DIGIT ONE}'")
def test_random_expression_is_translated_or_refused(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        assert_harmless(translate(text, OWN))


@bounded
@given(st.lists(st.one_of(LETTERS, PIECES, st.sampled_from(["{", "}", "!r", "'''"]))).map("".join))
@example("{" * 300)
@example("{lock}\"\"\"'''")
@example("\ud800{lock}")
def test_random_text_is_translated_or_refused(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        assert_harmless(translate_text(text, OWN))


@pytest.mark.parametrize("text", ["lock", "'it''s'", "a {lock} \"b\" 'c' \\ \n \x00 \u202e \ud800 {{}}"])
def test_text_comes_out_as_it_was_written(text: str) -> None:
    code = translate_text(text, OWN).code
    assert eval(code, {"lock": 5}) == (text.format(lock=5) if "{" in text else text)


def test_value_in_a_text_has_no_backslash() -> None:
    with pytest.raises(ExpressionError, match="backslash"):  # in Python's own words before 3.12
        translate_text(r"{items['\n']}", OWN)


def assert_harmless(expression: Expression) -> None:
    """Only names and attributes that a scenario may use are left in the code."""
    for node in ast.walk(ast.parse(expression.code, mode="eval")):
        if isinstance(node, ast.Attribute):
            roots = ("aio", "tools", "scenario")
            rooted = isinstance(node.value, ast.Name) and node.value.id in roots
            assert rooted or node.attr in ATTRIBUTES
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            bound = {"aio", "tools", "scenario", "x"} | OWN | BUILTIN_NAMES
            assert node.id in bound
        assert not isinstance(node, ast.Lambda | ast.Await | ast.Yield | ast.NamedExpr | ast.DictComp)


WORDS = sorted({*VERBS, "as", "do", "raises", "returns", "expect", "main", "format", "let", "each", "says"})
INSERTIONS = st.one_of(
    st.sampled_from([*WORDS, "{", "}", "[", "]", ":", "- ", "\n", "  ", "&a ", "*a", "!t ", "$x", "null", "'"]),
    st.sampled_from(['"', "#", "|", ">", "? ", "<<: ", "---\n", "\t", "\x00", "\x85", "\ufeff", "1.0", "~"]),
    LETTERS,
)


@st.composite
def mutated_files(draw: st.DrawFn) -> str:
    """A valid file with some places cut out, repeated or overwritten."""
    text = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 5, 20])))
        text = text[:start] + draw(st.one_of(INSERTIONS, st.just(text[start:end] * 2))) + text[end:]
    return text


def load_and_render(raw: bytes) -> None:
    """Load; what can be loaded can be rendered, and what is rendered compiles."""
    with contextlib.suppress(SpecError):
        for text in render_files(load_text("file.yaml", raw)).values():
            compile(text, "case", "exec")


@bounded
@given(mutated_files())
def test_mutated_file_is_loaded_or_refused(text: str) -> None:
    load_and_render(text.encode("utf-8", "surrogatepass"))


@bounded
@given(st.binary(max_size=200))
def test_random_bytes_are_loaded_or_refused(raw: bytes) -> None:
    load_and_render(raw)


@bounded
@given(st.data())
def test_random_values_in_a_scenario_are_loaded_or_refused(data: st.DataObject) -> None:
    """YAML that is right, with anything at all where a value stands."""
    values = st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), LETTERS, EXPRESSIONS),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.sampled_from([*WORDS, "x"]), inner, max_size=3)
        ),
        max_leaves=6,
    )
    keys = "says level basis since until needs clock each let tasks coroutines generators callbacks main".split()
    scenario = {
        "says": "The lock is taken.",
        "level": "must",
        "basis": {"note": "none"},
        "let": {"lock": "Lock()"},
        "main": [{"call": "noop(lock)"}],
        "expect": [],
    }
    for key in data.draw(st.lists(st.sampled_from([*keys, "expect", "program"]), min_size=1, max_size=3)):
        scenario[key] = data.draw(values)
    file = {"format": "1.0", "area": "Lock", "subject": "acquire", "scenarios": {"a-rule": scenario}}
    load_and_render(json.dumps(file).encode())
