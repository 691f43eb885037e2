# Rendered by loopspec from spec/sendfile/transport.yaml; do not edit, change the source and run `loopspec render`.
"""sendfile: transport."""


def test_whole_file_is_sent(scenario):
    """`sendfile` sends a file over a transport to its end, returns the number of bytes, and leaves the position behind them."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        sent = outside.pattern(10000)
        data = outside.file_with(sent)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        scenario.check('within(get_running_loop().sendfile(Client.instances[0].transport, data))', await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, data)), 10000)
        scenario.check('peer.receive(10_000)', await peer.receive(10000), sent)
        scenario.check('data.tell()', data.tell(), 10000)
        Client.instances[0].transport.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_slow_peer_gets_all_of_it(scenario):
    """`sendfile` behind data that waits sends all of both in order, then what is written afterwards."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(sent)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        scenario.check('within(gather(get_running_loop().sendfile(Client.instances[0].transport, data), peer.receive(2_000_000)))', await outside.within(aio.gather(aio.get_running_loop().sendfile(Client.instances[0].transport, data), peer.receive(2000000))), [len(sent), sent + sent])
        Client.instances[0].transport.write(b'behind')
        Client.instances[0].transport.close()
        scenario.check('peer.receive_all()', await peer.receive_all(), b'behind')
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_offset_and_count_choose_a_part(scenario):
    """The offset and the count choose the part of a file that `sendfile` sends; the position is at its end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        scenario.check('within(get_running_loop().sendfile(Client.instances[0].transport, data, 2, 5))', await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, data, 2, 5)), 5)
        scenario.check('peer.receive(5)', await peer.receive(5), b'23456')
        scenario.check('data.tell()', data.tell(), 7)
        Client.instances[0].transport.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_empty_file_ends(scenario):
    """`sendfile` of an empty file returns 0, and the transport goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        scenario.check('within(get_running_loop().sendfile(Client.instances[0].transport, data))', await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, data)), 0)
        Client.instances[0].transport.write(b'behind')
        scenario.check('peer.receive(6)', await peer.receive(6), b'behind')
        Client.instances[0].transport.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_reading_goes_on_afterwards(scenario):
    """After `sendfile` the protocol receives what its peer sends."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, data))
        peer.send(b'answer')
        scenario.check('within(Client.instances[0].received(6))', await outside.within(Client.instances[0].received(6)), b'answer')
        Client.instances[0].transport.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_closing_transport_is_refused(scenario):
    """`sendfile` over a transport that is closing raises RuntimeError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, data))
        await peer.receive(10)
        Client.instances[0].transport.close()
        with scenario.raises('main', RuntimeError):
            await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, data))
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_reset_leaves_the_position(scenario):
    """A `sendfile` that the peer resets raises an error of its connection, and the position of the file shows how much was sent."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(8000000)
        data = outside.file_with(sent)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, data, 0, 10))
        sending = scenario.begin(aio.get_running_loop().sendfile(Client.instances[0].transport, data))
        await peer.receive(100010)
        peer.reset()
        try:
            await outside.within(sending)
        except ConnectionError:
            log('main', 'ended')
        scenario.check_is('100_000 <= data.tell() < len(sent)', 100000 <= data.tell() < len(sent), True)
        Client.instances[0].transport.abort()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([('main', 'ended')])


def test_fallback_over_tls(scenario):
    """`sendfile` over TLS reads and sends the file itself, encrypted, behind what was written before."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        sent = outside.pattern(100000)
        data = outside.file_with(sent)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        Client.instances[0].transport.write(b'before')
        scenario.check('within(gather(get_running_loop().sendfile(Client.instances[0].transport, data, 10), peer.receive(99_996)))', await outside.within(aio.gather(aio.get_running_loop().sendfile(Client.instances[0].transport, data, 10), peer.receive(99996))), [99990, b'before' + sent[10:]])
        scenario.check('data.tell()', data.tell(), 100000)
        Client.instances[0].transport.abort()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_fallback_begins_at_the_beginning(scenario):
    """`sendfile` over TLS without an offset begins at the beginning, wherever the position of the file is."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        data.seek(5)
        scenario.check('within(get_running_loop().sendfile(Client.instances[0].transport, data))', await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, data)), 10)
        scenario.check('peer.receive(5)', await peer.receive(5), b'01234')
        Client.instances[0].transport.abort()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_no_fallback_over_tls(scenario):
    """`sendfile` over TLS without a fallback raises RuntimeError, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        await outside.within(connecting)
        await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, data))
        with scenario.raises('main', RuntimeError):
            await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, data, fallback=False))
        Client.instances[0].transport.write(b'behind')
        scenario.check('peer.receive(16)', await peer.receive(16), b'0123456789behind')
        Client.instances[0].transport.abort()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_no_fallback_for_a_file_in_memory(scenario):
    """`sendfile` of a file in memory, for which the system has no call, raises SendfileNotAvailableError without a fallback, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789', in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        with scenario.raises('main', aio.SendfileNotAvailableError):
            await outside.within(aio.get_running_loop().sendfile(connection[0], data, fallback=False))
        connection[0].write(b'behind')
        scenario.check('peer.receive(6)', await peer.receive(6), b'behind')
        connection[0].close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises SendfileNotAvailableError')])


def test_fallback_for_a_file_in_memory(scenario):
    """`sendfile` reads and sends a part of a file in memory itself, and leaves the position behind it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789', in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        scenario.check('within(get_running_loop().sendfile(connection[0], data, 2, 5))', await outside.within(aio.get_running_loop().sendfile(connection[0], data, 2, 5)), 5)
        scenario.check_is('data.tell()', data.tell(), 7)
        connection[0].write(b'behind')
        scenario.check('peer.receive(11)', await peer.receive(11), b'23456behind')
        connection[0].close()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_paused_reading_stays_paused__over_with_the_call_of_the_system(scenario):
    """A transport with the call of the system that was not reading before `sendfile` does not read after it, until it is resumed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789', in_memory='with the call of the system' == 'with the fallback')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        connection[0].pause_reading()
        await outside.within(aio.get_running_loop().sendfile(connection[0], data))
        peer.send(b'answer')
        await scenario.pause()
        scenario.check('connection[1].data', connection[1].data, b'')
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(6))', await outside.within(connection[1].received(6)), b'answer')

    scenario.run(main)
    scenario.expect([])


def test_paused_reading_stays_paused__over_with_the_fallback(scenario):
    """A transport with the fallback that was not reading before `sendfile` does not read after it, until it is resumed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789', in_memory='with the fallback' == 'with the fallback')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        connection[0].pause_reading()
        await outside.within(aio.get_running_loop().sendfile(connection[0], data))
        peer.send(b'answer')
        await scenario.pause()
        scenario.check('connection[1].data', connection[1].data, b'')
        connection[0].resume_reading()
        scenario.check('within(connection[1].received(6))', await outside.within(connection[1].received(6)), b'answer')

    scenario.run(main)
    scenario.expect([])


def test_reading_goes_on_after_the_fallback__over_of_a_file_in_memory(scenario):
    """After a `sendfile` of a file in memory the protocol receives what its peer sends."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789', in_memory='of a file in memory' != 'over TLS')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls() if 'of a file in memory' == 'over TLS' else None))
        peer = await outside.accepted(listener)
        await (peer.start_tls() if 'of a file in memory' == 'over TLS' else aio.sleep(0))
        connection = await outside.within(connecting)
        await outside.within(aio.get_running_loop().sendfile(connection[0], data))
        peer.send(b'answer')
        scenario.check('within(connection[1].received(6))', await outside.within(connection[1].received(6)), b'answer')

    scenario.run(main)
    scenario.expect([])


def test_reading_goes_on_after_the_fallback__over_over_tls(scenario):
    """After a `sendfile` over TLS the protocol receives what its peer sends."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789', in_memory='over TLS' != 'over TLS')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls() if 'over TLS' == 'over TLS' else None))
        peer = await outside.accepted(listener)
        await (peer.start_tls() if 'over TLS' == 'over TLS' else aio.sleep(0))
        connection = await outside.within(connecting)
        await outside.within(aio.get_running_loop().sendfile(connection[0], data))
        peer.send(b'answer')
        scenario.check('within(connection[1].received(6))', await outside.within(connection[1].received(6)), b'answer')

    scenario.run(main)
    scenario.expect([])


def test_nothing_goes_in_between__call_write_b_late(scenario):
    """While `sendfile` sends over a transport, its write(b'late') raises RuntimeError, and the file arrives whole."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(sent)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        with scenario.raises('main', RuntimeError):
            connection[0].write(b'late')
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(sending)
        connection[0].write(b'late')
        scenario.check('peer.receive(4)', await peer.receive(4), b'late')
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_nothing_goes_in_between__call_writelines___b_late(scenario):
    """While `sendfile` sends over a transport, its writelines([b'late']) raises RuntimeError, and the file arrives whole."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(sent)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        with scenario.raises('main', RuntimeError):
            connection[0].writelines([b'late'])
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(sending)
        connection[0].writelines([b'late'])
        scenario.check('peer.receive(4)', await peer.receive(4), b'late')
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_connection_that_ends_before_it__end_connection__0_abort(scenario):
    """A `sendfile` that waits behind data of its transport raises an error of the connection when connection[0].abort()."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(8000000)
        data = outside.file_with(b'behind')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        connection[0].abort()
        with scenario.raises('main', ConnectionError):
            await outside.within(sending)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionError')])


def test_connection_that_ends_before_it__end_peer_reset(scenario):
    """A `sendfile` that waits behind data of its transport raises an error of the connection when peer.reset()."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(8000000)
        data = outside.file_with(b'behind')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        peer.reset()
        with scenario.raises('main', ConnectionError):
            await outside.within(sending)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionError')])


def test_transport_of_datagrams_or_a_pipe__of_of_a_pipe(scenario):
    """Over a transport of a pipe `sendfile` raises RuntimeError, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        of = 'of a pipe'
        other = outside.datagram_socket()
        ends = outside.pipe_pair()
        data = outside.file_with(b'0123456789')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        endpoint = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        writer = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        with scenario.raises('main', RuntimeError):
            await aio.get_running_loop().sendfile(endpoint[0] if of == 'of datagrams' else writer[0], data)
        scenario.check('other.take()', other.take(), [])
        scenario.check_is('ends[0].is_readable()', ends[0].is_readable(), False)
        endpoint[0].close()
        writer[0].close()

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_transport_of_datagrams_or_a_pipe__of_of_datagrams(scenario):
    """Over a transport of datagrams `sendfile` raises RuntimeError, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        of = 'of datagrams'
        other = outside.datagram_socket()
        ends = outside.pipe_pair()
        data = outside.file_with(b'0123456789')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        endpoint = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        writer = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        with scenario.raises('main', RuntimeError):
            await aio.get_running_loop().sendfile(endpoint[0] if of == 'of datagrams' else writer[0], data)
        scenario.check('other.take()', other.take(), [])
        scenario.check_is('ends[0].is_readable()', ends[0].is_readable(), False)
        endpoint[0].close()
        writer[0].close()

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_one_byte_of_a_file_in_memory(scenario):
    """`sendfile` of a file in memory with one byte sends it, and leaves the position behind it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789', in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        scenario.check('within(get_running_loop().sendfile(Client.instances[0].transport, data, 4, 1))', await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, data, 4, 1)), 1)
        scenario.check('peer.receive(1)', await peer.receive(1), b'4')
        scenario.check_is('data.tell()', data.tell(), 5)
        Client.instances[0].transport.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect([])


def test_fallback_to_a_slow_peer(scenario):
    """`sendfile` of a file in memory to a peer that reads slowly sends all of it, in order, and then what is written afterwards."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(sent, in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        scenario.check('peer.receive(len(sent))', await peer.receive(len(sent)), sent)
        scenario.check('within(sending)', await outside.within(sending), len(sent))
        connection[0].write(b'behind')
        scenario.check('peer.receive(6)', await peer.receive(6), b'behind')
        connection[0].abort()

    scenario.run(main)
    scenario.expect([])


def test_fallback_over_tls_to_a_slow_peer(scenario):
    """`sendfile` of a file in memory to a peer that reads slowly over TLS sends all of it, in order, and then what is written afterwards."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(sent, in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        scenario.check('peer.receive(len(sent))', await peer.receive(len(sent)), sent)
        scenario.check('within(sending)', await outside.within(sending), len(sent))
        connection[0].write(b'behind')
        scenario.check('peer.receive(6)', await peer.receive(6), b'behind')
        connection[0].abort()

    scenario.run(main)
    scenario.expect([])


def test_fallback_that_is_reset(scenario):
    """`sendfile` of a file in memory that waits for its peer raises an error of the connection when the peer resets it, and the protocol is lost once."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        data = outside.file_with(outside.pattern(1000000), in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        await peer.receive(1000)
        peer.reset()
        with scenario.raises('main', ConnectionError):
            await outside.within(sending)
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([scenario.any_order(('main', 'raises ConnectionError'), ('Client', 'lost'))])


def test_closed_while_the_fallback_waits(scenario):
    """`sendfile` of a file in memory that waits for its peer raises an error of the connection when its transport is aborted."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        data = outside.file_with(outside.pattern(1000000), in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        await peer.receive(1000)
        connection[0].abort()
        with scenario.raises('main', ConnectionError):
            await outside.within(sending)
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([scenario.any_order(('main', 'raises ConnectionError'), ('Client', 'lost None'))])


def test_offset_that_is_no_number__wrong_count_5(scenario):
    """`sendfile` with count='5' raises TypeError, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sendfile(connection[0], data, count='5'))
        connection[0].write(b'behind')
        scenario.check('peer.receive(6)', await peer.receive(6), b'behind')
        connection[0].abort()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_offset_that_is_no_number__wrong_count_0_5(scenario):
    """`sendfile` with count=0.5 raises TypeError, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sendfile(connection[0], data, count=0.5))
        connection[0].write(b'behind')
        scenario.check('peer.receive(6)', await peer.receive(6), b'behind')
        connection[0].abort()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_offset_that_is_no_number__wrong_offset_0(scenario):
    """`sendfile` with offset='0' raises TypeError, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sendfile(connection[0], data, offset='0'))
        connection[0].write(b'behind')
        scenario.check('peer.receive(6)', await peer.receive(6), b'behind')
        connection[0].abort()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_offset_that_is_no_number__wrong_offset_0_5(scenario):
    """`sendfile` with offset=0.5 raises TypeError, and sends nothing."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        with scenario.raises('main', TypeError):
            await outside.within(aio.get_running_loop().sendfile(connection[0], data, offset=0.5))
        connection[0].write(b'behind')
        scenario.check('peer.receive(6)', await peer.receive(6), b'behind')
        connection[0].abort()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_aborted_before_it_reports_nothing(scenario):
    """A `sendfile` that waits behind data of its transport raises an error when that is aborted, and nothing is reported."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        data = outside.file_with(b'file')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(outside.pattern(1000000))
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        connection[0].abort()
        try:
            await outside.within(sending)
        except (OSError, RuntimeError):
            log('main', 'fails')
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_behind_data_reports_nothing(scenario):
    """A `sendfile` that has waited behind data of its transport and is done reports nothing."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(b'behind')

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        scenario.check('peer.receive(6)', await peer.receive(6), b'behind')
        scenario.check('within(sending)', await outside.within(sending), 6)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_received_meanwhile(scenario):
    """While `sendfile` sends over a transport the protocol receives nothing; what has come is delivered afterwards."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(sent)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def data_received(this, data):
                super().data_received(data)
                log('Client', 'received')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        scenario.check_is('connection[0].is_reading()', connection[0].is_reading(), False)
        peer.send(b'hello')
        await scenario.pause()
        log('main', 'the peer reads')
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(sending)
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'the peer reads'),
            ('Client', 'received'),
        ]
    )


def test_paused_writing_over_tls(scenario):
    """`sendfile` over TLS of a transport whose protocol is paused sends behind what was written, and the protocol is resumed at the end."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(500000)
        data = outside.file_with(b'behind')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=100000, low=0)
        for number in range(3):
            connection[0].write(sent)
        scenario.check_is('connection[1].paused', connection[1].paused, True)
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.pause()
        scenario.check_is('sending.done()', sending.done(), False)
        scenario.check('peer.receive(1_500_006)', await peer.receive(1500006), sent + sent + sent + b'behind')
        scenario.check('within(sending)', await outside.within(sending), 6)
        await outside.within(connection[1].resumed())
        connection[0].abort()

    scenario.run(main)
    scenario.expect([])


def test_paused_protocol_is_resumed(scenario):
    """A protocol that was paused when `sendfile` of a file in memory began is resumed once the peer has read everything."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(b'file', in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Client', 'paused')

            def resume_writing(this):
                super().resume_writing()
                log('Client', 'resumed')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        Client.instances[0].transport.write(sent)
        scenario.check_is('Client.instances[0].paused', Client.instances[0].paused, True)
        scenario.check('within(gather(get_running_loop().sendfile(Client.instances[0].transport, data), peer.receive(1_000_004)))', await outside.within(aio.gather(aio.get_running_loop().sendfile(Client.instances[0].transport, data), peer.receive(1000004))), [4, sent + b'file'])
        await outside.within(Client.instances[0].resumed())
        await scenario.pause()
        Client.instances[0].transport.close()
        await outside.within(Client.instances[0].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'paused'),
            ('Client', 'resumed'),
        ]
    )


def test_second_file_is_refused(scenario):
    """While a `sendfile` waits for its peer a second one over the same transport is refused with an error, and the first sends its whole file."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(sent)
        other = outside.file_with(b'other')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        await outside.within(connecting)
        outside.small_buffers(Client.instances[0].transport)
        sending = scenario.begin(aio.get_running_loop().sendfile(Client.instances[0].transport, data))
        await scenario.settle(sending)
        try:
            await outside.within(aio.get_running_loop().sendfile(Client.instances[0].transport, other))
        except (RuntimeError, KeyError):
            log('main', 'refused')
        scenario.check('within(gather(sending, peer.receive(1_000_000)))', await outside.within(aio.gather(sending, peer.receive(1000000))), [len(sent), sent])

    scenario.run(main)
    scenario.expect([('main', 'refused')])


def test_refused_transport_leaves_the_position__of_of_a_pipe(scenario):
    """`sendfile` that refuses a transport of a pipe leaves the position of the file where it was."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        of = 'of a pipe'
        other = outside.datagram_socket()
        ends = outside.pipe_pair()
        data = outside.file_with(b'0123456789')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        endpoint = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        writer = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        data.seek(5)
        with scenario.raises('main', RuntimeError):
            await aio.get_running_loop().sendfile(endpoint[0] if of == 'of datagrams' else writer[0], data)
        scenario.check_is('data.tell()', data.tell(), 5)
        endpoint[0].close()
        writer[0].close()

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_refused_transport_leaves_the_position__of_of_datagrams(scenario):
    """`sendfile` that refuses a transport of datagrams leaves the position of the file where it was."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        of = 'of datagrams'
        other = outside.datagram_socket()
        ends = outside.pipe_pair()
        data = outside.file_with(b'0123456789')

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        class Writer(outside.protocol_class('Writer', 'Protocol')):
            pass

        endpoint = await aio.get_running_loop().create_datagram_endpoint(Endpoint, remote_addr=('127.0.0.1', outside.port_of(other)))
        writer = await aio.get_running_loop().connect_write_pipe(Writer, ends[1].file)
        data.seek(5)
        with scenario.raises('main', RuntimeError):
            await aio.get_running_loop().sendfile(endpoint[0] if of == 'of datagrams' else writer[0], data)
        scenario.check_is('data.tell()', data.tell(), 5)
        endpoint[0].close()
        writer[0].close()

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_data_that_comes_during_the_fallback(scenario):
    """Data that a peer sends while `sendfile` sends a file in memory reaches the protocol, at the latest afterwards."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        data = outside.file_with(outside.pattern(1000000), in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.wait_until('connection[0].get_write_buffer_size() > connection[0].get_write_buffer_limits()[0]', lambda: connection[0].get_write_buffer_size() > connection[0].get_write_buffer_limits()[0])
        await scenario.pause()
        peer.send(b'early')
        await scenario.pause()
        await peer.receive(1000000)
        await outside.within(sending)
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'early')
        connection[0].abort()

    scenario.run(main)
    scenario.expect([])


def test_fallback_behind_a_full_buffer__end_connection__0_abort(scenario):
    """`sendfile` of a file in memory that waits for room in the buffer of its transport raises ConnectionError when connection[0].abort()."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        data = outside.file_with(outside.pattern(1000000), in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.wait_until('connection[0].get_write_buffer_size() > connection[0].get_write_buffer_limits()[0]', lambda: connection[0].get_write_buffer_size() > connection[0].get_write_buffer_limits()[0])
        await scenario.pause()
        await scenario.settle(sending)
        connection[0].abort()
        with scenario.raises('main', ConnectionError):
            await outside.within(sending)
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([scenario.any_order(('main', 'raises ConnectionError'), ('Client', 'lost'))])


def test_fallback_behind_a_full_buffer__end_peer_reset(scenario):
    """`sendfile` of a file in memory that waits for room in the buffer of its transport raises ConnectionError when peer.reset()."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        data = outside.file_with(outside.pattern(1000000), in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.wait_until('connection[0].get_write_buffer_size() > connection[0].get_write_buffer_limits()[0]', lambda: connection[0].get_write_buffer_size() > connection[0].get_write_buffer_limits()[0])
        await scenario.pause()
        await scenario.settle(sending)
        peer.reset()
        with scenario.raises('main', ConnectionError):
            await outside.within(sending)
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([scenario.any_order(('main', 'raises ConnectionError'), ('Client', 'lost'))])


def test_fallback_keeps_to_the_water_marks__count_2_000_000(scenario):
    """`sendfile` of a file in memory to a peer that reads slowly reads the file as the peer goes on, with count=2_000_000, and reports nothing."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        bound = len(outside.pattern(500000))
        sent = outside.pattern(2000000)
        data = outside.file_with(sent, in_memory=True)

        def handler(owner, context):
            log('handler', f"{context['message']}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data, count=2000000))
        for turn in range(3):
            await scenario.wait_until('connection[0].get_write_buffer_size() > connection[0].get_write_buffer_limits()[0]', lambda: connection[0].get_write_buffer_size() > connection[0].get_write_buffer_limits()[0])
            await scenario.pause()
            scenario.check_is('connection[0].get_write_buffer_size() < bound', connection[0].get_write_buffer_size() < bound, True)
            await peer.receive(300000)
        scenario.check_is('data.tell() < len(sent)', data.tell() < len(sent), True)
        await peer.receive(1100000)
        scenario.check('within(sending)', await outside.within(sending), len(sent))
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_fallback_keeps_to_the_water_marks__count_none(scenario):
    """`sendfile` of a file in memory to a peer that reads slowly reads the file as the peer goes on, with count=None, and reports nothing."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        bound = len(outside.pattern(500000))
        sent = outside.pattern(2000000)
        data = outside.file_with(sent, in_memory=True)

        def handler(owner, context):
            log('handler', f"{context['message']}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data, count=None))
        for turn in range(3):
            await scenario.wait_until('connection[0].get_write_buffer_size() > connection[0].get_write_buffer_limits()[0]', lambda: connection[0].get_write_buffer_size() > connection[0].get_write_buffer_limits()[0])
            await scenario.pause()
            scenario.check_is('connection[0].get_write_buffer_size() < bound', connection[0].get_write_buffer_size() < bound, True)
            await peer.receive(300000)
        scenario.check_is('data.tell() < len(sent)', data.tell() < len(sent), True)
        await peer.receive(1100000)
        scenario.check('within(sending)', await outside.within(sending), len(sent))
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_paused_writing_is_resumed_after_the_fallback(scenario):
    """A protocol whose writing was paused before `sendfile` over TLS is resumed once, after it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def resume_writing(this):
                super().resume_writing()
                log('Client', 'resumes')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls(), server_hostname='localhost'))
        peer = await outside.accepted(listener)
        scenario.check('peer.start_tls()', await peer.start_tls(), 'done')
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        connection[0].write(sent)
        scenario.check_is('connection[1].paused', connection[1].paused, True)
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        scenario.check('peer.receive(2_000_010)', await peer.receive(2000010), sent + sent + b'0123456789')
        scenario.check('within(sending)', await outside.within(sending), 10)
        await outside.within(connection[1].resumed())
        scenario.check_is('connection[1].paused', connection[1].paused, False)
        connection[0].abort()

    scenario.run(main)
    scenario.expect([('Client', 'resumes')])


def test_lost_during_the_fallback(scenario):
    """Where the peer resets a connection while `sendfile` sends a file in memory, the call raises that error, and the protocol hears nothing after connection_lost."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        data = outside.file_with(outside.pattern(1000000), in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', 'lost')

            def pause_writing(this):
                super().pause_writing()
                log('Client', 'paused')

            def resume_writing(this):
                super().resume_writing()
                log('Client', 'resumed')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        await peer.receive(1000)
        await scenario.wait_until('data.tell() > 60_000 * 5', lambda: data.tell() > 60000 * 5)
        await scenario.pause()
        peer.reset()
        await outside.within(connection[1].closed())
        try:
            await outside.within(sending)
        except (ConnectionResetError, BrokenPipeError):
            log('main', 'ended')
        await scenario.pause()

    scenario.run(main)
    scenario.expect([scenario.any_order(('main', 'ended'), ('Client', 'lost'))])


def test_aborted_as_the_fallback_begins(scenario):
    """A transport that is aborted before `sendfile` has read anything of a file in memory calls connection_lost, and the call raises an error."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'hello', in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        aio.get_running_loop().set_default_executor(tools.new_executor())
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        blocking = scenario.begin(aio.get_running_loop().run_in_executor(None, tools.partial(tools.block_thread, 0.2)))
        await scenario.settle(blocking)
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        connection[0].abort()
        await outside.within(connection[1].closed())
        with scenario.raises('main', ConnectionError):
            await outside.within(sending)
        await blocking

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'lost None'),
            ('main', 'raises ConnectionError'),
        ]
    )


def test_closed_while_data_waits_before_it(scenario):
    """A transport that is closed while `sendfile` waits behind its data sends the data and is lost, and the call raises an error."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        data = outside.file_with(b'behind')

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.settle(sending)
        connection[0].close()
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        await outside.within(connection[1].closed())
        outcome = await outside.within(aio.gather(sending, return_exceptions=True))
        scenario.check_is('isinstance(outcome[0], Exception)', isinstance(outcome[0], Exception), True)

    scenario.run(main)
    scenario.expect([('Client', 'lost None')])


def test_closed_during_the_fallback(scenario):
    """A transport that is closed while `sendfile` sends a file in memory does not send the whole file, and the call raises an error."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(4000000)
        data = outside.file_with(sent, in_memory=True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=90000 * 10, low=80000 * 10)
        sending = scenario.begin(aio.get_running_loop().sendfile(connection[0], data))
        await scenario.wait_until('connection[0].get_write_buffer_size() > 90_000 * 10', lambda: connection[0].get_write_buffer_size() > 90000 * 10)
        connection[0].close()
        receiving = scenario.begin(peer.receive_all())
        with scenario.raises('main', ConnectionError):
            await outside.within(sending)
        await outside.within(connection[1].closed())
        got = await receiving
        scenario.check_is('len(got) < len(sent)', len(got) < len(sent), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('main', 'raises ConnectionError'), ('Client', 'lost None'))])


def test_wrong_numbers_are_refused__wrong_count_minus_1(scenario):
    """`sendfile` of a file over a transport with count=-1 raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sendfile(connection[0], data, count=-1))
        connection[0].write(b'still open')
        scenario.check('peer.receive(10)', await peer.receive(10), b'still open')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_wrong_numbers_are_refused__wrong_count_0(scenario):
    """`sendfile` of a file over a transport with count=0 raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sendfile(connection[0], data, count=0))
        connection[0].write(b'still open')
        scenario.check('peer.receive(10)', await peer.receive(10), b'still open')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_wrong_numbers_are_refused__wrong_offset_minus_1(scenario):
    """`sendfile` of a file over a transport with offset=-1 raises ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        data = outside.file_with(b'0123456789')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection = await outside.within(connecting)
        with scenario.raises('main', ValueError):
            await outside.within(aio.get_running_loop().sendfile(connection[0], data, offset=-1))
        connection[0].write(b'still open')
        scenario.check('peer.receive(10)', await peer.receive(10), b'still open')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])
