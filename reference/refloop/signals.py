"""Signals: `add_signal_handler` and its counterpart.

Python writes the numbers of the signals that come to a pair of sockets (`signal.set_wakeup_fd`), which the loop
watches like any other descriptor: so a signal wakes it, and the callback runs in a turn, between others, never
in the midst of one.  The pair is made for the first handler and closed with the last; socket and signal are
imported then.

Invariant: handlers exist only in the main thread, and are all gone after `close()`.
Refuses: numbers that are no signals (ValueError), signals that cannot be caught, and other threads
(RuntimeError).
"""

from __future__ import annotations

from .services import logger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .handles import Handle


class Signals:
    """The signal handlers of a loop."""

    if TYPE_CHECKING:

        def _check_closed(self) -> None: ...
        def _make_handle(self, callback: Callable[..., object], args: tuple[Any, ...], context: Any) -> Handle: ...
        def _push(self, handle: Handle) -> None: ...
        def add_reader(self, fd: Any, callback: Callable[..., object], *args: Any) -> None: ...
        def remove_reader(self, fd: Any) -> bool: ...

    _signals: dict[int, Handle] | None = None
    _signal_pipe: tuple[Any, Any] | None = None

    def add_signal_handler(self, sig: int, callback: Callable[..., object], *args: Any) -> None:
        """Call `callback(*args)` in the loop when the process gets signal *sig*; replaces an earlier
        handler.

        ValueError for a number that is no signal; RuntimeError where the signal cannot be caught, or
        outside of the main thread.
        """
        import inspect
        import signal

        if inspect.iscoroutine(callback) or inspect.iscoroutinefunction(callback):
            raise TypeError("coroutines cannot be used with add_signal_handler()")
        self._check_signal(sig)
        self._check_closed()
        try:
            self._open_signal_pipe()
        except (ValueError, OSError) as exc:
            raise RuntimeError(str(exc)) from None
        handle = self._make_handle(callback, args, None)
        assert self._signals is not None
        self._signals[sig] = handle
        try:
            signal.signal(sig, _catch)  # a Python handler must exist for the number to be written to our pipe
            signal.siginterrupt(sig, False)
        except OSError as exc:
            del self._signals[sig]
            if not self._signals:
                self._close_signal_pipe()
            import errno

            if exc.errno == errno.EINVAL:
                raise RuntimeError(f"sig {sig} cannot be caught") from None
            raise

    def remove_signal_handler(self, sig: int) -> bool:
        """Restore the default action of *sig*.  Return whether there was a handler."""
        import signal

        self._check_signal(sig)
        if not self._signals or self._signals.pop(sig, None) is None:
            return False
        try:
            signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
        except OSError as exc:
            import errno

            if exc.errno == errno.EINVAL:
                raise RuntimeError(f"sig {sig} cannot be caught") from None
            raise
        if not self._signals:
            self._close_signal_pipe()
        return True

    def _check_signal(self, sig: int) -> None:
        import signal

        if not isinstance(sig, int):
            raise TypeError(f"sig must be an int, not {sig!r}")
        if sig not in signal.valid_signals():
            raise ValueError(f"invalid signal number {sig}")

    def _open_signal_pipe(self) -> None:
        import signal
        import socket

        if self._signal_pipe is None:
            here, there = socket.socketpair()
            here.setblocking(False)
            there.setblocking(False)
            try:
                signal.set_wakeup_fd(there.fileno())
            except BaseException:
                here.close()
                there.close()
                raise
            self._signal_pipe = (here, there)
            self._signals = {}
            self.add_reader(here.fileno(), self._read_signals)
        else:
            signal.set_wakeup_fd(self._signal_pipe[1].fileno())

    def _close_signal_pipe(self) -> None:
        import signal

        if self._signal_pipe is not None:
            here, there = self._signal_pipe
            self._signal_pipe = None
            try:
                signal.set_wakeup_fd(-1)
            except (ValueError, OSError) as exc:
                logger().info("set_wakeup_fd(-1) failed: %s", exc)
            self.remove_reader(here.fileno())
            here.close()
            there.close()

    def _read_signals(self) -> None:
        while self._signal_pipe is not None:
            try:
                numbers = self._signal_pipe[0].recv(4096)
            except (BlockingIOError, InterruptedError):
                return
            if not numbers:
                return
            for sig in numbers:
                handle = (self._signals or {}).get(sig)
                if handle is None:
                    continue
                if handle._callback is None:
                    self.remove_signal_handler(sig)
                else:
                    self._push(handle)

    def _drop_signals(self) -> None:
        """The part of `close()` that is ours."""
        for sig in list(self._signals or ()):
            self.remove_signal_handler(sig)
        if self._signal_pipe is not None:
            self._close_signal_pipe()


def _catch(number: int, frame: object) -> None:
    """The Python-level signal handler: the number reaches the loop through the wake-up descriptor."""
