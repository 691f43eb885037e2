"""Runner and run: a loop from its making to its closing.

A Runner makes its loop when it is entered or first used, runs any number of coroutines on it in one
context, and on closing cleans up in this order: it cancels the tasks that are left and waits for them,
closes the async generators, shuts the default executor down, and closes the loop
[run/finalization/generators-after-tasks-before-executor] [run/cleanup/leftovers-are-cancelled-together].

Ctrl-C, while the main thread runs a coroutine and nobody has changed Python's own handler: the first one
cancels the main task, so that it can clean up, and `run` raises KeyboardInterrupt when it has ended because
of that [run/interrupt/interrupt-cancels-main]; a second one raises KeyboardInterrupt on the spot
[run/interrupt/second-interrupt-is-immediate].

Invariant: the SIGINT handler is ours only while `run` runs [run/interrupt/handler-is-installed-only-meanwhile].
Refuses: to run inside a running loop, and to run what is not a coroutine.
"""

from __future__ import annotations

from contextvars import copy_context

from ..core import current
from ..core.loop import Loop
from ..core.tasks import await_it, is_awaitable, iscoroutine, skip_numbers
from ..exceptions import CancelledError
from ..versions import EXECUTOR_SHUTDOWN_TIMEOUT, RUN_TAKES_LOOP_FACTORY, RUNNER_TAKES_AWAITABLES
from ..waiting.combinators import gather

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal as signals
    from collections.abc import Callable, Coroutine, Iterator
    from contextvars import Context
    from types import TracebackType
    from typing import Any

    from ..core.abstract import AbstractEventLoop
else:
    try:
        import _signal as signals  # signal itself, without its enumerations (3 ms)
    except ImportError:
        import signal as signals

JOIN_TIMEOUT = 300  # seconds that closing waits for the threads of the default executor
_CREATED, _OPEN, _CLOSED = "created", "open", "closed"


class Runner:
    """A context manager that runs coroutines on one loop, made by *loop_factory* (default: `new_event_loop`)."""

    def __init__(
        self, *, debug: bool | None = None, loop_factory: Callable[[], AbstractEventLoop] | None = None
    ) -> None:
        self._state = _CREATED
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop: Any = None
        self._context: Context | None = None
        self._interrupts = 0
        self._was_set = False

    def __enter__(self) -> Runner:
        self._open()
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Clean up and close the loop.  Nothing happens if it was not opened or is closed."""
        if self._state is not _OPEN:
            return
        loop = self._loop
        try:
            for last_thing in cleanup(loop):
                loop.run_until_complete(last_thing)
        finally:
            if self._was_set:
                current.set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = _CLOSED

    def get_loop(self) -> AbstractEventLoop:
        """Return the loop, making it if need be.  RuntimeError after `close`."""
        self._open()
        loop: AbstractEventLoop = self._loop
        return loop

    def run(self, coro: Any, *, context: Context | None = None) -> Any:
        """Run a coroutine (from Python 3.14 on any awaitable) in a task and return its result or raise its
        exception.

        Without *context* all runs share the runner's own context.  RuntimeError inside a running loop and
        after `close`; ValueError (TypeError from Python 3.14 on) for anything else.
        """
        if current.get_loop() is not None:
            if not RUNNER_TAKES_AWAITABLES and not iscoroutine(coro):
                raise ValueError(f"a coroutine was expected, got {coro!r}")
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        if not iscoroutine(coro):
            if not RUNNER_TAKES_AWAITABLES:
                raise ValueError(f"a coroutine was expected, got {coro!r}")
            if not is_awaitable(coro):
                raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
            coro = await_it(coro)
        self._open()
        loop = self._loop
        task = loop.create_task(coro, context=self._context if context is None else context)

        def interrupted(signum: int, frame: object) -> None:
            self._interrupts += 1
            if self._interrupts == 1 and not task.done():
                task.cancel()
                loop.call_soon_threadsafe(lambda: None)  # it may be asleep
                return
            raise KeyboardInterrupt

        handler: Any = None
        if signals.getsignal(signals.SIGINT) is signals.default_int_handler:
            try:
                signals.signal(signals.SIGINT, interrupted)
                handler = interrupted
            except ValueError:
                pass  # not the main thread
        self._interrupts = 0
        try:
            return loop.run_until_complete(task)
        except CancelledError:
            uncancel = getattr(task, "uncancel", None)  # a task factory's tasks may not have it
            if self._interrupts > 0 and uncancel is not None and uncancel() == 0:
                raise KeyboardInterrupt()  # noqa: B904 - the cancellation belongs to the story
            raise
        finally:
            if handler is not None and signals.getsignal(signals.SIGINT) is handler:
                signals.signal(signals.SIGINT, signals.default_int_handler)

    def _open(self) -> None:
        if self._state is _CLOSED:
            raise RuntimeError("Runner is closed")
        if self._state is _OPEN:
            return
        if self._loop_factory is None:
            self._loop = current.new_event_loop()
            if not self._was_set:
                current.set_event_loop(self._loop)  # child watchers and libraries may look for it
                self._was_set = True
        else:
            self._loop = self._loop_factory()
            serve = getattr(self._loop, "_serve_refloop", None)
            if serve is not None:
                serve()
        if self._debug is not None:
            self._loop.set_debug(self._debug)
        self._context = copy_context()
        self._state = _OPEN


def cleanup(loop: Any) -> Iterator[Any]:
    """Yield what a loop has to run until complete, one after the other, before it is closed.

    The tasks that are left are cancelled; what they raised is reported when they have ended.
    """
    tasks = current.tasks_of(loop)
    if tasks:
        for task in tasks:
            task.cancel()
        yield gather(*tasks, return_exceptions=True)
        for task in tasks:
            if not task.cancelled() and task.exception() is not None:
                loop.call_exception_handler(
                    {
                        "message": "unhandled exception during asyncio.run() shutdown",
                        "exception": task.exception(),
                        "task": task,
                    }
                )
    if isinstance(loop, Loop) and loop._has_nothing_to_clean_up():
        skip_numbers(2)  # of the two tasks that follow, for callers that count them
        return
    yield loop.shutdown_asyncgens()
    if EXECUTOR_SHUTDOWN_TIMEOUT:
        yield loop.shutdown_default_executor(JOIN_TIMEOUT)
    else:
        yield loop.shutdown_default_executor()


def _run(main: Any, debug: bool | None, loop_factory: Callable[[], AbstractEventLoop] | None) -> Any:
    if current.get_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


if RUN_TAKES_LOOP_FACTORY:

    def run(
        main: Coroutine[Any, Any, Any],
        *,
        debug: bool | None = None,
        loop_factory: Callable[[], AbstractEventLoop] | None = None,
    ) -> Any:
        """Run a coroutine on a new loop, clean up, close the loop, and return the result.

        RuntimeError inside a running loop.
        """
        return _run(main, debug, loop_factory)
else:

    def run(main: Coroutine[Any, Any, Any], *, debug: bool | None = None) -> Any:  # type: ignore[misc]
        """Run a coroutine on a new loop, clean up, close the loop, and return the result.

        RuntimeError inside a running loop.
        """
        return _run(main, debug, None)
