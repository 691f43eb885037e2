# Rendered by loopspec from spec/protocols/exceptions.yaml; do not edit, change the source and run `loopspec render`.
"""protocols: exceptions."""


def test_out_of_data_received(scenario):
    """An exception out of data_received is reported, and ends the connection with it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                raise tools.Boom()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {tools.class_name(exc)}')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await outside.within(Served.instances[0].closed())
        await peer.ended()

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('Served', 'lost Boom'),
        ]
    )


def test_out_of_eof_received(scenario):
    """An exception out of eof_received is reported, and ends the connection with it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Served(outside.protocol_class('Served', 'Protocol')):
            def eof_received(this):
                super().eof_received()
                raise tools.Boom()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {tools.class_name(exc)}')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.shutdown_writing()
        await outside.within(Served.instances[0].closed())
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('Served', 'lost Boom'),
        ]
    )


def test_out_of_connection_made(scenario):
    """An exception out of connection_made is reported, and the server goes on to serve others."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Served(outside.protocol_class('Served', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(b'hello')
                raise tools.Boom()

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        other = outside.peer_to(server)
        scenario.check('other.receive(5)', await other.receive(5), b'hello')

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('handler', 'Boom'),
        ]
    )


def test_out_of_connection_lost__end_abort(scenario):
    """An exception out of connection_lost is reported, and the connection is released all the same."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                raise tools.Boom()

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].abort()
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])


def test_out_of_connection_lost__end_close(scenario):
    """An exception out of connection_lost is reported, and the connection is released all the same."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                raise tools.Boom()

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].close()
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])


def test_out_of_pause_writing(scenario):
    """An exception out of pause_writing is reported, and all data is sent nevertheless."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                raise tools.Boom()

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(connection[1].resumed())
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), False)

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])


def test_out_of_resume_writing(scenario):
    """An exception out of resume_writing is reported, and all data is sent nevertheless."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def resume_writing(this):
                super().resume_writing()
                raise tools.Boom()

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(connection[1].resumed())
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), False)

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])


def test_out_of_the_factory_of_a_client(scenario):
    """An exception out of the factory of the protocol comes out of create_connection."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def factory():
            raise tools.Boom()

        with scenario.raises('main', tools.Boom):
            await outside.within(aio.get_running_loop().create_connection(factory, '127.0.0.1', outside.port_of(listener)))

    scenario.run(main)
    scenario.expect([('main', 'raises Boom')])


def test_out_of_the_factory_of_a_server(scenario):
    """An exception out of the factory of a server's protocol does not keep the server from serving others."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        failures = [tools.Boom()]

        def factory():
            for failure in [failures.pop() for failure in failures[:]]:
                raise failure
            return Served()

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(factory, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('not failures', lambda: not failures)
        other = outside.peer_to(server)
        await scenario.wait_until('Served.instances and Served.instances[0].transport', lambda: Served.instances and Served.instances[0].transport)
        Served.instances[0].transport.write(b'hello')
        scenario.check('other.receive(5)', await other.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_exit_out_of_data_received__exit_keyboardinterrupt(scenario):
    """SystemExit and KeyboardInterrupt out of data_received leave the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [KeyboardInterrupt()]

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        peer.shutdown_writing()
        await aio.get_running_loop().create_future()

    class Served(outside.protocol_class('Served', 'Protocol')):
        def data_received(this, data):
            super().data_received(data)
            for end in [ends.pop() for end in ends[:]]:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_data_received__exit_systemexit(scenario):
    """SystemExit and KeyboardInterrupt out of data_received leave the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [SystemExit()]

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        peer.shutdown_writing()
        await aio.get_running_loop().create_future()

    class Served(outside.protocol_class('Served', 'Protocol')):
        def data_received(this, data):
            super().data_received(data)
            for end in [ends.pop() for end in ends[:]]:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises SystemExit')])


def test_exit_out_of_eof_received__exit_keyboardinterrupt(scenario):
    """SystemExit and KeyboardInterrupt out of eof_received leave the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [KeyboardInterrupt()]

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        peer.shutdown_writing()
        await aio.get_running_loop().create_future()

    class Served(outside.protocol_class('Served', 'Protocol')):
        def eof_received(this):
            super().eof_received()
            for end in [ends.pop() for end in ends[:]]:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_eof_received__exit_systemexit(scenario):
    """SystemExit and KeyboardInterrupt out of eof_received leave the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [SystemExit()]

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        peer.shutdown_writing()
        await aio.get_running_loop().create_future()

    class Served(outside.protocol_class('Served', 'Protocol')):
        def eof_received(this):
            super().eof_received()
            for end in [ends.pop() for end in ends[:]]:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises SystemExit')])


def test_exit_out_of_a_buffered_protocol__exit_keyboardinterrupt_callback_buffer_updated(scenario):
    """An exit, KeyboardInterrupt, out of buffer_updated of a BufferedProtocol leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [KeyboardInterrupt()]

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await aio.get_running_loop().create_future()

    class Served(outside.protocol_class('Served', 'BufferedProtocol')):
        def get_buffer(this, sizehint):
            super().get_buffer(sizehint)
            for end in [ends.pop() for end in ends[:] if 'buffer_updated' == 'get_buffer']:
                raise end
            return bytearray(100)

        def buffer_updated(this, nbytes):
            super().buffer_updated(nbytes)
            for end in [ends.pop() for end in ends[:] if 'buffer_updated' == 'buffer_updated']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_a_buffered_protocol__exit_keyboardinterrupt_callback_get_buffer(scenario):
    """An exit, KeyboardInterrupt, out of get_buffer of a BufferedProtocol leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [KeyboardInterrupt()]

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await aio.get_running_loop().create_future()

    class Served(outside.protocol_class('Served', 'BufferedProtocol')):
        def get_buffer(this, sizehint):
            super().get_buffer(sizehint)
            for end in [ends.pop() for end in ends[:] if 'get_buffer' == 'get_buffer']:
                raise end
            return bytearray(100)

        def buffer_updated(this, nbytes):
            super().buffer_updated(nbytes)
            for end in [ends.pop() for end in ends[:] if 'get_buffer' == 'buffer_updated']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_a_buffered_protocol__exit_systemexit_callback_buffer_updated(scenario):
    """An exit, SystemExit, out of buffer_updated of a BufferedProtocol leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [SystemExit()]

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await aio.get_running_loop().create_future()

    class Served(outside.protocol_class('Served', 'BufferedProtocol')):
        def get_buffer(this, sizehint):
            super().get_buffer(sizehint)
            for end in [ends.pop() for end in ends[:] if 'buffer_updated' == 'get_buffer']:
                raise end
            return bytearray(100)

        def buffer_updated(this, nbytes):
            super().buffer_updated(nbytes)
            for end in [ends.pop() for end in ends[:] if 'buffer_updated' == 'buffer_updated']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises SystemExit')])


def test_exit_out_of_a_buffered_protocol__exit_systemexit_callback_get_buffer(scenario):
    """An exit, SystemExit, out of get_buffer of a BufferedProtocol leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [SystemExit()]

    async def serve():
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await aio.get_running_loop().create_future()

    class Served(outside.protocol_class('Served', 'BufferedProtocol')):
        def get_buffer(this, sizehint):
            super().get_buffer(sizehint)
            for end in [ends.pop() for end in ends[:] if 'get_buffer' == 'get_buffer']:
                raise end
            return bytearray(100)

        def buffer_updated(this, nbytes):
            super().buffer_updated(nbytes)
            for end in [ends.pop() for end in ends[:] if 'get_buffer' == 'buffer_updated']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises SystemExit')])


def test_exit_out_of_flow_control__exit_keyboardinterrupt_callback_pause_writing(scenario):
    """An exit, KeyboardInterrupt, out of pause_writing leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [KeyboardInterrupt()]
    listener = outside.listening_socket(buffers='small')
    sent = outside.pattern(1000000)

    async def send():
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await peer.receive(1000000)
        await aio.get_running_loop().create_future()

    class Client(outside.protocol_class('Client', 'Protocol')):
        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(send())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_flow_control__exit_keyboardinterrupt_callback_resume_writing(scenario):
    """An exit, KeyboardInterrupt, out of resume_writing leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [KeyboardInterrupt()]
    listener = outside.listening_socket(buffers='small')
    sent = outside.pattern(1000000)

    async def send():
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await peer.receive(1000000)
        await aio.get_running_loop().create_future()

    class Client(outside.protocol_class('Client', 'Protocol')):
        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(send())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_flow_control__exit_systemexit_callback_pause_writing(scenario):
    """An exit, SystemExit, out of pause_writing leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [SystemExit()]
    listener = outside.listening_socket(buffers='small')
    sent = outside.pattern(1000000)

    async def send():
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await peer.receive(1000000)
        await aio.get_running_loop().create_future()

    class Client(outside.protocol_class('Client', 'Protocol')):
        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'pause_writing' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(send())
    scenario.expect([('program', 'raises SystemExit')])


def test_exit_out_of_flow_control__exit_systemexit_callback_resume_writing(scenario):
    """An exit, SystemExit, out of resume_writing leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [SystemExit()]
    listener = outside.listening_socket(buffers='small')
    sent = outside.pattern(1000000)

    async def send():
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await peer.receive(1000000)
        await aio.get_running_loop().create_future()

    class Client(outside.protocol_class('Client', 'Protocol')):
        def pause_writing(this):
            super().pause_writing()
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'pause_writing']:
                raise end

        def resume_writing(this):
            super().resume_writing()
            for end in [ends.pop() for end in ends[:] if 'resume_writing' == 'resume_writing']:
                raise end

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(send())
    scenario.expect([('program', 'raises SystemExit')])


def test_client_out_of_connection_made(scenario):
    """An exception out of a client's connection_made is reported, and create_connection returns the connection."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                raise tools.Boom()

        aio.get_running_loop().set_exception_handler(handler)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        connection[0].abort()

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])


def test_base_exception_out_of_pause_writing(scenario):
    """An exception out of pause_writing that is no Exception is reported, does not come out of the write, and all data is sent nevertheless."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                raise tools.Blast()

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        log('main', 'written')
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(connection[1].resumed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Blast'),
            ('main', 'written'),
        ]
    )


def test_out_of_resume_writing_of_an_empty_buffer__error_blast(scenario):
    """An exception, Blast, out of a resume_writing that is called when all is sent is reported once, and the connection goes on."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def resume_writing(this):
                super().resume_writing()
                raise tools.Blast()

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=1000, low=0)
        connection[0].write(sent)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(connection[1].resumed())
        await scenario.pause()
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([('handler', 'Blast')])


def test_out_of_resume_writing_of_an_empty_buffer__error_boom(scenario):
    """An exception, Boom, out of a resume_writing that is called when all is sent is reported once, and the connection goes on."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def resume_writing(this):
                super().resume_writing()
                raise tools.Boom()

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=1000, low=0)
        connection[0].write(sent)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(connection[1].resumed())
        await scenario.pause()
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])


def test_out_of_the_factory_of_a_server_in_debug_mode__error_blast(scenario):
    """In debug mode an exception, Blast, out of the factory of a server's protocol is given to the exception handler, with no task, protocol or transport."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        reported = aio.Event()

        def factory():
            raise tools.Blast()

        def handler(loop, context):
            log('handler', f"{tools.class_name(context.get('exception'))}, {[key for key in ('future', 'task', 'protocol', 'transport') if key in context]}")
            reported.set()

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(factory, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await outside.within(reported.wait())
        tools.collect()
        await scenario.pause()
        server.close()

    scenario.run(main)
    scenario.expect([('handler', 'Blast, []')])


def test_out_of_the_factory_of_a_server_in_debug_mode__error_boom(scenario):
    """In debug mode an exception, Boom, out of the factory of a server's protocol is given to the exception handler, with no task, protocol or transport."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        reported = aio.Event()

        def factory():
            raise tools.Boom()

        def handler(loop, context):
            log('handler', f"{tools.class_name(context.get('exception'))}, {[key for key in ('future', 'task', 'protocol', 'transport') if key in context]}")
            reported.set()

        aio.get_running_loop().set_debug(True)
        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(factory, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await outside.within(reported.wait())
        tools.collect()
        await scenario.pause()
        server.close()

    scenario.run(main)
    scenario.expect([('handler', 'Boom, []')])


def test_exit_out_of_the_factory_of_a_server__exit_keyboardinterrupt(scenario):
    """An exit, KeyboardInterrupt, out of the factory of a server's protocol leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [KeyboardInterrupt()]

    async def serve():
        server = await aio.get_running_loop().create_server(factory, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await aio.get_running_loop().create_future()

    def factory():
        for end in [ends.pop() for end in ends[:]]:
            raise end
        return aio.Protocol()

    loop = scenario.open_loop()
    with scenario.raises('program', KeyboardInterrupt):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises KeyboardInterrupt')])


def test_exit_out_of_the_factory_of_a_server__exit_systemexit(scenario):
    """An exit, SystemExit, out of the factory of a server's protocol leaves the run of the loop."""
    aio, outside = scenario.aio, scenario.outside()

    ends = [SystemExit()]

    async def serve():
        server = await aio.get_running_loop().create_server(factory, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await aio.get_running_loop().create_future()

    def factory():
        for end in [ends.pop() for end in ends[:]]:
            raise end
        return aio.Protocol()

    loop = scenario.open_loop()
    with scenario.raises('program', SystemExit):
        loop.run_until_complete(serve())
    scenario.expect([('program', 'raises SystemExit')])


def test_base_exception_out_of_a_protocol__callback_data_received(scenario):
    """An exception out of data_received that is no Exception is reported, and ends the connection with it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                for error in [tools.Blast()] if 'data_received' == 'data_received' else []:
                    raise error

            def eof_received(this):
                super().eof_received()
                for error in [tools.Blast()] if 'data_received' == 'eof_received' else []:
                    raise error

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {tools.class_name(exc)}')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello') if 'data_received' == 'data_received' else peer.shutdown_writing()
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Blast'),
            ('Served', 'lost Blast'),
        ]
    )


def test_base_exception_out_of_a_protocol__callback_eof_received(scenario):
    """An exception out of eof_received that is no Exception is reported, and ends the connection with it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        class Served(outside.protocol_class('Served', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                for error in [tools.Blast()] if 'eof_received' == 'data_received' else []:
                    raise error

            def eof_received(this):
                super().eof_received()
                for error in [tools.Blast()] if 'eof_received' == 'eof_received' else []:
                    raise error

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {tools.class_name(exc)}')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello') if 'eof_received' == 'data_received' else peer.shutdown_writing()
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Blast'),
            ('Served', 'lost Blast'),
        ]
    )


def test_base_exception_out_of_a_buffered_protocol__callback_buffer_updated(scenario):
    """An exception out of buffer_updated of a BufferedProtocol that is no Exception is reported, and ends the connection with it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        class Served(outside.protocol_class('Served', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                for error in [tools.Blast()] if 'buffer_updated' == 'get_buffer' else []:
                    raise error
                return bytearray(100)

            def buffer_updated(this, nbytes):
                super().buffer_updated(nbytes)
                raise tools.Blast()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {tools.class_name(exc)}')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Blast'),
            ('Served', 'lost Blast'),
        ]
    )


def test_base_exception_out_of_a_buffered_protocol__callback_get_buffer(scenario):
    """An exception out of get_buffer of a BufferedProtocol that is no Exception is reported, and ends the connection with it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"{tools.class_name(context['exception'])}")

        class Served(outside.protocol_class('Served', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                for error in [tools.Blast()] if 'get_buffer' == 'get_buffer' else []:
                    raise error
                return bytearray(100)

            def buffer_updated(this, nbytes):
                super().buffer_updated(nbytes)
                raise tools.Blast()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {tools.class_name(exc)}')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Blast'),
            ('Served', 'lost Blast'),
        ]
    )
