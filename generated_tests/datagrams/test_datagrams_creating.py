# Rendered by loopspec from spec/datagrams/creating.yaml; do not edit, change the source and run `loopspec render`.
"""datagrams: creating."""


def test_endpoint_is_a_transport_and_its_protocol(scenario):
    """`create_datagram_endpoint` returns a datagram transport and the protocol, whose `connection_made` was called."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Endpoint', 'made')

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        scenario.check_is('made[1] is Endpoint.instances[0] and made[1].transport is made[0]', made[1] is Endpoint.instances[0] and made[1].transport is made[0], True)
        made[0].close()
        scenario.check_is('within(made[1].closed())', await outside.within(made[1].closed()), None)

    scenario.run(main)
    scenario.expect([('Endpoint', 'made')])


def test_transport_is_a_datagram_transport(scenario):
    """The transport of an endpoint is an instance of DatagramTransport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        scenario.check_type('made[0]', made[0], aio.DatagramTransport)
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_remote_address_is_where_data_goes__family_tcp4(scenario):
    """An endpoint with a remote address sends there what names no address, from the local address that it was given."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket('tcp4')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=(outside.host_of('tcp4'), 0), remote_addr=(outside.host_of('tcp4'), outside.port_of(other)))
        made[0].sendto(b'hello')
        scenario.check('other.receive()', await other.receive(), b'hello')
        scenario.check('other.sender', other.sender, made[0].get_extra_info('sockname'))
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_remote_address_is_where_data_goes__family_tcp6(scenario):
    """An endpoint with a remote address sends there what names no address, from the local address that it was given."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket('tcp6')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=(outside.host_of('tcp6'), 0), remote_addr=(outside.host_of('tcp6'), outside.port_of(other)))
        made[0].sendto(b'hello')
        scenario.check('other.receive()', await other.receive(), b'hello')
        scenario.check('other.sender', other.sender, made[0].get_extra_info('sockname'))
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_remote_address_alone_is_enough(scenario):
    """An endpoint with a remote address only sends to its peer, and receives the answer."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        made[0].sendto(b'hello')
        scenario.check('other.receive()', await other.receive(), b'hello')
        other.send(b'answer', other.sender)
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'answer')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_connected_endpoint_hears_its_peer_only(scenario):
    """An endpoint with a remote address receives no datagram of another sender."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()
        stranger = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0), remote_addr=('127.0.0.1', outside.port_of(other)))
        stranger.send(b'stranger', made[0])
        other.send(b'hello', made[0])
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_endpoint_knows_its_peer(scenario):
    """The peer's name of an endpoint with a remote address is that address."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        scenario.check("made[0].get_extra_info('peername')", made[0].get_extra_info('peername'), other.address)
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_endpoint_knows_its_own_name(scenario):
    """An endpoint has the address that it was bound to as its extra information."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        scenario.check("made[0].get_extra_info('sockname')[0]", made[0].get_extra_info('sockname')[0], '127.0.0.1')
        other.send(b'hello', made[0].get_extra_info('sockname'))
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_unknown_information_is_the_default(scenario):
    """An endpoint returns the given default for extra information that it does not know."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        scenario.check_is("made[0].get_extra_info('colour')", made[0].get_extra_info('colour'), None)
        scenario.check("made[0].get_extra_info('colour', 'none')", made[0].get_extra_info('colour', 'none'), 'none')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_family_chooses_the_address_of_a_name(scenario):
    """The family given decides to which address of a name an endpoint is bound."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('localhost', 0), family=outside.socket_constant('AF_INET'))
        scenario.check("made[0].get_extra_info('sockname')[0]", made[0].get_extra_info('sockname')[0], '127.0.0.1')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_family_alone_is_enough(scenario):
    """An endpoint with a family and no address sends to the address that each datagram names, and receives the answer."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, family=outside.socket_constant('AF_INET'))
        made[0].sendto(b'hello', outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'hello')
        other.send(b'answer', ('127.0.0.1', other.sender[1]))
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'answer')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_nothing_given_is_refused(scenario):
    """An endpoint without an address, a family or a socket raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_datagram_endpoint(Endpoint)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_port_in_use_is_refused(scenario):
    """An endpoint on a port that is taken raises OSError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        with scenario.raises('main', OSError):
            await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', outside.port_of(other)))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_ports_are_shared_on_request(scenario):
    """Two endpoints with `reuse_port` are bound to one port."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        one = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0), reuse_port=True)
        two = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', outside.port_of(one[0])), reuse_port=True)
        scenario.check("two[0].get_extra_info('sockname')", two[0].get_extra_info('sockname'), one[0].get_extra_info('sockname'))
        one[0].close()
        two[0].close()
        await outside.within(aio.gather(one[1].closed(), two[1].closed()))

    scenario.run(main)
    scenario.expect([])


def test_broadcast_is_allowed_on_request(scenario):
    """The socket of an endpoint allows broadcast when `allow_broadcast` is given, and not otherwise."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        for allowed in (None, True):
            made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0), allow_broadcast=allowed)
            scenario.check("bool(made[0].get_extra_info('socket').getsockopt(socket_constant('SOL_SOCKET'), socket_constant('SO_BROADCAST')))", bool(made[0].get_extra_info('socket').getsockopt(outside.socket_constant('SOL_SOCKET'), outside.socket_constant('SO_BROADCAST'))), bool(allowed))
            made[0].close()
            await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_socket_is_taken_over(scenario):
    """An endpoint takes the socket that it is given, and closes it with its transport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        place = own.address

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        other.send(b'hello', place)
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        made[0].sendto(b'answer', outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'answer')
        made[0].close()
        await outside.within(made[1].closed())
        successor = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', place[1]))
        successor[0].close()
        await outside.within(successor[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_socket_excludes_addresses(scenario):
    """A socket and a local address together raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0), sock=own.socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_stream_socket_is_refused(scenario):
    """A socket for streams instead of datagrams raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.new_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_failing_factory_is_raised(scenario):
    """An exception of the protocol factory comes out of `create_datagram_endpoint`."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        def factory():
            raise tools.Boom()

        with scenario.raises('main', tools.Boom):
            await aio.get_running_loop().create_datagram_endpoint(factory, local_addr=('127.0.0.1', 0))

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_unix_endpoint_gives_exact_addresses(scenario):
    """An endpoint of UNIX sockets is bound to its path, and gives the path of each sender."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket('unix')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def datagram_received(this, data, addr):
                super().datagram_received(data, addr)
                scenario.check('addr', addr, other.address)

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=outside.unix_path('own'), family=outside.socket_constant('AF_UNIX'))
        scenario.check("made[0].get_extra_info('sockname')", made[0].get_extra_info('sockname'), outside.unix_path('own'))
        other.send(b'hello', outside.unix_path('own'))
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        made[0].sendto(b'answer', outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'answer')
        scenario.check('other.sender', other.sender, outside.unix_path('own'))
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_numeric_host_only__address_local_addr(scenario):
    """An endpoint whose local_addr is a name, with the flag for numeric hosts, raises OSError and looks nothing up."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0), flags=outside.socket_constant('AI_NUMERICHOST'))
        made[0].close()
        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('localhost', 0), flags=outside.socket_constant('AI_NUMERICHOST')))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_numeric_host_only__address_remote_addr(scenario):
    """An endpoint whose remote_addr is a name, with the flag for numeric hosts, raises OSError and looks nothing up."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', 0), flags=outside.socket_constant('AI_NUMERICHOST'))
        made[0].close()
        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('localhost', 0), flags=outside.socket_constant('AI_NUMERICHOST')))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_protocol_of_the_lookup(scenario):
    """An endpoint is made with the protocol of UDP for the lookup of its host, and not with one that carries no datagrams."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await outside.within(aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('localhost', outside.port_of(other)), family=outside.socket_constant('AF_INET'), proto=outside.socket_constant('IPPROTO_UDP')))
        made[0].sendto(b'hello')
        scenario.check('other.receive()', await other.receive(), b'hello')
        made[0].close()
        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('localhost', outside.port_of(other)), proto=outside.socket_constant('IPPROTO_TCP')))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_addresses_of_two_families(scenario):
    """A local address of IPv4 with a remote address of IPv6 raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket('tcp6')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0), remote_addr=('::1', outside.port_of(other)))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_path_without_its_family(scenario):
    """A path in the place of an address of the internet raises an error, and such an address in the place of a path raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        with scenario.raises('main', TypeError):
            await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=outside.unix_path('own'))
        with scenario.raises('main', TypeError):
            await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0), family=outside.socket_constant('AF_UNIX'))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises TypeError'),
        ]
    )


def test_path_that_was_left(scenario):
    """An endpoint of UNIX sockets is bound to a path at which a closed one has left its socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket('unix')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        for number in range(2):
            made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=outside.unix_path('own'), family=outside.socket_constant('AF_UNIX'))
            other.send(b'hello', outside.unix_path('own'))
            scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
            made[0].close()
            await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_blocking_socket(scenario):
    """An endpoint over a socket that blocks does not block the loop when its peer has no room."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        own.socket.setblocking(True)
        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        for number in range(1000):
            made[0].sendto(bytes(1000), outside.address_of(other))
        log('main', 'has sent')
        made[0].abort()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'has sent')])


def test_cancelled_in_connection_made(scenario):
    """A create_datagram_endpoint that is cancelled in connection_made ends with CancelledError and closes its socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pending = []

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                pending[0].cancel()

        creating = scenario.begin(aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0)))
        pending.append(creating)
        with scenario.raises('main', aio.CancelledError):
            await outside.within(creating)
        scenario.check('within(Endpoint.instances[0].closed())', await outside.within(Endpoint.instances[0].closed()), None)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_endpoint_of_a_socket_and_more__more_allow_broadcast_true(scenario):
    """The method create_datagram_endpoint with a socket and allow_broadcast=True raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()

        class Client(outside.protocol_class('Client', 'DatagramProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_datagram_endpoint(Client, sock=own.socket, allow_broadcast=True)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_endpoint_of_a_socket_and_more__more_family_2(scenario):
    """The method create_datagram_endpoint with a socket and family=2 raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()

        class Client(outside.protocol_class('Client', 'DatagramProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_datagram_endpoint(Client, sock=own.socket, family=2)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_endpoint_of_a_socket_and_more__more_flags_4(scenario):
    """The method create_datagram_endpoint with a socket and flags=4 raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()

        class Client(outside.protocol_class('Client', 'DatagramProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_datagram_endpoint(Client, sock=own.socket, flags=4)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_endpoint_of_a_socket_and_more__more_proto_17(scenario):
    """The method create_datagram_endpoint with a socket and proto=17 raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()

        class Client(outside.protocol_class('Client', 'DatagramProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_datagram_endpoint(Client, sock=own.socket, proto=17)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_endpoint_of_a_socket_and_more__more_reuse_port_true(scenario):
    """The method create_datagram_endpoint with a socket and reuse_port=True raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()

        class Client(outside.protocol_class('Client', 'DatagramProtocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_datagram_endpoint(Client, sock=own.socket, reuse_port=True)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_out_of_connection_made(scenario):
    """An exception out of an endpoint's connection_made is reported, and create_datagram_endpoint returns the endpoint."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                raise tools.Boom()

        aio.get_running_loop().set_exception_handler(handler)
        made = await outside.within(aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0)))
        made[0].sendto(b'hello', outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'hello')
        made[0].abort()

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])


def test_address_of_three_parts__which_local_addr(scenario):
    """An endpoint whose local_addr has more than a host and a port is refused with TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        with scenario.raises('main', TypeError):
            await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0, 0))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_address_of_three_parts__which_remote_addr(scenario):
    """An endpoint whose remote_addr has more than a host and a port is refused with TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        with scenario.raises('main', TypeError):
            await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', 0, 0))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_socket_of_another_endpoint(scenario):
    """An endpoint over the socket of another one is refused with RuntimeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        with scenario.raises('main', RuntimeError):
            await outside.within(aio.get_running_loop().create_datagram_endpoint(aio.DatagramProtocol, sock=own.socket))
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])
