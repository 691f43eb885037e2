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
