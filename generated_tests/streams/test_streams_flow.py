# Rendered by loopspec from spec/streams/flow.yaml; do not edit, change the source and run `loopspec render`.
"""streams: flow."""


def test_paused_above_twice_the_limit(scenario):
    """The transport of a stream reads on while its reader holds twice the limit, is paused when it holds more, and reads again once no more than the limit is left."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=1000))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        streams[0].feed_data(outside.pattern(2000))
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[0].feed_data(b'x')
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), False)
        await streams[0].readexactly(1000)
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), False)
        await streams[0].readexactly(1)
        scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_drains_go_on_in_order(scenario):
    """Tasks that wait in drain of one stream go on in the order in which they began to wait."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        order = list()

        async def drains(writer, number):
            await writer.drain()
            order.append(number)

        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        outside.small_buffers(streams[1])
        streams[1].write(sent)
        tasks = [aio.create_task(drains(streams[1], number)) for number in range(4)]
        await scenario.settle()
        scenario.check('order', order, [])
        scenario.check('peer.receive(1_000_000)', await peer.receive(1000000), sent)
        await outside.within(aio.gather(*tasks))
        scenario.check('order', order, [0, 1, 2, 3])
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_every_drain_ends_with_the_connection__way_aborted(scenario):
    """Each of several tasks that wait in drain goes on when the connection is aborted, in the order in which they began to wait."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        order = list()

        async def drains(writer, number):
            try:
                await writer.drain()
            finally:
                order.append(number)

        def handler(*arguments):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        outside.small_buffers(streams[1])
        streams[1].write(sent)
        tasks = [aio.create_task(drains(streams[1], number)) for number in range(3)]
        await scenario.settle()
        scenario.check('[task.done() for task in tasks]', [task.done() for task in tasks], [False, False, False])
        peer.reset() if 'aborted' == 'reset by the peer' else streams[1].transport.abort()
        results = await outside.within(aio.gather(*tasks, return_exceptions=True))
        scenario.check("[result is None if 'aborted' == 'aborted' else isinstance(result, ConnectionError) for result in results]", [result is None if 'aborted' == 'aborted' else isinstance(result, ConnectionError) for result in results], [True, True, True])
        scenario.check('order', order, [0, 1, 2])
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_every_drain_ends_with_the_connection__way_reset_by_the_peer(scenario):
    """Each of several tasks that wait in drain goes on when the connection is reset by the peer, in the order in which they began to wait."""
    aio, log, outside = scenario.aio, scenario.log, scenario.outside()

    async def main():
        listener = outside.listening_socket(buffers='small')
        sent = outside.pattern(1000000)
        order = list()

        async def drains(writer, number):
            try:
                await writer.drain()
            finally:
                order.append(number)

        def handler(*arguments):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener)))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        outside.small_buffers(streams[1])
        streams[1].write(sent)
        tasks = [aio.create_task(drains(streams[1], number)) for number in range(3)]
        await scenario.settle()
        scenario.check('[task.done() for task in tasks]', [task.done() for task in tasks], [False, False, False])
        peer.reset() if 'reset by the peer' == 'reset by the peer' else streams[1].transport.abort()
        results = await outside.within(aio.gather(*tasks, return_exceptions=True))
        scenario.check("[result is None if 'reset by the peer' == 'aborted' else isinstance(result, ConnectionError) for result in results]", [result is None if 'reset by the peer' == 'aborted' else isinstance(result, ConnectionError) for result in results], [True, True, True])
        scenario.check('order', order, [0, 1, 2])
        streams[1].close()

    scenario.run(main)
    scenario.expect([])


def test_paused_time_and_again(scenario):
    """The transport of a stream that was paused and reads again is paused again when its reader holds more than twice the limit."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        listener = outside.listening_socket()
        connecting = scenario.begin(aio.open_connection('127.0.0.1', outside.port_of(listener), limit=1000))
        peer = await outside.accepted(listener)
        streams = await outside.within(connecting)
        for round in range(2):
            streams[0].feed_data(outside.pattern(2001))
            scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), False)
            await streams[0].readexactly(2001)
            scenario.check_is('streams[1].transport.is_reading()', streams[1].transport.is_reading(), True)
        streams[1].close()

    scenario.run(main)
    scenario.expect([])
