"""The registry: every entry says what it must, and what is installed here works."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from loopspec.capabilities import CAPABILITIES
from loopspec.places import HARNESS
from loopspec.running.options import RunOptions
from loopspec.running.preflight import take_steps
from loopspec.running.supervisor import Supervisor
from loopspec.targets.installed import Installed, look
from loopspec.targets.target import Target, registry

WANTED = """
    asyncio asyncio-epoll asyncio-poll asyncio-select asyncio-debug asyncio-eager asyncio-virtual asyncio-shuffled
    asyncio-pure
    refloop refloop-loop refloop-poll refloop-select refloop-stepped refloop-guest refloop-virtual refloop-loop-virtual
    uvloop rloop zloop veloxloop blazio loopmini bracio talyn uringcore cadeloop winloop qasync qtinter asyncqtpy
    gbulb asyncio-glib trio-asyncio asyncio-gevent nest-asyncio2 looptime async-solipsism
    simloop seedloop simloom tornado
""".split()


@pytest.fixture(scope="module")
def here() -> Installed:
    """Return the targets that are installed beside the tests."""
    return look(None, registry().values())


def works(target: Target) -> bool:
    """Whether a target passes the steps of `loopspec smoke`."""
    with Supervisor(RunOptions(workers=1, timeout=5.0)) as supervisor:
        supervisor.start([target], preflight=False)
        return take_steps(partial(supervisor.ask, target), lambda says, result: None)


def test_registry_has_the_loops_that_there_are() -> None:
    assert list(registry()) == WANTED


@pytest.mark.parametrize("target", registry().values(), ids=lambda target: target.name)
def test_entry_is_well_formed(target: Target) -> None:
    """People learn what it is and how to get it; what it lacks are capabilities that there are."""
    assert target.registered
    assert target.notes.endswith(".")
    assert target.capabilities <= CAPABILITIES.keys()
    own = target.name.startswith(("asyncio", "refloop")) and not target.distribution
    assert own == (not target.install)
    assert own or target.install.startswith("pip install ")
    if (target.factory or target.namespace).startswith("loopspec_adapters."):
        module = (target.factory or target.namespace).partition(":")[0].replace(".", "/")
        assert (HARNESS / "adapters" / f"{module}.py").is_file()
        assert target.modules or own


@pytest.mark.parametrize("target", registry().values(), ids=lambda target: target.name)
def test_what_is_installed_works(target: Target, here: Installed) -> None:
    if target.name not in here.versions or not here.supports(target):
        pytest.skip(f"{target.name} is not installed here")
    assert works(target)


def test_what_comes_with_python_or_loopspec_is_there(here: Installed) -> None:
    assert set(WANTED[:10]) <= here.versions.keys()


def test_looking_finds_versions_without_importing(here: Installed) -> None:
    assert here.python == ".".join(map(str, __import__("sys").version_info[:3]))
    gone = Target("gone", factory="goneloop:new", distribution="goneloop")
    half = Target("half", factory="asyncio:x", modules=("asyncio", "goneloop"))
    dotted = Target("dotted", factory="asyncio.no.such:x", distribution="pytest")
    assert dict(look(None, [gone, half, dotted]).versions) == {"dotted": pytest.__version__}


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (None, None, ""),
        ("3.12", None, "Python 3.12 and later"),
        (None, "3.12", "Python 3.12 and earlier"),
        ("3.11", "3.13", "Python 3.11 to 3.13"),
        ("3.11", "3.11", "Python 3.11 only"),
    ],
)
def test_supported_pythons_in_words(since: str | None, until: str | None, words: str) -> None:
    assert Target("x", since=since, until=until).pythons == words


def test_pure_is_pure() -> None:
    """asyncio-pure is another implementation than the one in C, which this process has."""
    assert asyncio.Task.__module__ == "_asyncio"
    target = registry()["asyncio-pure"]
    assert works(target)
