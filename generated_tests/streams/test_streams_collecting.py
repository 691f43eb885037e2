# Rendered by loopspec from spec/streams/collecting.yaml; do not edit, change the source and run `loopspec render`.
"""streams: collecting."""


def test_reader_of_a_server_is_let_go(scenario):
    """Nothing keeps the reader and the writer of a server's connection once it was closed and the callback has returned."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        kept = list()

        async def serve(reader, writer):
            kept.append(tools.weak(reader))
            kept.append(tools.weak(writer))
            writer.close()
            await writer.wait_closed()

        server = await aio.start_server(serve, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')
        peer.close()
        await scenario.settle()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept)', len(kept), 2)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_dropped_writer_is_closed(scenario):
    """A writer that is collected without having been closed warns with ResourceWarning and closes its connection."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        async def connect():
            connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
            accepted_one = await outside.accepted(listener)
            await outside.within(connecting)
            return accepted_one

        async with tools.caught_warnings() as names:
            peer = await connect()
            await scenario.wait_until("collect() is None and 'ResourceWarning' in names", lambda: tools.collect() is None and 'ResourceWarning' in names)
        scenario.check('peer.ended()', await peer.ended(), 'eof')

    scenario.run(main)
    scenario.expect([])


def test_dropped_writer_of_a_closed_loop(scenario):
    """A writer that is collected when its loop is closed warns with ResourceWarning, though its transport is kept."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    listener = outside.listening_socket()
    transports = list()
    writers = list()

    async def connect():
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        await outside.accepted(listener)
        streams = await outside.within(connecting)
        writers.append(streams[1])
        transports.append(streams[1].transport)

    loop = scenario.open_loop()
    loop.run_until_complete(connect())
    loop.close()
    tools.collect()
    with tools.caught_warnings() as names:
        writers.clear()
        tools.collect()
    scenario.check('names', names, ['ResourceWarning'])
    scenario.expect([])


def test_reset_that_nobody_asks_for(scenario):
    """A stream whose peer reset the connection is closed and collected, and its error is not reported though nobody waited in wait_closed."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        async def connect():
            connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
            peer = await outside.accepted(listener)
            streams = await outside.within(connecting)
            peer.reset()
            with scenario.raises('connect', ConnectionResetError):
                await outside.within(streams[0].read())
            streams[1].close()

        def handler(*arguments):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        await connect()
        await scenario.settle()
        tools.collect()
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('connect', 'raises ConnectionResetError')])


def test_kept_protocol_lets_its_streams_go(scenario):
    """The protocol of a server's connection that has ended keeps neither the streams nor the transport."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        kept = list()
        protocols = list()

        async def serve(reader, writer):
            protocols.append(writer.transport.get_protocol())
            kept.append(tools.weak(reader))
            kept.append(tools.weak(writer))
            kept.append(tools.weak(writer.transport))
            writer.close()
            await writer.wait_closed()

        server = await aio.start_server(serve, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')
        peer.close()
        await scenario.settle()
        await scenario.wait_until('collect() is None and not [one for one in kept if one() is not None]', lambda: tools.collect() is None and (not [one for one in kept if one() is not None]))
        scenario.check('len(kept) + len(protocols)', len(kept) + len(protocols), 4)
        server.close()

    scenario.run(main)
    scenario.expect([])
