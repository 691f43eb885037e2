"""The other side of rules about input and output: all that a case opens beside the loop under test.

Every public method of ``Outside`` is a name of the scenario format, and its class attributes are; the table of
``spec/README.md`` is made from here. The other side is plain sockets, pipes and TLS, never the loop under test: were
both ends on that, its faults would cancel each other out. Nothing in here leaves the machine: addresses are
loopback, ports are chosen by the system, paths lie in a folder of the case.

Invariant: whatever is opened is owned by the case (``Execution.own``), which closes it in reverse order. This file and
its siblings are loaded only for a case that asks for them; an interpreter without sockets never sees them.
"""

import io
import os
import random
import socket
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ssl
    from collections.abc import Awaitable
    from typing import Any

    from loopspec.harness.children import (
        FOLDER,
        MISSING,
        PROGRAMS,
        VARIABLE,
        Children,
        arguments_of,
        shell_text,
        written_as,
    )
    from loopspec.harness.execution import Execution
    from loopspec.harness.leaks import descriptors
    from loopspec.harness.peers import Datagrams, Listener, Peer, PipeEnd, is_local, shrink, socket_of
    from loopspec.harness.protocols import recording_class
    from loopspec.harness.tls import client_context, configure, server_context
elif __package__:
    from loopspec.harness.children import (
        FOLDER,
        MISSING,
        PROGRAMS,
        VARIABLE,
        Children,
        arguments_of,
        shell_text,
        written_as,
    )
    from loopspec.harness.leaks import descriptors
    from loopspec.harness.peers import Datagrams, Listener, Peer, PipeEnd, is_local, shrink, socket_of
    from loopspec.harness.protocols import recording_class
    from loopspec.harness.tls import client_context, configure, server_context, ssl
else:
    from children import FOLDER, MISSING, PROGRAMS, VARIABLE, Children, arguments_of, shell_text, written_as
    from leaks import descriptors
    from peers import Datagrams, Listener, Peer, PipeEnd, is_local, shrink, socket_of
    from protocols import recording_class
    from tls import client_context, configure, server_context, ssl

LOOPBACK = {"tcp4": "127.0.0.1", "tcp6": "::1"}
"""The address of each family of the internet's."""

FAMILIES = {
    "tcp4": getattr(socket, "AF_INET", None),
    "tcp6": getattr(socket, "AF_INET6", None),
    "unix": getattr(socket, "AF_UNIX", None),
}

LARGEST_PATTERN = 8_000_000
"""Bytes of the longest pattern."""

SEED = 20_11
"""Makes every pattern the same everywhere."""

CONSTANTS = ("AF_", "AI_", "NI_", "SOCK_", "IPPROTO_", "IPV6_", "SHUT_", "SO_", "SOL_", "TCP_", "EAI_")
"""The prefixes of constants that a scenario may ask for."""

CONNECT_LIMIT = 1.0
"""Seconds that a connection to this machine may take; the system itself makes it, so that it takes none."""

ATTEMPTS = 50
"""The number of tries for a folder's name that is taken."""


class Outside:
    """Resources of a case, and its requests to the other side; ``scenario`` is the running case."""

    def __init__(self, scenario: "Execution") -> None:
        self._scenario = scenario
        self._folder = ""
        self._children = None  # type: Children | None

    # Sockets.

    def listening_socket(self, family: str = "tcp4", buffers: "str | None" = None) -> "Listener":
        """Open a socket that listens: `tcp4`, `tcp6` or `unix`; with `buffers='small'` its connections hold little."""
        sock = self._new_socket(family, socket.SOCK_STREAM)
        listener: Listener = self._scenario.own(Listener(self._scenario, sock))
        listener.shrink(buffers)
        listener.bind(self._free_address(family))
        sock.listen(16)
        return listener

    def listening_sockets(self) -> "list[Listener]":
        """Open sockets that listen on one port, at each address that the system gives for no host, in its order."""
        for _ in range(ATTEMPTS):
            port = 0
            listeners = []  # type: list[Listener]
            for number, _, _, _, address in socket.getaddrinfo(None, 9, type=socket.SOCK_STREAM):
                sock = self._new_socket("tcp6" if number == FAMILIES["tcp6"] else "tcp4", socket.SOCK_STREAM)
                listener: Listener = self._scenario.own(Listener(self._scenario, sock))
                listeners.append(listener)
                try:
                    listener.bind((address[0], port))
                    sock.listen(16)
                except OSError:  # the port that was free at one address is taken at another
                    break
                port = listener.address[1]
            else:
                if len(listeners) < 2:
                    self._scenario.lacks("this machine has one loopback address only")
                return listeners
            for listener in listeners:
                listener.close()
        raise OSError("no port is free at all addresses of this machine")

    async def accepted(self, listener: "Any") -> "Peer":
        """Await the next connection to a listening socket: a peer."""
        return self._scenario.own(await listener.accept())  # type: ignore[no-any-return]

    def peer_to(self, place: "Any", buffers: "str | None" = None) -> "Peer":
        """Connect a peer to a server, a listening socket, a port of 127.0.0.1 or a path, at once."""
        address = self.address_of(("127.0.0.1", place) if isinstance(place, int) else place)
        family = "unix" if isinstance(address, str) else "tcp6" if ":" in address[0] else "tcp4"
        sock = self._new_socket(family, socket.SOCK_STREAM)
        peer = self._scenario.own(Peer(self._scenario, sock))
        peer.shrink(buffers)
        sock.settimeout(CONNECT_LIMIT)
        sock.connect(address)
        sock.setblocking(False)
        return peer  # type: ignore[no-any-return]

    def socket_pair(self, buffers: "str | None" = None) -> "tuple[Peer, Peer]":
        """Return two peers that are connected with each other; give the `.socket` of one to the loop."""
        pair = []
        for sock in socket.socketpair():
            sock.setblocking(False)
            pair.append(self._scenario.own(Peer(self._scenario, sock)))
            pair[-1].shrink(buffers)
        return pair[0], pair[1]

    def small_buffers(self, place: "Any") -> None:
        """Shrink the system's buffers of a transport of the loop, where the loop names its socket."""
        sock = socket_of(place)
        if sock is not None and sock.fileno() >= 0:
            blocking = os.get_blocking(sock.fileno())
            with socket.socket(fileno=os.dup(sock.fileno())) as same:
                os.set_blocking(sock.fileno(), blocking)  # PyPy makes what a socket is made of block
                shrink(same, "small")

    def new_socket(self, family: str = "tcp4") -> "Peer":
        """Return a peer that is connected with nobody yet, whose `.socket` is for `sock_connect`."""
        sock = self._new_socket(family, socket.SOCK_STREAM)
        return self._scenario.own(Peer(self._scenario, sock))  # type: ignore[no-any-return]

    def datagram_socket(self, family: str = "tcp4") -> "Datagrams":
        """Open a socket for datagrams: of `tcp4`, `tcp6` or `unix`."""
        sock = self._new_socket(family, socket.SOCK_DGRAM)
        datagrams = self._scenario.own(Datagrams(self._scenario, sock))
        datagrams.bind(self._free_address(family))
        return datagrams  # type: ignore[no-any-return]

    def pipe_pair(self) -> "tuple[PipeEnd, PipeEnd]":
        """Open a pipe: the end that is read and the end that is written; give the `.file` of one to the loop."""
        reading, writing = os.pipe()
        ends = PipeEnd(self._scenario, reading, "rb"), PipeEnd(self._scenario, writing, "wb")
        for end in ends:
            self._scenario.own(end)
        return ends

    def _new_socket(self, family: str, kind: int) -> socket.socket:
        if family not in FAMILIES:
            raise ValueError("expected a family of " + ", ".join(sorted(FAMILIES)) + ", got " + repr(family))
        number = FAMILIES[family]
        if number is None or (family == "tcp6" and not has_ipv6()):
            self._scenario.lacks("this machine has no " + ("IPv6 loopback address" if family == "tcp6" else family))
            raise OSError("no " + family)
        sock = socket.socket(number, kind)
        sock.setblocking(False)
        return sock

    def _free_address(self, family: str) -> "Any":
        return self.unix_path() if family == "unix" else (LOOPBACK[family], 0)

    # TLS.

    def client_tls(
        self,
        trust: "str | None" = "ca",
        check_hostname: bool = True,
        cert: "str | None" = None,
        alpn: "Any" = None,
        version: "str | None" = None,
    ) -> "Any":
        """Return a context for `ssl=` of a client: which authority it trusts (None: any), and its own certificate."""
        return configure(client_context(self, trust, check_hostname, cert), alpn, version)

    def server_tls(
        self,
        cert: str = "good",
        trust: "str | None" = None,
        alpn: "Any" = None,
        version: "str | None" = None,
        names: "list[Any] | None" = None,
    ) -> "Any":
        """Return a context for `ssl=` of a server: certificate, authority of clients, a list for the names asked."""
        return configure(server_context(self, cert, trust), alpn, version, names)

    @property
    def SSLError(self) -> "type[BaseException]":  # noqa: N802 - named like the class that it is
        """The exception of `ssl`."""
        return ssl.SSLError

    @property
    def SSLCertVerificationError(self) -> "type[BaseException]":  # noqa: N802
        """The exception of `ssl` for a certificate that is refused."""
        return ssl.SSLCertVerificationError

    @property
    def gaierror(self) -> "type[BaseException]":
        """The exception of `socket` for a name that is not found."""
        return socket.gaierror

    # Addresses and files.

    def port_of(self, place: "Any") -> int:
        """Return the port of a server, a transport, a socket or a peer."""
        return int(self.address_of(place)[1])

    def host_of(self, place: "Any") -> str:
        """Return the address without the port of a server, a transport, a socket, a peer, or a family's loopback."""
        return LOOPBACK.get(place) or str(self.address_of(place)[0])

    def address_of(self, place: "Any", kind: str = "text") -> "Any":
        """Return the address of an object or of this machine; a path as `text`, as `bytes` or as a `path`."""
        address = getattr(place, "address", place)
        if address is place and not isinstance(place, (str, tuple, list)):
            address = socket_of(place).getsockname()
        address = tuple(address) if isinstance(address, list) else address
        if not is_local(address, self._folder):
            raise ValueError("expected an address of this machine or a path of the case's own, got " + repr(address))
        return written_as(address, kind) if isinstance(address, str) else address

    def unix_path(self, name: str = "") -> str:
        """Return a path in a folder of the case's own, where nothing is yet; one with a name is the same each time."""
        if not name.replace("-", "").isalnum() and name:
            raise ValueError("expected letters and digits, got " + repr(name))
        return self.case_folder() + "/" + (name or "unnamed-" + str(len(os.listdir(self._folder))))  # noqa: PTH208

    def case_folder(self) -> str:
        """Return the path of the case's own folder."""
        if not self._folder:
            self._folder = self._new_folder()
        return self._folder

    def file_with(self, content: bytes, in_memory: bool = False) -> "Any":
        """Open a file of the case's own with some content, to read bytes; `in_memory=True` has no descriptor."""
        if in_memory:
            return io.BytesIO(content)
        path = self.unix_path()
        with open(path, "wb") as written:  # noqa: PTH123
            written.write(content)
        return self._scenario.own(open(path, "rb"))  # noqa: PTH123

    def _new_folder(self) -> str:
        parent = os.environ.get(FOLDER) or os.environ.get("TMPDIR", "")
        parent = parent if 0 < len(parent) < 60 else "/tmp"  # a path of a socket has at most 107 bytes
        for _ in range(ATTEMPTS):
            path = parent + "/loopspec-" + str(os.getpid()) + "-" + str(random.SystemRandom().randrange(10**6))
            try:
                os.mkdir(path, 0o700)  # noqa: PTH102
            except FileExistsError:
                continue
            self._scenario.own(Folder(path))
            return path
        raise FileExistsError(path)

    # Child processes.

    def program(self, name: str, argument: "Any" = None, kind: str = "text") -> "list[Any]":
        """Return the arguments that start a program of the harness, written as `text`, as `bytes` or with a `path`."""
        return arguments_of(name, argument, self._path_for(name), kind)

    def shell_program(self, name: str, argument: "Any" = None, then: "int | None" = None) -> str:
        """Return the text by which a shell starts a program of the harness, and then exits with the status `then`."""
        return shell_text(arguments_of(name, argument, self._path_for(name)), then)

    def environment(self, value: str) -> "dict[str, str]":
        """Return the environment of this process for a child, with a value that `tells-environment` prints."""
        return {**os.environ, VARIABLE: value}

    def _path_for(self, name: str) -> str:
        """Make ready for a program: a path for one that cannot be started, else its end with the case."""
        if self._children is None:
            if not sys.executable:
                self._scenario.lacks("this interpreter does not know its own path")
            self._children = self._scenario.own(Children())
        if name in PROGRAMS:
            return ""
        path = self.unix_path()
        if name != MISSING:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        return path

    # Data, descriptors and time.

    def open_descriptors(self) -> int:
        """Count the descriptors that this process has open."""
        count = descriptors()
        if not count:
            self._scenario.lacks("this system does not list the open descriptors")
        return count

    def pattern(self, size: int) -> bytes:
        """Return as many bytes, the same every time, in which no part looks like another; at most 8,000,000."""
        if not 0 <= size <= LARGEST_PATTERN:
            raise ValueError("expected at most " + str(LARGEST_PATTERN) + " bytes, got " + str(size))
        return random.Random(SEED).randbytes(size)

    async def within(self, awaitable: "Awaitable[Any]") -> "Any":
        """Await with one far timer and nothing else to wake the loop, so that it sleeps and a lost wake-up shows."""
        scenario = self._scenario
        loop = scenario.aio.get_running_loop()
        task = scenario.aio.current_task()

        def give_up() -> None:
            scenario.log("harness", "gave up waiting")
            task.cancel()

        timer = loop.call_later(scenario.patience, give_up)
        try:
            return await awaitable
        finally:
            timer.cancel()

    def socket_constant(self, name: str) -> int:
        """Return the number of a constant of `socket`, such as `'AF_INET6'` or `'AI_NUMERICHOST'`."""
        if not name.startswith(CONSTANTS):
            raise ValueError("expected a name that begins with one of " + ", ".join(CONSTANTS) + ", got " + repr(name))
        return int(getattr(socket, name))

    def protocol_class(self, name: str, base: str) -> "type[Any]":
        """Return the class that a protocol of the scenario builds on; for rendered code, no name of the format."""
        return recording_class(self._scenario, name, base)


class Folder:
    """A folder of the case's own; it goes with all that is in it."""

    def __init__(self, path: str) -> None:
        self._path = path

    def close(self) -> None:
        """Remove it."""
        for name in os.listdir(self._path):  # noqa: PTH208
            os.unlink(self._path + "/" + name)  # noqa: PTH108
        os.rmdir(self._path)  # noqa: PTH106


def has_ipv6() -> bool:
    """Return whether this machine has the loopback address of IPv6."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as sock:
            sock.bind(("::1", 0))
    except OSError:
        return False
    return True
