# Rendered by loopspec from spec/servers/closing.yaml; do not edit, change the source and run `loopspec render`.
"""servers: closing."""


def test_close_refuses_new_connections(scenario):
    """A closed server accepts no connection, is not serving and has no sockets."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        port = outside.port_of(server)
        server.close()
        scenario.check_is('server.is_serving()', server.is_serving(), False)
        scenario.check_is('bool(server.sockets)', bool(server.sockets), False)
        await outside.within(server.wait_closed())
        with scenario.raises('main', ConnectionRefusedError):
            outside.peer_to(port)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_close_leaves_connections_open(scenario):
    """The connections of a server that is closed stay open and work in both directions."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        server.close()
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        scenario.check('Served.instances[0].lost', Served.instances[0].lost, 0)

    scenario.run(main)
    scenario.expect([])


def test_close_twice(scenario):
    """A second close of a server does nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        server.close()
        server.close()
        await outside.within(server.wait_closed())
        server.close()
        await outside.within(server.wait_closed())

    scenario.run(main)
    scenario.expect([])


def test_wait_closed_waits_for_connections(scenario):
    """The wait for a closed server goes on until its last connection has ended."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        other = outside.peer_to(server)
        await scenario.wait_until('len([one for one in Served.instances if one.transport]) == 2', lambda: len([one for one in Served.instances if one.transport]) == 2)
        server.close()
        waiting = scenario.begin(server.wait_closed())
        peer.close()
        await outside.within(Served.instances[0].closed())
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        other.close()
        await outside.within(waiting)

    scenario.run(main)
    scenario.expect([])


def test_wait_closed_waits_for_the_close(scenario):
    """The wait for a server that was not closed goes on until it is, also where it has no connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        waiting = scenario.begin(server.wait_closed())
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        server.close()
        await outside.within(waiting)

    scenario.run(main)
    scenario.expect([])


def test_wait_closed_is_cancelled(scenario):
    """A cancelled wait for a closed server leaves the server and other waits as they are."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        server.close()
        first = scenario.begin(server.wait_closed())
        second = scenario.begin(server.wait_closed())
        await scenario.settle(first, second)
        first.cancel()
        with scenario.raises('main', aio.CancelledError):
            await first
        scenario.check_is('second.done()', second.done(), False)
        peer.close()
        await outside.within(second)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_close_clients(scenario):
    """After close_clients each connection of the server ends with None once its pending data is sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server, buffers='small')
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        other = outside.peer_to(server)
        await scenario.wait_until('len([one for one in Served.instances if one.transport]) == 2', lambda: len([one for one in Served.instances if one.transport]) == 2)
        outside.small_buffers(Served.instances[0].transport)
        Served.instances[0].transport.write(sent)
        server.close()
        server.close_clients()
        scenario.check('other.receive_all()', await other.receive_all(), b'')
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        await outside.within(server.wait_closed())
        scenario.check('[one.error for one in Served.instances]', [one.error for one in Served.instances], [None, None])

    scenario.run(main)
    scenario.expect([])


def test_abort_clients(scenario):
    """After abort_clients each connection of the server ends with None, without waiting for its pending data."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server, buffers='small')
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        outside.small_buffers(Served.instances[0].transport)
        Served.instances[0].transport.write(sent)
        server.close()
        server.abort_clients()
        scenario.check('within(Served.instances[0].closed())', await outside.within(Served.instances[0].closed()), None)
        await outside.within(server.wait_closed())

    scenario.run(main)
    scenario.expect([])


def test_async_with__end______0(scenario):
    """A server is closed at the end of the block of an async with, also when an exception leaves it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        port = outside.port_of(server)
        try:
            async with server:
                scenario.check_is('server.is_serving()', server.is_serving(), True)
                [][0]
        except IndexError:
            pass
        scenario.check_is('server.is_serving()', server.is_serving(), False)
        with scenario.raises('main', ConnectionRefusedError):
            outside.peer_to(port)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_async_with__end_noop(scenario):
    """A server is closed at the end of the block of an async with, also when an exception leaves it."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        port = outside.port_of(server)
        try:
            async with server:
                scenario.check_is('server.is_serving()', server.is_serving(), True)
                tools.noop()
        except IndexError:
            pass
        scenario.check_is('server.is_serving()', server.is_serving(), False)
        with scenario.raises('main', ConnectionRefusedError):
            outside.peer_to(port)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_serve_forever(scenario):
    """The call of serve_forever starts a server that does not serve yet, and its cancellation closes the server."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'welcome')

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0, start_serving=False)
        serving = scenario.begin(server.serve_forever())
        await scenario.settle(serving)
        port = outside.port_of(server)
        peer = outside.peer_to(server)
        scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')
        peer.close()
        await scenario.wait_until('Served.instances[0].lost', lambda: Served.instances[0].lost)
        serving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(serving)
        scenario.check_is('server.is_serving()', server.is_serving(), False)
        with scenario.raises('main', ConnectionRefusedError):
            outside.peer_to(port)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises ConnectionRefusedError'),
        ]
    )


def test_serve_forever_ends_with_the_server(scenario):
    """The close of a server ends its serve_forever with CancelledError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        serving = scenario.begin(server.serve_forever())
        await scenario.settle(serving)
        server.close()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(serving)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_serve_forever_twice(scenario):
    """A second serve_forever of a server raises RuntimeError, and the first goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        serving = scenario.begin(server.serve_forever())
        await scenario.settle(serving)
        with scenario.raises('main', RuntimeError):
            await server.serve_forever()
        scenario.check_is('server.is_serving()', server.is_serving(), True)
        serving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(serving)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_serve_forever_of_a_closed_server(scenario):
    """A closed server does not serve again, serve_forever raises RuntimeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        server.close()
        with scenario.raises('main', RuntimeError):
            await outside.within(server.serve_forever())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_sockets_are_a_copy(scenario):
    """The sockets of a server are a copy, a change of which leaves the server as it is."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        list(server.sockets).pop()
        scenario.check('len(server.sockets)', len(server.sockets), 1)
        scenario.check_is('server.sockets[0].getsockname()[1] > 0', server.sockets[0].getsockname()[1] > 0, True)
        scenario.check_is('server.sockets[0].fileno() >= 0', server.sockets[0].fileno() >= 0, True)

    scenario.run(main)
    scenario.expect([])


def test_close_with_a_connection_waiting(scenario):
    """A server that is closed while connections wait to be accepted ends, and the loop goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peers = [outside.peer_to(server) for number in range(3)]
        server.close()
        await peers[0].ended()
        await outside.within(server.wait_closed())
        scenario.check_is('server.is_serving()', server.is_serving(), False)

    scenario.run(main)
    scenario.expect([])


def test_sockets_of_a_closed_server(scenario):
    """The sockets of a closed server are a collection without elements."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        server.close()
        scenario.check('list(server.sockets)', list(server.sockets), [])
        await outside.within(server.wait_closed())
        scenario.check('list(server.sockets)', list(server.sockets), [])

    scenario.run(main)
    scenario.expect([])


def test_block_binds_the_server(scenario):
    """The name that an async with of a server binds is the server."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        async with server as same:
            scenario.check_is('same', same, server)
        scenario.check_is('server.is_serving()', server.is_serving(), False)

    scenario.run(main)
    scenario.expect([])


def test_block_waits_for_connections(scenario):
    """An async with of a server goes on at its end until the last connection of the server has ended."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        async def serve(given):
            async with given:
                log('serve', 'block')

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        serving = scenario.begin(serve(server))
        await scenario.pause()
        scenario.check('(server.is_serving(), serving.done())', (server.is_serving(), serving.done()), (False, False))
        peer.close()
        await outside.within(serving)

    scenario.run(main)
    scenario.expect([('serve', 'block')])


def test_wait_closed_waits_for_tls(scenario):
    """The wait for a closed server of TLS goes on until its last connection has ended."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        server.close()
        waiting = scenario.begin(server.wait_closed())
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        await peer.close_tls()
        peer.close()
        await outside.within(waiting)

    scenario.run(main)
    scenario.expect([])


def test_closed_by_its_first_connection(scenario):
    """A server that is closed in connection_made of its connection serves that connection on."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        servers = list()

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                servers[0].close()
                log('Served', 'closed')

            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        servers.append(server)
        peer = outside.peer_to(server)
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        Served.instances[0].transport.abort()

    scenario.run(main)
    scenario.expect([('Served', 'closed')])


def test_collected_connection_is_no_connection(scenario):
    """The wait for a closed server ends when its last connection, which does not read and which nothing refers to, is collected."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async def forget():
            await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
            Served.instances.clear()

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await forget()
        server.close()
        waiting = scenario.begin(server.wait_closed())
        await scenario.pause()
        scenario.check_is('waiting.done()', waiting.done(), False)
        async with tools.caught_warnings() as names:
            tools.collect()
        await outside.within(waiting)
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([])


def test_address_of_each_peer(scenario):
    """The transport of each connection of a server has the address of its own peer."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        first = outside.peer_to(server)
        await scenario.wait_until('len(Served.instances) == 1 and Served.instances[0].transport is not None', lambda: len(Served.instances) == 1 and Served.instances[0].transport is not None)
        second = outside.peer_to(server)
        await scenario.wait_until('len(Served.instances) == 2 and Served.instances[1].transport is not None', lambda: len(Served.instances) == 2 and Served.instances[1].transport is not None)
        scenario.check("[one.transport.get_extra_info('peername') for one in Served.instances]", [one.transport.get_extra_info('peername') for one in Served.instances], [first.socket.getsockname(), second.socket.getsockname()])
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_waiters_in_their_order(scenario):
    """Tasks that wait for one server to be closed go on in the order in which they began to wait."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        async def first_steps():
            await server.wait_closed()
            log('first', 'goes on')

        async def second_steps():
            await server.wait_closed()
            log('second', 'goes on')

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        first = aio.create_task(first_steps())
        await scenario.settle(first)
        second = aio.create_task(second_steps())
        await scenario.settle(second)
        server.close()
        await outside.within(aio.gather(first, second))

    scenario.run(main)
    scenario.expect(
        [
            ('first', 'goes on'),
            ('second', 'goes on'),
        ]
    )


def test_cancelled_serve_forever_closes_connections(scenario):
    """A cancelled serve_forever closes the connections of its server, too, and then raises CancelledError."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc}')

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        serving = scenario.begin(server.serve_forever())
        await scenario.settle(serving)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        serving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(serving)
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect([scenario.any_order(('main', 'raises CancelledError'), ('Served', 'lost None'))])


def test_cancelled_serve_forever_waits_for_connections(scenario):
    """A cancelled serve_forever ends no earlier than the connections of its server, one of which has data that its peer has yet to read."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', 'lost')

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        serving = scenario.begin(server.serve_forever())
        await scenario.settle(serving)
        peer = outside.peer_to(server, buffers='small')
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        outside.small_buffers(Served.instances[0].transport)
        Served.instances[0].transport.write(sent)
        serving.cancel()
        await scenario.pause()
        scenario.check_is('serving.done()', serving.done(), False)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        peer.close()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(serving)

    scenario.run(main)
    scenario.expect(
        [
            ('Served', 'lost'),
            ('main', 'raises CancelledError'),
        ]
    )
