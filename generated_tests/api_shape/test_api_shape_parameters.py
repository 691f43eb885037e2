# Rendered by loopspec from spec/api-shape/parameters.yaml; do not edit, change the source and run `loopspec render`.
"""api-shape: parameters."""


def test_watched_descriptor_by_name__side_reader(scenario):
    """The method add_reader takes the descriptor and the callback as the keywords fd and callback."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        loop = aio.get_running_loop()
        seen = aio.Event()

        def ready():
            loop.remove_reader(ends[0].fileno())
            log('ready', 'ready')
            seen.set()

        ends[1].send(b'hello')
        loop.add_reader(fd=ends[0].fileno(), callback=ready)
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect([('ready', 'ready')])


def test_watched_descriptor_by_name__side_writer(scenario):
    """The method add_writer takes the descriptor and the callback as the keywords fd and callback."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        ends = outside.socket_pair()
        loop = aio.get_running_loop()
        seen = aio.Event()

        def ready():
            loop.remove_writer(ends[0].fileno())
            log('ready', 'ready')
            seen.set()

        ends[1].send(b'hello')
        loop.add_writer(fd=ends[0].fileno(), callback=ready)
        await outside.within(seen.wait())

    scenario.run(main)
    scenario.expect([('ready', 'ready')])


def test_data_of_a_write_by_name(scenario):
    """The method write of a transport takes the keyword data."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()

        class Client(outside.protocol_class('Client', 'Protocol')):
            pass

        connection = await aio.get_running_loop().create_connection(Client, '127.0.0.1', outside.port_of(listener))
        peer = await outside.accepted(listener)
        connection[0].write(data=b'hello')
        scenario.check('peer.receive(5)', await peer.receive(5), b'hello')

    scenario.run(main)
    scenario.expect([])
