# Rendered by loopspec from spec/task/gc.yaml; do not edit, change the source and run `loopspec render`.
"""Task: gc."""


def test_destroyed_pending_is_reported(scenario):
    """A pending task that is garbage collected is reported to the exception handler with message and task."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def stuck():
            await aio.get_running_loop().create_future()

        def handler(loop, details):
            scenario.check_is("'message' in details", 'message' in details, True)
            log('handler', f"{details['task'].get_name()} done {details['task'].done()}")

        aio.get_running_loop().set_exception_handler(handler)
        aio.create_task(stuck(), name='castaway')
        await scenario.settle()
        tools.collect()
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('handler', 'castaway done False'),
            ('main', 'goes on'),
        ]
    )


def test_destroyed_pending_cleans_up(scenario):
    """The coroutine of a pending task that is garbage collected cleans up and sees no CancelledError."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def stuck():
            try:
                try:
                    await aio.get_running_loop().create_future()
                except aio.CancelledError:
                    log('stuck', 'cancelled')
            finally:
                log('stuck', 'cleans up')

        aio.get_running_loop().set_exception_handler(tools.noop)
        aio.create_task(stuck())
        await scenario.settle()
        tools.collect()
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('stuck', 'cleans up'),
            ('main', 'goes on'),
        ]
    )


def test_destroyed_pending_leaves_all_tasks(scenario):
    """The set all_tasks() keeps no task alive, a collected one is no longer in it."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def stuck():
            await aio.get_running_loop().create_future()

        before = aio.all_tasks()
        aio.get_running_loop().set_exception_handler(tools.noop)
        reference = tools.weak(aio.create_task(stuck()))
        await scenario.settle()
        scenario.check_is('reference() in all_tasks()', reference() in aio.all_tasks(), True)
        tools.collect()
        scenario.check_is('reference()', reference(), None)
        scenario.check_is('all_tasks() == before', aio.all_tasks() == before, True)

    scenario.run(main)
    scenario.expect([])


def test_scheduled_task_is_kept(scenario):
    """A task that nobody refers to lives at least as long as one of its steps is due."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        ended = aio.Event()

        async def worker():
            for turn in range(3):
                await aio.sleep(0)
            log('worker', 'ends')
            ended.set()

        aio.create_task(worker())
        tools.collect()
        await scenario.ticks(1)
        tools.collect()
        await scenario.ticks(1)
        tools.collect()
        await scenario.wait_until('ended.is_set()', lambda: ended.is_set())

    scenario.run(main)
    scenario.expect([('worker', 'ends')])


def test_awaited_future_keeps_the_task(scenario):
    """A task that nobody refers to is kept by the future it waits on, as long as that future is kept."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        answer = aio.get_running_loop().create_future()

        async def worker():
            await answer
            log('worker', 'ends')

        reference = tools.weak(aio.create_task(worker()))
        await scenario.settle()
        tools.collect()
        scenario.check_is('reference() is None', reference() is None, False)
        answer.set_result(None)
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('worker', 'ends')])


def test_timer_keeps_the_task(scenario):
    """A task that nobody refers to is kept while it sleeps."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def worker():
            await aio.sleep(scenario.seconds(0.02))
            log('worker', 'ends')

        aio.create_task(worker())
        await scenario.settle()
        tools.collect()
        await aio.sleep(scenario.seconds(0.05))

    scenario.run(main)
    scenario.expect([('worker', 'ends')])


def test_done_task_is_let_go(scenario):
    """Nothing in the loop keeps a task that is done and whose callbacks have run."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def worker():
            await aio.sleep(0)
            return 1

        reference = tools.weak(aio.create_task(worker()))
        await scenario.settle()
        tools.collect()
        scenario.check_is('reference()', reference(), None)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_task_is_let_go(scenario):
    """Nothing in the loop keeps a task that has ended cancelled, nor the future that it waited on."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        future_reference = None

        async def worker():
            nonlocal future_reference
            pending = aio.get_running_loop().create_future()
            future_reference = tools.weak(pending)
            await pending

        task_reference = tools.weak(aio.create_task(worker()))
        await scenario.settle()
        task_reference().cancel()
        await scenario.settle()
        tools.collect()
        scenario.check('(task_reference(), future_reference())', (task_reference(), future_reference()), (None, None))

    scenario.run(main)
    scenario.expect([])


def test_returned_object_goes_with_the_task(scenario):
    """The result of a task lives no longer than the task."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reference = None
        kept = []

        async def worker():
            nonlocal reference
            treasure = aio.Event()
            reference = tools.weak(treasure)
            return treasure

        kept.append(aio.create_task(worker()))
        await scenario.settle()
        tools.collect()
        scenario.check_is('reference() is kept[0].result()', reference() is kept[0].result(), True)
        kept.clear()
        tools.collect()
        scenario.check_is('reference()', reference(), None)

    scenario.run(main)
    scenario.expect([])


def test_local_values_go_at_the_end(scenario):
    """A task that is done no longer keeps the objects that its body used."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reference = None

        async def worker_steps():
            nonlocal reference
            scratch = aio.Event()
            reference = tools.weak(scratch)
            await aio.sleep(0)
            scenario.check_is('reference() is scratch', reference() is scratch, True)

        worker = aio.create_task(worker_steps())
        await worker
        tools.collect()
        scenario.check_is('reference()', reference(), None)
        scenario.check_is('worker.done()', worker.done(), True)

    scenario.run(main)
    scenario.expect([])


def test_finished_eager_task_is_let_go(scenario):
    """Nothing keeps a task that finished eagerly, not even for the rest of the iteration."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def worker():
            return 1

        aio.get_running_loop().set_task_factory(aio.eager_task_factory)
        reference = tools.weak(aio.create_task(worker()))
        aio.get_running_loop().set_task_factory(None)
        tools.collect()
        scenario.check_is('reference()', reference(), None)

    scenario.run(main)
    scenario.expect([])


def test_awaited_future_is_let_go(scenario):
    """A task that has gone on no longer keeps the future that it waited on."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()
        pending = [aio.get_running_loop().create_future()]

        async def worker_steps():
            await wait_for_it()
            await gate.wait()

        async def wait_for_it():
            await pending.pop()

        reference = tools.weak(pending[0])
        worker = aio.create_task(worker_steps())
        await scenario.settle()
        reference().set_result(None)
        await scenario.settle()
        tools.collect()
        scenario.check('(reference(), worker.done())', (reference(), worker.done()), (None, False))
        gate.set()
        await worker

    scenario.run(main)
    scenario.expect([])


def test_cancelled_task_lets_go_of_local_values(scenario):
    """A cancelled task that was awaited no longer keeps the objects that its body used."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        reference = None

        async def waits():
            nonlocal reference
            scratch = aio.Event()
            reference = tools.weak(scratch)
            await scratch.wait()

        worker = aio.create_task(waits())
        await scenario.settle(worker)
        worker.cancel()
        try:
            await worker
        except aio.CancelledError:
            log('main', 'is cancelled')
        await aio.sleep(0)
        tools.collect()
        scenario.check_is('reference()', reference(), None)
        scenario.check_is('worker.cancelled()', worker.cancelled(), True)

    scenario.run(main)
    scenario.expect([('main', 'is cancelled')])


def test_pending_task_that_vanishes_is_reported(scenario):
    """A pending task is reported to the exception handler, with itself, when it is collected, and only then."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reported = []

        async def stuck():
            await aio.get_running_loop().create_future()

        def handler(loop, details):
            reported.append(details['task'].get_name())

        aio.get_running_loop().set_exception_handler(handler)
        reference = tools.weak(aio.create_task(stuck(), name='castaway'))
        await scenario.settle()
        tools.collect()
        scenario.check_is("reported == (['castaway'] if reference() is None else [])", reported == (['castaway'] if reference() is None else []), True)
        aio.get_running_loop().set_exception_handler(None)

    scenario.run(main)
    scenario.expect([])


def test_pending_children_of_gather_that_vanish(scenario):
    """Of a gather() that is collected while its children are pending a task that it was given is reported, and none that it has made."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reported = []

        async def stuck():
            await aio.get_running_loop().create_future()

        def handler(loop, details):
            reported.append(details['task'].get_name())

        aio.get_running_loop().set_exception_handler(handler)
        kept = [aio.create_task(stuck(), name='given')]
        reference = tools.weak(kept[0])
        aio.gather(stuck(), kept.pop())
        await scenario.settle()
        tools.collect()
        scenario.check_is("reported == (['given'] if reference() is None else [])", reported == (['given'] if reference() is None else []), True)
        aio.get_running_loop().set_exception_handler(None)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_wait_leaves_nothing__waiting_condition_wait(scenario):
    """After the cancellation of condition.wait() nothing keeps what the cancellation was given as its message."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        event = aio.Event()
        semaphore = aio.Semaphore(0)
        lock = aio.Lock()
        condition = aio.Condition()
        empty = aio.Queue()
        full = aio.Queue(1)

        async def waits():
            await condition.acquire()
            await condition.wait()

        await lock.acquire()
        full.put_nowait(1)
        scenario.check('(event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full())', (event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full()), (False, True, True, True, True))
        message = [tools.Boom()]
        reference = tools.weak(message[0])
        waiters = [aio.create_task(waits())]
        await scenario.settle()
        waiters[0].cancel(message.pop())
        await aio.wait(waiters)
        scenario.check_is('waiters.pop().cancelled()', waiters.pop().cancelled(), True)
        tools.collect()
        scenario.check_is('reference()', reference(), None)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_wait_leaves_nothing__waiting_empty_get(scenario):
    """After the cancellation of empty.get() nothing keeps what the cancellation was given as its message."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        event = aio.Event()
        semaphore = aio.Semaphore(0)
        lock = aio.Lock()
        condition = aio.Condition()
        empty = aio.Queue()
        full = aio.Queue(1)

        async def waits():
            await condition.acquire()
            await empty.get()

        await lock.acquire()
        full.put_nowait(1)
        scenario.check('(event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full())', (event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full()), (False, True, True, True, True))
        message = [tools.Boom()]
        reference = tools.weak(message[0])
        waiters = [aio.create_task(waits())]
        await scenario.settle()
        waiters[0].cancel(message.pop())
        await aio.wait(waiters)
        scenario.check_is('waiters.pop().cancelled()', waiters.pop().cancelled(), True)
        tools.collect()
        scenario.check_is('reference()', reference(), None)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_wait_leaves_nothing__waiting_event_wait(scenario):
    """After the cancellation of event.wait() nothing keeps what the cancellation was given as its message."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        event = aio.Event()
        semaphore = aio.Semaphore(0)
        lock = aio.Lock()
        condition = aio.Condition()
        empty = aio.Queue()
        full = aio.Queue(1)

        async def waits():
            await condition.acquire()
            await event.wait()

        await lock.acquire()
        full.put_nowait(1)
        scenario.check('(event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full())', (event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full()), (False, True, True, True, True))
        message = [tools.Boom()]
        reference = tools.weak(message[0])
        waiters = [aio.create_task(waits())]
        await scenario.settle()
        waiters[0].cancel(message.pop())
        await aio.wait(waiters)
        scenario.check_is('waiters.pop().cancelled()', waiters.pop().cancelled(), True)
        tools.collect()
        scenario.check_is('reference()', reference(), None)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_wait_leaves_nothing__waiting_full_put_2(scenario):
    """After the cancellation of full.put(2) nothing keeps what the cancellation was given as its message."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        event = aio.Event()
        semaphore = aio.Semaphore(0)
        lock = aio.Lock()
        condition = aio.Condition()
        empty = aio.Queue()
        full = aio.Queue(1)

        async def waits():
            await condition.acquire()
            await full.put(2)

        await lock.acquire()
        full.put_nowait(1)
        scenario.check('(event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full())', (event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full()), (False, True, True, True, True))
        message = [tools.Boom()]
        reference = tools.weak(message[0])
        waiters = [aio.create_task(waits())]
        await scenario.settle()
        waiters[0].cancel(message.pop())
        await aio.wait(waiters)
        scenario.check_is('waiters.pop().cancelled()', waiters.pop().cancelled(), True)
        tools.collect()
        scenario.check_is('reference()', reference(), None)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_wait_leaves_nothing__waiting_lock_acquire(scenario):
    """After the cancellation of lock.acquire() nothing keeps what the cancellation was given as its message."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        event = aio.Event()
        semaphore = aio.Semaphore(0)
        lock = aio.Lock()
        condition = aio.Condition()
        empty = aio.Queue()
        full = aio.Queue(1)

        async def waits():
            await condition.acquire()
            await lock.acquire()

        await lock.acquire()
        full.put_nowait(1)
        scenario.check('(event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full())', (event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full()), (False, True, True, True, True))
        message = [tools.Boom()]
        reference = tools.weak(message[0])
        waiters = [aio.create_task(waits())]
        await scenario.settle()
        waiters[0].cancel(message.pop())
        await aio.wait(waiters)
        scenario.check_is('waiters.pop().cancelled()', waiters.pop().cancelled(), True)
        tools.collect()
        scenario.check_is('reference()', reference(), None)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_wait_leaves_nothing__waiting_semaphore_acquire(scenario):
    """After the cancellation of semaphore.acquire() nothing keeps what the cancellation was given as its message."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        event = aio.Event()
        semaphore = aio.Semaphore(0)
        lock = aio.Lock()
        condition = aio.Condition()
        empty = aio.Queue()
        full = aio.Queue(1)

        async def waits():
            await condition.acquire()
            await semaphore.acquire()

        await lock.acquire()
        full.put_nowait(1)
        scenario.check('(event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full())', (event.is_set(), semaphore.locked(), lock.locked(), empty.empty(), full.full()), (False, True, True, True, True))
        message = [tools.Boom()]
        reference = tools.weak(message[0])
        waiters = [aio.create_task(waits())]
        await scenario.settle()
        waiters[0].cancel(message.pop())
        await aio.wait(waiters)
        scenario.check_is('waiters.pop().cancelled()', waiters.pop().cancelled(), True)
        tools.collect()
        scenario.check_is('reference()', reference(), None)

    scenario.run(main)
    scenario.expect([])


def test_task_keeps_nothing_of_a_cancelled_waiter__waiting_shield_inner(scenario):
    """A task that outlives a cancelled shield(inner) keeps nothing of what the cancellation was given as its message."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def slow_to_end():
            try:
                await gate.wait()
            finally:
                await gate.wait()

        async def waits():
            await aio.shield(inner)

        inner = aio.create_task(slow_to_end())
        await scenario.settle(inner)
        message = [tools.Boom()]
        reference = tools.weak(message[0])
        waiters = [aio.create_task(waits())]
        await scenario.settle()
        waiters[0].cancel(message.pop())
        await aio.wait(waiters)
        scenario.check_is('waiters.pop().cancelled()', waiters.pop().cancelled(), True)
        await aio.sleep(0)
        tools.collect()
        scenario.check('(reference(), inner.done())', (reference(), inner.done()), (None, False))
        gate.set()
        await aio.wait([inner])

    scenario.run(main)
    scenario.expect([])


def test_task_keeps_nothing_of_a_cancelled_waiter__waiting_wait___inner(scenario):
    """A task that outlives a cancelled wait([inner]) keeps nothing of what the cancellation was given as its message."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def slow_to_end():
            try:
                await gate.wait()
            finally:
                await gate.wait()

        async def waits():
            await aio.wait([inner])

        inner = aio.create_task(slow_to_end())
        await scenario.settle(inner)
        message = [tools.Boom()]
        reference = tools.weak(message[0])
        waiters = [aio.create_task(waits())]
        await scenario.settle()
        waiters[0].cancel(message.pop())
        await aio.wait(waiters)
        scenario.check_is('waiters.pop().cancelled()', waiters.pop().cancelled(), True)
        await aio.sleep(0)
        tools.collect()
        scenario.check('(reference(), inner.done())', (reference(), inner.done()), (None, False))
        gate.set()
        await aio.wait([inner])

    scenario.run(main)
    scenario.expect([])


def test_task_keeps_nothing_of_a_cancelled_waiter__waiting_wait___inner_timeout_60(scenario):
    """A task that outlives a cancelled wait([inner], timeout=60) keeps nothing of what the cancellation was given as its message."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def slow_to_end():
            try:
                await gate.wait()
            finally:
                await gate.wait()

        async def waits():
            await aio.wait([inner], timeout=scenario.seconds(60))

        inner = aio.create_task(slow_to_end())
        await scenario.settle(inner)
        message = [tools.Boom()]
        reference = tools.weak(message[0])
        waiters = [aio.create_task(waits())]
        await scenario.settle()
        waiters[0].cancel(message.pop())
        await aio.wait(waiters)
        scenario.check_is('waiters.pop().cancelled()', waiters.pop().cancelled(), True)
        await aio.sleep(0)
        tools.collect()
        scenario.check('(reference(), inner.done())', (reference(), inner.done()), (None, False))
        gate.set()
        await aio.wait([inner])

    scenario.run(main)
    scenario.expect([])


def test_task_keeps_nothing_of_a_cancelled_waiter__waiting_wait_for_inner_0(scenario):
    """A task that outlives a cancelled wait_for(inner, 0) keeps nothing of what the cancellation was given as its message."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()

        async def slow_to_end():
            try:
                await gate.wait()
            finally:
                await gate.wait()

        async def waits():
            await aio.wait_for(inner, 0)

        inner = aio.create_task(slow_to_end())
        await scenario.settle(inner)
        message = [tools.Boom()]
        reference = tools.weak(message[0])
        waiters = [aio.create_task(waits())]
        await scenario.settle()
        waiters[0].cancel(message.pop())
        await aio.wait(waiters)
        scenario.check_is('waiters.pop().cancelled()', waiters.pop().cancelled(), True)
        await aio.sleep(0)
        tools.collect()
        scenario.check('(reference(), inner.done())', (reference(), inner.done()), (None, False))
        gate.set()
        await aio.wait([inner])

    scenario.run(main)
    scenario.expect([])


def test_collected_one_has_been_reported(scenario):
    """A pending task that is gone after a garbage collection has been reported to the exception handler, once, with its message."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        reports = []

        async def stuck():
            await aio.get_running_loop().create_future()

        def handler(owner, details):
            reports.append(('message' in details, details['task'].get_name(), details['task'].done()))

        aio.get_running_loop().set_exception_handler(handler)
        reference = tools.weak(aio.create_task(stuck(), name='castaway'))
        await scenario.settle()
        tools.collect()
        scenario.check_is("reports == ([] if reference() is not None else [(True, 'castaway', False)])", reports == ([] if reference() is not None else [(True, 'castaway', False)]), True)

    scenario.run(main)
    scenario.expect([])


def test_child_of_a_lost_gather_is_not_reported(scenario):
    """A pending task that a gather has made of a coroutine is not reported when it is collected together with the gather."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def stuck():
            await aio.get_running_loop().create_future()

        def handler(owner, details):
            log('handler', 'reported')

        aio.get_running_loop().set_exception_handler(handler)
        aio.gather(stuck(), stuck())
        await scenario.settle()
        tools.collect()
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect([('main', 'goes on')])
