# Rendered by loopspec from spec/pipes/reading.yaml; do not edit, change the source and run `loopspec render`.
"""pipes: reading."""


def test_pipe_is_read_to_its_end(scenario):
    """A protocol receives what is written into its pipe, then the end."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(300000)

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        await ends[1].send_all(sent)
        ends[1].close()
        await outside.within(Reader.instances[0].closed())
        scenario.check('Reader.instances[0].data', Reader.instances[0].data, sent)

    scenario.run(main)
    scenario.expect(
        [
            ('Reader', 'eof'),
            ('Reader', 'lost None'),
        ]
    )


def test_transport_and_protocol_are_given(scenario):
    """A pipe that is read gives its transport and the protocol, whose connection_made was called with that transport."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        scenario.check_is('connection[1] is Reader.instances[0]', connection[1] is Reader.instances[0], True)
        scenario.check_is('connection[0] is Reader.instances[0].transport', connection[0] is Reader.instances[0].transport, True)
        connection[0].close()

    scenario.run(main)
    scenario.expect([])


def test_idle_loop_is_woken(scenario):
    """Data that comes while the loop is idle wakes it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)

        def thread_steps():
            ends[1].send(b'abc')

        scenario.while_idle(thread_steps)
        scenario.check('Reader.instances[0].received(3)', await Reader.instances[0].received(3), b'abc')
        connection[0].close()

    scenario.run(main)
    scenario.expect([])


def test_end_wakes_an_idle_loop(scenario):
    """An end that comes while the loop is idle wakes it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)

        def thread_steps():
            ends[1].close()

        scenario.while_idle(thread_steps)
        await Reader.instances[0].closed()

    scenario.run(main)
    scenario.expect(
        [
            ('Reader', 'eof'),
            ('Reader', 'lost None'),
        ]
    )


def test_end_of_an_empty_pipe(scenario):
    """A pipe into which nothing was written has an end, too."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        ends[1].close()
        await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        await outside.within(Reader.instances[0].closed())
        scenario.check('Reader.instances[0].data', Reader.instances[0].data, b'')

    scenario.run(main)
    scenario.expect(
        [
            ('Reader', 'eof'),
            ('Reader', 'lost None'),
        ]
    )


def test_paused_pipe_gives_nothing(scenario):
    """No data of a paused pipe is given until it is resumed."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        connection[0].pause_reading()
        ends[1].send(b'abc')
        await scenario.pause()
        scenario.check('Reader.instances[0].data', Reader.instances[0].data, b'')
        connection[0].resume_reading()
        scenario.check('within(Reader.instances[0].received(3))', await outside.within(Reader.instances[0].received(3)), b'abc')
        ends[1].close()
        await outside.within(Reader.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Reader', 'eof'),
            ('Reader', 'lost None'),
        ]
    )


def test_paused_from_data_received(scenario):
    """A protocol that pauses its pipe at its first data is given the rest and the end after it has resumed."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        sent = outside.pattern(60000)

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.pause_reading()

            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        ends[1].send(b'a')
        await outside.within(Reader.instances[0].received(1))
        ends[1].send(sent)
        ends[1].close()
        await scenario.pause()
        scenario.check('Reader.instances[0].data', Reader.instances[0].data, b'a')
        await scenario.wait_until('connection[0].resume_reading() or len(Reader.instances[0].data) == 60_001', lambda: connection[0].resume_reading() or len(Reader.instances[0].data) == 60001)
        scenario.check('Reader.instances[0].data', Reader.instances[0].data, b'a' + sent)
        connection[0].resume_reading()
        await outside.within(Reader.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Reader', 'eof'),
            ('Reader', 'lost None'),
        ]
    )


def test_paused_in_connection_made(scenario):
    """A protocol that pauses its pipe in connection_made is given nothing until it resumes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        ends[1].send(b'abc')
        await scenario.pause()
        scenario.check('Reader.instances[0].data', Reader.instances[0].data, b'')
        connection[0].resume_reading()
        scenario.check('within(Reader.instances[0].received(3))', await outside.within(Reader.instances[0].received(3)), b'abc')
        connection[0].close()

    scenario.run(main)
    scenario.expect([])


def test_pausing_twice_does_nothing(scenario):
    """To pause a paused pipe and to resume a reading one does nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        connection[0].resume_reading()
        connection[0].pause_reading()
        connection[0].pause_reading()
        connection[0].resume_reading()
        connection[0].resume_reading()
        ends[1].send(b'abc')
        scenario.check('within(Reader.instances[0].received(3))', await outside.within(Reader.instances[0].received(3)), b'abc')
        connection[0].close()
        connection[0].pause_reading()

    scenario.run(main)
    scenario.expect([])


def test_is_reading_tells_it(scenario):
    """A pipe that is paused or closed is not reading."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        scenario.check('connection[0].is_reading()', connection[0].is_reading(), True)
        connection[0].pause_reading()
        scenario.check('connection[0].is_reading()', connection[0].is_reading(), False)
        connection[0].resume_reading()
        scenario.check('connection[0].is_reading()', connection[0].is_reading(), True)
        connection[0].close()
        scenario.check('connection[0].is_reading()', connection[0].is_reading(), False)

    scenario.run(main)
    scenario.expect([])


def test_closed_pipe_is_lost_once(scenario):
    """A pipe that is closed is lost once, with None, and without eof_received."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        scenario.check('connection[0].is_closing()', connection[0].is_closing(), False)
        connection[0].close()
        connection[0].close()
        scenario.check('connection[0].is_closing()', connection[0].is_closing(), True)
        await outside.within(Reader.instances[0].closed())
        ends[1].close()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Reader', 'lost None')])


def test_closed_pipe_gives_no_more(scenario):
    """No data is given after a pipe was closed."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        ends[1].send(b'abc')
        connection[0].close()
        await outside.within(Reader.instances[0].closed())
        await scenario.pause()
        scenario.check('Reader.instances[0].data', Reader.instances[0].data, b'')

    scenario.run(main)
    scenario.expect([('Reader', 'lost None')])


def test_closed_from_data_received(scenario):
    """A pipe that its protocol closes at its first data is lost once and gives nothing more."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.close()

            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        ends[1].send(b'a')
        await outside.within(Reader.instances[0].closed())
        await scenario.pause()
        scenario.check('Reader.instances[0].data', Reader.instances[0].data, b'a')

    scenario.run(main)
    scenario.expect([('Reader', 'lost None')])


def test_close_lets_go_of_the_pipe(scenario):
    """After a pipe that is read was closed its writer gets BrokenPipeError."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        connection[0].close()
        await outside.within(Reader.instances[0].closed())
        with scenario.raises('main', BrokenPipeError):
            ends[1].send(b'abc')

    scenario.run(main)
    scenario.expect(
        [
            ('Reader', 'lost None'),
            ('main', 'raises BrokenPipeError'),
        ]
    )


def test_pipe_is_told(scenario):
    """The pipe that is read is the extra information `pipe`."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        scenario.check_is("connection[0].get_extra_info('pipe') is ends[0].file", connection[0].get_extra_info('pipe') is ends[0].file, True)
        connection[0].close()

    scenario.run(main)
    scenario.expect([])


def test_regular_file_is_refused__method_connect_read_pipe(scenario):
    """A regular file is refused with ValueError by connect_read_pipe."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        file = outside.file_with(b'abc')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().connect_read_pipe(Client, file)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_regular_file_is_refused__method_connect_write_pipe(scenario):
    """A regular file is refused with ValueError by connect_write_pipe."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        file = outside.file_with(b'abc')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().connect_write_pipe(Client, file)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_socket_is_read_as_a_pipe(scenario):
    """A connected socket is read as a pipe."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        pair = outside.socket_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        await aio.get_running_loop().connect_read_pipe(Reader, pair[0].socket)
        pair[1].send(b'abc')
        scenario.check('within(Reader.instances[0].received(3))', await outside.within(Reader.instances[0].received(3)), b'abc')
        pair[1].close()
        await outside.within(Reader.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Reader', 'eof'),
            ('Reader', 'lost None'),
        ]
    )


def test_stream_reader_over_a_pipe(scenario):
    """A StreamReader is fed by a pipe up to its end."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        reader = aio.StreamReader()
        sent = outside.pattern(300000)
        connection = await aio.get_running_loop().connect_read_pipe(tools.partial(aio.StreamReaderProtocol, reader), ends[0].file)
        reading = scenario.begin(reader.read())
        await ends[1].send_all(sent)
        ends[1].close()
        scenario.check('within(reading)', await outside.within(reading), sent)

    scenario.run(main)
    scenario.expect([])


def test_protocol_is_exchanged(scenario):
    """After set_protocol the data of a pipe goes to the new protocol."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        second = Reader('second')
        ends[1].send(b'first')
        scenario.check('within(Reader.instances[0].received(5))', await outside.within(Reader.instances[0].received(5)), b'first')
        connection[0].set_protocol(second)
        scenario.check_is('connection[0].get_protocol() is second', connection[0].get_protocol() is second, True)
        ends[1].send(b'next')
        scenario.check('within(second.received(4))', await outside.within(second.received(4)), b'next')
        ends[1].close()
        await outside.within(second.closed())

    scenario.run(main)
    scenario.expect([])


def test_refused_file_stays_open__method_connect_read_pipe(scenario):
    """A file that connect_read_pipe has refused stays open, and belongs to the program."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        file = outside.file_with(b'abc')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().connect_read_pipe(Client, file)
        tools.collect()
        scenario.check('file.read()', file.read(), b'abc')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_refused_file_stays_open__method_connect_write_pipe(scenario):
    """A file that connect_write_pipe has refused stays open, and belongs to the program."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        file = outside.file_with(b'abc')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().connect_write_pipe(Client, file)
        tools.collect()
        scenario.check('file.read()', file.read(), b'abc')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_reset_of_a_socket_that_is_read(scenario):
    """A socket that is read as a pipe and reset by its peer is lost with the error."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Reader', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {isinstance(exc, OSError)}')

        aio.get_running_loop().set_exception_handler(tools.noop)
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        connection = await aio.get_running_loop().connect_read_pipe(Reader, own.socket)
        peer.send(b'part')
        scenario.check('within(connection[1].received(4))', await outside.within(connection[1].received(4)), b'part')
        peer.reset()
        await outside.within(connection[1].closed())
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)

    scenario.run(main)
    scenario.expect([('Reader', 'lost True')])


def test_cancelled_in_connection_made__method_connect_read_pipe(scenario):
    """A connect_read_pipe that is cancelled in connection_made ends with CancelledError and closes its pipe."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        method = 'connect_read_pipe'
        pending = []

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                pending[0].cancel()

        connecting = scenario.begin(aio.get_running_loop().connect_read_pipe(Client, ends[0].file if method == 'connect_read_pipe' else ends[1].file))
        pending.append(connecting)
        with scenario.raises('main', aio.CancelledError):
            await outside.within(connecting)
        scenario.check('within(Client.instances[0].closed())', await outside.within(Client.instances[0].closed()), None)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_in_connection_made__method_connect_write_pipe(scenario):
    """A connect_write_pipe that is cancelled in connection_made ends with CancelledError and closes its pipe."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        method = 'connect_write_pipe'
        pending = []

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                pending[0].cancel()

        connecting = scenario.begin(aio.get_running_loop().connect_write_pipe(Client, ends[0].file if method == 'connect_read_pipe' else ends[1].file))
        pending.append(connecting)
        with scenario.raises('main', aio.CancelledError):
            await outside.within(connecting)
        scenario.check('within(Client.instances[0].closed())', await outside.within(Client.instances[0].closed()), None)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_collected_without_a_close__way_is_read(scenario):
    """The transport of a pipe that is read, which is collected with its closed loop, warns with ResourceWarning and closes the pipe."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    way = 'is read'
    ends = outside.pipe_pair()

    async def read():
        await aio.get_running_loop().connect_read_pipe(aio.Protocol, ends[0].file)

    async def write():
        await aio.get_running_loop().connect_write_pipe(aio.Protocol, ends[1].file)

    loop = scenario.open_loop()
    loop.run_until_complete(read() if way == 'is read' else write())
    with tools.caught_warnings() as names:
        loop.close()
        tools.collect()
    scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, True)
    scenario.check("(ends[0] if way == 'is read' else ends[1]).fileno()", (ends[0] if way == 'is read' else ends[1]).fileno(), -1)
    scenario.expect([])


def test_collected_without_a_close__way_is_written(scenario):
    """The transport of a pipe that is written, which is collected with its closed loop, warns with ResourceWarning and closes the pipe."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    way = 'is written'
    ends = outside.pipe_pair()

    async def read():
        await aio.get_running_loop().connect_read_pipe(aio.Protocol, ends[0].file)

    async def write():
        await aio.get_running_loop().connect_write_pipe(aio.Protocol, ends[1].file)

    loop = scenario.open_loop()
    loop.run_until_complete(read() if way == 'is read' else write())
    with tools.caught_warnings() as names:
        loop.close()
        tools.collect()
    scenario.check_is("'ResourceWarning' in names", 'ResourceWarning' in names, True)
    scenario.check("(ends[0] if way == 'is read' else ends[1]).fileno()", (ends[0] if way == 'is read' else ends[1]).fileno(), -1)
    scenario.expect([])


def test_resumed_after_its_close(scenario):
    """A paused pipe that is closed and then resumed passes on no data, reports nothing, and is lost once."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        def handler(loop, context):
            log('handler', 'reported')

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Reader', f'{data}')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        connection[0].pause_reading()
        ends[1].send(b'hello')
        connection[0].close()
        connection[0].resume_reading()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Reader', 'lost None')])


def test_reset_is_reported(scenario):
    """The error that ends a socket that is read as a pipe is given to the exception handler of the loop."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"{isinstance(context['exception'], OSError)}")

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', 'lost')

        aio.get_running_loop().set_exception_handler(handler)
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        connection = await aio.get_running_loop().connect_read_pipe(Reader, own.socket)
        peer.reset()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'True'),
            ('Reader', 'lost'),
        ]
    )


def test_data_that_another_has_taken(scenario):
    """Of two transports that read one socket, which blocked before, one passes on what arrives, and the loop does not stand still for the other."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        ends[0].socket.setblocking(True)
        same = ends[0].socket.dup()
        await aio.get_running_loop().connect_read_pipe(Reader, ends[0].socket)
        await aio.get_running_loop().connect_read_pipe(Reader, same)
        ends[1].send(b'hello')
        await scenario.wait_until('Reader.instances[0].data or Reader.instances[1].data', lambda: Reader.instances[0].data or Reader.instances[1].data)
        await scenario.pause()
        scenario.check('sorted([Reader.instances[0].data, Reader.instances[1].data])', sorted([Reader.instances[0].data, Reader.instances[1].data]), [b'', b'hello'])
        ends[1].close()
        await outside.within(aio.gather(Reader.instances[0].closed(), Reader.instances[1].closed()))

    scenario.run(main)
    scenario.expect(
        [
            ('Reader', 'lost None'),
            ('Reader', 'lost None'),
        ]
    )


def test_failing_connection_made_is_reported__method_connect_read_pipe(scenario):
    """An exception out of the connection_made of a protocol is reported; connect_read_pipe returns, and the pipe is lost once it is closed."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        method = 'connect_read_pipe'

        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                raise tools.Boom()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().connect_read_pipe(Client, ends[0].file if method == 'connect_read_pipe' else ends[1].file)
        connection[0].close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('Client', 'lost None'),
        ]
    )


def test_failing_connection_made_is_reported__method_connect_write_pipe(scenario):
    """An exception out of the connection_made of a protocol is reported; connect_write_pipe returns, and the pipe is lost once it is closed."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()
        method = 'connect_write_pipe'

        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                raise tools.Boom()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().connect_write_pipe(Client, ends[0].file if method == 'connect_read_pipe' else ends[1].file)
        connection[0].close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('Client', 'lost None'),
        ]
    )


def test_failing_eof_received_is_reported(scenario):
    """An exception out of the eof_received of a protocol whose pipe has ended is reported, and the pipe is lost with None."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                raise tools.Boom()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        ends[1].close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('Reader', 'lost None'),
        ]
    )


def test_closed_from_eof_received(scenario):
    """A pipe that has ended is lost once, with None, when eof_received closes it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                transport = this.transport
                transport.close()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        ends[1].close()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Reader', 'lost None')])


def test_ended_pipe_is_closing(scenario):
    """A pipe that has ended is closing when eof_received is called, and a close in there is not reported."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        def handler(loop, context):
            log('handler', 'reported')

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                transport = this.transport
                log('Reader', f'closing {transport.is_closing()}')
                transport.close()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Reader', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        ends[1].close()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Reader', 'closing True'),
            ('Reader', 'lost None'),
        ]
    )


def test_no_data_before_the_return(scenario):
    """Data that waits in a pipe is received after connect_read_pipe has returned, so that a program can change the protocol first."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        ends[1].send(b'hello')
        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        second = Reader('second')
        connection[0].set_protocol(second)
        scenario.check('within(second.received(5))', await outside.within(second.received(5)), b'hello')
        scenario.check('connection[1].data', connection[1].data, b'')
        ends[1].close()
        await outside.within(second.closed())

    scenario.run(main)
    scenario.expect([])


def test_paused_after_its_loss(scenario):
    """The methods pause_reading, resume_reading and close of a pipe that is lost do nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.pipe_pair()

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        ends[1].close()
        await outside.within(connection[1].closed())
        connection[0].pause_reading()
        connection[0].resume_reading()
        connection[0].close()
        scenario.check('(connection[0].is_reading(), connection[0].is_closing(), connection[1].lost)', (connection[0].is_reading(), connection[0].is_closing(), connection[1].lost), (False, True, 1))

    scenario.run(main)
    scenario.expect([])


def test_next_pipe_that_is_read__ended_closed(scenario):
    """After a pipe that is read was closed, one that has the same descriptor is read to its end, and nothing is reported."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        way = 'closed'

        def handler(loop, context):
            log('handler', 'reported')

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        for round in range(3):
            ends = outside.pipe_pair()
            connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
            connection[0].close() if way == 'closed' else ends[1].close()
            await outside.within(connection[1].closed())
            ends[1].close()
        ends = outside.pipe_pair()
        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        ends[1].send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        ends[1].close()
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_next_pipe_that_is_read__ended_ended(scenario):
    """After a pipe that is read was ended, one that has the same descriptor is read to its end, and nothing is reported."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        way = 'ended'

        def handler(loop, context):
            log('handler', 'reported')

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        for round in range(3):
            ends = outside.pipe_pair()
            connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
            connection[0].close() if way == 'closed' else ends[1].close()
            await outside.within(connection[1].closed())
            ends[1].close()
        ends = outside.pipe_pair()
        connection = await aio.get_running_loop().connect_read_pipe(Reader, ends[0].file)
        ends[1].send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        ends[1].close()
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])
