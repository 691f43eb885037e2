"""The pytest plugin: ``pytest generated_tests --loop uvloop -n 2``.

Rendered files are known by their first line and collected in our own way; everything else is left to pytest,
except that ``--loopspec-loop`` gives the tests of pytest-asyncio a registered loop. This module is imported by
every pytest where loopspec is installed: it imports nothing heavy and does nothing until a rendered file is met
or one of its options is given.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from loopspec import RENDERED_MARK


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("loopspec", "loopspec: cases rendered from scenarios")
    group.addoption(
        "--loop",
        dest="loopspec_loop",
        metavar="NAME[@PYTHON]",
        help="target to run rendered cases on: a registered name, module:factory or a module (default: asyncio)",
    )
    group.addoption(
        "--python",
        dest="loopspec_python",
        metavar="PYTHON",
        help="interpreter to run rendered cases in (default: the one that runs pytest)",
    )
    group.addoption(
        "--in-process",
        dest="loopspec_in_process",
        action="store_true",
        help="run rendered cases in this process, for a debugger",
    )
    group.addoption(
        "--case-timeout",
        dest="loopspec_timeout",
        type=float,
        metavar="SECONDS",
        help="deadline of each rendered case (default: that of loopspec run)",
    )
    group.addoption(
        "--loopspec-loop",
        dest="loopspec_library_loop",
        metavar="NAME",
        help="run all other async tests on this loop, by pytest-asyncio: a registered name or module:factory",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse an impossible target at once, in one line."""
    if config.option.loopspec_library_loop:
        from loopspec.pytest_factories import register

        register(config, config.option.loopspec_library_loop)
    if config.option.loopspec_loop or config.option.loopspec_python:
        from loopspec.pytest_cases import check_target

        check_target(config)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a rendered file as cases."""
    try:
        with module_path.open("rb") as file:
            if not file.readline().startswith(RENDERED_MARK.encode()):
                return None
    except OSError:
        return None
    from loopspec.pytest_cases import RenderedFile

    return RenderedFile.from_parent(parent, path=module_path)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the worker, if there is one."""
    import sys

    cases = sys.modules.get("loopspec.pytest_cases")
    if cases is not None:
        cases.close_door(config)
