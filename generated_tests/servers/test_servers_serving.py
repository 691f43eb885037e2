# Rendered by loopspec from spec/servers/serving.yaml; do not edit, change the source and run `loopspec render`.
"""servers: serving."""


def test_serves_at_once(scenario):
    """A server accepts connections as soon as it was created, and says so."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        scenario.check_is('server.is_serving()', server.is_serving(), True)
        scenario.check_is('server.get_loop() is get_running_loop()', server.get_loop() is aio.get_running_loop(), True)
        peer = outside.peer_to(server)
        peer.send(b'hello')
        await scenario.wait_until('Served.instances', lambda: Served.instances)
        scenario.check('within(Served.instances[0].received(5))', await outside.within(Served.instances[0].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_every_host_of_a_list(scenario):
    """A server that is given several hosts listens on each of them."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        peers = []

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, ['127.0.0.1', '::1'], 0)
        scenario.check('sorted([one.getsockname()[0] for one in server.sockets])', sorted([one.getsockname()[0] for one in server.sockets]), ['127.0.0.1', '::1'])
        for sock in list(server.sockets):
            peers.append(outside.peer_to(outside.address_of(sock.getsockname()[:2])))
        await scenario.wait_until('len([one for one in Served.instances if one.transport]) == 2', lambda: len([one for one in Served.instances if one.transport]) == 2)

    scenario.run(main)
    scenario.expect([])


def test_host_named_twice(scenario):
    """A host that is named twice is bound once."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, ['127.0.0.1', '127.0.0.1'], 0)
        scenario.check('len(server.sockets)', len(server.sockets), 1)

    scenario.run(main)
    scenario.expect([])


def test_port_in_use(scenario):
    """A server on a port on which somebody listens already raises OSError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', OSError):
            await aio.get_running_loop().create_server(Served, '127.0.0.1', outside.port_of(listener))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_family_of_a_server(scenario):
    """A server whose family is given is bound to addresses of that family only, and refuses one of another."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, 'localhost', 0, family=outside.socket_constant('AF_INET'))
        scenario.check("[one.family == socket_constant('AF_INET') for one in server.sockets]", [one.family == outside.socket_constant('AF_INET') for one in server.sockets], [True])
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_server(Served, '127.0.0.1', 0, family=outside.socket_constant('AF_INET6')))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_many_connect_at_once(scenario):
    """All of many connections that are made at once are accepted."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peers = [outside.peer_to(server) for number in range(60)]
        for peer in peers:
            scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')
        scenario.check('len(Served.instances)', len(Served.instances), 60)

    scenario.run(main)
    scenario.expect([])


def test_small_backlog(scenario):
    """A server with a backlog of one serves one connection after the other."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0, backlog=1)
        for number in range(5):
            peer = outside.peer_to(server)
            scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')

    scenario.run(main)
    scenario.expect([])


def test_start_serving_later(scenario):
    """A server that does not serve at first refuses connections until start_serving was awaited."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0, start_serving=False)
        scenario.check_is('server.is_serving()', server.is_serving(), False)
        with scenario.raises('main', ConnectionRefusedError):
            outside.peer_to(server)
        await server.start_serving()
        scenario.check_is('server.is_serving()', server.is_serving(), True)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_start_serving_twice(scenario):
    """The call of start_serving on a server that serves changes nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        await server.start_serving()
        await server.start_serving()
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        await scenario.pause()
        scenario.check('len(Served.instances)', len(Served.instances), 1)

    scenario.run(main)
    scenario.expect([])


def test_reset_before_it_is_accepted(scenario):
    """A connection that is reset before it is accepted does not keep a server from serving the next one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        for number in range(5):
            peer = outside.peer_to(server)
            peer.reset()
        peer = outside.peer_to(server)
        scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')
        scenario.check_is('server.is_serving()', server.is_serving(), True)

    scenario.run(main)
    scenario.expect([])


def test_nobody_holds_the_server(scenario):
    """A server that nothing refers to goes on serving."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        places = []

        async def serve():
            server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
            places.append(outside.port_of(server))

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        await serve()
        tools.collect()
        peer = outside.peer_to(places[0])
        scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')

    scenario.run(main)
    scenario.expect([])


def test_reuse_of_the_address__option_backlog_100(scenario):
    """The port of a closed server can be bound anew although a connection of it has just ended."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        port = outside.port_of(server)
        server.close()
        Served.instances[0].transport.close()
        await peer.receive_all()
        peer.close()
        await outside.within(Served.instances[0].closed())
        await outside.within(server.wait_closed())
        second = await aio.get_running_loop().create_server(Served, '127.0.0.1', port, backlog=100)
        other = outside.peer_to(second)
        await scenario.wait_until('len([one for one in Served.instances if one.transport]) == 2', lambda: len([one for one in Served.instances if one.transport]) == 2)

    scenario.run(main)
    scenario.expect([])


def test_reuse_of_the_address__option_reuse_address_true(scenario):
    """The port of a closed server can be bound anew although a connection of it has just ended."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        port = outside.port_of(server)
        server.close()
        Served.instances[0].transport.close()
        await peer.receive_all()
        peer.close()
        await outside.within(Served.instances[0].closed())
        await outside.within(server.wait_closed())
        second = await aio.get_running_loop().create_server(Served, '127.0.0.1', port, reuse_address=True)
        other = outside.peer_to(second)
        await scenario.wait_until('len([one for one in Served.instances if one.transport]) == 2', lambda: len([one for one in Served.instances if one.transport]) == 2)

    scenario.run(main)
    scenario.expect([])


def test_reuse_of_the_port(scenario):
    """Two servers that both say so listen on one port."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        first = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0, reuse_port=True)
        second = await aio.get_running_loop().create_server(Served, '127.0.0.1', outside.port_of(first), reuse_port=True)
        peer = outside.peer_to(second)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        first.close()
        other = outside.peer_to(second)
        await scenario.wait_until('len([one for one in Served.instances if one.transport]) == 2', lambda: len([one for one in Served.instances if one.transport]) == 2)

    scenario.run(main)
    scenario.expect([])


def test_keep_alive(scenario):
    """A server that keeps its connections alive sets the option on each of them."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0, keep_alive=True)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        scenario.check_is("Served.instances[0].transport.get_extra_info('socket').getsockopt(socket_constant('SOL_SOCKET'), socket_constant('SO_KEEPALIVE')) != 0", Served.instances[0].transport.get_extra_info('socket').getsockopt(outside.socket_constant('SOL_SOCKET'), outside.socket_constant('SO_KEEPALIVE')) != 0, True)

    scenario.run(main)
    scenario.expect([])


def test_listening_socket_of_the_program(scenario):
    """A server takes a socket that the program has bound, serves on it, and closes it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        server = await aio.get_running_loop().create_server(Served, sock=listener.socket)
        peer = outside.peer_to(listener.address)
        scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')
        peer.close()
        server.close()
        await outside.within(server.wait_closed())
        with scenario.raises('main', ConnectionRefusedError):
            outside.peer_to(listener.address)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_host_and_socket(scenario):
    """A host together with a socket raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_server(Served, '127.0.0.1', 0, sock=listener.socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_socket_of_another_kind(scenario):
    """A socket for datagrams is refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_server(Served, sock=other.socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_numeric_host_only(scenario):
    """A server with the flag for numeric hosts looks no name up and raises OSError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_server(Served, 'localhost', 0, flags=outside.socket_constant('AI_NUMERICHOST')))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_one_host_in_use(scenario):
    """A server of which one address is in use raises OSError, and leaves no socket open at the other one."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listeners = [outside.listening_socket(family) for family in ['tcp4', 'tcp6', 'tcp4', 'tcp6', 'tcp4', 'tcp6']]
        refused = []

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        tools.collect()
        for listener in listeners:
            before = outside.open_descriptors()
            try:
                await aio.get_running_loop().create_server(Served, ['127.0.0.1', '::1'], outside.port_of(listener))
            except OSError:
                refused.append(listener)
            await scenario.wait_until('open_descriptors() == before', lambda: outside.open_descriptors() == before)
        scenario.check('len(refused)', len(refused), 6)

    scenario.run(main)
    scenario.expect([])


def test_blocking_socket__family_tcp4(scenario):
    """A server over a listening socket that blocks serves one client and then waits for the next one without blocking the loop."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp4')

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        listener.socket.setblocking(True)
        server = await aio.get_running_loop().create_server(Served, sock=listener.socket)
        for number in range(2):
            peer = outside.peer_to(listener.address)
            scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')
            peer.close()
        server.close()
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_blocking_socket__family_unix(scenario):
    """A server over a listening socket that blocks serves one client and then waits for the next one without blocking the loop."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        listener.socket.setblocking(True)
        server = await aio.get_running_loop().create_server(Served, sock=listener.socket)
        for number in range(2):
            peer = outside.peer_to(listener.address)
            scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')
            peer.close()
        server.close()
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])


def test_version_six_alone(scenario):
    """The socket of a server at an address of IPv6 is for IPv6 only."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '::1', 0)
        scenario.check_is("server.sockets[0].getsockopt(socket_constant('IPPROTO_IPV6'), socket_constant('IPV6_V6ONLY')) != 0", server.sockets[0].getsockopt(outside.socket_constant('IPPROTO_IPV6'), outside.socket_constant('IPV6_V6ONLY')) != 0, True)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_sockets_answer(scenario):
    """The sockets of a server answer for their options, their address and their family."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0, reuse_address=True)
        scenario.check_is("server.sockets[0].getsockopt(socket_constant('SOL_SOCKET'), socket_constant('SO_REUSEADDR')) != 0", server.sockets[0].getsockopt(outside.socket_constant('SOL_SOCKET'), outside.socket_constant('SO_REUSEADDR')) != 0, True)
        scenario.check_is('server.sockets[0].getsockname()[1] == port_of(server)', server.sockets[0].getsockname()[1] == outside.port_of(server), True)
        scenario.check_is("server.sockets[0].family == socket_constant('AF_INET')", server.sockets[0].family == outside.socket_constant('AF_INET'), True)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_address_of_a_peer_that_is_gone(scenario):
    """The transport of a connection that is reset before it is accepted has the address of its peer."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        seen = list()
        lost = aio.Event()

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                seen.append(transport.get_extra_info('peername'))

            def connection_lost(this, exc):
                super().connection_lost(exc)
                lost.set()

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        place = peer.address
        peer.reset()
        await outside.within(lost.wait())
        scenario.check_is('seen == [place]', seen == [place], True)

    scenario.run(main)
    scenario.expect([])


def test_socket_that_listens_no_more(scenario):
    """The failure of a server's socket that the program has shut down goes to the exception handler with the handle of the callback, and the server can be closed there."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        failed = aio.Event()

        def handler(loop, context):
            log('handler', f"{isinstance(context.get('exception'), OSError)} {isinstance(context.get('handle'), aio.Handle)}")
            server.close()
            failed.set()

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        loop.set_exception_handler(handler)
        server = await loop.create_server(Served, '127.0.0.1', 0)
        server.sockets[0].shutdown(2)
        await outside.within(failed.wait())
        await outside.within(server.wait_closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('handler', 'True True')])


def test_no_host_of_a_list(scenario):
    """A server that is given an empty list of hosts is refused with OSError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_server(Served, [], 0))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_neither_host_nor_socket(scenario):
    """A server that is given neither a host and a port nor a socket is refused with ValueError."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        nothing = tools.noop()

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_server(Served, sock=nothing)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_port_of_the_systems_choice__port(scenario):
    """A server whose port is '' listens on a port that the system chooses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await outside.within(aio.get_running_loop().create_server(Served, '127.0.0.1', ''))
        scenario.check_is('port_of(server) > 1023', outside.port_of(server) > 1023, True)
        outside.peer_to(server)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_port_of_the_systems_choice__port_0(scenario):
    """A server whose port is '0' listens on a port that the system chooses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await outside.within(aio.get_running_loop().create_server(Served, '127.0.0.1', '0'))
        scenario.check_is('port_of(server) > 1023', outside.port_of(server) > 1023, True)
        outside.peer_to(server)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_port_of_the_systems_choice__port_none(scenario):
    """A server whose port is None listens on a port that the system chooses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await outside.within(aio.get_running_loop().create_server(Served, '127.0.0.1', None))
        scenario.check_is('port_of(server) > 1023', outside.port_of(server) > 1023, True)
        outside.peer_to(server)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_port_of_the_systems_choice__port_b(scenario):
    """A server whose port is b'' listens on a port that the system chooses."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await outside.within(aio.get_running_loop().create_server(Served, '127.0.0.1', b''))
        scenario.check_is('port_of(server) > 1023', outside.port_of(server) > 1023, True)
        outside.peer_to(server)
        server.close()

    scenario.run(main)
    scenario.expect([])
