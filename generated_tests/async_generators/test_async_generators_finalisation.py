# Rendered by loopspec from spec/async-generators/finalisation.yaml; do not edit, change the source and run `loopspec render`.
"""async-generators: finalisation."""


def test_collected_one_is_finalised(scenario):
    """The loop finalises an asynchronous generator that was collected while suspended, and awaits its finally block."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        closed = aio.get_running_loop().create_future()

        async def read_one():
            async for number in count():
                return number

        async def count():
            try:
                yield 1
                yield 2
            finally:
                await aio.sleep(0)
                log('count', 'closed')
                closed.set_result(None)

        scenario.check('read_one()', await read_one(), 1)
        log('main', 'collects')
        tools.collect()
        await closed
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('main', 'collects'), ('count', 'closed')),
            ('main', 'goes on'),
        ]
    )


def test_dropped_by_another_thread(scenario):
    """An asynchronous generator that another thread drops while the loop is idle is finalised by its loop, in the thread of the loop."""
    aio, log, tools, outside = scenario.aio, scenario.log, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        closed = loop.create_future()
        held = list()
        own = tools.thread_name()

        async def count():
            try:
                yield 1
                yield 2
            finally:
                await aio.sleep(0)
                log('count', f'closed, in the thread of the loop {tools.thread_name() == own}')
                closed.set_result(None)

        held.append(count())
        scenario.check('held[0].asend(None)', await held[0].asend(None), 1)

        def thread_steps():
            held.clear()
            tools.collect()

        scenario.while_idle(thread_steps)
        await outside.within(closed)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('count', 'closed, in the thread of the loop True'),
            ('main', 'goes on'),
        ]
    )
