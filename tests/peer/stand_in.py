"""Put refloop in asyncio's place, for the interpreter's own tests.  Imported first in a fresh process.

MODE own: `import asyncio` gives a module of asyncio's names with refloop's put over them, and so do its
submodules.  What refloop does not have stays the stdlib's; the real modules are not changed (but for the loop that
the default policy makes), so a test that patches their insides patches nothing.
MODE bridge: asyncio is asyncio, and every way to a new selector loop leads to `refloop.EventLoop`.
MODE stdlib: nothing is changed, to see what fails by itself on this machine.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "reference"))

import refloop
import refloop.runtime.asyncio_bridge


def _loop_class(base: Any) -> Any:
    class SelectorEventLoop(base):
        """Takes a selector, as the stdlib's does, and has no use for it."""

        def __init__(self, selector: Any = None) -> None:
            if selector is not None:
                selector.close()
            super().__init__()

    SelectorEventLoop.__qualname__ = "SelectorEventLoop"
    return SelectorEventLoop


def _serve_policies(loop_class: Any) -> None:
    for name in ("_UnixDefaultEventLoopPolicy", "_DefaultEventLoopPolicy"):
        policy = getattr(asyncio.unix_events, name, None)
        if policy is not None:
            policy._loop_factory = loop_class


def install(mode: Any) -> None:
    if mode == "bridge":
        loop_class = _loop_class(refloop.EventLoop)
        for module in (asyncio, asyncio.unix_events):
            module.SelectorEventLoop = loop_class
            if hasattr(module, "EventLoop"):
                module.EventLoop = loop_class
        _serve_policies(loop_class)
    elif mode == "own":
        _install_own()


def _install_own() -> None:
    for name in refloop.__all__:
        getattr(refloop, name)  # whatever imports asyncio does so now
    for name in ("connect", "datagrams", "pipes", "processes", "sendfile", "server", "sockets", "tls"):
        __import__(f"refloop.net.{name}")
    # Child watchers and policies of the stdlib, which some tests begin with, want a loop of the stdlib's family.
    loop_class = _loop_class(type("Loop", (refloop.Loop, asyncio.AbstractEventLoop), {}))
    _serve_policies(loop_class)
    ours = {name: getattr(refloop, name) for name in refloop.__all__ if name != "EventLoop"}
    ours["SelectorEventLoop"] = loop_class
    ours["new_event_loop"] = loop_class
    if hasattr(asyncio, "EventLoop"):
        ours["EventLoop"] = loop_class
    private = {
        "asyncio.futures": {"_CFuture": refloop.Future, "_PyFuture": refloop.Future},
        "asyncio.tasks": {
            "_CTask": refloop.Task,
            "_PyTask": refloop.Task,
            "__sleep0": None,
            "_c_current_task": refloop.current_task,
            "_py_current_task": refloop.current_task,
            "_c_all_tasks": refloop.all_tasks,
            "_py_all_tasks": refloop.all_tasks,
        },
        "asyncio.streams": {"_DEFAULT_LIMIT": 2**16},
        "asyncio.base_events": {"BaseEventLoop": refloop.Loop, "Server": refloop.Server},
    }
    stand_ins = {}
    for name, module in list(sys.modules.items()):
        if name == "asyncio" or name.startswith("asyncio."):
            if name in ("asyncio.exceptions", "asyncio.log"):
                stand_ins[name] = module
                continue
            stand_in = ModuleType(name, module.__doc__)
            stand_in.__dict__.update(module.__dict__)
            overlay = {**ours, **private.get(name, {})}
            stand_in.__dict__.update({key: value for key, value in overlay.items() if key in module.__dict__})
            stand_ins[name] = stand_in
    root = stand_ins["asyncio"]
    stand_ins["asyncio.subprocess"].__dict__.update(
        {k: v for k, v in vars(refloop.subprocess).items() if k in vars(asyncio.subprocess) and not k.startswith("__")}
    )
    for name, stand_in in stand_ins.items():
        if name != "asyncio":
            setattr(root, name.partition(".")[2], stand_in)
    sys.modules.update(stand_ins)
    for name in [n for n in sys.modules if n.startswith("unittest.") or n == "unittest"]:
        del sys.modules[name]  # it has imported asyncio


def adapt_utils(mode: Any) -> None:
    """Give the tests' helper module a TestLoop that refloop can be: virtual time, advanced by a generator."""
    if mode != "own":
        return
    from test.test_asyncio import utils

    class TestLoop(refloop.Loop):
        def __init__(self, gen: Any = None) -> None:
            self._test_time = 0
            self._new_timers: list[Any] = []
            self._check_on_close = gen is not None
            self._gen = gen() if gen is not None else iter(())
            super().__init__()
            if gen is not None:
                next(self._gen)
            self._clock_resolution = 1e-9

        def time(self) -> Any:
            return self._test_time

        def advance_time(self, advance: Any) -> None:
            if advance:
                self._test_time += advance

        def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
            self._new_timers.append(when)
            return super().call_at(when, callback, *args, context=context)

        def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
            if delay is None:
                raise TypeError("delay must not be None")
            return self.call_at(self.time() + delay, callback, *args, context=context)

        def _iterations(self) -> Iterator[Any]:
            inner = super()._iterations()
            next(inner)
            while True:
                yield 0
                try:
                    inner.send(())
                except StopIteration:
                    return
                finally:
                    new, self._new_timers = self._new_timers, []
                    for when in new:
                        self.advance_time(self._gen.send(when)) if self._check_on_close else None

        def close(self) -> None:
            super().close()
            if self._check_on_close:
                try:
                    self._gen.send(0)
                except StopIteration:
                    pass
                else:
                    raise AssertionError("Time generator is not finished")

        def _process_events(self, event_list: Any) -> None:
            pass

        def _write_to_self(self) -> None:
            pass

    utils.TestLoop = TestLoop
