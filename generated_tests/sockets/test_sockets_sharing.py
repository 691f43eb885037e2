# Rendered by loopspec from spec/sockets/sharing.yaml; do not edit, change the source and run `loopspec render`.
"""sockets: sharing."""


def test_two_sockets_of_one_connection__call_sock_recv(scenario):
    """Of two calls of `sock_recv` that wait on duplicates of one socket, one gets what comes first and the other what comes next."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        twin = ends[0].socket.dup()

        async def receive(own):
            got = await loop.sock_recv(own, 8)
            return got[0] if 'sock_recv' == 'sock_recvfrom' else got

        first = scenario.begin(receive(ends[0].socket))
        second = scenario.begin(receive(twin))
        await scenario.settle(first, second)
        ends[1].send(b'one')
        await outside.within(aio.wait([first, second], return_when=aio.FIRST_COMPLETED))
        await scenario.pause()
        ends[1].send(b'two')
        both = await outside.within(aio.gather(first, second))
        scenario.check('sorted(both)', sorted(both), [b'one', b'two'])
        twin.close()

    scenario.run(main)
    scenario.expect([])


def test_two_sockets_of_one_connection__call_sock_recvfrom(scenario):
    """Of two calls of `sock_recvfrom` that wait on duplicates of one socket, one gets what comes first and the other what comes next."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        twin = ends[0].socket.dup()

        async def receive(own):
            got = await loop.sock_recvfrom(own, 8)
            return got[0] if 'sock_recvfrom' == 'sock_recvfrom' else got

        first = scenario.begin(receive(ends[0].socket))
        second = scenario.begin(receive(twin))
        await scenario.settle(first, second)
        ends[1].send(b'one')
        await outside.within(aio.wait([first, second], return_when=aio.FIRST_COMPLETED))
        await scenario.pause()
        ends[1].send(b'two')
        both = await outside.within(aio.gather(first, second))
        scenario.check('sorted(both)', sorted(both), [b'one', b'two'])
        twin.close()

    scenario.run(main)
    scenario.expect([])


def test_two_sockets_that_listen(scenario):
    """Of two calls of `sock_accept` that wait on duplicates of one socket, one gets the first connection and the other the next."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket()
        twin = listener.socket.dup()
        first = scenario.begin(loop.sock_accept(listener.socket))
        second = scenario.begin(loop.sock_accept(twin))
        await scenario.settle(first, second)
        one = outside.peer_to(listener)
        await outside.within(aio.wait([first, second], return_when=aio.FIRST_COMPLETED))
        await scenario.pause()
        two = outside.peer_to(listener)
        both = await outside.within(aio.gather(first, second))
        scenario.check_is('sorted([both[0][1], both[1][1]]) == sorted([one.address, two.address])', sorted([both[0][1], both[1][1]]) == sorted([one.address, two.address]), True)
        both[0][0].close()
        both[1][0].close()
        twin.close()

    scenario.run(main)
    scenario.expect([])


def test_two_sockets_and_buffers__call_sock_recv_into(scenario):
    """Of two calls of `sock_recv_into` that wait on duplicates of one socket, one gets what comes first and the other what comes next."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        twin = ends[0].socket.dup()
        left = bytearray(8)
        right = bytearray(8)
        first = scenario.begin(loop.sock_recv_into(ends[0].socket, left))
        second = scenario.begin(loop.sock_recv_into(twin, right))
        await scenario.settle(first, second)
        ends[1].send(b'one')
        await outside.within(aio.wait([first, second], return_when=aio.FIRST_COMPLETED))
        await scenario.pause()
        ends[1].send(b'two')
        await outside.within(aio.gather(first, second))
        scenario.check('sorted([bytes(left[:3]), bytes(right[:3])])', sorted([bytes(left[:3]), bytes(right[:3])]), [b'one', b'two'])
        twin.close()

    scenario.run(main)
    scenario.expect([])


def test_two_sockets_and_buffers__call_sock_recvfrom_into(scenario):
    """Of two calls of `sock_recvfrom_into` that wait on duplicates of one socket, one gets what comes first and the other what comes next."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        ends = outside.socket_pair()
        twin = ends[0].socket.dup()
        left = bytearray(8)
        right = bytearray(8)
        first = scenario.begin(loop.sock_recvfrom_into(ends[0].socket, left))
        second = scenario.begin(loop.sock_recvfrom_into(twin, right))
        await scenario.settle(first, second)
        ends[1].send(b'one')
        await outside.within(aio.wait([first, second], return_when=aio.FIRST_COMPLETED))
        await scenario.pause()
        ends[1].send(b'two')
        await outside.within(aio.gather(first, second))
        scenario.check('sorted([bytes(left[:3]), bytes(right[:3])])', sorted([bytes(left[:3]), bytes(right[:3])]), [b'one', b'two'])
        twin.close()

    scenario.run(main)
    scenario.expect([])


def test_writes_to_one_connection(scenario):
    """Two transports over duplicates of one socket whose peer reads slowly both send all that is written to them."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket(buffers='small')
        peer = outside.peer_to(listener, buffers='small')
        sent = outside.pattern(300000)

        class End(outside.protocol_class('End', 'Protocol')):
            pass

        near = await outside.accepted(listener)
        twin = near.socket.dup()
        first = await outside.within(loop.create_connection(End, sock=near.socket))
        second = await outside.within(loop.create_connection(End, sock=twin))
        outside.small_buffers(first[0])
        first[0].write(sent)
        second[0].write(sent)
        got = await peer.receive(600000)
        scenario.check_is('len(got) == 2 * len(sent) and sum(got) == 2 * sum(sent)', len(got) == 2 * len(sent) and sum(got) == 2 * sum(sent), True)
        scenario.check('first[0].get_write_buffer_size() + second[0].get_write_buffer_size()', first[0].get_write_buffer_size() + second[0].get_write_buffer_size(), 0)

    scenario.run(main)
    scenario.expect([])
