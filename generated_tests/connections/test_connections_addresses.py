# Rendered by loopspec from spec/connections/addresses.yaml; do not edit, change the source and run `loopspec render`.
"""connections: addresses."""


def test_wrong_port_reaches_nobody(scenario):
    """A connection to a port above 65535 is not made to another port."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        try:
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener) + 65536))
        except (ArithmeticError, OSError, ValueError):
            log('main', 'refused')
        scenario.check('len(Client.instances)', len(Client.instances), 0)

    scenario.run(main)
    scenario.expect([('main', 'refused')])


def test_address_of_another_family(scenario):
    """A connection to a numeric address of IPv4 with the family of IPv6 raises an error of the lookup."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        with scenario.raises('main', OSError):
            await outside.within(aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener), family=outside.socket_constant('AF_INET6')))
        scenario.check_is('listener.is_readable()', listener.is_readable(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises OSError')])
