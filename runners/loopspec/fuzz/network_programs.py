"""Random programs of one connection, as streams or as a transport with its protocol; the other end is the harness's.

Both sides proceed in one lane, and a step is drawn only where the ones before it decide its outcome: nobody waits for
data that does not come, in how many pieces data arrives shows nowhere, and a connection is closed when all that the
peer has sent was read, otherwise the system would reset it. When a write goes out, and so when a connection that is
being closed is lost, is the loop's own affair: the loss shows where it is waited for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from loopspec.fuzz.choices import Choice
from loopspec.fuzz.grammar import NETWORK
from loopspec.fuzz.productions import Step, joined

PIECES = (b"ann", b"bob\n", b"\n", b"c;d;", b"eve\r\n", b"", b"x" * 3000 + b"\n")

LISTENER = "listening_socket()"
ADDRESS = "'127.0.0.1', port_of(listener)"

LIMITS = ("", "0", "10", "high=100, low=10", "high=1, low=2", "low=5", "-1", "high=None, low=8")
"""Arguments of ``set_write_buffer_limits``."""


@dataclass(slots=True)
class Connection:
    """The state of a program's connection, as far as the steps up to now decide it."""

    unread: bytes = b""
    """Bytes that the peer has sent and nobody has read."""
    unreceived: int = 0
    """Bytes that were written and that the peer has not read."""
    sent: int = 0
    """Bytes that the peer has sent."""
    peer_ended: bool = False
    ended: bool = False
    """Whether ``write_eof`` was called."""
    closed: bool = False
    reading: Read | None = None
    """A read that a task waits for."""
    paused: bool = False


def network_program(areas: frozenset[str], head: Choice, choices: list[Choice]) -> dict[str, Any]:
    """Build a program of one of the areas ``NETWORK``: a scenario's data without its head."""
    stream = head.of(sorted(areas & NETWORK)) == "Stream"
    state = Connection()
    moves = STREAM_MOVES if stream else TRANSPORT_MOVES
    steps = joined(choice.of(moves)(state, choice) for choice in choices)
    data = (_streams if stream else _protocol)(head)
    ending: list[Step] = [{"log": "the end"}, *(_ending_of_streams(state) if stream else _ending_of_transport(state))]
    return {"needs": ["sockets"], **data, "main": [*data["main"], *steps, *ending]}


def _lost() -> Step:
    """Await the loss of the connection; log the class of its reason."""
    return _logging_its_class(
        [{"await": f"within({INSTANCE}.closed())", "as": "got"}, {"log": "lost {class_name(got)}"}]
    )


def _logged(awaited: str) -> Step:
    """Await something within a limit; log what it gives or the class of what it raises."""
    return _logging_its_class([{"await": f"within({awaited})", "as": "got"}, {"log": "{got!r}"}])


def _called(text: str) -> Step:
    """Call something that may raise."""
    return _logging_its_class([{"call": text}])


def _shown(text: str) -> Step:
    return _logging_its_class([{"log": f"{text} gives {{{text}}}"}])


def _logging_its_class(steps: list[Step]) -> Step:
    return {"try": steps, "except": "Exception", "as": "problem", "do": [{"log": "{class_name(problem)}"}]}


Move = Callable[[Connection, Choice], list[Step]]
"""Draw the steps of one choice; none where their outcome would not be decided."""


# -- the peer ----------------------------------------------------------------------------------------------


def _send(state: Connection, choice: Choice) -> list[Step]:
    piece = choice.of(PIECES)
    if state.peer_ended or state.closed or not piece:
        return []
    state.unread += piece
    state.sent += len(piece)
    return [{"call": f"peer.send({_literal(piece)})"}]


def _receive(state: Connection, choice: Choice) -> list[Step]:
    count = min(state.unreceived, 1 + choice.number(8))
    if not count:
        return []
    state.unreceived -= count
    return [{"await": f"peer.receive({count})", "as": "got"}, {"log": "peer got {got!r}"}]


def _receive_all(state: Connection, choice: Choice) -> list[Step]:
    count, state.unreceived = state.unreceived, 0
    return [{"await": f"peer.receive({count})", "as": "got"}, {"log": "peer got {len(got)}"}] if count else []


def _literal(piece: bytes) -> str:
    return repr(piece) if len(piece) < 100 else f"{piece[:1]!r} * {len(piece) - 1} + {piece[-1:]!r}"


# -- streams -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Read:
    """A method of a reader, and the bytes that it takes."""

    text: str
    taken: Callable[[bytes, bool], int | None] = field(compare=False)
    """Of the unread bytes and whether there are no more: how many it takes; None when it waits."""


def _exactly(n: int) -> Read:
    return Read(f"readexactly({n})", lambda data, over: n if len(data) >= n else len(data) if over else None)


def _until(separator: bytes, text: str) -> Read:
    def taken(data: bytes, over: bool) -> int | None:
        at = data.find(separator)
        return at + len(separator) if at >= 0 else len(data) if over else None

    return Read(text, taken)


READS = (
    _until(b"\n", "readline()"),
    *map(_exactly, (1, 3, 5, 0)),
    _until(b"\n", "readuntil()"),
    _until(b";", "readuntil(b';')"),
    _until(b"\r\n", r"readuntil(b'\r\n')"),
    Read("read(1)", lambda data, over: 1 if data else 0 if over else None),
    Read("read(0)", lambda data, over: 0),
    Read("read()", lambda data, over: len(data) if over else None),
)


SERVED = [{"call": "served.set_result([reader, writer])"}]


def _streams(head: Choice) -> dict[str, Any]:
    if head.number(2):
        return {
            "let": {"served": "get_running_loop().create_future()"},
            "coroutines": {"serve": {"args": ["reader", "writer"], "do": SERVED}},
            "main": [
                {"await": "start_server(serve, '127.0.0.1', 0)", "as": "server"},
                {"call": "peer_to(server)", "as": "peer"},
                {"await": "within(served)", "as": "streams"},
            ],
        }  # fmt: skip
    return {"let": {"listener": LISTENER}, "main": _connecting(f"open_connection({ADDRESS})", "streams")}


def _connecting(text: str, name: str) -> list[Step]:
    return [
        {"begin": text, "as": "connecting"},
        {"await": "accepted(listener)", "as": "peer"},
        {"await": "within(connecting)", "as": name},
    ]


def _read(state: Connection, choice: Choice) -> list[Step]:
    """Read what is there, wait in a task for what is not, or take what that task waits for."""
    if state.reading is not None:
        return _finish_reading(state)
    read = choice.of(READS)
    taken = read.taken(state.unread, state.peer_ended or state.closed)
    if taken is None:
        state.reading = read
        return [{"begin": f"streams[0].{read.text}", "as": "reading"}, {"settle": "reading"}]
    state.unread = state.unread[taken:]
    return [_logged(f"streams[0].{read.text}")]


def _finish_reading(state: Connection) -> list[Step]:
    assert state.reading is not None
    taken = state.reading.taken(state.unread, state.peer_ended or state.closed)
    if taken is None:
        return []
    state.unread, state.reading = state.unread[taken:], None
    return [_logged("reading")]


def _stop_reading(state: Connection, choice: Choice) -> list[Step]:
    """Cancel the task that reads, which takes nothing."""
    if state.reading is None or state.reading.taken(state.unread, state.peer_ended or state.closed) is not None:
        return []
    state.reading = None
    return [
        {"call": "reading.cancel()"},
        {"try": [{"await": "reading"}], "except": "CancelledError", "do": [{"log": "cancelled"}]},
    ]


def _write(state: Connection, choice: Choice) -> list[Step]:
    text = choice.of(("streams[1].write({})", "streams[1].writelines([{}, b'!'])"))
    return _written(state, choice, text)


def _written(state: Connection, choice: Choice, text: str) -> list[Step]:
    piece = choice.of(PIECES)
    if state.closed:  # CPython 3.12.1 and 3.13.0 raise TypeError for several pieces
        text = text.replace(".writelines([{}, b'!'])", ".write({})")
    if not state.ended and not state.closed:
        state.unreceived += len(piece) + ("!" in text)
    return [_called(text.format(_literal(piece)))]


def _drain(state: Connection, choice: Choice) -> list[Step]:
    return [] if state.closed else [_logged("streams[1].drain()")]


def _end_writing(state: Connection, choice: Choice, writer: str = "streams[1]") -> list[Step]:
    state.ended = True
    return [_called(f"{writer}.write_eof()")] if not state.closed else []


def _end_of_peer(state: Connection, choice: Choice) -> list[Step]:
    if state.peer_ended or state.closed:
        return []
    state.peer_ended = True
    return [{"call": "peer.shutdown_writing()"}]


def _show_of_streams(state: Connection, choice: Choice) -> list[Step]:
    shown = ["streams[1].is_closing()", "streams[1].can_write_eof()"]
    if not state.peer_ended and not state.closed:
        shown.append("streams[0].at_eof()")
    return [_shown(choice.of(shown))]


def _close_streams(state: Connection, choice: Choice) -> list[Step]:
    if state.unread or state.closed or state.peer_ended:
        return []
    state.closed = True
    return [
        {"call": "streams[1].close()"},
        *_receive_all(state, choice),
        _logged("streams[1].wait_closed()"),
        *_peers_end(),
    ]


def _peers_end() -> list[Step]:
    return [{"await": "peer.ended()", "as": "got"}, {"log": "peer {got}"}]


STREAM_MOVES: tuple[Move, ...] = (
    *[_send] * 4,
    *[_read] * 5,
    *[_write] * 2,
    _receive,
    _receive_all,
    _drain,
    _stop_reading,
    _show_of_streams,
    _end_of_peer,
    _end_writing,
    _close_streams,
)


def _ending_of_streams(state: Connection) -> list[Step]:
    steps: list[Step] = []
    if not state.closed:
        if state.unread or state.reading is not None or state.peer_ended:
            steps += _end_of_peer(state, Choice())
            steps += [_logged("reading")] if state.reading is not None else []
            steps.append(_logged("streams[0].read()"))
        steps += [{"call": "streams[1].close()"}, *_receive_all(state, Choice()), _logged("streams[1].wait_closed()")]
    elif state.reading is not None:
        steps.append(_logged("reading"))
    return [*steps, _shown("streams[0].at_eof()"), _shown("streams[1].is_closing()")]


# -- transports --------------------------------------------------------------------------------------------

INSTANCE = "Client.instances[0]"
TRANSPORT = f"{INSTANCE}.transport"


def _protocol(head: Choice) -> dict[str, Any]:
    return {
        "let": {"listener": LISTENER},
        "protocols": {
            "Client": {"eof_received": [{"log": "end of data"}, {"return": "True"}]},
        },
        "main": _connecting(f"get_running_loop().create_connection(Client, {ADDRESS})", "connected"),
    }


def _data(state: Connection, choice: Choice) -> list[Step]:
    """Wait for all that the peer has sent."""
    if state.paused or state.closed or not state.unread:
        return []
    state.unread = b""
    return [{"await": f"within({INSTANCE}.received({state.sent}))"}, {"log": f"got {{{INSTANCE}.data[-20:]!r}}"}]


def _flow(state: Connection, choice: Choice) -> list[Step]:
    """Pause or resume reading, twice too."""
    pause = choice.number(2) == 0
    if not state.closed and not state.peer_ended:
        state.paused = pause
    elif not state.closed:
        return []
    return [_called(f"{TRANSPORT}.{'pause' if pause else 'resume'}_reading()")]


def _write_to_transport(state: Connection, choice: Choice) -> list[Step]:
    text = choice.of((".write({})", ".writelines([{}, b'!'])", ".write(bytearray({}))", ".write(memoryview({}))"))
    return _written(state, choice, TRANSPORT + text)


def _end_of_transport(state: Connection, choice: Choice) -> list[Step]:
    return _end_writing(state, choice, TRANSPORT)


def _end_of_client(state: Connection, choice: Choice) -> list[Step]:
    """End what the peer sends, where the protocol sees it at once."""
    if state.paused or state.closed or state.peer_ended:
        return []
    return [*_data(state, choice), *_end_of_peer(state, choice), {"wait_until": f"{INSTANCE}.eof"}]


def _show_of_transport(state: Connection, choice: Choice) -> list[Step]:
    shown = ["is_closing()", "can_write_eof()", "get_write_buffer_limits()", "is_reading()"]
    if not state.unreceived:
        shown.append("get_write_buffer_size()")
    if state.peer_ended or state.closed:
        shown.remove("is_reading()")
    return [_shown(f"{TRANSPORT}.{choice.of(shown)}")]


def _limit(state: Connection, choice: Choice) -> list[Step]:
    return [_called(f"{TRANSPORT}.set_write_buffer_limits({choice.of(LIMITS)})")] if not state.closed else []


def _close_transport(state: Connection, choice: Choice) -> list[Step]:
    if state.unread or state.closed:
        return []
    steps = [] if choice.number(2) else _receive_all(state, choice)
    how = "abort" if not state.unreceived and choice.number(2) else "close"
    state.closed = True
    return [
        *steps,
        {"call": f"{TRANSPORT}.{how}()"},
        *_receive_all(state, choice),
        _lost(),
        *_peers_end(),
    ]


def _reset(state: Connection, choice: Choice) -> list[Step]:
    """Draw a reset by the peer, where the transport reads and nothing is under way."""
    if state.unread or state.unreceived or state.closed or state.paused or state.peer_ended or state.ended:
        return []
    state.closed = True
    return [{"call": "peer.reset()"}, _lost()]


TRANSPORT_MOVES: tuple[Move, ...] = (
    *[_send] * 3,
    *[_data] * 3,
    *[_write_to_transport] * 3,
    _receive,
    _receive_all,
    *[_flow] * 2,
    _show_of_transport,
    _show_of_transport,
    _limit,
    _end_of_transport,
    _end_of_client,
    _close_transport,
    _reset,
)


def _ending_of_transport(state: Connection) -> list[Step]:
    steps: list[Step] = []
    if not state.closed:
        steps += [{"call": f"{TRANSPORT}.resume_reading()"}] if state.paused else []
        state.paused = False
        steps += _data(state, Choice())
        steps += [{"call": f"{TRANSPORT}.close()"}, *_receive_all(state, Choice()), _lost()]
    return [*steps, {"log": f"got {{len({INSTANCE}.data)}}"}]
