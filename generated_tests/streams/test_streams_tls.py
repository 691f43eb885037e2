# Rendered by loopspec from spec/streams/tls.yaml; do not edit, change the source and run `loopspec render`.
"""streams: tls."""


def test_client_speaks_tls(scenario):
    """A stream opened with ssl speaks TLS, and its writer has the cipher as extra information."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        streams = await outside.within(connecting)
        streams[1].write(b'question')
        scenario.check('peer.receive(8)', await peer.receive(8), b'question')
        peer.send(b'answer')
        scenario.check('within(streams[0].readexactly(6))', await outside.within(streams[0].readexactly(6)), b'answer')
        scenario.check_is("len(streams[1].get_extra_info('cipher'))", len(streams[1].get_extra_info('cipher')), 3)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_name_of_the_server_is_checked(scenario):
    """A stream is opened to a server whose certificate has the server_hostname that was given, and to no other."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='elsewhere.example'))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(cert='wrongname')", await peer.start_tls(cert='wrongname'), 'done')
        streams = await outside.within(connecting)
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='elsewhere.example'))
        other = await outside.accepted(listener)
        shaking = scenario.begin(other.start_tls(cert='good'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await shaking
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_silent_server_is_given_up(scenario):
    """A stream to a server that says nothing is given up once ssl_handshake_timeout is over, and its connection is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), ssl_handshake_timeout=scenario.seconds(0.05)))
        peer = await outside.accepted(listener)
        with scenario.raises('main', ConnectionAbortedError):
            await outside.within(connecting)
        await peer.ended()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionAbortedError')])


def test_server_that_does_not_answer_the_farewell(scenario):
    """The close of a stream whose server never answers the farewell of TLS ends once ssl_shutdown_timeout is over."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), ssl_shutdown_timeout=scenario.seconds(0.05)))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        streams = await outside.within(connecting)
        streams[1].close()
        closing = scenario.begin(streams[1].wait_closed())
        await outside.within(aio.wait([closing]))
        scenario.check_is('closing.done()', closing.done(), True)

    scenario.run(main)
    scenario.expect([])


def test_server_speaks_tls(scenario):
    """A server of streams with ssl speaks TLS with its clients."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        async def serve(reader, writer):
            question = await reader.readexactly(8)
            writer.write(question.upper())
            writer.close()

        server = await aio.start_server(serve, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'question')
        scenario.check('peer.receive(8)', await peer.receive(8), b'QUESTION')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_silent_client_is_given_up(scenario):
    """A server of streams closes the connection of a client that says nothing once ssl_handshake_timeout is over, and does not serve it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        async def serve(reader, writer):
            log('serve', 'serves')

        aio.get_running_loop().set_exception_handler(tools.noop)
        server = await aio.start_server(serve, '127.0.0.1', 0, ssl=outside.server_tls(), ssl_handshake_timeout=scenario.seconds(0.05))
        peer = outside.peer_to(server)
        await peer.ended()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_client_that_does_not_answer_the_farewell(scenario):
    """The close of a server's stream whose client never answers the farewell of TLS ends once ssl_shutdown_timeout is over."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        served = aio.get_running_loop().create_future()

        def serve(reader, far):
            served.set_result(far)

        server = await aio.start_server(serve, '127.0.0.1', 0, ssl=outside.server_tls(), ssl_shutdown_timeout=scenario.seconds(0.05))
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        writer = await outside.within(served)
        writer.close()
        closing = scenario.begin(writer.wait_closed())
        await outside.within(aio.wait([closing]))
        scenario.check_is('closing.done()', closing.done(), True)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_client_of_a_path_speaks_tls(scenario):
    """A stream opened to a path with ssl speaks TLS with a server whose certificate has its server_hostname, and with no other."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')
        connecting = scenario.begin(aio.open_unix_connection(outside.address_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        streams = await outside.within(connecting)
        peer.send(b'hello')
        scenario.check('within(streams[0].readexactly(5))', await outside.within(streams[0].readexactly(5)), b'hello')
        connecting = scenario.begin(aio.open_unix_connection(outside.address_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        other = await outside.accepted(listener)
        shaking = scenario.begin(other.start_tls(cert='wrongname'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await shaking
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_silent_server_at_a_path_is_given_up(scenario):
    """A stream to a server at a path that says nothing is given up once ssl_handshake_timeout is over."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')
        connecting = scenario.begin(aio.open_unix_connection(outside.address_of(listener), ssl=outside.client_tls(), server_hostname='localhost', ssl_handshake_timeout=scenario.seconds(0.05)))
        peer = await outside.accepted(listener)
        with scenario.raises('main', ConnectionAbortedError):
            await outside.within(connecting)
        await peer.ended()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionAbortedError')])


def test_server_at_a_path_that_does_not_answer_the_farewell(scenario):
    """The close of a stream to a path whose server never answers the farewell of TLS ends once ssl_shutdown_timeout is over."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')
        connecting = scenario.begin(aio.open_unix_connection(outside.address_of(listener), ssl=outside.client_tls(), server_hostname='localhost', ssl_shutdown_timeout=scenario.seconds(0.05)))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        streams = await outside.within(connecting)
        streams[1].close()
        closing = scenario.begin(streams[1].wait_closed())
        await outside.within(aio.wait([closing]))
        scenario.check_is('closing.done()', closing.done(), True)

    scenario.run(main)
    scenario.expect([])


def test_server_at_a_path_speaks_tls(scenario):
    """A server of streams at a path with ssl that serves later refuses clients until start_serving, and then speaks TLS with them."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        async def serve(reader, writer):
            question = await reader.readexactly(8)
            writer.write(question.upper())
            writer.close()

        server = await aio.start_unix_server(serve, outside.unix_path('server'), ssl=outside.server_tls(), start_serving=False)
        with scenario.raises('main', ConnectionRefusedError):
            outside.peer_to(outside.unix_path('server'))
        await server.start_serving()
        peer = outside.peer_to(outside.unix_path('server'))
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'question')
        scenario.check('peer.receive(8)', await peer.receive(8), b'QUESTION')
        server.close()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_silent_client_at_a_path_is_given_up(scenario):
    """A server of streams at a path closes the connection of a client that says nothing once ssl_handshake_timeout is over, and does not serve it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        async def serve(reader, writer):
            log('serve', 'serves')

        aio.get_running_loop().set_exception_handler(tools.noop)
        server = await aio.start_unix_server(serve, outside.unix_path('server'), ssl=outside.server_tls(), ssl_handshake_timeout=scenario.seconds(0.05))
        peer = outside.peer_to(outside.unix_path('server'))
        await peer.ended()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_client_at_a_path_that_does_not_answer_the_farewell(scenario):
    """The close of a stream of a server at a path whose client never answers the farewell of TLS ends once ssl_shutdown_timeout is over."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        served = aio.get_running_loop().create_future()

        def serve(reader, far):
            served.set_result(far)

        server = await aio.start_unix_server(serve, outside.unix_path('server'), ssl=outside.server_tls(), ssl_shutdown_timeout=scenario.seconds(0.05))
        peer = outside.peer_to(outside.unix_path('server'))
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        writer = await outside.within(served)
        writer.close()
        closing = scenario.begin(writer.wait_closed())
        await outside.within(aio.wait([closing]))
        scenario.check_is('closing.done()', closing.done(), True)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_upgrade_with_a_silent_peer_is_given_up(scenario):
    """A StreamWriter.start_tls whose peer says nothing fails once ssl_handshake_timeout is over, and the connection is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        with scenario.raises('main', ConnectionAbortedError):
            await outside.within(streams[1].start_tls(outside.client_tls(), server_hostname='localhost', ssl_handshake_timeout=scenario.seconds(0.05)))
        await peer.ended()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionAbortedError')])


def test_peer_of_an_upgrade_that_does_not_answer_the_farewell(scenario):
    """The close of a stream whose peer never answers the farewell of TLS ends once the ssl_shutdown_timeout of its start_tls is over."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        upgrading = scenario.begin(streams[1].start_tls(outside.client_tls(), server_hostname='localhost', ssl_shutdown_timeout=scenario.seconds(0.05)))
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(upgrading)
        streams[1].close()
        closing = scenario.begin(streams[1].wait_closed())
        await outside.within(aio.wait([closing]))
        scenario.check_is('closing.done()', closing.done(), True)

    scenario.run(main)
    scenario.expect([])


def test_full_reader_pauses_tls(scenario):
    """After StreamWriter.start_tls the transport that is paused while the reader is full, and resumed afterwards, is the one that speaks TLS."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=8))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        upgrading = scenario.begin(streams[1].start_tls(outside.client_tls(), server_hostname='localhost'))
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(upgrading)
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        peer.send(b'x' * 40)
        await scenario.wait_until('not streams[1].transport.is_reading()', lambda: not streams[1].transport.is_reading())
        scenario.check('within(streams[0].readexactly(40))', await outside.within(streams[0].readexactly(40)), b'x' * 40)
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[1].transport.abort()

    scenario.run(main)
    scenario.expect([])


def test_end_of_a_stream_is_not_logged(scenario):
    """The end of a stream over TLS, which its peer closes, is not logged."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        aio.get_running_loop().set_debug(False)
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        streams = await outside.within(connecting)
        async with tools.caught_logs() as logs:
            await peer.close_tls()
            scenario.check('within(streams[0].read())', await outside.within(streams[0].read()), b'')
            streams[1].close()
            await outside.within(streams[1].wait_closed())
        scenario.check('logs', logs, [])

    scenario.run(main)
    scenario.expect([])


def test_end_of_an_upgraded_stream_is_not_logged(scenario):
    """The end of a stream that went over to TLS, which its peer closes, is not logged."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        aio.get_running_loop().set_debug(False)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        upgrading = scenario.begin(streams[1].start_tls(outside.client_tls(), server_hostname='localhost'))
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(upgrading)
        async with tools.caught_logs() as logs:
            await peer.close_tls()
            scenario.check('within(streams[0].read())', await outside.within(streams[0].read()), b'')
            streams[1].close()
            await outside.within(streams[1].wait_closed())
        scenario.check('logs', logs, [])

    scenario.run(main)
    scenario.expect([])
