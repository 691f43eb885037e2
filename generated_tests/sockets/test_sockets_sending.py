# Rendered by loopspec from spec/sockets/sending.yaml; do not edit, change the source and run `loopspec render`.
"""sockets: sending."""


def test_sendall_takes_buffers__kind_bytearray(scenario):
    """`sock_sendall` sends the contents of a bytearray."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        scenario.check("within(get_running_loop().sock_sendall(ends[0].socket, bytearray(b'hello')))", await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, bytearray(b'hello'))), None)
        scenario.check('ends[1].take()', ends[1].take(), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_sendall_takes_buffers__kind_memoryview(scenario):
    """`sock_sendall` sends the contents of a memoryview."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        scenario.check("within(get_running_loop().sock_sendall(ends[0].socket, memoryview(b'hello')))", await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, memoryview(b'hello'))), None)
        scenario.check('ends[1].take()', ends[1].take(), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_sendall_of_a_view_sends_all(scenario):
    """`sock_sendall` sends all of a memoryview that is larger than the system takes at once."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)
        sending = scenario.begin(aio.get_running_loop().sock_sendall(ends[0].socket, memoryview(sent)))
        scenario.check('ends[1].receive(1_000_000)', await ends[1].receive(1000000), sent)
        scenario.check('within(sending)', await outside.within(sending), None)

    scenario.run(main)
    scenario.expect([])


def test_sendall_waits_for_room_asleep(scenario):
    """`sock_sendall` goes on when another thread reads what its peer holds, the loop asleep until then."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        with scenario.raises('main', BlockingIOError):
            ends[0].send(outside.pattern(1000000))

        def thread_steps():
            ends[1].take()

        scenario.while_idle(thread_steps)
        await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, b'hello'))
        scenario.check('ends[1].receive(5)', await ends[1].receive(5), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises BlockingIOError')])


def test_sendall_of_nothing_ends(scenario):
    """`sock_sendall` of no data ends, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        scenario.check("within(get_running_loop().sock_sendall(ends[0].socket, b''))", await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, b'')), None)
        scenario.check_is('ends[1].is_readable()', ends[1].is_readable(), False)

    scenario.run(main)
    scenario.expect([])


def test_sends_follow_each_other(scenario):
    """Data of calls to `sock_sendall` that follow each other arrives in their order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        for number in range(10):
            await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, bytes([48 + number])))
        scenario.check('ends[1].take()', ends[1].take(), b'0123456789')

    scenario.run(main)
    scenario.expect([])


def test_reset_ends_a_waiting_sendall(scenario):
    """A waiting `sock_sendall` raises an error of its connection when the peer resets it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(8000000)
        own = outside.peer_to(listener, buffers='small')
        peer = await outside.accepted(listener)
        sending = scenario.begin(aio.get_running_loop().sock_sendall(own.socket, sent))
        await scenario.pause()
        peer.reset()
        try:
            await outside.within(sending)
        except (ConnectionResetError, BrokenPipeError):
            log('main', 'ended')

    scenario.run(main)
    scenario.expect([('main', 'ended')])


def test_closed_peer_breaks_sendall(scenario):
    """`sock_sendall` to a peer that has closed raises BrokenPipeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        ends[1].close()
        with scenario.raises('main', BrokenPipeError):
            await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, b'hello'))

    scenario.run(main)
    scenario.expect([('main', 'raises BrokenPipeError')])


def test_text_is_refused(scenario):
    """`sock_sendall` of a text raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, 'hello'))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_sendall_of_a_buffer_waits_for_nothing(scenario):
    """`sock_sendall` of a bytearray that the system takes at once ends in its first step."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        sending = scenario.begin(aio.get_running_loop().sock_sendall(ends[0].socket, bytearray(b'hello')))
        await scenario.ticks(1)
        scenario.check_is('sending.done()', sending.done(), True)
        await outside.within(sending)
        scenario.check('ends[1].take()', ends[1].take(), b'hello')

    scenario.run(main)
    scenario.expect([])
