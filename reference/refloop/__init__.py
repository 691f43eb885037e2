"""refloop: asyncio in pure Python, small and exact, to be read and to be embedded.

Two ways in:

    import refloop as asyncio      # the whole namespace, with refloop's own Task and Future

    # refloop's loop under the stdlib's asyncio:
    asyncio.run(main(), loop_factory=refloop.EventLoop)

The first does not import asyncio.  The second does: `EventLoop` is a subclass of
`asyncio.AbstractEventLoop` and is made on first use of its name.  Both work in one process, together:
exceptions, the running loop and the current task are shared.

The namespace is that of the asyncio of the running Python: a name that it does not have, refloop does not
have either.
"""

from __future__ import annotations

from .abstract import AbstractEventLoop
from .combine import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, gather, shield, wait, wait_for
from .completed import as_completed
from .coroutines import iscoroutine, iscoroutinefunction
from .exceptions import (
    BrokenBarrierError,
    CancelledError,
    IncompleteReadError,
    InvalidStateError,
    LimitOverrunError,
    SendfileNotAvailableError,
    TimeoutError,
)
from .futures import Future, isfuture
from .handles import Handle, TimerHandle
from .locks import BoundedSemaphore, Condition, Event, Lock, Semaphore
from .loop import Loop
from .making import create_task, ensure_future
from .queues import LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull, QueueShutDown
from .runners import Runner, run
from .running import (
    _enter_task,
    _get_running_loop,
    _leave_task,
    _register_task,
    _set_running_loop,
    _unregister_task,
    all_tasks,
    current_task,
    get_event_loop,
    get_running_loop,
    new_event_loop,
    set_event_loop,
)
from .sleeping import sleep
from .tasks import Task
from .threads import run_coroutine_threadsafe, to_thread, wrap_future
from .timeouts import Timeout, timeout, timeout_at
from .versions import HIDDEN, PY312

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .barriers import Barrier
    from .bridge import EventLoop
    from .callgraph import (
        FrameCallGraphEntry,
        FutureCallGraph,
        capture_call_graph,
        format_call_graph,
        future_add_to_awaited_by,
        future_discard_from_awaited_by,
        print_call_graph,
    )
    from .clock import Deadlock, VirtualClock
    from .guest import run_as_guest, start_guest
    from .making import create_eager_task_factory, eager_task_factory
    from .protocols import BaseProtocol, BufferedProtocol, DatagramProtocol, Protocol, SubprocessProtocol
    from .servers import AbstractServer, Server
    from .streamreader import StreamReader
    from .streams import (
        StreamReaderProtocol,
        StreamWriter,
        open_connection,
        open_unix_connection,
        start_server,
        start_unix_server,
    )
    from .subprocess import create_subprocess_exec, create_subprocess_shell
    from .taskgroups import TaskGroup
    from .transports import (
        BaseTransport,
        DatagramTransport,
        ReadTransport,
        SubprocessTransport,
        Transport,
        WriteTransport,
    )
elif PY312:
    from .making import create_eager_task_factory, eager_task_factory

SelectorEventLoop = Loop

__all__ = [
    "ALL_COMPLETED",
    "FIRST_COMPLETED",
    "FIRST_EXCEPTION",
    "AbstractEventLoop",
    "AbstractServer",
    "Barrier",
    "BaseProtocol",
    "BaseTransport",
    "BoundedSemaphore",
    "BrokenBarrierError",
    "BufferedProtocol",
    "CancelledError",
    "Condition",
    "DatagramProtocol",
    "DatagramTransport",
    "Deadlock",
    "Event",
    "EventLoop",
    "FrameCallGraphEntry",
    "Future",
    "FutureCallGraph",
    "Handle",
    "IncompleteReadError",
    "InvalidStateError",
    "LifoQueue",
    "LimitOverrunError",
    "Lock",
    "Loop",
    "PriorityQueue",
    "Protocol",
    "Queue",
    "QueueEmpty",
    "QueueFull",
    "QueueShutDown",
    "ReadTransport",
    "Runner",
    "SelectorEventLoop",
    "Semaphore",
    "SendfileNotAvailableError",
    "Server",
    "StreamReader",
    "StreamReaderProtocol",
    "StreamWriter",
    "SubprocessProtocol",
    "SubprocessTransport",
    "Task",
    "TaskGroup",
    "Timeout",
    "TimeoutError",
    "TimerHandle",
    "Transport",
    "VirtualClock",
    "WriteTransport",
    "_enter_task",
    "_get_running_loop",
    "_leave_task",
    "_register_task",
    "_set_running_loop",
    "_unregister_task",
    "all_tasks",
    "as_completed",
    "capture_call_graph",
    "create_eager_task_factory",
    "create_subprocess_exec",
    "create_subprocess_shell",
    "create_task",
    "current_task",
    "eager_task_factory",
    "ensure_future",
    "format_call_graph",
    "future_add_to_awaited_by",
    "future_discard_from_awaited_by",
    "gather",
    "get_event_loop",
    "get_running_loop",
    "iscoroutine",
    "iscoroutinefunction",
    "isfuture",
    "new_event_loop",
    "open_connection",
    "open_unix_connection",
    "print_call_graph",
    "run",
    "run_as_guest",
    "run_coroutine_threadsafe",
    "set_event_loop",
    "shield",
    "sleep",
    "start_guest",
    "start_server",
    "start_unix_server",
    "timeout",
    "timeout_at",
    "to_thread",
    "wait",
    "wait_for",
    "wrap_future",
]

# Names that bring a module with them on first use.
_LAZY = {
    name: module
    for module, names in {
        ".bridge": "EventLoop",
        ".taskgroups": "TaskGroup",
        ".barriers": "Barrier",
        ".clock": "Deadlock VirtualClock",
        ".guest": "run_as_guest start_guest",
        ".protocols": "BaseProtocol BufferedProtocol DatagramProtocol Protocol SubprocessProtocol",
        ".transports": "BaseTransport DatagramTransport ReadTransport SubprocessTransport Transport WriteTransport",
        ".servers": "AbstractServer Server",
        ".callgraph": "FrameCallGraphEntry FutureCallGraph capture_call_graph format_call_graph print_call_graph "
        "future_add_to_awaited_by future_discard_from_awaited_by",
        ".streamreader": "StreamReader",
        ".streams": "StreamReaderProtocol StreamWriter open_connection open_unix_connection start_server "
        "start_unix_server",
        ".subprocess": "create_subprocess_exec create_subprocess_shell",
    }.items()
    for name in names.split()
}
_MODULES = (
    "clock",
    "guest",
    "streams",
    "subprocess",
)  # used as `asyncio.subprocess.PIPE`, without an import of their own

if not TYPE_CHECKING:
    for _name in HIDDEN - {"EventLoop"}:  # EventLoop is refloop's own way in, on every version
        globals().pop(_name, None)
        _LAZY.pop(_name, None)
        if _name in __all__:
            __all__.remove(_name)

    def __getattr__(name):
        from importlib import import_module

        module = _LAZY.get(name)
        if module is not None:
            value = globals()[name] = getattr(import_module(module, __name__), name)
        elif name in _MODULES:
            value = import_module(f".{name}", __name__)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
