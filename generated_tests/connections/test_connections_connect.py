# Rendered by loopspec from spec/connections/connect.yaml; do not edit, change the source and run `loopspec render`.
"""connections: connect."""


def test_transport_and_protocol(scenario):
    """The result of create_connection is the transport and the protocol, whose connection_made was called with it."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            def connection_made(this, transport):
                super().connection_made(transport)
                log('Client', 'made')

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        log('main', 'returned')
        scenario.check_is('type(connection) is tuple and len(connection) == 2', type(connection) is tuple and len(connection) == 2, True)
        scenario.check_is('connection[1] is Client.instances[0] and connection[1].transport is connection[0]', connection[1] is Client.instances[0] and connection[1].transport is connection[0], True)

    scenario.run(main)
    scenario.expect(
        [
            ('Client', 'made'),
            ('main', 'returned'),
        ]
    )


def test_refused(scenario):
    """A connection to a port on which nobody listens raises ConnectionRefusedError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ConnectionRefusedError):
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(bound)))

    scenario.run(main)
    scenario.expect([('main', 'raises ConnectionRefusedError')])


def test_no_protocol_without_a_connection(scenario):
    """The factory of the protocol is not called before the connection is established."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(bound)))
        scenario.check('len(Client.instances)', len(Client.instances), 0)

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_all_errors(scenario):
    """With all_errors a failure is an ExceptionGroup, also of a single error."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ExceptionGroup) as caught:
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(bound), all_errors=True))
        error = caught.exception
        scenario.check('[isinstance(one, ConnectionRefusedError) for one in error.exceptions]', [isinstance(one, ConnectionRefusedError) for one in error.exceptions], [True])

    scenario.run(main)
    scenario.expect([('main', 'raises ExceptionGroup')])


def test_next_address(scenario):
    """A name with several addresses is connected to by one of them on which somebody listens."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, 'localhost', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        scenario.check("connection[0].get_extra_info('peername')", connection[0].get_extra_info('peername'), listener.address)

    scenario.run(main)
    scenario.expect([])


def test_family__family_af_inet6(scenario):
    """A family that is given restricts the addresses of a name to it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        families = {'AF_INET': 'tcp4', 'AF_INET6': 'tcp6'}
        listener = outside.listening_socket(families.get('AF_INET6'))

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, outside.host_of(families.get('AF_INET6')), outside.port_of(listener), family=outside.socket_constant('AF_INET6'), proto=outside.socket_constant('IPPROTO_TCP')))
        peer = await outside.accepted(listener)
        scenario.check("connection[0].get_extra_info('socket').family", connection[0].get_extra_info('socket').family, outside.socket_constant('AF_INET6'))

    scenario.run(main)
    scenario.expect([])


def test_family__family_af_inet(scenario):
    """A family that is given restricts the addresses of a name to it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        families = {'AF_INET': 'tcp4', 'AF_INET6': 'tcp6'}
        listener = outside.listening_socket(families.get('AF_INET'))

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, outside.host_of(families.get('AF_INET')), outside.port_of(listener), family=outside.socket_constant('AF_INET'), proto=outside.socket_constant('IPPROTO_TCP')))
        peer = await outside.accepted(listener)
        scenario.check("connection[0].get_extra_info('socket').family", connection[0].get_extra_info('socket').family, outside.socket_constant('AF_INET'))

    scenario.run(main)
    scenario.expect([])


def test_numeric_host_only(scenario):
    """With the flag for numeric hosts a name is not looked up and raises OSError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_connection(Client, 'localhost', outside.port_of(listener), flags=outside.socket_constant('AI_NUMERICHOST')))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_local_address(scenario):
    """The socket of a connection with a local address is bound to it."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), local_addr=('127.0.0.1', 0)))
        peer = await outside.accepted(listener)
        scenario.check("connection[0].get_extra_info('sockname')", connection[0].get_extra_info('sockname'), peer.socket.getpeername())
        with scenario.raises('main', OSError):
            await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), local_addr=('127.0.0.1', outside.port_of(listener)))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_happy_eyeballs__options_happy_eyeballs_delay_0_25_interleave_2(scenario):
    """A connection with Happy Eyeballs goes to the address that answers."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, 'localhost', outside.port_of(listener), happy_eyeballs_delay=scenario.seconds(0.25), interleave=2))
        peer = await outside.accepted(listener)
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_happy_eyeballs__options_happy_eyeballs_delay_0_25(scenario):
    """A connection with Happy Eyeballs goes to the address that answers."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, 'localhost', outside.port_of(listener), happy_eyeballs_delay=scenario.seconds(0.25)))
        peer = await outside.accepted(listener)
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_happy_eyeballs__options_interleave_1(scenario):
    """A connection with Happy Eyeballs goes to the address that answers."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, 'localhost', outside.port_of(listener), interleave=1))
        peer = await outside.accepted(listener)
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_happy_eyeballs_refused(scenario):
    """A connection with Happy Eyeballs that is refused by every address raises an error of the system."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(bound), happy_eyeballs_delay=scenario.seconds(0.25)))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_contradictory_arguments__arguments_127_0_0_1_1_sock_socket_pair___0_socket(scenario):
    """Arguments of create_connection that contradict each other raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, '127.0.0.1', 1, sock=outside.socket_pair()[0].socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_contradictory_arguments__arguments_127_0_0_1_port_of_listening_socket_server_hostname_localhost(scenario):
    """Arguments of create_connection that contradict each other raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(outside.listening_socket()), server_hostname='localhost')

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_contradictory_arguments__arguments_sock_none(scenario):
    """Arguments of create_connection that contradict each other raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, sock=None)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_contradictory_arguments__arguments_sock_datagram_socket_socket(scenario):
    """Arguments of create_connection that contradict each other raise ValueError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', ValueError):
            await aio.get_running_loop().create_connection(Client, sock=outside.datagram_socket().socket)

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_cancelled_while_connecting(scenario):
    """A cancelled create_connection raises CancelledError, and later connections work."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        peers = [outside.peer_to(listener) for number in range(17)]
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        await scenario.settle(connecting)
        connecting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(connecting)
        for peer in peers:
            await outside.accepted(listener)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        connection[0].write(b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_local_address_of_another_family(scenario):
    """Of the addresses of a local name those of another family than the connection's are passed over."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), local_addr=('localhost', 0)))
        peer = await outside.accepted(listener)
        scenario.check("connection[0].get_extra_info('sockname')", connection[0].get_extra_info('sockname'), peer.socket.getpeername())

    scenario.run(main)
    scenario.expect([])


def test_local_address_of_no_use(scenario):
    """A local address of another family than the connection's alone raises OSError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), local_addr=('::1', 0)))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_happy_eyeballs_with_eager_tasks(scenario):
    """A connection with Happy Eyeballs goes to the address that answers where tasks start eagerly, and a refused one raises an error of the system."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        bound = outside.peer_to(listener)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        connection = await outside.within(aio.get_running_loop().create_connection(Client, 'localhost', outside.port_of(listener), happy_eyeballs_delay=scenario.seconds(0.25)))
        first = await outside.accepted(listener)
        peer = await outside.accepted(listener)
        peer.send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')
        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_connection(Client, 'localhost', outside.port_of(bound), happy_eyeballs_delay=scenario.seconds(0.25)))

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_addresses_in_their_order__options_flags_0(scenario):
    """A connection without a host goes to the first of the addresses that answer, in the order of the system."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, port=outside.port_of(listeners[0]), flags=0))
        scenario.check("connection[0].get_extra_info('peername')[0]", connection[0].get_extra_info('peername')[0], outside.host_of(listeners[0]))
        listeners[0].close()
        connection = await outside.within(aio.get_running_loop().create_connection(Client, port=outside.port_of(listeners[1]), flags=0))
        scenario.check("connection[0].get_extra_info('peername')[0]", connection[0].get_extra_info('peername')[0], outside.host_of(listeners[1]))

    scenario.run(main)
    scenario.expect([])


def test_addresses_in_their_order__options_interleave_0(scenario):
    """A connection without a host goes to the first of the addresses that answer, in the order of the system."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, port=outside.port_of(listeners[0]), interleave=0))
        scenario.check("connection[0].get_extra_info('peername')[0]", connection[0].get_extra_info('peername')[0], outside.host_of(listeners[0]))
        listeners[0].close()
        connection = await outside.within(aio.get_running_loop().create_connection(Client, port=outside.port_of(listeners[1]), interleave=0))
        scenario.check("connection[0].get_extra_info('peername')[0]", connection[0].get_extra_info('peername')[0], outside.host_of(listeners[1]))

    scenario.run(main)
    scenario.expect([])


def test_addresses_in_their_order__options_interleave_1(scenario):
    """A connection without a host goes to the first of the addresses that answer, in the order of the system."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await outside.within(aio.get_running_loop().create_connection(Client, port=outside.port_of(listeners[0]), interleave=1))
        scenario.check("connection[0].get_extra_info('peername')[0]", connection[0].get_extra_info('peername')[0], outside.host_of(listeners[0]))
        listeners[0].close()
        connection = await outside.within(aio.get_running_loop().create_connection(Client, port=outside.port_of(listeners[1]), interleave=1))
        scenario.check("connection[0].get_extra_info('peername')[0]", connection[0].get_extra_info('peername')[0], outside.host_of(listeners[1]))

    scenario.run(main)
    scenario.expect([])


def test_errors_of_all_addresses(scenario):
    """A connection that every address has refused raises all their errors with all_errors, and one OSError without."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        for listener in listeners:
            listener.close()
        with scenario.raises('main', ExceptionGroup) as caught:
            await outside.within(aio.get_running_loop().create_connection(Client, port=port, all_errors=True))
        error = caught.exception
        scenario.check('len(error.exceptions)', len(error.exceptions), len(listeners))
        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_connection(Client, port=port))

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ExceptionGroup'),
            ('main', 'raises OSError'),
        ]
    )


def test_silent_address_is_passed_over(scenario):
    """With Happy Eyeballs the next address is tried while the first does not answer, and the attempt that has lost is closed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        listeners[0].fill()
        await aio.get_running_loop().getaddrinfo('localhost', 80)
        before = outside.open_descriptors()
        connection = await outside.within(aio.get_running_loop().create_connection(Client, port=outside.port_of(listeners[0]), happy_eyeballs_delay=scenario.seconds(0.05)))
        scenario.check("connection[0].get_extra_info('peername')[0]", connection[0].get_extra_info('peername')[0], outside.host_of(listeners[1]))
        await scenario.wait_until('open_descriptors() == before + 1', lambda: outside.open_descriptors() == before + 1)
        peer = await outside.accepted(listeners[1])
        peer.send(b'hello')
        scenario.check('within(connection[1].received(5))', await outside.within(connection[1].received(5)), b'hello')

    scenario.run(main)
    scenario.expect([])


def test_errors_that_differ(scenario):
    """A connection that each of several addresses has refused in its own way raises one OSError that stands for all, and is of no subclass."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        for listener in listeners:
            listener.close()
        with scenario.raises('main', OSError) as caught:
            await outside.within(aio.get_running_loop().create_connection(Client, port=port))
        error = caught.exception
        scenario.check('class_name(error)', tools.class_name(error), 'OSError' if len(listeners) > 1 else 'ConnectionRefusedError')

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])


def test_combined_error(scenario):
    """Without all_errors the error of a connection that several addresses refuse has the messages of all of them."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        for listener in listeners:
            listener.close()
        with scenario.raises('main', ExceptionGroup) as caught:
            await outside.within(aio.get_running_loop().create_connection(Client, port=port, all_errors=True))
        group = caught.exception
        with scenario.raises('main', OSError) as caught:
            await outside.within(aio.get_running_loop().create_connection(Client, port=port))
        error = caught.exception
        scenario.check('[str(one) in str(error) for one in group.exceptions]', [str(one) in str(error) for one in group.exceptions], [True for one in group.exceptions])

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ExceptionGroup'),
            ('main', 'raises OSError'),
        ]
    )


def test_failed_attempt_is_followed_at_once(scenario):
    """With Happy Eyeballs the next address is tried as soon as the attempt before it has failed."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        listeners[0].close()
        connection = await outside.within(aio.get_running_loop().create_connection(Client, port=outside.port_of(listeners[1]), happy_eyeballs_delay=scenario.seconds(60)))
        scenario.check("connection[0].get_extra_info('peername')[0]", connection[0].get_extra_info('peername')[0], outside.host_of(listeners[1]))

    scenario.run(main)
    scenario.expect([])


def test_eyeballs_at_a_port_out_of_range(scenario):
    """A connection with Happy Eyeballs to a port above 65535 fails with OverflowError or OSError."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        try:
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', 70000, happy_eyeballs_delay=scenario.seconds(0.25)))
        except (ArithmeticError, OSError):
            log('main', 'fails')

    scenario.run(main)
    scenario.expect([('main', 'fails')])


def test_cancelled_eyeballs_leave_no_task(scenario):
    """A connection with Happy Eyeballs that is cancelled has ended its attempts when it raises CancelledError."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        async def connecting_steps():
            before = aio.all_tasks()
            with scenario.raises('connecting', aio.CancelledError):
                await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), happy_eyeballs_delay=scenario.seconds(60))
            scenario.check_is('all_tasks() == before', aio.all_tasks() == before, True)

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        listener.fill()
        connecting = aio.create_task(connecting_steps())
        await scenario.settle(connecting)
        await scenario.pause()
        connecting.cancel()
        await outside.within(connecting)

    scenario.run(main)
    scenario.expect([('connecting', 'raises CancelledError')])


def test_attempts_that_fail_in_turn(scenario):
    """A connection with Happy Eyeballs that every address refuses tries them all without waiting for the delay, and has their errors in order."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        for listener in listeners:
            listener.close()
        with scenario.raises('main', ExceptionGroup) as caught:
            await outside.within(aio.get_running_loop().create_connection(Client, port=port, all_errors=True))
        in_turn = caught.exception
        with scenario.raises('main', ExceptionGroup) as caught:
            await outside.within(aio.get_running_loop().create_connection(Client, port=port, all_errors=True, happy_eyeballs_delay=scenario.seconds(60)))
        raced = caught.exception
        scenario.check('[str(one) for one in raced.exceptions]', [str(one) for one in raced.exceptions], [str(one) for one in in_turn.exceptions])

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ExceptionGroup'),
            ('main', 'raises ExceptionGroup'),
        ]
    )


def test_next_attempt_waits_for_the_delay(scenario):
    """With Happy Eyeballs the next address is not tried before the delay is over, while the attempt before it goes on."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        listeners[0].fill()
        connecting = scenario.begin(aio.get_running_loop().create_connection(Client, port=outside.port_of(listeners[0]), happy_eyeballs_delay=scenario.seconds(60)))
        await scenario.settle(connecting)
        await aio.get_running_loop().getaddrinfo(None, outside.port_of(listeners[0]))
        await scenario.pause()
        scenario.check('[connecting.done(), listeners[1].is_readable()]', [connecting.done(), listeners[1].is_readable()], [False, False])
        connecting.cancel()
        with scenario.raises('main', aio.CancelledError):
            await outside.within(connecting)

    scenario.run(main)
    scenario.expect([('main', 'raises CancelledError')])


def test_task_factory_that_fails_between_attempts(scenario):
    """A connection with Happy Eyeballs raises the error of a task factory that fails during it, alone or in a group."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        listener = outside.listening_socket()
        made = list()

        def factory(given_loop, given_coroutine, **options):
            made.append(given_loop)
            given_coroutine.close() if len(made) > 1 else tools.noop()
            fail() if len(made) > 1 else tools.noop()
            return aio.Task(given_coroutine, loop=given_loop, **options)

        def fail():
            raise tools.Boom()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        loop.set_task_factory(factory)
        try:
            await loop.create_connection(Client, '127.0.0.1', outside.port_of(listener), happy_eyeballs_delay=scenario.seconds(0.25))
        except (tools.Boom, ExceptionGroup):
            tools.noop()
        loop.set_task_factory(None)

    scenario.run(main)
    scenario.expect([])


def test_interleaved_addresses_are_tried_once__how_whose_first_family_counts_one(scenario):
    """A connection with interleave tries each address once, whose first family counts one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])
        first = 2 if 'two' in 'whose first family counts one' else 1

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        for listener in listeners:
            listener.close()
        with scenario.raises('main', ExceptionGroup) as caught:
            await outside.within(aio.get_running_loop().create_connection(Client, port=port, interleave=first, all_errors=True))
        error = caught.exception
        scenario.check('len(error.exceptions)', len(error.exceptions), len(listeners))

    scenario.run(main)
    scenario.expect([('main', 'raises ExceptionGroup')])


def test_interleaved_addresses_are_tried_once__how_whose_first_family_counts_two(scenario):
    """A connection with interleave tries each address once, whose first family counts two."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listeners = outside.listening_sockets()
        port = outside.port_of(listeners[0])
        first = 2 if 'two' in 'whose first family counts two' else 1

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        for listener in listeners:
            listener.close()
        with scenario.raises('main', ExceptionGroup) as caught:
            await outside.within(aio.get_running_loop().create_connection(Client, port=port, interleave=first, all_errors=True))
        error = caught.exception
        scenario.check('len(error.exceptions)', len(error.exceptions), len(listeners))

    scenario.run(main)
    scenario.expect([('main', 'raises ExceptionGroup')])
