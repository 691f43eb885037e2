"""The default executor of a loop, and what runs in it.

The functions are methods of `Loop`.  threading and concurrent.futures are imported on first use.

Invariant: the default executor is made at most once.
Refuses: an executor that is not a ThreadPoolExecutor as the default one, and work after its shutdown.
"""

from __future__ import annotations

from ..core.futures import set_result_unless_done
from ..versions import CANCELLED_SHUTDOWN_JOINS, EXECUTOR_SHUTDOWN_TIMEOUT
from ..waiting.timeouts import timeout as limit
from .threads import wrap_future

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor, ThreadPoolExecutor
    from typing import Any

    from ..core.futures import Future


def run_in_executor(loop: Any, executor: Executor | None, func: Callable[..., Any], *args: Any) -> Future[Any]:
    """Run `func(*args)` in *executor* (None: the default thread pool) and return a future of its result.

    RuntimeError on a closed loop, and for the default pool once its shutdown was asked for.
    """
    loop._check_closed()
    if loop.get_debug():
        loop._check_callback(func, "run_in_executor")
    if executor is None:
        if loop._executor_was_shut_down:
            raise RuntimeError("Executor shutdown has been called")
        if loop._default_executor is None:
            from concurrent.futures import ThreadPoolExecutor

            loop._default_executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
        executor = loop._default_executor
    future: Future[Any] = wrap_future(executor.submit(func, *args), loop=loop)
    return future


def set_default_executor(loop: Any, executor: ThreadPoolExecutor) -> None:
    """Use *executor* where `run_in_executor` is given None.  TypeError unless it is a ThreadPoolExecutor."""
    from concurrent.futures import ThreadPoolExecutor

    if not isinstance(executor, ThreadPoolExecutor):
        raise TypeError("executor must be ThreadPoolExecutor instance")
    loop._default_executor = executor


if EXECUTOR_SHUTDOWN_TIMEOUT:

    async def shutdown_default_executor(loop: Any, timeout: float | None = None) -> None:
        """Stop the default thread pool and wait until its threads have ended.

        After *timeout* seconds it stops waiting, with a RuntimeWarning.  From the call on, the pool takes no work.
        """
        await _shut_down(loop, timeout)
else:

    async def shutdown_default_executor(loop: Any) -> None:  # type: ignore[misc]
        """Stop the default thread pool and wait until its threads have ended."""
        await _shut_down(loop, None)


async def _shut_down(loop: Any, timeout: float | None) -> None:
    """Stop the default pool and wait, without blocking the loop, until its threads have ended."""
    loop._executor_was_shut_down = True
    executor = loop._default_executor
    if executor is None:
        return
    import threading

    future = loop.create_future()

    def wait_for_threads() -> None:
        try:
            executor.shutdown(wait=True)
        except Exception as exc:
            if not loop._closed and not future.cancelled():
                loop.call_soon_threadsafe(future.set_exception, exc)
        else:
            if not loop._closed:
                loop.call_soon_threadsafe(set_result_unless_done, future, None)

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
        if CANCELLED_SHUTDOWN_JOINS:
            thread.join()
        raise
    else:
        thread.join()


async def getaddrinfo(
    loop: Any, host: Any, port: Any, *, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
) -> list[Any]:
    """Run `socket.getaddrinfo` in the default executor."""
    import socket

    found: list[Any] = await loop.run_in_executor(None, socket.getaddrinfo, host, port, family, type, proto, flags)
    return found


async def getnameinfo(loop: Any, sockaddr: Any, flags: int = 0) -> tuple[str, str]:
    """Run `socket.getnameinfo` in the default executor."""
    import socket

    found: tuple[str, str] = await loop.run_in_executor(None, socket.getnameinfo, sockaddr, flags)
    return found
