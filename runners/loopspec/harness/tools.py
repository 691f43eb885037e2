"""Names of the standard library that a scenario may borrow, beside the namespace under test.

Every function and class here is a name of the scenario format; the table of ``spec/README.md`` has its parameters, the
first sentence of its docstring, and the capability that ``targets/capabilities.toml`` lists it under. Tools that need a
module that an interpreter may lack import it on use, so that its absence costs only the scenarios that ask for it.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any


class Boom(Exception):
    """An exception that no library raises."""


class Blast(BaseException):
    """A BaseException that no library raises and no loop treats specially."""


def noop(*arguments: "Any") -> None:
    """Do nothing."""


def ContextVar(name: str, **options: "Any") -> "Any":  # noqa: N802 - named like the class it makes
    """Create a context variable."""
    import contextvars

    return contextvars.ContextVar(name, **options)


def copy_context() -> "Any":
    """Return a copy of the current context."""
    import contextvars

    return contextvars.copy_context()


def partial(function: "Callable[..., Any]", *arguments: "Any", **named: "Any") -> "Any":
    """Return the function with some arguments given."""
    import functools

    return functools.partial(function, *arguments, **named)


def collect() -> None:
    """Run the garbage collector until what is unreachable is finished."""
    import gc

    for _ in range(3):
        gc.collect()


def weak(value: "Any") -> "Any":
    """Return a weak reference; call it to get the value, or None once the value is gone."""
    import weakref

    return weakref.ref(value)


def raise_signal(name: str) -> None:
    """Send a signal, such as ``"SIGINT"``, to this process."""
    import signal

    signal.raise_signal(getattr(signal, name))


def signal_handler(name: str) -> str:
    """Return the name of the handler that the process has for a signal."""
    import signal

    handler = signal.getsignal(getattr(signal, name))
    if isinstance(handler, signal.Handlers):
        return handler.name
    return getattr(handler, "__name__", type(handler).__name__)


def signal_number(name: str) -> int:
    """Return the number of a signal, such as ``"SIGUSR1"``, on this system."""
    import signal

    return int(getattr(signal, name))


def thread_name() -> str:
    """Return the name of the current thread."""
    import threading

    return threading.current_thread().name


def in_main_thread() -> bool:
    """Return whether this is the main thread."""
    import threading

    return threading.current_thread() is threading.main_thread()


def new_executor(failure: "type[BaseException] | None" = None) -> "Any":
    """Create an executor with one thread; with `failure` the wait for its end raises that exception.

    It raises once its thread has ended, and nothing where nobody waits.
    """
    from concurrent.futures import ThreadPoolExecutor

    class Failing(ThreadPoolExecutor):
        def shutdown(self, wait: bool = True, **options: "Any") -> None:
            super().shutdown(wait, **options)
            if wait and failure:
                raise failure()

    return Failing(1) if failure else ThreadPoolExecutor(1)


def block_thread(seconds: float) -> None:
    """Block this thread, and the loop that it runs, for some seconds."""
    import time

    time.sleep(seconds)


def processor_time() -> float:
    """Return the seconds of processors' time that this process has used."""
    import time

    return time.process_time()


def class_name(value: "Any") -> str:
    """Return the name of the class of a value."""
    return type(value).__name__


def cause_of(error: BaseException) -> "BaseException | None":
    """Return the exception that another was raised from."""
    return error.__cause__


def context_of(error: BaseException) -> "BaseException | None":
    """Return the exception that was being handled when another was raised."""
    return error.__context__


def derived_error(base: "type[BaseException]") -> "type[BaseException]":
    """Create a class of exceptions derived from another one."""

    class Derived(base):  # type: ignore[misc, valid-type]
        """An exception that adds nothing to its base."""

    return Derived


def coroutine_state(coroutine: "Any") -> str:
    """Return ``created``, ``running``, ``suspended`` or ``closed``."""
    import inspect

    return inspect.getcoroutinestate(coroutine)[len("CORO_") :].lower()


def asyncgen_hooks_installed() -> bool:
    """Return whether a loop watches asynchronous generators in this thread."""
    hooks = sys.get_asyncgen_hooks()
    return hooks.firstiter is not None or hooks.finalizer is not None


def coroutines_keep_their_origin() -> bool:
    """Return whether a coroutine that is made in this thread keeps where it was made."""
    return sys.get_coroutine_origin_tracking_depth() > 0


class awaitable:  # noqa: N801 - used like a function
    """An object that is awaited like ``inner`` but is no coroutine, future or task."""

    def __init__(self, inner: "Any") -> None:
        self.inner = inner

    def __await__(self) -> "Generator[Any, Any, Any]":
        return (yield from self.inner.__await__())


class bad_yield:  # noqa: N801 - used like a function
    """An awaitable that hands ``value`` to the loop as no future would."""

    def __init__(self, value: "Any") -> None:
        self.value = value

    def __await__(self) -> "Generator[Any, Any, Any]":
        return (yield self.value)


class future_like:  # noqa: N801 - used like a function
    """An object with ``_asyncio_future_blocking`` that behaves like the future ``inner`` and is of another class."""

    _asyncio_future_blocking = False

    def __init__(self, inner: "Any") -> None:
        self.inner = inner

    def __getattr__(self, name: str) -> "Any":
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.inner, name)

    def __await__(self) -> "Generator[Any, Any, Any]":
        if not self.inner.done():
            self._asyncio_future_blocking = True
            yield self
        return self.inner.result()


class unprintable:  # noqa: N801 - used like a function
    """An object whose `repr` raises an exception of the given class."""

    def __init__(self, failure: "type[BaseException]") -> None:
        self.failure = failure

    def __repr__(self) -> str:
        raise self.failure()


def stack_size(task: "Any", **limit: "int") -> int:
    """Count the frames that ``get_stack`` of a task gives; no frame itself reaches a scenario."""
    return len(task.get_stack(**limit))


def printed_stack(task: "Any", **limit: "int") -> str:
    """Return the text that ``print_stack`` of a task writes to a file."""
    import io

    text = io.StringIO()
    task.print_stack(file=text, **limit)
    return text.getvalue()


def function_names(call_stack: "Any") -> "list[str]":
    """Return the names of the functions on a call stack of `capture_call_graph`; no frame itself reaches a scenario."""
    return [entry.frame.f_code.co_name for entry in call_stack]


def text_file() -> "Any":
    """Create a file in memory that text is written to; its `getvalue()` is the text."""
    import io

    return io.StringIO()


class caught_warnings:  # noqa: N801 - used like a function
    """Context manager, plain and asynchronous: the names of the warnings' classes, as a list."""

    def __enter__(self) -> "list[str]":
        import warnings

        self.names = []  # type: list[str]
        self.manager = warnings.catch_warnings()
        self.manager.__enter__()
        warnings.simplefilter("always")
        warnings.showwarning = self.note  # type: ignore[assignment]
        return self.names

    def note(self, message: "Any", category: "type[Warning]", *place: "Any") -> None:
        self.names.append(category.__name__)

    def __exit__(self, *failure: "Any") -> None:
        self.manager.__exit__(*failure)

    async def __aenter__(self) -> "list[str]":
        return self.__enter__()

    async def __aexit__(self, *failure: "Any") -> None:
        self.__exit__(*failure)


class caught_logs:  # noqa: N801 - used like a function
    """Context manager, plain and asynchronous: the loggers and levels of what is logged, such as `asyncio ERROR`.

    With ``every_level`` what is below WARNING is among it; with ``exceptions`` the class of the exception that a record
    comes with follows, as in `asyncio ERROR Boom`.
    """

    def __init__(self, every_level: bool = False, exceptions: bool = False) -> None:
        self.every_level = every_level
        self.exceptions = exceptions

    def __enter__(self) -> "list[str]":
        import logging

        class Handler(logging.Handler):
            """Notes where records come from, and nothing that they say."""

            def emit(self, record: "Any") -> None:
                failure = record.exc_info and record.exc_info[0] if exceptions else None
                found.append(record.name + " " + record.levelname + (" " + failure.__name__ if failure else ""))

        found = []  # type: list[str]
        exceptions = self.exceptions
        self.handler = Handler()
        root = logging.getLogger()
        root.addHandler(self.handler)
        self.level_before = root.level
        if self.every_level:
            root.setLevel(logging.DEBUG)
        return found

    def __exit__(self, *failure: "Any") -> None:
        import logging

        root = logging.getLogger()
        root.setLevel(self.level_before)
        root.removeHandler(self.handler)

    async def __aenter__(self) -> "list[str]":
        return self.__enter__()

    async def __aexit__(self, *failure: "Any") -> None:
        self.__exit__(*failure)


class debug_environment:  # noqa: N801 - used like a function
    """Context manager, plain and asynchronous: the environment variable PYTHONASYNCIODEBUG is ``1``."""

    variable = "PYTHONASYNCIODEBUG"

    def __enter__(self) -> None:
        import os

        self.before = os.environ.get(self.variable)
        os.environ[self.variable] = "1"

    def __exit__(self, *failure: "Any") -> None:
        import os

        if self.before is None:
            del os.environ[self.variable]
        else:
            os.environ[self.variable] = self.before

    async def __aenter__(self) -> None:
        self.__enter__()

    async def __aexit__(self, *failure: "Any") -> None:
        self.__exit__(*failure)
