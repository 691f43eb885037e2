# Rendered by loopspec from spec/streams/reading.yaml; do not edit, change the source and run `loopspec render`.
"""streams: reading."""


def test_line_in_pieces_is_one_line(scenario):
    """A line that arrives in pieces is read as one; the rest without its end is what is left at the end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        peer.send(b'a li')
        await scenario.pause()
        peer.send(b'ne\nrest')
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'a line\n')
        peer.close()
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'rest')
        streams[1].close()
        await outside.within(streams[1].wait_closed())

    scenario.run(main)
    scenario.expect([])


def test_read_takes_what_is_there(scenario):
    """A read of more bytes than there are returns those that are there."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].read(100))
        await scenario.settle()
        peer.send(b'abc')
        scenario.check('within(reading)', await outside.within(reading), b'abc')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_read_takes_no_more_than_asked(scenario):
    """A read of fewer bytes than there are leaves the rest for the next one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'abcdef')
        scenario.check('within(streams[0].readexactly(1))', await outside.within(streams[0].readexactly(1)), b'a')
        scenario.check('within(streams[0].read(3))', await outside.within(streams[0].read(3)), b'bcd')
        scenario.check('within(streams[0].read(3))', await outside.within(streams[0].read(3)), b'ef')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_read_of_no_bytes_is_immediate(scenario):
    """A read of no bytes returns at once, although nothing has come."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check('within(streams[0].read(0))', await outside.within(streams[0].read(0)), b'')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_read_to_the_end__form_read(scenario):
    """A read with read() returns all up to the end of the stream, also beyond the limit."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        sent = outside.pattern(300000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=1000))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].read())
        await peer.send_all(sent)
        scenario.check_is('reading.done()', reading.done(), False)
        peer.close()
        scenario.check('within(reading)', await outside.within(reading), sent)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_read_to_the_end__form_read_1(scenario):
    """A read with read(-1) returns all up to the end of the stream, also beyond the limit."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        sent = outside.pattern(300000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=1000))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].read(-1))
        await peer.send_all(sent)
        scenario.check_is('reading.done()', reading.done(), False)
        peer.close()
        scenario.check('within(reading)', await outside.within(reading), sent)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_readline_at_the_end(scenario):
    """At the end of a stream readline() returns no bytes, every time."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.close()
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'')
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_read_at_the_end(scenario):
    """At the end of a stream read(5) returns no bytes, every time."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.close()
        scenario.check('within(streams[0].read(5))', await outside.within(streams[0].read(5)), b'')
        scenario.check('within(streams[0].read(5))', await outside.within(streams[0].read(5)), b'')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_readexactly_collects(scenario):
    """The bytes that readexactly is asked for are collected from pieces, and what follows is left."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].readexactly(5))
        await scenario.settle()
        peer.send(b'ab')
        await scenario.pause()
        scenario.check_is('reading.done()', reading.done(), False)
        peer.send(b'cdef')
        scenario.check('within(reading)', await outside.within(reading), b'abcde')
        scenario.check('within(streams[0].read(100))', await outside.within(streams[0].read(100)), b'f')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_readexactly_too_short(scenario):
    """A stream that ends before readexactly has all raises IncompleteReadError with what has come and what was expected."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'abc')
        peer.close()
        with scenario.raises('main', aio.IncompleteReadError) as caught:
            await outside.within(streams[0].readexactly(5))
        short = caught.exception
        scenario.check('short.partial', short.partial, b'abc')
        scenario.check('short.expected', short.expected, 5)
        scenario.check('within(streams[0].read())', await outside.within(streams[0].read()), b'')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises IncompleteReadError')])


def test_readexactly_of_no_bytes(scenario):
    """Exactly no bytes are read at once."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check('within(streams[0].readexactly(0))', await outside.within(streams[0].readexactly(0)), b'')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_readexactly_of_less_than_nothing(scenario):
    """A negative number of bytes for readexactly raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        with scenario.raises('main', ValueError):
            await outside.within(streams[0].readexactly(-1))
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_readexactly_beyond_the_limit(scenario):
    """More bytes than twice the limit are read by readexactly."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        sent = outside.pattern(100000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=1000))
        peer = await outside.accepted(listener)
        peer.send(sent)
        scenario.check('within(streams[0].readexactly(99_999))', await outside.within(streams[0].readexactly(99999)), sent[:99999])
        scenario.check('within(streams[0].read(100))', await outside.within(streams[0].read(100)), sent[99999:])
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_readuntil_finds_a_split_separator(scenario):
    """A separator that arrives in pieces is found; what follows it is left."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].readuntil(b'<end>'))
        await scenario.settle()
        peer.send(b'head<e')
        await scenario.pause()
        peer.send(b'n')
        await scenario.pause()
        scenario.check_is('reading.done()', reading.done(), False)
        peer.send(b'd>body')
        scenario.check('within(reading)', await outside.within(reading), b'head<end>')
        scenario.check('within(streams[0].read(100))', await outside.within(streams[0].read(100)), b'body')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_readuntil_is_not_misled(scenario):
    """A separator is found behind what looks like its beginning."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].readuntil(b'aab'))
        await scenario.settle()
        peer.send(b'xaa')
        await scenario.pause()
        peer.send(b'ab')
        scenario.check('within(reading)', await outside.within(reading), b'xaaab')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_readuntil_at_the_end(scenario):
    """A stream that ends before the separator raises IncompleteReadError with what has come, which is gone from the reader."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'head<en')
        peer.close()
        with scenario.raises('main', aio.IncompleteReadError) as caught:
            await outside.within(streams[0].readuntil(b'<end>'))
        short = caught.exception
        scenario.check('short.partial', short.partial, b'head<en')
        scenario.check_is('short.expected', short.expected, None)
        scenario.check('within(streams[0].read())', await outside.within(streams[0].read()), b'')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises IncompleteReadError')])


def test_readuntil_one_of_several(scenario):
    """Of several separators the one that ends first ends the data."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'one;two--three;')
        scenario.check("within(streams[0].readuntil((b'--', b';')))", await outside.within(streams[0].readuntil((b'--', b';'))), b'one;')
        scenario.check("within(streams[0].readuntil((b'--', b';')))", await outside.within(streams[0].readuntil((b'--', b';'))), b'two--')
        scenario.check("within(streams[0].readuntil((b'o--three', b'e;')))", await outside.within(streams[0].readuntil((b'o--three', b'e;'))), b'three;')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_readuntil_one_of_several_split(scenario):
    """Of several separators a long one that arrives in pieces is found."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].readuntil((b';', b'<end>')))
        await scenario.settle()
        peer.send(b'head<e')
        await scenario.pause()
        peer.send(b'nd>;')
        scenario.check('within(reading)', await outside.within(reading), b'head<end>')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_readuntil_empty_separator(scenario):
    """An empty separator raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'abc')
        with scenario.raises('main', ValueError):
            await outside.within(streams[0].readuntil(b''))
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_lines_are_iterated(scenario):
    """The lines of a stream are iterated up to its end, with the last one that has no line feed."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'one\n\nthree')
        peer.close()
        async for line in streams[0]:
            log('main', f'{line}')
        streams[1].close()

    scenario.run(main)
    scenario.expect(
        [
            ('main', "b'one\\n'"),
            ('main', "b'\\n'"),
            ('main', "b'three'"),
        ]
    )


def test_at_eof_when_all_is_read(scenario):
    """A reader is at the end once the end has come and all before it was read."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check_is('streams[0].at_eof()', streams[0].at_eof(), False)
        peer.send(b'ab')
        peer.close()
        scenario.check('within(streams[0].readexactly(1))', await outside.within(streams[0].readexactly(1)), b'a')
        await scenario.pause()
        scenario.check_is('streams[0].at_eof()', streams[0].at_eof(), False)
        scenario.check('within(streams[0].read())', await outside.within(streams[0].read()), b'b')
        scenario.check_is('streams[0].at_eof()', streams[0].at_eof(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_feed_eof_ends_a_read__form_read(scenario):
    """The end that feed_eof acknowledges wakes a task that waits in read()."""
    aio = scenario.aio

    async def main():
        reader = aio.StreamReader()
        reading = scenario.begin(reader.read())
        await scenario.settle()
        reader.feed_eof()
        scenario.check('reading', await reading, b'')

    scenario.run(main)
    scenario.expect([])


def test_feed_eof_ends_a_read__form_read_5(scenario):
    """The end that feed_eof acknowledges wakes a task that waits in read(5)."""
    aio = scenario.aio

    async def main():
        reader = aio.StreamReader()
        reading = scenario.begin(reader.read(5))
        await scenario.settle()
        reader.feed_eof()
        scenario.check('reading', await reading, b'')

    scenario.run(main)
    scenario.expect([])


def test_feed_eof_ends_a_read__form_readline(scenario):
    """The end that feed_eof acknowledges wakes a task that waits in readline()."""
    aio = scenario.aio

    async def main():
        reader = aio.StreamReader()
        reading = scenario.begin(reader.readline())
        await scenario.settle()
        reader.feed_eof()
        scenario.check('reading', await reading, b'')

    scenario.run(main)
    scenario.expect([])


def test_one_reader_at_a_time(scenario):
    """A second task that waits for data raises RuntimeError, and the first one goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].readline())
        await scenario.settle()
        with scenario.raises('main', RuntimeError):
            await streams[0].read(1)
        peer.send(b'whole\n')
        scenario.check('within(reading)', await outside.within(reading), b'whole\n')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_cancelled_read_loses_nothing__form_readexactly_6(scenario):
    """Data that came for a cancelled readexactly(6) is read by the next one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].readexactly(6))
        await scenario.settle()
        peer.send(b'hel')
        await scenario.pause()
        reading.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(reading)
        peer.send(b'lo\n')
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'hello\n')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_read_loses_nothing__form_readline(scenario):
    """Data that came for a cancelled readline() is read by the next one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].readline())
        await scenario.settle()
        peer.send(b'hel')
        await scenario.pause()
        reading.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(reading)
        peer.send(b'lo\n')
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'hello\n')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_read_loses_nothing__form_readuntil_b_o(scenario):
    """Data that came for a cancelled readuntil(b'o') is read by the next one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].readuntil(b'o'))
        await scenario.settle()
        peer.send(b'hel')
        await scenario.pause()
        reading.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(reading)
        peer.send(b'lo\n')
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'hello\n')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_read_with_its_data(scenario):
    """Data that came in the step in which a read is cancelled is read by the next one."""
    aio = scenario.aio

    async def main():
        reader = aio.StreamReader()
        reading = scenario.begin(reader.read(5))
        await scenario.settle()
        reader.feed_data(b'abc')
        reading.cancel()
        with scenario.raises('main', aio.CancelledError):
            await reading
        scenario.check('reader.read(5)', await reader.read(5), b'abc')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_exception_that_was_set(scenario):
    """A reader raises the exception that was set in the task that waits and in each read after it, and returns it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reader = aio.StreamReader()
        error = tools.Boom()
        scenario.check_is('reader.exception()', reader.exception(), None)
        reading = scenario.begin(reader.readline())
        await scenario.settle()
        reader.set_exception(error)
        with scenario.raises('main', tools.Boom):
            await reading
        with scenario.raises('main', tools.Boom):
            await reader.read()
        scenario.check_is('reader.exception()', reader.exception(), error)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises Boom'),
            ('main', 'raises Boom'),
        ]
    )


def test_reset_by_the_peer_is_raised(scenario):
    """A task that reads while the peer resets the connection gets the exception, and so does each read after it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        reading = scenario.begin(streams[0].read())
        await scenario.settle()
        peer.reset()
        with scenario.raises('main', ConnectionResetError):
            await outside.within(reading)
        with scenario.raises('main', ConnectionResetError):
            await outside.within(streams[0].read())
        streams[1].close()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ConnectionResetError'),
            ('main', 'raises ConnectionResetError'),
        ]
    )


def test_end_from_the_peer_is_read(scenario):
    """A read returns when the peer closes, while nothing else happens."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'abc')

        def thread_steps():
            peer.close()

        scenario.while_idle(thread_steps)
        scenario.check('streams[0].read()', await streams[0].read(), b'abc')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_exception_before_the_data__form_read(scenario):
    """A reader whose exception was set raises it in read(), although there is data to read."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reader = aio.StreamReader()
        reader.feed_data(b'line;\n')
        reader.set_exception(tools.Boom())
        with scenario.raises('main', tools.Boom):
            await reader.read()

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_exception_before_the_data__form_read_1(scenario):
    """A reader whose exception was set raises it in read(1), although there is data to read."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reader = aio.StreamReader()
        reader.feed_data(b'line;\n')
        reader.set_exception(tools.Boom())
        with scenario.raises('main', tools.Boom):
            await reader.read(1)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_exception_before_the_data__form_readexactly_1(scenario):
    """A reader whose exception was set raises it in readexactly(1), although there is data to read."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reader = aio.StreamReader()
        reader.feed_data(b'line;\n')
        reader.set_exception(tools.Boom())
        with scenario.raises('main', tools.Boom):
            await reader.readexactly(1)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_exception_before_the_data__form_readline(scenario):
    """A reader whose exception was set raises it in readline(), although there is data to read."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reader = aio.StreamReader()
        reader.feed_data(b'line;\n')
        reader.set_exception(tools.Boom())
        with scenario.raises('main', tools.Boom):
            await reader.readline()

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_exception_before_the_data__form_readuntil_b(scenario):
    """A reader whose exception was set raises it in readuntil(b';'), although there is data to read."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reader = aio.StreamReader()
        reader.feed_data(b'line;\n')
        reader.set_exception(tools.Boom())
        with scenario.raises('main', tools.Boom):
            await reader.readuntil(b';')

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_no_data_is_no_end(scenario):
    """A reader that is fed no bytes leaves a task that reads waiting, until there are some."""
    aio = scenario.aio

    async def main():
        reader = aio.StreamReader()
        reading = scenario.begin(reader.read(5))
        await scenario.settle(reading)
        reader.feed_data(b'')
        await scenario.settle(reading)
        scenario.check_is('reading.done()', reading.done(), False)
        reader.feed_data(b'abc')
        scenario.check('reading', await reading, b'abc')

    scenario.run(main)
    scenario.expect([])


def test_rest_of_a_line_beyond_the_limit(scenario):
    """A line beyond the limit whose end has not come raises ValueError, and what comes after it up to its end is read as a line."""
    aio = scenario.aio

    async def main():
        reader = aio.StreamReader(limit=4)
        reader.feed_data(b'0123456789')
        with scenario.raises('main', ValueError):
            await reader.readline()
        reader.feed_data(b'ab\n')
        scenario.check('reader.readline()', await reader.readline(), b'ab\n')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_nothing_but_a_separator(scenario):
    """A line that is empty is read when its line feed has come, and nothing else."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        peer.send(b'\n')
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'\n')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_fed_twice_before_it_wakes(scenario):
    """A task that waits for data gets all that the reader is fed with before it goes on, and the end after it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        reader = aio.StreamReader()
        reading = scenario.begin(reader.read(10))
        await scenario.settle(reading)
        reader.feed_data(b'one')
        reader.feed_data(b'two')
        reader.feed_eof()
        scenario.check('within(reading)', await outside.within(reading), b'onetwo')
        scenario.check('within(reader.read())', await outside.within(reader.read()), b'')

    scenario.run(main)
    scenario.expect([])


def test_exception_and_end_before_it_wakes(scenario):
    """A task that waits for data gets the exception that the reader is given, though the end and the exception once more follow before it goes on."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        reader = aio.StreamReader()
        reading = scenario.begin(reader.read(10))
        await scenario.settle(reading)
        reader.set_exception(tools.Boom())
        reader.set_exception(tools.Boom())
        reader.feed_eof()
        with scenario.raises('main', tools.Boom):
            await outside.within(reading)

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_separator_at_the_beginning(scenario):
    """With several separators readuntil finds one that the data begins with."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        reader = aio.StreamReader()
        reader.feed_data(b';--rest;')
        scenario.check("within(reader.readuntil((b'--', b';')))", await outside.within(reader.readuntil((b'--', b';'))), b';')
        scenario.check("within(reader.readuntil((b';', b'--')))", await outside.within(reader.readuntil((b';', b'--'))), b'--')
        scenario.check("within(reader.readuntil((b'--', b';')))", await outside.within(reader.readuntil((b'--', b';'))), b'rest;')

    scenario.run(main)
    scenario.expect([])


def test_longer_separator_comes_in_pieces(scenario):
    """With several separators readuntil finds one that comes in pieces from the first byte on, although it is longer than another."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        reader = aio.StreamReader()
        reading = scenario.begin(reader.readuntil((b';', b'end')))
        await scenario.settle(reading)
        reader.feed_data(b'e')
        await scenario.settle()
        reader.feed_data(b'n')
        await scenario.settle()
        reader.feed_data(b'd;')
        scenario.check('within(reading)', await outside.within(reading), b'end')

    scenario.run(main)
    scenario.expect([])


def test_end_beside_the_cancellation_of_a_read__what_feed_data_b_late(scenario):
    """Where a read is cancelled, feed_data(b'late') in the same moment raises nothing, and the read is cancelled."""
    aio = scenario.aio

    async def main():
        reader = aio.StreamReader()
        reading = scenario.begin(reader.read(5))
        await scenario.settle()
        reading.cancel()
        reader.feed_data(b'late')
        with scenario.raises('main', aio.CancelledError):
            await reading

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_end_beside_the_cancellation_of_a_read__what_feed_eof(scenario):
    """Where a read is cancelled, feed_eof() in the same moment raises nothing, and the read is cancelled."""
    aio = scenario.aio

    async def main():
        reader = aio.StreamReader()
        reading = scenario.begin(reader.read(5))
        await scenario.settle()
        reading.cancel()
        reader.feed_eof()
        with scenario.raises('main', aio.CancelledError):
            await reading

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_end_beside_the_cancellation_of_a_read__what_set_exception_boom(scenario):
    """Where a read is cancelled, set_exception(Boom()) in the same moment raises nothing, and the read is cancelled."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reader = aio.StreamReader()
        reading = scenario.begin(reader.read(5))
        await scenario.settle()
        reading.cancel()
        reader.set_exception(tools.Boom())
        with scenario.raises('main', aio.CancelledError):
            await reading

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])
