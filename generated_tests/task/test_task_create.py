# Rendered by loopspec from spec/task/create.yaml; do not edit, change the source and run `loopspec render`.
"""Task: create."""


def test_body_begins_in_the_next_iteration(scenario):
    """The body of a new task begins in the next iteration, as soon as the creator gives up control."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            log('worker', 'begins')

        worker = aio.create_task(worker_steps())
        log('main', 'created')
        scenario.check_is('worker.done()', worker.done(), False)
        await scenario.ticks(1)
        log('main', 'goes on')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'created'),
            ('worker', 'begins'),
            ('main', 'goes on'),
        ]
    )


def test_tasks_begin_in_the_order_of_creation(scenario):
    """Tasks created in a row begin in the order in which they were created."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker(number):
            log('worker', f'begins {number}')

        workers = [aio.create_task(worker(number)) for number in range(5)]
        await aio.gather(*workers)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'begins 0'),
            ('worker', 'begins 1'),
            ('worker', 'begins 2'),
            ('worker', 'begins 3'),
            ('worker', 'begins 4'),
        ]
    )


def test_first_step_stands_in_line_with_callbacks(scenario):
    """The first step of a task runs between the callbacks scheduled before and after its creation."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            log('worker', 'begins')

        def mark(label):
            log('mark', f'{label}')

        aio.get_running_loop().call_soon(mark, 'before')
        worker = aio.create_task(worker_steps())
        aio.get_running_loop().call_soon(mark, 'after')
        await scenario.ticks(1)

    scenario.run(main)
    scenario.expect(
        [
            ('mark', 'before'),
            ('worker', 'begins'),
            ('mark', 'after'),
        ]
    )


def test_every_maker_gives_a_pending_task__make_task(scenario):
    """A coroutine given to Task becomes a Task that is not done and whose body has not begun."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')
            return 'made'

        made = aio.Task(worker())
        scenario.check_type('Task(worker())', made, aio.Task)
        scenario.check_is('made.done()', made.done(), False)
        log('main', 'created')
        scenario.check('made', await made, 'made')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'created'),
            ('worker', 'begins'),
        ]
    )


def test_every_maker_gives_a_pending_task__make_create_task(scenario):
    """A coroutine given to create_task becomes a Task that is not done and whose body has not begun."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')
            return 'made'

        made = aio.create_task(worker())
        scenario.check_type('create_task(worker())', made, aio.Task)
        scenario.check_is('made.done()', made.done(), False)
        log('main', 'created')
        scenario.check('made', await made, 'made')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'created'),
            ('worker', 'begins'),
        ]
    )


def test_every_maker_gives_a_pending_task__make_ensure_future(scenario):
    """A coroutine given to ensure_future becomes a Task that is not done and whose body has not begun."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')
            return 'made'

        made = aio.ensure_future(worker())
        scenario.check_type('ensure_future(worker())', made, aio.Task)
        scenario.check_is('made.done()', made.done(), False)
        log('main', 'created')
        scenario.check('made', await made, 'made')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'created'),
            ('worker', 'begins'),
        ]
    )


def test_every_maker_gives_a_pending_task__make_get_running_loop_create_task(scenario):
    """A coroutine given to get_running_loop().create_task becomes a Task that is not done and whose body has not begun."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker():
            log('worker', 'begins')
            return 'made'

        made = aio.get_running_loop().create_task(worker())
        scenario.check_type('get_running_loop().create_task(worker())', made, aio.Task)
        scenario.check_is('made.done()', made.done(), False)
        log('main', 'created')
        scenario.check('made', await made, 'made')

    scenario.run(main)
    scenario.expect(
        [
            ('main', 'created'),
            ('worker', 'begins'),
        ]
    )


def test_awaiting_a_coroutine_makes_no_task(scenario):
    """A coroutine awaited directly begins at once in the awaiting task, no other task gets a turn."""
    aio, log = scenario.aio, scenario.log

    async def main():
        caller = aio.current_task()

        async def other_steps():
            log('other', 'begins')

        async def worker():
            log('worker', 'begins')
            scenario.check_is('current_task()', aio.current_task(), caller)

        other = aio.create_task(other_steps())
        await worker()
        log('main', 'goes on')
        await other

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'begins'),
            ('main', 'goes on'),
            ('other', 'begins'),
        ]
    )


def test_calling_a_coroutine_function_schedules_nothing(scenario):
    """A coroutine that was called and neither awaited nor made a task never begins."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def main():
        async def worker():
            log('worker', 'begins')

        before = len(aio.all_tasks())
        forgotten = worker()
        await scenario.settle()
        scenario.check('coroutine_state(forgotten)', tools.coroutine_state(forgotten), 'created')
        scenario.check('len(all_tasks())', len(aio.all_tasks()), before)
        forgotten.close()

    scenario.run(main)
    scenario.expect([])


def test_loop_that_is_not_running_starts_it_later(scenario):
    """A task created with loop.create_task before the loop runs begins when the loop runs."""
    aio, log = scenario.aio, scenario.log

    async def worker():
        log('worker', 'begins')
        return 7

    loop = scenario.open_loop()
    early = loop.create_task(worker())
    scenario.check_type('loop.create_task(worker())', early, aio.Task)
    log('program', 'created')
    scenario.check('loop.run_until_complete(early)', loop.run_until_complete(early), 7)
    scenario.expect(
        [
            ('program', 'created'),
            ('worker', 'begins'),
        ]
    )


def test_constructor_takes_the_loop(scenario):
    """Task(coroutine, loop=loop) schedules the coroutine on that loop, running or not."""
    aio = scenario.aio

    async def worker():
        return aio.get_running_loop()

    loop = scenario.open_loop()
    made = aio.Task(worker(), loop=loop)
    scenario.check_is('made.get_loop()', made.get_loop(), loop)
    scenario.check_is('loop.run_until_complete(made)', loop.run_until_complete(made), loop)
    scenario.expect([])


def test_task_is_a_future_and_no_coroutine(scenario):
    """A task is an instance of Future and passes isfuture, and it is not a coroutine."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            log('worker', 'begins')

        worker = aio.create_task(worker_steps())
        scenario.check_type('worker', worker, aio.Future)
        scenario.check('isfuture(worker)', aio.isfuture(worker), True)
        scenario.check('iscoroutine(worker)', aio.iscoroutine(worker), False)
        await worker

    scenario.run(main)
    scenario.expect([('worker', 'begins')])


def test_one_iteration_from_creation_to_result(scenario):
    """A task that never waits is done one iteration after its creation, its awaiter resumes in the second."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def ticker_steps():
            for turn in range(1, 5):
                log('ticker', f'iteration {turn}, worker done {worker.done()}')
                await scenario.ticks(1)

        async def worker_steps():
            log('worker', 'runs')

        worker = aio.create_task(worker_steps())
        ticker = aio.create_task(ticker_steps())
        await worker
        log('main', 'resumes')
        await ticker

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'runs'),
            ('ticker', 'iteration 1, worker done True'),
            ('main', 'resumes'),
            ('ticker', 'iteration 2, worker done True'),
            ('ticker', 'iteration 3, worker done True'),
            ('ticker', 'iteration 4, worker done True'),
        ]
    )


def test_created_in_a_done_callback(scenario):
    """A task created by a done callback begins in the iteration after the callback's."""
    aio, log = scenario.aio, scenario.log

    async def main():
        async def worker_steps():
            log('worker', 'runs')

        async def successor():
            log('successor', 'begins')

        def follow_up(finished):
            log('follow_up', 'called')
            aio.create_task(successor())
            aio.get_running_loop().call_soon(mark)

        def mark():
            log('mark', 'called')

        worker = aio.create_task(worker_steps())
        worker.add_done_callback(follow_up)
        await scenario.ticks(2)
        log('main', 'goes on')
        await scenario.ticks(1)

    scenario.run(main)
    scenario.expect(
        [
            ('worker', 'runs'),
            ('follow_up', 'called'),
            ('main', 'goes on'),
            ('successor', 'begins'),
            ('mark', 'called'),
        ]
    )


def test_generic_over_the_result(scenario):
    """The class Task takes the type of its result in square brackets, and makes tasks as before."""
    aio = scenario.aio

    async def main():
        async def worker():
            return 7

        generic = aio.Task[int]
        made = generic(worker())
        scenario.check_type('generic(worker())', made, aio.Task)
        scenario.check('made', await made, 7)

    scenario.run(main)
    scenario.expect([])


def test_without_a_loop_a_warning(scenario):
    """Making a task by Task without a loop given, running or current emits DeprecationWarning."""
    aio, tools = scenario.aio, scenario.tools

    async def worker():
        return 7

    with tools.caught_warnings() as names:
        made = aio.Task(worker())
    scenario.check('names', names, ['DeprecationWarning'])
    scenario.check('made.get_loop().run_until_complete(made)', made.get_loop().run_until_complete(made), 7)
    made.get_loop().close()
    scenario.expect([])


def test_ensured_without_a_loop_a_warning(scenario):
    """Making a task by ensure_future without a loop given, running or current emits DeprecationWarning."""
    aio, tools = scenario.aio, scenario.tools

    async def worker():
        return 7

    with tools.caught_warnings() as names:
        made = aio.ensure_future(worker())
    scenario.check('names', names, ['DeprecationWarning'])
    scenario.check('made.get_loop().run_until_complete(made)', made.get_loop().run_until_complete(made), 7)
    made.get_loop().close()
    scenario.expect([])


def test_without_a_loop_an_error__make_task(scenario):
    """Making a task by Task without a loop given, running or current raises RuntimeError."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def worker():
        log('worker', 'begins')

    orphan = worker()
    with scenario.raises('program', RuntimeError):
        aio.Task(orphan)
    scenario.check('coroutine_state(orphan)', tools.coroutine_state(orphan), 'created')
    orphan.close()
    scenario.expect([('program', 'raises RuntimeError')])


def test_without_a_loop_an_error__make_ensure_future(scenario):
    """Making a task by ensure_future without a loop given, running or current raises RuntimeError."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def worker():
        log('worker', 'begins')

    orphan = worker()
    with scenario.raises('program', RuntimeError):
        aio.ensure_future(orphan)
    scenario.check('coroutine_state(orphan)', tools.coroutine_state(orphan), 'created')
    orphan.close()
    scenario.expect([('program', 'raises RuntimeError')])


def test_ensured_on_a_closed_loop(scenario):
    """A coroutine that ensure_future is given for a closed loop raises RuntimeError and is closed itself."""
    aio, log, tools = scenario.aio, scenario.log, scenario.tools

    async def worker():
        log('worker', 'never runs')

    loop = scenario.open_loop()
    loop.close()
    bare = worker()
    with scenario.raises('program', RuntimeError):
        aio.ensure_future(bare, loop=loop)
    scenario.check('coroutine_state(bare)', tools.coroutine_state(bare), 'closed')
    scenario.expect([('program', 'raises RuntimeError')])


def test_name_and_context_together__make_create_task(scenario):
    """A task that create_task is given a name and a context for has that name and runs in that context."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()

        async def worker():
            colour.set('by the task')

        task = aio.create_task(worker(), name='painter', context=given)
        scenario.check('task.get_name()', task.get_name(), 'painter')
        await task
        scenario.check('given.get(colour)', given.get(colour), 'by the task')

    scenario.run(main)
    scenario.expect([])


def test_name_and_context_together__make_get_running_loop_create_task(scenario):
    """A task that get_running_loop().create_task is given a name and a context for has that name and runs in that context."""
    aio, tools = scenario.aio, scenario.tools

    async def main():
        colour = tools.ContextVar('colour')
        given = tools.copy_context()

        async def worker():
            colour.set('by the task')

        task = aio.get_running_loop().create_task(worker(), name='painter', context=given)
        scenario.check('task.get_name()', task.get_name(), 'painter')
        await task
        scenario.check('given.get(colour)', given.get(colour), 'by the task')

    scenario.run(main)
    scenario.expect([])
