"""`reports/loops.py` writes its files from the runs that it was given."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest

from loopspec.coverage.section import Coverage
from loopspec.report.compat import compat_text, without_rule
from loopspec.results.file import read_results
from loopspec.results.merge import Part

from .sample import sample_results
from .test_compat import ACCOUNT, validate

SCRIPT = Path(__file__).parents[2] / "reports" / "loops.py"


def test_table_results_page_and_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("published_loops", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    loops = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loops)
    for name, file in {"TABLE": "t.md", "ALL": "r.jsonl.gz", "PAGE": "i.html", "DATA": "c.json"}.items():
        monkeypatch.setattr(loops, name, tmp_path / file)
    sample = sample_results()
    parts = [
        Part(
            tmp_path, replace(sample, targets=[target], results=[r for r in sample.results if r.target == target.name])
        )
        for target in sample.targets
    ]
    coverage = Coverage(ACCOUNT)
    loops.publish(parts, "# Loops\n\n", [], coverage)
    merged = read_results(tmp_path / "r.jsonl.gz")
    data = (tmp_path / "c.json").read_text(encoding="utf-8")
    assert data == compat_text(merged, without_rule([coverage]))
    assert validate(data)["targets"].keys() == {target.name for target in sample.targets}
    assert json.loads(data)["pages"]["library/asyncio-task.html"]["apis"]["asyncio.wait"]["without_rule"]
    assert "Coverage of the API" in (tmp_path / "i.html").read_text(encoding="utf-8")
    assert "| uvloop | 0.22.1 |" in (tmp_path / "t.md").read_text(encoding="utf-8")
