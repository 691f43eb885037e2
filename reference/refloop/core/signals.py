"""Signals: `add_signal_handler` and its counterpart.

Python writes the numbers of arriving signals to a pair of sockets (`signal.set_wakeup_fd`), which the loop watches like
any other descriptor: so a signal wakes the loop, and the callback runs in an iteration, between others, never in the
middle of one.  The pair is made for the first handler and closed with the last; socket and signal are imported then.

The functions are methods of `Loop`.

Invariant: handlers exist only in the main thread, and all are gone after `close()`.
Refuses: numbers that are not signals (ValueError), signals that cannot be caught, and other threads (RuntimeError).
"""

from __future__ import annotations

from .log import logger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def add_signal_handler(loop: Any, sig: int, callback: Callable[..., object], *args: Any) -> None:
    """Call `callback(*args)` in the loop when the process gets signal *sig*; replaces an earlier handler.

    ValueError for a number that is not a signal; RuntimeError where the signal cannot be caught, or outside of the main
    thread.
    """
    import inspect
    import signal

    if inspect.iscoroutine(callback) or inspect.iscoroutinefunction(callback):
        raise TypeError("coroutines cannot be used with add_signal_handler()")
    _check_signal(sig)
    loop._check_closed()
    try:
        _open_pipe(loop)
    except (ValueError, OSError) as exc:
        raise RuntimeError(str(exc)) from None
    loop._signals[sig] = loop._threadsafe_handle_class(callback, args, loop, None)
    try:
        signal.signal(sig, _catch)  # a Python handler must exist for the number to be written to our pipe
        signal.siginterrupt(sig, False)
    except OSError as exc:
        del loop._signals[sig]
        if not loop._signals:
            _close_pipe(loop)
        _explain(sig, exc)


def remove_signal_handler(loop: Any, sig: int) -> bool:
    """Restore the default action of *sig*.  Return whether there was a handler."""
    import signal

    _check_signal(sig)
    if loop._signals.pop(sig, None) is None:
        return False
    try:
        signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
    except OSError as exc:
        _explain(sig, exc)
    if not loop._signals:
        _close_pipe(loop)
    return True


def remove_signal_handlers(loop: Any) -> None:
    """Remove all handlers: the part of `close()` that concerns signals."""
    for sig in list(loop._signals):
        remove_signal_handler(loop, sig)
    if loop._signal_pipe is not None:
        _close_pipe(loop)


def _explain(sig: int, exc: OSError) -> None:
    """Raise RuntimeError for a signal that cannot be caught, and *exc* otherwise."""
    import errno

    if exc.errno == errno.EINVAL:
        raise RuntimeError(f"sig {sig} cannot be caught") from None
    raise exc


def _check_signal(sig: int) -> None:
    import signal

    if not isinstance(sig, int):
        raise TypeError(f"sig must be an int, not {sig!r}")
    if sig not in signal.valid_signals():
        raise ValueError(f"invalid signal number {sig}")


def _open_pipe(loop: Any) -> None:
    import signal
    import socket

    if loop._signal_pipe is None:
        here, there = socket.socketpair()
        here.setblocking(False)
        there.setblocking(False)
        try:
            signal.set_wakeup_fd(there.fileno())
        except BaseException:
            here.close()
            there.close()
            raise
        loop._signal_pipe = (here, there)
        loop.add_reader(here.fileno(), _read_signals, loop)
    else:
        signal.set_wakeup_fd(loop._signal_pipe[1].fileno())


def _close_pipe(loop: Any) -> None:
    import signal

    (here, there), loop._signal_pipe = loop._signal_pipe, None
    try:
        signal.set_wakeup_fd(-1)
    except (ValueError, OSError) as exc:
        logger().info("set_wakeup_fd(-1) failed: %s", exc)
    loop.remove_reader(here.fileno())
    here.close()
    there.close()


def _read_signals(loop: Any) -> None:
    while loop._signal_pipe is not None:
        try:
            numbers = loop._signal_pipe[0].recv(4096)
        except (BlockingIOError, InterruptedError):
            return
        if not numbers:
            return
        for sig in numbers:
            handle = loop._signals.get(sig)
            if handle is None:
                continue
            if handle._callback is None:
                loop.remove_signal_handler(sig)
            else:
                loop._ready.append(handle)


def _catch(number: int, frame: object) -> None:
    """Do nothing; the number of the signal reaches the loop through the pipe."""
