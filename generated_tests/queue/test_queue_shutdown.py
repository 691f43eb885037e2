# Rendered by loopspec from spec/queue/shutdown.yaml; do not edit, change the source and run `loopspec render`.
"""Queue: shutdown."""


def test_puts_are_refused(scenario):
    """After shutdown, put and put_nowait raise QueueShutDown and add nothing."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()
        queue.put_nowait(1)
        scenario.check('queue.shutdown()', queue.shutdown(), None)
        with scenario.raises('main', aio.QueueShutDown):
            await queue.put(2)
        with scenario.raises('main', aio.QueueShutDown):
            queue.put_nowait(3)
        scenario.check('queue.qsize()', queue.qsize(), 1)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises QueueShutDown'),
            ('main', 'raises QueueShutDown'),
        ]
    )


def test_a_full_queue_is_shut_down_first_of_all(scenario):
    """After the shutdown of a full queue, put and put_nowait raise QueueShutDown, not QueueFull."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue(1)
        queue.put_nowait(1)
        queue.shutdown()
        with scenario.raises('main', aio.QueueShutDown):
            queue.put_nowait(2)
        with scenario.raises('main', aio.QueueShutDown):
            await queue.put(2)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises QueueShutDown'),
            ('main', 'raises QueueShutDown'),
        ]
    )


def test_the_rest_can_be_taken(scenario):
    """After shutdown, get and get_nowait hand out what is left and raise QueueShutDown from then on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()
        queue.put_nowait('a')
        queue.put_nowait('b')
        queue.shutdown()
        item = await queue.get()
        log('main', f'got {item}')
        item = queue.get_nowait()
        log('main', f'got {item}')
        with scenario.raises('main', aio.QueueShutDown):
            await queue.get()
        with scenario.raises('main', aio.QueueShutDown):
            queue.get_nowait()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'got a'),
            ('main', 'got b'),
            ('main', 'raises QueueShutDown'),
            ('main', 'raises QueueShutDown'),
        ]
    )


def test_the_rest_keeps_its_order(scenario):
    """A queue that is shut down hands out what is left in the order of its kind."""
    aio = scenario.aio

    async def main():
        by_priority = aio.PriorityQueue()
        last_first = aio.LifoQueue()
        [by_priority.put_nowait(number) for number in (2, 3, 1)]
        [last_first.put_nowait(number) for number in (2, 3, 1)]
        by_priority.shutdown()
        last_first.shutdown()
        scenario.check('[by_priority.get_nowait() for turn in range(3)]', [by_priority.get_nowait() for turn in range(3)], [1, 2, 3])
        scenario.check('[last_first.get_nowait() for turn in range(3)]', [last_first.get_nowait() for turn in range(3)], [1, 3, 2])

    scenario.run(main)
    scenario.expect([])


def test_immediate_empties_the_queue__kind_lifoqueue(scenario):
    """A shutdown with immediate=True throws the items away, so that get raises QueueShutDown at once."""
    aio = scenario.aio

    async def main():
        queue = aio.LifoQueue()
        [queue.put_nowait(number) for number in (1, 2, 3)]
        queue.shutdown(immediate=True)
        scenario.check('(queue.qsize(), queue.empty())', (queue.qsize(), queue.empty()), (0, True))
        with scenario.raises('main', aio.QueueShutDown):
            queue.get_nowait()
        with scenario.raises('main', aio.QueueShutDown):
            await queue.get()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises QueueShutDown'),
            ('main', 'raises QueueShutDown'),
        ]
    )


def test_immediate_empties_the_queue__kind_priorityqueue(scenario):
    """A shutdown with immediate=True throws the items away, so that get raises QueueShutDown at once."""
    aio = scenario.aio

    async def main():
        queue = aio.PriorityQueue()
        [queue.put_nowait(number) for number in (1, 2, 3)]
        queue.shutdown(immediate=True)
        scenario.check('(queue.qsize(), queue.empty())', (queue.qsize(), queue.empty()), (0, True))
        with scenario.raises('main', aio.QueueShutDown):
            queue.get_nowait()
        with scenario.raises('main', aio.QueueShutDown):
            await queue.get()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises QueueShutDown'),
            ('main', 'raises QueueShutDown'),
        ]
    )


def test_immediate_empties_the_queue__kind_queue(scenario):
    """A shutdown with immediate=True throws the items away, so that get raises QueueShutDown at once."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()
        [queue.put_nowait(number) for number in (1, 2, 3)]
        queue.shutdown(immediate=True)
        scenario.check('(queue.qsize(), queue.empty())', (queue.qsize(), queue.empty()), (0, True))
        with scenario.raises('main', aio.QueueShutDown):
            queue.get_nowait()
        with scenario.raises('main', aio.QueueShutDown):
            await queue.get()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises QueueShutDown'),
            ('main', 'raises QueueShutDown'),
        ]
    )


def test_waiting_getters_are_told__immediate_false(scenario):
    """Every task that waits in get raises QueueShutDown one iteration after the shutdown."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def early_steps():
            with scenario.raises('early', aio.QueueShutDown):
                await queue.get()

        async def late_steps():
            with scenario.raises('late', aio.QueueShutDown):
                await queue.get()

        early = aio.create_task(early_steps())
        late = aio.create_task(late_steps())
        await scenario.settle()
        queue.shutdown(immediate=False)
        log('main', 'shut down')
        await scenario.ticks(1)
        log('main', 'one iteration later')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'shut down'),
            ('early', 'raises QueueShutDown'),
            ('late', 'raises QueueShutDown'),
            ('main', 'one iteration later'),
        ]
    )


def test_waiting_getters_are_told__immediate_true(scenario):
    """Every task that waits in get raises QueueShutDown one iteration after the shutdown."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def early_steps():
            with scenario.raises('early', aio.QueueShutDown):
                await queue.get()

        async def late_steps():
            with scenario.raises('late', aio.QueueShutDown):
                await queue.get()

        early = aio.create_task(early_steps())
        late = aio.create_task(late_steps())
        await scenario.settle()
        queue.shutdown(immediate=True)
        log('main', 'shut down')
        await scenario.ticks(1)
        log('main', 'one iteration later')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'shut down'),
            ('early', 'raises QueueShutDown'),
            ('late', 'raises QueueShutDown'),
            ('main', 'one iteration later'),
        ]
    )


def test_waiting_putters_are_told(scenario):
    """Every task that waits in put raises QueueShutDown after the shutdown, and its item stays out."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def early_steps():
            with scenario.raises('early', aio.QueueShutDown):
                await queue.put('b')

        async def late_steps():
            with scenario.raises('late', aio.QueueShutDown):
                await queue.put('c')

        queue.put_nowait('a')
        early = aio.create_task(early_steps())
        late = aio.create_task(late_steps())
        await scenario.settle()
        queue.shutdown()
        await aio.gather(early, late)
        item = await queue.get()
        log('main', f'got {item}')
        with scenario.raises('main', aio.QueueShutDown):
            await queue.get()

    scenario.run(main)
    scenario.expect(
        [
            scenario.any_order(('early', 'raises QueueShutDown'), ('late', 'raises QueueShutDown')),
            ('main', 'got a'),
            ('main', 'raises QueueShutDown'),
        ]
    )


def test_a_slot_freed_with_the_shutdown(scenario):
    """A waiting put raises QueueShutDown even if a slot is freed right before the shutdown."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue(1)

        async def writer_steps():
            with scenario.raises('writer', aio.QueueShutDown):
                await queue.put('b')

        queue.put_nowait('a')
        writer = aio.create_task(writer_steps())
        await scenario.settle()
        queue.get_nowait()
        queue.shutdown()
        await writer
        scenario.check_is('queue.empty()', queue.empty(), True)

    scenario.run(main)
    scenario.expect([('writer', 'raises QueueShutDown')])


def test_an_item_put_with_the_shutdown(scenario):
    """A waiting get receives an item that was put right before the shutdown."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def early_steps():
            item = await queue.get()
            log('early', f'got {item}')

        async def late_steps():
            with scenario.raises('late', aio.QueueShutDown):
                await queue.get()

        early = aio.create_task(early_steps())
        await scenario.settle(early)
        late = aio.create_task(late_steps())
        await scenario.settle(late)
        queue.put_nowait('a')
        queue.shutdown()
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect(
        [
            ('early', 'got a'),
            ('late', 'raises QueueShutDown'),
        ]
    )


def test_immediate_takes_the_item_of_a_woken_getter(scenario):
    """An immediate shutdown throws away the item for which a getter was just woken; the getter raises."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()

        async def reader_steps():
            with scenario.raises('reader', aio.QueueShutDown):
                await queue.get()

        reader = aio.create_task(reader_steps())
        await scenario.settle()
        queue.put_nowait('a')
        queue.shutdown(True)
        await reader

    scenario.run(main)
    scenario.expect([('reader', 'raises QueueShutDown')])


def test_a_getter_cancelled_with_the_shutdown(scenario):
    """A waiting get cancelled right after the shutdown raises CancelledError."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.get()

        async def reader_steps():
            with scenario.raises('reader', aio.QueueShutDown):
                await queue.get()

        quitter = aio.create_task(quitter_steps())
        reader = aio.create_task(reader_steps())
        await scenario.settle()
        queue.shutdown()
        scenario.check('quitter.cancel()', quitter.cancel(), True)
        await aio.gather(quitter, reader)

    scenario.run(main)
    scenario.expect([scenario.any_order(('quitter', 'raises CancelledError'), ('reader', 'raises QueueShutDown'))])


def test_a_shutdown_right_after_a_cancel(scenario):
    """A shutdown right after the cancel of waiting tasks, before they have run, wakes all the others."""
    aio = scenario.aio

    async def main():
        empty_queue = aio.Queue()
        full_queue = aio.Queue(1)

        async def read():
            with scenario.raises('read', aio.QueueShutDown):
                await empty_queue.get()

        async def write():
            with scenario.raises('write', aio.QueueShutDown):
                await full_queue.put('b')

        full_queue.put_nowait('a')
        readers = [aio.create_task(read()) for turn in range(2)]
        writers = [aio.create_task(write()) for turn in range(2)]
        await scenario.settle()
        readers[0].cancel()
        writers[0].cancel()
        empty_queue.shutdown(immediate=True)
        full_queue.shutdown()
        await aio.gather(*readers, *writers, return_exceptions=True)
        scenario.check_is('readers[0].cancelled() and writers[0].cancelled()', readers[0].cancelled() and writers[0].cancelled(), True)

    scenario.run(main)
    scenario.expect([scenario.any_order(('read', 'raises CancelledError'), ('write', 'raises CancelledError'), ('read', 'raises QueueShutDown'), ('write', 'raises QueueShutDown'))])


def test_twice(scenario):
    """A second shutdown changes nothing, and a later immediate one still empties the queue."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()
        queue.put_nowait('a')
        queue.put_nowait('b')
        queue.shutdown()
        queue.shutdown()
        scenario.check('queue.get_nowait()', queue.get_nowait(), 'a')
        queue.shutdown(immediate=True)
        scenario.check('queue.qsize()', queue.qsize(), 0)
        queue.shutdown()
        with scenario.raises('main', aio.QueueShutDown):
            await queue.get()

    scenario.run(main)
    scenario.expect([('main', 'raises QueueShutDown')])


def test_join_waits_for_the_rest(scenario):
    """A join goes on waiting after a plain shutdown until the items left are taken and done."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        queue.put_nowait('a')
        joiner = aio.create_task(joiner_steps())
        await scenario.settle()
        queue.shutdown()
        await scenario.settle()
        log('main', 'not joined')
        queue.get_nowait()
        await scenario.settle()
        log('main', 'nor now')
        queue.task_done()
        await joiner

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'not joined'),
            ('main', 'nor now'),
            ('joiner', 'joined'),
        ]
    )


def test_immediate_lets_join_go(scenario):
    """An immediate shutdown that throws away all unfinished items lets a waiting join return."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        queue.put_nowait('a')
        queue.put_nowait('b')
        joiner = aio.create_task(joiner_steps())
        await scenario.settle()
        queue.shutdown(immediate=True)
        await joiner

    scenario.run(main)
    scenario.expect([('joiner', 'joined')])


def test_immediate_counts_no_item_twice(scenario):
    """An immediate shutdown lets join return even if task_done was called for items still in the queue."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        [queue.put_nowait(number) for number in range(3)]
        joiner = aio.create_task(joiner_steps())
        await scenario.settle()
        queue.task_done()
        queue.shutdown(immediate=True)
        await scenario.settle()
        scenario.check_is('joiner.done()', joiner.done(), True)

    scenario.run(main)
    scenario.expect([('joiner', 'joined')])


def test_immediate_does_not_finish_what_was_taken(scenario):
    """After an immediate shutdown, join still waits for items that were taken and are not done."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        [queue.put_nowait(number) for number in range(3)]
        queue.get_nowait()
        joiner = aio.create_task(joiner_steps())
        await scenario.settle()
        queue.shutdown(immediate=True)
        await scenario.settle()
        log('main', 'one is in work')
        queue.task_done()
        await joiner

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'one is in work'),
            ('joiner', 'joined'),
        ]
    )


def test_the_exception_is_a_class_of_its_own(scenario):
    """QueueShutDown is an Exception and no kind of QueueEmpty, QueueFull or CancelledError."""
    aio = scenario.aio

    async def main():
        scenario.check_is('issubclass(QueueShutDown, Exception)', issubclass(aio.QueueShutDown, Exception), True)
        scenario.check_is('issubclass(QueueShutDown, (QueueEmpty, QueueFull, CancelledError))', issubclass(aio.QueueShutDown, (aio.QueueEmpty, aio.QueueFull, aio.CancelledError)), False)

    scenario.run(main)
    scenario.expect([])


def test_a_consumer_winds_down(scenario):
    """A consumer that reads until QueueShutDown works off every item put before the shutdown."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()
        open_for_work = aio.Event()

        async def consumer_steps():
            try:
                for turn in range(100):
                    item = await queue.get()
                    log('consumer', f'did {item}')
                    queue.task_done()
                    await open_for_work.wait()
            except aio.QueueShutDown:
                log('consumer', 'end of work')

        queue.put_nowait(0)
        consumer = aio.create_task(consumer_steps())
        await scenario.settle(consumer)
        for number in range(1, 5):
            await queue.put(number)
        queue.shutdown()
        open_for_work.set()
        await consumer
        await queue.join()
        log('main', 'joined')

    scenario.run(main)
    scenario.expect(
        [
            ('consumer', 'did 0'),
            ('consumer', 'did 1'),
            ('consumer', 'did 2'),
            ('consumer', 'did 3'),
            ('consumer', 'did 4'),
            ('consumer', 'end of work'),
            ('main', 'joined'),
        ]
    )


def test_immediate_wakes_blocked_getters__kind_lifoqueue(scenario):
    """An immediate shutdown makes every task that waits in get raise QueueShutDown."""
    aio = scenario.aio

    async def main():
        queue = aio.LifoQueue()

        async def early_steps():
            with scenario.raises('early', aio.QueueShutDown):
                await queue.get()

        async def late_steps():
            with scenario.raises('late', aio.QueueShutDown):
                await queue.get()

        early = aio.create_task(early_steps())
        late = aio.create_task(late_steps())
        await scenario.settle()
        queue.shutdown(immediate=True)
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect([scenario.any_order(('early', 'raises QueueShutDown'), ('late', 'raises QueueShutDown'))])


def test_immediate_wakes_blocked_getters__kind_priorityqueue(scenario):
    """An immediate shutdown makes every task that waits in get raise QueueShutDown."""
    aio = scenario.aio

    async def main():
        queue = aio.PriorityQueue()

        async def early_steps():
            with scenario.raises('early', aio.QueueShutDown):
                await queue.get()

        async def late_steps():
            with scenario.raises('late', aio.QueueShutDown):
                await queue.get()

        early = aio.create_task(early_steps())
        late = aio.create_task(late_steps())
        await scenario.settle()
        queue.shutdown(immediate=True)
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect([scenario.any_order(('early', 'raises QueueShutDown'), ('late', 'raises QueueShutDown'))])


def test_immediate_wakes_blocked_getters__kind_queue(scenario):
    """An immediate shutdown makes every task that waits in get raise QueueShutDown."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()

        async def early_steps():
            with scenario.raises('early', aio.QueueShutDown):
                await queue.get()

        async def late_steps():
            with scenario.raises('late', aio.QueueShutDown):
                await queue.get()

        early = aio.create_task(early_steps())
        late = aio.create_task(late_steps())
        await scenario.settle()
        queue.shutdown(immediate=True)
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect([scenario.any_order(('early', 'raises QueueShutDown'), ('late', 'raises QueueShutDown'))])


def test_a_plain_shutdown_wakes_blocked_getters(scenario):
    """A shutdown without immediate makes every task that waits in get of the empty queue raise QueueShutDown."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()

        async def early_steps():
            with scenario.raises('early', aio.QueueShutDown):
                await queue.get()

        async def late_steps():
            with scenario.raises('late', aio.QueueShutDown):
                await queue.get()

        early = aio.create_task(early_steps())
        late = aio.create_task(late_steps())
        await scenario.settle()
        queue.shutdown()
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect([scenario.any_order(('early', 'raises QueueShutDown'), ('late', 'raises QueueShutDown'))])


def test_putters_in_the_order_of_their_calls__immediate_false(scenario):
    """Tasks that wait in put go on in the order of their calls when the queue is shut down."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue(1)

        async def early_steps():
            with scenario.raises('early', aio.QueueShutDown):
                await queue.put('b')

        async def late_steps():
            with scenario.raises('late', aio.QueueShutDown):
                await queue.put('c')

        queue.put_nowait('a')
        early = aio.create_task(early_steps())
        await scenario.settle(early)
        late = aio.create_task(late_steps())
        await scenario.settle(late)
        queue.shutdown(immediate=False)
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect(
        [
            ('early', 'raises QueueShutDown'),
            ('late', 'raises QueueShutDown'),
        ]
    )


def test_putters_in_the_order_of_their_calls__immediate_true(scenario):
    """Tasks that wait in put go on in the order of their calls when the queue is shut down."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue(1)

        async def early_steps():
            with scenario.raises('early', aio.QueueShutDown):
                await queue.put('b')

        async def late_steps():
            with scenario.raises('late', aio.QueueShutDown):
                await queue.put('c')

        queue.put_nowait('a')
        early = aio.create_task(early_steps())
        await scenario.settle(early)
        late = aio.create_task(late_steps())
        await scenario.settle(late)
        queue.shutdown(immediate=True)
        await aio.gather(early, late)

    scenario.run(main)
    scenario.expect(
        [
            ('early', 'raises QueueShutDown'),
            ('late', 'raises QueueShutDown'),
        ]
    )
