# Rendered by loopspec from spec/pipes/writing.yaml; do not edit, change the source and run `loopspec render`.
"""pipes: writing."""


def test_transport_and_protocol_are_given(scenario):
    """A pipe that is written gives its transport and the protocol, whose connection_made was called with that transport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        scenario.check_is('connection[1] is Writer.instances[0]', connection[1] is Writer.instances[0], True)
        scenario.check_is('connection[0] is Writer.instances[0].transport', connection[0] is Writer.instances[0].transport, True)
        connection[0].close()

    scenario.run(main)
    scenario.expect([])


def test_all_arrives_in_order(scenario):
    """More than a pipe holds arrives complete and in order."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        for n in range(10):
            connection[0].write(sent[n * 100000:(n + 1) * 100000])
        scenario.check('ends[0].receive(1_000_000)', await ends[0].receive(1000000), sent)
        connection[0].close()
        await outside.within(Writer.instances[0].closed())

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_writelines_arrives_in_order(scenario):
    """Data given to writelines arrives in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].writelines(iter([sent[:10], b'', sent[10:]]))
        scenario.check('ends[0].receive(1_000_000)', await ends[0].receive(1000000), sent)
        connection[0].close()

    scenario.run(main)
    scenario.expect([])


def test_buffer_is_told(scenario):
    """The size of the buffer is what a pipe did not take, and zero once all was taken."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        scenario.check('connection[0].get_write_buffer_size()', connection[0].get_write_buffer_size(), 0)
        connection[0].write(sent)
        await scenario.pause()
        scenario.check_is('0 < connection[0].get_write_buffer_size() < len(sent)', 0 < connection[0].get_write_buffer_size() < len(sent), True)
        scenario.check('ends[0].receive(1_000_000)', await ends[0].receive(1000000), sent)
        await scenario.wait_until('connection[0].get_write_buffer_size() == 0', lambda: connection[0].get_write_buffer_size() == 0)
        connection[0].close()

    scenario.run(main)
    scenario.expect([])


def test_protocol_is_paused_and_resumed(scenario):
    """A protocol is paused when its pipe is full and resumed when enough was read."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Writer', 'paused')

            def resume_writing(this):
                super().resume_writing()
                log('Writer', 'resumed')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(sent)
        await scenario.pause()
        scenario.check_is('Writer.instances[0].paused', Writer.instances[0].paused, True)
        resuming = scenario.begin(Writer.instances[0].resumed())
        scenario.check('ends[0].receive(1_000_000)', await ends[0].receive(1000000), sent)
        await outside.within(resuming)
        connection[0].close()

    scenario.run(main)
    scenario.expect(
        [
            ('Writer', 'paused'),
            ('Writer', 'resumed'),
        ]
    )


def test_writes_on_when_resumed(scenario):
    """A protocol that writes on in resume_writing loses nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def resume_writing(this):
                super().resume_writing()
                transport = this.transport
                transport.write(b'more')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(sent)
        await scenario.pause()
        scenario.check('ends[0].receive(1_000_004)', await ends[0].receive(1000004), sent + b'more')
        connection[0].close()

    scenario.run(main)
    scenario.expect([])


def test_limits_are_taken(scenario):
    """Limits that are set are returned, and pause a protocol as soon as the buffer exceeds them."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(100000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].set_write_buffer_limits(high=100000, low=1000)
        scenario.check('connection[0].get_write_buffer_limits()', connection[0].get_write_buffer_limits(), (1000, 100000))
        connection[0].write(sent)
        await scenario.pause()
        scenario.check_is('Writer.instances[0].paused', Writer.instances[0].paused, False)
        connection[0].set_write_buffer_limits(high=1000)
        connection[0].write(b'more')
        await scenario.pause()
        scenario.check_is('Writer.instances[0].paused', Writer.instances[0].paused, True)
        scenario.check('ends[0].receive(100_004)', await ends[0].receive(100004), sent + b'more')
        await outside.within(Writer.instances[0].resumed())
        connection[0].close()

    scenario.run(main)
    scenario.expect([])


def test_close_sends_what_is_left(scenario):
    """A pipe that is closed with data to send delivers it, then its end, and is lost with None."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(sent)
        connection[0].close()
        scenario.check('connection[0].is_closing()', connection[0].is_closing(), True)
        await scenario.pause()
        scenario.check('Writer.instances[0].lost', Writer.instances[0].lost, 0)
        scenario.check('ends[0].receive_all()', await ends[0].receive_all(), sent)
        await outside.within(Writer.instances[0].closed())

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_closed_twice_is_lost_once(scenario):
    """A pipe that is closed twice is lost once, with None."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(b'abc')
        connection[0].close()
        connection[0].close()
        await outside.within(Writer.instances[0].closed())
        connection[0].close()
        scenario.check('ends[0].receive_all()', await ends[0].receive_all(), b'abc')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_write_eof_ends_the_pipe(scenario):
    """After write_eof the reader has all data, then the end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        scenario.check('connection[0].can_write_eof()', connection[0].can_write_eof(), True)
        connection[0].write(sent)
        connection[0].write_eof()
        scenario.check('ends[0].receive_all()', await ends[0].receive_all(), sent)
        await outside.within(Writer.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_abort_drops_what_is_left(scenario):
    """A pipe that is aborted with data to send drops it and is lost once, with None."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(sent)
        await scenario.pause()
        connection[0].abort()
        await outside.within(Writer.instances[0].closed())
        received = await ends[0].receive_all()
        scenario.check_is('len(received) < len(sent)', len(received) < len(sent), True)
        scenario.check('received', received, sent[:len(received)])
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_abort_after_close(scenario):
    """A pipe that is aborted while it sends its last data is lost once, with None."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(sent)
        connection[0].close()
        await scenario.pause()
        connection[0].abort()
        await outside.within(Writer.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_reader_that_goes_is_noticed(scenario):
    """A pipe is lost when its reader closes, although nothing is written."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        ends[0].close()
        await outside.within(Writer.instances[0].closed())

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_reader_that_goes_with_data_pending(scenario):
    """A pipe with data to send is lost with BrokenPipeError when its reader closes."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(sent)
        await scenario.pause()
        ends[0].close()
        await outside.within(Writer.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Writer', 'lost BrokenPipeError')])


def test_write_into_a_pipe_without_a_reader(scenario):
    """Data written after the reader has closed raises nothing; the pipe is lost once."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        ends[0].close()
        connection[0].write(b'abc')
        connection[0].write(b'def')
        await outside.within(Writer.instances[0].closed())
        connection[0].write(b'ghi')
        await scenario.pause()
        scenario.check('Writer.instances[0].lost', Writer.instances[0].lost, 1)

    scenario.run(main)
    scenario.expect([])


def test_reader_that_goes_wakes_an_idle_loop(scenario):
    """A loop that is idle is woken when the reader of its pipe closes."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)

        def thread_steps():
            ends[0].close()

        scenario.while_idle(thread_steps)
        await Writer.instances[0].closed()

    scenario.run(main)
    scenario.expect([('Writer', 'lost NoneType')])


def test_write_after_close_is_dropped(scenario):
    """Data written after the close of a pipe is dropped and raises nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(b'abc')
        connection[0].close()
        connection[0].write(b'def')
        scenario.check('ends[0].receive_all()', await ends[0].receive_all(), b'abc')

    scenario.run(main)
    scenario.expect([])


def test_pipe_is_told(scenario):
    """The pipe that is written is the extra information `pipe`."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        scenario.check_is("connection[0].get_extra_info('pipe') is ends[1].file", connection[0].get_extra_info('pipe') is ends[1].file, True)
        connection[0].close()

    scenario.run(main)
    scenario.expect([])


def test_stream_writer_over_a_pipe(scenario):
    """A StreamWriter over a pipe waits in drain until the reader has taken enough."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        reader = aio.StreamReader()
        sent = outside.pattern(1000000)
        connection = await aio.get_running_loop().connect_write_pipe(tools.partial(aio.StreamReaderProtocol, reader), ends[1].file)
        writer = aio.StreamWriter(connection[0], connection[1], None, aio.get_running_loop())
        writer.write(sent)
        draining = scenario.begin(writer.drain())
        await scenario.pause()
        scenario.check_is('draining.done()', draining.done(), False)
        scenario.check('ends[0].receive(1_000_000)', await ends[0].receive(1000000), sent)
        await outside.within(draining)
        writer.close()
        await outside.within(writer.wait_closed())

    scenario.run(main)
    scenario.expect([])


def test_full_pipe_takes_it_later(scenario):
    """Data written to a pipe that was full before it was connected arrives behind what was there, whole."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(100000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        with scenario.raises('main', BlockingIOError):
            ends[1].send(sent)
        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].write(b'behind')
        connection[0].close()
        got = await ends[0].receive_all()
        scenario.check('(got[-6:], sent.startswith(got[:-6]))', (got[-6:], sent.startswith(got[:-6])), (b'behind', True))
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises BlockingIOError')])


def test_protocol_is_exchanged(scenario):
    """After set_protocol the loss of a pipe that is written calls connection_lost of the new protocol."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'{this.label} lost')

        connection = await aio.get_running_loop().connect_write_pipe(tools.partial(Writer, 'first'), ends[1].file)
        second = Writer('second')
        scenario.check_is('connection[0].get_protocol() is connection[1]', connection[0].get_protocol() is connection[1], True)
        connection[0].set_protocol(second)
        scenario.check_is('connection[0].get_protocol() is second', connection[0].get_protocol() is second, True)
        connection[0].close()
        await outside.within(second.closed())

    scenario.run(main)
    scenario.expect([('Writer', 'second lost')])


def test_socket_is_written_as_a_pipe(scenario):
    """A connected socket is written as a pipe, and is lost when its peer resets it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', 'lost')

        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        connection = await aio.get_running_loop().connect_write_pipe(Writer, own.socket)
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        peer.reset()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('Writer', 'lost')])


def test_error_of_a_write_is_not_reported(scenario):
    """A write into a pipe whose reader has just closed ends it with BrokenPipeError, of which the loop reports nothing."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        def handler(loop, context):
            log('handler', 'reported')

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        ends[0].close()
        connection[0].write(b'hello')
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('Writer', 'lost BrokenPipeError')])


def test_two_writers_of_one_socket(scenario):
    """Two transports that write much to one socket, which blocked before, both deliver all, although each fills it for the other."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()

        def handler(loop, context):
            log('handler', 'reported')

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        ends[0].socket.setblocking(True)
        same = ends[0].socket.dup()
        first = await aio.get_running_loop().connect_write_pipe(Writer, ends[0].socket)
        second = await aio.get_running_loop().connect_write_pipe(Writer, same)
        for number in range(10):
            first[0].write(b'1' * 100000)
            second[0].write(b'2' * 100000)
        got = await ends[1].receive(2000000)
        scenario.check("(got.count(b'1'), got.count(b'2'))", (got.count(b'1'), got.count(b'2')), (1000 * 1000, 1000 * 1000))
        first[0].close()
        second[0].close()
        await outside.within(aio.gather(first[1].closed(), second[1].closed()))

    scenario.run(main)
    scenario.expect(
        [
            ('Writer', 'lost None'),
            ('Writer', 'lost None'),
        ]
    )


def test_nothing_is_written_after_a_reset(scenario):
    """A socket that is written as a pipe and was reset is lost with None, although no bytes are written to it in between."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {exc}')

        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        connection = await aio.get_running_loop().connect_write_pipe(Writer, own.socket)
        peer.reset()
        connection[0].write(b'')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('Writer', 'lost None')])


def test_half_closed_socket_with_data_to_send(scenario):
    """A connected socket that is written as a pipe is lost with BrokenPipeError when its peer ends its own data while there is data to send."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[0].socket)
        connection[0].write(sent)
        ends[1].shutdown_writing()
        await outside.within(connection[1].closed())
        scenario.check('connection[0].get_write_buffer_size()', connection[0].get_write_buffer_size(), 0)

    scenario.run(main)
    scenario.expect([('Writer', 'lost BrokenPipeError')])


def test_write_without_a_reader(scenario):
    """A write that finds the reader of its pipe gone closes the transport at once, and connection_lost gets BrokenPipeError."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Writer', f'lost {tools.class_name(exc)}')

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        ends[0].close()
        connection[0].write(b'in vain')
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('Writer', 'lost BrokenPipeError')])


def test_writes_after_the_close_are_logged(scenario):
    """Data written again and again to a pipe that was closed is logged as a warning, and data written three times is not, nor is no data."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        connection[0].close()
        async with tools.caught_logs() as few:
            for number in range(20):
                connection[0].write(b'')
            for number in range(3):
                connection[0].write(b'late')
        scenario.check('few', few, [])
        async with tools.caught_logs() as many:
            for number in range(20):
                connection[0].write(b'late')
        scenario.check_is("'asyncio WARNING' in many", 'asyncio WARNING' in many, True)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])
