# Rendered by loopspec from spec/servers/unix.yaml; do not edit, change the source and run `loopspec render`.
"""servers: unix."""


def test_serves_at_a_path(scenario):
    """A server at a path serves, and has the path as the address of its socket."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(300000)

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc}')

        server = await aio.get_running_loop().create_unix_server(Served, outside.unix_path('served'))
        scenario.check('server.sockets[0].getsockname()', server.sockets[0].getsockname(), outside.unix_path('served'))
        peer = outside.peer_to(outside.unix_path('served'))
        sending = scenario.begin(peer.send_all(sent))
        scenario.check('peer.receive(300_000)', await peer.receive(300000), sent)
        await sending
        peer.close()
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect([('Served', 'lost None')])


def test_path_is_removed_at_the_close(scenario):
    """The close of a server removes the socket at its path."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_unix_server(Served, outside.unix_path('served'))
        server.close()
        await outside.within(server.wait_closed())
        with scenario.raises('main', FileNotFoundError):
            outside.peer_to(outside.unix_path('served'))

    scenario.run(main)
    scenario.expect([('main', 'raises FileNotFoundError')])


def test_path_is_left_on_request(scenario):
    """The close of a server that was started without clean-up leaves the socket at its path."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_unix_server(Served, outside.unix_path('served'), cleanup_socket=False)
        server.close()
        await outside.within(server.wait_closed())
        with scenario.raises('main', ConnectionRefusedError):
            outside.peer_to(outside.unix_path('served'))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_path_of_another_server_is_left(scenario):
    """The close of a server leaves a socket at its path that has replaced its own."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        class Second(outside.protocol_class('Second', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'second')

        first = await aio.get_running_loop().create_unix_server(Served, outside.unix_path('served'))
        second = await aio.get_running_loop().create_unix_server(Second, outside.unix_path('served'))
        first.close()
        await outside.within(first.wait_closed())
        peer = outside.peer_to(outside.unix_path('served'))
        scenario.check('peer.receive(6)', await peer.receive(6), b'second')

    scenario.run(main)
    scenario.expect([])


def test_stale_socket_is_replaced(scenario):
    """A socket that nobody listens at any more does not keep a server from its path."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        listener.close()
        server = await aio.get_running_loop().create_unix_server(Served, outside.address_of(listener.address))
        peer = outside.peer_to(server)
        scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')

    scenario.run(main)
    scenario.expect([])


def test_path_and_socket__place_none(scenario):
    """A server at a path takes either a path or a socket, else it raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_server(Served, None)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_path_and_socket__place_sock_listening_socket_socket(scenario):
    """A server at a path takes either a path or a socket, else it raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_server(Served, sock=outside.listening_socket().socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_path_and_socket__place_unix_path_served_sock_listening_socket_unix_socket(scenario):
    """A server at a path takes either a path or a socket, else it raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_server(Served, outside.unix_path('served'), sock=outside.listening_socket('unix').socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_socket_of_the_program(scenario):
    """A server takes a socket that the program has bound to a path."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        server = await aio.get_running_loop().create_unix_server(Served, sock=listener.socket)
        peer = outside.peer_to(listener.address)
        scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')

    scenario.run(main)
    scenario.expect([])


def test_path_is_no_text__kind_bytes(scenario):
    """A server serves at a path that is given as bytes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'hello')
                transport.close()

        server = await aio.get_running_loop().create_unix_server(Served, outside.address_of(outside.unix_path('served'), 'bytes'))
        peer = outside.peer_to(outside.unix_path('served'))
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_path_is_no_text__kind_path(scenario):
    """A server serves at a path that is given as path."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'hello')
                transport.close()

        server = await aio.get_running_loop().create_unix_server(Served, outside.address_of(outside.unix_path('served'), 'path'))
        peer = outside.peer_to(outside.unix_path('served'))
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_start_serving_later(scenario):
    """A server at a path that does not serve at first refuses connections until start_serving was awaited."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'hello')

        server = await aio.get_running_loop().create_unix_server(Served, outside.unix_path('served'), start_serving=False)
        scenario.check_is('server.is_serving()', server.is_serving(), False)
        with scenario.raises('main', ConnectionRefusedError):
            outside.peer_to(outside.unix_path('served'))
        await server.start_serving()
        scenario.check_is('server.is_serving()', server.is_serving(), True)
        peer = outside.peer_to(outside.unix_path('served'))
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_small_backlog(scenario):
    """A server at a path with a backlog of one serves one connection after the other."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        server = await aio.get_running_loop().create_unix_server(Served, outside.unix_path('served'), backlog=1)
        for number in range(5):
            peer = outside.peer_to(outside.unix_path('served'))
            scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')

    scenario.run(main)
    scenario.expect([])


def test_path_that_the_system_refuses(scenario):
    """A server at a path that the system refuses raises OSError, and the path with a shorter name serves."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        with scenario.raises('main', OSError):
            await aio.get_running_loop().create_unix_server(Served, outside.unix_path('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'))
        server = await aio.get_running_loop().create_unix_server(Served, outside.unix_path('short'))
        peer = outside.peer_to(server)
        scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_blocking_socket_at_a_path(scenario):
    """A server that create_unix_server makes of a listening socket that blocks serves one client and then waits for the next one without blocking the loop."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        listener.socket.setblocking(True)
        server = await aio.get_running_loop().create_unix_server(Served, sock=listener.socket)
        for number in range(2):
            peer = outside.peer_to(listener.address)
            scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')
            peer.close()
        server.close()
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_tls_of_true_at_a_path(scenario):
    """A server at a path with ssl=True, which has no certificate, is refused with TypeError, and nothing is at the path."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', TypeError):
            await aio.get_running_loop().create_unix_server(Served, outside.unix_path('served'), ssl=True)
        with scenario.raises('main', FileNotFoundError):
            await aio.get_running_loop().create_unix_connection(Served, outside.unix_path('served'))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises FileNotFoundError'),
        ]
    )


def test_place_that_is_no_socket(scenario):
    """A server at a path where there is a file raises OSError, and the file stays."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        data = outside.file_with(b'kept')

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        for number in range(2):
            with scenario.raises('main', OSError):
                await aio.get_running_loop().create_unix_server(Served, outside.address_of(data.name))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises OSError'),
            ('main', 'raises OSError'),
        ]
    )


def test_path_that_is_gone_at_the_close(scenario):
    """A server whose socket is gone from its path when it is closed is closed all the same, and nothing is logged."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        first = await aio.get_running_loop().create_unix_server(Served, outside.unix_path('served'))
        second = await aio.get_running_loop().create_unix_server(Served, outside.unix_path('served'))
        second.close()
        await outside.within(second.wait_closed())
        async with tools.caught_logs() as records:
            first.close()
            await outside.within(first.wait_closed())
        scenario.check_is("'asyncio ERROR' in records", 'asyncio ERROR' in records, False)
        scenario.check_is('first.is_serving()', first.is_serving(), False)
        with scenario.raises('main', FileNotFoundError):
            outside.peer_to(outside.unix_path('served'))

    scenario.run(main)
    scenario.expect([('main', 'raises FileNotFoundError')])


def test_socket_whose_path_is_gone(scenario):
    """A server takes a listening socket whose path is gone, and is closed without an error."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        peer = outside.peer_to(listener)
        other = await aio.get_running_loop().create_unix_server(Served, outside.address_of(listener.address))
        other.close()
        await outside.within(other.wait_closed())
        server = await aio.get_running_loop().create_unix_server(Served, sock=listener.socket)
        scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_error_of_a_path_that_is_too_long(scenario):
    """A server at a path that is too long raises the error that a plain socket gets for it, and not that of a path that is taken."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        data = outside.file_with(b'kept')

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', OSError) as caught:
            await aio.get_running_loop().create_unix_server(Served, outside.address_of(data.name))
        taken = caught.exception
        with scenario.raises('main', OSError) as caught:
            await aio.get_running_loop().create_unix_server(Served, outside.unix_path('a' * 200))
        refused = caught.exception
        with scenario.raises('main', OSError) as caught:
            outside.peer_to(outside.unix_path('a' * 200))
        plain = caught.exception
        scenario.check('(refused.errno == taken.errno, refused.errno == plain.errno)', (refused.errno == taken.errno, refused.errno == plain.errno), (False, True))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises OSError'),
            ('main', 'raises OSError'),
            ('main', 'raises OSError'),
        ]
    )


def test_nothing_is_logged_at_a_fresh_path(scenario):
    """A server at a path where nothing is yet starts and is closed without an error in the log."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        async with tools.caught_logs() as records:
            server = await aio.get_running_loop().create_unix_server(Served, outside.unix_path('served'))
            server.close()
            await outside.within(server.wait_closed())
        scenario.check_is("'asyncio ERROR' in records", 'asyncio ERROR' in records, False)

    scenario.run(main)
    scenario.expect([])


def test_error_of_a_path_that_is_taken(scenario):
    """A server at a path where there is a file raises the error that a server raises for a port that is taken."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        data = outside.file_with(b'kept')
        listener = outside.listening_socket()

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', OSError) as caught:
            await aio.get_running_loop().create_unix_server(Served, outside.address_of(data.name))
        taken = caught.exception
        with scenario.raises('main', OSError) as caught:
            await aio.get_running_loop().create_server(Served, '127.0.0.1', outside.port_of(listener))
        plain = caught.exception
        scenario.check_is('taken.errno == plain.errno', taken.errno == plain.errno, True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises OSError'),
            ('main', 'raises OSError'),
        ]
    )


def test_path_that_cannot_be_looked_at_is_logged(scenario):
    """A path of which the system does not say what is there is logged as an error before it is refused with OSError."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async with tools.caught_logs() as records:
            with scenario.raises('main', OSError):
                await aio.get_running_loop().create_unix_server(aio.Protocol, outside.unix_path('a' * 300))
        scenario.check_is("'asyncio ERROR' in records", 'asyncio ERROR' in records, True)

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])
