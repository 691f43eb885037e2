# Rendered by loopspec from spec/transports/reset.yaml; do not edit, change the source and run `loopspec render`.
"""transports: reset."""


def test_peer_resets_with_data_pending(scenario):
    """A reset while data is pending ends the connection once, with an error of the connection."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc is not None}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await peer.receive(1000)
        peer.reset()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost True')])


def test_peer_resets_while_reading_is_paused(scenario):
    """A write that meets a reset while reading is paused raises nothing and ends the connection with an error."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc is not None}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].pause_reading()
        peer.reset()
        connection[0].write(b'in vain')
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost True')])


def test_peer_resets_a_half_closed_connection(scenario):
    """A write that meets a reset after the end of the peer's stream ends the connection once, with an error."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Client', 'end')
                return True

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc is not None}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.shutdown_writing()
        await scenario.wait_until('connection[1].eof', lambda: connection[1].eof)
        peer.reset()
        connection[0].write(b'in vain')
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'end'),
            ('Client', 'lost True'),
        ]
    )


def test_peer_resets_during_the_close(scenario):
    """A reset while a closed transport still sends ends the connection once."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        connection[0].close()
        await scenario.pause()
        peer.reset()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost')])


def test_peer_resets_during_write_eof(scenario):
    """A reset before a pending end of the stream is sent ends the connection once."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        connection[0].write_eof()
        await scenario.pause()
        peer.reset()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost')])


def test_peer_that_is_gone_does_not_harm_the_others(scenario):
    """A connection that is reset leaves the others of its server as they are."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        other = outside.peer_to(server)
        await scenario.wait_until('len([one for one in Served.instances if one.transport]) == 2', lambda: len([one for one in Served.instances if one.transport]) == 2)
        peer.reset()
        await outside.within(Served.instances[0].closed())
        Served.instances[1].transport.write(b'hello')
        scenario.check('other.receive(5)', await other.receive(5), b'hello')
        scenario.check('Served.instances[1].lost', Served.instances[1].lost, 0)

    scenario.run(main)
    scenario.expect([])


def test_end_meets_a_reset(scenario):
    """A connection whose write_eof meets a reset is lost once."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.reset()
        try:
            connection[0].write_eof()
        except OSError:
            pass
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost')])


def test_reset_while_data_waits_and_nobody_reads(scenario):
    """A transport that does not read and is reset while data waits is lost with the error, and nothing is reported."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {isinstance(exc, ConnectionError)}')

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].pause_reading()
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await peer.receive(1000)
        peer.reset()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost True')])


def test_number_of_a_reset(scenario):
    """The error that a connection is lost with, which its peer has reset, has the number of the system."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.reset()
        error = await outside.within(connection[1].closed())
        scenario.check_is('isinstance(error, ConnectionResetError) and error.errno in (104, 54)', isinstance(error, ConnectionResetError) and error.errno in (104, 54), True)

    scenario.run(main)
    scenario.expect([])


def test_writelines_to_a_reset_connection(scenario):
    """A writelines that finds the connection reset closes the transport at once, and connection_lost gets the error."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {isinstance(exc, ConnectionError)}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.reset()
        connection[0].writelines([b'in ', b'vain'])
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('Client', 'lost True')])
