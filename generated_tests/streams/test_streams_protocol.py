# Rendered by loopspec from spec/streams/protocol.yaml; do not edit, change the source and run `loopspec render`.
"""streams: protocol."""


def test_feeds_its_reader(scenario):
    """A StreamReaderProtocol made with a reader and its loop feeds the reader what its connection receives."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        reader = aio.StreamReader(loop=loop)
        listener = outside.listening_socket()

        def factory():
            return aio.StreamReaderProtocol(stream_reader=reader, loop=loop)

        connecting = scenario.begin(loop.create_connection(factory, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        peer.send(b'hello')
        scenario.check('within(reader.readexactly(5))', await outside.within(reader.readexactly(5)), b'hello')
        peer.close()
        scenario.check('within(reader.read())', await outside.within(reader.read()), b'')
        connection[0].close()

    scenario.run(main)
    scenario.expect([])


def test_calls_back_with_streams(scenario):
    """A StreamReaderProtocol made with a client_connected_cb calls it with its reader and a writer."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        reader = aio.StreamReader(loop=loop)

        async def connected(given, writer):
            scenario.check_is('given', given, reader)
            scenario.check_type('writer', writer, aio.StreamWriter)
            writer.write(b'welcome')
            await reader.read()
            writer.close()

        def factory():
            return aio.StreamReaderProtocol(reader, client_connected_cb=connected, loop=loop)

        server = await loop.create_server(factory, '127.0.0.1', 0)
        peer = outside.peer_to(server)
        scenario.check('peer.receive(7)', await peer.receive(7), b'welcome')
        peer.shutdown_writing()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')
        peer.close()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_without_a_reader(scenario):
    """A StreamReaderProtocol made with None for its reader drops what its connection receives; the transport goes on."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket()

        def factory():
            return aio.StreamReaderProtocol(None, loop=loop)

        def handler(*arguments):
            log('handler', 'reported')

        loop.set_exception_handler(handler)
        connecting = scenario.begin(loop.create_connection(factory, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        peer.send(b'hello')
        await scenario.pause()
        connection[0].write(b'question')
        scenario.check('peer.receive(8)', await peer.receive(8), b'question')
        peer.shutdown_writing()
        await scenario.pause()
        connection[0].write(b'more')
        scenario.check('peer.receive(4)', await peer.receive(4), b'more')
        connection[0].close()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'')
        await scenario.settle()

    scenario.run(main)
    scenario.expect([])
