# Rendered by loopspec from spec/sockets/connecting.yaml; do not edit, change the source and run `loopspec render`.
"""sockets: connecting."""


def test_connects_to_a_listener__family_tcp4(scenario):
    """`sock_connect` connects its socket, over which data then goes both ways."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp4')
        own = outside.new_socket('tcp4')
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'hello')
        await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'answer'))
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')

    scenario.run(main)
    scenario.expect([])


def test_connects_to_a_listener__family_tcp6(scenario):
    """`sock_connect` connects its socket, over which data then goes both ways."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp6')
        own = outside.new_socket('tcp6')
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'hello')
        await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'answer'))
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')

    scenario.run(main)
    scenario.expect([])


def test_connects_to_a_listener__family_unix(scenario):
    """`sock_connect` connects its socket, over which data then goes both ways."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')
        own = outside.new_socket('unix')
        await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        scenario.check('within(get_running_loop().sock_recv(own.socket, 100))', await outside.within(aio.get_running_loop().sock_recv(own.socket, 100)), b'hello')
        await outside.within(aio.get_running_loop().sock_sendall(own.socket, b'answer'))
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')

    scenario.run(main)
    scenario.expect([])


def test_refusal_is_raised__family_tcp4(scenario):
    """`sock_connect` to a port where nobody listens raises ConnectionRefusedError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp4')
        own = outside.new_socket('tcp4')
        place = listener.address
        listener.close()
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(place)))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_refusal_is_raised__family_tcp6(scenario):
    """`sock_connect` to a port where nobody listens raises ConnectionRefusedError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp6')
        own = outside.new_socket('tcp6')
        place = listener.address
        listener.close()
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(place)))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_refusal_is_raised__family_unix(scenario):
    """`sock_connect` to a port where nobody listens raises ConnectionRefusedError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')
        own = outside.new_socket('unix')
        place = listener.address
        listener.close()
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(place)))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_refused_socket_stays_open(scenario):
    """A socket whose `sock_connect` was refused stays open for the program to close."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.new_socket()
        place = listener.address
        listener.close()
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.address_of(place)))
        await scenario.pause()
        own.socket.getsockname()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_missing_path_is_raised(scenario):
    """`sock_connect` to a path where nothing is raises FileNotFoundError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.new_socket('unix')
        with scenario.raises('main', FileNotFoundError):
            await outside.within(aio.get_running_loop().sock_connect(own.socket, outside.unix_path()))

    scenario.run(main)
    scenario.expect([('main', 'raises FileNotFoundError')])


def test_name_is_resolved_in_the_family_of_the_socket(scenario):
    """`sock_connect` resolves the name of a host with the family of its socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        own = outside.new_socket()
        await outside.within(aio.get_running_loop().sock_connect(own.socket, ('localhost', outside.port_of(listener))))
        peer = await outside.accepted(listener)
        scenario.check('peer.socket.getpeername()', peer.socket.getpeername(), own.address)

    scenario.run(main)
    scenario.expect([])


def test_accept_gives_socket_and_address__family_tcp4(scenario):
    """`sock_accept` returns a new socket of the connection and the address of its other end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp4')
        peer = outside.peer_to(listener)
        made = await outside.within(aio.get_running_loop().sock_accept(listener.socket))
        scenario.check('made[1]', made[1], peer.address)
        scenario.check('made[0].getpeername()', made[0].getpeername(), peer.address)
        made[0].close()

    scenario.run(main)
    scenario.expect([])


def test_accept_gives_socket_and_address__family_tcp6(scenario):
    """`sock_accept` returns a new socket of the connection and the address of its other end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp6')
        peer = outside.peer_to(listener)
        made = await outside.within(aio.get_running_loop().sock_accept(listener.socket))
        scenario.check('made[1]', made[1], peer.address)
        scenario.check('made[0].getpeername()', made[0].getpeername(), peer.address)
        made[0].close()

    scenario.run(main)
    scenario.expect([])


def test_accepted_socket_is_ready_for_the_loop__family_tcp4(scenario):
    """The socket that `sock_accept` returns serves `sock_recv` and `sock_sendall`, without blocking the loop."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('tcp4')
        peer = outside.peer_to(listener)
        made = await outside.within(aio.get_running_loop().sock_accept(listener.socket))
        receiving = scenario.begin(aio.get_running_loop().sock_recv(made[0], 100))
        await scenario.settle(receiving)
        peer.send(b'hello')
        scenario.check('within(receiving)', await outside.within(receiving), b'hello')
        await outside.within(aio.get_running_loop().sock_sendall(made[0], b'answer'))
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')
        made[0].close()

    scenario.run(main)
    scenario.expect([])


def test_accepted_socket_is_ready_for_the_loop__family_unix(scenario):
    """The socket that `sock_accept` returns serves `sock_recv` and `sock_sendall`, without blocking the loop."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')
        peer = outside.peer_to(listener)
        made = await outside.within(aio.get_running_loop().sock_accept(listener.socket))
        receiving = scenario.begin(aio.get_running_loop().sock_recv(made[0], 100))
        await scenario.settle(receiving)
        peer.send(b'hello')
        scenario.check('within(receiving)', await outside.within(receiving), b'hello')
        await outside.within(aio.get_running_loop().sock_sendall(made[0], b'answer'))
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')
        made[0].close()

    scenario.run(main)
    scenario.expect([])


def test_accept_waits_for_a_connection(scenario):
    """`sock_accept` waits, the loop asleep, until somebody connects."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def thread_steps():
            outside.peer_to(listener)

        scenario.while_idle(thread_steps)
        made = await outside.within(aio.get_running_loop().sock_accept(listener.socket))
        made[0].close()

    scenario.run(main)
    scenario.expect([])


def test_connections_that_wait_are_accepted_in_order(scenario):
    """Connections that wait are accepted in the order in which they came."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        order = list()
        first = outside.peer_to(listener)
        second = outside.peer_to(listener)
        third = outside.peer_to(listener)
        for number in range(3):
            made = await outside.within(aio.get_running_loop().sock_accept(listener.socket))
            order.append(made[1])
            made[0].close()
        scenario.check('order', order, [first.address, second.address, third.address])

    scenario.run(main)
    scenario.expect([])


def test_accept_of_a_socket_that_listens_no_more(scenario):
    """A waiting `sock_accept` raises OSError when its socket is shut down."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        accepting = scenario.begin(aio.get_running_loop().sock_accept(listener.socket))
        await scenario.pause()
        listener.socket.shutdown(outside.socket_constant('SHUT_RDWR'))
        with scenario.raises('main', OSError):
            await outside.within(accepting)

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])
