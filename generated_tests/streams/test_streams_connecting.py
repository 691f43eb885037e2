# Rendered by loopspec from spec/streams/connecting.yaml; do not edit, change the source and run `loopspec render`.
"""streams: connecting."""


def test_coroutine_function_serves(scenario):
    """A coroutine function that is given to start_server is called with a reader and a writer for a connection, and runs as a task."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        async def serve(reader, writer):
            scenario.check_is('type(reader) is StreamReader and type(writer) is StreamWriter', type(reader) is aio.StreamReader and type(writer) is aio.StreamWriter, True)
            scenario.check('reader.readexactly(3)', await reader.readexactly(3), b'abc')
            writer.write(b'def')
            writer.close()

        server = await aio.start_server(serve, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        peer.send(b'abc')
        scenario.check('peer.receive(3)', await peer.receive(3), b'def')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_plain_function_serves(scenario):
    """A plain function that is given to start_server is called with a reader and a writer for a connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        served = aio.get_running_loop().create_future()

        def serve(reader, writer):
            served.set_result((reader, writer))

        server = await aio.start_server(serve, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        streams = await outside.within(served)
        scenario.check_is('type(streams[0]) is StreamReader and type(streams[1]) is StreamWriter', type(streams[0]) is aio.StreamReader and type(streams[1]) is aio.StreamWriter, True)
        peer.send(b'abc')
        scenario.check('within(streams[0].readexactly(3))', await outside.within(streams[0].readexactly(3)), b'abc')
        streams[1].close()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_every_connection_has_its_own(scenario):
    """Each connection has a reader and a writer of its own."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        async def serve(reader, writer):
            line = await reader.readline()
            writer.write(line.upper())
            writer.close()

        server = await aio.start_server(serve, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        other = outside.peer_to(server)
        other.send(b'other\n')
        scenario.check('other.receive(6)', await other.receive(6), b'OTHER\n')
        peer.send(b'first\n')
        scenario.check('peer.receive(6)', await peer.receive(6), b'FIRST\n')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_limit_of_a_server(scenario):
    """The limit that start_server is given is that of the readers of its connections."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        async def serve(reader, writer):
            with scenario.raises('serve', aio.LimitOverrunError):
                await reader.readuntil(b';')
            writer.close()

        server = await aio.start_server(serve, '127.0.0.1', 0, limit=8)
        peer = outside.peer_to(server)
        peer.send(b'0123456789;')
        await scenario.pause()
        await peer.ended()
        server.close()

    scenario.run(main)
    scenario.expect([('serve', 'raises LimitOverrunError')])


def test_failure_of_a_coroutine_is_reported(scenario):
    """An exception that leaves the coroutine for a connection reaches the exception handler, and the connection is closed."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        async def serve(reader, writer):
            await reader.readexactly(3)
            raise tools.Boom()

        def handle(loop, context):
            log('handle', f"{tools.class_name(context['exception'])}")

        server = await aio.start_server(serve, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        aio.get_running_loop().set_exception_handler(handle)
        peer.send(b'abc')
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        server.close()

    scenario.run(main)
    scenario.expect([('handle', 'Boom')])


def test_failure_of_a_plain_function_is_reported(scenario):
    """An exception that leaves the plain function for a connection reaches the exception handler."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        told = aio.get_running_loop().create_future()

        def serve(reader, writer):
            raise tools.Boom()

        def handle(loop, context):
            log('handle', f"{tools.class_name(context['exception'])}")
            told.set_result(None)

        server = await aio.start_server(serve, '127.0.0.1', 0)
        aio.get_running_loop().set_exception_handler(handle)
        peer = outside.peer_to(server)
        await outside.within(told)
        server.close()

    scenario.run(main)
    scenario.expect([('handle', 'Boom')])


def test_cancelled_coroutine_closes_the_connection(scenario):
    """A cancelled task for a connection closes it and is not reported."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        serving = aio.get_running_loop().create_future()

        async def serve(reader, writer):
            serving.set_result(aio.current_task())
            await reader.read()

        def handle(loop, context):
            log('handle', f"{tools.class_name(context['exception'])}")

        server = await aio.start_server(serve, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        aio.get_running_loop().set_exception_handler(handle)
        task = await outside.within(serving)
        task.cancel()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_task_of_a_connection_is_kept(scenario):
    """The task for a connection is kept while it waits, although nobody else refers to it."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async def serve(reader, writer):
            await reader.readexactly(3)
            writer.write(b'def')
            writer.close()

        server = await aio.start_server(serve, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.pause()
        tools.collect()
        peer.send(b'abc')
        scenario.check('peer.receive(3)', await peer.receive(3), b'def')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_server_begins_later(scenario):
    """A server made with start_serving=False serves from start_serving on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        async def serve(reader, writer):
            writer.write(b'hello')
            writer.close()

        server = await aio.start_server(serve, '127.0.0.1', 0, start_serving=False, backlog=5, reuse_address=True)
        scenario.check('server.is_serving()', server.is_serving(), False)
        await server.start_serving()
        scenario.check('server.is_serving()', server.is_serving(), True)
        peer = outside.peer_to(server)
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_server_of_a_socket(scenario):
    """A server made from a listening socket serves it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        async def serve(reader, writer):
            writer.write(b'hello')
            writer.close()

        server = await aio.start_server(serve, sock=listener.socket)
        peer = outside.peer_to(listener)
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_connection_of_a_socket(scenario):
    """A stream opened from a connected socket reads and writes it, and closes it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()
        streams = await aio.open_connection(sock=pair[0].socket)
        pair[1].send(b'abc')
        scenario.check('within(streams[0].readexactly(3))', await outside.within(streams[0].readexactly(3)), b'abc')
        streams[1].write(b'def')
        streams[1].close()
        await outside.within(streams[1].wait_closed())
        scenario.check('pair[1].receive_all()', await pair[1].receive_all(), b'def')

    scenario.run(main)
    scenario.expect([])


def test_refused_connection(scenario):
    """A connection that is refused raises ConnectionRefusedError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        port = outside.port_of(listener)
        listener.close()
        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.open_connection('127.0.0.1', port))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_reader_and_writer_are_given(scenario):
    """A connection is given as a pair of a StreamReader and a StreamWriter."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check('[class_name(stream) for stream in streams]', [tools.class_name(stream) for stream in streams], ['StreamReader', 'StreamWriter'])
        scenario.check_is('isinstance(streams[0], StreamReader) and isinstance(streams[1], StreamWriter)', isinstance(streams[0], aio.StreamReader) and isinstance(streams[1], aio.StreamWriter), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_local_address_is_taken(scenario):
    """A connection is made from the local address that it is given."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('127.0.0.1', outside.port_of(listener), local_addr=('127.0.0.1', 0), family=outside.socket_constant('AF_INET')))
        peer = await outside.accepted(listener)
        scenario.check("streams[1].get_extra_info('sockname')[0]", streams[1].get_extra_info('sockname')[0], '127.0.0.1')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_unix_connection(scenario):
    """A stream is opened to a path, with a limit, and reads and writes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')
        streams = await outside.within(aio.open_unix_connection(outside.address_of(listener), limit=8))
        peer = await outside.accepted(listener)
        peer.send(b'abc')
        scenario.check('within(streams[0].readexactly(3))', await outside.within(streams[0].readexactly(3)), b'abc')
        streams[1].write(b'def')
        scenario.check('peer.receive(3)', await peer.receive(3), b'def')
        peer.send(b'0123456789;')
        with scenario.raises('main', aio.LimitOverrunError):
            await outside.within(streams[0].readuntil(b';'))
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises LimitOverrunError')])


def test_unix_server(scenario):
    """A server at a path calls its function with a reader, of the given limit, and a writer for a connection."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        path = outside.unix_path()

        async def serve(reader, writer):
            with scenario.raises('serve', aio.LimitOverrunError):
                await reader.readuntil(b';')
            data = await reader.readexactly(11)
            writer.write(data)
            writer.close()

        server = await aio.start_unix_server(serve, outside.address_of(path), limit=8)
        peer = outside.peer_to(path)
        peer.send(b'0123456789;')
        scenario.check('peer.receive(11)', await peer.receive(11), b'0123456789;')
        server.close()

    scenario.run(main)
    scenario.expect([('serve', 'raises LimitOverrunError')])


def test_unix_path_goes_with_the_server(scenario):
    """The path of a server is removed when it is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        path = outside.unix_path('server')

        async def serve(reader, writer):
            writer.close()

        server = await aio.start_unix_server(serve, outside.unix_path('server'))
        peer = outside.peer_to(path)
        await peer.ended()
        server.close()
        await outside.within(server.wait_closed())
        with scenario.raises('main', FileNotFoundError):
            outside.peer_to(path)

    scenario.run(main)
    scenario.expect([('main', 'raises FileNotFoundError')])


def test_unix_path_is_left_on_request(scenario):
    """The path of a server made with cleanup_socket=False is left when it is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        path = outside.unix_path('server')

        async def serve(reader, writer):
            writer.close()

        server = await aio.start_unix_server(serve, outside.unix_path('server'), cleanup_socket=False)
        server.close()
        await outside.within(server.wait_closed())
        with scenario.raises('main', ConnectionRefusedError):
            outside.peer_to(path)

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_numeric_host_only(scenario):
    """A stream opened with the flag for numeric hosts looks no name up and raises OSError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        with scenario.raises('main', OSError):
            await outside.within(aio.open_connection('localhost', outside.port_of(listener), flags=outside.socket_constant('AI_NUMERICHOST')))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_protocol_of_the_lookup(scenario):
    """A stream is opened with the protocol of TCP for the lookup of its host, and not with one that carries no streams."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('localhost', outside.port_of(listener), proto=outside.socket_constant('IPPROTO_TCP')))
        with scenario.raises('main', OSError):
            await outside.within(aio.open_connection('localhost', outside.port_of(listener), proto=outside.socket_constant('IPPROTO_UDP')))
        streams[1].close()

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_happy_eyeballs(scenario):
    """A stream opened with Happy Eyeballs goes to the address that answers."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        streams = await outside.within(aio.open_connection('localhost', outside.port_of(listener), happy_eyeballs_delay=scenario.seconds(0.25), interleave=1))
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        scenario.check('within(streams[0].readexactly(5))', await outside.within(streams[0].readexactly(5)), b'hello')
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_family_of_a_server(scenario):
    """A server of streams whose family is given is bound to addresses of that family only, and refuses one of another."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        def serve(reader, writer):
            writer.close()

        server = await aio.start_server(serve, 'localhost', 0, family=outside.socket_constant('AF_INET'))
        scenario.check("[one.family == socket_constant('AF_INET') for one in server.sockets]", [one.family == outside.socket_constant('AF_INET') for one in server.sockets], [True])
        peer = outside.peer_to(server)
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        server.close()
        with scenario.raises('main', OSError):
            await outside.within(aio.start_server(serve, '127.0.0.1', 0, family=outside.socket_constant('AF_INET6')))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_numeric_host_of_a_server(scenario):
    """A server of streams with the flag for numeric hosts looks no name up and raises OSError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        def serve(reader, writer):
            writer.close()

        with scenario.raises('main', OSError):
            await outside.within(aio.start_server(serve, 'localhost', 0, flags=outside.socket_constant('AI_NUMERICHOST')))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_servers_of_one_port(scenario):
    """Two servers of streams that both reuse the port listen on one port, and the second serves when the first is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        def serve(reader, writer):
            writer.write(b'hello')
            writer.close()

        first = await aio.start_server(serve, '127.0.0.1', 0, reuse_port=True)
        second = await aio.start_server(serve, '127.0.0.1', outside.port_of(first), reuse_port=True)
        first.close()
        peer = outside.peer_to(second)
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        second.close()

    scenario.run(main)
    scenario.expect([])


def test_kept_alive(scenario):
    """A server of streams that keeps its connections alive sets the option on each of them."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        served = aio.get_running_loop().create_future()

        def serve(reader, far):
            served.set_result(far)

        server = await aio.start_server(serve, '127.0.0.1', 0, keep_alive=True)
        peer = outside.peer_to(server)
        writer = await outside.within(served)
        scenario.check_is("writer.get_extra_info('socket').getsockopt(socket_constant('SOL_SOCKET'), socket_constant('SO_KEEPALIVE')) != 0", writer.get_extra_info('socket').getsockopt(outside.socket_constant('SOL_SOCKET'), outside.socket_constant('SO_KEEPALIVE')) != 0, True)
        writer.close()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_unix_connection_of_a_socket(scenario):
    """A stream opened from a socket that is connected to a path reads and writes it, and closes it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        pair = outside.socket_pair()
        streams = await aio.open_unix_connection(sock=pair[0].socket)
        pair[1].send(b'abc')
        scenario.check('within(streams[0].readexactly(3))', await outside.within(streams[0].readexactly(3)), b'abc')
        streams[1].write(b'def')
        streams[1].close()
        await outside.within(streams[1].wait_closed())
        scenario.check('pair[1].receive_all()', await pair[1].receive_all(), b'def')

    scenario.run(main)
    scenario.expect([])


def test_unix_server_of_a_socket(scenario):
    """A server of streams made from a socket that listens at a path serves it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')

        def serve(reader, writer):
            writer.write(b'hello')
            writer.close()

        server = await aio.start_unix_server(serve, sock=listener.socket)
        peer = outside.peer_to(listener)
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_unix_server_begins_later(scenario):
    """A server of streams at a path that serves later refuses clients until start_serving, and then serves one after the other with a backlog of one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        def serve(reader, writer):
            writer.write(b'hello')
            writer.close()

        server = await aio.start_unix_server(serve, outside.unix_path('server'), backlog=1, start_serving=False)
        with scenario.raises('main', ConnectionRefusedError):
            outside.peer_to(outside.unix_path('server'))
        await server.start_serving()
        for number in range(3):
            peer = outside.peer_to(outside.unix_path('server'))
            scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        server.close()

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_unix_path_is_no_text(scenario):
    """A server of streams serves at a path that is an object of pathlib, and a stream is opened to such a path."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')

        def serve(reader, writer):
            writer.write(b'hello')
            writer.close()

        server = await aio.start_unix_server(serve, outside.address_of(outside.unix_path('server'), 'path'))
        peer = outside.peer_to(outside.unix_path('server'))
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        streams = await outside.within(aio.open_unix_connection(outside.address_of(listener, 'path')))
        other = await outside.accepted(listener)
        other.send(b'hello')
        scenario.check('within(streams[0].readexactly(5))', await outside.within(streams[0].readexactly(5)), b'hello')
        streams[1].close()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_exit_out_of_a_plain_function__exit_keyboardinterrupt(scenario):
    """A KeyboardInterrupt out of the plain function for a connection leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    async def entry():
        server = await aio.start_server(serve, '127.0.0.1', 0)
        outside.peer_to(server)
        await aio.get_running_loop().create_future()

    def serve(reader, writer):
        raise KeyboardInterrupt()

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(entry())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_a_plain_function__exit_systemexit(scenario):
    """A SystemExit out of the plain function for a connection leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    async def entry():
        server = await aio.start_server(serve, '127.0.0.1', 0)
        outside.peer_to(server)
        await aio.get_running_loop().create_future()

    def serve(reader, writer):
        raise SystemExit()

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(entry())
    scenario.expect([('program', 'raises SystemExit')])


def test_failure_of_a_plain_function_closes(scenario):
    """An exception that leaves the plain function for a connection closes the connection."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        kept = []

        def serve(reader, writer):
            kept.append(writer)
            raise tools.Boom()

        def handle(loop, context):
            log('handle', f"{tools.class_name(context['exception'])}")

        server = await aio.start_server(serve, '127.0.0.1', 0)
        aio.get_running_loop().set_exception_handler(handle)
        peer = outside.peer_to(server)
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        server.close()

    scenario.run(main)
    scenario.expect([('handle', 'Boom')])
