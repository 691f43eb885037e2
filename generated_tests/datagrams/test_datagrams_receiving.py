# Rendered by loopspec from spec/datagrams/receiving.yaml; do not edit, change the source and run `loopspec render`.
"""datagrams: receiving."""


def test_hundred_are_received(scenario):
    """A hundred datagrams that wait are received complete and in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        for number in range(100):
            other.send(bytes([number]), made[0])
        scenario.check('within(made[1].received(100))', await outside.within(made[1].received(100)), bytes(range(100)))
        scenario.check('len(made[1].datagrams)', len(made[1].datagrams), 100)
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_idle_loop_wakes_for_a_datagram(scenario):
    """A datagram wakes a loop that waits for nothing else."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        place = outside.address_of(made[0])

        def thread_steps():
            other.send(b'hello', place)

        scenario.while_idle(thread_steps)
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_empty_datagram_is_received(scenario):
    """An empty datagram is received like any other, and the next one after it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def datagram_received(this, data, addr):
                super().datagram_received(data, addr)
                log('Endpoint', f'{data!r}')

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        other.send(b'', made[0])
        other.send(b'next', made[0])
        await outside.within(made[1].received(2))
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect(
        [
            ('Endpoint', "b''"),
            ('Endpoint', "b'next'"),
        ]
    )


def test_data_is_bytes(scenario):
    """A protocol is given the data of a datagram as bytes."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def datagram_received(this, data, addr):
                super().datagram_received(data, addr)
                log('Endpoint', f'{tools.class_name(data)}')

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        other.send(b'hello', made[0])
        await outside.within(made[1].received(1))
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([('Endpoint', 'bytes')])


def test_nothing_is_received_after_the_close__how_abort(scenario):
    """Datagrams that wait when an endpoint is closed are not received any more."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def datagram_received(this, data, addr):
                super().datagram_received(data, addr)
                log('Endpoint', 'received')

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        await scenario.pause()
        other.send(b'hello', made[0])
        made[0].abort()
        scenario.check_is('within(made[1].closed())', await outside.within(made[1].closed()), None)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_nothing_is_received_after_the_close__how_close(scenario):
    """Datagrams that wait when an endpoint is closed are not received any more."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def datagram_received(this, data, addr):
                super().datagram_received(data, addr)
                log('Endpoint', 'received')

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        await scenario.pause()
        other.send(b'hello', made[0])
        made[0].close()
        scenario.check_is('within(made[1].closed())', await outside.within(made[1].closed()), None)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([])


def test_close_while_receiving_ends_it(scenario):
    """An endpoint that is closed by `datagram_received` receives none of the datagrams behind."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def datagram_received(this, data, addr):
                super().datagram_received(data, addr)
                transport = this.transport
                log('Endpoint', f'{data!r}')
                transport.close()

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        other.send(b'one', made[0])
        other.send(b'two', made[0])
        scenario.check_is('within(made[1].closed())', await outside.within(made[1].closed()), None)
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Endpoint', "b'one'")])


def test_connection_lost_comes_once(scenario):
    """An endpoint that is closed twice and aborted calls `connection_lost` once, with None, after the calls have returned."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def connection_lost(this, exc):
                super().connection_lost(exc)
                log('Endpoint', f'lost {exc}')

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        made[0].close()
        made[0].close()
        made[0].abort()
        await outside.within(made[1].closed())
        await scenario.pause()

    scenario.run(main)
    scenario.expect([('Endpoint', 'lost None')])


def test_closing_is_told_at_once__how_abort(scenario):
    """`is_closing` of an endpoint is true from the call of `abort` on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        scenario.check_is('made[0].is_closing()', made[0].is_closing(), False)
        made[0].abort()
        scenario.check_is('made[0].is_closing()', made[0].is_closing(), True)
        await outside.within(made[1].closed())
        scenario.check_is('made[0].is_closing()', made[0].is_closing(), True)

    scenario.run(main)
    scenario.expect([])


def test_closing_is_told_at_once__how_close(scenario):
    """`is_closing` of an endpoint is true from the call of `close` on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        scenario.check_is('made[0].is_closing()', made[0].is_closing(), False)
        made[0].close()
        scenario.check_is('made[0].is_closing()', made[0].is_closing(), True)
        await outside.within(made[1].closed())
        scenario.check_is('made[0].is_closing()', made[0].is_closing(), True)

    scenario.run(main)
    scenario.expect([])


def test_closed_port_is_free(scenario):
    """The port of an endpoint is free when `connection_lost` has been called and the loop has gone on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        port = outside.port_of(made[0])
        made[0].close()
        await outside.within(made[1].closed())
        successor = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', port))
        successor[0].close()
        await outside.within(successor[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_failure_of_a_protocol_is_reported(scenario):
    """An exception of `datagram_received` goes to the exception handler, and the endpoint receives the next datagram."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        def reported(loop, context):
            log('reported', f"{tools.class_name(context.get('exception'))}")

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            def datagram_received(this, data, addr):
                super().datagram_received(data, addr)
                log('Endpoint', f'{data!r}')
                raise tools.Boom()

        aio.get_running_loop().set_exception_handler(reported)
        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        other.send(b'one', made[0])
        await outside.within(made[1].received(1))
        await scenario.pause()
        other.send(b'two', made[0])
        await outside.within(made[1].received(2))
        await scenario.pause()
        made[0].close()
        scenario.check_is('within(made[1].closed())', await outside.within(made[1].closed()), None)

    scenario.run(main)
    scenario.expect(
        [
            ('Endpoint', "b'one'"),
            ('reported', 'Boom'),
            ('Endpoint', "b'two'"),
            ('reported', 'Boom'),
        ]
    )


def test_unknown_method_leaves_the_process_alive__method_can_write_eof(scenario):
    """A method of other transports that is called on an endpoint works or raises an exception; the endpoint goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        try:
            made[0].can_write_eof()
        except Exception:
            pass
        other.send(b'hello', made[0])
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_unknown_method_leaves_the_process_alive__method_get_write_buffer_limits(scenario):
    """A method of other transports that is called on an endpoint works or raises an exception; the endpoint goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        try:
            made[0].get_write_buffer_limits()
        except Exception:
            pass
        other.send(b'hello', made[0])
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_unknown_method_leaves_the_process_alive__method_get_write_buffer_size(scenario):
    """A method of other transports that is called on an endpoint works or raises an exception; the endpoint goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        try:
            made[0].get_write_buffer_size()
        except Exception:
            pass
        other.send(b'hello', made[0])
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_unknown_method_leaves_the_process_alive__method_is_reading(scenario):
    """A method of other transports that is called on an endpoint works or raises an exception; the endpoint goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        try:
            made[0].is_reading()
        except Exception:
            pass
        other.send(b'hello', made[0])
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_unknown_method_leaves_the_process_alive__method_resume_reading(scenario):
    """A method of other transports that is called on an endpoint works or raises an exception; the endpoint goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        other = outside.datagram_socket()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        made = await aio.get_running_loop().create_datagram_endpoint(Endpoint, local_addr=('127.0.0.1', 0))
        try:
            made[0].resume_reading()
        except Exception:
            pass
        other.send(b'hello', made[0])
        scenario.check('within(made[1].received(1))', await outside.within(made[1].received(1)), b'hello')
        made[0].close()
        await outside.within(made[1].closed())

    scenario.run(main)
    scenario.expect([])


def test_protocol_set_right_after_the_creation(scenario):
    """A datagram that is there before an endpoint is made over its socket goes to the protocol that is set when create_datagram_endpoint has returned."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()

        class First(outside.protocol_class('First', 'DatagramProtocol')):
            def datagram_received(this, data, addr):
                super().datagram_received(data, addr)
                log('First', 'received')

        class Second(outside.protocol_class('Second', 'DatagramProtocol')):
            def datagram_received(this, data, addr):
                super().datagram_received(data, addr)
                log('Second', 'received')

        other.send(b'hello', own)
        made = await aio.get_running_loop().create_datagram_endpoint(First, sock=own.socket)
        second = Second()
        made[0].set_protocol(second)
        await outside.within(second.received(1))
        made[0].close()
        await outside.within(second.closed())

    scenario.run(main)
    scenario.expect([('Second', 'received')])


def test_collected_after_its_end(scenario):
    """An endpoint that has ended and is collected warns of nothing."""
    aio, tools = scenario.aio, scenario.tools

    async def make():
        made = await aio.get_running_loop().create_datagram_endpoint(aio.DatagramProtocol, local_addr=('127.0.0.1', 0))
        made[0].close()
        await scenario.pause()

    loop = scenario.open_loop()
    with tools.caught_warnings() as names:
        loop.run_until_complete(make())
        tools.collect()
        loop.close()
        tools.collect()
    scenario.check('names', names, [])
    scenario.expect([])


def test_two_endpoints_of_one_socket(scenario):
    """Of two endpoints over duplicates of one socket one gets each datagram, and error_received is called on neither."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        own = outside.datagram_socket()
        other = outside.datagram_socket()
        twin = own.socket.dup()
        loop = aio.get_running_loop()

        class Endpoint(outside.protocol_class('Endpoint', 'DatagramProtocol')):
            pass

        first = await loop.create_datagram_endpoint(Endpoint, sock=own.socket)
        second = await loop.create_datagram_endpoint(Endpoint, sock=twin)
        for number in range(10):
            other.send(b'hello', own)
            await scenario.wait_until('len(first[1].datagrams) + len(second[1].datagrams) == number + 1', lambda: len(first[1].datagrams) + len(second[1].datagrams) == number + 1)
            await scenario.pause()
        scenario.check('(first[1].errors, second[1].errors)', (first[1].errors, second[1].errors), ([], []))
        first[0].close()
        second[0].close()
        await outside.within(first[1].closed())
        await outside.within(second[1].closed())

    scenario.run(main)
    scenario.expect([])
