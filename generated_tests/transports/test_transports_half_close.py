# Rendered by loopspec from spec/transports/half-close.yaml; do not edit, change the source and run `loopspec render`.
"""transports: half close."""


def test_write_eof_sends_all_first(scenario):
    """The call of write_eof ends the stream only after all that was written, however slowly the peer reads."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        connection[0].write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        scenario.check('connection[1].lost', connection[1].lost, 0)

    scenario.run(main)
    scenario.expect([])


def test_can_write_eof(scenario):
    """A transport of a TCP connection can end its stream."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        scenario.check_is('connection[0].can_write_eof()', connection[0].can_write_eof(), True)
        connection[0].write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')

    scenario.run(main)
    scenario.expect([])


def test_write_eof_twice(scenario):
    """A second write_eof, and one after the close, do nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(b'data')
        connection[0].write_eof()
        connection[0].write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'data')
        connection[0].close()
        connection[0].write_eof()
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_end_closes_by_default__answer(scenario):
    """A transport closes itself when its peer has ended the stream and eof_received gives a false value."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Client', 'end')
                return ''

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.shutdown_writing()
        await outside.within(connection[1].closed())
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'end'),
            ('Client', 'lost None'),
        ]
    )


def test_end_closes_by_default__answer_0(scenario):
    """A transport closes itself when its peer has ended the stream and eof_received gives a false value."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Client', 'end')
                return 0

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.shutdown_writing()
        await outside.within(connection[1].closed())
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'end'),
            ('Client', 'lost None'),
        ]
    )


def test_end_closes_by_default__answer_none(scenario):
    """A transport closes itself when its peer has ended the stream and eof_received gives a false value."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Client', 'end')
                return None

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.shutdown_writing()
        await outside.within(connection[1].closed())
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'end'),
            ('Client', 'lost None'),
        ]
    )


def test_end_is_followed_by_what_is_pending(scenario):
    """A transport that closes itself at the end of its peer's stream first sends what is pending."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Client', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        peer.shutdown_writing()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'end'),
            ('Client', 'lost None'),
        ]
    )


def test_written_within_eof_received(scenario):
    """An answer that eof_received writes reaches the peer before the connection ends."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(300000)

        class Served(outside.protocol_class('Served', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                transport = this.transport
                transport.write(sent)

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.shutdown_writing()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        scenario.check('within(Served.instances[0].closed())', await outside.within(Served.instances[0].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_true_keeps_the_connection_open(scenario):
    """A transport whose eof_received gives a true value stays open and still sends."""
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
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.shutdown_writing()
        await scenario.pause()
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), False)
        connection[0].write(b'still here')
        scenario.check('peer.receive(10)', await peer.receive(10), b'still here')
        log('main', 'close')
        connection[0].close()
        await outside.within(connection[1].closed())
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'end'),
            ('main', 'close'),
            ('Client', 'lost None'),
        ]
    )


def test_much_is_sent_after_the_end(scenario):
    """A connection whose peer has ended its stream still carries any amount of data the other way."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                return True

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        peer.shutdown_writing()
        await scenario.wait_until('connection[1].eof', lambda: connection[1].eof)
        connection[0].write(sent)
        connection[0].write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        connection[0].close()
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_end_after_the_own_end(scenario):
    """When both sides have ended their streams the connection is lost with None."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Client', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(b'question')
        connection[0].write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'question')
        peer.send(b'answer')
        peer.shutdown_writing()
        await outside.within(connection[1].closed())
        scenario.check('connection[1].data', connection[1].data, b'answer')
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'end'),
            ('Client', 'lost None'),
        ]
    )


def test_all_data_comes_before_the_end(scenario):
    """All data that a peer sent before it closed is delivered before eof_received and connection_lost."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(300000)

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                scenario.check_is('this.eof', this.eof, False)

            def eof_received(this):
                super().eof_received()
                log('Served', f'end after {len(this.data)}')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc}')

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        await peer.send_all(sent)
        peer.close()
        await outside.within(Served.instances[0].closed())
        scenario.check_is('Served.instances[0].data == sent', Served.instances[0].data == sent, True)

    scenario.run(main)
    scenario.expect(
        [
            ('Served', 'end after 300000'),
            ('Served', 'lost None'),
        ]
    )


def test_end_comes_once(scenario):
    """The end of the stream is reported once, also when the protocol keeps the connection open."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Client', 'end')
                return True

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.shutdown_writing()
        await scenario.wait_until('connection[1].eof', lambda: connection[1].eof)
        await scenario.pause()
        connection[0].write(b'still here')
        await peer.receive(10)
        connection[0].close()
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([('Client', 'end')])


def test_end_and_resumed_reading(scenario):
    """The number of reports of the end of the stream to a protocol that keeps the connection open, then pauses and resumes reading, is recorded."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        ends = []

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                ends.append('end')
                return True

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.shutdown_writing()
        await scenario.wait_until('connection[1].eof', lambda: connection[1].eof)
        connection[0].pause_reading()
        connection[0].resume_reading()
        await scenario.pause()
        scenario.observe('len(ends)', len(ends))
        connection[0].write(b'still here')
        scenario.check('peer.receive(10)', await peer.receive(10), b'still here')
        connection[0].close()
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_write_eof_twice_with_the_end_between(scenario):
    """A second write_eof of a transport that its protocol keeps open does nothing, also when the peer has ended as well."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        ended = aio.Event()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                ended.set()
                return True

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')
        peer.close()
        await outside.within(ended.wait())
        connection[0].write_eof()
        connection[0].close()
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_write_eof_and_a_write_after_close(scenario):
    """A write behind a write_eof of a transport that was closed before raises nothing, nor does a write_eof after the end, and nothing is sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].close()
        connection[0].write_eof()
        connection[0].write(b'late')
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)
        await aio.sleep(0)
        connection[0].write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')

    scenario.run(main)
    scenario.expect([])
