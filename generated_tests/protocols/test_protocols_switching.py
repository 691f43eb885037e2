# Rendered by loopspec from spec/protocols/switching.yaml; do not edit, change the source and run `loopspec render`.
"""protocols: switching."""


def test_get_protocol(scenario):
    """A transport returns the protocol that it has, also after a change."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Second(outside.protocol_class('Second', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        scenario.check_is('connection[0].get_protocol() is connection[1]', connection[0].get_protocol() is connection[1], True)
        second = Second()
        connection[0].set_protocol(second)
        scenario.check_is('connection[0].get_protocol() is second', connection[0].get_protocol() is second, True)

    scenario.run(main)
    scenario.expect([])


def test_set_protocol(scenario):
    """After set_protocol all callbacks go to the new Protocol, which gets no connection_made."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', 'data')

            def eof_received(this):
                super().eof_received()
                log('Client', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        class Second(outside.protocol_class('Second', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Second', 'made')

            def eof_received(this):
                super().eof_received()
                log('Second', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Second', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        second = Second()
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].set_protocol(second)
        peer.send(b'second')
        scenario.check('within(second.received(6))', await outside.within(second.received(6)), b'second')
        peer.close()
        await outside.within(second.closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'data'),
            ('Second', 'end'),
            ('Second', 'lost None'),
        ]
    )


def test_set_buffered_protocol(scenario):
    """After set_protocol all callbacks go to the new BufferedProtocol, which gets no connection_made."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', 'data')

            def eof_received(this):
                super().eof_received()
                log('Client', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        class Second(outside.protocol_class('Second', 'BufferedProtocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Second', 'made')

            def eof_received(this):
                super().eof_received()
                log('Second', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Second', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        second = Second()
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].set_protocol(second)
        peer.send(b'second')
        scenario.check('within(second.received(6))', await outside.within(second.received(6)), b'second')
        peer.close()
        await outside.within(second.closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'data'),
            ('Second', 'end'),
            ('Second', 'lost None'),
        ]
    )


def test_from_buffered_to_plain(scenario):
    """A BufferedProtocol that is replaced by a plain Protocol is not called any more, and no data is lost."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'BufferedProtocol')):
            pass

        class Second(outside.protocol_class('Second', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        second = Second()
        peer.send(b'first')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'first')
        connection[0].set_protocol(second)
        peer.send(b'second')
        scenario.check('within(second.received(6))', await outside.within(second.received(6)), b'second')
        scenario.check('connection[1].data', connection[1].data, b'first')

    scenario.run(main)
    scenario.expect([])


def test_to_protocol_from_within_data_received(scenario):
    """A protocol that replaces itself by a Protocol while it receives leaves what comes next to that."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.set_protocol(Second())

        class Second(outside.protocol_class('Second', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'first')
        await scenario.wait_until('Second.instances', lambda: Second.instances)
        peer.send(b'second')
        scenario.check('within(Second.instances[0].received(6))', await outside.within(Second.instances[0].received(6)), b'second')
        scenario.check('Served.instances[0].data', Served.instances[0].data, b'first')

    scenario.run(main)
    scenario.expect([])


def test_to_buffered_protocol_from_within_data_received(scenario):
    """A protocol that replaces itself by a BufferedProtocol while it receives leaves what comes next to that."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.set_protocol(Second())

        class Second(outside.protocol_class('Second', 'BufferedProtocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'first')
        await scenario.wait_until('Second.instances', lambda: Second.instances)
        peer.send(b'second')
        scenario.check('within(Second.instances[0].received(6))', await outside.within(Second.instances[0].received(6)), b'second')
        scenario.check('Served.instances[0].data', Served.instances[0].data, b'first')

    scenario.run(main)
    scenario.expect([])


def test_water_marks_reach_the_new_protocol(scenario):
    """A protocol that was set while writing is paused is the one that resumes."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Client', 'paused')

            def resume_writing(this):
                super().resume_writing()
                log('Client', 'resumed')

        class Second(outside.protocol_class('Second', 'Protocol')):
            def resume_writing(this):
                super().resume_writing()
                log('Second', 'resumed')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)
        connection[0].set_protocol(Second())
        await peer.receive(1000000)
        await scenario.wait_until('connection[0].get_write_buffer_size() == 0', lambda: connection[0].get_write_buffer_size() == 0)
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'paused'),
            ('Second', 'resumed'),
        ]
    )
