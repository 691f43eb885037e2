# Rendered by loopspec from spec/queue/lifo.yaml; do not edit, change the source and run `loopspec render`.
"""Queue: lifo."""


def test_last_in_first_out(scenario):
    """A LifoQueue hands out the item that was put last."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.LifoQueue()
        queue.put_nowait(2)
        await queue.put(3)
        queue.put_nowait(1)
        for turn in range(3):
            item = await queue.get()
            log('main', f'{item}')

    scenario.run(main)
    scenario.expect(
        [
            ('main', '1'),
            ('main', '3'),
            ('main', '2'),
        ]
    )


def test_puts_between_gets(scenario):
    """A LifoQueue hands out newer items before the rest of the older ones."""
    aio = scenario.aio

    async def main():
        queue = aio.LifoQueue()
        [queue.put_nowait(letter) for letter in ('a', 'b')]
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'b')
        [queue.put_nowait(letter) for letter in ('c', 'd')]
        scenario.check('[queue.get_nowait() for turn in range(3)]', [queue.get_nowait() for turn in range(3)], ['d', 'c', 'a'])

    scenario.run(main)
    scenario.expect([])


def test_the_newest_at_the_time_the_getter_runs(scenario):
    """A task that waits in get of a LifoQueue receives the last of the items put before it runs."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.LifoQueue()

        async def early_steps():
            item = await queue.get()
            log('early', f'{item}')

        async def late_steps():
            item = await queue.get()
            log('late', f'{item}')

        early = aio.create_task(early_steps())
        await scenario.settle(early)
        late = aio.create_task(late_steps())
        await scenario.settle(late)
        [queue.put_nowait(letter) for letter in ('a', 'b', 'c')]
        await aio.gather(early, late)
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'a')

    scenario.run(main)
    scenario.expect(
        [
            ('early', 'c'),
            ('late', 'b'),
        ]
    )


def test_a_put_that_waited_lands_on_top(scenario):
    """An item whose put had to wait for room counts as put when it enters the LifoQueue."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.LifoQueue(2)

        async def writer_steps():
            await queue.put('waited')
            log('writer', 'put')

        queue.put_nowait('bottom')
        queue.put_nowait('top')
        writer = aio.create_task(writer_steps())
        await scenario.settle()
        item = queue.get_nowait()
        log('main', f'got {item}')
        await writer
        scenario.check('[queue.get_nowait() for turn in range(2)]', [queue.get_nowait() for turn in range(2)], ['waited', 'bottom'])

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'got top'),
            ('writer', 'put'),
        ]
    )
