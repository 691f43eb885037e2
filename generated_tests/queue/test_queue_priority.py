# Rendered by loopspec from spec/queue/priority.yaml; do not edit, change the source and run `loopspec render`.
"""Queue: priority."""


def test_lowest_first(scenario):
    """A PriorityQueue hands out its items lowest first, in whatever order they were put."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.PriorityQueue()
        [queue.put_nowait(number) for number in (5, 1, 4, 2, 9, 3, 7)]
        for turn in range(7):
            item = await queue.get()
            log('main', f'{item}')

    scenario.run(main)
    scenario.expect(
        [
            ('main', '1'),
            ('main', '2'),
            ('main', '3'),
            ('main', '4'),
            ('main', '5'),
            ('main', '7'),
            ('main', '9'),
        ]
    )


def test_puts_between_gets(scenario):
    """A PriorityQueue hands out the lowest of what it holds at the moment of each get."""
    aio = scenario.aio

    async def main():
        queue = aio.PriorityQueue()
        [queue.put_nowait(number) for number in (6, 2, 8)]
        scenario.check('queue.get_nowait()', queue.get_nowait(), 2)
        [queue.put_nowait(number) for number in (1, 7)]
        scenario.check('[queue.get_nowait() for turn in range(3)]', [queue.get_nowait() for turn in range(3)], [1, 6, 7])
        await queue.put(3)
        scenario.check('[queue.get_nowait() for turn in range(2)]', [queue.get_nowait() for turn in range(2)], [3, 8])

    scenario.run(main)
    scenario.expect([])


def test_equal_items_all_come_out(scenario):
    """A PriorityQueue keeps items that are equal to one another apart and hands out every one."""
    aio = scenario.aio

    async def main():
        queue = aio.PriorityQueue()
        [queue.put_nowait(number) for number in (1, 2, 1, 2, 1)]
        scenario.check('queue.qsize()', queue.qsize(), 5)
        scenario.check('[queue.get_nowait() for turn in range(5)]', [queue.get_nowait() for turn in range(5)], [1, 1, 1, 2, 2])

    scenario.run(main)
    scenario.expect([])


def test_pairs_of_priority_and_data(scenario):
    """Tuples in a PriorityQueue leave by priority number, and with equal numbers by their data."""
    aio = scenario.aio

    async def main():
        queue = aio.PriorityQueue()
        queue.put_nowait((2, 'b'))
        queue.put_nowait((1, 'z'))
        queue.put_nowait((2, 'a'))
        queue.put_nowait((0, 'y'))
        scenario.check('[queue.get_nowait() for turn in range(4)]', [queue.get_nowait() for turn in range(4)], [(0, 'y'), (1, 'z'), (2, 'a'), (2, 'b')])

    scenario.run(main)
    scenario.expect([])


def test_what_cannot_be_compared_is_refused_on_put(scenario):
    """A put of an item that does not compare with what the PriorityQueue holds raises TypeError."""
    aio = scenario.aio

    async def main():
        queue = aio.PriorityQueue()
        queue.put_nowait(1)
        with scenario.raises('main', TypeError):
            await queue.put('one')
        scenario.observe('queue.qsize()', queue.qsize())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_a_refused_item_does_not_count(scenario):
    """An item that the PriorityQueue refused with TypeError adds nothing to what join waits for."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.PriorityQueue()

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        queue.put_nowait(1)
        with scenario.raises('main', TypeError):
            queue.put_nowait('one')
        joiner = aio.create_task(joiner_steps())
        queue.task_done()
        await scenario.settle()
        with scenario.raises('main', ValueError):
            queue.task_done()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('joiner', 'joined'),
            ('main', 'raises ValueError'),
        ]
    )


def test_what_cannot_be_compared_can_fail_on_get(scenario):
    """A get raises TypeError if items that never met on their way in are compared on the way out."""
    aio = scenario.aio

    async def main():
        queue = aio.PriorityQueue()
        [queue.put_nowait(item) for item in ((0, 0), (1, 'a'), (1, 1))]
        with scenario.raises('main', TypeError):
            queue.get_nowait()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_the_lowest_at_the_time_the_getter_runs(scenario):
    """A waiting getter receives the lowest item there is when it runs, not the one that woke it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.PriorityQueue()

        async def reader_steps():
            item = await queue.get()
            log('reader', f'{item}')

        reader = aio.create_task(reader_steps())
        await scenario.settle()
        [queue.put_nowait(number) for number in (3, 1, 2)]
        await reader
        scenario.check('[queue.get_nowait() for turn in range(2)]', [queue.get_nowait() for turn in range(2)], [2, 3])

    scenario.run(main)
    scenario.expect([('reader', '1')])


def test_getters_in_line_items_by_priority(scenario):
    """Of two tasks that wait in get of a PriorityQueue, the first receives the lower of two items put."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.PriorityQueue()

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
        queue.put_nowait(2)
        queue.put_nowait(1)
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect(
        [
            ('early', '1'),
            ('late', '2'),
        ]
    )


def test_urgency_gives_no_slot(scenario):
    """Tasks that wait in put of a full PriorityQueue go on in the order they came, not by priority."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.PriorityQueue(1)

        async def leisurely_steps():
            await queue.put(9)
            log('leisurely', 'put')

        async def urgent_steps():
            await queue.put(1)
            log('urgent', 'put')

        queue.put_nowait(5)
        leisurely = aio.create_task(leisurely_steps())
        await scenario.settle(leisurely)
        urgent = aio.create_task(urgent_steps())
        await scenario.settle(urgent)
        scenario.check('queue.get()', await queue.get(), 5)
        await scenario.settle()
        item = await queue.get()
        log('main', f'got {item}')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('leisurely', 'put'),
            ('main', 'got 9'),
            ('urgent', 'put'),
        ]
    )


def test_kinds_of_queue(scenario):
    """PriorityQueue and LifoQueue are subclasses of Queue."""
    aio = scenario.aio

    async def main():
        scenario.check_is('issubclass(PriorityQueue, Queue)', issubclass(aio.PriorityQueue, aio.Queue), True)
        scenario.check_is('issubclass(LifoQueue, Queue)', issubclass(aio.LifoQueue, aio.Queue), True)

    scenario.run(main)
    scenario.expect([])
