# Rendered by loopspec from spec/transports/water-marks.yaml; do not edit, change the source and run `loopspec render`.
"""transports: water marks."""


def test_pauses_over_the_high_mark_and_resumes(scenario):
    """Writing is paused once when the buffer goes over the high mark and resumed once when the peer has read."""
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

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=100000, low=20000)
        connection[0].write(sent)
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)
        await scenario.pause()
        receiving = scenario.begin(peer.receive(1000000))
        await outside.within(connection[1].resumed())
        await receiving

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'paused'),
            ('Client', 'resumed'),
        ]
    )


def test_resumes_at_the_low_mark__low_0(scenario):
    """When writing is resumed the buffer holds no more than the low mark."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def resume_writing(this):
                super().resume_writing()
                transport = this.transport
                log('Client', f'{transport.get_write_buffer_size() <= 0}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=200000, low=0)
        connection[0].write(sent)
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)
        await peer.receive(1000000)
        await outside.within(connection[1].resumed())

    scenario.run(main)
    scenario.expect([('Client', 'True')])


def test_resumes_at_the_low_mark__low_50_000(scenario):
    """When writing is resumed the buffer holds no more than the low mark."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def resume_writing(this):
                super().resume_writing()
                transport = this.transport
                log('Client', f'{transport.get_write_buffer_size() <= 50000}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=200000, low=50000)
        connection[0].write(sent)
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)
        await peer.receive(1000000)
        await outside.within(connection[1].resumed())

    scenario.run(main)
    scenario.expect([('Client', 'True')])


def test_pauses_only_over_the_high_mark(scenario):
    """Writing is not paused while the buffer holds no more than the high mark."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Client', 'paused')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=1000000)
        connection[0].write(sent)
        await scenario.pause()
        scenario.check_is('connection[0].get_write_buffer_size() > 0', connection[0].get_write_buffer_size() > 0, True)
        log('main', 'over')
        connection[0].write(sent)
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'over'),
            ('Client', 'paused'),
        ]
    )


def test_high_mark_of_zero(scenario):
    """With a high mark of zero writing is paused whenever something is left in the buffer, and resumed when it is empty."""
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
                transport = this.transport
                log('Client', f'{transport.get_write_buffer_size()}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(0)
        scenario.check('connection[0].get_write_buffer_limits()', connection[0].get_write_buffer_limits(), (0, 0))
        connection[0].write(sent)
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)
        await peer.receive(1000000)
        await outside.within(connection[1].resumed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'paused'),
            ('Client', '0'),
        ]
    )


def test_limits_are_those_that_were_set(scenario):
    """The limits of the write buffer are the low and the high mark that were set, in bytes."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].set_write_buffer_limits(high=5000, low=1000)
        scenario.check('connection[0].get_write_buffer_limits()', connection[0].get_write_buffer_limits(), (1000, 5000))
        connection[0].set_write_buffer_limits(7000, 7000)
        scenario.check('connection[0].get_write_buffer_limits()', connection[0].get_write_buffer_limits(), (7000, 7000))

    scenario.run(main)
    scenario.expect([])


def test_one_limit_alone(scenario):
    """A limit that is set alone is kept, and the other one suits it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].set_write_buffer_limits(high=5000)
        scenario.check_is('connection[0].get_write_buffer_limits()[1] == 5000 >= connection[0].get_write_buffer_limits()[0] >= 0', connection[0].get_write_buffer_limits()[1] == 5000 >= connection[0].get_write_buffer_limits()[0] >= 0, True)
        connection[0].set_write_buffer_limits(low=90000)
        scenario.check_is('90_000 == connection[0].get_write_buffer_limits()[0] <= connection[0].get_write_buffer_limits()[1]', 90000 == connection[0].get_write_buffer_limits()[0] <= connection[0].get_write_buffer_limits()[1], True)

    scenario.run(main)
    scenario.expect([])


def test_impossible_limits__limits_high_minus_1(scenario):
    """Limits that contradict each other, or are negative, raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].set_write_buffer_limits(high=3000, low=2000)
        with scenario.raises('main', ValueError):
            connection[0].set_write_buffer_limits(high=-1)
        scenario.check('connection[0].get_write_buffer_limits()', connection[0].get_write_buffer_limits(), (2000, 3000))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_impossible_limits__limits_high_10_low_minus_1(scenario):
    """Limits that contradict each other, or are negative, raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].set_write_buffer_limits(high=3000, low=2000)
        with scenario.raises('main', ValueError):
            connection[0].set_write_buffer_limits(high=10, low=-1)
        scenario.check('connection[0].get_write_buffer_limits()', connection[0].get_write_buffer_limits(), (2000, 3000))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_impossible_limits__limits_high_10_low_11(scenario):
    """Limits that contradict each other, or are negative, raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].set_write_buffer_limits(high=3000, low=2000)
        with scenario.raises('main', ValueError):
            connection[0].set_write_buffer_limits(high=10, low=11)
        scenario.check('connection[0].get_write_buffer_limits()', connection[0].get_write_buffer_limits(), (2000, 3000))

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_paused_once_however_much_follows(scenario):
    """While writing is paused further writes do not pause it again."""
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

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        connection[0].write(sent)
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)
        connection[0].write(sent)
        await peer.receive(3000000)
        await outside.within(connection[1].resumed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'paused'),
            ('Client', 'resumed'),
        ]
    )


def test_resume_writing_writes_again(scenario):
    """Data written in resume_writing follows the data written before, and pauses writing anew."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = [outside.pattern(300000), b'1' + outside.pattern(300000), b'2' + outside.pattern(300000)]
        more = sent[:]
        resumptions = []

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Client', 'paused')

            def resume_writing(this):
                super().resume_writing()
                transport = this.transport
                log('Client', 'resumed')
                resumptions.append(transport)
                for part in more[-1:]:
                    more.pop()
                    transport.write(part)

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(more.pop())
        scenario.check('peer.receive(900_002)', await peer.receive(900002), sent[2] + sent[1] + sent[0])
        await scenario.wait_until('len(resumptions) == 3', lambda: len(resumptions) == 3)

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'paused'),
            ('Client', 'resumed'),
            ('Client', 'paused'),
            ('Client', 'resumed'),
            ('Client', 'paused'),
            ('Client', 'resumed'),
        ]
    )


def test_writelines_pauses_as_well(scenario):
    """The call of writelines pauses writing when the buffer goes over the high mark, and it is resumed afterwards."""
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

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].writelines([sent[at * 1000:at * 1000 + 1000] for at in range(1000)])
        await scenario.wait_until('connection[1].paused', lambda: connection[1].paused)
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(connection[1].resumed())

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'paused'),
            ('Client', 'resumed'),
        ]
    )


def test_abort_within_pause_writing(scenario):
    """A transport that is aborted within pause_writing ends without resuming."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                transport = this.transport
                log('Client', 'paused')
                transport.abort()

            def resume_writing(this):
                super().resume_writing()
                log('Client', 'resumed')

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'paused'),
            ('Client', 'lost None'),
        ]
    )


def test_close_while_paused(scenario):
    """A transport that is closed while writing is paused still sends all that was written, then ends with None."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                transport = this.transport
                transport.close()

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        scenario.check('peer.receive_all()', await peer.receive_all(), sent)
        scenario.check('within(connection[1].closed())', await outside.within(connection[1].closed()), None)

    scenario.run(main)
    scenario.expect([])


def test_lowered_while_data_waits__over_over_tcp(scenario):
    """Limits that are lowered below what waits in the buffer over TCP call pause_writing at once; writing is resumed when the peer has read."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        way = 'over TCP'
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Client', 'paused')

            def resume_writing(this):
                super().resume_writing()
                log('Client', 'resumed')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls() if way == 'over TLS' else None, server_hostname='localhost' if way == 'over TLS' else None))
        peer = await outside.accepted(listener)
        for time in range(1 if way == 'over TLS' else 0):
            await peer.start_tls()
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=8000000)
        for place in range(10):
            connection[0].write(sent[place * 100000:(place + 1) * 100000])
        log('main', 'lower')
        connection[0].set_write_buffer_limits(high=1000)
        log('main', 'lowered')
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(connection[1].resumed())
        connection[0].abort()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'lower'),
            ('Client', 'paused'),
            ('main', 'lowered'),
            ('Client', 'resumed'),
        ]
    )


def test_lowered_while_data_waits__over_over_tls(scenario):
    """Limits that are lowered below what waits in the buffer over TLS call pause_writing at once; writing is resumed when the peer has read."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        way = 'over TLS'
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Client', 'paused')

            def resume_writing(this):
                super().resume_writing()
                log('Client', 'resumed')

        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), ssl=outside.client_tls() if way == 'over TLS' else None, server_hostname='localhost' if way == 'over TLS' else None))
        peer = await outside.accepted(listener)
        for time in range(1 if way == 'over TLS' else 0):
            await peer.start_tls()
        connection = await outside.within(connecting)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=8000000)
        for place in range(10):
            connection[0].write(sent[place * 100000:(place + 1) * 100000])
        log('main', 'lower')
        connection[0].set_write_buffer_limits(high=1000)
        log('main', 'lowered')
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(connection[1].resumed())
        connection[0].abort()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'lower'),
            ('Client', 'paused'),
            ('main', 'lowered'),
            ('Client', 'resumed'),
        ]
    )


def test_not_paused_at_the_high_mark(scenario):
    """Writing is not paused while the buffer holds exactly the high mark, and is paused by the next byte."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        class Client(outside.protocol_class('Client', 'Protocol')):
            def pause_writing(this):
                super().pause_writing()
                log('Client', 'paused')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].set_write_buffer_limits(high=8000000)
        connection[0].write(sent)
        await scenario.pause()
        connection[0].set_write_buffer_limits(high=connection[0].get_write_buffer_size())
        log('main', 'at the mark')
        connection[0].write(b'!')
        log('main', 'over it')
        connection[0].abort()
        await outside.within(connection[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'at the mark'),
            ('Client', 'paused'),
            ('main', 'over it'),
        ]
    )


def test_abort_within_resume_writing(scenario):
    """A transport that is aborted within resume_writing is lost once, with None, and nothing is reported."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)

        def handler(loop, context):
            log('handler', f"reported {tools.class_name(context.get('exception'))}")

        class Client(outside.protocol_class('Client', 'Protocol')):
            def resume_writing(this):
                super().resume_writing()
                transport = this.transport
                log('Client', 'resumed')
                transport.abort()

            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Client', f'lost {exc}')

        aio.get_running_loop().set_exception_handler(handler)
        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        outside.small_buffers(connection[0])
        connection[0].write(sent)
        await peer.receive_all()
        await outside.within(connection[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'resumed'),
            ('Client', 'lost None'),
        ]
    )
