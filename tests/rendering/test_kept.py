"""Code that was rendered is kept, and an installed copy comes with that of the suite."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from loopspec import caches
from loopspec.rendering import kept, render
from loopspec.scenarios import load
from loopspec.scenarios.scenario import Scenario

ROOT = Path(__file__).parent.parent.parent

RULES = """\
format: "1.0"
area: Lock
subject: rules
scenarios:
  a-rule:
    says: A lock is free at first.
    level: must
    basis: {note: a rule for tests}
    main: [{check: Lock().locked(), is: false}]
    expect: []
  another:
    says: A second lock is free at first.
    level: must
    basis: {note: a rule for tests}
    main: [{check: Lock().locked(), is: false}]
    expect: []
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(caches.VARIABLE, str(tmp_path / "cache"))
    yield tmp_path / "cache"
    caches._prebuilt.cache_clear()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the scenarios that are rendered."""
    render_case, ids = render.render_case, list[str]()

    def noting(scenario: Scenario) -> str:
        ids.append(scenario.id)
        return render_case(scenario)

    monkeypatch.setattr(render, "render_case", noting)
    return ids


def test_a_scenario_is_rendered_once(folder: Path, file: Path, rendered: list[str]) -> None:
    one, other = load.load_suite([file])
    [code] = kept.render_cases([one])
    assert kept.render_cases([one, other]) == [code, render.render_case(other)]
    assert rendered == [one.id, other.id, other.id]
    kept.render_cases(load.load_suite([file]))
    assert len(rendered) == 3


def test_a_changed_file_is_rendered_again(folder: Path, file: Path) -> None:
    before = kept.render_cases(load.load_suite([file]))
    file.write_text(RULES.replace("is: false", "is: true"), encoding="utf-8")
    after = kept.render_cases(load.load_suite([file]))
    assert all("False" in code for code in before)
    assert all("True" in code for code in after)


def test_a_scenario_of_no_file_is_not_kept(folder: Path, rendered: list[str]) -> None:
    for _ in range(2):
        kept.render_cases(load.load_text("rules.yaml", RULES.encode()))
    assert len(rendered) == 4
    assert not list(folder.rglob("*.pickle"))


def test_what_is_prebuilt_is_used_while_its_code_is_the_same(
    folder: Path, file: Path, tmp_path: Path, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = kept.render_cases(load.load_suite([file]))
    for cache in (load.KEPT, kept.KEPT):
        cache.build(tmp_path / "prebuilt")
    monkeypatch.setattr(caches, "PREBUILT", tmp_path / "prebuilt")
    monkeypatch.setenv(caches.VARIABLE, str(tmp_path / "another"))
    caches._prebuilt.cache_clear()
    rendered.clear()
    assert kept.render_cases(load.load_suite([file])) == codes
    assert (rendered, list((tmp_path / "another").rglob("*.pickle"))) == ([], [])
    (tmp_path / "prebuilt" / "rendered" / caches.MAKERS).write_text("other code", encoding="ascii")
    caches._prebuilt.cache_clear()
    assert kept.render_cases(load.load_suite([file])) == codes
    assert len(rendered) == 2


INSTALLED = """
import json, sys
from loopspec.rendering.kept import render_cases
from loopspec.scenarios.load import load_suite
codes = render_cases(load_suite())
print(json.dumps([len(codes), [name for name in ("yaml", "jinja2") if name in sys.modules]]))
"""


@pytest.mark.slow
def test_an_installed_copy_has_read_and_rendered_the_suite(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT], check=True)
    [wheel] = tmp_path.glob("*.whl")
    subprocess.run([*pip, "install", "-q", "--no-deps", "--target", tmp_path / "installed", wheel], check=True)
    environment = os.environ | {caches.VARIABLE: str(tmp_path / "cache"), "PYTHONPATH": str(tmp_path / "installed")}
    command = [sys.executable, "-c", INSTALLED]
    found = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(found.stdout) == [len(load.load_suite()), []]
