# Rendered by loopspec from spec/streams/limits.yaml; do not edit, change the source and run `loopspec render`.
"""streams: limits."""


def test_readuntil_beyond_the_limit(scenario):
    """Data up to a separator beyond the limit raises LimitOverrunError, and can be read again."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8))
        peer = await outside.accepted(listener)
        peer.send(b'0123456789;')
        with scenario.raises('main', aio.LimitOverrunError):
            await outside.within(streams[0].readuntil(b';'))
        scenario.check('within(streams[0].readexactly(11))', await outside.within(streams[0].readexactly(11)), b'0123456789;')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises LimitOverrunError')])


def test_consumed_up_to_the_separator(scenario):
    """LimitOverrunError has the number of bytes before the separator that was found."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8))
        peer = await outside.accepted(listener)
        peer.send(b'0123456789;rest')
        await scenario.pause()
        with scenario.raises('main', aio.LimitOverrunError) as caught:
            await outside.within(streams[0].readuntil(b';'))
        overrun = caught.exception
        scenario.check('within(streams[0].readexactly(overrun.consumed))', await outside.within(streams[0].readexactly(overrun.consumed)), b'0123456789')
        scenario.check("within(streams[0].readuntil(b';'))", await outside.within(streams[0].readuntil(b';')), b';')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises LimitOverrunError')])


def test_consumed_without_a_separator(scenario):
    """The bytes that LimitOverrunError counts hold no part of a separator that is not complete."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8))
        peer = await outside.accepted(listener)
        peer.send(b'0123456789012345<e')
        await scenario.pause()
        with scenario.raises('main', aio.LimitOverrunError) as caught:
            await outside.within(streams[0].readuntil(b'<end>'))
        overrun = caught.exception
        taken = await outside.within(streams[0].readexactly(overrun.consumed))
        peer.send(b'nd>')
        last = await outside.within(streams[0].readuntil(b'<end>'))
        scenario.check('taken + last', taken + last, b'0123456789012345<end>')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises LimitOverrunError')])


def test_as_long_as_the_limit(scenario):
    """A line whose length before the line feed is the limit is read."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8))
        peer = await outside.accepted(listener)
        peer.send(b'12345678\n')
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'12345678\n')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_long_line_is_passed_over(scenario):
    """A line beyond the limit raises ValueError, and the next one is read."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8))
        peer = await outside.accepted(listener)
        peer.send(b'0123456789\nnext\n')
        await scenario.pause()
        with scenario.raises('main', ValueError):
            await outside.within(streams[0].readline())
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'next\n')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_iteration_of_a_long_line(scenario):
    """Iteration raises ValueError for a line beyond the limit."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8))
        peer = await outside.accepted(listener)
        peer.send(b'0123456789\n')
        with scenario.raises('main', ValueError):
            async for line in streams[0]:
                log('main', f'{line}')
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_limit_has_to_be_positive__limit_minus_1(scenario):
    """A limit of -1 raises ValueError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', ValueError):
            aio.StreamReader(-1)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_limit_has_to_be_positive__limit_0(scenario):
    """A limit of 0 raises ValueError."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', ValueError):
            aio.StreamReader(0)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_default_limit(scenario):
    """The default limit is 64 KiB."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        line = b'x' * 65536
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        sending = scenario.begin(peer.send_all(line + b'\n' + line + b'xx\n'))
        scenario.check('within(streams[0].readuntil())', await outside.within(streams[0].readuntil()), line + b'\n')
        with scenario.raises('main', aio.LimitOverrunError):
            await outside.within(streams[0].readuntil())
        scenario.check('within(streams[0].readexactly(len(line)))', await outside.within(streams[0].readexactly(len(line))), line)
        await outside.within(sending)
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises LimitOverrunError')])


def test_full_reader_holds_its_peer(scenario):
    """A peer cannot send without end to a reader that nobody reads from; later all of it is read."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(2000000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=1000))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        sending = scenario.begin(peer.send_all(sent))
        await scenario.pause()
        scenario.check_is('sending.done()', sending.done(), False)
        scenario.check('within(streams[0].readexactly(2_000_000))', await outside.within(streams[0].readexactly(2000000)), sent)
        await outside.within(sending)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_full_reader_pauses_its_transport(scenario):
    """The transport of a stream stops reading when its reader holds more than its limit allows, and reads again when all is taken."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(2000000)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=1000))
        peer = await outside.accepted(listener)
        outside.small_buffers(streams[1])
        sending = scenario.begin(peer.send_all(sent))
        await scenario.wait_until('not streams[1].transport.is_reading()', lambda: not streams[1].transport.is_reading())
        scenario.check_is('sending.done()', sending.done(), False)
        scenario.check('within(streams[0].readexactly(2_000_000))', await outside.within(streams[0].readexactly(2000000)), sent)
        await outside.within(sending)
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_limit_of_one_byte(scenario):
    """Streams with a limit of one byte read what comes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=1))
        peer = await outside.accepted(listener)
        peer.send(b'0123456789')
        scenario.check('within(streams[0].readexactly(10))', await outside.within(streams[0].readexactly(10)), b'0123456789')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_no_separator__what_text(scenario):
    """`readuntil` of a stream refuses an empty text as separator with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        separators = {'tuple': (), 'text': b''}
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        with scenario.raises('main', ValueError):
            await outside.within(streams[0].readuntil(separators['text']))
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_no_separator__what_tuple(scenario):
    """`readuntil` of a stream refuses an empty tuple as separator with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        separators = {'tuple': (), 'text': b''}
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        with scenario.raises('main', ValueError):
            await outside.within(streams[0].readuntil(separators['tuple']))
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_reading_goes_on__call_read_8(scenario):
    """The transport of a reader that was full reads again when `read(8)` has taken enough, before anything else waits for data."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8)
        peer = await outside.accepted(listener)
        peer.send(b'seven b\n' * 4)
        await scenario.wait_until('not streams[1].transport.is_reading()', lambda: not streams[1].transport.is_reading())
        for number in range(4):
            await outside.within(streams[0].read(8))
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_reading_goes_on__call_readexactly_8(scenario):
    """The transport of a reader that was full reads again when `readexactly(8)` has taken enough, before anything else waits for data."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8)
        peer = await outside.accepted(listener)
        peer.send(b'seven b\n' * 4)
        await scenario.wait_until('not streams[1].transport.is_reading()', lambda: not streams[1].transport.is_reading())
        for number in range(4):
            await outside.within(streams[0].readexactly(8))
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_reading_goes_on__call_readline(scenario):
    """The transport of a reader that was full reads again when `readline()` has taken enough, before anything else waits for data."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8)
        peer = await outside.accepted(listener)
        peer.send(b'seven b\n' * 4)
        await scenario.wait_until('not streams[1].transport.is_reading()', lambda: not streams[1].transport.is_reading())
        for number in range(4):
            await outside.within(streams[0].readline())
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_reading_goes_on__call_readuntil(scenario):
    """The transport of a reader that was full reads again when `readuntil()` has taken enough, before anything else waits for data."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8)
        peer = await outside.accepted(listener)
        peer.send(b'seven b\n' * 4)
        await scenario.wait_until('not streams[1].transport.is_reading()', lambda: not streams[1].transport.is_reading())
        for number in range(4):
            await outside.within(streams[0].readuntil())
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_reading_goes_on_after_a_refusal(scenario):
    """The transport of a full reader reads again when readline has refused a line that is too long and dropped it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8)
        peer = await outside.accepted(listener)
        peer.send(b'x' * 40)
        await scenario.wait_until('not streams[1].transport.is_reading()', lambda: not streams[1].transport.is_reading())
        with scenario.raises('main', ValueError):
            await outside.within(streams[0].readline())
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_full_reader_pauses_again__why_its_data_was_taken(scenario):
    """The transport of a reader that was full, and reads again because its data was taken, is paused again when the reader is full again."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        streams[0].feed_data(b'x' * 17)
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), False)
        reading = scenario.begin(streams[0].readexactly(17 if 'its data was taken' == 'its data was taken' else 40))
        await scenario.settle(reading)
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[0].feed_data(b'x' * 17)
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), False)
        streams[0].feed_data(b'x' * 17)
        await outside.within(reading)
        streams[1].transport.abort()

    scenario.run(main)
    scenario.expect([])


def test_full_reader_pauses_again__why_more_is_waited_for(scenario):
    """The transport of a reader that was full, and reads again because more is waited for, is paused again when the reader is full again."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        streams[0].feed_data(b'x' * 17)
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), False)
        reading = scenario.begin(streams[0].readexactly(17 if 'more is waited for' == 'its data was taken' else 40))
        await scenario.settle(reading)
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[0].feed_data(b'x' * 17)
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), False)
        streams[0].feed_data(b'x' * 17)
        await outside.within(reading)
        streams[1].transport.abort()

    scenario.run(main)
    scenario.expect([])


def test_shortest_of_the_separators_counts(scenario):
    """Where two separators of readuntil end at the same place, the shorter one is left out of what is held against the limit."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=3))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        streams[0].feed_data(b'123ab')
        with scenario.raises('main', aio.LimitOverrunError) as caught:
            await outside.within(streams[0].readuntil((b'ab', b'b')))
        overrun = caught.exception
        scenario.check('overrun.consumed', overrun.consumed, 4)
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises LimitOverrunError')])


def test_one_byte_beyond_the_limit(scenario):
    """One byte more than the limit, without a separator, raises LimitOverrunError, before more comes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8))
        peer = await outside.accepted(listener)
        peer.send(b'012345678')
        with scenario.raises('main', aio.LimitOverrunError) as caught:
            await outside.within(streams[0].readuntil(b';'))
        error = caught.exception
        scenario.check('error.consumed', error.consumed, 9)
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises LimitOverrunError')])
