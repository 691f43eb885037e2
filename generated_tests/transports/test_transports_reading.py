# Rendered by loopspec from spec/transports/reading.yaml; do not edit, change the source and run `loopspec render`.
"""transports: reading."""


def test_paused_reading_delivers_nothing(scenario):
    """While reading is paused no data is delivered; all of it comes once reading is resumed."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', 'received')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].pause_reading()
        peer.send(b'hello')
        await scenario.pause()
        log('main', 'resume')
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'resume'),
            ('Client', 'received'),
        ]
    )


def test_paused_with_data_already_there(scenario):
    """Reading that is paused in the moment in which data has arrived delivers nothing."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', 'received')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        connection[0].pause_reading()
        await scenario.pause()
        log('main', 'resume')
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'resume'),
            ('Client', 'received'),
        ]
    )


def test_paused_from_the_start(scenario):
    """Reading that connection_made pauses stays paused until it is resumed."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

            def data_received(this, data):
                super().data_received(data)
                log('Client', 'received')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        await scenario.pause()
        scenario.check_is('connection[0].is_reading()', connection[0].is_reading(), False)
        log('main', 'resume')
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'resume'),
            ('Client', 'received'),
        ]
    )


def test_paused_from_within_data_received(scenario):
    """A data_received that pauses reading is not called again before reading is resumed, and nothing is lost."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        reads = []

        def again():
            reads.append('resumed')
            Client.instances[0].transport.resume_reading()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.pause_reading()
                reads.append('paused')
                scenario.check_is("reads[-2:] in (['paused'], ['resumed', 'paused'])", reads[-2:] in (['paused'], ['resumed', 'paused']), True)
                loop.call_soon(again)

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        sending = scenario.begin(peer.send_all(sent))
        scenario.check('within(connection[1].received(1_000_000))', await outside.within(connection[1].received(1000000)), sent)
        await sending

    scenario.run(main)
    scenario.expect([])


def test_a_paused_reader_holds_the_peer_back(scenario):
    """A peer that sends to paused reading is held back by the system, so that nothing piles up in the transport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(4000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].pause_reading()
        sending = scenario.begin(peer.send_all(sent))
        await scenario.pause()
        await scenario.pause()
        scenario.check_is('sending.done()', sending.done(), False)
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(4_000_000))', await outside.within(connection[1].received(4000000)), sent)
        await sending

    scenario.run(main)
    scenario.expect([])


def test_pausing_and_resuming_twice(scenario):
    """Pausing what is paused and resuming what reads does nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].resume_reading()
        connection[0].pause_reading()
        connection[0].pause_reading()
        peer.send(b'hello')
        await scenario.pause()
        scenario.check('connection[1].data', connection[1].data, b'')
        connection[0].resume_reading()
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_pausing_what_is_closed(scenario):
    """Reading can be paused and resumed after the close and after the end, without any effect."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', 'received')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        connection[0].close()
        connection[0].pause_reading()
        connection[0].resume_reading()
        await outside.within(connection[1].closed())
        connection[0].pause_reading()
        connection[0].resume_reading()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_is_reading(scenario):
    """A transport is reading unless it was paused."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        scenario.check_is('connection[0].is_reading()', connection[0].is_reading(), True)
        connection[0].pause_reading()
        scenario.check_is('connection[0].is_reading()', connection[0].is_reading(), False)
        connection[0].resume_reading()
        scenario.check_is('connection[0].is_reading()', connection[0].is_reading(), True)

    scenario.run(main)
    scenario.expect([])


def test_not_reading_once_closed(scenario):
    """A transport that is closing is not reading."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].close()
        scenario.check_is('connection[0].is_reading()', connection[0].is_reading(), False)
        await outside.within(connection[1].closed())
        scenario.check_is('connection[0].is_reading()', connection[0].is_reading(), False)

    scenario.run(main)
    scenario.expect([])


def test_data_and_end_after_a_pause(scenario):
    """Data and the end that arrive while reading is paused are both delivered, in order, once it is resumed."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', f'{data!r}')

            def eof_received(this):
                super().eof_received()
                log('Client', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].pause_reading()
        peer.send(b'hello')
        peer.close()
        await scenario.pause()
        scenario.check('connection[1].data', connection[1].data, b'')
        connection[0].resume_reading()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', "b'hello'"),
            ('Client', 'end'),
            ('Client', 'lost None'),
        ]
    )


def test_writing_goes_on_while_reading_is_paused(scenario):
    """Paused reading does not hold up what is written, and a close while paused still sends it all."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].pause_reading()
        connection[0].write(sent)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        connection[0].write(b'last')
        connection[0].close()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'last')
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_paused_with_data_that_waits(scenario):
    """Data that is there before a transport is made over its socket is not delivered while connection_made has paused it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

            def data_received(this, data):
                super().data_received(data)
                log('Client', 'received')

        ends[1].send(b'hello')
        connection = await aio.get_running_loop().create_connection(Client, sock=ends[0].socket)
        await scenario.pause()
        log('main', 'resume')
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'resume'),
            ('Client', 'received'),
        ]
    )


def test_paused_right_after_the_connection(scenario):
    """Data that is there before a transport is made over its socket is not delivered before create_connection returns, nor when reading is paused then."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', 'received')

        ends[1].send(b'hello')
        connection = await aio.get_running_loop().create_connection(Client, sock=ends[0].socket)
        log('main', 'returned')
        connection[0].pause_reading()
        await scenario.pause()
        log('main', 'resume')
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'returned'),
            ('main', 'resume'),
            ('Client', 'received'),
        ]
    )
