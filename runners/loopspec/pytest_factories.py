"""Run the tests of any project on a registered loop: feed the loop-factory hook of pytest-asyncio.

With `pytest --loopspec-loop uvloop`, all async tests and fixtures of pytest-asyncio get their loops from the target.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from importlib.util import find_spec

import pytest

from loopspec.harness.imported_target import ImportedTarget, UnsupportedPython
from loopspec.targets.target import Target, TargetError, hint, not_there, parse_target

HOOK = "pytest_asyncio_loop_factories"
"""The hook of pytest-asyncio 1.4 and later."""

Factory = Callable[[], asyncio.AbstractEventLoop]


class LoopFactories:
    """A plugin that gives pytest-asyncio the loops of one target; its place is before that of any conftest."""

    def __init__(self, name: str, factory: Factory) -> None:
        self._factories = {name: factory}
        self._name = name

    @pytest.hookimpl(tryfirst=True, optionalhook=True)
    def pytest_asyncio_loop_factories(self) -> Mapping[str, Factory]:
        """Return the factory by the name of its target; as the only one it leaves the ids of tests as they are."""
        return self._factories

    def pytest_report_header(self) -> str:
        """Return the line that names the loop on which the tests run."""
        return f"loopspec: async tests run on {self._name}"


def register(config: pytest.Config, text: str) -> None:
    """Register the plugin for a target. Raises pytest.UsageError where that is not possible."""
    if not hasattr(config.hook, HOOK):
        raise pytest.UsageError(
            "--loopspec-loop needs pytest-asyncio 1.4 or later; install it with `pip install 'pytest-asyncio>=1.4'`"
        )
    try:
        target = parse_target(text)
        factory = factory_of(target)
    except TargetError as error:
        raise pytest.UsageError(f"--loopspec-loop {error}") from None
    config.pluginmanager.register(LoopFactories(text, factory), "loopspec-loop-factories")


def factory_of(target: Target) -> Factory:
    """Import the loop factory of a target into this process. Raises TargetError when it has none, or is not there."""
    if target.python is not None:
        raise TargetError(
            f"{target.name}: expected a loop of this interpreter; run pytest with {target.python} instead"
        )
    if target.factory is None and find_spec(target.namespace.partition(".")[0]) is None:
        raise TargetError(f"{target.name}: {not_there(target)}")
    if target.factory is None and target.namespace != "asyncio":
        raise TargetError(
            f"{target.name}: expected a loop factory, got a whole asyncio; write package.module:factory or the name "
            f"of a loop, such as refloop-loop{'' if target.registered else hint(target.name)}"
        )
    try:
        return ImportedTarget(target.description).factory or asyncio.new_event_loop
    except UnsupportedPython as error:
        raise TargetError(f"{target.name}: it supports {target.pythons}; this is Python {error}") from None
    except ModuleNotFoundError as error:
        if error.name and any(name.startswith(error.name) for name in target.needed):
            raise TargetError(f"{target.name}: {not_there(target)}") from None
        raise TargetError(f"{target.name}: importing it failed: {error}") from error
    except Exception as error:
        raise TargetError(f"{target.name}: importing it failed: {type(error).__name__}: {error}") from error
