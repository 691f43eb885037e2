"""A target in the environment of a release."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from loopspec.history.runner import target_in
from loopspec.targets.target import parse_target, registry


def test_an_adapter_of_loopspec_stays_where_it_is() -> None:
    target = target_in(sys.executable, parse_target("qasync"))
    assert target.sys_path == registry()["qasync"].sys_path != ()


@pytest.mark.parametrize(("module", "hidden"), [("json", False), ("only_beside_the_configuration", True)])
def test_the_folder_of_a_project_is_searched_only_for_what_the_environment_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, hidden: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loopspec.toml").write_text(f'[target.mine]\nfactory = "{module}:make"\nsince = "3.99"\n')
    target = target_in(sys.executable, parse_target(f"mine@{sys.executable}"))
    assert (target.sys_path == (str(tmp_path),)) == hidden
    assert (target.name, target.python, target.since) == (f"mine@{sys.executable}", sys.executable, None)
