# Rendered by loopspec from spec/connections/unix.yaml; do not edit, change the source and run `loopspec render`.
"""connections: unix."""


def test_to_a_path(scenario):
    """A connection to a path carries data both ways, and has the path as the address of its peer."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_unix_connection(Client, outside.address_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check("connection[0].get_extra_info('peername')", connection[0].get_extra_info('peername'), listener.address)
        connection[0].write(b'question')
        connection[0].write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'question')
        peer.send(b'answer')
        peer.close()
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)
        scenario.check('connection[1].data', connection[1].data, b'answer')

    scenario.run(main)
    scenario.expect([])


def test_much_data_under_pressure(scenario):
    """All that is written to a slow peer at a path arrives in order, and the close waits for it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix', buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Client', 'paused')

        connection = await outside.within(aio.get_running_loop().create_unix_connection(Client, outside.address_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        connection[0].close()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([('Client', 'paused')])


def test_nobody_listens(scenario):
    """A connection to a path without a listener raises the error of the system."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', FileNotFoundError):
            await aio.get_running_loop().create_unix_connection(Client, outside.unix_path('nothing'))
        listener.close()
        with scenario.raises('main', ConnectionRefusedError):
            await aio.get_running_loop().create_unix_connection(Client, outside.address_of(listener))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises FileNotFoundError'),
            ('main', 'raises ConnectionRefusedError'),
        ]
    )


def test_connected_socket(scenario):
    """A socket that is connected to a path already becomes a transport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_unix_connection(Client, sock=pair[0].socket)
        pair[1].send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_contradictory_arguments__arguments_none(scenario):
    """A connection to a path takes either a path or a socket of that family, else it raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_connection(Client, None)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_contradictory_arguments__arguments_sock_peer_to_listening_socket_socket(scenario):
    """A connection to a path takes either a path or a socket of that family, else it raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_connection(Client, sock=outside.peer_to(outside.listening_socket()).socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_contradictory_arguments__arguments_unix_path_there_sock_socket_pair___0_socket(scenario):
    """A connection to a path takes either a path or a socket of that family, else it raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_connection(Client, outside.unix_path('there'), sock=outside.socket_pair()[0].socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_path_is_no_text__kind_bytes(scenario):
    """A connection is made to a path that is given as bytes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_unix_connection(Client, outside.address_of(listener, 'bytes')))
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_path_is_no_text__kind_path(scenario):
    """A connection is made to a path that is given as path."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_unix_connection(Client, outside.address_of(listener, 'path')))
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_blocking_socket_for_a_path(scenario):
    """A connection over a Unix socket that blocks, which create_unix_connection is given, does not block the loop in a write that its peer does not read."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix', buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        own = outside.peer_to(listener, buffers='small')
        peer = await outside.accepted(listener)
        own.socket.setblocking(True)
        connection = await aio.get_running_loop().create_unix_connection(Client, sock=own.socket)
        connection[0].write(sent)
        log('main', 'has written')
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'has written')])


def test_datagram_socket_for_a_stream__call_connection(scenario):
    """The method create_unix_connection with a socket for datagrams raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_connection(Client, sock=own.socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_datagram_socket_for_a_stream__call_server(scenario):
    """The method create_unix_server with a socket for datagrams raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_server(Client, sock=own.socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_to_a_path_in_debug_mode(scenario):
    """In debug mode, in which loops refuse sockets that block, a connection to a path is made as usual."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(True)
        connection = await outside.within(aio.get_running_loop().create_unix_connection(Client, outside.address_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])
