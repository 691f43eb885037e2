# Rendered by loopspec from spec/tls/handshake.yaml; do not edit, change the source and run `loopspec render`.
"""TLS: handshake."""


def test_agreed_version_is_told__version_1_2(scenario):
    """With TLS 1.2 on one side, both sides agree on it, and the transport has the cipher, the context and the peer's certificate."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        context = outside.client_tls()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=context))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(version='1.2')", await peer.start_tls(version='1.2'), 'done')
        made = await outside.within(connecting)
        scenario.check('peer.tls_details()[0]', peer.tls_details()[0], 'TLSv1.2')
        scenario.check_is("made[0].get_extra_info('sslcontext') is context", made[0].get_extra_info('sslcontext') is context, True)
        scenario.check("made[0].get_extra_info('peercert')['subjectAltName'][0]", made[0].get_extra_info('peercert')['subjectAltName'][0], ('DNS', 'localhost'))
        scenario.check("len(made[0].get_extra_info('cipher'))", len(made[0].get_extra_info('cipher')), 3)
        scenario.check_is("made[0].get_extra_info('compression', 'absent')", made[0].get_extra_info('compression', 'absent'), None)
        scenario.check_is("made[0].get_extra_info('ssl_object') is None", made[0].get_extra_info('ssl_object') is None, False)
        scenario.check_is("tuple(made[0].get_extra_info('peername')) == address_of(listener)", tuple(made[0].get_extra_info('peername')) == outside.address_of(listener), True)
        scenario.check("made[0].get_extra_info('nonsense', 'absent')", made[0].get_extra_info('nonsense', 'absent'), 'absent')

    scenario.run(main)
    scenario.expect([])


def test_agreed_version_is_told__version_1_3(scenario):
    """With TLS 1.3 on one side, both sides agree on it, and the transport has the cipher, the context and the peer's certificate."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        context = outside.client_tls()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=context))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(version='1.3')", await peer.start_tls(version='1.3'), 'done')
        made = await outside.within(connecting)
        scenario.check('peer.tls_details()[0]', peer.tls_details()[0], 'TLSv1.3')
        scenario.check_is("made[0].get_extra_info('sslcontext') is context", made[0].get_extra_info('sslcontext') is context, True)
        scenario.check("made[0].get_extra_info('peercert')['subjectAltName'][0]", made[0].get_extra_info('peercert')['subjectAltName'][0], ('DNS', 'localhost'))
        scenario.check("len(made[0].get_extra_info('cipher'))", len(made[0].get_extra_info('cipher')), 3)
        scenario.check_is("made[0].get_extra_info('compression', 'absent')", made[0].get_extra_info('compression', 'absent'), None)
        scenario.check_is("made[0].get_extra_info('ssl_object') is None", made[0].get_extra_info('ssl_object') is None, False)
        scenario.check_is("tuple(made[0].get_extra_info('peername')) == address_of(listener)", tuple(made[0].get_extra_info('peername')) == outside.address_of(listener), True)
        scenario.check("made[0].get_extra_info('nonsense', 'absent')", made[0].get_extra_info('nonsense', 'absent'), 'absent')

    scenario.run(main)
    scenario.expect([])


def test_client_offers_its_protocols(scenario):
    """A client's context with protocols for ALPN agrees with the server on one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(alpn=['h2', 'http/1.1'])))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(alpn=['http/1.1'])", await peer.start_tls(alpn=['http/1.1']), 'done')
        await outside.within(connecting)
        scenario.check('peer.tls_details()[1]', peer.tls_details()[1], 'http/1.1')

    scenario.run(main)
    scenario.expect([])


def test_server_chooses_a_protocol(scenario):
    """A server's context with protocols for ALPN chooses the first of its own that the client offers."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls(alpn=['h2', 'http/1.1']))
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca', alpn=['http/1.1', 'h2'])", await peer.start_tls(server=False, trust='ca', alpn=['http/1.1', 'h2']), 'done')
        scenario.check('peer.tls_details()[1]', peer.tls_details()[1], 'h2')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_silent_server_is_given_up(scenario):
    """A client whose server says nothing fails once ssl_handshake_timeout is over, and closes the connection."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), ssl_handshake_timeout=scenario.seconds(0.05)))
        peer = await outside.accepted(listener)
        with scenario.raises('main', ConnectionAbortedError):
            await outside.within(connecting)
        await peer.ended()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionAbortedError')])


def test_silent_client_is_given_up(scenario):
    """A server closes the connection of a client that says nothing once ssl_handshake_timeout is over; its protocol hears nothing of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Far', 'made')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', 'lost')

        aio.get_running_loop().set_exception_handler(tools.noop)
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls(), ssl_handshake_timeout=scenario.seconds(0.05))
        peer = outside.peer_to(server)
        await peer.ended()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_silent_client_holds_up_nobody(scenario):
    """While one client says nothing, a server serves another one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        silent = outside.peer_to(server)
        await scenario.pause()
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        silent.reset()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_plain_client_is_refused(scenario):
    """A server closes the connection of a client that speaks no TLS without calling its protocol, and serves the next client."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Far', 'made')

            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        aio.get_running_loop().set_exception_handler(tools.noop)
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        plain = outside.peer_to(server)
        plain.send(b'GET / HTTP/1.0\r\n\r\n')
        await plain.ended()
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        server.close()

    scenario.run(main)
    scenario.expect([('Far', 'made')])


def test_plain_server_is_refused(scenario):
    """A client whose server answers without TLS fails with an SSLError and closes the connection."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        aio.get_running_loop().set_exception_handler(tools.noop)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        peer.send(b'220 hello, no TLS here\r\n')
        with scenario.raises('main', outside.SSLError):
            await outside.within(connecting)
        await peer.ended()

    scenario.run(main)
    scenario.expect([('main', 'raises SSLError')])


def test_server_that_leaves_in_the_handshake__leaves_close(scenario):
    """A client whose server close instead of a handshake fails with a ConnectionError."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        await scenario.wait_until('peer.is_readable()', lambda: peer.is_readable())
        peer.take()
        peer.close()
        with scenario.raises('main', ConnectionError):
            await outside.within(connecting)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionError')])


def test_server_that_leaves_in_the_handshake__leaves_reset(scenario):
    """A client whose server reset instead of a handshake fails with a ConnectionError."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        await scenario.wait_until('peer.is_readable()', lambda: peer.is_readable())
        peer.take()
        peer.reset()
        with scenario.raises('main', ConnectionError):
            await outside.within(connecting)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionError')])


def test_cancelled_in_the_handshake(scenario):
    """A create_connection that is cancelled during the handshake ends with CancelledError and closes the connection."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        await scenario.wait_until('peer.is_readable()', lambda: peer.is_readable())
        connecting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(connecting)
        await peer.ended()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_loop_that_ends_in_the_handshake(scenario):
    """A run that ends while a server's handshake is under way ends, and closes that connection."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def entry():
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        outside.peer_to(server)
        await scenario.pause()
        server.close()
        log('entry', 'leaves')

    class Far(outside.protocol_class('Far', 'Protocol')):
        pass

    aio.run(entry())
    log('program', 'ended')
    scenario.expect(
        [
            ('entry', 'leaves'),
            ('program', 'ended'),
        ]
    )


def test_client_asks_for_a_name__name_server_hostname(scenario):
    """A client sends its server the name that it wants to reach, which is server_hostname."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        names = []
        wanted = {'the host': ('localhost', 'good'), 'server_hostname': ('elsewhere.example', 'wrongname')}.get('server_hostname')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, 'localhost', outside.port_of(listener), family=outside.socket_constant('AF_INET'), ssl=outside.client_tls(), server_hostname=None if 'server_hostname' == 'the host' else wanted[0]))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls(cert=wanted[1], names=names)', await peer.start_tls(cert=wanted[1], names=names), 'done')
        await outside.within(connecting)
        scenario.check('names', names, [wanted[0]])

    scenario.run(main)
    scenario.expect([])


def test_client_asks_for_a_name__name_the_host(scenario):
    """A client sends its server the name that it wants to reach, which is the host."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        names = []
        wanted = {'the host': ('localhost', 'good'), 'server_hostname': ('elsewhere.example', 'wrongname')}.get('the host')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, 'localhost', outside.port_of(listener), family=outside.socket_constant('AF_INET'), ssl=outside.client_tls(), server_hostname=None if 'the host' == 'the host' else wanted[0]))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls(cert=wanted[1], names=names)', await peer.start_tls(cert=wanted[1], names=names), 'done')
        await outside.within(connecting)
        scenario.check('names', names, [wanted[0]])

    scenario.run(main)
    scenario.expect([])


def test_upgrading_client_asks_for_a_name(scenario):
    """A client that goes over to TLS by start_tls sends its server the server_hostname."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        names = []

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(connection[0], connection[1], outside.client_tls(), server_hostname='localhost'))
        scenario.check('peer.start_tls(names=names)', await peer.start_tls(names=names), 'done')
        await outside.within(upgrading)
        scenario.check('names', names, ['localhost'])

    scenario.run(main)
    scenario.expect([])


def test_server_is_asked_for_a_name(scenario):
    """The callback for names of a server's context gets the name that a client asks for."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        names = []

        class Far(outside.protocol_class('Far', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls(names=names))
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca', name='localhost')", await peer.start_tls(server=False, trust='ca', name='localhost'), 'done')
        scenario.check('names', names, ['localhost'])
        peer.send(b'hello')
        await scenario.wait_until('Far.instances and Far.instances[0].data', lambda: Far.instances and Far.instances[0].data)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_failed_handshake_in_debug_mode(scenario):
    """In debug mode, a handshake that a server's client fails is given to the exception handler with its transport and protocol, and the next client is served."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {isinstance(context.get('exception'), outside.SSLError)}, with {'transport' in context and 'protocol' in context}")

        class Far(outside.protocol_class('Far', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        plain = outside.peer_to(server)
        plain.send(b'GET / HTTP/1.0\r\n\r\n')
        await plain.ended()
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        server.close()

    scenario.run(main)
    scenario.expect([('handler', 'reported True, with True')])


def test_failed_client_calls_nothing(scenario):
    """No method of a client's protocol is called whose server answers without TLS."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

            def data_received(this, data):
                super().data_received(data)
                log('Client', 'data')

            def eof_received(this):
                super().eof_received()
                log('Client', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        peer.send(b'220 no TLS here\r\n')
        try:
            await outside.within(connecting)
        except OSError:
            log('main', 'fails')
        peer.close()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_server_calls_nothing__leaves_closes(scenario):
    """No method of a server's protocol is called whose client closes instead of a handshake."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Far', 'made')

            def data_received(this, data):
                super().data_received(data)
                log('Far', 'data')

            def eof_received(this):
                super().eof_received()
                log('Far', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', 'lost')

        aio.get_running_loop().set_exception_handler(tools.noop)
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        await scenario.pause()
        peer.send(b'GET / HTTP/1.0\r\n\r\n') if 'closes' == 'sends a text' else peer.reset() if 'closes' == 'resets' else peer.close()
        await (peer.ended() if 'closes' == 'sends a text' else aio.sleep(0))
        await scenario.pause()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_failed_server_calls_nothing__leaves_resets(scenario):
    """No method of a server's protocol is called whose client resets instead of a handshake."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Far', 'made')

            def data_received(this, data):
                super().data_received(data)
                log('Far', 'data')

            def eof_received(this):
                super().eof_received()
                log('Far', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', 'lost')

        aio.get_running_loop().set_exception_handler(tools.noop)
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        await scenario.pause()
        peer.send(b'GET / HTTP/1.0\r\n\r\n') if 'resets' == 'sends a text' else peer.reset() if 'resets' == 'resets' else peer.close()
        await (peer.ended() if 'resets' == 'sends a text' else aio.sleep(0))
        await scenario.pause()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_failed_server_calls_nothing__leaves_sends_a_text(scenario):
    """No method of a server's protocol is called whose client sends a text instead of a handshake."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Far', 'made')

            def data_received(this, data):
                super().data_received(data)
                log('Far', 'data')

            def eof_received(this):
                super().eof_received()
                log('Far', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', 'lost')

        aio.get_running_loop().set_exception_handler(tools.noop)
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        await scenario.pause()
        peer.send(b'GET / HTTP/1.0\r\n\r\n') if 'sends a text' == 'sends a text' else peer.reset() if 'sends a text' == 'resets' else peer.close()
        await (peer.ended() if 'sends a text' == 'sends a text' else aio.sleep(0))
        await scenario.pause()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_name_that_no_host_has(scenario):
    """A server_hostname that begins with a dot is refused with ValueError before anything is sent, and the connection is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='.localhost'))
        peer = await outside.accepted(listener)
        with scenario.raises('main', ValueError):
            await outside.within(connecting)
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_run_that_ends_meanwhile(scenario):
    """A server's connection whose handshake is under way when the run ends is closed, so that its client sees the end."""
    aio, outside = scenario.aio, scenario.outside()

    peers = []

    async def serve():
        server = await aio.get_running_loop().create_server(aio.Protocol, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        peers.append(peer)
        await scenario.pause()
        server.close()

    other = scenario.open_loop()
    aio.run(serve())
    end = other.run_until_complete(peers[0].ended())
    scenario.check_is("end in ('eof', 'reset')", end in ('eof', 'reset'), True)
    scenario.expect([])
