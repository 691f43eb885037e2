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


def test_callback_by_name__schedules_call_soon(scenario):
    """The method call_soon takes the keyword callback."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        called = aio.Event()
        aio.get_running_loop().call_soon(callback=called.set)
        await outside.within(called.wait())
        log('main', 'is called')

    scenario.run(main)
    scenario.expect([('main', 'is called')])


def test_callback_by_name__schedules_call_soon_threadsafe(scenario):
    """The method call_soon_threadsafe takes the keyword callback."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        called = aio.Event()
        aio.get_running_loop().call_soon_threadsafe(callback=called.set)
        await outside.within(called.wait())
        log('main', 'is called')

    scenario.run(main)
    scenario.expect([('main', 'is called')])


def test_delay_and_callback_by_name(scenario):
    """The methods call_later and call_at take their time and the callback as keywords."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        first = aio.Event()
        second = aio.Event()
        loop.call_later(delay=scenario.seconds(0.001), callback=first.set)
        loop.call_at(when=loop.time(), callback=second.set)
        await outside.within(first.wait())
        await outside.within(second.wait())
        log('main', 'are called')

    scenario.run(main)
    scenario.expect([('main', 'are called')])


def test_exception_handler_by_name(scenario):
    """The method set_exception_handler takes the keyword handler."""
    aio, log = scenario.aio, scenario.log

    async def main():
        def report(loop, context):
            log('report', f"{context['message']}")

        aio.get_running_loop().set_exception_handler(handler=report)
        aio.get_running_loop().call_exception_handler({'message': 'a test'})

    scenario.run(main)
    scenario.expect([('report', 'a test')])


def test_debug_by_name(scenario):
    """The method set_debug takes the keyword enabled."""
    aio = scenario.aio

    async def main():
        aio.get_running_loop().set_debug(enabled=True)
        scenario.check('get_running_loop().get_debug()', aio.get_running_loop().get_debug(), True)

    scenario.run(main)
    scenario.expect([])
