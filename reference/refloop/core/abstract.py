"""The interface of an event loop: asyncio's, and what refloop's loops offer to a host program besides.

Invariant: every method of asyncio's AbstractEventLoop is here.
Refuses: every method, with NotImplementedError; loops override them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context
    from typing import Any

    from .handles import Handle, TimerHandle


class AbstractEventLoop:
    """The methods of an event loop, each raising NotImplementedError."""

    _current_task: Any = None  # of refloop's own tasks, while asyncio is not imported

    # Running
    def run_forever(self) -> None:
        raise NotImplementedError

    def run_until_complete(self, future: Any) -> Any:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError

    def is_running(self) -> bool:
        raise NotImplementedError

    def is_closed(self) -> bool:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    async def shutdown_asyncgens(self) -> None:
        raise NotImplementedError

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        raise NotImplementedError

    # Callbacks
    def call_soon(self, callback: Callable[..., object], *args: Any, context: Context | None = None) -> Handle:
        raise NotImplementedError

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> TimerHandle:
        raise NotImplementedError

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> TimerHandle:
        raise NotImplementedError

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> Handle:
        raise NotImplementedError

    def time(self) -> float:
        raise NotImplementedError

    def _timer_handle_cancelled(self, handle: TimerHandle) -> None:
        raise NotImplementedError

    # Futures and tasks
    def create_future(self) -> Any:
        raise NotImplementedError

    def create_task(self, coro: Any, **kwargs: Any) -> Any:
        raise NotImplementedError

    def set_task_factory(self, factory: Any) -> None:
        raise NotImplementedError

    def get_task_factory(self) -> Any:
        raise NotImplementedError

    # Threads and names
    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        raise NotImplementedError

    def set_default_executor(self, executor: Any) -> None:
        raise NotImplementedError

    async def getaddrinfo(
        self, host: Any, port: Any, *, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
    ) -> list[Any]:
        raise NotImplementedError

    async def getnameinfo(self, sockaddr: Any, flags: int = 0) -> tuple[str, str]:
        raise NotImplementedError

    # File descriptors and signals
    def add_reader(self, fd: Any, callback: Callable[..., object], *args: Any) -> None:
        raise NotImplementedError

    def remove_reader(self, fd: Any) -> bool:
        raise NotImplementedError

    def add_writer(self, fd: Any, callback: Callable[..., object], *args: Any) -> None:
        raise NotImplementedError

    def remove_writer(self, fd: Any) -> bool:
        raise NotImplementedError

    def add_signal_handler(self, sig: int, callback: Callable[..., object], *args: Any) -> None:
        raise NotImplementedError

    def remove_signal_handler(self, sig: int) -> bool:
        raise NotImplementedError

    # Errors and debug mode
    def get_exception_handler(self) -> Any:
        raise NotImplementedError

    def set_exception_handler(self, handler: Any) -> None:
        raise NotImplementedError

    def default_exception_handler(self, context: dict[str, Any]) -> None:
        raise NotImplementedError

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        raise NotImplementedError

    def get_debug(self) -> bool:
        raise NotImplementedError

    def set_debug(self, enabled: bool) -> None:
        raise NotImplementedError

    # The network and child processes
    async def create_connection(self, protocol_factory: Any, host: Any = None, port: Any = None, **options: Any) -> Any:
        raise NotImplementedError

    async def create_server(self, protocol_factory: Any, host: Any = None, port: Any = None, **options: Any) -> Any:
        raise NotImplementedError

    async def create_unix_connection(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        raise NotImplementedError

    async def create_unix_server(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        raise NotImplementedError

    async def connect_accepted_socket(self, protocol_factory: Any, sock: Any, **options: Any) -> Any:
        raise NotImplementedError

    async def create_datagram_endpoint(
        self, protocol_factory: Any, local_addr: Any = None, remote_addr: Any = None, **options: Any
    ) -> Any:
        raise NotImplementedError

    async def start_tls(self, transport: Any, protocol: Any, sslcontext: Any, **options: Any) -> Any:
        raise NotImplementedError

    async def sendfile(
        self, transport: Any, file: Any, offset: int = 0, count: int | None = None, *, fallback: bool = True
    ) -> int:
        raise NotImplementedError

    async def connect_read_pipe(self, protocol_factory: Any, pipe: Any) -> Any:
        raise NotImplementedError

    async def connect_write_pipe(self, protocol_factory: Any, pipe: Any) -> Any:
        raise NotImplementedError

    async def subprocess_exec(self, protocol_factory: Any, *args: Any, **options: Any) -> Any:
        raise NotImplementedError

    async def subprocess_shell(self, protocol_factory: Any, cmd: Any, **options: Any) -> Any:
        raise NotImplementedError

    async def sock_recv(self, sock: Any, nbytes: int) -> bytes:
        raise NotImplementedError

    async def sock_recv_into(self, sock: Any, buf: Any) -> int:
        raise NotImplementedError

    async def sock_recvfrom(self, sock: Any, bufsize: int) -> Any:
        raise NotImplementedError

    async def sock_recvfrom_into(self, sock: Any, buf: Any, nbytes: int = 0) -> Any:
        raise NotImplementedError

    async def sock_sendall(self, sock: Any, data: Any) -> None:
        raise NotImplementedError

    async def sock_sendto(self, sock: Any, data: Any, address: Any) -> int:
        raise NotImplementedError

    async def sock_connect(self, sock: Any, address: Any) -> None:
        raise NotImplementedError

    async def sock_accept(self, sock: Any) -> Any:
        raise NotImplementedError

    async def sock_sendfile(
        self, sock: Any, file: Any, offset: int = 0, count: int | None = None, *, fallback: bool | None = None
    ) -> int:
        raise NotImplementedError


class EmbeddableLoop(AbstractEventLoop):
    """The methods of refloop's loops by which a host program drives them; see runtime/stepping.py."""

    def run_once(self, timeout: float | None = 0, budget: float | None = None) -> bool:
        raise NotImplementedError

    def run_ready(self, budget: float | None = None, timeout: float | None = 0) -> bool:
        raise NotImplementedError

    def was_stopped(self) -> bool:
        raise NotImplementedError

    def next_deadline(self) -> float | None:
        raise NotImplementedError

    def pending(self) -> int:
        raise NotImplementedError

    def wake_fd(self) -> int:
        raise NotImplementedError

    def on_wake(self, callback: Callable[[], object] | None) -> None:
        raise NotImplementedError
