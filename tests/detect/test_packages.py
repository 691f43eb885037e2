"""The package that faults are planted into: which one of a target it is, and what lies in it."""

from __future__ import annotations

from importlib import machinery
from pathlib import Path

import pytest

from loopspec.detect.packages import package_name, package_of
from loopspec.harness import sources
from loopspec.targets.target import TargetError, parse_target


@pytest.mark.parametrize(
    ("target", "package"),
    {
        "asyncio": "asyncio",
        "asyncio-pure": "asyncio",
        "asyncio-poll": "asyncio",
        "refloop": "refloop",
        "refloop-loop": "refloop",
        "refloop-guest": "refloop",
        "refloop-poll": "refloop",
        "qasync": "qasync",
        "own.loops:make": "own",
        "own.namespace": "own",
    }.items(),
)
def test_faults_go_into_what_is_under_test(target: str, package: str) -> None:
    assert package_name(parse_target(target)) == package


def test_the_modules_of_a_package_are_found_without_importing_it(tmp_path: Path) -> None:
    package = tmp_path / "some_package"
    for name in ("__init__.py", "one.py", "inner/__init__.py", "inner/two.py", "__pycache__/one.py", "data-only/x.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("raise RuntimeError('imported')\n")
    found = sources.look("some_package", [str(tmp_path)])
    assert found["prefix"] == f"{package}/"
    assert found["files"] == {
        "some_package": "__init__.py",
        "some_package.one": "one.py",
        "some_package.inner": "inner/__init__.py",
        "some_package.inner.two": "inner/two.py",
    }
    assert found["compiled"] == []
    (package / "inner" / f"three{machinery.EXTENSION_SUFFIXES[0]}").touch()
    assert sources.look("some_package", [str(tmp_path)])["compiled"] == [
        f"inner/three{machinery.EXTENSION_SUFFIXES[0]}"
    ]


def test_a_module_alone_is_a_package_of_one(tmp_path: Path) -> None:
    (tmp_path / "alone_here.py").write_text("x = 1\n")
    found = sources.look("alone_here", [str(tmp_path)])
    assert (found["prefix"], found["files"]) == (f"{tmp_path}/", {"alone_here": "alone_here.py"})


def test_what_is_built_in_is_not_written_in_python() -> None:
    assert sources.look("sys", [])["compiled"] == ["sys"]
    assert sources.look("no_such_package", []) == {"prefix": "", "files": {}, "compiled": []}


def test_a_source_in_another_encoding_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "latin_here.py").write_bytes(b"x = '\xe4'\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TargetError, match=r"latin_here.py: cannot be read as UTF-8: "):
        package_of(parse_target("latin_here"))


def test_asyncio_does_without_its_accelerator() -> None:
    package = package_of(parse_target("asyncio"))
    assert package.without == ["_asyncio"]
    assert "class Task" in package.sources["asyncio.tasks"]
    assert package_of(parse_target("refloop")).without == []
