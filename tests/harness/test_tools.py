"""The tools that scenarios call by name, where no scenario shows what they do besides."""

from __future__ import annotations

import logging

import pytest

from loopspec.harness.tools import caught_logs


@pytest.mark.parametrize(
    ("every_level", "caught"), [(False, ["one WARNING"]), (True, ["one DEBUG", "one INFO", "one WARNING"])]
)
def test_logs_are_caught_from_a_level_on(every_level: bool, caught: list[str]) -> None:
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    root.setLevel(logging.WARNING)
    try:
        with caught_logs(every_level) as found:
            for level in (logging.DEBUG, logging.INFO, logging.WARNING):
                logging.getLogger("one").log(level, "something")
        assert found == caught
        assert root.level == logging.WARNING
        assert root.handlers == before[1]
    finally:
        root.setLevel(before[0])
