"""Watchers: the readers and writers of file descriptors.

For each watched descriptor `Loop._watched` has a pair of handles, for reading and for writing, either of which may be
missing.  A descriptor that became ready puts its handle into the ready queue, again in every iteration until it is
removed: watching is level-triggered.

The functions are methods of `Loop`.  Transports use `watch` and `unwatch`; programs use `add_reader` and its kin, which
refuse descriptors that belong to a transport (`Loop._transports`).

Invariant: the poller waits for exactly what `_watched` has handles for.
Refuses: what is not a descriptor (ValueError), and the descriptor of a transport (RuntimeError).
"""

from __future__ import annotations

from .poller import READ, WRITE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .handles import Handle
    from .poller import Events

READING, WRITING = 0, 1  # the sides of a watched descriptor: the places in its pair


def add_reader(loop: Any, fd: Any, callback: Callable[..., object], *args: Any) -> None:
    """Call `callback(*args)` in each iteration that finds *fd* readable; replaces an earlier reader."""
    _add(loop, fd, READING, callback, args)


def remove_reader(loop: Any, fd: Any) -> bool:
    """Stop watching *fd* for reading.  Return whether it was watched."""
    return unwatch(loop, _number_given(loop, fd), READING)


def add_writer(loop: Any, fd: Any, callback: Callable[..., object], *args: Any) -> None:
    """Call `callback(*args)` in each iteration that finds *fd* writable; replaces an earlier writer."""
    _add(loop, fd, WRITING, callback, args)


def remove_writer(loop: Any, fd: Any) -> bool:
    """Stop watching *fd* for writing.  Return whether it was watched."""
    return unwatch(loop, _number_given(loop, fd), WRITING)


def _add(loop: Any, fd: Any, side: int, callback: Callable[..., object], args: tuple[Any, ...]) -> None:
    check_not_owned(loop, fd)
    watch(loop, fd, side, callback, args)
    if not isinstance(fd, int):  # a closed object does not know its number any more
        loop._fd_objects[_fileno(fd)] = fd


def _number_given(loop: Any, fd: Any) -> Any:
    """Return what to unwatch for *fd*: for an object that has been closed, the number that it had."""
    if loop._fd_objects and not isinstance(fd, int):
        try:
            closed = fd.fileno() < 0
        except (AttributeError, TypeError, ValueError):
            closed = True
        if closed:
            fd = next((number for number, thing in loop._fd_objects.items() if thing is fd), fd)
    check_not_owned(loop, fd)
    return fd


def check_not_owned(loop: Any, fd: Any) -> None:
    """Raise RuntimeError for the descriptor of a transport that is not closing."""
    if loop._transports:
        owner = loop._transports.get(_fileno(fd))
        if owner is not None and not owner.is_closing():
            raise RuntimeError(f"File descriptor {fd!r} is used by transport {owner!r}")


def own(loop: Any, fd: int, transport: Any) -> None:
    """Remember that *fd* belongs to *transport*, for as long as that lives or until it closes."""
    if loop._transports is None:
        from weakref import WeakValueDictionary

        loop._transports = WeakValueDictionary()
    loop._transports[fd] = transport


def disown(loop: Any, fd: int, transport: Any) -> None:
    """Forget that *fd* belongs to *transport*."""
    if loop._transports is not None and loop._transports.get(fd) is transport:
        del loop._transports[fd]


def watch(
    loop: Any, fd: Any, side: int, callback: Callable[..., object], args: tuple[Any, ...] = (), context: Any = None
) -> Handle:
    """Call `callback(*args)` in each iteration that finds *fd* ready on *side*; return its handle."""
    loop._check_closed()
    handle: Handle = loop._threadsafe_handle_class(callback, args, loop, context)
    watched, fd = loop._watched, _fileno(fd)
    old = watched.get(fd, [None, None])
    pair = old.copy()
    pair[side] = handle
    if fd not in watched or (pair[0] is None) != (old[0] is None) or (pair[1] is None) != (old[1] is None):
        loop._poller.watch(fd, (READ if pair[0] is not None else 0) | (WRITE if pair[1] is not None else 0))
    watched[fd] = pair
    replaced = old[side]
    if replaced is not None:
        replaced.cancel()
    return handle


def unwatch(loop: Any, fd: Any, side: int) -> bool:
    """Stop watching *side* of *fd*.  Return whether it was watched."""
    if loop._closed:
        return False
    fd = _fileno(fd)
    pair = loop._watched.get(fd)
    if pair is None:
        return False
    handle, pair[side] = pair[side], None
    other = pair[1 - side]
    if other is None:
        del loop._watched[fd]
        if loop._fd_objects:
            loop._fd_objects.pop(fd, None)
        loop._poller.watch(fd, 0)
    else:
        loop._poller.watch(fd, READ if side else WRITE)
    if handle is None:
        return False
    handle.cancel()
    return True


def take_events(loop: Any, events: Events) -> None:
    """Queue the handles that wait for *events*, of each descriptor the reader first."""
    for fd, bits in events:
        pair = loop._watched.get(fd)
        if pair is None:
            continue  # our own wake-up descriptor, or one that was removed meanwhile
        reader, writer = pair
        if reader is not None and bits & ~WRITE:
            loop._ready.append(reader) if reader._callback is not None else remove_reader(loop, fd)
        if writer is not None and bits & ~READ:
            loop._ready.append(writer) if writer._callback is not None else remove_writer(loop, fd)


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
