# Rendered by loopspec from spec/connections/addresses.yaml; do not edit, change the source and run `loopspec render`.
"""connections: addresses."""


def test_wrong_port_reaches_nobody(scenario):
    """A connection to a port above 65535 is not made to another port."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        try:
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener) + 65536))
        except (ArithmeticError, OSError, ValueError):
            log('main', 'refused')
        scenario.check('len(Client.instances)', len(Client.instances), 0)

    scenario.run(main)
    scenario.expect([('main', 'refused')])


def test_address_of_another_family(scenario):
    """A connection to a numeric address of IPv4 with the family of IPv6 raises an error of the lookup."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), family=outside.socket_constant('AF_INET6')))
        scenario.check_is('listener.is_readable()', listener.is_readable(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_numeric_addresses_need_no_executor__family_tcp4(scenario):
    """A server, a connection and an endpoint with a numeric address of tcp4 are made after the default executor was shut down."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp4')

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        await aio.get_running_loop().shutdown_default_executor()
        connection = await outside.within(aio.get_running_loop().create_connection(Client, outside.host_of('tcp4'), outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        server = await outside.within(aio.get_running_loop().create_server(Served, outside.host_of('tcp4'), 0))
        outside.peer_to(server)
        made = await outside.within(aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=(outside.host_of('tcp4'), 0)))
        scenario.check("made[0].get_extra_info('sockname')[0]", made[0].get_extra_info('sockname')[0], outside.host_of('tcp4'))
        made[0].close()
        connection[0].close()
        await outside.within(aio.gather(made[1].closed(), connection[1].closed()))
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_numeric_addresses_need_no_executor__family_tcp6(scenario):
    """A server, a connection and an endpoint with a numeric address of tcp6 are made after the default executor was shut down."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp6')

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        await aio.get_running_loop().shutdown_default_executor()
        connection = await outside.within(aio.get_running_loop().create_connection(Client, outside.host_of('tcp6'), outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        server = await outside.within(aio.get_running_loop().create_server(Served, outside.host_of('tcp6'), 0))
        outside.peer_to(server)
        made = await outside.within(aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=(outside.host_of('tcp6'), 0)))
        scenario.check("made[0].get_extra_info('sockname')[0]", made[0].get_extra_info('sockname')[0], outside.host_of('tcp6'))
        made[0].close()
        connection[0].close()
        await outside.within(aio.gather(made[1].closed(), connection[1].closed()))
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_port_that_is_no_service(scenario):
    """A connection to a port that is the name of no service raises OSError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', 'no-such-service'))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_port_as_digits__kind_bytes(scenario):
    """A connection to a port that is written in digits, as bytes, goes to this port."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        digits = str(outside.port_of(listener))

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', digits if 'bytes' == 'text' else bytes(digits, 'ascii')))
        peer = await outside.accepted(listener)
        scenario.check("connection[0].get_extra_info('peername')", connection[0].get_extra_info('peername'), listener.address)

    scenario.run(main)
    scenario.expect([])


def test_port_as_digits__kind_text(scenario):
    """A connection to a port that is written in digits, as text, goes to this port."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        digits = str(outside.port_of(listener))

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', digits if 'text' == 'text' else bytes(digits, 'ascii')))
        peer = await outside.accepted(listener)
        scenario.check("connection[0].get_extra_info('peername')", connection[0].get_extra_info('peername'), listener.address)

    scenario.run(main)
    scenario.expect([])


def test_protocol_that_has_no_streams(scenario):
    """A connection by a protocol that has no streams raises OSError, though its host is written as an address."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), proto=outside.socket_constant('IPPROTO_ICMP')))
        scenario.check_is('listener.is_readable()', listener.is_readable(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])
