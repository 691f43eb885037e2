# Rendered by loopspec from spec/task/misuse.yaml; do not edit, change the source and run `loopspec render`.
"""Task: misuse."""


def test_create_task_refuses_what_is_no_coroutine__value_none(scenario):
    """Calling create_task with None, not a coroutine object, raises TypeError."""
    aio = scenario.aio

    async def main():
        before = len(aio.all_tasks())
        with scenario.raises('main', TypeError):
            aio.create_task(None)
        scenario.check('len(all_tasks())', len(aio.all_tasks()), before)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_create_task_refuses_what_is_no_coroutine__value_bad_yield_1(scenario):
    """Calling create_task with bad_yield(1), not a coroutine object, raises TypeError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        before = len(aio.all_tasks())
        with scenario.raises('main', TypeError):
            aio.create_task(tools.bad_yield(1))
        scenario.check('len(all_tasks())', len(aio.all_tasks()), before)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_create_task_refuses_what_is_no_coroutine__value_get_running_loop_create_future(scenario):
    """Calling create_task with get_running_loop().create_future(), not a coroutine object, raises TypeError."""
    aio = scenario.aio

    async def main():
        before = len(aio.all_tasks())
        with scenario.raises('main', TypeError):
            aio.create_task(aio.get_running_loop().create_future())
        scenario.check('len(all_tasks())', len(aio.all_tasks()), before)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_create_task_refuses_a_coroutine_function(scenario):
    """Calling create_task with a coroutine function that was not called raises TypeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')

        with scenario.raises('main', TypeError):
            aio.create_task(worker)
        await scenario.settle()

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_create_task_refuses_a_task(scenario):
    """Calling create_task with a task raises TypeError and leaves that task to run its course."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            await aio.sleep(0)
            log('worker', 'ends')

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', TypeError):
            aio.create_task(worker)
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('worker', 'ends'),
        ]
    )


def test_create_task_refuses_an_asynchronous_generator(scenario):
    """Calling create_task with an asynchronous generator raises TypeError."""
    aio = scenario.aio

    async def main():
        async def items():
            yield 1

        with scenario.raises('main', TypeError):
            aio.create_task(items())

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_create_task_needs_a_running_loop(scenario):
    """Calling create_task outside a running loop raises RuntimeError and the coroutine does not begin."""
    aio, log = scenario.aio, scenario.log

    async def worker():
        log('worker', 'begins')

    loop = scenario.open_loop()
    orphan = worker()
    with scenario.raises('program', RuntimeError):
        aio.create_task(orphan)
    orphan.close()
    loop.call_soon(loop.stop)
    loop.run_forever()
    scenario.expect([('program', 'raises RuntimeError')])


def test_closed_loop_takes_no_task(scenario):
    """Calling create_task on a closed loop raises RuntimeError."""
    log = scenario.log

    async def worker():
        log('worker', 'begins')

    loop = scenario.open_loop()
    loop.close()
    orphan = worker()
    with scenario.raises('program', RuntimeError):
        loop.create_task(orphan)
    orphan.close()
    scenario.expect([('program', 'raises RuntimeError')])


def test_finished_coroutine_fails_in_a_second_task(scenario):
    """A task made of a coroutine that has already ended fails with RuntimeError."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')

        once = worker()
        await aio.create_task(once)
        with scenario.raises('main', RuntimeError):
            await aio.create_task(once)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'begins'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_awaiting_oneself_raises(scenario):
    """A task that awaits itself gets RuntimeError at the await and can go on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def narcissus_steps():
            with scenario.raises('narcissus', RuntimeError):
                await narcissus
            log('narcissus', 'goes on')
            return 'alive'

        narcissus = aio.create_task(narcissus_steps())
        scenario.check('narcissus', await narcissus, 'alive')
        scenario.check('narcissus.cancelling()', narcissus.cancelling(), 0)

    scenario.run(main)
    scenario.expect(
        [
            ('narcissus', 'raises RuntimeError'),
            ('narcissus', 'goes on'),
        ]
    )


def test_foreign_yield_raises_in_the_coroutine__value_42(scenario):
    """An awaitable that hands 42 to the loop gets RuntimeError raised at that point."""
    log, tools = scenario.log, scenario.tools

    async def main():
        with scenario.raises('main', RuntimeError):
            await tools.bad_yield(42)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'goes on'),
        ]
    )


def test_foreign_yield_raises_in_the_coroutine__value(scenario):
    """An awaitable that hands [] to the loop gets RuntimeError raised at that point."""
    log, tools = scenario.log, scenario.tools

    async def main():
        with scenario.raises('main', RuntimeError):
            await tools.bad_yield([])
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('main', 'goes on'),
        ]
    )


def test_plainly_yielded_future_raises(scenario):
    """A future handed to the loop by a plain yield and not by await gets RuntimeError at that point."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        pending = aio.get_running_loop().create_future()
        with scenario.raises('main', RuntimeError):
            await tools.bad_yield(pending)
        scenario.check_is('pending.done()', pending.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_foreign_yield_costs_one_iteration(scenario):
    """The RuntimeError for a foreign yield arrives after the other tasks have had their turn."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def other_steps():
            log('other', 'has its turn')

        other = aio.create_task(other_steps())
        with scenario.raises('main', RuntimeError):
            await tools.bad_yield(42)

    scenario.run(main)
    scenario.expect(
        [
            ('other', 'has its turn'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_bare_yield_is_one_turn(scenario):
    """An awaitable that hands None to the loop resumes in the next iteration with None."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def ticker_steps():
            log('ticker', 'iteration 1')
            await scenario.ticks(1)
            log('ticker', 'iteration 2')

        ticker = aio.create_task(ticker_steps())
        scenario.check('bad_yield(None)', await tools.bad_yield(None), None)
        log('main', 'resumes')
        await ticker

    scenario.run(main)
    scenario.expect(
        [
            ('ticker', 'iteration 1'),
            ('main', 'resumes'),
            ('ticker', 'iteration 2'),
        ]
    )


def test_task_does_not_run_its_own_loop(scenario):
    """Calling run_until_complete on the running loop from a task raises RuntimeError and the loop goes on."""
    aio, log = scenario.aio, scenario.log

    async def main():
        loop = aio.get_running_loop()

        async def worker_steps():
            await aio.sleep(0)
            log('worker', 'ends')

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', RuntimeError):
            loop.run_until_complete(worker)
        await worker
        scenario.check_is('loop.is_running()', loop.is_running(), True)

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises RuntimeError'),
            ('worker', 'ends'),
        ]
    )


def test_cancel_takes_one_argument(scenario):
    """Task.cancel called with two arguments raises TypeError and requests nothing."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            await aio.sleep(0)
            log('worker', 'ends')

        worker = aio.create_task(worker_steps())
        with scenario.raises('main', TypeError):
            worker.cancel('one', 'two')
        scenario.check('worker.cancelling()', worker.cancelling(), 0)
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'raises TypeError'),
            ('worker', 'ends'),
        ]
    )


def test_no_loop_argument__function_as_completed(scenario):
    """Passing loop= to as_completed, which has no such parameter any more, raises TypeError."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().create_future()
        arguments = {'shield': (pending,), 'wait': ([pending],), 'as_completed': ([pending],)}
        with scenario.raises('main', TypeError):
            aio.as_completed(*arguments['as_completed'], loop=aio.get_running_loop())
        scenario.check_is('pending.done()', pending.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_loop_argument__function_shield(scenario):
    """Passing loop= to shield, which has no such parameter any more, raises TypeError."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().create_future()
        arguments = {'shield': (pending,), 'wait': ([pending],), 'as_completed': ([pending],)}
        with scenario.raises('main', TypeError):
            aio.shield(*arguments['shield'], loop=aio.get_running_loop())
        scenario.check_is('pending.done()', pending.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_loop_argument__function_wait(scenario):
    """Passing loop= to wait, which has no such parameter any more, raises TypeError."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().create_future()
        arguments = {'shield': (pending,), 'wait': ([pending],), 'as_completed': ([pending],)}
        with scenario.raises('main', TypeError):
            aio.wait(*arguments['wait'], loop=aio.get_running_loop())
        scenario.check_is('pending.done()', pending.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_no_loop_argument_of_wait_for(scenario):
    """Passing loop= to wait_for, which has no such parameter any more, raises TypeError."""
    aio = scenario.aio

    async def main():
        pending = aio.get_running_loop().create_future()
        with scenario.raises('main', TypeError):
            aio.wait_for(pending, None, loop=aio.get_running_loop())
        scenario.check_is('pending.done()', pending.done(), False)

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_refused_task_is_not_reported(scenario):
    """A Task that refuses what it was given with TypeError is not reported as a task that vanished."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async with tools.caught_logs() as logs:
            try:
                aio.Task(42)
            except TypeError:
                log('main', 'refused')
            await aio.sleep(0)
            tools.collect()
            scenario.check('logs', logs, [])

    scenario.run(main)
    scenario.expect([('main', 'refused')])


def test_generator_that_is_yielded_raises(scenario):
    """An awaitable that hands a generator to the loop gets RuntimeError raised at that point, once."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()

        async def worker():
            with scenario.raises('worker', RuntimeError):
                await tools.bad_yield((number for number in [1]))
            colour.set('by the task')
            await aio.sleep(0)
            scenario.check('colour.get()', colour.get(), 'by the task')
            log('worker', 'goes on')

        def handler(owner, context):
            log('handler', 'is called')

        aio.get_running_loop().set_exception_handler(handler)
        await aio.create_task(worker(), context=given)
        await aio.sleep(0)
        scenario.check('given.get(colour)', given.get(colour), 'by the task')
        aio.get_running_loop().set_exception_handler(None)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'raises RuntimeError'),
            ('worker', 'goes on'),
        ]
    )


def test_yielded_generator_costs_one_iteration(scenario):
    """The RuntimeError for a generator that is handed to the loop arrives after the other tasks have had their turn."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def other_steps():
            log('other', 'has its turn')

        other = aio.create_task(other_steps())
        with scenario.raises('main', RuntimeError):
            await tools.bad_yield((number for number in [1]))

    scenario.run(main)
    scenario.expect(
        [
            ('other', 'has its turn'),
            ('main', 'raises RuntimeError'),
        ]
    )


def test_plainly_yielded_future_beside_an_awaited_one(scenario):
    """A future that one task awaits and another hands to the loop by a plain yield gives the second RuntimeError."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        pending = aio.get_running_loop().create_future()

        async def waiter_steps():
            scenario.check('pending', await pending, 1)

        async def offender_steps():
            with scenario.raises('offender', RuntimeError):
                await tools.bad_yield(pending)

        waiter = aio.create_task(waiter_steps())
        await scenario.settle(waiter)
        offender = aio.create_task(offender_steps())
        await scenario.settle()
        scenario.check('(waiter.done(), offender.done())', (waiter.done(), offender.done()), (False, True))
        pending.set_result(1)
        await aio.gather(waiter, offender)

    scenario.run(main)
    scenario.expect([('offender', 'raises RuntimeError')])


def test_yield_of_what_another_task_awaits__kind_future(scenario):
    """A future that a task awaits is refused with RuntimeError when another task hands it to the loop without an await."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        thing = {'future': parcel}.get('future', tools.future_like(parcel))

        async def receiver_steps():
            await thing

        receiver = aio.create_task(receiver_steps())
        await scenario.settle(receiver)
        with scenario.raises('main', RuntimeError):
            await tools.bad_yield(thing)
        parcel.set_result('apple')
        await receiver

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])


def test_yield_of_what_another_task_awaits__kind_look_alike_of_a_future(scenario):
    """A look-alike of a future that a task awaits is refused with RuntimeError when another task hands it to the loop without an await."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        parcel = aio.get_running_loop().create_future()
        thing = {'future': parcel}.get('look-alike of a future', tools.future_like(parcel))

        async def receiver_steps():
            await thing

        receiver = aio.create_task(receiver_steps())
        await scenario.settle(receiver)
        with scenario.raises('main', RuntimeError):
            await tools.bad_yield(thing)
        parcel.set_result('apple')
        await receiver

    scenario.run(main)
    scenario.expect([('main', 'raises RuntimeError')])
