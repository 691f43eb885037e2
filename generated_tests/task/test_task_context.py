# Rendered by loopspec from spec/task/context.yaml; do not edit, change the source and run `loopspec render`.
"""Task: context."""


def test_copied_at_creation__make_create_task(scenario):
    """A task made by create_task sees the value that a variable had at its creation, not at its first step."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')

        async def worker():
            log('worker', f'sees {colour.get()}')

        colour.set('at creation')
        made = aio.create_task(worker())
        colour.set('at the first step')
        await made

    scenario.run(main)
    scenario.expect([('worker', 'sees at creation')])


def test_copied_at_creation__make_ensure_future(scenario):
    """A task made by ensure_future sees the value that a variable had at its creation, not at its first step."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')

        async def worker():
            log('worker', f'sees {colour.get()}')

        colour.set('at creation')
        made = aio.ensure_future(worker())
        colour.set('at the first step')
        await made

    scenario.run(main)
    scenario.expect([('worker', 'sees at creation')])


def test_copied_at_creation__make_get_running_loop_create_task(scenario):
    """A task made by get_running_loop().create_task sees the value that a variable had at its creation, not at its first step."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')

        async def worker():
            log('worker', f'sees {colour.get()}')

        colour.set('at creation')
        made = aio.get_running_loop().create_task(worker())
        colour.set('at the first step')
        await made

    scenario.run(main)
    scenario.expect([('worker', 'sees at creation')])


def test_changes_stay_in_the_task(scenario):
    """A variable that a task sets in its context is not seen by its creator."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')

        async def worker_steps():
            colour.set('changed')
            log('worker', f'sees {colour.get()}')

        colour.set('original')
        worker = aio.create_task(worker_steps())
        await worker
        log('main', f'sees {colour.get()}')

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'sees changed'),
            ('main', 'sees original'),
        ]
    )


def test_siblings_do_not_meet(scenario):
    """Each of several tasks sees across its awaits the value that it set itself."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        gate = aio.Event()
        number = tools.ContextVar('number')

        async def worker(own):
            number.set(own)
            await gate.wait()
            log('worker', f'{own} sees {number.get()}')

        workers = [aio.create_task(worker(own)) for own in range(1, 4)]
        await scenario.settle()
        gate.set()
        await aio.gather(*workers)
        scenario.check("number.get('nothing')", number.get('nothing'), 'nothing')

    scenario.run(main)
    scenario.expect([scenario.any_order(('worker', '1 sees 1'), ('worker', '2 sees 2'), ('worker', '3 sees 3'))])


def test_child_inherits_from_its_parent_task(scenario):
    """A task created by another task starts from the values that the other has set until then."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        child = None

        async def parent_steps():
            nonlocal child
            colour.set('of the parent')
            child = aio.create_task(child_steps())
            colour.set('too late')
            await child

        async def child_steps():
            log('child', f'sees {colour.get()}')

        colour.set('of the grandparent')
        parent = aio.create_task(parent_steps())
        await parent

    scenario.run(main)
    scenario.expect([('child', 'sees of the parent')])


def test_awaited_coroutine_shares_the_context(scenario):
    """A variable that a coroutine sets is seen by the coroutine that awaits it directly."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')

        async def helper():
            await aio.sleep(0)
            colour.set('by the helper')

        colour.set('by main')
        await helper()
        log('main', f'sees {colour.get()}')

    scenario.run(main)
    scenario.expect([('main', 'sees by the helper')])


def test_given_context_is_used_itself(scenario):
    """A task created with context= runs in that very context, where its changes are seen."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()

        async def worker():
            log('worker', f'sees {colour.get()}')
            colour.set('by the task')
            await aio.sleep(0)
            log('worker', f'sees {colour.get()}')

        given.run(colour.set, 'given')
        colour.set('of main')
        await aio.create_task(worker(), context=given)
        scenario.check('given[colour]', given[colour], 'by the task')
        log('main', f'sees {colour.get()}')

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'sees given'),
            ('worker', 'sees by the task'),
            ('main', 'sees of main'),
        ]
    )


def test_given_context_is_shared(scenario):
    """Two tasks created with the same context= see each other's changes."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()
        written = aio.Event()

        async def writer():
            colour.set('shared')
            log('writer', 'writes')
            written.set()

        async def reader():
            await written.wait()
            log('reader', f'reads {colour.get()}')

        reading = aio.get_running_loop().create_task(reader(), context=given)
        aio.get_running_loop().create_task(writer(), context=given)
        await reading

    scenario.run(main)
    scenario.expect(
        [
            ('writer', 'writes'),
            ('reader', 'reads shared'),
        ]
    )


def test_every_step_runs_in_it(scenario):
    """A task resumes in its own context, no matter which context resolves the future that it waits on."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        answer = aio.get_running_loop().create_future()

        async def worker_steps():
            colour.set('of the worker')
            await answer
            log('worker', f'sees {colour.get()}')

        async def resolver_steps():
            colour.set('of the resolver')
            answer.set_result(None)

        worker = aio.create_task(worker_steps())
        await scenario.settle(worker)
        resolver = aio.create_task(resolver_steps())
        await worker

    scenario.run(main)
    scenario.expect([('worker', 'sees of the worker')])


def test_clean_up_runs_in_it(scenario):
    """A cancelled task runs its finally block in its own context."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')

        async def worker_steps():
            colour.set('of the worker')
            try:
                await aio.Event().wait()
            finally:
                log('worker', f'sees {colour.get()}')

        colour.set('of main')
        worker = aio.create_task(worker_steps())
        await scenario.settle()
        worker.cancel()
        with scenario.raises('main', aio.CancelledError):
            await worker

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'sees of the worker'),
            ('main', 'raises CancelledError'),
        ]
    )


def test_callbacks_of_a_task_inherit_it(scenario):
    """A callback that a task schedules with call_soon sees the value that the task had at that moment."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        told = aio.Event()
        colour = tools.ContextVar('colour')

        async def worker_steps():
            colour.set('when scheduled')
            aio.get_running_loop().call_soon(note)
            colour.set('later')
            await told.wait()
            log('worker', f'sees {colour.get()}')

        def note():
            log('note', f'sees {colour.get()}')
            colour.set('of the callback')
            told.set()

        worker = aio.create_task(worker_steps())
        await worker

    scenario.run(main)
    scenario.expect(
        [
            ('note', 'sees when scheduled'),
            ('worker', 'sees later'),
        ]
    )


def test_get_context_gives_the_one_passed(scenario):
    """The method get_context() gives the very context that the task was created with."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        given = tools.copy_context()

        async def worker():
            await aio.sleep(0)

        made = aio.create_task(worker(), context=given)
        scenario.check_is('made.get_context()', made.get_context(), given)
        await made
        scenario.check_is('made.get_context()', made.get_context(), given)

    scenario.run(main)
    scenario.expect([])


def test_get_context_of_an_ordinary_task(scenario):
    """Without a context given, get_context() gives the copy in which the task's changes appear."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        gate = aio.Event()
        colour = tools.ContextVar('colour')

        async def worker_steps():
            colour.set('changed')
            await gate.wait()

        colour.set('original')
        worker = aio.create_task(worker_steps())
        scenario.check('worker.get_context()[colour]', worker.get_context()[colour], 'original')
        await scenario.settle()
        scenario.check('worker.get_context()[colour]', worker.get_context()[colour], 'changed')
        gate.set()
        await worker

    scenario.run(main)
    scenario.expect([])


def test_variable_reset_after_an_await(scenario):
    """A token of a context variable is still good for a reset after the task has waited."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')

        async def worker_steps():
            token = colour.set('for a while')
            await aio.sleep(0)
            colour.reset(token)
            log('worker', f'sees {colour.get()}')

        colour.set('original')
        worker = aio.create_task(worker_steps())
        await worker

    scenario.run(main)
    scenario.expect([('worker', 'sees original')])


def test_wait_on_a_future_keeps_it(scenario):
    """A variable that a task sets after a wait on a future is set in its own context and not in a copy."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()
        answer = aio.get_running_loop().create_future()

        async def worker():
            await answer
            colour.set('after the wait')

        made = aio.create_task(worker(), context=given)
        await scenario.settle()
        answer.set_result(None)
        await made
        scenario.check('given.get(colour)', given.get(colour), 'after the wait')

    scenario.run(main)
    scenario.expect([])


def test_given_to_the_constructor(scenario):
    """A task made by Task(coroutine, context=context) runs in that very context."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()

        async def worker():
            log('worker', f'sees {colour.get()}')
            await aio.sleep(0)
            colour.set('by the task')

        given.run(colour.set, 'given')
        colour.set('of main')
        await aio.Task(worker(), context=given)
        scenario.check('(given[colour], colour.get())', (given[colour], colour.get()), ('by the task', 'of main'))

    scenario.run(main)
    scenario.expect([('worker', 'sees given')])


def test_given_context_after_a_refused_await__thing_a_foreign_value(scenario):
    """A task that goes on after an await of a foreign value, which raises RuntimeError, still runs in the very context that it was given."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()
        other = aio.new_event_loop()
        stranger = other.create_future()

        async def worker():
            with scenario.raises('worker', RuntimeError):
                await {'a foreign value': tools.bad_yield(42), 'a future without await': tools.bad_yield(aio.get_running_loop().create_future()), 'itself': aio.current_task(), 'a future of another loop': stranger}['a foreign value']
            colour.set('by the task')
            await aio.sleep(0)
            scenario.check('colour.get()', colour.get(), 'by the task')

        await aio.create_task(worker(), context=given)
        scenario.check('given.get(colour)', given.get(colour), 'by the task')
        other.close()

    scenario.run(main)
    scenario.expect([('worker', 'raises RuntimeError')])


def test_given_context_after_a_refused_await__thing_a_future_of_another_loop(scenario):
    """A task that goes on after an await of a future of another loop, which raises RuntimeError, still runs in the very context that it was given."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()
        other = aio.new_event_loop()
        stranger = other.create_future()

        async def worker():
            with scenario.raises('worker', RuntimeError):
                await {'a foreign value': tools.bad_yield(42), 'a future without await': tools.bad_yield(aio.get_running_loop().create_future()), 'itself': aio.current_task(), 'a future of another loop': stranger}['a future of another loop']
            colour.set('by the task')
            await aio.sleep(0)
            scenario.check('colour.get()', colour.get(), 'by the task')

        await aio.create_task(worker(), context=given)
        scenario.check('given.get(colour)', given.get(colour), 'by the task')
        other.close()

    scenario.run(main)
    scenario.expect([('worker', 'raises RuntimeError')])


def test_given_context_after_a_refused_await__thing_a_future_without_await(scenario):
    """A task that goes on after an await of a future without await, which raises RuntimeError, still runs in the very context that it was given."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()
        other = aio.new_event_loop()
        stranger = other.create_future()

        async def worker():
            with scenario.raises('worker', RuntimeError):
                await {'a foreign value': tools.bad_yield(42), 'a future without await': tools.bad_yield(aio.get_running_loop().create_future()), 'itself': aio.current_task(), 'a future of another loop': stranger}['a future without await']
            colour.set('by the task')
            await aio.sleep(0)
            scenario.check('colour.get()', colour.get(), 'by the task')

        await aio.create_task(worker(), context=given)
        scenario.check('given.get(colour)', given.get(colour), 'by the task')
        other.close()

    scenario.run(main)
    scenario.expect([('worker', 'raises RuntimeError')])


def test_given_context_after_a_refused_await__thing_itself(scenario):
    """A task that goes on after an await of itself, which raises RuntimeError, still runs in the very context that it was given."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()
        other = aio.new_event_loop()
        stranger = other.create_future()

        async def worker():
            with scenario.raises('worker', RuntimeError):
                await {'a foreign value': tools.bad_yield(42), 'a future without await': tools.bad_yield(aio.get_running_loop().create_future()), 'itself': aio.current_task(), 'a future of another loop': stranger}['itself']
            colour.set('by the task')
            await aio.sleep(0)
            scenario.check('colour.get()', colour.get(), 'by the task')

        await aio.create_task(worker(), context=given)
        scenario.check('given.get(colour)', given.get(colour), 'by the task')
        other.close()

    scenario.run(main)
    scenario.expect([('worker', 'raises RuntimeError')])


def test_every_step_runs_in_it_in_debug_mode(scenario):
    """In debug mode all steps of a task run in the context that it was given, whatever the task waits for."""
    aio, tools, outside = scenario.aio, scenario.tools, scenario.outside()

    async def main():
        loop = aio.get_running_loop()
        places = tools.ContextVar('places', default='')
        context = tools.copy_context()

        async def worker():
            places.set('start')
            await aio.sleep(0)
            places.set(places.get() + ' yield')
            await answer
            places.set(places.get() + ' future')
            await tools.future_like(other)
            places.set(places.get() + ' other')
            try:
                await tools.bad_yield(5)
            except RuntimeError:
                places.set(places.get() + ' mistake')

        loop.set_debug(True)
        answer = loop.create_future()
        other = loop.create_future()
        task = aio.create_task(worker(), context=context)
        await scenario.settle()
        answer.set_result(None)
        await scenario.settle()
        other.set_result(None)
        await outside.within(task)
        loop.set_debug(False)
        scenario.check('context[places]', context[places], 'start yield future other mistake')

    scenario.run(main)
    scenario.expect([])
