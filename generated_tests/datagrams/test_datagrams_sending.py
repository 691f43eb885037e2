# Rendered by loopspec from spec/datagrams/sending.yaml; do not edit, change the source and run `loopspec render`.
"""datagrams: sending."""


def test_hundred_are_sent(scenario):
    """A hundred datagrams sent at once arrive complete and in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()
        got = list()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        for number in range(100):
            made[0].sendto(bytes([number]))
        for number in range(100):
            part = await other.receive()
            got.append(part[0])
        scenario.check_is('got == list(range(100))', got == list(range(100)), True)
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_slow_peer_loses_nothing(scenario):
    """Datagrams that the peer has no room for are kept, and sent in order when it has."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')
        got = list()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        for number in range(100):
            made[0].sendto(bytes([number]) * 1000, outside.address_of(other))
        for number in range(100):
            part = await other.receive()
            got.append(part[0])
            scenario.check('len(part)', len(part), 1000)
        scenario.check_is('got == list(range(100))', got == list(range(100)), True)
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_close_sends_the_rest(scenario):
    """Datagrams that wait at the close are sent, then `connection_lost` is called with None."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')
        got = list()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        for number in range(100):
            made[0].sendto(bytes([number]), outside.address_of(other))
        made[0].close()
        await scenario.pause()
        scenario.check('made[1].lost', made[1].lost, 0)
        for number in range(100):
            part = await other.receive()
            got.append(part[0])
        scenario.check_is('got == list(range(100))', got == list(range(100)), True)
        scenario.check_is('within(made[1].closed())', await outside.within(made[1].closed()), None)
        scenario.check('made[1].lost', made[1].lost, 1)

    scenario.run(main)
    scenario.expect([])


def test_abort_drops_the_rest(scenario):
    """`abort` ends an endpoint at once, with None, though datagrams wait to be sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        for number in range(100):
            made[0].sendto(bytes([number]), outside.address_of(other))
        made[0].abort()
        scenario.check_is('within(made[1].closed())', await outside.within(made[1].closed()), None)
        await scenario.pause()
        scenario.check_is('len(other.take()) < 100', len(other.take()) < 100, True)
        scenario.check('made[1].lost', made[1].lost, 1)

    scenario.run(main)
    scenario.expect([])


def test_protocol_is_paused_by_a_full_buffer(scenario):
    """A protocol's pause_writing is called when more waits than the limit, and resume_writing when it has been sent."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Endpoint', 'paused')

            def resume_writing(this):
                super().resume_writing()
                log('Endpoint', 'resumed')

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        for number in range(100):
            made[0].sendto(outside.pattern(5000), outside.address_of(other))
        for number in range(100):
            await other.receive()
        await outside.within(made[1].resumed())
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Endpoint', 'paused'),
            ('Endpoint', 'resumed'),
        ]
    )


def test_empty_datagram_is_sent__address_made__0_sendto_b(scenario):
    """An empty datagram is sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        made[0].sendto(b'')
        scenario.check('other.receive()', await other.receive(), b'')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_empty_datagram_is_sent__address_made__0_sendto_b_address_of_other(scenario):
    """An empty datagram is sent."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        made[0].sendto(b'', outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_large_datagram_is_sent_whole(scenario):
    """A datagram of 60,000 bytes arrives as one, both ways."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()
        sent = outside.pattern(60000)

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        made[0].sendto(sent, outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), sent)
        other.send(sent, made[0])
        await outside.within(made[1].received(1))
        scenario.check_is('made[1].datagrams == [sent]', made[1].datagrams == [sent], True)
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_oversize_is_reported_to_the_protocol(scenario):
    """A datagram that is too large is reported to `error_received`, and the endpoint goes on."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        other = outside.datagram_socket()
        told = aio.Event()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def error_received(this, exc):
                super().error_received(exc)
                log('Endpoint', f'{isinstance(exc, OSError)}')
                told.set()

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        made[0].sendto(outside.pattern(70000), outside.address_of(other))
        await outside.within(told.wait())
        made[0].sendto(b'next', outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'next')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([('Endpoint', 'True')])


def test_refusal_is_reported_to_the_protocol(scenario):
    """A connected endpoint whose peer is gone calls `error_received` of its protocol, and goes on."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        other = outside.datagram_socket()
        place = other.address
        told = aio.Event()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def error_received(this, exc):
                super().error_received(exc)
                log('Endpoint', f'{tools.class_name(exc)}')
                told.set()

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', place[1]))
        other.close()
        made[0].sendto(b'hello')
        await outside.within(told.wait())
        scenario.check_is('made[0].is_closing() or made[1].lost > 0', made[0].is_closing() or made[1].lost > 0, False)
        made[0].close()
        scenario.check_is('within(made[1].closed())', await outside.within(made[1].closed()), None)

    scenario.run(main)
    scenario.expect([('Endpoint', 'ConnectionRefusedError')])


def test_wrong_port_reaches_nobody(scenario):
    """A datagram for a port above 65535 arrives at no other port."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        try:
            made[0].sendto(b'hello', ('127.0.0.1', outside.port_of(other) + 65536))
        except (ArithmeticError, OSError, ValueError):
            pass
        await scenario.pause()
        scenario.check('other.take()', other.take(), [])
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_connected_endpoint_takes_its_peers_address(scenario):
    """A connected endpoint sends to its peer also when the address of the peer is given."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        made[0].sendto(b'hello', outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_connected_endpoint_refuses_other_addresses(scenario):
    """A connected endpoint refuses an address that is not its peer's with ValueError, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()
        stranger = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        with scenario.raises('main', ValueError):
            made[0].sendto(b'hello', outside.address_of(stranger))
        await scenario.pause()
        scenario.check('other.take() + stranger.take()', other.take() + stranger.take(), [])
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_text_is_refused(scenario):
    """`sendto` of a text raises TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        with scenario.raises('main', TypeError):
            made[0].sendto('hello', outside.address_of(other))
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_buffers_are_sent__kind_bytearray(scenario):
    """`sendto` sends the contents of a bytearray."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        made[0].sendto(bytearray(b'hello'), outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_buffers_are_sent__kind_memoryview(scenario):
    """`sendto` sends the contents of a memoryview."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        made[0].sendto(memoryview(b'hello'), outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_connected_endpoint_keeps_what_has_no_room(scenario):
    """Datagrams that the peer of a connected endpoint has no room for are kept, and sent in order when it has."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')
        got = list()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        await aio.get_running_loop().sock_connect(own.socket, outside.address_of(other))
        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        for number in range(100):
            made[0].sendto(bytes([number]) * 1000)
        for number in range(100):
            part = await other.receive()
            got.append(part[0])
        scenario.check_is('got == list(range(100))', got == list(range(100)), True)
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_peer_that_goes_while_datagrams_wait(scenario):
    """An endpoint whose peer is closed while datagrams wait for room calls error_received of its protocol, and goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')
        third = outside.datagram_socket('unix')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        place = outside.address_of(other)
        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        for number in range(1000):
            made[0].sendto(bytes(1000), outside.address_of(other))
        scenario.check_is('made[0].get_write_buffer_size() > 0', made[0].get_write_buffer_size() > 0, True)
        other.close()
        made[0].sendto(b'hello', outside.address_of(third))
        scenario.check('third.receive()', await third.receive(), b'hello')
        scenario.check('[isinstance(error, OSError) for error in made[1].errors[:1]]', [isinstance(error, OSError) for error in made[1].errors[:1]], [True])
        made[0].close()
        scenario.check('within(made[1].closed())', await outside.within(made[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_closed_endpoint_sends_nothing(scenario):
    """A datagram that is given to an aborted endpoint with a remote address is dropped, and raises nothing, time and again."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        made[0].abort()
        await outside.within(made[1].closed())
        for number in range(10):
            made[0].sendto(b'late')
        await scenario.pause()
        scenario.check('(other.take(), made[1].lost)', (other.take(), made[1].lost), ([], 1))

    scenario.run(main)
    scenario.expect([])


def test_next_endpoint_after_one_with_datagrams_waiting(scenario):
    """After an endpoint was closed while datagrams waited, one that has the same descriptor receives and sends."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket('unix')
        loop = aio.get_running_loop()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        for round in range(3):
            own = outside.datagram_socket('unix')
            made = await loop.create_datagram_endpoint(Endpoint, sock=own.socket)
            for number in range(100):
                made[0].sendto(bytes([number]), outside.address_of(other))
            made[0].close()
            for number in range(100):
                await other.receive()
            await outside.within(made[1].closed())
            await aio.sleep(0)
        own = outside.datagram_socket('unix')
        made = await loop.create_datagram_endpoint(Endpoint, sock=own.socket)
        other.send(b'hello', own)
        await outside.within(made[1].received(1))
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_closed_with_datagrams_waiting_reports_nothing(scenario):
    """An endpoint that is closed while datagrams wait is lost once, and nothing is reported."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Endpoint', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        for number in range(100):
            made[0].sendto(bytes([number]), outside.address_of(other))
        made[0].close()
        for number in range(100):
            await other.receive()
        await outside.within(made[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Endpoint', 'lost None')])


def test_address_that_cannot_be_one(scenario):
    """A datagram for an address that no socket takes goes to the exception handler, and its error ends the endpoint."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"{tools.class_name(context.get('exception'))}")

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Endpoint', f'lost {tools.class_name(exc)}')

        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        made[0].sendto(b'hello', ('127.0.0.1', 70000))
        await outside.within(made[1].closed())
        scenario.check('made[1].errors', made[1].errors, [])

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'OverflowError'),
            ('Endpoint', 'lost OverflowError'),
        ]
    )


def test_waiting_address_that_cannot_be_one(scenario):
    """A datagram for an address that no socket takes, which waits behind others, goes to the exception handler, and its error ends the endpoint."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')

        def handler(loop, context):
            log('handler', f"{tools.class_name(context.get('exception'))}")

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Endpoint', f'lost {tools.class_name(exc)}')

        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, sock=own.socket)
        for number in range(1000):
            made[0].sendto(bytes(1000), outside.address_of(other))
        made[0].sendto(b'hello', ('127.0.0.1', 1))
        made[0].sendto(b'dropped', outside.address_of(other))
        for number in range(1000):
            await other.receive()
        await outside.within(made[1].closed())
        scenario.check('made[1].errors', made[1].errors, [])

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'TypeError'),
            ('Endpoint', 'lost TypeError'),
        ]
    )


def test_address_of_the_peer_itself__family_tcp4(scenario):
    """An endpoint with a remote address of tcp4 accepts that address, as the peer gives it, for a datagram."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket('tcp4')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=(outside.host_of('tcp4'), outside.port_of(other)))
        made[0].sendto(b'hello', outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_address_of_the_peer_itself__family_tcp6(scenario):
    """An endpoint with a remote address of tcp6 accepts that address, as the peer gives it, for a datagram."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket('tcp6')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=(outside.host_of('tcp6'), outside.port_of(other)))
        made[0].sendto(b'hello', outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_sending_after_the_abort_is_logged(scenario):
    """Datagrams that are given again and again to an aborted endpoint with a remote address are logged as a warning, and three are not."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        made[0].abort()
        async with tools.caught_logs() as few:
            for number in range(3):
                made[0].sendto(b'late')
        scenario.check('few', few, [])
        async with tools.caught_logs() as many:
            for number in range(20):
                made[0].sendto(b'late')
        scenario.check_is("'asyncio WARNING' in many", 'asyncio WARNING' in many, True)
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])
