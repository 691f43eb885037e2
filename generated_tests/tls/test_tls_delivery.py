# Rendered by loopspec from spec/tls/delivery.yaml; do not edit, change the source and run `loopspec render`.
"""TLS: delivery."""


def test_data_goes_both_ways(scenario):
    """Over TLS, what either side sends reaches the other one whole and in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(200000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(sent)
        scenario.check('within(Far.instances[0].received(200_000))', await outside.within(Far.instances[0].received(200000)), sent)
        Far.instances[0].transport.write(sent)
        scenario.check('peer.receive(200_000)', await peer.receive(200000), sent)
        await peer.close_tls()
        peer.close()
        await outside.within(Far.instances[0].closed())
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_much_data_meets_a_slow_reader__version_1_2(scenario):
    """With TLS 1.2, 1 MB written to a peer that does not read yet arrives whole and in order once it reads."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(version='1.2')))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        await scenario.pause()
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)

    scenario.run(main)
    scenario.expect([])


def test_much_data_meets_a_slow_reader__version_1_3(scenario):
    """With TLS 1.3, 1 MB written to a peer that does not read yet arrives whole and in order once it reads."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(version='1.3')))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        await scenario.pause()
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)

    scenario.run(main)
    scenario.expect([])


def test_many_writes_keep_their_order(scenario):
    """Data of many writes over TLS arrives in the order of the writes, small and large ones alike."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(600000)
        sizes = [1, 17, 40000, 3, 16384, 16385, 100, 91110, 36000] * 3

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        for place in range(27):
            Client.instances[0].transport.write(sent[sum(sizes[:place]):sum(sizes[:place + 1])])
        scenario.check('peer.receive(600_000)', await peer.receive(600000), sent)

    scenario.run(main)
    scenario.expect([])


def test_both_send_at_once(scenario):
    """Over TLS, 500 kB from each side at the same time arrive whole, though neither side waits for the other."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(500000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        sending = scenario.begin(peer.send_all(sent))
        scenario.check('peer.receive(500_000)', await peer.receive(500000), sent)
        await sending
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_buffered_protocol_gets_all(scenario):
    """A BufferedProtocol over TLS gets all data in order, through buffers of its own."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(200000)

        class Far(outside.protocol_class('Far', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(sent)
        scenario.check('within(Far.instances[0].received(200_000))', await outside.within(Far.instances[0].received(200000)), sent)
        await peer.close_tls()
        scenario.check_is('within(Far.instances[0].closed())', await outside.within(Far.instances[0].closed()), None)
        scenario.check_is('Far.instances[0].eof', Far.instances[0].eof, True)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_buffer_that_is_a_bytearray(scenario):
    """Whether a BufferedProtocol over TLS that offers a bytearray gets what has come in several records is recorded."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(200000)

        class Far(outside.protocol_class('Far', 'BufferedProtocol')):
            pass

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(sent)
        got = await outside.within(Far.instances[0].received(200000))
        scenario.observe('got == sent', got == sent)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_paused_protocol_gets_nothing(scenario):
    """While reading is paused, data over TLS does not reach the protocol; after resume_reading all of it does."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(1000000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        sending = scenario.begin(peer.send_all(sent))
        await scenario.pause()
        scenario.check('len(Far.instances[0].data)', len(Far.instances[0].data), 0)
        Far.instances[0].transport.resume_reading()
        scenario.check('within(Far.instances[0].received(1_000_000))', await outside.within(Far.instances[0].received(1000000)), sent)
        await sending
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_data_of_before_the_resumption_arrives(scenario):
    """Data that a peer sent while reading was paused arrives after resume_reading, with nothing more to come."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.pause_reading()

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'one')
        await scenario.wait_until('Far.instances and Far.instances[0].data', lambda: Far.instances and Far.instances[0].data)
        peer.send(b'two')
        await scenario.pause()
        scenario.check('Far.instances[0].data', Far.instances[0].data, b'one')
        Far.instances[0].transport.resume_reading()
        scenario.check('within(Far.instances[0].received(6))', await outside.within(Far.instances[0].received(6)), b'onetwo')
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_writing_is_paused_and_resumed(scenario):
    """Over TLS, writing is paused when much data is pending, and resumed once the peer has read it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Client', 'pause')

            def resume_writing(this):
                super().resume_writing()
                log('Client', 'resume')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.set_write_buffer_limits(high=100000, low=0)
        for place in range(10):
            Client.instances[0].transport.write(sent[place * 100000:(place + 1) * 100000])
        await scenario.wait_until('Client.instances[0].paused', lambda: Client.instances[0].paused)
        scenario.check_is('Client.instances[0].transport.get_write_buffer_size() > 0', Client.instances[0].transport.get_write_buffer_size() > 0, True)
        log('main', 'reads')
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(Client.instances[0].resumed())
        scenario.check('Client.instances[0].transport.get_write_buffer_size()', Client.instances[0].transport.get_write_buffer_size(), 0)

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'pause'),
            ('main', 'reads'),
            ('Client', 'resume'),
        ]
    )


def test_data_right_behind_the_handshake_arrives__version_1_2(scenario):
    """With TLS 1.2, data that a peer sends together with the last message of its handshake reaches the protocol after connection_made."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Far', 'made')

            def data_received(this, data):
                super().data_received(data)
                log('Far', 'got data')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

            def data_received(this, data):
                super().data_received(data)
                log('Client', 'got data')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls(version='1.2'))
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'first')
        await scenario.wait_until('Far.instances and Far.instances[0].data', lambda: Far.instances and Far.instances[0].data)
        scenario.check('Far.instances[0].data', Far.instances[0].data, b'first')
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(version='1.2')))
        other = await outside.accepted(listener)
        scenario.check('other.start_tls()', await other.start_tls(), 'done')
        other.send(b'first')
        await outside.within(connecting)
        scenario.check('within(Client.instances[0].received(5))', await outside.within(Client.instances[0].received(5)), b'first')
        server.close()

    scenario.run(main)
    scenario.expect(
        [
            ('Far', 'made'),
            ('Far', 'got data'),
            ('Client', 'made'),
            ('Client', 'got data'),
        ]
    )


def test_data_right_behind_the_handshake_arrives__version_1_3(scenario):
    """With TLS 1.3, data that a peer sends together with the last message of its handshake reaches the protocol after connection_made."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Far', 'made')

            def data_received(this, data):
                super().data_received(data)
                log('Far', 'got data')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

            def data_received(this, data):
                super().data_received(data)
                log('Client', 'got data')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls(version='1.3'))
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'first')
        await scenario.wait_until('Far.instances and Far.instances[0].data', lambda: Far.instances and Far.instances[0].data)
        scenario.check('Far.instances[0].data', Far.instances[0].data, b'first')
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(version='1.3')))
        other = await outside.accepted(listener)
        scenario.check('other.start_tls()', await other.start_tls(), 'done')
        other.send(b'first')
        await outside.within(connecting)
        scenario.check('within(Client.instances[0].received(5))', await outside.within(Client.instances[0].received(5)), b'first')
        server.close()

    scenario.run(main)
    scenario.expect(
        [
            ('Far', 'made'),
            ('Far', 'got data'),
            ('Client', 'made'),
            ('Client', 'got data'),
        ]
    )


def test_data_written_at_once_arrives(scenario):
    """Data that a protocol writes in connection_made is sent over TLS."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        greeting = outside.pattern(100000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.write(greeting)

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        scenario.check('peer.receive(100_000)', await peer.receive(100000), greeting)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_any_buffers_are_written(scenario):
    """Over TLS, writelines sends bytes, a bytearray and a memoryview in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        Client.instances[0].transport.writelines([b'one', bytearray(b'two'), memoryview(b'three')])
        scenario.check('peer.receive(11)', await peer.receive(11), b'onetwothree')

    scenario.run(main)
    scenario.expect([])


def test_unix_sockets_carry_tls(scenario):
    """A server and a client of Unix sockets speak TLS when they are given ssl."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(family='unix')
        sent = outside.pattern(100000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        server = await aio.get_running_loop().create_unix_server(Far, outside.unix_path('server'), ssl=outside.server_tls())
        peer = outside.peer_to(outside.unix_path('server'))
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        sending = scenario.begin(peer.send_all(sent))
        scenario.check('peer.receive(100_000)', await peer.receive(100000), sent)
        await sending
        connecting = scenario.begin(aio.get_running_loop().create_unix_connection(Client, outside.address_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        other = await outside.accepted(listener)
        scenario.check('other.start_tls()', await other.start_tls(), 'done')
        await outside.within(connecting)
        await other.send_all(sent)
        scenario.check('within(Client.instances[0].received(100_000))', await outside.within(Client.instances[0].received(100000)), sent)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_accepted_socket_speaks_tls(scenario):
    """A connection that was accepted elsewhere is served over TLS by connect_accepted_socket."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Far(outside.protocol_class('Far', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                transport = this.transport
                transport.write(data)

        peer = outside.peer_to(listener)
        taken = await outside.accepted(listener)
        accepting = scenario.begin(aio.get_running_loop().connect_accepted_socket(Far, taken.socket, ssl=outside.server_tls()))
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await outside.within(accepting)
        peer.send(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_next_protocol_gets_what_comes_next(scenario):
    """After set_protocol on a TLS transport, what arrives goes to the new protocol."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class First(outside.protocol_class('First', 'Protocol')):
            pass

        class Second(outside.protocol_class('Second', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(First, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        peer.send(b'one')
        await outside.within(First.instances[0].received(3))
        second = Second()
        First.instances[0].transport.set_protocol(second)
        scenario.check_is('First.instances[0].transport.get_protocol() is second', First.instances[0].transport.get_protocol() is second, True)
        peer.send(b'two')
        scenario.check('within(second.received(3))', await outside.within(second.received(3)), b'two')
        scenario.check('First.instances[0].data', First.instances[0].data, b'one')

    scenario.run(main)
    scenario.expect([])


def test_paused_protocol_holds_its_peer_back(scenario):
    """While reading is paused over TLS, for the first time and for the second, a peer that sends much has to wait; after each resumption all of it arrives."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        sent = outside.pattern(3000000)

        class Far(outside.protocol_class('Far', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                transport.pause_reading()

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server, buffers='small')
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await scenario.wait_until('Far.instances and Far.instances[0].transport', lambda: Far.instances and Far.instances[0].transport)
        outside.small_buffers(Far.instances[0].transport)
        for turn in [1, 2]:
            sending = scenario.begin(peer.send_all(sent))
            await scenario.pause()
            await scenario.pause()
            await scenario.pause()
            scenario.check_is('sending.done()', sending.done(), False)
            Far.instances[0].transport.resume_reading()
            await outside.within(Far.instances[0].received(turn * len(sent)))
            await sending
            Far.instances[0].transport.pause_reading()
        scenario.check_is('Far.instances[0].data == sent + sent', Far.instances[0].data == sent + sent, True)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_limits_are_told(scenario):
    """The limits that set_write_buffer_limits gives a TLS transport are those that get_write_buffer_limits returns."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        connection[0].set_write_buffer_limits(high=100000, low=20000)
        scenario.check('connection[0].get_write_buffer_limits()', connection[0].get_write_buffer_limits(), (20000, 100000))
        connection[0].set_write_buffer_limits(high=0)
        scenario.check('connection[0].get_write_buffer_limits()', connection[0].get_write_buffer_limits(), (0, 0))

    scenario.run(main)
    scenario.expect([])


def test_failing_pause_writing_loses_no_data(scenario):
    """Over TLS an exception out of pause_writing is reported, and all data is sent nevertheless."""
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
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=100000)
        for place in range(10):
            connection[0].write(sent[place * 100000:(place + 1) * 100000])
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(connection[1].resumed())
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), False)

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])


def test_failing_resume_writing_loses_no_data(scenario):
    """Over TLS an exception out of resume_writing is reported, and the transport goes on."""
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
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=100000)
        for place in range(10):
            connection[0].write(sent[place * 100000:(place + 1) * 100000])
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(connection[1].resumed())
        connection[0].write(b'behind')
        scenario.check('peer.receive(6)', await peer.receive(6), b'behind')

    scenario.run(main)
    scenario.expect([('handler', 'Boom')])


def test_empty_buffer(scenario):
    """Over TLS a buffer of no size is an error that ends the connection."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        def handler(*arguments):
            tools.noop()

        class Far(outside.protocol_class('Far', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return bytearray()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Far', 'lost')

        aio.get_running_loop().set_exception_handler(handler)
        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello')
        await scenario.wait_until('Far.instances', lambda: Far.instances)
        await outside.within(Far.instances[0].closed())
        server.close()

    scenario.run(main)
    scenario.expect([('Far', 'lost')])


def test_transport_refuses_what_makes_no_sense(scenario):
    """Over TLS a write of a text raises TypeError and contradictory limits raise ValueError; unknown information is the default; the connection goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        await peer.start_tls()
        connection = await outside.within(connecting)
        with scenario.raises('main', TypeError):
            connection[0].write('text')
        with scenario.raises('main', ValueError):
            connection[0].set_write_buffer_limits(high=10, low=11)
        scenario.check("connection[0].get_extra_info('nothing', 'default')", connection[0].get_extra_info('nothing', 'default'), 'default')
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_bytes_one_by_one_into_a_buffer(scenario):
    """A BufferedProtocol over TLS gets bytes that its peer sends one by one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        await peer.send_all(b'a')
        scenario.check('within(Far.instances[0].received(1))', await outside.within(Far.instances[0].received(1)), b'a')
        await peer.send_all(b'b')
        scenario.check('within(Far.instances[0].received(2))', await outside.within(Far.instances[0].received(2)), b'ab')
        await peer.close_tls()
        scenario.check_is('within(Far.instances[0].closed())', await outside.within(Far.instances[0].closed()), None)
        server.close()

    scenario.run(main)
    scenario.expect([])


def test_garbage_behind_the_handshake(scenario):
    """Bytes that are no TLS behind the handshake end the connection with an SSLError, and nothing of them reaches the protocol."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', f'got {len(data)}')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {isinstance(exc, outside.SSLError)}')

        aio.get_running_loop().set_exception_handler(tools.noop)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        bare = peer.socket.dup()
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        bare.send(b'GET / HTTP/1.0\r\n\r\n')
        await outside.within(connection[1].closed())
        bare.close()

    scenario.run(main)
    scenario.expect([('Client', 'lost True')])


def test_garbage_into_a_buffer(scenario):
    """Bytes that are no TLS behind the handshake end the connection of a BufferedProtocol with an SSLError."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {isinstance(exc, outside.SSLError)}')

        aio.get_running_loop().set_exception_handler(tools.noop)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        bare = peer.socket.dup()
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        bare.send(b'GET / HTTP/1.0\r\n\r\n')
        await outside.within(connection[1].closed())
        bare.close()

    scenario.run(main)
    scenario.expect([('Client', 'lost True')])


def test_accepted_protocol_is_the_factorys(scenario):
    """Over TLS connect_accepted_socket returns the protocol that the factory made, and the transport that it was given."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Far(outside.protocol_class('Far', 'Protocol')):
            pass

        peer = outside.peer_to(listener)
        taken = await outside.accepted(listener)
        accepting = scenario.begin(aio.get_running_loop().connect_accepted_socket(Far, taken.socket, ssl=outside.server_tls()))
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        made = await outside.within(accepting)
        scenario.check_is('made[1] is Far.instances[0] and made[0] is Far.instances[0].transport', made[1] is Far.instances[0] and made[0] is Far.instances[0].transport, True)
        made[0].abort()

    scenario.run(main)
    scenario.expect([])


def test_failures_at_new_limits__failure_blast(scenario):
    """A Blast out of pause_writing and resume_writing that set_write_buffer_limits calls over TLS is reported, and not raised by it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(500000)

        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                raise tools.Blast()

            def resume_writing(this):
                super().resume_writing()
                raise tools.Blast()

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=8000000)
        for number in range(3):
            connection[0].write(sent)
        scenario.check_is('connection[0].get_write_buffer_size() > 0', connection[0].get_write_buffer_size() > 0, True)
        connection[0].set_write_buffer_limits(high=1)
        log('main', 'lowered')
        connection[0].set_write_buffer_limits(high=8000000, low=4000000)
        log('main', 'raised')
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), False)
        scenario.check('peer.receive(1_500_000)', await peer.receive(1500000), sent + sent + sent)
        connection[0].abort()

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Blast'),
            ('main', 'lowered'),
            ('handler', 'Blast'),
            ('main', 'raised'),
        ]
    )


def test_failures_at_new_limits__failure_boom(scenario):
    """A Boom out of pause_writing and resume_writing that set_write_buffer_limits calls over TLS is reported, and not raised by it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(500000)

        def handler(*arguments):
            log('handler', f"{tools.class_name(arguments[-1]['exception'])}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                raise tools.Boom()

            def resume_writing(this):
                super().resume_writing()
                raise tools.Boom()

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=8000000)
        for number in range(3):
            connection[0].write(sent)
        scenario.check_is('connection[0].get_write_buffer_size() > 0', connection[0].get_write_buffer_size() > 0, True)
        connection[0].set_write_buffer_limits(high=1)
        log('main', 'lowered')
        connection[0].set_write_buffer_limits(high=8000000, low=4000000)
        log('main', 'raised')
        scenario.check_is('connection[0].is_closing()', connection[0].is_closing(), False)
        scenario.check('peer.receive(1_500_000)', await peer.receive(1500000), sent + sent + sent)
        connection[0].abort()

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'Boom'),
            ('main', 'lowered'),
            ('handler', 'Boom'),
            ('main', 'raised'),
        ]
    )


def test_records_into_buffers_of_another_size__size_100(scenario):
    """A BufferedProtocol over TLS whose buffers hold 100 bytes gets a record of seven bytes and one of a single byte whole, and no end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)[:100]

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        peer.send(b'0123456')
        connection[0].write(b'more')
        await peer.receive(4)
        peer.send(b'x')
        await scenario.pause()
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(13))', await outside.within(connection[1].received(13)), b'first0123456x')
        scenario.check_is('connection[1].eof', connection[1].eof, False)
        connection[0].abort()

    scenario.run(main)
    scenario.expect([])


def test_records_into_buffers_of_another_size__size_3(scenario):
    """A BufferedProtocol over TLS whose buffers hold 3 bytes gets a record of seven bytes and one of a single byte whole, and no end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)[:3]

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        peer.send(b'first')
        await outside.within(connection[1].received(5))
        connection[0].write(b'answer')
        await peer.receive(6)
        connection[0].pause_reading()
        peer.send(b'0123456')
        connection[0].write(b'more')
        await peer.receive(4)
        peer.send(b'x')
        await scenario.pause()
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(13))', await outside.within(connection[1].received(13)), b'first0123456x')
        scenario.check_is('connection[1].eof', connection[1].eof, False)
        connection[0].abort()

    scenario.run(main)
    scenario.expect([])


def test_higher_limits_resume(scenario):
    """A TLS protocol that is paused is resumed as soon as the limits are set above what waits."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Client', 'paused')

            def resume_writing(this):
                super().resume_writing()
                log('Client', 'resumed')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls()))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        Client.instances[0].transport.write(sent)
        log('main', f'{Client.instances[0].paused}')
        Client.instances[0].transport.set_write_buffer_limits(high=8000000, low=7000000)
        log('main', f'{Client.instances[0].paused}')
        Client.instances[0].transport.abort()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'paused'),
            ('main', 'True'),
            ('Client', 'resumed'),
            ('main', 'False'),
        ]
    )


def test_paused_from_buffer_updated(scenario):
    """A BufferedProtocol over TLS that pauses from within buffer_updated gets no more until it resumes, and its connection stays open."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Far(outside.protocol_class('Far', 'BufferedProtocol')):
            def get_buffer(this, sizehint):
                super().get_buffer(sizehint)
                return memoryview(this.buffer)[:5]

            def buffer_updated(this, nbytes):
                super().buffer_updated(nbytes)
                transport = this.transport
                transport.pause_reading()

            def eof_received(this):
                super().eof_received()
                log('Far', 'end')

        server = await aio.get_running_loop().create_server(Far, '127.0.0.1', 0, ssl=outside.server_tls())
        peer = outside.peer_to(server)
        scenario.check("peer.start_tls(server=False, trust='ca')", await peer.start_tls(server=False, trust='ca'), 'done')
        peer.send(b'hello again')
        await scenario.wait_until('Far.instances', lambda: Far.instances)
        scenario.check('within(Far.instances[0].received(5))', await outside.within(Far.instances[0].received(5)), b'hello')
        await scenario.pause()
        scenario.check('(Far.instances[0].data, Far.instances[0].transport.is_closing())', (Far.instances[0].data, Far.instances[0].transport.is_closing()), (b'hello', False))
        Far.instances[0].transport.resume_reading()
        scenario.check('within(Far.instances[0].received(10))', await outside.within(Far.instances[0].received(10)), b'hello agai')
        Far.instances[0].transport.abort()
        server.close()

    scenario.run(main)
    scenario.expect([])
