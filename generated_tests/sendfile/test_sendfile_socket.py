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
