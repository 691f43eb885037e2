# Rendered by loopspec from spec/transports/ending.yaml; do not edit, change the source and run `loopspec render`.
"""transports: ending."""


def test_aborted_with_data_to_send(scenario):
    """Nothing is left in the write buffer of a transport that was aborted with data to send."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await scenario.pause()
        scenario.check_is('connection[0].get_write_buffer_size() > 0', connection[0].get_write_buffer_size() > 0, True)
        connection[0].abort()
        scenario.check_is('connection[0].get_write_buffer_size() == 0', connection[0].get_write_buffer_size() == 0, True)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_next_connection_after_an_aborted_one__ended_aborted(scenario):
    """After a connection was aborted with data to send, one that has the same descriptor sends all of its own and receives the answer."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        way = 'aborted'
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        for round in range(3):
            connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
            peer = await outside.accepted(listener)
            outside.small_buffers(connection[0])
            connection[0].write(sent)
            await scenario.pause()
            connection[0].abort() if way == 'aborted' else peer.reset()
            await outside.within(connection[1].closed())
            peer.close()
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        peer.send(b'thanks')
        scenario.check('within(connection[1].received(6))', await outside.within(connection[1].received(6)), b'thanks')
        connection[0].close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'lost'),
            ('Client', 'lost'),
            ('Client', 'lost'),
            ('Client', 'lost'),
        ]
    )


def test_next_connection_after_an_aborted_one__ended_reset(scenario):
    """After a connection was reset with data to send, one that has the same descriptor sends all of its own and receives the answer."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        way = 'reset'
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        for round in range(3):
            connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
            peer = await outside.accepted(listener)
            outside.small_buffers(connection[0])
            connection[0].write(sent)
            await scenario.pause()
            connection[0].abort() if way == 'aborted' else peer.reset()
            await outside.within(connection[1].closed())
            peer.close()
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        peer.send(b'thanks')
        scenario.check('within(connection[1].received(6))', await outside.within(connection[1].received(6)), b'thanks')
        connection[0].close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'lost'),
            ('Client', 'lost'),
            ('Client', 'lost'),
            ('Client', 'lost'),
        ]
    )


def test_protocol_is_let_go__end_abort(scenario):
    """A transport that has ended after abort does not keep its protocol alive."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        async def connect():
            connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
            peer = await outside.accepted(listener)
            connection[0].abort()
            await outside.within(connection[1].closed())
            await scenario.pause()
            return [connection[0], tools.weak(connection[1])]

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        kept = await connect()
        Client.instances.clear()
        tools.collect()
        scenario.check('[reference() for reference in kept[1:]]', [reference() for reference in kept[1:]], [None])

    scenario.run(main)
    scenario.expect([])


def test_protocol_is_let_go__end_close(scenario):
    """A transport that has ended after close does not keep its protocol alive."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        async def connect():
            connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
            peer = await outside.accepted(listener)
            connection[0].close()
            await outside.within(connection[1].closed())
            await scenario.pause()
            return [connection[0], tools.weak(connection[1])]

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        kept = await connect()
        Client.instances.clear()
        tools.collect()
        scenario.check('[reference() for reference in kept[1:]]', [reference() for reference in kept[1:]], [None])

    scenario.run(main)
    scenario.expect([])


def test_server_is_let_go(scenario):
    """A transport of a server that has ended does not keep the closed server alive."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        async def serve():
            server = await aio.get_running_loop().create_server(Served, '127.0.0.1', 0)
            peer = outside.peer_to(server)
            await scenario.wait_until('[one for one in Served.instances if one.transport]', lambda: [one for one in Served.instances if one.transport])
            peer.close()
            await outside.within(Served.instances[0].closed())
            server.close()
            await outside.within(server.wait_closed())
            await scenario.pause()
            return tools.weak(server)

        class Served(outside.protocol_class('Served', 'Protocol')):
            pass

        reference = await serve()
        tools.collect()
        scenario.check_is('reference()', reference(), None)
        scenario.check_is('Served.instances[0].transport.is_closing()', Served.instances[0].transport.is_closing(), True)

    scenario.run(main)
    scenario.expect([])


def test_loop_is_let_go(scenario):
    """A transport that has ended does not keep its closed loop alive."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    listener = outside.listening_socket()

    async def connect():
        connection = await aio.get_running_loop().create_connection(aio.Protocol, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].close()
        await peer.ended()
        await scenario.pause()
        return [connection[0], tools.weak(aio.get_running_loop())]

    kept = aio.run(connect())
    tools.collect()
    scenario.check('[reference() for reference in kept[1:]]', [reference() for reference in kept[1:]], [None])
    scenario.check_is('kept[0].is_closing()', kept[0].is_closing(), True)
    scenario.expect([])


def test_protocol_is_let_go_at_the_end_of_its_peer(scenario):
    """A transport whose peer has ended the connection does not keep its protocol alive."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        async def connect():
            connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
            peer = await outside.accepted(listener)
            peer.close()
            await outside.within(connection[1].closed())
            await scenario.pause()
            return [connection[0], tools.weak(connection[1])]

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        kept = await connect()
        Client.instances.clear()
        tools.collect()
        scenario.check('[reference() for reference in kept[1:]]', [reference() for reference in kept[1:]], [None])

    scenario.run(main)
    scenario.expect([])
