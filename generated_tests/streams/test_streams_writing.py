# Rendered by loopspec from spec/streams/writing.yaml; do not edit, change the source and run `loopspec render`.
"""streams: writing."""


def test_all_arrives_in_order(scenario):
    """Data written in parts with drain between them arrives complete and in order at a slow peer."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        async def writes_steps():
            for n in range(10):
                streams[1].write(sent[n * 100000:(n + 1) * 100000])
                await streams[1].drain()

        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        writes = aio.create_task(writes_steps())
        await scenario.pause()
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(writes)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_any_kind_of_bytes_is_written__kind_bytearray(scenario):
    """A writer sends what it is given as bytearray."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams[1].write(bytearray(b'abc'))
        scenario.check('peer.receive(3)', await peer.receive(3), b'abc')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_any_kind_of_bytes_is_written__kind_bytes(scenario):
    """A writer sends what it is given as bytes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams[1].write(bytes(b'abc'))
        scenario.check('peer.receive(3)', await peer.receive(3), b'abc')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_any_kind_of_bytes_is_written__kind_memoryview(scenario):
    """A writer sends what it is given as memoryview."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams[1].write(memoryview(b'abc'))
        scenario.check('peer.receive(3)', await peer.receive(3), b'abc')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_writelines_takes_an_iterable(scenario):
    """Bytes of an iterator that writelines is given arrive in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams[1].writelines(iter([b'a', bytearray(b'b'), memoryview(b'c')]))
        scenario.check('peer.receive(3)', await peer.receive(3), b'abc')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_writelines_under_pressure(scenario):
    """More than the system takes at once arrives complete from writelines."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        streams[1].writelines([sent[:10], sent[10:90000], sent[90000:]])
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(streams[1].drain())
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_writelines_that_ends_with_nothing(scenario):
    """After writelines whose last part is empty, close and wait_closed end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams[1].writelines([b'x', b''])
        streams[1].close()
        await outside.within(streams[1].wait_closed())
        scenario.check('peer.receive(1)', await peer.receive(1), b'x')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_drain_waits_for_a_slow_peer(scenario):
    """A full buffer makes drain wait until the peer has taken enough."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        streams[1].write(sent)
        draining = scenario.begin(streams[1].drain())
        await scenario.pause()
        scenario.check_is('draining.done()', draining.done(), False)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(draining)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_drain_of_several_tasks(scenario):
    """Each of several tasks that wait in drain goes on when the peer has taken enough."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        streams[1].write(sent)
        first = scenario.begin(streams[1].drain())
        second = scenario.begin(streams[1].drain())
        await scenario.pause()
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        scenario.check('within(gather(first, second))', await outside.within(aio.gather(first, second)), [None, None])
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_cancelled_drain_leaves_the_others(scenario):
    """A task cancelled in drain leaves another one waiting there, which goes on when the peer has taken enough."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        streams[1].write(sent)
        first = scenario.begin(streams[1].drain())
        second = scenario.begin(streams[1].drain())
        await scenario.settle()
        first.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(first)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(second)
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_drain_without_need_is_immediate(scenario):
    """With nothing to wait for drain returns without letting another task run."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        async def other_steps():
            log('other', 'runs')

        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams[1].write(b'abc')
        other = aio.create_task(other_steps())
        await streams[1].drain()
        log('main', 'drained')
        await other
        streams[1].close()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'drained'),
            ('other', 'runs'),
        ]
    )


def test_drain_after_a_reset(scenario):
    """After the peer has reset the connection drain raises the error of it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.reset()
        reading = scenario.begin(streams[0].read())
        await outside.within(aio.wait([reading]))
        streams[1].write(b'abc')
        with scenario.raises('main', ConnectionError):
            await outside.within(streams[1].drain())
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionError')])


def test_drain_while_the_peer_resets(scenario):
    """A task that waits in drain gets an error of the connection when the peer resets it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        streams[1].write(sent)
        draining = scenario.begin(streams[1].drain())
        await scenario.pause()
        peer.reset()
        with scenario.raises('main', ConnectionError):
            await outside.within(draining)
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionError')])


def test_drain_loop_notices_the_loss(scenario):
    """Writing and draining in turns ends with an error of the connection once the peer has gone."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        part = b'x' * 1000

        async def produces_steps():
            for n in range(100000):
                streams[1].write(part)
                await streams[1].drain()

        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.reset()
        produces = aio.create_task(produces_steps())
        with scenario.raises('main', ConnectionError):
            await outside.within(produces)
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionError')])


def test_drain_while_aborted(scenario):
    """A task that waits in drain goes on when the transport is aborted."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        streams[1].write(sent)
        draining = scenario.begin(streams[1].drain())
        await scenario.pause()
        streams[1].transport.abort()
        await outside.within(aio.wait([draining]))
        scenario.check_is('draining.done()', draining.done(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_write_eof_ends_one_direction__size_1_000_000(scenario):
    """After write_eof the peer has all data and then the end, and its answer is read."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        streams[1].write(sent)
        streams[1].write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        peer.send(b'answer')
        peer.close()
        scenario.check('within(streams[0].read())', await outside.within(streams[0].read()), b'answer')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_write_eof_ends_one_direction__size_3(scenario):
    """After write_eof the peer has all data and then the end, and its answer is read."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(3)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        streams[1].write(sent)
        streams[1].write_eof()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        peer.send(b'answer')
        peer.close()
        scenario.check('within(streams[0].read())', await outside.within(streams[0].read()), b'answer')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_can_write_eof_over_tcp(scenario):
    """A connection without TLS can be closed in one direction."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check('streams[1].can_write_eof()', streams[1].can_write_eof(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_writes_after_the_end_of_the_peer(scenario):
    """After the end of what a peer sends, data can still be written to it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'question')
        peer.shutdown_writing()
        scenario.check('within(streams[0].read())', await outside.within(streams[0].read()), b'question')
        await scenario.pause()
        scenario.check_is('streams[1].is_closing()', streams[1].is_closing(), False)
        streams[1].write(b'answer')
        await outside.within(streams[1].drain())
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_close_sends_what_is_left(scenario):
    """A closed stream sends what was written, and wait_closed returns then."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        streams[1].write(sent)
        streams[1].close()
        closing = scenario.begin(streams[1].wait_closed())
        await scenario.pause()
        scenario.check_is('closing.done()', closing.done(), False)
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        await outside.within(closing)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_wait_closed_before_close(scenario):
    """A task that waits in wait_closed goes on when another one closes the stream."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        first = scenario.begin(streams[1].wait_closed())
        second = scenario.begin(streams[1].wait_closed())
        await scenario.pause()
        scenario.check_is('first.done() or second.done()', first.done() or second.done(), False)
        streams[1].close()
        scenario.check('within(gather(first, second))', await outside.within(aio.gather(first, second)), [None, None])
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_wait_closed_of_a_closed_one(scenario):
    """A stream that is closed is waited for without waiting, also a second time."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams[1].close()
        await outside.within(streams[1].wait_closed())
        await streams[1].wait_closed()
        log('main', 'closed')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'closed')])


def test_wait_closed_after_a_reset(scenario):
    """The error of a connection that the peer has reset comes out of wait_closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.reset()
        reading = scenario.begin(streams[0].read())
        await outside.within(aio.wait([reading]))
        streams[1].close()
        with scenario.raises('main', ConnectionResetError):
            await outside.within(streams[1].wait_closed())
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionResetError')])


def test_is_closing_from_close_on(scenario):
    """A stream is closing from close on, and after it is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check('streams[1].is_closing()', streams[1].is_closing(), False)
        streams[1].close()
        scenario.check('streams[1].is_closing()', streams[1].is_closing(), True)
        await outside.within(streams[1].wait_closed())
        scenario.check('streams[1].is_closing()', streams[1].is_closing(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_is_closing_after_a_reset(scenario):
    """A stream whose peer has reset the connection is closing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.reset()
        reading = scenario.begin(streams[0].read())
        await outside.within(aio.wait([reading]))
        scenario.check('streams[1].is_closing()', streams[1].is_closing(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_extra_info_tells_the_addresses(scenario):
    """A writer has its own address and that of its peer as extra information."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check("streams[1].get_extra_info('peername')", streams[1].get_extra_info('peername'), peer.address)
        scenario.check_is("streams[1].get_extra_info('sockname') == address_of(streams[1])", streams[1].get_extra_info('sockname') == outside.address_of(streams[1]), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_extra_info_that_is_not_there(scenario):
    """For information that a transport does not have the given default is returned, or None."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check("streams[1].get_extra_info('no such thing')", streams[1].get_extra_info('no such thing'), None)
        scenario.check("streams[1].get_extra_info('no such thing', 5)", streams[1].get_extra_info('no such thing', 5), 5)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_transport_is_the_one_underneath(scenario):
    """The transport of a writer is the one that carries its data."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams[1].transport.write(b'abc')
        scenario.check('peer.receive(3)', await peer.receive(3), b'abc')
        scenario.check("streams[1].transport.get_extra_info('peername')", streams[1].transport.get_extra_info('peername'), peer.address)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_error_of_the_reader_at_drain(scenario):
    """The method drain raises the exception that the reader was given."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await aio.open_connection('127.0.0.1', outside.port_of(listener))
        streams[0].set_exception(tools.Boom())
        with scenario.raises('main', tools.Boom):
            await streams[1].drain()
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])
