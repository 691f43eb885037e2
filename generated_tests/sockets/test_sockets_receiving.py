# Rendered by loopspec from spec/sockets/receiving.yaml; do not edit, change the source and run `loopspec render`.
"""sockets: receiving."""


def test_recv_takes_up_to_n_bytes(scenario):
    """`sock_recv` returns at most as many bytes as asked for, and leaves the rest for the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        ends[1].send(b'hello')
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 3))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 3)), b'hel')
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 3))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 3)), b'lo')

    scenario.run(main)
    scenario.expect([])


def test_recv_gives_bytes(scenario):
    """`sock_recv` returns an object of bytes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        ends[1].send(b'hello')
        scenario.check_type('within(get_running_loop().sock_recv(ends[0].socket, 100))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 100)), bytes)

    scenario.run(main)
    scenario.expect([])


def test_recv_gives_nothing_at_the_end__family_tcp4(scenario):
    """After the last data `sock_recv` returns no bytes, each time."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp4')
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        peer.shutdown_writing()
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'hello')
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'')
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'')

    scenario.run(main)
    scenario.expect([])


def test_recv_gives_nothing_at_the_end__family_tcp6(scenario):
    """After the last data `sock_recv` returns no bytes, each time."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp6')
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        peer.shutdown_writing()
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'hello')
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'')
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'')

    scenario.run(main)
    scenario.expect([])


def test_recv_gives_nothing_at_the_end__family_unix(scenario):
    """After the last data `sock_recv` returns no bytes, each time."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        peer.shutdown_writing()
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'hello')
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'')
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'')

    scenario.run(main)
    scenario.expect([])


def test_end_wakes_a_waiting_recv(scenario):
    """A waiting `sock_recv` returns no bytes when the peer closes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recv(ends[0].socket, 100))
        await scenario.pause()
        ends[1].close()
        scenario.check('within(receiving)', await outside.within(receiving), b'')

    scenario.run(main)
    scenario.expect([])


def test_reset_wakes_a_waiting_recv(scenario):
    """A waiting `sock_recv` raises ConnectionResetError when the peer resets the connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        receiving = scenario.begin(aio.get_running_loop().sock_recv(own.socket, 100))
        await scenario.pause()
        peer.reset()
        with scenario.raises('main', ConnectionResetError):
            await outside.within(receiving)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionResetError')])


def test_recv_into_fills_the_buffer(scenario):
    """`sock_recv_into` writes into the buffer that it is given, and returns the number of bytes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        buf = bytearray(8)
        ends[1].send(b'hello')
        scenario.check('within(get_running_loop().sock_recv_into(ends[0].socket, buf))', await outside.within(aio.get_running_loop().sock_recv_into(ends[0].socket, buf)), 5)
        scenario.check('bytes(buf)', bytes(buf), b'hello\x00\x00\x00')

    scenario.run(main)
    scenario.expect([])


def test_recv_into_waits_for_data(scenario):
    """`sock_recv_into` waits, the loop asleep, until the peer has sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        buf = bytearray(8)

        def thread_steps():
            ends[1].send(b'hello')

        scenario.while_idle(thread_steps)
        scenario.check('within(get_running_loop().sock_recv_into(ends[0].socket, buf))', await outside.within(aio.get_running_loop().sock_recv_into(ends[0].socket, buf)), 5)
        scenario.check('bytes(buf[:5])', bytes(buf[:5]), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_recv_into_stays_within_the_buffer(scenario):
    """`sock_recv_into` takes no more than its buffer holds, and leaves the rest for the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        buf = bytearray(8)
        ends[1].send(b'hello')
        scenario.check('within(get_running_loop().sock_recv_into(ends[0].socket, memoryview(buf)[2:5]))', await outside.within(aio.get_running_loop().sock_recv_into(ends[0].socket, memoryview(buf)[2:5])), 3)
        scenario.check('bytes(buf)', bytes(buf), b'\x00\x00hel\x00\x00\x00')
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 100))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 100)), b'lo')

    scenario.run(main)
    scenario.expect([])


def test_recv_into_gives_zero_at_the_end(scenario):
    """`sock_recv_into` returns 0 at the end of the stream."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        ends[1].close()
        scenario.check('within(get_running_loop().sock_recv_into(ends[0].socket, bytearray(8)))', await outside.within(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(8))), 0)

    scenario.run(main)
    scenario.expect([])


def test_several_sockets_wait_at_once(scenario):
    """Calls that wait on several sockets each get the data of their own."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        first = outside.socket_pair()
        second = outside.socket_pair()
        third = outside.socket_pair()
        one = scenario.begin(aio.get_running_loop().sock_recv(first[0].socket, 100))
        two = scenario.begin(aio.get_running_loop().sock_recv(second[0].socket, 100))
        three = scenario.begin(aio.get_running_loop().sock_recv(third[0].socket, 100))
        await scenario.pause()
        third[1].send(b'third')
        scenario.check('within(three)', await outside.within(three), b'third')
        first[1].send(b'first')
        second[1].send(b'second')
        scenario.check('within(gather(one, two))', await outside.within(aio.gather(one, two)), [b'first', b'second'])

    scenario.run(main)
    scenario.expect([])


def test_socket_receives_while_it_sends(scenario):
    """A socket receives while a `sock_sendall` of the same socket waits for its peer."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)
        sending = scenario.begin(aio.get_running_loop().sock_sendall(ends[0].socket, sent))
        receiving = scenario.begin(aio.get_running_loop().sock_recv(ends[0].socket, 100))
        await scenario.pause()
        scenario.check_is('sending.done() or receiving.done()', sending.done() or receiving.done(), False)
        ends[1].send(b'hello')
        scenario.check('within(receiving)', await outside.within(receiving), b'hello')
        scenario.check('ends[1].receive(1_000_000)', await ends[1].receive(1000000), sent)
        await outside.within(sending)

    scenario.run(main)
    scenario.expect([])


def test_closed_socket_raises__call_sock_recv_ends__0_socket_100(scenario):
    """`sock_recv(ends[0].socket, 100)` of a closed socket raises an error."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        ends[0].close()
        try:
            await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 100))
        except (OSError, ValueError):
            log('main', 'refused')

    scenario.run(main)
    scenario.expect([('main', 'refused')])


def test_closed_socket_raises__call_sock_recv_into_ends__0_socket_bytearray_8(scenario):
    """`sock_recv_into(ends[0].socket, bytearray(8))` of a closed socket raises an error."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        ends[0].close()
        try:
            await outside.within(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(8)))
        except (OSError, ValueError):
            log('main', 'refused')

    scenario.run(main)
    scenario.expect([('main', 'refused')])


def test_closed_socket_raises__call_sock_sendall_ends__0_socket_b_hello(scenario):
    """`sock_sendall(ends[0].socket, b'hello')` of a closed socket raises an error."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        ends[0].close()
        try:
            await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, b'hello'))
        except (OSError, ValueError):
            log('main', 'refused')

    scenario.run(main)
    scenario.expect([('main', 'refused')])


def test_reset_while_it_waits__call_sock_recv_into_own_socket_bytearray_8(scenario):
    """A waiting `sock_recv_into(own.socket, bytearray(8))` raises ConnectionResetError when the peer resets the connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        receiving = scenario.begin(aio.get_running_loop().sock_recv_into(own.socket, bytearray(8)))
        await scenario.pause()
        peer.reset()
        with scenario.raises('main', ConnectionResetError):
            await outside.within(receiving)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionResetError')])


def test_reset_while_it_waits__call_sock_recvfrom_own_socket_8(scenario):
    """A waiting `sock_recvfrom(own.socket, 8)` raises ConnectionResetError when the peer resets the connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        receiving = scenario.begin(aio.get_running_loop().sock_recvfrom(own.socket, 8))
        await scenario.pause()
        peer.reset()
        with scenario.raises('main', ConnectionResetError):
            await outside.within(receiving)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionResetError')])


def test_reset_while_it_waits__call_sock_recvfrom_into_own_socket_bytearray_8(scenario):
    """A waiting `sock_recvfrom_into(own.socket, bytearray(8))` raises ConnectionResetError when the peer resets the connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        receiving = scenario.begin(aio.get_running_loop().sock_recvfrom_into(own.socket, bytearray(8)))
        await scenario.pause()
        peer.reset()
        with scenario.raises('main', ConnectionResetError):
            await outside.within(receiving)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionResetError')])


def test_sizes_of_nothing(scenario):
    """`sock_recv` of a negative size raises ValueError, and of size 0 returns no bytes and takes none."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        ends[1].send(b'hello')
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, -1))
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 0))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 0)), b'')
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 5))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 5)), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_reset_before_the_call__call_sock_recv_own_socket_8(scenario):
    """`sock_recv(own.socket, 8)` raises ConnectionResetError when the peer has reset the connection before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        peer.reset()
        await scenario.pause()
        with scenario.raises('main', ConnectionResetError):
            await outside.within(aio.get_running_loop().sock_recv(own.socket, 8))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionResetError')])


def test_reset_before_the_call__call_sock_recv_into_own_socket_bytearray_8(scenario):
    """`sock_recv_into(own.socket, bytearray(8))` raises ConnectionResetError when the peer has reset the connection before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        peer.reset()
        await scenario.pause()
        with scenario.raises('main', ConnectionResetError):
            await outside.within(aio.get_running_loop().sock_recv_into(own.socket, bytearray(8)))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionResetError')])


def test_reset_before_the_call__call_sock_recvfrom_own_socket_8(scenario):
    """`sock_recvfrom(own.socket, 8)` raises ConnectionResetError when the peer has reset the connection before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        peer.reset()
        await scenario.pause()
        with scenario.raises('main', ConnectionResetError):
            await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 8))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionResetError')])


def test_reset_before_the_call__call_sock_recvfrom_into_own_socket_bytearray_8(scenario):
    """`sock_recvfrom_into(own.socket, bytearray(8))` raises ConnectionResetError when the peer has reset the connection before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        peer.reset()
        await scenario.pause()
        with scenario.raises('main', ConnectionResetError):
            await outside.within(aio.get_running_loop().sock_recvfrom_into(own.socket, bytearray(8)))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionResetError')])


def test_reset_before_the_call__call_sock_sendall_own_socket_b_hello(scenario):
    """`sock_sendall(own.socket, b'hello')` raises ConnectionResetError when the peer has reset the connection before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.peer_to(listener)
        peer = await outside.accepted(listener)
        peer.reset()
        await scenario.pause()
        with scenario.raises('main', ConnectionResetError):
            await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'hello'))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionResetError')])
