# Rendered by loopspec from spec/sockets/calls.yaml; do not edit, change the source and run `loopspec render`.
"""sockets: calls."""


def test_sock_recv_makes_a_coroutine(scenario):
    """`sock_recv` returns a coroutine, which does nothing before it is awaited."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        ends[1].send(b'hello')
        made = aio.get_running_loop().sock_recv(ends[0].socket, 100)
        await scenario.pause()
        scenario.check_is('iscoroutine(made) and made.close() is None', aio.iscoroutine(made) and made.close() is None, True)
        scenario.check('ends[0].take()', ends[0].take(), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_sock_sendall_makes_a_coroutine(scenario):
    """`sock_sendall` returns a coroutine, which does nothing before it is awaited."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        ends[1].send(b'hello')
        made = aio.get_running_loop().sock_sendall(ends[0].socket, b'hello')
        await scenario.pause()
        scenario.check_is('iscoroutine(made) and made.close() is None', aio.iscoroutine(made) and made.close() is None, True)
        scenario.check('ends[1].take()', ends[1].take(), b'')

    scenario.run(main)
    scenario.expect([])


def test_sock_accept_makes_a_coroutine(scenario):
    """`sock_accept` returns a coroutine, which does nothing before it is awaited."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = [outside.listening_socket()]
        outside.peer_to(ends[0])
        made = aio.get_running_loop().sock_accept(ends[0].socket)
        await scenario.pause()
        scenario.check_is('iscoroutine(made) and made.close() is None', aio.iscoroutine(made) and made.close() is None, True)
        scenario.check_is('ends[0].is_readable()', ends[0].is_readable(), True)

    scenario.run(main)
    scenario.expect([])


def test_blocking_socket_is_refused__call_sock_accept_ends__0_socket(scenario):
    """In debug mode `sock_accept(ends[0].socket)` refuses a blocking socket with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        aio.get_running_loop().set_debug(True)
        ends[0].socket.setblocking(True)
        ends[1].send(b'hello')
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_accept(ends[0].socket))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_blocking_socket_is_refused__call_sock_connect_ends__0_socket_unix_path(scenario):
    """In debug mode `sock_connect(ends[0].socket, unix_path())` refuses a blocking socket with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        aio.get_running_loop().set_debug(True)
        ends[0].socket.setblocking(True)
        ends[1].send(b'hello')
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_connect(ends[0].socket, outside.unix_path()))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_blocking_socket_is_refused__call_sock_recv_ends__0_socket_100(scenario):
    """In debug mode `sock_recv(ends[0].socket, 100)` refuses a blocking socket with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        aio.get_running_loop().set_debug(True)
        ends[0].socket.setblocking(True)
        ends[1].send(b'hello')
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 100))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_blocking_socket_is_refused__call_sock_recv_into_ends__0_socket_bytearray_8(scenario):
    """In debug mode `sock_recv_into(ends[0].socket, bytearray(8))` refuses a blocking socket with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        aio.get_running_loop().set_debug(True)
        ends[0].socket.setblocking(True)
        ends[1].send(b'hello')
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(8)))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_blocking_socket_is_refused__call_sock_sendall_ends__0_socket_b_hello(scenario):
    """In debug mode `sock_sendall(ends[0].socket, b'hello')` refuses a blocking socket with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        aio.get_running_loop().set_debug(True)
        ends[0].socket.setblocking(True)
        ends[1].send(b'hello')
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, b'hello'))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])
