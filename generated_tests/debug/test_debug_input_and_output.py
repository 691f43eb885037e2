# Rendered by loopspec from spec/debug/input-and-output.yaml; do not edit, change the source and run `loopspec render`.
"""debug: input and output."""


def test_closed_with_data_waiting__debug_false(scenario):
    """With debug mode False a client that is closed with data waiting sends it all, and is lost, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(outside.pattern(1000000))
        connection[0].close()
        scenario.check('peer.receive_all()', await peer.receive_all(), outside.pattern(1000000))
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_closed_with_data_waiting__debug_true(scenario):
    """With debug mode True a client that is closed with data waiting sends it all, and is lost, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(outside.pattern(1000000))
        connection[0].close()
        scenario.check('peer.receive_all()', await peer.receive_all(), outside.pattern(1000000))
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_aborted_with_data_waiting__debug_false(scenario):
    """With debug mode False a client that is aborted with data waiting is lost, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(outside.pattern(1000000))
        connection[0].abort()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_aborted_with_data_waiting__debug_true(scenario):
    """With debug mode True a client that is aborted with data waiting is lost, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(outside.pattern(1000000))
        connection[0].abort()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_reset_with_data_waiting__debug_false(scenario):
    """With debug mode False a client whose peer resets the connection while data waits is lost with the error, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {isinstance(exc, OSError)}')

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(outside.pattern(1000000))
        peer.reset()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost True')])


def test_reset_with_data_waiting__debug_true(scenario):
    """With debug mode True a client whose peer resets the connection while data waits is lost with the error, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {isinstance(exc, OSError)}')

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(outside.pattern(1000000))
        peer.reset()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'lost True')])


def test_served_connection__debug_false(scenario):
    """With debug mode False a server receives, answers, gets the end and closes, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

            def eof_received(this):
                super().eof_received()
                log('Served', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc}')

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        peer.shutdown_writing()
        await outside.within(Served.instances[0].closed())
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        server.close()
        await outside.within(server.wait_closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Served', 'eof'),
            ('Served', 'lost None'),
        ]
    )


def test_served_connection__debug_true(scenario):
    """With debug mode True a server receives, answers, gets the end and closes, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

            def eof_received(this):
                super().eof_received()
                log('Served', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc}')

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        peer.shutdown_writing()
        await outside.within(Served.instances[0].closed())
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        server.close()
        await outside.within(server.wait_closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Served', 'eof'),
            ('Served', 'lost None'),
        ]
    )


def test_paused_connection__debug_false(scenario):
    """With debug mode False a client that pauses reading receives no more until it resumes, and then all, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection[0].pause_reading()
        peer.send(b'hello')
        await scenario.pause()
        scenario.check('connection[1].data', connection[1].data, b'')
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_paused_connection__debug_true(scenario):
    """With debug mode True a client that pauses reading receives no more until it resumes, and then all, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection[0].pause_reading()
        peer.send(b'hello')
        await scenario.pause()
        scenario.check('connection[1].data', connection[1].data, b'')
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_streams__debug_false(scenario):
    """With debug mode False the streams of a client read a line, write, and close, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'hello\n')
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'hello\n')
        streams[1].write(b'bye')
        await outside.within(streams[1].drain())
        streams[1].close()
        await outside.within(streams[1].wait_closed())
        scenario.check('peer.receive_all()', await peer.receive_all(), b'bye')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_streams__debug_true(scenario):
    """With debug mode True the streams of a client read a line, write, and close, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        peer.send(b'hello\n')
        scenario.check('within(streams[0].readline())', await outside.within(streams[0].readline()), b'hello\n')
        streams[1].write(b'bye')
        await outside.within(streams[1].drain())
        streams[1].close()
        await outside.within(streams[1].wait_closed())
        scenario.check('peer.receive_all()', await peer.receive_all(), b'bye')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_path_connection__debug_false(scenario):
    """With debug mode False a client at a path and the server there exchange data, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        path = outside.unix_path()
        server = await aio.get_running_loop().create_unix_server(Served, outside.address_of(path))
        connection = await outside.within(aio.get_running_loop().create_unix_connection(Client, outside.address_of(path)))
        connection[0].write(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        connection[0].close()
        await outside.within(connection[1].closed())
        await outside.within(Served.instances[0].closed())
        server.close()
        await outside.within(server.wait_closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_path_connection__debug_true(scenario):
    """With debug mode True a client at a path and the server there exchange data, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        path = outside.unix_path()
        server = await aio.get_running_loop().create_unix_server(Served, outside.address_of(path))
        connection = await outside.within(aio.get_running_loop().create_unix_connection(Client, outside.address_of(path)))
        connection[0].write(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        connection[0].close()
        await outside.within(connection[1].closed())
        await outside.within(Served.instances[0].closed())
        server.close()
        await outside.within(server.wait_closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_datagrams__debug_false(scenario):
    """With debug mode False an endpoint sends and receives datagrams, and is closed, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class End(outside.protocol_class('End', 'DatagramProtocol')):
            pass

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        endpoint = await outside.within(aio.get_running_loop().create_datagram_endpoint(End, local_addr=('127.0.0.1', 0)))
        other.send(b'hello', endpoint[0])
        scenario.check('within(endpoint[1].received(1))', await outside.within(endpoint[1].received(1)), b'hello')
        endpoint[0].sendto(b'bye', outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'bye')
        endpoint[0].close()
        await outside.within(endpoint[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_datagrams__debug_true(scenario):
    """With debug mode True an endpoint sends and receives datagrams, and is closed, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class End(outside.protocol_class('End', 'DatagramProtocol')):
            pass

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        endpoint = await outside.within(aio.get_running_loop().create_datagram_endpoint(End, local_addr=('127.0.0.1', 0)))
        other.send(b'hello', endpoint[0])
        scenario.check('within(endpoint[1].received(1))', await outside.within(endpoint[1].received(1)), b'hello')
        endpoint[0].sendto(b'bye', outside.address_of(other))
        scenario.check('other.receive()', await other.receive(), b'bye')
        endpoint[0].close()
        await outside.within(endpoint[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_pipes__debug_false(scenario):
    """With debug mode False a pipe that is read and one that is written carry data and are closed, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        inward = outside.pipe_pair()
        outward = outside.pipe_pair()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        reading = await aio.get_running_loop().connect_read_pipe(Reader, inward[0].file)
        writing = await aio.get_running_loop().connect_write_pipe(Writer, outward[1].file)
        inward[1].send(b'hello')
        scenario.check('within(reading[1].received(5))', await outside.within(reading[1].received(5)), b'hello')
        reading[0].pause_reading()
        reading[0].resume_reading()
        inward[1].close()
        await outside.within(reading[1].closed())
        writing[0].write(b'bye')
        scenario.check('outward[0].receive(3)', await outward[0].receive(3), b'bye')
        outward[0].close()
        await outside.within(writing[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_pipes__debug_true(scenario):
    """With debug mode True a pipe that is read and one that is written carry data and are closed, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        inward = outside.pipe_pair()
        outward = outside.pipe_pair()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Reader(outside.protocol_class('Reader', 'Protocol')):
            pass

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        reading = await aio.get_running_loop().connect_read_pipe(Reader, inward[0].file)
        writing = await aio.get_running_loop().connect_write_pipe(Writer, outward[1].file)
        inward[1].send(b'hello')
        scenario.check('within(reading[1].received(5))', await outside.within(reading[1].received(5)), b'hello')
        reading[0].pause_reading()
        reading[0].resume_reading()
        inward[1].close()
        await outside.within(reading[1].closed())
        writing[0].write(b'bye')
        scenario.check('outward[0].receive(3)', await outward[0].receive(3), b'bye')
        outward[0].close()
        await outside.within(writing[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_tls_client__debug_false(scenario):
    """With debug mode False a client over TLS receives, answers and closes, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(cert='good')", await peer.start_tls(cert='good'), 'done')
        connection = await outside.within(connecting)
        await peer.send_all(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        connection[0].write(b'bye')
        scenario.check('peer.receive(3)', await peer.receive(3), b'bye')
        connection[0].close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        peer.close()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_tls_client__debug_true(scenario):
    """With debug mode True a client over TLS receives, answers and closes, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(cert='good')", await peer.start_tls(cert='good'), 'done')
        connection = await outside.within(connecting)
        await peer.send_all(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        connection[0].write(b'bye')
        scenario.check('peer.receive(3)', await peer.receive(3), b'bye')
        connection[0].close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        peer.close()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_tls_peer_that_leaves__debug_false(scenario):
    """With debug mode False a client over TLS whose peer says farewell is lost, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Client', 'eof')

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(cert='good')", await peer.start_tls(cert='good'), 'done')
        connection = await outside.within(connecting)
        leaving = scenario.begin(peer.close_tls())
        await outside.within(connection[1].closed())
        await leaving
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'eof')])


def test_tls_peer_that_leaves__debug_true(scenario):
    """With debug mode True a client over TLS whose peer says farewell is lost, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                log('Client', 'eof')

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check("peer.start_tls(cert='good')", await peer.start_tls(cert='good'), 'done')
        connection = await outside.within(connecting)
        leaving = scenario.begin(peer.close_tls())
        await outside.within(connection[1].closed())
        await leaving
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Client', 'eof')])


def test_tls_server__debug_false(scenario):
    """With debug mode False a server over TLS receives, answers and is left, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        leaving = scenario.begin(peer.close_tls())
        await outside.within(Served.instances[0].closed())
        await leaving
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_tls_server__debug_true(scenario):
    """With debug mode True a server over TLS receives, answers and is left, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        leaving = scenario.begin(peer.close_tls())
        await outside.within(Served.instances[0].closed())
        await leaving
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_tls_refused__debug_false(scenario):
    """With debug mode False a client over TLS that does not trust the certificate raises SSLCertVerificationError, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        await peer.start_tls(cert='expired')
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_tls_refused__debug_true(scenario):
    """With debug mode True a client over TLS that does not trust the certificate raises SSLCertVerificationError, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        await peer.start_tls(cert='expired')
        with scenario.raises('main', outside.SSLCertVerificationError):
            await outside.within(connecting)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises SSLCertVerificationError')])


def test_tls_cancelled__debug_false(scenario):
    """With debug mode False a handshake that is cancelled raises CancelledError, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        await peer.receive(1)
        connecting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(connecting)
        await peer.ended()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_tls_cancelled__debug_true(scenario):
    """With debug mode True a handshake that is cancelled raises CancelledError, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        await peer.receive(1)
        connecting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(connecting)
        await peer.ended()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_start_tls__debug_false(scenario):
    """With debug mode False a client goes over to TLS by start_tls and closes, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        changing = scenario.begin(aio.get_running_loop().start_tls(connection[0], connection[1], outside.client_tls(), server_hostname='localhost'))
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        inner = await outside.within(changing)
        inner.write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        inner.close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        peer.close()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_start_tls__debug_true(scenario):
    """With debug mode True a client goes over to TLS by start_tls and closes, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        changing = scenario.begin(aio.get_running_loop().start_tls(connection[0], connection[1], outside.client_tls(), server_hostname='localhost'))
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        inner = await outside.within(changing)
        inner.write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        inner.close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        peer.close()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_refused_connection__debug_false(scenario):
    """With debug mode False a connection to a port of which nobody listens raises ConnectionRefusedError, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(bound)))
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_refused_connection__debug_true(scenario):
    """With debug mode True a connection to a port of which nobody listens raises ConnectionRefusedError, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(bound)))
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_lookups__debug_false(scenario):
    """With debug mode False a lookup gives the addresses, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        found = await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', 80, family=outside.socket_constant('AF_INET'), type=outside.socket_constant('SOCK_STREAM'), proto=outside.socket_constant('IPPROTO_TCP'), flags=outside.socket_constant('AI_NUMERICHOST')))
        scenario.check('found[0][4]', found[0][4], ('127.0.0.1', 80))
        found = await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', 80))
        scenario.check('found[0][4]', found[0][4], ('127.0.0.1', 80))
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_lookups__debug_true(scenario):
    """With debug mode True a lookup gives the addresses, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        found = await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', 80, family=outside.socket_constant('AF_INET'), type=outside.socket_constant('SOCK_STREAM'), proto=outside.socket_constant('IPPROTO_TCP'), flags=outside.socket_constant('AI_NUMERICHOST')))
        scenario.check('found[0][4]', found[0][4], ('127.0.0.1', 80))
        found = await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', 80))
        scenario.check('found[0][4]', found[0][4], ('127.0.0.1', 80))
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_child__debug_false(scenario):
    """With debug mode False a program gets its input, answers in both outputs and exits, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('copies-to-both'))
        made[0].get_pipe_transport(0).write(b'hello')
        made[0].get_pipe_transport(0).close()
        await outside.within(made[1].closed())
        scenario.check('(made[1].data, made[1].error_data, made[0].get_returncode(), made[1].exits)', (made[1].data, made[1].error_data, made[0].get_returncode(), made[1].exits), (b'hello', b'hello', 0, 1))
        made[0].close()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_child__debug_true(scenario):
    """With debug mode True a program gets its input, answers in both outputs and exits, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('copies-to-both'))
        made[0].get_pipe_transport(0).write(b'hello')
        made[0].get_pipe_transport(0).close()
        await outside.within(made[1].closed())
        scenario.check('(made[1].data, made[1].error_data, made[0].get_returncode(), made[1].exits)', (made[1].data, made[1].error_data, made[0].get_returncode(), made[1].exits), (b'hello', b'hello', 0, 1))
        made[0].close()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_shell__debug_false(scenario):
    """With debug mode False a shell gets its input, answers in both outputs and exits, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().subprocess_shell(Child, outside.shell_program('copies-to-both'))
        made[0].get_pipe_transport(0).write(b'hello')
        made[0].get_pipe_transport(0).close()
        await outside.within(made[1].closed())
        scenario.check('(made[1].data, made[1].error_data, made[0].get_returncode(), made[1].exits)', (made[1].data, made[1].error_data, made[0].get_returncode(), made[1].exits), (b'hello', b'hello', 0, 1))
        made[0].close()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_shell__debug_true(scenario):
    """With debug mode True a shell gets its input, answers in both outputs and exits, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().subprocess_shell(Child, outside.shell_program('copies-to-both'))
        made[0].get_pipe_transport(0).write(b'hello')
        made[0].get_pipe_transport(0).close()
        await outside.within(made[1].closed())
        scenario.check('(made[1].data, made[1].error_data, made[0].get_returncode(), made[1].exits)', (made[1].data, made[1].error_data, made[0].get_returncode(), made[1].exits), (b'hello', b'hello', 0, 1))
        made[0].close()
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_closed_child__debug_false(scenario):
    """With debug mode False a child whose transport is closed is killed, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('is-ready-and-sleeps'), stderr=aio.subprocess.STDOUT)
        await outside.within(made[1].received(5))
        made[0].close()
        await outside.within(made[1].closed())
        scenario.check('made[1].exits', made[1].exits, 1)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_closed_child__debug_true(scenario):
    """With debug mode True a child whose transport is closed is killed, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Child(outside.protocol_class('Child', 'SubprocessProtocol')):
            pass

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        made = await aio.get_running_loop().subprocess_exec(Child, *outside.program('is-ready-and-sleeps'), stderr=aio.subprocess.STDOUT)
        await outside.within(made[1].received(5))
        made[0].close()
        await outside.within(made[1].closed())
        scenario.check('made[1].exits', made[1].exits, 1)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_communication__debug_false(scenario):
    """With debug mode False a child that create_subprocess_exec has started answers to communicate, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        process = await aio.create_subprocess_exec(*outside.program('copies-to-both'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
        scenario.check("within(process.communicate(b'hello'))", await outside.within(process.communicate(b'hello')), (b'hello', b'hello'))
        scenario.check('process.returncode', process.returncode, 0)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_communication__debug_true(scenario):
    """With debug mode True a child that create_subprocess_exec has started answers to communicate, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        process = await aio.create_subprocess_exec(*outside.program('copies-to-both'), stdin=aio.subprocess.PIPE, stdout=aio.subprocess.PIPE, stderr=aio.subprocess.PIPE)
        scenario.check("within(process.communicate(b'hello'))", await outside.within(process.communicate(b'hello')), (b'hello', b'hello'))
        scenario.check('process.returncode', process.returncode, 0)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_missing_program__debug_false(scenario):
    """With debug mode False the start of a program that is not there raises FileNotFoundError, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_debug(False)
        aio.get_running_loop().set_exception_handler(handler)
        with scenario.raises('main', FileNotFoundError):
            await aio.create_subprocess_exec(*outside.program('is-missing'))
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises FileNotFoundError')])


def test_missing_program__debug_true(scenario):
    """With debug mode True the start of a program that is not there raises FileNotFoundError, and nothing goes to the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        with scenario.raises('main', FileNotFoundError):
            await aio.create_subprocess_exec(*outside.program('is-missing'))
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'raises FileNotFoundError')])
