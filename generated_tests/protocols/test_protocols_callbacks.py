# Rendered by loopspec from spec/protocols/callbacks.yaml; do not edit, change the source and run `loopspec render`.
"""protocols: callbacks."""


def test_order_of_the_callbacks(scenario):
    """The call of connection_made comes first, then the data, the end of the stream and connection_lost, which is the last."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Served', 'made')

            def data_received(this, data):
                super().data_received(data)
                log('Served', 'data')

            def eof_received(this):
                super().eof_received()
                log('Served', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', 'lost')

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        peer.send(b'hello')
        peer.close()
        await scenario.wait_until('Served.instances', lambda: Served.instances)
        await outside.within(Served.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Served', 'made'),
            ('Served', 'data'),
            ('Served', 'end'),
            ('Served', 'lost'),
        ]
    )


def test_data_is_bytes(scenario):
    """The data that data_received is given is a bytes object that is not empty."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                scenario.check_is('type(data) is bytes', type(data) is bytes, True)
                scenario.check_is('len(data) > 0', len(data) > 0, True)

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        scenario.check('within(Served.instances[0].received(5))', await outside.within(Served.instances[0].received(5)), b'hello')
        peer.close()
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_each_connection_has_its_protocol(scenario):
    """The factory of a server is called once a connection, and data reaches the protocol of its connection only."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peers = [outside.peer_to(server) for number in range(5)]
        for number in range(5):
            peers[number].send(bytes([number]) * 3)
        await scenario.wait_until('len([one for one in Served.instances if len(one.data) == 3]) == 5', lambda: len([one for one in Served.instances if len(one.data) == 3]) == 5)
        scenario.check('sorted([one.data for one in Served.instances])', sorted([one.data for one in Served.instances]), [bytes([number]) * 3 for number in range(5)])
        for number in range(5):
            Served.instances[number].transport.write(Served.instances[number].data)
        for number in range(5):
            scenario.check('peers[number].receive(3)', await peers[number].receive(3), bytes([number]) * 3)

    scenario.run(main)
    scenario.expect([])


def test_lost_once_when_the_peer_closes__then_noop(scenario):
    """The call of connection_lost comes once, with None, when the peer closes, also if the transport is closed then."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                tools.noop()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc}')
                tools.noop()

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.close()
        await outside.within(Served.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Served', 'lost None')])


def test_lost_once_when_the_peer_closes__then_transport_abort(scenario):
    """The call of connection_lost comes once, with None, when the peer closes, also if the transport is closed then."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                transport = this.transport
                transport.abort()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                transport = this.transport
                log('Served', f'lost {exc}')
                transport.abort()

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.close()
        await outside.within(Served.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Served', 'lost None')])


def test_lost_once_when_the_peer_closes__then_transport_close(scenario):
    """The call of connection_lost comes once, with None, when the peer closes, also if the transport is closed then."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                transport = this.transport
                transport.close()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                transport = this.transport
                log('Served', f'lost {exc}')
                transport.close()

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.close()
        await outside.within(Served.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Served', 'lost None')])


def test_context_of_the_callbacks(scenario):
    """The callbacks of a protocol run in the context in which its connection was made."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        mood = tools.ContextVar('mood', default='none')
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', f'made {mood.get()}')

            def data_received(this, data):
                super().data_received(data)
                log('Client', f'data {mood.get()}')

            def eof_received(this):
                super().eof_received()
                log('Client', f'end {mood.get()}')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {mood.get()}')

        mood.set('good')
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        mood.set('other')
        peer = await outside.accepted(listener)
        connection = await connecting
        peer.send(b'hello')
        await outside.within(connection[1].received(5))
        peer.close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'made good'),
            ('Client', 'data good'),
            ('Client', 'end good'),
            ('Client', 'lost good'),
        ]
    )


def test_context_of_the_callbacks_of_a_server(scenario):
    """The callbacks of a server's protocols run in the context in which the server was made."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        mood = tools.ContextVar('mood', default='none')

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Served', f'made {mood.get()}')

            def data_received(this, data):
                super().data_received(data)
                log('Served', f'data {mood.get()}')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {mood.get()}')

        mood.set('good')
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        mood.set('other')
        peer = outside.peer_to(server)
        peer.send(b'hello')
        peer.close()
        await scenario.wait_until('Served.instances', lambda: Served.instances)
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Served', 'made good'),
            ('Served', 'data good'),
            ('Served', 'lost good'),
        ]
    )
