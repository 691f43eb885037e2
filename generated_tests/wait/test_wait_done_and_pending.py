# Rendered by loopspec from spec/wait/done-and-pending.yaml; do not edit, change the source and run `loopspec render`.
"""wait: done and pending."""


def test_all_completed(scenario):
    """The function wait() returns when all tasks are done, in two sets, the second of them empty."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def quick_steps():
            await aio.sleep(0)
            log('quick', 'ends')
            gate.set()

        async def slow_steps():
            await gate.wait()
            await aio.sleep(0)
            log('slow', 'ends')

        slow = aio.create_task(slow_steps())
        quick = aio.create_task(quick_steps())
        outcome = await aio.wait([quick, slow])
        log('main', 'resumes')
        scenario.check_is('outcome[0] == {quick, slow}', outcome[0] == {quick, slow}, True)
        scenario.check_is('outcome[1] == set()', outcome[1] == set(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('quick', 'ends'),
            ('slow', 'ends'),
            ('main', 'resumes'),
        ]
    )


def test_first_completed(scenario):
    """With FIRST_COMPLETED wait() returns when one task is done and leaves the others running."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def quick_steps():
            await aio.sleep(0)

        async def slow_steps():
            await gate.wait()
            log('slow', 'ends')

        slow = aio.create_task(slow_steps())
        quick = aio.create_task(quick_steps())
        outcome = await aio.wait([quick, slow], return_when=aio.FIRST_COMPLETED)
        log('main', 'resumes')
        scenario.check('(outcome[0] == {quick}, outcome[1] == {slow}, slow.cancelling())', (outcome[0] == {quick}, outcome[1] == {slow}, slow.cancelling()), (True, True, 0))
        gate.set()
        await slow

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'resumes'),
            ('slow', 'ends'),
        ]
    )


def test_first_exception(scenario):
    """With FIRST_EXCEPTION wait() passes over a task that returns and comes back when one fails."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        first = aio.Event()
        last = aio.Event()

        async def quick_steps():
            log('quick', 'returns')

        async def faulty_steps():
            await first.wait()
            log('faulty', 'fails')
            raise tools.Boom()

        async def slow_steps():
            await last.wait()
            log('slow', 'ends')

        async def waiter_steps():
            outcome = await aio.wait([quick, slow, faulty], return_when=aio.FIRST_EXCEPTION)
            log('waiter', 'resumes')
            scenario.check_is('outcome[0] == {quick, faulty}', outcome[0] == {quick, faulty}, True)

        slow = aio.create_task(slow_steps())
        faulty = aio.create_task(faulty_steps())
        quick = aio.create_task(quick_steps())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        scenario.check_is('waiter.done()', waiter.done(), False)
        first.set()
        await waiter
        scenario.check('class_name(faulty.exception())', tools.class_name(faulty.exception()), 'Boom')
        last.set()
        await slow

    scenario.run(main)
    scenario.expect(
        [
            ('quick', 'returns'),
            ('faulty', 'fails'),
            ('waiter', 'resumes'),
            ('slow', 'ends'),
        ]
    )


def test_raises_no_failure(scenario):
    """The function wait() raises none of the exceptions of its tasks."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        async def faulty_steps():
            raise tools.Boom()

        async def victim_steps():
            await aio.Event().wait()

        faulty = aio.create_task(faulty_steps())
        victim = aio.create_task(victim_steps())
        victim.cancel()
        outcome = await aio.wait([faulty, victim])
        scenario.check('(len(outcome[0]), victim.cancelled(), class_name(faulty.exception()))', (len(outcome[0]), victim.cancelled(), tools.class_name(faulty.exception())), (2, True, 'Boom'))

    scenario.run(main)
    scenario.expect([])


def test_timeout_cancels_nothing(scenario):
    """A wait() that times out returns the tasks that are not done as pending and cancels none."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def slow_steps():
            await gate.wait()
            return 'late'

        slow = aio.create_task(slow_steps())
        outcome = await aio.wait([slow], timeout=0)
        scenario.check('(outcome[0] == set(), outcome[1] == {slow}, slow.cancelling())', (outcome[0] == set(), outcome[1] == {slow}, slow.cancelling()), (True, True, 0))
        gate.set()
        scenario.check('slow', await slow, 'late')

    scenario.run(main)
    scenario.expect([])


def test_its_own_cancellation_cancels_nothing(scenario):
    """Cancelling a task that is in wait() leaves the tasks that it waits for running."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()
            return 'whole'

        async def waiter_steps():
            with scenario.raises('waiter', aio.CancelledError):
                await aio.wait([worker])

        worker = aio.create_task(worker_steps())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        waiter.cancel()
        await waiter
        scenario.check('worker.cancelling()', worker.cancelling(), 0)
        gate.set()
        scenario.check('worker', await worker, 'whole')

    scenario.run(main)
    scenario.expect([('waiter', 'raises CancelledError')])


def test_refuses_an_empty_set(scenario):
    """The function wait() raises ValueError when there is nothing to wait for."""
    aio = scenario.aio

    async def main():
        with scenario.raises('main', ValueError):
            await aio.wait([])

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_refuses_coroutines(scenario):
    """The function wait() raises TypeError for a coroutine among its tasks and does not run it."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')

        bare = worker()
        with scenario.raises('main', TypeError):
            await aio.wait([bare])
        await aio.sleep(0)
        bare.close()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_refuses_a_single_task(scenario):
    """The function wait() raises TypeError for a task that is given alone and not in a collection."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.sleep(0)

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', TypeError):
            await aio.wait(worker)
        await worker

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_refuses_an_unknown_condition(scenario):
    """The function wait() raises ValueError for a return_when that is none of the three constants."""
    aio = scenario.aio

    async def main():
        async def worker_steps():
            await aio.sleep(0)

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', ValueError):
            await aio.wait([worker], return_when='whenever')
        await worker

    scenario.run(main)
    scenario.expect([('main', 'raises ValueError')])


def test_first_exception_without_one(scenario):
    """With FIRST_EXCEPTION wait() over tasks of which none fails comes back when all are done."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def quick_steps():
            return 1

        async def slow_steps():
            await gate.wait()
            log('slow', 'ends')

        async def waiter_steps():
            outcome = await aio.wait([quick, slow], return_when=aio.FIRST_EXCEPTION)
            log('waiter', 'resumes')
            scenario.check('(outcome[0] == {quick, slow}, outcome[1] == set())', (outcome[0] == {quick, slow}, outcome[1] == set()), (True, True))

        quick = aio.create_task(quick_steps())
        slow = aio.create_task(slow_steps())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        gate.set()
        await waiter

    scenario.run(main)
    scenario.expect(
        [
            ('slow', 'ends'),
            ('waiter', 'resumes'),
        ]
    )


def test_of_a_generator(scenario):
    """The function wait() takes a generator that yields tasks."""
    aio = scenario.aio

    async def main():
        async def worker(number):
            await aio.sleep(0)
            return number

        outcome = await aio.wait((aio.create_task(worker(number)) for number in [3, 1, 2]))
        scenario.check('sorted([finished.result() for finished in outcome[0]])', sorted([finished.result() for finished in outcome[0]]), [1, 2, 3])
        scenario.check_is('outcome[1] == set()', outcome[1] == set(), True)

    scenario.run(main)
    scenario.expect([])


def test_timeout_that_passes(scenario):
    """A wait() whose timeout passes raises nothing and returns the done tasks and the pending ones."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def quick_steps():
            return 'early'

        async def slow_steps():
            await gate.wait()
            return 'late'

        slow = aio.create_task(slow_steps())
        quick = aio.create_task(quick_steps())
        await scenario.settle()
        outcome = await aio.wait([slow, quick], timeout=scenario.seconds(0.01))
        scenario.check('(outcome[0] == {quick}, outcome[1] == {slow}, slow.cancelling())', (outcome[0] == {quick}, outcome[1] == {slow}, slow.cancelling()), (True, True, 0))
        gate.set()
        scenario.check('slow', await slow, 'late')

    scenario.run(main)
    scenario.expect([])


def test_timeout_that_does_not_pass(scenario):
    """A wait() with a timeout returns as soon as all tasks are done."""
    aio = scenario.aio

    async def main():
        gate = aio.Event()

        async def worker_steps():
            await gate.wait()
            return 'early'

        worker = aio.create_task(worker_steps())
        await scenario.settle()
        gate.set()
        outcome = await aio.wait([worker], timeout=scenario.seconds(3600))
        scenario.check('(outcome[0] == {worker}, outcome[1] == set())', (outcome[0] == {worker}, outcome[1] == set()), (True, True))

    scenario.run(main)
    scenario.expect([])


def test_default_by_its_name(scenario):
    """With ALL_COMPLETED wait() passes over a task that fails and comes back when all are done."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()

        async def faulty_steps():
            raise tools.Boom()

        async def slow_steps():
            await gate.wait()
            log('slow', 'ends')

        async def waiter_steps():
            outcome = await aio.wait([faulty, slow], return_when=aio.ALL_COMPLETED)
            log('waiter', 'resumes')
            scenario.check('(outcome[0] == {faulty, slow}, outcome[1] == set())', (outcome[0] == {faulty, slow}, outcome[1] == set()), (True, True))

        faulty = aio.create_task(faulty_steps())
        slow = aio.create_task(slow_steps())
        waiter = aio.create_task(waiter_steps())
        await scenario.settle()
        gate.set()
        await waiter
        scenario.check('class_name(faulty.exception())', tools.class_name(faulty.exception()), 'Boom')

    scenario.run(main)
    scenario.expect(
        [
            ('slow', 'ends'),
            ('waiter', 'resumes'),
        ]
    )


def test_leaves_nothing_on_a_future_that_goes_on__waiting_wait___forever_quick_return_when_first_completed(scenario):
    """A future that is not done keeps neither the task nor the context in which wait([forever, quick], return_when=FIRST_COMPLETED) came back."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        forever = loop.create_future()
        quick = loop.create_future()
        burden = tools.ContextVar('burden')

        async def worker():
            weight = loop.create_future()
            burden.set(weight)
            await aio.wait([forever, quick], return_when=aio.FIRST_COMPLETED)
            return tools.weak(weight)

        async def work():
            task = aio.create_task(worker())
            ghost = await task
            return [tools.weak(task), ghost]

        quick.set_result(None)
        ghosts = await work()
        await aio.sleep(0)
        await aio.sleep(0)
        tools.collect()
        scenario.check('[ghost() is None for ghost in ghosts]', [ghost() is None for ghost in ghosts], [True, True])
        scenario.check_is('forever.done()', forever.done(), False)

    scenario.run(main)
    scenario.expect([])


def test_leaves_nothing_on_a_future_that_goes_on__waiting_wait___forever_quick_timeout_0(scenario):
    """A future that is not done keeps neither the task nor the context in which wait([forever, quick], timeout=0) came back."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        forever = loop.create_future()
        quick = loop.create_future()
        burden = tools.ContextVar('burden')

        async def worker():
            weight = loop.create_future()
            burden.set(weight)
            await aio.wait([forever, quick], timeout=0)
            return tools.weak(weight)

        async def work():
            task = aio.create_task(worker())
            ghost = await task
            return [tools.weak(task), ghost]

        quick.set_result(None)
        ghosts = await work()
        await aio.sleep(0)
        await aio.sleep(0)
        tools.collect()
        scenario.check('[ghost() is None for ghost in ghosts]', [ghost() is None for ghost in ghosts], [True, True])
        scenario.check_is('forever.done()', forever.done(), False)

    scenario.run(main)
    scenario.expect([])


def test_cancelled_one_leaves_nothing_on_a_future(scenario):
    """A future that is not done keeps neither the task nor the context of a wait() that was cancelled."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        loop = aio.get_running_loop()
        forever = loop.create_future()
        burden = tools.ContextVar('burden')
        ghosts = []

        async def worker():
            weight = loop.create_future()
            burden.set(weight)
            ghosts.append(tools.weak(weight))
            await aio.wait([forever])

        async def work():
            task = aio.create_task(worker())
            ghosts.append(tools.weak(task))
            await scenario.settle()
            task.cancel()
            await scenario.settle()
            return task.cancelled()

        scenario.check('work()', await work(), True)
        await aio.sleep(0)
        await aio.sleep(0)
        tools.collect()
        scenario.check('[ghost() is None for ghost in ghosts]', [ghost() is None for ghost in ghosts], [True, True])
        scenario.check_is('forever.done()', forever.done(), False)

    scenario.run(main)
    scenario.expect([])


def test_ends_without_a_call_of_the_handler(scenario):
    """An exception handler is not called for a wait() whose timeout has passed, nor for one of the first exception with a cancelled task."""
    aio, log = scenario.aio, scenario.log

    async def main():
        gate = aio.Event()

        async def stays_steps():
            await gate.wait()

        async def doomed_steps():
            await aio.Event().wait()

        def handler(owner, context):
            log('handler', 'is called')

        aio.get_running_loop().set_exception_handler(handler)
        stays = aio.create_task(stays_steps())
        doomed = aio.create_task(doomed_steps())
        await scenario.settle(stays, doomed)
        scenario.check('wait([stays], timeout=0)', await aio.wait([stays], timeout=0), (set(), {stays}))
        aio.get_running_loop().call_soon(doomed.cancel)
        aio.get_running_loop().call_soon(gate.set)
        scenario.check('wait([stays, doomed], return_when=FIRST_EXCEPTION)', await aio.wait([stays, doomed], return_when=aio.FIRST_EXCEPTION), ({stays, doomed}, set()))
        await aio.sleep(0)
        aio.get_running_loop().set_exception_handler(None)

    scenario.run(main)
    scenario.expect([])
