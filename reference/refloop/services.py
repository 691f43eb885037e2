"""What a loop does for programs besides running callbacks: errors, threads, async generators.

`Services` is the half of the loop that nothing in its inner circle calls.  It is built on five methods of
the other half (`call_soon`, `call_soon_threadsafe`, `create_future`, `create_task`) and imports logging,
threading and concurrent.futures on first use only.

Invariants: an exception handler never lets an ordinary exception through; the default executor is made at
most once.
Refuses: an executor that is not a ThreadPoolExecutor as the default one, and work after its shutdown.
"""

from __future__ import annotations

import sys

from .abstract import AbstractEventLoop
from .handles import Handle
from .reprs import callback_repr
from .versions import EXECUTOR_SHUTDOWN_TIMEOUT, HANDLER_RUNS_IN_CONTEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from concurrent.futures import Executor, ThreadPoolExecutor
    from typing import Any

    from .futures import Future

    ExceptionHandler = Callable[[AbstractEventLoop, dict[str, Any]], object]


def logger() -> Any:
    """Return the logger that asyncio programs know, importing logging now."""
    import logging

    return logging.getLogger("asyncio")


class Services(AbstractEventLoop):
    """Exception handler, executor, resolver, signals and async generators of a loop."""

    _exception_handler: ExceptionHandler | None = None
    _current_handle: Handle | None = None  # debug mode only: whose callback is running
    _default_executor: ThreadPoolExecutor | None = None
    _executor_was_shut_down = False
    _generators: Any = None  # WeakSet of the async generators that were started and not finished
    _generators_were_shut_down = False
    _closed = False

    # -- errors ------------------------------------------------------------------------------------

    def get_exception_handler(self) -> ExceptionHandler | None:
        """Return the handler that was set, or None while the default one is in use."""
        return self._exception_handler

    def set_exception_handler(self, handler: ExceptionHandler | None) -> None:
        """Call `handler(loop, context)` for errors that have nobody else to go to; None: the default handler."""
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def default_exception_handler(self, context: dict[str, Any]) -> None:
        """Log *context* at level ERROR, with the traceback of its exception."""
        try:
            self._log(context)
        except ImportError:
            if sys.meta_path is not None:
                raise
            # The interpreter is going away and imports nothing any more: neither logging nor what texts are made with.
            if sys.stderr is not None:
                sys.stderr.write(f"{context.get('message')}\n")

    def _log(self, context: dict[str, Any]) -> None:
        exception = context.get("exception")
        if (
            "source_traceback" not in context
            and self._current_handle is not None
            and self._current_handle._source_traceback
        ):
            context["handle_traceback"] = self._current_handle._source_traceback
        lines = [context.get("message") or "Unhandled exception in event loop"]
        for key in sorted(context):
            if key in ("message", "exception"):
                continue
            value = context[key]
            if key.endswith("_traceback"):
                import traceback

                origin = "Object" if key == "source_traceback" else "Handle"
                text = "".join(traceback.format_list(value)).rstrip()
                value = f"{origin} created at (most recent call last):\n{text}"
                lines.append(f"{key}: {value}")
            else:
                lines.append(f"{key}: {value!r}")
        info = (type(exception), exception, exception.__traceback__) if exception is not None else False
        logger().error("\n".join(lines), exc_info=info)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """Hand *context* to the exception handler, now.

        Whatever an exception handler raises is logged; only SystemExit and KeyboardInterrupt leave this
        method.
        """
        handler = self._exception_handler
        try:
            if handler is None:
                self.default_exception_handler(context)
                return
            thing: Any = context.get("task") or context.get("future") or context.get("handle")
            ctx = thing.get_context() if HANDLER_RUNS_IN_CONTEXT and hasattr(thing, "get_context") else None
            if ctx is not None and hasattr(ctx, "run"):
                ctx.run(handler, self, context)
            else:
                handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            if handler is None:
                logger().error("Exception in default exception handler", exc_info=True)
                return
            try:
                self.default_exception_handler(
                    {"message": "Unhandled error in exception handler", "exception": exc, "context": context}
                )
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException:
                logger().error(
                    "Exception in default exception handler while handling an unexpected error "
                    "in custom exception handler",
                    exc_info=True,
                )

    def _callback_failed(self, handle: Any, exc: BaseException) -> None:
        """Report that the callback of *handle*, which may be a task, raised *exc*."""
        if hasattr(handle, "get_coro"):
            handle = Handle(handle._callback, (), self, handle._context)
        what = callback_repr(handle._callback, handle._args or ()) if handle._callback is not None else repr(handle)
        context: dict[str, Any] = {"message": f"Exception in callback {what}", "exception": exc, "handle": handle}
        if handle._source_traceback:
            context["source_traceback"] = handle._source_traceback
        self.call_exception_handler(context)

    # -- threads -----------------------------------------------------------------------------------

    def run_in_executor(self, executor: Executor | None, func: Callable[..., Any], *args: Any) -> Future[Any]:
        """Run `func(*args)` in *executor* (None: the default thread pool) and return a future of its
        result.

        RuntimeError on a closed loop, and for the default pool once its shutdown was asked for.
        """
        self._check_closed()
        if self.get_debug():
            self._check_callback(func, "run_in_executor")
        if executor is None:
            if self._executor_was_shut_down:
                raise RuntimeError("Executor shutdown has been called")
            if self._default_executor is None:
                from concurrent.futures import ThreadPoolExecutor

                self._default_executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
            executor = self._default_executor
        from .threads import wrap_future

        future: Future[Any] = wrap_future(executor.submit(func, *args), loop=self)
        return future

    def set_default_executor(self, executor: ThreadPoolExecutor) -> None:
        """Use *executor* where `run_in_executor` is given None.  TypeError unless it is a ThreadPoolExecutor."""
        from concurrent.futures import ThreadPoolExecutor

        if not isinstance(executor, ThreadPoolExecutor):
            raise TypeError("executor must be ThreadPoolExecutor instance")
        self._default_executor = executor

    async def _shut_executor(self, timeout: float | None) -> None:
        """Stop the default pool and wait, without blocking the loop, until its threads have ended."""
        self._executor_was_shut_down = True
        executor = self._default_executor
        if executor is None:
            return
        import threading

        from .sleeping import set_result_unless_done
        from .timeouts import timeout as limit

        future = self.create_future()

        def wait_for_threads() -> None:
            try:
                executor.shutdown(wait=True)
            except Exception as exc:
                if not self._closed and not future.cancelled():
                    self.call_soon_threadsafe(future.set_exception, exc)
            else:
                if not self._closed:
                    self.call_soon_threadsafe(set_result_unless_done, future, None)

        thread = threading.Thread(target=wait_for_threads)
        thread.start()
        try:
            async with limit(timeout):
                await future
        except TimeoutError:
            import warnings

            warnings.warn(
                f"The executor did not finishing joining its threads within {timeout} seconds.",
                RuntimeWarning,
                stacklevel=2,
            )
            executor.shutdown(wait=False)
        except BaseException:
            thread.join()
            raise
        else:
            thread.join()

    if EXECUTOR_SHUTDOWN_TIMEOUT:

        async def shutdown_default_executor(self, timeout: float | None = None) -> None:
            """Stop the default thread pool and wait until its threads have ended.

            After *timeout* seconds it stops waiting, with a RuntimeWarning.  From the call on, the pool
            takes no work.
            """
            await self._shut_executor(timeout)
    else:

        async def shutdown_default_executor(self) -> None:  # type: ignore[misc]
            """Stop the default thread pool and wait until its threads have ended."""
            await self._shut_executor(None)

    async def getaddrinfo(
        self, host: Any, port: Any, *, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
    ) -> list[Any]:
        """`socket.getaddrinfo` in the default executor."""
        import socket

        found: list[Any] = await self.run_in_executor(None, socket.getaddrinfo, host, port, family, type, proto, flags)
        return found

    async def getnameinfo(self, sockaddr: Any, flags: int = 0) -> tuple[str, str]:
        """`socket.getnameinfo` in the default executor."""
        import socket

        found: tuple[str, str] = await self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)
        return found

    # -- async generators --------------------------------------------------------------------------

    def _generator_started(self, generator: AsyncGenerator[Any, Any]) -> None:
        if self._generators_were_shut_down:
            import warnings

            warnings.warn(
                f"asynchronous generator {generator!r} was scheduled after loop.shutdown_asyncgens() call",
                ResourceWarning,
                stacklevel=2,
                source=self,
            )
        if self._generators is None:
            from weakref import WeakSet

            self._generators = WeakSet()
        self._generators.add(generator)

    def _generator_dropped(self, generator: AsyncGenerator[Any, Any]) -> None:
        if self._generators is not None:
            self._generators.discard(generator)
        if not self._closed:
            self.call_soon_threadsafe(self.create_task, generator.aclose())

    async def shutdown_asyncgens(self) -> None:
        """Close all async generators that are suspended; errors go to the exception handler.

        A generator that is iterated for the first time after this call draws a ResourceWarning.
        """
        self._generators_were_shut_down = True
        if not self._generators:
            return
        from .combine import gather

        closing = list(self._generators)
        self._generators.clear()
        results = await gather(*[generator.aclose() for generator in closing], return_exceptions=True)
        for result, generator in zip(results, closing, strict=True):
            if isinstance(result, Exception):
                self.call_exception_handler(
                    {
                        "message": f"an error occurred during closing of asynchronous generator {generator!r}",
                        "exception": result,
                        "asyncgen": generator,
                    }
                )

    def _drop_services(self) -> None:
        """The part of `close()` that is ours."""
        self._executor_was_shut_down = True
        executor, self._default_executor = self._default_executor, None
        if executor is not None:
            executor.shutdown(wait=False)

    # -- what the other half has -------------------------------------------------------------------

    if TYPE_CHECKING:

        def _check_closed(self) -> None: ...
        def _check_callback(self, callback: object, method: str) -> None: ...
