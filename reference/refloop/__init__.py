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

from .core.abstract import AbstractEventLoop
from .core.current import (
    _enter_task,
    _get_running_loop,
    _leave_task,
    _register_task,
    _set_running_loop,
    _unregister_task,
    get_event_loop,
    get_running_loop,
    new_event_loop,
    set_event_loop,
)
from .core.futures import Future, isfuture
from .core.handles import Handle, TimerHandle
from .core.loop import Loop
from .core.tasks import Task, all_tasks, create_task, current_task, ensure_future, iscoroutine, iscoroutinefunction
from .exceptions import (
    BrokenBarrierError,
    CancelledError,
    IncompleteReadError,
    InvalidStateError,
    LimitOverrunError,
    SendfileNotAvailableError,
    TimeoutError,
)
from .runtime.runners import Runner, run
from .runtime.threads import run_coroutine_threadsafe, to_thread, wrap_future
from .versions import HIDDEN, PY312
from .waiting.combinators import (
    ALL_COMPLETED,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    as_completed,
    gather,
    shield,
    wait,
    wait_for,
)
from .waiting.locks import Barrier, BoundedSemaphore, Condition, Event, Lock, Semaphore
from .waiting.queues import LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull, QueueShutDown
from .waiting.timeouts import Timeout, sleep, timeout, timeout_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .core.tasks import create_eager_task_factory, eager_task_factory
    from .debug.callgraph import (
        FrameCallGraphEntry,
        FutureCallGraph,
        capture_call_graph,
        format_call_graph,
        future_add_to_awaited_by,
        future_discard_from_awaited_by,
        print_call_graph,
    )
    from .net import streams as streams
    from .net import subprocess as subprocess
    from .net.server import AbstractServer, Server
    from .net.streams import (
        StreamReader,
        StreamReaderProtocol,
        StreamWriter,
        open_connection,
        open_unix_connection,
        start_server,
        start_unix_server,
    )
    from .net.subprocess import create_subprocess_exec, create_subprocess_shell
    from .net.transports import (
        BaseProtocol,
        BaseTransport,
        BufferedProtocol,
        DatagramProtocol,
        DatagramTransport,
        Protocol,
        ReadTransport,
        SubprocessProtocol,
        SubprocessTransport,
        Transport,
        WriteTransport,
    )
    from .runtime.asyncio_bridge import EventLoop
    from .runtime.clock import Deadlock, VirtualClock
    from .runtime.guest import run_as_guest, start_guest
    from .waiting.taskgroups import TaskGroup
elif PY312:
    from .core.tasks import create_eager_task_factory, eager_task_factory

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

# Names that import a module on first use.
_LAZY = {
    name: module
    for module, names in {
        ".waiting.taskgroups": "TaskGroup",
        ".runtime.asyncio_bridge": "EventLoop",
        ".runtime.clock": "Deadlock VirtualClock",
        ".runtime.guest": "run_as_guest start_guest",
        ".net.transports": "BaseProtocol BufferedProtocol DatagramProtocol Protocol SubprocessProtocol "
        "BaseTransport DatagramTransport ReadTransport SubprocessTransport Transport WriteTransport",
        ".net.server": "AbstractServer Server",
        ".net.streams": "StreamReader StreamReaderProtocol StreamWriter open_connection open_unix_connection "
        "start_server start_unix_server",
        ".net.subprocess": "create_subprocess_exec create_subprocess_shell",
        ".debug.callgraph": "FrameCallGraphEntry FutureCallGraph capture_call_graph format_call_graph print_call_graph "
        "future_add_to_awaited_by future_discard_from_awaited_by",
    }.items()
    for name in names.split()
}
# Modules that programs use as `asyncio.subprocess.PIPE`, without importing them.
_MODULES = {"clock": ".clock", "guest": ".guest", "streams": ".net.streams", "subprocess": ".net.subprocess"}

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
            value = globals()[name] = import_module(_MODULES[name], __name__)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
