# Rendered by loopspec from spec/queue/join.yaml; do not edit, change the source and run `loopspec render`.
"""Queue: join."""


def test_nothing_to_join(scenario):
    """The join of a queue that never held an item returns before any other task has run."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def bystander_steps():
            log('bystander', 'runs')

        bystander = aio.create_task(bystander_steps())
        scenario.check('queue.join()', await queue.join(), None)
        log('main', 'joined')
        await bystander

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'joined'),
            ('bystander', 'runs'),
        ]
    )


def test_got_is_not_done(scenario):
    """A join goes on waiting when all items are taken, until task_done was called for every one."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        await queue.put(1)
        queue.put_nowait(2)
        joiner = aio.create_task(joiner_steps())
        [queue.get_nowait() for turn in range(2)]
        await scenario.settle()
        log('main', 'empty')
        queue.task_done()
        await scenario.settle()
        log('main', 'one done')
        queue.task_done()
        await joiner

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'empty'),
            ('main', 'one done'),
            ('joiner', 'joined'),
        ]
    )


def test_join_returns_one_round_after_the_last_task_done(scenario):
    """The waiting join goes on one iteration after the last task_done, and not inside it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        queue.put_nowait('a')
        joiner = aio.create_task(joiner_steps())
        await scenario.settle()
        scenario.check('queue.task_done()', queue.task_done(), None)
        log('main', 'done')
        await scenario.ticks(1)
        log('main', 'one iteration later')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'done'),
            ('joiner', 'joined'),
            ('main', 'one iteration later'),
        ]
    )


def test_every_joiner_goes_on(scenario):
    """All tasks that wait in join go on in the iteration after the last task_done, in the order in which they came."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def join(name):
            await queue.join()
            log('join', f'{name} joined')

        queue.put_nowait('a')
        joiners = [aio.create_task(join(name)) for name in ('early', 'middle', 'late')]
        await scenario.settle()
        queue.task_done()
        await scenario.ticks(1)
        log('main', 'one iteration later')
        await aio.gather(*joiners)

    scenario.run(main)
    scenario.expect(
        [
            ('join', 'early joined'),
            ('join', 'middle joined'),
            ('join', 'late joined'),
            ('main', 'one iteration later'),
        ]
    )


def test_a_cancelled_joiner_does_not_hold_back_others(scenario):
    """Cancelling one of two tasks that wait in join leaves the other waiting until all items are done."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.join()

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        queue.put_nowait('a')
        quitter = aio.create_task(quitter_steps())
        joiner = aio.create_task(joiner_steps())
        await scenario.settle()
        quitter.cancel()
        await scenario.settle()
        log('main', 'not done yet')
        queue.task_done()
        await joiner

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('main', 'not done yet'),
            ('joiner', 'joined'),
        ]
    )


def test_an_item_put_during_the_join_counts(scenario):
    """A join that has begun waits as well for an item that is put after it began."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        queue.put_nowait('a')
        joiner = aio.create_task(joiner_steps())
        await scenario.settle()
        queue.put_nowait('b')
        queue.task_done()
        await scenario.settle()
        log('main', 'b is not done')
        queue.task_done()
        await joiner

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'b is not done'),
            ('joiner', 'joined'),
        ]
    )


def test_a_moment_at_zero_is_enough(scenario):
    """A join goes on once the count has been zero, even if an item is put before the joiner runs."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        async def late_joiner_steps():
            await queue.join()
            log('late_joiner', 'joined')

        queue.put_nowait('a')
        joiner = aio.create_task(joiner_steps())
        await scenario.settle()
        queue.task_done()
        queue.put_nowait('b')
        late_joiner = aio.create_task(late_joiner_steps())
        await scenario.settle()
        log('main', 'b is not done')
        queue.task_done()
        await late_joiner

    scenario.run(main)
    scenario.expect(
        [
            ('joiner', 'joined'),
            ('main', 'b is not done'),
            ('late_joiner', 'joined'),
        ]
    )


def test_task_done_too_often(scenario):
    """One task_done more than items were put raises ValueError."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue()
        with scenario.raises('main', ValueError):
            queue.task_done()
        queue.put_nowait(1)
        queue.get_nowait()
        queue.task_done()
        with scenario.raises('main', ValueError):
            queue.task_done()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'raises ValueError'),
        ]
    )


def test_a_refused_task_done_counts_for_nothing(scenario):
    """A task_done that raised ValueError does not pay for an item that is put later."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        with scenario.raises('main', ValueError):
            queue.task_done()
        queue.put_nowait('a')
        joiner = aio.create_task(joiner_steps())
        await scenario.settle()
        log('main', 'a is not done')
        queue.task_done()
        await joiner

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises ValueError'),
            ('main', 'a is not done'),
            ('joiner', 'joined'),
        ]
    )


def test_task_done_asks_for_puts_and_not_for_gets(scenario):
    """The method task_done counts against the items put, whether or not they were taken."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()
        queue.put_nowait('a')
        queue.put_nowait('b')
        queue.task_done()
        queue.task_done()
        await queue.join()
        log('main', 'joined')
        scenario.check('queue.qsize()', queue.qsize(), 2)

    scenario.run(main)
    scenario.expect([('main', 'joined')])


def test_a_refused_put_does_not_count(scenario):
    """A put_nowait that raised QueueFull adds nothing to what join waits for."""
    aio = scenario.aio

    async def main():
        queue = aio.Queue(1)
        queue.put_nowait('a')
        with scenario.raises('main', aio.QueueFull):
            queue.put_nowait('b')
        queue.task_done()
        with scenario.raises('main', ValueError):
            queue.task_done()

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises QueueFull'),
            ('main', 'raises ValueError'),
        ]
    )


def test_a_waiting_put_does_not_count_yet(scenario):
    """An item counts for join from when it is in the queue, and not while its put waits for room."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def writer_steps():
            await queue.put('b')
            log('writer', 'put')

        async def joiner_steps():
            await queue.join()
            log('joiner', 'joined')

        queue.put_nowait('a')
        writer = aio.create_task(writer_steps())
        joiner = aio.create_task(joiner_steps())
        await scenario.settle()
        queue.task_done()
        await joiner
        log('main', 'make room')
        queue.get_nowait()
        await writer
        queue.task_done()
        with scenario.raises('main', ValueError):
            queue.task_done()

    scenario.run(main)
    scenario.expect(
        [
            ('joiner', 'joined'),
            ('main', 'make room'),
            ('writer', 'put'),
            ('main', 'raises ValueError'),
        ]
    )


def test_a_cancelled_put_does_not_count(scenario):
    """A put cancelled while it waited for room adds nothing to what join waits for."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue(1)

        async def quitter_steps():
            with scenario.raises('quitter', aio.CancelledError):
                await queue.put('withdrawn')

        queue.put_nowait('a')
        quitter = aio.create_task(quitter_steps())
        await scenario.settle()
        quitter.cancel()
        await scenario.settle()
        queue.get_nowait()
        queue.task_done()
        await queue.join()
        log('main', 'joined')

    scenario.run(main)
    scenario.expect(
        [
            ('quitter', 'raises CancelledError'),
            ('main', 'joined'),
        ]
    )


def test_join_again(scenario):
    """After a join the queue takes new items, and the next join waits for those."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def worker_steps():
            for turn in range(3):
                item = await queue.get()
                await aio.sleep(0)
                await aio.sleep(0)
                log('worker', f'did {item}')
                queue.task_done()

        worker = aio.create_task(worker_steps())
        queue.put_nowait(1)
        queue.put_nowait(2)
        await queue.join()
        log('main', 'joined')
        queue.put_nowait(3)
        await queue.join()
        log('main', 'joined')

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'did 1'),
            ('worker', 'did 2'),
            ('main', 'joined'),
            ('worker', 'did 3'),
            ('main', 'joined'),
        ]
    )


def test_a_pool_of_workers(scenario):
    """Workers on one queue share its items, and the joiner that then cancels them has lost none."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        queue = aio.Queue()
        finished = []

        async def work():
            for turn in range(100):
                item = await queue.get()
                for pause in range(item):
                    await aio.sleep(0)
                finished.append(item)
                queue.task_done()

        [queue.put_nowait(number) for number in (1, 2, 3, 4, 5, 6, 7)]
        workers = [aio.create_task(work()) for turn in range(3)]
        await queue.join()
        scenario.check('sorted(finished)', sorted(finished), [1, 2, 3, 4, 5, 6, 7])
        scenario.check_is('any([worker.done() for worker in workers])', any([worker.done() for worker in workers]), False)
        [worker.cancel() for worker in workers]
        results = await aio.gather(*workers, return_exceptions=True)
        log('main', f'{[tools.class_name(result) for result in results]}')

    scenario.run(main)
    scenario.expect([('main', "['CancelledError', 'CancelledError', 'CancelledError']")])


def test_all_joiners_return(scenario):
    """Every task that waits in join goes on once the last item is done, and none before."""
    aio, log = scenario.aio, scenario.log

    async def main():
        queue = aio.Queue()

        async def join():
            await queue.join()
            log('join', 'joined')

        queue.put_nowait('a')
        queue.put_nowait('b')
        joiners = [aio.create_task(join()) for turn in range(3)]
        await scenario.settle()
        queue.task_done()
        await scenario.settle()
        log('main', 'one left')
        queue.task_done()
        await aio.gather(*joiners)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'one left'),
            ('join', 'joined'),
            ('join', 'joined'),
            ('join', 'joined'),
        ]
    )
