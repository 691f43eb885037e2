# Rendered by loopspec from spec/transports/closing.yaml; do not edit, change the source and run `loopspec render`.
"""transports: closing."""


def test_half_closed_goes_on_receiving(scenario):
    """A transport whose write end is closed receives what its peer still sends."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        Client.instances[0].transport.write(b'question')
        Client.instances[0].transport.write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'question')
        peer.send(b'answer')
        scenario.check('within(Client.instances[0].received(6))', await outside.within(Client.instances[0].received(6)), b'answer')
        peer.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_connection_lost_is_called_once(scenario):
    """After a transport that has data to send is closed, the protocol's connection_lost is called once, with None."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        Client.instances[0].transport.close()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        await outside.within(Client.instances[0].closed())
        peer.close()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_reset_by_the_peer_is_an_exception(scenario):
    """A connection that its peer resets is lost with an exception, without eof_received."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Client', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {tools.class_name(exc)}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        peer.reset()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([('Client', 'lost ConnectionResetError')])


def test_close_waits_until_all_is_sent(scenario):
    """After a close with data pending connection_lost is not called before all of it was sent, and then with None."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                transport = this.transport
                log('Client', f'lost {exc}, {transport.get_write_buffer_size()} left')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        connection[0].close()
        await scenario.pause()
        log('main', 'the peer reads')
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'the peer reads'),
            ('Client', 'lost None, 0 left'),
        ]
    )


def test_nothing_is_received_after_close(scenario):
    """Data that arrived and was not delivered before the close is not delivered after it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.send(b'in vain')
        connection[0].close()
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)
        scenario.check('connection[1].data', connection[1].data, b'')

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_received_while_the_rest_is_sent(scenario):
    """While a closed transport still sends what is pending it delivers no data."""
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
        connection[0].close()
        peer.send(b'in vain')
        await scenario.pause()
        scenario.check('connection[1].data', connection[1].data, b'')
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(connection[1].closed())
        scenario.check('connection[1].data', connection[1].data, b'')

    scenario.run(main)
    scenario.expect([])


def test_closed_from_within_data_received__end_abort(scenario):
    """Nothing more is delivered once data_received has closed or aborted the transport."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        sent = outside.pattern(20000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                log('Client', 'received')
                transport.abort()

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].pause_reading()
        peer.send(sent)
        connection[0].resume_reading()
        sending = scenario.begin(peer.send_all(sent))
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)
        await aio.gather(sending, return_exceptions=True)

    scenario.run(main)
    scenario.expect([('Client', 'received')])


def test_closed_from_within_data_received__end_close(scenario):
    """Nothing more is delivered once data_received has closed or aborted the transport."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        sent = outside.pattern(20000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                log('Client', 'received')
                transport.close()

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].pause_reading()
        peer.send(sent)
        connection[0].resume_reading()
        sending = scenario.begin(peer.send_all(sent))
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)
        await aio.gather(sending, return_exceptions=True)

    scenario.run(main)
    scenario.expect([('Client', 'received')])


def test_lost_once_however_often_it_is_closed__ends_abort_connection__0_abort(scenario):
    """However often a transport is closed and aborted, connection_lost is called once."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        (connection[0].abort(), connection[0].abort())
        await outside.within(connection[1].closed())
        (connection[0].abort(), connection[0].abort())
        await scenario.pause()
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_lost_once_however_often_it_is_closed__ends_abort_connection__0_close(scenario):
    """However often a transport is closed and aborted, connection_lost is called once."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        (connection[0].abort(), connection[0].close())
        await outside.within(connection[1].closed())
        (connection[0].abort(), connection[0].close())
        await scenario.pause()
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_lost_once_however_often_it_is_closed__ends_close_connection__0_abort(scenario):
    """However often a transport is closed and aborted, connection_lost is called once."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        (connection[0].close(), connection[0].abort())
        await outside.within(connection[1].closed())
        (connection[0].close(), connection[0].abort())
        await scenario.pause()
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_lost_once_however_often_it_is_closed__ends_close_connection__0_close(scenario):
    """However often a transport is closed and aborted, connection_lost is called once."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        (connection[0].close(), connection[0].close())
        await outside.within(connection[1].closed())
        (connection[0].close(), connection[0].close())
        await scenario.pause()
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_connection_lost_is_not_called_within_close__end_abort(scenario):
    """Neither close nor abort calls connection_lost itself; the loop does so afterwards."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].abort()
        log('main', 'returned')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'returned'),
            ('Client', 'lost'),
        ]
    )


def test_connection_lost_is_not_called_within_close__end_close(scenario):
    """Neither close nor abort calls connection_lost itself; the loop does so afterwards."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].close()
        log('main', 'returned')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'returned'),
            ('Client', 'lost'),
        ]
    )


def test_closed_within_connection_made__end_abort(scenario):
    """A transport that connection_made closes or aborts ends with None, and create_connection still returns."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.abort()

            def data_received(this, data):
                super().data_received(data)
                log('Client', 'received')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        await outside.within(connection[1].closed())
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_closed_within_connection_made__end_close(scenario):
    """A transport that connection_made closes or aborts ends with None, and create_connection still returns."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.close()

            def data_received(this, data):
                super().data_received(data)
                log('Client', 'received')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        await outside.within(connection[1].closed())
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_abort_drops_what_is_pending(scenario):
    """An abort with data pending does not wait for the peer, ends with None, and the rest is not sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(4000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await scenario.pause()
        connection[0].abort()
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)
        try:
            received = await peer.receive_all()
            scenario.check_is('len(received) < len(sent)', len(received) < len(sent), True)
        except ConnectionError:
            pass

    scenario.run(main)
    scenario.expect([])


def test_abort_ends_a_slow_close(scenario):
    """An abort after a close that still sends ends the connection at once with None."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        connection[0].close()
        await scenario.pause()
        log('main', 'abort')
        connection[0].abort()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'abort'),
            ('Client', 'lost None'),
        ]
    )


def test_is_closing__end_abort(scenario):
    """A transport is closing from its close or abort on, and not before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), False)
        connection[0].abort()
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)
        await outside.within(connection[1].closed())
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)

    scenario.run(main)
    scenario.expect([])


def test_is_closing__end_close(scenario):
    """A transport is closing from its close or abort on, and not before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), False)
        connection[0].close()
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)
        await outside.within(connection[1].closed())
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)

    scenario.run(main)
    scenario.expect([])


def test_closing_after_the_peer_has_ended__end_close(scenario):
    """A transport whose peer has ended the connection is closing when connection_lost is called."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                transport = this.transport
                log('Client', f'closing: {transport.is_closing()}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('Client', 'closing: True')])


def test_closing_after_the_peer_has_ended__end_reset(scenario):
    """A transport whose peer has ended the connection is closing when connection_lost is called."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                transport = this.transport
                log('Client', f'closing: {transport.is_closing()}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        peer.reset()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('Client', 'closing: True')])


def test_the_descriptor_is_released__end_abort(scenario):
    """A transport that has ended gives its socket back, so that the peer sees the end of the stream."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(b'data')
        await peer.receive(4)
        connection[0].abort()
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([])


def test_the_descriptor_is_released__end_close(scenario):
    """A transport that has ended gives its socket back, so that the peer sees the end of the stream."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(b'data')
        await peer.receive(4)
        connection[0].close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([])


def test_loop_closed_with_connections_open__last_close(scenario):
    """A loop that has stopped is closed at once, whatever its connections still have to do."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    sent = outside.pattern(1000000)

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        Served.instances[0].transport.write(sent)
        Served.instances[0].transport.close()

    class Served(outside.protocol_class('Served', 'Protocol')):
        pass

    loop = scenario.open_loop()
    loop.run_until_complete(serve())
    loop.close()
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    log('program', 'closed')
    scenario.expect([('program', 'closed')])


def test_loop_closed_with_connections_open__last_get_extra_info_peername(scenario):
    """A loop that has stopped is closed at once, whatever its connections still have to do."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    sent = outside.pattern(1000000)

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        Served.instances[0].transport.write(sent)
        Served.instances[0].transport.get_extra_info('peername')

    class Served(outside.protocol_class('Served', 'Protocol')):
        pass

    loop = scenario.open_loop()
    loop.run_until_complete(serve())
    loop.close()
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    log('program', 'closed')
    scenario.expect([('program', 'closed')])


def test_loop_closed_with_connections_open__last_pause_reading(scenario):
    """A loop that has stopped is closed at once, whatever its connections still have to do."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    sent = outside.pattern(1000000)

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        Served.instances[0].transport.write(sent)
        Served.instances[0].transport.pause_reading()

    class Served(outside.protocol_class('Served', 'Protocol')):
        pass

    loop = scenario.open_loop()
    loop.run_until_complete(serve())
    loop.close()
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    log('program', 'closed')
    scenario.expect([('program', 'closed')])


def test_loop_closed_with_connections_open__last_write_sent(scenario):
    """A loop that has stopped is closed at once, whatever its connections still have to do."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    sent = outside.pattern(1000000)

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        Served.instances[0].transport.write(sent)
        Served.instances[0].transport.write(sent)

    class Served(outside.protocol_class('Served', 'Protocol')):
        pass

    loop = scenario.open_loop()
    loop.run_until_complete(serve())
    loop.close()
    scenario.check_is('loop.is_closed()', loop.is_closed(), True)
    log('program', 'closed')
    scenario.expect([('program', 'closed')])


def test_collected_without_a_close(scenario):
    """A transport that is collected with the closed loop that it was not closed before warns with ResourceWarning, and its peer sees the end."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    listener = outside.listening_socket()

    async def connect():
        await aio.get_running_loop().create_connection(aio.Protocol, '127.0.0.1', outside.port_of(listener))
        accepted_one = await outside.accepted(listener)
        return accepted_one

    loop = scenario.open_loop()
    other = scenario.open_loop()
    peer = loop.run_until_complete(connect())
    with tools.caught_warnings() as names:
        loop.close()
        tools.collect()
    scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, True)
    scenario.check('other.run_until_complete(peer.ended())', other.run_until_complete(peer.ended()), 'eof')
    scenario.expect([])


def test_closed_with_the_end_behind(scenario):
    """A transport that data_received closes, with the end of the peer right behind the data, is lost once, and nothing is called after that."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                log('Client', f'got {len(data)}')
                transport.close()

            def eof_received(this):
                super().eof_received()
                log('Client', f'end, lost {this.lost}')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        ends[1].send(b'hello')
        ends[1].shutdown_writing()
        connection = await aio.get_running_loop().create_connection(Client, sock=ends[0].socket)
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'got 5'),
            ('Client', 'lost'),
        ]
    )


def test_socket_that_is_shut_down(scenario):
    """A connection whose socket the program shuts down gets the end, and is lost with None."""
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
        connection[0].get_extra_info('socket').shutdown(2)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'end'),
            ('Client', 'lost None'),
        ]
    )


def test_collected_with_a_socket_of_the_program(scenario):
    """A transport over a socket of the program that is collected with its closed loop warns with ResourceWarning and closes the socket."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    ends = outside.socket_pair()

    async def connect():
        await aio.get_running_loop().create_connection(aio.Protocol, sock=ends[0].socket)

    loop = scenario.open_loop()
    loop.run_until_complete(connect())
    with tools.caught_warnings() as names:
        loop.close()
        tools.collect()
    scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, True)
    scenario.check('ends[0].socket.fileno()', ends[0].socket.fileno(), -1)
    scenario.expect([])


def test_collected_after_its_end__end_abort(scenario):
    """A transport that has ended after abort and is collected warns of nothing."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    listener = outside.listening_socket()

    async def connect():
        connection = await aio.get_running_loop().create_connection(aio.Protocol, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].abort()
        await peer.ended()
        await scenario.pause()

    loop = scenario.open_loop()
    with tools.caught_warnings() as names:
        loop.run_until_complete(connect())
        tools.collect()
        loop.close()
        tools.collect()
    scenario.check('names', names, [])
    scenario.expect([])


def test_collected_after_its_end__end_close(scenario):
    """A transport that has ended after close and is collected warns of nothing."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    listener = outside.listening_socket()

    async def connect():
        connection = await aio.get_running_loop().create_connection(aio.Protocol, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].close()
        await peer.ended()
        await scenario.pause()

    loop = scenario.open_loop()
    with tools.caught_warnings() as names:
        loop.run_until_complete(connect())
        tools.collect()
        loop.close()
        tools.collect()
    scenario.check('names', names, [])
    scenario.expect([])
