# Rendered by loopspec from spec/sockets/cancel.yaml; do not edit, change the source and run `loopspec render`.
"""sockets: cancel."""


def test_cancelled_recv_loses_nothing__call_sock_recv_ends__0_socket_100(scenario):
    """Data that arrives after a waiting `sock_recv(ends[0].socket, 100)` was cancelled goes to the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recv(ends[0].socket, 100))
        await scenario.settle(receiving)
        receiving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await receiving
        ends[1].send(b'hello')
        await scenario.pause()
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 100))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 100)), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_recv_loses_nothing__call_sock_recv_into_ends__0_socket_bytearray_100(scenario):
    """Data that arrives after a waiting `sock_recv_into(ends[0].socket, bytearray(100))` was cancelled goes to the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(100)))
        await scenario.settle(receiving)
        receiving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await receiving
        ends[1].send(b'hello')
        await scenario.pause()
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 100))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 100)), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancel_meets_the_data__call_sock_recv_ends__0_socket_100(scenario):
    """Data that arrives just before a waiting `sock_recv(ends[0].socket, 100)` is cancelled goes to the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recv(ends[0].socket, 100))
        await scenario.settle(receiving)
        ends[1].send(b'hello')
        receiving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await receiving
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 100))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 100)), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancel_meets_the_data__call_sock_recv_into_ends__0_socket_bytearray_100(scenario):
    """Data that arrives just before a waiting `sock_recv_into(ends[0].socket, bytearray(100))` is cancelled goes to the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(100)))
        await scenario.settle(receiving)
        ends[1].send(b'hello')
        receiving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await receiving
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 100))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 100)), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_recv_from_loses_nothing__call_sock_recvfrom_own_socket_100(scenario):
    """A datagram that arrives after a waiting `sock_recvfrom(own.socket, 100)` was cancelled goes to the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        receiving = scenario.begin(aio.get_running_loop().sock_recvfrom(own.socket, 100))
        await scenario.settle(receiving)
        receiving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await receiving
        other.send(b'hello', own)
        await scenario.pause()
        scenario.check('within(get_running_loop().sock_recvfrom(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 100)), (b'hello', other.address))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_recv_from_loses_nothing__call_sock_recvfrom_into_own_socket_bytearray_100(scenario):
    """A datagram that arrives after a waiting `sock_recvfrom_into(own.socket, bytearray(100))` was cancelled goes to the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        receiving = scenario.begin(aio.get_running_loop().sock_recvfrom_into(own.socket, bytearray(100)))
        await scenario.settle(receiving)
        receiving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await receiving
        other.send(b'hello', own)
        await scenario.pause()
        scenario.check('within(get_running_loop().sock_recvfrom(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 100)), (b'hello', other.address))

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_accept_loses_no_connection(scenario):
    """A connection that comes after a waiting `sock_accept` was cancelled goes to the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        accepting = scenario.begin(aio.get_running_loop().sock_accept(listener.socket))
        await scenario.settle(accepting)
        accepting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await accepting
        peer = outside.peer_to(listener)
        await scenario.pause()
        made = await outside.within(aio.get_running_loop().sock_accept(listener.socket))
        scenario.check('made[1]', made[1], peer.address)
        made[0].close()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_sendall_sends_no_more(scenario):
    """After a waiting `sock_sendall` was cancelled nothing of its data follows, and the next one is sent behind what went out."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)
        sending = scenario.begin(aio.get_running_loop().sock_sendall(ends[0].socket, sent))
        await scenario.settle(sending)
        sending.cancel()
        with scenario.raises('main', aio.CancelledError):
            await sending
        begun = ends[1].take()
        await scenario.pause()
        scenario.check('ends[1].take()', ends[1].take(), b'')
        scenario.check_is('0 < len(begun) < len(sent) and sent.startswith(begun)', 0 < len(begun) < len(sent) and sent.startswith(begun), True)
        await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, b'next'))
        scenario.check('ends[1].receive(4)', await ends[1].receive(4), b'next')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_connect_leaves_the_socket_open(scenario):
    """A cancelled `sock_connect` leaves its socket open for the program to close."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.new_socket()
        connecting = scenario.begin(aio.get_running_loop().sock_connect(own.socket, outside.address_of(listener)))
        await aio.sleep(0)
        connecting.cancel()
        await aio.gather(connecting, return_exceptions=True)
        await scenario.pause()
        own.socket.getsockname()

    scenario.run(main)
    scenario.expect([])


def test_cancel_meets_the_room(scenario):
    """A waiting `sock_sendto` that is cancelled just when there is room sends its datagram or is cancelled, and not both; nothing is reported."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')
        done = list()

        async def fill():
            for item in range(10000):
                await loop.sock_sendto(own.socket, b'x', outside.address_of(other))
                done.append(item)

        def handler(*arguments):
            log('handler', 'reported')

        loop.set_exception_handler(handler)
        filling = scenario.begin(fill())
        await scenario.settle(filling)
        await aio.sleep(0)
        before = other.take()
        filling.cancel()
        with scenario.raises('main', aio.CancelledError):
            await filling
        await scenario.pause()
        after = other.take()
        scenario.check_is('len(before) + len(after) == len(done)', len(before) + len(after) == len(done), True)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_reader_behind_a_cancelled_call__call_sock_recv_ends__0_socket_8(scenario):
    """A reader that is added for a socket right after its waiting `sock_recv(ends[0].socket, 8)` was cancelled is called when data comes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        called = aio.Event()
        receiving = scenario.begin(aio.get_running_loop().sock_recv(ends[0].socket, 8))
        await scenario.settle(receiving)
        receiving.cancel()
        aio.get_running_loop().add_reader(ends[0].fileno(), called.set)
        with scenario.raises('main', aio.CancelledError):
            await receiving
        ends[1].send(b'hello')
        await outside.within(called.wait())
        aio.get_running_loop().remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_reader_behind_a_cancelled_call__call_sock_recv_into_ends__0_socket_bytearray_8(scenario):
    """A reader that is added for a socket right after its waiting `sock_recv_into(ends[0].socket, bytearray(8))` was cancelled is called when data comes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        called = aio.Event()
        receiving = scenario.begin(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(8)))
        await scenario.settle(receiving)
        receiving.cancel()
        aio.get_running_loop().add_reader(ends[0].fileno(), called.set)
        with scenario.raises('main', aio.CancelledError):
            await receiving
        ends[1].send(b'hello')
        await outside.within(called.wait())
        aio.get_running_loop().remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_reader_behind_a_cancelled_call__call_sock_recvfrom_ends__0_socket_8(scenario):
    """A reader that is added for a socket right after its waiting `sock_recvfrom(ends[0].socket, 8)` was cancelled is called when data comes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        called = aio.Event()
        receiving = scenario.begin(aio.get_running_loop().sock_recvfrom(ends[0].socket, 8))
        await scenario.settle(receiving)
        receiving.cancel()
        aio.get_running_loop().add_reader(ends[0].fileno(), called.set)
        with scenario.raises('main', aio.CancelledError):
            await receiving
        ends[1].send(b'hello')
        await outside.within(called.wait())
        aio.get_running_loop().remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_reader_behind_a_cancelled_call__call_sock_recvfrom_into_ends__0_socket_bytearray_8(scenario):
    """A reader that is added for a socket right after its waiting `sock_recvfrom_into(ends[0].socket, bytearray(8))` was cancelled is called when data comes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        called = aio.Event()
        receiving = scenario.begin(aio.get_running_loop().sock_recvfrom_into(ends[0].socket, bytearray(8)))
        await scenario.settle(receiving)
        receiving.cancel()
        aio.get_running_loop().add_reader(ends[0].fileno(), called.set)
        with scenario.raises('main', aio.CancelledError):
            await receiving
        ends[1].send(b'hello')
        await outside.within(called.wait())
        aio.get_running_loop().remove_reader(ends[0].fileno())

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_writer_behind_a_cancelled_call(scenario):
    """A writer that is added for a socket right after its waiting `sock_sendall` was cancelled is called when there is room."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        called = aio.Event()
        sending = scenario.begin(aio.get_running_loop().sock_sendall(ends[0].socket, outside.pattern(1000000)))
        await scenario.settle(sending)
        sending.cancel()
        aio.get_running_loop().add_writer(ends[0].fileno(), called.set)
        with scenario.raises('main', aio.CancelledError):
            await sending
        ends[1].take()
        await outside.within(called.wait())
        aio.get_running_loop().remove_writer(ends[0].fileno())

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_accept_behind_a_cancelled_one(scenario):
    """A reader that is added for a listening socket right after its waiting `sock_accept` was cancelled is called when a connection comes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        called = aio.Event()
        accepting = scenario.begin(aio.get_running_loop().sock_accept(listener.socket))
        await scenario.settle(accepting)
        accepting.cancel()
        aio.get_running_loop().add_reader(listener.fileno(), called.set)
        with scenario.raises('main', aio.CancelledError):
            await accepting
        outside.peer_to(listener)
        await outside.within(called.wait())
        aio.get_running_loop().remove_reader(listener.fileno())

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancel_in_the_round_of_the_data__call_sock_recv_ends__0_socket_8(scenario):
    """Where a waiting `sock_recv(ends[0].socket, 8)` is cancelled in the iteration in which the loop has seen its data, the data goes to the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recv(ends[0].socket, 8))
        await scenario.settle(receiving)
        ends[1].send(b'hello')
        await scenario.ticks(1)
        receiving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await receiving
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 8))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 8)), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancel_in_the_round_of_the_data__call_sock_recv_into_ends__0_socket_bytearray_8(scenario):
    """Where a waiting `sock_recv_into(ends[0].socket, bytearray(8))` is cancelled in the iteration in which the loop has seen its data, the data goes to the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(8)))
        await scenario.settle(receiving)
        ends[1].send(b'hello')
        await scenario.ticks(1)
        receiving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await receiving
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 8))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 8)), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancel_in_the_round_of_the_data__call_sock_recvfrom_ends__0_socket_8(scenario):
    """Where a waiting `sock_recvfrom(ends[0].socket, 8)` is cancelled in the iteration in which the loop has seen its data, the data goes to the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recvfrom(ends[0].socket, 8))
        await scenario.settle(receiving)
        ends[1].send(b'hello')
        await scenario.ticks(1)
        receiving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await receiving
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 8))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 8)), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancel_in_the_round_of_the_data__call_sock_recvfrom_into_ends__0_socket_bytearray_8(scenario):
    """Where a waiting `sock_recvfrom_into(ends[0].socket, bytearray(8))` is cancelled in the iteration in which the loop has seen its data, the data goes to the next call."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recvfrom_into(ends[0].socket, bytearray(8)))
        await scenario.settle(receiving)
        ends[1].send(b'hello')
        await scenario.ticks(1)
        receiving.cancel()
        with scenario.raises('main', aio.CancelledError):
            await receiving
        scenario.check('within(get_running_loop().sock_recv(ends[0].socket, 8))', await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 8)), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_ended_call_watches_no_more__call_sock_recv_ends__0_socket_8(scenario):
    """A `sock_recv(ends[0].socket, 8)` that has waited and ended no longer watches its socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recv(ends[0].socket, 8))
        await scenario.settle(receiving)
        ends[1].send(b'hello')
        await outside.within(receiving)
        await aio.sleep(0)
        scenario.check_is('get_running_loop().remove_reader(ends[0].fileno()) is True', aio.get_running_loop().remove_reader(ends[0].fileno()) is True, False)

    scenario.run(main)
    scenario.expect([])


def test_ended_call_watches_no_more__call_sock_recv_into_ends__0_socket_bytearray_8(scenario):
    """A `sock_recv_into(ends[0].socket, bytearray(8))` that has waited and ended no longer watches its socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(8)))
        await scenario.settle(receiving)
        ends[1].send(b'hello')
        await outside.within(receiving)
        await aio.sleep(0)
        scenario.check_is('get_running_loop().remove_reader(ends[0].fileno()) is True', aio.get_running_loop().remove_reader(ends[0].fileno()) is True, False)

    scenario.run(main)
    scenario.expect([])


def test_ended_call_watches_no_more__call_sock_recvfrom_ends__0_socket_8(scenario):
    """A `sock_recvfrom(ends[0].socket, 8)` that has waited and ended no longer watches its socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recvfrom(ends[0].socket, 8))
        await scenario.settle(receiving)
        ends[1].send(b'hello')
        await outside.within(receiving)
        await aio.sleep(0)
        scenario.check_is('get_running_loop().remove_reader(ends[0].fileno()) is True', aio.get_running_loop().remove_reader(ends[0].fileno()) is True, False)

    scenario.run(main)
    scenario.expect([])


def test_ended_call_watches_no_more__call_sock_recvfrom_into_ends__0_socket_bytearray_8(scenario):
    """A `sock_recvfrom_into(ends[0].socket, bytearray(8))` that has waited and ended no longer watches its socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        receiving = scenario.begin(aio.get_running_loop().sock_recvfrom_into(ends[0].socket, bytearray(8)))
        await scenario.settle(receiving)
        ends[1].send(b'hello')
        await outside.within(receiving)
        await aio.sleep(0)
        scenario.check_is('get_running_loop().remove_reader(ends[0].fileno()) is True', aio.get_running_loop().remove_reader(ends[0].fileno()) is True, False)

    scenario.run(main)
    scenario.expect([])


def test_ended_accept_watches_no_more(scenario):
    """A `sock_accept` that has waited and ended no longer watches its socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        accepting = scenario.begin(aio.get_running_loop().sock_accept(listener.socket))
        await scenario.settle(accepting)
        outside.peer_to(listener)
        made = await outside.within(accepting)
        await aio.sleep(0)
        scenario.check_is('get_running_loop().remove_reader(listener.fileno()) is True', aio.get_running_loop().remove_reader(listener.fileno()) is True, False)
        made[0].close()

    scenario.run(main)
    scenario.expect([])


def test_ended_sendall_watches_no_more(scenario):
    """A `sock_sendall` that has waited and ended no longer watches its socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        sent = outside.pattern(1000000)
        sending = scenario.begin(aio.get_running_loop().sock_sendall(ends[0].socket, sent))
        await scenario.settle(sending)
        scenario.check('ends[1].receive(len(sent))', await ends[1].receive(len(sent)), sent)
        await outside.within(sending)
        await aio.sleep(0)
        scenario.check_is('get_running_loop().remove_writer(ends[0].fileno()) is True', aio.get_running_loop().remove_writer(ends[0].fileno()) is True, False)

    scenario.run(main)
    scenario.expect([])


def test_ended_connect_watches_no_more(scenario):
    """A `sock_connect` that has ended no longer watches its socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.new_socket()
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(listener)))
        await aio.sleep(0)
        scenario.check_is('get_running_loop().remove_writer(own.fileno()) is True', aio.get_running_loop().remove_writer(own.fileno()) is True, False)

    scenario.run(main)
    scenario.expect([])


def test_ended_sendto_watches_no_more(scenario):
    """A `sock_sendto` that has waited and ended no longer watches its socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')

        async def send_all():
            for item in range(300):
                await aio.get_running_loop().sock_sendto(own.socket, bytes(10), outside.address_of(other))

        sending = scenario.begin(send_all())
        for number in range(300):
            await other.receive()
        await outside.within(sending)
        await aio.sleep(0)
        scenario.check_is('get_running_loop().remove_writer(own.fileno()) is True', aio.get_running_loop().remove_writer(own.fileno()) is True, False)

    scenario.run(main)
    scenario.expect([])


def test_writer_behind_a_cancelled_sendto(scenario):
    """A writer that is added for a socket right after its waiting `sock_sendto` was cancelled is called when there is room."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')
        called = aio.Event()

        async def send_all():
            for item in range(10000):
                await aio.get_running_loop().sock_sendto(own.socket, bytes(1000), outside.address_of(other))

        sending = scenario.begin(send_all())
        await scenario.settle(sending)
        sending.cancel()
        aio.get_running_loop().add_writer(own.fileno(), called.set)
        with scenario.raises('main', aio.CancelledError):
            await sending
        await scenario.pause()
        other.take()
        await outside.within(called.wait())
        scenario.check_is('get_running_loop().remove_writer(own.fileno()) is False', aio.get_running_loop().remove_writer(own.fileno()) is False, False)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])
