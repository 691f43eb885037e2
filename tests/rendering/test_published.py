"""The published files of the format are made from the records, and a verb is added by one record."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loopspec.places import PACKAGE, SPEC
from loopspec.rendering import published
from loopspec.scenarios.verbs import VERBS
from loopspec.scenarios.vocabulary import TOOL_NAMES

SCENARIO = """\
format: "1.0"
area: Toy
subject: verbs
scenarios:
  greets:
    says: The toy verb greets.
    level: must
    basis: {note: a toy}
    main:
      - {greet: sorted('ab'), times: 2}
    expect: [{main: "hello ['a', 'b']"}, {main: "hello ['a', 'b']"}]
"""
FAMILY = '''\
"""A toy family of verbs."""

from loopspec.scenarios.verb import EXPRESSION, Verb, count

VERBS = (
    Verb(
        name="greet",
        value=EXPRESSION,
        modifiers={"times": count(9, "a number of greetings")},
        requires=("times",),
        meaning="greet a value",
        template="""
for _ in range({{ step.words.times }}):
    log({{ lane | repr }}, 'hello ' + str({{ step.value.code }}))
""",
    ),
)
'''


def test_is_as_the_records_say() -> None:
    assert published.drift() == []


def test_drift_is_seen_and_mended(tmp_path: Path) -> None:
    spec, harness = tmp_path / "spec", tmp_path / "harness"
    for name in ("schema", "certificates"):
        shutil.copytree(SPEC / name, spec / name)
    harness.mkdir()
    shutil.copy(SPEC / "README.md", spec)
    readme, schema = spec / "README.md", spec / "schema" / "scenario-1.0.json"
    readme.write_text(readme.read_text(encoding="utf-8").replace("| `tick: n`", "| `tock: n`"), encoding="utf-8")
    schema.unlink()
    reason = "differs from the records that it is made from"
    wrong = [schema, harness / "certificates.py", readme]
    assert published.drift(spec, harness) == [f"{path}: {reason}" for path in wrong]
    assert published.write(spec, harness) == wrong
    assert published.drift(spec, harness) == []
    assert published.write(spec, harness) == []


def test_tables_have_every_verb_and_every_tool() -> None:
    text = (SPEC / "README.md").read_text(encoding="utf-8")
    for name in VERBS:
        assert text.count(f"| `{name}: ") == 1
    for name in TOOL_NAMES:
        assert text.count(f"| `{name}") == 1


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package, without what the test does not need."""
    ignored = shutil.ignore_patterns("__pycache__", "generated_tests")
    shutil.copytree(PACKAGE, tmp_path / "runners" / "loopspec", ignore=ignored)
    for name in ("schema", "certificates"):
        shutil.copytree(SPEC / name, tmp_path / "spec" / name)
    for name in ("README.md", "moved.toml"):
        shutil.copy(SPEC / name, tmp_path / "spec")
    return tmp_path


def test_verb_is_added_by_one_file(copy: Path) -> None:
    """One record more, and the verb is checked, rendered, run, in the schema and in the table."""
    (copy / "runners" / "loopspec" / "scenarios" / "verbs" / "toys.py").write_text(FAMILY, encoding="utf-8")
    (copy / "toy.yaml").write_text(SCENARIO, encoding="utf-8")
    (copy / "wrong.yaml").write_text(SCENARIO.replace(", times: 2", ""), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(copy / "runners")}

    def loopspec(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "loopspec", *arguments]
        return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)

    done = loopspec("run", "asyncio", "--spec", "toy.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "wrong.yaml:10:9: 'greet' without 'times'" in loopspec("validate", "wrong.yaml").stderr
    write = "from loopspec.rendering import published; print(len(published.write()))"
    done = subprocess.run([sys.executable, "-c", write], cwd=copy, env=environment, capture_output=True, text=True)
    assert done.stdout == f"{1 + len(list((copy / 'spec' / 'schema').glob('scenario-*')))}\n", done.stderr
    assert "| `greet: expr` | `times` | greet a value |" in (copy / "spec" / "README.md").read_text(encoding="utf-8")
    assert '"greet"' in (copy / "spec" / "schema" / "scenario-1.0.json").read_text(encoding="utf-8")
