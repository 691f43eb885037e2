# Rendered by loopspec from spec/connections/ports.yaml; do not edit, change the source and run `loopspec render`.
"""connections: ports."""


def test_port_as_a_text__host_127_0_0_1(scenario):
    """A connection to '127.0.0.1' is made to a port whose number is given as a text."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', str(outside.port_of(listener))))
        scenario.check_is("connection[0].get_extra_info('peername')[1] == port_of(listener)", connection[0].get_extra_info('peername')[1] == outside.port_of(listener), True)

    scenario.run(main)
    scenario.expect([])


def test_port_as_a_text__host_localhost(scenario):
    """A connection to 'localhost' is made to a port whose number is given as a text."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, 'localhost', str(outside.port_of(listener))))
        scenario.check_is("connection[0].get_extra_info('peername')[1] == port_of(listener)", connection[0].get_extra_info('peername')[1] == outside.port_of(listener), True)

    scenario.run(main)
    scenario.expect([])


def test_unknown_service(scenario):
    """A connection to a port that is the name of no service raises gaierror."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', outside.gaierror):
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', 'no-such-service'))

    scenario.run(main)
    scenario.expect([('main', 'raises gaierror')])


def test_server_port_of_the_system__port(scenario):
    """A server whose port is '' gets one that the system chooses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        server = await outside.within(aio.get_running_loop().create_server(Served, '127.0.0.1', ''))
        scenario.check_is('port_of(server) > 1023', outside.port_of(server) > 1023, True)
        peer = outside.peer_to(server)
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_server_port_of_the_system__port_0(scenario):
    """A server whose port is '0' gets one that the system chooses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        server = await outside.within(aio.get_running_loop().create_server(Served, '127.0.0.1', '0'))
        scenario.check_is('port_of(server) > 1023', outside.port_of(server) > 1023, True)
        peer = outside.peer_to(server)
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_server_port_of_the_system__port_none(scenario):
    """A server whose port is None gets one that the system chooses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        server = await outside.within(aio.get_running_loop().create_server(Served, '127.0.0.1', None))
        scenario.check_is('port_of(server) > 1023', outside.port_of(server) > 1023, True)
        peer = outside.peer_to(server)
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_server_port_of_the_system__port_b(scenario):
    """A server whose port is b'' gets one that the system chooses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        server = await outside.within(aio.get_running_loop().create_server(Served, '127.0.0.1', b''))
        scenario.check_is('port_of(server) > 1023', outside.port_of(server) > 1023, True)
        peer = outside.peer_to(server)
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_server_without_a_port(scenario):
    """A server that is given a host and no port gets a port that the system chooses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await outside.within(aio.get_running_loop().create_server(Served, '127.0.0.1'))
        scenario.check_is('port_of(server) > 1023', outside.port_of(server) > 1023, True)
        peer = outside.peer_to(server)
        await outside.within(server.start_serving())

    scenario.run(main)
    scenario.expect([])


def test_endpoint_port_of_the_system__port_0(scenario):
    """An endpoint for datagrams whose local port is '0' gets one that the system chooses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class End(outside.protocol_class('End', 'DatagramProtocol')):
            pass

        endpoint = await outside.within(aio.get_running_loop().create_datagram_endpoint(End, local_addr=('127.0.0.1', '0')))
        scenario.check_is('port_of(endpoint[0]) > 1023', outside.port_of(endpoint[0]) > 1023, True)

    scenario.run(main)
    scenario.expect([])


def test_endpoint_port_of_the_system__port_none(scenario):
    """An endpoint for datagrams whose local port is None gets one that the system chooses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class End(outside.protocol_class('End', 'DatagramProtocol')):
            pass

        endpoint = await outside.within(aio.get_running_loop().create_datagram_endpoint(End, local_addr=('127.0.0.1', None)))
        scenario.check_is('port_of(endpoint[0]) > 1023', outside.port_of(endpoint[0]) > 1023, True)

    scenario.run(main)
    scenario.expect([])


def test_host_or_port_with_a_socket__method_create_connection_which_host_127_0_0_1(scenario):
    """A socket together with host='127.0.0.1' alone raises ValueError where create_connection is given both."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().create_connection(Client, host='127.0.0.1', sock=pair[0].socket))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_host_or_port_with_a_socket__method_create_connection_which_port_1(scenario):
    """A socket together with port=1 alone raises ValueError where create_connection is given both."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().create_connection(Client, port=1, sock=pair[0].socket))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_host_or_port_with_a_socket__method_create_server_which_host_127_0_0_1(scenario):
    """A socket together with host='127.0.0.1' alone raises ValueError where create_server is given both."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().create_server(Client, host='127.0.0.1', sock=pair[0].socket))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_host_or_port_with_a_socket__method_create_server_which_port_1(scenario):
    """A socket together with port=1 alone raises ValueError where create_server is given both."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().create_server(Client, port=1, sock=pair[0].socket))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])
