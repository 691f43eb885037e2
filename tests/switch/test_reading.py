"""The names of asyncio that are read from the sources of an application."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from loopspec.coverage.inventory import Inventory, read_inventory
from loopspec.switch.application import Application, ApplicationError, read_application
from loopspec.switch.reached import add_traits, reach


@pytest.fixture(scope="module")
def inventory() -> Inventory:
    return read_inventory()


def reading(tmp_path: Path, inventory: Inventory, source: str) -> Application:
    """An application of one file."""
    (tmp_path / "app.py").write_text(dedent(source))
    return read_application(tmp_path / "app.py", inventory)


def seen(application: Application) -> set[str]:
    return {name for name, use in application.uses.items() if use.seen}


def guessed(application: Application) -> set[str]:
    return {name for name, use in application.uses.items() if use.guessed}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import asyncio\nasyncio.sleep(1)", {"asyncio.sleep", "asyncio.sleep(delay)"}),
        ("import asyncio as aio\naio.Event()", {"asyncio.Event"}),
        (
            "from asyncio import Queue as Line\nLine(maxsize=3)",
            {"asyncio.Queue", "asyncio.Queue(maxsize)", "asyncio.Queue(maxsize=)"},
        ),
        ("from asyncio.events import get_event_loop\nget_event_loop()", {"asyncio.get_event_loop"}),
        ("import asyncio.subprocess\nasyncio.subprocess.PIPE", {"asyncio.subprocess.PIPE"}),
        ("from asyncio import subprocess as s\ns.DEVNULL", {"asyncio.subprocess.DEVNULL"}),
        ("from asyncio import *\nEvent()", {"asyncio.Event"}),
        ("import asyncio\nasyncio.tasks.Task.cancel", {"asyncio.Task", "asyncio.Task.cancel"}),
        ("import asyncio\nx = getattr(asyncio, 'timeout', None)", {"asyncio.timeout"}),
        ("import asyncio\nasyncio.not_known_to_anybody", {"asyncio.not_known_to_anybody"}),
        ("import asyncio\ndef f(t: asyncio.Task[int]) -> asyncio.Future: ...", set()),
        ("import math\nmath.floor(1)", set()),
    ],
)
def test_names_of_the_package(tmp_path: Path, inventory: Inventory, source: str, names: set[str]) -> None:
    application = reading(tmp_path, inventory, source)
    assert seen(application) == names
    assert not guessed(application)


def test_values_are_followed(tmp_path: Path, inventory: Inventory) -> None:
    application = reading(
        tmp_path,
        inventory,
        """
        import asyncio

        class Service:
            def __init__(self):
                self._running = asyncio.get_event_loop()
                self.jobs: asyncio.Queue[int] | None = None

            async def run(self):
                self._running.call_at(3, print)
                await self.jobs.join()
                incoming, outgoing = await asyncio.open_connection("::1", 1, limit=10)
                outgoing.writelines([b"x"])
                async with (await asyncio.start_server(print)) as listening:
                    listening.close_clients()
                (job := asyncio.create_task(self.run())).uncancel()
                job.set_name("job")
        """,
    )
    assert seen(application) >= {
        "asyncio.loop.call_at",
        "asyncio.loop.call_at(when)",
        "asyncio.Queue.join",
        "asyncio.open_connection(limit)",
        "asyncio.StreamWriter.writelines",
        "asyncio.Server.close_clients",
        "asyncio.Task.set_name",
    }


def test_what_everybody_calls_loop_or_transport_is_one(tmp_path: Path, inventory: Inventory) -> None:
    application = reading(tmp_path, inventory, "def f(event_loop, x):\n event_loop.stop()\n x._transport.close()\n")
    assert seen(application) == {"asyncio.loop.stop", "asyncio.BaseTransport.close"}


def test_protocols_by_their_bases_and_by_the_names_of_methods(tmp_path: Path, inventory: Inventory) -> None:
    source = """
        import asyncio

        class Base(asyncio.Protocol): ...

        class Own(Base):
            def data_received(self, data): ...

        class Foreign(somewhere.Protocol):
            def datagram_received(self, data, addr): ...

        class Other:
            def run(self): ...
        """
    application = reading(tmp_path, inventory, source)
    assert "asyncio.Protocol.data_received" in seen(application)
    assert guessed(application) == {"asyncio.DatagramProtocol.datagram_received"}


def test_a_name_alone_is_a_guess_and_none_where_the_application_defines_it(
    tmp_path: Path, inventory: Inventory
) -> None:
    guess = "async def f(x):\n await x.drain()\n"
    assert guessed(reading(tmp_path, inventory, guess)) == {"asyncio.StreamWriter.drain"}
    assert not guessed(reading(tmp_path, inventory, guess + "class Own:\n async def drain(self): ...\n"))
    assert not guessed(reading(tmp_path, inventory, "def f(x):\n x.drain()\n"))  # nothing to do with asyncio


def test_forwarded_arguments_and_dynamic_attributes_are_told(tmp_path: Path, inventory: Inventory) -> None:
    source = """\
        import asyncio
        async def f(loop, name, **more):
            await asyncio.open_connection(**more)
            getattr(loop, name)
        """
    application = reading(tmp_path, inventory, source)
    assert list(application.forwarded) == ["asyncio.open_connection"]
    assert application.unseen == {
        "arguments that are forwarded as **options to asyncio": ["app.py:3"],
        "attributes of asyncio or a loop that are read by getattr": ["app.py:4"],
    }


@pytest.mark.parametrize("leave", ["sys.exit(1)", "raise SystemExit", "raise KeyboardInterrupt()"])
def test_an_exit_is_seen_in_a_coroutine_and_guessed_elsewhere(tmp_path: Path, inventory: Inventory, leave: str) -> None:
    assert "exit" in seen(reading(tmp_path, inventory, f"import asyncio, sys\nasync def f():\n {leave}\n"))
    assert "exit" in guessed(reading(tmp_path, inventory, f"import asyncio, sys\ndef f():\n {leave}\n"))


def test_names_that_asyncio_uses_for_the_application_and_traits(tmp_path: Path, inventory: Inventory) -> None:
    source = "import asyncio\nasync def f(context):\n await asyncio.open_connection('h', 1, ssl=context)\n"
    application = reading(tmp_path, inventory, source)
    reach(application, inventory)
    add_traits(application)
    assert "asyncio.loop.create_connection(ssl)" in seen(application)
    assert {name for name in application.uses if "." not in name} == {"tls"}


def test_files_that_cannot_be_read_are_told(tmp_path: Path, inventory: Inventory) -> None:
    (tmp_path / "good.py").write_text("import asyncio\nasyncio.Lock()\n")
    (tmp_path / "old.py").write_text("import asyncio\nprint 'old'\n")
    (tmp_path / "latin.py").write_bytes(b"import asyncio\nname = '\xe9'\n")
    (tmp_path / "null.py").write_bytes(b"\0")
    (tmp_path / "deep.py").write_text("(" * 500 + ")" * 500)
    (tmp_path / "fast.pyx").write_text("cdef int x")
    application = read_application(tmp_path, inventory)
    assert seen(application) == {"asyncio.Lock"}
    assert application.unseen["compiled modules"] == ["fast.pyx"]
    unparsed = [line.partition(":")[0] for line in application.unseen["files that are not parsed"]]
    assert unparsed == ["deep.py", "latin.py", "null.py", "old.py"]
    assert any(line.startswith("old.py:2: ") for line in application.unseen["files that are not parsed"])


def test_a_declared_encoding_is_read(tmp_path: Path, inventory: Inventory) -> None:
    (tmp_path / "latin.py").write_bytes(b"# coding: latin-1\nimport asyncio\nasyncio.Lock()  # \xe9\n")
    assert seen(read_application(tmp_path, inventory)) == {"asyncio.Lock"}


def test_what_is_not_the_application_is_left_out(tmp_path: Path, inventory: Inventory) -> None:
    for folder in ("node_modules/x", ".hidden", "env/lib", "site-packages/y", "tests/unit", "app"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "one.py").write_text("import asyncio\nasyncio.Lock()\n")
    (tmp_path / "env" / "pyvenv.cfg").touch()
    application = read_application(tmp_path, inventory, ["tests"])
    assert list(map(str, application.uses["asyncio.Lock"].seen)) == ["app/one.py:2"]


def test_an_application_that_is_not_there(tmp_path: Path, inventory: Inventory) -> None:
    with pytest.raises(ApplicationError, match="no such file or folder"):
        read_application(tmp_path / "nowhere", inventory)
    (tmp_path / "notes.txt").touch()
    with pytest.raises(ApplicationError, match="no Python file could be read"):
        read_application(tmp_path, inventory)
