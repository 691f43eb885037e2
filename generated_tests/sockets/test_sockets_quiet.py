# Rendered by loopspec from spec/sockets/quiet.yaml; do not edit, change the source and run `loopspec render`.
"""sockets: quiet."""


def test_datagrams_that_were_waited_for__call_sock_recv_own_socket_8(scenario):
    """A `sock_recv(own.socket, 8)` that waits for a datagram and gets it reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_recv(own.socket, 8))
        await scenario.settle(waiting)
        other.send(b'hello', own)
        await outside.within(waiting)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_datagrams_that_were_waited_for__call_sock_recv_into_own_socket_bytearray_8(scenario):
    """A `sock_recv_into(own.socket, bytearray(8))` that waits for a datagram and gets it reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_recv_into(own.socket, bytearray(8)))
        await scenario.settle(waiting)
        other.send(b'hello', own)
        await outside.within(waiting)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_datagrams_that_were_waited_for__call_sock_recvfrom_own_socket_8(scenario):
    """A `sock_recvfrom(own.socket, 8)` that waits for a datagram and gets it reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_recvfrom(own.socket, 8))
        await scenario.settle(waiting)
        other.send(b'hello', own)
        await outside.within(waiting)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_datagrams_that_were_waited_for__call_sock_recvfrom_into_own_socket_bytearray_8(scenario):
    """A `sock_recvfrom_into(own.socket, bytearray(8))` that waits for a datagram and gets it reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_recvfrom_into(own.socket, bytearray(8)))
        await scenario.settle(waiting)
        other.send(b'hello', own)
        await outside.within(waiting)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_room_that_was_waited_for(scenario):
    """Calls of `sock_sendto` that wait for room and get it report nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')

        async def send_all():
            for item in range(300):
                await aio.get_running_loop().sock_sendto(own.socket, bytes(10), outside.address_of(other))

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        sending = scenario.begin(send_all())
        for number in range(300):
            await other.receive()
        await outside.within(sending)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_sendto_that_fails(scenario):
    """A `sock_sendto` that waits for room and fails because its peer is closed reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')

        async def send_all():
            for item in range(10000):
                await aio.get_running_loop().sock_sendto(own.socket, bytes(1000), outside.address_of(other))

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        sending = scenario.begin(send_all())
        await scenario.settle(sending)
        other.close()
        with scenario.raises('main', OSError):
            await outside.within(sending)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_failed_calls__call_sock_recv_own_socket_5(scenario):
    """A waiting `sock_recv(own.socket, 5)` that fails because its connection is reset reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        own = outside.peer_to(listener, buffers='small')
        peer = await outside.accepted(listener)
        waiting = scenario.begin(aio.get_running_loop().sock_recv(own.socket, 5))
        await scenario.settle(waiting)
        peer.reset()
        try:
            await outside.within(waiting)
        except (ConnectionResetError, BrokenPipeError):
            log('main', 'fails')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_calls__call_sock_recv_into_own_socket_bytearray_8(scenario):
    """A waiting `sock_recv_into(own.socket, bytearray(8))` that fails because its connection is reset reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        own = outside.peer_to(listener, buffers='small')
        peer = await outside.accepted(listener)
        waiting = scenario.begin(aio.get_running_loop().sock_recv_into(own.socket, bytearray(8)))
        await scenario.settle(waiting)
        peer.reset()
        try:
            await outside.within(waiting)
        except (ConnectionResetError, BrokenPipeError):
            log('main', 'fails')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_calls__call_sock_recvfrom_own_socket_8(scenario):
    """A waiting `sock_recvfrom(own.socket, 8)` that fails because its connection is reset reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        own = outside.peer_to(listener, buffers='small')
        peer = await outside.accepted(listener)
        waiting = scenario.begin(aio.get_running_loop().sock_recvfrom(own.socket, 8))
        await scenario.settle(waiting)
        peer.reset()
        try:
            await outside.within(waiting)
        except (ConnectionResetError, BrokenPipeError):
            log('main', 'fails')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_calls__call_sock_recvfrom_into_own_socket_bytearray_8(scenario):
    """A waiting `sock_recvfrom_into(own.socket, bytearray(8))` that fails because its connection is reset reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        own = outside.peer_to(listener, buffers='small')
        peer = await outside.accepted(listener)
        waiting = scenario.begin(aio.get_running_loop().sock_recvfrom_into(own.socket, bytearray(8)))
        await scenario.settle(waiting)
        peer.reset()
        try:
            await outside.within(waiting)
        except (ConnectionResetError, BrokenPipeError):
            log('main', 'fails')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_calls__call_sock_sendall_own_socket_pattern_5_000_000(scenario):
    """A waiting `sock_sendall(own.socket, pattern(5_000_000))` that fails because its connection is reset reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        own = outside.peer_to(listener, buffers='small')
        peer = await outside.accepted(listener)
        waiting = scenario.begin(aio.get_running_loop().sock_sendall(own.socket, outside.pattern(5000000)))
        await scenario.settle(waiting)
        peer.reset()
        try:
            await outside.within(waiting)
        except (ConnectionResetError, BrokenPipeError):
            log('main', 'fails')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_accept_that_fails(scenario):
    """A waiting `sock_accept` that fails because its socket listens no more reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_accept(listener.socket))
        await scenario.settle(waiting)
        listener.socket.shutdown(2)
        with scenario.raises('main', OSError):
            await outside.within(waiting)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_cancelled_calls__call_sock_accept_listener_socket(scenario):
    """A waiting `sock_accept(listener.socket)` that is cancelled reports nothing to the exception handler, nor do the data that come for it later."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_accept(listener.socket))
        await scenario.settle(waiting)
        waiting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await waiting
        other = outside.peer_to(listener)
        ends[1].send(b'hello')
        ends[1].take()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_calls__call_sock_recv_ends__0_socket_5(scenario):
    """A waiting `sock_recv(ends[0].socket, 5)` that is cancelled reports nothing to the exception handler, nor do the data that come for it later."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_recv(ends[0].socket, 5))
        await scenario.settle(waiting)
        waiting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await waiting
        other = outside.peer_to(listener)
        ends[1].send(b'hello')
        ends[1].take()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_calls__call_sock_recv_into_ends__0_socket_bytearray_8(scenario):
    """A waiting `sock_recv_into(ends[0].socket, bytearray(8))` that is cancelled reports nothing to the exception handler, nor do the data that come for it later."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(8)))
        await scenario.settle(waiting)
        waiting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await waiting
        other = outside.peer_to(listener)
        ends[1].send(b'hello')
        ends[1].take()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_calls__call_sock_recvfrom_ends__0_socket_5(scenario):
    """A waiting `sock_recvfrom(ends[0].socket, 5)` that is cancelled reports nothing to the exception handler, nor do the data that come for it later."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_recvfrom(ends[0].socket, 5))
        await scenario.settle(waiting)
        waiting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await waiting
        other = outside.peer_to(listener)
        ends[1].send(b'hello')
        ends[1].take()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_calls__call_sock_recvfrom_into_ends__0_socket_bytearray_8(scenario):
    """A waiting `sock_recvfrom_into(ends[0].socket, bytearray(8))` that is cancelled reports nothing to the exception handler, nor do the data that come for it later."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_recvfrom_into(ends[0].socket, bytearray(8)))
        await scenario.settle(waiting)
        waiting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await waiting
        other = outside.peer_to(listener)
        ends[1].send(b'hello')
        ends[1].take()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_cancelled_calls__call_sock_sendall_ends__0_socket_pattern_5_000_000(scenario):
    """A waiting `sock_sendall(ends[0].socket, pattern(5_000_000))` that is cancelled reports nothing to the exception handler, nor do the data that come for it later."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair(buffers='small')
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        waiting = scenario.begin(aio.get_running_loop().sock_sendall(ends[0].socket, outside.pattern(5000000)))
        await scenario.settle(waiting)
        waiting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await waiting
        other = outside.peer_to(listener)
        ends[1].send(b'hello')
        ends[1].take()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_connects(scenario):
    """A `sock_connect` to a listener, or to a port of which nobody listens, reports nothing to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        first = outside.new_socket()
        second = outside.new_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_exception_handler(handler)
        await outside.within(aio.get_running_loop().sock_connect(first.socket, outside.address_of(listener)))
        gone = outside.address_of(listener)
        listener.close()
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().sock_connect(second.socket, outside.address_of(gone)))
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_debug_mode_changes_nothing__call_sock_recv_ends__0_socket_5(scenario):
    """In debug mode `sock_recv(ends[0].socket, 5)` of a socket that does not block does its part, at once or after a wait."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        aio.get_running_loop().set_debug(True)
        ends[1].send(b'hello')
        first = await outside.within(aio.get_running_loop().sock_recv(ends[0].socket, 5))
        waiting = scenario.begin(aio.get_running_loop().sock_recv(ends[0].socket, 5))
        await scenario.settle(waiting)
        ends[1].send(b'hello')
        second = await outside.within(waiting)
        scenario.check("[(one[0] if isinstance(one, tuple) else one) in (b'hello', 5) for one in (first, second)]", [(one[0] if isinstance(one, tuple) else one) in (b'hello', 5) for one in (first, second)], [True, True])

    scenario.run(main)
    scenario.expect([])


def test_debug_mode_changes_nothing__call_sock_recv_into_ends__0_socket_bytearray_5(scenario):
    """In debug mode `sock_recv_into(ends[0].socket, bytearray(5))` of a socket that does not block does its part, at once or after a wait."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        aio.get_running_loop().set_debug(True)
        ends[1].send(b'hello')
        first = await outside.within(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(5)))
        waiting = scenario.begin(aio.get_running_loop().sock_recv_into(ends[0].socket, bytearray(5)))
        await scenario.settle(waiting)
        ends[1].send(b'hello')
        second = await outside.within(waiting)
        scenario.check("[(one[0] if isinstance(one, tuple) else one) in (b'hello', 5) for one in (first, second)]", [(one[0] if isinstance(one, tuple) else one) in (b'hello', 5) for one in (first, second)], [True, True])

    scenario.run(main)
    scenario.expect([])


def test_debug_mode_changes_nothing__call_sock_recvfrom_ends__0_socket_5(scenario):
    """In debug mode `sock_recvfrom(ends[0].socket, 5)` of a socket that does not block does its part, at once or after a wait."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        aio.get_running_loop().set_debug(True)
        ends[1].send(b'hello')
        first = await outside.within(aio.get_running_loop().sock_recvfrom(ends[0].socket, 5))
        waiting = scenario.begin(aio.get_running_loop().sock_recvfrom(ends[0].socket, 5))
        await scenario.settle(waiting)
        ends[1].send(b'hello')
        second = await outside.within(waiting)
        scenario.check("[(one[0] if isinstance(one, tuple) else one) in (b'hello', 5) for one in (first, second)]", [(one[0] if isinstance(one, tuple) else one) in (b'hello', 5) for one in (first, second)], [True, True])

    scenario.run(main)
    scenario.expect([])


def test_debug_mode_changes_nothing__call_sock_recvfrom_into_ends__0_socket_bytearray_5(scenario):
    """In debug mode `sock_recvfrom_into(ends[0].socket, bytearray(5))` of a socket that does not block does its part, at once or after a wait."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        aio.get_running_loop().set_debug(True)
        ends[1].send(b'hello')
        first = await outside.within(aio.get_running_loop().sock_recvfrom_into(ends[0].socket, bytearray(5)))
        waiting = scenario.begin(aio.get_running_loop().sock_recvfrom_into(ends[0].socket, bytearray(5)))
        await scenario.settle(waiting)
        ends[1].send(b'hello')
        second = await outside.within(waiting)
        scenario.check("[(one[0] if isinstance(one, tuple) else one) in (b'hello', 5) for one in (first, second)]", [(one[0] if isinstance(one, tuple) else one) in (b'hello', 5) for one in (first, second)], [True, True])

    scenario.run(main)
    scenario.expect([])


def test_debug_mode_changes_no_connection(scenario):
    """In debug mode sock_connect, sock_accept, sock_sendall and sock_sendto of sockets that do not block do their part."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.new_socket()
        left = outside.datagram_socket()
        right = outside.datagram_socket()
        aio.get_running_loop().set_debug(True)
        accepting = scenario.begin(aio.get_running_loop().sock_accept(listener.socket))
        await scenario.settle(accepting)
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(listener)))
        accepted_one = await outside.within(accepting)
        await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'hello'))
        scenario.check('within(get_running_loop().sock_recv(accepted_one[0], 5))', await outside.within(aio.get_running_loop().sock_recv(accepted_one[0], 5)), b'hello')
        accepted_one[0].close()
        scenario.check("within(get_running_loop().sock_sendto(left.socket, b'hello', address_of(right)))", await outside.within(aio.get_running_loop().sock_sendto(left.socket, b'hello', outside.address_of(right))), 5)
        scenario.check('right.receive()', await right.receive(), b'hello')

    scenario.run(main)
    scenario.expect([])
