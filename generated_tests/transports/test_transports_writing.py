# Rendered by loopspec from spec/transports/writing.yaml; do not edit, change the source and run `loopspec render`.
"""transports: writing."""


def test_write_does_not_wait_for_the_peer(scenario):
    """A write of more than the system takes returns at once and the rest counts as the size of the buffer."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        scenario.check('connection[0].get_write_buffer_size()', connection[0].get_write_buffer_size(), 0)
        connection[0].write(sent)
        scenario.check_is('0 < connection[0].get_write_buffer_size() <= len(sent)', 0 < connection[0].get_write_buffer_size() <= len(sent), True)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await scenario.wait_until('connection[0].get_write_buffer_size() == 0', lambda: connection[0].get_write_buffer_size() == 0)

    scenario.run(main)
    scenario.expect([])


def test_written_within_connection_made(scenario):
    """Data that connection_made writes reaches the peer."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'first')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(b'second')
        scenario.check('peer.receive(11)', await peer.receive(11), b'firstsecond')

    scenario.run(main)
    scenario.expect([])


def test_many_small_writes_while_the_peer_does_not_read(scenario):
    """Small writes that queue behind a full connection arrive in the order of their calls."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(900000)
        numbers = [bytes([n]) + outside.pattern(n) for n in range(250)]

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        for number in numbers:
            connection[0].write(number)
        scenario.check('peer.receive(900_000)', await peer.receive(900000), sent)
        scenario.check("peer.receive(len(b''.join(numbers)))", await peer.receive(len(b''.join(numbers))), b''.join(numbers))

    scenario.run(main)
    scenario.expect([])


def test_bytes_like_objects__data_bytearray_b_hello(scenario):
    """A write takes any bytes-like object."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(bytearray(b'hello'))
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_bytes_like_objects__data_memoryview_b_hello___1_6(scenario):
    """A write takes any bytes-like object."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(memoryview(b'-hello-')[1:6])
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_what_is_no_bytes_is_refused__data_text(scenario):
    """A write of something that is not bytes-like raises TypeError at once and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        with scenario.raises('main', TypeError):
            connection[0].write('text')
        connection[0].write(b'after')
        scenario.check('peer.receive(5)', await peer.receive(5), b'after')

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_what_is_no_bytes_is_refused__data_5(scenario):
    """A write of something that is not bytes-like raises TypeError at once and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        with scenario.raises('main', TypeError):
            connection[0].write(5)
        connection[0].write(b'after')
        scenario.check('peer.receive(5)', await peer.receive(5), b'after')

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_what_is_no_bytes_is_refused__data_none(scenario):
    """A write of something that is not bytes-like raises TypeError at once and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        with scenario.raises('main', TypeError):
            connection[0].write(None)
        connection[0].write(b'after')
        scenario.check('peer.receive(5)', await peer.receive(5), b'after')

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_what_is_no_bytes_is_refused__data___104_105(scenario):
    """A write of something that is not bytes-like raises TypeError at once and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        with scenario.raises('main', TypeError):
            connection[0].write([104, 105])
        connection[0].write(b'after')
        scenario.check('peer.receive(5)', await peer.receive(5), b'after')

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_empty_write(scenario):
    """A write of no data sends nothing and changes nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(b'')
        await scenario.pause()
        scenario.check_is('peer.is_readable()', peer.is_readable(), False)
        scenario.check('connection[0].get_write_buffer_size()', connection[0].get_write_buffer_size(), 0)
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), False)

    scenario.run(main)
    scenario.expect([])


def test_writelines__lines_line_for_line_in_b_one_b_two_b_three(scenario):
    """The call of writelines sends each element of an iterable, in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].writelines((line for line in (b'one ', b'two ', b'three')))
        scenario.check('peer.receive(13)', await peer.receive(13), b'one two three')

    scenario.run(main)
    scenario.expect([])


def test_writelines__lines___b_one_b_two_b_three(scenario):
    """The call of writelines sends each element of an iterable, in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].writelines([b'one ', b'two ', b'three'])
        scenario.check('peer.receive(13)', await peer.receive(13), b'one two three')

    scenario.run(main)
    scenario.expect([])


def test_writelines_of_much(scenario):
    """The call of writelines with more than the system takes sends all of it, in order, behind what was written before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent[:4 * 100000])
        connection[0].writelines([sent[at:at + 3000] for at in range(4 * 100000, len(sent), 3000)])
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)

    scenario.run(main)
    scenario.expect([])


def test_writelines_with_empty_elements(scenario):
    """Empty elements of what writelines is given are passed over, and the close after it ends."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].writelines([b'one ', b'', b'two', b''])
        connection[0].close()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'one two')
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_write_after_close(scenario):
    """Data written after the close is dropped and raises nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(b'in time')
        connection[0].close()
        connection[0].write(b'late')
        scenario.check('peer.receive_all()', await peer.receive_all(), b'in time')
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)
        connection[0].write(b'late')
        scenario.check('connection[1].lost', connection[1].lost, 1)

    scenario.run(main)
    scenario.expect([])


def test_writelines_after_close(scenario):
    """Data given to writelines after the close is dropped and raises nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(b'in time')
        connection[0].close()
        connection[0].writelines([b'late'])
        scenario.check('peer.receive_all()', await peer.receive_all(), b'in time')
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)
        connection[0].writelines([b'late'])
        scenario.check('connection[1].lost', connection[1].lost, 1)

    scenario.run(main)
    scenario.expect([])


def test_write_after_abort(scenario):
    """Data written after the abort is dropped and raises nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].abort()
        connection[0].write(b'late')
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)
        connection[0].write(b'later')
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')

    scenario.run(main)
    scenario.expect([])


def test_write_after_write_eof__late_write_b(scenario):
    """A write after write_eof raises RuntimeError, also one of no data."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write_eof()
        with scenario.raises('main', RuntimeError):
            connection[0].write(b'')
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_write_after_write_eof__late_write_b_late(scenario):
    """A write after write_eof raises RuntimeError, also one of no data."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write_eof()
        with scenario.raises('main', RuntimeError):
            connection[0].write(b'late')
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_write_after_write_eof__late_writelines___b_late(scenario):
    """A write after write_eof raises RuntimeError, also one of no data."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write_eof()
        with scenario.raises('main', RuntimeError):
            connection[0].writelines([b'late'])
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_view_of_larger_items(scenario):
    """The bytes of a memoryview whose items have several bytes are sent, all of them."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        sent = b'0123456789abcdef'

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(memoryview(sent).cast('I'))
        scenario.check('peer.receive(16)', await peer.receive(16), sent)
        connection[0].abort()

    scenario.run(main)
    scenario.expect([])


def test_writelines_time_and_again(scenario):
    """Calls of writelines that follow each other while the system takes no more send all of it, in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        for at in range(200):
            connection[0].writelines([sent[5000 * at:5000 * at + 2500], sent[5000 * at + 2500:5000 * at + 5000]])
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)

    scenario.run(main)
    scenario.expect([])


def test_nothing_behind_data_that_waits(scenario):
    """A write of no data behind data that waits changes nothing, and the close after it ends when all is sent."""
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
        connection[0].write(b'')
        connection[0].close()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_writelines_of_nothing__lines(scenario):
    """A call of writelines with [] sends nothing and raises nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].writelines([])
        connection[0].write(b'hello')
        connection[0].close()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'hello')
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_writelines_of_nothing__lines___b_b(scenario):
    """A call of writelines with [b'', b''] sends nothing and raises nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].writelines([b'', b''])
        connection[0].write(b'hello')
        connection[0].close()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'hello')
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_writelines_of_nothing__lines___b(scenario):
    """A call of writelines with [b''] sends nothing and raises nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].writelines([b''])
        connection[0].write(b'hello')
        connection[0].close()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'hello')
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_little_is_sent_at_once__call_write_b_goodbye(scenario):
    """Little data that write(b'goodbye') is given is with the system when the call returns, so that an abort right after it loses nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(b'goodbye')
        scenario.check('connection[0].get_write_buffer_size()', connection[0].get_write_buffer_size(), 0)
        connection[0].abort()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'goodbye')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_little_is_sent_at_once__call_writelines___b_good_b_bye(scenario):
    """Little data that writelines([b'good', b'bye']) is given is with the system when the call returns, so that an abort right after it loses nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].writelines([b'good', b'bye'])
        scenario.check('connection[0].get_write_buffer_size()', connection[0].get_write_buffer_size(), 0)
        connection[0].abort()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'goodbye')
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_write_after_a_slow_close(scenario):
    """Data written to a transport that was closed with data waiting, and is lost, is dropped and raises nothing."""
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
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        await outside.within(connection[1].closed())
        connection[0].write(b'late')
        connection[0].write(b'later')
        connection[0].write(b'latest')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_writes_after_the_close_are_logged(scenario):
    """Data written again and again after the close of a transport is logged as a warning, and data written three times is not."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].close()
        async with tools.caught_logs() as few:
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


def test_writelines_after_the_close_is_logged(scenario):
    """Data given to writelines again and again after the close of a transport is logged as a warning."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].close()
        async with tools.caught_logs() as logs:
            for number in range(20):
                connection[0].writelines([b'late'])
        scenario.check_is("'asyncio WARNING' in logs", 'asyncio WARNING' in logs, True)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_writes_of_nothing_after_the_close_are_not_logged__call_write_b(scenario):
    """The call of write(b'') again and again after the close of a transport is not logged."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].close()
        async with tools.caught_logs() as logs:
            for number in range(20):
                connection[0].write(b'')
        scenario.check('logs', logs, [])
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_writes_of_nothing_after_the_close_are_not_logged__call_writelines(scenario):
    """The call of writelines([]) again and again after the close of a transport is not logged."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].close()
        async with tools.caught_logs() as logs:
            for number in range(20):
                connection[0].writelines([])
        scenario.check('logs', logs, [])
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])
