# Rendered by loopspec from spec/tls/start-tls.yaml; do not edit, change the source and run `loopspec render`.
"""TLS: start tls."""


def test_client_goes_over_to_tls(scenario):
    """After start_tls a client's protocol sends and receives over TLS by the transport that it returns; connection_made is not called again."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        sent = outside.pattern(200000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        plain = Client.instances[0].transport
        peer.send(b'ready')
        scenario.check('within(Client.instances[0].received(5))', await outside.within(Client.instances[0].received(5)), b'ready')
        upgrading = scenario.begin(aio.get_running_loop().start_tls(plain, Client.instances[0], outside.client_tls(), server_hostname='localhost'))
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        secure = await outside.within(upgrading)
        scenario.check_is('secure is plain', secure is plain, False)
        secure.write(sent)
        scenario.check('peer.receive(200_000)', await peer.receive(200000), sent)
        await peer.send_all(sent)
        scenario.check('within(Client.instances[0].received(200_005))', await outside.within(Client.instances[0].received(200005)), b'ready' + sent)
        secure.close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await peer.close_tls()
        peer.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'made'),
            ('Client', 'lost None'),
        ]
    )


def test_server_goes_over_to_tls(scenario):
    """After start_tls with server_side a server's protocol speaks TLS, and has what came before and after."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        async def upgrade_steps():
            Far.instances[0].transport.write(b'ready')
            secure = await aio.get_running_loop().start_tls(Far.instances[0].transport, Far.instances[0], outside.server_tls(), server_side=True)
            secure.write(b'answer')

        class Far(outside.protocol_class('Far', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        peer.send(b'STARTTLS')
        await scenario.wait_until('Far.instances and len(Far.instances[0].data) == 8', lambda: Far.instances and len(Far.instances[0].data) == 8)
        upgrade = aio.create_task(upgrade_steps())
        scenario.check('peer.receive(5)', await peer.receive(5), b'ready')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await outside.within(upgrade)
        scenario.check('within(Far.instances[0].received(13))', await outside.within(Far.instances[0].received(13)), b'STARTTLShello')
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_pending_data_goes_in_the_clear(scenario):
    """Data written before start_tls reaches the peer in the clear, whole and in front of the handshake."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(Client.instances[0].transport, Client.instances[0], outside.client_tls(), server_hostname='localhost'))
        await scenario.pause()
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        secure = await outside.within(upgrading)
        secure.write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_certificate_is_checked__cert_untrusted(scenario):
    """A start_tls refuses a server whose certificate is untrusted, and closes the connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(Client.instances[0].transport, Client.instances[0], outside.client_tls(), server_hostname='localhost'))
        shaking = scenario.begin(peer.start_tls(cert='untrusted'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(upgrading)
        await shaking
        scenario.check_is('Client.instances[0].transport.is_closing()', Client.instances[0].transport.is_closing(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_certificate_is_checked__cert_wrongname(scenario):
    """A start_tls refuses a server whose certificate is wrongname, and closes the connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(Client.instances[0].transport, Client.instances[0], outside.client_tls(), server_hostname='localhost'))
        shaking = scenario.begin(peer.start_tls(cert='wrongname'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(upgrading)
        await shaking
        scenario.check_is('Client.instances[0].transport.is_closing()', Client.instances[0].transport.is_closing(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_plain_peer_is_refused(scenario):
    """A start_tls whose peer answers without TLS fails with an SSLError, and the connection is closed."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(tools.noop)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(Client.instances[0].transport, Client.instances[0], outside.client_tls(), server_hostname='localhost'))
        await scenario.wait_until('peer.is_readable()', lambda: peer.is_readable())
        peer.take()
        peer.send(b'500 no TLS here\r\n')
        with scenario.raises('main', outside.SSLError):
            await outside.within(upgrading)
        await peer.ended()

    scenario.run(main)
    scenario.expect([('main', 'raises SSLError')])


def test_silent_peer_is_given_up(scenario):
    """A start_tls whose peer says nothing fails once ssl_handshake_timeout is over, and the connection is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(Client.instances[0].transport, Client.instances[0], outside.client_tls(), server_hostname='localhost', ssl_handshake_timeout=scenario.seconds(0.05)))
        with scenario.raises('main', ConnectionAbortedError):
            await outside.within(upgrading)
        await peer.ended()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionAbortedError')])


def test_cancelled_upgrade_closes(scenario):
    """A start_tls that is cancelled ends with CancelledError and closes the connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(Client.instances[0].transport, Client.instances[0], outside.client_tls(), server_hostname='localhost'))
        await scenario.wait_until('peer.is_readable()', lambda: peer.is_readable())
        upgrading.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(upgrading)
        await peer.ended()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_closing_transport_ends_it(scenario):
    """A start_tls on a transport that is closing ends, and what was written before reaches the peer."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(tools.noop)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        Client.instances[0].transport.close()
        upgrading = scenario.begin(aio.get_running_loop().start_tls(Client.instances[0].transport, Client.instances[0], outside.client_tls(), server_hostname='localhost'))
        await scenario.pause()
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        peer.close()
        await outside.within(aio.wait([upgrading]))
        scenario.check_is('upgrading.done()', upgrading.done(), True)

    scenario.run(main)
    scenario.expect([])


def test_streams_go_over_to_tls(scenario):
    """After StreamWriter.start_tls the streams of a client carry TLS, and refuse a wrong name before that."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        peer.send(b'ready')
        scenario.check('within(streams[0].readexactly(5))', await outside.within(streams[0].readexactly(5)), b'ready')
        upgrading = scenario.begin(streams[1].start_tls(outside.client_tls(), server_hostname='localhost'))
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(upgrading)
        streams[1].write(b'question')
        scenario.check('peer.receive(8)', await peer.receive(8), b'question')
        peer.send(b'answer')
        scenario.check('within(streams[0].readexactly(6))', await outside.within(streams[0].readexactly(6)), b'answer')
        streams[1].close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await peer.close_tls()
        peer.close()
        await outside.within(streams[1].wait_closed())
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        other = await outside.accepted(listener)
        streams = await outside.within(connecting)
        upgrading = scenario.begin(streams[1].start_tls(outside.client_tls(), server_hostname='localhost'))
        shaking = scenario.begin(other.start_tls(cert='wrongname'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(upgrading)
        await shaking

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_streams_of_a_server_go_over_to_tls(scenario):
    """StreamWriter.start_tls of a server takes the server's side, and the streams go on over TLS."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        async def serve(reader, writer):
            await reader.readexactly(8)
            writer.write(b'ready')
            await writer.start_tls(outside.server_tls())
            got = await reader.readexactly(5)
            writer.write(got)
            await writer.drain()
            writer.close()

        server = await aio.start_server(serve, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        peer.send(b'STARTTLS')
        scenario.check('peer.receive(5)', await peer.receive(5), b'ready')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await peer.close_tls()
        peer.close()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_handshake_that_came_early_is_kept(scenario):
    """A client's handshake that a server's stream has received before start_tls is called belongs to TLS."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        async def serve(reader, writer):
            await reader.readexactly(8)
            await scenario.pause()
            await writer.start_tls(outside.server_tls())
            got = await reader.readexactly(5)
            writer.write(got)

        server = await aio.start_server(serve, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        peer.send(b'STARTTLS')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_peer_that_does_not_answer_the_farewell(scenario):
    """A transport that has gone over to TLS and is closed is lost once the ssl_shutdown_timeout of its start_tls is over, though its peer never answers."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(connection[0], connection[1], outside.client_tls(), server_hostname='localhost', ssl_shutdown_timeout=scenario.seconds(0.05)))
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        secured = await outside.within(upgrading)
        secured.close()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost')])


def test_client_goes_over_to_tls_inside_tls(scenario):
    """A client whose connection speaks TLS goes over to TLS inside it by start_tls; both carry much data, and the inner one ends first."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        sent = outside.pattern(200000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(connection[0], connection[1], outside.client_tls(), server_hostname='elsewhere.example'))
        scenario.check("peer.start_tls(cert='wrongname')", await peer.start_tls(cert='wrongname'), 'done')
        secured = await outside.within(upgrading)
        secured.write(sent)
        scenario.check('peer.receive(200_000)', await peer.receive(200000), sent)
        sending = scenario.begin(peer.send_all(sent))
        scenario.check('within(connection[1].received(200_000))', await outside.within(connection[1].received(200000)), sent)
        await sending
        secured.close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        scenario.check('peer.close_tls()', await peer.close_tls(), 'done')
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        await peer.close_tls()
        peer.close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_server_goes_over_to_tls_inside_tls(scenario):
    """A server's protocol whose connection speaks TLS goes over to TLS inside it by start_tls with server_side."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'upgrade')
        await scenario.wait_until("Far.instances and Far.instances[0].data == b'upgrade'", lambda: Far.instances and Far.instances[0].data == b'upgrade')
        upgrading = scenario.begin(aio.get_running_loop().start_tls(Far.instances[0].transport, Far.instances[0], outside.server_tls(), server_side=True))
        await scenario.settle(upgrading)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        secured = await outside.within(upgrading)
        peer.send(b'question')
        scenario.check('within(Far.instances[0].received(15))', await outside.within(Far.instances[0].received(15)), b'upgradequestion')
        secured.write(b'answer')
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')
        secured.abort()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_certificate_inside_tls_is_checked__cert_untrusted(scenario):
    """A start_tls over TLS refuses a server whose inner certificate is untrusted, and closes the connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(connection[0], connection[1], outside.client_tls(), server_hostname='localhost'))
        shaking = scenario.begin(peer.start_tls(cert='untrusted'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(upgrading)
        await shaking
        await peer.ended()
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_certificate_inside_tls_is_checked__cert_wrongname(scenario):
    """A start_tls over TLS refuses a server whose inner certificate is wrongname, and closes the connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(connection[0], connection[1], outside.client_tls(), server_hostname='localhost'))
        shaking = scenario.begin(peer.start_tls(cert='wrongname'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(upgrading)
        await shaking
        await peer.ended()
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), True)

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_transport_of_datagrams_or_a_pipe__of_of_a_pipe(scenario):
    """A start_tls over a transport of a pipe is refused with TypeError, and the transport goes on in the clear."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        of = 'of a pipe'
        other = outside.datagram_socket()
        ends = outside.pipe_pair()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        endpoint = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        writer = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        with scenario.raises('main', TypeError):
            await aio.get_running_loop().start_tls(endpoint[0] if of == 'of datagrams' else writer[0], writer[1], outside.client_tls(), server_hostname='localhost')
        endpoint[0].sendto(b'hello')
        scenario.check('other.receive()', await other.receive(), b'hello')
        writer[0].write(b'hello')
        scenario.check('ends[0].receive(5)', await ends[0].receive(5), b'hello')
        endpoint[0].close()
        writer[0].close()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_transport_of_datagrams_or_a_pipe__of_of_datagrams(scenario):
    """A start_tls over a transport of datagrams is refused with TypeError, and the transport goes on in the clear."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        of = 'of datagrams'
        other = outside.datagram_socket()
        ends = outside.pipe_pair()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        endpoint = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        writer = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        with scenario.raises('main', TypeError):
            await aio.get_running_loop().start_tls(endpoint[0] if of == 'of datagrams' else writer[0], writer[1], outside.client_tls(), server_hostname='localhost')
        endpoint[0].sendto(b'hello')
        scenario.check('other.receive()', await other.receive(), b'hello')
        writer[0].write(b'hello')
        scenario.check('ends[0].receive(5)', await ends[0].receive(5), b'hello')
        endpoint[0].close()
        writer[0].close()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_name_on_the_side_of_the_server(scenario):
    """A start_tls with server_side goes over to TLS though it is given a server_hostname as well."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        peer.send(b'upgrade')
        await scenario.wait_until("Far.instances and Far.instances[0].data == b'upgrade'", lambda: Far.instances and Far.instances[0].data == b'upgrade')
        upgrading = scenario.begin(aio.get_running_loop().start_tls(Far.instances[0].transport, Far.instances[0], outside.server_tls(), server_side=True, server_hostname='localhost'))
        await scenario.settle(upgrading)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        secured = await outside.within(upgrading)
        secured.write(b'answer')
        scenario.check('peer.receive(6)', await peer.receive(6), b'answer')
        secured.abort()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_refused_upgrade_is_the_end_of_the_protocol(scenario):
    """The protocol of a start_tls that refuses the certificate of its server gets connection_lost, once."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        upgrading = scenario.begin(aio.get_running_loop().start_tls(connection[0], connection[1], outside.client_tls(), server_hostname='localhost'))
        shaking = scenario.begin(peer.start_tls(cert='untrusted'))
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(upgrading)
        await outside.within(connection[1].closed())
        await shaking
        await scenario.pause()

    scenario.run(main)
    scenario.expect([scenario.any_order(('main', 'raises SSLCertVerificationError'), ('Client', 'lost'))])
