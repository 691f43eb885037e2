# Rendered by loopspec from spec/transports/information.yaml; do not edit, change the source and run `loopspec render`.
"""transports: information."""


def test_addresses_of_both_sides__family_tcp4(scenario):
    """A transport has the addresses of its own and of the other side."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp4')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, outside.host_of('tcp4'), outside.port_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check("connection[0].get_extra_info('peername')", connection[0].get_extra_info('peername'), peer.address)
        scenario.check("connection[0].get_extra_info('sockname')", connection[0].get_extra_info('sockname'), peer.socket.getpeername())

    scenario.run(main)
    scenario.expect([])


def test_addresses_of_both_sides__family_tcp6(scenario):
    """A transport has the addresses of its own and of the other side."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp6')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, outside.host_of('tcp6'), outside.port_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check("connection[0].get_extra_info('peername')", connection[0].get_extra_info('peername'), peer.address)
        scenario.check("connection[0].get_extra_info('sockname')", connection[0].get_extra_info('sockname'), peer.socket.getpeername())

    scenario.run(main)
    scenario.expect([])


def test_what_is_not_known(scenario):
    """Information that a transport does not have is None, or the default that was given."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        scenario.check_is("connection[0].get_extra_info('nothing of the kind')", connection[0].get_extra_info('nothing of the kind'), None)
        scenario.check("connection[0].get_extra_info('nothing of the kind', 7)", connection[0].get_extra_info('nothing of the kind', 7), 7)
        scenario.check("connection[0].get_extra_info('sslcontext', default='none')", connection[0].get_extra_info('sslcontext', default='none'), 'none')

    scenario.run(main)
    scenario.expect([])


def test_the_socket(scenario):
    """The socket that a transport gives answers for its addresses, its family and its options."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        sock = connection[0].get_extra_info('socket')
        scenario.check('sock.getpeername()', sock.getpeername(), peer.address)
        scenario.check('sock.getsockname()', sock.getsockname(), peer.socket.getpeername())
        scenario.check('sock.family', sock.family, outside.socket_constant('AF_INET'))
        scenario.check_is('sock.fileno() >= 0', sock.fileno() >= 0, True)
        scenario.check_is("sock.getsockopt(socket_constant('SOL_SOCKET'), socket_constant('SO_TYPE')) == socket_constant('SOCK_STREAM')", sock.getsockopt(outside.socket_constant('SOL_SOCKET'), outside.socket_constant('SO_TYPE')) == outside.socket_constant('SOCK_STREAM'), True)

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_delayed(scenario):
    """A TCP connection sends small pieces without delay, on either side."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        scenario.check_is("connection[0].get_extra_info('socket').getsockopt(socket_constant('IPPROTO_TCP'), socket_constant('TCP_NODELAY')) != 0", connection[0].get_extra_info('socket').getsockopt(outside.socket_constant('IPPROTO_TCP'), outside.socket_constant('TCP_NODELAY')) != 0, True)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        other = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        scenario.check_is("Served.instances[0].transport.get_extra_info('socket').getsockopt(socket_constant('IPPROTO_TCP'), socket_constant('TCP_NODELAY')) != 0", Served.instances[0].transport.get_extra_info('socket').getsockopt(outside.socket_constant('IPPROTO_TCP'), outside.socket_constant('TCP_NODELAY')) != 0, True)

    scenario.run(main)
    scenario.expect([])


def test_addresses_after_the_end__name_peername(scenario):
    """A transport that has ended still has the addresses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                transport = this.transport
                scenario.check("transport.get_extra_info('peername')", transport.get_extra_info('peername'), addresses.get('peername'))

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        addresses = {'peername': peer.address, 'sockname': peer.socket.getpeername()}
        peer.close()
        await outside.within(connection[1].closed())
        scenario.check("connection[0].get_extra_info('peername')", connection[0].get_extra_info('peername'), addresses.get('peername'))

    scenario.run(main)
    scenario.expect([])


def test_addresses_after_the_end__name_sockname(scenario):
    """A transport that has ended still has the addresses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                transport = this.transport
                scenario.check("transport.get_extra_info('sockname')", transport.get_extra_info('sockname'), addresses.get('sockname'))

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        addresses = {'peername': peer.address, 'sockname': peer.socket.getpeername()}
        peer.close()
        await outside.within(connection[1].closed())
        scenario.check("connection[0].get_extra_info('sockname')", connection[0].get_extra_info('sockname'), addresses.get('sockname'))

    scenario.run(main)
    scenario.expect([])


def test_is_a_transport(scenario):
    """The transport of a connection is an instance of Transport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        scenario.check_type('connection[0]', connection[0], aio.Transport)

    scenario.run(main)
    scenario.expect([])


def test_socket_of_a_transport_stays_non_blocking(scenario):
    """The socket that a transport gives refuses with ValueError to be blocking, and stays as it is."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].get_extra_info('socket').setblocking(False)
        connection[0].get_extra_info('socket').settimeout(0)
        with scenario.raises('main', ValueError):
            connection[0].get_extra_info('socket').setblocking(True)
        with scenario.raises('main', ValueError):
            connection[0].get_extra_info('socket').settimeout(1)
        scenario.check("connection[0].get_extra_info('socket').gettimeout()", connection[0].get_extra_info('socket').gettimeout(), 0)
        peer.send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_addresses_of_a_path_after_the_end(scenario):
    """The transport of a connection to a path that has ended still answers for its addresses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_unix_connection(Client, outside.address_of(listener))
        peer = await outside.accepted(listener)
        peer.close()
        await outside.within(connection[1].closed())
        await aio.sleep(0)
        scenario.check("connection[0].get_extra_info('peername')", connection[0].get_extra_info('peername'), outside.address_of(listener))

    scenario.run(main)
    scenario.expect([])


def test_transports_are_referred_to_weakly(scenario):
    """A transport can be referred to weakly and stand in a set."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        reference = tools.weak(connection[0])
        scenario.check_is('reference() is connection[0] and connection[0] in {connection[0]}', reference() is connection[0] and connection[0] in {connection[0]}, True)
        connection[0].abort()

    scenario.run(main)
    scenario.expect([])


def test_duplicate_of_the_socket(scenario):
    """The socket of a transport can be duplicated, and the connection goes on when the duplicate is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        sock = connection[0].get_extra_info('socket')
        twin = sock.dup()
        scenario.check_is('twin.fileno() not in (-1, sock.fileno()) and twin.getpeername() == sock.getpeername()', twin.fileno() not in (-1, sock.fileno()) and twin.getpeername() == sock.getpeername(), True)
        twin.close()
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_the_socket_ends_what_is_sent(scenario):
    """The socket that a transport gives can end the data that is sent, and the transport goes on to receive."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        sock = connection[0].get_extra_info('socket')
        sock.shutdown(outside.socket_constant('SHUT_WR'))
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        peer.send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_transports_can_be_printed__kind_a_connection(scenario):
    """A transport of a connection has a text for the log when it is open, when it closes, and when it is lost."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket()
        own = outside.datagram_socket()
        ends = outside.pipe_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await (loop.create_connection(Client, '127.0.0.1', outside.port_of(listener)) if 'a connection' == 'a connection' else loop.connect_write_pipe(Client, ends[1].file) if 'a connection' == 'a pipe' else loop.create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(own))))
        scenario.check_type('repr(made[0])', repr(made[0]), str)
        made[0].close()
        scenario.check_type('repr(made[0])', repr(made[0]), str)
        await outside.within(made[1].closed())
        scenario.check_type('repr(made[0])', repr(made[0]), str)

    scenario.run(main)
    scenario.expect([])


def test_transports_can_be_printed__kind_a_pipe(scenario):
    """A transport of a pipe has a text for the log when it is open, when it closes, and when it is lost."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket()
        own = outside.datagram_socket()
        ends = outside.pipe_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await (loop.create_connection(Client, '127.0.0.1', outside.port_of(listener)) if 'a pipe' == 'a connection' else loop.connect_write_pipe(Client, ends[1].file) if 'a pipe' == 'a pipe' else loop.create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(own))))
        scenario.check_type('repr(made[0])', repr(made[0]), str)
        made[0].close()
        scenario.check_type('repr(made[0])', repr(made[0]), str)
        await outside.within(made[1].closed())
        scenario.check_type('repr(made[0])', repr(made[0]), str)

    scenario.run(main)
    scenario.expect([])


def test_transports_can_be_printed__kind_datagrams(scenario):
    """A transport of datagrams has a text for the log when it is open, when it closes, and when it is lost."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket()
        own = outside.datagram_socket()
        ends = outside.pipe_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await (loop.create_connection(Client, '127.0.0.1', outside.port_of(listener)) if 'datagrams' == 'a connection' else loop.connect_write_pipe(Client, ends[1].file) if 'datagrams' == 'a pipe' else loop.create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(own))))
        scenario.check_type('repr(made[0])', repr(made[0]), str)
        made[0].close()
        scenario.check_type('repr(made[0])', repr(made[0]), str)
        await outside.within(made[1].closed())
        scenario.check_type('repr(made[0])', repr(made[0]), str)

    scenario.run(main)
    scenario.expect([])
