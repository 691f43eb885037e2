"""The differences between Python 3.11 and 3.15, in one table.

refloop follows the Python that it runs on: where asyncio changed, so does refloop.  Every such difference
is a constant here, named after what *this* Python does; no other file looks at `sys.version_info`.  A name
that asyncio does not have on a version is absent from refloop's namespace on it (see `HIDDEN`).

asyncio also changes in point releases, and takes changes back.  The points stand here as CPython's changelog of
3.14.10 names them; `tests/refloop/test_versions.py` holds every switch against the behaviour of each installed
Python (3.11.7, 3.12.1, 3.13.0, 3.14.10 and 3.15.2 when this was written).  Of 3.15 only 3.15.2 was looked at, and
nothing is known here of back-ports to 3.13 after 3.13.3.
Refuses: to guess about a Python older than 3.11.
"""

from __future__ import annotations

import sys

_v = sys.version_info

if _v < (3, 11):
    raise ImportError("refloop needs Python 3.11 or newer")

PY312 = _v >= (3, 12)
PY313 = _v >= (3, 13)
PY314 = _v >= (3, 14)

# -- coroutines ------------------------------------------------------------------------------------
GENERATORS_ARE_COROUTINES = not PY312  # iscoroutine(generator) is True up to 3.11

# -- futures ---------------------------------------------------------------------------------------
STOPITERATION_IS_STORED = PY313  # set_exception(StopIteration): stored as RuntimeError; before: TypeError

# -- tasks -----------------------------------------------------------------------------------------
CALL_GRAPH = PY314  # capture_call_graph and its kin; callbacks know the task that they serve
UNCANCEL_CLEARS_PENDING = PY313  # uncancel() to zero forgets a cancellation that was not delivered yet
FACTORY_GETS_NAME = PY314  # ... the name included
ALL_TASKS_OF_FACTORIES_ARE_NAMED = PY313 and not PY314  # by set_name, whatever they are: "None" if no name is given
CREATE_TASK_KEYWORDS = _v >= (3, 13, 3)  # create_task passes unknown keywords on to Task
CREATE_TASK_CLOSES_REFUSED = PY313  # TaskGroup.create_task closes the coroutine that it refuses

# -- combinators -----------------------------------------------------------------------------------
GATHER_TAKES_DONE_AT_ONCE = PY312  # gather counts children that are done already without a hop
WAIT_ACCEPTS_GENERATORS = PY312
WAIT_FOR_IN_SAME_TASK = PY312  # wait_for is `async with timeout(): await`; before: a task of its own
SLEEP_REFUSES_NAN = PY313
AS_COMPLETED_ITERATES_ASYNC = PY313
AS_COMPLETED_GIVES_BACK = _v >= (3, 14, 9)  # a cancelled wait for the next one does not use it up
SHIELD_FORGETS_ERRORS = not PY314  # a failure that comes together with the cancellation of its shield counts as seen
SHIELD_REPORTS_AT_ONCE = (3, 14) <= _v < (3, 14, 9)  # one that comes later is reported though it may be fetched yet

# -- locks -----------------------------------------------------------------------------------------
SEMAPHORE_GIVES_ALL_AWAY = PY313  # a cancelled semaphore waiter wakes as many as there is left for; before: one
CONDITION_PASSES_ON = PY313  # a notified waiter that cannot go on notifies the next; before: the notification is lost

PARTIES_AT_LEAST_ONE = (3, 12, 9) <= _v < (3, 13) or _v >= (3, 13, 2)  # how a Barrier words its refusal

# -- timeouts and groups ---------------------------------------------------------------------------
TIMEOUT_INSERTS_CONTEXT = PY313  # TimeoutError goes into the __context__ of an error raised while unwinding
TIMEOUT_TAKES_SUBCLASSES = PY313  # a subclass of CancelledError is turned into TimeoutError too
TASKGROUP_UNCANCELS_LATE = PY313  # uncancel() follows the wait for the children; before: precedes it
TASKGROUP_TAKES_DONE_AT_ONCE = (3, 12) <= _v < (3, 12, 9) or (3, 13) <= _v < (3, 13, 2)  # eager children
TASKGROUP_KEEPS_OUTSIDE_CANCEL = PY313  # an outside cancellation that lost against an error is delivered later

# -- loops and runners -----------------------------------------------------------------------------
RUN_TAKES_LOOP_FACTORY = PY312
RUNNER_TAKES_AWAITABLES = PY314
HANDLER_RUNS_IN_CONTEXT = PY312  # exception handlers run in the context of the task, future or handle
EXECUTOR_SHUTDOWN_TIMEOUT = PY312
CANCELLED_SHUTDOWN_JOINS = not PY313  # a cancelled shutdown_default_executor blocks until the threads have ended
GET_EVENT_LOOP_CREATES = not PY314  # in the main thread, when set_event_loop was never called
GET_EVENT_LOOP_WARNS = PY312  # ... with a DeprecationWarning

# -- the network ------------------------------------------------------------------------------------
ALL_ERRORS_OPTION = PY312  # create_connection(all_errors=True)
KEEP_ALIVE_OPTION = PY313  # create_server(keep_alive=True)
CLEANUP_SOCKET_OPTION = PY313  # create_unix_server(cleanup_socket=True), the default
SERVER_CLOSES_CLIENTS = PY313  # Server.close_clients and abort_clients
SERVE_FOREVER_CLOSES_CLIENTS = _v >= (3, 14, 7)  # ... which serve_forever calls when it is cancelled
WAIT_CLOSED_WAITS = PY312  # Server.wait_closed waits for the connections of a closed server
SKIPS_UNAVAILABLE_ADDRESSES = PY313  # create_server passes over addresses that the host does not have
EMPTY_DATAGRAMS = PY313  # sendto(b"") sends a datagram
READUNTIL_TAKES_TUPLES = PY313
SYNC_CALLBACK_ERRORS_CLOSE = _v >= (3, 14, 8)  # start_server: a plain function that raises closes the connection

# -- child processes -------------------------------------------------------------------------------
COMMUNICATE_CLOSES_STDIN = PY312  # also when there is no input to write

# -- names that this Python's asyncio does not have ------------------------------------------------
HIDDEN: frozenset[str] = frozenset(
    name
    for since, names in (
        (PY312, ("eager_task_factory", "create_eager_task_factory")),
        (PY313, ("EventLoop", "QueueShutDown")),
        (
            PY314,
            (
                "FrameCallGraphEntry",
                "FutureCallGraph",
                "capture_call_graph",
                "format_call_graph",
                "print_call_graph",
                "future_add_to_awaited_by",
                "future_discard_from_awaited_by",
            ),
        ),
    )
    if not since
    for name in names
)

# -- typing ----------------------------------------------------------------------------------------
# `Generic` and `TypeVar` for classes that are generic to a type checker, without importing typing (5 ms) at run time.

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Generic as Generic
    from typing import TypeVar

    T = TypeVar("T")
else:
    T = None

    class Generic:
        """Stands where `typing.Generic` stands for a type checker."""

        __slots__ = ()

        def __class_getitem__(cls, item):
            return cls
