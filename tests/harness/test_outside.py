"""Names of the other side that scenarios on input and output use: paths, and TLS."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from loopspec.harness import tools
from loopspec.harness.execution import Execution, Namespace
from loopspec.harness.outside import Outside


@pytest.fixture
def outside() -> Iterator[Outside]:
    execution = Execution(Namespace(asyncio), tools)
    execution.make_outside = Outside
    yield execution.outside()
    execution.close()


def test_path_is_written_as_it_is_wanted(outside: Outside) -> None:
    listener = outside.listening_socket("unix")
    text = outside.address_of(listener)
    assert text.startswith(outside.case_folder())
    assert outside.address_of(listener, "bytes") == outside.address_of(text, "bytes") == text.encode()
    assert outside.address_of(listener, kind="path") == Path(text)
    with pytest.raises(ValueError, match=r"expected a kind of text, bytes, path, got 'list'"):
        outside.address_of(listener, "list")


def test_file_in_memory_has_no_descriptor(outside: Outside) -> None:
    assert outside.file_with(b"content").fileno() >= 0
    file = outside.file_with(b"content", in_memory=True)
    with pytest.raises(OSError, match="fileno"):
        file.fileno()
    assert file.read() == b"content"


def test_peer_hears_which_name_a_client_asks_for(outside: Outside) -> None:
    names: list[str | None] = []
    server, client = outside.socket_pair()

    async def shake_hands() -> None:
        hearing = server.start_tls(names=names)
        asking = client.start_tls(server=False, name="localhost", trust="ca")
        assert list(await asyncio.gather(hearing, asking)) == ["done", "done"]

    asyncio.run(shake_hands())
    assert names == ["localhost"]


def test_tls_inside_tls(outside: Outside) -> None:
    sent = outside.pattern(100_000)
    server, client = outside.socket_pair()

    async def both(one: Any, other: Any) -> list[Any]:
        return list(await asyncio.gather(one, other))

    async def talk() -> None:
        for version in ("1.2", "1.3"):  # the outer one first
            asking = client.start_tls(server=False, trust="ca", cert="client")
            assert await both(server.start_tls(version=version), asking) == ["done", "done"]
            assert server.tls_details()[0] == f"TLSv{version}"
        assert await both(server.send_all(sent), client.receive(len(sent))) == [None, sent]
        assert await both(client.send_all(sent), server.receive(len(sent))) == [None, sent]
        for _ in range(2):
            assert await both(server.close_tls(), client.close_tls()) == ["done", "done"]
        client.send(b"in the clear")
        assert server.take() == b"in the clear"

    asyncio.run(talk())


@pytest.mark.parametrize("cert", ["untrusted", "wrongname"])
def test_refused_tls_inside_tls_reads_nothing_more(outside: Outside, cert: str) -> None:
    server, client = outside.socket_pair()

    async def refuse() -> None:
        asking = client.start_tls(server=False, trust="ca", cert="client")
        assert list(await asyncio.gather(server.start_tls(), asking)) == ["done", "done"]
        asking = client.start_tls(server=False, trust="ca", cert="client")
        assert list(await asyncio.gather(server.start_tls(cert=cert), asking)) == ["refused", "refused"]
        for _ in range(2):
            assert [await end.receive(1) for end in (server, client)] == [b"", b""]
            assert [await end.ended() for end in (server, client)] == ["eof", "eof"]

    asyncio.run(asyncio.wait_for(refuse(), 5))


def test_context_of_a_server_hears_which_name_a_client_asks_for(outside: Outside) -> None:
    names: list[str | None] = []
    sending, receiving = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = outside.client_tls().wrap_bio(receiving, sending, server_hostname="localhost")
    server = outside.server_tls(names=names).wrap_bio(sending, receiving, server_side=True)
    for end in (client, server):
        with pytest.raises(ssl.SSLWantReadError):
            end.do_handshake()
    assert names == ["localhost"]


def test_sockets_of_one_port_listen_at_several_addresses(outside: Outside) -> None:
    listeners = outside.listening_sockets()
    assert len({outside.port_of(listener) for listener in listeners}) == 1
    assert len({outside.host_of(listener) for listener in listeners}) == len(listeners) >= 2
    for listener in listeners:
        outside.peer_to(listener)
        assert listener.is_readable()


def test_listener_that_is_full_does_not_answer(outside: Outside) -> None:
    listener = outside.listening_socket()
    listener.fill()
    with pytest.raises(TimeoutError):
        outside.peer_to(listener)


def test_open_descriptors_are_counted(outside: Outside) -> None:
    before = outside.open_descriptors()
    pair = outside.socket_pair()
    assert outside.open_descriptors() == before + 2
    pair[0].close()
    assert outside.open_descriptors() == before + 1
