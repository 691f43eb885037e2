"""What a loop does for the network and for child processes, by name: this file is the table of contents.

Each method lives, as a plain function whose first parameter is the loop, in the module that has its subject.
The module is imported when the method is first looked up; from then on the class has the function itself, as
if it had been defined here.  So a program that opens no socket does not pay for sockets.

Invariant: a name in this table is the name of a function in the module that it stands beside.
Refuses: nothing; the functions do.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Elsewhere:
    """A method that is defined in *module*, to be had on first use."""

    def __init__(self, module: str) -> None:
        self.module = module

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner, self.name = owner, name

    def __get__(self, loop: object, kind: type | None = None) -> Any:
        from importlib import import_module

        function = getattr(import_module(self.module, __package__), self.name)
        setattr(self.owner, self.name, function)
        return function if loop is None else function.__get__(loop, kind)


class Network:
    """Sockets, connections, servers, datagrams, pipes, TLS, files to send, child processes."""

    if not TYPE_CHECKING:  # types: see AbstractEventLoop
        # sockets, as coroutines
        sock_recv = Elsewhere(".sockets")
        sock_recv_into = Elsewhere(".sockets")
        sock_recvfrom = Elsewhere(".sockets")
        sock_recvfrom_into = Elsewhere(".sockets")
        sock_sendall = Elsewhere(".sockets")
        sock_sendto = Elsewhere(".sockets")
        sock_connect = Elsewhere(".sockets")
        sock_accept = Elsewhere(".sockets")
        sock_sendfile = Elsewhere(".sendfile")
        # transports and protocols
        create_connection = Elsewhere(".connecting")
        create_unix_connection = Elsewhere(".connecting")
        connect_accepted_socket = Elsewhere(".connecting")
        create_server = Elsewhere(".listening")
        create_unix_server = Elsewhere(".listening")
        create_datagram_endpoint = Elsewhere(".datagrams")
        connect_read_pipe = Elsewhere(".pipes")
        connect_write_pipe = Elsewhere(".pipes")
        start_tls = Elsewhere(".starttls")
        sendfile = Elsewhere(".sendfile")
        # child processes
        subprocess_exec = Elsewhere(".children")
        subprocess_shell = Elsewhere(".children")
