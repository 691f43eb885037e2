# Rendered by loopspec from spec/transports/delivery.yaml; do not edit, change the source and run `loopspec render`.
"""transports: delivery."""


def test_what_is_written_arrives_complete_and_in_order(scenario):
    """All bytes that a transport is given while its peer reads slowly reach the peer, in the order of the writes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await connecting
        outside.small_buffers(Client.instances[0].transport)
        for at in range(10):
            Client.instances[0].transport.write(sent[at * 100000:(at + 1) * 100000])
        Client.instances[0].transport.close()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)

    scenario.run(main)
    scenario.expect([])


def test_what_arrives_is_delivered_in_order(scenario):
    """The pieces that a protocol receives are what its peer sent, in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(300000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await connecting
        sending = scenario.begin(peer.send_all(sent))
        scenario.check('within(Client.instances[0].received(300_000))', await outside.within(Client.instances[0].received(300000)), sent)
        await sending

    scenario.run(main)
    scenario.expect([])


def test_echo_under_backpressure(scenario):
    """A server that pauses reading while its writing is paused echoes 2 MB whole and in order, and the end behind it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(2000000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

            def pause_writing(this):
                super().pause_writing()
                this.transport.pause_reading()

            def resume_writing(this):
                super().resume_writing()
                this.transport.resume_reading()

            def eof_received(this):
                super().eof_received()
                transport = this.transport
                transport.write_eof()
                return True

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0)
        peer = outside.peer_to(server, buffers='small')
        sending = scenario.begin(peer.send_all(sent))
        scenario.check('peer.receive(len(sent))', await peer.receive(len(sent)), sent)
        await outside.within(sending)
        peer.shutdown_writing()
        scenario.check('peer.ended()', await peer.ended(), 'eof')
        Far.instances[0].transport.abort()
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_two_transports_of_one_connection(scenario):
    """Of two transports over duplicates of one socket one gets what comes first, nothing is reported, and neither is lost."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        twin = ends[0].socket.dup()
        loop = aio.get_running_loop()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        loop.set_exception_handler(handler)
        first = await loop.create_connection(Client, sock=ends[0].socket)
        second = await loop.create_connection(Client, sock=twin)
        for number in range(10):
            ends[1].send(b'hello')
            await scenario.wait_until('len(first[1].data) + len(second[1].data) == 5 * number + 5', lambda: len(first[1].data) + len(second[1].data) == 5 * number + 5)
            await scenario.pause()
        scenario.check('(first[1].lost, second[1].lost)', (first[1].lost, second[1].lost), (0, 0))
        first[0].abort()
        second[0].abort()
        await outside.within(first[1].closed())
        await outside.within(second[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_two_transports_and_buffers(scenario):
    """Of two transports over duplicates of one socket, with a BufferedProtocol each, one gets what comes first, nothing is reported, and neither is lost."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        twin = ends[0].socket.dup()
        loop = aio.get_running_loop()

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'BufferedProtocol')):
            pass

        loop.set_exception_handler(handler)
        first = await loop.create_connection(Client, sock=ends[0].socket)
        second = await loop.create_connection(Client, sock=twin)
        for number in range(10):
            ends[1].send(b'hello')
            await scenario.wait_until('len(first[1].data) + len(second[1].data) == 5 * number + 5', lambda: len(first[1].data) + len(second[1].data) == 5 * number + 5)
            await scenario.pause()
        scenario.check('(first[1].lost, second[1].lost)', (first[1].lost, second[1].lost), (0, 0))
        first[0].abort()
        second[0].abort()
        await outside.within(first[1].closed())
        await outside.within(second[1].closed())

    scenario.run(main)
    scenario.expect([])
