# Rendered by loopspec from spec/tls/arguments.yaml; do not edit, change the source and run `loopspec render`.
"""TLS: arguments."""


def test_name_without_tls(scenario):
    """A server_hostname without ssl is refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        other = outside.listening_socket(family='unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), server_hostname='localhost')
        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_connection(Client, outside.address_of(other), server_hostname='localhost')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_no_name_and_no_host(scenario):
    """TLS over a socket that is connected already needs a server_hostname; without one it is refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        peer = outside.peer_to(listener)
        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, sock=peer.socket, ssl=outside.client_tls())

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_no_name_for_a_unix_socket(scenario):
    """TLS over a Unix socket needs a server_hostname; without one it is refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_connection(Client, outside.address_of(listener), ssl=outside.client_tls())

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_timeout_without_tls__which_handshake_timeout(scenario):
    """An ssl_handshake_timeout without ssl is refused with ValueError by clients and servers."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl_handshake_timeout=scenario.seconds(1))
        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_server(Client, '127.0.0.1', 0, ssl_handshake_timeout=scenario.seconds(1))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_timeout_without_tls__which_shutdown_timeout(scenario):
    """An ssl_shutdown_timeout without ssl is refused with ValueError by clients and servers."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl_shutdown_timeout=scenario.seconds(1))
        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_server(Client, '127.0.0.1', 0, ssl_shutdown_timeout=scenario.seconds(1))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_timeout_of_no_length__length_minus_1(scenario):
    """An ssl_handshake_timeout of -1 is refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), ssl_handshake_timeout=-1)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_timeout_of_no_length__length_0(scenario):
    """An ssl_handshake_timeout of 0 is refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), ssl_handshake_timeout=0)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_server_without_a_context(scenario):
    """A server with ssl=True, which has no certificate, is refused with TypeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            pass

        with scenario.raises('main', TypeError):
            await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=True)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_start_tls_without_a_context(scenario):
    """A start_tls with true in the place of a context is refused with TypeError, and the connection stays in the clear."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        with scenario.raises('main', TypeError):
            await aio.get_running_loop().start_tls(Client.instances[0].transport, Client.instances[0], True, server_hostname='localhost')
        Client.instances[0].transport.write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_shutdown_timeout_of_no_length__length_minus_1(scenario):
    """An ssl_shutdown_timeout of -1 is refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), ssl_shutdown_timeout=-1)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_shutdown_timeout_of_no_length__length_0(scenario):
    """An ssl_shutdown_timeout of 0 is refused with ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), ssl_shutdown_timeout=0)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_name_that_is_no_text(scenario):
    """A server_hostname that is a number is refused by create_unix_connection, and nothing is sent."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        pair = outside.socket_pair()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        try:
            await outside.within(aio.get_running_loop().create_unix_connection(Client, sock=pair[0].socket, ssl=outside.client_tls(), server_hostname=5))
        except (AssertionError, TypeError, ValueError):
            log('main', 'refused')
        await scenario.pause()
        scenario.check('pair[1].take()', pair[1].take(), b'')

    scenario.run(main)
    scenario.expect([('main', 'refused')])


def test_true_for_an_accepted_connection(scenario):
    """The method connect_accepted_socket with ssl=True, which has no certificate, is refused with TypeError or ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Far(outside.protocol_class('Far', 'Protocol')):
            pass

        peer = outside.peer_to(listener)
        with scenario.raises('main', (ValueError, TypeError)):
            await outside.within(aio.get_running_loop().connect_accepted_socket(Far, peer.socket, ssl=True))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_timeout_without_tls_at_a_path__which_handshake_timeout(scenario):
    """An ssl_handshake_timeout without ssl is refused with ValueError by clients and servers at a path."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.listening_socket(family='unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_connection(Client, outside.address_of(other), ssl_handshake_timeout=scenario.seconds(1))
        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_server(Client, outside.unix_path(), ssl_handshake_timeout=scenario.seconds(1))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_timeout_without_tls_at_a_path__which_shutdown_timeout(scenario):
    """An ssl_shutdown_timeout without ssl is refused with ValueError by clients and servers at a path."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.listening_socket(family='unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_connection(Client, outside.address_of(other), ssl_shutdown_timeout=scenario.seconds(1))
        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_unix_server(Client, outside.unix_path(), ssl_shutdown_timeout=scenario.seconds(1))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_timeout_without_tls_of_an_accepted_connection__which_handshake_timeout(scenario):
    """An ssl_handshake_timeout without ssl is refused with ValueError by connect_accepted_socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        peer = outside.peer_to(listener)
        with scenario.raises('main', ValueError):
            await aio.get_running_loop().connect_accepted_socket(Client, peer.socket, ssl_handshake_timeout=scenario.seconds(1))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_timeout_without_tls_of_an_accepted_connection__which_shutdown_timeout(scenario):
    """An ssl_shutdown_timeout without ssl is refused with ValueError by connect_accepted_socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        peer = outside.peer_to(listener)
        with scenario.raises('main', ValueError):
            await aio.get_running_loop().connect_accepted_socket(Client, peer.socket, ssl_shutdown_timeout=scenario.seconds(1))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_unix_socket_without_a_check_of_the_name(scenario):
    """TLS over a Unix socket needs a server_hostname also where the context does not check names."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket('unix')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().create_unix_connection(Client, outside.address_of(listener.address), ssl=outside.client_tls(check_hostname=False)))
        scenario.check_is('listener.is_readable()', listener.is_readable(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_no_name_where_none_is_checked(scenario):
    """TLS over a socket that is connected already needs a server_hostname also where the context does not check names."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        peer = outside.peer_to(listener)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, sock=peer.socket, ssl=outside.client_tls(check_hostname=False)))
        other = await outside.accepted(listener)
        await scenario.settle(connecting)
        other.close()
        with scenario.raises('main', ValueError):
            await outside.within(connecting)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])
