"""File descriptors that programs watch: readers and writers.

For each watched descriptor there is a pair of handles, for reading and for writing, either of which may be
missing.  A descriptor that became ready puts its handle into the ready queue, again in every turn until it
is removed: watching is level-triggered.

Transports watch their descriptors through `_watch` and `_unwatch`; programs come through `add_reader` and its
kin, which keep their hands off what belongs to a transport (`_transports`).

Invariant: the poller waits for exactly what `_watched` has handles for.
Refuses: what is not a descriptor (ValueError), and a transport's descriptor (RuntimeError).
"""

from __future__ import annotations

from .poller import READ, WRITE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .handles import Handle
    from .poller import Events, Poller


class Descriptors:
    """`add_reader` and its kin."""

    if TYPE_CHECKING:
        _closed: bool
        _poller: Poller
        _ready: Any

        def _check_closed(self) -> None: ...
        def _make_handle(self, callback: Callable[..., object], args: tuple[Any, ...], context: Any) -> Handle: ...

    _watched: dict[int, list[Handle | None]]  # fd -> [reader, writer]
    _transports: Any = None  # fd -> its transport, weakly; made with the first one
    _objects: dict[int, Any] | None = None  # fd -> the object that it was given as, unless it was given as a number

    def add_reader(self, fd: Any, callback: Callable[..., object], *args: Any) -> None:
        """Call `callback(*args)` in each turn that finds *fd* readable; replaces an earlier reader."""
        self._check_not_owned(fd)
        self._watch(fd, 0, callback, args)
        self._remember(fd)

    def remove_reader(self, fd: Any) -> bool:
        """Stop watching *fd* for reading.  Return whether it was watched."""
        return self._unwatch(self._given(fd), 0)

    def add_writer(self, fd: Any, callback: Callable[..., object], *args: Any) -> None:
        """Call `callback(*args)` in each turn that finds *fd* writable; replaces an earlier writer."""
        self._check_not_owned(fd)
        self._watch(fd, 1, callback, args)
        self._remember(fd)

    def remove_writer(self, fd: Any) -> bool:
        """Stop watching *fd* for writing.  Return whether it was watched."""
        return self._unwatch(self._given(fd), 1)

    def _remember(self, fd: Any) -> None:
        """Keep the object that a descriptor came from: closed, it cannot tell its number any more."""
        if not isinstance(fd, int):
            if self._objects is None:
                self._objects = {}
            self._objects[_fileno(fd)] = fd

    def _given(self, fd: Any) -> Any:
        """Return what to unwatch for *fd*: of an object that was closed meanwhile, the number that it had."""
        if self._objects and not isinstance(fd, int):
            try:
                closed = fd.fileno() < 0
            except (AttributeError, TypeError, ValueError):
                closed = True
            if closed:
                fd = next((number for number, thing in self._objects.items() if thing is fd), fd)
        self._check_not_owned(fd)
        return fd

    def _check_not_owned(self, fd: Any) -> None:
        if self._transports:
            number = _fileno(fd)
            owner = self._transports.get(number)
            if owner is not None and not owner.is_closing():
                raise RuntimeError(f"File descriptor {fd!r} is used by transport {owner!r}")

    def _own(self, fd: int, transport: Any) -> None:
        """Remember that *fd* belongs to *transport*, for as long as that lives or until it closes."""
        if self._transports is None:
            from weakref import WeakValueDictionary

            self._transports = WeakValueDictionary()
        self._transports[fd] = transport

    def _disown(self, fd: int, transport: Any) -> None:
        if self._transports is not None and self._transports.get(fd) is transport:
            del self._transports[fd]

    def _watch(
        self, fd: Any, side: int, callback: Callable[..., object], args: tuple[Any, ...] = (), context: Any = None
    ) -> Handle:
        self._check_closed()
        handle = self._make_handle(callback, args, context)
        fd = _fileno(fd)
        old = self._watched.get(fd, [None, None])
        pair = old.copy()
        pair[side] = handle
        if fd not in self._watched or (pair[0] is None) != (old[0] is None) or (pair[1] is None) != (old[1] is None):
            self._poller.watch(fd, (READ if pair[0] is not None else 0) | (WRITE if pair[1] is not None else 0))
        self._watched[fd] = pair
        replaced = old[side]
        if replaced is not None:
            replaced.cancel()
        return handle

    def _unwatch(self, fd: Any, side: int) -> bool:
        if self._closed:
            return False
        fd = _fileno(fd)
        pair = self._watched.get(fd)
        if pair is None:
            return False
        handle, pair[side] = pair[side], None
        other = pair[1 - side]
        if other is None:
            del self._watched[fd]
            if self._objects:
                self._objects.pop(fd, None)
            self._poller.watch(fd, 0)
        else:
            self._poller.watch(fd, READ if side else WRITE)
        if handle is None:
            return False
        handle.cancel()
        return True

    def _take(self, events: Events) -> None:
        """Queue the handles that wait for *events*, of each descriptor the reader first."""
        for fd, bits in events:
            pair = self._watched.get(fd)
            if pair is None:
                continue  # our own wake-up descriptor, or one that was removed meanwhile
            reader, writer = pair
            if reader is not None and bits & ~WRITE:
                self._ready.append(reader) if reader._callback is not None else self.remove_reader(fd)
            if writer is not None and bits & ~READ:
                self._ready.append(writer) if writer._callback is not None else self.remove_writer(fd)


def _fileno(fd: Any) -> int:
    """Return the number of a descriptor or of an object with a `fileno` method; ValueError for anything else."""
    if isinstance(fd, int):
        number = fd
    else:
        try:
            number = int(fd.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f"Invalid file object: {fd!r}") from None
    if number < 0:
        raise ValueError(f"Invalid file descriptor: {number}")
    return number
