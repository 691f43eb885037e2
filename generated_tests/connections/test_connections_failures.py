# Rendered by loopspec from spec/connections/failures.yaml; do not edit, change the source and run `loopspec render`.
"""connections: failures."""


def test_failed_call_leaves_nothing_open__call_create_connection_client_127_0_0_1_port_of_bound(scenario):
    """A `create_connection(Client, '127.0.0.1', port_of(bound))` that fails leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(bound)))
            except OSError:
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_call_leaves_nothing_open__call_create_connection_client_localhost_port_of_bound(scenario):
    """A `create_connection(Client, 'localhost', port_of(bound))` that fails leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_connection(Client, 'localhost', outside.port_of(bound)))
            except OSError:
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_call_leaves_nothing_open__call_create_server_client_127_0_0_1_port_of_bound(scenario):
    """A `create_server(Client, '127.0.0.1', port_of(bound))` that fails leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_server(Client, '127.0.0.1', outside.port_of(bound)))
            except OSError:
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_call_leaves_nothing_open__call_create_server_client____127_0_0_1_localhost_port_of_bound(scenario):
    """A `create_server(Client, ['127.0.0.1', 'localhost'], port_of(bound))` that fails leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_server(Client, ['127.0.0.1', 'localhost'], outside.port_of(bound)))
            except OSError:
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_local_address_leaves_nothing_open(scenario):
    """A connection whose local address is taken leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        taken = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), local_addr=('127.0.0.1', outside.port_of(taken))))
            except OSError:
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_eyeballs_leave_nothing_open(scenario):
    """A connection with Happy Eyeballs that every address refuses leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_connection(Client, 'localhost', outside.port_of(bound), happy_eyeballs_delay=scenario.seconds(0.25)))
            except OSError:
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_path_leaves_nothing_open__call_create_unix_connection(scenario):
    """A `create_unix_connection` at a path that the system refuses leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_unix_connection(Client, outside.unix_path('x' * 120)))
            except OSError:
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_path_leaves_nothing_open__call_create_unix_server(scenario):
    """A `create_unix_server` at a path that the system refuses leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_unix_server(Client, outside.unix_path('x' * 120)))
            except OSError:
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_failed_endpoint_leaves_nothing_open(scenario):
    """An endpoint for datagrams whose local port is taken leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        taken = outside.datagram_socket()

        class End(outside.protocol_class('End', 'DatagramProtocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_datagram_endpoint(End, local_addr=('127.0.0.1', outside.port_of(taken))))
            except OSError:
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_cancelled_attempt_leaves_nothing_open__options_flags_0(scenario):
    """A connection that is cancelled while its peer does not answer leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        listener.fill()
        async with tools.caught_warnings() as names:
            connecting = aio.create_task(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), flags=0))
            await scenario.pause()
            connecting.cancel()
            try:
                await outside.within(connecting)
            except aio.CancelledError:
                log('main', 'cancelled')
            connecting = tools.noop()
            await scenario.pause()
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'cancelled')])


def test_cancelled_attempt_leaves_nothing_open__options_happy_eyeballs_delay_10(scenario):
    """A connection that is cancelled while its peer does not answer leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        listener.fill()
        async with tools.caught_warnings() as names:
            connecting = aio.create_task(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), happy_eyeballs_delay=scenario.seconds(10)))
            await scenario.pause()
            connecting.cancel()
            try:
                await outside.within(connecting)
            except aio.CancelledError:
                log('main', 'cancelled')
            connecting = tools.noop()
            await scenario.pause()
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'cancelled')])


def test_cancelled_attempt_closes_its_socket__options_flags_0(scenario):
    """A connection that is cancelled while its peer does not answer closes its socket."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        async def attempt():
            connecting = aio.create_task(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), flags=0))
            await scenario.pause()
            connecting.cancel()
            try:
                await outside.within(connecting)
            except aio.CancelledError:
                log('attempt', 'cancelled')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        listener.fill()
        await attempt()
        await scenario.pause()
        before = outside.open_descriptors()
        await attempt()
        await scenario.wait_until('open_descriptors() == before', lambda: outside.open_descriptors() == before)

    scenario.run(main)
    scenario.expect(
        [
            ('attempt', 'cancelled'),
            ('attempt', 'cancelled'),
        ]
    )


def test_cancelled_attempt_closes_its_socket__options_happy_eyeballs_delay_10(scenario):
    """A connection that is cancelled while its peer does not answer closes its socket."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        async def attempt():
            connecting = aio.create_task(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), happy_eyeballs_delay=scenario.seconds(10)))
            await scenario.pause()
            connecting.cancel()
            try:
                await outside.within(connecting)
            except aio.CancelledError:
                log('attempt', 'cancelled')

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        listener.fill()
        await attempt()
        await scenario.pause()
        before = outside.open_descriptors()
        await attempt()
        await scenario.wait_until('open_descriptors() == before', lambda: outside.open_descriptors() == before)

    scenario.run(main)
    scenario.expect(
        [
            ('attempt', 'cancelled'),
            ('attempt', 'cancelled'),
        ]
    )


def test_numbers_of_errors(scenario):
    """The errors of a port that is taken and of one where nobody listens have the numbers of the system."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', OSError) as caught:
            await aio.get_running_loop().create_server(Client, '127.0.0.1', outside.port_of(listener))
        taken = caught.exception
        with scenario.raises('main', ConnectionRefusedError) as caught:
            await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(bound))
        refused = caught.exception
        scenario.check_is('taken.errno in (98, 48) and refused.errno in (111, 61)', taken.errno in (98, 48) and refused.errno in (111, 61), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises OSError'),
            ('main', 'raises ConnectionRefusedError'),
        ]
    )


def test_impossible_local_port_leaves_nothing_open(scenario):
    """A connection from a local port that no address has raises an error of arithmetic, and leaves no socket to the garbage collector, which would warn of it."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), local_addr=('127.0.0.1', 70000)))
            except ArithmeticError:
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_port_out_of_range_leaves_nothing_open__call_create_connection_client_127_0_0_1_70_000(scenario):
    """A `create_connection(Client, '127.0.0.1', 70_000)` with a port above 65535 raises OverflowError or OSError, and leaves no socket to the garbage collector."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', 70000))
            except (ArithmeticError, OSError):
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_port_out_of_range_leaves_nothing_open__call_create_datagram_endpoint_client_local_addr_127_0_0_1_70_000(scenario):
    """A `create_datagram_endpoint(Client, local_addr=('127.0.0.1', 70_000))` with a port above 65535 raises OverflowError or OSError, and leaves no socket to the garbage collector."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_datagram_endpoint(Client, local_addr=('127.0.0.1', 70000)))
            except (ArithmeticError, OSError):
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_port_out_of_range_leaves_nothing_open__call_create_datagram_endpoint_client_remote_addr_127_0_0_1_70_000(scenario):
    """A `create_datagram_endpoint(Client, remote_addr=('127.0.0.1', 70_000))` with a port above 65535 raises OverflowError or OSError, and leaves no socket to the garbage collector."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_datagram_endpoint(Client, remote_addr=('127.0.0.1', 70000)))
            except (ArithmeticError, OSError):
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_port_out_of_range_leaves_nothing_open__call_create_server_client_127_0_0_1_70_000(scenario):
    """A `create_server(Client, '127.0.0.1', 70_000)` with a port above 65535 raises OverflowError or OSError, and leaves no socket to the garbage collector."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        async with tools.caught_warnings() as names:
            try:
                await outside.within(aio.get_running_loop().create_server(Client, '127.0.0.1', 70000))
            except (ArithmeticError, OSError):
                log('main', 'fails')
            tools.collect()
        scenario.check('names', names, [])

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_number_of_the_error_of_a_local_address(scenario):
    """The error of a connection whose local address is taken has the number that a server's has."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        other = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', OSError) as caught:
            await aio.get_running_loop().create_server(Client, '127.0.0.1', outside.port_of(other))
        taken = caught.exception
        with scenario.raises('main', OSError) as caught:
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), local_addr=('127.0.0.1', outside.port_of(other))))
        error = caught.exception
        scenario.check_is('error.errno == taken.errno', error.errno == taken.errno, True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises OSError'),
            ('main', 'raises OSError'),
        ]
    )
