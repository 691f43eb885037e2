"""Protocols of scenarios: classes over those of the namespace under test that remember all that they are called with.

A rendered class builds on one of these; its methods call the one here first, then do the scenario's steps.

Invariant: what is remembered depends on the loop's calls only, and waiting for it (``received``, ``closed``) is done
with a future, without a timer and without polling: a loop that sleeps goes on sleeping.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from loopspec.harness.execution import Execution

BUFFER = 1 << 16
"""Bytes of the buffer that a BufferedProtocol offers."""


def recording_class(scenario: "Execution", name: str, base: str) -> "type[Any]":
    """Return the class that a scenario's protocol ``name`` builds on; ``base`` is a name of the namespace."""
    recorders = {
        "Protocol": _plain,
        "BufferedProtocol": _buffered,
        "DatagramProtocol": _datagrams,
        "SubprocessProtocol": _child,
    }
    kind = recorders[base](_recording(scenario, getattr(scenario.aio, base)))
    kind.__name__ = name
    return kind


def _recording(scenario: "Execution", base: "Any") -> "type[Any]":
    class Recording(base):  # type: ignore[misc]
        instances = []  # type: list[Any]  # noqa: RUF012

        def __init__(self, label: "Any" = None) -> None:
            super().__init__()
            self.label = label
            self.transport = None  # type: Any
            self.lost = 0
            self.error = None  # type: BaseException | None
            self.eof = False
            self.paused = False
            self._count = 0
            self._parts = []  # type: list[bytes]
            self._waiting = []  # type: list[tuple[Callable[[], bool], Any]]
            self.instances.append(self)

        @property
        def data(self) -> bytes:
            return b"".join(self._parts)

        def connection_made(self, transport: "Any") -> None:
            self.transport = transport
            self._look()

        def connection_lost(self, exc: "BaseException | None") -> None:
            self.lost += 1
            self.error = exc
            self._look()

        def pause_writing(self) -> None:
            self.paused = True

        def resume_writing(self) -> None:
            self.paused = False
            self._look()

        async def received(self, count: int) -> "Any":
            """Wait until as many bytes have come, or datagrams; all that has come. At the end there may be fewer."""
            await self._until(lambda: self._count >= count or self.eof or self.lost > 0)
            return self.data

        async def closed(self) -> "Any":
            """Wait for the end of the connection; what connection_lost was given."""
            await self._until(lambda: self.lost > 0)
            return self.error

        async def resumed(self) -> None:
            """Wait until writing is not paused."""
            await self._until(lambda: not self.paused or self.lost > 0)

        def _arrived(self, data: bytes) -> None:
            self._parts.append(data)
            self._count += len(data)
            self._look()

        def _look(self) -> None:
            for holds, future in list(self._waiting):
                if holds() and not future.done():
                    future.set_result(None)

        async def _until(self, holds: "Callable[[], bool]") -> None:
            if holds():
                return
            entry = (holds, scenario.aio.get_running_loop().create_future())
            self._waiting.append(entry)
            try:
                await entry[1]
            finally:
                self._waiting.remove(entry)

    return Recording


def _plain(base: "Any") -> "type[Any]":
    class Plain(_streamed(base)):  # type: ignore[misc]
        def data_received(self, data: bytes) -> None:
            self._arrived(bytes(data))

    return Plain


def _streamed(base: "Any") -> "type[Any]":
    class Streamed(base):  # type: ignore[misc]
        def eof_received(self) -> "bool | None":
            self.eof = True
            self._look()
            return None

    return Streamed


def _buffered(base: "Any") -> "type[Any]":
    class Buffered(_streamed(base)):  # type: ignore[misc]
        def __init__(self, label: "Any" = None) -> None:
            super().__init__(label)
            self.buffer = bytearray(BUFFER)

        def get_buffer(self, sizehint: int) -> bytearray:
            return self.buffer

        def buffer_updated(self, nbytes: int) -> None:
            self._arrived(bytes(self.buffer[:nbytes]))

    return Buffered


def _datagrams(base: "Any") -> "type[Any]":
    class Datagrams(base):  # type: ignore[misc]
        def __init__(self, label: "Any" = None) -> None:
            super().__init__(label)
            self.errors = []  # type: list[BaseException]

        @property
        def datagrams(self) -> "list[bytes]":
            return list(self._parts)

        def datagram_received(self, data: bytes, addr: "Any") -> None:
            self._parts.append(bytes(data))
            self._count += 1
            self._look()

        def error_received(self, exc: BaseException) -> None:
            self.errors.append(exc)
            self._look()

    return Datagrams


def _child(base: "Any") -> "type[Any]":
    class Child(base):  # type: ignore[misc]
        def __init__(self, label: "Any" = None) -> None:
            super().__init__(label)
            self.exits = 0
            self.pipes_lost = []  # type: list[int]
            self._error_parts = []  # type: list[bytes]

        @property
        def error_data(self) -> bytes:
            return b"".join(self._error_parts)

        def pipe_data_received(self, fd: int, data: bytes) -> None:
            if fd == 1:
                self._arrived(bytes(data))
            else:
                self._error_parts.append(bytes(data))

        def pipe_connection_lost(self, fd: int, exc: "BaseException | None") -> None:
            self.pipes_lost.append(fd)
            if fd == 1:
                self.eof = True
            self._look()

        def process_exited(self) -> None:
            self.exits += 1
            self._look()

        async def exited(self) -> None:
            """Wait until process_exited was called."""
            await self._until(lambda: self.exits > 0)

    return Child
