# Rendered by loopspec from spec/queue/blocking.yaml; do not edit, change the source and run `loopspec render`.
"""Queue: blocking."""


def test_get_waits_for_a_put(scenario):
    """A get of an empty queue waits, and has its item one iteration after put_nowait returned."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def reader_steps():
            item = await queue.get()
            log('reader', f'has {item}')

        reader = aio.create_task(reader_steps())
        await scenario.settle()
        log('main', 'nothing yet')
        queue.put_nowait('a')
        log('main', 'put')
        await scenario.ticks(1)
        log('main', 'one iteration later')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'nothing yet'),
            ('main', 'put'),
            ('reader', 'has a'),
            ('main', 'one iteration later'),
        ]
    )


def test_put_waits_for_a_get(scenario):
    """A put to a full queue waits, and its item is in the queue one iteration after get_nowait made room."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def writer_steps():
            await queue.put('b')
            log('writer', 'is in')

        queue.put_nowait('a')
        writer = aio.create_task(writer_steps())
        await scenario.settle()
        log('main', 'still full')
        queue.get_nowait()
        log('main', f'size {queue.qsize()}')
        await scenario.ticks(1)
        log('main', f'size {queue.qsize()}')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'still full'),
            ('main', 'size 0'),
            ('writer', 'is in'),
            ('main', 'size 1'),
        ]
    )


def test_getters_are_served_in_the_order_they_came(scenario):
    """Tasks that wait in get receive items in the order in which they began to wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def early_steps():
            item = await queue.get()
            log('early', f'{item}')

        async def middle_steps():
            item = await queue.get()
            log('middle', f'{item}')

        async def late_steps():
            item = await queue.get()
            log('late', f'{item}')

        early = aio.create_task(early_steps())
        await scenario.settle(early)
        middle = aio.create_task(middle_steps())
        await scenario.settle(middle)
        late = aio.create_task(late_steps())
        await scenario.settle(late)
        for number in (1, 2, 3):
            queue.put_nowait(number)
            await scenario.settle()
        await aio.gather(early, middle, late)

    scenario.run(main)
    scenario.expect(
        [
            ('early', '1'),
            ('middle', '2'),
            ('late', '3'),
        ]
    )


def test_putters_are_served_in_the_order_they_came__kind_lifoqueue(scenario):
    """Tasks that wait in put get the free slots in the order in which they began to wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.LifoQueue(1)

        async def early_steps():
            await queue.put('from early')
            log('early', 'put')

        async def middle_steps():
            await queue.put('from middle')
            log('middle', 'put')

        async def late_steps():
            await queue.put('from late')
            log('late', 'put')

        queue.put_nowait('first')
        early = aio.create_task(early_steps())
        await scenario.settle(early)
        middle = aio.create_task(middle_steps())
        await scenario.settle(middle)
        late = aio.create_task(late_steps())
        await scenario.settle(late)
        for turn in range(4):
            item = await queue.get()
            log('main', f'{item}')
            await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'first'),
            ('early', 'put'),
            ('main', 'from early'),
            ('middle', 'put'),
            ('main', 'from middle'),
            ('late', 'put'),
            ('main', 'from late'),
        ]
    )


def test_putters_are_served_in_the_order_they_came__kind_queue(scenario):
    """Tasks that wait in put get the free slots in the order in which they began to wait."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def early_steps():
            await queue.put('from early')
            log('early', 'put')

        async def middle_steps():
            await queue.put('from middle')
            log('middle', 'put')

        async def late_steps():
            await queue.put('from late')
            log('late', 'put')

        queue.put_nowait('first')
        early = aio.create_task(early_steps())
        await scenario.settle(early)
        middle = aio.create_task(middle_steps())
        await scenario.settle(middle)
        late = aio.create_task(late_steps())
        await scenario.settle(late)
        for turn in range(4):
            item = await queue.get()
            log('main', f'{item}')
            await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'first'),
            ('early', 'put'),
            ('main', 'from early'),
            ('middle', 'put'),
            ('main', 'from middle'),
            ('late', 'put'),
            ('main', 'from late'),
        ]
    )


def test_one_put_wakes_one_getter(scenario):
    """One item put while several tasks wait in get lets exactly one of them go on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def read():
            await queue.get()
            log('read', 'got')

        readers = [aio.create_task(read()) for turn in range(3)]
        await scenario.settle()
        queue.put_nowait('only')
        await scenario.settle()
        scenario.check('sum(reader.done() for reader in readers)', sum((reader.done() for reader in readers)), 1)
        log('main', 'two more')
        queue.put_nowait('a')
        queue.put_nowait('b')
        await aio.gather(*readers)

    scenario.run(main)
    scenario.expect(
        [
            ('read', 'got'),
            ('main', 'two more'),
            ('read', 'got'),
            ('read', 'got'),
        ]
    )


def test_one_get_wakes_one_putter(scenario):
    """One item taken while several tasks wait in put lets exactly one of them go on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def write(item):
            await queue.put(item)
            log('write', 'put')

        queue.put_nowait('filler')
        writers = [aio.create_task(write(number)) for number in range(3)]
        await scenario.settle()
        scenario.check('queue.get()', await queue.get(), 'filler')
        await scenario.settle()
        scenario.check('sum(writer.done() for writer in writers)', sum((writer.done() for writer in writers)), 1)
        scenario.check('queue.qsize()', queue.qsize(), 1)
        log('main', 'take the rest')
        for turn in range(3):
            await queue.get()
        await aio.gather(*writers)

    scenario.run(main)
    scenario.expect(
        [
            ('write', 'put'),
            ('main', 'take the rest'),
            ('write', 'put'),
            ('write', 'put'),
        ]
    )


def test_several_puts_at_once_wake_as_many_getters(scenario):
    """Three items put without a pause wake three getters in the same iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def read():
            item = await queue.get()
            log('read', f'{item}')

        readers = [aio.create_task(read()) for turn in range(3)]
        await scenario.settle()
        [queue.put_nowait(number) for number in range(3)]
        await scenario.ticks(1)
        log('main', 'one iteration later')
        await aio.gather(*readers)

    scenario.run(main)
    scenario.expect(
        [
            ('read', '0'),
            ('read', '1'),
            ('read', '2'),
            ('main', 'one iteration later'),
        ]
    )


def test_several_gets_at_once_wake_as_many_putters(scenario):
    """Two slots freed without a pause let two waiting puts go on in the same iteration, in order."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(2)

        async def write(item):
            await queue.put(item)
            log('write', f'put {item}')

        [queue.put_nowait(number) for number in range(2)]
        writers = [aio.create_task(write(number)) for number in range(2, 5)]
        await scenario.settle()
        scenario.check('[queue.get_nowait() for turn in range(2)]', [queue.get_nowait() for turn in range(2)], [0, 1])
        await scenario.ticks(1)
        log('main', 'one iteration later')
        scenario.check('[queue.get_nowait() for turn in range(2)]', [queue.get_nowait() for turn in range(2)], [2, 3])
        await aio.gather(*writers)

    scenario.run(main)
    scenario.expect(
        [
            ('write', 'put 2'),
            ('write', 'put 3'),
            ('main', 'one iteration later'),
            ('write', 'put 4'),
        ]
    )


def test_a_get_can_overtake_a_woken_getter(scenario):
    """An item meant for a waiting task and taken by another get meanwhile makes the first wait again."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def patient_steps():
            item = await queue.get()
            log('patient', f'{item}')

        patient = aio.create_task(patient_steps())
        await scenario.settle()
        queue.put_nowait('a')
        scenario.check('queue.get()', await queue.get(), 'a')
        await scenario.settle()
        scenario.check_is('patient.done()', patient.done(), False)
        log('main', 'another one')
        queue.put_nowait('b')
        await patient

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'another one'),
            ('patient', 'b'),
        ]
    )


def test_an_overtaken_getter_queues_up_anew(scenario):
    """A getter that was woken in vain comes after the getters that began to wait after it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def overtaken_steps():
            item = await queue.get()
            log('overtaken', f'{item}')

        async def follower_steps():
            item = await queue.get()
            log('follower', f'{item}')

        overtaken = aio.create_task(overtaken_steps())
        await scenario.settle(overtaken)
        follower = aio.create_task(follower_steps())
        await scenario.settle(follower)
        queue.put_nowait('stolen')
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'stolen')
        await scenario.settle()
        queue.put_nowait('a')
        await scenario.settle()
        queue.put_nowait('b')
        await aio.gather(overtaken, follower)

    scenario.run(main)
    scenario.expect(
        [
            ('follower', 'a'),
            ('overtaken', 'b'),
        ]
    )


def test_a_late_getter_takes_nothing_from_those_who_wait(scenario):
    """A get that begins after the woken getter has run comes after all who waited before it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def read(name):
            item = await queue.get()
            log('read', f'{name} has {item}')

        readers = []
        for who in ('early', 'middle'):
            readers.append(aio.create_task(read(who)))
            await scenario.settle()
        queue.put_nowait(1)
        await scenario.settle()
        late = aio.create_task(read('late'))
        await scenario.settle()
        queue.put_nowait(2)
        await scenario.settle()
        queue.put_nowait(3)
        await aio.gather(late, *readers)

    scenario.run(main)
    scenario.expect(
        [
            ('read', 'early has 1'),
            ('read', 'middle has 2'),
            ('read', 'late has 3'),
        ]
    )


def test_one_slot_makes_producer_and_consumer_alternate(scenario):
    """A producer and a consumer at the two ends of a queue of one slot alternate, item by item."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def producer_steps():
            for number in range(4):
                await queue.put(number)
                log('producer', f'put {number}')

        async def consumer_steps():
            for turn in range(4):
                number = await queue.get()
                log('consumer', f'got {number}')

        producer = aio.create_task(producer_steps())
        consumer = aio.create_task(consumer_steps())
        await aio.gather(producer, consumer)

    scenario.run(main)
    scenario.expect(
        [
            ('producer', 'put 0'),
            ('consumer', 'got 0'),
            ('producer', 'put 1'),
            ('consumer', 'got 1'),
            ('producer', 'put 2'),
            ('consumer', 'got 2'),
            ('producer', 'put 3'),
            ('consumer', 'got 3'),
        ]
    )


def test_without_a_bound_the_producer_runs_ahead(scenario):
    """A producer into an unbounded queue puts all its items before a waiting consumer gets the first."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def consumer_steps():
            for turn in range(3):
                number = await queue.get()
                log('consumer', f'got {number}')

        async def producer_steps():
            for number in range(3):
                await queue.put(number)
                log('producer', f'put {number}')

        consumer = aio.create_task(consumer_steps())
        await scenario.settle(consumer)
        producer = aio.create_task(producer_steps())
        await aio.gather(producer, consumer)

    scenario.run(main)
    scenario.expect(
        [
            ('producer', 'put 0'),
            ('producer', 'put 1'),
            ('producer', 'put 2'),
            ('consumer', 'got 0'),
            ('consumer', 'got 1'),
            ('consumer', 'got 2'),
        ]
    )


def test_two_consumers_share_a_slow_producer(scenario):
    """Two tasks that get in a loop take turns at the items of a producer that pauses after every put."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def consume(name):
            for turn in range(2):
                item = await queue.get()
                log('consume', f'{name} got {item}')

        consumers = []
        for who in ('left', 'right'):
            consumers.append(aio.create_task(consume(who)))
            await scenario.settle()
        for number in range(4):
            await queue.put(number)
            await scenario.settle()
        await aio.gather(*consumers)

    scenario.run(main)
    scenario.expect(
        [
            ('consume', 'left got 0'),
            ('consume', 'right got 1'),
            ('consume', 'left got 2'),
            ('consume', 'right got 3'),
        ]
    )


def test_two_queues_pass_a_ball(scenario):
    """An item that two tasks send back and forth through two queues changes sides once in each iteration."""
    aio, log = scenario.aio, scenario.log

    async def main():
        to_left = aio.Queue()
        to_right = aio.Queue()

        async def ticker_steps():
            for number in range(4):
                log('ticker', f'round {number}')
                await scenario.ticks(1)

        async def play(side, inbox, outbox):
            for turn in range(2):
                ball = await inbox.get()
                log('play', f'{side} has {ball}')
                await outbox.put(ball + 1)

        left = aio.create_task(play('left', to_left, to_right))
        right = aio.create_task(play('right', to_right, to_left))
        await scenario.settle()
        to_left.put_nowait(0)
        ticker = aio.create_task(ticker_steps())
        await aio.gather(left, right, ticker)

    scenario.run(main)
    scenario.expect(
        [
            ('play', 'left has 0'),
            ('ticker', 'round 0'),
            ('play', 'right has 1'),
            ('ticker', 'round 1'),
            ('play', 'left has 2'),
            ('ticker', 'round 2'),
            ('play', 'right has 3'),
            ('ticker', 'round 3'),
        ]
    )


def test_getters_in_turn(scenario):
    """Tasks that wait for items are given one item each in the order in which they came, when the items come one at a time."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def worker(place):
            got = await queue.get()
            log('worker', f'{place} has {got}')

        for number in range(4):
            waiting = aio.create_task(worker(number))
            await scenario.settle(waiting)
        for item in range(4):
            queue.put_nowait(item)
            await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', '0 has 0'),
            ('worker', '1 has 1'),
            ('worker', '2 has 2'),
            ('worker', '3 has 3'),
        ]
    )


def test_putters_in_turn(scenario):
    """Tasks that wait for room put their items in the order in which they came, when the room comes one at a time."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def worker(given):
            await queue.put(given)
            log('worker', f'{given} is in')

        for item in range(4):
            waiting = aio.create_task(worker(item))
            await scenario.settle(waiting)
        for item in range(4):
            scenario.check('queue.get_nowait()', queue.get_nowait(), item)
            await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', '0 is in'),
            ('worker', '1 is in'),
            ('worker', '2 is in'),
            ('worker', '3 is in'),
        ]
    )


def test_turn_after_a_cancelled_getter(scenario):
    """A task that waits for an item and is cancelled as one comes leaves it to the next, and the others keep their turn."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()
        waiting = []

        async def worker(place):
            got = await queue.get()
            log('worker', f'{place} has {got}')

        for number in range(4):
            waiting.append(aio.create_task(worker(number)))
            await scenario.settle()
        queue.put_nowait('first')
        waiting[0].cancel()
        await scenario.settle()
        queue.put_nowait('second')
        await scenario.settle()
        queue.put_nowait('third')
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', '1 has first'),
            ('worker', '2 has second'),
            ('worker', '3 has third'),
        ]
    )


def test_turn_after_a_cancelled_putter(scenario):
    """A task that waits for room and is cancelled as some comes leaves it to the next, and the others keep their turn."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)
        waiting = []

        async def worker(given):
            await queue.put(given)
            log('worker', f'{given} is in')

        queue.put_nowait('before')
        for item in range(4):
            waiting.append(aio.create_task(worker(item)))
            await scenario.settle()
        queue.get_nowait()
        waiting[0].cancel()
        await scenario.settle()
        scenario.check('queue.get_nowait()', queue.get_nowait(), 1)
        await scenario.settle()
        scenario.check('queue.get_nowait()', queue.get_nowait(), 2)
        await scenario.settle()

    scenario.run(main)
    scenario.expect(
        [
            ('worker', '1 is in'),
            ('worker', '2 is in'),
            ('worker', '3 is in'),
        ]
    )
