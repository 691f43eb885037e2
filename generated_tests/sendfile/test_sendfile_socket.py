# Rendered by loopspec from spec/sendfile/socket.yaml; do not edit, change the source and run `loopspec render`.
"""sendfile: socket."""


def test_whole_file_is_sent__family_tcp4(scenario):
    """`sock_sendfile` sends a file to its end, returns the number of bytes, and leaves the position behind them."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp4')
        sent = outside.pattern(10000)
        data = outside.file_with(sent)
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        scenario.check('within(get_running_loop().sock_sendfile(own.socket, data))', await outside.within(aio.get_running_loop().sock_sendfile(own.socket, data)), 10000)
        scenario.check('peer.receive(10_000)', await peer.receive(10000), sent)
        scenario.check('data.tell()', data.tell(), 10000)

    scenario.run(main)
    scenario.expect([])


def test_whole_file_is_sent__family_unix(scenario):
    """`sock_sendfile` sends a file to its end, returns the number of bytes, and leaves the position behind them."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')
        sent = outside.pattern(10000)
        data = outside.file_with(sent)
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        scenario.check('within(get_running_loop().sock_sendfile(own.socket, data))', await outside.within(aio.get_running_loop().sock_sendfile(own.socket, data)), 10000)
        scenario.check('peer.receive(10_000)', await peer.receive(10000), sent)
        scenario.check('data.tell()', data.tell(), 10000)

    scenario.run(main)
    scenario.expect([])


def test_slow_peer_gets_all_of_it(scenario):
    """`sock_sendfile` ends when all is sent, however slowly the peer reads."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(sent)
        scenario.check('within(gather(get_running_loop().sock_sendfile(ends[0].socket, data), ends[1].receive(1_000_000)))', await outside.within(aio.gather(aio.get_running_loop().sock_sendfile(ends[0].socket, data), ends[1].receive(1000000))), [len(sent), sent])

    scenario.run(main)
    scenario.expect([])


def test_offset_and_count_choose_a_part(scenario):
    """The offset and the count choose the part of a file that `sock_sendfile` sends; the position is at its end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        scenario.check('within(get_running_loop().sock_sendfile(ends[0].socket, data, 2, 5))', await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, 2, 5)), 5)
        scenario.check('ends[1].take()', ends[1].take(), b'23456')
        scenario.check('data.tell()', data.tell(), 7)

    scenario.run(main)
    scenario.expect([])


def test_offset_alone_sends_the_rest(scenario):
    """`sock_sendfile` with an offset and no count sends the rest of the file."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        scenario.check('within(get_running_loop().sock_sendfile(ends[0].socket, data, offset=4))', await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, offset=4)), 6)
        scenario.check('ends[1].take()', ends[1].take(), b'456789')

    scenario.run(main)
    scenario.expect([])


def test_offset_of_zero_is_the_beginning(scenario):
    """`sock_sendfile` without an offset begins at the beginning, wherever the position of the file is."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        data.seek(5)
        scenario.check('within(get_running_loop().sock_sendfile(ends[0].socket, data))', await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data)), 10)
        scenario.check('ends[1].take()', ends[1].take(), b'0123456789')

    scenario.run(main)
    scenario.expect([])


def test_count_beyond_the_end(scenario):
    """`sock_sendfile` of more than the file has sends what there is, and returns its size."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        scenario.check('within(get_running_loop().sock_sendfile(ends[0].socket, data, 6, 100))', await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, 6, 100)), 4)
        scenario.check('ends[1].take()', ends[1].take(), b'6789')

    scenario.run(main)
    scenario.expect([])


def test_empty_file_ends(scenario):
    """`sock_sendfile` of an empty file returns 0."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'')
        scenario.check('within(get_running_loop().sock_sendfile(ends[0].socket, data))', await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data)), 0)
        scenario.check_is('ends[1].is_readable()', ends[1].is_readable(), False)

    scenario.run(main)
    scenario.expect([])


def test_no_fallback_where_none_is_needed(scenario):
    """`sock_sendfile` without a fallback sends where the system has the call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        scenario.check('within(get_running_loop().sock_sendfile(ends[0].socket, data, fallback=False))', await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, fallback=False)), 10)
        scenario.check('ends[1].take()', ends[1].take(), b'0123456789')

    scenario.run(main)
    scenario.expect([])


def test_reset_leaves_the_position(scenario):
    """A `sock_sendfile` that the peer resets raises an error of its connection, and the position of the file shows how much was sent."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(8000000)
        data = outside.file_with(sent)
        own = outside.peer_to(listener, buffers='small')
        peer = await outside.accepted(listener)
        await outside.within(aio.get_running_loop().sock_sendfile(own.socket, data, 0, 10))
        sending = scenario.begin(aio.get_running_loop().sock_sendfile(own.socket, data))
        await peer.receive(100010)
        peer.reset()
        try:
            await outside.within(sending)
        except (ConnectionResetError, BrokenPipeError):
            log('main', 'ended')
        scenario.check_is('100_000 <= data.tell() < len(sent)', 100000 <= data.tell() < len(sent), True)

    scenario.run(main)
    scenario.expect([('main', 'ended')])


def test_wrong_numbers_are_refused__wrong_count_minus_1(scenario):
    """`sock_sendfile` with count=-1 raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, count=-1))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_wrong_numbers_are_refused__wrong_count_0(scenario):
    """`sock_sendfile` with count=0 raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, count=0))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_wrong_numbers_are_refused__wrong_offset_minus_1(scenario):
    """`sock_sendfile` with offset=-1 raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, offset=-1))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_datagram_socket_is_refused(scenario):
    """`sock_sendfile` to a socket for datagrams raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        data = outside.file_with(b'0123456789')
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_sendfile(own.socket, data))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_no_fallback_for_a_file_in_memory(scenario):
    """`sock_sendfile` of a file in memory, for which the system has no call, raises SendfileNotAvailableError without a fallback, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789', in_memory=True)
        with scenario.raises('main', aio.SendfileNotAvailableError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, fallback=False))
        scenario.check('ends[1].take()', ends[1].take(), b'')

    scenario.run(main)
    scenario.expect([('main', 'raises SendfileNotAvailableError')])


def test_fallback_for_a_file_in_memory(scenario):
    """`sock_sendfile` reads and sends a part of a file in memory itself, and leaves the position behind it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789', in_memory=True)
        scenario.check('within(get_running_loop().sock_sendfile(ends[0].socket, data, 2, 5))', await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, 2, 5)), 5)
        scenario.check_is('data.tell()', data.tell(), 7)
        scenario.check('ends[1].take()', ends[1].take(), b'23456')

    scenario.run(main)
    scenario.expect([])


def test_cancelled_one_watches_no_more(scenario):
    """A `sock_sendfile` that is cancelled while it waits watches its socket no longer and sends no more of the file; what is sent then follows what went out."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(sent)
        sending = scenario.begin(loop.sock_sendfile(ends[0].socket, data))
        await scenario.settle(sending)
        await scenario.pause()
        sending.cancel()
        with scenario.raises('main', aio.CancelledError):
            await sending
        scenario.check_is('loop.remove_writer(ends[0].fileno())', loop.remove_writer(ends[0].fileno()), False)
        begun = ends[1].take()
        await scenario.pause()
        scenario.check('ends[1].take()', ends[1].take(), b'')
        scenario.check_is('0 < len(begun) < len(sent) and sent.startswith(begun)', 0 < len(begun) < len(sent) and sent.startswith(begun), True)
        await outside.within(loop.sock_sendall(ends[0].socket, b'next'))
        scenario.check('ends[1].receive(4)', await ends[1].receive(4), b'next')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_blocking_socket_is_refused(scenario):
    """In debug mode `sock_sendfile` refuses a blocking socket with ValueError; outside of it, it sends."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        ends[0].socket.setblocking(True)
        loop.set_debug(True)
        with scenario.raises('main', ValueError):
            await outside.within(loop.sock_sendfile(ends[0].socket, data))
        loop.set_debug(False)
        scenario.check('within(loop.sock_sendfile(ends[0].socket, data))', await outside.within(loop.sock_sendfile(ends[0].socket, data)), 10)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_numbers_that_are_none__wrong_count_10(scenario):
    """`sock_sendfile` with count='10' raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, count='10'))
        scenario.check('ends[1].take()', ends[1].take(), b'')

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_numbers_that_are_none__wrong_count_2_5(scenario):
    """`sock_sendfile` with count=2.5 raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, count=2.5))
        scenario.check('ends[1].take()', ends[1].take(), b'')

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_numbers_that_are_none__wrong_offset_0_5(scenario):
    """`sock_sendfile` with offset=0.5 raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, offset=0.5))
        scenario.check('ends[1].take()', ends[1].take(), b'')

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_socket_that_is_full(scenario):
    """A `sock_sendfile` to a peer that takes nothing at first waits, and sends the file behind what was there, whole."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(90000)
        data = outside.file_with(sent)
        filling = scenario.begin(aio.get_running_loop().sock_sendall(ends[0].socket, outside.pattern(8000000)))
        await scenario.settle(filling)
        filling.cancel()
        with scenario.raises('main', aio.CancelledError):
            await filling
        sending = scenario.begin(aio.get_running_loop().sock_sendfile(ends[0].socket, data))
        await scenario.settle(sending)
        receiving = scenario.begin(ends[1].receive_all())
        scenario.check('within(sending)', await outside.within(sending), 90000)
        ends[0].shutdown_writing()
        got = await receiving
        scenario.check('(got[-90_000:] == sent, got[:1000] == pattern(1000), data.tell())', (got[-90000:] == sent, got[:1000] == outside.pattern(1000), data.tell()), (True, True, 90000))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_one_byte_of_a_file_in_memory(scenario):
    """`sock_sendfile` of a file in memory with one byte sends it, and leaves the position behind it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789', in_memory=True)
        scenario.check('within(get_running_loop().sock_sendfile(ends[0].socket, data, 4, 1))', await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, 4, 1)), 1)
        scenario.check_is('data.tell()', data.tell(), 5)
        scenario.check('ends[1].take()', ends[1].take(), b'4')

    scenario.run(main)
    scenario.expect([])


def test_socket_that_is_not_connected(scenario):
    """`sock_sendfile` to a socket that is not connected raises an error of the connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.new_socket()
        data = outside.file_with(b'0123456789')
        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().sock_sendfile(own.socket, data))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_full_socket_needs_no_fallback(scenario):
    """`sock_sendfile` without a fallback to a peer that takes nothing at first waits, and sends the file behind what was there."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(90000)
        data = outside.file_with(sent)
        filling = scenario.begin(aio.get_running_loop().sock_sendall(ends[0].socket, outside.pattern(8000000)))
        await scenario.settle(filling)
        filling.cancel()
        with scenario.raises('main', aio.CancelledError):
            await filling
        sending = scenario.begin(aio.get_running_loop().sock_sendfile(ends[0].socket, data, fallback=False))
        await scenario.settle(sending)
        receiving = scenario.begin(ends[1].receive_all())
        scenario.check('within(sending)', await outside.within(sending), 90000)
        ends[0].shutdown_writing()
        got = await receiving
        scenario.check('(got[-90_000:] == sent, data.tell())', (got[-90000:] == sent, data.tell()), (True, 90000))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_before_it_has_sent(scenario):
    """A `sock_sendfile` that is cancelled before its peer has taken anything watches its socket no longer, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair(buffers='small')
        data = outside.file_with(b'0123456789')
        filling = scenario.begin(loop.sock_sendall(ends[0].socket, outside.pattern(8000000)))
        await scenario.settle(filling)
        filling.cancel()
        with scenario.raises('main', aio.CancelledError):
            await filling
        sending = scenario.begin(loop.sock_sendfile(ends[0].socket, data, fallback=False))
        await scenario.settle(sending)
        sending.cancel()
        with scenario.raises('main', aio.CancelledError):
            await sending
        scenario.check_is('loop.remove_writer(ends[0].fileno())', loop.remove_writer(ends[0].fileno()), False)
        got = ends[1].take()
        scenario.check("(len(got) > 0, got.endswith(b'0123456789'))", (len(got) > 0, got.endswith(b'0123456789')), (True, False))
        await scenario.pause()
        scenario.check('ends[1].take()', ends[1].take(), b'')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises CancelledError'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_one_byte_of_a_file(scenario):
    """`sock_sendfile` sends a single byte of a file when it is asked for one, and leaves the position behind it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        scenario.check('within(get_running_loop().sock_sendfile(ends[0].socket, data, 4, 1))', await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, 4, 1)), 1)
        scenario.check('(data.tell(), ends[1].take())', (data.tell(), ends[1].take()), (5, b'4'))

    scenario.run(main)
    scenario.expect([])


def test_closed_file__fallback_false(scenario):
    """`sock_sendfile` of a file that is closed raises ValueError, with the argument fallback=False."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        data.close()
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, fallback=False))
        scenario.check('ends[1].take()', ends[1].take(), b'')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_closed_file__fallback_true(scenario):
    """`sock_sendfile` of a file that is closed raises ValueError, with the argument fallback=True."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        data.close()
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, fallback=True))
        scenario.check('ends[1].take()', ends[1].take(), b'')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_file_without_a_descriptor(scenario):
    """`sock_sendfile` of an object that has no method fileno raises SendfileNotAvailableError without a fallback."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        with scenario.raises('main', aio.SendfileNotAvailableError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, aio.Queue(), fallback=False))

    scenario.run(main)
    scenario.expect([('main', 'raises SendfileNotAvailableError')])


def test_nothing_is_reported__part_a_part_of_it(scenario):
    """`sock_sendfile` of a part of it reports nothing to the exception handler of the loop."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(300000)
        data = outside.file_with(sent)
        count = {'a whole file': None, 'as many bytes as it has': len(sent), 'a part of it': len(sent) - 1}['a part of it']

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        sending = scenario.begin(aio.get_running_loop().sock_sendfile(ends[0].socket, data, 0, count, fallback=False))
        scenario.check('ends[1].receive(count or len(sent))', await ends[1].receive(count or len(sent)), sent[:count])
        scenario.check('within(sending)', await outside.within(sending), count or len(sent))
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_reported__part_a_whole_file(scenario):
    """`sock_sendfile` of a whole file reports nothing to the exception handler of the loop."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(300000)
        data = outside.file_with(sent)
        count = {'a whole file': None, 'as many bytes as it has': len(sent), 'a part of it': len(sent) - 1}['a whole file']

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        sending = scenario.begin(aio.get_running_loop().sock_sendfile(ends[0].socket, data, 0, count, fallback=False))
        scenario.check('ends[1].receive(count or len(sent))', await ends[1].receive(count or len(sent)), sent[:count])
        scenario.check('within(sending)', await outside.within(sending), count or len(sent))
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_reported__part_as_many_bytes_as_it_has(scenario):
    """`sock_sendfile` of as many bytes as it has reports nothing to the exception handler of the loop."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(300000)
        data = outside.file_with(sent)
        count = {'a whole file': None, 'as many bytes as it has': len(sent), 'a part of it': len(sent) - 1}['as many bytes as it has']

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        sending = scenario.begin(aio.get_running_loop().sock_sendfile(ends[0].socket, data, 0, count, fallback=False))
        scenario.check('ends[1].receive(count or len(sent))', await ends[1].receive(count or len(sent)), sent[:count])
        scenario.check('within(sending)', await outside.within(sending), count or len(sent))
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_reset_is_not_reported(scenario):
    """A `sock_sendfile` that the peer resets raises the error, and reports nothing to the exception handler of the loop."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(8000000)
        data = outside.file_with(sent)

        def handler(loop, context):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        own = outside.peer_to(listener, buffers='small')
        peer = await outside.accepted(listener)
        sending = scenario.begin(aio.get_running_loop().sock_sendfile(own.socket, data))
        await peer.receive(100000)
        peer.reset()
        with scenario.raises('main', (ConnectionResetError, BrokenPipeError)):
            await outside.within(sending)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionResetError')])


def test_descriptor_that_is_closed(scenario):
    """`sock_sendfile` of an object whose descriptor is closed raises SendfileNotAvailableError without a fallback."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        pipes = outside.pipe_pair()
        pipes[0].close()
        with scenario.raises('main', aio.SendfileNotAvailableError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, pipes[0], fallback=False))

    scenario.run(main)
    scenario.expect([('main', 'raises SendfileNotAvailableError')])


def test_cancelled_after_the_close_of_its_socket(scenario):
    """A `sock_sendfile` that waits is cancelled after its socket was closed without a report to the exception handler."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair(buffers='small')
        data = outside.file_with(outside.pattern(1000000))

        def handler(running, context):
            log('handler', 'reported')

        loop.set_exception_handler(handler)
        sending = scenario.begin(loop.sock_sendfile(ends[0].socket, data))
        await scenario.settle(sending)
        loop.remove_writer(ends[0].fileno())
        ends[0].close()
        sending.cancel()
        with scenario.raises('main', aio.CancelledError):
            await sending
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_offset_beyond_all_numbers(scenario):
    """`sock_sendfile` with an offset that is larger than the numbers of the system raises ArithmeticError without a fallback, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789')
        large = 100000 * 100000
        larger = large * large
        with scenario.raises('main', ArithmeticError):
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, larger, fallback=False))
        scenario.check('ends[1].take()', ends[1].take(), b'')

    scenario.run(main)
    scenario.expect([('main', 'raises ArithmeticError')])


def test_cancelled_when_its_peer_is_ready(scenario):
    """A `sock_sendfile` that is cancelled when its socket can be written again sends no more, and leaves the file's position behind what was sent."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(sent)

        def handler(running, context):
            log('handler', 'reported')

        loop.set_exception_handler(handler)
        sending = scenario.begin(loop.sock_sendfile(ends[0].socket, data))
        await scenario.settle(sending)
        await scenario.pause()
        got = ends[1].take()
        await scenario.ticks(1)
        sending.cancel()
        with scenario.raises('main', aio.CancelledError):
            await sending
        scenario.check_is('loop.remove_writer(ends[0].fileno())', loop.remove_writer(ends[0].fileno()), False)
        await scenario.pause()
        scenario.check('(ends[1].take(), data.tell())', (ends[1].take(), data.tell()), (b'', len(got)))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_refused_numbers_leave_the_position__wrong_count_10(scenario):
    """`sock_sendfile` that refuses count='10' leaves the position of the file where it was."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789', in_memory=True)
        data.seek(5)
        try:
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, count='10'))
        except (TypeError, ValueError):
            log('main', 'is refused')
        scenario.check_is('data.tell()', data.tell(), 5)

    scenario.run(main)
    scenario.expect([('main', 'is refused')])


def test_refused_numbers_leave_the_position__wrong_count_0(scenario):
    """`sock_sendfile` that refuses count=0 leaves the position of the file where it was."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789', in_memory=True)
        data.seek(5)
        try:
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, count=0))
        except (TypeError, ValueError):
            log('main', 'is refused')
        scenario.check_is('data.tell()', data.tell(), 5)

    scenario.run(main)
    scenario.expect([('main', 'is refused')])


def test_refused_numbers_leave_the_position__wrong_count_2_5(scenario):
    """`sock_sendfile` that refuses count=2.5 leaves the position of the file where it was."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789', in_memory=True)
        data.seek(5)
        try:
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, count=2.5))
        except (TypeError, ValueError):
            log('main', 'is refused')
        scenario.check_is('data.tell()', data.tell(), 5)

    scenario.run(main)
    scenario.expect([('main', 'is refused')])


def test_refused_numbers_leave_the_position__wrong_offset_minus_1(scenario):
    """`sock_sendfile` that refuses offset=-1 leaves the position of the file where it was."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        data = outside.file_with(b'0123456789', in_memory=True)
        data.seek(5)
        try:
            await outside.within(aio.get_running_loop().sock_sendfile(ends[0].socket, data, offset=-1))
        except (TypeError, ValueError):
            log('main', 'is refused')
        scenario.check_is('data.tell()', data.tell(), 5)

    scenario.run(main)
    scenario.expect([('main', 'is refused')])


def test_position_after_a_cancellation(scenario):
    """After a `sock_sendfile` that was cancelled, the position of a file without a descriptor is not behind what was sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        data = outside.file_with(outside.pattern(1000000), in_memory=True)
        sending = scenario.begin(aio.get_running_loop().sock_sendfile(ends[0].socket, data))
        first = await ends[1].receive(300000)
        await scenario.settle(sending)
        sending.cancel()
        with scenario.raises('main', aio.CancelledError):
            await sending
        rest = ends[1].take()
        scenario.check_is('0 < data.tell() <= len(first) + len(rest)', 0 < data.tell() <= len(first) + len(rest), True)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_count_to_a_slow_peer(scenario):
    """`sock_sendfile` with a count to a peer that reads slowly sends so many bytes of the file, and no more."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(sent)
        sending = scenario.begin(aio.get_running_loop().sock_sendfile(ends[0].socket, data, 1000, 60000 * 10))
        await scenario.settle(sending)
        receiving = scenario.begin(ends[1].receive_all())
        scenario.check('within(sending)', await outside.within(sending), 60000 * 10)
        ends[0].shutdown_writing()
        got = await receiving
        scenario.check('(len(got), got == sent[1000:60_000 * 10 + 1000], data.tell())', (len(got), got == sent[1000:60000 * 10 + 1000], data.tell()), (60000 * 10, True, 60000 * 10 + 1000))

    scenario.run(main)
    scenario.expect([])


def test_count_of_a_large_file_in_memory(scenario):
    """`sock_sendfile` with a count sends so many bytes of a file in memory that is read in several parts, and no more."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        sent = outside.pattern(1000000)
        data = outside.file_with(sent, in_memory=True)
        sending = scenario.begin(aio.get_running_loop().sock_sendfile(ends[0].socket, data, 1000, 60000 * 10))
        receiving = scenario.begin(ends[1].receive_all())
        scenario.check('within(sending)', await outside.within(sending), 60000 * 10)
        ends[0].shutdown_writing()
        got = await receiving
        scenario.check('(len(got), got == sent[1000:60_000 * 10 + 1000], data.tell())', (len(got), got == sent[1000:60000 * 10 + 1000], data.tell()), (60000 * 10, True, 60000 * 10 + 1000))

    scenario.run(main)
    scenario.expect([])


def test_reset_leaves_the_position_of_a_file_in_memory(scenario):
    """A `sock_sendfile` of a file in memory that the peer cuts off leaves the position before what was not sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(65000 * 8)
        data = outside.file_with(sent, in_memory=True)
        sending = scenario.begin(aio.get_running_loop().sock_sendfile(ends[0].socket, data))
        scenario.check('ends[1].receive(53_000 * 5)', await ends[1].receive(53000 * 5), sent[:53000 * 5])
        await scenario.wait_until('data.tell() == len(sent)', lambda: data.tell() == len(sent))
        ends[1].reset()
        with scenario.raises('main', ConnectionError):
            await outside.within(sending)
        scenario.check_is('data.tell() < len(sent)', data.tell() < len(sent), True)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionError')])


def test_without_a_connection_and_a_fallback__family_tcp4(scenario):
    """`sock_sendfile` without a fallback, over a socket of the family tcp4 that is not connected, raises SendfileNotAvailableError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.new_socket('tcp4')
        data = outside.file_with(b'0123456789')
        with scenario.raises('main', aio.SendfileNotAvailableError):
            await outside.within(aio.get_running_loop().sock_sendfile(own.socket, data, fallback=False))

    scenario.run(main)
    scenario.expect([('main', 'raises SendfileNotAvailableError')])


def test_without_a_connection_and_a_fallback__family_unix(scenario):
    """`sock_sendfile` without a fallback, over a socket of the family unix that is not connected, raises SendfileNotAvailableError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.new_socket('unix')
        data = outside.file_with(b'0123456789')
        with scenario.raises('main', aio.SendfileNotAvailableError):
            await outside.within(aio.get_running_loop().sock_sendfile(own.socket, data, fallback=False))

    scenario.run(main)
    scenario.expect([('main', 'raises SendfileNotAvailableError')])
