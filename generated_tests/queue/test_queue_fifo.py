# Rendered by loopspec from spec/queue/fifo.yaml; do not edit, change the source and run `loopspec render`.
"""Queue: fifo."""


def test_items_come_out_in_the_order_put(scenario):
    """Items leave a Queue in the order in which they were put, whichever methods put and get them."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()
        queue.put_nowait('c')
        await queue.put('a')
        queue.put_nowait('b')
        await queue.put('a')
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'c')
        scenario.check('queue.get()', await queue.get(), 'a')
        await queue.put('d')
        scenario.check('[queue.get_nowait() for turn in range(3)]', [queue.get_nowait() for turn in range(3)], ['b', 'a', 'd'])
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect([])


def test_the_object_put_is_the_object_got(scenario):
    """A queue hands over the very object that was put, and None is an item like any other."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()
        token = [1, 2]

        async def receiver_steps():
            scenario.check_is('queue.get()', await queue.get(), token)
            scenario.check('queue.get()', await queue.get(), None)
            scenario.check('queue.get()', await queue.get(), '')
            log('receiver', 'got all')

        receiver = aio.create_task(receiver_steps())
        await scenario.settle()
        queue.put_nowait(token)
        await scenario.settle()
        queue.put_nowait(None)
        await scenario.settle()
        queue.put_nowait('')
        await receiver

    scenario.run(main)
    scenario.expect([('receiver', 'got all')])


def test_a_fresh_queue_is_empty__kind_lifoqueue(scenario):
    """A new queue is empty, holds no item, is not full and has a maxsize of zero."""
    aio = scenario.aio

    async def main():
        queue = aio.LifoQueue()
        scenario.check_is('queue.empty()', queue.empty(), True)
        scenario.check('queue.qsize()', queue.qsize(), 0)
        scenario.check_is('queue.full()', queue.full(), False)
        scenario.check('queue.maxsize', queue.maxsize, 0)

    scenario.run(main)
    scenario.expect([])


def test_a_fresh_queue_is_empty__kind_priorityqueue(scenario):
    """A new queue is empty, holds no item, is not full and has a maxsize of zero."""
    aio = scenario.aio

    async def main():
        queue = aio.PriorityQueue()
        scenario.check_is('queue.empty()', queue.empty(), True)
        scenario.check('queue.qsize()', queue.qsize(), 0)
        scenario.check_is('queue.full()', queue.full(), False)
        scenario.check('queue.maxsize', queue.maxsize, 0)

    scenario.run(main)
    scenario.expect([])


def test_a_fresh_queue_is_empty__kind_queue(scenario):
    """A new queue is empty, holds no item, is not full and has a maxsize of zero."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()
        scenario.check_is('queue.empty()', queue.empty(), True)
        scenario.check('queue.qsize()', queue.qsize(), 0)
        scenario.check_is('queue.full()', queue.full(), False)
        scenario.check('queue.maxsize', queue.maxsize, 0)

    scenario.run(main)
    scenario.expect([])


def test_counters_follow_every_put_and_get(scenario):
    """The methods qsize, empty and full give the state of a bounded queue after every put and get."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(maxsize=2)
        scenario.check('queue.maxsize', queue.maxsize, 2)
        await queue.put('a')
        log('main', f'{queue.qsize()} empty={queue.empty()} full={queue.full()}')
        queue.put_nowait('b')
        log('main', f'{queue.qsize()} empty={queue.empty()} full={queue.full()}')
        await queue.get()
        log('main', f'{queue.qsize()} empty={queue.empty()} full={queue.full()}')
        queue.get_nowait()
        log('main', f'{queue.qsize()} empty={queue.empty()} full={queue.full()}')

    scenario.run(main)
    scenario.expect(
        [
            ('main', '1 empty=False full=False'),
            ('main', '2 empty=False full=True'),
            ('main', '1 empty=False full=False'),
            ('main', '0 empty=True full=False'),
        ]
    )


def test_zero_or_less_means_no_bound__maxsize_minus_1(scenario):
    """A queue whose maxsize is zero or negative takes any number of items and is never full."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue(-1)
        scenario.check_is('queue.full()', queue.full(), False)
        for number in range(300):
            queue.put_nowait(number)
        scenario.check_is('queue.full()', queue.full(), False)
        scenario.check('queue.qsize()', queue.qsize(), 300)
        scenario.check('queue.get_nowait()', queue.get_nowait(), 0)

    scenario.run(main)
    scenario.expect([])


def test_zero_or_less_means_no_bound__maxsize_0(scenario):
    """A queue whose maxsize is zero or negative takes any number of items and is never full."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue(0)
        scenario.check_is('queue.full()', queue.full(), False)
        for number in range(300):
            queue.put_nowait(number)
        scenario.check_is('queue.full()', queue.full(), False)
        scenario.check('queue.qsize()', queue.qsize(), 300)
        scenario.check('queue.get_nowait()', queue.get_nowait(), 0)

    scenario.run(main)
    scenario.expect([])


def test_maxsize_can_be_a_fraction(scenario):
    """A queue of maxsize 1.5 takes two items before it is full."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue(maxsize=1.5)
        queue.put_nowait('a')
        scenario.check_is('queue.full()', queue.full(), False)
        queue.put_nowait('b')
        scenario.check_is('queue.full()', queue.full(), True)
        with scenario.raises('main', aio.QueueFull):
            queue.put_nowait('c')
        scenario.check('queue.maxsize', queue.maxsize, 1.5)

    scenario.run(main)
    scenario.expect([('main', 'raises QueueFull')])


def test_put_and_get_without_need_to_wait_do_not_suspend__kind_lifoqueue(scenario):
    """A put with room and a get with an item at hand return before any other task has run."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.LifoQueue(1)

        async def bystander_steps():
            log('bystander', 'runs')

        bystander = aio.create_task(bystander_steps())
        for number in range(3):
            await queue.put(number)
            scenario.check('queue.get()', await queue.get(), number)
        log('main', 'three items passed')
        await bystander

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'three items passed'),
            ('bystander', 'runs'),
        ]
    )


def test_put_and_get_without_need_to_wait_do_not_suspend__kind_priorityqueue(scenario):
    """A put with room and a get with an item at hand return before any other task has run."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.PriorityQueue(1)

        async def bystander_steps():
            log('bystander', 'runs')

        bystander = aio.create_task(bystander_steps())
        for number in range(3):
            await queue.put(number)
            scenario.check('queue.get()', await queue.get(), number)
        log('main', 'three items passed')
        await bystander

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'three items passed'),
            ('bystander', 'runs'),
        ]
    )


def test_put_and_get_without_need_to_wait_do_not_suspend__kind_queue(scenario):
    """A put with room and a get with an item at hand return before any other task has run."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def bystander_steps():
            log('bystander', 'runs')

        bystander = aio.create_task(bystander_steps())
        for number in range(3):
            await queue.put(number)
            scenario.check('queue.get()', await queue.get(), number)
        log('main', 'three items passed')
        await bystander

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'three items passed'),
            ('bystander', 'runs'),
        ]
    )


def test_a_waiting_getter_is_no_negative_item(scenario):
    """Tasks that wait in get or put change neither the size nor the fullness of the queue."""
    aio = scenario.aio

    async def main():
        parcels = aio.Queue(1)

        async def taker_steps():
            await parcels.get()

        async def giver_steps():
            await parcels.put('second')

        taker = aio.create_task(taker_steps())
        await scenario.settle()
        scenario.check('(parcels.qsize(), parcels.empty(), parcels.full())', (parcels.qsize(), parcels.empty(), parcels.full()), (0, True, False))
        parcels.put_nowait('first')
        await taker
        parcels.put_nowait('filler')
        giver = aio.create_task(giver_steps())
        await scenario.settle()
        scenario.check('(parcels.qsize(), parcels.empty(), parcels.full())', (parcels.qsize(), parcels.empty(), parcels.full()), (1, False, True))
        scenario.check('parcels.get_nowait()', parcels.get_nowait(), 'filler')
        await giver
        scenario.check('parcels.get_nowait()', parcels.get_nowait(), 'second')

    scenario.run(main)
    scenario.expect([])


def test_two_queues_share_nothing(scenario):
    """An item put into one queue wakes no getter of another."""
    aio, log = scenario.aio, scenario.log

    async def main():
        left = aio.Queue()
        right = aio.Queue()

        async def left_reader_steps():
            scenario.check('left.get()', await left.get(), 'for left')
            log('left_reader', 'read')

        async def right_reader_steps():
            scenario.check('right.get()', await right.get(), 'for right')
            log('right_reader', 'read')

        left_reader = aio.create_task(left_reader_steps())
        right_reader = aio.create_task(right_reader_steps())
        await scenario.settle()
        right.put_nowait('for right')
        await right_reader
        await scenario.settle()
        scenario.check_is('left_reader.done()', left_reader.done(), False)
        log('main', 'now left')
        left.put_nowait('for left')
        await left_reader

    scenario.run(main)
    scenario.expect(
        [
            ('right_reader', 'read'),
            ('main', 'now left'),
            ('left_reader', 'read'),
        ]
    )
