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


def test_blocking_socket_without_debug_mode__call_sock_accept_listener_socket(scenario):
    """Outside of debug mode `sock_accept(listener.socket)` of a blocking socket that has nothing to wait for does its part."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        listener = outside.listening_socket('unix')
        own = outside.new_socket('unix')
        aio.get_running_loop().set_debug(False)
        ends[0].socket.setblocking(True)
        listener.socket.setblocking(True)
        own.socket.setblocking(True)
        ends[1].send(b'hello')
        other = outside.peer_to(listener)
        await outside.within(aio.get_running_loop().sock_accept(listener.socket))

    scenario.run(main)
    scenario.expect([])


def test_blocking_socket_without_debug_mode__call_sock_connect_own_socket_address_of_listener(scenario):
    """Outside of debug mode `sock_connect(own.socket, address_of(listener))` of a blocking socket that has nothing to wait for does its part."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        listener = outside.listening_socket('unix')
        own = outside.new_socket('unix')
        aio.get_running_loop().set_debug(False)
        ends[0].socket.setblocking(True)
        listener.socket.setblocking(True)
        own.socket.setblocking(True)
        ends[1].send(b'hello')
        other = outside.peer_to(listener)
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(listener)))

    scenario.run(main)
    scenario.expect([])


def test_blocking_socket_without_debug_mode__call_sock_recv_ends__0_socket_5(scenario):
    """Outside of debug mode `sock_recv(ends[0].socket, 5)` of a blocking socket that has nothing to wait for does its part."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        listener = outside.listening_socket('unix')
        own = outside.new_socket('unix')
        aio.get_running_loop().set_debug(False)
        ends[0].socket.setblocking(True)
        listener.socket.setblocking(True)
        own.socket.setblocking(True)
        ends[1].send(b'hello')
        other = outside.peer_to(listener)
        await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 5))

    scenario.run(main)
    scenario.expect([])


def test_blocking_socket_without_debug_mode__call_sock_recv_into_ends__0_socket_bytearray_8(scenario):
    """Outside of debug mode `sock_recv_into(ends[0].socket, bytearray(8))` of a blocking socket that has nothing to wait for does its part."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        listener = outside.listening_socket('unix')
        own = outside.new_socket('unix')
        aio.get_running_loop().set_debug(False)
        ends[0].socket.setblocking(True)
        listener.socket.setblocking(True)
        own.socket.setblocking(True)
        ends[1].send(b'hello')
        other = outside.peer_to(listener)
        await outside.within(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(8)))

    scenario.run(main)
    scenario.expect([])


def test_blocking_socket_without_debug_mode__call_sock_sendall_ends__0_socket_b_hello(scenario):
    """Outside of debug mode `sock_sendall(ends[0].socket, b'hello')` of a blocking socket that has nothing to wait for does its part."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        listener = outside.listening_socket('unix')
        own = outside.new_socket('unix')
        aio.get_running_loop().set_debug(False)
        ends[0].socket.setblocking(True)
        listener.socket.setblocking(True)
        own.socket.setblocking(True)
        ends[1].send(b'hello')
        other = outside.peer_to(listener)
        await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, b'hello'))

    scenario.run(main)
    scenario.expect([])


def test_blocking_socket_for_datagrams_is_refused__call_sock_recvfrom_own_socket_100(scenario):
    """In debug mode `sock_recvfrom(own.socket, 100)` refuses a blocking socket for datagrams with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        aio.get_running_loop().set_debug(True)
        own.socket.setblocking(True)
        other.send(b'hello', own)
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 100))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_blocking_socket_for_datagrams_is_refused__call_sock_recvfrom_into_own_socket_bytearray_8(scenario):
    """In debug mode `sock_recvfrom_into(own.socket, bytearray(8))` refuses a blocking socket for datagrams with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        aio.get_running_loop().set_debug(True)
        own.socket.setblocking(True)
        other.send(b'hello', own)
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_recvfrom_into(own.socket, bytearray(8)))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_blocking_socket_for_datagrams_is_refused__call_sock_sendto_own_socket_b_hello_address_of_other(scenario):
    """In debug mode `sock_sendto(own.socket, b'hello', address_of(other))` refuses a blocking socket for datagrams with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        aio.get_running_loop().set_debug(True)
        own.socket.setblocking(True)
        other.send(b'hello', own)
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sock_sendto(own.socket, b'hello', outside.address_of(other)))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_blocking_socket_for_datagrams_without_debug_mode__call_sock_recvfrom_own_socket_100(scenario):
    """Outside of debug mode `sock_recvfrom(own.socket, 100)` of a blocking socket for datagrams that has nothing to wait for does its part."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        aio.get_running_loop().set_debug(False)
        own.socket.setblocking(True)
        other.send(b'hello', own)
        await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 100))

    scenario.run(main)
    scenario.expect([])


def test_blocking_socket_for_datagrams_without_debug_mode__call_sock_recvfrom_into_own_socket_bytearray_8(scenario):
    """Outside of debug mode `sock_recvfrom_into(own.socket, bytearray(8))` of a blocking socket for datagrams that has nothing to wait for does its part."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        aio.get_running_loop().set_debug(False)
        own.socket.setblocking(True)
        other.send(b'hello', own)
        await outside.within(aio.get_running_loop().sock_recvfrom_into(own.socket, bytearray(8)))

    scenario.run(main)
    scenario.expect([])


def test_blocking_socket_for_datagrams_without_debug_mode__call_sock_sendto_own_socket_b_hello_address_of_other(scenario):
    """Outside of debug mode `sock_sendto(own.socket, b'hello', address_of(other))` of a blocking socket for datagrams that has nothing to wait for does its part."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        aio.get_running_loop().set_debug(False)
        own.socket.setblocking(True)
        other.send(b'hello', own)
        await outside.within(aio.get_running_loop().sock_sendto(own.socket, b'hello', outside.address_of(other)))

    scenario.run(main)
    scenario.expect([])


def test_waiting_calls_report_nothing__call_sock_accept_listener_socket(scenario):
    """A `sock_accept(listener.socket)` that waits and then gets its part reports nothing to the exception handler."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        listener = outside.listening_socket()
        sent = outside.pattern(1000000)

        def handler(*arguments):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_accept(listener.socket))
        await scenario.settle(waiting)
        other = outside.peer_to(listener)
        ends[1].send(b'hello')
        await (ends[1].receive(len(sent)) if 'sendall' in 'sock_accept(listener.socket)' else aio.sleep(0))
        await outside.within(waiting)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_waiting_calls_report_nothing__call_sock_recv_ends__0_socket_5(scenario):
    """A `sock_recv(ends[0].socket, 5)` that waits and then gets its part reports nothing to the exception handler."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        listener = outside.listening_socket()
        sent = outside.pattern(1000000)

        def handler(*arguments):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_recv(ends[0].socket, 5))
        await scenario.settle(waiting)
        other = outside.peer_to(listener)
        ends[1].send(b'hello')
        await (ends[1].receive(len(sent)) if 'sendall' in 'sock_recv(ends[0].socket, 5)' else aio.sleep(0))
        await outside.within(waiting)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_waiting_calls_report_nothing__call_sock_recv_into_ends__0_socket_bytearray_8(scenario):
    """A `sock_recv_into(ends[0].socket, bytearray(8))` that waits and then gets its part reports nothing to the exception handler."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        listener = outside.listening_socket()
        sent = outside.pattern(1000000)

        def handler(*arguments):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(8)))
        await scenario.settle(waiting)
        other = outside.peer_to(listener)
        ends[1].send(b'hello')
        await (ends[1].receive(len(sent)) if 'sendall' in 'sock_recv_into(ends[0].socket, bytearray(8))' else aio.sleep(0))
        await outside.within(waiting)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_waiting_calls_report_nothing__call_sock_sendall_ends__0_socket_sent(scenario):
    """A `sock_sendall(ends[0].socket, sent)` that waits and then gets its part reports nothing to the exception handler."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        listener = outside.listening_socket()
        sent = outside.pattern(1000000)

        def handler(*arguments):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_sendall(ends[0].socket, sent))
        await scenario.settle(waiting)
        other = outside.peer_to(listener)
        ends[1].send(b'hello')
        await (ends[1].receive(len(sent)) if 'sendall' in 'sock_sendall(ends[0].socket, sent)' else aio.sleep(0))
        await outside.within(waiting)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_tls_socket_is_refused__call_sock_accept_pair__0_socket(scenario):
    """`sock_accept(pair[0].socket)` with a socket that speaks TLS raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()
        shaking = scenario.begin(pair[0].start_tls())
        scenario.check("pair[1].start_tls(server=False, trust='ca')", await pair[1].start_tls(server=False, trust='ca'), 'done')
        await shaking
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_accept(pair[0].socket))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_tls_socket_is_refused__call_sock_connect_pair__0_socket_address_of_pair__1(scenario):
    """`sock_connect(pair[0].socket, address_of(pair[1]))` with a socket that speaks TLS raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()
        shaking = scenario.begin(pair[0].start_tls())
        scenario.check("pair[1].start_tls(server=False, trust='ca')", await pair[1].start_tls(server=False, trust='ca'), 'done')
        await shaking
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_connect(pair[0].socket, outside.address_of(pair[1])))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_tls_socket_is_refused__call_sock_recv_pair__0_socket_5(scenario):
    """`sock_recv(pair[0].socket, 5)` with a socket that speaks TLS raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()
        shaking = scenario.begin(pair[0].start_tls())
        scenario.check("pair[1].start_tls(server=False, trust='ca')", await pair[1].start_tls(server=False, trust='ca'), 'done')
        await shaking
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_recv(pair[0].socket, 5))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_tls_socket_is_refused__call_sock_recv_into_pair__0_socket_bytearray_5(scenario):
    """`sock_recv_into(pair[0].socket, bytearray(5))` with a socket that speaks TLS raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()
        shaking = scenario.begin(pair[0].start_tls())
        scenario.check("pair[1].start_tls(server=False, trust='ca')", await pair[1].start_tls(server=False, trust='ca'), 'done')
        await shaking
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_recv_into(pair[0].socket, bytearray(5)))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_tls_socket_is_refused__call_sock_recvfrom_pair__0_socket_5(scenario):
    """`sock_recvfrom(pair[0].socket, 5)` with a socket that speaks TLS raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()
        shaking = scenario.begin(pair[0].start_tls())
        scenario.check("pair[1].start_tls(server=False, trust='ca')", await pair[1].start_tls(server=False, trust='ca'), 'done')
        await shaking
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_recvfrom(pair[0].socket, 5))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_tls_socket_is_refused__call_sock_recvfrom_into_pair__0_socket_bytearray_5(scenario):
    """`sock_recvfrom_into(pair[0].socket, bytearray(5))` with a socket that speaks TLS raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()
        shaking = scenario.begin(pair[0].start_tls())
        scenario.check("pair[1].start_tls(server=False, trust='ca')", await pair[1].start_tls(server=False, trust='ca'), 'done')
        await shaking
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_recvfrom_into(pair[0].socket, bytearray(5)))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_tls_socket_is_refused__call_sock_sendall_pair__0_socket_b_hello(scenario):
    """`sock_sendall(pair[0].socket, b'hello')` with a socket that speaks TLS raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()
        shaking = scenario.begin(pair[0].start_tls())
        scenario.check("pair[1].start_tls(server=False, trust='ca')", await pair[1].start_tls(server=False, trust='ca'), 'done')
        await shaking
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_sendall(pair[0].socket, b'hello'))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_tls_socket_is_refused__call_sock_sendto_pair__0_socket_b_hello_address_of_pair__1(scenario):
    """`sock_sendto(pair[0].socket, b'hello', address_of(pair[1]))` with a socket that speaks TLS raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()
        shaking = scenario.begin(pair[0].start_tls())
        scenario.check("pair[1].start_tls(server=False, trust='ca')", await pair[1].start_tls(server=False, trust='ca'), 'done')
        await shaking
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sock_sendto(pair[0].socket, b'hello', outside.address_of(pair[1])))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_socket_of_a_transport_is_refused__call_sock_recv_ends__0_socket_8(scenario):
    """A `sock_recv(ends[0].socket, 8)` that would have to wait with the socket of a transport raises RuntimeError, and the transport goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, sock=ends[0].socket)
        with scenario.raises('main', RuntimeError):
            await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 8))
        ends[1].send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_socket_of_a_transport_is_refused__call_sock_recv_into_ends__0_socket_bytearray_8(scenario):
    """A `sock_recv_into(ends[0].socket, bytearray(8))` that would have to wait with the socket of a transport raises RuntimeError, and the transport goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, sock=ends[0].socket)
        with scenario.raises('main', RuntimeError):
            await outside.within(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(8)))
        ends[1].send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_socket_of_a_transport_is_refused__call_sock_recvfrom_ends__0_socket_8(scenario):
    """A `sock_recvfrom(ends[0].socket, 8)` that would have to wait with the socket of a transport raises RuntimeError, and the transport goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, sock=ends[0].socket)
        with scenario.raises('main', RuntimeError):
            await outside.within(aio.get_running_loop().sock_recvfrom(ends[0].socket, 8))
        ends[1].send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_socket_of_a_transport_is_refused__call_sock_recvfrom_into_ends__0_socket_bytearray_8(scenario):
    """A `sock_recvfrom_into(ends[0].socket, bytearray(8))` that would have to wait with the socket of a transport raises RuntimeError, and the transport goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, sock=ends[0].socket)
        with scenario.raises('main', RuntimeError):
            await outside.within(aio.get_running_loop().sock_recvfrom_into(ends[0].socket, bytearray(8)))
        ends[1].send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_socket_of_a_transport_is_refused__call_sock_sendall_ends__0_socket_pattern_5_000_000(scenario):
    """A `sock_sendall(ends[0].socket, pattern(5_000_000))` that would have to wait with the socket of a transport raises RuntimeError, and the transport goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, sock=ends[0].socket)
        with scenario.raises('main', RuntimeError):
            await outside.within(aio.get_running_loop().sock_sendall(ends[0].socket, outside.pattern(5000000)))
        ends[1].send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_socket_of_an_endpoint_is_refused(scenario):
    """A `sock_sendto` that would have to wait with the socket of an endpoint for datagrams raises RuntimeError, and what the endpoint has to send is sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        for number in range(1000):
            made[0].sendto(bytes(1000), outside.address_of(other))
        with scenario.raises('main', RuntimeError):
            await outside.within(aio.get_running_loop().sock_sendto(own.socket, b'late', outside.address_of(other)))
        for number in range(1000):
            await other.receive()
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])
