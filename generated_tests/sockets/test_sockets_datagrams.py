# Rendered by loopspec from spec/sockets/datagrams.yaml; do not edit, change the source and run `loopspec render`.
"""sockets: datagrams."""


def test_sendto_sends_to_an_address__family_tcp4(scenario):
    """`sock_sendto` sends one datagram to an address, and returns the number of bytes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('tcp4')
        other = outside.datagram_socket('tcp4')
        scenario.check("within(get_running_loop().sock_sendto(own.socket, b'hello', address_of(other)))", await outside.within(aio.get_running_loop().sock_sendto(own.socket, b'hello', outside.address_of(other))), 5)
        scenario.check('other.receive()', await other.receive(), b'hello')
        scenario.check('other.sender', other.sender, own.address)

    scenario.run(main)
    scenario.expect([])


def test_sendto_sends_to_an_address__family_tcp6(scenario):
    """`sock_sendto` sends one datagram to an address, and returns the number of bytes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('tcp6')
        other = outside.datagram_socket('tcp6')
        scenario.check("within(get_running_loop().sock_sendto(own.socket, b'hello', address_of(other)))", await outside.within(aio.get_running_loop().sock_sendto(own.socket, b'hello', outside.address_of(other))), 5)
        scenario.check('other.receive()', await other.receive(), b'hello')
        scenario.check('other.sender', other.sender, own.address)

    scenario.run(main)
    scenario.expect([])


def test_sendto_sends_to_an_address__family_unix(scenario):
    """`sock_sendto` sends one datagram to an address, and returns the number of bytes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')
        scenario.check("within(get_running_loop().sock_sendto(own.socket, b'hello', address_of(other)))", await outside.within(aio.get_running_loop().sock_sendto(own.socket, b'hello', outside.address_of(other))), 5)
        scenario.check('other.receive()', await other.receive(), b'hello')
        scenario.check('other.sender', other.sender, own.address)

    scenario.run(main)
    scenario.expect([])


def test_recvfrom_gives_data_and_sender__family_tcp4(scenario):
    """`sock_recvfrom` returns one datagram and the address of its sender."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('tcp4')
        other = outside.datagram_socket('tcp4')
        other.send(b'one', own)
        other.send(b'two', own)
        scenario.check('within(get_running_loop().sock_recvfrom(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 100)), (b'one', other.address))
        scenario.check('within(get_running_loop().sock_recvfrom(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 100)), (b'two', other.address))

    scenario.run(main)
    scenario.expect([])


def test_recvfrom_gives_data_and_sender__family_tcp6(scenario):
    """`sock_recvfrom` returns one datagram and the address of its sender."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('tcp6')
        other = outside.datagram_socket('tcp6')
        other.send(b'one', own)
        other.send(b'two', own)
        scenario.check('within(get_running_loop().sock_recvfrom(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 100)), (b'one', other.address))
        scenario.check('within(get_running_loop().sock_recvfrom(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 100)), (b'two', other.address))

    scenario.run(main)
    scenario.expect([])


def test_recvfrom_gives_data_and_sender__family_unix(scenario):
    """`sock_recvfrom` returns one datagram and the address of its sender."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')
        other.send(b'one', own)
        other.send(b'two', own)
        scenario.check('within(get_running_loop().sock_recvfrom(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 100)), (b'one', other.address))
        scenario.check('within(get_running_loop().sock_recvfrom(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 100)), (b'two', other.address))

    scenario.run(main)
    scenario.expect([])


def test_recvfrom_waits_for_a_datagram(scenario):
    """`sock_recvfrom` waits, the loop asleep, until a datagram comes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()

        def thread_steps():
            other.send(b'hello', own)

        scenario.while_idle(thread_steps)
        scenario.check('within(get_running_loop().sock_recvfrom(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 100)), (b'hello', other.address))

    scenario.run(main)
    scenario.expect([])


def test_recvfrom_takes_up_to_n_bytes(scenario):
    """`sock_recvfrom` cuts a datagram at the size asked for, and the next call gets the next datagram."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        other.send(b'hello', own)
        other.send(b'next', own)
        scenario.check('within(get_running_loop().sock_recvfrom(own.socket, 3))', await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 3)), (b'hel', other.address))
        scenario.check('within(get_running_loop().sock_recvfrom(own.socket, 3))', await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 3)), (b'nex', other.address))

    scenario.run(main)
    scenario.expect([])


def test_recvfrom_takes_an_empty_datagram(scenario):
    """`sock_recvfrom` returns an empty datagram like any other."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        receiving = scenario.begin(aio.get_running_loop().sock_recvfrom(own.socket, 100))
        await scenario.settle(receiving)
        other.send(b'', own)
        scenario.check('within(receiving)', await outside.within(receiving), (b'', other.address))

    scenario.run(main)
    scenario.expect([])


def test_recvfrom_into_fills_the_buffer__family_tcp4(scenario):
    """`sock_recvfrom_into` writes a datagram into its buffer, and returns the number of bytes and the sender."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('tcp4')
        other = outside.datagram_socket('tcp4')
        buf = bytearray(8)
        other.send(b'hello', own)
        scenario.check('within(get_running_loop().sock_recvfrom_into(own.socket, buf))', await outside.within(aio.get_running_loop().sock_recvfrom_into(own.socket, buf)), (5, other.address))
        scenario.check('bytes(buf)', bytes(buf), b'hello\x00\x00\x00')

    scenario.run(main)
    scenario.expect([])


def test_recvfrom_into_fills_the_buffer__family_tcp6(scenario):
    """`sock_recvfrom_into` writes a datagram into its buffer, and returns the number of bytes and the sender."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('tcp6')
        other = outside.datagram_socket('tcp6')
        buf = bytearray(8)
        other.send(b'hello', own)
        scenario.check('within(get_running_loop().sock_recvfrom_into(own.socket, buf))', await outside.within(aio.get_running_loop().sock_recvfrom_into(own.socket, buf)), (5, other.address))
        scenario.check('bytes(buf)', bytes(buf), b'hello\x00\x00\x00')

    scenario.run(main)
    scenario.expect([])


def test_recvfrom_into_fills_the_buffer__family_unix(scenario):
    """`sock_recvfrom_into` writes a datagram into its buffer, and returns the number of bytes and the sender."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')
        buf = bytearray(8)
        other.send(b'hello', own)
        scenario.check('within(get_running_loop().sock_recvfrom_into(own.socket, buf))', await outside.within(aio.get_running_loop().sock_recvfrom_into(own.socket, buf)), (5, other.address))
        scenario.check('bytes(buf)', bytes(buf), b'hello\x00\x00\x00')

    scenario.run(main)
    scenario.expect([])


def test_recvfrom_into_takes_up_to_n_bytes(scenario):
    """`sock_recvfrom_into` writes at most as many bytes as asked for."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        buf = bytearray(8)
        other.send(b'hello', own)
        scenario.check('within(get_running_loop().sock_recvfrom_into(own.socket, buf, 3))', await outside.within(aio.get_running_loop().sock_recvfrom_into(own.socket, buf, 3)), (3, other.address))
        scenario.check('bytes(buf)', bytes(buf), b'hel\x00\x00\x00\x00\x00')

    scenario.run(main)
    scenario.expect([])


def test_recvfrom_into_waits_for_a_datagram(scenario):
    """`sock_recvfrom_into` waits, the loop asleep, until a datagram comes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        buf = bytearray(8)

        def thread_steps():
            other.send(b'hello', own)

        scenario.while_idle(thread_steps)
        scenario.check('within(get_running_loop().sock_recvfrom_into(own.socket, buf, nbytes=3))', await outside.within(aio.get_running_loop().sock_recvfrom_into(own.socket, buf, nbytes=3)), (3, other.address))
        scenario.check('bytes(buf)', bytes(buf), b'hel\x00\x00\x00\x00\x00')

    scenario.run(main)
    scenario.expect([])


def test_oversize_datagram_is_refused(scenario):
    """`sock_sendto` of more than a datagram holds raises OSError, and nothing arrives."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().sock_sendto(own.socket, outside.pattern(70000), outside.address_of(other)))
        await scenario.pause()
        scenario.check('other.take()', other.take(), [])

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_wrong_port_reaches_nobody(scenario):
    """`sock_sendto` to a port above 65535 raises OverflowError, and no port gets the datagram."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        try:
            await outside.within(aio.get_running_loop().sock_sendto(own.socket, b'hello', ('127.0.0.1', outside.port_of(other) + 65536)))
        except Exception:
            log('main', 'refused')
        await scenario.pause()
        scenario.check('other.take()', other.take(), [])

    scenario.run(main)
    scenario.expect([('main', 'refused')])


def test_sendto_waits_for_room(scenario):
    """`sock_sendto` waits while the peer holds all the datagrams that it can, and sends when there is room."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')
        got = list()

        async def send_all():
            for item in range(100):
                await aio.get_running_loop().sock_sendto(own.socket, bytes([item]), outside.address_of(other))

        await outside.within(aio.get_running_loop().sock_sendto(own.socket, b'first', outside.address_of(other)))
        scenario.check('other.receive()', await other.receive(), b'first')
        sending = scenario.begin(send_all())
        for number in range(100):
            part = await other.receive()
            got.append(part[0])
        await outside.within(sending)
        scenario.check_is('got == list(range(100))', got == list(range(100)), True)

    scenario.run(main)
    scenario.expect([])


def test_sendto_whose_peer_goes(scenario):
    """A `sock_sendto` that waits for room raises an error when its peer is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket('unix')
        other = outside.datagram_socket('unix')

        async def send_all():
            for item in range(10000):
                await aio.get_running_loop().sock_sendto(own.socket, bytes(1000), outside.address_of(other))

        place = outside.address_of(other)
        sending = scenario.begin(send_all())
        await scenario.settle(sending)
        other.close()
        with scenario.raises('main', OSError):
            await outside.within(sending)

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_refused_before_the_call__call_sock_recv_own_socket_8(scenario):
    """`sock_recv(own.socket, 8)` raises ConnectionRefusedError when the system has refused what its socket has sent before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        place = other.address
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(place)))
        other.close()
        await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'hello'))
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().sock_recv(own.socket, 8))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_refused_before_the_call__call_sock_recv_into_own_socket_bytearray_8(scenario):
    """`sock_recv_into(own.socket, bytearray(8))` raises ConnectionRefusedError when the system has refused what its socket has sent before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        place = other.address
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(place)))
        other.close()
        await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'hello'))
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().sock_recv_into(own.socket, bytearray(8)))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_refused_before_the_call__call_sock_recvfrom_own_socket_8(scenario):
    """`sock_recvfrom(own.socket, 8)` raises ConnectionRefusedError when the system has refused what its socket has sent before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        place = other.address
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(place)))
        other.close()
        await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'hello'))
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().sock_recvfrom(own.socket, 8))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_refused_before_the_call__call_sock_recvfrom_into_own_socket_bytearray_8(scenario):
    """`sock_recvfrom_into(own.socket, bytearray(8))` raises ConnectionRefusedError when the system has refused what its socket has sent before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        place = other.address
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(place)))
        other.close()
        await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'hello'))
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().sock_recvfrom_into(own.socket, bytearray(8)))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_refused_before_the_call__call_sock_sendall_own_socket_b_again(scenario):
    """`sock_sendall(own.socket, b'again')` raises ConnectionRefusedError when the system has refused what its socket has sent before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        place = other.address
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(place)))
        other.close()
        await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'hello'))
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'again'))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_refused_before_the_call__call_sock_sendto_own_socket_b_again_address_of_place(scenario):
    """`sock_sendto(own.socket, b'again', address_of(place))` raises ConnectionRefusedError when the system has refused what its socket has sent before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        place = other.address
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(place)))
        other.close()
        await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'hello'))
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().sock_sendto(own.socket, b'again', outside.address_of(place)))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])
