# Rendered by loopspec from spec/connections/sockets.yaml; do not edit, change the source and run `loopspec render`.
"""connections: sockets."""


def test_connected_socket(scenario):
    """A socket that is connected already becomes a transport, which closes it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, sock=pair[0].socket)
        pair[1].send(b'question')
        scenario.check('within(connection[1].received(8))', await outside.within(connection[1].received(8)), b'question')
        connection[0].write(b'answer')
        connection[0].close()
        scenario.check('pair[1].receive_all()', await pair[1].receive_all(), b'answer')
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_accepted_socket__family_tcp4(scenario):
    """A connection that the program has accepted becomes a transport, which closes it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp4')

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Served', 'made')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc}')

        peer = outside.peer_to(listener)
        taken = await outside.accepted(listener)
        connection = await aio.get_running_loop().connect_accepted_socket(Served, taken.socket)
        log('main', 'returned')
        scenario.check_is('connection[1].transport is connection[0]', connection[1].transport is connection[0], True)
        peer.send(b'question')
        scenario.check('within(connection[1].received(8))', await outside.within(connection[1].received(8)), b'question')
        connection[0].write(b'answer')
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')
        connection[0].close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Served', 'made'),
            ('main', 'returned'),
            ('Served', 'lost None'),
        ]
    )


def test_accepted_socket__family_tcp6(scenario):
    """A connection that the program has accepted becomes a transport, which closes it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp6')

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Served', 'made')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc}')

        peer = outside.peer_to(listener)
        taken = await outside.accepted(listener)
        connection = await aio.get_running_loop().connect_accepted_socket(Served, taken.socket)
        log('main', 'returned')
        scenario.check_is('connection[1].transport is connection[0]', connection[1].transport is connection[0], True)
        peer.send(b'question')
        scenario.check('within(connection[1].received(8))', await outside.within(connection[1].received(8)), b'question')
        connection[0].write(b'answer')
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')
        connection[0].close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Served', 'made'),
            ('main', 'returned'),
            ('Served', 'lost None'),
        ]
    )


def test_accepted_socket__family_unix(scenario):
    """A connection that the program has accepted becomes a transport, which closes it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Served', 'made')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc}')

        peer = outside.peer_to(listener)
        taken = await outside.accepted(listener)
        connection = await aio.get_running_loop().connect_accepted_socket(Served, taken.socket)
        log('main', 'returned')
        scenario.check_is('connection[1].transport is connection[0]', connection[1].transport is connection[0], True)
        peer.send(b'question')
        scenario.check('within(connection[1].received(8))', await outside.within(connection[1].received(8)), b'question')
        connection[0].write(b'answer')
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')
        connection[0].close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Served', 'made'),
            ('main', 'returned'),
            ('Served', 'lost None'),
        ]
    )


def test_accepted_socket_of_another_kind(scenario):
    """A socket for datagrams instead of an accepted connection raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().connect_accepted_socket(Served, other.socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_much_through_a_socket_of_the_program(scenario):
    """A transport over a socket of the program carries much data both ways at once."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, sock=pair[0].socket)
        connection[0].write(sent)
        sending = scenario.begin(pair[1].send_all(sent))
        scenario.check('pair[1].receive(1_000_000)', await pair[1].receive(1000000), sent)
        scenario.check('within(connection[1].received(1_000_000))', await outside.within(connection[1].received(1000000)), sent)
        await sending

    scenario.run(main)
    scenario.expect([])


def test_tls_socket_is_refused__method_connect_accepted_socket(scenario):
    """A socket that speaks TLS is refused with TypeError by connect_accepted_socket."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        pair = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        shaking = scenario.begin(pair[0].start_tls())
        scenario.check("pair[1].start_tls(server=False, trust='ca')", await pair[1].start_tls(server=False, trust='ca'), 'done')
        await shaking
        with scenario.raises('main', TypeError):
            await aio.get_running_loop().connect_accepted_socket(Client, sock=pair[0].socket)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_tls_socket_is_refused__method_create_connection(scenario):
    """A socket that speaks TLS is refused with TypeError by create_connection."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        pair = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        shaking = scenario.begin(pair[0].start_tls())
        scenario.check("pair[1].start_tls(server=False, trust='ca')", await pair[1].start_tls(server=False, trust='ca'), 'done')
        await shaking
        with scenario.raises('main', TypeError):
            await aio.get_running_loop().create_connection(Client, sock=pair[0].socket)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_tls_socket_is_refused__method_create_server(scenario):
    """A socket that speaks TLS is refused with TypeError by create_server."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        pair = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        shaking = scenario.begin(pair[0].start_tls())
        scenario.check("pair[1].start_tls(server=False, trust='ca')", await pair[1].start_tls(server=False, trust='ca'), 'done')
        await shaking
        with scenario.raises('main', TypeError):
            await aio.get_running_loop().create_server(Client, sock=pair[0].socket)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_blocking_socket__method_connect_accepted_socket(scenario):
    """A connection over a socket that blocks, which connect_accepted_socket is given, does not block the loop in a write that its peer does not read."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        pair = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        pair[0].socket.setblocking(True)
        connection = await aio.get_running_loop().connect_accepted_socket(Client, sock=pair[0].socket)
        connection[0].write(sent)
        log('main', 'has written')
        scenario.check('pair[1].receive(1_000_000)', await pair[1].receive(1000000), sent)
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'has written')])


def test_blocking_socket__method_create_connection(scenario):
    """A connection over a socket that blocks, which create_connection is given, does not block the loop in a write that its peer does not read."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        pair = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        pair[0].socket.setblocking(True)
        connection = await aio.get_running_loop().create_connection(Client, sock=pair[0].socket)
        connection[0].write(sent)
        log('main', 'has written')
        scenario.check('pair[1].receive(1_000_000)', await pair[1].receive(1000000), sent)
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'has written')])


def test_socket_of_another_transport__tls_none(scenario):
    """A connection over the socket of a transport is refused with RuntimeError, with ssl=None."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, sock=ends[0].socket)
        with scenario.raises('main', RuntimeError):
            await outside.within(aio.get_running_loop().create_connection(aio.Protocol, sock=ends[0].socket, ssl=None, server_hostname=None if None is None else 'localhost'))
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_socket_of_another_transport__tls_client_tls(scenario):
    """A connection over the socket of a transport is refused with RuntimeError, with ssl=client_tls()."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, sock=ends[0].socket)
        with scenario.raises('main', RuntimeError):
            await outside.within(aio.get_running_loop().create_connection(aio.Protocol, sock=ends[0].socket, ssl=outside.client_tls(), server_hostname=None if outside.client_tls() is None else 'localhost'))
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_other_ways_to_the_socket_of_a_transport__call_connect_accepted_socket_protocol_ends__0_socket(scenario):
    """The socket of a transport is refused with RuntimeError by connect_accepted_socket(Protocol, ends[0].socket)."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        loop = aio.get_running_loop()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await loop.create_unix_connection(Client, sock=ends[0].socket)
        with scenario.raises('main', RuntimeError):
            await outside.within(loop.connect_accepted_socket(aio.Protocol, ends[0].socket))
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_other_ways_to_the_socket_of_a_transport__call_create_unix_connection_protocol_sock_ends__0_socket(scenario):
    """The socket of a transport is refused with RuntimeError by create_unix_connection(Protocol, sock=ends[0].socket)."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        loop = aio.get_running_loop()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await loop.create_unix_connection(Client, sock=ends[0].socket)
        with scenario.raises('main', RuntimeError):
            await outside.within(loop.create_unix_connection(aio.Protocol, sock=ends[0].socket))
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])
