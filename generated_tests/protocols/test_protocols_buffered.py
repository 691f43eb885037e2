# Rendered by loopspec from spec/protocols/buffered.yaml; do not edit, change the source and run `loopspec render`.
"""protocols: buffered."""


def test_buffer_smaller_than_the_data(scenario):
    """All data arrives, in order, through a buffer that is much smaller than it, and never more at once than fits."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(3000)

        class Served(outside.protocol_class('Served', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)[:100]

            def buffer_updated(this, nbytes):
                super().buffer_updated(nbytes)
                scenario.check_is('0 < nbytes <= 100', 0 < nbytes <= 100, True)

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(sent)
        scenario.check('within(Served.instances[0].received(3000))', await outside.within(Served.instances[0].received(3000)), sent)

    scenario.run(main)
    scenario.expect([])


def test_much_data_arrives_complete(scenario):
    """A BufferedProtocol receives all that its peer sends, in order, and then the end."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)

        class Served(outside.protocol_class('Served', 'BufferedProtocol')):
            def eof_received(this):
                super().eof_received()
                log('Served', 'end')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc}')

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        await peer.send_all(sent)
        peer.close()
        await outside.within(Served.instances[0].closed())
        scenario.check_is('Served.instances[0].data == sent', Served.instances[0].data == sent, True)

    scenario.run(main)
    scenario.expect(
        [
            ('Served', 'end'),
            ('Served', 'lost None'),
        ]
    )


def test_paused_from_within_buffer_updated(scenario):
    """A BufferedProtocol that pauses reading in buffer_updated is not called before it resumes, and loses nothing."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)[:3]

            def buffer_updated(this, nbytes):
                super().buffer_updated(nbytes)
                transport = this.transport
                transport.pause_reading()
                log('Served', f'{nbytes}')

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'abcdef')
        scenario.check('within(Served.instances[0].received(3))', await outside.within(Served.instances[0].received(3)), b'abc')
        await scenario.pause()
        log('main', 'resume')
        Served.instances[0].transport.resume_reading()
        scenario.check('within(Served.instances[0].received(6))', await outside.within(Served.instances[0].received(6)), b'abcdef')

    scenario.run(main)
    scenario.expect(
        [
            ('Served', '3'),
            ('main', 'resume'),
            ('Served', '3'),
        ]
    )


def test_empty_buffer(scenario):
    """A buffer of no size is an error that is reported and ends the connection with an exception."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        def handler(*arguments):
            log('handler', 'reported')

        class Served(outside.protocol_class('Served', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return bytearray()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc is not None}')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'reported'),
            ('Served', 'lost True'),
        ]
    )


def test_out_of_get_buffer(scenario):
    """An exception out of get_buffer is reported and ends the connection with an exception."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(*arguments):
            log('handler', 'reported')

        class Served(outside.protocol_class('Served', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                raise tools.Boom()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc is not None}')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'reported'),
            ('Served', 'lost True'),
        ]
    )


def test_out_of_buffer_updated(scenario):
    """An exception out of buffer_updated is reported and ends the connection with an exception."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(*arguments):
            log('handler', 'reported')

        class Served(outside.protocol_class('Served', 'BufferedProtocol')):
            def buffer_updated(this, nbytes):
                super().buffer_updated(nbytes)
                raise tools.Boom()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {exc is not None}')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'reported'),
            ('Served', 'lost True'),
        ]
    )


def test_hint_of_the_size(scenario):
    """The hint of a size that get_buffer is given is -1, for any size, or more than 0."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Served(outside.protocol_class('Served', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                log('Served', f'{sizehint == -1 or sizehint > 0}')
                return bytearray(100)

        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await scenario.wait_until('Served.instances[0].data', lambda: Served.instances[0].data)

    scenario.run(main)
    scenario.expect([('Served', 'True')])


def test_reset_by_the_peer(scenario):
    """A connection with a BufferedProtocol that its peer resets is lost once, with ConnectionResetError, and nothing is reported."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Served(outside.protocol_class('Served', 'BufferedProtocol')):
            def eof_received(this):
                super().eof_received()
                log('Served', 'eof')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {tools.class_name(exc)}')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.reset()
        await outside.within(Served.instances[0].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Served', 'lost ConnectionResetError')])


def test_buffer_that_cannot_be_written(scenario):
    """A get_buffer that returns an object which cannot be written to is an error that is reported, and ends the connection with an exception."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        def handler(loop, context):
            log('handler', 'reported')

        class Served(outside.protocol_class('Served', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return bytes(100)

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Served', f'lost {isinstance(exc, Exception)}')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
        peer.send(b'hello')
        await outside.within(Served.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'reported'),
            ('Served', 'lost True'),
        ]
    )
