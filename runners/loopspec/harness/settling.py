"""Where tasks stand, seen from outside: what ``settle`` of the harness waits for.

Nothing is put between a task and its coroutine, and only public attributes are read. A task is *on its way* while its
first step has not come, while it is running, while it waits for its turn in a bare yield (``sleep(0)``), and when the
future that it waits for is done. Otherwise it is suspended. A coroutine of C is looked up in the garbage
collector, which knows what an object refers to.

Invariant: as for ``execution``, this file runs on any interpreter that has functions. Where it cannot see anything,
it says that a task is suspended, and ``settle`` has to give it time.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

LINKS = ("cr_await", "gi_yieldfrom", "ag_await")
"""Attributes of coroutines and generators that name what they wait for."""

FRAMES = ("gi_frame", "cr_frame", "ag_frame")


def position(task: "Any") -> "list[Any] | None":
    """Return the objects that a task is suspended in, outermost first; None while it is on its way.

    Two lists that hold the same objects mean that the task has not moved. The list of a task that
    is done, or that cannot be inspected, holds only the task.
    """
    places = [task]
    get_coro = getattr(task, "get_coro", None)
    link = None if get_coro is None or is_done(task) else get_coro()
    if link is None:
        return places
    if on_its_way(link):
        return None
    while link is not None:
        places.append(link)
        if is_future(link):
            return None if is_done(link) else places
        name = first_of(link, LINKS)
        if name is None:  # an iterator of C: of a future, of a step of an asynchronous generator
            link = behind(link)
            continue
        inner = getattr(link, name)
        if inner is None:  # it yields by itself: for an iteration, or a future that is written in Python
            inner = future_among(variables(link))
            if inner is None:
                return None
        link = inner
    return places


def is_future(value: "Any") -> bool:
    """Return whether a value is like a future."""
    return hasattr(value, "done") and hasattr(value, "add_done_callback")


def is_done(future: "Any") -> bool:
    """Return whether a future or task is done; one that cannot say is not."""
    done = getattr(future, "done", None)
    return done is not None and bool(done())


def on_its_way(coroutine: "Any") -> bool:
    """Return whether a coroutine has not begun, or is running."""
    try:
        import inspect

        return inspect.getcoroutinestate(coroutine) in (inspect.CORO_CREATED, inspect.CORO_RUNNING)
    except (ImportError, AttributeError):
        return False


def first_of(value: "Any", names: "Iterable[str]") -> "str | None":
    """Return the first of some attributes that a value has."""
    for name in names:
        if hasattr(value, name):
            return name
    return None


def variables(generator: "Any") -> "list[Any]":
    """Return the values that a suspended generator has at hand."""
    name = first_of(generator, FRAMES)
    frame = getattr(generator, name) if name else None
    return [] if frame is None else list(frame.f_locals.values())


def future_among(values: "Iterable[Any]") -> "Any":
    """Return the future among some values: one that is not done before all others, None without any."""
    found = None
    for value in values:
        if is_future(value):
            found = value
            if not is_done(value):
                break
    return found


def behind(iterator: "Any") -> "Any":
    """Return the future or the generator that an iterator of C works for, None where nothing is known."""
    try:
        import gc

        held = gc.get_referents(iterator)
    except (ImportError, AttributeError):
        return None
    for value in held:
        if first_of(value, LINKS):
            return value
    return future_among(held)


def same_places(one: "list[list[Any]]", other: "list[list[Any]]") -> bool:
    """Return whether two looks at some tasks found the same ones at the same places."""
    if [len(places) for places in one] != [len(places) for places in other]:
        return False
    for before, now in zip(one, other):  # noqa: B905 - not every interpreter takes `strict`
        for at in range(len(now)):
            if now[at] is not before[at]:
                return False
    return True
